"""The seal of a grading workbook: what must not change in it, in one canonical form, under a session key.

Canonical form: one JSON array a cell – sheet, row key, column, kind, value – sorted, one a line. Styles, cached values,
widths and addresses stay out, so that an office suite may rewrite the file; a cell that says something else does not.
"""

import hmac
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256

FORMAT = "epreuve/sceau@1"

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_QUOTED = re.compile(r'("(?:[^"]|"")*")')
_NOISE = re.compile(r"\s+|_XLFN\.|_XLWS\.")


class Kind(StrEnum):
    """What a cell holds."""

    NUMBER = "n"
    TEXT = "s"
    FORMULA = "f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell that nobody may fill: its sheet's id, the key of its row, its column letters, what it holds."""

    sheet: str
    row: str
    column: str
    kind: Kind
    value: str | int | float | Decimal


def canonical(cells: Iterable[Cell]) -> bytes:
    """The canonical form of cells given in any order; a cell whose text is empty says nothing and is left out."""
    return join(canonical_line(cell) for cell in cells)


def canonical_line(cell: Cell) -> bytes:
    """The line of one cell; empty for a text that holds nothing."""
    value = _value(cell)
    if not value:
        return b""
    fields = [cell.sheet, cell.row, cell.column, cell.kind.value, value]
    return _JSON.encode(fields).encode()


def join(lines: Iterable[bytes]) -> bytes:
    """The canonical form made of these lines; empty ones are left out."""
    return b"\n".join(sorted(line for line in lines if line))


def seal(key: bytes, grid_id: str, version: str, cells: Iterable[Cell]) -> str:
    """The seal, 64 hexadecimal digits: HMAC-SHA256(key, format, grid id, version, canonical form)."""
    return seal_canonical(key, grid_id, version, canonical(cells))


def seal_canonical(key: bytes, grid_id: str, version: str, form: bytes) -> str:
    """The seal of a canonical form already made."""
    head = _JSON.encode([FORMAT, grid_id, version]).encode()
    return hmac.new(key, head + b"\n" + form, sha256).hexdigest()


def matches(expected: str, found: str) -> bool:
    """Whether two seals are the same, in a time that tells nothing."""
    return hmac.compare_digest(expected.encode(), found.encode())


def _value(cell: Cell) -> str:
    if cell.kind is Kind.NUMBER:
        return f"{float(cell.value):.12g}"
    text = unicodedata.normalize("NFC", str(cell.value)).replace("\r\n", "\n").replace("\r", "\n")
    if cell.kind is Kind.TEXT:
        return text.strip()
    pieces = _QUOTED.split(text.removeprefix("="))
    return "".join(p if i % 2 else _NOISE.sub("", p.upper()) for i, p in enumerate(pieces))
