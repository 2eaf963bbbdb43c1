"""CSV files as rows that know their line: UTF-8, comma, one header line, every row as long as it."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.diagnostics import Diagnostic, Source
from pipeline.read.yamltree import decode_text, read_bytes
from pipeline.rules import reading as rules
from pipeline.rules.country import MISSING_COLUMN, REPEATED_COLUMN


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: cells by column, without outer blanks."""

    cells: Mapping[str, str]
    source: Source

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A CSV file."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(
    root: Path, path: str, required: Sequence[str], faults: list[Diagnostic]
) -> Table | None:
    """The table of a file; ``None``, with the faults told, when a column or a cell is missing."""
    data, found = read_bytes(root, path)
    faults.extend(found)
    if data is None:
        return None
    text, found = decode_text(data, path)
    faults.extend(found)
    return None if text is None else parse_table(text, path, required, faults)


def parse_table(
    text: str, path: str, required: Sequence[str], faults: list[Diagnostic]
) -> Table | None:
    """The table of a text; every fault of shape is told."""
    before = len(faults)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    columns: tuple[str, ...] = ()
    start = 1
    try:
        for cells in reader:
            place = Source(path=path, line=start)
            start = reader.line_num + 1
            if not columns:
                columns = tuple(cell.strip() for cell in cells)
                faults.extend(header_faults(columns, required, place))
            elif len(cells) != len(columns):
                expected = len(columns)
                faults.append(rules.NOT_CSV.at(place, found=len(cells), expected=expected))
            else:
                values = (cell.strip() for cell in cells)
                rows.append(Row(cells=dict(zip(columns, values, strict=True)), source=place))
    except csv.Error:
        faults.append(rules.BAD_CSV.at(Source(path=path, line=start)))
    if not columns:
        faults.extend(header_faults((), required, Source(path=path, line=1)))
    if len(faults) > before:
        return None
    return Table(path=path, columns=columns, rows=tuple(rows))


def header_faults(
    columns: Sequence[str], required: Sequence[str], place: Source
) -> list[Diagnostic]:
    """What is wrong with the names of the columns: one that is missing, one that comes twice."""
    missing = [c for c in required if c not in columns]
    repeated = sorted({c for c in columns if columns.count(c) > 1})
    return [
        *(rules.BAD_HEADER.at(place, column=c, problem=MISSING_COLUMN) for c in missing),
        *(rules.BAD_HEADER.at(place, column=c, problem=REPEATED_COLUMN) for c in repeated),
    ]
