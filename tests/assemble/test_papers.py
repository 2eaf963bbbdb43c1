"""The best papers of a bank, with the proof that no scenario set does better."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.papers import EPSILON, SETS_KEPT, paper_pool, scenario_sets
from pipeline.assemble.pool import Exposure, pool_for

SEEDS = st.integers(0, 10**6)
QUICK = settings(max_examples=20, deadline=None, derandomize=True)


def papers_of(make, world, exposure=None):
    plan = world.blueprints[0]
    pool = pool_for(world, plan, make.session())
    return paper_pool(world, plan, pool, exposure or Exposure())


@QUICK
@given(seed=SEEDS)
def test_the_pool_holds_the_optimum_and_nothing_that_breaks_a_rule(make, seed):
    world = make.random_bank(seed, scenarios=2, count=4)
    plan = world.blueprints[0]
    found = papers_of(make, world)
    brute = make.papers(plan, world)
    assert bool(found.papers) == bool(brute)
    items = {i.id: i for s in world.scenarios for i in s.items}
    for paper in found.papers:
        assert make.satisfies(plan, [items[i] for i in paper.items])
    if brute:
        assert found.bound == pytest.approx(brute[0][0], abs=1e-5)
        assert found.papers[0].deviation == pytest.approx(brute[0][0], abs=1e-5)


@QUICK
@given(seed=SEEDS)
def test_the_papers_near_the_best_are_all_there(make, seed):
    world = make.random_bank(seed, scenarios=2, count=4)
    brute = make.papers(world.blueprints[0], world)
    near = {ids for value, ids in brute if value <= brute[0][0] + EPSILON - 1e-6}
    found = {tuple(sorted(p.items)) for p in papers_of(make, world).papers}
    assert len(near) > 8 or near <= found


@QUICK
@given(seed=SEEDS)
def test_a_shuffled_bank_gives_the_same_pool(make, seed):
    world = make.random_bank(seed, scenarios=3, count=4)
    dice = make.dice(seed)
    scenarios = [
        replace(s, items=tuple(dice.sample(s.items, len(s.items))))
        for s in dice.sample(world.scenarios, len(world.scenarios))
    ]
    assert papers_of(make, replace(world, scenarios=tuple(scenarios))) == papers_of(make, world)


def test_a_set_must_touch_every_code_that_cannot_be_left_out(make):
    one = make.scenario("A1", [make.item("T1", {"C1": 10})])
    two = make.scenario("B1", [make.item("T1", {"C2": 10})])
    world = make.bank([one, two], [make.blueprint(scenarios_max=2)])
    pool = pool_for(world, world.blueprints[0], make.session())
    assert list(scenario_sets(world.blueprints[0], pool)) == [("A1", "B1")]
    loose = make.blueprint(shares={"C1": 90, "C2": 10}, tolerance=10)
    assert list(scenario_sets(loose, pool)) == [("A1",)]


def test_a_paper_beyond_epsilon_of_the_best_of_its_set_is_left_out(make):
    items = [make.item("T1", {"C1": 50, "C2": 50}), make.item("T2", {"C1": 51, "C2": 49})]
    items.append(make.item("T3", {"C1": 54, "C2": 46}))
    world = make.bank([make.scenario("A1", items)], [make.blueprint(items_max=1)])
    assert [p.items for p in papers_of(make, world).papers] == [("A1/T1",), ("A1/T2",)]


def test_a_set_gives_eight_papers_at_most(make):
    items = [make.item(f"T{n}", {"C1": 5, "C2": 5}) for n in range(5)]
    world = make.bank([make.scenario("A1", items)], [make.blueprint()])
    found = papers_of(make, world).papers
    assert len({p.items for p in found}) == len(found) == 8


def test_earlier_use_is_priced_and_leaves_the_proof_alone(make):
    items = [make.item("T1", {"C1": 10}), make.item("T2", {"C2": 10})]
    world = make.bank([make.scenario("A1", items), make.scenario("B1", items)], [make.blueprint()])
    found = papers_of(make, world, Exposure(scenarios={"A1": 3}))
    assert [(p.scenarios, p.price) for p in found.papers] == [(("B1",), 0.0), (("A1",), 1.5)]
    assert found.bound == found.papers[0].deviation == found.papers[1].deviation


def test_a_large_bank_keeps_its_best_sets_and_its_proof(make):
    dice = make.dice(3)
    scenarios = [
        make.scenario(
            f"A{n:02d}",
            [
                make.item("T1", {"C1": dice.randint(4, 16)}, difficulty=dice.randint(2, 4)),
                make.item("T2", {"C2": dice.randint(4, 16)}, difficulty=dice.randint(2, 4)),
            ],
        )
        for n in range(10)
    ]
    world = make.bank(scenarios, [make.blueprint(scenarios_max=2, tolerance=30)])
    found = papers_of(make, world)
    assert found.sets == 10 + 10 * 9 // 2
    kept = {p.scenarios for p in found.papers}
    assert SETS_KEPT <= len(kept) < found.sets
    assert {s for chosen in kept for s in chosen} == {s.id for s in scenarios}
    best = min(
        make.deviation(world.blueprints[0], chosen, world)
        for pair in (*((a, b) for a in scenarios for b in scenarios if a.id < b.id),)
        for chosen in make.subsets([i for s in pair for i in s.items])
        if make.satisfies(world.blueprints[0], chosen)
    )
    assert found.bound == pytest.approx(best, abs=1e-5)
