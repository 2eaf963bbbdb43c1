"""Packing under caps, scenario by scenario."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble import packing
from pipeline.assemble.packing import Offer, ceiling, fit, most, threshold, total


def offer(text, value=0.0):
    """``offer("1 2")``."""
    return Offer(name=text, items=tuple(text.split()), value=value)


def shelf(*texts):
    return [offer(text) for text in texts]


def is_held(chosen, cap):
    uses = Counter(item for one in chosen for item in one.items)
    return not cap or max(uses.values(), default=0) <= cap


@st.composite
def shelves(draw):
    """A shelf of tickets of one to three of six items."""
    sets = [" ".join(own) for size in (1, 2, 3) for own in combinations("123456", size)]
    names = draw(st.lists(st.sampled_from(sets), max_size=7))
    return [offer(name, float(draw(st.integers(0, 5)))) for name in names]


@pytest.mark.parametrize("by_hand", [True, False])
@settings(max_examples=60, deadline=None, derandomize=True)
@given(own=shelves(), cap=st.integers(0, 3), count=st.integers(0, 8))
def test_what_fits_fits_and_what_does_not_is_in_no_packing(by_hand, own, cap, count):
    with pytest.MonkeyPatch.context() as patch:
        if not by_hand:
            patch.setattr(packing, "DEPTH", -1)
        found = fit(own, cap, count)
    brute = [c for c in combinations(own, count) if is_held(c, cap)]
    if found is None:
        assert not brute
    else:
        assert len(set(found)) == count
        assert is_held([own[k] for k in found], cap)


def test_a_deep_packing_is_left_to_the_solver(monkeypatch):
    own = shelf(*[str(n) for n in range(8)])
    monkeypatch.setattr(packing, "DEPTH", 4)
    assert fit(own, 1, 8) == tuple(range(8))
    assert fit([*own, offer("0")], 1, 8) is not None


@settings(max_examples=60, deadline=None, derandomize=True)
@given(own=shelves(), cap=st.integers(0, 3), limit=st.integers(1, 8))
def test_the_most_is_the_most(own, cap, limit):
    sizes = [n for n in range(len(own) + 1) if any(is_held(c, cap) for c in combinations(own, n))]
    assert most(own, cap, limit) == min(limit, max(sizes))
    assert max(sizes) <= ceiling(own, cap)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    data=st.data(),
    cap=st.integers(0, 2),
    limit=st.integers(1, 3),
    count=st.integers(0, 5),
)
def test_the_threshold_is_the_least_worst_value(data, cap, limit, count):
    two = [data.draw(shelves())[:5], data.draw(shelves())[:5]]
    held = [
        max(one.value for one in (*first, *second))
        for n in range(count + 1)
        for first in combinations(two[0], n)
        for second in combinations(two[1], count - n)
        if max(n, count - n) <= limit and is_held(first, cap) and is_held(second, cap) and count
    ]
    assert threshold(two, cap, limit, count) == min(held, default=None)
    assert (total(two, cap, limit, count) >= count) is bool(held or not count)


def test_a_total_is_not_counted_beyond_what_is_enough():
    assert total([shelf("1", "2"), shelf("3")], 0, 9, 2) == 2
    assert total([shelf("1 2", "1 3", "2 3"), shelf("4")], 1, 9, 9) == 2


def test_a_greedy_choice_that_is_short_is_made_good():
    own = shelf("2 3", "1 2", "3 4")
    assert total([own], 1, 9, 9) == most(own, 1, 9) == 2
    assert fit(own, 1, 2) == (1, 2)


@pytest.mark.parametrize(
    ("texts", "cap", "count", "best"),
    [
        (("1 2", "1 3", "4", "5"), 1, 3, (0, 2, 3)),
        (("1 2", "1 3", "1 4", "5", "6"), 2, 4, (0, 1, 3, 4)),
        (("1", "1 2", "1 3", "1 4", "5"), 3, 4, (0, 1, 2, 4)),
        (("1 2", "1 3", "1 4", "5"), 1, 3, None),
        (("1 2", "1 3", "1 4", "1 5", "6"), 2, 4, None),
    ],
)
def test_the_solver_keeps_the_cap_itself(monkeypatch, texts, cap, count, best):
    monkeypatch.setattr(packing, "DEPTH", 0)
    own = shelf(*texts)
    assert count <= ceiling(own, cap)  # the number alone forbids nothing: the solver is asked
    assert fit(own, cap, count) == best


@pytest.mark.parametrize(("cap", "best"), [(1, 6), (3, 21)])
def test_a_search_by_hand_that_runs_out_of_steps_is_ended_by_the_solver(cap, best):
    # Three fives of items, all their pairs: in each five an item is left over, which no count of items sees.
    own = shelf(
        *[" ".join(two) for five in ("abcde", "fghij", "klmno") for two in combinations(five, 2)]
    )
    assert best < ceiling(own, cap) == 15 * cap // 2
    assert most(own, cap, 30) == best
    found = fit(own, cap, best)
    assert is_held([own[k] for k in found], cap)
    assert len(set(found)) == best
