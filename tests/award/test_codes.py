"""The chain of codes."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from pipeline.award.codes import code_results
from pipeline.model.award import CodeResult

HALF = {"E": Fraction(1, 2), "F": Fraction(1, 2)}


def one(world, *codes, marks=None):
    """The result of C1 in an exam that weighs everything."""
    scores = {"E": world.score("E", "10", codes=codes)}
    results, _ = code_results(("C1",), scores, {"E": Fraction(1)}, marks or world.rules.marks)
    return results[0]


@pytest.mark.parametrize(
    ("levels", "mark", "acquired"),
    [
        ([4, 4], "20", True),
        ([3, 0], "7", True),
        ([2, 2], "8", False),
        ([(3, "1"), (2, "2")], "10", False),
        ([(3, "2"), (2, "1")], "12", True),
        ([Fraction(5, 2), 2], "9.5", False),
    ],
)
def test_a_code_is_acquired_when_its_acquired_indicators_carry_half_of_the_weight(
    world, levels, mark, acquired
):
    result = one(world, world.code("C1", levels))
    assert result == CodeResult(code="C1", mark=Decimal(mark), acquired=acquired)


def test_the_level_and_the_weight_that_acquire_are_those_of_the_rules(world):
    code = world.code("C1", [2, 1])
    assert not one(world, code).acquired
    assert one(world, code, marks=replace(world.rules.marks, threshold=Decimal(2))).acquired
    whole = replace(world.rules.marks, threshold=Decimal(2), acquired_weight=Decimal(100))
    assert not one(world, code, marks=whole).acquired


def test_a_code_over_exams_is_weighted_by_the_exam_and_by_its_points_in_it(world):
    scores = {
        "E": world.score(
            "E", "1", codes=(world.code("C1", [4], "30"), world.code("C2", [0], "10"))
        ),
        "F": world.score(
            "F", "1", codes=(world.code("C1", [2], "10"), world.code("C2", [0], "30"))
        ),
    }
    results, unobserved = code_results(("C1", "C2"), scores, HALF, world.rules.marks)
    assert results == (
        CodeResult(code="C1", mark=Decimal(17), acquired=True),
        CodeResult(code="C2", mark=Decimal(0), acquired=False),
    )
    assert unobserved == ()


def test_an_indicator_seen_in_one_exam_only_keeps_its_own_level(world):
    scores = {
        "E": world.score("E", "1", codes=(world.code("C1", [3, 0]),)),
        "F": world.score("F", "1", codes=(world.code("C1", [3]),)),
    }
    results, _ = code_results(("C1",), scores, HALF, world.rules.marks)
    assert results == (CodeResult(code="C1", mark=Decimal("10.5"), acquired=True),)


def test_codes_never_seen_are_told_in_order_and_codes_of_other_blocks_left_out(world):
    scores = {"E": world.score("E", "10", "C2 C9")}
    results, unobserved = code_results(
        ("C1", "C2", "C10"), scores, {"E": Fraction(1), "F": Fraction(0)}, world.rules.marks
    )
    assert [r.code for r in results] == ["C2"]
    assert unobserved == ("C1", "C10")


def test_a_code_seen_only_in_an_exam_that_counts_for_nothing_is_not_observed(world):
    scores = {"E": world.score("E", "10", "C1"), "F": world.score("F", "10", "C2")}
    weights = {"E": Fraction(1), "F": Fraction(0)}
    assert code_results(("C1", "C2"), scores, weights, world.rules.marks)[1] == ("C2",)
