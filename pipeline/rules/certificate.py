"""The words of the certificate of a session: its sentences, the titles of its tables, what no longer holds."""

from pipeline.diagnostics import Rule, Severity

NO_LONGER = Rule(
    "CER-001",
    Severity.WARNING,
    "{form} : {fault}",
    "le certificat le dit et n'affirme plus la preuve ; assemblez de nouveau la session, ou gardez le sujet en connaissance de cause",
)
WHOLE_SESSION = "la session"

LOST_FAULTS = {
    "blueprint": "l'épreuve {exam} n'est plus dans epreuves.yaml : ses règles ne peuvent plus être recomptées",
    "scenario": "le scénario {scenario} n'est plus dans la banque : les règles ne peuvent plus être recomptées",
    "item": "la question {item} n'est plus dans la banque : elle est comptée sur ses points imprimés",
    "points": "la question {item} n'a plus les éléments attendus de la banque : elle est comptée sur ses points imprimés",
    "rules": "les règles de l'épreuve {exam} ne sont plus celles de l'assemblage ({rules})",
    "rule": "la règle ne tient plus : {label} ; le sujet atteint {reached}",
    "deviation": "l'écart recompté est de {found} points sur 100, le certificat de l'assemblage disait {stored}",
    "stored": "le certificat enregistré avec le sujet n'en dit plus le contenu ({what})",
    "edited": "forms.json n'est plus celui que l'assemblage ou l'échange a écrit : il a été modifié à la main, et ses bornes ne sont plus attestées",
    "unjournalled": "le journal ne connaît aucun assemblage de cette session : les bornes de forms.json ne sont pas attestées",
    "overlap": "{first} et {second} ont {found} questions en commun, pour {most} au plus",
    "item_uses": "la question {item} sert dans {found} tickets, pour {most} au plus",
    "scenario_uses": "le scénario {scenario} sert dans {found} tickets, pour {most} au plus",
    "across": "la règle ne tient plus sur l'ensemble de l'épreuve {exam} : {label} ; on compte {reached}",
}
"""What no longer holds, with its amounts."""
STORED = {"minutes": "minutes", "difficulty": "difficulté", "documents": "documents"}

TITLE = "Certificat d'équilibre"
SUBTITLE = "Session {session} · {title}"
INTRODUCTION = (
    "Chaque sujet enregistré est recompté, question par question, sur les points de la banque, par un calcul qui ne partage "
    "rien avec celui de l'assemblage. Le certificat dit ce que chaque épreuve demandait, ce que chaque sujet atteint, ce qui "
    "est prouvé et ce qui ne tient plus."
)
FACTS = {
    "centre": "Centre",
    "certifier": "Certificateur",
    "date": "Première épreuve",
    "exams": "Épreuves",
    "forms": "Sujets et tickets",
}

HOLDS = (
    "Le sujet tient toutes ses règles.",
    "Les {count} sujets et tickets tiennent toutes leurs règles.",
)
ALL_PROVED = "La borne de chacun est prouvée : la banque ne permet à aucun sujet, ni à autant de tickets tous ensemble, de s'écarter moins de la cible."
SOME_PROVED = "La borne est prouvée pour {proved} sujets sur {count}."
NONE_PROVED = "Aucune borne n'est attestée aujourd'hui."
PROVED_THEN = (
    "Les preuves valent pour la banque du jour de l'assemblage ({bank}), qui a changé depuis."
)
WORST = "Sur 100 points, le plus grand écart à la cible est de {deviation} ({form}), le plus grand écart à la borne de {gap}."
NO_LONGER_HOLDS = (
    "Une chose ne tient plus ; la preuve n'est plus affirmée là où elle est en cause.",
    "{count} choses ne tiennent plus ; la preuve n'est plus affirmée là où elles sont en cause.",
)
FAULT_LINE = "{form} : {said}"

SUMMARY_TITLE = "Vue d'ensemble"
SUMMARY_HEADS = (
    "Épreuve",
    "Sujets",
    "Minutes",
    "Difficulté",
    "Documents",
    "Écart à la cible",
    "Borne",
    "Écart à la borne",
    "Preuve",
)
DOTS_TITLE = "Minutes et difficulté de chaque sujet dans la fenêtre de son épreuve"
DOTS_NOTE = "Chaque point est un sujet ; un point plus gros en réunit plusieurs. La bande est la fenêtre permise."
DOTS_PANELS = ("Minutes de travail", "Difficulté moyenne")
DOT = "{forms} : {value}"
DOT_MANY = "{count} sujets : {value}"
RANGE = "{low} à {high}"
WINDOW = "{found} ({low} à {high})"
PLUS_MINUS = "{asked} ± {tolerance}"

