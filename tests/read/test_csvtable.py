"""CSV files as rows that know their line."""

import pytest

from pipeline.read.csvtable import parse_table, read_table


def parse(text, *required):
    faults = []
    return parse_table(text, "f.csv", required, faults), [(f.code, f.source.line) for f in faults]


def test_rows_know_their_line_even_after_a_cell_of_two_lines():
    table, faults = parse('a,b\n" x ","y\nz"\n3,4\n', "a")
    assert faults == []
    assert table.columns == ("a", "b")
    assert [(row["a"], row["b"], row["c"], row.source.line) for row in table.rows] == [
        ("x", "y\nz", "", 2),
        ("3", "4", "", 4),
    ]


def test_every_fault_of_shape_is_told():
    assert parse("a,a\n1\n1,2,3\n1,2\n", "b")[1] == [
        ("LEC-021", 1),
        ("LEC-021", 1),
        ("LEC-020", 2),
        ("LEC-020", 3),
    ]


def test_a_quote_that_never_closes_is_told():
    assert parse('a\n"x\n')[1] == [("LEC-022", 2)]


@pytest.mark.parametrize("data", [b"a\n\xe9\n", b"a\n\x00\n"])
def test_a_file_that_is_no_text_is_refused(tmp_path, data):
    (tmp_path / "f.csv").write_bytes(data)
    faults = []
    assert read_table(tmp_path, "f.csv", (), faults) is None
    assert faults[0].code in {"LEC-003", "LEC-004"}


def test_a_file_with_a_bom_and_crlf_is_read(tmp_path):
    (tmp_path / "f.csv").write_bytes(b"\xef\xbb\xbfa,b\r\n1,2\r\n")
    faults = []
    table = read_table(tmp_path, "f.csv", ("a",), faults)
    assert faults == []
    assert [dict(row.cells) for row in table.rows] == [{"a": "1", "b": "2"}]


def test_a_missing_file_is_told(tmp_path):
    faults = []
    assert read_table(tmp_path, "f.csv", (), faults) is None
    assert [f.code for f in faults] == ["LEC-001"]
