"""Files .xls and .csv: read by a program of its own that may fall without harm."""

import json
import textwrap
from datetime import date, datetime, timedelta
from datetime import time as clock

import pytest

from pipeline.intake.foreign import CHILD, Reader, read_foreign
from pipeline.intake.foreign_child import filled, rows_of, told_as
from pipeline.intake.refusal import RefusedError
from pipeline.model.book import BookCell, CellKind, Shown

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def text(value):
    return BookCell(kind=CellKind.TEXT, value=value)


@pytest.mark.parametrize(
    "data",
    [
        "clé;valeur\nC1;3\n".encode(),
        "\ufeffclé,valeur\r\nC1,3\r\n".encode(),
        "clé\tvaleur\rC1\t3".encode("cp1252"),
        'clé;"valeur"\n"C1";3'.encode("cp1252"),
    ],
)
def test_a_csv_is_read_whatever_its_separator_and_encoding(maker, data):
    book, notes = maker.read(data, "grille.csv")
    (sheet,) = book.sheets
    assert (sheet.title, sheet.visible, book.format, notes) == ("grille", True, "csv", ())
    assert sheet.cells == {
        1: {"A": text("clé"), "B": text("valeur")},
        2: {"A": text("C1"), "B": text("3")},
    }


def test_what_looks_like_a_formula_in_a_csv_stays_a_text(maker):
    assert maker.cells(b"=1+1;@x\n\n;-2\n", "a.csv") == {
        "A1": text("=1+1"),
        "B1": text("@x"),
        "B3": text("-2"),
    }


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a;b\0c", "RCU-032"),
        ("a;b".encode("utf-16"), "RCU-032"),
        (b"a;\x07", "RCU-032"),
        (b'a;"b', "RCU-032"),
        (b'a;"b"c', "RCU-032"),
        (b";" * 256 + b"x", "RCU-025"),
        (b"\n" * 5000 + b"x", "RCU-025"),
        ((b";".join([b"x"] * 13) + b"\n") * 4_700, "RCU-026"),
        (b"x" * 40_000, "RCU-027"),
        (b"%PDF-1.4", "RCU-007"),
        (b"<html><table>", "RCU-007"),
    ],
)
def test_a_csv_that_is_no_table_or_too_much_is_refused(maker, data, code):
    assert maker.told(data, "grille.csv") == [code]


def ole(*names):
    return OLE + bytes(504) + b"".join(f"{n}\0".encode("utf-16-le") for n in names) + bytes(1024)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (ole("EncryptedPackage", "EncryptionInfo"), "RCU-006"),
        (ole("WordDocument"), "RCU-007"),
        (ole("Workbook", "_VBA_PROJECT"), "RCU-013"),
        (ole("Workbook"), "RCU-030"),
        (ole("Book"), "RCU-030"),
        (OLE, "RCU-007"),
    ],
)
@pytest.mark.parametrize("name", ["grille.xls", "grille.xlsx"])
def test_what_is_inside_an_old_file_decides(maker, data, code, name):
    assert maker.told(data, name) == [code]


@pytest.fixture
def program(tmp_path):
    """``program(lines)``: what is read by a program of these lines instead of ours."""

    def read(lines, **limits):
        path = tmp_path / "reader.py"
        path.write_text(textwrap.dedent(lines))
        return read_foreign(b"data", "xls", "A", Reader(program=path, **limits))

    return read


FALLS = {
    "abort": ("import os; os.abort()", "RCU-030"),
    "segmentation fault": ("import os; os.kill(os.getpid(), 11)", "RCU-030"),
    "exception": ("1 / 0", "RCU-030"),
    "silence": ("", "RCU-030"),
    "not JSON": ("print('hello')", "RCU-030"),
    "deep JSON": ("print('[' * 100000)", "RCU-030"),
    "a number": ("print(3)", "RCU-030"),
    "an unknown reason": ('print(\'{"refused": "moon"}\')', "RCU-030"),
    "a known reason": ('print(\'{"refused": "password"}\')', "RCU-006"),
    "no sheet": ("print('[]')", "RCU-029"),
    "a sheet of nothing": ("print('[3]')", "RCU-030"),
    "half a sheet": ('print(\'[{"title": "A"}]\')', "RCU-030"),
    "killed by the system": ("import os; os.kill(os.getpid(), 9)", "RCU-031"),
    "too long to count": ("import os; os.kill(os.getpid(), 24)", "RCU-031"),
}