PROOFS = {
    "prouve": "prouvé",
    "non_prouve": "non prouvé",
    "prouve_alors": "prouvé alors",
    "caduc": "ne vaut plus",
}
PROOF_LINES = {
    "prouve": "Preuve : aucune composition de la banque ne s'écarte de la cible de moins de {bound} ; ce sujet est à {gap} de cette borne",
    "non_prouve": "La recherche s'est arrêtée avant la preuve : rien ne peut descendre sous {bound}, ce sujet est à {gap} de cette borne",
    "prouve_alors": "Preuve du jour de l'assemblage : la banque d'alors ne descendait pas sous {bound} ; ce sujet est à {gap} de cette borne",
    "caduc": "La preuve ne vaut plus : la borne enregistrée était {bound}, l'écart recompté est {deviation}",
}
TICKET_PROOF = "Preuve : autant de tickets de la banque ne peuvent pas tous s'écarter de la cible de moins de {bound} ; celui-ci est à {gap} de cette borne"
COMPARED = (
    "{count} composition comparée",
    "{count} compositions comparées",
)
DRAWN = "tiré au sort parmi {near} à moins de {epsilon} points du meilleur"
DRAWN_ALONE = "seul à moins de {epsilon} points du meilleur"
PRICED = "emplois antérieurs comptés {price}"

PAPER_HEAD = "{form} – {role}"
ROLES = {"principal": "sujet principal", "secours": "sujet de secours", "ticket": "ticket {number}"}
PARALLEL_ROLE = "sujet principal, forme {number}"
DOSSIER = "{title} ({scenario}, {country}, jeu {number_set})"
CODES_TITLE = "Points par compétence"
CODES_HEADS = ("Code", "Visé", "Tolérance", "Atteint", "Différence")
BARS = ("visé", "atteint")
POINTS = "points"
TOLERANCE = "± {tolerance}"
WISHES_TITLE = "Souhaits et ce qu'ils coûtent"
WISHES_HEADS = ("Souhait", "Atteint", "Coût")
WISHES_SUM = "Écart à la cible"
SHEET = {
    "minutes": "Minutes de travail",
    "difficulty": "Difficulté moyenne",
    "documents": "Documents",
    "levels": "Niveaux cognitifs",
    "skills": "Distance des savoir-faire",
    "binding": "Règles à leur limite",
    "broken": "Règles qui ne tiennent plus",
}
SKILL_DISTANCE = "{distance} (visé : {most} au plus)"
SKILL_MOST = "0,10"
LEVELS = {
    "comprendre": "comprendre",
    "appliquer": "appliquer",
    "analyser": "analyser",
    "evaluer": "évaluer",
    "concevoir": "concevoir",
}
LEVEL = "{level} {share} %"
NONE = "aucune"
GLUE = " · "

ORAL_HEAD = "{exam} – {title}"
ORAL_CODES_HEADS = ("Code", "Visé", "Tolérance", "Atteint, du moins au plus")
TICKETS_TITLE = "Sujets de l'épreuve {exam}"
TICKETS_HEADS = (
    "Ticket",
    "Scénario",
    "Pays, jeu",
    "Points par code",
    "Min.",
    "Diff.",
    "Doc.",
    "Savoir-faire",
    "Écart",
    "Borne",
    "Preuve",
)
PLACE = "{country}, {number_set}"
BINDING_ALL = "Règles à leur limite dans un sujet au moins : {rules}."
COSTS_ALL = "Ce qui coûte le plus : {rules}."
COST_OF = "{label} ({cost})"
NEAREST_LOST = "Le plus loin de sa borne est {form}. {proof}"

