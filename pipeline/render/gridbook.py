"""The workbook of a grid before anybody's name is on it: sheets, protection, print set-up, cached values."""

import io
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree
from openpyxl import Workbook
from openpyxl.packaging.custom import CustomPropertyList, StringProperty
from openpyxl.styles import Font
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model.grid import GridMap
from pipeline.model.gridplan import (
    CARD,
    GRID,
    GUIDE,
    PROPERTY_GRID,
    PROPERTY_SEAL,
    PROPERTY_VERSION,
    SEAL,
    VERSION,
)
from pipeline.render import gridcard, gridguide, gridrows
from pipeline.render.gridcard import Around
from pipeline.render.gridplaces import places
from pipeline.render.gridstamp import mark
from pipeline.render.gridstrings import Strings
from pipeline.render.gridstyle import FONT, GREY, Canvas
from pipeline.render.pack import unpack
from pipeline.render.reseal import CORE, OWN
from pipeline.render.tags import Element
from pipeline.rules import grid as words
from pipeline.store.passing import passing

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_APP = "docProps/app.xml"
_OWN_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>epreuve</Application></Properties>"
)
_NAMES = {
    CARD: words.CARD_SHEET,
    GRID: words.GRID_SHEET,
    GUIDE: words.GUIDE_SHEET,
    SEAL: words.SEAL_SHEET,
}
_SHAPES: Mapping[str, tuple[str, Mapping[str, float]]] = {
    CARD: (gridcard.COLUMNS, gridcard.WIDTHS),
    GRID: (gridrows.COLUMNS, gridrows.WIDTHS),
    GUIDE: (gridguide.COLUMNS, gridguide.WIDTHS),
    SEAL: ("B", {"A": 20, "B": 70}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GridBook:
    """The workbook as laid out, with the canvas of each sheet by its id."""

    book: Workbook
    canvases: Mapping[str, Canvas]


def grid_book(grid: GridMap, around: Around) -> GridBook:
    """Lay out the whole workbook."""
    book = Workbook()
    normal = book._named_styles["Normal"]  # type: ignore[attr-defined]  # the stubs do not know it
    normal.font = Font(name=FONT, size=10)  # column widths are counted in it
    first = book.active
    assert isinstance(first, Worksheet)
    book.remove(first)
    canvases = {}
    for name, (columns, widths) in _SHAPES.items():
        sheet = book.create_sheet(_NAMES[name])
        canvases[name] = Canvas(sheet=sheet, columns=columns)
        for column, width in widths.items():
            sheet.column_dimensions[column].width = width
        sheet.column_dimensions["A"].hidden = True
    at = places(grid)
    gridcard.draw_card(canvases[CARD], grid, around, at)
    gridrows.draw_rows(canvases[GRID], grid, at)
    gridguide.draw_guide(canvases[GUIDE], grid)
    gridguide.draw_seal(canvases[SEAL])
    for name, canvas in canvases.items():
        _protect(canvas.sheet)
        named = name in (CARD, GRID)
        _print_setup(canvas.sheet, grid.form, named=named, landscape=name == GRID)
    canvases[GRID].sheet.freeze_panes = "A3"
    canvases[GRID].sheet.print_title_rows = "1:2"
    canvases[SEAL].sheet.sheet_state = "veryHidden"
    _properties(book)
    return GridBook(book=book, canvases=canvases)


def book_parts(made: GridBook) -> dict[str, bytes]:
    """The parts of the workbook: formulas show their values, rows of the grid grow with their comments.

    Who or what wrote it, and when, is not in them.
    """
    stream = io.BytesIO()
    with passing():
        made.book.save(stream)
    parts = unpack(stream.getvalue())
    strings = Strings()
    for number, (name, canvas) in enumerate(made.canvases.items(), 1):
        part = f"xl/worksheets/sheet{number}.xml"
        root = etree.fromstring(parts[part])
        _finish(root, canvas, grows=name == GRID)
        strings.share(root)
        parts[part] = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return strings.add_to({**parts, CORE: OWN, _APP: _OWN_APP})


def _protect(sheet: Worksheet) -> None:
    """A guard rail without password: only inputs may be typed in, rows may be made higher."""
    sheet.protection.sheet = True
    sheet.protection.formatRows = False
    sheet.sheet_view.showGridLines = False


def _print_setup(sheet: Worksheet, form: str, *, named: bool, landscape: bool) -> None:
    """A4, fitted to the width; form, page and, when ``named``, anonymous number at the foot."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0 if landscape else 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(
        left=0.4, right=0.4, top=0.45, bottom=0.6, header=0.25, footer=0.3
    )
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter = HeaderFooterItem(
        left=_foot(form),
        center=_foot(mark(words.FOOTER_ANONYMOUS)) if named else None,
        right=_foot(words.FOOTER_PAGE),
    )


def _foot(text: str) -> _HeaderFooterPart:
    return _HeaderFooterPart(text=text, font="Arial,Regular", size=8, color=GREY)


def _properties(book: Workbook) -> None:
    """The sealed identity as custom properties, and a structure that stays as it is."""
    properties: CustomPropertyList[StringProperty] = CustomPropertyList()
    for name, pattern in (
        (PROPERTY_GRID, "{id}"),
        (PROPERTY_VERSION, VERSION),
        (PROPERTY_SEAL, "{seal}"),
    ):
        properties.append(StringProperty(name=name, value=mark(pattern)))
    book.custom_doc_props = properties  # type: ignore[attr-defined]  # the stubs do not know it
    book.security = WorkbookProtection(lockStructure=True)


def _finish(root: Element, canvas: Canvas, *, grows: bool) -> None:
    """Give the formulas of a sheet their values; ``grows`` leaves the heights of rows to their contents."""
    for cell in root.iter(f"{_S}c"):
        if cell.find(f"{_S}f") is None:
            continue
        shown = canvas.shown[str(cell.get("r"))]
        value = cell.find(f"{_S}v")
        if value is None:
            value = etree.SubElement(cell, f"{_S}v")
        value.text = str(shown)
        cell.set("t", "str" if isinstance(shown, str) else "n")
    for row in root.iter(f"{_S}row") if grows else ():
        row.attrib.pop("customHeight", "")
