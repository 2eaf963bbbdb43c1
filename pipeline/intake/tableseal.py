"""The seals of an entry table: one a row, and one for the table; what writes them and what reads them use these."""

from collections.abc import Mapping

from pipeline.model.tableplan import COPY, ENTRY, SEAL, SEALED_FIELDS, VERSION
from pipeline.seal import Cell, Kind, seal


def row_seal(key: bytes, grid: str, exam: str) -> str:
    """The seal of a row: which copy it is, by which form, of which exam; ``grid`` is the id of its marking."""
    cell = Cell(sheet=ENTRY, row=grid, column=COPY, kind=Kind.TEXT, value=exam)
    return seal(key, grid, VERSION, [cell])


def table_seal(key: bytes, fields: Mapping[str, str]) -> str:
    """The seal of a table: of which session and exam it is, and how many copies it had."""
    cells = [
        Cell(sheet=SEAL, row=name, column="B", kind=Kind.TEXT, value=fields.get(name, ""))
        for name in SEALED_FIELDS
    ]
    return seal(key, f"{fields.get('session')}/{fields.get('epreuve')}", VERSION, cells)
