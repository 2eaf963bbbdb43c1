"""What a form reaches of each rule, what each wish costs: counted from its questions, without the solver's code."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pipeline.model.form import RuleResult
from pipeline.model.requirement import Goal, Measure, Requirement, Row, Scope

CENT = Decimal("0.01")
POINTS = "points"
NONE = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What chosen rows reach of a requirement, in its unit; ``weight`` is their part of the form's points (0–1)."""

    reached: Fraction
    weight: Fraction = Fraction(1)


def rule_results(
    requirements: Iterable[Requirement], rows: Sequence[Row], offered: Sequence[Row] = ()
) -> tuple[RuleResult, ...]:
    """Each active rule of scope FORM on a form made of these rows.

    ``offered`` are all the rows that the form could have held: a rule « all or none » is counted against them. Costs
    are in cents that add up to the value of the form (points of deviation on 100) rounded once.
    """
    own = [r for r in requirements if r.active and r.scope is Scope.FORM]
    counts = [count(rule, rows, offered) for rule in own]
    costs = _in_cents(
        [cost(r, c, rows) for r, c in zip(own, counts, strict=True)], _worst_only(own)
    )
    return tuple(
        RuleResult(
            id=rule.id,
            label=rule.label,
            goal=rule.goal.value,
            low=rule.low,
            high=rule.high,
            reached=decimal(found.reached),
            held=rule.goal is not Goal.HARD or not miss(rule, found.reached),
            binding=rule.goal is Goal.HARD and _is_binding(rule, found.reached),
            cost=price,
        )
        for rule, found, price in zip(own, counts, costs, strict=True)
    )


def count(rule: Requirement, rows: Sequence[Row], offered: Sequence[Row] = ()) -> Count:
    """What the rows reach of a requirement."""
    met = [row for row in rows if rule.condition.holds(row)]
    if rule.measure is Measure.WHOLE:
        return Count(reached=Fraction(_cut(rule, met, offered)))
    if rule.measure is Measure.EACH:
        return Count(reached=_farthest(rule, met))
    return _COUNTS[rule.measure](rule, met, rows)


def miss(rule: Requirement, reached: Fraction) -> Fraction:
    """By how much an amount misses the bounds of a rule: negative is too little, positive too much, 0 is right."""
    if rule.measure is Measure.WHOLE:
        return reached
    if rule.low is not None and reached < Fraction(rule.low):
        return reached - Fraction(rule.low)
    if rule.high is not None and reached > Fraction(rule.high):
        return reached - Fraction(rule.high)
    return NONE


def cost(rule: Requirement, found: Count, rows: Sequence[Row]) -> Fraction:
    """What a wish adds to the value of the form, in points of deviation on 100; nothing for a hard rule.

    A unit of a share or of a mean costs its weight; a unit of an amount costs its weight on a form of 100 points.
    """
    if rule.goal is Goal.HARD:
        return NONE
    weight = Fraction(rule.weight)
    points = _total(rows, POINTS)
    if rule.goal in (Goal.SOFT, Goal.MINIMAX):
        amount = abs(miss(rule, found.reached))
    else:
        amount = found.reached if rule.goal is Goal.MINIMISE else -found.reached
    if rule.measure in (Measure.SHARE, Measure.MEAN):
        return weight * amount * found.weight
    return weight * amount * 100 / points if points else NONE


def decimal(value: Fraction) -> Decimal:
    """The number to one hundredth, half to even, without needless zeros of a whole number."""
    found = Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(int(found)) if found == int(found) else found.quantize(CENT)


def _sum(rule: Requirement, met: Sequence[Row], rows: Sequence[Row]) -> Count:
    """A sum of numbers, or of rows without a column."""
    del rows
    amount = _total(met, rule.column) if rule.column else Fraction(len(met))
    return Count(reached=amount)


def _share(rule: Requirement, met: Sequence[Row], rows: Sequence[Row]) -> Count:
    """A share in percent of all the points."""
    points = _total(rows, POINTS)
    part = _total(met, rule.column or POINTS)
    return Count(reached=100 * part / points if points else NONE)


