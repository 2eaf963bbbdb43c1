"""The sessions that a training calendar asks for: one a month, or one a month and a cohort, on days when people sit."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pipeline.grammar import de
from pipeline.model.calendar import Calendar, Move, Proposal, Wanted
from pipeline.moments import days_after
from pipeline.rules import calendar as words
from pipeline.timeline.holidays import holiday_on
from pipeline.typography import month_fr

WEEKEND = "weekend"
CLOSED = "closed"
TOGETHER = "together"
_SATURDAY = 5


def propose(
    calendar: Calendar, exams: Sequence[str], first: str, last: str
) -> tuple[Proposal, ...]:
    """The sessions of a calendar that are, or were wanted, between two ISO days, both included, by date.

    ``exams`` are those of the bank, in its order. A session is on the earliest of the days of its sittings, each
    moved back, never on, from the day wanted to the nearest one on which people sit. Groups are made of the whole
    calendar before days are compared: a session is the same in every window.
    """
    groups: dict[str, list[Wanted]] = {}
    for wanted in calendar.wanted():
        groups.setdefault(wanted.session, []).append(wanted)
    found = (_proposal(calendar, exams, group) for group in groups.values())
    inside = (p for p in found if p.date <= last and max(_days(p)) >= first)
    return tuple(sorted(inside, key=lambda p: (p.date, p.session)))


def nearest_open(day: str, closed: Iterable[tuple[str, str]]) -> str:
    """The ISO day itself when people may sit on it, else the last one before it on which they may."""
    periods = tuple(closed)
    while why_not(day, periods):
        day = days_after(day, -1)
    return day


def why_not(day: str, closed: Iterable[tuple[str, str]]) -> str:
    """Why nobody sits on an ISO day: the key of a holiday, a weekend, a closed day; empty when people may."""
    holiday = holiday_on(day)
    if holiday is not None:
        return holiday.value
    if date.fromisoformat(day).weekday() >= _SATURDAY:
        return WEEKEND
    return CLOSED if any(begins <= day <= ends for begins, ends in closed) else ""


def _days(proposal: Proposal) -> Iterator[str]:
    """The day of a session and those wanted for it."""
    yield proposal.date
    yield from (move.wanted for move in proposal.moves)


def _proposal(calendar: Calendar, exams: Sequence[str], group: Sequence[Wanted]) -> Proposal:
    """The session of some sittings."""
    held = min(nearest_open(w.day, calendar.closed) for w in group)
    cohorts = {w.cohort.id: w.cohort for w in group}
    sat = {exam for w in group for exam in w.sitting.exams}
    tables = {exam for w in group for exam in w.sitting.tables}
    month = min(w.day for w in group)
    title = words.TITLE.format(month=de(month_fr(month)))
    if len(cohorts) == 1:
        title = words.TITLE_OF.format(title=title, cohort=group[0].cohort.title)
    return Proposal(
        session=group[0].session,
        title=title,
        date=held,
        exams=tuple(exam for exam in exams if exam in sat),
        tables=tuple(exam for exam in exams if exam in tables),
        cohorts=tuple(cohorts),
        people=sum(cohort.people for cohort in cohorts.values()),
        moves=tuple(_moves(calendar, group, held)),
        source=group[0].sitting.source,
    )


def _moves(calendar: Calendar, group: Sequence[Wanted], held: str) -> Iterator[Move]:
    """The sittings of a session that are held before the day wanted."""
    for wanted in group:
        if wanted.day != held:
            reason = why_not(wanted.day, calendar.closed)
            shared = TOGETHER if nearest_open(wanted.day, calendar.closed) != held else ""
            reasons = tuple(r for r in (reason, shared) if r)
            yield Move(cohort=wanted.cohort.id, wanted=wanted.day, reasons=reasons)
