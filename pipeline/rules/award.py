"""What a session's rules cannot judge well (family ATT), and the French clauses that explain blocks and proposals."""

from pipeline.diagnostics import Rule, Severity

NOT_INDIVIDUAL = Rule(
    "ATT-001",
    Severity.WARNING,
    "les épreuves individuelles pèsent {share} % du bloc {block}, moins que les {least} % demandés",
    "ajoutez une épreuve individuelle au bloc, ou revoyez les coefficients et bloc.part_individuelle_minimale",
)
NOT_EXAMINED = Rule(
    "ATT-002",
    Severity.WARNING,
    "aucune épreuve de la session ne porte sur le bloc {block} : il ne pourra pas y être validé",
    "rien à faire si le bloc se passe dans une autre session ; sinon, ajoutez ses épreuves",
)
ONE_PHASE = Rule(
    "ATT-003",
    Severity.WARNING,
    "le bloc {block} n'a pas {phase} dans la session : sa moyenne est faite du reste",
    "ajoutez les épreuves qui manquent, ou prévenez le jury que les parts ont été recalculées",
)
BLOCKING_UNSEEN = Rule(
    "ATT-004",
    Severity.WARNING,
    "aucune épreuve de la session n'observe le code bloquant {code} : le bloc {block} ne pourra pas être validé",
    "ajoutez une épreuve qui l'observe, ou retirez-le de bloc.codes_bloquants",
)
NO_WORD = Rule(
    "ATT-005",
    Severity.WARNING,
    "jury.decisions ne prévoit pas « {decision} » : cette décision ne sera jamais proposée",
    "ajoutez-la à jury.decisions si le règlement la connaît",
)

PHASES = {
    "controle_continu": "de contrôle continu",
    "fin_formation": "d'épreuve de fin de formation",
}

# Clauses d'un bloc
BLOCK_NAMES = {"commun": "bloc {rank}", "specialisation": "spécialisation {rank}"}
THE_BLOCK = {"commun": "le bloc {rank}", "specialisation": "la spécialisation {rank}"}
OUT_OF = "{mark}/20"
WITH_POINTS = "{mark}/20 dont {points} du jury"
ASKED = "{said} ({least} demandés)"
AT_EXAM = "« {exam} » : {mark}/20"
FLOOR_KEPT = "plancher respecté"
FLOOR_BROKEN = "plancher de {least}/20 non respecté ({exams})"
MINIMUM_KEPT = "note minimale respectée à chaque épreuve"
MINIMUM_BROKEN = "note minimale de {least}/20 non atteinte ({exams})"
ELIMINATED = "note éliminatoire, sous {least}/20 ({exams})"
CODES_ACQUIRED = ("{count} code sur {total} acquis", "{count} codes sur {total} acquis")
NO_CODE_ACQUIRED = "aucun code sur {total} acquis"
NO_CODE_SEEN = "aucun code observé"
CODES_ASKED = "{said} ({share} % demandés)"
BLOCKED = ("code bloquant {codes} non acquis", "codes bloquants {codes} non acquis")
UNSEEN = ("code {codes} non observé", "codes {codes} non observés")
ALONE = {
    "controle_continu": "sans contrôle continu, jugé sur la seule fin de formation",
    "fin_formation": "sans épreuve de fin de formation, jugé sur le seul contrôle continu",
}
ALONE_EXEMPT = {
    "controle_continu": "dispensé de tout le contrôle continu, jugé sur la seule fin de formation",
    "fin_formation": "dispensé de toute la fin de formation, jugé sur le seul contrôle continu",
}
EXEMPT = "dispense pour {exams}"
KEPT = (
    "note de {exams} gardée de la session {session}",
    "notes de {exams} gardées de la session {session}",
)
PARTIAL = ("code {codes} gardé comme acquis", "codes {codes} gardés comme acquis")
EXAM = "« {exam} »"

