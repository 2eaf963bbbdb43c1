"""Messages about blueprints and what they cover together (family PLA)."""

from pipeline.diagnostics import Rule, Severity

SHARES = Rule(
    "PLA-001",
    Severity.ERROR,
    "{blueprint} : les parts des codes font {total} % au lieu de 100 %",
    "ajustez les parts",
)
OTHER_BLOCK = Rule(
    "PLA-002",
    Severity.ERROR,
    "{blueprint} : {code} appartient au bloc {found}, pas au bloc {block}",
    "les blocs ne se compensent pas : retirez ce code ou changez le bloc",
)
NOT_APT = Rule(
    "PLA-003",
    Severity.ERROR,
    "{blueprint} : le format {format} n'est pas apte à évaluer {code}",
    "formats aptes : {known}",
)
HALF_APT = Rule(
    "PLA-004",
    Severity.INFO,
    "{blueprint} : le format {format} n'évalue {code} qu'en partie",
    "formats mieux aptes : {better}",
)
TOO_LONG = Rule(
    "PLA-005",
    Severity.ERROR,
    "{blueprint} : {work} min de travail et {reading} de lecture pour {minutes} min d'épreuve",
    "baissez le maximum des minutes ou la lecture, ou allongez la durée",
)
BAD_RANGE = Rule(
    "PLA-006",
    Severity.ERROR,
    "« {key} » : {found} n'est pas un intervalle",
    "écrivez [minimum, maximum], deux nombres entiers",
)
TOO_MANY_SKILLS = Rule(
    "PLA-007",
    Severity.ERROR,
    "{blueprint} : {count} savoir-être à observer, {limit} au plus",
    "au-delà, un évaluateur n'observe plus : choisissez",
)
SKILLS_IN_WRITING = Rule(
    "PLA-008",
    Severity.ERROR,
    "{blueprint} : des savoir-être ne s'observent pas à l'écrit",
    "videz savoir_etre, ou passez l'épreuve à l'oral",
)
WRONG_FORMAT = Rule(
    "PLA-009",
    Severity.ERROR,
    "{blueprint} : le format {format} est {expected}, l'épreuve est {found}",
    "accordez phase et modalite avec le format",
)
UNKNOWN_MODEL = Rule(
    "PLA-010",
    Severity.ERROR,
    "modèle « {model} » inconnu",
    "{advice}",
)
TICKETS = Rule(
    "PLA-011",
    Severity.ERROR,
    "{blueprint} : {tickets} tickets pour une épreuve de genre {kind}",
    "un oral sur ticket et une simulation en demandent au moins un, les autres épreuves aucun",
)
NEVER_ASSESSED = Rule(
    "PLA-012",
    Severity.INFO,
    "{code} n'est évaluée par aucune épreuve ; formats aptes : {known}",
    "{caution}",
)
NOT_IN_WRITING = Rule(
    "PLA-013",
    Severity.INFO,
    "{code} n'est évaluée par aucun écrit de fin de formation ; formats aptes : {known}",
    "{caution}",
)
FORGOTTEN = Rule(
    "PLA-014",
    Severity.WARNING,
    "{code} n'est évaluée par aucune épreuve, alors qu'un format employé le permettrait",
    "ajoutez {code} à l'une de ces épreuves : {known}",
)
MISSING_PHASE = Rule(
    "PLA-015",
    Severity.WARNING,
    "le bloc {block} n'a aucune épreuve de {phase}",
    "le référentiel demande un contrôle continu et une évaluation de fin de formation par bloc",
)
TALK_TOO_LONG = Rule(
    "PLA-016",
    Severity.ERROR,
    "{blueprint} : un exposé de {talk} min dans une épreuve de {minutes}",
    "baissez expose ou allongez duree",
)
NO_DECISION = Rule(
    "PLA-017",
    Severity.WARNING,
    "{blueprint} : aucune décision à motiver n'est demandée",
    "un écrit de niveau 7 en contient au moins une : decision: oui",
)
ZERO_SHARE = Rule(
    "PLA-018",
    Severity.ERROR,
    "{blueprint} : la part de {code} est nulle",
    "donnez-lui une part, ou retirez-la",
)
UNKNOWN_TOLERANCE = Rule(
    "PLA-019",
    Severity.ERROR,
    "tolérance donnée à {code}, que l'épreuve n'évalue pas",
    "retirez-la, ou ajoutez {code} aux codes",
)
NO_CODE = Rule(
    "PLA-020",
    Severity.ERROR,
    "l'épreuve n'évalue aucun code",
    "complétez « codes »",
)

OTHER_KIND = Rule(
    "PLA-021",
    Severity.ERROR,
    "{blueprint} : une épreuve de genre {kind} ne se passe pas en modalité {modality}",
    "accordez genre et modalite : {known}",
)
BAD_GROUP = Rule(
    "PLA-022",
    Severity.ERROR,
    "{blueprint} : des groupes de {low} à {high} pour une épreuve de genre {kind}",
    "une simulation se joue à deux au moins ; les autres épreuves se passent seul : retirez groupe",
)
FEW_ROLES = Rule(
    "PLA-023",
    Severity.WARNING,
    "{blueprint} : {item} a {roles} rôles pour des groupes de {high}",
    "cette simulation ne servira pas : écrivez les rôles qui manquent, ou baissez le maximum de groupe",
)
SEVERAL_PLAYED = Rule(
    "PLA-024",
    Severity.ERROR,
    "{blueprint} : une simulation joue une question, celle-ci en demande de {low} à {high}",
    "écrivez questions: [1, 1]",
)
NO_ESSENTIAL = Rule(
    "PLA-025",
    Severity.WARNING,
    "aucune épreuve n'évalue {code} {way}, alors que la règle evaluation.formats_indispensables le demande",
    "ajoutez une épreuve de l'un de ces formats : {known} ; ou retirez l'entrée de la règle",
)
SESSION_LACKS = Rule(
    "PLA-026",
    Severity.INFO,
    "la session n'évalue pas {what}",
    "les épreuves qui le font : {exams} ; prévoyez-les ici, ou dans une autre session de la formation",
)
BAD_ESSENTIAL = Rule(
    "PLA-027",
    Severity.ERROR,
    "evaluation.formats_indispensables : « {entry} » n'est pas un code suivi d'une modalité",
    "écrivez par exemple C3 simulation ; modalités : {ways}",
)

WAYS = {
    "ecrit": "par écrit",
    "oral": "à l'oral",
    "simulation": "par simulation",
    "observation": "en situation de travail",
}
NO_CAUTION = "prévoyez un autre format, ou signalez-le au certificateur"
NO_BETTER = "aucun"
NO_EXAM = "aucune"
CONTINUOUS = "contrôle continu"
FINAL = "fin de formation"
