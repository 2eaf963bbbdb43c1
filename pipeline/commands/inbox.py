"""What lies in ``recu/``: files that nobody read yet, files that cannot be read, tables that a jury filled."""

from collections.abc import Container
from dataclasses import dataclass

from pipeline.intake.readbook import is_noise, read_book
from pipeline.model.jurytable import PROPERTY_TABLE
from pipeline.store.folder import SessionFolder
from pipeline.store.returns import Arrival, fingerprint, list_arrivals


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """How many files were never read, how many entries cannot be; the jury's tables, new ones and recorded ones."""

    unread: int
    closed: int
    tables: tuple[Arrival, ...]
    recorded: tuple[Arrival, ...]


def read_inbox(folder: SessionFolder, seen: Container[str], recorded: Container[str] = ()) -> Inbox:
    """What came back, by SHA-256: ``seen`` were read as grids, ``recorded`` as the jury's table.

    Only what is new is opened: a jury's table is known by what it says of itself, whatever its name.
    """
    arrivals, faults = list_arrivals(folder, (), is_noise)
    unread, closed = 0, len(faults)
    tables: list[Arrival] = []
    old: list[Arrival] = []
    for arrival in arrivals:
        sha256 = fingerprint(arrival)
        if not sha256:
            closed += 1
        elif sha256 in recorded:
            old.append(arrival)
        elif sha256 not in seen:
            new = _is_jury_table(arrival)
            tables += [arrival] if new else []
            unread += not new
    return Inbox(unread=unread, closed=closed, tables=tuple(tables), recorded=tuple(old))


def _is_jury_table(arrival: Arrival) -> bool:
    book, _ = read_book(arrival.path, arrival.name)
    return book is not None and PROPERTY_TABLE in book.properties
