"""Work shared between processes (family TRV)."""

from pipeline.diagnostics import Rule, Severity, Source

E = Severity.ERROR
W = Severity.WARNING

PLACE = Source(path="--jobs")
"""Where a fault of the workers is: the option that asks for them."""

KILLER = Rule(
    "TRV-001",
    E,
    "le processus qui s'en chargeait est mort {tries} fois",
    "cherchez dans le journal du système si la mémoire a manqué ; sinon, vérifiez les textes, les images et le modèle en cause",
)
REPLACED = Rule(
    "TRV-002",
    W,
    "des processus de travail sont morts et ont été remplacés (remplacements : {count}) ; ce qu'ils faisaient a été refait",
    "il n'y a rien à refaire ; si cela se répète, la mémoire manque sans doute : demandez moins de processus avec --jobs",
)
NOT_STARTED = Rule(
    "TRV-003",
    W,
    "les processus de travail ne démarrent pas ({reason}) : tout est fait dans un seul",
    "le résultat est le même, en plus de temps ; --jobs 1 évite cet avertissement",
)

LOST = "une partie du travail fait mourir le processus qui s'en charge : rien n'a été écrit"
LOST_HINT = "tout le reste a pu être fait ; ce qui manque est nommé ci-dessus"
NO_SURVIVOR = "aucun processus de travail ne survit, quoi qu'il ait à faire : rien n'a été écrit"
NO_SURVIVOR_HINT = "relancez avec « --jobs 1 », qui fait tout dans un seul processus"