MATRIX_TITLE = "Toute la session"
MATRIX_EXAM = "{exam}, scénario par scénario"
MATRIX_NOTE = (
    "Nombre : questions communes. S : même scénario, sans question commune. F : même famille. P : même pays. Une ligne qui réunit "
    "plusieurs sujets donne le plus grand nombre ; sa diagonale compare deux sujets de la ligne."
)
MATRIX_CELL = "{first} et {second} : {questions}, {scenarios}, {families}, {countries}"
GROUP = ("{name}", "{name} ({count} sujets)")
MARKS = ("S", "F", "P")
IN_COMMON = {
    "questions": ("{count} question", "{count} questions"),
    "scenarios": ("{count} scénario", "{count} scénarios"),
    "families": ("{count} famille", "{count} familles"),
    "countries": ("{count} pays", "{count} pays"),
}
PAIRS_TITLE = "Paires qui se ressemblent le plus"
PAIRS_HEADS = ("Sujet", "Autre sujet", "Questions", "Scénarios", "Familles", "Pays")
PAIRS_NOTE = "Les {shown} premières sur {count} ; certificat.json les donne toutes."
NO_PAIR = "Aucun sujet ne partage de question ni de scénario avec un autre."

PARALLEL_TITLE = "Distance entre les sujets d'une même épreuve"
PARALLEL_NOTE = (
    "Codes : somme des différences de parts, en pour cent des points, entre les deux sujets les plus éloignés. "
    "Les autres colonnes donnent la différence entre le plus petit et le plus grand."
)
PARALLEL_HEADS = (
    "Épreuve",
    "Sujets",
    "Codes",
    "Minutes",
    "Difficulté",
    "Documents",
    "Écart à la cible",
    "Les plus éloignés",
    "Questions communes",
    "Une question sert",
    "Un scénario sert",
)
FARTHEST = "{first} et {second}"
SAME = "tous semblables"
UP_TO = "{found} (au plus {most})"
USED = ("{count} fois", "{count} fois")
ACROSS_TITLE = "Règles sur l'ensemble d'une épreuve"
ACROSS_HEADS = ("Épreuve", "Règle", "Atteint", "Tenue")
KEPT = {True: "oui", False: "non"}

EXPOSURE_TITLE = "Exposition après cette session"
EXPOSURE_NOTE = "Une session compte pour une fois, quel que soit le nombre de ses sujets. La démonstration compte à part."
TOTALS_HEADS = ("", "Dans la banque", "Déjà employés avant", "Employés après", "Jamais employés")
KINDS = {"scenario": "Scénarios", "question": "Questions", "pays": "Pays"}
EXPOSED_HEADS = (
    "Identifiant",
    "Nom",
    "Sessions avant",
    "Dernière",
    "Sujets de cette session",
    "Sessions après",
)
EXPOSED_NOTE = "Les {shown} premières lignes sur {count} ; certificat.json les donne toutes."
NEVER = "–"

ORIGINS_NOTE = "SHA-256 de ce que le certificat a lu. Les mêmes empreintes donnent le même certificat, octet pour octet."
ORIGINS = {
    "forms": "Sujets (forms.json)",
    "forms_then": "Sujets écrits par l'assemblage",
    "bank": "Banque et référentiel",
    "bank_then": "Banque le jour de l'assemblage",
    "blueprints": "Épreuves (epreuves.yaml)",
    "rules": "Règles (regles.yaml)",
    "settings": "Réglages (session.yaml)",
    "program": "Version d'epreuve",
}
READING = (
    "Écart à la cible : somme des coûts des souhaits, en points sur 100. Un point de part en trop ou en moins coûte un point ; un dixième de difficulté, dix ; un pour cent d'un savoir-faire, un dixième.",
    "Borne : ce sous quoi aucun sujet que la banque permet ne peut descendre ; pour des tickets, ce sous quoi ils ne peuvent pas être tous. Écart à la borne nul : ce sujet est le meilleur possible, à l'arrondi près.",
    "Règle à sa limite : elle ne laisse plus de jeu ; c'est elle qu'il faut relâcher en premier pour mieux faire.",
    "Tirage : parmi les sujets à moins de ε points du meilleur, celui de la session est tiré avec son secret, pour que personne ne le devine.",
    "Prouvé alors : la preuve vaut pour la banque du jour de l'assemblage, et la banque a changé depuis. Ne vaut plus : le sujet, ses règles ou son enregistrement ne sont plus ceux de la preuve.",
)
EXAM_LINE = "{exam} : sujets {count}, écart au plus {deviation}, borne {bound}, {proof}."
DONE = "certificat de {count} sujets et tickets écrit dans {folder}/ (Word, page web, JSON)"
STANDS = "le certificat publié dans {folder}/ est toujours exact : rien à écrire"
NO_FORMS = "la session « {session} » n'a pas encore de sujets"
NO_FORMS_HINT = "lancez « epreuve assemble {session} »"
