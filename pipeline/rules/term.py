"""Wording of the plan of a term: ``epreuve term``."""

HEAD = (
    "Plan du {first} au {last} : {exams}, {weeks}, au plus {busiest} par semaine et par candidat."
)
EXAMS = ("{count} épreuve", "{count} épreuves")
WEEKS = ("{count} semaine", "{count} semaines")
LINE = "  semaine du {day} : {exam} ({title}) - {codes}"
LATE = "{exam} est une épreuve de fin de formation : aucune épreuve de contrôle continu n'est apte à évaluer {codes}."
MISSING = "Codes qu'aucune épreuve du plan n'évalue par un format apte : {codes}."
COMPLETE = "Chaque code des blocs {blocks} est évalué au moins une fois par un format apte."
WRITTEN = "Plan écrit dans {path} ; les semaines sont déjà dans la feuille « Planning » d'inscriptions.xlsx (jour, heure et salles à compléter)."
BAD_DAY = "« {day} » n'est pas une date"
BAD_DAY_HINT = "écrivez-la AAAA-MM-JJ, par exemple 2026-09-14"
UPSIDE_DOWN = "le trimestre finit ({last}) avant de commencer ({first})"
UPSIDE_DOWN_HINT = "échangez --du et --au"
NO_WEEK = "toutes les semaines du trimestre sont écartées"
NO_WEEK_HINT = "retirez un --sans, ou allongez le trimestre"
TOO_LONG = "un plan tient en {limit} semaines au plus, celui-ci en compte {count}"
TOO_LONG_HINT = "planifiez un trimestre ou un semestre à la fois"
UNKNOWN_BLOCK = "le bloc « {block} » n'existe pas"
NOTHING = "aucune épreuve n'évalue les blocs {blocks} par un format apte"
NOTHING_HINT = "ajoutez une épreuve à referential/epreuves.yaml, ou retirez --continu"
EXISTS = "la session {session} existe déjà avec d'autres épreuves : le plan ne la change pas"
EXISTS_HINT = "donnez un autre nom, ou ajoutez les épreuves vous-même dans session.yaml"

TITLE = "Plan du contrôle continu"
SHEETS = ("Calendrier", "Codes")
NOTES = {
    "Calendrier": "Une semaine par ligne. Le jour proposé est le lundi ; la feuille « Planning » d'inscriptions.xlsx fait foi.",
    "Codes": "Chaque code des blocs, les épreuves du plan qui l'évaluent par un format bien ou pleinement apte (2 ou 3 dans criteres.yaml).",
}
CALENDAR_COLUMNS = ("Semaine du", "Épreuve", "Titre", "Bloc", "Phase", "Minutes", "Codes évalués")
CODE_COLUMNS = ("Code", "Compétence", "Bloc", "Épreuves", "Aptitude")
PHASES = {"controle_continu": "contrôle continu", "fin_formation": "fin de formation"}
NO_EXAM = "aucune"
FREE = "-"
FOOTER = "Plan du contrôle continu - document de travail de la coordination"
FOOTER_PAGE = "page &P sur &N"
FILE = "plan-controle-continu.xlsx"
"""The workbook of the plan, in the folder of its session."""
