"""``epreuve plan``: the dates of the coming year, session by session, on the screen and in an agenda."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.commands.calendar import load_calendar, proposals_between
from pipeline.commands.plan_told import entry_data, occasion, table
from pipeline.commands.standing import Followed, read_followed
from pipeline.diagnostics import Diagnostic, EpreuveError, Outcome, Source, UsageError
from pipeline.exchange.ics import agenda
from pipeline.grammar import plural
from pipeline.model.calendar import Calendar, Proposal
from pipeline.model.deadline import USUAL
from pipeline.model.policy import policy
from pipeline.model.standing import Standing
from pipeline.moments import days_after, local_time
from pipeline.read.calendar import PATH
from pipeline.read.deadlines import FARTHEST
from pipeline.read.plain import is_date
from pipeline.read.rules import read_rules
from pipeline.read.session import ZONE
from pipeline.rules import deadline as words
from pipeline.store.files import write_file
from pipeline.store.folder import (
    SessionFolder,
    check_workspace,
    find_session,
    is_demonstration,
    sessions,
)
from pipeline.timeline.agenda import Entry, between, entries
from pipeline.timeline.steps import State, statuses
from pipeline.typography import date_fr

AGENDA = "output/plan.ics"
LAST_YEAR = "9000"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the calendar asks for and is not open, or why it cannot be read."""

    calendar: Calendar | None = None
    proposals: tuple[Proposal, ...] = ()
    faults: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The sessions that keep dates, the names of those that do not, those to open, what could not be read."""

    followed: tuple[Followed, ...]
    unfollowed: tuple[str, ...]
    asked: _Asked
    faults: tuple[Diagnostic, ...]

    @property
    def zone(self) -> str:
        """The zone that all of them have in common, else the usual one."""
        zones = {f.session.zone for f in self.followed}
        if self.asked.calendar is not None and self.asked.proposals:
            zones.add(self.asked.calendar.zone)
        return zones.pop() if len(zones) == 1 else ZONE


def plan(
    session: str | None,
    *,
    root: Path,
    when: str,
    first: str | None = None,
    months: int = 12,
    ics: bool = False,
) -> Outcome:
    """What is overdue and what comes in the months to come, for one session or all, the demonstration left out.

    A session that cannot be read is told, and hides no other. Raises UsageError for an unknown session, a day that
    is none, and an agenda of one session.
    """
    check_workspace(root)
    if ics and session:
        raise UsageError(words.ICS_OF_ALL, words.ICS_OF_ALL_HINT)
    if first is not None and not (is_date(first) and first < LAST_YEAR):
        raise UsageError(words.BAD_FIRST.format(first=first), words.BAD_FIRST_HINT)
    found = _find(root, session, when, days_after((first or when)[:10], 31 * months + FARTHEST))
    zone = found.zone
    today = local_time(when, zone)[0]
    first = first or today
    until = days_after(_months_after(first, months), -1)
    rows = between(_entries(root, found, when), first, until, zone)
    head = words.PLAN_HEAD.format(first=date_fr(first), until=date_fr(until), zone=zone)
    files, told = _write_agenda(root, rows) if ics else ((), "")
    return Outcome(
        command="plan",
        session=session,
        counts=_counts(found, rows),
        lines=(
            head,
            "",
            *table(rows, zone, today),
            "",
            *_sums(found, session, rows),
            *filter(None, (told,)),
        ),
        files=files,
        data={
            "from": first,
            "until": until,
            "zone": zone,
            "entries": [entry_data(entry, zone) for entry in rows],
        },
        diagnostics=found.faults,
    )


def _find(root: Path, session: str | None, when: str, last: str) -> _Found:
    """Every session of the workspace with those to open until an ISO day, or the one asked for.

    Raises UsageError for one that nothing knows.
    """
    there = sessions(root)
    names = tuple(name for name in there if session in (None, name))
    asked = _Asked() if names and session else _proposed(root, session, when, last)
    if session is not None and not (names or asked.proposals):
        find_session(root, session)
    read = {name: _read(root, name, when) for name in names}
    left = (name for name, (found, told) in read.items() if found is None and not told)
    return _Found(
        followed=tuple(found for found, _ in read.values() if found is not None),
        unfollowed=tuple(name for name in left if not is_demonstration(name)),
        asked=asked,
        faults=(*asked.faults, *(fault for _, told in read.values() for fault in told)),
    )


def _proposed(root: Path, session: str | None, when: str, last: str) -> _Asked:
    """The sessions to come until an ISO day that the calendar asks for, all or one of them."""
    try:
        calendar = load_calendar(root)
        if calendar is None:
            return _Asked()
        today = local_time(when, calendar.zone)[0]
        proposals = proposals_between(root, today, last)
    except EpreuveError as error:
        fault = words.NO_PROPOSALS.at(Source(path=PATH), reason=error.message)
        return _Asked(faults=(*error.diagnostics, fault))
    there = {name.casefold() for name in sessions(root)}
    new = (p for p in proposals if p.date >= today and p.session.casefold() not in there)
    chosen = tuple(p for p in new if session in (None, p.session))
    return _Asked(calendar=calendar, proposals=chosen)


def _read(root: Path, name: str, when: str) -> tuple[Followed | None, tuple[Diagnostic, ...]]:
    """A session that keeps dates, or why it cannot be read."""
    try:
        return read_followed(root, name, when), ()
    except EpreuveError as error:
        folder = SessionFolder(root=root, name=name)
        place = Source(path=folder.relative(folder.path))
        fault = words.NOT_READ.at(place, session=name, reason=error.message)
        return None, (*error.diagnostics, fault)


def _entries(root: Path, found: _Found, when: str) -> Iterator[Entry]:
    """The steps of every session; before papers exist, the rules of today say whether somebody approves them."""
    rules, _ = read_rules(root)
    approval = rules is not None and policy(rules).approval
    for one in found.followed:
        own = one.session
        standing = one.standing
        if not standing.manifest:
            standing = replace(standing, approval=standing.approval or approval)
        told = statuses(standing, own.deadlines, own.date, own.zone, when)
        yield from entries(own.id, told)
    calendar = found.asked.calendar
    if calendar is not None:
        deadlines = calendar.deadlines or USUAL
        for new in found.asked.proposals:
            standing = Standing(session=new.session, approval=approval)
            told = statuses(standing, deadlines, new.date, calendar.zone, when)
            yield from entries(new.session, told, proposed=True)


def _months_after(day: str, months: int) -> str:
    """The same day so many months later, or the last of that month when it is shorter."""
    year, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return f"{year:04}-{month + 1:02}-{min(int(day[8:]), last):02}"


def _counts(found: _Found, rows: Sequence[Entry]) -> dict[str, int]:
    return {
        "sessions": len(found.followed),
        "proposed": len(_to_open(rows)),
        "steps": len(rows),
        "overdue": sum(entry.overdue for entry in rows),
        "person": sum(entry.state is State.PERSON for entry in rows),
    }


def _sums(found: _Found, session: str | None, rows: Sequence[Entry]) -> Iterator[str]:
    """How many steps there are, what is left to open, whom nobody follows."""
    late = sum(entry.overdue for entry in rows)
    if rows:
        yield words.PLAN_SUM.format(
            steps=plural(len(rows), *words.PLAN_STEPS).format(count=len(rows)),
            late=plural(late, *words.PLAN_OVERDUE).format(count=late),
        )
    count = len(_to_open(rows))
    if count:
        yield plural(count, *words.PLAN_PROPOSED).format(count=count)
    if found.unfollowed:
        names = ", ".join(found.unfollowed)
        yield plural(len(found.unfollowed), *words.PLAN_UNFOLLOWED).format(names=names)
    if session is not None and is_demonstration(session):
        yield words.PLAN_DEMONSTRATION


def _to_open(rows: Sequence[Entry]) -> set[str]:
    """The sessions that the calendar asks for and that these dates are of."""
    return {entry.session for entry in rows if entry.proposed}


def _write_agenda(root: Path, rows: Sequence[Entry]) -> tuple[tuple[str, ...], str]:
    """Write the agenda when it is not already there as it would be; the files written, and what is said of it."""
    data = agenda(words.AGENDA, (occasion(entry) for entry in sorted(rows, key=lambda e: e.due)))
    dates = plural(len(rows), *words.AGENDA_DATES).format(count=len(rows))
    path = root / AGENDA
    if _holds(path, data):
        return (), words.AGENDA_SAME.format(path=AGENDA, dates=dates)
    write_file(path, data)
    return (AGENDA,), words.AGENDA_WRITTEN.format(path=AGENDA, dates=dates)


def _holds(path: Path, data: bytes) -> bool:
    """Whether a file has that content; one that cannot be read has another."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False
