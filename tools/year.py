"""A year of scheduled runs: ``python tools/year.py [--hourly] [--stream TEXT]``, what ``make nightly`` does.

Four promotions, sessions that ``calendar`` opens, a call of ``run`` at every hour, people who do their part. The year
is played twice, without faults and with faults drawn from a fixed stream; both must end alike.
"""

import argparse
import secrets
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch

from chaos import Chaos
from outcome import compared, faults_of, is_over
from people import Desk, desk_of

from pipeline.commands.calendar import calendar
from pipeline.commands.init import init
from pipeline.commands.run import run
from pipeline.diagnostics import EpreuveError, ExitCode
from pipeline.moments import FORMAT
from pipeline.store.folder import sessions

SECRET = sha256(b"a simulated year").digest()
HOURS = (5, 6, 9, 15, 16, 17, 21)
"""The hours in UTC of a day on which something is due, failed or awaited, when calls are not hourly."""
MORE_DAYS = 60
"""How long after its last day a year may take to end."""


@dataclass(slots=True, kw_only=True)
class Year:
    """A year to play in a workspace: from its first day on, so many days, with faults or none.

    ``hourly`` calls at every hour; otherwise only at HOURS of the days on which there is something to do, and once
    every ``quiet`` days else. ``opened`` are the days on which the calendar is asked for its sessions.
    """

    root: Path
    first: str
    days: int
    opened: tuple[str, ...]
    chaos: Chaos | None = None
    hourly: bool = False
    quiet: int = 1
    desks: dict[str, Desk] = field(default_factory=dict)
    over: set[str] = field(default_factory=set)
    exits: Counter[int] = field(default_factory=Counter)
    moved: bool = True
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
        last = end + timedelta(days=MORE_DAYS)
        while moment < end or (moment < last and not self._is_over()):
            yield moment.strftime(FORMAT)
            moment += timedelta(hours=1)

    def _is_over(self) -> bool:
        return not self.moved and set(self.desks) == self.over

    def _called(self, now: str) -> bool:
        """Whether this hour has a call."""
        hour = int(now[11:13])
        if self.hourly:
            return True
        if hour not in HOURS:
            return False
        day = datetime.fromisoformat(now).toordinal()
        return self._busy(now) or (hour == HOURS[2] and day % self.quiet == 0)

    def _busy(self, now: str) -> bool:
        """Whether the day has a date to keep, somebody something to do, the last call something done or failed."""
        repairing = self.chaos is not None and self.chaos.repairing
        return self.moved or repairing or any(now[:10] in self._days(d) for d in self._open())

    def _open(self) -> Iterator[Desk]:
        return (desk for name, desk in self.desks.items() if name not in self.over)

    def _days(self, desk: Desk) -> set[str]:
        """The days on which something is due in a session."""
        session = desk.session
        dates = (d for found in session.deadlines.values() for d in found)
        dues = {d.moments(session.date, session.zone)[0][:10] for d in dates}
        return dues | {moment[:10] for moment, _ in desk.left()}

    def _people(self, now: str) -> None:
        """What people do at this hour: the calendar, then each session; what cannot be done waits an hour."""
        for day in self.opened:
            if day not in self.asked and now >= f"{day}T08":
                self._try(lambda: calendar(None, root=self.root, when=now).exit_code == 0, day)
        for name in sessions(self.root):
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
        except EpreuveError:
            return

    def _call(self, now: str) -> None:
        """One call of the scheduler, with what befalls it."""
        if self.chaos is None:
            self._end(self._run(now))
            return
        for code in self.chaos.befall(self.root, now, self._run):
            self._end(code)
        self.over -= self.chaos.damaged.keys()

    def _run(self, now: str) -> int:
        """What ``epreuve run`` does, by the moment of its call; returns its exit code."""
        acts: list[object] = []
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
        self.moved = any(event["event"] == "step-end" for event in acts)  # type: ignore[index]
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


MONTHLY = tuple(
    f"{year}-{month:02}-01" for year, month in ((2026, 9), (2026, 10), (2026, 11), (2026, 12))
)
FIRST, DAYS = "2026-09-01", 365
CALENDAR = """\
schema: epreuve/calendrier@1
fuseau: Europe/Paris
centre: Centre fictif
responsable: Réjane Préparatrice
fermetures: [2026-12-21/2027-01-03]
promotions:
"""
