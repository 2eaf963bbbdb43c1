"""The words of the registration workbook: its sheets, its columns, the choices it offers."""

CANDIDATES = "Candidats"
ASSESSORS = "Évaluateurs"
ROOMS = "Salles"
SITTINGS = "Planning"
HELP = "Mode d'emploi"
LISTS = "Listes"

NUMBER = "Numéro"
LAST_NAME = "Nom"
FIRST_NAME = "Prénom"
BIRTH_DATE = "Né(e) le"
EMAIL = "Courriel"
SPECIALISATION = "Spécialisation"
WON = "Blocs acquis"
EXTRA_TIME = "Temps majoré"
LARGE_PRINT = "Gros caractères"
ELECTRONIC = "Copie électronique"
HUMAN_HELP = "Aide humaine"
SEPARATE_ROOM = "Salle à part"
NOTE = "Remarque pratique"
GROUP = "Groupe"

IDENTIFIER = "Identifiant"
ORGANISATION = "Organisme"
EXTERNAL = "Extérieur"
BLOCKS = "Blocs"
LINKS = "Candidats à écarter"
TRAINEES = "Tuteur de"

ROOM = "Salle"
SEATS = "Places"

EXAM = "Épreuve"
DATE = "Date"
START = "Heure"
ROOM_LIST = "Salles"

YES = "oui"
NO = "non"
NO_EXTRA_TIME = "aucun"
EXTRA_TIMES = {
    NO_EXTRA_TIME: "0",
    "quart-temps": "0.25",
    "tiers-temps": "0.333333",
    "mi-temps": "0.5",
}
HUMAN_HELPS = ("aucune", "secrétaire", "lecteur", "secrétaire et lecteur")
EXAMPLE = "EXEMPLE"