def _mean(rule: Requirement, met: Sequence[Row], rows: Sequence[Row]) -> Count:
    """A mean weighted by the points of the rows that meet the condition."""
    points, whole = _total(met, POINTS), _total(rows, POINTS)
    if not points:
        return Count(reached=Fraction(rule.low or rule.high or 0), weight=NONE)
    mass = sum((Fraction(r.number(POINTS)) * Fraction(r.number(rule.column)) for r in met), NONE)
    return Count(reached=mass / points, weight=points / whole)


def _distinct(rule: Requirement, met: Sequence[Row], rows: Sequence[Row]) -> Count:
    """How many different words there are."""
    del rows
    return Count(reached=Fraction(len(_by_word(rule, met))))


def _uses(rule: Requirement, met: Sequence[Row], rows: Sequence[Row]) -> Count:
    """How often the busiest row stands there, or the busiest word of the column."""
    del rows
    if rule.column:
        return Count(reached=Fraction(max(_by_word(rule, met).values(), default=0)))
    ids = [row.id for row in met]
    return Count(reached=Fraction(max((ids.count(i) for i in set(ids)), default=0)))


_COUNTS: Mapping[Measure, Callable[[Requirement, Sequence[Row], Sequence[Row]], Count]] = {
    Measure.SUM: _sum,
    Measure.SHARE: _share,
    Measure.MEAN: _mean,
    Measure.DISTINCT: _distinct,
    Measure.USES: _uses,
}


def _farthest(rule: Requirement, met: Sequence[Row]) -> Fraction:
    """Of the words that are used, the number of rows that misses the bounds most, else the largest."""
    counts = [Fraction(found) for found in _by_word(rule, met).values()]
    if not counts:
        return Fraction(rule.low or 0)
    return max(counts, key=lambda found: (abs(miss(rule, found)), found))


def _cut(rule: Requirement, met: Sequence[Row], offered: Sequence[Row]) -> int:
    """How many words that are used miss one of the rows offered."""
    whole = _by_word(rule, [row for row in offered if rule.condition.holds(row)])
    return sum(found < whole.get(word, 0) for word, found in _by_word(rule, met).items())


def _by_word(rule: Requirement, rows: Sequence[Row]) -> dict[str, int]:
    """How many rows have each word of the rule's column."""
    found: dict[str, int] = {}
    for row in rows:
        for word in set(row.words.get(rule.column, ())):
            found[word] = found.get(word, 0) + 1
    return found


def _is_binding(rule: Requirement, reached: Fraction) -> bool:
    """Whether an amount stands at a bound that could be passed: 0 as a least amount binds nothing."""
    bounds = [b for b in (rule.low or None, rule.high) if b is not None]
    return rule.measure is not Measure.WHOLE and any(reached == Fraction(b) for b in bounds)


def _total(rows: Sequence[Row], column: str) -> Fraction:
    """The sum of a column."""
    return sum((Fraction(row.number(column)) for row in rows), NONE)


def _worst_only(rules: Sequence[Requirement]) -> tuple[tuple[int, ...], ...]:
    """The places of the rules of which only the worst counts: the largest distances, the smallest amounts."""
    goals = (Goal.MINIMAX, Goal.MAXIMIN)
    return tuple(tuple(k for k, r in enumerate(rules) if r.goal is goal) for goal in goals)


def _in_cents(costs: Sequence[Fraction], worst: Sequence[Sequence[int]]) -> tuple[Decimal, ...]:
    """The costs in cents that add up to their rounded sum (largest remainder), the worst alone of each group."""
    kept = list(costs)
    for group in worst:
        largest = max(group, key=lambda k: costs[k], default=None)
        for k in group:
            kept[k] = costs[k] if k == largest else NONE
    total = int(value_of(sum(kept, NONE)) * 100)
    cents = [int(100 * c // 1) for c in kept]
    order = sorted(range(len(kept)), key=lambda k: (cents[k] - 100 * kept[k], k))
    for k in order[: max(0, total - sum(cents))]:
        cents[k] += 1
    return tuple(Decimal(c) / 100 for c in cents)


def value_of(value: Fraction) -> Decimal:
    """A value to one hundredth, as the plan rounds it: to one millionth first."""
    millionth = round(value * 1_000_000)
    return (Decimal(millionth) / 1_000_000).quantize(CENT)
