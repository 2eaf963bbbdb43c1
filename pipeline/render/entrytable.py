"""The entry table of an exam: one workbook, a row a copy, a column an indicator, for marks typed centrally."""

import io

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.intake.tableseal import table_seal
from pipeline.model.grid import STATES
from pipeline.model.tableplan import (
    GUIDE,
    SEAL,
    SEAL_KEY,
    SEALED_FIELDS,
    VERSION,
    EntryColumn,
    EntryTable,
    entry_columns,
)
from pipeline.render.entryrows import draw_entries
from pipeline.render.gridstyle import (
    FONT,
    GREY,
    NAVY,
    STEEL,
    WHITE,
    Canvas,
    Look,
    lines,
    text_height,
)
from pipeline.render.reseal import reseal
from pipeline.rules import entrytable as words
from pipeline.rules import grid as labels
from pipeline.store.passing import passing
from pipeline.typography import typeset

_GUIDE_WIDTHS = {"A": 10, "B": 12, "C": 34, "D": 84}
_TITLE = Look(size=16, bold=True, color=WHITE, fill=NAVY, indent=1, wrap=False)
_HEADING = Look(size=11, bold=True, color=NAVY, wrap=False, edges="b", edge=NAVY)
_STEP = Look(size=10, top=True)
_HEADER = Look(bold=True, color=WHITE, fill=STEEL, edges="lrtb")
_CELL = Look(edges="lrtb", top=True)
_A3, _A4, _MOST_ON_A4 = 8, 9, 12
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.45, "bottom": 0.6, "header": 0.25, "footer": 0.3}


def entry_table(table: EntryTable, key: bytes) -> bytes:
    """The workbook of an entry table, sealed row by row; same table, same bytes."""
    book = Workbook()
    normal = book._named_styles["Normal"]  # type: ignore[attr-defined]  # the stubs do not know it
    normal.font = Font(name=FONT, size=10)  # column widths are counted in it
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = words.ENTRY_SHEET
    columns = entry_columns(tuple(table.grids[row.form] for row in table.rows))
    draw_entries(sheet, table, columns, key)
    guide = book.create_sheet(words.GUIDE_SHEET)
    _guide(guide, columns)
    seal = book.create_sheet(words.SEAL_SHEET)
    _seal(seal, table, key)
    for page in (sheet, guide, seal):
        _page(page, table)
    sheet.page_setup.orientation = "landscape"
    if len(columns) > _MOST_ON_A4:
        sheet.page_setup.paperSize = _A3
    seal.sheet_state = "veryHidden"
    stream = io.BytesIO()
    with passing():
        book.save(stream)
    return reseal(stream.getvalue())


def _guide(sheet: Worksheet, columns: tuple[EntryColumn, ...]) -> None:
    """How to fill the table, and every indicator in full."""
    canvas = Canvas(sheet=sheet, columns="BCD")
    for column, width in _GUIDE_WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet.column_dimensions["A"].hidden = True
    canvas.key(1, GUIDE)
    canvas.band(1, _TITLE)
    canvas.write("B1", typeset(words.GUIDE_TITLE), _TITLE)
    canvas.height(1, 34)
    meanings = (
        words.STATE_VALUE.format(state=state, meaning=labels.STATE_NAMES[state]) for state in STATES
    )
    states = words.GLUE.join(meanings)
    row = 3
    for number, step in enumerate(words.GUIDE_STEPS, 1):
        text = typeset(f"{number}. {step.format(states=states)}")
        canvas.merge(f"B{row}", f"D{row}", text, _STEP)
        canvas.height(row, text_height(lines(text, 126, 10), 10))
        row += 1
    canvas.band(row + 1, _HEADING)
    canvas.write(f"B{row + 1}", typeset(words.GUIDE_LIST), _HEADING)
    canvas.height(row + 1, 22)
    _indicators(canvas, row + 2, columns)


def _indicators(canvas: Canvas, row: int, columns: tuple[EntryColumn, ...]) -> None:
    titles = [typeset(title) for title in words.GUIDE_COLUMNS]
    _line(canvas, row, (titles[0], titles[1], titles[2]), _HEADER)
    for number, column in enumerate(columns, row + 1):
        mark = f"{column.code or words.SKILL_CODE}.{column.rank}"
        title = column.title if column.code else words.SKILLS
        _line(canvas, number, (mark, typeset(title), typeset(column.label)), _CELL)


def _line(canvas: Canvas, row: int, texts: tuple[str, str, str], look: Look) -> None:
    for letter, text in zip("BCD", texts, strict=True):
        canvas.write(f"{letter}{row}", text, look)
    tallest = max(lines(t, _GUIDE_WIDTHS[c]) for c, t in zip("BCD", texts, strict=True))
    canvas.height(row, text_height(tallest))


def _seal(sheet: Worksheet, table: EntryTable, key: bytes) -> None:
    """Of which session and exam the table is, as key and value; the seal is the last line."""
    canvas = Canvas(sheet=sheet, columns="B")
    look = Look(color=GREY, wrap=False)
    canvas.key(1, SEAL)
    values = (VERSION, table.session, table.exam, str(len(table.rows)))
    fields = dict(zip(SEALED_FIELDS, values, strict=True))
    fields[SEAL_KEY] = table_seal(key, fields)
    for row, (name, value) in enumerate(fields.items(), 2):
        canvas.key(row, name)
        canvas.write(f"B{row}", value, look)
    sheet.column_dimensions["A"].hidden = True
    sheet.column_dimensions["B"].width = 70


def _page(sheet: Worksheet, table: EntryTable) -> None:
    """Protection without password that lets rows and columns be resized; a page fitted to the width."""
    sheet.protection.sheet = True
    sheet.protection.formatRows = False
    sheet.protection.formatColumns = False
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(**_MARGINS)
    foot = typeset(words.FOOTER.format(exam=table.exam))
    sheet.oddFooter = HeaderFooterItem(left=_foot(foot), right=_foot(words.FOOTER_PAGE))


def _foot(text: str) -> _HeaderFooterPart:
    return _HeaderFooterPart(text=text, font="Arial,Regular", size=8, color=GREY)
