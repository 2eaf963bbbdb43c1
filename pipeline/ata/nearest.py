"""When nothing fits: how near the rows come, and what each rule that is missed costs.

What a share or a mean misses is a ratio to the points of the form, so the forms are looked at in windows of points:
a window priced at its most points bounds its forms from below, and is cut where that is not enough.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from heapq import heappop, heappush

from pipeline.ata.check import POINTS
from pipeline.ata.lines import row_of, structure, used_rows
from pipeline.ata.prices import price_of
from pipeline.ata.solver import INFINITY, Constraint, Variable, chosen_of, minimise
from pipeline.ata.table import ZERO, Groups, Problem, missed, used
from pipeline.model.requirement import Measure, Requirement

HUNDREDTH = Decimal("0.01")
NEAR = 0.01
RATIOS = (Measure.SHARE, Measure.MEAN)
Prices = Mapping[str, Decimal]
Slack = tuple[int, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """By how much one rule is missed, in its own unit (percent, minutes, questions…); negative is too little.

    ``price`` is what it costs to relax the rule so far, in points on 100.
    """

    requirement: Requirement
    amount: Decimal
    price: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """How near the rows come: the form of least cost, what it lacks, and the cost that none passes under (on 100)."""

    chosen: tuple[int, ...]
    lacks: tuple[Lack, ...]
    bound: Decimal = ZERO

    @property
    def cost(self) -> Decimal:
        """The price of all the lacks."""
        return sum((lack.price for lack in self.lacks), ZERO)


def nearest(
    problem: Problem, prices: Prices | None = None, *, about: float = 0.0, steps: int | None = None
) -> Nearest | None:
    """The cheapest relaxation of the rules with which the rows make a form, proved; no lack when they make one.

    ``prices`` of rules by id replace the usual ones; ``about`` how many points tell where to look first. After so many
    ``steps`` the best form found is given with its bound. ``None`` when the rows make no form even without any rule.
    """
    known = prices or {}
    windows = _first_windows(problem, about)
    best: tuple[float, tuple[int, ...]] | None = None
    while windows:
        bound, low, high = windows[0]
        if best is not None and (bound >= best[0] - NEAR or steps == 0):
            return _told(problem, best[1], known, bound)
        heappop(windows)
        steps = None if steps is None else max(0, steps - 1)
        solved = _solve(problem, known, low, high)
        if solved is None:
            continue
        chosen, value = solved
        cost = float(sum(price for _, _, price in _missed(problem, chosen, known)))
        if best is None or cost < best[0]:
            best = cost, chosen
        points = float(_points(problem, chosen))
        if value < best[0] - NEAR and points < high:
            middle = max(points, (low + high) / 2)
            heappush(windows, (value, low, middle))
            heappush(windows, (value, middle, high))
    return None if best is None else _told(problem, best[1], known, best[0])


def _told(problem: Problem, chosen: tuple[int, ...], prices: Prices, bound: float) -> Nearest:
    """The nearest form with what it lacks."""
    found = Nearest(chosen=chosen, lacks=lacks(problem, chosen, prices))
    return replace(found, bound=min(found.cost, Decimal(str(round(max(bound, 0.0), 2)))))


def _first_windows(problem: Problem, about: float) -> list[tuple[float, float, float]]:
    """The windows of points to begin with: bound, least and most points."""
    most = max(1.0, float(_points(problem, range(len(problem.rows)))))
    if not 0 < about < most:
        return [(0.0, 0.0, most)]
    return [(0.0, 0.0, about), (0.0, about, most)]


def something(problem: Problem) -> Problem:
    """The problem where a form told on 100 points holds one row at least."""
    if not problem.scale or problem.needed:
        return problem
    return replace(problem, needed=(tuple(range(len(problem.rows))),))


def lacks(
    problem: Problem, chosen: Sequence[int], prices: Prices | None = None
) -> tuple[Lack, ...]:
    """What a choice of rows misses of the rules, in the order of the table, each with its price."""
    return tuple(
        Lack(
            requirement=rule,
            amount=amount.quantize(HUNDREDTH) if rule.measure in RATIOS else amount,
            price=price.quantize(HUNDREDTH),
        )
        for rule, amount, price in _missed(problem, chosen, prices or {})
    )


def _missed(
    problem: Problem, chosen: Sequence[int], prices: Prices
) -> Iterator[tuple[Requirement, Decimal, Decimal]]:
    """Each rule that the chosen rows miss, by how much, and what that costs, exactly."""
    points = _points(problem, chosen)
    for limit in problem.limits:
        amount = missed(limit, chosen)
        if limit.unit and points:
            amount = amount / points / limit.unit
        if amount:
            rule = limit.requirement
            yield rule, amount, abs(amount) * price_of(rule, prices)
    for groups in problem.groups:
        if amount := _miscounted(groups, chosen):
            rule = groups.requirement
            yield rule, amount, abs(amount) * price_of(rule, prices)


def _points(problem: Problem, chosen: Sequence[int]) -> Decimal:
    """The points of the chosen rows."""
    return sum((problem.rows[k].number(POINTS) for k in chosen), ZERO)


def _solve(
    problem: Problem, prices: Prices, low: float, high: float
) -> tuple[tuple[int, ...], float] | None:
    """The form of so many points that misses least when a ratio is taken to the most points, and what it misses."""
    size = len(problem.rows)
    variables = [Variable(upper=1, integer=True) for _ in range(size)]
    rows = structure(something(problem))
    points = tuple((k, float(row.number(POINTS))) for k, row in enumerate(problem.rows))
    rows.append(Constraint(terms=points, lower=low, upper=high))
    for limit in problem.limits:
        price = float(price_of(limit.requirement, prices))
        each = price / (float(limit.unit) * high) if limit.unit else price
        rows.append(row_of(limit, *_slack(variables, each)))
    for groups in problem.groups:
        rows += _counted(groups, variables, float(price_of(groups.requirement, prices)))
    solution = minimise(variables, rows)
    return None if solution is None else (chosen_of(solution, size), solution.value)


def _slack(variables: list[Variable], price: float) -> tuple[Slack, Slack]:
    """Two new variables by which a row may go over or under its bounds, at a price a unit."""
    over = len(variables)
    variables += [Variable(cost=price), Variable(cost=price)]
    return (over, -1.0), (over + 1, 1.0)


def _counted(groups: Groups, variables: list[Variable], price: float) -> list[Constraint]:
    """The rows of a measure that counts words, each of which may be missed; a new variable a word, 1 when used."""
    rule = groups.requirement
    low = float(rule.low or 0)
    high = INFINITY if rule.high is None else float(rule.high)
    rows: list[Constraint] = []
    words: list[Slack] = []
    for members in groups.members:
        word, chosen = len(variables), tuple((k, 1.0) for k in members)
        words.append((word, 1.0))
        rows += used_rows(members, variables, whole=True)
        if rule.measure is not Measure.DISTINCT:
            size = float(len(members))
            least = size if rule.measure is Measure.WHOLE else low
            most = size if rule.measure is Measure.WHOLE else min(high, size)
            over, under = _slack(variables, price)
            rows.append(Constraint(terms=(*chosen, (word, -least), under), lower=0))
            rows.append(Constraint(terms=(*chosen, (word, -most), over), upper=0))
    if rule.measure is Measure.DISTINCT:
        rows.append(Constraint(terms=(*words, *_slack(variables, price)), lower=low, upper=high))
    return rows


def _miscounted(groups: Groups, chosen: Sequence[int]) -> Decimal:
    """By how much words miss their bounds; for EACH and WHOLE, the rows missing, or too many, of all the words used."""
    rule = groups.requirement
    counts = used(groups, chosen)
    if rule.measure is Measure.WHOLE:
        sizes = map(len, groups.members)
        pairs = zip(counts, sizes, strict=True)
        return -sum((Decimal(size - count) for count, size in pairs if count), ZERO)
    found = (
        [Decimal(count) for count in counts if count]
        if rule.measure is Measure.EACH
        else [Decimal(sum(count > 0 for count in counts))]
    )
    short = sum((min(n - rule.low, ZERO) for n in found if rule.low is not None), ZERO)
    over = sum((max(n - rule.high, ZERO) for n in found if rule.high is not None), ZERO)
    return short or over
