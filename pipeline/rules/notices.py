"""What is said of the mails and signals of scheduled runs (AVI), and the words of the summary."""

import errno

from pipeline.diagnostics import Rule, Severity

W = Severity.WARNING

BAD_FILE = Rule("AVI-001", W, "ni courriel ni signal : {reason}", "{advice}")
UNKNOWN_KEY = Rule(
    "AVI-002",
    W,
    "[{table}] : la clé « {key} » est inconnue",
    "retirez-la ; les clés de cette rubrique sont : {known}",
)
MISSING_KEY = Rule(
    "AVI-003",
    W,
    "[{table}] : la clé « {key} » manque, {effect}",
    "complétez la rubrique [{table}], ou retirez-la",
)
WRONG_VALUE = Rule(
    "AVI-004",
    W,
    "[{table}] : la valeur de « {key} » n'est pas {wanted}, {effect}",
    "corrigez-la ; exemple : {example}",
)
PASSWORD_WRITTEN = Rule(
    "AVI-005",
    W,
    "[mail] contient un mot de passe, aucun courriel ne part",
    "retirez-le, changez-le s'il a pu être lu, et écrivez-le dans un fichier privé que nomme « mot_de_passe_fichier »",
)
NO_PASSWORD = Rule(
    "AVI-006",
    W,
    "le mot de passe du courrier ne peut pas être lu : {reason} ; les courriels attendent dans output/.envoi/",
    "écrivez le mot de passe, sur une ligne, dans le fichier que nomme « mot_de_passe_fichier » de [mail]",
)
PASSWORD_SHARED = Rule(
    "AVI-007",
    W,
    "tous les comptes de la machine peuvent lire le mot de passe du courrier",
    "réservez le fichier au compte du service : chmod 600",
)
IN_CLEAR = Rule(
    "AVI-008",
    W,
    'securite = "aucune" avec un serveur distant, aucun courriel ne part',
    'écrivez securite = "starttls" ou "tls" ; sur un réseau sûr et sans mot de passe, ajoutez en_clair = true',
)
BAD_ADDRESS = Rule(
    "AVI-009",
    W,
    "[mail] : l'adresse {rank} de « destinataires » n'en est pas une, les autres sont servies",
    'écrivez-la seule, sans nom ni chevrons, par exemple "scolarite@ecole.fr"',
)
BAD_HEALTH = Rule(
    "AVI-010",
    W,
    "[sante] : « url » n'est pas une adresse employable, aucun signal ne part",
    "écrivez une adresse https complète, sans identifiant ni mot de passe ; http n'est admis que pour localhost",
)

UNREACHABLE = Rule(
    "AVI-020",
    W,
    "le serveur de courrier {server} est injoignable : {reason} ; {kept}",
    "vérifiez « serveur » et « port » de [mail], et le réseau",
)
TOO_SLOW = Rule(
    "AVI-021",
    W,
    "le serveur de courrier {server} ne répond pas à temps ; {kept}",
    "rien à faire si cela passe ; sinon vérifiez « port » et « securite » de [mail]",
)
NO_TLS = Rule(
    "AVI-022",
    W,
    "la connexion chiffrée avec {server} échoue : {reason} ; {kept}",
    "vérifiez « securite » et « port » de [mail], et le certificat du serveur ; rien ne part en clair",
)
NO_LOGIN = Rule(
    "AVI-023",
    W,
    "le serveur de courrier {server} refuse l'identification ({reply}) ; {kept}",
    "vérifiez « utilisateur » et le fichier du mot de passe de [mail]",
)
SERVER_REFUSES = Rule(
    "AVI-024",
    W,
    "le serveur de courrier {server} refuse la connexion ({reply}) ; {kept}",
    "montrez cette réponse à qui administre le courrier",
)
CUT_SHORT = Rule(
    "AVI-025",
    W,
    "le serveur de courrier {server} a coupé la connexion, ou sa réponse n'a pas de sens ; {kept}",
    "rien à faire si cela passe ; sinon montrez ce message à qui administre le courrier",
)
PUT_OFF = Rule(
    "AVI-026",
    Severity.INFO,
    "le serveur de courrier remet ce message à plus tard ({reply}) ; {kept}",
    "rien à faire",
)
MESSAGE_REFUSED = Rule(
    "AVI-027",
    W,
    "le serveur de courrier refuse le message ({reply}) ; {kept}",
    "vérifiez « expediteur » de [mail], ou montrez cette réponse à qui administre le courrier",
)
ADDRESS_REFUSED = Rule(
    "AVI-028",
    W,
    "le serveur de courrier refuse {who} ({reply}) ; les autres destinataires sont servis",
    "corrigez l'adresse, dans {where}",
)
GIVEN_UP = Rule(
    "AVI-029",
    W,
    "courriel abandonné, gardé dans {folder} : {reason}",
    "réparez ce qui l'empêche d'arriver : les prochains courriels suivront, celui-ci peut être transmis à la main",
)
UNREADABLE = Rule(
    "AVI-030",
    W,
    "courriel en attente illisible, mis de côté dans {folder} ; les autres partent",
    "rien d'autre à faire ; voyez « epreuve plan » et « epreuve run --dry-run » pour ce qu'il disait",
)
NOT_KEPT = Rule(
    "AVI-031",
    W,
    "les courriels ne peuvent pas être gardés : {reason}",
    "{advice}",
)
NO_ADDRESS = Rule(
    "AVI-032",
    W,
    "cette relance ne se lit pas ou n'a pas d'adresse employable, elle ne part pas",
    "complétez l'adresse dans inscriptions.xlsx, ou envoyez-la vous-même",
)
NO_MENTIONS = Rule(
    "AVI-033",
    Severity.INFO,
    "on ne sait plus ce que les derniers courriels ont dit : le suivant redit tout",
    "rien à faire",
)
PUT_OFF_ALL = Rule(
    "AVI-034",
    Severity.INFO,
    "le serveur de courrier {server} remet à plus tard ({reply}) ; {kept}",
    "rien à faire",
)
SILENT_HEALTH = Rule(
    "AVI-040",
    W,
    "le signal de santé n'est pas passé ({reason}) ; l'exécution n'en dépend pas",
    "vérifiez « url » de [sante] et le réseau",
)

