"""The best papers of a bank, with the proof that no scenario set does better."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble import papers as module
from pipeline.assemble.papers import SETS_KEPT, Effort, paper_pool, scenario_sets
from pipeline.assemble.pool import Exposure, pool_for
from pipeline.model.requirement import Goal, Measure, Requirement

EPSILON = 2  # what a blueprint has when nothing is written
SEEDS = st.integers(0, 10**6)
QUICK = settings(max_examples=20, deadline=None, derandomize=True)


def papers_of(make, world, exposure=None, **asked):
    plan = world.blueprints[0]
    pool = pool_for(world, plan, make.session())
    return paper_pool(world, plan, pool, exposure or Exposure(), **asked)


def with_rule(world, **rule):
    """The bank with one more rule in the table of its blueprint."""
    own = Requirement(id="own", label="own", **rule)
    return replace(world, blueprints=(replace(world.blueprints[0], requirements=(own,)),))


def both_ways(make, world, monkeypatch, **asked):
    """The pool by the search over all sets, then by the sets one after the other."""
    found = papers_of(make, world, **asked)
    monkeypatch.setattr(module, "JOINED", 0)
    return found, papers_of(make, world, **asked)


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


@pytest.mark.parametrize("seed", range(25))
def test_two_scenarios_give_the_optimum_of_brute_force(make, seed):
    world = make.random_bank(seed, scenarios=3, count=4, scenarios_max=2)
    plan = world.blueprints[0]
    brute = make.papers(plan, world)
    found = papers_of(make, world)
    assert found.proved
    assert bool(found.papers) == bool(brute)
    best = {}
    for value, ids in brute:
        best.setdefault(tuple(sorted({i.split("/")[0] for i in ids})), value)
    own = {}
    for paper in found.papers:
        own.setdefault(paper.scenarios, paper.deviation)
    assert own == pytest.approx(best, abs=1e-5)


RULES = [
    {"measure": Measure.SUM, "column": "pieces", "high": Decimal(3)},
    {"measure": Measure.SUM, "column": "pieces", "low": Decimal(2), "goal": Goal.SOFT},
    {"measure": Measure.SHARE, "column": "C1", "low": Decimal(30), "high": Decimal(60)},
    {"measure": Measure.SHARE, "column": "C2", "high": Decimal(45), "goal": Goal.SOFT},
    {"measure": Measure.MEAN, "column": "minutes", "low": Decimal(15), "high": Decimal(25)},
    {"measure": Measure.DISTINCT, "column": "code", "low": Decimal(2), "goal": Goal.SOFT},
    {"measure": Measure.EACH, "column": "document", "high": Decimal(1)},
    {"measure": Measure.WHOLE, "column": "document"},
    {"measure": Measure.WHOLE, "column": "niveau"},
    {"measure": Measure.SUM, "column": "minutes", "goal": Goal.MINIMISE, "weight": Decimal("0.1")},
    {"measure": Measure.SUM, "column": "minutes", "goal": Goal.MAXIMISE, "weight": Decimal("0.1")},
    {"measure": Measure.SUM, "column": "mots", "low": Decimal(5), "goal": Goal.MINIMAX},
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule['measure']}-{rule.get('goal')}")
@pytest.mark.parametrize("seed", [3, 8, 21, 34])
def test_any_rule_of_the_table_gives_the_same_papers_as_each_set_on_its_own(
    make, monkeypatch, rule, seed
):
    world = with_rule(make.random_bank(seed, scenarios=3, count=4, scenarios_max=2), **rule)
    found, other = both_ways(make, world, monkeypatch)
    assert (found.bound, found.proved, found.sets) == (other.bound, other.proved, other.sets)
    assert best_of_sets(found) == best_of_sets(other)


def best_of_sets(found):
    """The value of the best paper of each set."""
    own = {}
    for paper in found.papers:
        own.setdefault(paper.scenarios, round(paper.value, 5))
    return own


@pytest.mark.parametrize("seed", range(12))
def test_papers_hold_the_questions_they_must(make, monkeypatch, seed):
    world = make.random_bank(seed, scenarios=3, count=4, scenarios_max=2)
    pool = pool_for(world, world.blueprints[0], make.session())
    ids = [item.id for items in pool.items.values() for item in items]
    must = frozenset(make.dice(seed).sample(ids, min(2, len(ids))))
    brute = [v for v, own in make.papers(world.blueprints[0], world) if must <= set(own)]
    found, other = both_ways(make, world, monkeypatch, must=must)
    assert all(must <= set(paper.items) for paper in (*found.papers, *other.papers))
    assert bool(found.papers) == bool(other.papers) == bool(brute)
    if brute:
        assert found.bound == pytest.approx(brute[0], abs=1e-5)
        assert other.bound == pytest.approx(brute[0], abs=1e-5)


def test_a_question_that_is_not_there_is_in_no_paper(make):
    world = make.bank([make.scenario("A1", [make.item("T1", {"C1": 10})])], [make.blueprint()])
    assert papers_of(make, world, must=frozenset({"Z9/T1"})).papers == ()


def large(make, seed, scenarios=14):
    """A bank of two-scenario papers that is too large for brute force."""
    dice = make.dice(seed)
    made = [
        make.scenario(
            f"A{n:02d}",
            [
                make.item(
                    f"T{k}",
                    {code: dice.randint(4, 14) for code in dice.sample(("C1", "C2", "C3"), 1)},
                    difficulty=dice.randint(2, 4),
                    minutes=dice.choice((20, 30, 40)),
                )
                for k in range(6)
            ],
        )
        for n in range(scenarios)
    ]
    shares = {"C1": 40, "C2": 30, "C3": 30}
    plan = make.blueprint(shares=shares, scenarios_max=2, items_min=3, minutes_max=180)
    return make.bank(made, [plan])


@pytest.mark.parametrize("work", [0, 1, 200, 5_000, 40_000, 10**9])
def test_a_bound_is_a_bound_whatever_the_effort(make, work):
    world = large(make, 5)
    whole = papers_of(make, world)
    found = papers_of(make, world, effort=Effort(work=work))
    assert whole.proved
    assert found.bound <= whole.bound + 1e-6
    assert found.papers
    assert found.papers[0].deviation >= whole.bound - 1e-6
    assert found.proved == (found.papers[0].deviation <= found.bound + 1e-6)


def test_one_set_asked_for_is_the_best_with_its_proof(make):
    world = large(make, 6)
    found = papers_of(make, world, effort=Effort(sets=1))
    whole = papers_of(make, world)
    assert found.proved
    assert found.bound == whole.bound == found.papers[0].deviation
    assert len(found.papers) == 1


@QUICK
@given(seed=SEEDS)
def test_more_scenarios_never_worsen_the_best_paper(make, seed):
    world = make.random_bank(seed, scenarios=3, count=4, scenarios_max=2)
    fewer = papers_of(make, replace(world, scenarios=world.scenarios[:2]))
    if fewer.papers:
        assert papers_of(make, world).bound <= fewer.bound + 1e-6


@QUICK
@given(seed=SEEDS, more=st.integers(1, 30))
def test_relaxing_a_rule_never_worsens_the_best_paper(make, seed, more):
    world = make.random_bank(seed, scenarios=3, count=4, scenarios_max=2)
    plan = world.blueprints[0]
    looser = replace(plan, minutes_max=plan.minutes_max + more, documents_max=9, items_max=7)
    strict = papers_of(make, world)
    if strict.papers:
        relaxed = papers_of(make, replace(world, blueprints=(looser,)))
        assert relaxed.bound <= strict.bound + 1e-6


def test_three_scenarios_are_solved_set_by_set(make):
    items = {c: [make.item("T1", {c: 10}), make.item("T2", {c: 7})] for c in ("C1", "C2", "C3")}
    made = [make.scenario(f"{c[1]}A", own) for c, own in items.items()]
    shares = {"C1": 34, "C2": 33, "C3": 33}
    plan = make.blueprint(shares=shares, scenarios_max=3, tolerance=5)
    found = papers_of(make, make.bank(made, [plan]))
    assert {p.scenarios for p in found.papers} == {("1A", "2A", "3A")}
    assert found.proved


def test_rules_that_no_mixture_can_keep_give_no_paper_and_the_proof(make):
    items = [make.item("T1", {"C1": 10}), make.item("T2", {"C2": 10})]
    world = make.bank([make.scenario("A1", items)], [make.blueprint(minutes_min=400)])
    found = papers_of(make, world)
    assert (found.papers, found.proved) == ((), True)
