"""Messages about filled grids that come back (family COL), and the words of their collection."""

from pipeline.diagnostics import Rule, Severity

E = Severity.ERROR
W = Severity.WARNING
I = Severity.INFO  # noqa: E741 (beside E and W)

SETTLE = "tranchez : epreuve resolve {session} {case} --choix {choices} --auteur … --motif …"

SAME_CONTENT = Rule(
    "COL-001",
    W,
    "niveaux et commentaires sont exactement ceux d'une autre grille : {grid} et {other}",
    "relisez les deux copies, puis " + SETTLE,
)
CONTRARY = Rule(
    "COL-002",
    W,
    "plusieurs fichiers se contredisent pour la même grille : {grid}",
    "demandez à l'évaluateur lequel est le bon, puis "
    + SETTLE
    + " (garder celui-ci écarte les autres)",
)
GIVEN_STATE = Rule(
    "COL-003",
    W,
    "la grille arrive alors qu'une situation a été donnée à la copie : {grid}",
    "vérifiez laquelle des deux est vraie, puis " + SETTLE,
)
OTHER_SESSION = Rule(
    "COL-004",
    W,
    "la grille est celle d'une autre session : {grid}",
    "demandez la bonne grille à l'évaluateur, puis " + SETTLE,
)
OTHER_COPY = Rule(
    "COL-005",
    W,
    "l'identité affichée n'est pas celle de la grille scellée : {grid}",
    "demandez à l'évaluateur quelle copie il a notée, puis " + SETTLE,
)
NOT_ISSUED = Rule(
    "COL-006",
    W,
    "la session n'attend pas cette grille : {grid}",
    "vérifiez la copie et l'évaluateur avec la table d'anonymat, puis " + SETTLE,
)
NO_IDENTITY = Rule(
    "COL-007",
    W,
    "rien ne dit de quelle copie est ce fichier",
    "demandez à l'évaluateur de recopier ses niveaux dans la grille reçue, puis " + SETTLE,
)
AFTER_DECISION = Rule(
    "COL-008",
    W,
    "le fichier change une note alors que le jury a délibéré : {grid}",
    "voyez avec la présidence du jury, puis " + SETTLE,
)
UNPROVED = Rule(
    "COL-009",
    W,
    "le sceau manque, seul le bandeau visible dit quelle grille c'est : {grid}",
    "vérifiez auprès de l'évaluateur que c'est bien sa grille, puis " + SETTLE,
)
STATE_GIVEN = "{state} : {grid}"
FILE_REFUSED = "fichier refusé et écarté ({reasons})"

PARTIAL = Rule(
    "COL-010",
    I,
    "la grille est incomplète : {count} {word} encore à noter",
    "ce qui est rempli est pris ; « epreuve remind » écrit à l'évaluateur",
)
IN_QUARANTINE = Rule(
    "COL-011",
    I,
    "une copie intacte du fichier refusé est dans {path}",
    "ne l'ouvrez que si vous savez d'où il vient",
)
NOT_COPIED = Rule(
    "COL-012",
    W,
    "ce n'est pas un fichier qui se lit, ou il dépasse {limit} Mo : il n'y en a pas de copie en quarantaine",
    "gardez l'original jusqu'à la fin de la session",
)
FOLDER_CLOSED = Rule(
    "COL-013",
    E,
    "le dossier ne peut pas être lu : {reason}",
    "donnez-y accès, ou rangez ailleurs les grilles qu'il contient, puis relancez",
)
STILL_REFUSED = Rule(
    "COL-014",
    W,
    "fichier refusé le {date} ({reasons}), que rien n'a remplacé",
    "demandez-en un autre à l'évaluateur, ou écartez-le : epreuve resolve {session} {case} --choix ecarter --auteur … --motif …",
)
CHANGING = Rule(
    "COL-015",
    E,
    "le fichier a changé pendant sa lecture",
    "attendez la fin de la copie ou de la synchronisation, puis relancez",
)
INDICATOR = ("indicateur", "indicateurs")

GRID = "{exam}, copie {copy}, évaluateur {assessor}"
TABLE_ROW = "{exam}, candidat {copy}"

