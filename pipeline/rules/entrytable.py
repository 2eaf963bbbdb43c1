"""Entry tables: the French words that they are made of, and what is wrong in one that came back (family DEC)."""

from pipeline.diagnostics import Rule, Severity

E = Severity.ERROR
W = Severity.WARNING

ENTRY_SHEET, GUIDE_SHEET, SEAL_SHEET = "Saisie", "Notice", "Sceau"

TITLE = "Tableau de saisie"
SUBTITLE = "{title} · session {session} · {copies}"
COPIES = ("{count} copie", "{count} copies")
COPY, STATE, REMARK = "Copie", "Situation", "Commentaire (attendu aux niveaux 0, 1 et 4)"
GROUP = "{code} – {title}"
SKILLS = "Savoir-être (hors note)"
COLUMN = "{code}.{rank}\n{label}"
SKILL_CODE = "SE"
ASSESSOR_NAME = "Tableau de saisie"
FOOTER, FOOTER_PAGE = "{exam} · tableau de saisie · confidentiel", "page &P / &N"

GUIDE_TITLE = "Comment remplir ce tableau"
GUIDE_STEPS = (
    "Une ligne par copie, une colonne par indicateur : tapez un niveau de 0 à 4. Le numéro de la copie reste rouge tant qu'il manque un niveau.",
    "Une case grisée n'est pas à remplir : le sujet de cette copie ne note pas cet indicateur.",
    "Si la note n'existe pas, choisissez la situation ({states}) et laissez les niveaux vides.",
    "Écrivez un commentaire quand un niveau 0, 1 ou 4 est donné : il peut être lu par le candidat. Jamais de nom.",
    "Une case vide n'est jamais un zéro : rendez le tableau même incomplet, il sera complété par le suivant.",
    "La protection n'a pas de mot de passe : elle évite les accidents. N'ajoutez pas de copie et ne touchez pas aux titres : chaque ligne porte un sceau.",
    "Enregistrez au format .xlsx sous le même nom, sans mot de passe.",
)
GUIDE_LIST = "Les indicateurs en entier"
GUIDE_COLUMNS = ("Colonne", "Compétence", "Indicateur")
STATE_VALUE = "{state} {meaning}"
GLUE = ", "

NO_TABLE_SEAL = Rule(
    "DEC-070",
    W,
    "la feuille cachée du sceau manque : chaque ligne est reconnue par son propre sceau",
    "rien à faire ; la prochaine fois, ne supprimez aucune feuille",
)
OTHER_TABLE = Rule(
    "DEC-071",
    E,
    "ce tableau est celui de l'épreuve {exam}, session {session}",
    "prenez le tableau de cette session, pour une de ses épreuves",
)
TABLE_ALTERED = Rule(
    "DEC-072",
    E,
    "la feuille cachée du sceau a été modifiée",
    "recopiez les niveaux dans le tableau d'origine",
)
ROW_SEAL = Rule(
    "DEC-073",
    E,
    "le sceau de la ligne n'est pas celui de la copie {copy}",
    "remettez cette ligne telle qu'elle est dans le tableau d'origine",
)
STRAY_ROW = Rule(
    "DEC-074",
    E,
    "« {value} » est saisi sur une ligne ajoutée : aucune copie ne lui correspond",
    "remplissez la ligne de la copie ; une copie absente du tableau demande un tableau neuf",
)
NOT_ASKED = Rule(
    "DEC-075",
    E,
    "« {value} » est saisi pour un indicateur que le sujet de la copie {copy} ne note pas",
    "effacez-le, ou mettez-le à sa place",
)
COLUMN_DISAGREES = Rule(
    "DEC-076",
    E,
    "la clé cachée et le titre visible ne désignent pas la même colonne : {cells}",
    "recopiez les niveaux dans le tableau d'origine",
)
COLUMNS_GONE = Rule(
    "DEC-077",
    W,
    "des colonnes ont été supprimées ({columns}) : les autres sont lues",
    "notez ces indicateurs dans le tableau d'origine et renvoyez-le",
)
COPIES_GONE = Rule(
    "DEC-078",
    W,
    "le tableau portait {count} copies, {found} y sont encore",
    "remplissez les lignes supprimées dans le tableau d'origine et renvoyez-le",
)
NO_KEYS = Rule(
    "DEC-079",
    E,
    "la ligne cachée des clés, ou les titres du tableau, manquent : rien ne peut être lu",
    "recopiez les niveaux dans le tableau d'origine",
)
