"""What a session of resits judges: new results beside those kept."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.award.kept import kept_basis, kept_scores
from pipeline.award.proposals import propose
from pipeline.model.award import BlockStatus, Carried, Resit


def resit_of(*kept, exams=("B2-EF",), kind="rattrapage"):
    return Resit(
        session="2026-09",
        source="2026-06",
        kind=kind,
        carried=(Carried(candidate="N1", exams=exams, kept=kept, met=(), attempts=1),),
    )


def test_the_exams_that_nobody_sits_again_still_make_their_block(world):
    source = world.basis(world.rules)
    new = world.basis(world.rules, [world.exam("B2-EF", "C9 C10 C11 C12", "2")])
    found = kept_basis(new, source, resit_of())
    assert [e.id for e in found.exams] == ["B2-EF", "B2-CC"]
    assert replace(found, exams=new.exams) == new
    assert kept_basis(source, source, resit_of()) == source


def test_a_block_that_nobody_sits_again_is_judged_by_what_is_kept_of_it(world):
    source = world.basis(world.rules)
    new = world.basis(world.rules, [world.exam("S1-EF", "CO1.1", "2")])
    before = world.block("B1", "14")
    resit = resit_of(*before.values(), exams=("S1-EF",), kind="remplacement")
    found = kept_basis(new, source, resit)
    assert [e.id for e in found.exams] == ["S1-EF", "B1-CC", "B1-EF", "S1-CC"]
    scores = kept_scores(resit, "N1", {}, world.rules)
    blocks = {b.block: b.status for b in propose(found, "N1", "S1", scores, (), 0).blocks}
    assert blocks["B1"] is BlockStatus.VALID


def test_a_kept_mark_says_where_it_comes_from_and_a_better_new_one_does_not(world):
    before = (world.score("B2-CC", "12", "C9 C10"), world.score("B2-EF", "6", "C9"))
    new = world.by_exam(world.score("B2-EF", "11", "C9 C10 C11 C12"))
    found = kept_scores(resit_of(*before), "N1", new, world.rules)
    assert {e: (s.mark, s.kept_from) for e, s in found.items()} == {
        "B2-CC": (12, "2026-06"),
        "B2-EF": (11, ""),
    }
    worse = world.by_exam(world.score("B2-EF", "5", "C9"))
    found = kept_scores(resit_of(*before), "N1", worse, world.rules)
    assert (found["B2-EF"].mark, found["B2-EF"].kept_from) == (6, "2026-06")


def test_a_mark_kept_twice_names_the_first_session(world):
    before = world.score("B2-CC", "12", kept_from="2025-06")
    found = kept_scores(resit_of(before), "N1", {}, world.rules)
    assert found == {"B2-CC": before}


@pytest.mark.parametrize("kind", ["rattrapage", "remplacement"])
def test_an_exam_to_be_sat_again_is_waited_for_whatever_was_kept_of_it(world, kind):
    before = (world.score("B2-CC", "12", "C9 C10"), world.score("B2-EF", "6", "C9"))
    resit = resit_of(*before, kind=kind)
    basis = world.basis(world.rules)
    scores = kept_scores(resit, "N1", {}, world.rules)
    found = propose(basis, "N1", "S1", scores, ("B1", "B3", "S1"), 1)
    assert list(scores) == ["B2-CC"]
    assert found.blocks[1].status is BlockStatus.WAITING
    assert found.decision == ""


def test_who_brings_nothing_has_the_new_scores_alone(world):
    capped = world.changed(world.rules, resit__cap=Decimal(10))
    new = world.by_exam(world.score("B2-EF", "15", "C9"))
    assert kept_scores(resit_of(), "N2", new, capped) == new


def test_a_resit_that_is_won_completes_the_certification(world):
    source = world.basis(world.rules)
    basis = world.basis(world.rules, [world.exam("B2-EF", "C9 C10 C11 C12", "2")])
    before = (world.score("B2-CC", "12", "C9 C10"), world.score("B2-EF", "6", "C9"))
    resit = resit_of(*before)
    new = world.by_exam(world.score("B2-EF", "11", "C9 C10 C11 C12"))
    whole = kept_basis(basis, source, resit)
    scores = kept_scores(resit, "N1", new, world.rules)
    found = propose(whole, "N1", "S1", scores, ("B1", "B3", "S1"), 1)
    assert found.decision == "attribution_complete"
    assert found.blocks[1].mark == Decimal("11.4")
