"""Wording of the update of countries: what changes, where it shows, what it never touches."""

EMPTY = "Le fichier ne contient aucun chiffre."
NOTHING = (
    "Rien ne change : {count} chiffre est déjà celui de la banque.",
    "Rien ne change : {count} chiffres sont déjà ceux de la banque.",
)
CHANGED = ("{count} chiffre change", "{count} chiffres changent")
NEW = ("{count} est nouveau", "{count} sont nouveaux")
SAME = ("{count} est déjà dans la banque", "{count} sont déjà dans la banque")
COUNTS = "{changed}, {new}, {same}."
FIGURE = "  {country}, {label} : {old} → {new}"
VALUE = "{value} ({year}, {source})"
NO_VALUE = "aucun chiffre"
PRINTED = "      cité par {scenarios}"
MOVED_TITLE = "Scénarios dont les pays possibles changent :"
GAINED = "  {scenario} : gagne {countries}"
LOST = "  {scenario} : perd {countries}"
SESSIONS_TITLE = "Sessions déjà composées sur ces pays :"
SEALED = "  {session} : publiée ; ses sujets gardent les chiffres imprimés."
ASSEMBLED = "  {session} : assemblée ; ses sujets gardent leurs chiffres, sauf si vous relancez epreuve assemble."
NOT_APPLIED = "Rien n'est écrit ; ajoutez --appliquer pour adopter ces chiffres."
APPLIED = "Chiffres adoptés dans {path} ; relancez epreuve check avant la prochaine session."
WOULD_APPLY = "Serait écrit : {path}"
REFUSED = "ce fichier de chiffres a des fautes : rien n'a été écrit"
REFUSED_HINT = "corrigez ce qui est dit plus haut dans le fichier, puis recommencez"
UPDATE_UNSURE = "« {value} » se lit de deux façons : écrivez le nombre sans séparateur de milliers"
