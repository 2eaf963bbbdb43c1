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
    "l'épreuve {blueprint} demande {asked} tickets différents, la banque en porte {capacity} : {limiting}",
    "ajoutez des questions orales à un scénario du bloc, ou demandez moins de tickets dans session.yaml (tickets: …)",
)
UNKNOWN_EXAM = Rule(
    "ASM-003",
    Severity.ERROR,
    "l'épreuve « {blueprint} » n'existe pas dans referential/epreuves.yaml",
    "épreuves connues : {known}",
)
NO_SCENARIO = Rule(
    "ASM-004",
    Severity.ERROR,
    "aucun scénario utilisable ne porte de question pour l'épreuve {blueprint} ({modality}, {codes})",
    "écrivez un scénario pour le bloc {block}, ou retirez l'épreuve de session.yaml",
)
NO_COUNTRY = Rule(
    "ASM-005",
    Severity.ERROR,
    "le scénario {scenario} n'a plus de pays disponible pour {form}",
    "retirez un pays de la liste pays_exclus de session.yaml, ou élargissez la clé pays.exige du scénario",
)
RECOUNT = Rule(
    "ASM-006",
    Severity.ERROR,
    "le recomptage de {form} contredit le modèle : {fault}",
    "ce plan est refusé ; signalez ce défaut avec le fichier forms.json",
)

IMPOSSIBLE = "la session ne peut pas être assemblée : {count} empêchement(s)"
IMPOSSIBLE_HINT = "rien n'a été écrit ; chaque empêchement est détaillé ci-dessus"

REFUSED = "le plan calculé ne résiste pas au recomptage : il est refusé"
REFUSED_HINT = "rien n'a été écrit ; joignez les lignes ci-dessus à votre signalement"

LIMIT_NAMES = {
    "minutes": "le temps de travail ({low} à {high} min)",
    "items": "le nombre de questions ({low} à {high})",
    "share_min": "la part minimale de {code} ({low} % des points)",
    "share_max": "la part maximale de {code} ({high} % des points)",
    "difficulty_min": "la difficulté moyenne minimale ({low})",
    "difficulty_max": "la difficulté moyenne maximale ({high})",
    "decision": "au moins une décision à motiver",
    "documents": "le nombre de documents ({low} à {high})",
}
LACKS = {
    "minutes": "{amount} min de travail {way}",
    "items": "{amount} question(s) {way}",
    "share_min": "{amount} points manquent sur {code}",
    "share_max": "{amount} points de trop sur {code}",
    "difficulty_min": "difficulté trop basse de {amount}",
    "difficulty_max": "difficulté trop haute de {amount}",
    "decision": "aucune question ne demande de décision motivée",
    "documents": "{amount} document(s) {way}",
}
TOO_MANY = "en trop"
MISSING = "en moins"
NEAREST = "au plus près, {scenarios} : {lacks}"
ADVICE_CODE = "ajoutez à la banque {count} question(s) {modality} sur {code}"
ADVICE_RELAX = "ou relâchez {rules} dans referential/epreuves.yaml"
ADVICE_DECISION = "ajoutez une question avec « decision: true »"
MODALITIES = {"ecrit": "écrite(s)", "oral": "orale(s)"}

SPARE_SAME_QUESTIONS = (
    "sujet de secours : la banque ne porte qu'un jeu de questions pour cette épreuve ; "
    "mêmes questions, autre pays et autre jeu de nombres"
)
SPARE_SAME_SCENARIO = "sujet de secours : aucune question commune, mais même scénario, autre pays et autre jeu de nombres"
FAMILY_AGAIN = (
    "la famille {family} est déjà employée dans la session : la banque n'offre pas d'autre choix"
)
COUNTRY_AGAIN = "le pays est déjà employé dans la session : la banque n'offre pas d'autre choix"
ORAL_SHARES_SCENARIO = (
    "les tickets viennent du scénario du sujet écrit principal : "
    "la banque n'en porte pas d'autre pour ces questions orales"
)
NEAR_BEST = "tiré parmi {count} sujets à moins de {epsilon} point(s) du meilleur"
