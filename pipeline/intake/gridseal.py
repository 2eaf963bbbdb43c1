"""Whose grid a file is: the sealed identity, what proves it, and the identity that people see."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.diagnostics import Diagnostic, Source
from pipeline.intake.gridsheets import Leaf, plain, title_rows
from pipeline.model.basis import IssuedGrid
from pipeline.model.book import Book, CellKind
from pipeline.model.gridplan import (
    CARD,
    GRID,
    PROPERTY_GRID,
    PROPERTY_SEAL,
    PROPERTY_VERSION,
    SEAL,
    SEAL_COLUMN,
    SEAL_KEY,
    SEALED_FIELDS,
    SHEETS,
    VERSION,
    GridIdentity,
)
from pipeline.model.reading import Proof
from pipeline.rules import grid as labels
from pipeline.rules import marks as words
from pipeline.seal import Cell, Kind, canonical_line, join, matches, seal_canonical
from pipeline.typography import typeset

Leaves = Mapping[str, tuple[Leaf, ...]]
_KINDS = {CellKind.NUMBER: Kind.NUMBER, CellKind.FORMULA: Kind.FORMULA}
_TITLES = {
    labels.CARD_SHEET: CARD,
    labels.GRID_SHEET: GRID,
}
_SHEET_NAME = re.compile(r"(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!")
_FIELDS = "session", "form", "anonymous", "assessor", "marking"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a file says it is: the identity, the version, the seal, each empty when nothing says."""

    identity: GridIdentity | None
    version: str = ""
    seal: str = ""
    faults: tuple[Diagnostic, ...] = ()


def identity_of(grid: str) -> GridIdentity | None:
    """The identity that an id of a grid tells; the assessor's name is not in it."""
    parts = grid.split("/")
    if len(parts) != len(_FIELDS) or not all(parts) or not re.fullmatch("[1-9]", parts[-1]):
        return None
    session, form, anonymous, assessor, marking = parts
    return GridIdentity(
        session=session,
        form=form,
        anonymous=anonymous,
        assessor=assessor,
        assessor_name="",
        marking=int(marking),
        markings=0,
    )


def shown(identity: GridIdentity) -> dict[str, str]:
    """The texts that a grid shows of whose it is, by the names in its patterns; written and read back by these."""
    values = {field: str(getattr(identity, field)) for field in GridIdentity.__slots__}
    further = labels.FURTHER.get(identity.marking)
    values["rank"] = further or labels.RANK.format_map(values)
    values["turn"] = further or labels.TURN.format_map(values)
    return values


def read_claim(book: Book, found: Leaves, name: str) -> Claim:
    """The identity in the hidden sheet and in the custom properties; what is missing or differs is told."""
    whole = Source(path=name)
    fields = _sealed_fields(found)
    sheet = identity_of(fields.get(GRID, ""))
    file = identity_of(book.properties.get(PROPERTY_GRID, ""))
    seals = [s for s in (fields.get(SEAL_KEY, ""), book.properties.get(PROPERTY_SEAL, "")) if s]
    if (sheet is None and file is None) or not seals:
        return Claim(identity=sheet or file, faults=(words.NO_SEAL.at(whole),))
    faults = []
    ids = dict.fromkeys(i.id for i in (sheet, file, _said(fields)) if i is not None)
    if len(ids) > 1 or len(set(seals)) > 1:
        first, second = (*ids, *seals)[:2] if len(ids) > 1 else seals[:2]
        faults.append(words.TWO_IDENTITIES.at(whole, first=first, second=second))
    elif sheet is None:
        faults.append(words.NO_SEAL_SHEET.at(whole))
    elif file is None and book.format == "xlsx":
        faults.append(words.NO_PROPERTIES.at(whole))
    version = fields.get("version") or book.properties.get(PROPERTY_VERSION, "")
    if version != VERSION:
        faults.append(words.OTHER_VERSION.at(whole, found=version, expected=VERSION))
    return Claim(identity=sheet or file, version=version, seal=seals[0], faults=tuple(faults))


def _sealed_fields(found: Leaves) -> Mapping[str, str]:
    """The texts of the hidden sheet by their keys."""
    fields: dict[str, str] = {}
    for leaf in found.get(SEAL, ())[:1]:
        for row, key in leaf.keys.items():
            after = leaf.after(row, leaf.column)
            if after:
                fields[key] = leaf.sheet.cells[row][after[0]].value.strip()
    return fields


def _said(fields: Mapping[str, str]) -> GridIdentity | None:
    """The identity that the single fields of the hidden sheet make."""
    return identity_of("/".join(fields.get(field, "") for field in SEALED_FIELDS[2:]))


def read_strip(found: Leaves, issued: Mapping[str, IssuedGrid]) -> GridIdentity | None:
    """The issued grid that the visible strip of the rows names, for a file that has lost its seal."""
    for leaf in found.get(GRID, ()):
        _, text = _strip(leaf)
        named = _strip_form().fullmatch(text)
        if named:
            said = named.groupdict()
            for grid in issued.values():
                own = shown(grid.identity)
                if all(plain(own[name]) == text for name, text in said.items()):
                    return grid.identity
    return None


