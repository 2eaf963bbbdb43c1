"""What is wrong in a grid or an entry table that came back (family DEC)."""

from pipeline.diagnostics import Rule, Severity

E = Severity.ERROR
W = Severity.WARNING
I = Severity.INFO  # noqa: E741 (beside E and W)

RETYPE_LEVEL = "choisissez 0, 1, 2, 3 ou 4 dans la liste de la case"
ORIGINAL = "recopiez les niveaux dans la grille d'origine et renvoyez-la"
READ_ANYWAY = "rien à faire si rien d'utile n'y est écrit ; sinon recopiez-le dans la grille"

# What the file is
NOT_A_GRID = Rule(
    "DEC-001",
    E,
    "ce classeur n'est ni une grille de notation ni un tableau de saisie",
    "renvoyez la grille reçue, remplie et enregistrée au format .xlsx",
)
NO_ROWS = Rule(
    "DEC-002",
    E,
    "la feuille des indicateurs manque : aucun niveau ne peut être lu",
    "renvoyez le classeur entier, au format .xlsx",
)
NO_SEAL = Rule(
    "DEC-003",
    E,
    "le sceau manque, dans la feuille cachée comme dans les propriétés du fichier : rien ne prouve quelle grille c'est",
    "demandez le fichier .xlsx d'origine, ou tranchez avec « epreuve resolve »",
)
NO_SEAL_SHEET = Rule(
    "DEC-004",
    W,
    "la feuille cachée du sceau manque : l'identité vient des propriétés du fichier",
    "rien à faire si l'identité affichée est la bonne ; la prochaine fois, ne supprimez aucune feuille",
)
NO_PROPERTIES = Rule(
    "DEC-005",
    W,
    "les propriétés du fichier qui portent le sceau manquent : l'identité vient de la feuille cachée",
    "rien à faire si l'identité affichée est la bonne ; la prochaine fois, remplissez le fichier reçu",
)
TWO_IDENTITIES = Rule(
    "DEC-006",
    E,
    "deux identités dans le même fichier : {first} et {second}",
    "demandez la grille d'origine : des feuilles de deux grilles ont été mêlées",
)
OTHER_VERSION = Rule(
    "DEC-007",
    E,
    "la grille est de la version « {found} », le programme lit « {expected} »",
    "recopiez les niveaux dans une grille de cette session",
)
UNKNOWN_GRID = Rule(
    "DEC-008",
    E,
    "la grille {grid} n'a pas été émise par cette session",
    "vérifiez que c'est la grille de la bonne session ; sinon tranchez avec « epreuve resolve »",
)
WRONG_SEAL = Rule(
    "DEC-009",
    E,
    "le sceau n'est pas celui de la grille {grid}",
    "demandez la grille d'origine : celle-ci a été refaite, ou appartient à une autre copie",
)
ALTERED = Rule(
    "DEC-010",
    W,
    "des cases verrouillées ont été modifiées, déplacées ou ajoutées",
    "rien à faire : les niveaux sont lus par les clés cachées et les notes recalculées ; relisez-les en cas de doute",
)
NOT_RECOMPUTED = Rule(
    "DEC-011",
    I,
    "format .{format} : le sceau est celui qui a été émis, les cases verrouillées ne peuvent pas être vérifiées",
    "préférez le format .xlsx",
)
OTHER_IDENTITY = Rule(
    "DEC-012",
    E,
    "{what} : « {value} » est affiché, alors que la grille scellée porte « {expected} »",
    "vérifiez de quelle copie il s'agit, puis tranchez avec « epreuve resolve »",
)
NO_IDENTITY_SHOWN = Rule(
    "DEC-013",
    W,
    "l'identité affichée a disparu ({what}) : seul le sceau dit quelle grille c'est",
    "vérifiez de quelle copie il s'agit",
)

# Sheets, columns, rows
NO_COLUMN = Rule(
    "DEC-020",
    E,
    "la colonne « {column} » manque",
    "rétablissez son titre exact, ou recopiez les niveaux dans la grille d'origine",
)
TWO_COLUMNS = Rule(
    "DEC-021",
    E,
    "la colonne « {column} » apparaît plusieurs fois : {places}",
    "n'en gardez qu'une",
)
TWO_SHEETS = Rule(
    "DEC-022",
    W,
    "cette feuille est un double de « {first} » : les deux sont lues",
    "n'en gardez qu'une la prochaine fois",
)
ROW_DISAGREES = Rule(
    "DEC-023",
    E,
    "la clé cachée et le texte visible ne désignent pas la même ligne : {cells}",
    ORIGINAL,
)
ROW_TWICE = Rule(
    "DEC-024",
    E,
    "« {row} » est rempli de deux façons : {cells}",
    "ne gardez que la bonne ligne, videz l'autre",
)
ROW_COPIED = Rule(
    "DEC-025",
    W,
    "des lignes sont en double, sans se contredire : {cells}",
    "supprimez les copies si elles ne servent à rien",
)
ROWS_GONE = Rule(
    "DEC-026",
    W,
    "des lignes ont été supprimées ({rows}) : les autres sont lues",
    "notez ces indicateurs dans la grille d'origine et renvoyez-la",
)
STRAY_LEVEL = Rule(
    "DEC-027",
    E,
    "« {value} » est saisi sur une ligne qui n'est pas une ligne de la grille",
    "mettez ce niveau sur la ligne de son indicateur, ou effacez-le",
)
STRAY_COMMENT = Rule(
    "DEC-028",
    W,
    "un commentaire est écrit sur une ligne ajoutée : il n'est pas lu",
    "recopiez-le sur la ligne de l'indicateur, ou dans l'appréciation générale",
)
HIDDEN_ROWS = Rule(
    "DEC-029",
    W,
    "des lignes à remplir sont masquées, elles sont lues quand même : {rows}",
    "affichez-les pour les relire",
)
MERGED = Rule(
    "DEC-030",
    E,
    "des cases à remplir sont fusionnées : {cells}",
    "défusionnez-les et remplissez chaque case",
)
EXTRA_COLUMN = Rule(
    "DEC-031", W, "la colonne {column} a été ajoutée : elle n'est pas lue", READ_ANYWAY
)

