"""How near a scenario set comes, and which rules cannot hold together."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.model import optimum
from pipeline.assemble.nearest import ANY_NUMBER, Lack, RuleId, conflict, nearest
from pipeline.assemble.papers import problem_of
from pipeline.assemble.pool import pool_for


@pytest.fixture(scope="session")
def problem(make):
    """``problem(plan, *items)``: those items, in one scenario."""

    def build(plan, *items):
        world = make.bank([make.scenario("A1", items)], [plan])
        return problem_of(world, plan, pool_for(world, plan, make.session()), ("A1",))

    return build


def lacks(found):
    return {lack.rule.rule: lack.amount for lack in found.lacks}


def test_what_fits_lacks_nothing(make, problem):
    model = problem(make.blueprint(), make.item("T1", {"C1": 10, "C2": 10}))
    assert nearest(model).lacks == ()
    assert nearest(model).cost == pytest.approx(0)


@pytest.mark.parametrize(
    ("changes", "rule", "amount"),
    [
        ({"minutes_min": 75}, "minutes", -15),
        ({"minutes_max": 45}, "minutes", 15),
        ({"items_min": 3}, "items", -1),
        ({"decision_required": True}, "decision", -1),
        ({"documents_min": 3}, "documents", -1),
        ({"documents_max": 1}, "documents", 1),
        ({"difficulty": Decimal(5), "difficulty_tolerance": Decimal(1)}, "difficulty_min", -1),
        ({"difficulty": Decimal(1), "difficulty_tolerance": Decimal(1)}, "difficulty_max", 1),
    ],
)
def test_each_lack_is_told_in_its_own_unit(make, problem, changes, rule, amount):
    items = (
        make.item("T1", {"C1": 10}, documents=("D1",)),
        make.item("T2", {"C2": 10}, documents=("D2",)),
    )
    plan = make.blueprint(**({"items_min": 2} | changes))
    assert lacks(nearest(problem(plan, *items)))[rule] == amount


def test_shares_are_told_in_points_on_a_hundred(make, problem):
    model = problem(
        make.blueprint(shares={"C1": 90, "C2": 10}), make.item("T1", {"C1": 9, "C2": 9})
    )
    assert lacks(nearest(model)) == {"share_min": -20, "share_max": 20}


def test_enemies_and_scenarios_are_never_given_up(make, problem):
    plan = make.blueprint(tolerance=10)
    items = make.item("T1", {"C1": 10}, enemies=("T2",)), make.item("T2", {"C2": 10})
    assert "share_min" in lacks(nearest(problem(plan, *items)))


def test_a_code_without_question_is_a_conflict_of_its_own(make, problem):
    model = problem(make.blueprint(minutes_min=10), make.item("T1", {"C1": 10}))
    found = nearest(model)
    assert RuleId(rule="share_min", code="C2") in {lack.rule for lack in found.lacks}
    assert conflict(
        model, [Lack(rule=RuleId(rule="share_min", code="C2"), amount=Decimal(-30))]
    ) == (RuleId(rule="share_min", code="C2"),)


def test_documents_may_be_in_the_conflict(make, problem):
    plan = make.blueprint(documents_max=1, items_min=2)
    items = (
        make.item("T1", {"C1": 10}, documents=("D1",)),
        make.item("T2", {"C2": 10}, documents=("D2",)),
    )
    model = problem(plan, *items)
    assert RuleId(rule="documents") in conflict(model, nearest(model).lacks)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_a_conflict_is_minimal_and_a_lack_is_real(make, seed):
    world = make.random_bank(seed, scenarios=1, count=5, tolerance=5)
    plan = world.blueprints[0]
    pool = pool_for(world, plan, make.session())
    if "A1" not in pool.items:
        return
    model = problem_of(world, plan, pool, ("A1",))
    found = nearest(model)
    assert bool(found.lacks) == (optimum(model) is None)
    if not found.lacks:
        return
    rules = conflict(model, found.lacks)
    held = [limit for limit in model.limits if RuleId(rule=limit.rule, code=limit.code) in rules]
    documents = model.documents if RuleId(rule="documents") in rules else ANY_NUMBER
    left = replace(model, limits=tuple(held), documents=documents)
    assert optimum(left) is None
    for limit in held:
        spared = tuple(kept for kept in held if kept is not limit)
        assert optimum(replace(left, limits=spared)) is not None
    if documents is not ANY_NUMBER:
        assert optimum(replace(left, documents=ANY_NUMBER)) is not None
