"""Messages and vocabulary of the import of a case study from Word (family IMP)."""

from pipeline.diagnostics import Rule, Severity

NOT_WORD = Rule(
    "IMP-001",
    Severity.ERROR,
    "ce fichier n'est pas un document Word lisible : {reason}",
    "enregistrez-le au format .docx depuis Word ou LibreOffice, puis recommencez",
)
TRACKED = Rule(
    "IMP-002",
    Severity.ERROR,
    "le document contient des modifications suivies ({count}), par exemple « {sample} »",
    "acceptez ou refusez toutes les modifications (onglet Révision), enregistrez, puis recommencez",
)
COMMENTED = Rule(
    "IMP-003",
    Severity.ERROR,
    "le document contient des commentaires ({count}), par exemple « {sample} »",
    "reportez ce qu'ils disent dans le texte ou supprimez-les, enregistrez, puis recommencez",
)
EMPTY = Rule(
    "IMP-004",
    Severity.ERROR,
    "le document ne contient aucun texte",
    "vérifiez que vous avez choisi le bon fichier ; un document numérisé en image ne peut pas être repris",
)
IMAGES = Rule(
    "IMP-010",
    Severity.WARNING,
    "images non reprises : {count}",
    "recopiez dans une pièce du dossier ce qu'elles disent d'utile ; un tableau devient un graphique avec « graphique »",
)
TO_RESUME = Rule(
    "IMP-011",
    Severity.WARNING,
    "scénario {scenario} : textes de « a_reprendre » à placer ou à supprimer : {count}",
    "déplacez chacun à sa place dans le fichier, puis supprimez la clé « a_reprendre »",
)
NO_MAMMOTH = "l'import de documents Word demande un module facultatif"
NO_MAMMOTH_HINT = "installez-le : pip install 'epreuve[import]'"

NOT_ZIP = "ce n'est pas une archive .docx"
ENCRYPTED = "il est protégé par un mot de passe"
OLD_WORD = "c'est un ancien format (.doc ou autre), même s'il est nommé .docx"
NO_DOCUMENT = "le texte du document manque"
TOO_LARGE = "il est trop volumineux ({size} Mo, {limit} Mo au plus)"
BAD_XML = "son contenu est endommagé ({part})"

# Where texts stand that are in no block
ASIDE = {
    "header": "en-tête de page",
    "footer": "pied de page",
    "footnotes": "note de bas de page",
    "endnotes": "note de fin",
    "chart": "graphique",
    "data": "schéma",
}
BOX = "zone de texte ou élément non repris"
SERIES = "{name} : {values}"
BEFORE = "avant le premier titre"
SECTION = "sous le titre « {title} »"

