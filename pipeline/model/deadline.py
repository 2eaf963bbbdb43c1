"""The dates that a session has to keep."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from pipeline.moments import days_after, utc_moments


class Milestone(StrEnum):
    """What a session has a date for, in the order of a session."""

    GENERATE = "generate"
    SUMMON = "summon"
    RELEASE = "release"
    REMIND = "remind"
    RETURN = "return"
    JURY = "jury"
    ANNOUNCE = "announce"
    RESIT = "resit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day at a local time ``HH:MM``: ``days`` after the session's own (before it when negative), or an ISO ``date``.

    Exactly one of the two is said: ``days`` counts only without ``date``.
    """

    days: int = 0
    date: str = ""
    time: str = "07:00"

    def day(self, session: str) -> str:
        """The ISO day, for a session of that date."""
        return self.date or days_after(session, self.days)

    def written(self) -> str:
        """The text that says it: « J-30 07:00 », « J 06:00 », « 2026-12-01 18:00 »."""
        return f"{self.date or 'J'}{f'{self.days:+}' if self.days and not self.date else ''} {self.time}"

    def moments(self, session: str, zone: str) -> tuple[str, ...]:
        """The moments in UTC that it names: one, but none or two in the nights when clocks change."""
        return utc_moments(self.day(session), self.time, zone)


Deadlines = Mapping[Milestone, tuple[Deadline, ...]]
"""The dates by what they are for, several of reminders, none of what is not wanted; without any, nobody follows."""

USUAL: Deadlines = {
    Milestone.GENERATE: (Deadline(days=-30),),
    Milestone.SUMMON: (Deadline(days=-15),),
    Milestone.RELEASE: (Deadline(days=0, time="06:00"),),
    Milestone.REMIND: (Deadline(days=7), Deadline(days=10), Deadline(days=13)),
    Milestone.RETURN: (Deadline(days=10, time="18:00"),),
    Milestone.JURY: (Deadline(days=21),),
    Milestone.ANNOUNCE: (Deadline(days=24),),
    Milestone.RESIT: (Deadline(days=75),),
}
_CHAIN = (
    *(Milestone.GENERATE, Milestone.RELEASE, Milestone.RETURN),
    *(Milestone.JURY, Milestone.ANNOUNCE, Milestone.RESIT),
)
_ANY_DAY = "2001-01-01"


def misplaced(deadlines: Deadlines, day: str = "") -> tuple[tuple[Milestone, Milestone], ...]:
    """Pairs whose second comes too early for the first; without the session's day, dates being relative.

    Production, papers, grids, jury and results follow each other, and a resit is a later day than what comes before
    it; summonses go out after the production and not later than the day of the papers; reminders come after these.
    """
    chain = tuple(pairwise(m for m in _CHAIN if m in deadlines))
    others = (
        (Milestone.GENERATE, Milestone.SUMMON),
        (Milestone.SUMMON, Milestone.RELEASE),
        (Milestone.RELEASE, Milestone.REMIND),
    )
    pairs = (pair for pair in (*chain, *others) if all(m in deadlines for m in pair))
    return tuple(pair for pair in pairs if not _follows(deadlines, *pair, day or _ANY_DAY))


def _follows(deadlines: Deadlines, first: Milestone, second: Milestone, day: str) -> bool:
    """Whether all the dates of a milestone come in time after those of another."""
    before = max((d.day(day), d.time) for d in deadlines[first])
    after = min((d.day(day), d.time) for d in deadlines[second])
    if second is Milestone.RESIT:
        return before[0] < after[0]
    if first is Milestone.SUMMON:
        return before[0] <= after[0]
    return before < after if second is Milestone.REMIND else before <= after


def inherited(deadlines: Deadlines) -> Deadlines:
    """The dates of a session that follows another: relative ones stay, the others are the usual ones.

    All are the usual ones when that would mix their order.
    """
    kept = {m: USUAL[m] if any(d.date for d in dates) else dates for m, dates in deadlines.items()}
    return {m: USUAL[m] for m in kept} if misplaced(kept) else kept
