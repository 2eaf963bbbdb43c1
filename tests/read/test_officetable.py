"""Tables as spreadsheets write them: the separator, the letters and the numbers are known, or the file is refused."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.officetable import office_number, read_office_table

COLUMNS = ("iso3", "valeur", "annee")
FRENCH = "ISO3;Valeur;Année\r\nÉTÉ;0,31;2026\r\n"


@pytest.fixture
def told(tmp_path):
    """``told(data)``: the cells of the rows with their lines, whether commas are decimal, the codes of the faults."""

    def read(data):
        (tmp_path / "table.csv").write_bytes(data)
        faults = []
        table, comma = read_office_table(tmp_path, "table.csv", COLUMNS, faults)
        rows = [] if table is None else [(r.source.line, dict(r.cells)) for r in table.rows]
        return rows, comma, [(f.code, f.source.line) for f in faults]

    return read


@pytest.mark.parametrize(
    "data",
    [
        FRENCH.encode(),
        FRENCH.encode("utf-8-sig"),
        FRENCH.encode("cp1252"),
        FRENCH.encode("iso-8859-1"),
        FRENCH.replace(";", "\t").encode("utf-16"),
        FRENCH.replace("\r\n", ";;\r\n").encode(),
    ],
)
def test_what_excel_writes_in_french_is_read_as_it_is(told, data):
    rows = [(2, {"iso3": "ÉTÉ", "valeur": "0,31", "annee": "2026"})]
    assert told(data) == (rows, True, [])


def test_commas_between_cells_are_not_decimal(told):
    rows = [(2, {"iso3": "A", "valeur": "0.31", "annee": "2026", "note": "x;y"})]
    assert told(b"iso3,valeur,annee,note\nA,0.31,2026,x;y\n") == (rows, False, [])


def test_empty_lines_and_the_line_that_announces_the_separator_do_not_count(told):
    rows, comma, faults = told(b"sep=;\r\niso3;valeur;annee\r\n;;\r\n\r\nA;1;2026\r\n")
    assert (comma, faults) == (True, [])
    assert rows == [(5, {"iso3": "A", "valeur": "1", "annee": "2026"})]


def test_a_cell_on_two_lines_does_not_shift_the_lines_below(told):
    rows, _, _ = told(b'iso3;valeur;annee\n"A\nB";1;2026\nC;2;2026\n')
    assert [line for line, _ in rows] == [2, 4]


@pytest.mark.parametrize(
    ("data", "faults"),
    [
        (b"", [("LEC-021", 1)] * 3),
        (b"iso3;valeur\nA;1\n", [("LEC-021", 1)]),
        (b"iso3;valeur;annee;annee\nA;1;2;3\n", [("LEC-021", 1)]),
        (b"iso3;valeur;annee\nA;1\nB;1;2;3\n", [("LEC-020", 2), ("LEC-020", 3)]),
        (b'iso3;valeur;annee\nA;1;"2\n', [("LEC-022", 2)]),
        (b"iso3;valeur;annee\nA;\x81;2\n", [("LEC-003", 2)]),
        (b"\xff\xfei\x00s", [("LEC-004", 1)]),
        (b"\xff\xfe\x00\xd8", [("LEC-004", 1)]),
        (b"iso3;valeur;annee\nA;\x00;2\n", [("LEC-004", 2)]),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_with_its_lines(told, data, faults):
    assert told(data) == ([], told(data)[1], faults)


def test_a_missing_file_is_told(tmp_path):
    faults = []
    assert read_office_table(tmp_path, "absent.csv", COLUMNS, faults) == (None, False)
    assert [f.code for f in faults] == ["LEC-001"]


@pytest.mark.parametrize(
    ("text", "with_comma", "without"),
    [
        ("12", "12", "12"),
        ("-3,5", "-3.5", "-3.5"),
        ("0,312", "0.312", "0.312"),
        ("68 400 000", "68400000", "68400000"),
        ("68\u202f400\u00a0000,25", "68400000.25", "68400000.25"),
        ("9'100\u2019000", "9100000", "9100000"),
        ("1,234", "1.234", None),
        ("1.234", None, "1.234"),
        ("1234.5", "1234.5", "1234.5"),
        ("1.234.567", "1234567", "1234567"),
        ("1,234,567", "1234567", "1234567"),
        ("1.234,5", "1234.5", "1234.5"),
        ("1,234.5", "1234.5", "1234.5"),
        ("1 00", None, None),
        ("1,2,3", None, None),
        ("3,5 millions", None, None),
        ("12%", None, None),
        ("1,5E+07", None, None),
        ("", None, None),
    ],
)
def test_a_number_has_one_reading_or_none(text, with_comma, without):
    assert office_number(text, decimal_comma=True) == with_comma
    assert office_number(text, decimal_comma=False) == without


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from(" \u00a0\u202f"))
def test_a_number_printed_in_french_comes_back_to_the_last_digit(value, space):
    text = f"{value:,f}".replace(",", space).replace(".", ",")
    assert Decimal(office_number(text, decimal_comma=True)) == value


@given(
    st.lists(st.tuples(*[st.text('abé;,\t"\n 1', min_size=1, max_size=6)] * 3), max_size=5),
    st.sampled_from(",;\t"),
)
def test_any_table_comes_back_whatever_its_separator(tmp_path_factory, rows, separator):
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator, lineterminator="\n")
    writer.writerows([COLUMNS, *rows])
    folder = tmp_path_factory.mktemp("table")
    (folder / "table.csv").write_bytes(stream.getvalue().encode())
    faults = []
    table, _ = read_office_table(folder, "table.csv", COLUMNS, faults)
    assert faults == []
    kept = [tuple(cell.strip() for cell in row) for row in rows]
    assert [tuple(r.cells.values()) for r in table.rows] == [row for row in kept if any(row)]
