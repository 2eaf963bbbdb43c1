"""A coordinator's workbook: whether it can be opened at all, its sheets, the titles of their columns."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.diagnostics import Diagnostic, Source
from pipeline.read.plain import near_words
from pipeline.read.sheets import Row, cell_text, fold
from pipeline.rules import workbook as rules
from pipeline.rules.session import system_reason

MAX_ROWS = 20_000
_MAX_BYTES = 10_000_000
_MAX_INFLATED = 64_000_000
_MAX_PARTS = 500
_MAIN = "xl/workbook.xml"
_OLE = b"\xd0\xcf\x11\xe0"
# What openpyxl was seen to raise on damaged workbooks (tests/read/test_workbook.py damages some).
_DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
Cells = Mapping[int, Mapping[int, Cell]]


def open_book(root: Path, path: str, faults: list[Diagnostic]) -> Workbook | None:
    """The workbook, formulas kept as text; ``None``, with the fault told, when it cannot be read."""
    advice = rules.SAVE_AS_XLSX
    try:
        data = _bytes(root / path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(data), keep_links=False)
    except _RefusedError as refused:
        reason = str(refused)
        if refused.lost:
            advice = rules.MAKE_IT_ANEW
    except _DAMAGE:
        reason, advice = rules.DAMAGED, rules.MAKE_IT_ANEW
    faults.append(rules.UNREADABLE.at(Source(path=path), reason=reason, advice=advice))
    return None


def read_rows(
    book: Workbook,
    path: str,
    sheet: str,
    columns: Sequence[str],
    faults: list[Diagnostic],
    *,
    optional: Sequence[str] = (),
) -> tuple[Row, ...] | None:
    """The rows of a sheet that hold anything, from the second on.

    ``None``, with the faults told, when the sheet or one of its columns is missing, those that are optional excepted.
    """
    page = _page(book, sheet)
    place = Source(path=path, sheet=sheet)
    if page is None:
        near = near_words(sheet, book.sheetnames)
        said = rules.RENAME_SHEET.format(near=near[0]) if near else rules.START_AGAIN
        faults.append(rules.NO_SHEET.at(Source(path=path), sheet=sheet, advice=said))
        return None
    cells = _filled_cells(page)
    letters = _letters(cells, columns, optional, place, faults)
    if letters is None:
        return None
    faults += _oddities(page, cells, place)
    merged = _merged_rows(page, cells, place, faults)
    title_by_letter = {letter: title for title, letter in letters.items()}
    rows = []
    for number, row in sorted(cells.items()):
        known = {title_by_letter.get(get_column_letter(n), ""): cell for n, cell in row.items()}
        known.pop("", None)
        if number > 1 and number not in merged and known:
            rows.append(Row(known, letters, number, place, faults))
    if rows and rows[-1].number > MAX_ROWS:
        faults.append(rules.TOO_MANY_ROWS.at(place, limit=MAX_ROWS))
        return None
    return tuple(rows)


class _RefusedError(Exception):
    """The file is not one that can be opened; the text says why, ``lost`` whether nothing is left of it."""

    def __init__(self, reason: str, *, lost: bool = False) -> None:
        super().__init__(reason)
        self.lost = lost


def _bytes(path: Path) -> bytes:
    """The bytes of a file that looks like a workbook of a reasonable size."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
    except OSError as error:
        raise _RefusedError(system_reason(error), lost=not path.exists()) from error
    if not data:
        raise _RefusedError(rules.EMPTY_FILE, lost=True)
    if data.startswith(_OLE):
        raise _RefusedError(rules.PROTECTED)
    if not data.startswith(b"PK"):
        raise _RefusedError(rules.NOT_XLSX)
    if len(data) > _MAX_BYTES:
        raise _RefusedError(rules.TOO_BIG)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    inflated = sum(part.file_size for part in parts)
    if _MAIN not in {part.filename for part in parts}:
        raise _RefusedError(rules.NOT_XLSX)
    if inflated > _MAX_INFLATED or len(parts) > _MAX_PARTS:
        raise _RefusedError(rules.TOO_BIG)
    return data


def _page(book: Workbook, sheet: str) -> Worksheet | None:
    """The sheet of that name, whatever its case, accents and spaces."""
    for page in book.worksheets:
        if fold(page.title.strip()) == fold(sheet):
            return page
    return None


def _filled_cells(page: Worksheet) -> Cells:
    """The cells that hold something, by row then column; formatted empty rows cost nothing."""
    cells: dict[int, dict[int, Cell]] = {}
    # iter_rows would make a cell of every place up to the last formatted one (16,384 x 1,048,576).
    for (row, column), cell in page._cells.items():
        if isinstance(cell, Cell) and cell_text(cell):
            cells.setdefault(row, {})[column] = cell
    return cells


def _letters(
    cells: Cells,
    columns: Sequence[str],
    optional: Sequence[str],
    place: Source,
    faults: list[Diagnostic],
) -> Mapping[str, str] | None:
    """The letter of each column by its title; ``None``, with the faults told, when one is missing or there twice."""
    wanted = {fold(column): column for column in columns}
    letters: dict[str, str] = {}
    others: dict[str, Source] = {}
    found: list[Diagnostic] = []
    for number, cell in sorted(cells.get(1, {}).items()):
        letter, title = get_column_letter(number), cell_text(cell)
        here = Source(path=place.path, sheet=place.sheet, cell=f"{letter}1")
        column = wanted.get(fold(title))
        if column is None:
            others[title] = here
        elif column in letters:
            found.append(rules.REPEATED_COLUMN.at(here, column=column))
        else:
            letters[column] = letter
    if not letters:
        faults.append(rules.NO_TITLES.at(place, columns=", ".join(columns)))
        return None
    for column in columns:
        if column not in letters and column not in optional:
            near = near_words(column, others)
            said = rules.RENAME_COLUMN.format(near=near[0]) if near else rules.ADD_COLUMN
            here = others.pop(near[0]) if near else place
            found.append(rules.NO_COLUMN.at(here, column=column, advice=said))
    faults += found
    faults += [rules.UNKNOWN_COLUMN.at(here, column=title) for title, here in others.items()]
    return None if found else letters


def _oddities(page: Worksheet, cells: Cells, place: Source) -> Iterator[Diagnostic]:
    """What is read although nobody sees it, and what is not read although somebody wrote it."""
    if page.sheet_state != "visible":
        yield rules.HIDDEN_SHEET.at(place, sheet=place.sheet)
    hidden = [
        row
        for row in sorted(cells)
        if row in page.row_dimensions and page.row_dimensions[row].hidden
    ]
    if hidden:
        yield rules.HIDDEN_ROWS.at(place, count=len(hidden), line=hidden[0])
    untitled = {n for row in cells.values() for n in row} - set(cells[1])
    for letter in (get_column_letter(n) for n in sorted(untitled)):
        here = Source(path=place.path, sheet=place.sheet, cell=f"{letter}1")
        yield rules.UNKNOWN_COLUMN.at(here, column=letter)


def _merged_rows(
    page: Worksheet, cells: Cells, place: Source, faults: list[Diagnostic]
) -> frozenset[int]:
    """The rows that hold a part of filled merged cells, each range told once."""
    rows: set[int] = set()
    for area in sorted(page.merged_cells.ranges, key=lambda a: (a.min_row, a.min_col)):
        if area.min_col in cells.get(area.min_row, {}):
            here = Source(path=place.path, sheet=place.sheet, cell=area.coord.split(":")[0])
            faults.append(rules.MERGED.at(here, cells=area.coord))
            rows.update(row for row in cells if area.min_row <= row <= area.max_row)
    return frozenset(rows)
