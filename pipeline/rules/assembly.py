"""Assembly: what cannot be satisfied, and the notes that a certificate carries."""

from pipeline.diagnostics import Rule, Severity

INFEASIBLE = Rule(
    "ASM-001",
    Severity.ERROR,
    "aucun sujet de la banque ne satisfait l'épreuve {blueprint} : {conflict}",
    "{advice}",
)
TOO_FEW_TICKETS = Rule(
    "ASM-002",
    Severity.ERROR,
    "l'épreuve {blueprint} demande {asked} tickets différents, la banque en porte {capacity} : {supply}",
    "ajoutez des questions orales ou des pays à un scénario du bloc, ou demandez moins de tickets dans session.yaml (tickets: {capacity})",
)
NO_SCENARIO = Rule(
    "ASM-004",
    Severity.ERROR,
    "aucun scénario utilisable ne porte de question pour l'épreuve {blueprint} ({modality}, {codes})",
    "écrivez un scénario pour le bloc {block}, relisez un brouillon ou prolongez un scénario expiré (epreuve check les dit), ou retirez l'épreuve de session.yaml",
)
NO_COUNTRY = Rule(
    "ASM-005",
    Severity.ERROR,
    "tous les pays possibles sont exclus pour les scénarios de l'épreuve {blueprint} : {scenarios}",
    "retirez un pays de la liste pays_exclus de session.yaml, ou élargissez la clé pays.exige du scénario",
)
RECOUNT = Rule(
    "ASM-006",
    Severity.ERROR,
    "le recomptage de {form} contredit le modèle : {fault}",
    "ce plan est refusé ; signalez ce défaut avec le fichier forms.json",
)
LATE_ORAL = Rule(
    "ASM-007",
    Severity.ERROR,
    "l'épreuve {blueprint} finirait le {date} à {end} (candidats : {count} ; salles : {rooms})",
    "ajoutez une salle ou des évaluateurs à l'épreuve, ou avancez son heure",
)
CLASH = Rule(
    "ASM-008",
    Severity.ERROR,
    "le candidat {candidate} est attendu à {blueprint} le {date} à {start}, pendant {other}",
    "décalez l'une des deux épreuves dans la feuille « Planning »",
)
ALL_MET = Rule(
    "ASM-009",
    Severity.ERROR,
    "il ne reste pas d'autre scénario pour l'épreuve {blueprint} : la session écarte {scenarios}",
    "écrivez un scénario pour le bloc {block}, ou retirez-en un de scenarios_exclus dans session.yaml s'il y est",
)
UNPROVED = Rule(
    "ASM-013",
    Severity.ERROR,
    "aucun sujet trouvé pour l'épreuve {blueprint} après {sets} jeux de scénarios comparés, sans preuve qu'il n'y en ait pas",
    "diminuez la clé scenarios de l'épreuve, ou écartez des scénarios dans session.yaml (scenarios_exclus)",
)
ALIKE = Rule(
    "ASM-014",
    Severity.WARNING,
    "les sujets parallèles {form} et {other} ont {common}",
    "demandez moins de sujets parallèles (epreuve capacity dit combien la banque en porte), ou levez un verrou",
)
LEFT_OUT = Rule(
    "ASM-010",
    Severity.ERROR,
    "il ne reste aucune question pour l'épreuve {blueprint} : {reasons}",
    "levez une interdiction (epreuve assemble SESSION --free …), réduisez « repos » ou « usages » dans referential/epreuves.yaml, ou écrivez un scénario pour le bloc {block}",
)

LEFT = {
    "resting": "scénarios au repos : {names}",
    "worn": "questions déjà servies autant de fois que permis : {names}",
    "forbidden": "interdits par le coordinateur : {names}",
    "excluded": "scénarios écartés par la session ou déjà lus : {names}",
    "banned": "scénarios dont tous les pays sont exclus : {names}",
}
"""Why scenarios and questions that would serve are left out of a pool."""

COMMON_ITEMS = ("{count} question en commun", "{count} questions en commun")
IMPOSSIBLE = (
    "la session ne peut pas être assemblée : {count} empêchement",
    "la session ne peut pas être assemblée : {count} empêchements",
)
IMPOSSIBLE_HINT = "rien n'a été écrit ; chaque empêchement est détaillé ci-dessus"

REFUSED = "le plan calculé ne résiste pas au recomptage : il est refusé"
REFUSED_HINT = "rien n'a été écrit ; joignez les lignes ci-dessus à votre signalement"

