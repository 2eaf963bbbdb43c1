"""Messages about countries: figures, years, sources, grammar, predicates (family PAY)."""

from pipeline.diagnostics import Rule, Severity

NO_YEAR = Rule(
    "PAY-001",
    Severity.ERROR,
    "{country} : la valeur de « {column} » n'a pas d'année",
    "remplissez « {year_column} » ou videz la valeur",
)
NO_SOURCE = Rule(
    "PAY-002",
    Severity.ERROR,
    "colonne « {column} » sans ligne de source",
    "ajoutez-la à pays_sources.csv avec sa source et sa licence",
)
BAD_YEAR = Rule(
    "PAY-003",
    Severity.ERROR,
    "{country} : « {value} » n'est pas une année ({column})",
    "écrivez une année sur quatre chiffres",
)
BAD_CODE = Rule(
    "PAY-004",
    Severity.ERROR,
    "code de pays « {code} » {problem}",
    "écrivez un code de trois lettres majuscules, une seule fois",
)
NO_GRAMMAR = Rule(
    "PAY-005",
    Severity.ERROR,
    "{country} : pas de ligne de grammaire",
    "ajoutez le pays à {file}",
)
NOT_A_NUMBER = Rule(
    "PAY-006",
    Severity.ERROR,
    "{country} : « {value} » n'est pas un nombre ({column})",
    "écrivez le nombre sans espace ni unité",
)
INVENTED_YEAR = Rule(
    "PAY-007",
    Severity.ERROR,
    "{country} : un pays fictif ne porte pas d'année ({column})",
    "videz la case",
)
UNKNOWN_NEIGHBOUR = Rule(
    "PAY-008",
    Severity.ERROR,
    "{country} : pays limitrophe « {code} » inconnu",
    "corrigez la colonne « voisins »",
)
EMPTY_GRAMMAR = Rule(
    "PAY-009",
    Severity.ERROR,
    "{country} : case « {column} » vide",
    "complétez la forme ; elle est imprimée dans les sujets",
)
BAD_SOURCE = Rule(
    "PAY-010",
    Severity.ERROR,
    "source de « {column} » : {problem}",
    "corrigez la ligne de pays_sources.csv",
)
ORPHAN_GRAMMAR = Rule(
    "PAY-011",
    Severity.ERROR,
    "grammaire de « {code} », qui n'est pas un pays de {file}",
    "supprimez la ligne ou ajoutez le pays",
)
BAD_PREDICATE = Rule(
    "PAY-020",
    Severity.ERROR,
    "condition sur les pays : {problem}",
    "{advice}",
)
UNKNOWN_NAME = Rule(
    "PAY-021",
    Severity.ERROR,
    "condition sur les pays : {kind} « {name} » inconnue",
    "{advice}",
)
UNKNOWN_COUNTRY = Rule(
    "PAY-022",
    Severity.ERROR,
    "pays « {code} » inconnu",
    "{advice}",
)
FEW_COUNTRIES = Rule(
    "PAY-030",
    Severity.WARNING,
    "scénario {scenario} : {count} pays possibles seulement",
    "élargissez la condition « exige » ou réduisez « faits_requis » ; visez au moins {wanted} pays",
)
NO_COUNTRY = Rule(
    "PAY-031",
    Severity.ERROR,
    "scénario {scenario} : aucun pays ne satisfait la condition",
    "élargissez la condition « exige » ou réduisez « faits_requis »",
)
BASE_NOT_VALID = Rule(
    "PAY-032",
    Severity.ERROR,
    "scénario {scenario} : son pays de base {country} ne satisfait pas sa condition",
    "changez le pays de base ou la condition",
)

UPDATE_UNKNOWN = Rule(
    "PAY-040",
    Severity.ERROR,
    "actualisation : {kind} « {value} » inconnu",
    "{advice}",
)
UPDATE_REFUSED = Rule(
    "PAY-041",
    Severity.ERROR,
    "actualisation de {country}, « {column} » : {problem}",
    "corrigez la ligne ; les autres ne sont pas reprises tant qu'une seule est fausse",
)
UPDATE_OLDER = Rule(
    "PAY-042",
    Severity.WARNING,
    "{country}, « {column} » : le chiffre proposé date de {new}, celui de la banque de {old}",
    "ne gardez la ligne que si le chiffre plus ancien est le bon",
)
UPDATE_FAR = Rule(
    "PAY-043",
    Severity.WARNING,
    "{country}, « {column} » : {old} devient {new}, soit un rapport de {ratio}",
    "vérifiez l'unité attendue par la banque : {unit}",
)

UPDATE_COUNTRY = "pays"
UPDATE_COLUMN = "champ"
UPDATE_NOT_DATED = "ce champ n'est pas un chiffre daté : il se corrige dans pays.csv"
UPDATE_INVENTED = "un pays fictif n'a pas de chiffres à actualiser"
UPDATE_NOT_A_NUMBER = "« {value} » n'est pas un nombre"
UPDATE_NOT_A_YEAR = "« {value} » n'est pas une année sur quatre chiffres"
UPDATE_NO_SOURCE = "la source manque"
UPDATE_REPEATED = "déjà donné à la ligne {line}"
NO_UNIT = "sans unité"
REPEATED = "est répété"
MALFORMED = "est mal formé"
MISSING_YEAR_COLUMN = "la colonne d'année « {column} » n'existe pas"
UNKNOWN_PHRASE = "forme d'impression « {phrase} » inconnue"
EMPTY_SOURCE = "libellé, source ou licence vide"
SYNTAX = "expression incompréhensible"
FORBIDDEN = "construction interdite ({what})"
ALLOWED = "écrivez une expression avec and, or, not, des comparaisons et les fonctions {functions}"
ONE_TEXT = "la fonction {name} prend un seul texte entre guillemets"
COLUMN = "colonne"
FUNCTION = "fonction"
ORGANISATION = "valeur"
MISSING_COLUMN = "manque"
REPEATED_COLUMN = "est répétée"

FICTIONAL = "pays fictif"
MILLION = "million"
BILLION = "milliard"
OUT_OF = "sur"
