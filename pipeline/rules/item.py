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
    "le sujet {item} n'a pas de relances",
    "écrivez trois ou quatre « relances » : l'entretien avec le jury, ou le retour après l'exercice",
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
UNKNOWN_ACTOR = Rule(
    "SUJ-012",
    Severity.ERROR,
    "fiche de rôle : acteur « {actor} » inconnu",
    "{advice}",
)
UNKNOWN_FORMAT = Rule(
    "SUJ-013",
    Severity.ERROR,
    "sujet {item} : format « {format} » inconnu",
    "formats de cette modalité : {known}",
)
NOT_APT = Rule(
    "SUJ-014",
    Severity.ERROR,
    "sujet {item} : le format {format} n'est pas apte à évaluer {code}",
    "formats aptes de cette modalité : {known}",
)
NO_APT_FORMAT = Rule(
    "SUJ-015",
    Severity.ERROR,
    "sujet {item} : aucun format de modalité « {modality} » n'est apte à évaluer {code}",
    "corrigez « codes » ou « modalite » ; les aptitudes sont dans referential/criteres.yaml",
)
FORMAT_TO_SAY = Rule(
    "SUJ-016",
    Severity.ERROR,
    "sujet {item} : une simulation ou une observation dit dans quel format elle est évaluée",
    "ajoutez « formats: [..] » ; formats de cette modalité : {known}",
)
ROLE_COUNT = Rule(
    "SUJ-017",
    Severity.ERROR,
    "simulation {item} : fiches de rôle au nombre de {count}, il en faut de {low} à {high}",
    "ajoutez ou retirez des « roles » ; un groupe a une fiche par candidat",
)
NO_ROLE_HERE = Rule(
    "SUJ-018",
    Severity.ERROR,
    "sujet {item} : les fiches de rôle et les faits nouveaux propres au sujet ne vont qu'aux simulations",
    "retirez « roles » et « injects » du sujet, ou écrivez « modalite: simulation »",
)
FEW_INJECTS = Rule(
    "SUJ-019",
    Severity.ERROR,
    "simulation {item} : faits nouveaux au nombre de {count}, il en faut deux au moins",
    "ajoutez des « injects » au sujet, avec l'instant où chacun est donné",
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
    "sujet {item} : trop peu de relances ({count})",
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
DOCUMENT_NOT_GIVEN = Rule(
    "SUJ-027",
    Severity.ERROR,
    "la consigne de {item} cite {document}, qui n'est pas parmi ses documents",
    "ajoutez-le à « documents » : un sujet n'imprime que les documents de ses questions",
)
INJECT_OUT_OF_TIME = Rule(
    "SUJ-028",
    Severity.ERROR,
    "simulation {item} : le fait nouveau {inject} arrive à « {when} », l'exercice dure {minutes} min",
    "écrivez par exemple « +20 min », avant la fin de l'exercice",
)
NOT_GIVEN = Rule(
    "SUJ-029",
    Severity.WARNING,
    "sujet {item} : la réponse emploie v.{number}, que le candidat ne lit que dans {documents}",
    "ajoutez le document à « documents » du sujet, ou donnez le nombre dans la consigne",
)
