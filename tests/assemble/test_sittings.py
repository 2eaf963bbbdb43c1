"""Who goes to which sitting."""

from collections import Counter
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.sittings import apportion, spread


def test_parts_go_by_the_weights_and_the_largest_remainders():
    assert apportion(10, (1, 1)) == (5, 5)
    assert apportion(10, (2, 1)) == (7, 3)
    assert apportion(5, (10, 10, 10)) == (2, 2, 1)
    assert apportion(0, (4, 1)) == (0, 0)


@settings(deadline=None, derandomize=True)
@given(weights=st.lists(st.integers(1, 40), min_size=1, max_size=6), data=st.data())
def test_no_part_is_larger_than_its_seats(weights, data):
    count = data.draw(st.integers(0, sum(weights)))
    parts = apportion(count, weights)
    assert sum(parts) == count
    assert all(part <= seats for part, seats in zip(parts, weights, strict=True))


def test_without_any_preference_sittings_fill_in_the_drawn_order():
    anywhere = [frozenset({0, 1})] * 5
    assert spread(anywhere, (3, 2), (9, 9)) == (0, 0, 0, 1, 1)


def test_one_gives_way_to_another_who_has_no_choice():
    anywhere, early, late = frozenset({0, 1, 2}), frozenset({0}), frozenset({2})
    assert spread((anywhere, anywhere, early, late), (2, 1, 1), (2, 1, 1)) == (1, 0, 0, 2)
    chain = (frozenset({0, 1}), frozenset({1, 2}), frozenset({0}), frozenset({1}))
    assert spread(chain, (1, 2, 1), (1, 2, 1)) == (1, 2, 0, 1)


def test_a_sitting_takes_more_than_its_part_when_the_others_suit_less():
    early = [frozenset({0})] * 3
    assert spread(early, (2, 1), (3, 3)) == (0, 0, 0)


def test_those_whom_nothing_suits_go_where_there_is_room():
    assert spread([frozenset(), frozenset({0}), frozenset()], (2, 1), (2, 1)) == (0, 0, 1)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    suited=st.lists(st.frozensets(st.integers(0, 2)), min_size=1, max_size=6),
    most=st.tuples(*[st.integers(1, 4)] * 3),
)
def test_as_many_as_can_be_have_a_sitting_that_suits_them(suited, most):
    if len(suited) > sum(most):
        return
    found = spread(suited, apportion(len(suited), most), most)

    def suiting(places):
        return sum(k in own for k, own in zip(places, suited, strict=True))

    def fits(places):
        taken = Counter(places)
        return all(taken[k] <= seats for k, seats in enumerate(most))

    assert fits(found)
    best = max(suiting(p) for p in product(range(3), repeat=len(suited)) if fits(p))
    assert suiting(found) == best