# Values
OUT_OF_SCALE = Rule("DEC-040", E, "« {value} » n'est pas un niveau de 0 à 4", RETYPE_LEVEL)
HALF_LEVEL = Rule(
    "DEC-041",
    E,
    "« {value} » : un niveau est un nombre entier, sans demi-point ni fraction",
    RETYPE_LEVEL,
)
NOT_A_LEVEL = Rule(
    "DEC-042",
    E,
    "« {value} » n'est pas un niveau",
    "choisissez 0, 1, 2, 3 ou 4 ; une absence se dit dans la case « Situation », une remarque dans le commentaire",
)
STATE_AS_LEVEL = Rule(
    "DEC-043",
    E,
    "« {value} » est une situation, pas un niveau",
    "mettez-la dans la case « Situation » et laissez les niveaux vides",
)
DATE_AS_LEVEL = Rule(
    "DEC-044",
    E,
    "le tableur a fait une date de ce qui a été tapé ({value})",
    RETYPE_LEVEL,
)
TIME_AS_LEVEL = Rule(
    "DEC-045",
    E,
    "le tableur a fait une heure de ce qui a été tapé ({value})",
    RETYPE_LEVEL,
)
PERCENT_AS_LEVEL = Rule("DEC-046", E, "« {value} » est un pourcentage, pas un niveau", RETYPE_LEVEL)
LOGICAL_VALUE = Rule(
    "DEC-047", E, "la case contient une valeur logique ({value})", "effacez-la et retapez la valeur"
)
CELL_ERROR = Rule(
    "DEC-048", E, "la case contient l'erreur {value}", "effacez-la et retapez la valeur"
)
FORMULA = Rule(
    "DEC-049",
    E,
    "la case contient une formule ({value})",
    "remplacez la formule par la valeur, tapée à la main",
)
COMMENT_FORMULA = Rule(
    "DEC-050",
    E,
    "le tableur a fait une formule du commentaire ({value})",
    "retapez-le avec une apostrophe ou une espace devant le signe égal",
)
COMMENT_CHANGED = Rule(
    "DEC-051",
    E,
    "le tableur a changé le commentaire en autre chose qu'un texte ({value})",
    "mettez la case au format texte et retapez le commentaire",
)
UNKNOWN_STATE = Rule(
    "DEC-052",
    E,
    "« {value} » n'est pas une situation connue",
    "choisissez ABJ, ABI, DEF, NE ou DISP dans la liste, ou laissez la case vide",
)
STATE_AND_LEVELS = Rule(
    "DEC-053",
    E,
    "la situation {state} est choisie et des niveaux sont saisis : {cells}",
    "gardez l'un ou l'autre",
)
TWO_VALUES = Rule(
    "DEC-054",
    E,
    "plusieurs valeurs sont écrites à droite de « {label} » : {cells}",
    "n'en laissez qu'une, dans la case encadrée",
)
BAD_DATE = Rule(
    "DEC-055",
    W,
    "« {value} » n'est pas une date de notation : la grille est prise sans date",
    "écrivez-la sous la forme jj/mm/aaaa",
)
NO_COMMENT = Rule(
    "DEC-056",
    W,
    "le commentaire obligatoire aux niveaux 0, 1 et 4 manque : {cells}",
    "complétez-le et renvoyez la grille ; elle est prise en attendant",
)
NOTHING_FILLED = Rule(
    "DEC-057",
    W,
    "la grille est revenue vide : ni niveau, ni situation",
    "remplissez-la et renvoyez-la",
)

VALUE_DATE = "{number}, qui est pour lui le {date}"
VALUE_TIME = "{number}, qui est pour lui une heure"
VALUE_PERCENT = "{number} %"
VALUE_FORMULA = "={formula}"
VALUE_FORMULA_SHOWN = "={formula}, qui affiche {shown}"
VALUE_LOGICAL = {"1": "VRAI", "0": "FAUX"}
VALUE_DAY = "{number}, qui est pour lui une date"
GLUE = ", "
STRIP = "Bandeau de la grille"
MONTHS = {
    "janvier": 1,
    "janv": 1,
    "février": 2,
    "fevrier": 2,
    "févr": 2,
    "fév": 2,
    "mars": 3,
    "avril": 4,
    "avr": 4,
    "mai": 5,
    "juin": 6,
    "juillet": 7,
    "juil": 7,
    "août": 8,
    "aout": 8,
    "septembre": 9,
    "sept": 9,
    "octobre": 10,
    "oct": 10,
    "novembre": 11,
    "nov": 11,
    "décembre": 12,
    "decembre": 12,
    "déc": 12,
}
