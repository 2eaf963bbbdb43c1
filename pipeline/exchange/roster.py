"""The registration workbook that a session starts from: typed columns, drop-downs, an example row."""

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.rules import roster as words

FILLED_ROWS = 5000
HEADER = PatternFill("solid", fgColor="1F3A5F")
EXAMPLE_FONT = Font(name="Calibri", size=11, italic=True, color="7F7F7F")
Rows = Mapping[str, Sequence[Sequence[str]]]


def roster_workbook(
    blocks: Sequence[str], exams: Sequence[str], rows: Rows | None = None
) -> Workbook:
    """The workbook of a new session; ``rows`` fills its sheets (a demonstration), else each has its example row.

    ``exams`` fill the planning, one line each, for the coordinator to date.
    """
    book = Workbook()
    first = book.active
    assert first is not None
    book.remove(first)
    lists = _choices(blocks, exams)
    for sheet, columns in words.COLUMNS.items():
        page = book.create_sheet(sheet)
        _header(page, columns)
        _validations(page, columns, lists)
        _fill(page, sheet, exams, rows)
    _help(book.create_sheet(words.HELP, 0))
    book.active = 1
    return book


def workbook_bytes(book: Workbook) -> bytes:
    """The bytes that openpyxl writes for a workbook (dates in them are the moment of writing)."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _choices(blocks: Sequence[str], exams: Sequence[str]) -> dict[str, Sequence[str]]:
    """What the drop-downs offer, by column."""
    yes_no = (words.YES, words.NO)
    return {
        words.SPECIALISATION: [b for b in blocks if b.startswith("S")],
        words.EXTRA_TIME: tuple(words.EXTRA_TIMES),
        words.LARGE_PRINT: yes_no,
        words.ELECTRONIC: yes_no,
        words.HUMAN_HELP: words.HUMAN_HELPS,
        words.SEPARATE_ROOM: yes_no,
        words.EXTERNAL: yes_no,
        words.EXAM: exams,
    }


def _header(page: Worksheet, columns: Sequence[str]) -> None:
    """The titles, frozen, on a dark band; every column is text so that 0001 stays 0001."""
    for number, title in enumerate(columns, 1):
        cell = page.cell(row=1, column=number, value=title)
        cell.font = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
        cell.fill = HEADER
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = words.WIDTHS.get(title, 15)
        page.column_dimensions[letter].number_format = "@"
    page.row_dimensions[1].height = 30
    page.freeze_panes = "A2"
    page.sheet_view.showGridLines = True
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"


def _validations(
    page: Worksheet, columns: Sequence[str], lists: Mapping[str, Sequence[str]]
) -> None:
    """One drop-down a column that has choices; anything else typed there is warned about."""
    for number, title in enumerate(columns, 1):
        choices = ",".join(lists.get(title, ()))
        if not choices or len(choices) > 250:
            continue
        rule = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True)
        rule.errorStyle = "stop"
        rule.showErrorMessage = True
        letter = get_column_letter(number)
        rule.add(f"{letter}2:{letter}{FILLED_ROWS + 1}")
        page.add_data_validation(rule)


def _fill(page: Worksheet, sheet: str, exams: Sequence[str], rows: Rows | None) -> None:
    """The rows given, else the example row and, for the planning, a line an exam."""
    lines: list[Sequence[str]] = list(rows[sheet]) if rows else [words.EXAMPLES[sheet]]
    if not rows and sheet == words.SITTINGS:
        lines += [(exam, "", "", "") for exam in exams]
    for number, line in enumerate(lines, 2):
        for column, text in enumerate(line, 1):
            cell = page.cell(row=number, column=column, value=text or None)
            cell.number_format = "@"
            if line[0] == words.EXAMPLE:
                cell.font = EXAMPLE_FONT


def _help(page: Worksheet) -> None:
    """How to fill the workbook, one sentence a row."""
    page.column_dimensions["A"].width = 110
    for number, sentence in enumerate(words.INSTRUCTIONS, 1):
        cell = page.cell(row=number, column=1, value=sentence)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(name="Calibri", size=11)
    page.sheet_view.showGridLines = False
