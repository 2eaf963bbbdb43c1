"""Messages about the registration workbook: the file, its sheets, titles and cells (family SES, from 010)."""

from pipeline.diagnostics import Rule, Severity

E = Severity.ERROR
W = Severity.WARNING

EMPTY_FILE = "le fichier est vide"
PROTECTED = "il est protégé par un mot de passe, ou au format .xls d'avant 2007"
NOT_XLSX = "ce n'est pas un classeur .xlsx"
DAMAGED = "il est abîmé ou incomplet"
TOO_BIG = "il est trop gros pour des inscriptions"

NEAR = "valeurs proches : {words}"
ADMITTED = "valeurs admises : {words}"
NOT_LISTED = "corrigez la valeur, ou ajoutez-la d'abord à sa feuille"
RENAME_SHEET = "la feuille « {near} » y ressemble : rendez-lui son nom"
START_AGAIN = "repartez du classeur écrit par « epreuve open »"
RENAME_COLUMN = "la colonne « {near} » y ressemble : rendez-lui son titre exact"
ADD_COLUMN = "rétablissez son titre en première ligne"

SAVE_AS_XLSX = "enregistrez-le au format .xlsx, sans mot de passe"
MAKE_IT_ANEW = (
    "remettez-le depuis une sauvegarde ; « epreuve open » écrit un classeur neuf quand il manque"
)
UNREADABLE = Rule("SES-010", E, "classeur illisible : {reason}", "{advice}")
NO_SHEET = Rule("SES-011", E, "la feuille « {sheet} » manque", "{advice}")
NO_COLUMN = Rule("SES-012", E, "la colonne « {column} » manque", "{advice}")
EMPTY_CELL = Rule("SES-013", E, "{column} : la cellule est vide", "complétez-la")
FORMULA = Rule(
    "SES-014",
    E,
    "{column} : la cellule contient une formule",
    "remplacez-la par sa valeur (collage spécial)",
)
TWICE = Rule(
    "SES-015",
    E,
    "{column} « {value} » est déjà ligne {line}",
    "corrigez l'une des deux lignes, ou retirez-la",
)
NOT_KNOWN = Rule("SES-016", E, "{column} : « {value} » est inconnu", "{advice}")
NOT_A_NUMBER = Rule(
    "SES-017",
    E,
    "{column} : « {value} » n'est pas un nombre entier",
    "tapez des chiffres seulement, sans espace ni lettre",
)
NOT_A_DATE = Rule(
    "SES-018",
    E,
    "{column} : « {value} » n'est pas une date",
    "tapez une date telle que 17/11/2026 (ou 2026-11-17)",
)
NOT_A_TIME = Rule(
    "SES-019", E, "{column} : « {value} » n'est pas une heure", "tapez une heure telle que 9:00"
)
OUT_OF_RANGE = Rule(
    "SES-026", E, "{column} : {value} sort de l'intervalle {low} à {high}", "corrigez la valeur"
)
TOO_MANY_ROWS = Rule(
    "SES-028", E, "plus de {limit} lignes", "répartissez les candidats en plusieurs sessions"
)
UNKNOWN_COLUMN = Rule(
    "SES-029",
    W,
    "la colonne « {column} » est inconnue : elle n'est pas lue",
    "retirez-la si elle ne sert à personne",
)
STRAY_TEXT = Rule(
    "SES-030",
    E,
    "{column} est vide, mais d'autres cellules de la ligne sont remplies",
    "complétez la cellule, ou videz toute la ligne",
)
EXAMPLE_LEFT = Rule(
    "SES-031", W, "la ligne d'exemple est encore là : elle n'est pas lue", "supprimez-la"
)
BAD_IDENTIFIER = Rule(
    "SES-050",
    E,
    "{column} : « {value} » contient autre chose que des lettres sans accent, des chiffres et des tirets",
    "écrivez-le sans espace, en 20 caractères au plus, par exemple 1234",
)
NO_TITLES = Rule(
    "SES-060",
    E,
    "la première ligne ne porte pas les titres des colonnes",
    "remettez-y : {columns}",
)
REPEATED_COLUMN = Rule(
    "SES-061", E, "la colonne « {column} » apparaît deux fois", "n'en gardez qu'une"
)
MERGED = Rule(
    "SES-062",
    E,
    "les cellules {cells} sont fusionnées",
    "défusionnez-les et remplissez chaque ligne : rien n'en est lu",
)
HIDDEN_SHEET = Rule(
    "SES-063",
    W,
    "la feuille « {sheet} » est masquée : elle est lue quand même",
    "affichez-la pour la relire",
)
HIDDEN_ROWS = Rule(
    "SES-064",
    W,
    "des lignes masquées sont lues quand même ({count}, la première est la ligne {line})",
    "ôtez le filtre ; supprimez les lignes qui ne doivent pas compter",
)
NOT_A_TEXT = Rule(
    "SES-065",
    E,
    "{column} : la cellule contient une date ou une heure",
    "mettez la cellule au format texte, puis retapez sa valeur",
)
CELL_ERROR = Rule(
    "SES-066",
    E,
    "{column} : la cellule contient l'erreur {value}",
    "remplacez-la par la valeur voulue",
)
LIKE_FORMULA = Rule(
    "SES-067", E, "{column} : le texte commence par « = »", "ôtez ce signe : ce serait une formule"
)
TOO_LONG = Rule("SES-068", E, "{column} : plus de {limit} caractères", "abrégez le texte")
NOT_IN_SESSION = Rule(
    "SES-069",
    W,
    "l'épreuve « {exam} » n'est pas dans session.yaml : sa ligne n'est pas lue",
    "{advice}",
)
ROOM_NAME = Rule(
    "SES-070",
    E,
    "{column} : « {value} » contient une virgule ou un point-virgule",
    "ces signes séparent les salles dans le planning : ôtez-les du nom",
)
RESERVED_NAME = Rule(
    "SES-071",
    E,
    "{column} : « {value} » est un nom réservé, que le dossier de cette personne ne peut pas porter",
    "choisissez-en un autre, par exemple E01",
)
