from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from pipeline.diagnostics import Source
from pipeline.read.sheets import MAX_TEXT, Row, advice, fold
from pipeline.rules import workbook as rules

PLACE = Source(path="inscriptions.xlsx", sheet="Candidats")
CELL = Source(path="inscriptions.xlsx", sheet="Candidats", cell="C7")
NBSP, NARROW, ZERO_WIDTH = "\u00a0", "\u202f", "\u200b"


def row(value, number_format=None):
    """A row whose only column « X » holds a value, in C7."""
    cell = Workbook().active.cell(7, 3)
    cell.value = value
    if number_format:
        cell.number_format = number_format
    cells = {} if value is None else {"X": cell}
    return Row(cells, {"X": "C"}, 7, PLACE, [])


def typed(text):
    """A row whose cell was typed as a text, whatever it looks like."""
    found = row(text)
    found.cells["X"].data_type = "s"
    return found


def told(asked):
    """The single fault of a row: its code, once its place was checked."""
    (fault,) = asked.faults
    assert fault.source == CELL
    return fault


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Durand", "Durand"),
        (f" {NBSP}Le{NARROW} Goff\n", "Le Goff"),
        ("Noe\u0308l", "Noël"),
        (f"0001{ZERO_WIDTH}", "0001"),
        ("a\u00adb\u202e", "ab"),
        ("0004", "0004"),
        (4, "4"),
        (4.0, "4"),
        (4.5, "4,5"),
        (123456789012345, "123456789012345"),
        (True, "oui"),
        (False, "non"),
        ("-3", "-3"),
        ("+33 6", "+33 6"),
        ("@x", "@x"),
    ],
)
def test_a_text_is_what_people_see(value, text):
    asked = row(value)
    assert asked.text("X") == text
    assert asked.faults == []


def test_a_number_shown_with_zeros_has_them():
    assert row(4, "0000").text("X") == "0004"
    assert row(4, "0").text("X") == "4"


def test_an_empty_cell_is_told_where_it_may_not_be():
    asked = row(None)
    assert asked.text("X", required=False) == ""
    assert asked.faults == []
    assert asked.text("X") == ""
    assert told(asked) == rules.EMPTY_CELL.at(CELL, column="X")
    assert asked.empty("X")
    assert not row("x").empty("X")


@pytest.mark.parametrize("value", ["=1+1", "=HYPERLINK(A1)", ArrayFormula("C7", "=A1:A2")])
def test_a_formula_is_refused(value):
    asked = row(value)
    assert asked.text("X") == ""
    assert told(asked) == rules.FORMULA.at(CELL, column="X")


def test_a_text_that_looks_like_a_formula_is_refused():
    asked = typed("=1+1")
    assert asked.text("X") == ""
    assert told(asked) == rules.LIKE_FORMULA.at(CELL, column="X")


def test_an_error_of_the_spreadsheet_is_refused():
    asked = row("#N/A")
    assert asked.text("X") == ""
    assert told(asked) == rules.CELL_ERROR.at(CELL, column="X", value="#N/A")


@pytest.mark.parametrize(
    "value", [date(2026, 2, 1), datetime.fromisoformat("2026-02-01T08:00"), time(9), timedelta(1)]
)
def test_a_room_that_the_spreadsheet_took_for_a_date_is_told(value):
    asked = row(value)
    assert asked.text("X") == ""
    assert told(asked) == rules.NOT_A_TEXT.at(CELL, column="X")


def test_a_text_has_a_limit():
    assert row("x" * MAX_TEXT).text("X") == "x" * MAX_TEXT
    asked = row("x" * (MAX_TEXT + 1))
    assert asked.text("X") == ""
    assert told(asked) == rules.TOO_LONG.at(CELL, column="X", limit=MAX_TEXT)


def test_a_fault_is_told_once_however_often_the_cell_is_asked_for():
    asked = row("=1")
    asked.text("X")
    asked.text("X")
    asked.choice("X", ("a",))
    assert len(asked.faults) == 1


@pytest.mark.parametrize("value", ["20", 20, 20.0, " 20 "])
def test_a_whole_number_is_read_however_it_was_typed(value):
    asked = row(value)
    assert asked.integer("X", 1, 100) == 20
    assert asked.faults == []


