"""Messages about the dates that a session has to keep, and the words of the plan of the year (family ECH)."""

from pipeline.diagnostics import Rule, Severity

E = Severity.ERROR

UNREADABLE = Rule(
    "ECH-001",
    E,
    "« {key} » : « {text} » n'est pas une échéance",
    "écrivez J, J-30, J+10 ou une date AAAA-MM-JJ, puis au besoin une heure, par exemple J+10 18:00",
)
ALWAYS_WANTED = Rule(
    "ECH-002",
    E,
    "« {key} » ne peut pas être « jamais »",
    "donnez-lui une échéance, ou retirez la ligne pour l'échéance habituelle ; seuls {optional} peuvent manquer",
)
RELATIVE_ONLY = Rule(
    "ECH-003",
    E,
    "« {key} » : « {text} » est une date, alors que ces échéances sont celles de toutes les sessions",
    "écrivez-la par rapport à la date de la session, par exemple J-30",
)
NO_SUCH_TIME = Rule(
    "ECH-004",
    E,
    "« {key} » : le {day} à {time} n'existe pas, les horloges avancent cette nuit-là ({zone})",
    "choisissez une autre heure",
)
TWO_TIMES = Rule(
    "ECH-005",
    E,
    "« {key} » : le {day} à {time} arrive deux fois, les horloges reculent cette nuit-là ({zone})",
    "choisissez une autre heure",
)
TOO_FAR = Rule(
    "ECH-006",
    E,
    "« {key} » : « {text} » est à plus de {limit} jours de la date de la session",
    "corrigez cette échéance, ou « date »",
)
OUT_OF_ORDER = Rule(
    "ECH-007",
    E,
    "« {later} » ({later_text}) vient trop tôt par rapport à « {earlier} » ({earlier_text})",
    "l'ordre est : produire, convoquer, remettre, grilles, jury, publication, puis le jour du rattrapage ; "
    "les relances viennent après « remettre »",
)
TWICE = Rule(
    "ECH-008",
    E,
    "« {key} » : « {text} » est écrit deux fois",
    "n'en gardez qu'un",
)
NO_CALENDAR = Rule(
    "ECH-009",
    E,
    "aucune échéance ne se calcule à partir du {day}",
    "corrigez « date »",
)
FORGOTTEN = Rule(
    "ECH-010",
    Severity.WARNING,
    "ce modèle n'écrit pas d'échéances : la session « {session} » ne sera suivie par personne",
    "reprenez-le d'un espace neuf créé par « epreuve init », ou ajoutez « echeances » à session.yaml",
)
LONG_AGO = Rule(
    "ECH-013",
    Severity.WARNING,
    "la session « {session} » est datée du {date}, un jour déjà passé : ce qui est échu se fera au prochain appel",
    "si c'est une erreur, corrigez tout de suite la ligne « date » de session.yaml",
)
NOT_READ = Rule(
    "ECH-011",
    E,
    "la session « {session} » ne peut pas être lue, ses échéances manquent ici : {reason}",
    "corrigez ce qui est dit d'elle, puis relancez ; les autres sessions sont complètes",
)
NO_PROPOSALS = Rule(
    "ECH-012",
    E,
    "les sessions à ouvrir manquent ici, le calendrier ne peut pas être lu : {reason}",
    "corrigez ce qui en est dit ; les sessions ouvertes sont complètes",
)

BAD_FIRST = "« {first} » n'est pas un premier jour"
BAD_FIRST_HINT = "écrivez une date AAAA-MM-JJ, par exemple --du 2026-12-01"
ICS_OF_ALL = "l'agenda est celui de toutes les sessions"
ICS_OF_ALL_HINT = "retirez le nom de la session, ou --ics"

PLAN_HEAD = "Échéancier du {first} au {until} (fuseau {zone})."
PLAN_COLUMNS = ("Date", "Heure", "Session", "Étape", "État")
PLAN_LATE = "Échu :"
PLAN_NEXT = "À venir :"
PLAN_NOTHING = "Rien n'est prévu d'ici là."
PLAN_UNFOLLOWED = (
    "Session que personne ne suit, faute d'échéances dans session.yaml : {names}.",
    "Sessions que personne ne suit, faute d'échéances dans session.yaml : {names}.",
)
PLAN_DEMONSTRATION = "La démonstration n'est suivie par personne."
PLAN_PROPOSED = (
    "{count} session proposée par calendrier.yaml reste à ouvrir : epreuve calendar.",
    "{count} sessions proposées par calendrier.yaml restent à ouvrir : epreuve calendar.",
)
PLAN_SUM = "{steps}, dont {late}."
PLAN_STEPS = ("{count} étape", "{count} étapes")
PLAN_OVERDUE = ("{count} échue", "{count} échues")

STATE_DONE = "fait"
STATE_LATER = "à venir"
STATE_TODAY = "à faire, échu ce jour"
STATE_LATE = ("en retard depuis {count} jour", "en retard depuis {count} jours")
STATE_PERSON = "attend quelqu'un : {what}"
STATE_AFTER = "attend une étape : {step}"
STATE_PROPOSED = "session à ouvrir"

AGENDA = "Échéances des sessions"
AGENDA_SUMMARY = "{session} : {step}"
AGENDA_DONE = "{session} : {step} (fait)"
AGENDA_PROPOSED = "{session} (à ouvrir) : {step}"
AGENDA_PERSON = "À faire par une personne : {what}."
AGENDA_WRITTEN = "Agenda écrit : {path} ({dates})."
AGENDA_SAME = "Agenda inchangé : {path} ({dates})."
AGENDA_DATES = ("{count} date", "{count} dates")
