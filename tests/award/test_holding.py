from dataclasses import replace

import pytest

from pipeline.award.holding import blocks_held
from pipeline.model.award import Capital, Origin

DAY = "2027-06-15"


def capital(block="B1", edition="e1", date="2026-06-15"):
    return Capital(
        candidate="0001",
        block=block,
        edition=edition,
        session="2026-06",
        date=date,
        reference="2026-06/0001/1",
        origin=Origin.EXAM,
    )


def test_blocks_are_held_in_the_order_of_the_certification_each_once(world):
    found = [capital("S1"), capital("B2"), capital("B1"), capital("B2")]
    assert blocks_held(world.basis(world.rules), found, DAY) == ("B1", "B2", "S1")


def test_another_specialisation_than_the_one_taken_now_is_still_held(world):
    assert blocks_held(world.basis(world.rules), [capital("S3")], DAY) == ("S3",)


def test_a_block_of_another_edition_counts_for_what_the_table_says_and_otherwise_for_nothing(world):
    old = "a" * 64
    basis = replace(
        world.basis(world.rules),
        equivalences={f"{'a' * 12}/B4": ("B2", "B3"), f"{'a' * 12}/B9": ()},
    )
    held = [capital("B4", old), capital("B9", old), capital("B1", old), capital("B4", "b" * 64)]
    assert blocks_held(basis, held, DAY) == ("B2", "B3")


@pytest.mark.parametrize(
    ("date", "held"), [("2025-06-15", ("B1",)), ("2025-06-14", ()), ("2026-12-01", ("B1",))]
)
def test_a_block_too_old_for_the_rule_no_longer_counts(world, date, held):
    rules = world.changed(world.rules, path__months=24)
    assert blocks_held(world.basis(rules), [capital(date=date)], DAY) == held


def test_without_a_rule_on_duration_a_block_is_held_for_ever(world):
    assert blocks_held(world.basis(world.rules), [capital(date="1990-01-01")], DAY) == ("B1",)
