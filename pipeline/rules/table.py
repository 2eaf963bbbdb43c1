"""Messages about a table of requirements set against the rows it is asked of (family TAB)."""

from pipeline.diagnostics import Rule, Severity

NO_ROW = Rule(
    "TAB-001",
    Severity.ERROR,
    "la règle « {rule} » ({label}) demande quelque chose, et rien dans la banque ne remplit sa condition{written}",
    "corrigez la condition, écrivez ce qui manque, ou suspendez la règle",
)
NO_COLUMN = Rule(
    "TAB-002",
    Severity.ERROR,
    "la règle « {rule} » ({label}) compte sur la colonne « {column} », vide pour tout ce qu'elle regarde",
    "corrigez le nom de la colonne, écrivez ce qui manque, ou suspendez la règle",
)
LOW_ABOVE_HIGH = Rule(
    "TAB-003",
    Severity.ERROR,
    "le minimum de la règle « {rule} » ({label}), {low}, dépasse son maximum, {high}",
    "corrigez l'un des deux",
)
NO_POINTS = Rule(
    "TAB-004",
    Severity.ERROR,
    "la règle « {rule} » ({label}) mesure une {measure} des points, et rien de ce qu'elle regarde n'a de points",
    "donnez des points, ou comptez autrement : somme, nombre",
)
COLUMN_NEEDED = Rule(
    "TAB-005",
    Severity.ERROR,
    "la règle « {rule} » ({label}) n'a pas de colonne, et la mesure « {measure} » en demande une",
    "nommez la colonne",
)
WRONG_SCOPE = Rule(
    "TAB-006",
    Severity.ERROR,
    "la règle « {rule} » ({label}) : la mesure « {measure} » n'a pas de sens pour la portée « {scope} »",
    "mesures possibles pour cette portée : {known}",
)
WRONG_GOAL = Rule(
    "TAB-007",
    Severity.ERROR,
    "la règle « {rule} » ({label}) : le but « {goal} » n'a pas de sens pour la mesure « {measure} » et la portée « {scope} »",
    "rendez la règle obligatoire, ou changez sa mesure ou sa portée",
)
NO_BOUND = Rule(
    "TAB-008",
    Severity.ERROR,
    "la règle « {rule} » ({label}) n'a ni minimum ni maximum : elle ne demande rien",
    "donnez-lui une borne, ou retirez-la",
)
BAD_WEIGHT = Rule(
    "TAB-009",
    Severity.ERROR,
    "le poids de la règle « {rule} » ({label}) est négatif : {weight}",
    "pour demander le contraire, changez le but plutôt que le signe du poids",
)
TOO_LITTLE = Rule(
    "TAB-010",
    Severity.ERROR,
    "la règle « {rule} » ({label}) demande au moins {low}, et la banque entière n'offre que {most}",
    "baissez le minimum, élargissez la condition, ou écrivez ce qui manque",
)
NO_WISH = Rule(
    "TAB-011",
    Severity.WARNING,
    "le souhait « {rule} » ({label}) ne peut être approché : rien dans la banque n'y contribue",
    "corrigez sa condition ou sa colonne, ou suspendez-le",
)

WRITTEN = " : {condition}"
REFUSED = "la table de règles ne peut être résolue : {count} {faults}"
FAULT, FAULTS = "faute", "fautes"
REFUSED_HINT = "corrigez les règles nommées"
