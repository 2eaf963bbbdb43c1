"""Wording of what sessions have assessed over time: the screen, the workbook and the page of ``epreuve coverage``."""

TITLE = "Couverture dans le temps"
NONE = "aucune session de cet espace de travail n'a encore assemblé de sujet"
HEAD = "Sessions comptées : {count} ({sessions}) ; la démonstration ne compte pas."
CODES = "Codes : combien d'épreuves, par quelle modalité, à quelle part des points (moyenne), dans quelles sessions"
CODES_HEAD = ("code", "épr.", "écrit", "oral", "simul.", "obs.", "part", "neuves", "sessions")
NEVER = "jamais"
NEVER_CODES = "Codes jamais évalués : {codes}."
MISSING = "{code} : jamais encore {ways}, où il s'observe bien"
MODALITIES = {
    "ecrit": "écrit",
    "oral": "oral",
    "simulation": "simulation",
    "observation": "observation",
}
WAYS = {
    "ecrit": "à l'écrit",
    "oral": "à l'oral",
    "simulation": "en simulation",
    "observation": "en situation de travail",
}
AND = " ni "
EXPOSURES = {
    "scenario": "Scénarios les plus employés (sujet 4, secours 2, ticket 1 par session)",
    "famille": "Familles les plus employées",
    "pays": "Pays les plus employés",
}
LINE = "  {id} : {weight} ({sessions}, la dernière : {last}){resting}"
SESSIONS = ("{count} session", "{count} sessions")
RESTING = ", au repos"
RESTED = "Jamais employés : scénarios {scenarios} sur {all_scenarios}, questions {items} sur {all_items}."
RESTING_LIST = "Au repos pour les prochains sujets : {scenarios}."
UNKNOWN_CODE = "le code « {code} » n'existe pas"
USE = "  {session}, {exam} : {share} % des points, {modality}"
CODE_HEAD = "{code} : {title}"
WRITTEN = "Écrit : {path}"

SHEETS = ("Codes", "Par session", "Scénarios", "Familles", "Pays")
NOTES = {
    "Codes": "Épreuves qui ont évalué chaque code. Part : moyenne de la part des points du code dans ces épreuves. Neuves : questions de la banque jamais posées.",
    "Par session": "Part des points de chaque code dans chaque épreuve de chaque session ; les sujets de secours ne comptent pas.",
    "Scénarios": "Poids par session : sujet principal 4, secours 2, ticket 1. Au repos : les plans d'épreuve l'écartent des prochains sujets (clé repos).",
    "Familles": "Poids par session : sujet principal 4, secours 2, ticket 1.",
    "Pays": "Pays rencontrés au moins une fois. Poids par session : sujet principal 4, secours 2, ticket 1.",
}
CODE_COLUMNS = (
    "Code",
    "Compétence",
    "Bloc",
    "Sessions",
    "Épreuves",
    "Écrit",
    "Oral",
    "Simulation",
    "Observation",
    "Part moyenne %",
    "Dernière session",
    "Questions neuves",
)
USE_COLUMNS = ("Code", "Session", "Épreuve", "Modalité", "Points", "Part %")
EXPOSURE_COLUMNS = ("Repère", "Nom", "Poids", "Sessions", "Dernière session", "Depuis", "Au repos")
YES = "oui"
FOOTER = "Couverture dans le temps - document de travail de la coordination"
FOOTER_PAGE = "page &P sur &N"
HEAT_TITLE = "Part des points de chaque code, session par session"
HEAT_NOTE = "Somme des parts des épreuves de la session ; é écrit, o oral, s simulation, t observation au travail."
LETTERS = {"ecrit": "é", "oral": "o", "simulation": "s", "observation": "t"}
EXPOSURE_TITLE = "Emploi des scénarios, des familles et des pays"
MISSING_TITLE = "Ce qui reste à évaluer"
ALL_SEEN = "Chaque code a été évalué dans toutes les modalités où il s'observe bien."
"""Said when nothing is missing."""
