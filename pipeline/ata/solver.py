"""A small mixed-integer model and its exact minimum, by HiGHS on one thread."""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

INFINITY = highspy.kHighsInf
EXACT = 1e-6
OPTIONS = (("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0))
SOLVED = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty)
IMPOSSIBLE = (
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
)
STOPPED = (
    highspy.HighsModelStatus.kSolutionLimit,
    highspy.HighsModelStatus.kObjectiveTarget,
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
    """An optimal point and its value, proved minimal to one millionth; ``duals`` of the rows when nothing is whole."""

    values: tuple[float, ...]
    value: float
    duals: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What a search of bounded effort found: its best point or none, and a proved bound of the minimum.

    ``proved``: the point is the minimum, or there is none.
    """

    solution: Solution | None
    bound: float
    proved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How far a search goes: so many nodes; a relative gap or a value that is good enough. The same on any machine."""

    nodes: int
    gap: float = 0.0
    target: float = -INFINITY


def minimise(variables: Sequence[Variable], constraints: Sequence[Constraint]) -> Solution | None:
    """The proved minimum, ``None`` when no point satisfies the constraints.

    Deterministic: one thread, seed 0, no limit in seconds. The minimum must be bounded.
    """
    solver = _run(variables, constraints)
    status = solver.getModelStatus()
    if status in IMPOSSIBLE:
        return None
    assert status in SOLVED, f"HiGHS stopped with {status}"
    return _solution(solver)


def search(
    variables: Sequence[Variable], constraints: Sequence[Constraint], effort: Effort
) -> Search:
    """The best point found with a bounded effort, and what is proved of it. Deterministic as ``minimise`` is."""
    solver = _run(variables, constraints, effort)
    status = solver.getModelStatus()
    if status in IMPOSSIBLE:
        return Search(solution=None, bound=INFINITY, proved=True)
    assert status in (*SOLVED, *STOPPED), f"HiGHS stopped with {status}"
    info = solver.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    bound = info.mip_dual_bound if any(v.integer for v in variables) else -INFINITY
    solution = _solution(solver) if found else None
    exact = solution is not None and (not effort.gap or bound >= solution.value - EXACT)
    if status in SOLVED and exact and solution is not None:
        return Search(solution=solution, bound=solution.value, proved=True)
    return Search(solution=solution, bound=bound, proved=False)


def chosen_of(solution: Solution, size: int) -> tuple[int, ...]:
    """Which of the first ``size`` variables, all 0 or 1, are 1."""
    return tuple(k for k in range(size) if solution.values[k] > 0.5)


def _run(
    variables: Sequence[Variable], constraints: Sequence[Constraint], effort: Effort | None = None
) -> highspy.Highs:
    """The solver when it has stopped."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, setting in OPTIONS:
        solver.setOptionValue(option, setting)
    if effort is not None:
        solver.setOptionValue("mip_max_nodes", effort.nodes)
        solver.setOptionValue("mip_rel_gap", effort.gap)
        solver.setOptionValue("objective_target", effort.target)
    solver.passModel(_linear_program(variables, constraints))
    solver.run()
    return solver


def _solution(solver: highspy.Highs) -> Solution:
    """The point that the solver holds."""
    return Solution(
        values=tuple(solver.getSolution().col_value),
        value=solver.getInfo().objective_function_value,
        duals=tuple(solver.getSolution().row_dual),
    )


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
