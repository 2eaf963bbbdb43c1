"""Which exams are sat again, and which result is kept of two sittings."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from pipeline.award.blocks import block_result
from pipeline.award.resits import combine, to_defer, to_sit
from pipeline.model.award import BlockStatus

RESIT, DEFERRED = "rattrapage", "remplacement"


def judged(world, scores, block="B2", policy=None, won=False):
    basis = world.basis(policy or world.rules)
    return basis, block_result(basis, block, scores, won)


def test_a_mark_that_was_not_sat_again_is_kept(world):
    old = world.score("E", "12", "C9", kept_from="2025-06")
    assert combine(old, None, world.rules, RESIT) == old
    assert combine(old, None, world.rules, DEFERRED) == old


@pytest.mark.parametrize(("old", "new", "kept"), [("8", "11", 11), ("9", "6", 9), ("9", "9", 9)])
def test_the_better_mark_is_kept_with_where_it_comes_from(world, old, new, kept):
    before = world.score("E", old, kept_from="2025-06")
    found = combine(before, world.score("E", new), world.rules, RESIT)
    assert found.mark == kept
    assert found.kept_from == ("2025-06" if Fraction(old) > Fraction(new) else "")


def test_the_last_mark_is_kept_when_the_rules_say_so(world):
    last = world.changed(world.rules, resit__best=False)
    new = world.score("E", "6", "", "C9")
    assert combine(world.score("E", "9", "C9"), new, last, RESIT) == new
    absent = world.state("E", "ABI")
    assert combine(world.score("E", "9", "C9"), absent, last, RESIT) == absent


def test_a_mark_of_a_resit_may_be_capped_and_its_codes_are_not(world):
    capped = world.changed(world.rules, resit__cap=Decimal(10))
    new = world.score("E", "15", "C9")
    found = combine(world.score("E", "8", "", "C9"), new, capped, RESIT)
    assert (found.mark, found.codes) == (10, new.codes)
    assert combine(world.score("E", "11"), new, capped, RESIT).mark == 11
    assert combine(world.state("E", "ABI"), new, capped, RESIT).mark == 10
    assert combine(world.state("E", "ABJ"), new, capped, DEFERRED) == new


def test_a_mark_of_a_deferred_sitting_has_its_own_cap(world):
    capped = world.changed(world.rules, resit__deferred_cap=Decimal(12))
    new = world.score("E", "15", "C9")
    found = combine(world.state("E", "ABJ"), new, capped, DEFERRED)
    assert found == replace(new, mark=Fraction(12))
    assert combine(world.state("E", "ABI"), new, capped, RESIT) == new


@pytest.mark.parametrize("kind", [RESIT, DEFERRED, ""])
def test_a_first_sitting_is_never_capped(world, kind):
    capped = world.changed(world.rules, resit__cap=Decimal(10), resit__deferred_cap=Decimal(10))
    new = world.score("E", "15", "C9")
    assert combine(None, new, capped, kind) == new


def test_a_deferred_sitting_replaces_an_absence_and_never_a_mark(world):
    old = world.score("E", "8", "C9")
    new = world.score("E", "15", "C9")
    assert combine(old, new, world.rules, DEFERRED) == old
    again = world.state("E", "ABI")
    assert combine(world.state("E", "ABJ"), again, world.rules, DEFERRED) == again


@pytest.mark.parametrize("state", ["ABI", "DEF", "DISP"])
def test_who_is_absent_or_exempt_at_a_resit_keeps_the_mark_of_before(world, state):
    old = world.score("E", "8", "C9")
    assert combine(old, world.state("E", state), world.rules, RESIT) == old
    assert combine(world.state("E", "ABI"), world.state("E", state), world.rules, RESIT) == (
        world.state("E", state)
    )


def test_who_is_exempt_keeps_the_mark_even_where_the_last_one_counts(world):
    last = world.changed(world.rules, resit__best=False)
    old = world.score("E", "8", "C9")
    assert combine(old, world.state("E", "DISP"), last, RESIT) == old


@pytest.mark.parametrize("state", ["ABJ", "NE", ""])
def test_a_resit_whose_mark_is_to_come_is_waited_for(world, state):
    new = world.state("E", state)
    assert combine(world.score("E", "8"), new, world.rules, RESIT) == new


def test_the_better_level_of_each_indicator_is_kept_so_that_no_code_is_lost(world):
    old = world.score("E", "9", codes=(world.code("C9", [3, 1]), world.code("C10", [4])))
    new = world.score("E", "12", codes=(world.code("C11", [2]), world.code("C9", [2, 2], "30")))
    found = combine(old, new, world.rules, RESIT)
    assert found.codes == (
        world.code("C9", [3, 2], "30"),
        world.code("C10", [4]),
        world.code("C11", [2]),
    )
    assert found.mark == 12


def test_indicators_that_only_one_sitting_has_are_kept(world):
    old = world.score("E", "9", codes=(world.code("C9", [1, 4]),))
    new = world.score("E", "12", codes=(world.code("C9", [2]),))
    assert combine(old, new, world.rules, RESIT).codes == (world.code("C9", [2, 4]),)
    assert combine(new, old, world.rules, RESIT).codes == (world.code("C9", [2, 4]),)


def test_exams_below_the_threshold_or_without_a_mark_are_sat_again(world):
    scores = world.by_exam(
        world.score("B3-CC", "9.99", "C13"),
        world.score("B3-EF", "10", "C14"),
        world.state("B3-OR", "ABI"),
    )
    basis, found = judged(world, scores, "B3")
    assert to_sit(basis, found) == ("B3-CC", "B3-OR")
    every = world.changed(world.rules, resit__all_exams=True)
    basis, found = judged(world, scores, "B3", every)
    assert to_sit(basis, found) == ("B3-CC", "B3-EF", "B3-OR")


def test_where_the_codes_fail_the_exams_that_observe_them_are_sat_again(world):
    basis, found = judged(world, world.block("B2", "12", "C11 C12"))
    assert to_sit(basis, found) == ("B2-EF",)
    scores = world.by_exam(world.score("B2-CC", "12", "C9 C10"), world.score("B2-EF", "12", "C9"))
    blocking = world.changed(world.rules, block__blocking_codes=("C12",))
    basis, found = judged(world, scores, policy=blocking)
    assert to_sit(basis, found) == ("B2-EF",)


def test_where_no_exam_is_at_fault_all_are_sat_again_but_the_exempt_one(world):
    high = world.changed(world.rules, block__compensation=False, block__exam_minimum=Decimal(13))
    basis, found = judged(world, world.block("B2", "12"), policy=high)
    assert found.status is BlockStatus.FAILED
    assert to_sit(basis, found) == ("B2-CC", "B2-EF")
    exempt = world.block("B2", "12") | world.by_exam(world.state("B2-CC", "DISP"))
    basis, found = judged(world, exempt, policy=high)
    assert to_sit(basis, found) == ("B2-EF",)


@pytest.mark.parametrize("mark", ["12", None])
def test_nothing_of_a_block_that_did_not_fail_is_sat_again(world, mark):
    scores = world.block("B2", mark) if mark else {}
    basis, found = judged(world, scores)
    assert to_sit(basis, found) == ()
    basis, won = judged(world, world.block("B2", "2"), won=True)
    assert to_sit(basis, won) == ()


def test_justified_absences_are_deferred_but_not_in_a_block_won_before(world):
    scores = world.by_exam(world.state("B2-CC", "ABJ"), world.state("B2-EF", "ABI"))
    basis, found = judged(world, scores)
    assert to_defer(basis, found) == ("B2-CC",)
    basis, won = judged(world, scores, won=True)
    assert to_defer(basis, won) == ()
    nobody = world.changed(world.rules, resit__deferred_states=())
    basis, found = judged(world, scores, policy=nobody)
    assert to_defer(basis, found) == ()