NO_MAIL = "aucun courriel ne part"
KEPT = "ce qui n'est pas parti reste dans output/.envoi/ jusqu'à la prochaine exécution"
A_TEXT = "un texte"
A_TRUTH = "true ou false"
A_PORT = "un numéro de port entre 1 et 65535"
A_SERVER = "un nom de serveur"
AN_ADDRESS = "une adresse électronique (sans accent avant @)"
ADDRESSES = "une liste d'adresses électroniques"
A_SECURITY = "« starttls », « tls » ou « aucune »"
EXAMPLES = {
    "serveur": 'serveur = "smtp.ecole.fr"',
    "port": "port = 587",
    "securite": 'securite = "starttls"',
    "utilisateur": 'utilisateur = "epreuve"',
    "mot_de_passe_fichier": 'mot_de_passe_fichier = "/etc/epreuve/courrier"',
    "expediteur": 'expediteur = "epreuve@ecole.fr"',
    "destinataires": 'destinataires = ["scolarite@ecole.fr"]',
    "relances": "relances = true",
    "en_clair": "en_clair = true",
}
RELATIVE_FILE = "« {path} » n'est ni un chemin complet ni un fichier que systemd a confié ($CREDENTIALS_DIRECTORY)"
NOT_A_FILE = "« {path} » n'est pas un fichier"
EMPTY_FILE = "« {path} » est vide, trop long, ou a des caractères que le courrier n'admet pas"

NOBODY = "aucun destinataire ne l'a accepté"
NOT_ALL = "il n'est pas arrivé chez tous ses destinataires depuis le {since}"
OF_ADDRESS = "l'adresse {address}"
OF_RANK = "l'adresse {rank} d'une relance"
IN_SETTINGS = "« destinataires » de [mail] (epreuve.toml)"
IN_ROSTER = "inscriptions.xlsx"
NO_ACCENTS = "il n'admet pas les adresses accentuées"
REPLY = "réponse {code}"
REPLY_SAID = "réponse {code} : {text}"

BROKEN_OFF = "la connexion a été coupée"
NETWORK = {
    errno.ECONNREFUSED: "la connexion est refusée",
    errno.ECONNRESET: BROKEN_OFF,
    errno.EPIPE: BROKEN_OFF,
    errno.ENETUNREACH: "le réseau est injoignable",
    errno.EHOSTUNREACH: "la machine est injoignable",
    errno.ETIMEDOUT: "pas de réponse à temps",
    errno.ENOTCONN: BROKEN_OFF,
}
UNKNOWN_NAME = "le nom du serveur est inconnu"
LATE = "pas de réponse à temps"
BAD_CERTIFICATE = "le certificat du serveur n'est pas reconnu"
BAD_ENCRYPTION = "le serveur ne parle pas le chiffrement attendu"
NO_STARTTLS = "le serveur n'offre pas STARTTLS"
NO_METHOD = "il n'offre aucune méthode connue"
BAD_ANSWER = "la réponse du serveur n'a pas de sens"

SUBJECT = "epreuve : {parts}"
FOLLOWED = ("session à suivre", "sessions à suivre")
FAILURES = ("échec", "échecs")
DONE_STEPS = ("étape faite", "étapes faites")
RAN = "Exécution du {moment} (heure de Paris)."
TITLES = {
    "failed": "Ce qui échoue",
    "person": "Ce qui attend une personne",
    "held": "Ce qu'une autre exécution tient",
    "done": "Ce qui a été fait",
}
"""The parts of the summary, in their order, by how acts ended."""
LINES = {
    "failed": "{where} : échoue depuis le {since}{codes}.",
    "person": "{session}, {reason}{codes} (attendu depuis le {since})",
    "held": "{where} : sera repris à la prochaine exécution.",
    "done": "{where}{codes}.",
}
WITHOUT_SINCE = {
    "failed": "{where} : échoue{codes}.",
    "person": "{session}, {reason}{codes}",
}
ITEM = "– {text}"
WHERE = "{session}, « {step} »"
CODES = " ({codes})"
NEXT = "Prochaine échéance : le {moment}."
NO_NEXT = "Aucune échéance à venir."
DETAILS = (
    "Le détail de chaque point : « epreuve run --dry-run » pour ce qui est à faire maintenant, "
    "« epreuve plan » pour l'échéancier, docs/diagnostics.md pour les codes."
)
SENT_BY = "Message automatique de l'exécution {run} : personne ne lirait une réponse."
