"""What a cell to fill means, and the fault of what it should not hold."""

import pytest

from pipeline.intake.values import (
    is_blank,
    is_not_observed,
    read_comment,
    read_date,
    read_level,
    read_state,
    said,
)
from pipeline.model.book import BookCell, CellKind, Shown
from pipeline.rules import marks as rules


def text(value):
    return BookCell(kind=CellKind.TEXT, value=value)


def number(value, shown=Shown.PLAIN):
    return BookCell(kind=CellKind.NUMBER, value=value, shown=shown)


def formula(value, cached=""):
    return BookCell(kind=CellKind.FORMULA, value=value, cached=cached)


LOGICAL = BookCell(kind=CellKind.LOGICAL, value="1")
ERROR = BookCell(kind=CellKind.ERROR, value="#REF!")


@pytest.mark.parametrize("level", range(5))
@pytest.mark.parametrize(
    "form",
    ["{}", " {} ", "{},0", "{}.0", "{},00", "\u00a0{}\u202f", "\ufeff{}\u200b", "\t{}\n", "{}.000"],
)
def test_a_level_is_read_from_text(level, form):
    assert read_level(text(form.format(level))) == level


@pytest.mark.parametrize("level", range(5))
def test_a_level_is_read_from_a_number_and_from_wide_figures(level):
    wide = chr(ord("０") + level)
    assert read_level(number(str(level))) == level
    assert read_level(number(f"{level}.0")) == level
    assert read_level(text(wide)) == level
    assert read_level(text(f"{wide}，０")) == level


@pytest.mark.parametrize("cell", [None, text(""), text("  \n"), text("\u00a0\u200b")])
def test_a_blank_cell_is_nothing_and_never_zero(cell):
    assert is_blank(cell)
    assert read_level(cell) is None
    assert (read_state(cell), read_comment(cell) if cell is None else "", read_date(cell)) == (
        "",
        "",
        "",
    )


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        (number("7"), rules.OUT_OF_SCALE),
        (number("-1"), rules.OUT_OF_SCALE),
        (number("5.0"), rules.OUT_OF_SCALE),
        (number("123456789"), rules.OUT_OF_SCALE),
        (number("2.5"), rules.HALF_LEVEL),
        (number("0.52"), rules.HALF_LEVEL),
        (number("46054"), rules.DATE_AS_LEVEL),
        (number("46054.25"), rules.DATE_AS_LEVEL),
        (number("46054", Shown.DATE), rules.DATE_AS_LEVEL),
        (number("3", Shown.DATE), rules.DATE_AS_LEVEL),
        (number("2026-02-01", Shown.DATE), rules.DATE_AS_LEVEL),
        (number("0.520833333333333", Shown.TIME), rules.TIME_AS_LEVEL),
        (number("PT12H30M00S", Shown.TIME), rules.TIME_AS_LEVEL),
        (number("0.5", Shown.PERCENT), rules.PERCENT_AS_LEVEL),
        (number("3", Shown.PERCENT), rules.PERCENT_AS_LEVEL),
        (text("7"), rules.OUT_OF_SCALE),
        (text("-1"), rules.OUT_OF_SCALE),
        (text("−1"), rules.OUT_OF_SCALE),
        (text("+3"), rules.OUT_OF_SCALE),
        (text("12"), rules.OUT_OF_SCALE),
        (text("03"), rules.OUT_OF_SCALE),
        (text("2,5"), rules.HALF_LEVEL),
        (text("3.5"), rules.HALF_LEVEL),
        (text("3/4"), rules.HALF_LEVEL),
        (text("12 / 20"), rules.HALF_LEVEL),
        (text("2½"), rules.HALF_LEVEL),
        (text("50 %"), rules.PERCENT_AS_LEVEL),
        (text("1/2/2026"), rules.DATE_AS_LEVEL),
        (text("2026-02-01T00:00:00"), rules.DATE_AS_LEVEL),
        (text("12:30"), rules.TIME_AS_LEVEL),
        (text("12h30"), rules.TIME_AS_LEVEL),
        (text("TB"), rules.NOT_A_LEVEL),
        (text("abs"), rules.NOT_A_LEVEL),
        (text("3 ?"), rules.NOT_A_LEVEL),
        (text("3-4"), rules.NOT_A_LEVEL),
        (text("²"), rules.NOT_A_LEVEL),
        (text("٣"), rules.NOT_A_LEVEL),
        (text("3e0"), rules.NOT_A_LEVEL),
        (text("'3"), rules.NOT_A_LEVEL),
        (text("non observé"), rules.NOT_A_LEVEL),
        (text("abj"), rules.STATE_AS_LEVEL),
        (text(" N.E. "), rules.STATE_AS_LEVEL),
        (LOGICAL, rules.LOGICAL_VALUE),
        (ERROR, rules.CELL_ERROR),
        (formula("1+2", "3"), rules.FORMULA),
    ],
)
def test_anything_else_is_refused_by_name(cell, rule):
    assert read_level(cell) == rule


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (number("7"), "7"),
        (number("2.50"), "2,5"),
        (number("-1"), "-1"),
        (number("0.5", Shown.PERCENT), "50 %"),
        (number("3", Shown.PERCENT), "300 %"),
        (number("0.52", Shown.TIME), "0,52, qui est pour lui une heure"),
        (number("PT12H30M00S", Shown.TIME), "PT12H30M00S, qui est pour lui une heure"),
        (number("46054"), "46054, qui est pour lui le 1er\u00a0février 2026"),
        (
            number("2026-02-01", Shown.DATE),
            "2026-02-01, qui est pour lui le 1er\u00a0février 2026",
        ),
        (number("3", Shown.DATE), "3, qui est pour lui une date"),
        (text(" TB "), "TB"),
        (formula("1+2"), "=1+2"),
        (formula("A1", "#REF!"), "=A1, qui affiche #REF!"),
        (ERROR, "#REF!"),
        (LOGICAL, "VRAI"),
        (BookCell(kind=CellKind.LOGICAL, value="0"), "FAUX"),
    ],
)
def test_a_value_is_told_as_people_know_it(cell, told):
    assert said(cell) == told


