"""The usual ways to assemble, to be measured beside ours: one model of everything, greedy choice, random restarts."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from pipeline.assemble.tickets import Column, Settings
from pipeline.ata.form import holds, value_of
from pipeline.ata.lines import block_of
from pipeline.ata.solver import Constraint, Variable, _linear_program
from pipeline.ata.table import Problem, missed

INFINITE = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """What a way found: its value and its bound on the same scale as ours; infinite and 0 when it found nothing."""

    value: float
    bound: float = 0.0


def one_model(problem: Problem, points: int, seconds: float) -> Rival:
    """One mixed-integer model of the whole bank, points fixed to those of our paper, stopped by a limit in seconds.

    The ratio is no linear objective: at fixed points it is one, and our paper is among those that it may find.
    """
    block = block_of(problem)
    scale = tuple((k, float(p)) for k, p in enumerate(problem.scale))
    solver = solved(
        block.variables,
        [*block.constraints, Constraint(terms=scale, lower=points, upper=points)],
        seconds,
    )
    info = solver.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Rival(value=INFINITE, bound=max(0.0, 100 * info.mip_dual_bound / points))
    return Rival(
        value=100 * info.objective_function_value / points,
        bound=100 * info.mip_dual_bound / points,
    )


def solved(
    variables: Sequence[Variable], constraints: Sequence[Constraint], seconds: float
) -> highspy.Highs:
    """HiGHS as we call it, but stopped after so many seconds of CPU."""
    solver = highspy.Highs()
    for option, setting in (("output_flag", False), ("threads", 1)):
        solver.setOptionValue(option, setting)
    end = time.process_time() + seconds

    def stop(event: highspy.HighsCallbackEvent) -> None:
        if time.process_time() > end:
            event.interrupt()

    solver.cbMipInterrupt.subscribe(stop)
    solver.cbSimplexInterrupt.subscribe(stop)
    solver.passModel(_linear_program(variables, constraints))
    solver.run()
    return solver


def greedy(problem: Problem, size: int) -> Rival:
    """Item by item, the one after which the paper misses its rules and wishes least; best paper on the way."""
    score, chosen, best = _scorer(problem), (), INFINITE
    for _ in range(size):
        rest = [k for k in range(len(problem.rows)) if k not in chosen]
        if not rest:
            break
        chosen = min(((*chosen, k) for k in rest), key=score)
        best = min(best, _valued(problem, chosen))
    return Rival(value=best)


def restarts(problem: Callable[[Sequence[int]], Problem], count: int, seconds: float) -> Rival:
    """Two scenarios drawn, seven to nine of their items, swaps as long as one helps; the best until time is up."""
    dice = random.Random(2)  # noqa: S311 (no secret depends on it)
    best = INFINITE
    start = time.process_time()
    while time.process_time() < start + seconds:
        own = problem(dice.sample(range(count), 2))
        score, size = _scorer(own), len(own.rows)
        chosen = tuple(dice.sample(range(size), min(size, dice.randint(7, 9))))
        least, better = score(chosen), True
        while better:
            swaps = [
                (*chosen[:n], k, *chosen[n + 1 :])
                for n in range(len(chosen))
                for k in range(size)
                if k not in chosen
            ]
            next_one = min(swaps, key=score)
            better = score(next_one) < least - 1e-9
            if better:
                chosen, least = next_one, score(next_one)
        best = min(best, _valued(own, chosen))
    return Rival(value=best)


def _scorer(problem: Problem) -> Callable[[tuple[int, ...]], float]:
    """What a choice misses of rules and wishes, rules tenfold, on 100 points."""
    limits = [(10.0, limit) for limit in problem.limits]
    limits += [(float(w.price), limit) for w in problem.wishes for limit in w.limits]
    amounts = np.array([[float(a) for a in limit.amounts] for _, limit in limits])
    price = np.array([p for p, _ in limits])
    lower = np.array([-np.inf if n.lower is None else float(n.lower) for _, n in limits])
    upper = np.array([np.inf if n.upper is None else float(n.upper) for _, n in limits])
    points = np.array([float(p) for p in problem.scale])

    def score(chosen: tuple[int, ...]) -> float:
        own = list(chosen)
        sums = amounts[:, own].sum(axis=1)
        over = np.maximum(np.maximum(lower - sums, sums - upper), 0)
        return float(100 * (price * over).sum() / points[own].sum())

    return score


def _valued(problem: Problem, chosen: tuple[int, ...]) -> float:
    """The value of a choice that keeps every rule, else infinite."""
    if any(missed(limit, chosen) for limit in problem.limits):
        return INFINITE
    if not all(holds(groups, chosen) for groups in problem.groups):
        return INFINITE
    return value_of(problem, chosen)


def greedy_tickets(columns: Sequence[Column], settings: Settings, count: int) -> Rival:
    """The best candidates in order, no item twice as long as one is left, then whatever comes."""
    taken: list[Column] = []
    used: set[str] = set()
    for column in columns:
        if used.isdisjoint(column.items):
            taken.append(column)
            used.update(column.items)
    more = [column for column in columns for _ in range(len(settings[column.scenario]))]
    chosen = (taken + more)[:count]
    return Rival(value=max((c.value for c in chosen), default=INFINITE))


def drawn_tickets(columns: Sequence[Column], settings: Settings, count: int, draws: int) -> Rival:
    """So many candidates drawn at once, the best of so many draws by its worst ticket."""
    dice = random.Random(3)  # noqa: S311 (no secret depends on it)
    offers = [c.value for c in columns for _ in range(len(settings[c.scenario]))]
    if len(offers) < count:
        return Rival(value=INFINITE)
    return Rival(value=min(max(dice.sample(offers, count)) for _ in range(draws)))


def ticket_model(problem: Problem, count: int, seconds: float) -> Rival:
    """One model with a binary for each item in each ticket: least worst deviation, no item twice.

    The deviation is counted in points: a ticket's points are no constant, and its ratio is no linear objective.
    """
    block = block_of(problem)
    size, variables = len(block.variables), []
    constraints: list[Constraint] = []
    worst = count * size
    for ticket in range(count):
        shift = ticket * size
        variables += [
            Variable(lower=v.lower, upper=v.upper, integer=v.integer) for v in block.variables
        ]
        constraints += [
            Constraint(
                terms=tuple((k + shift, a) for k, a in row.terms), lower=row.lower, upper=row.upper
            )
            for row in block.constraints
        ]
        costs = tuple((k + shift, v.cost) for k, v in enumerate(block.variables) if v.cost)
        constraints.append(Constraint(terms=(*costs, (worst, -1.0)), upper=0))
    for k in range(len(problem.rows)):
        terms = tuple((k + ticket * size, 1.0) for ticket in range(count))
        constraints.append(Constraint(terms=terms, upper=1))
    variables.append(Variable(cost=1))
    solver = solved(variables, constraints, seconds)
    if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Rival(value=INFINITE)
    values = solver.getSolution().col_value
    tickets = [
        tuple(k for k in range(len(problem.rows)) if values[t * size + k] > 0.5)
        for t in range(count)
    ]
    return Rival(value=max(value_of(problem, ticket) for ticket in tickets))
