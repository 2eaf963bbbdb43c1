"""The optimisation model of one scenario set: the best papers that its items can make, exactly.

The value of a paper is a ratio (deviation a point of the paper), so it is minimised by Dinkelbach's
method: each step is a small mixed-integer program, and the last one proves the optimum
(Dinkelbach, Management Science 13, 1967).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.assemble.limits import Distance, Limit
from pipeline.assemble.solver import (
    INFINITY,
    Constraint,
    Solution,
    Variable,
    chosen_of,
    minimise,
)
from pipeline.model.item import Item

TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """The items of one scenario set with everything that a paper made of them must satisfy.

    ``scenarios`` gives each item's scenario; ``documents`` bounds the number of distinct documents asked on.
    """

    items: tuple[Item, ...]
    scenarios: tuple[str, ...]
    limits: tuple[Limit, ...]
    distances: tuple[Distance, ...]
    documents: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Optimum:
    """The indexes of the chosen items and their value, proved minimal among what the cuts left."""

    chosen: tuple[int, ...]
    value: float


def optimum(problem: Problem, forbidden: Sequence[tuple[int, ...]] = ()) -> Optimum | None:
    """The paper of least deviation (points on 100), other than the forbidden ones; ``None`` when there is none.

    A step whose exact minimum does not improve on the paper found before proves that paper.
    """
    found: Optimum | None = None
    while True:
        price = found.value / 100 if found else 0.0
        solution = _solve(problem, price, forbidden, whole=True)
        if solution is None:
            return None
        chosen = chosen_of(solution, len(problem.items))
        value = value_of(problem, chosen)
        if found is not None and value > found.value - TOLERANCE:
            return found
        found = Optimum(chosen=chosen, value=value)


def may_reach(problem: Problem, value: float) -> bool:
    """Whether the relaxed problem still allows a paper of at most that value: false is a proof that none does."""
    solution = _solve(problem, value / 100, (), whole=False)
    return solution is not None and solution.value <= TOLERANCE


def value_of(problem: Problem, chosen: Sequence[int]) -> float:
    """The deviation of a paper, in points on 100."""
    points = sum((problem.items[k].points for k in chosen), Decimal(0))
    deviation = sum(
        (
            d.weight * abs(sum((d.amounts[k] for k in chosen), Decimal(0)))
            for d in problem.distances
        ),
        Decimal(0),
    )
    return float(100 * deviation / points)


def documents_of(problem: Problem, chosen: Sequence[int]) -> int:
    """How many distinct documents the chosen items ask on."""
    return len({(problem.scenarios[k], d) for k in chosen for d in problem.items[k].documents})


def row(limit: Limit, *slack: tuple[int, float]) -> Constraint:
    """A limit as a row of the model, with slack variables where it may be missed."""
    return Constraint(
        terms=(*_terms(limit.amounts), *slack),
        lower=-INFINITY if limit.lower is None else float(limit.lower),
        upper=INFINITY if limit.upper is None else float(limit.upper),
    )


def structure(problem: Problem) -> list[Constraint]:
    """What is never given up: an item of each scenario of the set, and no two enemies."""
    rows = []
    for scenario in sorted(set(problem.scenarios)):
        terms = tuple((k, 1.0) for k, s in enumerate(problem.scenarios) if s == scenario)
        rows.append(Constraint(terms=terms, lower=1))
    index = {item.id: k for k, item in enumerate(problem.items)}
    for k, item in enumerate(problem.items):
        for enemy in item.enemies:
            other = index.get(f"{problem.scenarios[k]}/{enemy}")
            if other is not None:
                rows.append(Constraint(terms=((k, 1.0), (other, 1.0)), upper=1))
    return rows


def documents(
    problem: Problem, variables: list[Variable], *slack: tuple[int, float], whole: bool
) -> list[Constraint]:
    """Count the distinct documents that the chosen items ask on, within the bounds; adds a variable for each."""
    users: dict[tuple[str, str], list[int]] = {}
    for k, item in enumerate(problem.items):
        for document in item.documents:
            users.setdefault((problem.scenarios[k], document), []).append(k)
    rows: list[Constraint] = []
    counted: list[tuple[int, float]] = []
    for place in sorted(users):
        index = len(variables)
        variables.append(Variable(upper=1, integer=whole))
        counted.append((index, 1.0))
        rows += [Constraint(terms=((index, 1.0), (k, -1.0)), lower=0) for k in users[place]]
        used = tuple((k, -1.0) for k in users[place])
        rows.append(Constraint(terms=((index, 1.0), *used), upper=0))
    low, high = problem.documents
    rows.append(Constraint(terms=(*counted, *slack), lower=low, upper=high))
    return rows


def _solve(
    problem: Problem, price: float, forbidden: Sequence[tuple[int, ...]], *, whole: bool
) -> Solution | None:
    """Minimise deviation less price times points: negative as long as a better ratio exists."""
    size = len(problem.items)
    variables = [
        Variable(upper=1, cost=-price * float(item.points), integer=whole) for item in problem.items
    ]
    constraints = [row(limit) for limit in problem.limits]
    for distance in problem.distances:
        constraints += _absolute(distance, len(variables))
        variables.append(Variable(cost=float(distance.weight)))
    constraints += structure(problem)
    constraints += documents(problem, variables, whole=whole)
    constraints += [_cut(chosen, size) for chosen in forbidden]
    return minimise(variables, constraints)


def _terms(amounts: Sequence[Decimal]) -> tuple[tuple[int, float], ...]:
    """The non-zero coefficients."""
    return tuple((k, float(a)) for k, a in enumerate(amounts) if a)


def _absolute(distance: Distance, index: int) -> list[Constraint]:
    """The variable at ``index`` is at least the absolute value of the quantity."""
    terms = _terms(distance.amounts)
    return [
        Constraint(terms=(*terms, (index, -1.0)), upper=0),
        Constraint(terms=(*terms, (index, 1.0)), lower=0),
    ]


def _cut(chosen: Sequence[int], size: int) -> Constraint:
    """Forbid exactly one choice of items."""
    inside = set(chosen)
    terms = tuple((k, -1.0 if k in inside else 1.0) for k in range(size))
    return Constraint(terms=terms, lower=1.0 - len(inside))
