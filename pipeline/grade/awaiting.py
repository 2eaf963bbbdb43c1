"""What a session awaits: its grids, the copies of its exams marked by table, what is left of each."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.grade.gaps import file_name, identity
from pipeline.grade.returned import Awaited
from pipeline.grade.score import missing
from pipeline.grade.standing import held_cases
from pipeline.model.basis import IssuedGrid
from pipeline.model.marks import CONCILIATION, THIRD, Gap, Marking, Marks
from pipeline.model.tableplan import ASSESSOR, EntryRow, row_identity
from pipeline.rules import collection as rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one assessor has returned of one exam; ``assessor`` is empty for an exam marked by table.

    The four tuples are grids (« exam/copy » in a table): complete, begun, held by an open case, not returned.
    """

    exam: str
    assessor: str
    assessor_name: str
    received: tuple[str, ...]
    partial: tuple[str, ...]
    held: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def expected(self) -> int:
        """How many grids the assessor has to return."""
        return len((*self.received, *self.partial, *self.held, *self.missing))


def further_grids(session: str, gaps: Sequence[Gap]) -> tuple[IssuedGrid, ...]:
    """The grids that went out after a gap between two markings; they are not part of the publication."""
    return tuple(
        IssuedGrid(
            identity=identity(gap, session), exam=gap.exam, path=file_name(gap), seal=gap.seal
        )
        for gap in gaps
        if gap.grid
    )


def table_grid(session: str, exam: str, copy: str) -> IssuedGrid:
    """The grid that stands for one row of an exam marked by table: nothing went out for it, nobody is its assessor."""
    row = row_identity(session, EntryRow(copy=copy, form=exam))
    return IssuedGrid(identity=row, exam=exam, path="", seal="")


def blank(grid: IssuedGrid) -> Marking:
    """The marking of a grid in which nothing is filled."""
    who = grid.identity
    return Marking(
        grid=who.id,
        exam=grid.exam,
        form=who.form,
        copy=who.anonymous,
        assessor=who.assessor,
        assessor_name=who.assessor_name,
        marking=who.marking,
        state="",
        date="",
        remark="",
        levels=(),
    )


def attributed(marking: Marking, issued: Iterable[IssuedGrid]) -> Marking:
    """A row of a table as the only blind marking that is awaited of its copy; anything else as it is."""
    if marking.assessor != ASSESSOR or marking.form == marking.exam:
        return marking
    copy = (marking.form, marking.copy)
    awaited = [g for g in issued if (g.identity.form, g.identity.anonymous) == copy]
    blind = [grid for grid in awaited if grid.identity.marking < THIRD]
    if len(blind) != 1:
        return marking
    who = blind[0].identity
    return replace(
        marking,
        grid=who.id,
        assessor=who.assessor,
        assessor_name=who.assessor_name,
        marking=who.marking,
    )


def issued_ids(awaited: Awaited) -> frozenset[str]:
    """The ids of the grids that went out."""
    return frozenset(grid.identity.id for grid in awaited.grids)


def is_awaited(marking: Marking, issued: Container[str], awaited: Awaited) -> bool:
    """Whether a marking is that of a grid that went out, or of a row of an exam marked by table.

    The seal of a row proves that its table went out with it.
    """
    by_table = marking.form == marking.exam and marking.exam in awaited.tables
    return marking.grid in issued or by_table


def left(marking: Marking, awaited: Awaited) -> int:
    """How many indicators are still without a level; none beside a state."""
    return 0 if marking.state else len(missing(awaited.basis.grids[marking.form], marking))


def shares(marks: Marks, awaited: Awaited) -> tuple[Share, ...]:
    """Where every assessor is with every exam, in the order of the exams, tables last."""
    return (*_grid_shares(marks, awaited), *_table_shares(marks, awaited))


def label(marking: Marking) -> str:
    """What people call a grid: its exam, its copy, its assessor."""
    words = rules.TABLE_ROW if marking.form == marking.exam else rules.GRID
    return words.format(exam=marking.exam, copy=marking.copy, assessor=marking.assessor)


def _grid_shares(marks: Marks, awaited: Awaited) -> Iterator[Share]:
    ranks = {exam.id: rank for rank, exam in enumerate(awaited.basis.exams)}
    markings = {marking.grid: marking for marking in marks.markings}
    held = {grid for case in held_cases(marks) for grid in case.grids}
    own: dict[tuple[int, str, str], list[IssuedGrid]] = {}
    for grid in awaited.grids:
        if _is_replaced(grid, awaited) and grid.identity.id not in (*markings, *held):
            continue
        own.setdefault((ranks[grid.exam], grid.exam, grid.identity.assessor), []).append(grid)
    for (_, exam, assessor), grids in sorted(own.items()):
        places = {g.identity.id: markings.get(g.identity.id) for g in grids}
        name = grids[0].identity.assessor_name
        yield _share(exam, assessor, name, places, held, awaited)


def _is_replaced(grid: IssuedGrid, awaited: Awaited) -> bool:
    """Whether a third grid is called for no more, because the two markers of its copy are to agree."""
    copy = (grid.exam, grid.identity.anonymous)
    return grid.identity.marking == THIRD and any(
        (other.exam, other.identity.anonymous) == copy
        for other in awaited.grids
        if other.identity.marking == CONCILIATION
    )


def _table_shares(marks: Marks, awaited: Awaited) -> Iterator[Share]:
    for exam, copies in sorted(awaited.tables.items()):
        own = {m.copy: m for m in marks.markings if m.exam == exam}
        held = {c.marking.copy for c in held_cases(marks) if c.marking and c.marking.exam == exam}
        places = {f"{exam}/{copy}": own.get(copy) for copy in sorted({*copies, *own, *held})}
        yield _share(exam, "", "", places, {f"{exam}/{copy}" for copy in held}, awaited)


def _share(
    exam: str,
    assessor: str,
    name: str,
    places: Mapping[str, Marking | None],
    held: Container[str],
    awaited: Awaited,
) -> Share:
    """The grids of one share, each in one of four states; one that is begun counts as begun, held or not."""
    begun = {grid: left(m, awaited) for grid, m in places.items() if m is not None}
    return Share(
        exam=exam,
        assessor=assessor,
        assessor_name=name,
        received=tuple(grid for grid, rows in begun.items() if not rows),
        partial=tuple(grid for grid, rows in begun.items() if rows),
        held=tuple(grid for grid in places if grid not in begun and grid in held),
        missing=tuple(grid for grid in places if grid not in begun and grid not in held),
    )