# Ce qui manque à un bloc, ou l'écarte
MISSING_GRID = "grille attendue pour {exams}"
MISSING_CONTINUOUS = "note de contrôle continu attendue pour {exams}"
UNFINISHED = "correction incomplète ou contradictoire pour {exams}"
SECOND = "seconde correction attendue pour {exams}"
THIRD = "troisième correction ou conciliation attendue pour {exams}"
STATE = "{state} pour {exams}"
DEFERRED = "{state} pour {exams}, session de remplacement à prévoir"
NOT_DEFERRED = "{state} pour {exams}, sans session de remplacement au règlement"
TO_ASSESS = "{state} pour {exams}, évaluation à organiser"
ALL_EXEMPT = "dispense de toutes les épreuves, bloc à inscrire comme acquis avec sa pièce"
NO_EXAM = "aucune épreuve dans cette session"

# Raisons d'un bloc non validé
BELOW = "moyenne de {mark}/20 sous le seuil de {least}/20"
TOO_FEW = "{said}, il en faut {least} ({share} %)"
ACQUIRED = ("{count} compétence acquise sur {total}", "{count} compétences acquises sur {total}")
NONE_ACQUIRED = "aucune compétence acquise sur {total}"
NONE_SEEN = "aucune compétence observée"
NOT_ACQUIRED = (
    "compétence bloquante {codes} non acquise",
    "compétences bloquantes {codes} non acquises",
)

# Conclusions d'un bloc
BLOCK_SENTENCE = "{block} : {facts} : {conclusion}"
VALIDATE = "proposition de validation"
COMPENSATED = "proposition de validation par compensation entre les blocs"
ADJOURN = "proposition d'ajournement"
REFUSE = "proposition de non-validation"
WAIT = "en attente"
ELSEWHERE = "à passer dans une autre session"
WON_FACT = "déjà acquis"
WON_AGAIN = "déjà acquis, les notes de cette session n'y changent rien"
KEEP = "bloc gardé"

# Propositions
HELD = ("{count} bloc sur {total} validé ou acquis", "{count} blocs sur {total} validés ou acquis")
NONE_HELD = "aucun bloc sur {total} validé ou acquis"
LEFT = ("reste à valider {blocks}", "restent à valider {blocks}")
AWAITED = "{block} en attente ({reasons})"
NO_PROPOSAL = "pas de proposition tant que tout n'est pas noté"
NO_DECISION = "le règlement ne prévoit pas de décision pour ce cas"
PROPOSED = {
    "attribution_complete": "proposition d'attribution complète",
    "attribution_partielle": "proposition d'attribution partielle",
    "ajournement_rattrapage": "proposition d'ajournement",
    "non_attribution": "proposition de non-attribution",
}
PROPOSAL_SENTENCE = "{facts} : {conclusion}"
RESIT_WITHIN = ("rattrapage possible dans le mois", "rattrapage possible dans les {months} mois")
RESIT_OPEN = "rattrapage possible"
RESIT_OVER = "plus de rattrapage possible"
BY_COMPENSATION = "par compensation pour {blocks}"
OUTSIDE = "en plus, hors du parcours choisi, {blocks}"
POINTS_AT = "{points} du jury pour {block}"
CONDITIONS = (
    "condition à vérifier par le jury : {conditions}",
    "conditions à vérifier par le jury : {conditions}",
)
HONOURS = {
    "assez_bien": "mention assez bien",
    "bien": "mention bien",
    "tres_bien": "mention très bien",
    "felicitations": "mention très bien avec les félicitations du jury",
}
WITH_HONOURS = "{honours} (moyenne des blocs : {mean}/20)"
HONOURS_REFUSED = "pas de mention après un rattrapage"
HONOURS_UNKNOWN = "mention à apprécier par le jury, les notes des blocs déjà acquis n'étant pas ici"
GLUE, AND, FACT_GLUE = ", ", " et ", " ; "
