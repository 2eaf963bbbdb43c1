"""The plan of a session: locks and forbids of the coordinator, parallel papers, papers on missing codes."""

from pipeline.diagnostics import Rule, Severity

UNKNOWN_FORM = Rule(
    "ASM-020",
    Severity.ERROR,
    "des questions sont imposées à « {form} », que la session n'assemble pas",
    "sujets et tickets de la session : {known} ; n'imposez rien à celui-ci, ou, si ce choix est déjà gardé : epreuve assemble {session} --free {form}",
)
UNKNOWN_CHOICE = Rule(
    "ASM-021",
    Severity.ERROR,
    "« {name} » n'est ni une question ni un scénario de la banque",
    "corrigez l'identifiant (une question s'écrit SCENARIO/T1), ou, si ce choix est déjà gardé : epreuve assemble {session} --free {name}",
)
LOCKED_FORBIDDEN = Rule(
    "ASM-022",
    Severity.ERROR,
    "la question {item} est à la fois imposée à {form} et interdite",
    "n'imposez pas cette question, ou ne l'interdisez pas, ni son scénario ; un choix déjà gardé se lève par epreuve assemble {session} --free, suivi du sujet, de la question ou du scénario",
)
LOCK_IMPOSSIBLE = Rule(
    "ASM-023",
    Severity.ERROR,
    "rien ne tient le verrou {form} = {items} : {reason}",
    "imposez d'autres questions, ou, si ce verrou est déjà gardé : epreuve assemble {session} --free {form}",
)
NOT_UNIQUE = Rule(
    "ASM-024",
    Severity.ERROR,
    "le sujet {form} reprend {what} de {other}, et l'épreuve {exam} est réglée sur « unique: stricte »",
    "ajoutez à la banque un scénario d'une autre famille ou d'un autre pays, ou écrivez « unique: si_possible » dans referential/epreuves.yaml",
)
TOO_FEW_FORMS = Rule(
    "ASM-025",
    Severity.ERROR,
    "l'épreuve {exam} demande {count} sujets parallèles ; avec au plus {overlap} entre deux, la banque en porte {possible}",
    "demandez-en moins dans session.yaml (formes), ou élargissez la clé « recouvrement » de l'épreuve dans referential/epreuves.yaml",
)

COMMON_QUESTIONS = ("{count} question commune", "{count} questions communes")
SAME_FAMILY = "la famille {family}"
SAME_COUNTRY = "le pays {country}"
NO_SUCH_TICKET = "aucun ticket de la banque ne contient ces questions"
FORMS_SHOWN = 12
MORE_FORMS = "{forms} et les autres tickets"

LOCK_ID = "verrou {item}"
LOCK_LABEL = "la question {item} imposée par le coordinateur"

LOCKED_NOTE = (
    "question imposée par le coordinateur : {items}",
    "questions imposées par le coordinateur : {items}",
)
LOCKED_WHOLE = "toutes les questions sont imposées par le coordinateur"
MISSING_CODES = "sujet de rattrapage réduit aux codes encore à acquérir : {codes}"
MISSING_CODES_WHOLE = "rattrapage : la banque ne porte pas de sujet sur les seuls codes encore à acquérir ({codes}) ; l'épreuve est repassée entière"
NEAR_BEST_FORMS = "sujets parallèles tirés parmi {count} sujets, à moins de {epsilon} points d'écart du jeu le mieux équilibré"
PARALLEL_SHARES = (
    "{count} question commune avec le sujet parallèle {form}",
    "{count} questions communes avec le sujet parallèle {form}",
)

BAD_LOCK = "« {text} » n'est pas un verrou"
BAD_LOCK_HINT = "écrivez SUJET=QUESTION, par exemple --lock B1-ECRIT-P=DIP-01-VISITE/T1"
NOT_CHOSEN = "« {name} » n'est ni imposé ni interdit dans la session « {session} »"
NOT_CHOSEN_HINT = "choix de la session : {known}"
NO_CHOICE = "aucun"
SEALED = "la session « {session} » est publiée : ses sujets ne changent plus"
SEALED_HINT = "les choix se font avant « epreuve publish »"
CHOSEN = "Choix du coordinateur : {choices}."
LOCK = "{form} = {items}"
FORBIDDEN = "sans {names}"
