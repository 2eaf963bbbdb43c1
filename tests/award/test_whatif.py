"""Blocks judged again with thresholds and points that are only tried."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.award.blocks import with_points
from pipeline.award.whatif import judged, limits_of, standing
from pipeline.model.award import BlockStatus

VALID, FAILED = BlockStatus.VALID, BlockStatus.FAILED


def first(hearing, block="B1"):
    heard = hearing.candidates[0]
    found = {b.block: n for n, b in enumerate(heard.proposal.blocks)}[block]
    return heard.proposal.blocks[found], heard.standings[found]


marks = st.decimals(min_value=0, max_value=20, places=2).map(str)
said = st.one_of(
    st.builds(lambda m, n: f"{m}/{n}", marks, st.integers(0, 4)),
    st.sampled_from(["ABJ", "ABI", "DEF", "NE", "DISP", "WON"]),
)


@given(st.fixed_dictionaries(dict.fromkeys(("B1", "B2", "B3"), said)), said, st.booleans())
def test_without_points_a_block_keeps_the_status_that_is_proposed(
    make_hearing, blocks, spec, single
):
    hearing = make_hearing({"0001": {**blocks, "S2" if single else "S1": spec}})
    heard = hearing.candidates[0]
    found = [judged(at, hearing.limits) for at in heard.standings]
    assert found == [b.status for b in heard.proposal.blocks]


@given(marks, st.integers(0, 4), st.decimals(min_value=0, max_value="0.5", places=2))
def test_points_judge_as_the_rules_do(make_hearing, mark, level, points):
    hearing = make_hearing({"0001": {"S2": f"{mark}/{level}"}})
    for result, at in zip(
        hearing.candidates[0].proposal.blocks, hearing.candidates[0].standings, strict=True
    ):
        if result.mark is not None:
            after = with_points(hearing.basis, result, points)
            assert judged(at, hearing.limits, points) is after.status


def test_each_threshold_decides(make_hearing):
    _, at = first(make_hearing({"0001": {"B1": "9.8"}}))
    limits = make_hearing({}).limits
    assert judged(at, limits) is FAILED
    assert judged(at, replace(limits, threshold=Decimal("9.8"))) is VALID
    assert judged(at, limits, Decimal("0.2")) is VALID
    assert judged(at, replace(limits, threshold=Decimal(9), floor=Decimal("9.9"))) is FAILED
    assert judged(at, replace(limits, threshold=Decimal(9), floor=None)) is VALID
    _, low = first(make_hearing({"0001": {"B1": "12/2"}}))
    assert judged(low, limits) is FAILED
    assert judged(low, replace(limits, share=None)) is VALID


def test_a_block_with_one_exam_is_judged_by_the_minimum_of_its_exam(make_hearing):
    _, at = first(make_hearing({"0001": {"S2": "9.8"}}), "S2")
    limits = replace(make_hearing({}).limits, threshold=Decimal(9))
    assert (at.single, at.floored) == (True, True)
    assert judged(at, limits) is FAILED
    assert judged(at, replace(limits, single=None)) is VALID


@pytest.mark.parametrize(
    ("said", "fixed", "obstacle"),
    [
        ("WON", BlockStatus.WON, "acquis"),
        ("ABJ", BlockStatus.WAITING, "en attente"),
        ("ABI", FAILED, "B1-CC : ABI, B1-EF : ABI"),
    ],
)
def test_what_no_threshold_changes_is_named(make_hearing, said, fixed, obstacle):
    hearing = make_hearing({"0001": {"B1": said}})
    _, at = first(hearing)
    assert (at.fixed, at.obstacle) == (fixed, obstacle)
    assert judged(at, replace(hearing.limits, threshold=Decimal(0))) is fixed


def test_a_block_that_nobody_examined_has_no_mark(make_hearing):
    hearing = make_hearing({"0001": {"B1": "12"}})
    bare = replace(hearing.basis, exams=hearing.basis.exams[:2])
    empty = replace(first(hearing)[0], block="B3", mark=None, exams=(), status=FAILED)
    assert standing(bare, empty).obstacle == "pas de note"


def test_other_rules_fix_a_block_too(make_hearing, jury_policy):
    def obstacle(said, **changes):
        rules = replace(jury_policy, block=replace(jury_policy.block, **changes))
        return first(make_hearing({"0001": {"B1": said}}, rules))[1].obstacle

    assert obstacle("8", exam_eliminating=Decimal(9)) == "note éliminatoire"
    assert obstacle("12/2", blocking_codes=("C2", "C1")) == "code bloquant : C1, C2"
    assert obstacle("12", blocking_codes=("C2",)) == ""


def test_codes_that_nobody_observed_show_nothing(make_hearing):
    hearing = make_hearing({"0001": {"B1": "12"}})
    result = replace(first(hearing)[0], codes=(), status=FAILED)
    assert standing(hearing.basis, result).obstacle == "aucun code observé"


def test_a_block_compensated_by_others_is_fixed(make_hearing, jury_policy):
    rules = replace(jury_policy, path=replace(jury_policy.path, block_compensation=True))
    people = {"0001": {"B1": "9", "B2": "15", "B3": "15", "S1": "15"}}
    result, at = first(make_hearing(people, rules))
    assert (result.status, at.fixed, at.obstacle) == (VALID, VALID, "autre règle")


def test_without_compensation_the_minimum_holds_for_each_exam(make_hearing, jury_policy):
    rules = replace(jury_policy, block=replace(jury_policy.block, compensation=False))
    assert limits_of(rules).floor == Decimal(10)
    hearing = make_hearing({"0001": {"B1": "9.8", "S2": "9.8"}}, rules)
    assert first(hearing)[1].floored
    assert not first(hearing, "S2")[1].floored
