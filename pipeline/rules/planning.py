"""The planning of a session: several sittings, groups of candidates, simulations, tutors (family SES)."""

from pipeline.diagnostics import Rule, Severity

E = Severity.ERROR
W = Severity.WARNING

GROUP_NOT_PLANNED = Rule(
    "SES-056",
    E,
    "{exam} : le groupe {group} n'a pas de ligne dans le planning (candidats : {count})",
    "ajoutez une ligne de ce groupe à la feuille « Planning », ou corrigez le groupe des candidats",
)
GROUP_MISSING = Rule(
    "SES-057",
    E,
    "{exam} : toutes les lignes du planning sont celles d'un groupe, et des candidats n'en ont aucun ({count}, le premier est {candidate})",
    "complétez leur colonne « Groupe », ou ajoutez à l'épreuve une ligne sans groupe",
)
GROUP_OF_NOBODY = Rule(
    "SES-058",
    W,
    "{exam} : personne n'est appelé à la ligne du groupe {group}",
    "vérifiez le groupe des candidats, ou retirez la ligne",
)
SAME_PAPER = Rule(
    "SES-059",
    W,
    "{exam} se passe à {moments} moments différents pour {forms} : des candidats auront le sujet d'un passage précédent",
    "demandez autant de sujets à la clé « formes » de session.yaml, ou faites commencer les passages ensemble",
)
UNEVEN_GROUPS = Rule(
    "SES-072",
    E,
    "{exam} : {people} ne se partagent pas en groupes de {least} à {most}",
    "changez la clé « groupe » de l'épreuve dans referential/epreuves.yaml, ou réunissez les candidats sur une seule ligne du planning",
)
SMALL_ROOM = Rule(
    "SES-073",
    E,
    "{exam} : la salle {room} n'a pas les places d'un groupe ({seats} pour {count})",
    "augmentez ses places dans la feuille « Salles », ou retirez-la de la ligne de l'épreuve",
)
NO_TUTOR = Rule(
    "SES-074",
    W,
    "{exam} : le candidat {candidate} n'a pas de tuteur, les évaluateurs du bloc l'observeront",
    "inscrivez son numéro dans la colonne « Tuteur de » de la feuille « Évaluateurs »",
)
NO_JURY = Rule(
    "SES-075",
    E,
    "{exam} : aucun jury ne peut voir ensemble les candidats {candidates}",
    "trop d'évaluateurs du bloc {block} ont un lien avec l'un d'eux : ajoutez-en d'autres",
)
TOO_FEW_ROLES = Rule(
    "SES-076",
    E,
    "{exam} : {form} n'a que {roles}, {people} ne s'y partagent pas en groupes de {least} ou plus",
    "assemblez de nouveau la session, ou changez la clé « groupe » de l'épreuve dans referential/epreuves.yaml",
)
PAPERS = ("{count} sujet", "{count} sujets")
ROLES = ("{count} rôle", "{count} rôles")
