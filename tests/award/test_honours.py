"""Honours by the mean of the blocks."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.award.blocks import block_result
from pipeline.award.honours import honours, is_refused, mean_of_blocks


@pytest.mark.parametrize(
    ("mean", "name"),
    [
        ("11.99", ""),
        ("12", "assez_bien"),
        ("13.99", "assez_bien"),
        ("14", "bien"),
        ("16", "tres_bien"),
        ("17.99", "tres_bien"),
        ("18", "felicitations"),
        ("20", "felicitations"),
    ],
)
def test_honours_go_by_the_mean_of_the_blocks(world, mean, name):
    assert honours(Decimal(mean), world.rules.honours) == name


def test_congratulations_may_be_switched_off(world):
    rules = replace(world.rules.honours, congratulations=None)
    assert honours(Decimal(20), rules) == "tres_bien"


def test_a_resit_bars_honours_when_the_rules_say_so(world):
    assert is_refused(world.rules.honours, 1)
    assert not is_refused(world.rules.honours, 0)
    assert not is_refused(replace(world.rules.honours, refused_if=()), 1)


def test_the_mean_needs_every_block(world):
    basis = world.basis(world.rules)
    first = block_result(basis, "B1", world.block("B1", "12"), won=False)
    second = block_result(basis, "B2", world.block("B2", "15.01"), won=False)
    before = block_result(basis, "S1", {}, won=True)
    assert mean_of_blocks([first, second], world.rules.marks) == Decimal("13.51")
    assert mean_of_blocks([first, before], world.rules.marks) is None
