"""From the bank's points to the points printed."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.scale import apportion, scale_items

HALF = Decimal("0.5")
WEIGHTS = st.lists(st.integers(1, 60).map(lambda n: Decimal(n) / 2), min_size=1, max_size=9)


@given(weights=WEIGHTS, extra=st.integers(0, 200), step=st.sampled_from((HALF, Decimal(1))))
def test_shares_add_up_are_positive_and_whole_steps(weights, extra, step):
    amount = (len(weights) + extra) * step
    shares = apportion(weights, amount, step)
    assert sum(shares) == amount
    assert all(s >= step and s % step == 0 for s in shares)


@given(weights=WEIGHTS, extra=st.integers(0, 200))
def test_a_share_is_within_a_step_of_its_quota_unless_everybody_needs_one(weights, extra):
    amount = Decimal(len(weights) + extra)
    quotas = [w * amount / sum(weights) for w in weights]
    if min(quotas) >= 1:
        shares = apportion(weights, amount, Decimal(1))
        assert all(abs(s - q) < 1 for s, q in zip(shares, quotas, strict=True))


@given(weights=WEIGHTS, extra=st.integers(0, 50))
def test_who_weighs_more_never_gets_less(weights, extra):
    shares = apportion(sorted(weights), Decimal(len(weights) + extra), Decimal(1))
    ordered = sorted(zip(sorted(weights), shares, strict=True))
    assert all(a[1] <= b[1] for a, b in pairwise(ordered) if a[0] < b[0])


def test_the_first_wins_a_tie():
    assert apportion([Decimal(1)] * 3, Decimal(4), Decimal(1)) == (2, 1, 1)
    assert apportion([Decimal(1), Decimal(1), Decimal(8)], Decimal(4), Decimal(1)) == (1, 1, 2)


def test_an_amount_that_covers_no_step_each_is_a_fault_of_ours():
    with pytest.raises(AssertionError):
        apportion([Decimal(1)] * 3, Decimal(1), HALF)


def test_points_that_add_up_are_left_alone(make):
    items = (make.item("T1", {"C1": 13}), make.item("T2", {"C2": 7}))
    assert scale_items(items, make.blueprint(points=20)) == items


def test_questions_of_a_long_paper_have_whole_points_and_of_a_short_one_halves(make):
    items = (make.item("T1", {"C1": 10}), make.item("T2", {"C2": 10}), make.item("T3", {"C2": 10}))
    shares = {"C1": 34, "C2": 66}
    long = scale_items(items, make.blueprint(shares=shares, points=100))
    assert [i.points for i in long] == [34, 33, 33]
    short = scale_items(items, make.blueprint(shares=shares, points=20))
    assert [i.points for i in short] == [7, Decimal("6.5"), Decimal("6.5")]


def test_an_item_of_many_elements_and_few_points_goes_below_the_half(make):
    many = make.item("T1", {"C1": 1})
    elements = tuple(replace(many.expected[0], id=f"e{n}", points=Decimal("0.2")) for n in range(5))
    items = (replace(many, expected=elements), make.item("T2", {"C2": 39}))
    first, second = scale_items(items, make.blueprint(points=20, tolerance=50))
    assert first.points + second.points == 20
    assert all(e.points > 0 for e in first.expected)
    assert sum(e.points for e in first.expected) == first.points


def test_a_small_code_of_a_large_item_still_pays_each_of_its_elements(make):
    plan = make.blueprint(shares={"C1": 3, "C2": 97}, points=20)
    (scaled,) = scale_items((make.item("T1", {"C1": 1, "C2": 39}),), plan)
    assert [e.points for e in scaled.expected] == [HALF, HALF, Decimal("9.5"), Decimal("9.5")]


def test_a_total_smaller_than_the_questions_still_gives_each_something(make):
    items = tuple(make.item(f"T{n}", {"C1": 10}) for n in range(5))
    scaled = scale_items(items, make.blueprint(shares={"C1": 100}, points=1))
    assert sum(i.points for i in scaled) == 1
    assert all(e.points > 0 for i in scaled for e in i.expected)


def test_rounding_does_not_push_a_code_out_of_its_tolerance(make):
    # Raw shares: C1 37.9 %, C2 62.1 %; the nearest halves (4, 3.5, 12.5) would give C1 37.5 %, which is too little.
    items = (
        make.item("T1", {"C1": 6}),
        make.item("T2", {"C1": 5}),
        make.item("T3", {"C2": 18}),
    )
    plan = make.blueprint(shares={"C1": 40, "C2": 60}, tolerance=Decimal("2.2"), points=20)
    scaled = scale_items(items, plan)
    assert sum(i.points_of("C1") for i in scaled) == 8
    assert sum(i.points for i in scaled) == 20


def test_a_tolerance_that_no_rounding_can_meet_is_missed_by_as_little_as_can_be(make):
    items = (make.item("T1", {"C1": 10}), make.item("T2", {"C2": 20}))
    shares = {"C1": Decimal("33.33"), "C2": Decimal("66.67")}
    scaled = scale_items(items, make.blueprint(shares=shares, tolerance=Decimal("0.1"), points=20))
    assert [i.points for i in scaled] == [Decimal("6.5"), Decimal("13.5")]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), points=st.sampled_from((20, 40, 100)), size=st.integers(1, 6))
def test_totals_are_exact_and_shares_within_their_tolerance(make, seed, points, size):
    world = make.random_bank(seed, scenarios=1, count=size, points=points)
    items = world.scenarios[0].items
    codes = sorted({c for i in items for c in i.codes})
    raw = sum(i.points for i in items)
    shares = {c: 100 * sum(i.points_of(c) for i in items) / raw for c in codes}
    plan = make.blueprint(shares=shares, tolerance=Decimal("2.5"), points=points)
    scaled = scale_items(items, plan)
    assert sum(i.points for i in scaled) == points
    assert [i.id for i in scaled] == [i.id for i in items]
    for item in scaled:
        assert sum(e.points for e in item.expected) == item.points > 0
        assert all(e.points >= HALF / 4 and e.points % (HALF / 4) == 0 for e in item.expected)
    for target in plan.targets:
        found = 100 * sum(i.points_of(target.code) for i in scaled) / points
        assert abs(found - target.share) <= target.tolerance


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_questions_stay_near_their_quotas(make, seed):
    items = make.random_bank(seed, scenarios=1, count=5).scenarios[0].items
    raw = sum(i.points for i in items)
    plan = make.blueprint(shares={"C1": 34, "C2": 33, "C3": 33}, tolerance=100)
    for before, after in zip(items, scale_items(items, plan), strict=True):
        assert abs(after.points - before.points * 100 / raw) < 1 or raw == 100
