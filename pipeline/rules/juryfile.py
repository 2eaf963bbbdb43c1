"""What can be wrong with the file of the jury's table, whatever the jury decided (family JUR)."""

from pipeline.diagnostics import Rule, Severity

E = Severity.ERROR
W = Severity.WARNING

NOT_A_TABLE = Rule(
    "JUR-010",
    E,
    "ce classeur n'est pas un tableau de délibération, ou son identité a disparu",
    "remplissez le fichier tableau-jury.xlsx écrit par « epreuve award {session} »",
)
NOT_XLSX = Rule(
    "JUR-011",
    E,
    "le tableau de délibération est au format .{format}",
    "enregistrez-le au format .xlsx",
)
OTHER_SESSION = Rule(
    "JUR-012",
    E,
    "ce tableau est celui de la session « {found} »",
    "donnez celui de la session « {session} »",
)
OUTDATED = Rule(
    "JUR-013",
    E,
    "ce tableau ne correspond plus aux notes, aux noms ou aux règles de la session",
    "relancez « epreuve award {session} », reportez les décisions dans le nouveau tableau et vérifiez ce qui a changé",
)
NO_SHEET = Rule(
    "JUR-014",
    E,
    "la feuille « {sheet} » manque",
    "repartez du tableau écrit par « epreuve award {session} » et reportez-y les décisions",
)
NO_COLUMN = Rule(
    "JUR-015", E, "la colonne « {column} » manque", "rétablissez son titre, exactement"
)
NO_ROW = Rule(
    "JUR-016",
    E,
    "la ligne {row} manque",
    "repartez du tableau écrit par « epreuve award {session} » et reportez-y les décisions",
)
ROW_TWICE = Rule("JUR-017", E, "la ligne {row} est là deux fois", "n'en gardez qu'une")
ROW_OF_BLOCK = "du candidat {candidate} pour le bloc {block}"
ROW_OF_CANDIDATE = "du candidat {candidate}"
ROW_OF_MEMBER = "du membre n° {rank}"
ROW_HERE = "« {key} »"
"""What a row of the table is called: that of a block, of a candidate, of a member, any other."""
ALTERED = Rule(
    "JUR-018",
    E,
    "cette case est verrouillée et a changé : « {found} » au lieu de « {expected} »",
    "rétablissez-la ; le jury n'écrit que dans les cases claires",
)
STRAY = Rule(
    "JUR-019",
    W,
    "ce texte est hors des cases à remplir : il n'est pas lu",
    "reportez-le dans « Motif » ou dans « Incidents et observations » s'il compte",
)
FORMULA = Rule(
    "JUR-020",
    E,
    "cette case contient une formule : {value}",
    "écrivez le texte ou le nombre lui-même",
)
CHANGED_VALUE = Rule(
    "JUR-021",
    E,
    "le tableur a transformé ce qui a été tapé : {value}",
    "tapez-le de nouveau, dans une case au format texte",
)

VALUE_EMPTY = "rien"
