"""The solver: small models with a known minimum."""

import pytest

from pipeline.ata.solver import (
    Constraint,
    Effort,
    Solution,
    Variable,
    chosen_of,
    minimise,
    search,
)


def test_a_linear_minimum_is_found_at_its_corner():
    variables = [Variable(cost=2), Variable(cost=3)]
    rows = [Constraint(terms=((0, 1.0), (1, 1.0)), lower=4)]
    assert minimise(variables, rows) == Solution(values=(4.0, 0.0), value=8.0, duals=(2.0,))


def test_whole_variables_are_whole():
    variables = [Variable(upper=1, cost=-v, integer=True) for v in (5, 4, 3)]
    rows = [Constraint(terms=((0, 4.0), (1, 3.0), (2, 2.0)), upper=5.5)]
    solution = minimise(variables, rows)
    assert chosen_of(solution, 3) == (1, 2)
    assert solution.value == pytest.approx(-7)


def test_what_cannot_hold_has_no_solution():
    assert minimise([Variable(upper=1)], [Constraint(terms=((0, 1.0),), lower=2)]) is None


def test_a_row_without_terms_that_asks_for_something_has_no_solution():
    assert minimise([Variable(upper=1)], [Constraint(terms=(), lower=1)]) is None


def test_a_model_without_variables_costs_nothing():
    assert minimise([], []) == Solution(values=(), value=0.0)


def test_a_minimum_without_bound_is_a_fault_of_ours():
    with pytest.raises(AssertionError, match="HiGHS stopped"):
        minimise([Variable(cost=-1)], [])


def subset(size):
    """A subset sum of odd numbers that an even target misses: many nodes, no point of value 0."""
    numbers = [2 * k * k + 2 * k + 1 for k in range(5, 5 + size)]
    variables = [Variable(upper=1, integer=True) for _ in numbers]
    variables.append(Variable(cost=1))
    terms = tuple((k, float(n)) for k, n in enumerate(numbers))
    half = sum(numbers) // 2 + 0.5
    return variables, [
        Constraint(terms=(*terms, (size, 1.0)), lower=half),
        Constraint(terms=(*terms, (size, -1.0)), upper=half),
        Constraint(terms=tuple((k, 1.0) for k in range(size)), lower=size / 2, upper=size / 2),
    ]


def test_a_search_with_effort_enough_proves_its_minimum():
    found = search(*subset(8), Effort(nodes=10**6))
    assert found.proved
    assert found.solution.value == found.bound == minimise(*subset(8)).value


def test_a_search_stopped_early_says_what_is_proved_and_no_more():
    found = search(*subset(20), Effort(nodes=1))
    assert not found.proved
    assert found.solution is None or found.bound <= found.solution.value


def test_a_search_stops_at_a_value_that_is_good_enough():
    variables, rows = subset(20)
    found = search(variables, rows, Effort(nodes=10**6, target=500.0))
    assert found.solution.value <= 500
    assert found.bound <= found.solution.value


def test_a_search_with_a_gap_proves_no_more_than_its_bound():
    found = search(*subset(12), Effort(nodes=10**6, gap=0.5))
    assert found.bound <= found.solution.value
    assert found.proved == (found.bound >= found.solution.value - 1e-6)


def test_a_search_says_that_there_is_no_point():
    found = search([Variable(upper=1)], [Constraint(terms=((0, 1.0),), lower=2)], Effort(nodes=1))
    assert (found.solution, found.proved) == (None, True)


def test_a_search_without_whole_variables_is_solved_outright():
    rows = [Constraint(terms=((0, 2.0),), lower=1)]
    found = search([Variable(cost=1)], rows, Effort(nodes=1))
    assert found.proved
    assert found.solution.values == (0.5,)
