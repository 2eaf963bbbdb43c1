"""The journal of a session: one line an event, sealed by its own hash and by that of the line before.

It shows a line edited, removed, added or cut. Lines missing at the end show only against a head kept
elsewhere: ``append`` returns it.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.diagnostics import ContentError, Source
from pipeline.rules import session as rules
from pipeline.store.files import write_file

JOURNAL = "journal.jsonl"
PUBLISHED = "manifest.json"
START = "0" * 64
Facts = Mapping[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event: when (ISO, UTC), which command, what it did (counts and hashes, nothing personal)."""

    number: int
    when: str
    command: str
    facts: Facts
    previous: str

    @property
    def head(self) -> str:
        """The hash that seals the event and all those before."""
        return hashlib.sha256(_text(self._fields()).encode()).hexdigest()

    def line(self) -> bytes:
        """The canonical line of the event."""
        return _text({**self._fields(), "hash": self.head}).encode()

    def _fields(self) -> dict[str, object]:
        return {
            "n": self.number,
            "when": self.when,
            "command": self.command,
            "facts": dict(self.facts),
            "previous": self.previous,
        }


def append(folder: Path, *, when: str, command: str, facts: Facts) -> str:
    """Add an event unless it only repeats the last one of its command; returns the head of the chain.

    Raises ContentError when the chain is broken: nothing is added to a journal that cannot be trusted.
    """
    entries = events(folder)
    previous = entries[-1].head if entries else START
    last = next((e for e in reversed(entries) if e.command == command), None)
    if last is not None and last.facts == facts:
        return previous
    number = len(entries) + 1
    new = Entry(number=number, when=when, command=command, facts=dict(facts), previous=previous)
    write_file(folder / JOURNAL, b"".join(e.line() + b"\n" for e in (*entries, new)))
    return new.head


def events(folder: Path) -> tuple[Entry, ...]:
    """The events so far, in order; raises ContentError when the chain is broken."""
    entries, broken = _read(folder)
    if broken:
        path = Path(*folder.parts[-2:]) / JOURNAL
        fault = rules.JOURNAL_BROKEN.at(Source(path=path.as_posix(), line=broken), line=broken)
        raise ContentError(f"{folder.name} : {fault.message}", fault.hint, (fault,))
    return tuple(entries)


def head(folder: Path) -> str:
    """The head of the chain, that of nothing before the first event; raises ContentError when it is broken."""
    found = events(folder)
    return found[-1].head if found else START


def last_fact(folder: Path, commands: Collection[str], key: str) -> str:
    """What the last event of these commands that has this fact says of it; empty without one. Raises ContentError."""
    found = (
        e.facts[key] for e in reversed(events(folder)) if e.command in commands and key in e.facts
    )
    return str(next(found, ""))


def broken_line(folder: Path) -> int | None:
    """The first line that does not follow from the one before, ``None`` when the chain is whole.

    A session that was published had a journal: without one, its first line is missing.
    """
    if (folder / PUBLISHED).exists() and not (folder / JOURNAL).exists():
        return 1
    return _read(folder)[1]


def _read(folder: Path) -> tuple[list[Entry], int | None]:
    """The events up to the first broken line, and the number of that line."""
    path = folder / JOURNAL
    lines = path.read_bytes().removesuffix(b"\n").split(b"\n") if path.exists() else []
    entries: list[Entry] = []
    for number, line in enumerate(lines, 1):
        entry = _entry(line)
        previous = entries[-1].head if entries else START
        if entry is None or (entry.number, entry.previous) != (number, previous):
            return entries, number
        entries.append(entry)
    return entries, None


def _entry(line: bytes) -> Entry | None:
    """The event of a line, ``None`` unless the line is exactly as it was written."""
    try:
        plain = json.loads(line)
        entry = Entry(
            number=plain["n"],
            when=plain["when"],
            command=plain["command"],
            facts=dict(plain["facts"]),
            previous=plain["previous"],
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return entry if entry.line() == line else None


def _text(plain: object) -> str:
    """One line of JSON, in ASCII so that nothing in it can look like the end of a line."""
    return json.dumps(plain, ensure_ascii=True)
