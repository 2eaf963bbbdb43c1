"""The rows of a grading grid by hidden key, checked against their visible text, and what was added around them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.diagnostics import Diagnostic, Source
from pipeline.intake.gridsheets import (
    Leaf,
    column_of,
    extra_columns,
    hidden_or_merged,
    plain,
    title_rows,
)
from pipeline.intake.values import is_blank, said
from pipeline.model.book import BookCell
from pipeline.model.grid import GridMap
from pipeline.model.gridplan import GRID, REMARK_KEY
from pipeline.rules import grid as labels
from pipeline.rules import marks as words
from pipeline.typography import typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A row to fill as issued: its code and text as people see them; ``counted`` unless it is a soft skill."""

    code: str
    text: str
    counted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The letters of the columns that are read, and the row of their titles."""

    header: int
    code: str
    label: str
    weight: str
    level: str
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a file with its cells to fill."""

    leaf: Leaf
    columns: Columns
    number: int
    key: str

    @property
    def level(self) -> BookCell | None:
        """The cell of the level."""
        return self.leaf.cell(self.number, self.columns.level)

    @property
    def comment(self) -> BookCell | None:
        """The cell of the comment."""
        return self.leaf.cell(self.number, self.columns.comment)

    @property
    def filled(self) -> tuple[BookCell | None, BookCell | None]:
        """What was entered; ``None`` where nothing was."""
        level, comment = self.level, self.comment
        return (None if is_blank(level) else level, None if is_blank(comment) else comment)

    @property
    def level_place(self) -> Source:
        """Where the level stands."""
        return self.leaf.place(self.number, self.columns.level)

    @property
    def comment_place(self) -> Source:
        """Where the comment stands."""
        return self.leaf.place(self.number, self.columns.comment)


def expected_rows(grid: GridMap) -> Mapping[str, Expected]:
    """The rows of a grid that may be filled, by key, in order; the remark is not among them."""
    rows = {
        row.key: Expected(code=row.code, text=plain(typeset(row.label)), counted=True)
        for section in grid.sections
        for row in section.rows
    }
    for skill in grid.skills:
        text = plain(f"{typeset(skill.title)}\n{typeset(skill.observable)}")
        rows[skill.key] = Expected(code=labels.SKILLS_CODE, text=text, counted=False)
    return rows


def columns_of(leaf: Leaf) -> tuple[Columns | None, list[Diagnostic]]:
    """The columns by their titles, which stand in one row."""
    row = leaf.row_of(f"{GRID}.titres")
    if row is None:
        row = next((found for found, _ in title_rows(leaf, labels.LEVEL_HEADER)), 1)
    header = leaf.sheet.cells.get(row, {})
    letters, faults = [], []
    for title in labels.GRID_COLUMNS:
        letter, fault = column_of(leaf, header, row, title)
        letters.append(letter)
        if fault is not None:
            faults.append(fault)
    if faults:
        return None, faults
    code, label, weight, level, comment = letters
    return (
        Columns(header=row, code=code, label=label, weight=weight, level=level, comment=comment),
        [],
    )


def agrees(row: Row, expected: Expected) -> bool:
    """Whether the visible code and text of a row are those of its key."""
    cells = row.leaf.sheet.cells[row.number]
    code, label = cells.get(row.columns.code), cells.get(row.columns.label)
    if code is None or label is None or code.value.strip() != expected.code:
        return False
    return label.value == expected.text or plain(label.value) == expected.text


def around(
    leaf: Leaf, columns: Columns, expected: Mapping[str, Expected], grid: GridMap
) -> Iterator[Diagnostic]:
    """What was added, hidden or merged where people fill."""
    own = {*expected, REMARK_KEY}
    named = {*own, GRID, f"{GRID}.titres", "savoir_etre", *(s.code for s in grid.sections)}
    for number in leaf.sheet.cells:
        if leaf.keys.get(number) not in named and number != columns.header:
            yield from _stray(leaf, columns, number)
    rows = [number for number, key in leaf.keys.items() if key in own]
    known = {leaf.column, *(getattr(columns, c) for c in Columns.__slots__ if c != "header")}
    yield from extra_columns(leaf, known, [columns.header, *rows])
    yield from hidden_or_merged(leaf, rows, (columns.level, columns.comment))


def _stray(leaf: Leaf, columns: Columns, number: int) -> Iterator[Diagnostic]:
    """What was typed in a row that is none of the grid's."""
    level = leaf.cell(number, columns.level)
    if level is not None and not is_blank(level):
        yield words.STRAY_LEVEL.at(leaf.place(number, columns.level), value=said(level))
    comment = leaf.cell(number, columns.comment)
    if not is_blank(comment):
        yield words.STRAY_COMMENT.at(leaf.place(number, columns.comment))
