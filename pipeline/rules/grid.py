"""Grading grids: what can be wrong with one (family GRI), and the French words that its workbook is made of."""

from pipeline.diagnostics import Rule, Severity

NOTHING_TO_MARK = Rule(
    "GRI-001",
    Severity.ERROR,
    "le sujet {form} ne porte aucun indicateur à noter",
    "donnez des points à une compétence au moins, ou des indicateurs à ses critères",
)
BAD_WEIGHT = Rule(
    "GRI-002",
    Severity.ERROR,
    "les indicateurs de {code} ont un poids total de {weight} : la note ne se calcule pas",
    "donnez un poids positif à un indicateur au moins dans referential/criteres.yaml",
)
BAD_IDENTITY = Rule(
    "GRI-003",
    Severity.ERROR,
    "la grille du sujet {form} n'a pas de {what} utilisable",
    "complétez les inscriptions et les évaluateurs de la session",
)
WRONG_FORM = Rule(
    "GRI-004",
    Severity.ERROR,
    "cette grille est celle du sujet {form}, pas du sujet {other}",
    "préparez une grille par sujet",
)

IDENTITY_WORDS = {
    "session": "numéro de session",
    "form": "code de sujet",
    "anonymous": "numéro d'anonymat",
    "assessor": "code d'évaluateur",
    "assessor_name": "nom d'évaluateur",
    "marking": "rang de notation",
}

CARD_SHEET, GRID_SHEET, GUIDE_SHEET, SEAL_SHEET = "Fiche", "Grille", "Notice", "Sceau"
FILE_TITLE = "Grille de notation {form}"

# Fiche
TITLE = "Grille de notation"
EXAM = "{label} · {title}"
SESSION, PAPER, SHEET_BLOCK, CRITERIA = "Session", "Sujet", "Bloc", "Critères"
EXAM_LABEL = "Épreuve"
ANONYMOUS, ASSESSOR, MARKING = "N° d'anonymat", "Évaluateur", "Notation"
DATE, STATE = "Date de notation", "Situation"
ASSESSOR_VALUE = "{assessor} – {assessor_name}"
RANK, TURN = "{marking} sur {markings}", "notation {marking} sur {markings}"
FURTHER = {3: "troisième correction", 4: "conciliation"}
"""What the markings after a gap are called, by their numbers; the blind ones say their rank."""
MARKING_VALUE = "{rank}"
PAPER_VALUE = "{form} · {points} points · coefficient {coefficient}"
EXAM_VALUE = "{heading}, {duration}"
STATUS = {
    "proposition": "proposition du projet, en attente des critères officiels",
    "officiel": "officiels",
    "mixte": "officiels pour {codes} ; proposition pour les autres",
}
STATES_HINT = (
    "Situation : à remplir seulement quand la note n'existe pas ({states}). Sinon, laissez vide."
)
STATE_NAMES = {
    "ABJ": "absence justifiée",
    "ABI": "absence injustifiée",
    "DEF": "défaillant",
    "NE": "non évalué",
    "DISP": "dispensé, acquis antérieur",
}
MARK = "Note de l'épreuve"
INCOMPLETE = "incomplet"
MARK_FORMAT = '0.00" / 20"'
SUMMARY = "Récapitulatif par compétence"
SUMMARY_COLUMNS = (
    "Code",
    "Compétence",
    "Points",
    "À noter",
    "À commenter",
    "Note sur 20",
    "Points obtenus",
)
TOTAL = "Total"
QUESTIONS = ("question {numbers}", "questions {numbers}")
AND = " et "
SCALE = "Échelle d'observation et conversion"
SCALE_COLUMNS = ("Niveau", "Sens", "Vaut sur 20")
SCALE_LINE = "{title} – {meaning}"
SIGNATURE = "Signature de l'évaluateur"
CARD_NOTE = (
    "Cette fiche et la grille qui suit ne portent que le numéro d'anonymat. Les savoir-être sont une information du jury : "
    "ils ne comptent pas dans la note."
)
CARD_NOTE_WRITTEN = "Cette fiche et la grille qui suit ne portent que le numéro d'anonymat."

# What is left to do: texts of a formula, glued to counts.
CONFLICT = "Une situation est choisie et des niveaux sont saisis : gardez l'un ou l'autre."
EXCUSED = "Situation particulière : la grille n'est pas à remplir."
ALL_DONE = "Tout est noté et commenté."
LEFT_ROWS = ("Reste à noter :", " indicateur", "s")
LEFT_COMMENTS = ("Reste à commenter :", " niveau", "x")
LEFT_GLUE = " · "

