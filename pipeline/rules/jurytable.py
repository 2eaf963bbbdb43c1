"""The words of the jury's table: sheets, columns, choices, and the rules of the session told in sentences."""

FILE = "tableau-jury.xlsx"

BLOCKS_SHEET, CANDIDATES_SHEET, JURY_SHEET = "Délibération", "Candidats", "Jury"
SIMULATION_SHEET, RULES_SHEET, GUIDE_SHEET, SEAL_SHEET = "Simulation", "Règles", "Notice", "Sceau"

TITLE = "Tableau de délibération"
HEADLINE = "{title} · {session}"
CONFIDENTIAL = "Confidentiel – réservé au jury"
FOOTER = "{session} · confidentiel, réservé au jury"
FOOTER_PAGE = "page &P / &N"
NEAREST_FIRST = (
    "Une ligne par candidat et par bloc, les candidats les plus proches d'un seuil d'abord. "
    "Cases claires : à remplir par le jury ; le statut d'un bloc laissé vide est celui de la proposition."
)
CANDIDATES_HELP = (
    "Une ligne par candidat. Chaque candidat reçoit une décision ; « conforme » est celle qui découle des blocs. "
    "Votes vides : décision unanime. Déports : numéros ou noms des membres, séparés par un point-virgule."
)
SIMULATION_HELP = (
    "Essai sans effet : changez un seuil ou des points dans les cases claires, les statuts se recalculent ici "
    "et nulle part ailleurs. Rien de cette feuille n'est relu."
)

NUMBER, CANDIDATE, BLOCK = "N°", "Candidat", "Bloc"
BLOCK_COLUMNS = (
    NUMBER,
    CANDIDATE,
    BLOCK,
    "Contrôle continu",
    "Fin de formation",
    "Note du bloc",
    "Écart au seuil",
    "Codes acquis",
    "Codes non acquis",
    "Absences et attentes",
    "Correction",
    "Proposition",
    "Explication",
    "Points de jury",
    "Statut décidé",
    "Motif du jury",
)
CANDIDATE_COLUMNS = (
    NUMBER,
    CANDIDATE,
    "Parcours",
    "Blocs",
    "Écart le plus proche",
    "Proposition",
    "Mention",
    "Explication",
    "Décision",
    "Motif",
    "Pour",
    "Contre",
    "Abst.",
    "Déports",
)
MEMBER_COLUMNS = (
    NUMBER,
    "Nom et prénom",
    "Qualité",
    "Organisme",
    "Extérieur",
    "Président",
    "Présent",
    "Candidats formés",
    "Candidats liés",
)
SIMULATION_COLUMNS = (
    NUMBER,
    CANDIDATE,
    BLOCK,
    "Note du bloc",
    "Note la plus basse",
    "Épreuve unique",
    "Codes acquis",
    "Ce qu'aucun seuil ne change",
    "Points essayés",
    "Note essayée",
    "Statut essayé",
    "Change",
    "Tous les blocs",
)
RULE_COLUMNS = ("Règle", "Valeur de la session")
GUIDE_COLUMNS = ("Case", "Valeurs acceptées")

STATUSES = {
    "valide": "validé",
    "non_valide": "non validé",
    "en_attente": "en attente",
    "acquis": "acquis",
}
DECISIONS = {
    "attribution_complete": "attribution complète",
    "attribution_partielle": "attribution partielle",
    "non_attribution": "non-attribution",
    "ajournement_rattrapage": "ajournement pour rattrapage",
}
HONOURS_WORDS = {
    "assez_bien": "assez bien",
    "bien": "bien",
    "tres_bien": "très bien",
    "felicitations": "félicitations",
}
AS_PROPOSED = "conforme"
NO_PROPOSAL = "en attente"
YES, NO = "oui", "non"
LIST_GLUE = ", "
FLAG_GLUE = "\n"
BLOCK_GLUE = " · "
BLOCK_STATUS = "{block} {status}"
NAME = "{last_name} {first_name}"
CODES = "{acquired} sur {observed}"
UNOBSERVED = "non observés : {codes}"
STATE = "{exam} : {state}"
AWAITED = "{exam} : note attendue"
KEPT = "{exam} : note conservée de {session}"
SIGNED_FORMAT = "+0.00;-0.00;0.00"
MARK_FORMAT = "0.00"

