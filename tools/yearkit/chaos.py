"""What befalls a simulated year, drawn from a fixed stream: kills, a full disk, locks, damaged and missing files."""

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from pipeline.diagnostics import EpreuveError
from pipeline.moments import FORMAT
from pipeline.store.folder import SessionFolder, sessions
from pipeline.store.lock import alone, locked
from yearkit import faults

Call = Callable[[str], int]
RECORDS = (
    *("inscriptions.xlsx", "secret.key", "forms.json", "dispatch.json", "basis.json"),
    *("grids.json", "marks.json", "reconciliation.json", "decisions.json", "journal.jsonl"),
    *("manifest.json", "resit.json"),
)
CONTENT = ("templates/sujet.docx", "referential/regles.yaml", "scenarios/pays.csv")
KINDS = {
    "nothing": 60,
    "kill": 14,
    "no room": 5,
    "read-only": 3,
    "held open": 3,
    "broken disk": 3,
    "session held": 2,
    "workspace held": 2,
    "clock back": 2,
    "damaged record": 3,
    "missing content": 3,
}
"""How often each befalls a call, out of a hundred."""
REFUSALS = {
    "no room": faults.NO_ROOM,
    "read-only": faults.READ_ONLY,
    "held open": faults.HELD_OPEN,
    "broken disk": faults.BROKEN_DISK,
}
DEEPEST = 9
"""A fault comes at a write point below two to this power, the first ones more often."""
HANDS = 0.1
"""How often somebody's own command is killed."""


@dataclass(slots=True, kw_only=True)
class Repair:
    """A file that is not what it was: how many calls it stays so, what it was, what it is now (``None``: not there)."""

    path: Path
    calls: int
    was: bytes
    now: bytes | None


@dataclass(slots=True)
class Chaos:
    """The faults of a year; ``seen`` counts them, ``damaged`` are the sessions that have a damaged record.

    ``wrong`` tells which damaged files somebody wrote over.
    """

    stream: Random
    seen: Counter[str] = field(default_factory=Counter)
    damaged: dict[str, Repair] = field(default_factory=dict)
    missing: list[Repair] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def repairing(self) -> bool:
        """Whether something is not repaired yet."""
        return bool(self.damaged or self.missing)

    def befall(self, root: Path, now: str, call: Call) -> tuple[int, ...]:
        """One call and its fault; returns the exit codes of the calls that ended."""
        self._repair()
        kind = self.stream.choices(tuple(KINDS), tuple(KINDS.values()))[0]
        self.seen[kind] += 1
        if kind == "kill":
            return self._killed(root, now, call)
        with ExitStack() as stack:
            if kind in REFUSALS:
                strike = faults.Fail(at=self._depth(), fault=REFUSALS[kind])
                stack.enter_context(faults.struck(root, strike))
            elif kind == "session held" and (names := sessions(root)):
                name = self.stream.choice(names)
                stack.enter_context(locked(root / "output" / name, name))
            elif kind == "workspace held":
                stack.enter_context(alone(root / "output", "epreuve run", now))
            elif kind == "damaged record":
                self._damage(root)
            elif kind == "missing content":
                self._remove(root)
            elif kind == "clock back":
                back = datetime.fromisoformat(now) - timedelta(hours=self.stream.randint(1, 30))
                now = back.strftime(FORMAT)
            return (call(now),)

    def kills_by_hand(self, root: Path, act: Callable[[], object]) -> bool:
        """Whether what somebody does died at one of its writes; now and then it does."""
        if self.stream.random() > HANDS:
            return False
        self.seen["kill by hand"] += 1

        def play() -> None:
            try:
                act()
            except EpreuveError:
                return

        return faults.killed(root, play, self._depth())

    def _killed(self, root: Path, now: str, call: Call) -> tuple[int, ...]:
        """A call that dies at one of its writes; the same hour again when it did not."""
        died = faults.killed(root, lambda: call(now), self._depth())
        return () if died else (call(now),)

    def _depth(self) -> int:
        """At which write point a fault comes."""
        return int(2 ** (self.stream.random() * DEEPEST)) - 1

    def _damage(self, root: Path) -> None:
        """Damage a record of a session: a half, nothing, zeros, or no file."""
        names = [n for n in sessions(root) if n not in self.damaged]
        if not names:
            return
        folder = SessionFolder(root=root, name=self.stream.choice(names))
        there = [p for p in (folder.path / name for name in RECORDS) if p.is_file()]
        if not there or not folder.manifest.exists():
            return
        path = self.stream.choice(there)
        data = path.read_bytes()
        now = self.stream.choice((data[: len(data) // 2], b"", bytes(len(data)), None))
        _put(path, now)
        calls = self.stream.randint(1, 4)
        self.damaged[folder.name] = Repair(path=path, calls=calls, was=data, now=now)

    def _remove(self, root: Path) -> None:
        """Take a file of the content away."""
        path = root / self.stream.choice(CONTENT)
        if path.exists():
            calls = self.stream.randint(1, 4)
            self.missing.append(Repair(path=path, calls=calls, was=path.read_bytes(), now=None))
            path.unlink()

    def _repair(self) -> None:
        """Put back what has been away long enough; nobody may have written in its place."""
        for repair in (*self.damaged.values(), *self.missing):
            repair.calls -= 1
            if repair.calls < 0:
                found = repair.path.read_bytes() if repair.path.exists() else None
                if found != repair.now:
                    self.wrong.append(repair.path.as_posix())
                _put(repair.path, repair.was)
        self.damaged = {n: r for n, r in self.damaged.items() if r.calls >= 0}
        self.missing = [r for r in self.missing if r.calls >= 0]


def _put(path: Path, data: bytes | None) -> None:
    """Make a file what it is to be, as somebody outside the program would."""
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)