SIDES = {
    ("part", False): "la part minimale de {code} ({bound} % des points)",
    ("part", True): "la part maximale de {code} ({bound} % des points)",
    ("moyenne", False): "la difficulté moyenne minimale ({bound})",
    ("moyenne", True): "la difficulté moyenne maximale ({bound})",
}
"""One side of a rule that has two: the least (False) or the largest (True)."""

LACKS = {
    ("minutes", False): "{amount} min de travail en moins",
    ("minutes", True): "{amount} min de travail en trop",
    ("questions", False): "nombre de questions trop bas de {amount}",
    ("questions", True): "nombre de questions trop haut de {amount}",
    ("part", False): "{amount} points sur 100 manquent sur {code}",
    ("part", True): "{amount} points sur 100 de trop sur {code}",
    ("moyenne", False): "difficulté trop basse de {amount}",
    ("moyenne", True): "difficulté trop haute de {amount}",
    ("decision", False): "aucune question ne demande de décision motivée",
    ("documents", False): "nombre de documents trop bas de {amount}",
    ("documents", True): "nombre de documents trop haut de {amount}",
    ("somme", False): "la règle « {label} » manque de {amount}",
    ("somme", True): "la règle « {label} » dépasse de {amount}",
    ("nombre", False): "la règle « {label} » manque de {amount}",
    ("nombre", True): "la règle « {label} » dépasse de {amount}",
    ("chaque", False): "la règle « {label} » manque de {amount}",
    ("chaque", True): "la règle « {label} » dépasse de {amount}",
    ("entier", False): "la règle « {label} » manque de {amount}",
}
"""What is missing (False) or too much (True), in the unit of the rule."""

ADVICE = {
    ("minutes", False): "ajoutez à la banque des questions {modality} pour {amount} min de plus",
    (
        "minutes",
        True,
    ): "ajoutez à la banque des questions {modality} plus courtes ({amount} min de moins en tout)",
    ("questions", False): "ajoutez à la banque des questions {modality} (il en manque {amount})",
    (
        "questions",
        True,
    ): "ajoutez à la banque des questions {modality} qui portent sur plusieurs codes",
    (
        "part",
        False,
    ): "ajoutez à la banque des questions {modality} sur {code} (il en manque {count})",
    (
        "part",
        True,
    ): "ajoutez à la banque des questions {modality} sur d'autres codes que {code}",
    ("moyenne", False): "ajoutez à la banque des questions {modality} plus difficiles",
    ("moyenne", True): "ajoutez à la banque des questions {modality} plus faciles",
    ("decision", False): "ajoutez à la banque une question {modality} avec « decision: true »",
    (
        "documents",
        False,
    ): "faites porter les questions {modality} sur plus de documents (il en manque {amount})",
    (
        "documents",
        True,
    ): "ajoutez à la banque des questions {modality} qui portent sur moins de documents",
    ("somme", False): "ajoutez à la banque des questions {modality} qui comptent pour {label}",
    ("somme", True): "ajoutez à la banque des questions {modality} hors de {label}",
    ("nombre", False): "ajoutez à la banque des questions {modality} qui comptent pour {label}",
    ("nombre", True): "ajoutez à la banque des questions {modality} hors de {label}",
    ("chaque", False): "ajoutez à la banque des questions {modality} qui comptent pour {label}",
    ("chaque", True): "ajoutez à la banque des questions {modality} hors de {label}",
    ("entier", False): "ajoutez à la banque des questions {modality} moins liées entre elles",
}
"""What would help, for each lack."""

CONFLICT = "ces règles ne tiennent pas ensemble, {where} : {rules}"
LONE_RULE = "cette règle ne peut pas être tenue, {where} : {rules}"
LONG_CONFLICT = "{count} règles ne tiennent pas ensemble, {where}"
NO_CONFLICT = "le modèle n'a pas de solution"
ANYWHERE = "quels que soient les scénarios"
ON_SCENARIOS = "sur {scenarios}"
NEAREST = "{conflict} ; au plus près, {papers}"
NEAR_PAPER = "{scenarios} : {lacks} (coût {cost})"
ADVICE_RELAX = "{advice}, ou relâchez dans referential/epreuves.yaml {rules}"
REMEDY = "écrivez pour {scenarios} {questions}"
WANTED = (
    "{count} question {modality} sur {code}, par exemple de {points} points en {minutes} min",
    "{count} questions {modality} sur {code}, par exemple de {points} points en {minutes} min chacune",
)
WINDOWS = " ({least} à {most} min, {low} à {high} points)"
DECIDES = " avec une décision à motiver"
MODALITY_OF_ONE = {
    "ecrit": "écrite",
    "oral": "orale",
    "simulation": "de simulation",
    "observation": "d'observation",
}
MODALITIES = {
    "ecrit": "écrites",
    "oral": "orales",
    "simulation": "de simulation",
    "observation": "d'observation",
}
OF_SCENARIO = "{scenario} en porte {count}"
SUPPLY = "{carrying} ({supply}){gains}"
CARRYING = (
    "{count} scénario sur {scenarios} porte un ticket",
    "{count} scénarios sur {scenarios} portent un ticket",
)
GAINS = " ; {gains}"
GAIN = "sans {rule}, {count}"

