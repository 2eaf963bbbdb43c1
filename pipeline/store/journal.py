"""The journal of a session: one line an event, each sealed by the hash of the line before."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.store.files import write_file

JOURNAL = "journal.jsonl"
START = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event: when (ISO, UTC), which command, what it did (counts and hashes, nothing personal)."""

    number: int
    when: str
    command: str
    facts: Mapping[str, str | int]
    previous: str

    def line(self) -> str:
        """The canonical text of the event."""
        return json.dumps(
            {
                "n": self.number,
                "when": self.when,
                "command": self.command,
                "facts": dict(self.facts),
                "previous": self.previous,
            },
            ensure_ascii=False,
        )


def append(folder: Path, *, when: str, command: str, facts: Mapping[str, str | int]) -> str:
    """Add an event unless it only repeats the last one; returns the head of the chain."""
    lines = _lines(folder)
    last = json.loads(lines[-1]) if lines else None
    if last is not None and (last["command"], last["facts"]) == (command, dict(facts)):
        return _hash(lines[-1])
    entry = Entry(
        number=len(lines) + 1,
        when=when,
        command=command,
        facts=facts,
        previous=_hash(lines[-1]) if lines else START,
    )
    lines.append(entry.line())
    write_file(folder / JOURNAL, ("\n".join(lines) + "\n").encode())
    return _hash(lines[-1])


def broken_line(folder: Path) -> int | None:
    """The first line that does not follow from the one before, ``None`` when the chain is whole."""
    previous = START
    for number, line in enumerate(_lines(folder), 1):
        try:
            entry = json.loads(line)
        except json.JSONDecodeError:
            return number
        sealed = isinstance(entry, dict) and entry.get("previous") == previous
        if not sealed or entry.get("n") != number:
            return number
        previous = _hash(line)
    return None


def _lines(folder: Path) -> list[str]:
    """The lines of the journal, none when there is no journal yet."""
    path = folder / JOURNAL
    return path.read_text("utf-8").splitlines() if path.exists() else []


def _hash(line: str) -> str:
    """The hash of one line."""
    return hashlib.sha256(line.encode()).hexdigest()
