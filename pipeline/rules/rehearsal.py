"""The words of the demonstration's invented assessors and jury."""

COMMENTS = {
    0: (
        "Rien d'exploitable sur ce point.",
        "Point absent de la copie.",
        "Contresens sur la commande.",
    ),
    1: (
        "Éléments épars, sans lien avec la commande.",
        "Affirmé sans s'appuyer sur le dossier.",
        "La contradiction entre deux documents n'est pas vue.",
    ),
    4: (
        "Arbitrage assumé, avec une option de repli.",
        "Sources croisées et limites dites : présentable en l'état.",
        "Anticipe l'objection du partenaire.",
    ),
}
REMARKS = (
    "Ensemble solide, à resserrer.",
    "Bonne lecture du dossier ; la décision manque d'appui chiffré.",
    "Plan clair, conclusions prudentes.",
    "Copie inégale : l'analyse est là, la recommandation moins.",
)
MEMBERS = (
    (
        "Andréa Arbitre",
        "Présidence, diplomate en retraite",
        "Institut fictif des relations",
        "oui",
        "oui",
    ),
    ("Elia Examen", "Responsable de programmes", "ONG fictive", "oui", "non"),
    ("Gaby Grille", "Responsable pédagogique", "École fictive", "non", "non"),
)
PLACE = "Salle du conseil, centre d'examen fictif"
INCIDENTS = "Aucun incident signalé (démonstration)."
POINTS_REASON = "Progression nette entre l'écrit et l'oral, relevée par les deux jurys."
AUTHOR = "Coordination de la démonstration"
SECOND = "Direction de la démonstration"
POINTS = "0,5"
ALIKE = "Peu d'indicateurs et mêmes formules : ressemblance fortuite, vérifiée auprès des deux évaluateurs."
