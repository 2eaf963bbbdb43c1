"""The review of double marking: each copy with the rule that settles it, each moderation before and after."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from pipeline.grade.review import review
from pipeline.model.agreement import CopyLine, Ruling, ShiftLine
from pipeline.model.marks import Reconciliation, Shift


@pytest.fixture
def made(marked):
    """``made(copies, shifts)``: the review of these copies."""

    def make(found, shifts=(), policy=None):
        record = Reconciliation(session="2026-06", shifts=tuple(shifts))
        basis = replace(marked.basis, policy=policy or marked.policy)
        return review(basis, found, record, {}, {"E1": "Camille Un"}, {})

    return make


def shift(points, when="w"):
    return Shift(
        exam="CAS", assessor="E1", points=Decimal(points), author="A", reason="r", when=when
    )


def test_a_copy_shows_both_marks_the_rule_and_the_mark_kept(marked, made):
    third = marked.marking(2, 3)
    (line,) = made([marked.copy(0, 4, third, gaps=(marked.gap(),))], [shift(1)]).copies
    assert line == CopyLine(
        exam="CAS",
        copy="AA11",
        assessors=("E1", "E2"),
        marks=(Fraction(0), Fraction(20)),
        gap=Fraction(20),
        rows=marked.keys,
        ruling=Ruling.THIRD,
        state="",
        asked="Camille Exemple E3",
        further=Fraction(8),
        kept=Fraction(8),
    )


@pytest.mark.parametrize(
    ("ruling", "copy"),
    [
        (Ruling.SINGLE, lambda m: m.copy(3)),
        (Ruling.MEAN, lambda m: m.copy(3, 3)),
        (Ruling.WAITING, lambda m: m.copy(3, [3, None, 3])),
        (Ruling.WAITING, lambda m: m.copy(issued=("g",))),
        (Ruling.STATE, lambda m: m.copy(*(m.marking(None, n, state="ABI") for n in (1, 2)))),
        (Ruling.CLASH, lambda m: m.copy(m.marking(None, state="ABI"), 3)),
        (
            Ruling.CLASH,
            lambda m: m.copy(0, 4, m.marking(None, 3, state="NE"), gaps=(m.gap(),)),
        ),
        (Ruling.UNASKED, lambda m: m.copy(0, 4)),
        (Ruling.THIRD_ASKED, lambda m: m.copy(0, 4, gaps=(m.gap(),))),
        (
            Ruling.CONCILIATION_ASKED,
            lambda m: m.copy(0, 4, gaps=(m.gap(), m.gap(4, assessor="E1+E2"))),
        ),
        (
            Ruling.CONCILIATION,
            lambda m: m.copy(
                0, 4, m.marking(3, 4, assessor="E1+E2"), gaps=(m.gap(4, assessor="E1+E2"),)
            ),
        ),
    ],
)
def test_the_ruling_says_what_settles_a_copy_or_what_it_waits_for(marked, made, ruling, copy):
    assert made([copy(marked)]).copies[0].ruling is ruling


def test_the_most_favourable_has_its_own_ruling(marked, made):
    (line,) = made([marked.copy(3, 3)], policy=marked.rules(kept="plus_favorable")).copies
    assert line.ruling is Ruling.BEST


def test_a_state_shows_no_mark(marked, made):
    (line,) = made([marked.copy(marked.marking(None, state="ABJ"))]).copies
    assert (line.state, line.marks, line.gap, line.kept) == ("ABJ", (None,), None, None)


def test_moderations_stay_in_order_with_before_and_after(marked, made):
    found = [marked.copy(3, 3), marked.copy(4, 4, copy="BB22"), marked.copy(0, 0, exam="ORAL")]
    first, second = shift("0.5", "w1"), shift(1, "w2")
    lines = made(found, [first, second]).shifts
    assert lines == tuple(
        ShiftLine(
            shift=one,
            name="Camille Un",
            standing=standing,
            count=2,
            before=Fraction(17),
            after=after,
        )
        for one, standing, after in (
            (first, False, Fraction("17.25")),
            (second, True, Fraction("17.5")),
        )
    )


def test_a_moderation_of_nobody_shows_no_mean(marked, made):
    (line,) = made([marked.copy([3, None, 3])], [shift(1)]).shifts
    assert (line.count, line.before, line.after) == (0, None, None)


def test_only_copies_with_a_mark_tell_of_questions(marked, made):
    found = [marked.copy(3, 3), marked.copy(0, 4, copy="BB22")]
    assert {line.count for line in made(found).record.observed} == {1}


def test_the_review_says_what_the_rules_are(marked, made):
    found = made([])
    assert (found.session, found.title, found.date) == ("2026-06", "Session de juin", "2026-06-15")
    assert found.exams == (("CAS", "Exam CAS"), ("ORAL", "Exam ORAL"), ("CC", "Exam CC"))
    assert (found.largest_gap, found.largest_levels, found.largest_shift) == (3, 2, 1)
    assert (found.criteria, found.pairs, found.assessors) == ((), (), ())
