"""Tickets of one scenario as far apart as can be."""

from collections import Counter
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble import order
from pipeline.assemble.order import circle_gap, spaced, widest_gap

KEY = b"k" * 32


def groups_of(*counts):
    """``groups_of(2, 1)``: two of one group, one of another."""
    return [f"S{n}" for n, count in enumerate(counts) for _ in range(count)]


def neighbours(found, names):
    """The pairs that follow each other round the circle."""
    own = [names[k] for k in found.order]
    return list(pairwise([*own, own[0]]))


@pytest.mark.parametrize(
    ("text", "gap"),
    [("", 0), ("A", 1), ("AB", 2), ("ABA", 1), ("ABCAB", 2), ("ABCABD", 3), ("AA", 1)],
)
def test_the_gap_is_counted_round_the_circle(text, gap):
    assert circle_gap(list(text)) == gap


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    counts=st.lists(st.integers(0, 40), min_size=1, max_size=30),
    secret=st.binary(min_size=32, max_size=32),
)
def test_an_order_holds_everything_and_says_its_true_gap(counts, secret):
    names = groups_of(*counts)[:300]
    found = spaced(names, names, secret)
    assert sorted(found.order) == list(range(len(names)))
    assert found.gap == circle_gap([names[k] for k in found.order]) <= found.widest


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    each=st.integers(1, 12),
    full=st.integers(1, 25),
    less=st.integers(0, 25),
    fewer=st.integers(1, 12),
)
def test_with_two_sizes_of_group_the_gap_is_the_widest_there_is(each, full, less, fewer):
    names = groups_of(*[each] * full, *[fewer] * less)[:300]
    if len(set(Counter(names).values())) <= 2:
        found = spaced(names, [""] * len(names), KEY)
        assert found.gap == found.widest


@settings(max_examples=40, deadline=None, derandomize=True)
@given(counts=st.lists(st.integers(1, 3), min_size=1, max_size=4).filter(lambda c: sum(c) <= 7))
def test_no_order_has_a_wider_gap_than_the_widest(counts):
    names = groups_of(*counts)
    best = max(circle_gap(own) for own in permutations(names))
    found = spaced(names, names, KEY)
    assert found.gap <= best <= widest_gap(names)


def test_three_hundred_tickets_of_sixty_scenarios_come_back_every_sixty():
    names = groups_of(*[5] * 60)
    kinds = [str(int(name[1:]) % 12) for name in names]
    found = spaced(names, kinds, KEY)
    assert (found.gap, found.widest) == (60, 60)
    assert not any(one == two for one, two in neighbours(found, kinds))


def test_neighbours_are_of_other_families_where_that_can_be():
    names = [f"S{n}" for n in range(12)]
    kinds = ["F"] * 6 + ["G"] * 6
    found = spaced(names, kinds, KEY)
    assert not any(one == two for one, two in neighbours(found, kinds))


def test_families_give_way_to_scenarios():
    names = groups_of(2, 2, 2)
    found = spaced(names, ["F"] * 6, KEY)
    assert (found.gap, found.widest) == (3, 3)


def test_a_group_with_more_than_half_is_parted_as_far_as_the_others_go():
    names = groups_of(4, 1)
    found = spaced(names, names, KEY)
    assert [names[k] for k in found.order] == ["S0", "S1", "S0", "S0", "S0"]
    assert (found.gap, found.widest) == (1, 1)


def test_the_order_is_the_secrets():
    names = groups_of(2, 2, 2, 2, 2)
    assert len({spaced(names, names, bytes([n]) * 32).order for n in range(10)}) > 5


def test_places_are_exchanged_when_sizes_bring_one_family_together(monkeypatch):
    kind = {"S0": "F", "S1": "G", "S2": "F", "S3": "G", "S4": "H", "S5": "F"}
    names = groups_of(3, 3, 2, 2, 1, 1)
    kinds = [kind[name] for name in names]

    def clashes(key):
        found = spaced(names, kinds, key)
        assert (found.gap >= 3, sorted(found.order)) == (True, list(range(12)))
        return sum(one == two for one, two in neighbours(found, kinds))

    keys = [bytes([n]) * 32 for n in range(20)]
    parted = [clashes(key) for key in keys]
    monkeypatch.setattr(order, "_parted", lambda found, *_: found)
    whole = [clashes(key) for key in keys]
    assert sum(parted) < sum(whole)
    assert all(few <= many for few, many in zip(parted, whole, strict=True))


def test_an_order_looked_for_ticket_by_ticket_may_be_wider():
    counts = [(4, 3, 3, 2, 1), (5, 4, 3, 2, 1), (3, 3, 2, 1, 1), (6, 5, 4, 3, 2, 1)]
    found = [spaced(groups_of(*own), [""] * sum(own), KEY) for own in counts]
    assert all(one.gap >= one.widest - 1 for one in found)


@pytest.mark.parametrize(
    ("counts", "families"),
    [
        ((1, 4, 4, 3, 3), "GHFFF"),
        ((1, 4, 3, 4, 2, 1, 3), "FHFFHHF"),
        ((2, 2, 2, 1, 2, 4, 4), "HFFGFGF"),
        ((3, 3, 2, 2, 1, 1), "FGFGHF"),
    ],
)
def test_an_exchange_never_brings_more_of_one_family_together(monkeypatch, counts, families):
    names = groups_of(*counts)
    kinds = [families[int(name[1:])] for name in names]
    keys = [bytes([n]) * 32 for n in range(60)]

    def clashes(found):
        return sum(one == two for one, two in neighbours(found, kinds))

    exchanged = [spaced(names, kinds, key) for key in keys]
    monkeypatch.setattr(order, "_parted", lambda found, *_: found)
    plain = [spaced(names, kinds, key) for key in keys]
    assert all(clashes(one) <= clashes(other) for one, other in zip(exchanged, plain, strict=True))
    assert sum(map(clashes, exchanged)) < sum(map(clashes, plain))
    assert all(one.gap >= other.gap for one, other in zip(exchanged, plain, strict=True))
    assert all(one.gap == circle_gap([names[k] for k in one.order]) for one in exchanged)
