"""Blocks won in earlier sessions."""

from dataclasses import replace

import pytest

from pipeline.award.capital import in_force, lapses_on
from pipeline.model.award import Capital, Origin


def capital(date):
    return Capital(
        candidate="N1",
        block="B1",
        edition="e1",
        session="2020-06",
        date=date,
        reference="PV",
        origin=Origin.EXAM,
    )


@pytest.mark.parametrize(
    ("won", "months", "last"),
    [
        ("2024-06-30", 12, "2025-06-30"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-12-31", 2, "2025-02-28"),
        ("2024-12-05T10:00:00Z", 1, "2025-01-05"),
        ("2024-03-15", 0, "2024-03-15"),
    ],
)
def test_a_block_holds_until_the_same_day_so_many_months_later(won, months, last):
    assert lapses_on(capital(won), months) == last


def test_without_a_limit_no_block_ever_lapses(world):
    old = (capital("1999-01-01"), capital("2026-01-01"))
    assert in_force(old, world.rules.path, "2026-06-15") == old


def test_with_a_limit_a_block_holds_to_its_last_day_included(world):
    rules = replace(world.rules.path, months=60)
    kept, lapsed = capital("2021-06-15"), capital("2021-06-14")
    assert in_force((kept, lapsed), rules, "2026-06-15") == (kept,)
