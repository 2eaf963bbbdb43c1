"""Wording of how many papers and tickets the bank carries: the screen of ``epreuve capacity``."""

UNKNOWN = "l'épreuve {exam} n'existe pas dans referential/epreuves.yaml"
UNKNOWN_HINT = "épreuves connues : {exams}"
STEP = "épreuves"

PAPERS_TITLE = "Sujets : combien la banque en porte qui ne partagent rien"
TICKETS_TITLE = "Tickets et simulations : combien la banque en porte"
PAPERS_HEAD = (
    "épreuve",
    "scén.",
    "sans question commune",
    "sans scénario commun",
    "sessions",
    "encore neuves",
)
TICKETS_HEAD = (
    "épreuve",
    "scén.",
    "différents",
    "avec pays et nombres",
    "sans question commune",
    "demandés",
    "sessions",
    "encore neuves",
)
WORST_HEAD = "écart à {count}"
AT_LEAST_CELL = "≥ {count}"
NOTE_SESSIONS = (
    "« sessions » : combien de sessions se suivraient, secours compris, sans jamais reprendre un scénario (un ticket : une "
    "question) ; « encore neuves » : sans ceux qui ont déjà servi dans cet espace de travail. 0 n'empêche rien : la session "
    "s'assemble en reprenant."
)
NOTE_WORST = (
    "« écart à 4 » : ce dont s'écarte le pire quand on en prend quatre qui ne partagent aucune question "
    "(un ticket : quatre différents), en points sur 100, le moins possible ; ≥ : au moins."
)

LIMITS_TITLE = "Ce qui limite"
LIMIT = "{exam} : {limits}"
SCARCE = "{code} est le code le moins fourni ({items} dans {scenarios}, pour {share} % des points)"
ONE_EACH = "un scénario ne porte qu'un sujet sans question commune"
ONE_EACH_TICKET = "un scénario ne porte qu'un ticket sans question commune"
NO_ITEM = "aucune question utilisable sur {code}"
IDLE = (
    "{count} scénario ne porte aucun sujet conforme : {names}",
    "{count} scénarios ne portent aucun sujet conforme : {names}",
)
IDLE_TICKET = (
    "{count} scénario ne porte aucun ticket conforme : {names}",
    "{count} scénarios ne portent aucun ticket conforme : {names}",
)
NAMES_MORE = "{names} et {count} de plus"
CAPS = "plafonds du plan : {caps}"
CAP_ITEMS = (
    "{count} ticket au plus par question",
    "{count} tickets au plus par question",
)
CAP_SCENARIOS = (
    "{count} ticket au plus par scénario",
    "{count} tickets au plus par scénario",
)
NOTHING = "rien de conforme ; « epreuve assemble » dit quelles règles s'y opposent"
QUESTIONS = ("{count} question", "{count} questions")
SCENARIOS = ("{count} scénario", "{count} scénarios")

# One exam
HEAD = "{exam} - {title}"
EXACTLY = "exactement {count}"
AT_LEAST = "au moins {count}"
USABLE = "Scénarios utilisables : {scenarios}, dont {able} avec au moins une forme conforme."
APART = "Sujets sans question commune : {apart} ; sans scénario commun : {lone}."
TICKETS = (
    "Tickets différents : {different} ; avec les pays et les jeux de nombres : {most} ; "
    "sans question commune : {apart} ; sans scénario commun : {lone}."
)
SESSIONS = (
    "Sessions sans rien reprendre : {sessions} ({each}, à chacune), dont {left} encore neuves."
)
EACH_PAPER = ("{count} sujet, secours compris", "{count} sujets, secours compris")
EACH_TICKET = ("{count} ticket", "{count} tickets")
WORST_LINE = "Pire écart, pour {count} : {worst} points sur 100."
