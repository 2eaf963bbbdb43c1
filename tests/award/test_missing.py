"""Exams sat again in part."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.award.blocks import block_result
from pipeline.award.missing import is_partial, joined, missing_codes
from pipeline.award.resits import combine
from pipeline.model.award import Proposal
from pipeline.model.score import CodeScore, ExamScore, RowScore

RESIT, DEFERRED = "rattrapage", "remplacement"


def score(marks, *, points=None, shift=0, **changes):
    """``score({"C1": 4, "C2": 14})``: an exam of codes worth 50 points each, or as told, with a shift of its mark."""
    codes = tuple(
        CodeScore(
            code=code,
            points=Decimal((points or {}).get(code, 50)),
            mark=Fraction(mark),
            rows=(
                RowScore(
                    key=f"{code}.i1",
                    code=code,
                    weight=Decimal(1),
                    levels=(1,),
                    level=Fraction(mark, 5),
                    worth=Fraction(mark),
                ),
            ),
        )
        for code, mark in marks.items()
    )
    total = sum(Fraction(c.points) for c in codes)
    mean = sum(Fraction(c.points) * c.mark for c in codes) / total
    values = {"exam": "E", "copy": "AAAA", "state": "", "mark": mean + shift, "codes": codes}
    return ExamScore(**(values | changes))


def marks_of(found):
    return found.mark, {c.code: c.mark for c in found.codes}


def test_the_codes_not_sat_again_keep_what_they_had():
    found = joined(score({"C1": 4, "C2": 14}), score({"C1": 12}, points={"C1": 20}))
    assert marks_of(found) == (13, {"C1": 12, "C2": 14})
    assert [c.points for c in found.codes] == [50, 50]


def test_each_code_weighs_what_it_weighs_in_the_whole_exam():
    old = score({"C1": 2, "C2": 14, "C3": 6}, points={"C1": 20, "C2": 50, "C3": 30})
    new = score({"C1": 10, "C3": 10}, points={"C1": 8, "C3": 12})
    assert joined(old, new).mark == Fraction(20 * 10 + 50 * 14 + 30 * 10, 100)


def test_a_shift_counts_for_the_part_that_it_was_given_to():
    found = joined(score({"C1": 4, "C2": 14}, shift=1), score({"C1": 12}, shift=2))
    assert found.mark == 10 + Fraction(1, 2) * (14 - 4)


def test_a_mark_stays_between_nought_and_twenty():
    found = joined(score({"C1": 0, "C2": 20}, shift=10), score({"C1": 20}, shift=5))
    assert found.mark == 20


def test_the_better_one_is_kept_code_by_code(world):
    old, worse = score({"C1": 8, "C2": 14}, kept_from="2025-06"), score({"C1": 2})
    found = combine(old, worse, world.rules, RESIT, ("C1",))
    assert marks_of(found) == (11, {"C1": 8, "C2": 14})
    assert found.kept_from == "2025-06"


def test_the_last_one_is_kept_where_the_rules_say_so(world):
    last = world.changed(world.rules, resit__best=False)
    found = combine(score({"C1": 8, "C2": 14}), score({"C1": 2}), last, RESIT, ("C1",))
    assert marks_of(found) == (8, {"C1": 2, "C2": 14})


def test_the_cap_bears_on_the_part_that_was_sat_again(world):
    capped = world.changed(world.rules, resit__cap=Decimal(10))
    found = combine(score({"C1": 4, "C2": 14}), score({"C1": 18}), capped, RESIT, ("C1",))
    assert found.mark == 12


def test_a_whole_paper_given_for_want_of_a_part_counts_whole(world):
    new = score({"C1": 16, "C2": 10})
    found = combine(score({"C1": 4, "C2": 14}), new, world.rules, RESIT, ("C1",))
    assert marks_of(found) == (13, {"C1": 16, "C2": 14})


@pytest.mark.parametrize("state", ["ABI", "DEF"])
def test_who_is_absent_keeps_the_mark(world, state):
    old = score({"C1": 4, "C2": 14})
    new = replace(score({"C1": 4}), state=state, mark=None, codes=())
    assert combine(old, new, world.rules, RESIT, ("C1",)) == old


def test_without_codes_nothing_is_partial():
    assert not is_partial(score({"C1": 4}), ())
    assert not is_partial(replace(score({"C1": 4}), mark=None), ("C1",))
    assert is_partial(score({"C1": 4}), ("C1", "C2"))


@pytest.fixture
def missing(world):
    """``missing(B2-EF=score)``: the codes missing of an exam of block 2, by what its block acquired."""

    def run(found, exam="B2-EF", **changes):
        basis = world.basis(world.rules)
        scores = {found.exam: found} if found is not None else {}
        block = block_result(basis, "B2", scores, won=False)
        exams = tuple(replace(e, **changes) if e.id == exam else e for e in basis.exams)
        proposal = Proposal(
            candidate="1", specialisation="S1", blocks=(block,), decision="", sentence=""
        )
        return missing_codes(replace(basis, exams=exams), proposal, scores, exam)

    return run


def test_codes_not_acquired_are_missing(world, missing):
    assert missing(world.score("B2-EF", "9", "C9 C10", "C11 C12")) == ("C11", "C12")


def test_a_code_acquired_with_a_mark_under_the_threshold_is_missing_too(world, missing):
    found = world.score("B2-EF", "9", "C9 C10", "C11")
    low = tuple(replace(c, mark=Fraction(9)) if c.code == "C10" else c for c in found.codes)
    assert missing(replace(found, codes=low)) == ("C10", "C11")


def test_an_exam_is_sat_whole_without_a_mark_or_when_all_or_nothing_is_missing(world, missing):
    assert missing(None) == ()
    assert missing(world.state("B2-EF", "ABI")) == ()
    assert missing(world.score("B2-EF", "4", "", "C9 C10")) == ()
    assert missing(world.score("B2-EF", "9", "C9 C10")) == ()
    assert missing(world.score("B2-EF", "9", "C9", "C10"), by_table=True) == ()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    old=st.lists(st.integers(0, 20), min_size=3, max_size=3),
    new=st.integers(0, 20),
    points=st.lists(st.integers(1, 9), min_size=3, max_size=3),
)
def test_a_part_is_worth_exactly_what_the_whole_would_be_with_it(old, new, points):
    worth = dict(zip(("C1", "C2", "C3"), points, strict=True))
    before = score(dict(zip(worth, old, strict=True)), points=worth)
    found = joined(before, score({"C2": new}))
    assert found == replace(
        score({"C1": old[0], "C2": new, "C3": old[2]}, points=worth), codes=found.codes
    )
    assert {c.code: c.mark for c in found.codes} == {"C1": old[0], "C2": new, "C3": old[2]}
