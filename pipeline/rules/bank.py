"""Messages about the bank as a whole: what resembles what, what grows old (family BNQ)."""

from pipeline.diagnostics import Rule, Severity

SIMILAR_ITEMS = Rule(
    "BNQ-001",
    Severity.WARNING,
    "la question {item} reprend {percent} % des tournures de {other} ({place})",
    "changez la demande, les éléments attendus et le corrigé : qui a vu l'une connaît l'autre",
)
SIMILAR_TEXTS = Rule(
    "BNQ-002",
    Severity.WARNING,
    "{owner} : ce texte est à {percent} % celui de {other} ({place}) : « {text} »",
    "réécrivez l'un des deux : des noms changés ne font pas un autre texte",
)
OLD_FACT = Rule(
    "BNQ-003",
    Severity.WARNING,
    "le chiffre « {field} » a plus de {limit} ans dans des pays où des scénarios l'impriment ({places})",
    "mettez à jour la colonne avec « epreuve update countries », ou écartez ces pays (« exclus »)",
)
OLD_SOURCE = Rule(
    "BNQ-004",
    Severity.WARNING,
    "la source de « {field} », que des scénarios impriment, date de plus de {limit} ans ({date})",
    "prenez l'édition suivante de la source, puis corrigez « etat_au »",
)
SAME_NAME = Rule(
    "BNQ-005",
    Severity.ERROR,
    "le pays inventé {country} porte un nom réel : « {name} »",
    "donnez un autre nom à ce pays, à sa capitale ou à ses habitants",
)
LEFT_OUT = Rule(
    "BNQ-006",
    Severity.WARNING,
    "fichier laissé de côté : fautes au nombre de {count}",
    "epreuve check les montre ; tant qu'elles restent, aucune session ne peut être assemblée",
)
MORE = "et {count} de plus"
