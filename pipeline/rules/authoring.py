"""What preview, stress and new say: messages about texts to write and numbers (family AUT), words of their documents."""

from pipeline.diagnostics import Rule, Severity

TO_WRITE = "À écrire"
"""How a text that its author has not written yet begins, in the file that « epreuve new scenario » makes."""

UNWRITTEN = Rule(
    "AUT-001",
    Severity.WARNING,
    "{scenario}, {owner} : {texts} à écrire",
    "remplacez ce qui commence par « À écrire » dans le fichier",
)
UNWRITTEN_TEXTS = ("{count} texte", "{count} textes")
SAME_ANSWERS = Rule(
    "AUT-002",
    Severity.WARNING,
    "{item} : les réponses calculées sont les mêmes dans les jeux {sets}",
    "changez dans un jeu les nombres dont elles dépendent",
)
ODD_FIGURE = Rule(
    "AUT-003",
    Severity.WARNING,
    "{element} : la réponse calculée vaut {value} dans le jeu {set}",
    "vérifiez le calcul et les nombres du jeu",
)
FAR_FIGURES = Rule(
    "AUT-004",
    Severity.WARNING,
    "{element} : la réponse calculée varie de plus de {limit} fois d'un jeu à l'autre ({values})",
    "rapprochez les nombres des jeux : deux sujets parallèles demandent le même travail",
)
TIGHT_TABLE = Rule(
    "AUT-005",
    Severity.WARNING,
    "document {document} : les mots les plus longs des colonnes demandent {share} % de la ligne ({country}, jeu {set})",
    "abrégez les titres de colonne ou retirez une colonne",
)

OWN_CONDITION = "condition du scénario : {condition}"
TYPE_CONDITION = "condition du type {type} : {condition}"
MISSING_FACT = "fait manquant : {field}"
NOT_ELIGIBLE = "pays écarté de la banque"
WRONG_MODE = {"reel": "pays inventé, scénario réel", "fictif": "pays réel, scénario inventé"}
EXCLUDED = "exclu par le scénario"

STRESS_HEAD = "{scenario} : {variants} ({countries}, {sets})."
VARIANTS = ("{count} variante", "{count} variantes")
COUNTRIES = ("{count} pays", "{count} pays")
SETS = ("{count} jeu", "{count} jeux")
SPREAD_HEAD = ("", "minimum", "médiane", "maximum", "au maximum")
MEASURES = {
    "words": "Mots du dossier",
    "minutes": "Minutes de lecture",
    "pages": "Pages estimées",
    "document": "{owner}, caractères",
    "title": "Titre le plus long, {owner}",
    "cell": "Cellule la plus longue, {owner}",
    "width": "Tableau le plus serré, {owner}, % de ligne",
}
PLACE = "{iso3}, jeu {number_set}"
FIGURES_HEAD = "Réponses calculées"
NO_FIGURE = "Aucune réponse n'est calculée à partir des jeux de nombres."
SET_HEAD = "jeu {number_set}"
SAME_MARK = "identiques"
LOST_HEAD = "Pays perdus : {count}."
LOST_LINE = "  {count} pays : {reason}{alone}"
LOST_ALONE = " ; seule raison pour {names}"
LOST_MORE = "{names} et {count} de plus"
NO_LOST = "Aucun pays n'est perdu."
ALERTS = (
    "Une alerte de langue ou de chiffre.",
    "{count} alertes de langue ou de chiffre, une par endroit ci-dessus.",
)
NO_ALERT = "Aucune alerte."
STEP_STRESS = "variantes"

NO_SCENARIO = "le scénario « {scenario} » n'existe pas"
NO_SCENARIO_HINT = "scénarios : {known}"
NO_COUNTRY = "le scénario {scenario} ne peut pas être placé dans le pays « {iso3} »"
NO_COUNTRY_HINT = "pays possibles : {known}"
NO_SET = "le scénario {scenario} n'a pas de jeu « {number_set} »"
NO_SET_HINT = "jeux : {known}"
PREVIEW_DONE = "Aperçu : {path}"
PREVIEW_TITLE = "Aperçu de relecture"
ROLE_RANK = "Rôle {rank} sur {count}"
NO_PARTY = "Défini par sa mission"

