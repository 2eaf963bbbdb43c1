"""The exact model of one scenario set, against brute force."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.papers import problem_of
from pipeline.assemble.pool import pool_for
from pipeline.ata.form import may_reach, optimum, value_of
from pipeline.ata.table import used

SEEDS = st.integers(0, 10**6)
QUICK = settings(max_examples=40, deadline=None, derandomize=True)


@pytest.fixture(scope="session")
def problem(make):
    """``problem(world, names)``: the problem of a scenario set of a bank's first blueprint; None without items."""

    def build(world, *names):
        plan = world.blueprints[0]
        pool = pool_for(world, plan, make.session(plan.id))
        if not set(names) <= set(pool.items):
            return None
        return problem_of(world, plan, pool, names)

    return build


def brute(make, world, names):
    """The papers that use exactly these scenarios, best first."""
    found = make.papers(world.blueprints[0], world)
    return [(v, ids) for v, ids in found if {i.split("/")[0] for i in ids} == set(names)]


@pytest.mark.parametrize(("names", "count"), [(("A1",), 7), (("A1", "B1"), 4)])
@QUICK
@given(seed=SEEDS)
def test_the_optimum_is_that_of_brute_force(make, problem, names, count, seed):
    world = make.random_bank(seed, scenarios=len(names), count=count, scenarios_max=2)
    model = problem(world, *names)
    if model is None:
        return
    best = optimum(model)
    papers = brute(make, world, names)
    assert (best is None) == (not papers)
    if best:
        assert best.value == pytest.approx(papers[0][0], abs=1e-6)
        items = {i.id: i for s in world.scenarios for i in s.items}
        chosen = [items[model.rows[k].id] for k in best.chosen]
        assert make.satisfies(world.blueprints[0], chosen)
        assert make.deviation(world.blueprints[0], chosen, world) == pytest.approx(best.value)


@QUICK
@given(seed=SEEDS)
def test_papers_come_in_the_order_of_their_value_and_all_of_them(make, problem, seed):
    world = make.random_bank(seed, scenarios=1, count=5)
    model = problem(world, "A1")
    if model is None:
        return
    values, forbidden = [], []
    while (best := optimum(model, forbidden)) is not None:
        forbidden.append(best.chosen)
        values.append(best.value)
    assert values == pytest.approx([v for v, _ in brute(make, world, ["A1"])], abs=1e-6)


@QUICK
@given(seed=SEEDS, value=st.floats(0, 200))
def test_a_value_said_out_of_reach_is_reached_by_no_paper(make, problem, seed, value):
    world = make.random_bank(seed, scenarios=2, count=4, scenarios_max=2)
    model = problem(world, "A1", "B1")
    if model is None:
        return
    papers = brute(make, world, ["A1", "B1"])
    if papers and papers[0][0] <= value:
        assert may_reach(model, value)


def test_the_relaxation_does_prove_something(make, problem):
    items = [make.item("T1", {"C1": 10}, difficulty=5)]
    model = problem(
        make.bank([make.scenario("A1", items)], [make.blueprint(shares={"C1": 100})]), "A1"
    )
    assert not may_reach(model, 199)
    assert may_reach(model, 200)


@QUICK
@given(seed=SEEDS, more=st.integers(1, 30))
def test_relaxing_a_tolerance_never_worsens_the_optimum(make, problem, seed, more):
    world = make.random_bank(seed, scenarios=1, count=6)
    plan = world.blueprints[0]
    targets = tuple(replace(t, tolerance=t.tolerance + more) for t in plan.targets)
    looser = replace(world, blueprints=(replace(plan, targets=targets),))
    if problem(world, "A1") is None:
        return
    best, relaxed = optimum(problem(world, "A1")), optimum(problem(looser, "A1"))
    if best is not None:
        assert relaxed.value <= best.value + 1e-6


@QUICK
@given(seed=SEEDS)
def test_adding_items_never_worsens_the_optimum(make, problem, seed):
    world = make.random_bank(seed, scenarios=1, count=6)
    whole = world.scenarios[0]
    fewer = replace(world, scenarios=(replace(whole, items=whole.items[:4]),))
    if problem(fewer, "A1") is None:
        return
    best, richer = optimum(problem(fewer, "A1")), optimum(problem(world, "A1"))
    if best is not None:
        assert richer.value <= best.value + 1e-6


def test_enemies_named_by_one_side_only_are_kept_apart(make, problem):
    items = [
        make.item("T1", {"C1": 10}, enemies=("T2", "T9")),
        make.item("T2", {"C2": 10}),
        make.item("T3", {"C2": 8}),
    ]
    model = problem(make.bank([make.scenario("A1", items)], [make.blueprint()]), "A1")
    assert optimum(model).chosen == (0, 2)


def test_labels_of_another_scenario_are_no_enemies(make, problem):
    one = make.scenario("A1", [make.item("T1", {"C1": 10}, enemies=("T2",))])
    two = make.scenario("B1", [make.item("T2", {"C2": 10})])
    model = problem(make.bank([one, two], [make.blueprint(scenarios_max=2)]), "A1", "B1")
    assert optimum(model).chosen == (0, 1)


def test_a_document_asked_on_twice_counts_once_but_once_a_scenario(make, problem):
    one = make.scenario(
        "A1",
        [
            make.item("T1", {"C1": 10}, documents=("D1",)),
            make.item("T2", {"C2": 9}, documents=("D1",)),
        ],
    )
    two = make.scenario("B1", [make.item("T1", {"C2": 10}, documents=("D1",))])
    world = make.bank([one, two], [make.blueprint(scenarios_max=2, documents_max=1)])
    assert optimum(problem(world, "A1")).chosen == (0, 1)
    assert optimum(problem(world, "A1", "B1")) is None
    documents = problem(world, "A1", "B1").groups[0]
    assert used(documents, (0, 1, 2)) == (2, 1)


def test_each_scenario_of_the_set_gives_a_question(make, problem):
    one = make.scenario("A1", [make.item("T1", {"C1": 10}), make.item("T2", {"C2": 10})])
    two = make.scenario("B1", [make.item("T1", {"C1": 10}, difficulty=5)])
    model = problem(make.bank([one, two], [make.blueprint(scenarios_max=2)]), "A1", "B1")
    assert {model.rows[k].words["scenario"][0] for k in optimum(model).chosen} == {"A1", "B1"}


def test_a_paper_that_deviates_by_more_than_a_hundred_points_is_still_a_paper(make, problem):
    items = [make.item("T1", {"C1": 10}, difficulty=5)]
    world = make.bank([make.scenario("A1", items)], [make.blueprint(shares={"C1": 100})])
    best = optimum(problem(world, "A1"))
    assert best.value == value_of(problem(world, "A1"), (0,)) == 200


def test_a_ratio_is_minimised_and_not_a_sum(make, problem):
    # T1 alone deviates by 1 point of 10; with T2 the sum of deviations grows, the ratio falls.
    items = [
        make.item("T1", {"C1": 6, "C2": 4}),
        make.item("T2", {"C1": 52, "C2": 48}),
    ]
    plan = make.blueprint(difficulty=Decimal(3))
    model = problem(make.bank([make.scenario("A1", items)], [plan]), "A1")
    assert optimum(model).chosen == (1,)
