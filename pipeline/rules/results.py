"""What is said of records and files that come after the publication (RES)."""

from pipeline.diagnostics import Rule, Severity

NOT_PUBLISHED = "la session « {session} » n'a pas de base de notation : elle n'est pas publiée, ou l'a été par une version antérieure"
NOT_PUBLISHED_HINT = (
    "lancez « epreuve publish {session} » : les sujets déjà publiés restent les mêmes"
)

RESULT_MISSING = Rule(
    "RES-001",
    Severity.ERROR,
    "ce fichier de résultats a disparu",
    "relancez la commande qui le produit (« epreuve {command} {session} »), ou reprenez-le d'une sauvegarde",
)
RESULT_CHANGED = Rule(
    "RES-002",
    Severity.WARNING,
    "ce fichier de résultats a été modifié depuis qu'il a été produit",
    "relancez « epreuve {command} {session} » pour le refaire : votre version sera mise de côté",
)
RESULT_STRAY = Rule(
    "RES-003",
    Severity.WARNING,
    "ce fichier se trouve parmi les résultats sans y avoir été mis par « epreuve »",
    "rangez-le ailleurs",
)
FROZEN_RULES = Rule(
    "RES-004",
    Severity.INFO,
    "regles.yaml a changé depuis la publication : la session « {session} » garde les règles figées alors",
    "rien à faire ; les règles nouvelles valent pour les sessions à venir",
)
RECORD_CHANGED = Rule(
    "RES-005",
    Severity.ERROR,
    "cet enregistrement n'est plus celui de la publication",
    "reprenez-le d'une sauvegarde : les notes de la session s'appuient sur lui",
)
RECORD_ALTERED = Rule(
    "RES-006",
    Severity.ERROR,
    "cet enregistrement n'est plus celui que le journal connaît",
    "reprenez-le d'une sauvegarde ; une correction passe par une grille, « epreuve resolve » ou « epreuve moderate »",
)
AREAS = {
    "certificat": "certify",
    "relances": "remind",
    "correction": "reconcile",
    "jury": "award",
    "decision": "decide",
    "rattrapage": "resit",
    "remplacement": "replace",
}
