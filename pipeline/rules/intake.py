"""Messages about collected files that are not read, or not wholly (family RCU)."""

from pipeline.diagnostics import Rule, Severity

E = Severity.ERROR
W = Severity.WARNING
I = Severity.INFO  # noqa: E741 (beside E and W)

SAVE_AGAIN = "rouvrez-le dans un tableur, enregistrez-le au format .xlsx et renvoyez-le"
SEND_AGAIN = "demandez à l'évaluateur de le renvoyer ; s'il revient pareil, de le rouvrir et de l'enregistrer au format .xlsx"
START_AGAIN = "recopiez les notes dans la grille d'origine et renvoyez-la"
DO_NOT_OPEN = "ne l'ouvrez pas : demandez à l'évaluateur d'où il vient, et une grille enregistrée au format .xlsx"

PDF = "un document PDF"
PICTURE = "une image"
WEB_PAGE = "une page web"
XML_FILE = "un fichier XML"
RTF = "un document RTF"
OLD_OFFICE = "un document Office d'avant 2007, mais pas un classeur"
WORD = "un document Word"
SLIDES = "une présentation PowerPoint"
BINARY_BOOK = "un classeur binaire .xlsb"
TEXT_DOCUMENT = "un document texte OpenDocument"
OTHER_OPEN = "un document OpenDocument, mais pas un classeur"
APPLE = "un document Numbers ou Pages"
ARCHIVE = "une archive"
PROGRAM = "un programme"
PLAIN_TEXT = "un fichier texte sans extension .csv"
UNKNOWN = "un fichier d'un format inconnu"

