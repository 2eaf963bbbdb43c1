"""When nothing fits: how near the rows come, and what each rule that is missed costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.ata.form import group_rows, row_of, structure
from pipeline.ata.solver import Variable, chosen_of, minimise
from pipeline.ata.table import Groups, Limit, Problem, missed, used
from pipeline.model.requirement import Measure, Requirement

HUNDREDTH = Decimal("0.01")
SHARE_PRICE = Decimal(1)
MEAN_PRICE = Decimal(20)
COUNT_PRICE = Decimal(10)
SUM_PRICE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """By how much one rule is missed, in its own unit (percent, minutes, questions…); negative is too little."""

    requirement: Requirement
    amount: Decimal
    price: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """How near the rows come: the form of least cost, what it lacks, and what that costs (points on 100)."""

    chosen: tuple[int, ...]
    lacks: tuple[Lack, ...]
    cost: float


def nearest(problem: Problem, prices: Mapping[str, Decimal] | None = None) -> Nearest:
    """The least relaxation of the rules with which the rows make a form; no lack when they make one.

    ``prices`` of rules by id replace the usual ones (points on 100 for one unit missed).
    """
    size = len(problem.rows)
    variables = [Variable(upper=1, integer=True) for _ in range(size)]
    rows = structure(problem)
    total = sum(problem.scale, Decimal(0)) or Decimal(100)
    for limit in problem.limits:
        price = price_of(limit.requirement, prices or {})
        each = price / (limit.unit * total) if limit.unit else price
        rows.append(row_of(limit, *_slack(variables, float(each))))
    for groups in problem.groups:
        price = price_of(groups.requirement, prices or {})
        rows += group_rows(groups, variables, *_slack(variables, float(price)), whole=True)
    solution = minimise(variables, rows)
    assert solution is not None, "every rule may be relaxed"
    chosen = chosen_of(solution, size)
    return Nearest(chosen=chosen, lacks=lacks(problem, chosen, prices), cost=solution.value)


def lacks(
    problem: Problem, chosen: Sequence[int], prices: Mapping[str, Decimal] | None = None
) -> tuple[Lack, ...]:
    """What a choice of rows misses of the rules, in the order of the table, each with its price."""
    points = sum((problem.scale[k] for k in chosen), Decimal(0)) if problem.scale else Decimal(0)
    found = [(limit.requirement, _missed(limit, chosen, points)) for limit in problem.limits]
    found += [(groups.requirement, _miscounted(groups, chosen)) for groups in problem.groups]
    return tuple(
        Lack(requirement=rule, amount=amount, price=abs(amount) * price_of(rule, prices or {}))
        for rule, amount in found
        if amount
    )


def price_of(requirement: Requirement, prices: Mapping[str, Decimal]) -> Decimal:
    """What missing a rule by one unit costs, in points on 100."""
    if requirement.id in prices:
        return prices[requirement.id]
    if requirement.measure is Measure.SHARE:
        return SHARE_PRICE
    if requirement.measure is Measure.MEAN:
        return MEAN_PRICE
    return SUM_PRICE if requirement.column else COUNT_PRICE


def _slack(variables: list[Variable], price: float) -> tuple[tuple[int, float], tuple[int, float]]:
    """Two new variables by which a row may go over or under its bounds, at a price a unit."""
    over = len(variables)
    variables += [Variable(cost=price), Variable(cost=price)]
    return (over, -1.0), (over + 1, 1.0)


def _missed(limit: Limit, chosen: Sequence[int], points: Decimal) -> Decimal:
    """By how much the chosen rows miss a limit, in the unit of its requirement."""
    amount = missed(limit, chosen)
    if amount and limit.unit and points:
        return (amount / points / limit.unit).quantize(HUNDREDTH)
    return amount


def _miscounted(groups: Groups, chosen: Sequence[int]) -> Decimal:
    """By how much the words used miss their bounds; EACH and WHOLE are structure, never relaxed."""
    rule = groups.requirement
    if rule.measure is not Measure.DISTINCT:
        return Decimal(0)
    found = Decimal(sum(count > 0 for count in used(groups, chosen)))
    low = rule.low if rule.low is not None else found
    high = rule.high if rule.high is not None else found
    return min(found - low, Decimal(0)) or max(found - high, Decimal(0))
