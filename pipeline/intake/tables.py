"""A collected entry table decoded: one reading a row, by the same rules as grids."""

from collections.abc import Iterator, Mapping

from pipeline.diagnostics import Diagnostic, Source
from pipeline.intake.gridsheets import Leaf, extra_columns, hidden_or_merged
from pipeline.intake.tablerows import SERVICE, Row, asked_rows, readings_of, rows_of
from pipeline.intake.tablesheets import TableSheet, entry_leaves, read_table_claim, table_sheet
from pipeline.intake.values import is_blank, said
from pipeline.model.basis import Basis
from pipeline.model.book import Book
from pipeline.model.grid import GridMap
from pipeline.model.gridplan import COMMENTED_LEVELS
from pipeline.model.reading import GridReading
from pipeline.model.tableplan import REMARK, STATE
from pipeline.rules import entrytable as labels
from pipeline.rules import marks as words

SKILL_PREFIX = "soft."
Readings = tuple[tuple[GridReading, ...], tuple[Diagnostic, ...]]


def read_table(book: Book, name: str, basis: Basis, key: bytes) -> Readings:
    """The rows of an entry table that people call ``name``, and everything to tell about the file.

    ``key`` is the session's seal key. Each reading has its own diagnostics; they are in the second part too.
    """
    leaves = entry_leaves(book, name)
    if not leaves:
        return (), (labels.NO_KEYS.at(Source(path=name)),)
    claim = read_table_claim(book, leaves, key)
    exams = {exam.id for exam in basis.exams}
    if claim.session != basis.session or claim.exam not in exams:
        place = Source(path=name)  # its seal is of another key, and says nothing
        return (), (labels.OTHER_TABLE.at(place, exam=claim.exam, session=claim.session),)
    faults = list(claim.faults)
    sheets = []
    for leaf in leaves:
        sheet, wrong = table_sheet(leaf, basis)
        faults += wrong
        if sheet is None:
            return (), tuple(faults)
        sheets.append(sheet)
    for leaf in leaves[1:]:
        place = Source(path=name, sheet=leaf.sheet.title)
        faults.append(words.TWO_SHEETS.at(place, first=leaves[0].sheet.title))
    rows = [row for sheet in sheets for row in rows_of(sheet, claim.exam, key)]
    for sheet in sheets:
        faults += _around(sheet, [row.number for row in rows if row.sheet is sheet])
    readings = tuple(readings_of(rows, basis.grids))
    if len(readings) < claim.copies:
        told = labels.COPIES_GONE.at(Source(path=name), count=claim.copies, found=len(readings))
        faults.append(told)
    faults += _gone(sheets[0], rows, basis.grids)
    faults += _silent(rows, readings)
    return readings, (*faults, *(d for reading in readings for d in reading.diagnostics))


def _around(sheet: TableSheet, rows: list[int]) -> Iterator[Diagnostic]:
    """What was added, hidden or merged where people fill."""
    leaf = sheet.leaf
    inputs = tuple(column for key, column in sheet.columns.items() if key not in SERVICE)
    for number in leaf.sheet.cells:
        if number > sheet.header and number not in rows:
            yield from _stray(leaf, number, inputs)
    yield from extra_columns(leaf, {leaf.column, *sheet.columns.values()}, rows)
    yield from hidden_or_merged(leaf, rows, inputs)


def _stray(leaf: Leaf, number: int, inputs: tuple[str, ...]) -> Iterator[Diagnostic]:
    """What was typed in a row that is no copy's."""
    for column in inputs:
        cell = leaf.cell(number, column)
        if cell is not None and not is_blank(cell):
            yield labels.STRAY_ROW.at(leaf.place(number, column), value=said(cell))
            return


def _gone(sheet: TableSheet, rows: list[Row], grids: Mapping[str, GridMap]) -> Iterator[Diagnostic]:
    """The columns that a copy of the table needs and that are no longer there."""
    forms = dict.fromkeys(row.who.form for row in rows)
    wanted = dict.fromkeys(k for f in forms if f in grids for k in (STATE, *asked_rows(grids[f])))
    gone = [key for key in (*wanted, REMARK) if key not in sheet.columns]
    if gone:
        place = sheet.leaf.place(sheet.header, sheet.leaf.column)
        yield labels.COLUMNS_GONE.at(place, columns=words.GLUE.join(gone))


def _silent(rows: list[Row], readings: tuple[GridReading, ...]) -> Iterator[Diagnostic]:
    """The comments that are expected beside a level 0, 1 or 4 and are not there."""
    by_grid = {row.who.id: row for row in reversed(rows)}
    places = [
        by_grid[reading.grid].place(REMARK)
        for reading in readings
        if REMARK in by_grid[reading.grid].sheet.columns and _lacks_comment(reading)
    ]
    if places:
        cells = words.GLUE.join(str(place.cell) for place in places)
        yield words.NO_COMMENT.at(places[0], cells=cells)


def _lacks_comment(reading: GridReading) -> bool:
    marking = reading.marking
    if marking is None or marking.remark:
        return False
    levels = (mark.level for mark in marking.levels if not mark.key.startswith(SKILL_PREFIX))
    return any(level in COMMENTED_LEVELS for level in levels)
