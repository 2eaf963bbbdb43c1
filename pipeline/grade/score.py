"""From levels to a mark out of 20: one marking, then all those of a copy; exact, never rounded."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from statistics import median

from pipeline.codes import Code
from pipeline.model.grid import CodeSection, GridMap, GridRow
from pipeline.model.marks import CONCILIATION, THIRD, Marking
from pipeline.model.policy import Policy
from pipeline.model.score import CodeScore, ExamScore, RowScore

LOWEST, HIGHEST = Fraction(0), Fraction(20)
SIMPLE, MEAN, BEST, BY_THIRD, BY_CONCILIATION = (
    "simple",
    "moyenne",
    "plus_favorable",
    "troisieme",
    "conciliation",
)
MEDIAN = "mediane"


def missing(grid: GridMap, marking: Marking) -> tuple[str, ...]:
    """The keys of the indicators that a marking gives no level to, in order; soft skills never count."""
    given = given_levels(marking)
    return tuple(key for key in row_keys(grid) if key not in given)


def row_keys(grid: GridMap) -> tuple[str, ...]:
    """The keys of the indicators of a grid, in order, without the soft skills."""
    return tuple(row.key for section in grid.sections for row in section.rows)


def given_levels(marking: Marking) -> dict[str, int]:
    """The levels given, by row key."""
    return {mark.key: mark.level for mark in marking.levels if mark.level is not None}


def is_complete(grid: GridMap, marking: Marking) -> bool:
    """Whether a marking gives a level to every indicator, and no state instead."""
    return not marking.state and not missing(grid, marking)


def marking_mark(grid: GridMap, marking: Marking) -> Fraction | None:
    """The mark out of 20 of one marking, without any shift; ``None`` for a state or as long as a level is missing."""
    return _single(grid, marking) if is_complete(grid, marking) else None


def code_marks(grid: GridMap, marking: Marking) -> dict[Code, Fraction]:
    """The mark out of 20 of each code in one complete marking, in the order of the grid."""
    levels = given_levels(marking)
    marks = {}
    for section in grid.sections:
        total = sum(row.weight * grid.conversion[levels[row.key]] for row in section.rows)
        weight = sum(row.weight for row in section.rows)
        marks[section.code] = Fraction(total) / Fraction(weight)
    return marks


def exam_score(
    grid: GridMap,
    markings: Sequence[Marking],
    policy: Policy,
    shifts: Mapping[str, Decimal],
) -> ExamScore:
    """The score of one copy by its markings, at least one, in any order; ``shifts`` are points by assessor.

    A state that all the markings give is the score's. There is neither state nor mark as long as a marking is
    incomplete, or contradicts itself or another: the copy waits. A conciliation stands in for all the others.
    """
    ordered = sorted(markings, key=lambda m: (m.marking, m.grid))
    first = ordered[0]
    complete = [m for m in ordered if is_complete(grid, m)]
    deciding = [m for m in ordered if m.marking == CONCILIATION] or ordered
    marks = tuple(_shifted(grid, m, shifts) for m in complete)
    state, waits = _standing(grid, deciding)
    if state or waits:
        return ExamScore(
            exam=first.exam, copy=first.copy, state=state, mark=None, codes=(), markings=marks
        )
    kept, origin = _rule(deciding, policy)
    codes = _codes(grid, deciding, kept, beside=complete)
    return ExamScore(
        exam=first.exam,
        copy=first.copy,
        state="",
        mark=_kept_mark(grid, deciding, kept, shifts),
        codes=codes,
        markings=marks,
        origin=origin,
    )


def _standing(grid: GridMap, markings: Sequence[Marking]) -> tuple[str, bool]:
    """The state that all the markings give, and whether they wait for something."""
    states = {m.state for m in markings}
    if len(states) > 1 or any(m.state and given_levels(m) for m in markings):
        return "", True
    state = states.pop()
    return state, not state and any(missing(grid, m) for m in markings)


def _rule(markings: Sequence[Marking], policy: Policy) -> tuple[str, str]:
    """How the markings of a copy are combined, and how that is called."""
    if markings[0].marking == CONCILIATION:
        return MEAN, BY_CONCILIATION
    if markings[-1].marking == THIRD:
        return policy.double.kept_of_three, BY_THIRD
    if len(markings) == 1:
        return MEAN, SIMPLE
    return policy.double.kept, policy.double.kept


def _kept_mark(
    grid: GridMap, markings: Sequence[Marking], kept: str, shifts: Mapping[str, Decimal]
) -> Fraction:
    """The mark kept; with the median of the rows, the median of the shifts goes to the mark of the copy."""
    if kept == MEDIAN:
        moved = Fraction(median(Fraction(shifts.get(m.assessor, Decimal(0))) for m in markings))
        return bounded(_mark(_codes(grid, markings, MEDIAN)) + moved)
    marks = [_shifted(grid, m, shifts) for m in markings]
    return _combined(marks, kept)


def _shifted(grid: GridMap, marking: Marking, shifts: Mapping[str, Decimal]) -> Fraction:
    """The mark of a complete marking with its assessor's shift, from 0 to 20."""
    moved = Fraction(shifts.get(marking.assessor, Decimal(0)))
    return bounded(_single(grid, marking) + moved)


