"""What can be wrong in a deliberation: before it, in the jury's table, in the jury, in its decisions (family JUR)."""

from pipeline.diagnostics import Rule, Severity

E = Severity.ERROR
W = Severity.WARNING
I = Severity.INFO  # noqa: E741 (beside E and W)

# Before the jury
UNSETTLED = Rule(
    "JUR-001",
    E,
    "le cas {case} attend d'être tranché : {detail}",
    "epreuve resolve {session} {case} --choix … --auteur … --motif …",
)
GAP_WAITS = Rule(
    "JUR-002",
    E,
    "{exam}, copie {copy} : la grille de {marking} n'est pas revenue complète",
    "relancez l'évaluateur, puis « epreuve collect {session} »",
)
NOT_RECONCILED = Rule(
    "JUR-003",
    E,
    "{exam}, copie {copy} : les corrections sont trop éloignées et aucune suite n'a été donnée",
    "lancez « epreuve reconcile {session} » ; si personne ne peut plus la corriger : epreuve reconcile {session} --conciliation {copy}",
)
GRIDS_MISSING = Rule(
    "JUR-004",
    W,
    "{exam} : il manque des corrections pour {count} {copies}",
    "les blocs concernés resteront en attente ; « epreuve status {session} » dit qui relancer",
)

# The jury
NO_DATE = Rule("JUR-030", E, "la date de la délibération manque", "écrivez-la : jj/mm/aaaa")
BAD_DATE = Rule(
    "JUR-031",
    E,
    "« {value} » n'est pas une date",
    "écrivez la date de la délibération : jj/mm/aaaa",
)
FUTURE = Rule(
    "JUR-032", E, "la délibération est datée du {date}, dans l'avenir", "corrigez la date"
)
EARLY = Rule(
    "JUR-033",
    W,
    "la délibération est datée du {date}, avant la session ({session_date})",
    "vérifiez la date",
)
NO_PLACE = Rule("JUR-034", E, "le lieu de la délibération manque", "écrivez-le")
NO_MEMBER = Rule(
    "JUR-035", E, "aucun membre du jury n'est inscrit", "remplissez le tableau des membres"
)
MEMBER_HOLE = Rule(
    "JUR-036", E, "membre n° {rank} : « {column} » est vide", "complétez la ligne, ou effacez-la"
)
YES_NO = Rule(
    "JUR-037", E, "« {value} » n'est ni oui ni non", "choisissez oui ou non dans la liste"
)
MEMBER_TWICE = Rule(
    "JUR-038",
    E,
    "« {name} » est inscrit deux fois",
    "n'en gardez qu'une ligne, ou distinguez les prénoms",
)
NO_PRESIDENT = Rule(
    "JUR-039",
    E,
    "le jury n'a pas de président",
    "écrivez oui dans « Président » pour un membre présent",
)
PRESIDENTS = Rule("JUR-040", E, "le jury a {count} présidents", "n'en gardez qu'un")
PRESIDENT_ABSENT = Rule(
    "JUR-041", E, "le président n'est pas présent", "désignez un président parmi les présents"
)
TOO_FEW = Rule(
    "JUR-042",
    E,
    "{count} {members}, il en faut {least}",
    "le jury ne peut pas délibérer : complétez-le",
)
TOO_FEW_EXTERNAL = Rule(
    "JUR-043",
    E,
    "{external} sur {count} présents {are}, il en faut au moins {least} %",
    "le jury ne peut pas délibérer : complétez-le d'extérieurs",
)
UNKNOWN_CANDIDATE = Rule(
    "JUR-044",
    E,
    "« {value} » n'est pas un numéro de candidat du tableau",
    "écrivez les numéros de la colonne « N° », séparés par un point-virgule",
)

