"""What the rules propose for a candidate."""

from decimal import Decimal

import pytest

from pipeline.award.proposals import (
    compensation,
    decision,
    propose,
    required_blocks,
    resit_left,
    with_jury_points,
)
from pipeline.model.award import BlockStatus

PATH = ("B1", "B2", "B3", "S1")


def marks(world, **by_block):
    """The scores of whole blocks: ``marks(world, B1="12", B2=("12", "C9"))`` with the codes that lack."""
    found = {}
    for block, said in by_block.items():
        mark, lacking = said if isinstance(said, tuple) else (said, "")
        found |= world.block(block, mark, lacking)
    return found


def proposal(world, scores, *, policy=None, won=(), attempts=0, specialisation="S1", exams=None):
    basis = world.basis(policy or world.rules, exams)
    return propose(basis, "N1", specialisation, scores, won, attempts)


def decided(world, scores, **options):
    return proposal(world, scores, **options).decision


def test_every_block_of_the_path_makes_the_certification(world):
    found = proposal(world, marks(world, B1="12", B2="12", B3="12", S1="12"))
    assert found.decision == "attribution_complete"
    assert tuple(b.block for b in found.blocks) == PATH
    assert (found.candidate, found.specialisation, found.honours) == ("N1", "S1", "")


def test_blocks_won_before_count_as_those_validated_now(world):
    assert decided(world, marks(world, S1="12"), won=("B1", "B2", "B3")) == "attribution_complete"


@pytest.mark.parametrize(
    ("scores", "attempts", "word"),
    [
        ({"B1": "12", "B2": "9", "B3": "9", "S1": "9"}, 0, "attribution_partielle"),
        ({"B1": "9", "B2": "9", "B3": "9", "S1": "9"}, 0, "ajournement_rattrapage"),
        ({"B1": "12", "B2": "9", "B3": "9", "S1": "9"}, 1, "attribution_partielle"),
        ({"B1": "9", "B2": "9", "B3": "9", "S1": "9"}, 1, "non_attribution"),
        ({"B1": "12", "B2": "12", "B3": "12"}, 0, ""),
    ],
)
def test_what_is_held_and_the_resits_left_make_the_decision(world, scores, attempts, word):
    assert decided(world, marks(world, **scores), attempts=attempts) == word


def test_the_number_of_resits_is_that_of_the_rules(world):
    scores = marks(world, B1="9", B2="9", B3="9", S1="9")
    two = world.changed(world.rules, resit__sessions=2)
    none = world.changed(world.rules, resit__sessions=0)
    assert decided(world, scores, policy=two, attempts=1) == "ajournement_rattrapage"
    assert decided(world, scores, policy=none) == "non_attribution"
    assert [resit_left(two, n) for n in range(4)] == [True, True, False, False]


def test_without_a_resit_left_the_blocks_say_so(world):
    scores = marks(world, B1="9", B2="9", B3="9", S1="9")
    assert "ajournement" in proposal(world, scores).blocks[0].sentence
    assert "non-validation" in proposal(world, scores, attempts=1).blocks[0].sentence


def test_the_rules_may_ask_for_every_block(world):
    policy = world.changed(world.rules, path__all_blocks=True)
    scores = marks(world, B1="12", B2="12", B3="12", S1="12")
    assert decided(world, scores, policy=policy) == ""
    whole = scores | marks(world, S2="12", S3="12")
    assert decided(world, whole, policy=policy) == "attribution_complete"
    assert required_blocks(world.basis(policy), "S1") == tuple(world.blocks)
    assert required_blocks(world.basis(world.rules), "S2") == ("B1", "B2", "B3", "S2")


def test_a_changed_specialisation_keeps_the_one_won_before(world):
    scores = marks(world, B1="9", B2="9", B3="9", S2="9")
    found = proposal(world, scores, won=("S1",), specialisation="S2")
    assert [(b.block, b.status) for b in found.blocks] == [
        ("B1", BlockStatus.FAILED),
        ("B2", BlockStatus.FAILED),
        ("B3", BlockStatus.FAILED),
        ("S1", BlockStatus.WON),
        ("S2", BlockStatus.FAILED),
    ]
    assert found.decision == "attribution_partielle"


def test_a_block_sat_outside_the_path_is_judged_and_holds_nothing_up(world):
    scores = marks(world, B1="12", B2="12", B3="12", S1="12")
    scores |= world.by_exam(world.score("S2-CC", "15", "CO2.1"))
    found = proposal(world, scores)
    assert found.blocks[-1].status is BlockStatus.WAITING
    assert found.decision == "attribution_complete"
    spoiled = proposal(world, scores | marks(world, S1="9"))
    assert spoiled.decision == "attribution_partielle"


def test_the_order_of_preference_keeps_to_the_words_of_the_rules(world):
    some = marks(world, B1="12", B2="9", B3="9", S1="9")
    none = marks(world, B1="9", B2="9", B3="9", S1="9")
    whole = marks(world, B1="12", B2="12", B3="12", S1="12")
    words = ("attribution_complete", "ajournement_rattrapage", "non_attribution")
    policy = world.changed(world.rules, jury__decisions=words)
    assert decided(world, some, policy=policy) == "ajournement_rattrapage"
    assert decided(world, some, policy=policy, attempts=1) == "non_attribution"
    bare = world.changed(world.rules, jury__decisions=("non_attribution",))
    assert decided(world, none, policy=bare) == "non_attribution"
    assert decided(world, whole, policy=bare) == ""


