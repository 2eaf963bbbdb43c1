"""Exams without a mark."""

from fractions import Fraction

import pytest

from pipeline.award.pending import Lack, is_exempt, lacks


@pytest.mark.parametrize(
    ("state", "lack"),
    [
        ("ABJ", Lack.DEFERRED),
        ("NE", Lack.TO_ASSESS),
        ("ABI", Lack.ABSENT),
        ("DEF", Lack.ABSENT),
    ],
)
def test_a_state_says_what_it_leads_to(world, state, lack):
    exam = world.exam("B1-EF", "C1")
    found = lacks([exam], world.by_exam(world.state("B1-EF", state)), world.rules.resit)
    assert found == {"B1-EF": lack}


def test_the_rules_say_which_states_give_a_deferred_sitting(world):
    exam = world.exam("B1-EF", "C1")
    nobody = world.changed(world.rules, resit__deferred_states=()).resit
    both = world.changed(world.rules, resit__deferred_states=("ABJ", "ABI")).resit
    justified = world.by_exam(world.state("B1-EF", "ABJ"))
    unjustified = world.by_exam(world.state("B1-EF", "ABI"))
    assert lacks([exam], justified, nobody) == {"B1-EF": Lack.NOT_DEFERRED}
    assert lacks([exam], unjustified, both) == {"B1-EF": Lack.DEFERRED}


@pytest.mark.parametrize(
    ("markings", "lack"), [(0, Lack.UNFINISHED), (1, Lack.SECOND), (2, Lack.THIRD), (3, Lack.THIRD)]
)
def test_a_copy_without_mark_or_state_waits_for_the_marking_that_comes_next(world, markings, lack):
    exam = world.exam("B1-EF", "C1")
    score = world.score("B1-EF", markings=(Fraction(10),) * markings)
    assert lacks([exam], world.by_exam(score), world.rules.resit) == {"B1-EF": lack}


def test_nothing_yet_is_a_missing_grid_or_a_missing_continuous_mark(world):
    exams = [world.exam("B1-CC", "C1"), world.exam("B1-EF", "C1"), world.exam("B1-OR", "C1")]
    marked = world.by_exam(world.score("B1-OR", "10", "C1"))
    assert lacks(exams, marked, world.rules.resit) == {
        "B1-CC": Lack.CONTINUOUS,
        "B1-EF": Lack.GRID,
    }


def test_only_absences_that_nothing_repairs_do_not_wait():
    assert {lack for lack in Lack if not lack.waits} == {Lack.ABSENT, Lack.NOT_DEFERRED}


def test_only_an_exempt_exam_is_left_out(world):
    assert is_exempt(world.state("B1-EF", "DISP"))
    assert not is_exempt(world.state("B1-EF", "ABJ"))
    assert not is_exempt(None)
