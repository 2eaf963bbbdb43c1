"""What a simulated year left: every session complete, done once and on time; the same as another year."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.commands.standing import read_followed
from pipeline.commands.verify import verify
from pipeline.diagnostics import ContentError, Severity
from pipeline.model.deadline import Milestone
from pipeline.store import journal
from pipeline.store.folder import sessions
from pipeline.store.ledger import NAME, held, ledger_path
from pipeline.timeline.steps import Status, complete

MOMENT = re.compile(rb"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
DIGEST = re.compile(rb"[0-9a-f]{64}")
OWN = (".verrou", ".suivi.json", "plan.ics")
"""What a workspace holds that is of no session."""
DATES = {
    "assemble": Milestone.GENERATE,
    "publish": Milestone.GENERATE,
    "remind": Milestone.REMIND,
    "reconcile": Milestone.RETURN,
    "award": Milestone.RETURN,
    "decide": Milestone.JURY,
    "resit": Milestone.ANNOUNCE,
}
LOTS = {
    "convocations": Milestone.SUMMON,
    "sujets": Milestone.RELEASE,
    "correction": Milestone.RELEASE,
    "resultats": Milestone.ANNOUNCE,
}
AS_IT_COMES = ("collect", "reconcile")
"""What is done as often as something came back: of these, the last alone is the same in two years."""
ONCE = ("open", "assemble", "publish", "lift", "decide", "resit")
"""What is done once in a session; everything else is done once for what it is made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The files that two years have with other bytes: those that only hold other moments, and all the others."""

    moments: tuple[str, ...]
    others: tuple[str, ...]


def is_over(root: Path, session: str, now: str) -> bool:
    """Whether nothing is left to do in a session; false for one that cannot be read now."""
    try:
        followed = read_followed(root, session, now)
    except ContentError:
        return False
    return followed is not None and all(map(_is_done, followed.statuses))


def _is_done(status: Status) -> bool:
    """Whether nothing is left of a step; nobody of this year opens the deferred sitting of who was excused."""
    return status.step == "replace" or complete((status,))


def faults_of(root: Path, now: str) -> tuple[str, ...]:
    """What is wrong at the end of a year: sessions that are not complete, steps done twice or early, files."""
    found = [
        f"{d.source} {d.message}"
        for d in verify(None, root=root).diagnostics
        if d.severity is Severity.ERROR
    ]
    for name in sessions(root):
        found += [f"{name} {fault}" for fault in _session_faults(root, name, now)]
    return tuple(found)


def _session_faults(root: Path, name: str, now: str) -> Iterator[str]:
    followed = read_followed(root, name, now)
    if followed is None:
        yield "is not followed"
        return
    for status in followed.statuses:
        if not _is_done(status):
            yield f"{status.step} is {status.state.value} {status.reason}"
    if not followed.standing.decided:
        yield "nobody decided on"
    events = journal.events(followed.folder.path)
    yield from _twice(events)
    session = followed.session
    first = {
        milestone: dates[0].moments(session.date, session.zone)[0]
        for milestone, dates in session.deadlines.items()
        if dates
    }
    for event in events:
        asked = LOTS.get(str(event.facts.get("lot", ""))) or DATES.get(event.command)
        if asked is not None and event.when < first[asked]:
            yield f"{event.command} at {event.when}, due at {first[asked]}"


def _twice(events: tuple[journal.Entry, ...]) -> Iterator[str]:
    """What the journal says twice."""
    known = Counter((event.command, tuple(sorted(event.facts.items()))) for event in events)
    done = Counter(event.command for event in events)
    yield from (f"{command} {count} times" for (command, _), count in known.items() if count > 1)
    yield from (f"{command} {done[command]} times" for command in ONCE if done[command] > 1)


def compared(one: Path, other: Path) -> Difference:
    """How the output of two workspaces differs; records that say when they were written, but for that."""
    first, second = _files(one), _files(other)
    names = sorted(first.keys() | second.keys())
    unlike = [n for n in names if first.get(n) != second.get(n)]
    both = [n for n in unlike if n in first and n in second]
    same = [n for n in both if _blank(n, first[n]) == _blank(n, second[n])]
    return Difference(moments=tuple(same), others=tuple(n for n in unlike if n not in same))


def _files(root: Path) -> dict[str, bytes]:
    """Every file of the output by path; a journal by what was done, each thing once; a ledger by who holds what."""
    output = root / "output"
    found = {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and path.name not in OWN and not _is_passing(path.relative_to(output))
    }
    if (output / NAME).exists():
        blocks = held(ledger_path(root, "2026"))
        found[NAME] = "\n".join(map(repr, blocks)).encode()
    return found


def _is_passing(path: Path) -> bool:
    """Whether a file is only for the next run: a cache, what waits to be sent, the trace of a ledger."""
    first = path.parts[0]
    return first in (".cache", ".envoi") or (first.startswith(NAME) and first != NAME)


def _blank(name: str, data: bytes) -> bytes:
    """A record without its moments, nor the digests that follow from them; a journal by what was done."""
    text = DIGEST.sub(b"#", MOMENT.sub(b"@", data))
    if not name.endswith(journal.JOURNAL):
        return text
    done: dict[bytes, bytes] = {}
    for entry in map(json.loads, text.splitlines()):
        said = json.dumps([entry["command"], entry["facts"]], sort_keys=True).encode()
        # What came back late by an hour may have been read in one go with what came after it.
        done[entry["command"].encode() if entry["command"] in AS_IT_COMES else said] = said
    return b"\n".join(sorted(done.values()))
