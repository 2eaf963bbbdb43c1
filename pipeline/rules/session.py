"""Sessions: settings, roster, folder, records, lock."""

import errno

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
CLOSE_NAME = "une session « {other} » existe déjà : seules des majuscules l'en distinguent"
CLOSE_NAME_HINT = (
    "certains systèmes les confondraient : écrivez le même nom, ou choisissez-en un autre"
)
NOT_ASSEMBLED = "la session « {session} » n'a pas encore de sujets"
NOT_ASSEMBLED_HINT = "lancez d'abord « epreuve assemble {session} »"
ROSTER_FAULTS = "les inscriptions ou les réglages de la session ont des fautes : rien n'a été écrit"
ROSTER_FAULTS_HINT = (
    "corrigez les points ci-dessus dans session.yaml et inscriptions.xlsx, puis relancez"
)
LOST_KEY = "la clé de la session (secret.key) manque ou est abîmée"
LOST_KEY_HINT = "restaurez-la depuis une sauvegarde du dossier : sans elle, les tirages ne peuvent pas être refaits"
BAD_TEMPLATE = "le modèle « {path} » est inutilisable : {reason}"
BAD_TEMPLATE_HINT = "reprenez-le d'un espace neuf créé par « epreuve init »"
WRITE_FAILED = "l'écriture de « {path} » a échoué : {reason}"
WRITE_FAILED_HINT = "libérez de la place, fermez le fichier ou rendez le dossier accessible, puis relancez : rien n'est à moitié écrit"
TEMPORARY_FAILED = "le dossier temporaire du système n'est pas utilisable : {reason}"
TEMPORARY_FAILED_HINT = "libérez de la place dans ce dossier (/tmp le plus souvent) ou désignez-en un autre par la variable TMPDIR, puis relancez : rien n'est à moitié écrit"
_SYSTEM_REASONS = {
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "le quota est atteint",
    errno.EROFS: "le disque est en lecture seule",
    errno.EACCES: "l'accès est refusé, ou le fichier est ouvert ailleurs",
    errno.EPERM: "l'accès est refusé",
    errno.EBUSY: "le fichier est ouvert ailleurs",
    errno.ENOENT: "le fichier ou le dossier n'existe pas",
    errno.EEXIST: "un autre fichier porte ce nom",
    errno.EISDIR: "un dossier porte ce nom",
    errno.ENOTDIR: "un fichier porte le nom d'un dossier",
    errno.ENOTEMPTY: "un dossier n'est pas vide",
    errno.ENAMETOOLONG: "le nom est trop long",
    errno.EIO: "le disque a une panne",
    errno.EXDEV: "les deux dossiers ne sont pas sur le même disque",
}

NOT_TEXT = "le texte n'est pas en UTF-8 (octet {offset})"
AT_PLACE = "faute ligne {line}, colonne {column}"
UNREADABLE_TEXT = "texte illisible"
NOT_JSON = "JSON mal formé ligne {line}, colonne {column}"
REPEATED_FIELD = "un champ est écrit deux fois"
UNKNOWN_FIELD = "{place} : champ inconnu"
MISSING_FIELD = "{place} : champ absent"
WRONG_FIELD = "{place} : attendu : {wanted} ; trouvé : {found}"
WRONG_LENGTH = "{place} : {wanted} valeurs attendues, {found} trouvées"
KINDS_OF_VALUE = {
    "dict": "un objet",
    "list": "une liste",
    "str": "un texte",
    "int": "un nombre entier",
    "float": "un nombre",
    "Decimal": "un nombre décimal en texte",
    "bool": "un booléen",
    "NoneType": "rien",
}
WHOLE_RECORD = "racine"
OUTSIDE = "« {path} » n'est pas le chemin d'un document publié"