@pytest.mark.parametrize(
    "value",
    ["1 234", f"1{NBSP}234", f"1{NARROW}234", "vingt", "4,5", 4.5, "--3", "٢٠", "9" * 10, "1e3"],
)
def test_what_is_no_whole_number_is_told(value):
    asked = row(value)
    assert asked.integer("X", 1, 2000) == 2000
    assert told(asked).code == rules.NOT_A_NUMBER.code


def test_a_number_with_spaces_is_shown_as_it_was_typed():
    asked = row(f"1{NBSP}234")
    asked.integer("X", 1, 2000)
    assert told(asked).message == "X : « 1 234 » n'est pas un nombre entier"
    assert told(asked).hint == "tapez des chiffres seulement, sans espace ni lettre"


@pytest.mark.parametrize("value", [0, 2001, -3])
def test_a_number_out_of_bounds_is_told(value):
    asked = row(value)
    assert asked.integer("X", 1, 2000) == 2000
    assert told(asked) == rules.OUT_OF_RANGE.at(CELL, column="X", value=value, low=1, high=2000)


def test_a_missing_number_is_told_once():
    asked = row(None)
    asked.integer("X", 1, 2)
    assert told(asked).code == rules.EMPTY_CELL.code


@pytest.mark.parametrize("value", ["Secrétaire", "SECRETAIRE", " secrétaire ", "secre\u0301taire"])
def test_a_choice_is_known_whatever_its_case_and_accents(value):
    asked = row(value)
    assert asked.choice("X", ("aucune", "secrétaire"), "aucune") == "secrétaire"
    assert asked.faults == []


@pytest.mark.parametrize("value", ["OUI", "oui", "Oui ", True])
def test_yes_is_yes(value):
    assert row(value).choice("X", ("oui", "non"), "non") == "oui"


def test_an_empty_choice_is_its_default():
    asked = row(None)
    assert asked.choice("X", ("oui", "non"), "non") == "non"
    assert asked.faults == []
    assert asked.choice("X", ("S1", "S2")) == ""
    assert told(asked).code == rules.EMPTY_CELL.code


def test_a_choice_that_is_not_known_comes_with_its_neighbours():
    asked = row("S4")
    assert asked.choice("X", ("S1", "S2", "S3")) == ""
    assert told(asked).message == "X : « S4 » est inconnu"
    assert told(asked).hint in ("valeurs proches : S1, S2, S3", "valeurs proches : S3, S2, S1")
    asked = row("humanitaire")
    asked.choice("X", ("S1", "S2"))
    assert told(asked).hint == "valeurs admises : S1, S2"


def test_advice_does_not_recite_five_thousand_numbers():
    known = [f"{n:04d}" for n in range(5000)]
    assert advice("5000", known) == rules.NOT_LISTED
    assert advice("xyz", known[:100]) == rules.NOT_LISTED
    assert advice("xyz", ()) == rules.NOT_LISTED


def test_a_number_that_lost_its_zeros_comes_with_the_right_one():
    """Spreadsheets make 7 of 0007."""
    known = [f"{n:04d}" for n in range(1, 5000)]
    assert advice("7", known) == "valeurs proches : 0007"
    assert advice("00012", known) == "valeurs proches : 0012"
    assert advice("5000", known) == rules.NOT_LISTED


@pytest.mark.parametrize(
    "value",
    [
        "B1;B2",
        "B1 B2",
        "b1, b2",
        "B2,B1",
        "B1 ; B2",
        f"B1,{NBSP}B2",
        "B1,,B2,",
        "B1\nB2",
        "B1,B1,B2",
    ],
)
def test_words_are_read_however_they_are_separated(value):
    asked = row(value)
    assert asked.words("X", ("B1", "B2", "B3")) == ("B1", "B2")
    assert asked.faults == []


def test_words_may_hold_spaces():
    known = ("Amphi Pasteur", "A101", "Salle 2 bis")
    asked = row("amphi  pasteur ; Salle 2 bis")
    assert asked.words("X", known) == ("Amphi Pasteur", "Salle 2 bis")
    assert asked.faults == []


def test_a_word_that_is_not_known_is_told_whole_where_words_may_hold_spaces():
    asked = row("Jury 1, Jury 2, A101 A999")
    assert asked.words("X", ("A101", "Jury 2")) == ("A101", "Jury 2")
    assert [f.message for f in asked.faults] == [
        "X : « Jury 1 » est inconnu",
        "X : « A999 » est inconnu",
    ]