EMPTY = Rule(
    "RCU-001", E, "le fichier est vide", "demandez à l'évaluateur de renvoyer la grille remplie"
)
NOT_A_FILE = Rule(
    "RCU-002",
    E,
    "ce n'est pas un fichier ordinaire",
    "mettez à cet endroit le fichier reçu lui-même",
)
SYMLINK = Rule(
    "RCU-003",
    E,
    "c'est un lien vers un autre fichier",
    "remplacez le lien par une copie du fichier",
)
CANNOT_OPEN = Rule(
    "RCU-004",
    E,
    "le fichier ne s'ouvre pas : {reason}",
    "vérifiez les droits et l'emplacement du fichier, puis recommencez",
)
TOO_BIG = Rule(
    "RCU-005",
    E,
    "le fichier pèse plus de {limit} Mo",
    "retirez les images et les feuilles ajoutées, enregistrez et renvoyez",
)
PASSWORD = Rule(
    "RCU-006",
    E,
    "le classeur est protégé par un mot de passe",
    "enregistrez-le sans mot de passe et renvoyez-le",
)
WRONG_KIND = Rule(
    "RCU-007",
    E,
    "ce n'est pas un classeur : c'est {kind}",
    "renvoyez la grille au format .xlsx",
)
BROKEN_ZIP = Rule("RCU-008", E, "le fichier est abîmé ou incomplet : {detail}", SEND_AGAIN)
NO_END = "sa fin manque"
BAD_DIRECTORY = "sa table des matières est fausse"
BAD_CONTENT = "le contenu de « {part} » ne correspond pas à ce qui est annoncé"
ODD_ZIP = Rule(
    "RCU-009", E, "le fichier n'est pas construit comme un classeur : {detail}", SAVE_AGAIN
)
AROUND = "quelque chose précède, suit ou sépare ses parties"
ZIP64 = "il est construit comme une archive de plusieurs gigaoctets"
DISKS = "il est coupé en plusieurs volumes"
METHOD = "« {part} » est comprimé d'une façon inconnue"
LINK_INSIDE = "« {part} » est un lien"
BAD_NAME = "le nom de « {part} » n'est pas admis"
NAME_TWICE = "« {part} » y est deux fois"
HEADERS_DIFFER = "« {part} » est annoncé de deux façons différentes"
ENCRYPTED_PART = Rule(
    "RCU-010",
    E,
    "une partie du fichier est chiffrée",
    "enregistrez-le sans mot de passe et renvoyez-le",
)
TOO_MANY_PARTS = Rule(
    "RCU-011", E, "le fichier a {count} parties, un classeur en a {limit} au plus", SAVE_AGAIN
)
BOMB = Rule("RCU-012", E, "« {part} » prendrait trop de place une fois décomprimé", DO_NOT_OPEN)
MACROS = Rule(
    "RCU-013",
    E,
    "le classeur contient des macros (« {part} »)",
    "enregistrez-le au format .xlsx, sans macros, et renvoyez-le",
)
OBJECTS = Rule(
    "RCU-014",
    E,
    "le classeur contient un objet incorporé (« {part} »)",
    "supprimez l'objet, enregistrez et renvoyez",
)
CONNECTIONS = Rule(
    "RCU-015",
    E,
    "le classeur est relié à d'autres données (« {part} »)",
    "rompez les liaisons (menu Données), enregistrez et renvoyez",
)
EXTERNAL = Rule(
    "RCU-016",
    E,
    "« {part} » va chercher quelque chose hors du classeur",
    "retirez l'image ou le lien, enregistrez et renvoyez",
)
UNKNOWN_PART = Rule(
    "RCU-017", E, "le classeur contient une partie inconnue (« {part} »)", START_AGAIN
)
MISSING_PART = Rule("RCU-018", E, "il manque au classeur une partie (« {part} »)", SEND_AGAIN)
DTD = Rule("RCU-019", E, "« {part} » contient des définitions interdites (DTD)", DO_NOT_OPEN)
ENCODING = Rule("RCU-020", E, "« {part} » n'est pas écrit en UTF-8", SAVE_AGAIN)
MALFORMED = Rule("RCU-021", E, "« {part} » est abîmé (ligne {line})", SEND_AGAIN)
XML_LIMITS = Rule(
    "RCU-022", E, "« {part} » dépasse ce qu'un classeur contient : {detail}", DO_NOT_OPEN
)
DEPTH = "plus de {limit} niveaux"
ELEMENTS = "plus de {limit} éléments"
ATTRIBUTE = "une valeur de plus de {limit} caractères"
STRUCTURE = Rule("RCU-023", E, "« {part} » n'a pas la forme attendue : {detail}", SAVE_AGAIN)
ELEMENT = "« {name} » n'y a pas sa place"
ROOT = "ce n'est pas une partie de classeur"
COMMENT = "un commentaire y est caché"
REFERENCE = "l'adresse « {text} » est fausse"
VALUE = "la valeur « {text} » est fausse"
REPEATED = "« {name} » y est deux fois"
NO_MASTER = "une formule partagée n'a pas de modèle"
CELL_TWICE = Rule("RCU-024", E, "la cellule est donnée deux fois", START_AGAIN)
CELL_OUT = Rule(
    "RCU-025",
    E,
    "la cellule est hors de la zone lue ({rows} lignes, {columns} colonnes)",
    "effacez ce qui se trouve loin des tableaux, enregistrez et renvoyez",
)
TOO_MANY_CELLS = Rule(
    "RCU-026",
    E,
    "le classeur a plus de {limit} cellules remplies",
    "retirez les feuilles et les tableaux ajoutés, enregistrez et renvoyez",
)
TOO_MUCH_TEXT = Rule(
    "RCU-027",
    E,
    "le classeur contient trop de texte",
    "raccourcissez les textes ajoutés, enregistrez et renvoyez",
)
MERGES = Rule(
    "RCU-028",
    E,
    "les cellules fusionnées couvrent plus de {limit} cellules",
    "défaites les fusions de lignes ou de colonnes entières, enregistrez et renvoyez",
)
NO_SHEET = Rule("RCU-029", E, "le classeur n'a aucune feuille", SEND_AGAIN)
READER_STOPPED = Rule(
    "RCU-030", E, "le fichier .{format} est abîmé : sa lecture s'est arrêtée", SAVE_AGAIN
)
READER_TOO_LONG = Rule("RCU-031", E, "le fichier .{format} est trop long à lire", DO_NOT_OPEN)
NOT_A_TABLE = Rule(
    "RCU-032",
    E,
    "le fichier .csv n'est pas un tableau : {detail}",
    "renvoyez la grille au format .xlsx",
)
NOT_TEXT = "il contient autre chose que du texte"
BAD_QUOTES = "ses guillemets ne se referment pas"
COMMENTS_LEFT = Rule(
    "RCU-033",
    W,
    "des commentaires attachés aux cellules ne sont pas lus",
    "s'ils comptent, recopiez-les dans la colonne des commentaires",
)
LEFT_OUT = Rule(
    "RCU-034",
    I,
    "le classeur contient des ajouts qui ne sont pas lus : {kinds}",
    "rien à faire s'ils n'apportent rien à l'évaluation",
)
PICTURES = "images"
DRAWINGS = "dessins et graphiques"
TABLES = "tableaux mis en forme"
PIVOTS = "tableaux croisés"
SETTINGS = "réglages"
LINKS_LEFT = Rule(
    "RCU-035",
    I,
    "les liens des cellules ne sont pas suivis",
    "ne cliquez sur un lien d'une grille que si vous savez d'où il vient",
)
BLIND_FORMULAS = Rule(
    "RCU-036",
    W,
    "dans un fichier .xls, une formule ne se distingue pas d'une valeur",
    "préférez le format .xlsx ; vérifiez que les cases à remplir ne contiennent pas de formule",
)
