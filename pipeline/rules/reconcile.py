"""What is said of two markings: gaps, further grids, conciliations, moderations (DBL)."""

from pipeline.diagnostics import Rule, Severity

NOBODY = Rule(
    "DBL-001",
    Severity.WARNING,
    "copie {copy} ({exam}) : écart au-delà de la règle, et personne pour une troisième correction (habilités à ce bloc : {able} ; déjà correcteurs de la copie : 2 ; liés au candidat : {linked})",
    "inscrivez un évaluateur de plus pour ce bloc, ou demandez une conciliation : epreuve reconcile {session} --conciliation {copy}",
)
BY_TABLE = Rule(
    "DBL-002",
    Severity.WARNING,
    "copie {copy} ({exam}) : écart au-delà de la règle dans une épreuve notée par tableau, pour laquelle aucune grille ne part",
    "faites conclure les deux correcteurs, puis rendez un tableau corrigé",
)
NO_GAP = Rule(
    "DBL-003",
    Severity.ERROR,
    "copie {copy} ({exam}) : une conciliation est demandée, mais ses deux corrections ne s'écartent pas au-delà de la règle",
    "retirez cette copie de --conciliation : la note retenue suit les règles de la session",
)
ONE_MARKER = Rule(
    "DBL-004",
    Severity.ERROR,
    "copie {copy} ({exam}) : une conciliation est demandée, mais la copie n'a pas deux corrections",
    "attendez la seconde grille (epreuve status {session}), ou retirez cette copie de --conciliation",
)
UNKNOWN = Rule(
    "DBL-005",
    Severity.ERROR,
    "aucune copie de la session ne porte le numéro {copy}",
    "prenez le numéro d'anonymat dans rapport-double-correction.xlsx ou sur la grille",
)
CLASH = Rule(
    "DBL-006",
    Severity.WARNING,
    "copie {copy} ({exam}) : les corrections se contredisent sur l'absence (une situation d'un côté, une autre ou des niveaux de l'autre)",
    "faites rendre une grille corrigée, ou demandez une conciliation : epreuve reconcile {session} --conciliation {copy}",
)
TOO_FAR = Rule(
    "DBL-007",
    Severity.ERROR,
    "un décalage de {points} dépasse ce que les règles permettent ({largest} au plus, en plus ou en moins)",
    "choisissez un décalage permis par « harmonisation.decalage_maximum » des règles figées de la session",
)
CLOSED = Rule(
    "DBL-008",
    Severity.ERROR,
    "l'anonymat est levé : les règles de la session n'admettent plus de décalage",
    "portez la question au jury",
)
NOT_MARKED = Rule(
    "DBL-009",
    Severity.ERROR,
    "l'évaluateur {assessor} n'a rendu aucune correction complète dans l'épreuve {exam}",
    "vérifiez l'identifiant de l'épreuve et celui de l'évaluateur ; attendez ses grilles si elles ne sont pas rendues",
)
NO_AUTHOR = Rule(
    "DBL-010",
    Severity.ERROR,
    "un décalage se décide avec un auteur et un motif",
    "donnez --auteur et --motif",
)
NO_POINTS = Rule(
    "DBL-011",
    Severity.ERROR,
    "« {text} » n'est pas un nombre de points",
    "écrivez un nombre, par exemple 0,5 ou -1",
)
NO_EXAM = Rule(
    "DBL-012",
    Severity.ERROR,
    "la session n'a pas d'épreuve « {exam} »",
    "choisissez parmi : {exams}",
)

ASKED_WRONG = (
    "une conciliation est demandée pour une copie qui n'en appelle pas : rien n'a été écrit"
)
ASKED_WRONG_HINT = "corrigez la liste de --conciliation et relancez la commande"
REFUSED = "le décalage n'est pas enregistré"
REFUSED_HINT = "corrigez ce qui est dit ci-dessus et relancez la commande"
AND = " et "
DONE = "{copies} {word} en double correction · {beyond} au-delà de la règle · {asked} à reprendre · {waiting} en attente"
DONE_WORDS = ("copie", "copies")
NEW_ONE, NEW_MANY = (
    "{count} grille de plus à remettre (resultats/correction/evaluateur/)",
    "{count} grilles de plus à remettre (resultats/correction/evaluateur/)",
)
NOTHING_NEW = "aucune grille de plus à remettre"
MODERATED = "décalage de {points} enregistré pour {assessor} dans l'épreuve {exam} : moyenne {before}, puis {after} ({count} {word})"
WOULD_MODERATE = "décalage de {points} pour {assessor} dans l'épreuve {exam} : moyenne {before}, puis {after} ({count} {word})"
MODERATED_SAME = "ce décalage est déjà en vigueur : rien n'a changé"