PAGE_SUBTITLE = "{country}, jeu {number_set}"
IDENTITY = {
    "ID": "Identifiant",
    "FAMILY": "Famille",
    "TYPE": "Type",
    "BLOCKS": "Blocs",
    "SENSITIVITY": "Sensibilité",
    "REVIEW": "Relecture",
    "EXPIRES": "Expire le",
    "VERSION": "Version, licence",
    "COUNTRIES": "Pays possibles",
    "REQUIRES": "Condition sur le pays",
}
SENSITIVITY = "{level} sur 3"
REVIEW = {"relu": "relu", "brouillon": "brouillon"}
PLACES = "{count} pays"
DRAFT = "Brouillon : ce scénario n'a pas été relu."
LEFT_TO_WRITE = "Textes encore à écrire : {count}."
MODALITIES = {
    "ecrit": "Écrit",
    "oral": "Oral",
    "simulation": "Simulation",
    "observation": "Observation",
}
FACTS = {
    "DIFFICULTY": "Difficulté",
    "LEVEL": "Démarche",
    "CODES": "Points par compétence",
    "ENEMIES": "Ne va pas avec",
}
ELSEWHERE = "ailleurs"
OUT_OF_FIVE = "{value} sur 5"
PLAYED = "Simulation à {count} rôles : chaque joueur reçoit aussi sa fiche."
OBSERVED = "Observation en milieu professionnel : cette fiche est pour le tuteur."
ONLY_FORMATS = "Seulement pour : {formats}."
COUNTS = {
    "words": "mots dans le dossier",
    "minutes": "minutes de lecture",
    "pages": "pages estimées",
    "documents": "documents",
    "items": "questions",
    "points": "points",
}

BAD_ID = "« {id} » n'est pas un identifiant de scénario"
BAD_ID_HINT = "écrivez la famille, un numéro et un nom, en capitales et sans accent, par exemple GEO-05-PONT-COUPE"
ID_TAKEN = "l'identifiant « {id} » est déjà pris ({place})"
ID_TAKEN_HINT = "choisissez un autre nom"
FILE_TAKEN = "le fichier « {path} » existe déjà : rien n'a été écrit"
FILE_TAKEN_HINT = "choisissez un autre nom, ou retirez ce fichier"
NO_FAMILY = "la famille « {family} » n'existe pas"
NO_TYPE = "le type « {kind} » n'existe pas"
NO_TYPE_SAID = "le type du scénario ne se déduit pas de « {id} »"
OTHER_FAMILY = "le type {kind} est de la famille {other}, pas {family}"
OTHER_FAMILY_HINT = "types de la famille {family} : {known}"
NO_BLOCK = "le bloc « {block} » n'existe pas"
NO_BLOCK_SAID = "le bloc ne se déduit pas du type {kind}"
NO_BLOCK_HINT = "ajoutez --bloc, par exemple --bloc {block}"
NO_PLACE = "aucun pays ne convient au type {kind}"
NO_PLACE_HINT = "voyez sa condition dans scenarios/typologie.yaml"
TYPE_HINT = "ajoutez --type, par exemple --type {kind}"
NEW_DONE = "Scénario à écrire : {path} (bloc {block}, {items}, {texts} à compléter)."
NEW_ITEMS = ("{count} question", "{count} questions")
NEW_TEXTS = ("{count} texte", "{count} textes")
NEW_NEXT = "Ensuite : complétez le fichier, puis « epreuve check » et « epreuve preview {id} »."
NEW_TITLE = "À écrire : le titre du scénario"

TAG_TITLE = "le titre « {title} » contient une balise"
TAG_TITLE_HINT = (
    "donnez un titre sans {{ ni {% ; vous écrirez la balise dans le fichier, où check la vérifie"
)
