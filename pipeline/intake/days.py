"""The days that people write, and those that spreadsheets count."""

import re
from datetime import date, timedelta
from decimal import Decimal

from pipeline.rules import marks as words

_DAY_ZERO = date(1899, 12, 30)
_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)
_FIGURES = re.compile(r"([0-9]{1,2})\s*[/.\-]\s*([0-9]{1,2})\s*[/.\-]\s*([0-9]{4}|[0-9]{2})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9:.]*)?")
_WRITTEN = re.compile(r"(?:[^\W\d]+\.?,?\s+)?([0-9]{1,2})(?:er)?\s+([^\W\d]+)\.?\s+([0-9]{4})")


def typed_day(text: str) -> str:
    """The ISO day of « 17/06/2026 », « 17.6.26 », « mardi 17 juin 2026 », « 1er juin 2026 » or 2026-06-17.

    Empty for anything else, for a day that does not exist, and out of this century.
    """
    plain = text.strip().lower()
    found = _FIGURES.fullmatch(plain)
    if found:
        day, month, year = map(int, found.groups())
        return _iso(year + 2000 if year < 100 else year, month, day)
    found = _ISO.fullmatch(text.strip())
    if found:
        return _iso(int(found[1]), int(found[2]), int(found[3]))
    found = _WRITTEN.fullmatch(plain)
    if found:
        return _iso(int(found[3]), words.MONTHS.get(found[2], 0), int(found[1]))
    return ""


def counted_day(value: Decimal) -> str:
    """The ISO day that a spreadsheet counts as this number; empty out of this century."""
    if not (_FIRST - _DAY_ZERO).days <= value < (_LAST - _DAY_ZERO).days + 1:
        return ""
    return (_DAY_ZERO + timedelta(days=int(value))).isoformat()


def _iso(year: int, month: int, day: int) -> str:
    try:
        found = date(year, month, day)
    except ValueError:
        return ""
    return found.isoformat() if _FIRST <= found <= _LAST else ""
