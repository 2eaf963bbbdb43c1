"""What is said of the approval by a second person and of what is released (APP)."""

from pipeline.diagnostics import Rule, Severity

WAITS = Rule(
    "APP-001",
    Severity.WARNING,
    "le lot « {lot} » attend qu'une seconde personne approuve les documents",
    "faites-lui relire output/{session}, puis : epreuve approve {session} --auteur NOM",
)
VOID = Rule(
    "APP-002",
    Severity.WARNING,
    "le lot « {lot} » attend une nouvelle approbation : les documents ont changé depuis celle de {author}, le {date}",
    "faites relire ce qui a changé, puis : epreuve approve {session} --auteur NOM",
)
DECLINED = Rule(
    "APP-003",
    Severity.WARNING,
    "le lot « {lot} » ne sort pas : {author} a refusé les documents le {date} ({reason})",
    "corrigez, puis : epreuve assemble {session}, epreuve publish {session} et une nouvelle approbation",
)
UNDECIDED = Rule(
    "APP-004",
    Severity.WARNING,
    "le jury n'a pas encore statué sur {count} {candidates}",
    "sans lot nommé, les résultats sortent quand tous sont décidés ; pour ne pas attendre : epreuve release {session} resultats",
)
LOT_MISSING = Rule(
    "APP-005",
    Severity.WARNING,
    "ce fichier remis n'est plus dans le dossier de remise",
    "s'il doit y être, lancez « epreuve release {session} {command} » : le lot sera remis à l'identique",
)
LOT_CHANGED = Rule(
    "APP-006",
    Severity.ERROR,
    "ce fichier remis n'est plus celui qui a été remis",
    "lancez « epreuve release {session} {command} » : il sera remis à l'identique, celui-ci mis de côté",
)
LOT_STRAY = Rule(
    "APP-007",
    Severity.WARNING,
    "ce fichier se trouve dans le dossier de remise sans y avoir été mis par « epreuve »",
    "rangez-le ailleurs : ce dossier est partagé",
)
REOPENED = Rule(
    "APP-008",
    Severity.WARNING,
    "les sujets sont repris depuis le refus de {author}, le {date} : ils ne sont plus ceux des documents publiés",
    "lancez « epreuve publish {session} », puis faites approuver les nouveaux documents",
)
LOT_GONE = Rule(
    "APP-009",
    Severity.WARNING,
    "le lot « {lot} » n'est plus dans le dossier de remise ({count} {files})",
    "s'il doit y être, lancez « epreuve release {session} {lot} » : il sera remis à l'identique",
)

# What stops an approval
NOT_PUBLISHED = "la session « {session} » n'est pas publiée : il n'y a rien à relire ni à remettre"
NOT_PUBLISHED_HINT = "lancez d'abord « epreuve generate {session} »"
NO_RESPONSIBLE = "session.yaml ne dit pas qui prépare la session « {session} » : rien ne prouve que {author} est une seconde personne"
NO_RESPONSIBLE_HINT = "écrivez le nom de qui la prépare à la ligne « responsable », puis relancez"
SAME_PERSON = "{author} prépare la session : l'approbation revient à une seconde personne"
SAME_PERSON_HINT = "faites relire les documents à quelqu'un d'autre, qui donnera son nom avec --auteur ; si ce sont deux personnes, écrivez les deux noms en entier, ici et à la ligne « responsable »"
IS_CANDIDATE = "{author} porte le nom d'un candidat de la session"
IS_TIED = "{author} a un lien déclaré avec un candidat de la session"
OTHER_HINT = "faites relire les documents à quelqu'un d'autre ; pour un homonyme, ajoutez sa qualité, par exemple « {author} (direction) »"
TIED_HINT = "faites relire les documents à quelqu'un d'autre, qui donnera son nom avec --auteur"
ALTERED = "les documents à approuver ne sont pas tels qu'ils ont été publiés"
ALTERED_HINT = "relancez « epreuve publish {session} », puis relisez et approuvez"
TOO_LATE = (
    "des documents sont déjà remis (lot « {lot} », le {date}) : un refus ne les ferait pas revenir"
)
TOO_LATE_HINT = "retirez-les à la main et employez le sujet de secours, ou ouvrez une autre session"

