"""The best forms that the rows of a problem can make, exactly.

On 100 points the value of a form is a ratio (deviation a point of the form), so it is minimised by Dinkelbach's
method: each step is a small mixed-integer program, and the last one proves the optimum
(Dinkelbach, Management Science 13, 1967).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.ata.solver import (
    INFINITY,
    Constraint,
    Solution,
    Variable,
    chosen_of,
    minimise,
)
from pipeline.ata.table import Groups, Limit, Problem, Wish, missed, used
from pipeline.model.requirement import Goal, Measure

TOLERANCE = 1e-6
Slack = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Optimum:
    """The indexes of the chosen rows and their value, proved minimal among what the cuts left."""

    chosen: tuple[int, ...]
    value: float


def optimum(problem: Problem, forbidden: Sequence[tuple[int, ...]] = ()) -> Optimum | None:
    """The form of least value other than the forbidden ones; ``None`` when there is none.

    A step whose exact minimum does not improve on the form found before proves that form.
    """
    found: Optimum | None = None
    while True:
        price = found.value / 100 if found and problem.scale else 0.0
        solution = _solve(problem, price, forbidden, whole=True)
        if solution is None:
            return None
        chosen = chosen_of(solution, len(problem.rows))
        value = value_of(problem, chosen)
        if found is not None and value > found.value - TOLERANCE:
            return found
        found = Optimum(chosen=chosen, value=value)
        if not problem.scale:
            return found


def may_reach(problem: Problem, value: float) -> bool:
    """Whether the relaxed problem still allows a form of at most that value: false is a proof that none does."""
    solution = _solve(problem, value / 100, (), whole=False)
    return solution is not None and solution.value <= TOLERANCE


def value_of(problem: Problem, chosen: Sequence[int]) -> float:
    """The value of a form: the price of its wishes, on 100 points where the problem is scaled."""
    price = sum((wish.price * distance(wish, chosen) for wish in problem.wishes), Decimal(0))
    if not problem.scale:
        return float(price)
    return float(100 * price / sum((problem.scale[k] for k in chosen), Decimal(0)))


def distance(wish: Wish, chosen: Sequence[int]) -> Decimal:
    """How far the chosen rows are from a wish, in amounts; what they add up to for a minimum, less it for a maximum."""
    if wish.requirement.goal is Goal.SOFT:
        return max((abs(missed(limit, chosen)) for limit in wish.limits), default=Decimal(0))
    amount = sum((wish.amounts[k] for k in chosen), Decimal(0))
    return amount if wish.requirement.goal is Goal.MINIMISE else -amount


def row_of(limit: Limit, *slack: tuple[int, float]) -> Constraint:
    """A limit as a row of the model, with slack variables where it may be missed."""
    return Constraint(
        terms=(*_terms(limit.amounts), *slack),
        lower=-INFINITY if limit.lower is None else float(limit.lower),
        upper=INFINITY if limit.upper is None else float(limit.upper),
    )


def structure(problem: Problem) -> list[Constraint]:
    """What is never given up: one row of each needed group, no two rows that are apart."""
    rows = [Constraint(terms=tuple((k, 1.0) for k in group), lower=1) for group in problem.needed]
    rows += [Constraint(terms=((a, 1.0), (b, 1.0)), upper=1) for a, b in problem.apart]
    return rows


def group_rows(
    groups: Groups, variables: list[Variable], *slack: tuple[int, float], whole: bool
) -> list[Constraint]:
    """The rows of a measure that counts words; adds a variable for each word, 1 when it is used."""
    requirement = groups.requirement
    low = float(requirement.low or 0)
    high = INFINITY if requirement.high is None else float(requirement.high)
    rows: list[Constraint] = []
    counted: list[tuple[int, float]] = []
    for members in groups.members:
        index = len(variables)
        variables.append(Variable(upper=1, integer=whole))
        counted.append((index, 1.0))
        rows += [Constraint(terms=((index, 1.0), (k, -1.0)), lower=0) for k in members]
        chosen = tuple((k, 1.0) for k in members)
        if requirement.measure is Measure.WHOLE:
            rows.append(Constraint(terms=(*chosen, (index, -float(len(members)))), lower=0))
            continue
        rows.append(Constraint(terms=((index, 1.0), *((k, -1.0) for k in members)), upper=0))
        if requirement.measure is Measure.EACH:
            rows.append(Constraint(terms=(*chosen, (index, -low)), lower=0))
            most = min(high, float(len(members)))
            rows.append(Constraint(terms=(*chosen, (index, -most)), upper=0))
    if requirement.measure is Measure.DISTINCT:
        rows.append(Constraint(terms=(*counted, *slack), lower=low, upper=high))
    return rows


def holds(groups: Groups, chosen: Sequence[int]) -> bool:
    """Whether the chosen rows keep a requirement that counts words."""
    counts = used(groups, chosen)
    low = groups.requirement.low or 0
    high = groups.requirement.high
    if groups.requirement.measure is Measure.WHOLE:
        sizes = [len(members) for members in groups.members]
        return all(count in (0, size) for count, size in zip(counts, sizes, strict=True))
    if groups.requirement.measure is Measure.EACH:
        return all(low <= c and (high is None or c <= high) for c in counts if c)
    found = sum(count > 0 for count in counts)
    return low <= found and (high is None or found <= high)


def _solve(
    problem: Problem, price: float, forbidden: Sequence[tuple[int, ...]], *, whole: bool
) -> Solution | None:
    """Minimise the wishes less price times points: negative as long as a better ratio exists."""
    size = len(problem.rows)
    scale = problem.scale or (Decimal(0),) * size
    variables = [Variable(upper=1, cost=-price * float(p), integer=whole) for p in scale]
    constraints = [row_of(limit) for limit in problem.limits]
    for wish in problem.wishes:
        constraints += wish_rows(wish, variables)
    constraints += structure(problem)
    for groups in problem.groups:
        constraints += group_rows(groups, variables, whole=whole)
    constraints += [cut(chosen, size) for chosen in forbidden]
    return minimise(variables, constraints)


def wish_rows(wish: Wish, variables: list[Variable]) -> list[Constraint]:
    """The rows that price a wish: a new variable at least its distance, or at its amount."""
    index = len(variables)
    if wish.requirement.goal is Goal.SOFT:
        variables.append(Variable(cost=float(wish.price)))
        sides = [(limit, 1.0 if limit.upper is None else -1.0) for limit in _one_sided(wish)]
        return [row_of(limit, (index, sign)) for limit, sign in sides]
    sign = 1.0 if wish.requirement.goal is Goal.MINIMISE else -1.0
    variables.append(Variable(lower=-INFINITY, cost=sign * float(wish.price)))
    return [Constraint(terms=(*_terms(wish.amounts), (index, -1.0)), lower=0, upper=0)]


def cut(chosen: Sequence[int], size: int) -> Constraint:
    """Forbid exactly one choice of rows."""
    inside = set(chosen)
    terms = tuple((k, -1.0 if k in inside else 1.0) for k in range(size))
    return Constraint(terms=terms, lower=1.0 - len(inside))


def _one_sided(wish: Wish) -> list[Limit]:
    """The limits of a wish, each with one bound."""
    found = []
    for limit in wish.limits:
        if limit.lower is not None:
            found.append(_side(limit, lower=limit.lower))
        if limit.upper is not None:
            found.append(_side(limit, upper=limit.upper))
    return found


def _side(limit: Limit, lower: Decimal | None = None, upper: Decimal | None = None) -> Limit:
    """One side of a limit."""
    return Limit(requirement=limit.requirement, amounts=limit.amounts, lower=lower, upper=upper)


def _terms(amounts: Sequence[Decimal]) -> tuple[tuple[int, float], ...]:
    """The non-zero coefficients."""
    return tuple((k, float(a)) for k, a in enumerate(amounts) if a)
