"""Sessions: settings, roster, folder, records, lock."""

from pipeline.diagnostics import Rule, Severity

E = Severity.ERROR
W = Severity.WARNING

NO_SESSION = "la session « {session} » n'existe pas dans {folder}"
NO_SESSION_HINT = "sessions présentes : {known} ; « epreuve open {session} » en ouvre une"
BAD_NAME = "« {name} » n'est pas un nom de session"
BAD_NAME_HINT = (
    "lettres sans accent, chiffres et tirets, 40 au plus, par exemple 2026-06 ou 2026-06-rattrapage"
)
NO_WORKSPACE = "« {folder} » n'est pas un espace de travail : il y manque {missing}"
NO_WORKSPACE_HINT = "créez-en un avec « epreuve init DOSSIER », ou désignez-le avec --workspace"
NOT_EMPTY = "le dossier « {folder} » n'est pas vide"
NOT_EMPTY_HINT = "choisissez un dossier neuf ; rien n'a été écrit"
LOCKED = "une autre exécution tient la session « {session} » ({holder})"
LOCKED_HINT = "attendez qu'elle finisse ; le verrou tombe de lui-même si elle s'arrête"
UNKNOWN_HOLDER = "titulaire inconnu"
NOT_ASSEMBLED = "la session « {session} » n'a pas encore de sujets"
NOT_ASSEMBLED_HINT = "lancez d'abord « epreuve assemble {session} »"
ROSTER_FAULTS = "les inscriptions ou les réglages de la session ont des fautes : rien n'a été écrit"
ROSTER_FAULTS_HINT = (
    "corrigez les points ci-dessus dans session.yaml et inscriptions.xlsx, puis relancez"
)
LOST_KEY = "la clé de la session (secret.key) manque ou est abîmée"
LOST_KEY_HINT = "restaurez-la depuis une sauvegarde du dossier : sans elle, les tirages ne peuvent pas être refaits"
WRITE_FAILED = "l'écriture de « {path} » a échoué : {reason}"
WRITE_FAILED_HINT = (
    "libérez de la place ou rendez le dossier accessible ; l'état précédent est intact"
)

UNKNOWN_EXAM = Rule(
    "SES-001", E, "l'épreuve « {exam} » n'existe pas dans referential/epreuves.yaml", "{advice}"
)
NO_EXAM = Rule(
    "SES-002", E, "la session ne fait passer aucune épreuve", "complétez la liste « epreuves »"
)
UNKNOWN_COUNTRY = Rule(
    "SES-003",
    E,
    "le pays « {iso3} » est inconnu",
    "employez un code à trois lettres de scenarios/pays.csv",
)
NAME_DIFFERS = Rule(
    "SES-004",
    E,
    "le fichier est celui de la session « {written} », le dossier s'appelle « {folder} »",
    "rétablissez la clé « session », ou remettez le fichier dans son dossier",
)
EXAM_TWICE = Rule("SES-005", E, "l'épreuve {exam} est citée deux fois", "n'en gardez qu'une")
DATE_PAST_EXPIRY = Rule(
    "SES-006",
    W,
    "aucun scénario n'est encore valable à la date de la session ({date})",
    "vérifiez la date, ou faites relire les scénarios",
)