GAP_THIRD = "{exam} : troisième correction, écart de {gap} entre les deux premières"
GAP_CONCILIATION = "{exam} : conciliation, écart de {gap} entre les deux corrections"
GAP_ROWS = "{exam} : troisième correction, niveaux trop éloignés"
GAP_ROWS_CONCILIATION = "{exam} : conciliation, niveaux trop éloignés"
SHIFTED = "{exam} : harmonisation de {points}"

SITTING_TITLE = "Séance"
SITTING_DATE, SITTING_PLACE, SITTING_INCIDENTS = "Date", "Lieu", "Incidents et observations"
DATE_HELP = "jj/mm/aaaa"
MEMBERS_TITLE = "Membres du jury"
MEMBERS_HELP = (
    "Candidats formés ou liés : leurs numéros, séparés par un point-virgule. Un membre qui a formé un candidat "
    "ou qui a un lien avec lui se déporte : inscrivez-le dans « Déports », feuille Candidats."
)
CHECK_TITLE = "Composition"
PRESENT_COUNT, EXTERNAL_COUNT, EXTERNAL_SHARE = (
    "Membres présents",
    "dont extérieurs",
    "Part d'extérieurs",
)
PRESENT_NEEDED = "au moins {count}"
SHARE_NEEDED = "au moins {share} %"
SHARE_FORMAT = '0.0" %"'

TRY_TITLE = "Seuils essayés"
TRY_THRESHOLD = "Seuil d'un bloc, sur 20"
TRY_FLOOR = "Note minimale de chaque épreuve, sur 20"
TRY_SINGLE = "Note minimale d'un bloc à épreuve unique, sur 20"
TRY_SHARE = "Part minimale de codes acquis, en %"
TRY_RULE = "règle : {value}"
TRY_OFF = "règle : sans"
TOTAL_BLOCKS = "Blocs validés ou acquis"
TOTAL_CANDIDATES = "Candidats qui ont tous leurs blocs"
TOTAL_NOW = "proposition : {count}"
CHANGED = "au lieu de {status}"
COMPLETE = "complet"

OBSTACLE_STATE = "{exam} : {state}"
OBSTACLE_ELIMINATING = "note éliminatoire"
OBSTACLE_CODES = "code bloquant : {codes}"
OBSTACLE_NO_MARK = "pas de note"
OBSTACLE_NO_CODE = "aucun code observé"
OBSTACLE_OTHER = "autre règle"

