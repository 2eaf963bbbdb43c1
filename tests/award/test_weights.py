"""What each exam weighs in its block."""

from decimal import Decimal
from fractions import Fraction

from pipeline.award.weights import exam_weights, parts


def test_a_phase_has_its_share_and_an_exam_its_coefficient_in_the_phase(world):
    exams = [world.exam("B1-CC", "C1"), world.exam("B1-EF", "C1", "2"), world.exam("B1-OR", "C2")]
    assert exam_weights(exams, world.rules.block) == {
        "B1-CC": Fraction(2, 5),
        "B1-EF": Fraction(2, 5),
        "B1-OR": Fraction(1, 5),
    }


def test_a_phase_without_an_exam_leaves_its_share_to_the_other(world):
    exams = [world.exam("B1-EF", "C1", "2"), world.exam("B1-OR", "C2")]
    assert exam_weights(exams, world.rules.block) == {
        "B1-EF": Fraction(2, 3),
        "B1-OR": Fraction(1, 3),
    }


def test_a_phase_that_is_alone_counts_even_with_a_share_of_zero(world):
    rules = world.changed(world.rules, block__continuous_share=Decimal(0)).block
    assert exam_weights([world.exam("B1-CC", "C1")], rules) == {"B1-CC": Fraction(1)}
    both = [world.exam("B1-CC", "C1"), world.exam("B1-EF", "C1")]
    assert exam_weights(both, rules) == {"B1-CC": Fraction(0), "B1-EF": Fraction(1)}


def test_no_exam_weighs_nothing(world):
    assert exam_weights([], world.rules.block) == {}


def test_amounts_that_are_all_zero_make_equal_parts():
    assert parts({"a": Decimal(0), "b": Decimal(0)}) == {"a": Fraction(1, 2), "b": Fraction(1, 2)}