def system_reason(error: OSError) -> str:
    """What the system refused, in French where it is known."""
    return _SYSTEM_REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


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
UNKNOWN_ZONE = Rule(
    "SES-007",
    E,
    "le fuseau « {zone} » est inconnu",
    "employez un nom de la base IANA, par exemple Europe/Paris ou America/Cayenne",
)
FORMS_OF_OTHER = Rule(
    "SES-080",
    E,
    "« formes » cite l'épreuve « {exam} », que la session ne fait pas passer",
    "{advice}",
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
    "{name}, né(e) le {birth}, est déjà inscrit(e) ligne {line}",
    "la même personne est inscrite deux fois : retirez une ligne",
)
NO_CANDIDATE = Rule(
    "SES-022", E, "aucun candidat n'est inscrit", "complétez la feuille « Candidats »"
)
NO_ASSESSOR = Rule(
    "SES-023",
    E,
    "le bloc {block} n'a pas assez d'évaluateurs : {count}, il en faut {needed}",
    "ajoutez des évaluateurs à la feuille « Évaluateurs », ou réduisez « corrections » dans session.yaml",
)
FILL_LINE = "complétez sa ligne dans la feuille « Planning »"
ADD_LINE = "ajoutez-lui une ligne dans la feuille « Planning »"
NO_SITTING = Rule("SES-024", E, "l'épreuve {exam} n'a ni date, ni heure, ni salle", "{advice}")
TOO_FEW_SEATS = Rule(
    "SES-025",
    E,
    "{exam} : {seats} places pour {count} candidats",
    "ajoutez une salle à la ligne de l'épreuve, ou augmentez ses places",
)
CONFLICT = Rule(
    "SES-027",
    E,
    "le candidat {candidate} n'a pas assez d'évaluateurs possibles pour {exam}",
    "trop d'évaluateurs du bloc {block} ont un lien avec lui : ajoutez-en un autre",
)
OVERLAP = Rule(
    "SES-032",
    E,
    "{exam} commence le {date} avant que les mêmes candidats aient fini {other}",
    "{other} dure jusque vers {end}, temps majoré et tours d'oral compris : décalez l'une des deux épreuves",
)
WAITING = Rule(
    "SES-033",
    W,
    "l'oral {exam} commence le {date} pendant {other} : leurs candidats communs attendront",
    "faites-le commencer à {end}, ou laissez-les passer à la suite",
)
SHARED_ROOM = Rule(
    "SES-034",
    E,
    "la salle {room} est prise le {date} par {exam} et par {other} en même temps",
    "changez l'une des deux de salle ou d'heure",
)
NOBODY_SITS = Rule(
    "SES-035",
    W,
    "aucun candidat ne passe l'épreuve {exam}",
    "retirez-la de session.yaml, ou vérifiez la spécialisation et les blocs acquis des candidats",
)
NO_ROOM_APART = Rule(
    "SES-036",
    W,
    "{exam} : une seule salle, alors que des candidats sont à installer à part ({count})",
    "ajoutez une salle à la ligne de l'épreuve : la dernière leur est réservée d'abord",
)
BORN_LATE = Rule(
    "SES-037",
    E,
    "{name} serait né(e) le {birth}, à moins de {years} ans de la session",
    "corrigez la date de naissance",
)
SITS_NOTHING = Rule(
    "SES-038",
    W,
    "le candidat {candidate} ne passe aucune épreuve de la session",
    "vérifiez sa spécialisation et ses blocs acquis, ou retirez sa ligne",
)
FAR_SITTING = Rule(
    "SES-039",
    W,
    "{exam} est prévue le {date}, à plus de six mois de la date de la session ({session})",
    "corrigez la date dans la feuille « Planning », ou « date » dans session.yaml",
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
    "relancez « epreuve publish {session} » : il sera refait à l'identique, celui-ci mis de côté",
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
    E,
    "la publication n'est pas terminée : les dossiers publiés peuvent mêler deux versions",
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
SET_ASIDE = Rule(
    "SES-051",
    W,
    "le fichier avait été modifié ou ajouté à la main : il est gardé dans « {target} »",
    "déposez les grilles remplies dans « recu/ », jamais dans les dossiers publiés",
)
NOT_COUNTED = Rule(
    "SES-052",
    W,
    "enregistrement illisible : les sujets de cette session ne comptent pas dans la rotation",
    "restaurez ce fichier depuis une sauvegarde ; « epreuve verify » dit ce qu'il a",
)
PLACES_CHANGED = Rule(
    "SES-053",
    E,
    "les placements ne sont plus ceux des documents publiés",
    "relancez « epreuve publish {session} » : documents et placements seront de nouveau les mêmes",
)
LEFT_WAITING = Rule(
    "SES-054",
    W,
    "une publication a été interrompue avant d'avoir rien remplacé",
    "relancez « epreuve publish {session} »",
)
LOST_FILE = Rule(
    "SES-055",
    E,
    "un fichier de la session manque",
    "restaurez-le depuis une sauvegarde du dossier : les autres fichiers de la session sont encore là",
)
