"""What one typed text means."""

from decimal import Decimal

import pytest

from pipeline.read.plain import advice, is_date, near_words, read_decimal


@pytest.mark.parametrize(
    ("text", "value"), [("1,5", "1.5"), (" 2.25 ", "2.25"), ("-3", "-3"), ("+4", "4")]
)
def test_a_number_has_a_comma_or_a_point(text, value):
    assert read_decimal(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "1,", ",5", "1e5", "NaN", "1 000", "١"])
def test_anything_else_is_no_number(text):
    assert read_decimal(text) is None


@pytest.mark.parametrize(
    ("text", "right"), [("2024-02-29", True), ("2026-02-29", False), ("20260229", False)]
)
def test_a_date_is_a_day_that_exists(text, right):
    assert is_date(text) is right


def test_near_words_are_found_whatever_their_case():
    assert near_words("Populatoin", ["population", "region"]) == ("population",)
    assert near_words("EU", ["UE", "ONU"]) == ("UE",)
    assert near_words("zzz", ["population"]) == ()


def test_advice_is_never_a_long_list():
    assert advice("x", []) == "supprimez-la ou corrigez son nom"
    assert advice("zzz", [f"mot{n}" for n in range(100)]) == "supprimez-la ou corrigez son nom"
    assert advice("zzz", ["b", "a"]) == "valeurs possibles : a, b"
