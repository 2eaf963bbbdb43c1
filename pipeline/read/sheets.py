"""Rows of a coordinator's workbook: each cell asked for with the type it wants, its faults told."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from openpyxl.cell.cell import Cell

from pipeline.diagnostics import Diagnostic, Rule, Source
from pipeline.read.plain import is_date, near_words
from pipeline.rules import roster as words
from pipeline.rules import workbook as rules

MAX_TEXT = 300
_MAX_ADMITTED = 24
_MAX_COMPARED = 500
_YEARS = ("1900", "2100")
_FRENCH_DATE = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_TIME = re.compile(
    r"([0-9]{1,2})(?: ?h(?: ?([0-5][0-9]))?|:([0-5][0-9])(?::[0-5][0-9])?)", re.IGNORECASE
)
_RECENT = 50
_ZEROS = re.compile(r"0{2,}")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its filled cells by column title, and where faults go."""

    cells: Mapping[str, Cell]
    letters: Mapping[str, str]
    number: int
    place: Source
    faults: list[Diagnostic]

    def at(self, column: str) -> Source:
        """The cell of a column on this row."""
        place = self.place
        cell = f"{self.letters[column]}{self.number}"
        return Source(path=place.path, sheet=place.sheet, cell=cell)

    def fault(self, rule: Rule, column: str, **values: object) -> None:
        """Tell one fault of a cell, once however often the cell is asked for."""
        found = rule.at(self.at(column), column=column, **values)
        if found not in self.faults[-_RECENT:]:
            self.faults.append(found)

    def empty(self, *columns: str) -> bool:
        """Whether none of the columns is filled on this row."""
        return not any(column in self.cells for column in columns)

    def text(self, column: str, *, required: bool = True) -> str:
        """The text of a cell, outer and repeated spaces removed; formulas and dates are refused."""
        cell = self.cells.get(column)
        if cell is None:
            if required:
                self.fault(rules.EMPTY_CELL, column)
            return ""
        if cell.data_type == "f":
            self.fault(rules.FORMULA, column)
            return ""
        if isinstance(cell.value, date | time | timedelta):
            self.fault(rules.NOT_A_TEXT, column)
            return ""
        text = cell_text(cell)
        if cell.data_type == "e":
            self.fault(rules.CELL_ERROR, column, value=text)
        elif text.startswith("="):
            self.fault(rules.LIKE_FORMULA, column)
        elif len(text) > MAX_TEXT:
            self.fault(rules.TOO_LONG, column, limit=MAX_TEXT)
        else:
            return text
        return ""

    def integer(self, column: str, low: int, high: int) -> int:
        """A whole number between two bounds; ``high`` when it is wrong, so that nothing follows from it."""
        text = self.text(column)
        if text and not re.fullmatch("-?[0-9]{1,9}", text):
            self.fault(rules.NOT_A_NUMBER, column, value=text)
        elif text and not low <= int(text) <= high:
            self.fault(rules.OUT_OF_RANGE, column, value=text, low=low, high=high)
        elif text:
            return int(text)
        return high

    def choice(self, column: str, known: Sequence[str], default: str = "") -> str:
        """One of the known words, whatever its case and accents; the default when the cell is empty."""
        text = self.text(column, required=not default)
        found = {fold(word): word for word in known}.get(fold(text), default)
        if text and fold(text) != fold(found):
            self._unknown(column, text, known)
        return found

    def words(self, column: str, known: Sequence[str]) -> tuple[str, ...]:
        """Known words separated by commas, semicolons or spaces, in the order of ``known``; none when empty.

        A known word may hold spaces, where commas separate the others; so may then one that is not known.
        """
        text = self.text(column, required=False)
        if not text:
            return ()
        known_by_fold = {fold(word): word for word in known}
        spaced = any(" " in word for word in known)
        chosen = set()
        for part in (part.strip() for part in re.split("[,;]", text)):
            whole = fold(part) in known_by_fold or (spaced and not _any_known(part, known_by_fold))
            for piece in [part] if part and whole else part.split():
                if fold(piece) in known_by_fold:
                    chosen.add(known_by_fold[fold(piece)])
                else:
                    self._unknown(column, piece, known)
        return tuple(word for word in known if word in chosen)

    def day(self, column: str) -> str:
        """A date as ISO text, from a real date or from 17/11/2026 or 2026-11-17; empty when it is wrong."""
        cell = self.cells.get(column)
        if cell is not None and isinstance(cell.value, date):
            text = iso = cell.value.isoformat()[:10]
        else:
            text = self.text(column)
            match = _FRENCH_DATE.fullmatch(text)
            iso = f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}" if match else text
        if is_date(iso) and _YEARS[0] <= iso < _YEARS[1]:
            return iso
        if text:
            self.fault(rules.NOT_A_DATE, column, value=text)
        return ""

    def hour(self, column: str) -> str:
        """A time as HH:MM, from a real time or from 9:00, 9h, 9 h 30; empty when it is wrong."""
        cell = self.cells.get(column)
        if cell is not None and isinstance(cell.value, time | datetime | timedelta):
            text, minutes = str(cell.value), _minutes(cell.value)
        else:
            text = self.text(column)
            minutes = _typed_minutes(text)
        if 0 <= minutes < 24 * 60:
            return f"{minutes // 60:02d}:{minutes % 60:02d}"
        if text:
            self.fault(rules.NOT_A_TIME, column, value=text)
        return ""

    def _unknown(self, column: str, value: str, known: Sequence[str]) -> None:
        """Tell a word that is not known, with what may have been meant."""
        self.fault(rules.NOT_KNOWN, column, value=value, advice=advice(value, known))


