"""What is said of sessions of resits and deferred sittings (RAT), and the words of their plans."""

from pipeline.diagnostics import Rule, Severity

TOO_LATE = Rule(
    "RAT-001",
    Severity.ERROR,
    "le {date} dépasse le délai de rattrapage : {months} mois après la délibération du {decided}, soit le {limit}",
    "choisissez une date plus proche ; le délai est la règle rattrapage.delai_maximum_mois",
)
EXHAUSTED = Rule(
    "RAT-002",
    Severity.WARNING,
    "le candidat {number} a épuisé ses rattrapages : il n'est pas inscrit",
    "au jury de se prononcer ; le nombre est la règle rattrapage.sessions_maximum",
)
UNDECIDED = Rule(
    "RAT-003",
    Severity.WARNING,
    "le candidat {number} n'a pas encore de décision du jury : il n'est pas inscrit",
    "enregistrez d'abord les décisions par « epreuve decide {session} »",
)
MET = Rule(
    "RAT-004",
    Severity.ERROR,
    "le candidat {candidate} a déjà rencontré {scenarios}, et l'épreuve {exam} n'a rien d'autre à lui donner",
    "écrivez un scénario pour ce bloc, ou demandez plus de tickets dans session.yaml, puis relancez « epreuve assemble »",
)

NOT_OPENED = "la session « {new} » n'est pas ouverte"
NOT_OPENED_HINT = "rien n'a été écrit ; donnez une autre date par --date AAAA-MM-JJ"
NOBODY = {
    "rattrapage": "personne n'a d'épreuve à repasser dans la session « {session} »",
    "remplacement": "personne n'a d'absence justifiée à remplacer dans la session « {session} »",
}
NOBODY_HINT = {
    "rattrapage": "les rattrapages s'ouvrent après les décisions du jury : « epreuve decide {session} »",
    "remplacement": "la règle session_remplacement.pour dit quelles situations donnent droit au remplacement",
}
EXISTS = "la session « {new} » existe déjà, et n'est pas celle que cette commande ouvrirait"
EXISTS_HINT = "donnez un autre nom, ou supprimez son dossier si rien n'y a été fait"

OPENED = {
    "rattrapage": "Session de rattrapage {new} ouverte : {candidates}, {exams}.",
    "remplacement": "Session de remplacement {new} ouverte : {candidates}, {exams}.",
}
AGAIN = "Session {new} déjà ouverte : rien n'a été changé."
NEXT = "Ensuite : complétez le planning de {roster}, puis « epreuve generate {new} »."
NEXT_TABLES = "Ensuite : « epreuve generate {new} » écrit les tableaux de saisie."
LINE = "{number} : {exams}"
CANDIDATES = ("1 candidat", "{count} candidats")
EXAMS = ("1 épreuve", "{count} épreuves")

TITLES = {"rattrapage": "Rattrapage", "remplacement": "Session de remplacement"}
TITLE = "{kind} : {title}"

SHEET = "Plan"
SHEET_TITLES = {"rattrapage": "Plan de rattrapage", "remplacement": "Plan de remplacement"}
SHEET_NOTE = (
    "Chaque candidat ne repasse que ce qui manque, sous les mêmes formes, sur d'autres scénarios que ceux qu'il a déjà "
    "rencontrés. Les autres notes sont conservées."
)
COLUMNS = (
    "Candidat",
    "Nom",
    "Bloc",
    "Épreuve",
    "Codes visés",
    "Note obtenue",
    "À repasser",
    "Note si conservée",
)
SIT, KEEP = "oui", "non"
FOOT = "{title} · session {session} vers {new}"
LIMIT = "Échéance : {limit}."
NOTHING = "aucune épreuve"
