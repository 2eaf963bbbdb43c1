"""Sheets of a coordinator's workbook: rows by column title, each value asked for with the type it wants."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from pipeline.diagnostics import Diagnostic, Rule, Source
from pipeline.read.plain import advice
from pipeline.rules import session as rules

MAX_ROWS = 20_000
_FRENCH_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_TIME = re.compile(r"(\d{1,2})\s*[:hH]\s*(\d{2})?")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column title, and where faults go."""

    cells: dict[str, object]
    letters: dict[str, str]
    number: int
    path: str
    sheet: str
    faults: list[Diagnostic]

    def place(self, column: str) -> Source:
        """The cell of a column on this row."""
        letter = self.letters.get(column, "A")
        return Source(path=self.path, sheet=self.sheet, cell=f"{letter}{self.number}")

    def fault(self, rule: Rule, column: str, **values: object) -> None:
        """Tell one fault of a cell."""
        self.faults.append(rule.at(self.place(column), column=column, **values))

    def text(self, column: str, *, required: bool = True) -> str:
        """The text of a cell, outer and repeated spaces removed; a formula is refused."""
        value = self.cells.get(column)
        if isinstance(value, str) and value.startswith("="):
            self.fault(rules.FORMULA, column)
            return ""
        text = " ".join(_as_text(value).split())
        if required and not text:
            self.fault(rules.EMPTY_CELL, column)
        return text

    def integer(self, column: str, low: int, high: int) -> int:
        """A whole number between two bounds; ``low`` when it is wrong."""
        text = self.text(column)
        if not text:
            return low
        if not re.fullmatch(r"\d{1,9}", text):
            self.fault(rules.NOT_A_NUMBER, column, value=text)
            return low
        if not low <= int(text) <= high:
            self.fault(rules.OUT_OF_RANGE, column, value=text, low=low, high=high)
        return int(text)

    def choice(self, column: str, known: Sequence[str], default: str = "") -> str:
        """One of the known words, whatever its case; the default when the cell is empty."""
        text = self.text(column, required=not default)
        if not text:
            return default
        by_fold = {word.casefold(): word for word in known}
        if text.casefold() not in by_fold:
            self.fault(rules.NOT_KNOWN, column, value=text, known=", ".join(known))
            return default
        return by_fold[text.casefold()]

    def words(self, column: str, known: Sequence[str]) -> tuple[str, ...]:
        """Known words separated by commas, semicolons or spaces, in the order of ``known``; none when empty."""
        typed = [w for w in re.split(r"[,;\s]+", self.text(column, required=False)) if w]
        by_fold = {word.casefold(): word for word in known}
        for word in typed:
            if word.casefold() not in by_fold:
                self.fault(rules.NOT_KNOWN, column, value=word, known=", ".join(known))
        chosen = {by_fold[w.casefold()] for w in typed if w.casefold() in by_fold}
        return tuple(word for word in known if word in chosen)

    def day(self, column: str) -> str:
        """A date as ISO text, from a real date or from 17/11/2026 or 2026-11-17; empty when it is wrong."""
        value = self.cells.get(column)
        if isinstance(value, datetime | date):
            return value.strftime("%Y-%m-%d")
        text = self.text(column)
        match = _FRENCH_DATE.fullmatch(text)
        iso = f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}" if match else text
        try:
            date.fromisoformat(iso)
        except ValueError:
            if text:
                self.fault(rules.NOT_A_DATE, column, value=text)
            return ""
        return iso

    def hour(self, column: str) -> str:
        """A time as HH:MM, from a real time or from 9:00, 9h, 9 h 30; empty when it is wrong."""
        value = self.cells.get(column)
        if isinstance(value, time | datetime):
            return value.strftime("%H:%M")
        text = self.text(column)
        match = _TIME.fullmatch(text)
        if match and int(match[1]) < 24 and int(match[2] or 0) < 60:
            return f"{int(match[1]):02d}:{int(match[2] or 0):02d}"
        if text:
            self.fault(rules.NOT_A_TIME, column, value=text)
        return ""


def open_book(root: Path, path: str, faults: list[Diagnostic]) -> Workbook | None:
    """The workbook, formulas kept as text; ``None``, with the fault told, when it cannot be read."""
    try:
        return openpyxl.load_workbook(root / path)
    except (
        OSError,
        InvalidFileException,
        zipfile.BadZipFile,
        ParseError,
        KeyError,
        ValueError,
    ) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        faults.append(rules.UNREADABLE.at(Source(path=path), reason=reason))
        return None


def read_rows(
    book: Workbook, path: str, sheet: str, columns: Sequence[str], faults: list[Diagnostic]
) -> Iterator[Row]:
    """The rows of a sheet that hold anything, from the second on."""
    if sheet not in book.sheetnames:
        faults.append(rules.NO_SHEET.at(Source(path=path), sheet=sheet))
        return
    grid = book[sheet].iter_rows(values_only=True)
    titles = [" ".join(_as_text(value).split()) for value in next(grid, ())]
    letters = {title: get_column_letter(n) for n, title in enumerate(titles, 1) if title}
    _check_titles(titles, columns, Source(path=path, sheet=sheet), faults)
    for number, values in enumerate(grid, 2):
        if all(value is None or not _as_text(value).strip() for value in values):
            continue
        if number > MAX_ROWS:
            place = Source(path=path, sheet=sheet, cell=f"A{number}")
            faults.append(rules.TOO_MANY_ROWS.at(place, limit=MAX_ROWS))
            return
        cells = dict(zip(titles, values, strict=False))
        yield Row(cells, letters, number, path, sheet, faults)


def _check_titles(
    titles: Sequence[str], columns: Sequence[str], place: Source, faults: list[Diagnostic]
) -> None:
    """Tell the columns that are missing and those that nobody reads."""
    missing = [c for c in columns if c not in titles]
    faults += [rules.NO_COLUMN.at(place, column=c) for c in missing]
    for title in titles:
        if title and title not in columns:
            said = advice(title, missing)
            faults.append(rules.UNKNOWN_COLUMN.at(place, column=title, advice=said))


def _as_text(value: object) -> str:
    """The text of a cell's value; a whole number shows no decimals."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
