"""Parallel oral tickets."""

from collections import Counter
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.papers import EPSILON
from pipeline.assemble.pool import pool_for
from pipeline.assemble.tickets import Column, capacity, columns_of, interleave, pack
from pipeline.model.item import Modality

KEY = b"k" * 32


def column(name, value=0.0):
    """``column("A1/1 A1/2")``."""
    ids = tuple(name.split())
    return Column(scenario=ids[0].split("/")[0], items=ids, value=value)


def settings_of(**counts):
    return {name: range(count) for name, count in counts.items()}


def uses(packing):
    return Counter(item for ticket in packing.tickets for item in ticket.items)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_columns_are_the_tickets_of_brute_force(make, seed):
    world = make.random_bank(seed, scenarios=2, count=5, scenarios_max=1, modality=Modality.ORAL)
    plan = world.blueprints[0]
    found = columns_of(world, plan, pool_for(world, plan, make.session()))
    brute = make.papers(plan, world)
    assert sorted(tuple(sorted(c.items)) for c in found) == sorted(ids for _, ids in brute)
    assert [c.value for c in found] == pytest.approx([v for v, _ in brute], abs=1e-5)


def test_enemies_and_documents_keep_tickets_apart(make):
    oral = {"modality": Modality.ORAL}
    items = [
        make.item("T1", {"C1": 10}, documents=("D1",), enemies=("T2",), **oral),
        make.item("T2", {"C2": 10}, documents=("D1",), **oral),
        make.item("T3", {"C2": 10}, documents=("D2", "D3"), **oral),
        make.item("T4", {"C2": 10}, documents=("D1", "D2"), **oral),
    ]
    world = make.bank([make.scenario("A1", items)], [make.oral(documents_max=2)])
    plan = world.blueprints[0]
    found = columns_of(world, plan, pool_for(world, plan, make.session()))
    assert [c.items for c in found] == [("A1/T1", "A1/T4")]


def test_items_are_used_evenly():
    columns = [column(f"A1/{a} A1/{b}") for a in "1234" for b in "5678"]
    found = pack(columns, settings_of(A1=4), 12, KEY)
    assert set(uses(found).values()) == {3}
    assert max(Counter(found.tickets).values()) == 1


def test_tickets_are_repeated_in_other_settings_when_the_questions_run_out():
    columns = [column("A1/1 A1/2"), column("A1/1 A1/3")]
    found = pack(columns, settings_of(A1=3), 6, KEY)
    assert set(Counter(found.tickets).values()) == {3}
    assert pack(columns, settings_of(A1=3), 7, KEY) is None


def test_the_worst_ticket_is_as_good_as_it_can_be():
    columns = [column("A1/1", 1.0), column("A1/2", 5.0), column("B1/1", 9.0)]
    found = pack(columns, settings_of(A1=2, B1=2), 4, KEY)
    assert found.bound == 5.0
    assert {t.value for t in found.tickets} == {1.0, 5.0}


def test_tickets_within_epsilon_of_the_worst_may_be_drawn():
    columns = [column("A1/1", 1.0), column("B1/1", 1.0 + EPSILON), column("C1/1", 1.1 + EPSILON)]
    found = pack(columns, settings_of(A1=2, B1=2, C1=2), 2, KEY)
    assert {t.scenario for t in found.tickets} == {"A1", "B1"}


def test_capacity_counts_settings():
    assert capacity([column("A1/1"), column("A1/2"), column("B1/1")], settings_of(A1=3, B1=2)) == 8


def test_nothing_can_be_packed_from_nothing():
    assert pack([], {}, 1, KEY) is None


def test_neighbours_come_from_different_scenarios():
    tickets = [column("A1/1")] * 4 + [column("B1/1")] * 3 + [column("C1/1")] * 2
    order = interleave(tickets, KEY)
    assert Counter(order) == Counter(tickets)
    assert all(one.scenario != two.scenario for one, two in pairwise(order))


def test_when_one_scenario_has_too_many_the_others_still_part_it():
    order = interleave([column("A1/1")] * 4 + [column("B1/1")], KEY)
    assert [t.scenario for t in order] == ["A1", "B1", "A1", "A1", "A1"]


@settings(max_examples=50, deadline=None, derandomize=True)
@given(
    counts=st.lists(st.integers(0, 6), min_size=1, max_size=4),
    secret=st.binary(min_size=32, max_size=32),
)
def test_no_two_neighbours_share_a_scenario_where_that_can_be(counts, secret):
    tickets = [column(f"S{n}/1") for n, count in enumerate(counts) for _ in range(count)]
    order = interleave(tickets, secret)
    assert Counter(order) == Counter(tickets)
    if 2 * max(counts) <= sum(counts) + 1:
        assert all(one.scenario != two.scenario for one, two in pairwise(order))


def test_the_order_and_the_choice_are_the_secrets():
    columns = [column(f"{s}/{n}") for s in ("A1", "B1") for n in range(6)]
    found = {pack(columns, settings_of(A1=1, B1=1), 4, bytes([n]) * 32).tickets for n in range(10)}
    assert len(found) > 5
    assert len({tickets[0].scenario for tickets in found}) == 2


@settings(max_examples=30, deadline=None, derandomize=True)
@given(data=st.data())
def test_a_packing_is_valid_and_as_even_as_it_can_be(data):
    pairs = [(a, b) for a in range(4) for b in range(a + 1, 5)]
    chosen = data.draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=6, unique=True))
    columns = [column(f"A1/{a} A1/{b}") for a, b in chosen]
    caps = data.draw(st.integers(1, 3))
    count = data.draw(st.integers(1, len(columns) * caps))
    found = pack(columns, settings_of(A1=caps), count, KEY)
    assert len(found.tickets) == count
    assert max(Counter(found.tickets).values()) <= caps
    items = {i for c in columns for i in c.items}
    assert max(uses(found).values()) >= -(-2 * count // len(items))
    assert max(uses(found).values()) == _least_busiest(columns, caps, count)


def _least_busiest(columns, caps, count):
    """The least use of the busiest item, by trying every way to use the columns."""
    best = [count * 2]

    def go(place, left, used):
        if max(used.values(), default=0) >= best[0]:
            return
        if place == len(columns):
            if not left:
                best[0] = max(used.values())
            return
        for number in range(min(caps, left) + 1):
            go(
                place + 1,
                left - number,
                used + Counter(dict.fromkeys(columns[place].items, number)),
            )

    go(0, count, Counter())
    return best[0]


def test_a_ticket_of_one_scenario_is_worth_what_its_paper_is(make):
    items = [
        make.item("T1", {"C1": 12}, modality=Modality.ORAL),
        make.item("T2", {"C2": 8}, modality=Modality.ORAL),
    ]
    world = make.bank([make.scenario("A1", items)], [make.oral(difficulty=Decimal("3.5"))])
    plan = world.blueprints[0]
    (found,) = columns_of(world, plan, pool_for(world, plan, make.session()))
    assert found.value == pytest.approx(50 + 20)
