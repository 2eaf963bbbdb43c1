"""The French words of the report of double marking and of the page of agreement; what their figures call for (ACC)."""

from pipeline.diagnostics import Rule, Severity

WEAK = Rule(
    "ACC-001",
    Severity.INFO,
    "épreuve {exam} : accord faible entre les deux corrections (ICC {icc} sur {count} copies)",
    "relisez ensemble deux ou trois copies et les descripteurs avant la délibération (resultats/correction/coordination/accord.html)",
)
SEVERE = Rule(
    "ACC-002",
    Severity.INFO,
    "épreuve {exam}, évaluateur {assessor} : {points} en moyenne par rapport aux autres correcteurs des mêmes copies ({count} copies)",
    "voyez accord.html ; un décalage se décide par « epreuve moderate », avec un auteur et un motif",
)
DRIFT = Rule(
    "ACC-003",
    Severity.INFO,
    "épreuve {exam}, évaluateur {assessor} : la sévérité change en cours de correction ({points} pour dix copies)",
    "relisez les premières et les dernières copies de cet évaluateur dans l'ordre de correction",
)

RULINGS = {
    "simple": "une correction",
    "attente": "correction attendue",
    "etat": "sans note : {state}",
    "contradiction": "corrections contradictoires",
    "moyenne": "moyenne des deux",
    "plus_favorable": "la plus favorable",
    "ecart": "écart sans suite",
    "troisieme_demande": "3e correction demandée",
    "troisieme": "3e correction",
    "conciliation_demandee": "conciliation demandée",
    "conciliation": "conciliation",
}

SHEETS = (
    "Copies",
    "Critères",
    "Correcteurs",
    "Décalages",
    "Questions",
    "Indicateurs",
    "Notice",
)
REPORT_TITLE = "Double correction"
SUBTITLE = "{title} · {day} · coordination, confidentiel"
FOOTER = "coordination · confidentiel"
FOOTER_PAGE = "page &P / &N"
NOTES = {
    "Copies": "Notes sur 20 avant tout décalage ; la note retenue les comprend. Les correcteurs n'ont jamais les notes l'un de l'autre.",
    "Critères": "Une ligne pour la note, une par compétence, une par indicateur. En dessous de {least} copies doublement corrigées, aucun coefficient n'est donné.",
    "Paires": "Toutes les copies que deux évaluateurs ont corrigées l'un et l'autre.",
    "Correcteurs": "Écart moyen aux autres correcteurs des mêmes copies : négatif, l'évaluateur est plus sévère. Dérive : ce que l'écart gagne en dix copies, dans l'ordre de correction.",
    "Décalages": "Au plus {largest} sur 20, en plus ou en moins. Le dernier décidé pour un évaluateur dans une épreuve vaut ; les précédents restent écrits.",
    "Questions": "Ce que les copies atteignent, en note sur 20. La grille note des indicateurs de compétences : ce qui est dit d'une question se déduit de ses compétences.",
    "Indicateurs": "Ce que les copies atteignent sur chaque compétence et chaque indicateur, en note sur 20, et dans combien de copies c'est acquis.",
}
COPY_COLUMNS = (
    "Épreuve",
    "Copie",
    "1er correcteur",
    "2e correcteur",
    "Note 1",
    "Note 2",
    "Écart",
    "Indicateurs trop éloignés",
    "Suite donnée",
    "Demandée à",
    "Autre note",
    "Note retenue",
)
CRITERIA_COLUMNS = (
    "Épreuve",
    "Objet",
    "Intitulé",
    "Copies",
    "Écart moyen",
    "Niveaux égaux",
    "À un niveau près",
    "Kappa pondéré",
    "ICC (2,1)",
)
PAIRS_TITLE = "Paires de correcteurs"
ASSESSOR_COLUMNS = (
    "Évaluateur",
    "Nom",
    "Épreuve",
    "Copies",
    "Moyenne",
    "Écart aux autres",
    "Dispersion",
    "Dispersion des autres",
    "Dérive (10 copies)",
)
SHIFT_COLUMNS = (
    "Épreuve",
    "Évaluateur",
    "Nom",
    "Points",
    "Copies",
    "Moyenne avant",
    "Moyenne après",
    "En vigueur",
    "Auteur",
    "Motif",
    "Le (UTC)",
)
ITEM_COLUMNS = (
    "Épreuve",
    "Question",
    "Intitulé",
    "Compétences",
    "Copies",
    "Atteint /20",
    "Part propre %",
    "Discrimination",
    "Difficulté",
    "Proposée",
)
OBSERVED_COLUMNS = (
    "Épreuve",
    "Objet",
    "Intitulé",
    "Copies",
    "Atteint /20",
    "Acquis dans",
    "Discrimination",
    "Remarque",
)
NEVER = "jamais acquis"
ALL_EXAMS = "toutes"
WHOLE_MARK = "note"
YES, NO = "oui", "non"
NOTHING = "Rien à montrer pour le moment."
GUIDE = (
    (
        "Ce que montre ce rapport",
        "Les deux corrections de chaque copie ont été faites sans que l'une connaisse l'autre. Ce rapport les met côte à côte, avec la suite que les règles de la session leur donnent et la note retenue.",
    ),
    (
        "Quand deux corrections s'écartent trop",
        "Au-delà de {gap} sur la note, ou à partir de {levels} sur un même indicateur, une autre correction est demandée : à un troisième évaluateur habilité au bloc, sans lien avec le candidat, le moins chargé d'abord ; ou aux deux correcteurs ensemble (conciliation). Une grille demandée à quelqu'un ne l'est plus à personne d'autre. La copie attend jusqu'à son retour.",
    ),
    (
        "Kappa pondéré",
        "Accord sur les niveaux 0 à 4 au-delà de ce que donnerait le hasard, les grands écarts comptant davantage (carré de l'écart ; Cohen, 1968). 1 : accord parfait ; 0 : pas mieux que le hasard.",
    ),
    (
        "ICC (2,1)",
        "Part de la dispersion des notes qui vient des copies et non des correcteurs : correcteurs tirés au sort, accord absolu, une seule correction (Shrout et Fleiss, 1979). Dans une épreuve, les correcteurs changent d'une copie à l'autre : la première et la seconde correction y tiennent lieu des deux correcteurs.",
    ),
    (
        "Petits nombres",
        "Le nombre de copies est toujours donné. Aucun coefficient en dessous de {least} copies, aucune moyenne d'écart en dessous de {few} : une case vide dit qu'il y en a trop peu, ou que rien ne varie.",
    ),
    (
        "Discrimination",
        "Corrélation entre ce qui est atteint et le reste de la note de la copie. Près de 0, ou négative : ce que l'on observe ne distingue pas les copies comme le reste de l'épreuve.",
    ),
    (
        "Questions de la banque",
        "Une grille note des indicateurs de compétences, jamais chaque question ni chaque élément attendu. Pour une question, le rapport donne ce que les copies atteignent sur ses compétences ; la part propre dit combien de ces points la question portait elle-même. Une difficulté n'est proposée qu'à partir de {least} copies et de {own} de part propre ; elle n'est jamais appliquée d'elle-même : c'est à la personne qui tient la banque d'en décider.",
    ),
    (
        "Difficulté proposée",
        "1 à partir de 16 de moyenne, 2 à partir de 13, 3 à partir de 10, 4 à partir de 7, 5 en dessous.",
    ),
)
LEVELS_APART = ("{value} niveau", "{value} niveaux")
PERCENT = "{value} %"