@pytest.mark.parametrize(("lines", "code"), FALLS.values(), ids=FALLS)
def test_a_reader_that_falls_costs_its_file_only(program, lines, code):
    with pytest.raises(RefusedError) as refused:
        program(lines)
    assert refused.value.rule.code == code


def test_a_reader_that_does_not_end_is_stopped(program):
    with pytest.raises(RefusedError) as refused:
        program("import time; time.sleep(60)", seconds=0.3)
    assert refused.value.rule.code == "RCU-031"


def test_a_reader_that_tells_too_much_is_stopped(program):
    with pytest.raises(RefusedError) as refused:
        program("while True: print('x' * 1000)", output=100_000)
    assert refused.value.rule.code == "RCU-027"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, ("b", "1")),
        (False, ("b", "0")),
        (3, ("n", "3")),
        (2.5, ("n", "2.5")),
        (date(2026, 2, 1), ("date", "2026-02-01")),
        (datetime(2026, 2, 1, 12, 30), ("date", "2026-02-01T12:30:00")),  # noqa: DTZ001
        (clock(12, 30), ("time", "12:30:00")),
        (timedelta(hours=30), ("time", "1 day, 6:00:00")),
        ("TB", ("s", "TB")),
        ("", ("s", "")),
    ],
)
def test_the_reader_tells_a_value_and_its_kind(value, expected):
    assert told_as(value) == expected


def test_the_reader_tells_one_cell_too_many_at_most():
    rows = [["a", "", "b"], [], ["c"]]
    every = [[1, 1, "s", "a"], [1, 3, "s", "b"], [3, 1, "s", "c"]]
    assert list(filled(rows, 9, 9, 9)) == every
    assert list(filled(rows, 9, 9, 1)) == every[:2]
    assert list(filled(rows, 9, 2, 9)) == every[:2]
    assert list(filled(rows, 2, 9, 9)) == every


class Page:
    """A sheet as python-calamine gives it."""

    def __init__(self, end, rows=()):
        self.end = end
        self._rows = rows

    def to_python(self, *, skip_empty_area):
        assert not skip_empty_area
        return self._rows


def test_a_cell_too_far_is_told_alone_without_reading_what_is_between():
    assert rows_of(Page((1, 1), [["a"], ["b"]]), 9, 9) == [["a"], ["b"]]
    assert rows_of(Page(None), 9, 9) == ()
    assert rows_of(Page((9, 1)), 9, 9) == (*[()] * 9, ("", "?"))


def told(*cells, merges=()):
    sheet = {"title": "", "visible": True, "merges": merges, "cells": cells}
    return f"print({json.dumps(json.dumps([sheet]))})"


def test_values_of_every_kind_are_taken_over(program):
    book = program(
        told(
            [1, 1, "n", "3.0"],
            [1, 2, "b", "1"],
            [2, 1, "date", "2026-02-01"],
            [2, 2, "time", "12:30:00"],
            [2, 3, "s", "a"],
            merges=[[0, 0, 1, 2]],
        )
    )
    (sheet,) = book.sheets
    assert (sheet.title, sheet.merges, book.format) == ("A", ("A1:C2",), "xls")
    assert sheet.cells == {
        1: {
            "A": BookCell(kind=CellKind.NUMBER, value="3"),
            "B": BookCell(kind=CellKind.LOGICAL, value="1"),
        },
        2: {
            "A": BookCell(kind=CellKind.NUMBER, value="2026-02-01", shown=Shown.DATE),
            "B": BookCell(kind=CellKind.NUMBER, value="12:30:00", shown=Shown.TIME),
            "C": text("a"),
        },
    }


@pytest.mark.parametrize(
    "cell", [[1, 1, "n", "nan"], [1, 1, "z", "1"], [1, 1], ["1", 1, "s", "x"], [1, 1, "s", 3]]
)
def test_a_cell_of_another_shape_is_refused(program, cell):
    with pytest.raises(RefusedError) as refused:
        program(told(cell))
    assert refused.value.rule.code == "RCU-030"


def test_the_reader_has_little_memory_and_writes_no_file(tmp_path, program):
    lines = (
        CHILD.read_text().split("def main")[0]
        + "def limit"
        + CHILD.read_text().split("def limit")[1]
    )
    lines = lines.split("def filled")[0]
    written = tmp_path / "written"
    for work in ("bytearray(600_000_000)", f"open({str(written)!r}, 'w').write('x')"):
        with pytest.raises(RefusedError) as refused:
            program(f"{lines}\nlimit()\n{work}\n")
        assert refused.value.rule.code == "RCU-030"
    assert not written.exists() or written.read_bytes() == b""
