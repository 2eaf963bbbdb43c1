"""A collected grading grid decoded: whose it is, what proves it, what was entered, every fault by its cell."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.diagnostics import Diagnostic, Rule, Source
from pipeline.intake.gridcards import Card, read_card
from pipeline.intake.gridentries import Entries, read_rows
from pipeline.intake.gridseal import (
    Claim,
    Leaves,
    compare_visible,
    prove,
    read_claim,
    read_strip,
    seal_of,
)
from pipeline.intake.gridsheets import leaves
from pipeline.model.basis import IssuedGrid
from pipeline.model.book import Book
from pipeline.model.grid import GridMap
from pipeline.model.gridplan import CARD, GRID, SEAL, GridIdentity, input_cells
from pipeline.model.marks import Marking
from pipeline.model.reading import GridReading, Proof
from pipeline.rules import marks as words

_TOLD: Mapping[Proof, Rule] = {
    Proof.ALTERED: words.ALTERED,
    Proof.UNCHECKED: words.NOT_RECOMPUTED,
    Proof.WRONG: words.WRONG_SEAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whose:
    """The identity that a file claims, and what it is worth."""

    identity: GridIdentity
    issued: IssuedGrid | None
    grid: GridMap | None
    proof: Proof
    agrees: bool
    faults: tuple[Diagnostic, ...]


def read_grid(
    book: Book,
    name: str,
    basis_grids: Mapping[str, GridMap],
    key: bytes,
    issued: Mapping[str, IssuedGrid],
) -> tuple[GridReading | None, tuple[Diagnostic, ...]]:
    """The grid of a file that people call ``name``, and everything to tell about it.

    ``basis_grids`` maps the ids of forms to their grids, ``issued`` the ids of grids to what went out, ``key`` is the
    session's seal key. ``None`` when the file is no grid at all.
    """
    found = leaves(book, name)
    if not any(kind in found for kind in (CARD, GRID, SEAL)):
        return None, (words.NOT_A_GRID.at(Source(path=name)),)
    claim = read_claim(book, found, name)
    if claim.identity is None:
        claim = replace(claim, identity=read_strip(found, issued))
    if claim.identity is None:
        reading = GridReading(
            identity=None,
            known=False,
            agrees=False,
            proof=Proof.MISSING,
            marking=None,
            diagnostics=claim.faults,
        )
        return reading, claim.faults
    who = _whose(book, found, claim, _Record(name, basis_grids, key, issued))
    reading = _reading(found, who, name)
    return reading, reading.diagnostics


@dataclass(frozen=True, slots=True)
class _Record:
    """What the session knows, and the name of the file."""

    name: str
    grids: Mapping[str, GridMap]
    key: bytes
    issued: Mapping[str, IssuedGrid]


def _whose(book: Book, found: Leaves, claim: Claim, record: _Record) -> _Whose:
    """The identity checked against the record, the seal and what people see."""
    assert claim.identity is not None
    known = record.issued.get(claim.identity.id)
    identity = claim.identity if known is None else known.identity
    grid = record.grids.get(identity.form)
    inputs = frozenset(
        (cell.sheet, cell.row, cell.column) for cell in (input_cells(grid) if grid else ())
    )
    proof = prove(
        book,
        claim,
        known.seal if known is not None else "",
        lambda: seal_of(found, inputs, identity.id, record.key),
    )
    faults = list(claim.faults)
    whole = Source(path=record.name)
    if known is None:
        faults.append(words.UNKNOWN_GRID.at(whole, grid=identity.id))
    elif proof in _TOLD:
        faults.append(_TOLD[proof].at(whole, grid=identity.id, format=book.format))
    seen = () if known is None else tuple(compare_visible(found, identity))
    return _Whose(
        identity=identity,
        issued=known,
        grid=grid,
        proof=proof,
        agrees=all(fault.code != words.OTHER_IDENTITY.code for fault in seen),
        faults=(*faults, *seen),
    )


def _reading(found: Leaves, who: _Whose, name: str) -> GridReading:
    reading = GridReading(
        identity=who.identity,
        known=who.issued is not None,
        agrees=who.agrees,
        proof=who.proof,
        marking=None,
        diagnostics=who.faults,
    )
    if who.grid is None or who.issued is None:
        return reading
    if GRID not in found:
        fault = words.NO_ROWS.at(Source(path=name))
        return replace(reading, diagnostics=(*who.faults, fault))
    entries = read_rows(found[GRID], who.grid)
    if not entries.trusted:
        return replace(reading, diagnostics=(*who.faults, *entries.faults))
    card = read_card(found.get(CARD, ()))
    state = card.state
    given = {mark.key for mark in entries.levels if mark.level is not None}
    rows = [row.key for section in who.grid.sections for row in section.rows]
    return replace(
        reading,
        marking=_marking(who.issued, card, entries),
        left=() if state else tuple(row for row in rows if row not in given),
        lost=entries.lost,
        diagnostics=(*who.faults, *entries.faults, *card.faults, *_both(card, entries, name)),
    )


def _both(card: Card, entries: Entries, name: str) -> tuple[Diagnostic, ...]:
    """A state beside levels, or neither."""
    places = tuple(entries.places.values())
    if card.state and places:
        cells = words.GLUE.join(str(place.cell) for place in places)
        return (words.STATE_AND_LEVELS.at(places[0], state=card.state, cells=cells),)
    quiet = not entries.faults and not card.faults
    if quiet and not card.state and not any(m.level is not None for m in entries.levels):
        return (words.NOTHING_FILLED.at(Source(path=name)),)
    return ()


def _marking(issued: IssuedGrid, card: Card, entries: Entries) -> Marking:
    who = issued.identity
    return Marking(
        grid=who.id,
        exam=issued.exam,
        form=who.form,
        copy=who.anonymous,
        assessor=who.assessor,
        assessor_name=who.assessor_name,
        marking=who.marking,
        state=card.state,
        date=card.date,
        remark=entries.remark,
        levels=entries.levels,
    )
