"""Sheets of plain tables for reports: a title, a sentence on how to read, columns, rows; they print as they look."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from io import BytesIO
from types import MappingProxyType

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.render.gridstyle import (
    BRICK,
    FONT,
    GREY,
    MISSING,
    NAVY,
    PALE,
    STEEL,
    WHITE,
    Canvas,
    Look,
    lines,
    text_height,
)
from pipeline.render.reseal import reseal
from pipeline.store.passing import passing
from pipeline.typography import typeset

A4 = 9
Value = str | int | Decimal | None
_TITLE = Look(size=16, bold=True, color=WHITE, fill=NAVY, indent=1, wrap=False)
_NOTE = Look(size=9, italic=True, color=GREY)
_HEADER = Look(bold=True, size=8.5, color=WHITE, fill=STEEL, align="center", edges="lrtb")
_PART = Look(size=12, bold=True, color=NAVY, wrap=False)
_EMPTY = Look(italic=True, color=GREY, wrap=False)
_HEADER_HEIGHT = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its title, its width in characters, how it shows numbers; text stands left, numbers in the middle."""

    title: str
    width: float
    format: str = "General"
    text: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of values; ``strong`` ones stand out, ``alert`` ones even more."""

    values: tuple[Value, ...]
    strong: bool = False
    alert: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its own title below the one of the sheet; ``nothing`` is said when it has no line."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    title: str = ""
    note: str = ""
    nothing: str = ""


def columns_of(
    titles: Sequence[str],
    widths: Sequence[float],
    texts: Collection[int],
    formats: Mapping[int, str] = MappingProxyType({}),
) -> tuple[Column, ...]:
    """The columns of a table; ``texts`` are the places of those that hold texts."""
    return tuple(
        Column(title=title, width=width, text=i in texts, format=formats.get(i, "General"))
        for i, (title, width) in enumerate(zip(titles, widths, strict=True))
    )


def new_book() -> Workbook:
    """An empty workbook in the font of the house, without any sheet."""
    book = Workbook()
    normal = book._named_styles["Normal"]  # type: ignore[attr-defined]  # the stubs do not know it
    normal.font = Font(name=FONT, size=10)  # column widths are counted in it
    book.remove(book.worksheets[0])
    return book


def book_bytes(book: Workbook) -> bytes:
    """The workbook, reproducible: same content, same bytes."""
    stream = BytesIO()
    with passing():
        book.save(stream)
    return reseal(stream.getvalue())


def add_sheet(book: Workbook, name: str, title: str, note: str, tables: Sequence[Table]) -> None:
    """Add a sheet of tables, one below the other; the widths and the repeated heads are those of the first."""
    sheet = book.create_sheet(name)
    canvas = Canvas(sheet=sheet, columns="")
    columns = tables[0].columns
    last = get_column_letter(len(columns))
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    width = sum(column.width for column in columns)
    canvas.merge("A1", f"{last}1", typeset(title), _TITLE)
    canvas.height(1, 32)
    canvas.merge("A2", f"{last}2", typeset(note), _NOTE)
    canvas.height(2, text_height(lines(note, width), margin=8))
    row = 3
    for table in tables:
        row = _draw(canvas, table, row, last, width)
    if columns[0].title:
        sheet.freeze_panes = "A4"
        sheet.print_title_rows = "3:3"


def print_setup(sheet: Worksheet, foot: str, page: str, *, landscape: bool = True) -> None:
    """A4, fitted to the width, with a foot on each page."""
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(
        left=0.4, right=0.4, top=0.45, bottom=0.6, header=0.25, footer=0.3
    )
    sheet.oddFooter = HeaderFooterItem(left=_foot(foot), right=_foot(page))


def _foot(text: str) -> _HeaderFooterPart:
    return _HeaderFooterPart(text=text, font="Arial,Regular", size=8, color=GREY)


def _draw(canvas: Canvas, table: Table, row: int, last: str, width: float) -> int:
    """Draw one table from a row on; returns the row where the next one may start."""
    if table.title:
        canvas.merge(f"A{row}", f"{last}{row}", typeset(table.title), _PART)
        canvas.height(row, 24)
        row += 1
    if table.note:
        canvas.merge(f"A{row}", f"{last}{row}", typeset(table.note), _NOTE)
        canvas.height(row, text_height(lines(table.note, width), margin=8))
        row += 1
    if any(column.title for column in table.columns):
        for place, column in enumerate(table.columns, 1):
            canvas.write(f"{get_column_letter(place)}{row}", typeset(column.title), _HEADER)
        canvas.height(row, _HEADER_HEIGHT)
        row += 1
    if not table.lines:
        canvas.merge(f"A{row}", f"{last}{row}", typeset(table.nothing), _EMPTY)
        row += 1
    for line in table.lines:
        _write(canvas, table.columns, line, row)
        row += 1
    return row + 1


def _write(canvas: Canvas, columns: Sequence[Column], line: Line, row: int) -> None:
    """One row, as high as its longest text."""
    tallest = 1
    for place, (column, value) in enumerate(zip(columns, line.values, strict=True), 1):
        canvas.write(f"{get_column_letter(place)}{row}", value, _look(column, line))
        if isinstance(value, str):
            tallest = max(tallest, lines(value, column.width))
    canvas.height(row, text_height(tallest))


def _look(column: Column, line: Line) -> Look:
    """How a cell looks: text left, numbers in the middle, strong rows in bold on a tint."""
    look = Look(
        align="left" if column.text else "center",
        edges="tb",
        format=column.format,
        bold=column.bold or line.strong or line.alert,
    )
    if line.alert:
        return replace(look, fill=MISSING, color=BRICK)
    return replace(look, fill=PALE, color=NAVY) if line.strong else look
