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
UNUSABLE = "le registre {path} ne peut pas être utilisé : {reason}"
UNUSABLE_HINT = (
    "gardez-en une copie, puis lancez « epreuve ledger rebuild » : il est refait à partir des sessions"
)
