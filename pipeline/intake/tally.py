"""What the cells of one file may amount to, whoever wrote it and whatever reads it."""

import re
from dataclasses import dataclass

from pipeline.intake.refusal import RefusedError
from pipeline.rules import intake as rules

MAX_CELLS = 60_000  # the jury's table of 600 candidates; a grid has 500 cells
MAX_ROW = 5_000
MAX_COLUMN = 256
MAX_MERGED = 10_000
MAX_TEXT = 4_000_000
MAX_CELL_TEXT = 32_767

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


def column_letters(number: int) -> str:
    """The letters of a column counted from 1."""
    text = ""
    while number:
        number, left = divmod(number - 1, 26)
        text = _LETTERS[left] + text
    return text


def column_number(letters: str) -> int:
    """The number, from 1, of a column given by capital letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


COLUMNS = {column_letters(number): number for number in range(1, MAX_COLUMN + 1)}
"""The columns that are read: numbers by letters."""


@dataclass(slots=True)
class Tally:
    """The running count of a file; every method raises RefusedError where a limit is passed."""

    cells: int = 0
    text: int = 0
    merged: int = 0

    def add(self, size: int, sheet: str, cell: str) -> None:
        """One more filled cell, with a text of ``size`` characters."""
        self.cells += 1
        self.text += size
        if self.cells > MAX_CELLS:
            raise RefusedError(rules.TOO_MANY_CELLS, sheet=sheet, limit=MAX_CELLS)
        if size > MAX_CELL_TEXT or self.text > MAX_TEXT:
            raise RefusedError(rules.TOO_MUCH_TEXT, sheet=sheet, cell=cell)

    def place(self, row: int, column: int, sheet: str) -> None:
        """A filled cell stands there."""
        if row > MAX_ROW or column > MAX_COLUMN:
            cell = f"{column_letters(column)}{row}"
            raise RefusedError(
                rules.CELL_OUT, sheet=sheet, cell=cell, rows=MAX_ROW, columns=MAX_COLUMN
            )

    def merge(self, area: str, sheet: str) -> str | None:
        """The merged range in plain letters; ``None`` for a text that is no range."""
        first, _, last = area.partition(":")
        start, end = _RANGE.fullmatch(first), _RANGE.fullmatch(last or first)
        if start is None or end is None:
            return None
        columns = column_number(end[1]) - column_number(start[1]) + 1
        rows = int(end[2]) - int(start[2]) + 1
        if columns < 1 or rows < 1:
            return None
        self.merged += columns * rows
        if self.merged > MAX_MERGED:
            raise RefusedError(rules.MERGES, sheet=sheet, limit=MAX_MERGED)
        return f"{start[1]}{start[2]}:{end[1]}{end[2]}"
