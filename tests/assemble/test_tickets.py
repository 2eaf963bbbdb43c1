"""Parallel oral tickets."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.levels import Caps
from pipeline.assemble.pool import pool_for
from pipeline.assemble.tickets import (
    Column,
    capacity,
    caps_of,
    columns_of,
    ordered,
    pack,
    worst_of,
)
from pipeline.model.item import Modality
from pipeline.model.requirement import Measure, Requirement, Scope

KEY = b"k" * 32
EPSILON = Caps().epsilon


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
    found = pack(columns, settings_of(A1=2, B1=2), 2, KEY)
    assert (found.bound, found.worst) == (5.0, 5.0)
    assert {t.value for t in found.tickets} == {1.0, 5.0}


def test_all_different_tickets_serve_before_one_comes_again():
    columns = [column("A1/1", 1.0), column("A1/2", 5.0), column("B1/1", 9.0)]
    found = pack(columns, settings_of(A1=2, B1=2), 4, KEY)
    assert (found.bound, found.different) == (9.0, 3)
    assert max(Counter(found.tickets).values()) == 2


def test_tickets_within_epsilon_of_the_worst_may_be_drawn():
    columns = [column("A1/1", 1.0), column("B1/1", 1.0 + EPSILON), column("C1/1", 1.1 + EPSILON)]
    places = settings_of(A1=1, B1=1, C1=1)
    drawn = {pack(columns, places, 1, bytes([n]) * 32).tickets[0].scenario for n in range(20)}
    assert drawn == {"A1", "B1"}
    strict = Caps(epsilon=0)
    drawn = {pack(columns, places, 1, bytes([n]) * 32, strict).tickets[0] for n in range(20)}
    assert drawn == {columns[0]}


def test_capacity_counts_settings():
    assert capacity([column("A1/1"), column("A1/2"), column("B1/1")], settings_of(A1=3, B1=2)) == 8


def test_nothing_can_be_packed_from_nothing():
    assert pack([], {}, 1, KEY) is None


def test_neighbours_come_from_different_scenarios():
    tickets = [column("A1/1")] * 4 + [column("B1/1")] * 3 + [column("C1/1")] * 2
    order, _ = ordered(tickets, KEY)
    assert Counter(order) == Counter(tickets)
    assert all(one.scenario != two.scenario for one, two in pairwise(order))


def test_when_one_scenario_has_too_many_the_others_still_part_it():
    order, _ = ordered([column("A1/1")] * 4 + [column("B1/1")], KEY)
    assert [t.scenario for t in order] == ["A1", "B1", "A1", "A1", "A1"]


@settings(max_examples=50, deadline=None, derandomize=True)
@given(
    counts=st.lists(st.integers(0, 6), min_size=1, max_size=4),
    secret=st.binary(min_size=32, max_size=32),
)
def test_no_two_neighbours_share_a_scenario_where_that_can_be(counts, secret):
    tickets = [column(f"S{n}/1") for n, count in enumerate(counts) for _ in range(count)]
    order, _ = ordered(tickets, secret)
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


def test_a_ticket_says_what_it_takes_and_where_it_comes_from(make):
    oral = {"modality": Modality.ORAL}
    items = [
        make.item("T1", {"C1": 10}, minutes=12, difficulty=2, documents=("D1", "D2"), **oral),
        make.item("T2", {"C2": 20}, minutes=14, difficulty=4, documents=("D2",), **oral),
    ]
    world = make.bank([make.scenario("A1", items)], [make.oral(tolerance=40)])
    (found,) = columns_of(world, world.blueprints[0], _pool(make, world))
    assert (found.minutes, found.documents, found.difficulty) == (26, 2, Decimal("3.33"))
    assert found.family == "A"


def test_caps_come_from_the_keys_and_from_the_rules_of_the_table(make):
    def cap(name, column, high, **changes):
        values = {"scope": Scope.FORMS, "high": high} | changes
        return Requirement(id=name, label=name, measure=Measure.USES, column=column, **values)

    rules = (
        cap("questions", "", Decimal(3)),
        cap("dossiers", "scenario", Decimal(5)),
        cap("arret", "scenario", Decimal(1), active=False),
        cap("moins", "", None, low=Decimal(1)),
    )
    plans = [
        make.oral(item_uses=4, scenario_uses=2, epsilon=Decimal("1.5")),
        make.oral("B2-ORAL", item_uses=4, requirements=rules),
        make.oral("B3-ORAL"),
    ]
    world = make.bank([make.scenario("A1", [])], plans)
    assert [caps_of(world, plan) for plan in plans] == [
        Caps(items=4, scenarios=2, epsilon=1.5),
        Caps(items=3, scenarios=5),
        Caps(),
    ]


def test_caps_on_items_and_scenarios_hold_or_nothing_is_packed():
    columns = [column(f"{s}/{a} {s}/{b}") for s in ("A1", "B1") for a in "123" for b in "456"]
    places = settings_of(A1=5, B1=5)
    assert capacity(columns, places) == 90
    assert capacity(columns, places, Caps(items=1)) == 6
    assert capacity(columns, places, Caps(items=2, scenarios=4)) == 8
    found = pack(columns, places, 8, KEY, Caps(items=2, scenarios=4))
    assert (found.scenario_uses, found.item_uses, found.different) == (4, 2, 8)
    assert pack(columns, places, 9, KEY, Caps(items=2, scenarios=4)) is None
    assert worst_of(columns, places, 9, Caps(items=2, scenarios=4)) is None
    assert worst_of(columns, places, 8, Caps(items=2, scenarios=4)) == 0.0


def test_minutes_and_documents_come_near_a_common_target():
    def timed(name, minutes, documents=3):
        return replace(column(name), minutes=minutes, documents=documents)

    columns = [
        timed("A1/1", 24),
        timed("A1/2", 27),
        timed("A1/3", 30),
        timed("B1/1", 27),
        timed("B1/2", 27, documents=9),
        timed("B1/3", 24),
        timed("C1/1", 27),
    ]
    for key in (bytes([n]) * 32 for n in range(6)):
        found = pack(columns, settings_of(A1=1, B1=1, C1=1), 3, key)
        assert {t.items for t in found.tickets} == {("A1/2",), ("B1/1",), ("C1/1",)}
        assert len({(t.minutes, t.difficulty, t.value) for t in found.tickets}) == 1


def test_scenarios_serve_evenly_even_where_another_is_nearer_the_common_target():
    columns = [replace(column(f"A1/{n}"), minutes=20) for n in range(4)]
    columns.append(replace(column("B1/1"), minutes=30))
    for key in (bytes([n]) * 32 for n in range(6)):
        found = pack(columns, settings_of(A1=1, B1=1), 2, key)
        assert {t.scenario for t in found.tickets} == {"A1", "B1"}


def test_one_question_a_ticket_is_a_simulation_and_comes_again_elsewhere():
    columns = [column(f"{s}/SIM") for s in ("A1", "B1", "C1")]
    found = pack(columns, settings_of(A1=4, B1=4, C1=4), 7, KEY)
    assert sorted(Counter(t.scenario for t in found.tickets).values()) == [2, 2, 3]
    assert (found.different, found.item_uses, found.scenario_uses) == (3, 3, 3)
    assert (found.gap, found.widest) == (2, 2)


def test_a_packing_of_nothing_has_no_order():
    assert ordered([], KEY)[0] == ()


@settings(max_examples=40, deadline=None, derandomize=True)
@given(data=st.data())
def test_no_packing_of_brute_force_is_better_and_the_caps_hold(data):
    columns, places, caps, count = data.draw(small_banks())
    found = pack(columns, places, count, KEY, caps)
    brute = _packings(columns, places, count, caps)
    assert (found is None) == (not brute)
    if found is None:
        return
    assert _is_held(found.tickets, places, caps)
    assert len(found.tickets) == count
    most = max(len(set(chosen)) for chosen in brute)
    apart = min(max(c.value for c in chosen) for chosen in brute if len(set(chosen)) == most)
    assert found.bound <= found.worst
    if found.different == most:
        assert found.bound <= found.worst <= found.bound + caps.epsilon
    if most == count:
        assert found.different == count
        assert found.bound == apart
        near = [own for own in brute if max(c.value for c in own) <= apart + caps.epsilon]
        apart_only = [own for own in near if len(set(own)) == count]
        assert found.item_uses == min(_busiest(own) for own in apart_only)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(data=st.data())
def test_more_tickets_never_have_a_better_bound(data):
    columns, places, caps, count = data.draw(small_banks())
    free = Caps(scenarios=caps.scenarios)
    bounds = [worst_of(columns, places, number, free) for number in range(1, count + 2)]
    reached = [bound for bound in bounds if bound is not None]
    assert reached == sorted(reached)
    assert bounds[: len(reached)] == reached


@settings(max_examples=30, deadline=None, derandomize=True)
@given(data=st.data())
def test_the_order_of_the_columns_changes_nothing(data):
    columns, places, caps, count = data.draw(small_banks())
    shuffled = data.draw(st.permutations(columns))
    key = data.draw(st.binary(min_size=32, max_size=32))
    assert pack(shuffled, places, count, key, caps) == pack(columns, places, count, key, caps)


@st.composite
def small_banks(draw):
    """A few columns of two scenarios, settings, caps, and how many tickets are asked for."""
    pairs = [f"{s}/{a} {s}/{b}" for s in ("A1", "B1") for a, b in combinations("1234", 2)]
    names = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=5, unique=True))
    columns = [column(n, float(draw(st.integers(0, 6)))) for n in names]
    places = settings_of(A1=draw(st.integers(1, 2)), B1=draw(st.integers(1, 2)))
    caps = Caps(
        items=draw(st.integers(0, 3)),
        scenarios=draw(st.integers(0, 4)),
        epsilon=float(draw(st.sampled_from((0, 2)))),
    )
    return columns, places, caps, draw(st.integers(1, 6))


def _packings(columns, places, count, caps):
    """Every packing, by trying each number of times for each column."""

    def go(left, number):
        if not left:
            if not number:
                yield ()
            return
        first, *rest = left
        for times in range(min(number, len(places[first.scenario])) + 1):
            for others in go(rest, number - times):
                yield (first,) * times + others

    return [chosen for chosen in go(columns, count) if _is_held(chosen, places, caps)]


def _is_held(tickets, places, caps):
    """Whether tickets keep the caps and the number of their settings."""
    scenarios = Counter(t.scenario for t in tickets)
    return (
        all(n <= len(places[t.scenario]) for t, n in Counter(tickets).items())
        and (not caps.items or _busiest(tickets) <= caps.items)
        and (not caps.scenarios or max(scenarios.values()) <= caps.scenarios)
    )


def _busiest(tickets):
    return max(Counter(i for t in tickets for i in t.items).values())


def _pool(make, world):
    return pool_for(world, world.blueprints[0], make.session())
