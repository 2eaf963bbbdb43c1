"""Messages about items: codes, points, expected elements, documents, minutes (family SUJ)."""

from pipeline.diagnostics import Rule, Severity

UNEVEN = Rule(
    "SUJ-001",
    Severity.ERROR,
    "le sujet {item} vaut {points} points, ses éléments attendus {total}",
    "ajustez les points du sujet ou ceux des éléments",
)
UNKNOWN_CODE = Rule(
    "SUJ-002",
    Severity.ERROR,
    "compétence « {code} » inconnue",
    "{advice}",
)
NO_INDISPENSABLE = Rule(
    "SUJ-003",
    Severity.ERROR,
    "le sujet {item} n'a aucun élément indispensable",
    "marquez « indispensable: true » sur au moins un élément attendu",
)
UNKNOWN_DOCUMENT = Rule(
    "SUJ-004",
    Severity.ERROR,
    "document « {document} » inconnu",
    "{advice}",
)
WHICH_CODE = Rule(
    "SUJ-005",
    Severity.ERROR,
    "élément {expected} : le sujet a plusieurs compétences, il faut dire laquelle est prouvée",
    "ajoutez « codes: [..] » avec une seule compétence du sujet",
)
FOREIGN_CODE = Rule(
    "SUJ-006",
    Severity.ERROR,
    "élément {expected} : {code} n'est pas une compétence du sujet {item}",
    "corrigez le code ou ajoutez-le à « codes » du sujet",
)
NO_PROMPTS = Rule(
    "SUJ-007",
    Severity.ERROR,
    "le sujet oral {item} n'a pas de relances",
    "écrivez trois ou quatre « relances » pour le jury",
)
PROMPTS_IN_WRITING = Rule(
    "SUJ-008",
    Severity.ERROR,
    "le sujet écrit {item} a des relances",
    "retirez « relances » ou écrivez « modalite: oral »",
)
SILENT_CODE = Rule(
    "SUJ-009",
    Severity.ERROR,
    "sujet {item} : aucun élément attendu ne prouve {code}",
    "ajoutez un élément ou retirez le code",
)
LONG_TITLE = Rule(
    "SUJ-010",
    Severity.ERROR,
    "sujet {item} : titre de {count} caractères, {limit} au plus",
    "raccourcissez le titre",
)
REPEATED_DOCUMENT = Rule(
    "SUJ-011",
    Severity.ERROR,
    "document « {document} » cité deux fois",
    "gardez une seule mention",
)
SHORT_OUTLINE = Rule(
    "SUJ-020",
    Severity.WARNING,
    "sujet {item} : le corrigé est court (phrases ou paragraphes : {count})",
    "écrivez de trois à six points, avec les faits et les chiffres",
)
FEW_PROMPTS = Rule(
    "SUJ-021",
    Severity.WARNING,
    "sujet oral {item} : trop peu de relances ({count})",
    "écrivez trois ou quatre relances",
)
NO_TIME_TO_READ = Rule(
    "SUJ-022",
    Severity.WARNING,
    "sujet {item} : {words} mots à lire, soit {reading} min sur {minutes}",
    "allongez la durée ou réduisez les documents du sujet",
)
ODD_PACE = Rule(
    "SUJ-023",
    Severity.WARNING,
    "sujet {item} : {points} points pour {minutes} min",
    "rapprochez les points de la durée (environ un point pour deux ou trois minutes)",
)
ODD_MINUTES = Rule(
    "SUJ-024",
    Severity.WARNING,
    "sujet {item} : {minutes} min, hors de l'intervalle {low} à {high}",
    "corrigez la durée",
)

CLOSE_CODES = "codes proches : {codes}"
NO_CLOSE_CODE = "consultez la liste des compétences du référentiel"
ENEMY_UNKNOWN = Rule(
    "SUJ-025",
    Severity.ERROR,
    "la question {item} est dite incompatible avec « {enemy} », qui n'existe pas dans son scénario",
    "corrigez la clé « incompatibles », ou retirez-la",
)
ANSWER_SHOWN = Rule(
    "SUJ-026",
    Severity.ERROR,
    "un texte réservé de la question {item} est lu par le candidat : « {text} »",
    "reformulez l'élément attendu, le piège, le corrigé ou la relance ; la publication le refuserait",
)
