"""Refresh what the documentation copies from the program: messages of rules, help of commands, values of templates.

The prose around them is written by hand and left alone. Run it after a change of wording, an option or a rule; a new
rule gets an entry at its place, for its author to complete.
"""

import dataclasses
import re
import sys
import typing
from collections.abc import Iterator
from pathlib import Path

import click

from pipeline.cli import main
from pipeline.diagnostics import Rule
from pipeline.render.fragment import Fragment
from pipeline.render.library import EVERY
from pipeline.rules.catalogue import ALL_RULES, FAMILIES

DOCS = Path(__file__).resolve().parent.parent / "docs"
DIAGNOSTICS = DOCS / "diagnostics.md"
COMMANDS = DOCS / "commandes.md"
TEMPLATES = DOCS / "modeles.md"
WIDTH = 78
ENTRY = re.compile(
    r"^### (?P<code>[A-Z]{3}-\d{3})\n(?P<body>.*?)(?=^#{2,3} |\Z)", re.MULTILINE | re.DOTALL
)
SCREEN = re.compile(r"\A\s*```text\n.*?\n```\n", re.DOTALL)
HELP = re.compile(
    r"(?P<open>```text aide (?P<name>[a-z ]+)\n).*?(?P<close>^```$)", re.MULTILINE | re.DOTALL
)
VALUES = re.compile(
    r"(?P<open>```text valeurs (?P<name>[a-z_]+\.docx)\n).*?(?P<close>^```$)",
    re.MULTILINE | re.DOTALL,
)


def screen(rule: Rule) -> str:
    """A rule as the screen shows it, its values between braces."""
    lines = [f"{rule.severity.value} [{rule.code}] {rule.message}"]
    if rule.hint:
        lines.append(f"    → {rule.hint}")
    return "\n".join(lines).replace("{{", "{").replace("}}", "}")


def entries(text: str) -> dict[str, str]:
    """The hand-written prose of each entry, by code, without its block of screen text."""
    return {m["code"]: SCREEN.sub("", m["body"]).strip() for m in ENTRY.finditer(text)}


def refresh_diagnostics(text: str) -> str:
    """The page with every rule at its place; what stands before the first family is kept."""
    prose = entries(text)
    families = dict(re.findall(r"^## ([A-Z]{3}) (.*)$", text, re.MULTILINE))
    parts = [text.split("\n## ", 1)[0].rstrip()]
    for family in dict.fromkeys(letters for _, letters in FAMILIES):
        parts.append(f"## {family} {families.get(family, '')}".rstrip())
        introduction = re.search(
            rf"^## {family}\b[^\n]*\n(.*?)(?=^#{{2,3}} |\Z)", text, re.MULTILINE | re.DOTALL
        )
        if introduction and introduction[1].strip():
            parts.append(introduction[1].strip())
        for rule in ALL_RULES:
            if rule.code.startswith(f"{family}-"):
                own = prose.get(rule.code, "")
                parts.append(f"### {rule.code}\n\n```text\n{screen(rule)}\n```\n\n{own}".rstrip())
    return "\n\n".join(parts) + "\n"


def help_of(name: str) -> str:
    """What ``NAME --help`` prints on 80 columns: ``epreuve`` alone, a command, a command of a group."""
    program, *path = name.split()
    command: click.Command = main
    context = click.Context(main, info_name=program, terminal_width=WIDTH, **main.context_settings)
    for word in path:
        command = typing.cast("click.Group", command).commands[word]
        context = click.Context(command, info_name=word, parent=context)
    return command.get_help(context)


def command_names() -> Iterator[str]:
    """The program, each of its commands, each command of a group, in order, as they are typed."""
    yield "epreuve"
    for name, command in main.commands.items():
        yield f"epreuve {name}"
        if isinstance(command, click.Group):
            yield from (f"epreuve {name} {inner}" for inner in command.commands)


def refresh_commands(text: str) -> str:
    """The page with the help of every command as it is printed."""
    return HELP.sub(lambda m: f"{m['open']}{help_of(m['name'])}\n{m['close']}", text)


def values_of(template: str) -> str:
    """Every value that a template may print, one a line; what a list holds stands below it, under one element."""
    return "\n".join(line for name, kind in EVERY[template].items() for line in _values(name, kind))


def _values(name: str, kind: object) -> Iterator[str]:
    if typing.get_origin(kind) is tuple:
        inner = typing.get_args(kind)[0]
        yield f"{name}  (liste)"
        if dataclasses.is_dataclass(inner):
            yield from (f"    {line}" for line in _values("…", inner))
    elif Fragment in (kind, *typing.get_args(kind)):
        yield f"{name}  (dessin, peut manquer)"
    elif parts := [part for part in typing.get_args(kind) if dataclasses.is_dataclass(part)]:
        yield f"{name}  (peut manquer)"
        yield from _values(name, parts[0])
    elif dataclasses.is_dataclass(kind):
        types = typing.get_type_hints(kind)
        for field in dataclasses.fields(kind):
            yield from _values(f"{name}.{field.name}", types[field.name])
    else:
        yield f"{name}  (vrai ou faux)" if kind is bool else name


def refresh_templates(text: str) -> str:
    """The page with the values of every template."""
    return VALUES.sub(lambda m: f"{m['open']}{values_of(m['name'])}\n{m['close']}", text)


PAGES = (
    (DIAGNOSTICS, refresh_diagnostics),
    (COMMANDS, refresh_commands),
    (TEMPLATES, refresh_templates),
)


def refresh() -> list[str]:
    """Rewrite the pages; returns the names of those that changed."""
    changed = []
    for path, renew in PAGES:
        before = path.read_text("utf-8")
        after = renew(before)
        if after != before:
            path.write_text(after, "utf-8")
            changed.append(path.name)
    return changed


if __name__ == "__main__":
    sys.stdout.write("".join(f"{name}\n" for name in refresh()))
