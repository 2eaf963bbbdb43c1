"""From the bank's points to the points printed: totals exact, every element positive, shares within their tolerance."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.ata.solver import Constraint, Variable, minimise
from pipeline.codes import Code, sort_codes
from pipeline.model.blueprint import Blueprint
from pipeline.model.item import Item
from pipeline.rules import requirements as names

HALF = Decimal("0.5")
ONE = Decimal(1)
ZERO = Decimal(0)
WHOLE_FROM = 50
OUTSIDE = 1e3
IN_CELL = 0.1
LATER = 1e-4

Cell = tuple[int, Code]


def scale_items(items: Sequence[Item], blueprint: Blueprint) -> tuple[Item, ...]:
    """The items with their points, and those of their elements, made to add up to the printed total.

    Questions go in whole points on a paper of 50 or more, in halves below; elements in halves, finer only where an item
    has too many. As near the bank's points as the tolerances of the codes allow; every element has points in the bank.
    """
    if sum((i.points for i in items), ZERO) == blueprint.points:
        return tuple(items)
    step, unit = _steps(items, blueprint.points)
    points = _rounded(items, blueprint, step, unit)
    return tuple(_scaled(item, k, points, unit) for k, item in enumerate(items))


def apportion(weights: Sequence[Decimal], amount: Decimal, step: Decimal) -> tuple[Decimal, ...]:
    """``amount`` shared in whole steps as near the weights as can be, each share at least one step.

    Largest remainder (Hamilton), first on ties; ``amount`` is a multiple of ``step`` and covers a step each.
    """
    steps = int(amount / step)
    assert steps >= len(weights), "an amount covers a step each"
    weight = sum(weights, ZERO)
    quotas = [w * steps / weight for w in weights]
    counts = [max(1, int(q)) for q in quotas]
    while sum(counts) < steps:
        counts[max(range(len(counts)), key=lambda k: (quotas[k] - counts[k], -k))] += 1
    while sum(counts) > steps:
        above = [k for k in range(len(counts)) if counts[k] > 1]
        counts[max(above, key=lambda k: (counts[k] - quotas[k], k))] -= 1
    return tuple(count * step for count in counts)


def _steps(items: Sequence[Item], points: int) -> tuple[Decimal, Decimal]:
    """The step of a question's points, and of an element's: small enough for a step each."""
    step = ONE if points >= WHOLE_FROM else HALF
    while step * len(items) > points:
        step /= 2
    total = sum((i.points for i in items), ZERO)
    unit = min(step, HALF)
    for item in items:
        least = max(ONE, item.points * points / total // step) * step
        while unit * len(item.expected) > least:
            unit /= 2
    return step, unit


def _rounded(
    items: Sequence[Item], blueprint: Blueprint, step: Decimal, unit: Decimal
) -> dict[Cell, Decimal]:
    """The printed points of each item on each code: a controlled rounding of the table items x codes, exactly.

    Nearest to the quotas, questions first, with each code inside its tolerance where a rounding exists.
    """
    scale = blueprint.points / sum((i.points for i in items), ZERO)
    cells = [(k, c) for k, i in enumerate(items) for c in sort_codes(e.code for e in i.expected)]
    variables: list[Variable] = []
    rows: list[Constraint] = []
    for k, code in cells:
        elements = sum(e.code == code for e in items[k].expected)
        variables.append(Variable(lower=elements, integer=True))
    first = len(variables)
    for k, _ in enumerate(items):
        variables.append(Variable(lower=1, integer=True, cost=LATER * k))
        parts = tuple((n, float(unit)) for n, cell in enumerate(cells) if cell[0] == k)
        rows.append(Constraint(terms=(*parts, (first + k, -float(step))), lower=0, upper=0))
    every = tuple((first + k, float(step)) for k, _ in enumerate(items))
    rows.append(Constraint(terms=every, lower=blueprint.points, upper=blueprint.points))
    for k, item in enumerate(items):
        rows += _distance(variables, first + k, step, item.points * scale, 1.0)
    for n, (k, code) in enumerate(cells):
        rows += _distance(variables, n, unit, items[k].points_of(code) * scale, IN_CELL)
    rows += _windows(variables, cells, blueprint, unit)
    solution = minimise(variables, rows)
    assert solution is not None, "a step each is enough"
    return {cell: round(solution.values[n]) * unit for n, cell in enumerate(cells)}


def _distance(
    variables: list[Variable], index: int, step: Decimal, quota: Decimal, price: float
) -> list[Constraint]:
    """A new variable at least the distance of a number of steps to its quota, at a price a point."""
    away = len(variables)
    variables.append(Variable(cost=price))
    return [
        Constraint(terms=((index, float(step)), (away, -1.0)), upper=float(quota)),
        Constraint(terms=((index, float(step)), (away, 1.0)), lower=float(quota)),
    ]


def _windows(
    variables: list[Variable], cells: Sequence[Cell], blueprint: Blueprint, unit: Decimal
) -> list[Constraint]:
    """Each code inside its tolerance, at a high price outside."""
    rows = []
    for target in blueprint.targets:
        terms = [(n, float(unit)) for n, (_, code) in enumerate(cells) if code == target.code]
        outside = len(variables)
        variables += [Variable(cost=OUTSIDE), Variable(cost=OUTSIDE)]
        low, high = blueprint.bounds(
            names.SHARE.format(code=target.code),
            target.share - target.tolerance,
            target.share + target.tolerance,
        )
        rows.append(
            Constraint(
                terms=(*terms, (outside, -1.0), (outside + 1, 1.0)),
                lower=float(low * blueprint.points / 100),
                upper=float(high * blueprint.points / 100),
            )
        )
    return rows


def _scaled(item: Item, k: int, points: Mapping[Cell, Decimal], unit: Decimal) -> Item:
    """One item worth other points: those of each code shared by its elements."""
    parts: dict[str, Decimal] = {}
    for code in sort_codes(e.code for e in item.expected):
        own = [e for e in item.expected if e.code == code]
        shares = apportion([e.points for e in own], points[k, code], unit)
        parts |= {e.id: share for e, share in zip(own, shares, strict=True)}
    return replace(
        item,
        points=sum(parts.values(), ZERO),
        expected=tuple(replace(e, points=parts[e.id]) for e in item.expected),
    )