def advice(word: str, known: Sequence[str]) -> str:
    """What to write instead of a word that is not known, in French."""
    near = tuple(k for k in known if word.isdecimal() and k.lstrip("0") == word.lstrip("0"))
    if not near and len(known) <= _MAX_COMPARED:
        near = near_words(word, known)
    if near:
        return rules.NEAR.format(words=", ".join(near))
    if known and len(known) <= _MAX_ADMITTED:
        return rules.ADMITTED.format(words=", ".join(known))
    return rules.NOT_LISTED


def fold(text: str) -> str:
    """A text without case, accents and kinds of apostrophe: what people mean to be the same word."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def cell_text(cell: Cell) -> str:
    """The text of a cell as people see it: NFC, no outer or repeated spaces, nothing invisible."""
    value = cell.value
    if isinstance(value, bool):
        return words.YES if value else words.NO
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and _ZEROS.fullmatch(cell.number_format):
        return str(value).zfill(len(cell.number_format))
    typed = str(value).replace(".", ",") if isinstance(value, float) else str(value)
    text = unicodedata.normalize("NFC", "" if value is None else typed)
    return " ".join("".join(c for c in text if _visible(c)).split())


def _visible(character: str) -> bool:
    """Whether a character shows or separates."""
    return character.isspace() or not unicodedata.category(character).startswith("C")


def _any_known(part: str, known_by_fold: Mapping[str, str]) -> bool:
    """Whether a text that spaces cut holds a known word."""
    return any(fold(piece) in known_by_fold for piece in part.split())


def _typed_minutes(text: str) -> int:
    """The minutes since midnight of a typed time, -1 when it is none."""
    match = _TIME.fullmatch(text)
    return int(match[1]) * 60 + int(match[2] or match[3] or 0) if match else -1


def _minutes(value: time | datetime | timedelta) -> int:
    """The minutes since midnight, rounded: spreadsheets keep 9:00 as 0.374999."""
    if isinstance(value, timedelta):
        return round(value.total_seconds() / 60)
    return round(value.hour * 60 + value.minute + value.second / 60 + value.microsecond / 6e7)
