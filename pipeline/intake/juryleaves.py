"""The sheets of a jury's table as they came back: rows by hidden key, columns by title, wherever they stand now."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.diagnostics import Diagnostic, Source
from pipeline.intake.tally import column_letters
from pipeline.intake.values import clean
from pipeline.model import jurytable as at
from pipeline.model.book import Book, BookCell, BookSheet
from pipeline.rules import juryfile as file_rules
from pipeline.rules import jurytable as words
from pipeline.typography import typeset

_TITLES = {
    at.BLOCKS: words.BLOCK_COLUMNS,
    at.CANDIDATES: words.CANDIDATE_COLUMNS,
    at.JURY: words.MEMBER_COLUMNS,
    at.SIMULATION: words.SIMULATION_COLUMNS,
}
_NAMES = {
    at.BLOCKS: words.BLOCKS_SHEET,
    at.CANDIDATES: words.CANDIDATES_SHEET,
    at.JURY: words.JURY_SHEET,
    at.SIMULATION: words.SIMULATION_SHEET,
    at.RULES: words.RULES_SHEET,
    at.GUIDE: words.GUIDE_SHEET,
    at.SEAL: words.SEAL_SHEET,
}
_SITTING_KEYS = (at.DATE_KEY, at.PLACE_KEY, at.INCIDENTS_KEY)


@dataclass(frozen=True, slots=True, kw_only=True)
class JuryLeaf:
    """One sheet: its rows by key, the letters that its columns have now by those that they were written under."""

    path: str
    id: str
    sheet: BookSheet
    rows: Mapping[str, int]
    letters: Mapping[str, str]

    def cell(self, row: str, column: str) -> BookCell | None:
        """A cell by key and column as written, ``None`` where there is nothing."""
        letter = self.letters.get(column, column)
        return self.sheet.cells.get(self.rows.get(row, 0), {}).get(letter)

    def source(self, row: str, column: str) -> Source:
        """Where a cell is now; the sheet alone when its row is lost."""
        number = self.rows.get(row)
        cell = f"{self.letters.get(column, column)}{number}" if number is not None else None
        return Source(path=self.path, sheet=self.sheet.title, cell=cell)

    def written(self, letter: str) -> str:
        """The column that stands under a letter now, as it was written; empty for one that was added."""
        by_letter = {now: column for column, now in self.letters.items()}
        return by_letter.get(letter, "" if letter in self.letters else letter)


def jury_sheets(book: Book) -> dict[str, BookSheet]:
    """The sheets by their id; the first one when two say the same."""
    found: dict[str, BookSheet] = {}
    for sheet in book.sheets:
        for cells in sheet.cells.values():
            key = cells[at.KEY_COLUMN].value.strip() if at.KEY_COLUMN in cells else ""
            if key in at.SHEETS:
                found.setdefault(key, sheet)
    return found


def jury_leaves(
    book: Book, path: str, session: str, faults: list[Diagnostic]
) -> dict[str, JuryLeaf]:
    """The sheets of a table by their id; those that are lost are told."""
    sheets = jury_sheets(book)
    for name in at.SHEETS:
        if name not in sheets:
            title = _NAMES[name]
            faults.append(file_rules.NO_SHEET.at(Source(path=path), sheet=title, session=session))
    return {n: _leaf(sheets[n], n, path, faults) for n in at.SHEETS if n in sheets}


def is_input(sheet: str, key: str, column: str) -> bool:
    """Whether a cell is to be filled."""
    if sheet == at.JURY and key in _SITTING_KEYS:
        return column == at.SITTING
    rows = {
        at.BLOCKS: "/" in key,
        at.CANDIDATES: bool(key) and not key.startswith(at.CANDIDATES),
        at.JURY: key.startswith(at.MEMBER),
        at.SIMULATION: bool(key),
    }
    return rows.get(sheet, False) and column in at.INPUTS[sheet]


def row_name(key: str) -> str:
    """What a row is called by people, after « la ligne »: that of a block, of a candidate, of a member."""
    candidate, _, block = key.partition("/")
    if block:
        return file_rules.ROW_OF_BLOCK.format(candidate=candidate, block=block)
    if key.startswith(at.MEMBER):
        return file_rules.ROW_OF_MEMBER.format(rank=key.removeprefix(at.MEMBER))
    if key.partition(".")[0] in at.SHEETS:
        return file_rules.ROW_HERE.format(key=key)
    return file_rules.ROW_OF_CANDIDATE.format(candidate=key)


def _leaf(sheet: BookSheet, name: str, path: str, faults: list[Diagnostic]) -> JuryLeaf:
    """A sheet with its rows and columns found; a key given twice and a title that is lost are told."""
    rows: dict[str, int] = {}
    for row, cells in sorted(sheet.cells.items()):
        key = cells[at.KEY_COLUMN].value.strip() if at.KEY_COLUMN in cells else ""
        if key and rows.setdefault(key, row) != row:
            place = Source(path=path, sheet=sheet.title, cell=f"{at.KEY_COLUMN}{row}")
            faults.append(file_rules.ROW_TWICE.at(place, row=row_name(key)))
    titles = sheet.cells.get(rows.get(f"{name}.{at.HEADERS}", 0), {})
    by_title = {clean(cell.value): letter for letter, cell in titles.items()}
    letters: dict[str, str] = {}
    for number, title in enumerate(_TITLES.get(name, ()), 2):
        found = by_title.get(typeset(title))
        if found is None:
            place = Source(path=path, sheet=sheet.title)
            faults.append(file_rules.NO_COLUMN.at(place, column=typeset(title)))
        else:
            letters[column_letters(number)] = found
    return JuryLeaf(path=path, id=name, sheet=sheet, rows=rows, letters=letters)
