"""The table of rules of the exams (``regles`` of epreuves.yaml, regles_assemblage.xlsx): its faults and its columns."""

from pipeline.diagnostics import Rule, Severity

BAD_CONDITION = Rule(
    "PLA-040",
    Severity.ERROR,
    "condition de la règle illisible : {problem}",
    "{advice}",
)
NO_MEASURE = Rule(
    "PLA-041",
    Severity.ERROR,
    "la règle « {rule} » n'a pas de mesure, et aucune règle ordinaire ne porte ce nom",
    "donnez-lui une mesure ({measures}), ou corrigez son nom : {advice}",
)
WRONG_COLUMN = Rule(
    "PLA-042",
    Severity.ERROR,
    "la règle « {rule} » compte sur la colonne « {column} », que la mesure « {measure} » ne connaît pas",
    "{advice}",
)
TWICE = Rule(
    "PLA-043",
    Severity.ERROR,
    "la règle « {rule} » est donnée deux fois pour l'épreuve {exam}",
    "gardez-en une",
)
WRONG_SCOPE = Rule(
    "PLA-045",
    Severity.ERROR,
    "la règle « {rule} » mesure « {measure} » sur la portée « {scope} », ce que cette épreuve ne permet pas",
    "la portée « ensemble » va avec la mesure « usages », pour les tickets d'un oral ou d'une simulation ; toute autre règle porte sur « sujet »",
)
NOT_A_NUMBER = Rule(
    "PLA-044",
    Severity.ERROR,
    "« {value} » n'est pas un nombre (colonne « {column} »)",
    "écrivez un nombre positif, ou laissez la case vide",
)

SYNTAX = "ce n'est pas une expression"
FORBIDDEN = "« {what} » n'y a pas sa place"
NO_COLUMN = "une comparaison met une colonne en face d'une valeur"
NO_LIST = "« in » attend une liste de valeurs entre crochets"
WANTS_WORD = "la colonne « {column} » se compare à un mot"
WANTS_NUMBER = "la colonne « {column} » se compare à un nombre"
NO_ORDER = "les mots de la colonne « {column} » n'ont pas d'ordre"
UNKNOWN_COLUMN = "la colonne « {name} » n'existe pas"
EXAMPLE = (
    'écrivez par exemple : code == "C6" and minutes <= 25, ou niveau in ["evaluer", "concevoir"]'
)
QUOTE = "mettez le mot entre guillemets droits"
NO_QUOTE = "écrivez le nombre sans guillemets"

FILE = "regles_assemblage.xlsx"
SHEET = "Règles"
EXAM, RULE, LABEL, SCOPE = "Épreuve", "Règle", "Libellé", "Portée"
MEASURE, COLUMN = "Mesure", "Colonne"
CONDITION, LOW, HIGH, GOAL, WEIGHT, ACTIVE = (
    "Condition",
    "Minimum",
    "Maximum",
    "But",
    "Poids",
    "Active",
)
COLUMNS = (
    EXAM,
    RULE,
    LABEL,
    SCOPE,
    MEASURE,
    COLUMN,
    CONDITION,
    LOW,
    HIGH,
    GOAL,
    WEIGHT,
    ACTIVE,
)
YES, NO = "oui", "non"
WIDTHS = (16, 24, 52, 10, 11, 18, 34, 10, 10, 13, 8, 8)
NOTE = (
    "Une ligne par règle. Copiez ce classeur dans referential/ sous le nom regles_assemblage.xlsx : ses lignes prennent "
    "alors la place des règles du même nom. Une ligne sans mesure est une règle ordinaire : ses cases vides gardent ce que "
    "dit epreuves.yaml, celles que vous remplissez le changent. Une règle obligatoire est tenue ou le sujet est refusé ; un souhait compte "
    "son poids par unité d'écart, en points sur 100. Mettez « non » dans Active pour suspendre une règle."
)
HEAD = "{exam} : {title}"
LINE = "  {id} : {label}, {goal}{weight}{active}"
WITH_WEIGHT = " (poids {weight})"
SUSPENDED = ", suspendue"
DONE = "règles écrites dans {path}"
GOALS = {
    "obligatoire": "obligatoire",
    "souhait": "souhait",
    "minimum": "le moins possible",
    "maximum": "le plus possible",
    "pire_ecart": "le pire écart au plus bas",
    "plus_faible": "le plus faible au plus haut",
}
HELP = "Mode d'emploi"
UNKNOWN_EXAM = "l'épreuve « {exam} » n'existe pas"
KNOWN_EXAMS = "épreuves : {exams}"
