"""The training calendar of a workspace, and the sessions that it asks for."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.diagnostics import Source
from pipeline.model.deadline import Deadlines
from pipeline.moments import days_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """Exams that a cohort sits together, on an ISO ``date`` or so many ``days`` from the end of its training.

    Days count from its beginning with ``from_start``, and before it when negative. ``tables`` are the exams marked
    by table; ``session`` is the name of the session, empty to leave it to the calendar.
    """

    exams: tuple[str, ...]
    days: int = 0
    from_start: bool = False
    date: str = ""
    tables: tuple[str, ...] = ()
    session: str = ""
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """A group in training: ISO days of its beginning and end, how many people, what it sits and when."""

    id: str
    title: str
    begins: str
    ends: str
    people: int
    sittings: tuple[Sitting, ...]
    source: Source

    def day_of(self, sitting: Sitting) -> str:
        """The ISO day on which one of its sittings is wanted."""
        start = self.begins if sitting.from_start else self.ends
        return sitting.date or days_after(start, sitting.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A sitting as the calendar wants it: its cohort, its ISO day, the session that holds it."""

    session: str
    day: str
    cohort: Cohort
    sitting: Sitting


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """What ``calendrier.yaml`` says; ``closed`` are pairs of ISO days between which nobody sits, both included.

    With ``together``, the sittings of a month are one session, whoever sits; else those of a month and a cohort.
    """

    zone: str
    centre: str
    author: str
    together: bool
    closed: tuple[tuple[str, str], ...]
    cohorts: tuple[Cohort, ...]
    deadlines: Deadlines = field(default_factory=dict)
    source: Source

    def wanted(self) -> Iterator[Wanted]:
        """Every sitting, in the order of the file.

        A session that has no name has that of the month *wanted*: a day closed later on moves the session, and
        does not make another one of it.
        """
        for cohort in self.cohorts:
            for sitting in cohort.sittings:
                day = cohort.day_of(sitting)
                own = day[:7] if self.together else f"{day[:7]}-{cohort.id}"
                session = sitting.session or own
                yield Wanted(session=session, day=day, cohort=cohort, sitting=sitting)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A sitting held before the ISO day wanted: of which cohort, and why.

    ``reasons`` are a public holiday, ``weekend`` or ``closed`` when the day wanted is none to sit on, and ``together``
    when others of the same session sit earlier.
    """

    cohort: str
    wanted: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A session to open: its ISO day, what it holds, which cohorts and how many people; exams as the bank has them.

    ``source`` is where the calendar asks for it first.
    """

    session: str
    title: str
    date: str
    exams: tuple[str, ...]
    tables: tuple[str, ...]
    cohorts: tuple[str, ...]
    people: int
    moves: tuple[Move, ...] = ()
    source: Source