# Grille
GRID_STRIP = "{form} · anonymat {anonymous} · évaluateur {assessor} · {turn}"
CODE_HEADER = "Code"
LABEL_HEADER = "Compétence et indicateurs observés"
WEIGHT_HEADER = "Poids"
LEVEL_HEADER = "Niveau"
COMMENT_HEADER = "Commentaire (obligatoire aux niveaux 0, 1 et 4)"
GRID_COLUMNS = (CODE_HEADER, LABEL_HEADER, WEIGHT_HEADER, LEVEL_HEADER, COMMENT_HEADER)
POINTS_FORMAT = 'General" pts"'
SKILLS_CODE = "SE"
SKILLS_TITLE = "Savoir-être observés"
SKILLS_DETAIL = "hors note : poids 0, information du jury"
SKILLS_HELP = (
    "Niveau de 0 à 4 sur l'échelle de la fiche, ou « non observé ». Le commentaire est libre."
)
NOT_OBSERVED = "non observé"
REMARK_TITLE = "Appréciation générale"
REMARK_DETAIL = "facultative ; elle peut être lue par le candidat"
FOOTER_ANONYMOUS = "anonymat {anonymous}"
FOOTER_PAGE = "page &P / &N"

LEVEL_CHOICES = ("0", "1", "2", "3", "4")
LEVEL_ERROR = ("Niveau de 0 à 4", "Choisissez 0, 1, 2, 3 ou 4 dans la liste ; pas de demi-niveau.")
SKILL_ERROR = (
    "Niveau ou non observé",
    "Choisissez 0, 1, 2, 3, 4 ou « non observé » dans la liste.",
)
STATE_ERROR = (
    "Situation inconnue",
    "Choisissez ABJ, ABI, DEF, NE ou DISP dans la liste, ou laissez vide.",
)
DATE_ERROR = ("Date attendue", "Écrivez la date de notation sous la forme jj/mm/aaaa.")

# Notice
GUIDE_TITLE = "Comment remplir cette grille"
GUIDE_STEPS = (
    "Vérifiez sur la Fiche le numéro d'anonymat, le sujet et votre nom ; signalez toute erreur sans rien corriger.",
    "Dans la Grille, choisissez un niveau de 0 à 4 pour chaque indicateur, en lisant les descripteurs en regard de la compétence.",
    "Écrivez un commentaire à chaque niveau 0, 1 ou 4 : la case se colore tant qu'il manque. Il peut être lu par le candidat.",
    "La note se calcule seule et n'apparaît qu'une fois tous les indicateurs notés. Une ligne vide n'est jamais un zéro.",
    "Si la note n'existe pas, choisissez la situation sur la Fiche et laissez les niveaux vides.",
    "Écrivez la date de notation, enregistrez au format .xlsx sous le même nom et rendez le fichier, même incomplet.",
)
GUIDE_VALUES = "Valeurs acceptées"
GUIDE_COLUMNS = ("Case", "Valeurs", "Remarque")
GUIDE_LEVEL = ("Niveau", "0, 1, 2, 3, 4", "nombre entier ; ni demi-niveau, ni fraction, ni lettre")
GUIDE_COMMENT = (
    "Commentaire",
    "texte libre",
    "obligatoire aux niveaux 0, 1 et 4 ; jamais de nom de candidat",
)
GUIDE_SKILL = ("Savoir-être", "0, 1, 2, 3, 4, non observé", "hors note")
GUIDE_STATE = "Situation"
GUIDE_DATE = ("Date de notation", "jj/mm/aaaa", "")
GUIDE_REMARK = ("Appréciation générale", "texte libre", "facultative")
GUIDE_RULES = "Ce qui est vérifié au retour"
GUIDE_CHECKS = (
    "Seules les cases claires encadrées se remplissent. La protection n'a pas de mot de passe : elle évite les accidents.",
    "Les lignes, les colonnes, les onglets et les textes ne se déplacent pas, ne se renomment pas, ne se suppriment pas.",
    "Chaque grille porte un sceau : une case verrouillée modifiée, une grille échangée ou recopiée se voient à la collecte.",
    "Les notes sont recalculées à la collecte à partir des niveaux ; le nombre affiché ici est le même calcul.",
    "Une formule tapée dans une case à remplir est refusée : écrivez le texte ou le nombre.",
)
GUIDE_MARK = "Calcul de la note"
GUIDE_MARKS = (
    "Chaque niveau vaut des points sur 20 : {conversion}.",
    "La note d'une compétence est la moyenne de ses indicateurs, pondérée par leurs poids.",
    "La note de l'épreuve est la moyenne des compétences, pondérée par leurs points, arrondie une seule fois au centième.",
)
CONVERSION_STEP = "{level} vaut {points}"
CONVERSION_GLUE = ", "
