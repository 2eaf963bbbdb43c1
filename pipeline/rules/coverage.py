"""The French words of the coverage matrix and of its certificates."""

import re

BOTH_WAYS = re.compile(r"par\s+écrit\s+et\s+par\s+oral|à\s+l['’]écrit\s+et\s+à\s+l['’]oral")
"""What the text of a competency says when it asks for writing and for speech."""

MATRIX_SHEET, CERTIFICATE_SHEET = "Couverture", "Certificats"
TITLE = "Matrice de couverture"
SUBTITLE = "Session {session} · {exams} épreuves · {covered} compétences sur {codes} portées par au moins une épreuve"
NO_SESSION = "–"
READING = (
    "Points imprimés sur le sujet, part visée et part atteinte en pour cent de l'épreuve. Une épreuve à plusieurs sujets "
    "ou tickets est donnée en moyenne ; les sujets de secours ne comptent pas. La part du bloc pondère les épreuves par leur coefficient."
)
CODE, COMPETENCY = "Code", "Compétence"
EXAM_COLUMNS = ("Points", "Visé %", "Atteint %")
TOTAL_POINTS, PART, WAYS, LACKS = (
    "Total des points",
    "Part du bloc %",
    "Modalités",
    "Ce qui manque, et pourquoi",
)
EXAM_HEAD = "{title}\n{mode} · coef. {coefficient}"
EXAM_FORMS = "{title}\n{mode} · {forms} {noun} · coef. {coefficient}"
FORM_NOUNS = {"ticket": "tickets", "simulation": "simulations"}
PAPERS = "sujets"
MODES = {
    ("fin_formation", "ecrit"): "écrit",
    ("fin_formation", "oral"): "oral",
    ("controle_continu", "ecrit"): "continu, écrit",
    ("controle_continu", "oral"): "continu, oral",
    ("fin_formation", "simulation"): "simulation",
    ("controle_continu", "simulation"): "continu, simulation",
    ("fin_formation", "observation"): "observation",
    ("controle_continu", "observation"): "continu, observation",
}
CONTINUOUS = "continu"
NO_FALLBACK = "aucun autre format"
WAY_NAMES = {
    "ecrit": "écrit",
    "oral": "oral",
    "simulation": "simulation",
    "observation": "observation",
}
BLOCK_TOTAL = "Total du bloc : {covered} compétences portées sur {codes}"
BLOCK_ABSENT = "aucune épreuve de ce bloc dans cette session"

LACK = {
    "bloc_absent": "aucune épreuve de ce bloc dans cette session",
    "travail": "jamais sur papier : s'observe en situation de travail ({formats})",
    "simulation": "non couverte : demande une simulation ({formats}) ; à défaut : {fallback}",
    "continu": "ne s'évalue qu'en contrôle continu ({formats})",
    "non_demande": "aucune épreuve de la session ne la porte ; formats les plus aptes : {formats}",
    "simulation_meilleure": "en partie seulement : la simulation l'observe mieux ({formats})",
    "une_seule_voie": "en partie seulement : le texte demande l'écrit et l'oral, la session n'a que l'{way}",
    "continu_seul": "seulement en contrôle continu dans cette session",
}
LACK_GLUE = " ; "

CONCLUSIONS = "Ce que cette session ne permet pas d'affirmer"
NOT_CLAIMED = (
    "{block} : une session seulement écrite ne peut pas prétendre l'évaluer en entier ({codes})."
)
NOT_COVERED = "{block} : cette session ne couvre pas {codes}."
IN_PART = "{block} : {codes} seulement en partie."
NOT_SAT = "{block} : non évalué par cette session."
NO_CONTINUOUS = "Contrôle continu absent de cette session pour {blocks} : la validation d'un bloc demande aussi ses résultats."
ALL_CLAIMED = "Toutes les compétences sont portées par les épreuves, sans réserve."

CERTIFICATES = "Certificats d'équilibre"
CERTIFICATE_READING = (
    "Écart : points d'écart à la cible sur 100, difficulté comprise. Borne : aucun sujet de la banque ne peut faire mieux. "
    "Écart à la borne : 0 quand le sujet est le meilleur possible."
)
CERTIFICATE_COLUMNS = (
    "Sujet",
    "Épreuve",
    "Rôle",
    "Dossiers",
    "Écart",
    "Borne",
    "Écart à la borne",
    "Preuve",
    "Minutes demandées",
    "Minutes atteintes",
    "Difficulté demandée",
    "Difficulté atteinte",
    "Documents",
    "Distance savoir-faire",
    "Notes",
)
ROLES = {"principal": "principal", "secours": "secours", "ticket": "ticket {number}"}
DOSSIER = "{title} ({country}, jeu {number_set})"
MINUTES = "{low} à {high}"
DIFFICULTY = "{asked} ± {tolerance}"
PROVED = ("non prouvé, {count} comparés", "prouvé, {count} comparés")
FOOTER = "coordination · confidentiel"
FOOTER_PAGE = "page &P / &N"
FILE_TITLE = "Matrice de couverture {session}"