# What headings are called: the first pattern that matches says what follows (accents and case do not count).
SECTIONS = (
    (
        "document",
        r"(?:document|annexe|piece|doc|exhibit|appendix)\.?\s*(?:n\s*[°o]\s*)?(?:[0-9]+|[a-h])\b",
    ),
    ("question", r"(?:question|q|task)\.?\s*(?:n\s*[°o]\s*)?[a-h]?\.?[0-9]+"),
    (
        "answers",
        r"corrige|elements? (?:de (?:correction|reponse|corrige)|attendus)|reponses?(?: attendues?)?\b|bareme|attendus"
        r"|(?:model |suggested )?answers?\b|answer key|marking (?:scheme|guide|grid)|mark scheme",
    ),
    (
        "questions",
        r"questions?\b|travail (?:a faire|demande)|consignes?\b|sujet\b|il vous est demande"
        r"|tasks?\b|assignment|your tasks?\b",
    ),
    (
        "documents",
        r"dossier(?: documentaire)?|documents?\b|annexes?\b|pieces?\b|exhibits?\b|appendi(?:x|ces)",
    ),
    (
        "actors",
        r"acteurs?\b|parties? prenantes?|protagonistes|interlocuteurs|personnages"
        r"|stakeholders?\b|actors?\b|(?:key )?players\b",
    ),
    (
        "chronology",
        r"chronologie|calendrier|frise|dates? cles?|deroulement|timeline|chronology|key dates",
    ),
    ("constraints", r"contraintes|limites|cadre imperatif|constraints"),
    (
        "role",
        r"(?:votre )?(?:role|mission|mandat|fonction|positionnement)(?: du candidat)?|vous etes"
        r"|your (?:role|position|mission|mandate)|you are\b",
    ),
    (
        "situation",
        r"situation|contexte|presentation|introduction|preambule|historique|le cas|mise en situation|enonce"
        r"|(?:the )?(?:background|context|scenario)\b",
    ),
)
POINTS = r"([0-9]{1,3}(?:[.,]5)?)\s*(?:points?|pts?|marks?)\b"
MINUTES = r"(?:([0-9])\s*h\s*([0-9]{2})?|([0-9]{1,3})\s*(?:minutes?|min|mn))\b"
ARTICLES = r"(?:les?|la|des|vos|the|l')\s*(?=\w)"
NUMBERED = r"(?:(?:question|q)\s*)?(?:n\s*[°o]\s*)?([0-9]{1,2})\s*[.):/–-]\s*(?![0-9])"
LETTERED = r"[a-h]\s*[.)/]\s*"
LABEL = r"(?:question|q|task)\.?\s*(?:n\s*[°o]\s*)?[a-h]?\.?[0-9]{1,2}\b\s*[.):/–-]*\s*"
NAMED_QUESTION = r"\b(?:question|q)\s*(?:n\s*[°o]\s*)?([0-9]{1,2})\b"
TITLES = r"(?:titre|intitule|title)(?: du (?:cas|sujet))?\s*:?"
BARE = r"(?:question|q)\s*(?:n\s*[°o]\s*)?([0-9]{1,2})\s*"
RELATIVE = r"([JD]\s*(?:[-–−+]\s*[0-9]{1,3})?)(?=\W)"
SEPARATORS = r"(?:[\s,;:/–-]|et\b|and\b)*"
ACTOR_HEADS = r"(?:noms?|acteurs?|parties?|parties? prenantes?|stakeholders?|actors?|names?)"

# What the draft says where the file says nothing
TO_WRITE = "À écrire : {what}"
MENTION = "Exercice. À écrire : {what}"
ASKS = {
    "title": "le titre",
    "situation": "la situation, en deux ou trois paragraphes",
    "position": "la fonction du candidat",
    "organisation": "l'organisation pour laquelle il travaille",
    "authority": "à qui il rend compte",
    "mandate": "ce qu'on lui demande de produire ou de décider",
    "limits": "ce qu'il ne peut pas engager",
    "nature": "sa nature",
    "name": "le nom d'une partie",
    "actor_position": "ce qu'elle demande",
    "interests": "ce qu'elle veut vraiment",
    "leverage": "ce dont elle dispose",
    "event": "un fait",
    "constraint": "une contrainte",
    "issuer": "l'émetteur",
    "reliability": "la fiabilité de la pièce",
    "body": "le texte de la pièce",
    "item_title": "titre de la question",
    "deliverable": "le document à rendre",
    "instruction": "la consigne",
    "expected": "un élément attendu",
    "pitfall": "un piège",
    "outline": "le corrigé, en trois à six points",
    "prompt": "une relance du jury",
    "mention": "ce qui est inventé dans ce scénario",
}
COLUMN = "colonne {number}"
FIELD = "{label} : {text}"
REFUSED = "ce document ne peut pas être repris : rien n'a été écrit"
REFUSED_HINT = "corrigez ce qui est dit plus haut dans le document, puis recommencez"
GUESSED = (
    "Type {kind} et bloc {block}, faute d'indication : --type et --bloc en choisissent d'autres."
)
FOLLOWED = "Type {kind} et bloc {block}, d'après les codes cités : --type et --bloc en choisissent d'autres."
DONE = "Brouillon écrit : {path}"
WOULD = "Brouillon qui serait écrit : {path}"
FOUND = "Repris : acteurs {actors}, pièces {documents}, questions {questions} ; à reprendre à la main : {leftovers}."
NEXT = "Complétez le fichier (tout ce qui commence par « À écrire »), puis lancez epreuve check et epreuve preview {scenario}."
HEADER = """\
# Brouillon repris d'un document Word par « epreuve import docx ».
# Tout ce qui commence par « À écrire » manquait dans le document. La clé a_reprendre, à la fin, garde chaque texte qui
# n'a pas trouvé sa place : déplacez-le ou supprimez-le. docs/guide-auteur.md explique chaque clé.
"""
