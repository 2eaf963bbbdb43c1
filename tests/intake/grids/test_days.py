"""The days that people write, and those that spreadsheets count."""

from decimal import Decimal

import pytest

from pipeline.intake.days import counted_day, typed_day


@pytest.mark.parametrize(
    "text",
    [
        "17/06/2026",
        "17/6/26",
        "17.06.2026",
        "17-06-2026",
        " 17 / 06 / 2026 ",
        "2026-06-17",
        "2026-06-17T00:00:00",
        "17 juin 2026",
        "17 JUIN 2026",
        "mercredi 17 juin 2026",
        "Mercredi, 17 juin 2026",
    ],
)
def test_a_day_is_understood_however_it_is_written(text):
    assert typed_day(text) == "2026-06-17"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er février 2026", "2026-02-01"),
        ("3 fevrier 2026", "2026-02-03"),
        ("4 déc. 2026", "2026-12-04"),
        ("29/02/2028", "2028-02-29"),
    ],
)
def test_months_are_known_with_and_without_accents(text, day):
    assert typed_day(text) == day


@pytest.mark.parametrize(
    "text",
    [
        *("", "hier", "17/06", "31/02/2026", "17/13/2026", "06/17/2026", "17 juim 2026"),
        *("17/06/1926", "17/06/2126", "2026-13-01", "juin 2026", "17 juin"),
    ],
)
def test_what_is_no_day_of_this_century_is_nothing(text):
    assert typed_day(text) == ""


@pytest.mark.parametrize(
    ("number", "day"),
    [
        ("46190", "2026-06-17"),
        ("46190.75", "2026-06-17"),
        ("36526", "2000-01-01"),
        ("73050.9", "2099-12-31"),
        ("36525", ""),
        ("73051", ""),
        ("-3", ""),
        ("3", ""),
    ],
)
def test_a_spreadsheet_counts_days_from_1899(number, day):
    assert counted_day(Decimal(number)) == day
