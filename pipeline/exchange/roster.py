"""The registration workbook that a session starts from: typed columns, drop-downs, an example row."""

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.rules import roster as words
from pipeline.store.passing import passing

FILLED_ROWS = 5000
FONT = "Calibri"
DARK, LIGHT, LINE, GREY = "1F3A5F", "EEF2F7", "C9D3DF", "7F7F7F"
A4 = 9
Rows = Mapping[str, Sequence[Sequence[str]]]


def roster_workbook(
    blocks: Sequence[str],
    exams: Sequence[str],
    rows: Rows | None = None,
    others: Sequence[str] = (),
) -> Workbook:
    """The workbook of a new session; ``rows`` fills its sheets (a demonstration), else each has its example row.

    ``exams`` fill the planning, one line each, for the coordinator to date; ``others`` may be added to it.
    """
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    _help(first)
    lists = _lists(blocks, (*exams, *others))
    ranges = _write_lists(book.create_sheet(words.LISTS), lists)
    for place, (sheet, columns) in enumerate(words.COLUMNS.items(), 1):
        page = book.create_sheet(sheet, place)
        _page_set_up(page)
        _header(page, columns)
        _validations(page, columns, ranges)
        _fill(page, sheet, exams, rows)
    return book


def workbook_bytes(book: Workbook) -> bytes:
    """The bytes that openpyxl writes for a workbook (dates in them are the moment of writing)."""
    stream = io.BytesIO()
    with passing():
        book.save(stream)
    return stream.getvalue()


def _lists(blocks: Sequence[str], exams: Sequence[str]) -> dict[str, Sequence[str]]:
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


def _write_lists(page: Worksheet, lists: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Write the choices on a hidden sheet; returns the range of each column that has some.

    A list inside the validation itself may not pass 255 characters.
    """
    page.sheet_state = "hidden"
    ranges = {}
    for number, (title, choices) in enumerate(lists.items(), 1):
        for row, text in enumerate((title, *choices), 1):
            _write(page.cell(row=row, column=number), text)
        if choices:
            letter = get_column_letter(number)
            ranges[title] = f"{words.LISTS}!${letter}$2:${letter}${len(choices) + 1}"
    return ranges


def _page_set_up(page: Worksheet) -> None:
    """Landscape A4, as wide as the page, titles on every page."""
    page.freeze_panes = "B2"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.sheet_properties.tabColor = DARK
    page.print_title_rows = "1:1"
    footer = page.oddFooter
    assert footer is not None
    footer.center.text = "&A – &P / &N"


def _header(page: Worksheet, columns: Sequence[str]) -> None:
    """The titles on a dark band; every column is text so that 0001 stays 0001."""
    page.row_dimensions[1].height = 32
    for number, title in enumerate(columns, 1):
        cell = page.cell(row=1, column=number, value=title)
        cell.font = Font(name=FONT, size=11, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=DARK)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        dimension = page.column_dimensions[get_column_letter(number)]
        dimension.width = words.WIDTHS.get(title, 15)
        dimension.number_format = "@"
        dimension.font = Font(name=FONT, size=11)


def _validations(page: Worksheet, columns: Sequence[str], ranges: Mapping[str, str]) -> None:
    """A drop-down where there are choices, and what is expected, shown when a cell is entered."""
    for number, title in enumerate(columns, 1):
        source, hint = ranges.get(title), words.HINTS.get(title)
        if source is None and hint is None:
            continue
        rule = DataValidation(type="list" if source else None, formula1=source, allow_blank=True)
        if source:
            rule.errorStyle, rule.showErrorMessage = "stop", True
            rule.errorTitle, rule.error = title, words.CHOOSE
        if hint:
            rule.showInputMessage, rule.promptTitle, rule.prompt = True, title, hint
        letter = get_column_letter(number)
        rule.add(f"{letter}2:{letter}{FILLED_ROWS + 1}")
        page.add_data_validation(rule)


def _fill(page: Worksheet, sheet: str, exams: Sequence[str], rows: Rows | None) -> None:
    """The rows given, else the example row and, for the planning, a line an exam."""
    lines: list[Sequence[str]] = list(rows[sheet]) if rows else [words.EXAMPLES[sheet]]
    if sheet == words.SITTINGS and not (rows and rows[sheet]):
        lines += [(exam,) for exam in exams]
    border = Border(bottom=Side(style="thin", color=LINE))
    font, grey = Font(name=FONT, size=11), Font(name=FONT, size=11, italic=True, color=GREY)
    light = PatternFill("solid", fgColor=LIGHT)
    for number, line in enumerate(lines, 2):
        for column in range(1, len(words.COLUMNS[sheet]) + 1):
            cell = page.cell(row=number, column=column)
            _write(cell, line[column - 1] if column <= len(line) else "")
            cell.border, cell.font = border, font
            if line[0] == words.EXAMPLE:
                cell.font, cell.fill = grey, light


def _write(cell: Cell | MergedCell, text: str) -> None:
    """A text that stays one, whatever it starts with."""
    assert isinstance(cell, Cell)
    cell.number_format = "@"
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = text[0] in "=+-@'"


def _help(page: Worksheet) -> None:
    """How to fill the workbook: a title, then what and how, one subject a row."""
    page.title = words.HELP
    page.sheet_view.showGridLines = False
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.column_dimensions["A"].width = 26
    page.column_dimensions["B"].width = 96
    page.merge_cells("A1:B1")
    page["A1"] = words.HELP_TITLE
    page["A1"].font = Font(name=FONT, size=16, bold=True, color=DARK)
    page.row_dimensions[1].height = 34
    for number, (subject, sentence) in enumerate(words.INSTRUCTIONS, 2):
        head, body = page.cell(number, 1, subject), page.cell(number, 2, sentence)
        head.font = Font(name=FONT, size=11, bold=True, color=DARK)
        body.font = Font(name=FONT, size=11)
        for cell in (head, body):
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            cell.border = Border(bottom=Side(style="thin", color=LINE))
        page.row_dimensions[number].height = 15 * (1 + len(sentence) // 108) + 8