PAGE_TITLE = "Accord des corrections – {title}"
PAGE_HEAD = "Accord des corrections"
PAGE_INTRO = "Ce que les deux corrections de chaque copie ont en commun, épreuve par épreuve. Page réservée à la coordination : elle ne contient que des numéros d'anonymat et les noms des évaluateurs."
SCATTER_TITLE = "Note 1 et note 2"
SCATTER_NOTE = "Un point par copie ; dans la bande, l'écart reste dans la règle ({gap}). Les points cernés ont un indicateur trop éloigné ou une note hors de la bande."
FIRST_MARK, SECOND_MARK = "note de la 1re correction", "note de la 2e correction"
SEVERITY_TITLE = "Sévérité et dispersion"
SEVERITY_NOTE = "Barre : écart moyen aux autres correcteurs des mêmes copies, en points sur 20 ; trait fin : un écart type de ces écarts, de part et d'autre. À gauche de l'axe, plus sévère."
DRIFT_TITLE = "Dérive au fil de la correction"
DRIFT_NOTE = (
    "Écart à l'autre correcteur, copie après copie, dans l'ordre où chacun devait corriger."
)
RANK_AXIS = "rang dans l'ordre de correction"
FIGURES_TITLE = "Coefficients"
TOO_FEW = "{count} {word} : trop peu pour un coefficient (il en faut {least})."
COPIES = ("copie doublement corrigée", "copies doublement corrigées")
NO_PAIR = "Aucune copie n'a encore deux corrections complètes."
POINT_LABEL = "copie {copy} : {one} et {two}"
BAR_LABEL = "{name} : {difference} en moyenne sur {count} copies"
DRIFT_LABEL = "{name} : {drift} pour dix copies ({count} copies)"
EXAM_HEAD = "{exam} – {title}"

ORDER_SHEET = "Ordre de correction"
ORDER_TITLE = "Ordre de correction"
ORDER_NOTE = "Corrigez vos copies dans cet ordre, tiré au sort pour vous seul : il répartit la fatigue et l'effet de contraste entre les candidats. Cette feuille reste chez vous."
ORDER_COLUMNS = ("Épreuve", "Rang", "Copie", "Corrigée", "Remarque")
ORDER_WHO = "{name} · session {session}"
