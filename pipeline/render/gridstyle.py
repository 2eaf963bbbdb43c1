"""How the workbooks of the session look: two colours and their tints, one font, and a place to write cells with a look.

``Canvas`` writes one sheet: it keeps the hidden row keys, and the value that each formula must show before anybody
opens the file.
"""

from copy import copy
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from textwrap import wrap

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.render.gridstamp import mark

NAVY, BRICK = "1F3A5F", "A3302B"
STEEL, TINT, PALE, RULE = "35587F", "E7EDF5", "F4F7FA", "C3CEDB"
INK, GREY, WHITE = "1A1A1A", "565E68", "FFFFFF"
TO_FILL, MISSING = "FFFDF0", "F6DAD6"
FONT = "Arial"
_LINE = 1.28  # height of a line for one point of type
_ROOM, _LOST = (
    1.36,
    4,
)  # characters of 9 points in one unit of width; those lost at the end of a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The look of a cell; sizes in points; ``edges`` names the drawn sides among l, r, t, b."""

    size: float = 9
    bold: bool = False
    italic: bool = False
    color: str = INK
    fill: str = ""
    align: str = "left"
    top: bool = False
    wrap: bool = True
    indent: int = 0
    edges: str = ""
    edge: str = RULE
    format: str = "General"
    locked: bool = True


@lru_cache(maxsize=256)
def _parts(look: Look) -> tuple[Font, PatternFill | None, Alignment, Border, Protection]:
    side = Side(style="thin", color=look.edge)
    left, right, top, bottom = (side if e in look.edges else None for e in "lrtb")
    return (
        Font(name=FONT, size=look.size, bold=look.bold, italic=look.italic, color=look.color),
        PatternFill("solid", fgColor=look.fill) if look.fill else None,
        Alignment(
            horizontal=look.align,
            vertical="top" if look.top else "center",
            wrap_text=look.wrap,
            indent=look.indent,
        ),
        Border(left=left, right=right, top=top, bottom=bottom),
        Protection(locked=look.locked),
    )


def _paint(cell: Cell | MergedCell, look: Look) -> None:
    """Give a cell its look."""
    font, fill, alignment, border, protection = _parts(look)
    cell.font, cell.alignment, cell.border, cell.protection = font, alignment, border, protection
    if fill is not None:
        cell.fill = fill
    cell.number_format = look.format


_STYLE = "_style"  # openpyxl's own, which its stubs hide
Value = str | int | Decimal | CellRichText | None


def alert(formula: str, *, color: str, fill: str = "", frame: bool = False) -> Rule:
    """A conditional format: bold in a colour, on a fill, in a frame."""
    side = Side(style="thin", color=color) if frame else None
    return Rule(
        type="expression",
        formula=[formula],
        dxf=DifferentialStyle(
            font=Font(bold=True, color=color),
            fill=PatternFill(bgColor=fill, fill_type="solid") if fill else None,
            border=Border(left=side, right=side, top=side, bottom=side) if frame else None,
        ),
    )


@dataclass(slots=True)
class Canvas:
    """One sheet being laid out.

    ``shown`` maps a formula's address to the value it shows at first; ``slots`` maps an address to the text whose
    ``{names}`` are filled for each copy.
    """

    sheet: Worksheet
    columns: str
    shown: dict[str, str | int | Decimal] = field(default_factory=dict)
    slots: dict[str, str] = field(default_factory=dict)
    _painted: dict[Look, StyleArray] = field(default_factory=dict)

    def key(self, row: int, key: str) -> None:
        """The hidden key of a row."""
        self.write(f"A{row}", key, Look(size=8, color=GREY, wrap=False))

    def write(self, address: str, value: Value, look: Look) -> None:
        """A value with its look; a text is never taken for a formula."""
        cell = self.sheet[address]
        cell.value = value
        if isinstance(value, str) and value:
            cell.data_type = "s"
        self._paint(cell, look)

    def formula(self, address: str, formula: str, shown: str | int | Decimal, look: Look) -> None:
        """A formula with the value that it gives in a blank workbook."""
        cell = self.sheet[address]
        cell.value = f"={formula}"
        self._paint(cell, look)
        self.shown[address] = shown

    def slot(self, address: str, pattern: str, look: Look) -> None:
        """A text with ``{names}`` to fill for each copy."""
        self.write(address, mark(pattern), look)
        self.slots[address] = pattern

    def band(self, row: int, look: Look) -> None:
        """Paint a whole row of the sheet."""
        for column in self.columns:
            self._paint(self.sheet[f"{column}{row}"], look)

    def merge(self, first: str, last: str, value: Value, look: Look) -> None:
        """One value over several cells of a row."""
        for row in self.sheet[f"{first}:{last}"]:
            for cell in row:
                self._paint(cell, look)
        self.write(first, value, look)
        self.sheet.merged_cells.add(f"{first}:{last}")  # merge_cells would work out borders again

    def _paint(self, cell: Cell | MergedCell, look: Look) -> None:
        """Give a cell its look; what was painted once is copied: openpyxl compares every style with all others."""
        known = self._painted.get(look)
        if known is None:
            _paint(cell, look)
            self._painted[look] = copy(getattr(cell, _STYLE))
        else:
            setattr(cell, _STYLE, copy(known))

    def height(self, row: int, points: float) -> None:
        """The height of a row, in points."""
        self.sheet.row_dimensions[row].height = points


def lines(text: str, width: float, size: float = 9) -> int:
    """How many lines a text takes in a column of this width, words kept whole where they can be."""
    room = max(int(width * _ROOM * 9 / size - _LOST), 1)
    return sum(max(len(wrap(line, room)), 1) for line in text.split("\n"))


def text_height(count: int, size: float = 9, margin: float = 5) -> float:
    """The height of a row of so many lines."""
    return round(count * size * _LINE + margin, 1)
