"""``epreuve swap``: what it says, and what it refuses."""

from pipeline.diagnostics import Rule, Severity

SEALED = Rule(
    "ASM-011",
    Severity.ERROR,
    "les sujets de la session {session} sont publiés : aucune question n'y change plus",
    "pour d'autres sujets, ouvrez une autre session",
)
NONE_HOLDS = Rule(
    "ASM-012",
    Severity.WARNING,
    "aucune question ne peut prendre la place de {item} dans {form} sans enfreindre une règle",
    "écrivez une question de plus pour {scenarios}, ou changez plusieurs questions : epreuve assemble {session} --forbid {item}",
)

NO_FORM = "la session {session} n'a pas de sujet « {form} »"
NO_FORM_HINT = "sujets et tickets : {known}"
NOT_ASKED = "le sujet {form} ne pose pas la question « {item} »"
NOT_ASKED_HINT = "ses questions : {known}"
NOT_OFFERED = "la question « {item} » ne peut pas entrer dans {form} : elle n'est pas de celles de ses scénarios qui servent cette épreuve"
NOT_OFFERED_HINT = "questions possibles : {known}"
REFUSED = "le sujet {form} ne peut pas recevoir la question {item} : {broken}"
REFUSED_HINT = (
    "rien n'a été écrit ; « epreuve swap {session} {form} {out} » propose les autres questions"
)
RECOUNTED = "le sujet changé ne résiste pas au recomptage : il est refusé"
RECOUNTED_HINT = "rien n'a été écrit ; joignez les lignes ci-dessus à votre signalement"

HEAD = "{form} : à la place de {item} (écart du sujet aujourd'hui : {value})"
LINE = "  {item} — écart {value}{changes}"
CHANGE = " ; {change}"
MINUTES = "{amount} min"
DIFFICULTY = "difficulté {amount}"
DOCUMENTS = ("{amount} document", "{amount} documents")
SHARE = "{code} {amount} % des points"
ASKED = "aussi posée dans {forms}"
BROKEN = "enfreint {broken}"
ENEMIES = "ne peut pas être posée avec {items}"
SAME = "le sujet serait le même que {form}"
DONE = "{form} : {out} remplacée par {into} ; écart {value} (prouvé {bound}), le sujet garde ces questions."
ALREADY = "{form} pose déjà {into} au lieu de {out} : rien n'a changé."
NOTE = "question remplacée à la main : {out} par {into}"
NOTHING = "Aucune autre question de ces scénarios ne sert cette épreuve ; pour un autre sujet sans celle-ci : epreuve assemble {session} --forbid {item}"
MORE = "+{amount}"
LESS = "\N{MINUS SIGN}{amount}"
