"""How many papers and tickets the bank carries."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble import capacity as rooms
from pipeline.assemble.capacity import Scarce, Used, carried, scarce_of, steps
from pipeline.assemble.levels import Caps
from pipeline.assemble.pool import pool_for
from pipeline.model.blueprint import FormKind
from pipeline.model.item import Modality, RoleSheet


def told(make, world, used=None):
    plan = world.blueprints[0]
    return carried(world, plan, pool_for(world, plan, make.session()), used or Used())


def written(make, names, plan, count=4):
    """Scenarios of pairs of items: any one on C1 with any one on C2 is a paper."""
    items = [
        make.item(f"T{n}", {"C1" if n % 2 else "C2": 10}, difficulty=3 + (n > 2))
        for n in range(1, count + 1)
    ]
    return make.bank([make.scenario(name, items) for name in names], [plan])


def test_papers_that_share_nothing_are_counted_exactly(make):
    world = written(make, ("A1", "B1", "C1"), make.blueprint(items_max=2, spare=True))
    found = told(make, world)
    assert (found.apart, found.lone, found.different, found.exact) == (6, 3, 12, True)
    assert (found.each, found.sessions, found.left) == (2, 1, 1)
    assert set(found.worst) == {1, 2, 4, 6}
    assert found.worst[1] <= found.worst[2] <= found.worst[4] <= found.worst[6]
    assert (found.idle, found.scenarios, found.is_oral) == ((), 3, False)


def test_what_has_served_leaves_fewer_sessions(make):
    world = written(make, ("A1", "B1", "C1"), make.blueprint(items_max=2))
    assert told(make, world, Used(scenarios=frozenset({"B1"}))).left == 2


def test_a_scenario_without_any_paper_is_named_and_the_scarcest_code_too(make):
    items = [make.item("T1", {"C1": 10}), make.item("T2", {"C2": 10})]
    alone = [make.item("T1", {"C1": 40}), make.item("T2", {"C1": 10})]
    world = make.bank([make.scenario("A1", items), make.scenario("B1", alone)], [make.blueprint()])
    found = told(make, world)
    assert found.idle == ("B1",)
    assert found.scarce == Scarce(code="C2", items=1, scenarios=1)


def test_a_bank_without_anything_carries_nothing(make):
    found = told(make, make.bank([make.scenario("A1", [])], [make.blueprint()]))
    assert (found.apart, found.lone, found.sessions, dict(found.worst)) == (0, 0, 0, {})
    oral = told(make, make.bank([make.scenario("A1", [])], [make.oral()]))
    assert (oral.different, oral.most, dict(oral.worst)) == (0, 0, {})


def oral_bank(make, **changes):
    answer = {"modality": Modality.ORAL}
    items = [make.item(f"T{n}", {"C1" if n < 3 else "C2": 10}, **answer) for n in range(1, 5)]
    scenarios = [make.scenario(name, items) for name in ("A1", "B1")]
    return make.bank(scenarios, [make.oral(**changes)])


def test_tickets_are_counted_with_settings_and_without(make):
    found = told(make, oral_bank(make, tickets=2))
    assert (found.different, found.most, found.apart, found.lone) == (8, 8 * 12, 4, 2)
    assert (found.each, found.sessions, found.left, found.is_oral) == (2, 2, 2, True)
    used = Used(items=frozenset({"A1/T1", "A1/T2"}))
    assert told(make, oral_bank(make, tickets=2), used).left == 1


def test_caps_of_the_blueprint_bind_the_tickets(make):
    found = told(make, oral_bank(make, item_uses=1, scenario_uses=3))
    assert (found.different, found.most, found.caps) == (4, 4, Caps(items=1, scenarios=3))


def test_a_simulation_is_one_question_a_ticket(make):
    answer = {"modality": Modality.SIMULATION}
    role = RoleSheet(id="R1", title="", actor="", mission="", objectives=(), margins=(), secrets=())
    items = [make.item("S1", {"C1": 10, "C2": 10}, roles=(role,), **answer)]
    plan = make.oral(kind=FormKind.SIMULATION, items_min=1, items_max=1, tickets=1, **answer)
    world = make.bank([make.scenario(name, items) for name in ("A1", "B1")], [plan])
    found = told(make, world)
    assert (found.different, found.most, found.sessions) == (2, 24, 2)


def test_papers_on_two_scenarios_are_at_least_so_many(make):
    one, two = [make.item("T1", {"C1": 10})], [make.item("T1", {"C2": 10})]
    scenarios = [make.scenario(n, one) for n in ("A1", "B1", "C1")]
    scenarios += [make.scenario(n, two) for n in ("D1", "E1", "F1")]
    alone = make.scenario("G1", [make.item("T1", {"C1": 30}, documents=("D1", "D2"))])
    plan = make.blueprint(scenarios_max=2, tolerance=0, documents_max=2)
    found = told(make, make.bank([*scenarios, alone], [plan]))
    assert (found.apart, found.lone, found.exact, found.idle) == (3, 3, False, ("G1",))
    assert set(found.worst) == {1, 2, 3}
    used = Used(scenarios=frozenset({"A1", "B1"}))
    assert told(make, make.bank(scenarios, [plan]), used).left == 1


def test_scenarios_with_too_many_items_are_counted_at_least(make, monkeypatch):
    monkeypatch.setattr(rooms, "ENUMERATED", 3)
    found = told(make, written(make, ("A1", "B1"), make.blueprint(items_max=2)))
    assert (found.exact, found.lone) == (False, 2)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_brute_force_counts_the_same_papers(make, seed):
    world = make.random_bank(seed, scenarios=2, count=5, scenarios_max=1)
    plan = world.blueprints[0]
    papers = make.papers(plan, world)
    found = told(make, world)
    sets = [frozenset(ids) for _, ids in papers]
    best = max(
        (n for n in range(6) if any(_are_apart(own) for own in combinations(sets, n))), default=0
    )
    assert found.apart == best
    assert found.lone == len({next(iter(ids)).rpartition("/")[0] for ids in sets})
    for count, worst in found.worst.items():
        held = [own for own in combinations(papers, count) if _are_apart([p[1] for p in own])]
        assert worst == pytest.approx(min(max(v for v, _ in own) for own in held), abs=1e-5)


@settings(max_examples=10, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_the_order_of_the_bank_changes_nothing(make, seed):
    world = make.random_bank(seed, scenarios=3, count=4, scenarios_max=2)
    turned = replace(world, scenarios=world.scenarios[::-1])
    assert told(make, turned) == told(make, world)


def test_a_share_of_nothing_is_not_divided_by(make):
    plan = make.blueprint(shares={"C1": 0, "C2": 100})
    world = make.bank([make.scenario("A1", [make.item("T1", {"C2": 10})])], [plan])
    assert scarce_of(plan, pool_for(world, plan, make.session())).code == "C2"


@pytest.mark.parametrize(
    ("count", "found"), [(0, []), (1, [1]), (2, [1, 2]), (6, [1, 2, 4, 6]), (8, [1, 2, 4, 8])]
)
def test_steps_double_up_to_the_count(count, found):
    assert list(steps(count)) == found


def _are_apart(sets):
    every = [item for own in sets for item in own]
    return len(every) == len(set(every))


def test_an_observation_is_counted_and_balanced_against_nothing(make):
    plan = replace(make.blueprint(items_max=2), kind=FormKind.OBSERVATION)
    found = told(make, written(make, ("A1", "B1"), plan))
    assert (found.lone, found.sessions, dict(found.worst)) == (2, 2, {})
