"""What can be wrong with a Word or Excel template (family GAB)."""

from pipeline.diagnostics import Rule, Severity

_ERROR = Severity.ERROR

UNREADABLE = Rule(
    "GAB-001",
    _ERROR,
    "ce modèle ne s'ouvre pas : {reason}",
    "enregistrez-le de nouveau depuis Word ou Excel au format .docx ou .xlsx",
)
BROKEN_PART = Rule(
    "GAB-002",
    _ERROR,
    "{place} : la partie n'est pas du XML valide ({reason})",
    "enregistrez le modèle de nouveau depuis Word ou Excel",
)
LONELY_DELIMITER = Rule(
    "GAB-003",
    _ERROR,
    "{place} : balise ouverte sans être fermée, ou fermée sans être ouverte : « {found} »",
    "écrivez la balise entière dans un seul paragraphe, sans tabulation ni saut de ligne",
)
LOST_CONTENT = Rule(
    "GAB-004",
    _ERROR,
    "{place} : ce qui accompagne « {tag} » serait perdu : « {lost} »",
    "laissez la balise seule dans {where}",
)
SYNTAX = Rule(
    "GAB-005",
    _ERROR,
    "{place} : balise incompréhensible « {tag} » ({reason})",
    "corrigez la balise ; le guide du coordinateur donne la liste de celles qui existent",
)
FORBIDDEN = Rule(
    "GAB-006",
    _ERROR,
    "{place} : « {tag} » contient ce qu'un modèle ne peut pas faire ({what})",
    "un modèle affiche des valeurs, répète (for) et choisit (if) ; rien d'autre",
)
UNKNOWN_FILTER = Rule(
    "GAB-007",
    _ERROR,
    "{place} : filtre inconnu « {filter} » dans « {tag} »",
    "filtres disponibles : {known}",
)
UNKNOWN_NAME = Rule(
    "GAB-008",
    _ERROR,
    "{place} : « {name} » n'existe pas pour ce document, dans « {tag} »",
    "noms disponibles : {known}",
)
UNBALANCED = Rule(
    "GAB-009",
    _ERROR,
    "{place} : « {tag} » n'a pas de balise qui lui réponde",
    "chaque if se ferme par endif, chaque for par endfor, dans l'ordre inverse",
)
CROSSED = Rule(
    "GAB-010",
    _ERROR,
    "{place} : le bloc ouvert par « {tag} » ne se ferme pas au même niveau ({closing})",
    "pour des paragraphes entiers utilisez {{%p …%}}, pour des lignes de tableau {{%tr …%}}, "
    "pour des cellules {{%tc …%}}",
)
MISPLACED = Rule(
    "GAB-011",
    _ERROR,
    "{place} : « {tag} » n'est pas à sa place ({where} attendu)",
    "déplacez la balise ou changez sa lettre (p paragraphe, tr ligne, tc cellule, r texte)",
)
REVISIONS = Rule(
    "GAB-012",
    _ERROR,
    "{place} : le modèle garde des modifications suivies ou des commentaires",
    "acceptez ou refusez toutes les modifications, supprimez les commentaires, enregistrez",
)
ACTIVE_CONTENT = Rule(
    "GAB-013",
    _ERROR,
    "le modèle contient ou va chercher ce qui n'a rien à y faire : {what}",
    "retirez macros, objets incorporés, images et modèles liés à un autre fichier",
)
TOO_DEEP = Rule(
    "GAB-014",
    _ERROR,
    "{place} : plus de {limit} boucles l'une dans l'autre",
    "une boucle dans une boucle dans une boucle suffit",
)
UNDEFINED_VALUE = Rule(
    "GAB-020",
    _ERROR,
    "{part} : une valeur demandée n'existe pas ({reason})",
    "corrigez le nom dans le modèle, ou donnez la valeur",
)
UNPRINTABLE = Rule(
    "GAB-021",
    _ERROR,
    "{part} : une valeur ne peut pas être imprimée ({reason})",
    "entourez la balise d'un if quand la valeur peut manquer",
)
TOO_LARGE = Rule(
    "GAB-022",
    _ERROR,
    "{part} : le document dépasse la taille permise ({reason})",
    "cherchez une boucle qui répète trop",
)
UNKNOWN_MEMBER = Rule(
    "GAB-023",
    _ERROR,
    "« {name} » n'est pas une partie de ce modèle",
    "parties remplaçables : {known}",
)
BROKEN_RESULT = Rule(
    "GAB-024",
    _ERROR,
    "{part} : le document produit n'est pas du XML valide ({reason})",
    "signalez ce modèle : le contrôle à l'ouverture aurait dû le refuser",
)

# Words used inside the messages above.
IN_PARAGRAPH = "paragraphe {number}"
IN_CELL = "cellule {cell}"
WHERE = {"p": "son paragraphe", "tr": "sa ligne de tableau", "tc": "sa cellule", "r": "son texte"}
OBJECT = "image, graphique, champ ou saut de section"
ENTITIES = "déclarations DTD ou entités"
CONSTRUCTS = {
    "Call": "appel",
    "CallBlock": "appel",
    "Include": "inclusion d'un fichier",
    "Import": "inclusion d'un fichier",
    "FromImport": "inclusion d'un fichier",
    "Extends": "inclusion d'un fichier",
    "Macro": "macro",
    "Assign": "affectation",
    "AssignBlock": "affectation",
    "Test": "test « is »",
    "Slice": "tranche",
    "List": "liste",
    "Dict": "dictionnaire",
    "Tuple": "suite de valeurs",
    "Getitem": "crochets",
}
CALCULATION = "calcul"
PRIVATE_NAME = "nom réservé"
NO_ELSE = "choix sans else"
RECURSION = "boucle récursive"
BIG_CONSTANT = "constante trop longue"
TOO_LONG = "balise trop longue ou trop imbriquée"
UNEXPECTED = "« {token} » inattendu"
INCOMPLETE = "il manque quelque chose à la fin"
UNREADABLE_TAG = "écriture inconnue"
NAMED = "« {name} »"
NO_ARCHIVE = "ce n'est pas un fichier Word ou Excel entier"
TOO_MANY_PARTS = "{count} parties"
TWICE = "un nom de partie est donné deux fois"
TOO_BIG = "trop volumineux une fois décompressé"
WRONG_SIZE = "taille de {name}"
EMPTY_TAG = "balise vide"
MISSING_VALUE = "valeur absente"
WRONG_TYPE = "type {type}"
ITERATIONS = "plus de {limit} tours de boucle"
CHARACTERS = "plus de {limit} caractères"
NOT_ITERABLE = "boucle sur {type}"
