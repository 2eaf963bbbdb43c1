"""A year of scheduled runs: ``python tools/year.py [--hourly] [--stream TEXT]``, what ``make nightly`` does.

Four promotions, sessions that ``calendar`` opens, a call of ``run`` at every hour, people who do their part. The year
is played twice, without faults and with faults drawn from a fixed stream; both must end alike.
"""

import argparse
import secrets
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from unittest.mock import patch

from yearkit.chaos import Chaos
from yearkit.outcome import compared, faults_of, is_over
from yearkit.people import Desk, desk_of

from pipeline.commands.calendar import calendar
from pipeline.commands.init import init
from pipeline.commands.run import run
from pipeline.diagnostics import EpreuveError, ExitCode
from pipeline.moments import FORMAT
from pipeline.store.folder import sessions

SECRET = sha256(b"a simulated year").digest()


@dataclass(slots=True, kw_only=True)
class Year:
    """A year to play in a workspace: from its first day on, so many days and ``more`` to end, with faults or none.

    ``hourly`` calls at every hour; otherwise only when something came due or was done by hand since the last call, or
    the last one did or failed something, and after ``quiet`` without any. ``opened`` are the days on which the calendar
    is asked for its sessions.
    """

    root: Path
    first: str
    days: int
    opened: tuple[str, ...]
    chaos: Chaos | None = None
    hourly: bool = False
    more: int = 150
    quiet: timedelta = timedelta(days=5)
    desks: dict[str, Desk] = field(default_factory=dict)
    over: set[str] = field(default_factory=set)
    exits: Counter[int] = field(default_factory=Counter)
    moved: bool = True
    last: str = ""
    asked: set[str] = field(default_factory=set)

    def play(self) -> str:
        """Play it to its end; returns the last moment. Raises AssertionError as soon as a run meets a bug."""
        with patch.object(secrets, "token_bytes", lambda count: SECRET[:count]):
            for now in self._moments():
                self._people(now)
                if self._called(now):
                    self._call(now)
        return now

    def _moments(self) -> Iterator[str]:
        """Every hour, until the year is over and everything in it."""
        moment = datetime.fromisoformat(self.first).replace(tzinfo=UTC)
        end = moment + timedelta(days=self.days)
        last = end + timedelta(days=self.more)
        while moment < end or (moment < last and not self._is_over()):
            yield moment.strftime(FORMAT)
            moment += timedelta(hours=1)

    def _is_over(self) -> bool:
        return not self.moved and set(self.desks) == self.over

    def _called(self, now: str) -> bool:
        """Whether this hour has a call: something came due, failed, moved, is to be repaired; or days passed."""
        repairing = self.chaos is not None and self.chaos.repairing
        if self.hourly or self.moved or repairing:
            return True
        if datetime.fromisoformat(now) - datetime.fromisoformat(self.last) >= self.quiet:
            return True
        return any(self.last < moment <= now for d in self._open() for moment in (*d.dues, d.now))

    def _open(self) -> Iterator[Desk]:
        return (desk for name, desk in self.desks.items() if name not in self.over)

    def _people(self, now: str) -> None:
        """What people do at this hour: the calendar, then each session; what cannot be done waits an hour."""
        for day in self.opened:
            if day not in self.asked and now >= f"{day}T08":
                self._try(lambda: calendar(None, root=self.root, when=now).exit_code == 0, day)
        for name in sessions(self.root) if self.moved else ():
            if name not in self.desks and (desk := desk_of(self.root, name)) is not None:
                self.desks[name] = desk
        for desk in tuple(self._open()):
            if self.chaos is None or desk.folder.name not in self.chaos.damaged:
                self._acts(desk, now)

    def _acts(self, desk: Desk, now: str) -> None:
        """The acts of a session whose time has come, in order, as far as they can be done."""
        for moment, act in tuple(desk.left()):
            if moment > now:
                return
            self._try(lambda act=act: desk.play(act, now))
            if act.name not in desk.done:
                return
            self.moved = True

    def _try(self, act: Callable[[], object], mark: str = "") -> None:
        """Do something by hand; a sentence of the program means that it is done later."""
        if self.chaos is not None and self.chaos.kills_by_hand(self.root, act):
            return
        try:
            if act() and mark:
                self.asked.add(mark)
                self.moved = True
        except EpreuveError:
            return

    def _call(self, now: str) -> None:
        """One call of the scheduler, with what befalls it."""
        self.last = now
        self.moved = True
        if self.chaos is None:
            self._end(self._run(now))
            return
        for code in self.chaos.befall(self.root, now, self._run):
            self._end(code)
        self.over -= self.chaos.damaged.keys()

    def _run(self, now: str) -> int:
        """What ``epreuve run`` does, by the moment of its call; returns its exit code."""
        acts: list[Mapping[str, object]] = []
        try:
            done = run(
                root=self.root,
                when=now,
                at=None,
                only=(),
                dry_run=False,
                jobs=1,
                log_format="json",
                clock=lambda: 0.0,
                tell=acts.append,
                run_id=f"run-{now}",
            )
        except EpreuveError as error:
            return int(error.exit_code)
        self.moved = done.exit_code != 0 or any(e["event"] == "step-end" for e in acts)
        self._look(now)
        return int(done.exit_code)

    def _look(self, now: str) -> None:
        """Which sessions are over."""
        for desk in tuple(self._open()):
            if not tuple(desk.left()) and is_over(self.root, desk.folder.name, now):
                self.over.add(desk.folder.name)

    def _end(self, code: int) -> None:
        """Count how a call ended; a bug ends the year."""
        self.exits[code] += 1
        if code == ExitCode.BUG:
            traces = [p.read_text("utf-8") for p in (self.root / "output").rglob("epreuve-erreur*")]
            raise AssertionError("\n".join(traces) or "bug")