COLUMNS = {
    CANDIDATES: (
        NUMBER,
        LAST_NAME,
        FIRST_NAME,
        BIRTH_DATE,
        EMAIL,
        SPECIALISATION,
        WON,
        EXTRA_TIME,
        LARGE_PRINT,
        ELECTRONIC,
        HUMAN_HELP,
        SEPARATE_ROOM,
        NOTE,
        GROUP,
    ),
    ASSESSORS: (
        IDENTIFIER,
        LAST_NAME,
        FIRST_NAME,
        EMAIL,
        ORGANISATION,
        EXTERNAL,
        BLOCKS,
        LINKS,
        TRAINEES,
    ),
    ROOMS: (ROOM, SEATS),
    SITTINGS: (EXAM, DATE, START, ROOM_LIST, GROUP),
}
OPTIONAL = (GROUP, TRAINEES)
"""The columns that a workbook of an earlier version does without."""
WIDTHS = {
    NUMBER: 11,
    IDENTIFIER: 13,
    BIRTH_DATE: 12,
    EMAIL: 34,
    LAST_NAME: 20,
    FIRST_NAME: 18,
    ORGANISATION: 28,
    EXTERNAL: 11,
    LINKS: 22,
    TRAINEES: 22,
    GROUP: 13,
    NOTE: 36,
    HUMAN_HELP: 22,
    SEATS: 9,
    EXAM: 18,
    START: 9,
    ROOM_LIST: 28,
}
HINTS = {
    NUMBER: "Chiffres, lettres sans accent et tirets, sans espace. Unique pour chaque candidat.",
    BIRTH_DATE: "Par exemple 17/11/2001. Elle distingue les homonymes.",
    WON: "Blocs déjà capitalisés, séparés par des virgules : B1, B2. Le candidat ne repasse pas leurs épreuves.",
    NOTE: "La mesure pratique seulement, jamais sa raison médicale.",
    IDENTIFIER: "Court, sans espace, unique pour chaque évaluateur : E01.",
    BLOCKS: "Blocs que la personne peut évaluer, séparés par des virgules : B1, B2, S1.",
    LINKS: "Numéros des candidats avec qui la personne a un lien, séparés par des virgules.",
    TRAINEES: "Numéros des candidats que la personne suit en entreprise : elle les y évalue, et nulle part ailleurs.",
    GROUP: "Facultatif : ce qui réunit ceux qui passent ensemble (campus, classe). Le même mot dans « Candidats » et « Planning ».",
    ROOM: "Un nom unique, sans virgule ni point-virgule.",
    SEATS: "Nombre de places, en chiffres.",
    DATE: "Par exemple 17/11/2026.",
    START: "Par exemple 9:00 ou 9 h 30.",
    ROOM_LIST: "Noms de la feuille « Salles », séparés par des virgules.",
}
CHOOSE = "Choisissez une valeur de la liste."
EXAMPLES = {
    CANDIDATES: (
        EXAMPLE,
        "Modèle",
        "Camille",
        "01/02/2000",
        "camille.modele@exemple.invalid",
        "S1",
        "B1, B2",
        "tiers-temps",
        "oui",
        "non",
        "aucune",
        "non",
        "ligne d'exemple : elle n'est jamais lue",
        "",
    ),
    ASSESSORS: (
        EXAMPLE,
        "Modèle",
        "Dominique",
        "dominique.modele@exemple.invalid",
        "Institut fictif",
        "oui",
        "B1, B2, S1",
        "0007, 0012",
        "",
    ),
    ROOMS: (EXAMPLE, "20"),
    SITTINGS: (EXAMPLE, "17/11/2026", "9:00", "A101, A102", ""),
}
ANONYMITY = "Anonymat"
ANONYMITY_COLUMNS = (
    NUMBER,
    LAST_NAME,
    FIRST_NAME,
    EXAM,
    "Sujet",
    "N° d'anonymat",
    DATE,
    START,
    ROOM,
    "Place",
    ASSESSORS,
    "Passage",
    GROUP,
    "Rôle",
)
HELP_TITLE = "Inscriptions de la session"
INSTRUCTIONS = (
    (
        "À quoi sert ce classeur",
        "Il dit qui passe la session, qui évalue, où et quand. Une ligne par personne, par salle ou par épreuve.",
    ),
    (
        "Titres des colonnes",
        "La première ligne de chaque feuille porte les titres : ne les changez pas. L'ordre des colonnes est libre.",
    ),
    ("Lignes EXEMPLE", "Elles ne sont jamais lues ; supprimez-les quand vous voulez."),
    (
        "Candidats",
        "Numéro : chiffres et lettres sans espace, unique pour chaque candidat (0001, 0002…). Spécialisation : à choisir "
        "dans la liste. Blocs acquis : ceux que le candidat a déjà capitalisés, séparés par des virgules ; il ne repasse "
        "pas leurs épreuves.",
    ),
    (
        "Aménagements",
        "N'inscrivez que la mesure accordée, jamais sa raison médicale. Une cellule vide vaut « aucun » ou « non ».",
    ),
    (
        "Évaluateurs",
        "Blocs : ceux que la personne peut évaluer. Candidats à écarter : numéros de ceux avec lesquels elle a un lien. "
        "Avec la double correction, il faut au moins deux évaluateurs par bloc. Tuteur de : numéros de ceux que la personne "
        "suit en entreprise et qu'elle y observe ; ses blocs peuvent alors rester vides.",
    ),
    (
        "Salles et planning",
        "Une ligne par épreuve de session.yaml, avec sa date, son heure et ses salles, séparées par des virgules. Un oral "
        "commence à l'heure dite et fait passer les candidats à tour de rôle dans ses salles. Une observation en entreprise "
        "n'a besoin d'aucune ligne.",
    ),
    (
        "Plusieurs passages",
        "Une épreuve qui se passe en plusieurs fois ou en plusieurs lieux a autant de lignes. Sans « Groupe », les candidats "
        "y sont répartis selon les places ; avec, chacun passe la ligne de son groupe, et ceux qui n'en ont pas une ligne "
        "sans groupe.",
    ),
    (
        "Ensuite",
        "Quand le classeur est prêt : « epreuve generate » avec le nom de la session. Toutes les fautes sont dites d'un "
        "coup, chacune avec sa feuille et sa cellule.",
    ),
)