def test_every_word_that_is_not_known_is_told():
    asked = row("B1, B7 B9; B2")
    assert asked.words("X", ("B1", "B2")) == ("B1", "B2")
    assert [f.message for f in asked.faults] == ["X : « B7 » est inconnu", "X : « B9 » est inconnu"]


def test_no_words_is_no_fault():
    asked = row(None)
    assert asked.words("X", ("B1",)) == ()
    assert asked.faults == []


@pytest.mark.parametrize(
    "value",
    [
        "17/11/2026",
        "17-11-2026",
        "17.11.2026",
        "2026-11-17",
        " 17/11/2026 ",
        date(2026, 11, 17),
        datetime.fromisoformat("2026-11-17T09:00"),
    ],
)
def test_a_date_is_read_however_it_was_typed(value):
    asked = row(value)
    assert asked.day("X") == "2026-11-17"
    assert asked.faults == []


def test_a_day_and_a_month_may_lack_their_zero():
    assert row("1/2/2026").day("X") == "2026-02-01"


@pytest.mark.parametrize(
    "value",
    ["31/02/2026", "11/17/2026", "17/11/26", "20261117", "2026-W46-2", "46343", 46343, 46343.5, "17 novembre", "demain",
     "0000-01-01", "01/01/0202", "01/01/2206", datetime.fromisoformat("1899-12-31"), "00/01/2026", "١٧/١١/٢٠٢٦", True],
)  # fmt: skip
def test_what_is_no_date_is_told(value):
    asked = row(value)
    assert asked.day("X") == ""
    assert told(asked).code == rules.NOT_A_DATE.code
    assert "17/11/2026" in told(asked).hint


def test_a_date_that_is_a_formula_or_missing_is_told_as_such():
    for value, rule in (("=TODAY()", rules.FORMULA), (None, rules.EMPTY_CELL)):
        asked = row(value)
        assert asked.day("X") == ""
        assert told(asked).code == rule.code


@pytest.mark.parametrize(
    ("value", "hour"),
    [
        ("9:00", "09:00"),
        ("09:05", "09:05"),
        ("9:00:00", "09:00"),
        ("9h", "09:00"),
        ("9H30", "09:30"),
        ("9 h 30", "09:30"),
        (f"9{NBSP}h{NARROW}30", "09:30"),
        ("0:00", "00:00"),
        ("23:59", "23:59"),
        (time(9, 30), "09:30"),
        (time(8, 59, 59, 999_999), "09:00"),
        (datetime.fromisoformat("2026-11-17T14:00"), "14:00"),
        (timedelta(hours=9), "09:00"),
    ],
)
def test_a_time_is_read_however_it_was_typed(value, hour):
    asked = row(value)
    assert asked.hour("X") == hour
    assert asked.faults == []


@pytest.mark.parametrize(
    "value",
    ["25:00", "24:00", "9:60", "9", 9, 0.375, "9:", "9h5", "9.30", "neuf heures", "-1:00",
     timedelta(hours=30), timedelta(days=-1), time(23, 59, 59), "٩:٠٠"],
)  # fmt: skip
def test_what_is_no_time_is_told(value):
    asked = row(value)
    assert asked.hour("X") == ""
    assert told(asked).code == rules.NOT_A_TIME.code


def test_a_missing_time_is_told_once():
    asked = row(None)
    assert asked.hour("X") == ""
    assert told(asked).code == rules.EMPTY_CELL.code


def test_words_that_people_mean_to_be_the_same_fold_together():
    assert fold("Mode d’Emploi") == fold("MODE D'EMPLOI")
    assert fold("Évaluateurs") == fold("evaluateurs")
    assert fold("S1") != fold("S2")


@given(
    st.one_of(
        st.text(),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.booleans(),
        st.dates(),
        st.times(),
    )
)
def test_no_value_is_too_strange_to_be_asked_for(value):
    if isinstance(value, str):
        value = "".join(c for c in value if c.isprintable())
    asked = row(value if value != "" else None)
    assert isinstance(asked.text("X"), str)
    assert isinstance(asked.day("X") + asked.hour("X") + asked.choice("X", ("a",)), str)
    assert isinstance(asked.integer("X", 1, 9), int)
    assert asked.words("X", ("a",)) in ((), ("a",))
    assert all(fault.source == CELL for fault in asked.faults)