NEAR_BEST = "tiré parmi {count} sujets à moins de {epsilon} points d'écart du meilleur"
NEAR_BEST_PAIR = "tiré parmi {count} paires sujet et secours, à moins de {epsilon} points d'écart de la paire la mieux équilibrée"
SPARE_SAME_QUESTIONS = "sujet de secours : la banque ne porte qu'un jeu de questions pour cette épreuve ; mêmes questions que le sujet principal, {setting}"
SPARE_SOME_QUESTIONS = (
    "sujet de secours : {count} question commune avec le sujet principal, faute d'autre choix dans la banque ; {setting}",
    "sujet de secours : {count} questions communes avec le sujet principal, faute d'autre choix dans la banque ; {setting}",
)
SPARE_SAME_SCENARIO = "sujet de secours : aucune question commune avec le sujet principal, mais même scénario ; {setting}"
SETTINGS = {
    (True, True): "autre pays et autre jeu de nombres",
    (True, False): "autre pays, même jeu de nombres",
    (False, True): "même pays, autre jeu de nombres",
    (False, False): "même pays et même jeu de nombres",
}
"""How a spare differs from its main paper: another country or not, other numbers or not."""

FAMILY_AGAIN = (
    "la famille {family} est aussi employée par {forms} : la banque n'offre pas d'autre choix"
)
QUESTIONS_AGAIN = (
    "{count} question figure aussi dans {forms} : la banque n'offre pas d'autre choix",
    "{count} questions figurent aussi dans {forms} : la banque n'offre pas d'autre choix",
)
COUNTRY_AGAIN = (
    "le pays {country} est aussi employé par {form} : la banque n'offre pas d'autre choix"
)
ORAL_SHARES_SCENARIO = "le ticket vient du scénario du sujet {form} : la banque n'en porte pas assez d'autres pour ces questions orales"

FAULTS = {
    "total": "les questions font {found} points, le sujet {asked}",
    "question": "les éléments attendus de la question {number} font {found} points, la question {asked}",
    "element": "la question {number} a un élément attendu sans point",
    "numbers": "les questions ne sont pas numérotées de 1 à {count}",
    "twice": "la question {item} est posée deux fois",
    "dossier": "la question {number} porte sur un scénario absent du sujet ({scenario})",
    "dossiers": "un scénario est présent deux fois",
    "exhibit": "la question {number} cite un document absent du dossier ({document})",
    "printed": "les éléments attendus donnent {found} points à {code}, le certificat {asked}",
    "items": "les questions du sujet ne sont pas celles du plan",
    "share": "{code} porte {found} % des points, pour {low} à {high} %",
    "scale": "{code} porte {found} points imprimés, pour {low} à {high}",
    "stray": "le code {code} n'est pas au plan d'épreuve",
    "difficulty": "la difficulté moyenne est {found}, pour {low} à {high}",
    "minutes": "le travail demande {found} min, pour {low} à {high}",
    "count": "le nombre de questions est {found}, pour {low} à {high}",
    "modality": "la question {item} ne fait pas partie des questions {modality}",
    "roles": "{item} a {found} rôles pour des groupes de {asked}",
    "decision": "aucune question ne demande de décision motivée",
    "scenarios": "le sujet a {found} scénarios, pour {high} au plus",
    "documents": "le nombre de documents est {found}, pour {low} à {high}",
    "enemies": "les questions {item} et {other} ne peuvent pas être posées ensemble",
    "same": "le sujet est le même que {form}",
    "rule": "la règle « {label} » n'est pas tenue ({found})",
}
"""What the recount may find."""
