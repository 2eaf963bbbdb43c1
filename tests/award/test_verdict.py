"""What keeps a block with a mark from being validated."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.award.blocks import block_result
from pipeline.award.verdict import Rule, blocking_codes, breaches, exam_rules, exams_of, needed


def broken(world, policy, scores, exams=None, block="B2"):
    basis = world.basis(policy, exams)
    return [b.rule for b in breaches(basis, block_result(basis, block, scores, won=False))]


def pair(world, continuous, final):
    return world.by_exam(
        world.score("B2-CC", continuous, "C9 C10"), world.score("B2-EF", final, "C9 C10 C11 C12")
    )


@pytest.mark.parametrize(
    ("continuous", "final", "rules"),
    [
        ("10", "10", []),
        ("7", "12", []),
        ("6.995", "12.01", []),
        ("6.994", "12.01", [Rule.FLOOR]),
        ("10", "9.99", [Rule.THRESHOLD]),
        ("9.99", "10", []),
        ("9.98", "10", [Rule.THRESHOLD]),
        ("0", "20", [Rule.FLOOR]),
        ("6", "6", [Rule.THRESHOLD, Rule.FLOOR]),
    ],
)
def test_a_block_compensates_inside_above_its_floor_by_printed_marks(
    world, continuous, final, rules
):
    assert broken(world, world.rules, pair(world, continuous, final)) == rules


def test_the_floor_and_the_threshold_are_those_of_the_rules(world):
    scores = pair(world, "6", "13")
    assert broken(world, world.changed(world.rules, block__floor=None), scores) == []
    high = world.changed(world.rules, block__floor=Decimal(5), block__threshold=Decimal(11))
    assert broken(world, high, scores) == [Rule.THRESHOLD]


def test_without_compensation_every_exam_must_reach_its_minimum(world):
    policy = world.changed(world.rules, block__compensation=False)
    assert broken(world, policy, pair(world, "9.9", "15")) == [Rule.MINIMUM]
    assert broken(world, policy, pair(world, "10", "15")) == []
    assert (
        broken(world, world.changed(policy, block__exam_minimum=None), pair(world, "5", "15")) == []
    )


def test_an_eliminating_mark_fails_a_block_whatever_its_mean(world):
    policy = world.changed(world.rules, block__exam_eliminating=Decimal(6), block__floor=Decimal(0))
    assert broken(world, policy, pair(world, "5.99", "20")) == [Rule.ELIMINATING]
    assert broken(world, policy, pair(world, "6", "20")) == []


def test_the_only_exam_of_a_block_must_reach_its_own_minimum(world):
    exams = [world.exam("B2-EF", "C9")]
    policy = world.changed(world.rules, block__exam_minimum=Decimal(12))
    scores = world.by_exam(world.score("B2-EF", "11.99", "C9"))
    assert broken(world, policy, scores, exams) == [Rule.THRESHOLD]
    assert broken(world, world.rules, scores, exams) == []
    off = world.changed(policy, block__exam_minimum=None)
    assert broken(world, off, scores, exams) == []
    assert needed(world.basis(policy, exams), "B2") == 12
    assert needed(world.basis(off, exams), "B2") == 10
    assert needed(world.basis(policy), "B2") == 10
    alone = world.changed(policy, block__compensation=False)
    assert exam_rules(world.basis(alone, exams), "B2") == {}


@pytest.mark.parametrize(("lacking", "rules"), [("C12", []), ("C11 C12", [Rule.CODES])])
def test_three_codes_in_four_must_be_acquired_besides_the_mark(world, lacking, rules):
    assert broken(world, world.rules, world.block("B2", "15", lacking)) == rules


@pytest.mark.parametrize("share", [None, Decimal(0)])
def test_the_share_of_codes_may_be_switched_off(world, share):
    policy = world.changed(world.rules, block__acquired_share=share)
    assert broken(world, policy, world.block("B2", "15", "C9 C10 C11 C12")) == []
    assert broken(world, policy, world.by_exam(*nothing_seen(world))) == []


def nothing_seen(world):
    return world.score("B2-CC", "15"), world.score("B2-EF", "15")


def test_without_any_code_observed_nothing_shows_that_enough_are_acquired(world):
    assert broken(world, world.rules, world.by_exam(*nothing_seen(world))) == [Rule.CODES]


def test_a_blocking_code_must_be_acquired_and_so_observed(world):
    policy = world.changed(world.rules, block__blocking_codes=("C12", "C1", "C01.3"))
    assert broken(world, policy, world.block("B2", "15", "C12")) == [Rule.BLOCKING]
    assert broken(world, policy, world.block("B2", "15", "C11")) == []
    unseen = world.by_exam(
        world.score("B2-CC", "15", "C9 C10"), world.score("B2-EF", "15", "C9 C10 C11")
    )
    assert broken(world, policy, unseen) == [Rule.BLOCKING]
    basis = world.basis(policy)
    assert blocking_codes(basis, "S1") == ("CO1.3",), "the printed zero is understood"


def test_a_breach_says_what_it_asks_and_by_what_it_is_broken(world):
    basis = world.basis(world.changed(world.rules, block__blocking_codes=("C11",)))
    result = block_result(basis, "B2", pair(world, "6", "9"), won=False)
    lost = replace(
        result, codes=tuple(replace(c, acquired=c.code in ("C9", "C12")) for c in result.codes)
    )
    found = breaches(basis, lost)
    assert [(b.rule, b.least, [e.exam for e in b.exams], b.codes) for b in found] == [
        (Rule.THRESHOLD, Decimal(10), [], ()),
        (Rule.FLOOR, Decimal(7), ["B2-CC"], ()),
        (Rule.CODES, Decimal(75), [], ()),
        (Rule.BLOCKING, Decimal(0), [], ("C11",)),
    ]


def test_exams_of_a_block_keep_the_order_of_the_session(world):
    assert [e.id for e in exams_of(world.basis(world.rules), "B3")] == ["B3-CC", "B3-EF", "B3-OR"]
