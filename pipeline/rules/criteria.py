"""Messages about the assessment criteria (family CRI)."""

from pipeline.diagnostics import Rule, Severity

MISSING_CODE = Rule(
    "CRI-001",
    Severity.ERROR,
    "aucun critère pour la compétence {code}",
    "ajoutez son entrée dans criteres.yaml ou criteres_officiels.yaml",
)
REPEATED_CODE = Rule(
    "CRI-002",
    Severity.ERROR,
    "les critères de {code} sont déjà écrits ligne {line}",
    "gardez une seule entrée par compétence",
)
NO_WEIGHT = Rule(
    "CRI-003",
    Severity.ERROR,
    "l'indicateur {indicator} pèse {weight}",
    "donnez-lui un poids positif, ou retirez-le",
)
UNKNOWN_TARGET = Rule(
    "CRI-004",
    Severity.ERROR,
    "l'indicateur {indicator} vise « {target} », qui n'est pas un sous-item de {code}",
    "cibles possibles : {known}",
)
LEVEL_COUNT = Rule(
    "CRI-005",
    Severity.ERROR,
    "« {key} » : {found} valeurs au lieu de cinq",
    "donnez une valeur par niveau, de 0 à 4",
)
UNKNOWN_DELIVERABLE = Rule(
    "CRI-006",
    Severity.ERROR,
    "livrable « {word} » inconnu",
    "{advice}",
)
UNKNOWN_FORMAT = Rule(
    "CRI-007",
    Severity.ERROR,
    "format d'évaluation « {word} » inconnu",
    "{advice}",
)
UNKNOWN_HARD_SKILL = Rule(
    "CRI-008",
    Severity.ERROR,
    "savoir-faire « {word} » inconnu",
    "{advice}",
)
UNKNOWN_SOFT_SKILL = Rule(
    "CRI-009",
    Severity.ERROR,
    "savoir-être « {word} » inconnu",
    "{advice}",
)
SKILL_VALUE = Rule(
    "CRI-010",
    Severity.ERROR,
    "le savoir-faire {skill} vaut {here} dans criteres.yaml et {there} dans metier.yaml",
    "donnez la même valeur aux deux",
)
NOT_INCREASING = Rule(
    "CRI-011",
    Severity.ERROR,
    "la conversion {conversion} ne monte pas de 0 à 20 : {points}",
    "cinq nombres croissants, de 0 à 20",
)
NO_FORMAT = Rule(
    "CRI-012",
    Severity.ERROR,
    "aucun format n'est apte à évaluer {code}",
    "donnez au moins une aptitude de 1 à 3",
)
STILL_PROPOSED = Rule(
    "CRI-013",
    Severity.INFO,
    "critères de {count} compétences sur {total} : proposition du projet, sans valeur officielle",
    "déposez le référentiel d'évaluation du certificateur dans criteres_officiels.yaml",
)
NOT_OBSERVED = Rule(
    "CRI-014",
    Severity.WARNING,
    "aucun indicateur de {code} ne vise le sous-item {sub_item}",
    "donnez-lui un indicateur, ou visez « {whole} »",
)
REPEATED_INDICATOR = Rule(
    "CRI-015",
    Severity.ERROR,
    "indicateur « {indicator} » en double",
    "numérotez les indicateurs du code : {code}.i1, {code}.i2…",
)
SKILL_SETS = Rule(
    "CRI-016",
    Severity.ERROR,
    "{kind} absents de {file} : {words}",
    "criteres.yaml et metier.yaml nomment les mêmes",
)
BAD_LEVEL = Rule(
    "CRI-017",
    Severity.ERROR,
    "niveau « {level} » : l'échelle va de 0 à 4, une entrée par niveau",
    "complétez ou corrigez la rubrique echelle",
)
BAD_INDICATOR = Rule(
    "CRI-018",
    Severity.ERROR,
    "l'indicateur « {indicator} » ne suit pas le code {code}",
    "écrivez {code}.i1, {code}.i2…",
)
NO_INDICATOR = Rule(
    "CRI-019",
    Severity.ERROR,
    "{code} n'a aucun indicateur : la grille n'aurait aucune ligne",
    "ajoutez au moins un indicateur, avec son poids",
)

HARD_SKILLS = "savoir-faire"
SOFT_SKILLS = "savoir-être"