# What an approval says
APPROVED = "Documents de la session {session} approuvés par {author} (empreinte {digest})."
REFUSED = "Documents de la session {session} refusés par {author} : {reason} (empreinte {digest})."
WOULD_APPROVE = "Rien ne s'oppose à cette décision, signée {author} (empreinte {digest})."
APPROVED_BEFORE = "Documents déjà approuvés le {date} par {author} ; rien n'a changé depuis."
REFUSED_BEFORE = "Documents déjà refusés le {date} par {author} ; rien n'a changé depuis."
NOT_ASKED = "Les règles de la session ne demandent pas d'approbation (regles.yaml, « sujet.approbation ») : celle-ci est notée quand même."
SEEN = "Ce que cette décision couvre : {count} {files}."
SEEN_EXAM = (
    "  {exam} : {papers} pour les candidats, {jury} pour le jury, {marking} pour la correction"
)
SEEN_REST = "  convocations : {summonses} ; autres documents : {rest}"
FILES = ("fichier", "fichiers")
APPROVED_NEXT = "Suite : epreuve release {session}"
APPROVED_DUE = "Suite : rien à faire ; l'exécution planifiée remettra les sujets à partir du {due}."
AT = "{day} à {time}"
REFUSED_NEXT = "Suite : corrigez, puis epreuve assemble {session} (--forbid, --lock) ou epreuve swap {session}, et epreuve publish {session}."

# What a release says
UNKNOWN_LOT = "« {lot} » n'est pas un lot"
UNKNOWN_LOT_HINT = "lots : {known}"
NO_DECISION = "aucune décision du jury n'est enregistrée : il n'y a pas de résultats à remettre"
NO_DECISION_HINT = "lancez d'abord « epreuve decide {session} »"
NOT_AS_PUBLISHED = (
    "des fichiers à remettre ne sont plus tels qu'ils ont été produits : ce lot n'est pas remis"
)
NOT_AS_PUBLISHED_HINT = "voyez les points ci-dessus, puis relancez « epreuve release {session} »"
RELEASED = "{lot} : {count} {files} dans {folder}"
RELEASED_SAME = "{lot} : déjà remis le {date}, rien n'a changé"
RELEASED_AGAIN = "{lot} : {count} {files} de nouveau tels que remis le {date}, dans {folder}"
RELEASED_EMPTY = "{lot} : rien à remettre"
WOULD_RELEASE = "{lot} : {count} {files} à remettre dans {folder}"
NOT_YET = "{lot} : pas encore de décision du jury"
SAME_BYTES = "Les documents publiés sont remis à l'octet près : la recherche de fuites faite à la publication vaut pour eux."
CANDIDATES = ("candidat", "candidats")

# What the state of a session says
STATUS_WAITS = "  approbation : à donner par une seconde personne (epreuve approve {session})"
STATUS_VOID = "  approbation : à donner de nouveau, les documents ont changé depuis celle de {author} ({date})"
STATUS_APPROVED = "  approbation : donnée par {author} le {date} (empreinte {digest})"
STATUS_REFUSED = "  approbation : refusée par {author} le {date} ({reason})"
STATUS_RESUMED = " ; sujets refaits depuis, à publier (epreuve publish {session})"
STATUS_LOTS = "  remis : {lots}"
STATUS_LOT = "{lot} le {date}"
STATUS_STALE = "{lot} le {date} (changé depuis, à remettre de nouveau)"
STATUS_CHANGED = "  inscriptions changées depuis la publication : les documents ne les suivent pas (epreuve publish {session})"
STATUS_OUTDATED = "  réglages changés depuis la publication : les documents en portent d'anciens (epreuve publish {session})"