RULES_TITLE = "Règles de la session"
RULES_HELP = "Règles figées à la publication des sujets. Empreinte : {fingerprint}"
OFF = "sans"
RULE_ROWS = (
    ("Seuil d'un bloc", "{threshold} sur 20"),
    ("Compensation entre épreuves d'un bloc", "{compensation}"),
    ("Note minimale de chaque épreuve", "{floor}"),
    ("Note minimale d'une épreuve unique", "{single}"),
    ("Note éliminatoire", "{eliminating}"),
    ("Contrôle continu et fin de formation", "{continuous} % et {final} %"),
    ("Part minimale de codes acquis dans un bloc", "{share}"),
    ("Codes bloquants", "{blocking}"),
    ("Indicateur acquis", "à partir du niveau {level}"),
    ("Code acquis", "quand ses indicateurs acquis pèsent au moins {weight} %"),
    ("Arrondi", "une seule fois, à {step}"),
    ("Compensation entre blocs", "{between}"),
    ("Conditions hors notes", "{conditions}"),
    ("Jury : membres présents", "au moins {members}"),
    ("Jury : part d'extérieurs parmi les présents", "au moins {external} %"),
    ("Jury : formateur du candidat", "{trainer}"),
    ("Jury : lien déclaré avec le candidat", "{link}"),
    ("Jury : partage des voix", "{casting}"),
    ("Points de jury", "{points}"),
    ("Décision éloignée de la proposition", "{reasons}"),
    ("Mentions", "{honours}"),
    ("Rattrapage", "{resits}"),
    ("Recours", "dans les {appeal} jours qui suivent la délibération"),
)
STANDS_DOWN, SITS = "se déporte", "peut siéger"
CASTING, NO_CASTING = "voix prépondérante de la présidence", "la décision n'est pas prise"
POINTS_MAXIMUM = "{points} au plus par bloc, motivés"
POINTS_NONE = "aucun"
REASONS_YES, REASONS_NO = "motif obligatoire", "motif libre"
HONOURS = "assez bien {fair}, bien {good}, très bien {very_good}"
HONOURS_CONGRATULATIONS = "{honours}, félicitations {congratulations}"
RESIT_SESSIONS = ("{count} session", "{count} sessions")
ON_TWENTY = "{value} sur 20"
PERCENT = "{value} %"

GUIDE_TITLE = "Comment remplir ce tableau"
GUIDE_STEPS = (
    "Feuille Jury : écrivez la date, le lieu et les membres ; cochez présents, extérieurs et président par « oui » ou « non ».",
    "Feuille Délibération : lisez les blocs, les plus proches d'un seuil d'abord. Points de jury, statut et motif ne se "
    "remplissent que si le jury s'écarte de la proposition.",
    "Feuille Candidats : choisissez une décision pour chaque candidat. Un candidat dont une note est attendue reste sans décision.",
    "Feuille Simulation : essayez d'autres seuils ou des points ; rien n'y est enregistré.",
    "Enregistrez au format .xlsx sous le même nom, déposez le fichier dans « recu/ » et lancez « epreuve decide {session} ».",
)
GUIDE_VALUES = "Valeurs acceptées"
GUIDE_ROWS = (
    ("Points de jury", "de 0 à {points} par bloc, avec un motif ; vide : aucun"),
    ("Statut décidé", "validé, non validé ; vide : comme proposé, points de jury compris"),
    ("Décision", "{decisions}, ou conforme"),
    ("Motif", "texte libre, obligatoire dès que le jury s'écarte de la proposition"),
    (
        "Pour, Contre, Abst.",
        "nombres entiers ; ensemble, les présents qui ne se déportent pas ; vides : unanimité",
    ),
    ("Déports", "numéros ou noms des membres, séparés par un point-virgule"),
    ("Extérieur, Président, Présent", "oui, non"),
    ("Candidats formés, liés", "numéros de candidats, séparés par un point-virgule"),
)
GUIDE_RULES = "Ce qui est vérifié au retour"
GUIDE_CHECKS = (
    "Le tableau porte un sceau : une case verrouillée modifiée est signalée avec sa place.",
    "Toutes les fautes sont dites à la fois ; tant qu'il en reste une, rien n'est enregistré.",
    "Un bloc déjà acquis le reste ; un bloc en attente ne se décide pas.",
    "Une décision enregistrée ne se récrit pas : elle se révise par « epreuve appeal ».",
)

YES_NO_ERROR = ("Oui ou non", "Choisissez oui ou non dans la liste.")
STATUS_ERROR = ("Statut inconnu", "Choisissez validé ou non validé dans la liste, ou laissez vide.")
DECISION_ERROR = ("Décision inconnue", "Choisissez une décision dans la liste, ou laissez vide.")
POINTS_ERROR = ("Points de jury", "Écrivez un nombre de 0 à {points}.")
COUNT_ERROR = ("Nombre de voix", "Écrivez un nombre entier, 0 ou plus.")
