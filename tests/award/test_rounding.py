"""The one rounding of marks."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from pipeline.award.rounding import rounded


@pytest.mark.parametrize(
    ("value", "mark"),
    [("9.994999", "9.99"), ("9.995", "10.00"), ("9.985", "9.99"), ("0", "0"), ("20", "20")],
)
def test_a_mark_is_rounded_half_up_to_the_hundredth(world, value, mark):
    assert rounded(Fraction(value), world.rules.marks) == Decimal(mark)


@pytest.mark.parametrize(
    ("value", "mark"), [("9.985", "9.98"), ("9.995", "10"), ("9.9851", "9.99")]
)
def test_halves_go_to_the_even_step_when_the_rules_say_so(world, value, mark):
    rules = replace(world.rules.marks, half_up=False)
    assert rounded(Fraction(value), rules) == Decimal(mark)


@pytest.mark.parametrize(("step", "mark"), [("0.5", "9.5"), ("0.25", "9.75"), ("1", "10")])
def test_a_mark_goes_to_the_nearest_step(world, step, mark):
    rules = replace(world.rules.marks, step=Decimal(step))
    assert rounded(Fraction("9.7"), rules) == Decimal(mark)


def test_a_step_that_does_not_divide_twenty_never_passes_it(world):
    rules = replace(world.rules.marks, step=Decimal("0.3"))
    assert rounded(Fraction(20), rules) == 20


def test_a_step_of_zero_is_a_hundredth(world):
    rules = replace(world.rules.marks, step=Decimal(0))
    assert rounded(Fraction(29, 3), rules) == Decimal("9.67")
