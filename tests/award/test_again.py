from pipeline.award.again import Standing, exhausted, plan_deferred, plan_resits
from pipeline.award.proposals import propose
from pipeline.model.award import Carried


def standing(world, *scores, won=(), attempts=0, met=("GEO-1", "NAT-1", "GEO-1")):
    """What a session knows of one candidate by these scores."""
    basis = world.basis(world.rules)
    found = world.by_exam(*scores)
    proposal = propose(basis, "0001", "S1", found, won, attempts)
    return Standing(proposal=proposal, scores=found, met=met, attempts=attempts)


def test_an_exam_under_the_threshold_is_sat_again_and_the_others_are_kept(world):
    basis = world.basis(world.rules)
    low, high = world.score("B2-EF", "8"), world.score("B2-CC", "12")
    found = plan_resits(basis, [standing(world, low, high, won=("B1", "B3", "S1"))])
    assert found == (
        Carried(
            candidate="0001",
            exams=("B2-EF",),
            kept=(high, low),
            met=("GEO-1", "NAT-1"),
            attempts=1,
        ),
    )


def test_a_block_that_was_won_is_never_sat_again_nor_carried(world):
    basis = world.basis(world.rules)
    scores = (world.score("B2-EF", "8"), world.score("B2-CC", "12"))
    assert plan_resits(basis, [standing(world, *scores, won=("B2",))]) == ()


def test_resits_that_are_used_up_are_told(world):
    basis = world.basis(world.rules)
    scores = (world.score("B2-EF", "8"), world.score("B2-CC", "12"))
    used = standing(world, *scores, attempts=basis.policy.resit.sessions)
    left = standing(world, *scores)
    assert plan_resits(basis, [used]) == ()
    assert exhausted(basis, [used]) == ("0001",)
    assert exhausted(basis, [left]) == ()


def test_nobody_who_passed_is_called_exhausted(world):
    basis = world.basis(world.rules)
    fine = world.block("B2", "14")
    assert exhausted(basis, [standing(world, *fine.values(), attempts=5)]) == ()


def test_an_excused_absence_is_sat_at_the_deferred_sitting_and_uses_no_resit(world):
    basis = world.basis(world.rules)
    away, mark = world.state("B2-EF", "ABJ"), world.score("B2-CC", "12")
    one = standing(world, away, mark)
    assert plan_resits(basis, [one]) == ()
    assert plan_deferred(basis, [one]) == (
        Carried(
            candidate="0001",
            exams=("B2-EF",),
            kept=(mark, away),
            met=("GEO-1", "NAT-1"),
            attempts=0,
        ),
    )


def test_blocks_that_nobody_decided_on_go_along_to_the_deferred_sitting(world):
    """Nobody decides on who waits: what B1 and B2 are worth would be lost, but B3 was won before."""
    basis = world.basis(world.rules)
    fine, low = world.block("B1", "14"), world.block("B2", "3")
    away = world.state("S1-EF", "ABJ")
    one = standing(world, *fine.values(), *low.values(), away, won=("B3",))
    (found,) = plan_deferred(basis, [one])
    assert found.exams == ("S1-EF",)
    assert [s.exam for s in found.kept] == ["B1-CC", "B1-EF", "B2-CC", "B2-EF", "S1-EF"]


def test_an_absence_without_excuse_is_for_the_resits(world):
    basis = world.basis(world.rules)
    one = standing(world, world.state("B2-EF", "ABI"), world.score("B2-CC", "12"))
    assert plan_deferred(basis, [one]) == ()
    assert [c.exams for c in plan_resits(basis, [one])] == [("B2-EF",)]
