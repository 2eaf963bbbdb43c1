"""The dates that a session has to keep."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

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
