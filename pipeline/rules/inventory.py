"""Wording of what the bank holds and lacks: the screen, the workbook and the page of ``epreuve bank``."""

MODALITIES = {
    "ecrit": "écrit",
    "oral": "oral",
    "simulation": "simulation",
    "observation": "observation",
}
LEVELS = {
    "comprendre": "comprendre",
    "appliquer": "appliquer",
    "analyser": "analyser",
    "evaluer": "évaluer",
    "concevoir": "concevoir",
}
NEVER = "jamais"

# On the screen
HEAD = (
    "Scénarios : {scenarios} ; questions : {items}, dont orales : {orals} et simulations : {simulations} ; "
    "{variants} variantes dans {countries} pays."
)
DRAFTS = ("{count} brouillon n'est pas compté.", "{count} brouillons ne sont pas comptés.")
CODES_HEAD = ("code", "total", "scén.", "écrit", "oral", "simul.", "obs.", "1", "2", "3", "4", "5")
CODES_LAST = ("neuves", "dernier usage")
BLOCKS_HEAD = ("bloc", "scén.", "quest.", "orales", "1", "2", "3", "4", "5")
FAMILIES_HEAD = ("famille", "scén.", "quest.", "pays", "var.", "dernier usage")
CODES_TITLE = "Questions par code principal, par modalité et par difficulté (1 à 5)"
BLOCKS_TITLE = "Par bloc"
FAMILIES_TITLE = "Par famille de situations"
COUNTRIES_TITLE = "Pays les moins servis par la banque"
SHORT_TITLE = "Ce qui manque pour atteindre les objectifs (scenarios/objectifs.yaml)"
ALL_REACHED = "Tous les objectifs de scenarios/objectifs.yaml sont atteints."
NEXT_TITLE = "À écrire ensuite : là où il y a le moins à tirer"
COUNTRY_LINE = "{name} ({count})"
WRITTEN = "Écrit : {path}"

SHORTAGES = {
    "scenarios": "{subject}, scénarios : {has} sur {wanted}",
    "questions": "{subject}, questions : {has} sur {wanted}",
    "scenarios_par_code": "{subject}, scénarios d'où viennent les questions : {has} sur {wanted}",
    "modalites": "{subject}, modalités où le code est interrogé : {has} sur {wanted}",
    "controle_continu": "{subject} : aucune question pour le format de contrôle continu {detail}",
    "oraux": "{subject}, questions orales : {has} sur {wanted}",
    "simulations": "{subject}, simulations : {has} sur {wanted}",
    "anglais": "{subject}, scénarios avec une pièce ou une question en anglais : {has} sur {wanted}",
    "difficultes": "{subject}, difficultés représentées : {has} sur {wanted}",
    "concentration": "{subject} : {has} % des questions à la difficulté {detail}, {wanted} % au plus",
}
WHOLE = "banque entière"
THIN = "{code}, {modality} : {items} dans {scenarios}{fresh}{missing}"
QUESTIONS = ("{count} question", "{count} questions")
SCENARIOS = ("{count} scénario", "{count} scénarios")
FRESH = ", dont {count} jamais posées"
MISSING = " ; rien à la difficulté {difficulties}"
NOTHING = "{code}, {modality} : aucune question"
AND = " et "

# In the workbook and on the page
CLOSEST_TITLE = "Scénarios les plus proches l'un de l'autre (part commune de leurs textes)"
PAIR = "{percent} % : {first} et {second}"
CLOSEST_NOTE = "Part commune des textes, noms mis à part, mesurée sur le plus court des deux. « epreuve check » avertit pour chaque question ou texte trop proche d'un autre."
CLOSEST_COLUMNS = ("Scénario", "Le plus proche", "Part commune (%)")
TITLE = "Ce que la banque offre"
SHEETS = ("Codes", "Formats", "Blocs", "Familles", "Scénarios", "Pays", "Ressemblances", "À écrire")
NOTES = {
    "Codes": "Questions dont le code est le premier cité. « Neuves » : jamais posées dans une session de cet espace de travail.",
    "Formats": "Questions que chaque format d'évaluation apte peut poser, pour chaque code. Une case vide : le format n'est pas apte (criteres.yaml).",
    "Blocs": "Difficulté et niveau cognitif des questions de chaque bloc.",
    "Familles": "Les familles de la typologie, et les pays où leurs scénarios peuvent se jouer.",
    "Scénarios": "Chaque scénario, où il peut se jouer, jusqu'à quand, et ce qui en a servi.",
    "Pays": "Les pays où un scénario au moins peut se jouer, ceux que la banque sert le moins d'abord.",
    "Ressemblances": CLOSEST_NOTE,
    "À écrire": "Les objectifs sont dans scenarios/objectifs.yaml.",
}
FOOTER = "Banque de scénarios - document de travail de la coordination"
FOOTER_PAGE = "page &P sur &N"
CODE_COLUMNS = (
    "Code",
    "Compétence",
    "Total",
    "Scénarios",
    "Écrit",
    "Oral",
    "Simulation",
    "Observation",
    "Diff. 1",
    "Diff. 2",
    "Diff. 3",
    "Diff. 4",
    "Diff. 5",
    "Neuves",
    "Sessions",
    "Dernier usage",
)
BLOCK_COLUMNS = (
    "Bloc",
    "Titre",
    "Scénarios",
    "Questions",
    "Orales",
    "Diff. 1",
    "Diff. 2",
    "Diff. 3",
    "Diff. 4",
    "Diff. 5",
    "Comprendre",
    "Appliquer",
    "Analyser",
    "Évaluer",
    "Concevoir",
)
FAMILY_COLUMNS = (
    "Famille",
    "Titre",
    "Scénarios",
    "Questions",
    "Pays",
    "Variantes",
    "Sessions",
    "Dernier usage",
)
SCENARIO_COLUMNS = (
    "Scénario",
    "Titre",
    "Famille",
    "Blocs",
    "Pays",
    "Variantes",
    "Questions",
    "Simulations",
    "Anglais",
    "Relecture",
    "Expire le",
    "Sessions",
    "Dernier usage",
)
COUNTRY_COLUMNS = ("Code", "Pays", "Région", "Scénarios", "Sessions", "Dernier usage")
SHORT_COLUMNS = ("Objectif manqué",)
THIN_COLUMNS = ("Là où il y a le moins à tirer",)
FORMAT_COLUMNS = ("Code", "Compétence")
ENGLISH = "oui"
NO_SHORTAGE = "tous les objectifs sont atteints"
PAGE_INTRO = (
    "Chaque case compte les questions dont le code est le code principal, selon la modalité et la difficulté. "
    "Plus la case est foncée, plus il y a de quoi tirer ; une case barrée est une modalité que les critères ne disent pas apte."
)
HEAT_TITLE = "Codes, modalités et difficultés"
HEAT_LABEL = "{code}, {modality}, difficulté {difficulty} : {count}"
MAP_TITLE = "Pays où se jouent les scénarios"
MAP_NOTE = "Plus un pays est foncé, plus de scénarios peuvent s'y jouer ; en gris clair, aucun. Les petits pays et les pays inventés sont dans le classeur."
MAP_LABEL = "{name} : {count}, dernier usage : {last}"
FAMILY_BARS = "Scénarios par famille"