@pytest.mark.parametrize("typed", ["ABJ", "abj", " Abj ", "a.b.j.", "A B J", "\u00a0ABJ\u200b."])
def test_a_state_is_read_in_any_case_with_spaces_and_dots(typed):
    assert read_state(text(typed)) == "ABJ"


@pytest.mark.parametrize("state", ["ABI", "DEF", "NE", "DISP"])
def test_every_state_is_known(state):
    assert read_state(text(state.lower())) == state


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        (text("absent"), rules.UNKNOWN_STATE),
        (text("ABJ ?"), rules.UNKNOWN_STATE),
        (text("."), rules.UNKNOWN_STATE),
        (number("0"), rules.UNKNOWN_STATE),
        (LOGICAL, rules.UNKNOWN_STATE),
        (ERROR, rules.UNKNOWN_STATE),
        (formula('"ABJ"', "ABJ"), rules.FORMULA),
    ],
)
def test_what_is_no_state_is_refused(cell, rule):
    assert read_state(cell) == rule


def test_a_comment_is_the_text_as_typed():
    assert read_comment(None) == ""
    assert read_comment(text("  =bien,\r\nsuite\rfin  ")) == "=bien,\nsuite\nfin"
    assert read_comment(number("12.50")) == "12,5"


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        (formula("bien", "#NAME?"), rules.COMMENT_FORMULA),
        (number("46054", Shown.DATE), rules.COMMENT_CHANGED),
        (number("0.5", Shown.PERCENT), rules.COMMENT_CHANGED),
        (LOGICAL, rules.COMMENT_CHANGED),
        (ERROR, rules.COMMENT_CHANGED),
    ],
)
def test_a_comment_that_a_spreadsheet_changed_is_told(cell, rule):
    assert read_comment(cell) == rule


@pytest.mark.parametrize(
    "cell",
    [
        number("46190"),
        number("46190.5", Shown.DATE),
        number("2026-06-17", Shown.DATE),
        text("17 juin 2026"),
    ],
)
def test_a_date_is_read_from_text_and_from_a_number(cell):
    assert read_date(cell) == "2026-06-17"


@pytest.mark.parametrize(
    "cell",
    [text("hier"), number("12"), number("0.5", Shown.TIME), formula("TODAY()", "46190"), ERROR],
)
def test_what_is_no_date_is_told(cell):
    assert read_date(cell) == rules.BAD_DATE


def test_a_soft_skill_may_be_told_not_observed():
    assert is_not_observed(text(" Non  observé"))
    assert not is_not_observed(text("observé"))
    assert not is_not_observed(None)
