"""``tableau-jury.xlsx``: what the jury looks at, decides in, and what is read back; same hearing, same bytes.

What is not to be filled is sealed: ``sealed`` says what each of those cells holds, for whoever reads the table back.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.packaging.custom import CustomPropertyList, StringProperty
from openpyxl.styles import Font
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model.jurytable import (
    BLOCKS,
    CANDIDATES,
    GUIDE,
    JURY,
    PROPERTY_SEAL,
    PROPERTY_TABLE,
    PROPERTY_VERSION,
    RULES,
    SEAL,
    SEAL_COLUMN,
    SEAL_KEY,
    SEALED_FIELDS,
    SIMULATION,
    VERSION,
    Hearing,
    Place,
)
from pipeline.render import jurytable_board, jurytable_rows, jurytable_texts, jurytable_trial
from pipeline.render.gridbook import GridBook, book_parts
from pipeline.render.gridstyle import FONT, GREY, Canvas, Look
from pipeline.render.pack import pack
from pipeline.rules import jurytable as words
from pipeline.seal import Cell, Kind, seal

_A3, _A4 = 8, 9
_GROWING = ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml")
_FIXED_HEIGHT = re.compile(rb' customHeight="(?:1|true)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """One sheet: its name, what draws it, the widths of its columns, how it is printed."""

    title: str
    draw: Callable[[Canvas, Hearing], None]
    widths: Mapping[str, float]
    paper: int = _A4
    frozen: str = ""
    titles: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JuryBook:
    """The workbook, what each sealed cell holds, and the seal."""

    data: bytes
    sealed: Mapping[Place, Cell]
    seal: str


_SHEETS: Mapping[str, _Sheet] = {
    BLOCKS: _Sheet(
        title=words.BLOCKS_SHEET,
        draw=jurytable_rows.draw_blocks,
        widths=jurytable_rows.BLOCK_WIDTHS,
        paper=_A3,
        frozen="E4",
        titles="1:3",
    ),
    CANDIDATES: _Sheet(
        title=words.CANDIDATES_SHEET,
        draw=jurytable_rows.draw_candidates,
        widths=jurytable_rows.CANDIDATE_WIDTHS,
        paper=_A3,
        frozen="D4",
        titles="1:3",
    ),
    JURY: _Sheet(
        title=words.JURY_SHEET,
        draw=jurytable_board.draw_board,
        widths=jurytable_board.WIDTHS,
    ),
    SIMULATION: _Sheet(
        title=words.SIMULATION_SHEET,
        draw=jurytable_trial.draw_trial,
        widths=jurytable_trial.WIDTHS,
        frozen=f"E{jurytable_trial.FIRST}",
        titles=f"{jurytable_trial.FIRST - 1}:{jurytable_trial.FIRST - 1}",
    ),
    RULES: _Sheet(
        title=words.RULES_SHEET,
        draw=jurytable_texts.draw_rules,
        widths=jurytable_texts.WIDTHS,
    ),
    GUIDE: _Sheet(
        title=words.GUIDE_SHEET,
        draw=jurytable_texts.draw_guide,
        widths=jurytable_texts.WIDTHS,
    ),
}


def jury_workbook(hearing: Hearing, seal_key: bytes) -> JuryBook:
    """The table of a hearing, sealed under the session's seal key."""
    book = Workbook()
    normal = book._named_styles["Normal"]  # type: ignore[attr-defined]  # the stubs do not know it
    normal.font = Font(name=FONT, size=10)  # column widths are counted in it
    first = book.active
    assert isinstance(first, Worksheet)
    book.remove(first)
    canvases = {name: _drawn(book, name, hearing) for name in _SHEETS}
    canvases[SEAL] = _identity(book, hearing)
    sealed = dict(_sealed(canvases))
    mark = seal(seal_key, hearing.id, VERSION, sealed.values())
    row = len(SEALED_FIELDS) + 2
    canvases[SEAL].key(row, SEAL_KEY)
    canvases[SEAL].write(f"{SEAL_COLUMN}{row}", mark, Look(color=GREY, wrap=False))
    _properties(book, hearing, mark)
    parts = book_parts(GridBook(book=book, canvases=canvases))
    for part in _GROWING:  # rows grow with what is typed in them
        parts[part] = _FIXED_HEIGHT.sub(b"", parts[part])
    return JuryBook(data=pack(parts), sealed=sealed, seal=mark)