# Points, statuses, decisions
BAD_POINTS = Rule(
    "JUR-050", E, "« {value} » n'est pas un nombre de points", "écrivez un nombre de 0 à {largest}"
)
TOO_MANY_POINTS = Rule(
    "JUR-051",
    E,
    "{value} : les points de jury vont de 0 à {largest} par bloc",
    "réduisez-les ; la règle est figée pour la session",
)
NO_POINTS_HERE = Rule(
    "JUR-052",
    E,
    "ce bloc est « {status} » et n'a pas de note : il ne reçoit pas de points",
    "effacez les points",
)
POINTS_REASON = Rule(
    "JUR-053", E, "les points de jury n'ont pas de motif", "écrivez-le sur la ligne"
)
UNKNOWN_STATUS = Rule(
    "JUR-054", E, "« {value} » n'est pas un statut de bloc", "choisissez {known} dans la liste"
)
WON_STAYS = Rule("JUR-055", E, "ce bloc est déjà acquis : il le reste", "effacez le statut décidé")
BLOCK_WAITS = Rule(
    "JUR-056",
    E,
    "une note de ce bloc est attendue : il ne se décide pas",
    "effacez le statut décidé",
)
STATUS_REASON = Rule(
    "JUR-057",
    E,
    "le statut s'éloigne de la proposition ({proposed}) sans motif",
    "écrivez le motif du jury sur la ligne",
)
NO_DECISION = Rule(
    "JUR-058", E, "le candidat {candidate} n'a pas de décision", "choisissez-la dans la liste"
)
UNKNOWN_DECISION = Rule(
    "JUR-059",
    E,
    "« {value} » n'est pas une décision du règlement",
    "choisissez {known} dans la liste",
)
WAITS = Rule(
    "JUR-060",
    E,
    "candidat {candidate} : une note est attendue ({blocks}), le jury ne peut pas statuer",
    "effacez la décision ; elle se prendra quand la note sera là",
)
NO_WORD = Rule(
    "JUR-061",
    E,
    "candidat {candidate} : le règlement n'a pas de décision conforme pour ce cas",
    "choisissez une décision dans la liste",
)
NOT_ALL_BLOCKS = Rule(
    "JUR-062",
    E,
    "candidat {candidate} : attribution complète sans tous les blocs (manque : {blocks})",
    "changez la décision, ou le statut des blocs, avec un motif",
)
NO_BLOCK = Rule(
    "JUR-063",
    E,
    "candidat {candidate} : attribution partielle sans aucun bloc",
    "changez la décision, ou le statut d'un bloc, avec un motif",
)
REASON = Rule(
    "JUR-064",
    E,
    "candidat {candidate} : la décision s'éloigne de la proposition ({proposed}) sans motif",
    "écrivez le motif dans la colonne « Motif »",
)

# Recusals and votes
UNKNOWN_MEMBER = Rule(
    "JUR-070",
    E,
    "« {value} » n'est ni le numéro ni le nom d'un membre",
    "écrivez les numéros des membres, séparés par un point-virgule",
)
MUST_RECUSE = Rule(
    "JUR-071",
    E,
    "candidat {candidate} : {member} {tie} et siège",
    "inscrivez ce membre dans « Déports »",
)
RECUSED_FEW = Rule(
    "JUR-072",
    E,
    "candidat {candidate} : après les déports, le jury n'a plus que {count} {members}, il en faut {least}",
    "le jury ne peut pas statuer sur ce candidat : complétez-le",
)
RECUSED_EXTERNAL = Rule(
    "JUR-073",
    E,
    "candidat {candidate} : après les déports, {external} sur {count} {are}, il en faut au moins {least} %",
    "le jury ne peut pas statuer sur ce candidat : complétez-le d'extérieurs",
)
BAD_VOTE = Rule(
    "JUR-074", E, "« {value} » n'est pas un nombre de voix", "écrivez un nombre entier, 0 ou plus"
)
VOTE_COUNT = Rule(
    "JUR-075",
    E,
    "candidat {candidate} : {count} voix pour {voters} {members}",
    "comptez les pour, les contre et les abstentions ; laissez tout vide pour une décision unanime",
)
VOTE_LOST = Rule(
    "JUR-076",
    E,
    "candidat {candidate} : {yes} pour, {no} contre, la décision n'est pas prise",
    "inscrivez la décision qui a recueilli la majorité",
)
VOTE_TIE = Rule(
    "JUR-077",
    E,
    "candidat {candidate} : partage des voix que le président ne départage pas",
    "faites voter de nouveau : la règle ne lui donne pas de voix prépondérante, ou il s'est déporté",
)

# Decisions already taken
DECIDED = Rule(
    "JUR-080",
    E,
    "candidat {candidate} : une autre décision est déjà enregistrée ({id})",
    "une décision ne se récrit pas : révisez-la par « epreuve appeal {session} {candidate} »",
)
STILL_WAITING = Rule(
    "JUR-081",
    I,
    "candidat {candidate} : pas de décision, une note est attendue ({blocks})",
    "le jury statuera quand elle sera là",
)
APPEAL_LATE = Rule(
    "JUR-082",
    W,
    "la révision vient {days} jours après la délibération ; le délai de recours est de {limit} jours",
    "dites au motif pourquoi le recours est reçu hors délai",
)
MARKS_CHANGED = Rule(
    "JUR-083",
    W,
    "candidat {candidate} : les notes ont changé depuis la décision ; recalcul : {sentence}",
    "la décision révisée doit en tenir compte",
)
OTHER_SITTING = Rule(
    "JUR-084",
    E,
    "la séance enregistrée était autre : date, lieu, membres ou incidents ont changé",
    "une séance enregistrée ne se récrit pas : remettez le tableau tel qu'il était",
)

COPIES = ("copie", "copies")
CANDIDATES = ("candidat", "candidats")
DECISIONS = ("décision enregistrée, délibération", "décisions enregistrées, délibération")
DECISIONS_READ = ("décision lisible", "décisions lisibles")
PRESENT = ("membre présent", "membres présents")
VOTERS = ("membre qui vote", "membres qui votent")
ARE_EXTERNAL = ("est extérieur", "sont extérieurs")
TRAINED, LINKED, DECLARED = (
    "a formé ce candidat",
    "a un lien avec ce candidat",
    "a déclaré un lien avec ce candidat à l'inscription",
)
REVISED = "{reason} (référence : {reference})"
