"""The public holidays of France, against a table made by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.rules.calendar import REASONS
from pipeline.timeline.holidays import Holiday, holiday_on, holidays

# Easter Monday, Ascension and Whit Monday as printed by calendars of these years.
MOVABLE = {
    2008: ("03-24", "05-01", "05-12"),
    2011: ("04-25", "06-02", "06-13"),
    2024: ("04-01", "05-09", "05-20"),
    2025: ("04-21", "05-29", "06-09"),
    2026: ("04-06", "05-14", "05-25"),
    2027: ("03-29", "05-06", "05-17"),
    2028: ("04-17", "05-25", "06-05"),
    2030: ("04-22", "05-30", "06-10"),
    2038: ("04-26", "06-03", "06-14"),
}
FIXED = ("01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25")
YEARS = st.integers(2000, 2199)


@pytest.mark.parametrize("year", MOVABLE)
def test_a_year_has_the_days_that_its_calendar_prints(year):
    monday, ascension, whit = MOVABLE[year]
    assert holidays(year) == {
        Holiday.NEW_YEAR: f"{year}-01-01",
        Holiday.EASTER_MONDAY: f"{year}-{monday}",
        Holiday.LABOUR_DAY: f"{year}-05-01",
        Holiday.VICTORY_DAY: f"{year}-05-08",
        Holiday.ASCENSION: f"{year}-{ascension}",
        Holiday.WHIT_MONDAY: f"{year}-{whit}",
        Holiday.BASTILLE_DAY: f"{year}-07-14",
        Holiday.ASSUMPTION: f"{year}-08-15",
        Holiday.ALL_SAINTS: f"{year}-11-01",
        Holiday.ARMISTICE: f"{year}-11-11",
        Holiday.CHRISTMAS: f"{year}-12-25",
    }


@pytest.mark.parametrize("year", MOVABLE)
def test_no_other_day_of_a_year_is_a_holiday(year):
    first = date(year, 1, 1)
    days = [
        (first + timedelta(days=n)).isoformat() for n in range((date(year + 1, 1, 1) - first).days)
    ]
    found = {day for day in days if holiday_on(day)}
    assert found == {f"{year}-{day}" for day in (*FIXED, *MOVABLE[year])}


@settings(deadline=None, derandomize=True)
@given(YEARS)
def test_every_year_has_eleven_each_on_its_day_of_the_week(year):
    found = holidays(year)
    assert tuple(found) == tuple(Holiday)
    weekdays = {h: date.fromisoformat(day).weekday() for h, day in found.items()}
    assert weekdays[Holiday.EASTER_MONDAY] == weekdays[Holiday.WHIT_MONDAY] == 0
    assert weekdays[Holiday.ASCENSION] == 3
    monday = date.fromisoformat(found[Holiday.EASTER_MONDAY])
    assert date(year, 3, 23) <= monday <= date(year, 4, 26)
    assert all(holiday_on(day) is not None for day in found.values())


def test_two_on_one_day_are_told_by_the_first():
    assert holidays(2008)[Holiday.LABOUR_DAY] == holidays(2008)[Holiday.ASCENSION] == "2008-05-01"
    assert holiday_on("2008-05-01") is Holiday.LABOUR_DAY


def test_each_has_a_name_in_french():
    assert {holiday.value for holiday in Holiday} <= set(REASONS)
