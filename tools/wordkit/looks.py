"""The looks of paragraphs and characters: one line a style, two colours and their tints."""

from dataclasses import dataclass

NAVY, BRICK = "1F3A5F", "A3302B"
STEEL, TINT, PALE, RULE = "35587F", "E7EDF5", "F4F7FA", "C3CEDB"
INK, GREY, WHITE = "1A1A1A", "565E68", "FFFFFF"
SANS, SERIF, MONO = "Arial", "Times New Roman", "Courier New"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a run looks; the size is in points, 0 keeps the one around."""

    font: str = ""
    size: float = 0
    bold: bool = False
    light: bool = False
    italic: bool = False
    color: str = ""
    shade: str = ""
    box: str = ""
    spread: int = 0
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A paragraph style: its look and its place; points for spaces, twips for indents, ``line`` in 240ths.

    ``borders`` are sides with (eighths of a point, space in points, colour, kind); ``outline`` counts from 0.
    """

    id: str
    name: str
    look: Look = Look()
    before: float = 0
    after: float = 0
    line: int = 264
    align: str = ""
    left: int = 0
    right: int = 0
    hanging: int = 0
    keep: bool = False
    together: bool = False
    outline: int = -1
    shade: str = ""
    borders: tuple[tuple[str, int, int, str, str], ...] = ()
    tabs: tuple[tuple[str, int], ...] = ()
    no_hyphens: bool = False
    page_break: bool = False


def heading_style(key: str, name: str, size: float, **place: object) -> Style:
    """A heading: navy, bold, kept with what follows."""
    look = Look(size=size, bold=True, color=NAVY)
    return Style(id=key, name=name, look=look, keep=True, no_hyphens=True, line=252, **place)  # type: ignore[arg-type]


RIGHT = (("right", 9638),)
