"""Messages about the referential, its anomalies, the job sheet and the rules (family REF)."""

from pipeline.diagnostics import Rule, Severity

UNKNOWN_CODE = Rule(
    "REF-001",
    Severity.ERROR,
    "compétence « {code} » inconnue",
    "{advice}",
)
NOT_A_CODE = Rule(
    "REF-002",
    Severity.ERROR,
    "« {code} » n'a pas la forme d'un code",
    "écrivez C1 ou CO1.1 ; ce que la source imprime va dans code_imprime ou alias",
)
REPEATED_ID = Rule(
    "REF-003",
    Severity.ERROR,
    "identifiant « {id} » déjà employé ligne {line}",
    "donnez un autre identifiant à l'une des deux entrées",
)
UNKNOWN_BLOCK = Rule(
    "REF-004",
    Severity.ERROR,
    "bloc « {block} » inconnu",
    "{advice}",
)
UNKNOWN_ACTIVITY = Rule(
    "REF-005",
    Severity.ERROR,
    "activité « {activity} » inconnue dans le bloc {block}",
    "{advice}",
)
BAD_LINES = Rule(
    "REF-006",
    Severity.ERROR,
    "« {key} » : {lines} ne désigne pas des lignes de la source, qui en compte {count}",
    "écrivez [première, dernière], ou la liste des lignes d'une anomalie",
)
AMBIGUOUS_ALIAS = Rule(
    "REF-007",
    Severity.ERROR,
    "l'alias « {alias} » désigne déjà {code}",
    "retirez cet alias de l'une des deux compétences",
)
BAD_VARIANT = Rule(
    "REF-008",
    Severity.ERROR,
    "la variante « {id} » ne suit pas le code {code}",
    "écrivez {code}~a, {code}~b…",
)
BAD_SUB_ITEM = Rule(
    "REF-009",
    Severity.ERROR,
    "le sous-item « {id} » ne suit pas le code {code}",
    "écrivez {code}.a, {code}.b…",
)
OPEN_QUESTION = Rule(
    "REF-010",
    Severity.INFO,
    "question ouverte {anomaly} : {question}",
    "en attendant : {treatment} ; consignez la réponse du certificateur dans decisions.yaml",
)
OPEN_ALERT = Rule(
    "REF-011",
    Severity.WARNING,
    "question ouverte {anomaly} : {question}",
    "en attendant : {treatment} ; consignez la réponse du certificateur dans decisions.yaml",
)
UNKNOWN_ANOMALY = Rule(
    "REF-012",
    Severity.ERROR,
    "la décision porte sur l'anomalie « {anomaly} », inconnue",
    "{advice}",
)
SETTLED_TWICE = Rule(
    "REF-013",
    Severity.ERROR,
    "l'anomalie {anomaly} est déjà tranchée ligne {line}",
    "gardez une seule décision par anomalie",
)
NOTHING_ASKED = Rule(
    "REF-014",
    Severity.WARNING,
    "l'anomalie {anomaly} ne pose aucune question",
    "la décision est gardée, mais rien n'en dépend",
)
OFFICIAL_MISSING = Rule(
    "REF-015",
    Severity.INFO,
    "champs officiels encore vides : {fields}",
    "complétez la rubrique officiel de referentiel.yaml avant d'émettre un document officiel",
)
EMPTY_ACTIVITY = Rule(
    "REF-016",
    Severity.WARNING,
    "l'activité {activity} ne porte aucune compétence",
    "vérifiez le rattachement des compétences du bloc {block}",
)
PATH_WITHOUT_CHOICE = Rule(
    "REF-017",
    Severity.ERROR,
    "le référentiel compte {common} blocs communs et {chosen} spécialisations",
    "il faut au moins un bloc commun, et le genre de chaque bloc : commun ou specialisation",
)
UNKNOWN_RULE = Rule(
    "REF-030",
    Severity.ERROR,
    "règle « {rule} » inconnue",
    "{advice}",
)
MISSING_RULE = Rule(
    "REF-031",
    Severity.ERROR,
    "règle « {rule} » absente",
    "rétablissez-la ; valeur: null la désactive quand elle est facultative",
)
NOT_A_NUMBER = Rule(
    "REF-032",
    Severity.ERROR,
    "« {found} » n'est pas un nombre de 0 à {high}",
    "corrigez la valeur",
)
SHARES = Rule(
    "REF-033",
    Severity.ERROR,
    "contrôle continu {continuous} % et fin de formation {final} % ne font pas 100 %",
    "ajustez bloc.part_controle_continu ou bloc.part_fin_formation",
)
FLOOR_ABOVE = Rule(
    "REF-034",
    Severity.ERROR,
    "{low} ({low_value}) dépasse {high} ({high_value})",
    "baissez la première de ces règles ou relevez la seconde",
)
UNKNOWN_CONVERSION = Rule(
    "REF-035",
    Severity.ERROR,
    "la conversion « {conversion} » n'est pas dans criteres.yaml",
    "{advice}",
)
UNKNOWN_BLOCKING = Rule(
    "REF-036",
    Severity.ERROR,
    "bloc.codes_bloquants : compétence « {code} » inconnue",
    "{advice}",
)

NEAR_CODES = "codes proches : {codes}"
ANY_CODE = "voyez les codes de referential/referentiel.yaml"
OFFICIAL_FIELDS = {
    "rncp": "rncp",
    "level": "niveau",
    "certifier": "certificateur",
    "registered_on": "enregistre_le",
    "nsf": "nsf",
}
ASKED = "anomalies qui posent une question : {anomalies}"
CONVERSIONS = "conversions connues : {names}"
