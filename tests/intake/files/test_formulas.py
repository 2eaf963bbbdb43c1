"""Formulas written once for several cells, and numbers as plain texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from pipeline.intake.formulas import moved
from pipeline.intake.numbers import plain_float, plain_number
from pipeline.intake.tally import column_letters, column_number


@pytest.mark.parametrize(
    ("formula", "rows", "columns", "expected"),
    [
        ("A1+$B$2", 1, 1, "B2+$B$2"),
        ("$A1+A$1", 2, 3, "$A3+D$1"),
        ("SUM(A1:B2,3)", 1, 0, "SUM(A2:B3,3)"),
        ("SUM(A:B)+SUM($1:2)", 1, 1, "SUM(B:C)+SUM($1:3)"),
        ('IF(A1="A1 ""B2""","A1",A1)', 1, 0, 'IF(A2="A1 ""B2""","A1",A2)'),
        ("'A1 l''un'!B2+Feuille!C3", 1, 0, "'A1 l''un'!B3+Feuille!C4"),
        ("LOG10(A1)+Q1!A1", 1, 0, "LOG10(A2)+Q1!A2"),
        ("Table1[A1]+NOM_A1+A1.B", 1, 0, "Table1[A1]+NOM_A1+A1.B"),
        ("A1+B1", -1, 0, "#REF!+#REF!"),
        ("A1+1:1+A:A", 0, -1, "#REF!+1:1+#REF!"),
        ("1:2", -1, 0, "#REF!"),
        ("XFD1048576", 1, 0, "#REF!"),
        ("aa1", 1, 1, "AB2"),
        ("", 1, 1, ""),
    ],
)
def test_relative_addresses_move_and_nothing_else(formula, rows, columns, expected):
    assert moved(formula, rows, columns) == expected


ADDRESS = st.builds(
    lambda a, c, b, r: f"{a}{column_letters(c)}{b}{r}",
    st.sampled_from(["", "$"]),
    st.integers(10, 700),
    st.sampled_from(["", "$"]),
    st.integers(10, 5000),
)
JOINTS = st.sampled_from(
    ["+", "*", "&", ',"A1",', "+'B 2'!", "-Q!", "+LOG10(1)*", '<>"x""A1"&', ":$B$2+", "+A_1-"]
)


@given(
    st.lists(st.tuples(ADDRESS, JOINTS), max_size=6),
    ADDRESS,
    st.integers(-9, 9),
    st.integers(-9, 9),
)
def test_moving_is_what_another_program_makes_of_it(parts, last, rows, columns):
    formula = "SUM(" + "".join(address + joint for address, joint in parts) + last + ")"
    target = f"{column_letters(10 + columns)}{10 + rows}"
    expected = Translator("=" + formula, "J10").translate_formula(target)
    assert "=" + moved(formula, rows, columns) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("0", "0"),
        ("3", "3"),
        ("-12", "-12"),
        ("3.0", "3"),
        ("03", "3"),
        (" 3 ", "3"),
        (".5", "0.5"),
        ("5.", "5"),
        ("+2", "2"),
        ("-0.0", "0"),
        ("0.1000000000000000055", "0.1"),
        ("1e-7", "0.0000001"),
        ("1E+20", "100000000000000000000"),
        ("1234567890123456789", "1234567890123460000"),
        ("", None),
        (".", None),
        ("1e", None),
        ("1e400", None),
        ("nan", None),
        ("inf", None),
        ("1,5", None),
        ("1_000", None),
        ("٣", None),
        ("1" * 401, None),
    ],
)
def test_a_number_is_one_plain_text(typed, expected):
    assert plain_number(typed) == expected


@given(st.floats(-1e300, 1e300))
def test_a_number_read_is_the_number_written_to_fifteen_digits(value):
    text = plain_float(value)
    assert "e" not in text
    assert float(text) == float(f"{value:.15g}")
    assert plain_number(text) == text


def test_what_is_no_number_has_no_text():
    assert plain_float(float("nan")) is None
    assert plain_float(float("-inf")) is None


@given(st.integers(1, 20_000))
def test_columns_have_letters_and_back(number):
    assert column_number(column_letters(number)) == number
