"""The sheets of a collected entry table: whose it is, its columns by hidden key and visible title."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.diagnostics import Diagnostic, Source
from pipeline.intake.gridsheets import Leaf, plain
from pipeline.intake.tableseal import table_seal
from pipeline.intake.tally import column_number
from pipeline.model.basis import Basis
from pipeline.model.book import Book, BookSheet
from pipeline.model.tableplan import (
    COPY,
    ENTRY,
    EXAM_KEY,
    REMARK,
    ROW_SEAL,
    SEAL,
    SEAL_KEY,
    STATE,
    TITLES_KEY,
    EntryColumn,
    entry_columns,
    short,
)
from pipeline.rules import entrytable as labels
from pipeline.rules import marks as words
from pipeline.seal import matches
from pipeline.typography import typeset

_TITLES = {COPY: labels.COPY, STATE: labels.STATE, REMARK: labels.REMARK}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSheet:
    """A sheet of rows: the column of each key; ``header`` is the row of the visible titles."""

    leaf: Leaf
    header: int
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableClaim:
    """Which table a file is, and how many copies it had (0 when nothing says)."""

    session: str
    exam: str
    copies: int
    faults: tuple[Diagnostic, ...]


def is_table(book: Book) -> bool:
    """Whether a file is an entry table, well or badly kept."""
    values = (
        cell.value for sheet in book.sheets for c in sheet.cells.values() for cell in c.values()
    )
    return any(value == TITLES_KEY or value.startswith(EXAM_KEY) for value in values)


def entry_leaves(book: Book, name: str) -> tuple[Leaf, ...]:
    """The sheets of rows, each with its hidden column of keys; several when somebody duplicated one."""
    leaves = (_leaf(sheet, name, ENTRY) for sheet in book.sheets)
    return tuple(
        leaf
        for leaf in leaves
        if leaf is not None and any(key.startswith(f"{ENTRY}.") for key in leaf.keys.values())
    )


def _leaf(sheet: BookSheet, name: str, kind: str) -> Leaf | None:
    corner = _corner(sheet, kind)
    if corner is None:
        return None
    _, column = corner
    keys = {row: cells[column].value for row, cells in sheet.cells.items() if column in cells}
    return Leaf(name=name, id=kind, sheet=sheet, column=column, keys=keys)


def _corner(sheet: BookSheet, text: str) -> tuple[int, str] | None:
    """The first cell of a sheet that holds a text."""
    for row, cells in sheet.cells.items():
        for column, cell in cells.items():
            if cell.value == text:
                return row, column
    return None


def read_table_claim(book: Book, leaves: tuple[Leaf, ...], key: bytes) -> TableClaim:
    """Session and exam: by the sealed sheet, or else by the hidden column of the rows."""
    name = leaves[0].name
    fields: dict[str, str] = {}
    for sheet in book.sheets:
        leaf = _leaf(sheet, name, SEAL)
        if leaf is not None and not fields:
            fields = {k: _beside(leaf, row) for row, k in leaf.keys.items()}
    said = [k for k in leaves[0].keys.values() if k.startswith(EXAM_KEY)]
    session, _, exam = "".join(said[:1]).removeprefix(EXAM_KEY).partition("/")
    whole = Source(path=name)
    if not fields:
        fault = labels.NO_TABLE_SEAL.at(whole)
        return TableClaim(session=session, exam=exam, copies=0, faults=(fault,))
    found = fields.get(SEAL_KEY, "")
    if not matches(table_seal(key, fields), found):
        fault = labels.TABLE_ALTERED.at(whole)
        return TableClaim(session=session, exam=exam, copies=0, faults=(fault,))
    return TableClaim(
        session=fields["session"], exam=fields["epreuve"], copies=int(fields["copies"]), faults=()
    )


def _beside(leaf: Leaf, row: int) -> str:
    after = leaf.after(row, leaf.column)
    return leaf.sheet.cells[row][after[0]].value.strip() if after else ""


def table_sheet(leaf: Leaf, basis: Basis) -> tuple[TableSheet | None, tuple[Diagnostic, ...]]:
    """The columns of a sheet of rows; ``None`` when they cannot be told apart."""
    top = leaf.row_of(ENTRY)
    header = leaf.row_of(TITLES_KEY)
    assert top is not None
    if header is None:
        return None, (labels.NO_KEYS.at(leaf.place(top, leaf.column)),)
    letters: dict[str, list[str]] = {}
    for column, cell in leaf.sheet.cells[top].items():
        letters.setdefault(cell.value, []).append(column)
    titles = _titles(entry_columns(tuple(basis.grids.values())))
    faults = list(_wrong(leaf, header, letters, titles))
    if faults:
        return None, tuple(faults)
    columns = {key: found[0] for key, found in letters.items() if key in titles}
    columns[ROW_SEAL] = "".join(letters.get(ROW_SEAL, ())[:1])
    return TableSheet(leaf=leaf, header=header, columns=columns), ()


def _titles(columns: tuple[EntryColumn, ...]) -> Mapping[str, str]:
    """The visible title of each key."""
    titles = {key: plain(typeset(title)) for key, title in _TITLES.items()}
    for column in columns:
        text = labels.COLUMN.format(
            code=column.code or labels.SKILL_CODE, rank=column.rank, label=short(column.label)
        )
        titles[column.key] = plain(typeset(text))
    return titles


def _wrong(
    leaf: Leaf,
    header: int,
    letters: Mapping[str, list[str]],
    titles: Mapping[str, str],
) -> Iterator[Diagnostic]:
    """Columns that are there twice, or whose title is not that of their key, or without which nothing is read."""
    if COPY not in letters:
        yield words.NO_COLUMN.at(leaf.place(header, leaf.column), column=labels.COPY)
    bad = []
    for key, title in titles.items():
        found = letters.get(key, [])
        if len(found) > 1:
            places = words.GLUE.join(f"{column}{header}" for column in found)
            told = plain(title)
            yield words.TWO_COLUMNS.at(leaf.place(header, found[1]), column=told, places=places)
        for column in found[:1]:
            cell = leaf.cell(header, column)
            if cell is None or plain(cell.value) != title:
                bad.append(f"{column}{header}")
    if bad:
        column = min((b.rstrip("0123456789") for b in bad), key=column_number)
        cells = words.GLUE.join(bad)
        yield labels.COLUMN_DISAGREES.at(leaf.place(header, column), cells=cells)
