"""A small mixed-integer model and its exact minimum, by HiGHS on one thread."""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

INFINITY = highspy.kHighsInf
OPTIONS = (("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0))
SOLVED = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty)
IMPOSSIBLE = (
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One variable: bounds, cost, whole or not."""

    lower: float = 0.0
    upper: float = INFINITY
    cost: float = 0.0
    integer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """``lower <= sum(coefficient * variable) <= upper``; terms are (index, coefficient)."""

    terms: tuple[tuple[int, float], ...]
    lower: float = -INFINITY
    upper: float = INFINITY


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """An optimal point and its value, proved minimal to one millionth."""

    values: tuple[float, ...]
    value: float


def minimise(variables: Sequence[Variable], constraints: Sequence[Constraint]) -> Solution | None:
    """The proved minimum, ``None`` when no point satisfies the constraints.

    Deterministic: one thread, seed 0, no limit in seconds. The minimum must be bounded.
    """
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, setting in OPTIONS:
        solver.setOptionValue(option, setting)
    solver.passModel(_linear_program(variables, constraints))
    solver.run()
    status = solver.getModelStatus()
    if status in IMPOSSIBLE:
        return None
    assert status in SOLVED, f"HiGHS stopped with {status}"
    return Solution(
        values=tuple(solver.getSolution().col_value),
        value=solver.getInfo().objective_function_value,
    )


def chosen_of(solution: Solution, size: int) -> tuple[int, ...]:
    """Which of the first ``size`` variables, all 0 or 1, are 1."""
    return tuple(k for k in range(size) if solution.values[k] > 0.5)


def _linear_program(
    variables: Sequence[Variable], constraints: Sequence[Constraint]
) -> highspy.HighsLp:
    """The model in the row-wise form that HiGHS takes."""
    program = highspy.HighsLp()
    program.num_col_ = len(variables)
    program.num_row_ = len(constraints)
    program.col_cost_ = np.array([v.cost for v in variables], dtype=np.double)
    program.col_lower_ = np.array([v.lower for v in variables], dtype=np.double)
    program.col_upper_ = np.array([v.upper for v in variables], dtype=np.double)
    program.row_lower_ = np.array([c.lower for c in constraints], dtype=np.double)
    program.row_upper_ = np.array([c.upper for c in constraints], dtype=np.double)
    starts = [0]
    for constraint in constraints:
        starts.append(starts[-1] + len(constraint.terms))
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.array(starts, dtype=np.int32)
    matrix.index_ = np.array([i for c in constraints for i, _ in c.terms], dtype=np.int32)
    matrix.value_ = np.array([a for c in constraints for _, a in c.terms], dtype=np.double)
    program.integrality_ = [
        highspy.HighsVarType.kInteger if v.integer else highspy.HighsVarType.kContinuous
        for v in variables
    ]
    return program
