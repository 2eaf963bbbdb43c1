"""The sheets of a collected workbook by what they are, their rows by hidden key, their columns by title.

Nothing is found by its address: people rename, move, copy and sort sheets, insert rows and columns.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from pipeline.diagnostics import Diagnostic, Source
from pipeline.intake.tally import column_number
from pipeline.intake.values import is_blank
from pipeline.model.book import Book, BookCell, BookSheet
from pipeline.model.gridplan import (
    CARD,
    GRID,
    GUIDE,
    REMARK_KEY,
    SEAL,
    SEAL_KEY,
    SEALED_FIELDS,
)
from pipeline.rules import marks as words
from pipeline.typography import typeset

_NAMED = {
    GRID: GRID,
    REMARK_KEY: GRID,
    "savoir_etre": GRID,
    CARD: CARD,
    GUIDE: GUIDE,
    SEAL: SEAL,
    SEAL_KEY: SEAL,
    **dict.fromkeys((f for f in SEALED_FIELDS if f != GRID), SEAL),
}
"""The sheet that a key is of; « grille » is also a field of the seal, which has many others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A sheet of a file: what it is, the column of its keys, the key of each row that has one."""

    name: str
    id: str
    sheet: BookSheet
    column: str
    keys: Mapping[int, str]

    def place(self, row: int, column: str) -> Source:
        """A cell, as messages name it."""
        return Source(path=self.name, sheet=self.sheet.title, cell=f"{column}{row}")

    def row_of(self, key: str) -> int | None:
        """The first row of a key."""
        return next((row for row, found in self.keys.items() if found == key), None)

    def cell(self, row: int, column: str) -> BookCell | None:
        """A cell, ``None`` where there is nothing."""
        return self.sheet.cells.get(row, {}).get(column)

    def after(self, row: int, column: str) -> tuple[str, ...]:
        """The columns of a row to the right of another that hold something."""
        first = column_number(column)
        cells = self.sheet.cells.get(row, {})
        found = [c for c, cell in cells.items() if column_number(c) > first and not is_blank(cell)]
        return tuple(sorted(found, key=column_number))


def leaves(book: Book, name: str) -> Mapping[str, tuple[Leaf, ...]]:
    """The sheets that are of a grid, by what they are, in the order of the file."""
    found: dict[str, list[Leaf]] = {}
    for sheet in book.sheets:
        leaf = _leaf(sheet, name)
        if leaf is not None:
            found.setdefault(leaf.id, []).append(leaf)
    return {kind: tuple(same) for kind, same in found.items()}


def _leaf(sheet: BookSheet, name: str) -> Leaf | None:
    counts: Counter[tuple[str, str]] = Counter()
    for cells in sheet.cells.values():
        for column, cell in cells.items():
            kind = _kind(cell.value)
            if kind:
                counts[kind, column] += 1
    if not counts:
        return None
    (kind, column), _ = counts.most_common(1)[0]
    keys = {
        row: cells[column].value.strip() for row, cells in sheet.cells.items() if column in cells
    }
    return Leaf(name=name, id=kind, sheet=sheet, column=column, keys=keys)


def _kind(text: str) -> str:
    """The sheet that a key is of, empty for a text that is no key."""
    known = _NAMED.get(text)
    if known:
        return known
    head, dot, _ = text.partition(".")
    if not dot:
        return ""
    return GRID if head == "soft" else head if head in (CARD, GRID, GUIDE) else ""


def plain(text: str) -> str:
    """A text to compare: composed, printable, one space at most between two words."""
    shown = unicodedata.normalize("NFC", text)
    if not shown.isprintable():
        shown = "".join(c for c in shown if c.isprintable() or c.isspace())
    return " ".join(shown.split())


def title_rows(leaf: Leaf, title: str) -> Iterator[tuple[int, str]]:
    """The cells of a sheet that hold a title, row by row."""
    wanted = plain(typeset(title)).lower()
    for row, cells in leaf.sheet.cells.items():
        for column, cell in cells.items():
            if (
                cell.value.lstrip()[:1].lower() == wanted[:1]
                and plain(cell.value).lower() == wanted
            ):
                yield row, column


def column_of(
    leaf: Leaf, header: Mapping[str, BookCell], row: int, title: str
) -> tuple[str, Diagnostic | None]:
    """The column that has a title in the header; the fault when there is none, or several."""
    wanted = plain(typeset(title)).lower()
    found = [column for column, cell in header.items() if plain(cell.value).lower() == wanted]
    if len(found) == 1:
        return found[0], None
    if not found:
        return "", words.NO_COLUMN.at(leaf.place(row, leaf.column), column=title)
    places = words.GLUE.join(f"{column}{row}" for column in found)
    return "", words.TWO_COLUMNS.at(leaf.place(row, found[1]), column=title, places=places)


def extra_columns(leaf: Leaf, known: Set[str], rows: Sequence[int]) -> Iterator[Diagnostic]:
    """The columns that people added and wrote in, beside these rows."""
    extra: dict[str, Source] = {}
    for number in rows:
        for column, cell in leaf.sheet.cells.get(number, {}).items():
            if column not in known and not is_blank(cell):
                extra.setdefault(column, leaf.place(number, column))
    for column, place in sorted(extra.items()):
        yield words.EXTRA_COLUMN.at(place, column=column)


def hidden_or_merged(
    leaf: Leaf, rows: Sequence[int], columns: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """The rows that are hidden among these, and the cells to fill that are merged."""
    hidden = sorted({*leaf.sheet.hidden_rows}.intersection(rows))
    if hidden:
        told = words.GLUE.join(map(str, hidden))
        yield words.HIDDEN_ROWS.at(leaf.place(hidden[0], (*columns, leaf.column)[0]), rows=told)
    merges = _merged(leaf, rows, columns)
    if merges:
        place = Source(path=leaf.name, sheet=leaf.sheet.title, cell=merges[0])
        yield words.MERGED.at(place, cells=words.GLUE.join(merges))


def _merged(leaf: Leaf, rows: Sequence[int], columns: tuple[str, ...]) -> list[str]:
    wanted = [column_number(column) for column in columns]
    found = []
    for area in leaf.sheet.merges:
        first, _, last = area.partition(":")
        (left, top), (right, bottom) = split(first), split(last or first)
        across = any(column_number(left) <= c <= column_number(right) for c in wanted)
        if across and any(top <= row <= bottom for row in rows):
            found.append(area)
    return found


def split(address: str) -> tuple[str, int]:
    """The column letters and the row number of an address."""
    letters = address.rstrip("0123456789")
    return letters, int(address[len(letters) :])
