"""What was entered in a grading grid: the mark of each row, the remark, and every fault by its cell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.diagnostics import Diagnostic, Rule, Source
from pipeline.intake.gridrows import Expected, Row, agrees, around, columns_of, expected_rows
from pipeline.intake.gridsheets import Leaf
from pipeline.intake.values import is_not_observed, read_comment, read_level, said
from pipeline.model.book import BookCell
from pipeline.model.grid import GridMap
from pipeline.model.gridplan import COMMENTED_LEVELS, REMARK_KEY
from pipeline.model.marks import LevelMark
from pipeline.rules import grid as labels
from pipeline.rules import marks as words
from pipeline.typography import typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """What the rows say: the marks in the order of the grid, the remark, the rows that are gone.

    ``trusted`` is false when rows cannot be told apart: then there is nothing else. ``places`` are the cells of levels.
    """

    trusted: bool
    levels: tuple[LevelMark, ...] = ()
    remark: str = ""
    lost: tuple[str, ...] = ()
    places: Mapping[str, Source] = field(default_factory=dict)
    faults: tuple[Diagnostic, ...] = ()


def read_rows(leaves: Sequence[Leaf], grid: GridMap) -> Entries:
    """What was entered in the sheets of rows of a file; several when somebody duplicated one."""
    expected = expected_rows(grid)
    faults: list[Diagnostic] = []
    rows: list[Row] = []
    for leaf in leaves:
        columns, missing = columns_of(leaf)
        faults += missing
        if columns is None:
            return Entries(trusted=False, faults=tuple(faults))
        rows += (Row(leaf=leaf, columns=columns, number=n, key=k) for n, k in leaf.keys.items())
        faults += around(leaf, columns, expected, grid)
    for leaf in leaves[1:]:
        first = leaves[0].sheet.title
        place = Source(path=leaf.name, sheet=leaf.sheet.title)
        faults.append(words.TWO_SHEETS.at(place, first=first))
    wanted = [row for row in rows if row.key in expected]
    wrong = [row for row in wanted if not agrees(row, expected[row.key])]
    if wrong:
        cells = _cells(row.leaf.place(row.number, row.columns.label) for row in wrong)
        place = wrong[0].leaf.place(wrong[0].number, wrong[0].columns.label)
        faults.append(words.ROW_DISAGREES.at(place, cells=cells))
        return Entries(trusted=False, faults=tuple(faults))
    return _entries(rows, expected, faults, copies=len(leaves))


def _entries(
    rows: Iterable[Row], expected: Mapping[str, Expected], faults: list[Diagnostic], copies: int
) -> Entries:
    by_key: dict[str, list[Row]] = {}
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    kept: dict[str, Row] = {}
    twins: list[Row] = []
    for key in (*expected, REMARK_KEY):
        same = by_key.get(key, [])
        chosen, fault = _one_of(same)
        if fault is not None:
            faults.append(fault)
        elif chosen is not None:
            kept[key] = chosen
            twins += same[1:] if len(same) > copies else ()
    if twins:
        cells = _cells(row.level_place for row in twins)
        faults.append(words.ROW_COPIED.at(twins[0].level_place, cells=cells))
    lost = tuple(key for key in expected if key not in by_key)
    if lost:
        told = words.GLUE.join(lost)
        place = next(iter(kept.values())).leaf if kept else None
        sheet = None if place is None else place.sheet.title
        name = place.name if place is not None else ""
        faults.append(words.ROWS_GONE.at(Source(path=name, sheet=sheet), rows=told))
    remark = kept.pop(REMARK_KEY, None)
    said_last = "" if remark is None else _text(remark.comment, remark.comment_place, faults)
    levels, places = _marks(kept, expected, faults)
    return Entries(
        trusted=True,
        levels=levels,
        remark=said_last,
        lost=lost,
        places=places,
        faults=tuple(faults),
    )


def _one_of(rows: Sequence[Row]) -> tuple[Row | None, Diagnostic | None]:
    """The row to read among those of one key: the filled one; a fault when two are filled differently."""
    if not rows:
        return None, None
    filled = [row for row in rows if any(row.filled)]
    if not filled:
        return rows[0], None
    first = filled[0]
    if all(row.filled == first.filled for row in filled):
        return first, None
    cells = _cells(row.level_place for row in filled)
    return None, words.ROW_TWICE.at(filled[1].level_place, row=first.key, cells=cells)


def _marks(
    kept: Mapping[str, Row], expected: Mapping[str, Expected], faults: list[Diagnostic]
) -> tuple[tuple[LevelMark, ...], Mapping[str, Source]]:
    """The marks of the rows that hold something and no fault, and the places of their levels."""
    marks: list[LevelMark] = []
    places: dict[str, Source] = {}
    silent: list[Source] = []
    for key, row in kept.items():
        counted = expected[key].counted
        before = len(faults)
        unseen = not counted and is_not_observed(row.level)
        level = None if unseen else _level(row, faults)
        comment = _text(row.comment, row.comment_place, faults)
        if unseen and not comment:
            comment = typeset(labels.NOT_OBSERVED)
        if len(faults) > before or (level is None and not comment):
            continue
        marks.append(LevelMark(key=key, level=level, comment=comment))
        if level is not None and counted:
            places[key] = row.level_place
            if level in COMMENTED_LEVELS and not comment:
                silent.append(row.comment_place)
    if silent:
        faults.append(words.NO_COMMENT.at(silent[0], cells=_cells(silent)))
    return tuple(marks), places


def _level(row: Row, faults: list[Diagnostic]) -> int | None:
    cell = row.level
    found = read_level(cell)
    if isinstance(found, Rule):
        assert cell is not None
        faults.append(found.at(row.level_place, value=said(cell)))
        return None
    return found


def _text(cell: BookCell | None, place: Source, faults: list[Diagnostic]) -> str:
    found = read_comment(cell)
    if isinstance(found, Rule):
        assert cell is not None
        faults.append(found.at(place, value=said(cell)))
        return ""
    return found


def _cells(places: Iterable[Source]) -> str:
    """The cells of several places, for a message."""
    return words.GLUE.join(str(place.cell) for place in places)
