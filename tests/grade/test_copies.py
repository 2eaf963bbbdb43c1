"""Copies: what went out, what came back, how far apart two markings are, and what a copy waits for."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.grade.copies import (
    Distance,
    blind_pair,
    clashes,
    copies,
    copy_score,
    distance,
    is_unasked,
    session_scores,
    shifts_of,
)
from pipeline.model.marks import Marks, Reconciliation, Shift


def shift(exam, assessor, points):
    return Shift(
        exam=exam, assessor=assessor, points=Decimal(points), author="A", reason="r", when="w"
    )


def test_every_copy_that_went_out_or_came_back_is_there_in_the_order_of_the_basis(returns, marked):
    table = marked.marking(3, exam="CC", copy="101", grid="2026-06/CC/101", form="CC")
    late = [marked.marking(3, 2), marked.marking(2)]
    gap = marked.gap()
    found = copies(
        marked.basis,
        returns.awaited.grids,
        Marks(session="2026-06", markings=(table, *late)),
        Reconciliation(session="2026-06", gaps=(gap,)),
    )
    assert [(c.exam, c.copy, c.by_table) for c in found] == [
        *(("CAS", copy, False) for copy in ("AA11", "BB22", "CC33")),
        *(("ORAL", copy, False) for copy in ("AA11", "BB22", "CC33")),
        ("CC", "101", True),
    ]
    assert found[0] == marked.copy(2, 3, gaps=(gap,))
    assert found[1].awaited == (returns.id_of("CAS", "BB22"), returns.id_of("CAS", "BB22", 2))
    assert found[6].grid == marked.basis.grids["CC"]


def test_the_distance_is_on_the_mark_and_row_by_row(marked):
    copy = marked.copy([3, 3, 3], [3, 1, 4])
    found = distance(copy, marked.policy.double)
    assert found == Distance(points=Fraction(1, 2), rows=("C1.i2",), beyond=True)


@pytest.mark.parametrize(
    ("one", "two", "gap", "beyond"),
    [
        (3, 4, 6, False),
        (3, 4, 5, True),
        ([0, 0, 2], [1, 1, 2], 2, False),
        ([0, 0, 2], [1, 1, 2], Decimal("1.99"), True),
    ],
)
def test_a_gap_is_beyond_only_when_it_is_larger(marked, one, two, gap, beyond):
    rules = marked.rules(gap=Decimal(gap)).double
    assert distance(marked.copy(one, two), rules).beyond is beyond


def test_nothing_is_beyond_when_double_marking_is_off(marked):
    assert not distance(marked.copy(0, 4), marked.rules(active=False).double).beyond


def test_there_is_no_distance_unless_both_are_complete(marked):
    half = marked.copy(3, [3, 3, None])
    assert blind_pair(half) is None
    assert distance(half, marked.policy.double) is None
    assert distance(marked.copy(3), marked.policy.double) is None


def test_shifts_do_not_change_the_distance_and_the_last_one_holds():
    shifts = (shift("CAS", "E1", 1), shift("CAS", "E1", "-0.5"), shift("ORAL", "E2", 1))
    record = Reconciliation(session="2026-06", shifts=shifts)
    assert shifts_of(record, "CAS") == {"E1": Decimal("-0.5")}
    assert shifts_of(record, "CC") == {}


def test_a_contradiction_is_a_state_beside_another_or_beside_levels(marked):
    absent = marked.marking(None, state="ABI")
    assert clashes(marked.copy(absent, 3))
    assert clashes(marked.copy(absent, marked.marking(None, 2, state="ABJ")))
    assert clashes(marked.copy(marked.marking([3, None, None], state="ABI")))
    assert not clashes(marked.copy(absent, marked.marking(None, 2, state="ABI")))
    assert clashes(marked.copy(0, 4, marked.marking(None, 3, state="NE")))
    assert not clashes(marked.copy(3, 4, marked.marking(None, 4, state="NE")))


def test_a_copy_beyond_the_rule_waits_until_somebody_marks_it_again(marked):
    alone = marked.copy(0, 4)
    assert is_unasked(alone, marked.policy.double)
    score = copy_score(alone, marked.policy, {})
    assert (score.mark, score.state, score.codes, score.markings) == (None, "", (), (0, 20))
    asked = replace(alone, gaps=(marked.gap(),))
    assert not is_unasked(asked, marked.policy.double)
    assert copy_score(asked, marked.policy, {}).mark is None
    third = marked.copy(0, 4, 3, gaps=(marked.gap(),))
    assert copy_score(third, marked.policy, {}).mark == 14


def test_a_copy_waits_for_every_grid_that_went_out(marked):
    copy = marked.copy(3, issued=(*marked.copy(3, 3).issued,))
    assert copy.awaited == ("2026-06/CAS-A/AA11/E2/2",)
    assert copy_score(copy, marked.policy, {}).mark is None
    assert copy_score(marked.copy(3, 3), marked.policy, {}).mark == 14


def test_a_copy_that_nobody_marked_has_neither_mark_nor_state(marked):
    score = copy_score(marked.copy(issued=("g",)), marked.policy, {})
    assert (score.exam, score.copy, score.mark, score.state) == ("CAS", "AA11", None, "")


def test_a_conciliation_stands_in_for_grids_that_never_came_back(marked):
    both = marked.marking(2, 4, assessor="E1+E2")
    gaps = (marked.gap(), marked.gap(4, assessor="E1+E2"))
    copy = marked.copy(0, 4, both, gaps=gaps)
    assert copy.conciliation == both
    assert copy.awaited == (gaps[0].grid,)
    assert copy_score(copy, marked.policy, {}).mark == 8


def test_the_scores_of_a_session_take_its_shifts(returns, marked):
    grids = tuple(g for g in returns.awaited.grids if g.identity.anonymous == "AA11")
    marks = Marks(session="2026-06", markings=(marked.marking(3), marked.marking(3, 2)))
    record = Reconciliation(session="2026-06", shifts=(shift("CAS", "E1", 1),))
    cas, oral = session_scores(marked.basis, grids, marks, record)
    assert (cas.exam, cas.mark, cas.markings) == ("CAS", Fraction("14.5"), (15, 14))
    assert (oral.exam, oral.mark) == ("ORAL", None)


@settings(deadline=None, max_examples=40)
@given(dice=st.randoms(use_true_random=False), levels=st.lists(st.integers(0, 4), min_size=12))
def test_the_order_in_which_grids_come_back_changes_nothing(returns, marked, dice, levels):
    grids = returns.awaited.grids
    found = [
        marked.marking(
            level, g.identity.marking, copy=g.identity.anonymous, exam=g.exam, grid=g.identity.id
        )
        for g, level in zip(grids, levels, strict=False)
    ]
    record = Reconciliation(session="2026-06", gaps=(marked.gap(),))
    marks = Marks(session="2026-06", markings=tuple(found))
    mixed = Marks(session="2026-06", markings=tuple(dice.sample(found, len(found))))
    assert copies(marked.basis, grids, mixed, record) == copies(marked.basis, grids, marks, record)
    assert session_scores(marked.basis, grids, mixed, record) == session_scores(
        marked.basis, grids, marks, record
    )