# What the commands say.
STEP_FILES = "grilles rendues"
FATES = {
    "prise": "prise",
    "partielle": "prise, incomplète",
    "inchangee": "rien de nouveau",
    "refusee": "refusée",
    "a_trancher": "à trancher",
}
FILE_LINE = "{name} : {fate}"
CHANGE_LINE = "  {grid} : {field} passe de « {before} » à « {after} »"
BLANK_VALUE = "vide"
FIELDS = {
    "fiche.situation": "situation",
    "fiche.date": "date de notation",
    "appreciation": "appréciation générale",
}
COMMENT_OF = "commentaire de {row}"
EXAM_LINE = (
    "{exam} – grilles attendues : {expected}, complètes : {received}, incomplètes : {partial}, à trancher : {held}, "
    "manquantes : {missing}."
)
COLLECT_NONE = "Aucun fichier reçu."
COLLECT_DONE = (
    "Fichiers : {files} ; grilles nouvelles : {new}, complétées : {filled}, inchangées : {unchanged} ; "
    "valeurs changées : {changed}."
)
GLUE = ", "
OR = " ou "
NO_PATH = "« {path} » n'existe pas"
NO_PATH_HINT = "donnez des fichiers ou des dossiers qui existent, ou rien pour relever recu/"

CHOICES = ("garder", "ecarter")
CASE_LINE = "{case} ({name})"
NO_CASE = "aucun cas « {case} » n'attend une décision dans la session « {session} »"
NO_CASE_HINT = "cas ouverts : {known} ; pour une situation, nommez la copie : ÉPREUVE/COPIE"
NO_OPEN_CASE = "aucun"
ALREADY_SETTLED = "le cas {case} est déjà tranché : {choice}, par {author}"
ALREADY_SETTLED_HINT = (
    "une décision prise ne s'efface pas ; pour une autre note, faites renvoyer la grille"
)
BAD_CHOICE = "« {choice} » ne convient pas ici"
BAD_CHOICE_HINT = "choix possibles : {choices}"
NO_AUTHOR = "il manque l'auteur ou le motif de la décision"
NO_AUTHOR_HINT = "ajoutez --auteur « Nom » et --motif « raison »"
UNKNOWN_COPY = "la session « {session} » n'attend aucune grille pour « {target} »"
UNKNOWN_COPY_HINT = "écrivez ÉPREUVE/COPIE, par exemple {example}"
RESOLVE_DONE = "{case} : {choice}, noté avec son auteur et son motif."
RESOLVE_SAME = "{case} : déjà tranché ainsi, rien n'a changé."

STATUS_TOTAL = (
    "  grilles attendues : {expected}, complètes : {received}, incomplètes : {partial}, manquantes : {missing} ; "
    "fichiers refusés : {refused}, cas à trancher : {cases}"
)
STATUS_EXAM = "  {exam}"
STATUS_ASSESSOR = "    {who} : {received} sur {expected}{left}"
LEFT_PARTIAL = ", incomplètes : {count}"
LEFT_HELD = ", à trancher : {count}"
LEFT_MISSING = ", manquantes : {count}"
LEFT_REFUSED = ", fichiers refusés : {count}"
STATUS_TABLE = "tableau de saisie"
STATUS_WHO = "{name} ({assessor})"
STATUS_CHASE = "  à relancer : {who} – « epreuve remind {session} » écrit les messages"

REMIND_SUBJECT = "Grilles de notation à rendre – {title}"
REMIND_FIRST = (
    "Bonjour,",
    "Pour la session « {title} », il nous manque encore des grilles de notation que vous avez reçues.",
)
REMIND_EXAM = "{title} ({exam})"
REMIND_MISSING = "copie {copy} : grille non rendue"
REMIND_PARTIAL = "copie {copy} : grille incomplète, {count} {word} encore à noter"
REMIND_REFUSED = "le fichier reçu n'a pas pu être pris, renvoyez-le corrigé"
REMIND_FURTHER = {3: "troisième correction", 4: "grille commune de conciliation"}
REMIND_COPY = "{copy}, {further}"
REMIND_FILE = "fichier {file}"
REMIND_ITEM = "- {what}"
REMIND_MORE = ", "
REMIND_LAST = (
    "Enregistrez chaque grille au format .xlsx, sous le même nom, et envoyez-la, même incomplète, au secrétariat des "
    "examens ({centre}).",
    "Si une copie n'a pas de note, choisissez sa situation sur la fiche (ABJ, ABI, DEF, NE ou DISP).",
    "Si vous venez de les envoyer, ne tenez pas compte de ce message.",
    "Le secrétariat des examens",
)
TOGETHER = " avec "
REMIND_DONE = "{count} {word} dans {folder}."
REMIND_WORDS = ("message écrit", "messages écrits")
REMIND_NONE = "Personne à relancer : toutes les grilles attendues sont revenues."
REMIND_TABLES = (
    "Tableaux de saisie encore attendus, que personne en particulier ne doit rendre : {exams}."
)
REMIND_LINE = "{who} – grilles manquantes : {missing}, incomplètes : {partial} ({path})"
NO_MAIL = Rule(
    "COL-016",
    W,
    "aucune adresse de courriel pour {who}",
    "complétez la feuille « Évaluateurs » de inscriptions.xlsx, ou écrivez l'adresse en envoyant le message",
)
