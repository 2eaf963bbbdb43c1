"""A workbook as read: sheets of cells by row and column letters, whatever program wrote it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class CellKind(StrEnum):
    """What a cell of a file holds."""

    NUMBER = "n"
    TEXT = "s"
    LOGICAL = "b"
    ERROR = "e"
    FORMULA = "f"


class Shown(StrEnum):
    """How the format of a number shows it: a spreadsheet may have made a date of what was typed."""

    PLAIN = ""
    DATE = "date"
    TIME = "heure"
    PERCENT = "pourcentage"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookCell:
    """One cell: the text of its value as in the file (a number with a point), the formula without its equals sign.

    ``cached`` is the last result of a formula, never to be trusted.
    """

    kind: CellKind
    value: str
    shown: Shown = Shown.PLAIN
    cached: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSheet:
    """One sheet: cells by row number from 1, then by column letters; merged ranges and hidden rows apart."""

    title: str
    visible: bool
    cells: Mapping[int, Mapping[str, BookCell]]
    merges: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A file read whole: its SHA-256, its format (xlsx, ods, xls, csv), its sheets in order, its custom properties."""

    sha256: str
    format: str
    sheets: tuple[BookSheet, ...]
    properties: Mapping[str, str]
