"""The optimisation model of one scenario set: the best papers that its items can make, exactly.

The value of a paper is a ratio (deviation a point of the paper), so it is minimised by Dinkelbach's
method: each step is a small mixed-integer program, and the last one proves the optimum
(Dinkelbach, Management Science 13, 1967).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.assemble.limits import Distance, Limit
from pipeline.assemble.solver import INFINITY, Constraint, Solution, Variable, minimise
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
    """The paper of least deviation (points on 100), other than the forbidden ones; ``None`` when there is none."""
    found: Optimum | None = None
    price = 1e3
    while True:
        solution = _solve(problem, price, forbidden, whole=True)
        if solution is None:
            return None
        if found is not None and solution.bound > -TOLERANCE:
            return found
        chosen = tuple(k for k in range(len(problem.items)) if solution.values[k] > 0.5)
        found = Optimum(chosen=chosen, value=value_of(problem, chosen))
        price = found.value / 100


def may_reach(problem: Problem, value: float) -> bool:
    """Whether the relaxed problem still allows a paper of at most that value: false is a proof that none does."""
    solution = _solve(problem, value / 100, (), whole=False)
    return solution is not None and solution.value <= TOLERANCE


def value_of(problem: Problem, chosen: Sequence[int]) -> float:
    """The deviation of a paper, in points on 100."""
    points = float(sum(problem.items[k].points for k in chosen))
    deviation = sum(
        float(d.weight) * abs(float(sum(d.amounts[k] for k in chosen))) for d in problem.distances
    )
    return 100 * deviation / points


def _solve(
    problem: Problem, price: float, forbidden: Sequence[tuple[int, ...]], *, whole: bool
) -> Solution | None:
    """Minimise deviation less price times points: negative as long as a better ratio exists."""
    size = len(problem.items)
    variables = [
        Variable(upper=1, cost=-price * float(item.points), integer=whole) for item in problem.items
    ]
    constraints = [_row(limit) for limit in problem.limits]
    for distance in problem.distances:
        constraints += _absolute(distance, len(variables))
        variables.append(Variable(cost=float(distance.weight)))
    constraints += _every_scenario(problem)
    constraints += _enemies(problem)
    constraints += _documents(problem, variables, whole=whole)
    for chosen in forbidden:
        constraints.append(_cut(chosen, size))
    return minimise(variables, constraints)


def _row(limit: Limit) -> Constraint:
    """A limit as a row of the model."""
    return Constraint(
        terms=_terms(limit.amounts),
        lower=-INFINITY if limit.lower is None else float(limit.lower),
        upper=INFINITY if limit.upper is None else float(limit.upper),
    )


def _terms(amounts: Sequence[object]) -> tuple[tuple[int, float], ...]:
    """The non-zero coefficients."""
    return tuple((k, float(a)) for k, a in enumerate(amounts) if a)  # type: ignore[arg-type]


def _absolute(distance: Distance, index: int) -> list[Constraint]:
    """The variable at ``index`` is at least the absolute value of the quantity."""
    terms = _terms(distance.amounts)
    return [
        Constraint(terms=(*terms, (index, -1.0)), upper=0),
        Constraint(terms=(*terms, (index, 1.0)), lower=0),
    ]


def _every_scenario(problem: Problem) -> list[Constraint]:
    """Each scenario of the set gives at least one item: a smaller set is another problem."""
    rows = []
    for scenario in sorted(set(problem.scenarios)):
        terms = tuple((k, 1.0) for k, s in enumerate(problem.scenarios) if s == scenario)
        rows.append(Constraint(terms=terms, lower=1))
    return rows


def _enemies(problem: Problem) -> list[Constraint]:
    """Two items that give each other away are never on the same paper."""
    index = {item.id: k for k, item in enumerate(problem.items)}
    rows = []
    for k, item in enumerate(problem.items):
        for enemy in item.enemies:
            other = index.get(f"{problem.scenarios[k]}/{enemy}")
            if other is not None:
                rows.append(Constraint(terms=((k, 1.0), (other, 1.0)), upper=1))
    return rows


def _documents(problem: Problem, variables: list[Variable], *, whole: bool) -> list[Constraint]:
    """Count the distinct documents that the chosen items ask on, within the bounds."""
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
    rows.append(Constraint(terms=tuple(counted), lower=low, upper=high))
    return rows


def _cut(chosen: Sequence[int], size: int) -> Constraint:
    """Forbid exactly one choice of items."""
    inside = set(chosen)
    terms = tuple((k, -1.0 if k in inside else 1.0) for k in range(size))
    return Constraint(terms=terms, lower=1.0 - len(inside))
