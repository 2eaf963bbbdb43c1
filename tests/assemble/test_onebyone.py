"""Scenario sets solved one after the other: the best, those near it, and when it stops."""

import pytest

from pipeline.assemble import onebyone
from pipeline.assemble.onebyone import holding, nearly_best, solve_sets
from pipeline.assemble.papers import problem_of
from pipeline.assemble.pool import pool_for
from pipeline.ata.form import optimum


@pytest.fixture
def world(make):
    """Three scenarios, of which the third makes the best paper."""
    made = [
        make.scenario(
            name,
            [
                make.item("T1", {"C1": points}, difficulty=difficulty),
                make.item("T2", {"C2": 10}, difficulty=difficulty),
            ],
        )
        for name, points, difficulty in (("A1", 14, 5), ("B1", 12, 5), ("C1", 10, 3))
    ]
    return make.bank(made, [make.blueprint()])


@pytest.fixture
def problems(make, world):
    """The problem of each scenario set."""
    plan = world.blueprints[0]
    pool = pool_for(world, plan, make.session())
    return lambda chosen: problem_of(world, plan, pool, chosen)


SETS = (("C1",), ("A1",), ("B1",))


def test_every_set_is_solved_while_more_are_wanted(problems):
    found = solve_sets(SETS, problems, (3, 1))
    assert [one.scenarios for one in found.solved] == list(SETS)
    assert found.complete


def test_a_set_that_cannot_be_better_is_left_out_unsolved(problems):
    found = solve_sets(SETS, problems, (1, 0))
    assert [one.scenarios for one in found.solved] == [("C1",)]
    assert found.complete


def test_sets_beyond_the_limit_are_told(problems, monkeypatch):
    monkeypatch.setattr(onebyone, "SETS_TRIED", 2)
    found = solve_sets(SETS, problems, (3, 1))
    assert [one.scenarios for one in found.solved] == [("C1",), ("A1",)]
    assert not found.complete


def test_papers_near_the_best_of_a_set_come_best_first(make):
    items = [make.item(f"T{n}", {"C1": 50 + n, "C2": 50 - n}) for n in (0, 1, 4)]
    world = make.bank([make.scenario("A1", items)], [make.blueprint(items_max=1)])
    pool = pool_for(world, world.blueprints[0], make.session())
    solved = solve_sets(
        [("A1",)], lambda chosen: problem_of(world, world.blueprints[0], pool, chosen), (1, 1)
    ).solved[0]
    assert [one.chosen for one in nearly_best(solved, 5.0, 8)] == [(0,), (1,)]
    assert [one.chosen for one in nearly_best(solved, 5.0, 1)] == [(0,)]


def test_a_paper_holds_the_rows_that_it_must(problems):
    problem = problems(("A1",))
    assert optimum(problem).chosen == (0, 1)
    assert holding(problem, frozenset({"A1/T2", "Z1/T1"})).needed == (*problem.needed, (1,))
