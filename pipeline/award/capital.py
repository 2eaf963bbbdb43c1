"""Blocks won in earlier sessions: those that still hold when the rules give capitalisation an end."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from pipeline.model.award import Capital
from pipeline.model.policy import PathRules


def in_force(capitals: Iterable[Capital], rules: PathRules, day: str) -> tuple[Capital, ...]:
    """The blocks that still hold on an ISO day, in the order given: all of them without a limit in the rules."""
    if rules.months is None:
        return tuple(capitals)
    return tuple(c for c in capitals if lapses_on(c, rules.months) >= day)


def lapses_on(capital: Capital, months: int) -> str:
    """The last ISO day on which a block holds."""
    return months_after(capital.date[:10], months)


def months_after(day: str, months: int) -> str:
    """The same ISO day so many months later, or the last one of a shorter month."""
    start = date.fromisoformat(day)
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).isoformat()
