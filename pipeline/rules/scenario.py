"""Messages about scenarios and their texts (family SCN)."""

from pipeline.diagnostics import Rule, Severity

REPEATED_ID = Rule(
    "SCN-002",
    Severity.ERROR,
    "identifiant « {id} » déjà pris ({place})",
    "donnez un autre identifiant",
)
BAD_ID = Rule(
    "SCN-003",
    Severity.ERROR,
    "identifiant « {id} » mal formé",
    "{advice}",
)
UNKNOWN_DOCUMENT_KIND = Rule(
    "SCN-004",
    Severity.ERROR,
    "document {id} : genre « {kind} » inconnu",
    "{advice}",
)
BAD_RELATIVE_DATE = Rule(
    "SCN-005",
    Severity.ERROR,
    "date relative « {date} » mal formée",
    "écrivez J, J-12 ou J+3",
)
MISSING_SET = Rule(
    "SCN-006",
    Severity.ERROR,
    "jeux de nombres trouvés : {found} ; il en faut au moins deux (A et B)",
    "ajoutez le jeu qui manque",
)
UNEVEN_SETS = Rule(
    "SCN-007",
    Severity.ERROR,
    "jeu {set} : « {key} » {problem}",
    "donnez les mêmes clés à tous les jeux",
)
EMPTY_DOCUMENT = Rule(
    "SCN-008",
    Severity.ERROR,
    "document {id} sans corps ni tableau",
    "écrivez « corps », ou « colonnes » et « lignes »",
)
UNEVEN_ROW = Rule(
    "SCN-009",
    Severity.ERROR,
    "document {id} : ligne de {found} cellules pour {expected} colonnes",
    "complétez la ligne ou corrigez les colonnes",
)
BAD_CHART = Rule(
    "SCN-010",
    Severity.ERROR,
    "document {id} : le graphique désigne la colonne {column}, qui {problem}",
    "les colonnes se comptent à partir de 0",
)
BAD_TEXT = Rule(
    "SCN-011",
    Severity.ERROR,
    "balise fautive : {problem}",
    "{advice}",
)
UNKNOWN_WORD = Rule(
    "SCN-012",
    Severity.ERROR,
    "balise fautive : « {name} » inconnu",
    "{advice}",
)
FACT_NOT_REQUIRED = Rule(
    "SCN-013",
    Severity.ERROR,
    "le texte imprime f.{field}, absent de « faits_requis »",
    "ajoutez {field} à pays.faits_requis",
)
UNKNOWN_FACT = Rule(
    "SCN-014",
    Severity.ERROR,
    "fait « {field} » inconnu ou qui ne s'imprime pas",
    "{advice}",
)
UNDATED_TAG = Rule(
    "SCN-017",
    Severity.ERROR,
    "f.{field} est imprimé sans an.{field} dans la même phrase",
    "ajoutez l'année : « {{{{ f.{field} }}}} {{{{ an.{field} }}}} »",
)
REAL_PERSONS = Rule(
    "SCN-015",
    Severity.ERROR,
    "securite : « {key} » doit être false",
    "retirez du scénario ce qui s'y oppose",
)
EXPANSION = Rule(
    "SCN-016",
    Severity.ERROR,
    "{scenario} ({country}, jeu {set}) : le texte ne peut pas être calculé : {problem}",
    "corrigez « {text} »",
)
UNKNOWN_FAMILY = Rule(
    "SCN-020",
    Severity.ERROR,
    "scénario {scenario} : famille « {family} » inconnue",
    "{advice}",
)
UNKNOWN_TYPE = Rule(
    "SCN-021",
    Severity.ERROR,
    "scénario {scenario} : type « {type} » inconnu",
    "{advice}",
)
TYPE_OF_ANOTHER_FAMILY = Rule(
    "SCN-022",
    Severity.ERROR,
    "scénario {scenario} : le type {type} est de la famille {other}, pas {family}",
    "corrigez « type » ou « famille »",
)
NOT_REVIEWED = Rule(
    "SCN-023",
    Severity.WARNING,
    "scénario {scenario} : état « {status} », il n'a pas été relu",
    "faites-le relire, puis écrivez « relu » et la date",
)
EXPIRED = Rule(
    "SCN-024",
    Severity.WARNING,
    "scénario {scenario} : périmé depuis le {date}",
    "vérifiez ses faits, puis reportez « expire »",
)
NEEDS_INVENTED = Rule(
    "SCN-025",
    Severity.ERROR,
    "scénario {scenario} : sensibilité 3 dans un pays réel",
    "écrivez « mode: fictif » ou baissez la sensibilité avec le relecteur",
)
UNUSED_DOCUMENT = Rule(
    "SCN-026",
    Severity.ERROR,
    "scénario {scenario} : le document {document} ne sert à aucun sujet",
    "citez-le dans un sujet ou retirez-le",
)
NO_DECISION = Rule(
    "SCN-027",
    Severity.WARNING,
    "scénario {scenario} : aucun sujet écrit ne demande une décision motivée",
    "ajoutez « decision: true » au sujet qui fait décider sous contrainte",
)
WIDE_TABLE = Rule(
    "SCN-028",
    Severity.ERROR,
    "document {document} : tableau de {count} colonnes, {limit} au plus",
    "regroupez des colonnes ou faites deux tableaux",
)
LONG_DOCUMENT = Rule(
    "SCN-029",
    Severity.WARNING,
    "document {document} : {count} mots, {limit} au plus",
    "resserrez le texte",
)
NO_CHART = Rule(
    "SCN-030",
    Severity.WARNING,
    "scénario {scenario} : aucun document n'a de graphique",
    "ajoutez « graphique » à un tableau chiffré",
)
SAME_SETS = Rule(
    "SCN-031",
    Severity.ERROR,
    "scénario {scenario} : les jeux {first} et {second} ont les mêmes nombres",
    "changez les nombres d'un jeu : il sert de sujet de secours",
)
REAL_PLACE = Rule(
    "SCN-032",
    Severity.ERROR,
    "scénario {scenario} : le nom inventé « {name} » est celui d'un pays ou d'une capitale",
    "choisissez un autre nom",
)
SOURCE_TYPO = Rule(
    "SCN-033",
    Severity.WARNING,
    "{owner} : {problem} (« {text} »)",
    "corrigez le texte ; espaces insécables et apostrophes sont ajoutées par le programme",
)
UNKNOWN_MENTION = Rule(
    "SCN-034",
    Severity.WARNING,
    "{owner} : le texte cite {document}, qui n'est pas au dossier (« {text} »)",
    "corrigez le numéro du document",
)
LOCAL_INSTITUTION = Rule(
    "SCN-035",
    Severity.WARNING,
    "{owner} : « {word} » n'existe pas partout, et le scénario se joue en plusieurs régions ({regions})",
    "écrivez « l'autorité locale », « le chef coutumier », ou nommez un organe inventé",
)
TYPE_IS_INVENTED = Rule(
    "SCN-036",
    Severity.ERROR,
    "scénario {scenario} : le type {type} demande un pays fictif",
    "écrivez « mode: fictif », ou choisissez un autre type",
)
UNUSED_NAME = Rule(
    "SCN-037",
    Severity.WARNING,
    "scénario {scenario} : aucun texte n'emploie v.{name}",
    "employez ce nom ou ce nombre, ou retirez-le",
)
NOTHING_COMPUTED = Rule(
    "SCN-038",
    Severity.WARNING,
    "scénario {scenario} : aucun élément attendu n'emploie un nombre de ses jeux",
    "calculez une réponse au moins à partir du jeu, par exemple {{{{ v.cout|nombre }}}}",
)
NO_EXERCISE = Rule(
    "SCN-039",
    Severity.ERROR,
    "scénario {scenario} : la mention de sécurité ne dit pas que c'est un exercice",
    "commencez-la par « Exercice. », puis dites ce qui est inventé",
)
RENDERED_GRAMMAR = Rule(
    "SCN-040",
    Severity.ERROR,
    "{scenario} ({country}, jeu {set}) {place} : {problem}",
    "corrigez la tournure pour qu'elle convienne à tous les pays",
)
UNDATED_FIGURE = Rule(
    "SCN-041",
    Severity.ERROR,
    "{scenario} ({country}, jeu {set}) {place} : « {figure} » est imprimé sans son année",
    "ajoutez l'année dans la même phrase, ou changez le nombre inventé qui lui ressemble",
)
UNKNOWN_RENDERED = Rule(
    "SCN-042",
    Severity.ERROR,
    "{scenario} ({country}, jeu {set}) {place} : la série {column} n'est pas faite de nombres",
    "n'écrivez que des nombres dans les colonnes du graphique",
)
WIDE_ROWS = Rule(
    "SCN-043",
    Severity.ERROR,
    "{scenario} ({country}, jeu {set}) {place} : les mots les plus longs des colonnes font {count} "
    "caractères côte à côte, {limit} au plus",
    "raccourcissez des mots, ou faites deux tableaux",
)

POSSIBLE = "valeurs possibles : {words}"
NO_STATUS = "aucun"
ID_SHAPE = "écrivez {shape}"
SET_MISSING = "manque"
SET_EXTRA = "n'est pas dans le jeu {other}"
NO_COLUMN = "n'existe pas"
SAME_COLUMN = "sert déjà d'étiquette"
UNREADABLE_TAG = "la balise est incompréhensible"
FORBIDDEN_TAG = "construction interdite ({what})"
TAG_ADVICE = (
    "les balises connues sont p., f., an., v., jeu, les filtres de, nombre, round, int, duree, plafond "
    "et la forme « x if y else z »"
)
NO_STATEMENT = "les balises {% %} et {# #} ne servent pas dans un scénario"
DIVISION_BY_ZERO = "division par zéro"
MISSING_VALUE = "une valeur manque ({reason})"
NOT_NUMBERS = "calcul sur un texte"
ROW_OF_TEXTS = "une liste de textes"
OTHER = "autre chose"
SCENARIO_ID = "FAMILLE-NN-MOTS, par exemple GEO-05-SITE-MINIER"
LOCAL_ID = "{letter} suivi d'un nombre, par exemple {letter}1"
VARIABLE_NAME = "un nom en minuscules sans accent"
