"""The best papers of scenario sets solved one after the other: any rules, any number of scenarios, few sets."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from pipeline.ata.form import Optimum, may_reach, optimum
from pipeline.ata.table import Problem

SETS_TRIED = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """A scenario set with its problem and its best paper."""

    scenarios: tuple[str, ...]
    problem: Problem
    optimum: Optimum


@dataclass(frozen=True, slots=True, kw_only=True)
class Solutions:
    """The sets that were solved; ``complete``: no paper of a set that was left out is better than all of these."""

    solved: tuple[Solved, ...]
    complete: bool


def solve_sets(
    sets: Iterable[tuple[str, ...]],
    problem_of: Callable[[tuple[str, ...]], Problem],
    wanted: tuple[int, int],
) -> Solutions:
    """The best paper of each set; ``wanted``: how many sets, and sets of a scenario, are solved at least.

    Beyond these a set that cannot do better than the worst of those wanted is left out unsolved.
    """
    solved: list[Solved] = []
    uses: Counter[str] = Counter()
    for number, chosen in enumerate(sets):
        if number == SETS_TRIED:
            return Solutions(solved=tuple(solved), complete=False)
        problem = problem_of(chosen)
        if len(solved) >= wanted[0] and all(uses[s] >= wanted[1] for s in chosen):
            worst = sorted(one.optimum.value for one in solved)[wanted[0] - 1]
            if not may_reach(problem, worst):
                continue
        best = optimum(problem)
        if best is not None:
            solved.append(Solved(scenarios=chosen, problem=problem, optimum=best))
            uses.update(chosen)
    return Solutions(solved=tuple(solved), complete=True)


def nearly_best(solved: Solved, epsilon: float, most: int) -> list[Optimum]:
    """The papers of a set within so much of its best, the best first, so many at most."""
    found = [solved.optimum]
    while len(found) < most:
        further = optimum(solved.problem, [one.chosen for one in found])
        if further is None or further.value > solved.optimum.value + epsilon:
            break
        found.append(further)
    return found


def holding(problem: Problem, must: frozenset[str]) -> Problem:
    """The problem of the papers that hold these rows too, as far as the problem has them."""
    held = tuple((k,) for k, row in enumerate(problem.rows) if row.id in must)
    return replace(problem, needed=(*problem.needed, *held))