UNREADABLE = Rule(
    "SES-010",
    E,
    "classeur illisible : {reason}",
    "enregistrez-le au format .xlsx, sans mot de passe",
)
NO_SHEET = Rule(
    "SES-011", E, "la feuille « {sheet} » manque", "repartez du classeur écrit par « epreuve open »"
)
NO_COLUMN = Rule(
    "SES-012", E, "la colonne « {column} » manque", "rétablissez son titre en première ligne"
)
EMPTY_CELL = Rule("SES-013", E, "{column} : la cellule est vide", "complétez-la")
FORMULA = Rule(
    "SES-014",
    E,
    "{column} : la cellule contient une formule",
    "remplacez-la par sa valeur (collage spécial)",
)
TWICE = Rule(
    "SES-015", E, "{column} « {value} » est déjà ligne {line}", "chaque numéro ne sert qu'une fois"
)
NOT_KNOWN = Rule("SES-016", E, "{column} : « {value} » est inconnu", "valeurs admises : {known}")
NOT_A_NUMBER = Rule(
    "SES-017",
    E,
    "{column} : « {value} » n'est pas un nombre entier",
    "tapez des chiffres seulement, sans espace ni lettre",
)
NOT_A_DATE = Rule(
    "SES-018",
    E,
    "{column} : « {value} » n'est pas une date",
    "tapez une date telle que 17/11/2026 (ou 2026-11-17)",
)
NOT_A_TIME = Rule(
    "SES-019", E, "{column} : « {value} » n'est pas une heure", "tapez une heure telle que 9:00"
)
HOMONYMS = Rule(
    "SES-020",
    W,
    "{name} porte le même nom et le même prénom que la ligne {line}",
    "vérifiez que ce sont bien deux personnes ; les numéros les distinguent",
)
SAME_PERSON = Rule(
    "SES-021",
    E,
    "{name}, né(e) le {birth}, est déjà ligne {line}",
    "la même personne est inscrite deux fois : retirez une ligne",
)
NO_CANDIDATE = Rule(
    "SES-022", E, "aucun candidat n'est inscrit", "complétez la feuille « Candidats »"
)
NO_ASSESSOR = Rule(
    "SES-023",
    E,
    "le bloc {block} n'a que {count} évaluateur(s), il en faut {needed}",
    "ajoutez des évaluateurs à la feuille « Évaluateurs », ou réduisez « corrections » dans session.yaml",
)
NO_SITTING = Rule(
    "SES-024",
    E,
    "l'épreuve {exam} n'a ni date ni salle",
    "ajoutez une ligne à la feuille « Planning »",
)
TOO_FEW_SEATS = Rule(
    "SES-025",
    E,
    "{exam} : {seats} places pour {count} candidats",
    "ajoutez une salle à la ligne de l'épreuve, ou augmentez ses places",
)
OUT_OF_RANGE = Rule(
    "SES-026", E, "{column} : {value} sort de l'intervalle {low} à {high}", "corrigez la valeur"
)
CONFLICT = Rule(
    "SES-027",
    E,
    "le candidat {candidate} n'a pas assez d'évaluateurs possibles pour {exam}",
    "trop d'évaluateurs du bloc {block} lui sont liés : ajoutez-en un autre",
)
TOO_MANY_ROWS = Rule(
    "SES-028", E, "plus de {limit} lignes", "répartissez les candidats en plusieurs sessions"
)
UNKNOWN_COLUMN = Rule(
    "SES-029", W, "la colonne « {column} » est inconnue : elle n'est pas lue", "{advice}"
)
STRAY_TEXT = Rule(
    "SES-030",
    E,
    "la ligne n'a pas de {column}, mais d'autres cellules sont remplies",
    "complétez-la ou videz toute la ligne",
)
EXAMPLE_LEFT = Rule(
    "SES-031", W, "la ligne d'exemple est encore là : elle n'est pas lue", "supprimez-la"
)
OVERLAP = Rule(
    "SES-032",
    E,
    "{exam} et {other} se chevauchent le {date} pour les mêmes candidats",
    "décalez l'une des deux épreuves, temps majoré compris",
)

RECORD_CORRUPT = Rule(
    "SES-040",
    E,
    "enregistrement illisible : {reason}",
    "restaurez ce fichier depuis une sauvegarde",
)
FILE_MISSING = Rule(
    "SES-041",
    E,
    "le fichier publié a disparu",
    "relancez « epreuve publish {session} » : il sera refait à l'identique",
)
FILE_CHANGED = Rule(
    "SES-042",
    E,
    "le fichier publié a changé depuis sa publication",
    "relancez « epreuve publish {session} » : il sera refait à l'identique",
)
FILE_STRAY = Rule(
    "SES-043",
    W,
    "le fichier n'a pas été publié par epreuve",
    "retirez-le du dossier des documents publiés",
)
JOURNAL_BROKEN = Rule(
    "SES-044",
    E,
    "la chaîne du journal est rompue à la ligne {line}",
    "une ligne a été modifiée ou retirée : restaurez le journal depuis une sauvegarde",
)
NOT_FINISHED = Rule(
    "SES-045",
    W,
    "la publication n'est pas terminée : le manifeste manque",
    "relancez « epreuve publish {session} »",
)
FORMS_CHANGED = Rule(
    "SES-046",
    E,
    "les sujets ont changé depuis leur publication",
    "restaurez forms.json depuis une sauvegarde ; un sujet publié ne se modifie pas",
)
LEAK = Rule(
    "SES-047",
    E,
    "le document remis aux candidats contient un élément réservé ({what})",
    "rien n'est publié ; retirez ce texte du modèle ou du scénario",
)
SEALED = Rule(
    "SES-048",
    Severity.INFO,
    "les sujets sont publiés : ils restent tels quels",
    "pour d'autres sujets, ouvrez une autre session",
)
BROKEN_FORM = Rule("SES-049", E, "{form} : {fault}", "restaurez forms.json depuis une sauvegarde")
BAD_IDENTIFIER = Rule(
    "SES-050",
    E,
    "{column} : « {value} » contient autre chose que des lettres sans accent, des chiffres et des tirets",
    "écrivez-le sans espace, par exemple 1234",
)