def main() -> int:
    """Play a year twice on the shipped content and say how both ended; 0 when they ended well and alike."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--hourly", action="store_true", help="a call at every hour")
    asked.add_argument("--stream", default="nightly", help="what the faults are drawn from")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as top:
        plain, tried = Path(top) / "plain", Path(top) / "tried"
        chaos = Chaos(Random(given.stream))  # noqa: S311
        faults = [
            *_played(plain, "sans incident", None, hourly=given.hourly),
            *_played(tried, "avec incidents", chaos, hourly=given.hourly),
        ]
        unlike = compared(plain, tried)
    befell = ", ".join(f"{kind} {count}" for kind, count in sorted(chaos.seen.items()))
    print(f"Incidents : {befell}.")
    print(f"Fichiers qui ne diffèrent que par des moments : {len(unlike.moments)}.")
    faults += [f"{path} : écrasé pendant qu'il était abîmé" for path in chaos.wrong]
    faults += [f"{name} : autre contenu" for name in unlike.others]
    print("\n".join(faults) or "Les deux années finissent complètes et pareilles.")
    return 1 if faults else 0


def _played(root: Path, title: str, chaos: Chaos | None, *, hourly: bool) -> tuple[str, ...]:
    """Play one year on the shipped content; what is wrong at its end."""
    init(root)
    (root / "calendrier.yaml").write_text(CALENDAR, "utf-8")
    year = Year(root=root, first=FIRST, days=DAYS, opened=OPENED, chaos=chaos, hourly=hourly)
    now = year.play()
    calls, exits = year.exits.total(), dict(sorted(year.exits.items()))
    print(f"Année {title} : {calls} appels, codes {exits}, {len(year.over)} sessions complètes.")
    return tuple(f"{title} : {fault}" for fault in faults_of(root, now))


FIRST, DAYS = "2026-09-01", 365
OPENED = (
    *(f"2026-{month:02}-01" for month in range(9, 13)),
    *(f"2027-{month:02}-01" for month in range(1, 9)),
)
CALENDAR = """\
schema: epreuve/calendrier@1
fuseau: Europe/Paris
centre: "Centre d'examen des Quais"
responsable: Réjane Préparatrice
fermetures: [2026-12-21/2027-01-03, 2027-08-02/2027-08-13]
promotions:
- id: aurore
  titre: Promotion Aurore
  debut: 2026-01-12
  fin: 2026-12-18
  effectif: 12
  sessions:
  - {date: 2026-10-14, blocs: [B1]}
  - {date: 2026-11-18, blocs: [B2]}
  - {date: fin, blocs: [B3]}
- id: boreale
  titre: Promotion Boréale
  debut: 2026-03-02
  fin: 2027-03-19
  effectif: 12
  sessions:
  - {date: 2027-01-20, blocs: [B1]}
  - {date: 2027-02-17, blocs: [B2]}
  - {date: fin, blocs: [B3]}
- id: cadence
  titre: Promotion Cadence
  debut: 2026-09-07
  fin: 2027-06-18
  effectif: 12
  sessions:
  - {date: 2027-04-14, blocs: [B1]}
  - {date: 2027-05-19, blocs: [B2]}
  - {date: fin, blocs: [S1, S2, S3]}
- id: dunes
  titre: Promotion Dunes
  debut: 2026-10-05
  fin: 2027-09-17
  effectif: 12
  sessions:
  - {date: 2027-07-13, blocs: [B1]}
  - {date: 2027-08-18, blocs: [B2]}
  - {date: fin, blocs: [B3]}
"""


if __name__ == "__main__":
    sys.exit(main())
