"""The jury's table read back: which table it is, whether anything sealed changed, what was typed in it.

Every fault is told at once, with its cell.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pipeline import typography
from pipeline.diagnostics import Diagnostic, Source
from pipeline.intake.juryleaves import JuryLeaf, is_input, jury_leaves, jury_sheets, row_name
from pipeline.intake.jurytyped import TypedReading
from pipeline.intake.tally import column_number
from pipeline.intake.values import is_blank, said
from pipeline.model import jurytable as at
from pipeline.model.book import Book, BookCell, CellKind
from pipeline.model.jurytable import Place, TypedTable
from pipeline.rules import juryfile as file_rules
from pipeline.seal import Cell, Kind, canonical_line

_KINDS = {CellKind.NUMBER: Kind.NUMBER, CellKind.FORMULA: Kind.FORMULA}


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Which table a file says it is: its version, its session, the candidates in its order, its seal."""

    version: str
    session: str
    candidates: tuple[str, ...]
    seal: str


def read_identity(book: Book) -> Identity | None:
    """Which table a workbook is, ``None`` when its hidden sheet is lost or says nothing."""
    sheet = jury_sheets(book).get(at.SEAL)
    if sheet is None:
        return None
    cells = {
        row[at.KEY_COLUMN].value: row.get(at.SEAL_COLUMN)
        for row in sheet.cells.values()
        if at.KEY_COLUMN in row
    }
    texts = {key: cell.value.strip() for key, cell in cells.items() if cell is not None}
    version, session, candidates = (texts.get(field, "") for field in at.SEALED_FIELDS)
    if not version or not session:
        return None
    return Identity(
        version=version,
        session=session,
        candidates=tuple(candidates.split()),
        seal=texts.get(at.SEAL_KEY, ""),
    )


def read_jury_table(
    book: Book, path: str, session: str, sealed: Mapping[Place, Cell]
) -> tuple[TypedTable | None, tuple[Diagnostic, ...]]:
    """What was typed in a table whose sealed cells are known; ``None`` when a sheet to read is lost."""
    faults: list[Diagnostic] = []
    leaves = jury_leaves(book, path, session, faults)
    faults += _changes(leaves, sealed)
    faults += _lost_rows(leaves, sealed, session)
    for leaf in leaves.values():
        faults += _strays(leaf, sealed)
    if any(name not in leaves for name in at.READ_SHEETS):
        return None, tuple(faults)
    typed = TypedReading(path=path, leaves=leaves, faults=faults).table(sealed)
    return typed, tuple(faults)


def _changes(leaves: Mapping[str, JuryLeaf], sealed: Mapping[Place, Cell]) -> Iterator[Diagnostic]:
    """The sealed cells that say something else now."""
    for place, cell in sealed.items():
        leaf = leaves.get(place.sheet)
        if leaf is None or place.row not in leaf.rows:
            continue
        found = leaf.cell(place.row, place.column)
        if _line(place, found) != canonical_line(cell):
            shown = said(found) if found is not None else file_rules.VALUE_EMPTY
            source = leaf.source(place.row, place.column)
            yield file_rules.ALTERED.at(source, found=shown, expected=_shown(cell))


def _shown(cell: Cell) -> str:
    """What a sealed cell says, as people read it."""
    text = str(cell.value)
    known = typography.parse_number(text) if cell.kind is Kind.NUMBER else None
    return text if known is None else typography.number(known)


def _lost_rows(
    leaves: Mapping[str, JuryLeaf], sealed: Collection[Place], session: str
) -> Iterator[Diagnostic]:
    """The rows that are no longer there."""
    for sheet, row in dict.fromkeys((place.sheet, place.row) for place in sealed):
        if sheet in leaves and row not in leaves[sheet].rows:
            yield file_rules.NO_ROW.at(
                leaves[sheet].source(row, ""), row=row_name(row), session=session
            )


def _strays(leaf: JuryLeaf, sealed: Collection[Place]) -> Iterator[Diagnostic]:
    """The texts of a sheet that stand neither in a sealed cell nor in one to fill."""
    for number, cells in sorted(leaf.sheet.cells.items()) if leaf.id != at.SEAL else ():
        key = cells[at.KEY_COLUMN].value.strip() if at.KEY_COLUMN in cells else ""
        if leaf.rows.get(key, number) != number:
            continue  # a row given twice is told as such
        for letter in sorted(cells, key=column_number):
            column = leaf.written(letter)
            known = Place(sheet=leaf.id, row=key, column=column) in sealed
            own = letter == at.KEY_COLUMN or known or is_input(leaf.id, key, column)
            if not own and not is_blank(cells[letter]):
                place = f"{letter}{number}"
                yield file_rules.STRAY.at(
                    Source(path=leaf.path, sheet=leaf.sheet.title, cell=place)
                )


def _line(place: Place, cell: BookCell | None) -> bytes:
    """The canonical line of what stands in a place; empty for nothing."""
    if cell is None:
        return b""
    kind = _KINDS.get(cell.kind, Kind.TEXT)
    found = Cell(sheet=place.sheet, row=place.row, column=place.column, kind=kind, value=cell.value)
    return canonical_line(found)
