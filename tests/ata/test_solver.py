"""The solver: small models with a known minimum."""

import pytest

from pipeline.ata.solver import Constraint, Solution, Variable, chosen_of, minimise


def test_a_linear_minimum_is_found_at_its_corner():
    variables = [Variable(cost=2), Variable(cost=3)]
    rows = [Constraint(terms=((0, 1.0), (1, 1.0)), lower=4)]
    assert minimise(variables, rows) == Solution(values=(4.0, 0.0), value=8.0)


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
