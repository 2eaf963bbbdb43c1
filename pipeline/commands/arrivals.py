"""Files that came back, one at a time: read, kept by their SHA-256, told as grids or as a refusal."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.diagnostics import Diagnostic, Severity, Source
from pipeline.grade.awaiting import attributed
from pipeline.grade.returned import Refused, Returned
from pipeline.intake.grids import read_grid
from pipeline.intake.readbook import read_book
from pipeline.intake.tables import read_table
from pipeline.intake.tablesheets import is_table
from pipeline.model.basis import Basis, IssuedGrid
from pipeline.model.book import Book
from pipeline.model.jurytable import PROPERTY_TABLE
from pipeline.model.marks import CaseKind
from pipeline.model.reading import GridReading, Proof
from pipeline.rules import collection as rules
from pipeline.rules import marks as decoding
from pipeline.store.folder import SessionFolder
from pipeline.store.returns import MAX_KEPT, Arrival, archived, fingerprint, keep, quarantined

OPEN_TO_CHOICE = frozenset(
    rule.code for rule in (decoding.NO_SEAL, decoding.UNKNOWN_GRID, decoding.OTHER_IDENTITY)
)
"""The faults of identity that somebody can settle: alone, they do not refuse a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where files are read: what the session knows, the files that it has read, whether copies are kept.

    With ``tables``, entry tables alone are read.
    """

    folder: SessionFolder
    basis: Basis
    issued: Mapping[str, IssuedGrid]
    key: bytes
    known: frozenset[str]
    keeping: bool
    tables: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """What came of one file: its grids, or its refusal, or neither when none of its bytes could be kept."""

    name: str
    returned: tuple[Returned, ...] = ()
    refused: Refused | None = None
    told: tuple[Diagnostic, ...] = ()

    @property
    def lost(self) -> bool:
        """Whether nothing of the file could be recorded."""
        return not self.returned and self.refused is None


def sort_arrival(arrival: Arrival, desk: Desk) -> Sorted | None:
    """Read one file and keep a copy of it; ``None`` for one that was read before, or that is not for this run."""
    sha256 = fingerprint(arrival)
    if sha256 in desk.known:
        return None
    book, told = read_book(arrival.path, arrival.name)
    if _left_alone(book, desk):
        return None
    place = Source(path=arrival.name)
    if not sha256:
        limit = MAX_KEPT // 1_000_000
        return Sorted(name=arrival.name, told=(*told, rules.NOT_COPIED.at(place, limit=limit)))
    readings: tuple[GridReading, ...] = ()
    if book is not None:
        readings, said = _readings(book, arrival, desk)
        told = (*told, *said)
    grids = tuple(sorted({reading.grid for reading in readings if reading.grid}))
    fatal = any(d.severity is Severity.ERROR and d.code not in OPEN_TO_CHOICE for d in told)
    target = (quarantined if fatal else archived)(desk.folder, arrival, sha256)
    moved = book is not None and book.sha256 != sha256
    if moved or (desk.keeping and not keep(arrival, sha256, target)):
        return Sorted(name=arrival.name, told=(rules.CHANGING.at(place),))
    reasons = tuple(sorted({d.code for d in told if d.severity is not Severity.INFO}))
    if fatal:
        refused = Refused(name=arrival.name, sha256=sha256, reasons=reasons, grids=grids)
        if desk.keeping:
            told = (*told, rules.IN_QUARANTINE.at(place, path=desk.folder.relative(target)))
        return Sorted(name=arrival.name, refused=refused, told=told)
    returned = tuple(_returned(r, arrival, sha256, reasons, desk) for r in readings)
    return Sorted(name=arrival.name, returned=returned, told=told)


def _left_alone(book: Book | None, desk: Desk) -> bool:
    """Whether a file is for another command or another run: the jury's table, or no table when tables are asked for."""
    if book is None:
        return desk.tables
    return PROPERTY_TABLE in book.properties or (desk.tables and not is_table(book))


def _readings(
    book: Book, arrival: Arrival, desk: Desk
) -> tuple[tuple[GridReading, ...], tuple[Diagnostic, ...]]:
    """The grids of a workbook: one, or the rows of a table."""
    if is_table(book):
        return read_table(book, arrival.name, desk.basis, desk.key)
    reading, told = read_grid(book, arrival.name, desk.basis.grids, desk.key, desk.issued)
    return (reading,) if reading is not None else (), told


def _returned(
    reading: GridReading, arrival: Arrival, sha256: str, reasons: tuple[str, ...], desk: Desk
) -> Returned:
    """One grid of a file, with the doubt about whose it is."""
    marking = reading.marking
    if marking is not None:
        marking = attributed(marking, desk.issued.values())
    return Returned(
        name=arrival.name,
        sha256=sha256,
        grid=marking.grid if marking is not None else reading.grid,
        marking=marking,
        doubt=_doubt(reading, desk.basis.session),
        reasons=reasons,
    )


def _doubt(reading: GridReading, session: str) -> CaseKind | None:
    """Why it is not sure whose grid it is; nothing when its seal says and what people see agrees."""
    if reading.identity is None:
        return CaseKind.NO_IDENTITY
    if reading.identity.session != session:
        return CaseKind.OTHER_SESSION
    if reading.known and reading.proof is Proof.MISSING:
        return CaseKind.NO_IDENTITY
    return None if reading.known and reading.agrees else CaseKind.OTHER_COPY
