"""A CSV file as a spreadsheet writes it, in French or not -> rows as those of ``csvtable``; nothing is guessed.

Excel in French separates cells by semicolons, writes Windows-1252 and decimal commas; « Texte Unicode » is UTF-16 and
tabs. The header tells the separator; a number that could be read in two ways is none.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pipeline.diagnostics import Diagnostic, Source
from pipeline.read.csvtable import Row, Table, header_faults
from pipeline.read.yamltree import decode_text, read_bytes
from pipeline.rules import reading as rules

_SEPARATORS = (",", ";", "\t")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
#: The line by which Excel announces the separator to itself.
_ANNOUNCED = re.compile(r"sep=[,;\t]\r?\n", re.IGNORECASE)
_GROUP = re.compile("(?<=[0-9])[ \u00a0\u2009\u202f'\u2019](?=[0-9]{3}(?![0-9]))")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})+|-?[0-9]{1,3}([.,])[0-9]{3}")
_PLAIN = re.compile(r"(-?[0-9]+)(?:[.,]([0-9]+))?")
_MIXED = re.compile(r"-?[0-9]{1,3}(?:([.,])[0-9]{3})+(?!\1)[.,][0-9]+")


def read_office_table(
    root: Path, path: str, required: Sequence[str], faults: list[Diagnostic]
) -> tuple[Table | None, bool]:
    """The table of a file, and whether its commas are decimal; ``None``, with the faults told, when it is none.

    Names of columns are known whatever their case and accents; empty lines and empty last columns are left out.
    """
    data, found = read_bytes(root, path)
    faults.extend(found)
    text, found = (None, ()) if data is None else decode_text(_as_utf8(data), path)
    faults.extend(found)
    if text is None:
        return None, False
    announced = _ANNOUNCED.match(text)
    body = text[announced.end() :] if announced else text
    separator = max(_SEPARATORS, key=lambda mark: _known(body, mark, required))
    before = len(faults)
    lines = _lines(body, separator, Source(path=path, line=2 if announced else 1), faults)
    if len(faults) > before:
        return None, False
    return _table(lines, path, required, faults), separator != ","


def _as_utf8(data: bytes) -> bytes:
    """The bytes as UTF-8; what is neither UTF-8 nor a Windows text is left as it is."""
    if data.startswith(_UTF16):
        with suppress(UnicodeDecodeError):
            return data.decode("utf-16").encode()
    try:
        data.decode()
    except UnicodeDecodeError:
        with suppress(UnicodeDecodeError):
            return data.decode("cp1252").encode()
    return data


def _known(text: str, separator: str, required: Sequence[str]) -> int:
    """How many of the columns the first line names, cut at that separator."""
    cells = text.split("\n", 1)[0].split(separator)
    return len({_plain(cell.strip().strip('"')) for cell in cells} & set(required))


def _lines(
    text: str, separator: str, start: Source, faults: list[Diagnostic]
) -> list[tuple[Source, list[str]]]:
    """The lines that hold something, each with its place."""
    found: list[tuple[Source, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    first, place = start.line or 1, start
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append((place, [cell.strip() for cell in cells]))
            place = Source(path=start.path, line=first + reader.line_num)
    except csv.Error:
        faults.append(rules.BAD_CSV.at(place))
    return found


def _table(
    lines: Sequence[tuple[Source, list[str]]],
    path: str,
    required: Sequence[str],
    faults: list[Diagnostic],
) -> Table | None:
    """The table that lines make under their header."""
    place, names = lines[0] if lines else (Source(path=path, line=1), [])
    columns = tuple(map(_plain, _filled(names, 0)))
    before = len(faults)
    faults.extend(header_faults(columns, required, place))
    rows = []
    for source, cells in lines[1:]:
        filled = _filled(cells, len(columns))
        if len(filled) != len(columns):
            told = {"found": len(filled), "expected": len(columns)}
            faults.append(rules.NOT_CSV.at(source, **told))
        rows.append(Row(cells=dict(zip(columns, filled, strict=False)), source=source))
    return None if len(faults) > before else Table(path=path, columns=columns, rows=tuple(rows))


def _filled(cells: Sequence[str], least: int) -> list[str]:
    """The cells without the empty ones at the end, beyond the least number."""
    kept = list(cells)
    while len(kept) > least and not kept[-1]:
        kept.pop()
    return kept


def _plain(name: str) -> str:
    """A name of column without case and accents."""
    letters = unicodedata.normalize("NFD", name.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c))


def office_number(text: str, *, decimal_comma: bool) -> str | None:
    """The number with a point for its decimals and no separator of thousands; ``None`` when it is not sure.

    « 1,234 » is a thousand or a unit and a bit: sure only where commas are known to be decimal; « 1.234 », only where
    they are known not to be.
    """
    bare = _GROUP.sub("", text.strip())
    grouped, mixed = _GROUPED.fullmatch(bare), _MIXED.fullmatch(bare)
    if mixed:
        whole = bare.replace(mixed[1], "")
        return whole.replace(",", ".")
    if grouped and grouped[1]:
        return bare.replace(grouped[1], "")
    if (
        grouped
        and (grouped[2] == ",") is not decimal_comma
        and not bare.lstrip("-").startswith("0")
    ):
        return None
    plain = _PLAIN.fullmatch(bare)
    if plain is None:
        return None
    return plain[1] if plain[2] is None else f"{plain[1]}.{plain[2]}"
