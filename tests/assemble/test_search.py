"""The search over all scenario sets at once: what it never misses, and what it never claims."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.assemble import search
from pipeline.assemble.frame import frame_of
from pipeline.assemble.halves import Meter, Span, halves
from pipeline.assemble.papers import problem_of
from pipeline.assemble.pool import pool_for
from pipeline.assemble.search import LADDER, Wanted, harvest, near
from pipeline.ata.form import value_of

BOTH = Wanted(size=2, sets=40, uses=2)
ONE = Wanted(size=2, sets=1, uses=0)


@pytest.fixture(scope="session")
def frame(make):
    """``frame(world)``: the arrays of a bank's first blueprint; None where there is nothing to search."""

    def build(world, must=frozenset()):
        plan = world.blueprints[0]
        pool = pool_for(world, plan, make.session(plan.id))
        problem = replace(problem_of(world, plan, pool, tuple(pool.items)), needed=())
        return frame_of(problem, [s for s, own in pool.items.items() for _ in own], must)

    return build


@pytest.mark.parametrize("seed", range(20))
def test_no_paper_is_worth_less_than_the_floor_nor_out_of_the_span(make, frame, seed):
    world = make.random_bank(seed, scenarios=2, count=5, scenarios_max=2)
    papers = make.papers(world.blueprints[0], world)
    if not papers:
        return
    arrays = frame(world)
    index = {row.id: k for k, row in enumerate(arrays.problem.rows)}
    low, high = arrays.span
    for value, ids in papers:
        points = sum(float(arrays.points[index[i]]) for i in ids)
        assert value >= arrays.floor - 1e-6
        assert low - 1e-6 <= points <= high + 1e-6


@pytest.mark.parametrize("seed", range(10))
def test_the_papers_of_a_set_within_a_value_are_all_there(make, frame, seed):
    world = make.random_bank(seed, scenarios=2, count=4, scenarios_max=2)
    papers = [
        (value, ids)
        for value, ids in make.papers(world.blueprints[0], world)
        if {i.split("/")[0] for i in ids} == {"A1", "B1"}
    ]
    if not papers:
        return
    arrays = frame(world)
    most = papers[0][0] + 20
    found = near(arrays, (0, 1), most, 10**6, Meter(left=10**9))
    own = {tuple(sorted(arrays.problem.rows[k].id for k in choice.rows)) for choice in found}
    assert own == {ids for value, ids in papers if value <= most + 1e-6}
    assert [c.value for c in found] == [value_of(arrays.problem, c.rows) for c in found]


def test_a_search_without_work_finds_nothing_and_claims_nothing(make, frame):
    arrays = frame(make.random_bank(4, scenarios=3, count=4, scenarios_max=2))
    found = harvest(arrays, BOTH, Meter(left=0))
    assert (found.sets, found.proved, found.bound) == ({}, False, max(0.0, arrays.floor))


def test_a_half_that_cannot_be_completed_is_dropped(make, frame):
    items = [make.item("T1", {"C1": 10}), make.item("T2", {"C2": 10}), make.item("T3", {"C1": 90})]
    world = make.bank([make.scenario("A1", items)], [make.blueprint(tolerance=5, minutes_max=60)])
    arrays = frame(world)
    low, high = arrays.span
    found = halves(arrays, Span(low=low, high=high, budget=1e4), Meter(left=10**6))
    kept = {tuple(int(k) for k in rows if k >= 0) for rows in found.rows}
    assert (0, 1) in kept
    assert np.all(found.points <= high + 1e-2)


def test_rules_that_cannot_be_bounded_are_left_to_the_other_way(make, frame):
    world = make.random_bank(4, scenarios=2, count=4)
    none = replace(world.blueprints[0], targets=())
    assert frame(replace(world, blueprints=(none,))) is None


@pytest.mark.parametrize("seed", [3, 9, 11, 21, 37])
def test_a_search_cut_short_on_any_rung_never_claims_more_than_brute_force(
    make, frame, monkeypatch, seed
):
    monkeypatch.setattr(search, "LIGHT", 0)  # else banks of this size never come to the ladder
    world = make.random_bank(seed, scenarios=2, count=5, scenarios_max=2)
    best, _ = make.papers(world.blueprints[0], world)[0]
    arrays = frame(world)
    cut = [harvest(arrays, ONE, Meter(left=int(200 * 1.15**k))) for k in range(20)]
    rungs = {arrays.floor + budget for budget in LADDER}
    assert len(rungs & {found.bound for found in cut}) > 1
    assert all(found.bound <= best + 1e-5 <= found.best + 2e-5 for found in cut)
    whole = harvest(arrays, ONE, Meter(left=10**8))
    assert whole.proved
    assert (whole.bound, whole.best) == (pytest.approx(best, abs=1e-5),) * 2
