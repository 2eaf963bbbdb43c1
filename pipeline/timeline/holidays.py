"""The public holidays of France."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache

from dateutil.easter import easter

from pipeline.moments import days_after


class Holiday(StrEnum):
    """The eleven « fêtes légales » of article L3133-1 of the Code du travail, in its order."""

    NEW_YEAR = "new_year"
    EASTER_MONDAY = "easter_monday"
    LABOUR_DAY = "labour_day"
    VICTORY_DAY = "victory_day"
    ASCENSION = "ascension"
    WHIT_MONDAY = "whit_monday"
    BASTILLE_DAY = "bastille_day"
    ASSUMPTION = "assumption"
    ALL_SAINTS = "all_saints"
    ARMISTICE = "armistice"
    CHRISTMAS = "christmas"


_FIXED = {
    Holiday.NEW_YEAR: "01-01",
    Holiday.LABOUR_DAY: "05-01",
    Holiday.VICTORY_DAY: "05-08",
    Holiday.BASTILLE_DAY: "07-14",
    Holiday.ASSUMPTION: "08-15",
    Holiday.ALL_SAINTS: "11-01",
    Holiday.ARMISTICE: "11-11",
    Holiday.CHRISTMAS: "12-25",
}
_AFTER_EASTER = {Holiday.EASTER_MONDAY: 1, Holiday.ASCENSION: 39, Holiday.WHIT_MONDAY: 50}


@lru_cache(maxsize=256)
def holidays(year: int) -> Mapping[Holiday, str]:
    """The ISO day of each holiday of a year; two may share a day, as Ascension and 1 May in 2008."""
    sunday: date = easter(year)
    fixed = {holiday: f"{year:04}-{day}" for holiday, day in _FIXED.items()}
    movable = {h: days_after(sunday.isoformat(), days) for h, days in _AFTER_EASTER.items()}
    found = fixed | movable
    return {holiday: found[holiday] for holiday in Holiday}


def holiday_on(day: str) -> Holiday | None:
    """The holiday on an ISO day, the first of the list when there are two; ``None`` on other days."""
    found = holidays(int(day[:4]))
    return next((holiday for holiday, on in found.items() if on == day), None)
