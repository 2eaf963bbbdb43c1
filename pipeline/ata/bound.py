"""How good a set of forms can be at best: proved by the form that is the mean of all of them.

Of any set of forms, the mean of their 0/1 choices satisfies every linear rule of one form, uses each row by its uses a
form, and is worth no more than the worst of them. What two forms share on average is a convex function of these uses:
``sum of n(n-1)/2`` over the rows is what all pairs share. The least value of such a mean is a linear program.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, gcd, lcm

from pipeline.ata.lines import block_of, row_of, used_rows
from pipeline.ata.links import Left, Uses
from pipeline.ata.solver import INFINITY, Constraint, Variable, minimise
from pipeline.ata.table import Groups, Limit, Problem, Wish
from pipeline.model.requirement import Goal

TOLERANCE = 1e-6
SLOPES = 12
"""How many uses of a row the convex function of the sharing is told for; more would prove no more in practice."""


def least_worst(left: Left, count: int) -> float | None:
    """A proved bound: in every set of forms one is worth at least that; ``None`` when there is no set at all."""
    price = 0.0
    while True:
        variables, rows = _mean_form(left, count, price)
        solution = minimise(variables, rows)
        if solution is None:
            return None
        if not left.problem.scale:
            return _rounded(solution.value, grain(left.problem.wishes))
        if price and solution.value > -TOLERANCE:
            return 100 * price
        points = sum(
            float(p) * v for p, v in zip(left.problem.scale, solution.values, strict=False)
        )
        better = price + solution.value / points
        if abs(better - price) < TOLERANCE / 100:
            return 100 * better
        price = better


def none_below(left: Left, count: int, value: float) -> bool:
    """Whether it is proved that no set of forms has all its values under that one."""
    if left.problem.scale:
        return False
    level = value - max(TOLERANCE, 1e-9 * abs(value))
    tight = replace(left, problem=tightened(left.problem, level))
    variables, rows = _mean_form(tight, count, 0.0)
    costs = tuple((k, v.cost) for k, v in enumerate(variables) if v.cost)
    rows.append(Constraint(terms=costs, upper=level))
    return minimise([replace(v, cost=0.0) for v in variables], rows) is None


def tightened(problem: Problem, level: float) -> Problem:
    """The problem with the limits that each form of at most that value keeps, on the steps its sums can take."""
    if any(w.requirement.goal not in (Goal.SOFT, Goal.MINIMAX) for w in problem.wishes):
        return problem
    kept = tuple(
        limit
        for wish in problem.wishes
        if wish.price > 0
        for limit in _reached(wish, Fraction(level) / Fraction(wish.price))
    )
    return replace(problem, limits=(*problem.limits, *kept))


def grain(wishes: tuple[Wish, ...]) -> Fraction:
    """The step between the values that forms can have, 0 when unknown: all that they add up is a multiple of it."""
    found = Fraction(0)
    for wish in wishes:
        found = _common(found, Fraction(wish.price) * _step(_counted(wish)))
    return found


def _counted(wish: Wish) -> tuple[Decimal, ...]:
    """The numbers that the distance or the amount of a wish is added up from."""
    rule = wish.requirement
    if wish.groups is not None:
        return (Decimal(1), *(b for b in (rule.low, rule.high) if b is not None))
    if rule.goal not in (Goal.SOFT, Goal.MINIMAX):
        return wish.amounts
    bounds = [b for limit in wish.limits for b in (limit.lower, limit.upper) if b is not None]
    return (*bounds, *(a for limit in wish.limits for a in limit.amounts))


def _rounded(bound: float, step: Fraction) -> float:
    """The least value on the steps from a bound on."""
    if step < Fraction(1, 10**4):
        return bound
    return float(ceil(Fraction(bound) / step - Fraction(1, 10**4)) * step)


def _reached(wish: Wish, reach: Fraction) -> Iterator[Limit]:
    """The limits of a wish, loosened by a distance, then drawn in to the next sum that rows can have."""
    for limit in wish.limits:
        step = _step(limit.amounts)
        if not step:
            continue
        if limit.lower is not None:
            lowest = ceil((Fraction(limit.lower) - reach) / step) * step
            yield replace(limit, lower=_decimal(lowest), upper=None)
        if limit.upper is not None:
            highest = -ceil((-Fraction(limit.upper) - reach) / step) * step
            yield replace(limit, lower=None, upper=_decimal(highest))


def _step(amounts: tuple[Decimal, ...]) -> Fraction:
    """The greatest common divisor of some numbers."""
    found = Fraction(0)
    for amount in amounts:
        found = _common(found, Fraction(amount))
    return found


def _common(one: Fraction, other: Fraction) -> Fraction:
    """The greatest common divisor of two fractions."""
    under = lcm(one.denominator, other.denominator)
    return Fraction(gcd(int(one * under), int(other * under)), under)


def _decimal(value: Fraction) -> Decimal:
    """The decimal number of a fraction made of decimals."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def _mean_form(left: Left, count: int, price: float) -> tuple[list[Variable], list[Constraint]]:
    """The relaxed model of the mean of ``count`` forms."""
    block = block_of(left.problem, price, whole=False)
    variables, rows = list(block.variables), list(block.constraints)
    for limit in left.links.totals:
        row = row_of(limit)
        rows.append(replace(row, lower=row.lower / count, upper=row.upper / count))
    for groups in left.links.words:
        rows += _words(groups, count, variables)
    for uses in left.links.uses:
        rows += _uses(uses, count, variables)
    for limit in left.links.shared:
        if count > 1 and all(a >= 0 for a in limit.amounts):
            rows += _shared(limit, count, variables)
    return variables, rows


def _words(groups: Groups, count: int, variables: list[Variable]) -> Iterator[Constraint]:
    """The words used: each at least as much as its rows on average, at most their uses."""
    first = len(variables)
    for members in groups.members:
        index = len(variables)
        variables.append(Variable(upper=1))
        yield from (Constraint(terms=((index, 1.0), (k, -1.0)), lower=0) for k in members)
        uses = tuple((k, -float(count)) for k in members)
        yield Constraint(terms=((index, 1.0), *uses), upper=0)
    rule = groups.requirement
    yield Constraint(
        terms=tuple((k, 1.0) for k in range(first, len(variables))),
        lower=-INFINITY if rule.low is None else float(rule.low),
        upper=INFINITY if rule.high is None else float(rule.high),
    )


def _uses(uses: Uses, count: int, variables: list[Variable]) -> Iterator[Constraint]:
    """The uses of some rows, a form."""
    index = uses.members[0]
    if len(uses.members) > 1:
        index = len(variables)
        yield from used_rows(uses.members, variables, whole=False)
    yield Constraint(terms=((index, 1.0),), lower=uses.low / count, upper=uses.high / count)


def _shared(limit: Limit, count: int, variables: list[Variable]) -> Iterator[Constraint]:
    """What all pairs of forms share together, from the uses of each row."""
    row, pairs = row_of(limit), count * (count - 1) / 2
    shared: list[tuple[int, float]] = []
    for k, amount in row.terms:
        index = len(variables)
        variables.append(Variable())
        shared.append((index, amount))
        for slope in range(1, min(count, SLOPES + 1)):
            terms = ((index, 1.0), (k, -float(slope * count)))
            yield Constraint(terms=terms, lower=-slope * (slope + 1) / 2)
        yield Constraint(terms=((index, 1.0), (k, -float(count) * (count - 1) / 2)), upper=0)
    yield Constraint(terms=tuple(shared), lower=row.lower * pairs, upper=row.upper * pairs)
