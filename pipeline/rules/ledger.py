"""What is said of the ledger of capitalisation (REG)."""

from pipeline.diagnostics import Rule, Severity

OTHER_PERSON = Rule(
    "REG-001",
    Severity.ERROR,
    "le numéro {number} de la session « {session} » désigne déjà une autre personne dans le registre (autre date de naissance)",
    "corrigez le numéro ou la date de naissance dans inscriptions.xlsx : un numéro désigne une seule personne pour toujours",
)
CUT_JOURNAL = Rule(
    "REG-002",
    Severity.ERROR,
    "le journal n'a plus les lignes que le registre a connues",
    "reprenez journal.jsonl d'une sauvegarde",
)
OTHER_RECORD = Rule(
    "REG-003",
    Severity.ERROR,
    "le registre connaît déjà « {reference} » autrement",
    "une décision ne se modifie pas : reprenez decisions.json d'une sauvegarde, et passez par « epreuve appeal » pour la réviser",
)
BAD_EDITION = Rule(
    "REG-004",
    Severity.ERROR,
    "« {edition} » ne désigne pas une édition du référentiel",
    "recopiez au moins les 12 premiers caractères de l'empreinte (sha256) écrite dans son referentiel.yaml",
)
UNKNOWN_BLOCK = Rule(
    "REG-005",
    Severity.ERROR,
    "le bloc {block} n'existe pas dans cette édition",
    "les blocs sont : {known}",
)
OTHER_DECISIONS = Rule(
    "REG-006",
    Severity.ERROR,
    "les décisions de la session et le registre ne disent pas la même chose",
    "reprenez decisions.json d'une sauvegarde s'il a été modifié ; sinon lancez « epreuve ledger rebuild »",
)
UNUSABLE = "le registre {path} ne peut pas être utilisé : {reason}"
UNUSABLE_HINT = "gardez-en une copie, puis lancez « epreuve ledger rebuild » : il est refait à partir des sessions"

ORIGINS = {"examen": "examen", "vae": "VAE", "dispense": "dispense"}
SHOW_LINE = "{number} — {block}, {origin} du {date}, session {session} ({reference})"
SHOW_NONE = "Le registre ne contient aucun bloc."
SHOW_NOBODY = "Aucun bloc au registre pour le candidat {number}."
REBUILT = "Registre refait à partir {sessions} : {blocks}."
REBUILT_APART = "Registre de la démonstration refait, à part : {blocks}."
BLOCKS = ("aucun bloc", "1 bloc acquis", "{count} blocs acquis")
SESSIONS = ("d'aucune session", "d'une session", "de {count} sessions")
ADDED = "Bloc {block} porté au registre pour le candidat {number} ({origin})."
ADDED_ALREADY = "Ce bloc est déjà au registre pour le candidat {number} : rien n'a changé."
NO_CANDIDATE = "la session « {session} » n'a pas de candidat {number}"
NO_CANDIDATE_HINT = "candidats : {known}"
NO_BLOCK = "le bloc « {block} » n'existe pas"
NO_BLOCK_HINT = "blocs : {known}"
NO_REFERENCE = "il manque la pièce qui justifie ce bloc, ou le nom de qui l'enregistre"
NO_REFERENCE_HINT = "donnez --reference et --auteur"
