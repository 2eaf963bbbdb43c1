"""Scheduled runs: what steps are called, what people have to do, what a run says of itself (EXE)."""

from pipeline.diagnostics import Rule, Severity

STEP_LABELS = {
    "generate": "Production des sujets et documents",
    "publish": "Nouvelle publication",
    "approve": "Approbation par une seconde personne",
    "summon": "Remise des convocations",
    "release": "Remise des sujets",
    "collect": "Relevé des grilles",
    "settle": "Cas à trancher",
    "remind": "Relance des évaluateurs",
    "reconcile": "Comparaison des corrections",
    "lift": "Levée de l'anonymat",
    "award": "Tableau du jury",
    "decide": "Décisions du jury",
    "announce": "Remise des résultats",
    "replace": "Session de remplacement",
    "resit": "Ouverture du rattrapage",
    "": "Lecture de la session",
}
"""What each step is called; the empty one is the session itself, when it could not be read."""

REASONS = {
    "approve": "approuver les sujets, par une seconde personne : epreuve approve {session} --auteur NOM",
    "approve_again": "approuver de nouveau les sujets, qui ont changé : epreuve approve {session} --auteur NOM",
    "approve_refused": "reprendre les sujets refusés, puis publier de nouveau : epreuve publish {session}",
    "changed": "publier de nouveau, car les inscriptions ont changé : epreuve publish {session}",
    "outdated": "publier de nouveau, car les réglages que les documents impriment ont changé (date, intitulé, épreuves…) : epreuve publish {session}",
    "settle": "trancher les cas en attente, dont voici la liste : epreuve collect {session}",
    "refused": "remplacer ou écarter les fichiers refusés, dont voici la liste : epreuve collect {session}",
    "no_marks": "faire rendre les grilles, dont aucune n'est revenue : epreuve status {session}",
    "lift": "lever l'anonymat : epreuve lift {session} --auteur NOM",
    "lift_missing": "faire rendre les grilles qui manquent, ou lever l'anonymat sans elles : epreuve status {session}",
    "conciliation": "demander une conciliation des copies que personne d'autre ne peut corriger, dont voici la liste : epreuve reconcile {session}",
    "replace": "ouvrir la session de remplacement des absences justifiées : epreuve replace {session} {session}-remplacement --date AAAA-MM-JJ",
    "decide": "faire remplir par le jury output/{session}/resultats/jury/tableau-jury.xlsx, puis le déposer dans output/{session}/recu/",
    "decide_blank": "remplir le tableau du jury, où rien n'est décidé : output/{session}/recu/tableau-jury.xlsx",
    "clock": "vérifier l'horloge de la machine : le journal de {session} est daté de plus tard qu'elle",
}
"""What a person has to do, by reason; « {session} » is the session."""

ACROSS = "epreuve run"
SIGNED = "{what}, {who}, depuis le {since}"
ALONE = "une autre exécution est en cours dans cet espace de travail ({holder})"
BAD_MOMENT = "« {text} » n'est pas un moment"
BAD_MOMENT_HINT = "écrivez par exemple 2026-12-01T08:00 (heure de Paris), 2026-12-01T07:00Z ou 2026-12-01T08:00+01:00"
NO_SUCH_TIME = (
    "le {day} à {time}, l'heure n'existe pas à Paris : les horloges avancent cette nuit-là"
)
NO_SUCH_TIME_HINT = "choisissez une heure d'avant ou d'après le changement"
TWO_TIMES = (
    "le {day} à {time}, l'heure passe deux fois à Paris : les horloges reculent cette nuit-là"
)
TWO_TIMES_HINT = "précisez laquelle : {first} ou {second} (en temps universel)"

UNPROVED = Rule(
    "EXE-001",
    Severity.ERROR,
    "l'étape « {step} » a été faite, mais les fichiers de la session n'en gardent pas la preuve",
    "lancez « epreuve verify {session} » ; l'étape sera refaite au prochain appel",
)
CLOCK_BACK = Rule(
    "EXE-002",
    Severity.WARNING,
    "le journal est daté jusqu'au {latest}, après l'heure de la machine ({when}) : son horloge a reculé",
    "mettez la machine à l'heure ; rien n'est fait deux fois pour autant",
)
LOST_COUNT = Rule(
    "EXE-003",
    Severity.INFO,
    "le suivi des échecs est illisible : on ne sait plus depuis quand une étape échoue",
    "rien à faire : le suivi recommence, aucune décision n'en dépend",
)
NOT_KEPT = Rule(
    "EXE-004",
    Severity.WARNING,
    "le suivi des échecs n'a pas pu être écrit : {reason}",
    "{advice}",
)

UNREADABLE = Rule(
    "EXE-005",
    Severity.ERROR,
    "un fichier de la session est illisible : {reason}",
    "rendez le dossier accessible, ou restaurez-le d'une sauvegarde ; les autres sessions continuent",
)
NOT_FOLLOWED = Rule(
    "EXE-006",
    Severity.INFO,
    "la session {session} n'a pas d'échéances : rien n'y est fait de soi-même",
    "ajoutez le passage « echeances » à ses réglages pour qu'elle soit suivie",
)

AT = "{day} à {time}"
SECONDS = "{seconds} s"
STARTED = "{session} : {step}…"
DONE = "{session} : {step} – fait ({seconds})"
FAILED = "{session} : {step} – échec depuis le {since} : {message}"
HELD = "{session} : {message} ; elle sera reprise au prochain appel"
HINT = "    → {hint}"
WAITS = "{session}, {what} (attendu depuis le {since})"
WAITS_UNDATED = "{session}, {what}"
REPAIR = (
    "{session}, réparer « {step} », qui échoue depuis le {since} : epreuve run --only {session}"
)
PERSON = "À faire par une personne : {what}"
NOBODY = "Rien n'attend une personne"
NOTHING = "Rien à faire pour le programme"
NEXT = "Prochaine échéance : le {next}"
GLUE = " ; "
