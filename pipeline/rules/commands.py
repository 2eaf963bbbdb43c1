"""What commands say on the screen, and the faults of their use."""

BAD_SETTINGS = "« {path} » ne peut pas être lu : {reason}"
NOT_A_TABLE = "« {key} » n'est pas dans une rubrique"
TABLE_HINT = 'rangez les options par commande, par exemple [open] puis centre = "Centre de Lyon"'
BAD_SETTINGS_HINT = "corrigez la ligne indiquée, ou retirez le fichier"
NO_DATE = "la date de la session ne se déduit pas de son nom « {session} »"
NO_DATE_HINT = "ajoutez --date AAAA-MM-JJ, par exemple --date 2026-06-15"
BAD_DATE = "« {date} » n'est pas une date"
BAD_DATE_HINT = "écrivez-la AAAA-MM-JJ, par exemple 2026-06-15"
CONTENT_FAULTS = "le contenu de l'espace de travail a des fautes : rien n'a été écrit"
CONTENT_FAULTS_HINT = "« epreuve check » les montre toutes"
NONE = "aucun"
NO_TEMPLATE = "le modèle « {path} » manque"
NO_TEMPLATE_HINT = "reprenez-le d'un espace neuf créé par « epreuve init »"
LEAK = "la publication est arrêtée : un document destiné aux candidats contient un élément réservé"
LEAK_HINT = "rien n'a été publié ; voyez les fichiers ci-dessus"
CHANGED_FORMS = "les sujets publiés de la session « {session} » ne correspondent plus à forms.json"
CHANGED_FORMS_HINT = (
    "restaurez forms.json depuis une sauvegarde ; un sujet publié ne se modifie pas"
)

TIMETABLE = "le planning ne tient pas : rien n'a été publié"
TIMETABLE_HINT = "corrigez les points ci-dessus dans la feuille « Planning », puis relancez"
OTHER_EXAMS = "les sujets et session.yaml ne nomment pas les mêmes épreuves : {exams}"
OTHER_EXAMS_HINT = (
    "relancez « epreuve assemble {session} » ; si les sujets sont déjà publiés, rétablissez la liste « epreuves » "
    "de session.yaml, et ouvrez une autre session pour d'autres épreuves"
)

CENTRE = "Centre d'examen"
INIT_DONE = "Espace de travail créé : {folder}"
INIT_NEXT = "Ensuite : « epreuve --workspace {folder} check », puis « epreuve --workspace {folder} open 2026-06 »."
CHECK_COUNTS = (
    "{blocks} blocs, {codes} compétences, {scenarios} scénarios, {items} questions, {variants} variantes "
    "({countries} pays)."
)
CHECK_CLEAN = "Aucune faute."
CHECK_FAULTS = "Erreurs : {errors} ; avertissements : {warnings}."
QUESTIONS = (
    "Questions ouvertes au certificateur : {count} (réponses dans referential/decisions.yaml)."
)
OPEN_DONE = "Session {session} ouverte : complétez {settings} et {roster}."
OPEN_AGAIN = "Session {session} déjà ouverte : rien n'a été changé."
OPEN_NEXT = "Ensuite : « epreuve generate {session} »."
FORM_LINE = (
    "{form} : {questions} questions, {points} points, {places} ; écart {deviation}, prouvé {bound}."
)
TICKETS_LINE = "{exam} : tickets {count}, jeux de questions {sets}, scénarios {scenarios} ; écart de {low} à {high}."
ASSEMBLE_DONE = "{count} sujets et tickets assemblés, chacun avec son certificat."
ASSEMBLE_SAME = "Sujets inchangés : {count} sujets et tickets."
PUBLISH_DONE = "{count} fichiers publiés pour {candidates} ; manifeste écrit."
CANDIDATES = ("{count} candidat", "{count} candidats")
PUBLISH_SAME = "Rien n'a changé : {count} fichiers déjà publiés."
DRY_RUN = "Essai : rien n'a été écrit."
WOULD_WRITE = "Serait écrit : {path}"
STATUS_NONE = "Aucune session : « epreuve open 2026-06 » en ouvre une."
STATUS_LINE = "{session} — {state}"
STATUS_LIFTED = "  anonymat levé le {date} ; {decisions}"
STATUS_DECISIONS = (
    "aucune décision enregistrée",
    "1 décision enregistrée",
    "{count} décisions enregistrées",
)
STATE_OPEN = "ouverte, sujets à assembler"
STATE_ASSEMBLED = "assemblée ({forms} sujets et tickets), à publier"
STATE_PUBLISHED = "publiée ({files} fichiers)"
STATE_DAMAGED = "enregistrement illisible : voyez « epreuve verify {session} »"
STATE_BROKEN = "publication interrompue : relancez « epreuve publish {session} »"
VERIFY_DONE = "{session} : {files} fichiers relus, {forms} sujets recomptés, journal complet."
VERIFY_NONE = "Aucune session à vérifier."
DEMO_DONE = "Session de démonstration complète dans {folder} ({count} fichiers)."
DEMO_FIRST = "À ouvrir d'abord :"
DEMO_FILE = "  {path}  ({label})"
DEMO_LABELS = {
    "paper": "un sujet d'étude de cas",
    "ticket": "un ticket d'oral",
    "role": "une fiche de rôle, remise à un seul joueur",
    "conduct": "la conduite d'une simulation",
    "guide": "un corrigé",
    "grid": "une grille de notation",
    "jury": "une fiche de jury",
    "coverage": "la matrice de couverture",
    "released": "ce qu'un évaluateur reçoit, en un seul fichier",
    "report": "le rapport de double correction",
    "table": "le tableau de délibération du jury",
    "minutes": "le procès-verbal du jury",
    "transcript": "un relevé de résultats",
}
BUG = "erreur interne : {reason}"
BUG_HINT = "la trace est dans {path} ; joignez-la à votre signalement"
NO_FOLDER = "le dossier courant n'existe plus"
NO_FOLDER_HINT = (
    "placez-vous dans un dossier qui existe, ou désignez l'espace de travail avec --workspace"
)
INTERRUPTED = "interrompu : l'état précédent est intact, relancez la commande"

STEP_PLAN = "assemblage"
STEP_PAPERS = "documents"
STEP_VARIANTS = "variantes"
