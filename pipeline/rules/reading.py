"""Messages about text that cannot be read: encoding, YAML, CSV, types of values (family LEC)."""

from pipeline.diagnostics import Rule, Severity

UNREADABLE = Rule(
    "LEC-001",
    Severity.ERROR,
    "fichier illisible : {reason}",
    "vérifiez que le fichier existe, qu'il est ordinaire et que vous avez le droit de le lire",
)
TOO_BIG = Rule(
    "LEC-002",
    Severity.ERROR,
    "fichier de plus de {limit} Mo",
    "découpez le contenu en plusieurs fichiers",
)
NOT_UTF8 = Rule(
    "LEC-003",
    Severity.ERROR,
    "texte qui n'est pas en UTF-8 (octet {offset})",
    "enregistrez le fichier en UTF-8",
)
FORBIDDEN_CHARACTER = Rule(
    "LEC-004",
    Severity.ERROR,
    "caractère invisible interdit U+{code}",
    "supprimez ce caractère",
)
NOT_YAML = Rule(
    "LEC-005",
    Severity.ERROR,
    "YAML mal formé : {problem}",
    "corrigez cette ligne ou la précédente ; mettez entre guillemets un texte qui contient « : » "
    "ou qui commence par une accolade",
)
NOT_PLAIN = Rule(
    "LEC-006",
    Severity.ERROR,
    "{construct} YAML interdite : {text}",
    "écrivez la valeur en toutes lettres, sans ancre, alias ni étiquette",
)
TOO_DEEP = Rule(
    "LEC-007",
    Severity.ERROR,
    "plus de {limit} niveaux d'imbrication",
    "simplifiez la structure du fichier",
)
REPEATED_KEY = Rule(
    "LEC-008",
    Severity.ERROR,
    "clé « {key} » répétée, déjà écrite ligne {line}",
    "gardez une seule des deux",
)
MISSING_KEY = Rule(
    "LEC-009",
    Severity.ERROR,
    "clé « {key} » absente",
    "ajoutez-la",
)
UNKNOWN_KEY = Rule(
    "LEC-010",
    Severity.ERROR,
    "clé « {key} » inconnue",
    "{advice}",
)
WRONG_TYPE = Rule(
    "LEC-011",
    Severity.ERROR,
    "« {key} » : {expected} est attendu, pas {found}",
    "corrigez la valeur",
)
OUT_OF_RANGE = Rule(
    "LEC-012",
    Severity.ERROR,
    "« {key} » vaut {value}, hors de l'intervalle {low} à {high}",
    "corrigez la valeur",
)
NOT_A_CHOICE = Rule(
    "LEC-013",
    Severity.ERROR,
    "« {key} » : valeur « {value} » inconnue",
    "{advice}",
)
NOT_A_DATE = Rule(
    "LEC-014",
    Severity.ERROR,
    "« {key} » : « {value} » n'est pas une date",
    "écrivez la date AAAA-MM-JJ",
)
TAB = Rule(
    "LEC-015",
    Severity.ERROR,
    "tabulation dans le retrait ou la structure",
    "remplacez les tabulations par des espaces",
)
NOT_ONE_DOCUMENT = Rule(
    "LEC-016",
    Severity.ERROR,
    "{found}",
    "le fichier contient un seul document YAML, fait de clés et de valeurs",
)
EMPTY_TEXT = Rule(
    "LEC-017",
    Severity.ERROR,
    "« {key} » est vide",
    "complétez la valeur ou supprimez la clé si elle est facultative",
)
NOT_CSV = Rule(
    "LEC-020",
    Severity.ERROR,
    "ligne de {found} cellules au lieu de {expected}",
    "vérifiez les virgules et les guillemets de la ligne",
)
BAD_HEADER = Rule(
    "LEC-021",
    Severity.ERROR,
    "colonne « {column} » {problem}",
    "corrigez la première ligne du fichier",
)
BAD_CSV = Rule(
    "LEC-022",
    Severity.ERROR,
    "CSV mal formé",
    "vérifiez les guillemets de cette ligne et de la précédente",
)

NO_FILE = "il n'existe pas ou n'est pas un fichier ordinaire"
EMPTY_FILE = "fichier vide"
SECOND_DOCUMENT = "second document YAML (---)"
DIRECTIVE = "directive"
ALIAS = "référence (alias)"
ANCHOR = "ancre"
TAG_NAME = "étiquette"
KEY_NOT_TEXT = "une clé doit être un texte simple"
YAML_PROBLEM = "structure incompréhensible"
YAML_PROBLEMS = {
    "mapping values are not allowed": "deux-points inattendu",
    "could not find expected ':'": "deux-points manquant après une clé",
    "did not find expected key": "clé attendue (retrait ou guillemet fautif)",
    "did not find expected '-' indicator": "tiret de liste attendu (retrait fautif)",
    "did not find expected ',' or": "virgule ou fermeture de crochet attendue",
    "while scanning a quoted scalar": "guillemet jamais refermé",
    "found unexpected end of stream": "guillemet ou crochet jamais refermé",
    "found unknown escape character": "barre oblique inverse inconnue entre guillemets",
    "found character that cannot start": "caractère qui ne peut pas commencer une valeur",
}
NO_MAPPING = "le fichier n'est pas fait de clés et de valeurs"
A_TEXT = "un texte"
AN_INTEGER = "un nombre entier"
A_DECIMAL = "un nombre"
A_BOOLEAN = "true ou false"
A_LIST = "une liste"
A_MAPPING = "un groupe de clés"
NEAR = "valeurs proches : {words}"
KNOWN = "valeurs possibles : {words}"
REMOVE = "supprimez-la ou corrigez son nom"