def test_an_unknown_exam_or_specialisation_is_no_candidate_of_the_basis(world):
    with pytest.raises(KeyError):
        proposal(world, world.by_exam(world.score("X", "12")))
    with pytest.raises(KeyError):
        proposal(world, {}, specialisation="S9")


def together(world, **changes):
    return world.changed(world.rules, path__block_compensation=True, **changes)


def test_blocks_compensate_each_other_only_where_the_rules_say_so(world):
    scores = marks(world, B1="12", B2="9", B3="9.5", S1="9.5")
    assert decided(world, scores) == "attribution_partielle"
    found = proposal(world, scores, policy=together(world))
    assert found.decision == "attribution_complete"
    assert {b.status for b in found.blocks} == {BlockStatus.VALID}
    assert found.blocks[1].reasons == ("moyenne de 9/20 sous le seuil de 10/20",)


@pytest.mark.parametrize(
    "scores",
    [
        {"B1": "12", "B2": "9", "B3": "9.5", "S1": "9.47"},
        {"B1": "20", "B2": "6.99", "B3": "12", "S1": "12"},
        {"B1": "20", "B2": ("9", "C9 C10"), "B3": "12", "S1": "12"},
        {"B1": "20", "B2": ("12", "C9 C10"), "B3": "12", "S1": "9"},
    ],
)
def test_compensation_is_for_the_threshold_only_and_needs_the_mean(world, scores):
    found = proposal(world, marks(world, **scores), policy=together(world))
    assert found.decision == "attribution_partielle"


def test_an_absence_or_a_missing_mark_leaves_nothing_to_compensate(world):
    scores = marks(world, B1="20", B2="9", B3="12", S1="20")
    absent = scores | world.by_exam(world.state("B2-EF", "ABI"))
    assert decided(world, absent, policy=together(world)) == "attribution_partielle"
    waiting = {k: v for k, v in scores.items() if k != "B3-EF"}
    assert decided(world, waiting, policy=together(world)) == ""


def test_blocks_won_before_have_no_mark_to_compensate_with(world):
    scores = marks(world, B3="9", S1="11")
    policy = together(world)
    assert decided(world, scores, policy=policy, won=("B1", "B2")) == "attribution_complete"
    low = marks(world, B3="9", S1="10.98")
    assert decided(world, low, policy=policy, won=("B1", "B2")) == "attribution_partielle"
    basis = world.basis(policy)
    won = propose(basis, "N1", "S1", {}, PATH, 0).blocks
    assert compensation(basis, won) == ()


def test_the_minimum_of_an_only_exam_is_not_compensated(world):
    exams = [*(e for e in world.exams() if e.block != "B2"), world.exam("B2-EF", "C9 C10 C11 C12")]
    codes = "C9 C10 C11 C12"
    scores = marks(world, B1="15", B3="15", S1="15")
    nine = scores | world.by_exam(world.score("B2-EF", "9", codes))
    eleven = scores | world.by_exam(world.score("B2-EF", "11", codes))
    policy = together(world)
    assert decided(world, nine, policy=policy, exams=exams) == "attribution_partielle"
    free = together(world, block__exam_minimum=None)
    assert decided(world, nine, policy=free, exams=exams) == "attribution_complete"
    high = together(world, block__threshold=Decimal(12), block__exam_minimum=Decimal(11))
    assert decided(world, eleven, policy=high, exams=exams) == "attribution_complete"


def test_points_of_the_jury_change_the_block_the_decision_and_nothing_else(world):
    basis = world.basis(world.rules)
    bare = proposal(world, marks(world, B1="12", B2="12", B3="9.6", S1="12"))
    given = with_jury_points(basis, bare, {"B3": Decimal("0.4")}, 0)
    assert bare.decision == "attribution_partielle"
    assert given.decision == "attribution_complete"
    assert [b.mark for b in given.blocks] == [12, 12, 10, 12]
    assert given.blocks[:2] == bare.blocks[:2]
    assert with_jury_points(basis, given, {}, 0) == bare
    with pytest.raises(ValueError, match="B3"):
        with_jury_points(basis, bare, {"B3": Decimal(1)}, 0)


def test_points_of_the_jury_can_make_a_compensation(world):
    basis = world.basis(together(world))
    scores = marks(world, B1="12", B2="9", B3="9.5", S1="9")
    bare = propose(basis, "N1", "S1", scores, (), 0)
    assert bare.decision == "attribution_partielle"
    given = with_jury_points(basis, bare, {"B1": Decimal("0.5")}, 0)
    assert given.decision == "attribution_complete"
    assert with_jury_points(basis, given, {}, 0) == bare


def test_honours_are_proposed_with_a_complete_award_where_the_rules_know_them(world):
    policy = world.changed(world.rules, honours__active=True)
    scores = marks(world, B1="14", B2="14", B3="14", S1="15")
    assert proposal(world, scores).honours == ""
    assert proposal(world, scores, policy=policy).honours == "bien"
    assert proposal(world, scores, policy=policy, attempts=1).honours == ""
    assert proposal(world, scores, policy=policy, won=("B1",)).honours == ""
    assert proposal(world, scores | marks(world, B2="9"), policy=policy).honours == ""
    low = marks(world, B1="10", B2="10", B3="10", S1="10")
    assert proposal(world, low, policy=policy).honours == ""


def test_a_decision_needs_no_more_than_the_blocks(world):
    found = proposal(world, marks(world, B1="12", B2="9", B3="9", S1="9"))
    assert decision(world.rules, PATH, found.blocks, 0) == "attribution_partielle"