def _drawn(book: Workbook, name: str, hearing: Hearing) -> Canvas:
    """One sheet, laid out, protected and ready to print."""
    shape = _SHEETS[name]
    sheet = book.create_sheet(shape.title)
    for column, width in shape.widths.items():
        sheet.column_dimensions[column].width = width
    sheet.column_dimensions["A"].hidden = True
    canvas = Canvas(sheet=sheet, columns="".join(shape.widths).removeprefix("A"))
    shape.draw(canvas, hearing)
    _protect(sheet)
    _print_setup(sheet, hearing, shape.paper)
    if shape.frozen:
        sheet.freeze_panes = shape.frozen
        sheet.print_title_rows = shape.titles
    return canvas


def _identity(book: Workbook, hearing: Hearing) -> Canvas:
    """The very hidden sheet that says which table it is."""
    sheet = book.create_sheet(words.SEAL_SHEET)
    sheet.column_dimensions["A"].hidden = True
    sheet.sheet_state = "veryHidden"
    _protect(sheet)
    canvas = Canvas(sheet=sheet, columns=SEAL_COLUMN)
    canvas.key(1, SEAL)
    numbers = " ".join(heard.number for heard in hearing.candidates)
    look = Look(color=GREY, wrap=False)
    for row, (key, value) in enumerate(
        zip(SEALED_FIELDS, (VERSION, hearing.basis.session, numbers), strict=True), 2
    ):
        canvas.key(row, key)
        canvas.write(f"{SEAL_COLUMN}{row}", value, look)
    return canvas


def _sealed(canvases: Mapping[str, Canvas]) -> Iterator[tuple[Place, Cell]]:
    """Every cell that is not to be filled, by its place."""
    for name, canvas in canvases.items():
        for row in canvas.sheet.iter_rows():
            key = str(row[0].value)
            for cell in row[1:]:
                if cell.value is None or not cell.protection.locked:
                    continue
                column = str(cell.coordinate).rstrip("0123456789")
                kind = {"n": Kind.NUMBER, "f": Kind.FORMULA}.get(cell.data_type, Kind.TEXT)
                value = cell.value if isinstance(cell.value, int | Decimal) else str(cell.value)
                place = Place(sheet=name, row=key, column=column)
                yield place, Cell(sheet=name, row=key, column=column, kind=kind, value=value)


def _protect(sheet: Worksheet) -> None:
    """A guard rail without password: only inputs may be typed in; rows may be made higher and filtered."""
    sheet.protection.sheet = True
    sheet.protection.formatRows = False
    sheet.protection.autoFilter = False
    sheet.sheet_view.showGridLines = False


def _print_setup(sheet: Worksheet, hearing: Hearing, paper: int) -> None:
    """Landscape, fitted to the width, the session and the page at the foot."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = paper
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(
        left=0.4, right=0.4, top=0.45, bottom=0.6, header=0.25, footer=0.3
    )
    left = words.FOOTER.format(session=hearing.basis.session)
    sheet.oddFooter = HeaderFooterItem(left=_foot(left), right=_foot(words.FOOTER_PAGE))


def _foot(text: str) -> _HeaderFooterPart:
    return _HeaderFooterPart(text=text, font="Arial,Regular", size=8, color=GREY)


def _properties(book: Workbook, hearing: Hearing, mark: str) -> None:
    """The identity as custom properties too, and a structure that stays as it is."""
    properties: CustomPropertyList[StringProperty] = CustomPropertyList()
    for name, value in (
        (PROPERTY_TABLE, hearing.id),
        (PROPERTY_VERSION, VERSION),
        (PROPERTY_SEAL, mark),
    ):
        properties.append(StringProperty(name=name, value=value))
    book.custom_doc_props = properties  # type: ignore[attr-defined]  # the stubs do not know it
    book.security = WorkbookProtection(lockStructure=True)
