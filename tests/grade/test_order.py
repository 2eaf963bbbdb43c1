"""The order of marking: stable, different for each assessor, drawn by the secret."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.grade.order import (
    followed_orders,
    issued_orders,
    marked_in_order,
    marking_order,
)
from pipeline.model.session import Dispatch, Placement

GOLDEN = ("B", "C", "D", "A")
COPIES = tuple(f"AA{n:02}" for n in range(20))


def test_the_order_is_the_golden_one():
    assert marking_order(b"s" * 32, "E1", "CAS", ("A", "B", "C", "D")) == GOLDEN


def test_each_assessor_each_exam_and_each_session_has_its_own():
    found = {
        marking_order(secret, assessor, exam, COPIES)
        for secret in (b"s", b"t")
        for assessor in ("E1", "E2")
        for exam in ("CAS", "ORAL")
    }
    assert len(found) == 8
    assert all(sorted(order) == list(COPIES) for order in found)


@settings(deadline=None, max_examples=60)
@given(st.permutations(COPIES))
def test_the_order_in_which_copies_are_listed_changes_nothing(listed):
    assert marking_order(b"s", "E1", "CAS", listed) == marking_order(b"s", "E1", "CAS", COPIES)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(COPIES))
def test_a_copy_less_leaves_the_others_in_their_order(gone):
    order = marking_order(b"s", "E1", "CAS", COPIES)
    fewer = [c for c in COPIES if c != gone]
    assert marking_order(b"s", "E1", "CAS", fewer) == tuple(c for c in order if c != gone)


def test_the_orders_of_a_session_hold_what_went_out(returns):
    orders = issued_orders(b"s", returns.awaited.grids)
    assert list(orders) == [("E1", "CAS"), ("E1", "ORAL"), ("E2", "CAS"), ("E2", "ORAL")]
    assert orders["E2", "CAS"] == marking_order(b"s", "E2", "CAS", returns.copies)


def test_written_copies_follow_the_draw_and_an_oral_its_turns(returns):
    basis, grids = returns.awaited.basis, returns.awaited.grids
    turns = (("CC33", "08:30"), ("AA11", "09:00"), ("BB22", "09:00"))
    placed = Dispatch(
        session="2026-06", placements=tuple(placement(copy, start) for copy, start in turns)
    )
    orders = followed_orders(basis, b"s", grids, placed)
    drawn = issued_orders(b"s", grids)
    assert list(orders) == list(drawn)
    assert orders["E1", "CAS"] == drawn["E1", "CAS"]
    assert orders["E1", "ORAL"] == orders["E2", "ORAL"] == ("CC33", "AA11", "BB22")
    assert marked_in_order(basis, b"s", grids) == {
        assessor: {"CAS": drawn[assessor, "CAS"]} for assessor in ("E1", "E2")
    }


def placement(copy, start):
    return Placement(
        candidate=copy,
        blueprint="ORAL",
        form="ORAL-A",
        anonymous=copy,
        date="2026-06-15",
        start=start,
        room="A",
        seat=0,
        minutes=20,
        preparation=20,
        large_print=False,
        assessors=("E1", "E2"),
    )
