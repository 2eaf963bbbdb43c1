"""Write the French words of the command line (click's own messages) as a gettext catalogue."""

import struct
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "pipeline/locale/fr/LC_MESSAGES/messages.mo"
MESSAGES = {
    "Usage:": "Usage :",
    "Options": "Options",
    "Commands": "Commandes",
    "Aborted!": "Interrompu.",
    "Missing command.": "Il manque une commande.",
    "Show this message and exit.": "Montre cette aide.",
    "Show the version and exit.": "Montre la version.",
    "%(prog)s, version %(version)s": "%(prog)s, version %(version)s",
    "Error: {message}": "Erreur : {message}",
    "Try '{command} {option}' for help.": "« {command} {option} » montre l'aide.",
    "Invalid value: {message}": "Valeur incorrecte : {message}",
    "Invalid value for {param_hint}: {message}": "Valeur incorrecte pour {param_hint} : {message}",
    "Missing argument": "Il manque l'argument",
    "Missing option": "Il manque l'option",
    "Missing parameter": "Il manque le paramètre",
    "Missing {param_type}": "Il manque {param_type}",
    "Missing parameter: {param_name}": "Il manque le paramètre {param_name}",
    "No such option {name!r}.": "L'option {name!r} n'existe pas.",
    "No such command {name!r}.": "La commande {name!r} n'existe pas.",
    "Option {name!r} does not take a value.": "L'option {name!r} ne prend pas de valeur.",
    "{value!r} is not a valid {number_type}.": "{value!r} n'est pas un nombre ({number_type}).",
    "{value} is not in the range {range}.": "{value} sort de l'intervalle {range}.",
    "{value!r} is not a valid boolean. Recognized values: {states}": (
        "{value!r} n'est ni oui ni non. Valeurs reconnues : {states}"
    ),
    "file": "le fichier",
    "directory": "le dossier",
    "path": "le chemin",
    "{name} {filename!r} does not exist.": "{name} {filename!r} n'existe pas.",
    "{name} {filename!r} is a file.": "{name} {filename!r} est un fichier.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} est un dossier.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} ne peut pas être lu.",
    "{name} {filename!r} is not writable.": "{name} {filename!r} ne peut pas être écrit.",
    "env var: {var}": "variable : {var}",
    "default: {default}": "par défaut : {default}",
    "(dynamic)": "(calculé)",
    "required": "obligatoire",
    "deprecated": "abandonné",
    "Value must be an iterable.": "Il faut plusieurs valeurs.",
    "Choose from:\n\t{choices}": "Choisissez parmi :\n\t{choices}",
    "Could not open file {filename!r}: {message}": (
        "Le fichier {filename!r} ne s'ouvre pas : {message}"
    ),
    "unknown error": "erreur inconnue",
    "{name} {filename!r} is not executable.": "{name} {filename!r} n'est pas exécutable.",
    "Argument {name!r} takes {nargs} values.": "L'argument {name!r} demande {nargs} valeurs.",
}
PLURALS = {
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"): (
        "Vouliez-vous dire {possibility} ?",
        "(Peut-être l'une de celles-ci : {possibilities})",
    ),
    (
        "Got unexpected extra argument ({args})",
        "Got unexpected extra arguments ({args})",
    ): ("Argument en trop ({args})", "Arguments en trop ({args})"),
    (
        "Option {name!r} requires an argument.",
        "Option {name!r} requires {nargs} arguments.",
    ): ("L'option {name!r} demande une valeur.", "L'option {name!r} demande {nargs} valeurs."),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."): (
        "{value!r} n'est pas {choice}.",
        "{value!r} n'est pas parmi {choices}.",
    ),
    ("Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given."): (
        "Il faut {nargs} valeurs, une seule est donnée.",
        "Il faut {nargs} valeurs, {len} sont données.",
    ),
    (
        "{value!r} does not match the format {format}.",
        "{value!r} does not match the formats {formats}.",
    ): (
        "{value!r} n'a pas la forme {format}.",
        "{value!r} n'a aucune des formes {formats}.",
    ),
}
HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n > 1);\n"


def catalogue() -> bytes:
    """The bytes of the compiled catalogue (GNU MO format, version 0, sorted, without hash table)."""
    pairs = {"": HEADER, **MESSAGES}
    pairs |= {"\0".join(source): "\0".join(target) for source, target in PLURALS.items()}
    entries = sorted((s.encode(), t.encode()) for s, t in pairs.items())
    start = 28 + 16 * len(entries)
    sources, targets, blob = [], [], b""
    for column, table in ((0, sources), (1, targets)):
        for entry in entries:
            table.append(struct.pack("<II", len(entry[column]), start + len(blob)))
            blob += entry[column] + b"\0"
    head = struct.pack("<IIIIIII", 0x950412DE, 0, len(entries), 28, 28 + 8 * len(entries), 0, 0)
    return head + b"".join(sources) + b"".join(targets) + blob


if __name__ == "__main__":
    TARGET.write_bytes(catalogue())
