"""The words of the registration workbook: its sheets, its columns, the choices it offers."""

CANDIDATES = "Candidats"
ASSESSORS = "Évaluateurs"
ROOMS = "Salles"
SITTINGS = "Planning"
HELP = "Mode d'emploi"

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

IDENTIFIER = "Identifiant"
ORGANISATION = "Organisme"
EXTERNAL = "Extérieur"
BLOCKS = "Blocs"
LINKS = "Candidats à écarter"

ROOM = "Salle"
SEATS = "Places"

EXAM = "Épreuve"
DATE = "Date"
START = "Heure"
ROOM_LIST = "Salles"

YES = "oui"
NO = "non"
EXTRA_TIMES = {"aucun": "0", "quart-temps": "0.25", "tiers-temps": "0.333333", "mi-temps": "0.5"}
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
    ),
    ASSESSORS: (IDENTIFIER, LAST_NAME, FIRST_NAME, EMAIL, ORGANISATION, EXTERNAL, BLOCKS, LINKS),
    ROOMS: (ROOM, SEATS),
    SITTINGS: (EXAM, DATE, START, ROOM_LIST),
}
WIDTHS = {
    NUMBER: 10,
    BIRTH_DATE: 12,
    EMAIL: 32,
    LAST_NAME: 20,
    FIRST_NAME: 18,
    ORGANISATION: 28,
    LINKS: 22,
    NOTE: 32,
    HUMAN_HELP: 22,
    ROOM_LIST: 24,
}
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
    ),
    ROOMS: (EXAMPLE, "20"),
    SITTINGS: (EXAMPLE, "17/11/2026", "9:00", "A101, A102"),
}
INSTRUCTIONS = (
    "Ce classeur dit qui passe la session, qui évalue, où et quand. Une ligne par personne, par salle ou par épreuve.",
    "La première ligne de chaque feuille porte les titres : ne les changez pas. L'ordre des colonnes est libre.",
    "Les lignes marquées EXEMPLE ne sont jamais lues ; supprimez-les quand vous voulez.",
    "Numéro : chiffres et lettres sans espace, unique pour chaque candidat (0001, 0002…).",
    "Spécialisation : S1, S2 ou S3. Blocs acquis : ceux que le candidat a déjà capitalisés, séparés par des virgules ; "
    "il ne repasse pas leurs épreuves.",
    "Aménagements : n'inscrivez que la mesure accordée, jamais sa raison médicale.",
    "Évaluateurs, colonne Blocs : les blocs que la personne peut évaluer. Candidats à écarter : numéros de ceux avec "
    "lesquels elle a un lien.",
    "Planning : une ligne par épreuve de session.yaml, avec sa date, son heure et ses salles séparées par des virgules.",
    "Quand le classeur est prêt : « epreuve generate » avec le nom de la session. Toutes les fautes sont dites d'un coup, "
    "avec leur cellule.",
)
