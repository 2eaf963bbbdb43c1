"""Files .xls and .csv: read by a program of its own, under limits; what it tells is judged like any other cells."""

import json
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.diagnostics import Rule
from pipeline.intake.numbers import plain_number
from pipeline.intake.refusal import RefusedError
from pipeline.intake.tally import MAX_CELLS, MAX_COLUMN, MAX_ROW, Tally, column_letters
from pipeline.model.book import Book, BookCell, BookSheet, CellKind, Shown
from pipeline.rules import intake as rules

MAX_SECONDS = 20.0
MAX_OUTPUT = 32_000_000
CHILD = Path(__file__).with_name("foreign_child.py")
_SHOWN = {"n": Shown.PLAIN, "date": Shown.DATE, "time": Shown.TIME}
_KINDS = {"s": CellKind.TEXT, "b": CellKind.LOGICAL, "e": CellKind.ERROR}
_REASONS: Mapping[str, tuple[Rule, Mapping[str, str]]] = {
    "text": (rules.NOT_A_TABLE, {"detail": rules.NOT_TEXT}),
    "quotes": (rules.NOT_A_TABLE, {"detail": rules.BAD_QUOTES}),
    "password": (rules.PASSWORD, {}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """The program that reads, how long it may take, and how much it may tell."""

    program: Path = CHILD
    seconds: float = MAX_SECONDS
    output: int = MAX_OUTPUT


def read_foreign(data: bytes, kind: str, title: str, reader: Reader = Reader()) -> Book:
    """The workbook of a file of that kind (xls, csv); ``title`` names a sheet that has none. Raises RefusedError.

    A date is a NUMBER shown as a date, its value the ISO text.
    """
    told = _told(_run(data, kind, reader), kind)
    tally = Tally()
    try:
        sheets = tuple(_sheet(found, title, tally) for found in told)
    except (KeyError, TypeError, ValueError) as fault:
        raise RefusedError(rules.READER_STOPPED, format=kind) from fault
    if not sheets:
        raise RefusedError(rules.NO_SHEET)
    return Book(sha256=sha256(data).hexdigest(), format=kind, sheets=sheets, properties={})


def _run(data: bytes, kind: str, reader: Reader) -> bytes:
    """What the program tells about these bytes; raises RefusedError when it does not end well."""
    limits = map(str, (MAX_ROW, MAX_COLUMN, MAX_CELLS))
    command = [sys.executable, "-I", str(reader.program), kind, *limits]
    with tempfile.TemporaryFile() as source:
        source.write(data)
        source.seek(0)
        with subprocess.Popen(  # noqa: S603  (our own program)
            command, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as child:
            late = threading.Timer(reader.seconds, child.kill)
            late.start()
            assert child.stdout is not None
            told = child.stdout.read(reader.output + 1)
            if len(told) > reader.output:
                child.kill()
            code = child.wait()
            late.cancel()
    if len(told) > reader.output:
        raise RefusedError(rules.TOO_MUCH_TEXT)
    if code in (-signal.SIGKILL, -signal.SIGXCPU):
        raise RefusedError(rules.READER_TOO_LONG, format=kind)
    if code:
        raise RefusedError(rules.READER_STOPPED, format=kind)
    return told


def _told(output: bytes, kind: str) -> list[Any]:
    """The sheets as told, or the refusal that was told instead."""
    try:
        told = json.loads(output)
    except (ValueError, RecursionError) as fault:
        raise RefusedError(rules.READER_STOPPED, format=kind) from fault
    if isinstance(told, list):
        return told
    if isinstance(told, dict) and told.get("refused") in _REASONS:
        rule, values = _REASONS[told["refused"]]
        raise RefusedError(rule, **values)
    raise RefusedError(rules.READER_STOPPED, format=kind)


def _sheet(told: dict[str, Any], title: str, tally: Tally) -> BookSheet:
    """A sheet within the limits of all sheets; raises KeyError, TypeError or ValueError for another shape."""
    name = str(told["title"]) or title
    cells: dict[int, dict[str, BookCell]] = {}
    for row, column, kind, text in told["cells"]:
        letters = column_letters(column)
        tally.place(row, column, name)
        tally.add(len(text), name, f"{letters}{row}")
        cells.setdefault(row, {})[letters] = _cell(kind, text)
    merges = []
    for top, left, bottom, right in told["merges"]:
        area = f"{column_letters(left + 1)}{top + 1}:{column_letters(right + 1)}{bottom + 1}"
        merges.append(tally.merge(area, name) or area)
    return BookSheet(title=name, visible=told["visible"] is True, cells=cells, merges=tuple(merges))


def _cell(kind: str, text: str) -> BookCell:
    if kind in _KINDS:
        return BookCell(kind=_KINDS[kind], value=text)
    value = plain_number(text) if kind == "n" else text
    if value is None:
        raise ValueError(text)
    return BookCell(kind=CellKind.NUMBER, value=value, shown=_SHOWN[kind])
