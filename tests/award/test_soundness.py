"""What a basis cannot judge well."""

from dataclasses import replace
from decimal import Decimal

from pipeline.award.soundness import basis_faults
from pipeline.diagnostics import Source
from pipeline.rules import award as rules

HERE = Source(path="basis.json")


def faults(world, policy, exams=None):
    return basis_faults(world.basis(policy, exams), HERE)


def only(world, *exams):
    """The standard exams, those of block B2 replaced."""
    return [*(e for e in world.exams() if e.block != "B2"), *exams]


def test_the_standard_session_has_nothing_to_say(world):
    assert faults(world, world.rules) == ()


def test_a_block_without_an_exam_is_told(world):
    assert faults(world, world.rules, only(world)) == (rules.NOT_EXAMINED.at(HERE, block="B2"),)


def test_a_block_with_one_phase_is_told(world):
    final = only(world, world.exam("B2-EF", "C9 C10"))
    continuous = only(world, world.exam("B2-CC", "C9 C10"))
    said = rules.PHASES
    assert faults(world, world.rules, final) == (
        rules.ONE_PHASE.at(HERE, block="B2", phase=said["controle_continu"]),
    )
    assert faults(world, world.rules, continuous) == (
        rules.ONE_PHASE.at(HERE, block="B2", phase=said["fin_formation"]),
    )


def test_a_phase_that_the_rules_give_no_share_is_not_missed(world):
    policy = world.changed(
        world.rules, block__continuous_share=Decimal(0), block__final_share=Decimal(100)
    )
    exams = [e for e in world.exams() if not e.id.endswith("CC")]
    assert faults(world, policy, exams) == ()


def test_an_individual_share_below_the_rules_is_told_with_what_it_is(world):
    group = world.exam("B2-EF", "C9 C10 C11 C12", "2", individual=False)
    alone = world.exam("B2-OR", "C9")
    exams = only(world, world.exam("B2-CC", "C9"), group, alone)
    assert faults(world, world.rules, exams) == ()
    exams = only(world, world.exam("B2-CC", "C9", individual=False), group, alone)
    assert faults(world, world.rules, exams) == (
        rules.NOT_INDIVIDUAL.at(HERE, block="B2", share="20", least="60"),
    )


def test_a_blocking_code_that_no_exam_observes_is_told(world):
    policy = world.changed(world.rules, block__blocking_codes=("C9", "C12"))
    exams = only(world, world.exam("B2-CC", "C9"), world.exam("B2-EF", "C9 C10"))
    assert faults(world, policy, exams) == (rules.BLOCKING_UNSEEN.at(HERE, block="B2", code="C12"),)
    assert faults(world, policy, only(world)) == (rules.NOT_EXAMINED.at(HERE, block="B2"),)


def test_decisions_that_the_rules_lack_are_told(world):
    policy = replace(
        world.rules, jury=replace(world.rules.jury, decisions=("attribution_complete",))
    )
    words = ("attribution_partielle", "ajournement_rattrapage", "non_attribution")
    assert faults(world, policy) == tuple(rules.NO_WORD.at(HERE, decision=w) for w in words)
    without = world.changed(policy, resit__sessions=0)
    assert faults(world, without) == tuple(
        rules.NO_WORD.at(HERE, decision=w) for w in (words[0], words[2])
    )