def _single(grid: GridMap, marking: Marking) -> Fraction:
    """The mark of one complete marking, without its rows."""
    marks = code_marks(grid, marking)
    points = sum(section.points for section in grid.sections)
    total = sum(Fraction(section.points) * marks[section.code] for section in grid.sections)
    return total / Fraction(points)


def bounded(mark: Fraction) -> Fraction:
    """The mark, from 0 to 20."""
    return min(max(mark, LOWEST), HIGHEST)


def _mark(codes: Sequence[CodeScore]) -> Fraction:
    """The mark of an exam out of 20: that of its codes by their points."""
    points = sum((Fraction(c.points) for c in codes), Fraction(0))
    return sum((Fraction(c.points) * c.mark for c in codes), Fraction(0)) / points


def _codes(
    grid: GridMap, markings: Sequence[Marking], kept: str, beside: Sequence[Marking] = ()
) -> tuple[CodeScore, ...]:
    """The scores of the codes; the levels of the markings ``beside`` are shown in the rows."""
    given = [given_levels(m) for m in markings]
    shown = [given_levels(m) for m in beside]
    return tuple(_code(grid, section, given, shown, kept) for section in grid.sections)


def _code(
    grid: GridMap,
    section: CodeSection,
    given: Sequence[Mapping[str, int]],
    shown: Sequence[Mapping[str, int]],
    kept: str,
) -> CodeScore:
    rows = tuple(_row(grid, row, given, shown, kept) for row in section.rows)
    weight = sum((Fraction(row.weight) for row in rows), Fraction(0))
    total = sum((Fraction(row.weight) * row.worth for row in rows), Fraction(0))
    return CodeScore(code=section.code, points=section.points, mark=total / weight, rows=rows)


def _row(
    grid: GridMap,
    row: GridRow,
    given: Sequence[Mapping[str, int]],
    shown: Sequence[Mapping[str, int]],
    kept: str,
) -> RowScore:
    levels = [levels[row.key] for levels in given]
    return RowScore(
        key=row.key,
        code=row.code,
        weight=row.weight,
        levels=tuple(levels[row.key] for levels in shown),
        level=_combined([Fraction(level) for level in levels], kept),
        worth=_combined([Fraction(grid.conversion[level]) for level in levels], kept),
    )


def _combined(values: Sequence[Fraction], kept: str) -> Fraction:
    """One value for those of the markings in order: mean, median, highest, or the last one's."""
    if len(values) == 1:
        return values[0]
    if kept == BEST:
        return max(values)
    if kept == MEDIAN:
        return Fraction(median(values))
    if kept == BY_THIRD:
        return values[-1]
    return sum(values, Fraction(0)) / len(values)