@lru_cache(maxsize=1)
def _strip_form() -> re.Pattern[str]:
    """What the strip looks like, whatever it names."""
    form = re.escape(plain(typeset(labels.GRID_STRIP)))
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", form))


def _strip(leaf: Leaf) -> tuple[Source, str]:
    """The first text of the row at the top, which has formulas too."""
    row = leaf.row_of(GRID)
    cells = leaf.sheet.cells.get(row or 0, {})
    for column in leaf.after(row or 0, leaf.column):
        if cells[column].kind is CellKind.TEXT:
            return leaf.place(row or 0, column), plain(cells[column].value)
    return Source(path=leaf.name, sheet=leaf.sheet.title), ""


def compare_visible(found: Leaves, identity: GridIdentity) -> Iterator[Diagnostic]:
    """The identity that people see must be the sealed one, wherever it stands."""
    values = shown(identity)
    for leaf in found.get(CARD, ()):
        for title, pattern in (
            (labels.ANONYMOUS, "{anonymous}"),
            (labels.ASSESSOR, labels.ASSESSOR_VALUE),
            (labels.MARKING, labels.MARKING_VALUE),
        ):
            place, text = _beside(leaf, title)
            yield from _differs(place, text, plain(pattern.format_map(values)), title)
    for leaf in found.get(GRID, ()):
        place, text = _strip(leaf)
        expected = plain(typeset(labels.GRID_STRIP).format_map(values))
        yield from _differs(place, text, expected, words.STRIP)


def _beside(leaf: Leaf, title: str) -> tuple[Source, str]:
    """The text to the right of a title."""
    for row, column in title_rows(leaf, title):
        after = leaf.after(row, column)
        if after:
            return leaf.place(row, after[0]), plain(leaf.sheet.cells[row][after[0]].value)
    return Source(path=leaf.name, sheet=leaf.sheet.title), ""


def _differs(place: Source, text: str, expected: str, what: str) -> Iterator[Diagnostic]:
    if not text:
        yield words.NO_IDENTITY_SHOWN.at(place, what=what)
    elif text != expected:
        yield words.OTHER_IDENTITY.at(place, what=what, value=text, expected=expected)


def prove(book: Book, claim: Claim, issued: str, remake: Callable[[], str]) -> Proof:
    """What the seal proves; ``issued`` is that of the record, empty for a grid that it does not know.

    ``remake`` works the seal of the cells out again; what is left of them in other formats than .xlsx may not do.
    """
    if not claim.seal:
        return Proof.MISSING
    same = matches(issued, claim.seal)
    if (same or not issued) and matches(remake(), claim.seal):
        return Proof.INTACT
    if not same:
        return Proof.WRONG
    return Proof.ALTERED if book.format == "xlsx" else Proof.UNCHECKED


def seal_of(found: Leaves, inputs: frozenset[tuple[str, str, str]], grid: str, key: bytes) -> str:
    """The seal of every cell of a grid that is not to be filled, worked out again from the file."""
    names = {
        leaf.sheet.title: title
        for title, kind in _TITLES.items()
        for leaf in found.get(kind, ())[:1]
        if leaf.sheet.title != title
    }
    lines = [
        line
        for kind in SHEETS
        for leaf in found.get(kind, ())[:1]
        for line in _lines(leaf, inputs, names)
    ]
    return seal_canonical(key, grid, VERSION, join(lines))


def _lines(
    leaf: Leaf, inputs: frozenset[tuple[str, str, str]], names: Mapping[str, str]
) -> Iterator[bytes]:
    skipped = {(SEAL, SEAL_KEY, SEAL_COLUMN)}
    for row, cells in leaf.sheet.cells.items():
        key = leaf.keys.get(row, "None")
        for column, cell in cells.items():
            place = (leaf.id, key, column)
            if column == leaf.column or place in inputs or place in skipped:
                continue
            value = cell.value
            if names and cell.kind is CellKind.FORMULA:
                value = _renamed(value, names)
            yield _line(*place, _KINDS.get(cell.kind, Kind.TEXT), value)


def _renamed(formula: str, names: Mapping[str, str]) -> str:
    """A formula with the names that sheets had when the grid was issued."""

    def own(found: re.Match[str]) -> str:
        name = (found[1] or "").replace("''", "'") or found[2]
        return f"{names[name]}!" if name in names else found[0]

    return _SHEET_NAME.sub(own, formula)


@lru_cache(maxsize=1 << 14)
def _line(sheet: str, row: str, column: str, kind: Kind, value: str) -> bytes:
    """The canonical line of a cell; the grids of a form share nearly all of theirs."""
    return canonical_line(Cell(sheet=sheet, row=row, column=column, kind=kind, value=value))
