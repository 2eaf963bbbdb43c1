"""What double marking and a session's results show: copies, agreement, assessors, moderations, questions."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from pipeline.codes import Code
from pipeline.model.marks import Shift

LEAST_COPIES, LEAST_MEAN = 10, 5
"""Below so many copies no coefficient is given, and below so many no mean difference."""
LEAST_OWN = 50
"""No difficulty is proposed when less than this share, in percent, of what was observed is the question's own."""


class Ruling(StrEnum):
    """Which rule settles a copy, or what it waits for."""

    SINGLE = "simple"
    WAITING = "attente"
    STATE = "etat"
    CLASH = "contradiction"
    MEAN = "moyenne"
    BEST = "plus_favorable"
    UNASKED = "ecart"
    THIRD_ASKED = "troisieme_demande"
    THIRD = "troisieme"
    CONCILIATION_ASKED = "conciliation_demandee"
    CONCILIATION = "conciliation"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLine:
    """One copy: its blind marks out of 20 without shifts, how far apart they are, what was done, the mark kept.

    ``rows`` are the indicators too far apart; ``asked`` is who was asked for a further grid, ``further`` its mark.
    """

    exam: str
    copy: str
    assessors: tuple[str, ...]
    marks: tuple[Fraction | None, ...]
    gap: Fraction | None
    rows: tuple[str, ...]
    ruling: Ruling
    state: str
    asked: str
    further: Fraction | None
    kept: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How two blind markings agree on something: an exam's mark, a code, an indicator, or all that a pair marked.

    ``count`` is in copies; ``same`` and ``near`` are the shares of levels that are equal, or one apart at most;
    ``kappa`` is weighted by squares, ``icc`` is ICC(2,1); ``None`` where there are too few copies, or no spread.
    """

    exam: str
    subject: str
    label: str
    count: int
    gap: Fraction | None
    same: Fraction | None
    near: Fraction | None
    kappa: Fraction | None
    icc: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftPoint:
    """A copy in the order in which an assessor marked: its rank from 1, the mark less the other one's."""

    rank: int
    difference: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessorLine:
    """One assessor in one exam, or in all when ``exam`` is empty: the difference to the other markers, and its drift.

    ``difference`` is in points, below 0 when severe, ``scatter`` its standard deviation; ``spread`` and
    ``other_spread`` are those of the marks given and of the others'; ``drift`` is in points for ten copies.
    """

    assessor: str
    name: str
    exam: str
    count: int
    mean: Fraction | None
    difference: Fraction | None
    scatter: Decimal | None
    spread: Decimal | None
    other_spread: Decimal | None
    drift: Fraction | None
    points: tuple[DriftPoint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftLine:
    """A moderation: over how many copies, and the mean of the assessor's marks before and after it.

    ``standing`` says whether it still holds: a later one takes its place.
    """

    shift: Shift
    name: str
    standing: bool
    count: int
    before: Fraction | None
    after: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedLine:
    """One code or one indicator in an exam: what the copies reach out of 20, and whether it tells them apart.

    ``key`` is empty for a code. ``acquired`` counts the copies that reach the threshold.
    """

    exam: str
    code: Code
    key: str
    label: str
    count: int
    reached: Decimal
    acquired: int
    discrimination: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One question of the bank, inferred from its codes: grids mark indicators of codes, not questions.

    ``own`` is the share, in percent, of what was observed on its codes that the question itself asked for;
    ``proposed`` is a difficulty 1–5 for the bank, ``None`` when there is too little to say one.
    """

    item: str
    title: str
    exam: str
    codes: tuple[Code, ...]
    count: int
    reached: Decimal
    own: Decimal
    discrimination: Decimal | None
    difficulty: int
    proposed: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRecord:
    """What a session showed of its questions: kept beside the results, so that the bank has a history."""

    session: str
    date: str
    items: tuple[ItemLine, ...]
    observed: tuple[ObservedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """All that the report of double marking and the page of agreement show; ``exams`` maps ids to titles, in order."""

    session: str
    title: str
    date: str
    exams: tuple[tuple[str, str], ...]
    largest_gap: Decimal
    largest_levels: Decimal
    largest_shift: Decimal
    copies: tuple[CopyLine, ...]
    criteria: tuple[Agreement, ...]
    pairs: tuple[Agreement, ...]
    assessors: tuple[AssessorLine, ...]
    shifts: tuple[ShiftLine, ...]
    record: ItemRecord


def hundredths(value: Fraction) -> Decimal:
    """The value to the hundredth, half away from zero."""
    size = Decimal(int(abs(value) * 100 + Fraction(1, 2))) / 100
    return -size if value < 0 else size
