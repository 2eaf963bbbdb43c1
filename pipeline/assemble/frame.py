"""A pool and its table of rules as arrays, for the search over all scenario sets at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from pipeline.ata.lines import block_of
from pipeline.ata.solver import Constraint, minimise
from pipeline.ata.table import Limit, Problem, Wish, amounts_of
from pipeline.model.requirement import Condition, Goal, Measure, Requirement, Row

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
SURE = 0.95
"""The part of the price of the shares that is counted exactly; the rest is counted in the floor."""
COLUMNS = 12
"""Shares that are followed one by one; the largest prices first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """The shares of points that a paper keeps within a window, one line each (percent; amounts in points).

    ``parts`` are the points of each row, ``least`` the smallest that is not 0; ``low`` and ``high`` bound the share,
    ``wanted`` and ``most`` bound what costs nothing, ``price`` is that of one percent beyond.
    """

    parts: Floats
    least: Floats
    low: Floats
    high: Floats
    wanted: Floats
    most: Floats
    price: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Linear limits as arrays: amounts of each row, then a row of zeros; the bounds; the price of missing by one."""

    amounts: npt.NDArray[np.float64]
    lower: npt.NDArray[np.float64]
    upper: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The rows of a pool, scenario by scenario, and what bounds the papers made of them.

    ``owner`` is the scenario of each row and ``stop`` where its rows end. ``caps`` are sums of amounts that are never
    negative, at most ``ceilings``. ``balance`` is a sum that a paper wants at 0, at a price a unit. Every paper has
    points within ``span`` and a value of at least ``floor`` and the prices of its shares times ``SURE``, proved.
    ``held`` marks the rows that a paper must have.
    """

    problem: Problem
    scenarios: tuple[str, ...]
    owner: Ints
    stop: Ints
    points: Floats
    shares: Shares
    caps: Floats
    ceilings: Floats
    balance: Floats
    balance_price: float
    limits: Lines
    wishes: tuple[tuple[float, Lines], ...]
    floor: float
    span: tuple[float, float]
    held: Ints


def frame_of(problem: Problem, owners: Sequence[str], must: frozenset[str]) -> Frame | None:
    """The arrays of a pool's problem; ``owners`` are the scenarios of its rows, together and in order.

    ``None`` when its rules are not those that the search can bound: nothing but distances, some points, a share.
    """
    points = _array(problem.scale)
    shares = _shares(problem)
    priced = [wish for wish in problem.wishes if wish.limits]
    if any(w.requirement.goal is not Goal.SOFT for w in problem.wishes) or shares is None:
        return None
    if not (points > 0).all():
        return None
    span, floor = _span(problem), _floor(problem)
    if span is None or floor is None:
        return None
    scenarios = tuple(dict.fromkeys(owners))
    place = {scenario: n for n, scenario in enumerate(scenarios)}
    owner = np.array([place[s] for s in owners], dtype=np.int32)
    caps = [limit for limit in problem.limits if _is_cap(limit)]
    balance = next((w for w in priced if w.requirement.measure is Measure.MEAN and _exact(w)), None)
    return Frame(
        problem=problem,
        scenarios=scenarios,
        owner=owner,
        stop=np.searchsorted(owner, owner, side="right").astype(np.int32),
        points=points,
        shares=shares,
        caps=_table([limit.amounts for limit in caps], len(owner)),
        ceilings=_array([limit.upper or Decimal(0) for limit in caps]),
        balance=_array(balance.limits[0].amounts) if balance else np.zeros_like(points),
        balance_price=float(balance.price) if balance else 0.0,
        limits=_lines(problem.limits, len(owner)),
        wishes=tuple((float(w.price), _lines(w.limits, len(owner))) for w in priced),
        floor=floor,
        span=span,
        held=np.array([row.id in must for row in problem.rows], dtype=np.int32),
    )


def _shares(problem: Problem) -> Shares | None:
    """The shares with a window, those that cost most first; ``None`` when there is none."""
    windows: dict[tuple[object, ...], Requirement] = {}
    for limit in problem.limits:
        rule = limit.requirement
        if rule.measure is Measure.SHARE:
            windows.setdefault((rule.column, rule.condition, rule.low, rule.high), rule)
    wanted = {
        (w.requirement.column, w.requirement.condition): w.requirement
        for w in reversed(problem.wishes)
        if w.requirement.measure is Measure.SHARE and w.requirement.goal is Goal.SOFT
    }
    pairs = [(rule, wanted.pop((rule.column, rule.condition), None)) for rule in windows.values()]
    amounts = [amounts_of(rule, problem.rows) for rule, _ in pairs]
    # A share that no row has any part of is 0 whatever the paper: there is nothing to follow.
    pairs = [p for p, own in zip(pairs, amounts, strict=True) if min(own) >= 0 and any(own)]
    pairs.sort(key=lambda pair: -(pair[1].weight if pair[1] else Decimal(0)))
    return _stacked(pairs[:COLUMNS], problem.rows) if pairs else None


def _stacked(
    pairs: Sequence[tuple[Requirement, Requirement | None]], rows: Sequence[Row]
) -> Shares:
    """The arrays of shares: each has its window and, or not, what it wants."""
    parts = _table([amounts_of(rule, rows) for rule, _ in pairs], len(rows))
    wishes = [wish for _, wish in pairs]
    some = np.where(parts > 0, parts, np.inf).min(axis=1)

    def bounds(rules: Sequence[Requirement | None], default: int, side: str) -> Floats:
        found = [getattr(rule, side) if rule else None for rule in rules]
        return _array([Decimal(default) if bound is None else bound for bound in found])

    return Shares(
        parts=parts,
        least=some.astype(np.float32),
        low=bounds([rule for rule, _ in pairs], 0, "low"),
        high=bounds([rule for rule, _ in pairs], 100, "high"),
        wanted=bounds(wishes, 0, "low"),
        most=bounds(wishes, 100, "high"),
        price=_array([wish.weight if wish else Decimal(0) for wish in wishes]),
    )


def _span(problem: Problem) -> tuple[float, float] | None:
    """The least and largest points of a paper by the linear rules alone; ``None`` when they cannot hold together."""
    bare = replace(problem, wishes=(), groups=(), needed=(), apart=())
    ends = []
    for price in (-1.0, 1.0):
        block = block_of(bare, price, whole=False)
        solution = minimise(block.variables, block.constraints)
        if solution is None:
            return None
        ends.append(abs(solution.value))
    return ends[0], ends[1]


def _floor(problem: Problem) -> float | None:
    """The least that a mixture of rows pays for its wishes, less the part of the price of its shares that is sure.

    A paper is a mixture too, and the limits and wishes that speak of shares and means hold of mixtures.
    """
    followed = {
        (limit.requirement.column, limit.requirement.condition)
        for limit in problem.limits
        if limit.requirement.measure is Measure.SHARE
    }
    wishes = [
        replace(w, price=w.price * Decimal(str(1 - SURE)) if _followed(w, followed) else w.price)
        for w in problem.wishes
        if w.limits and all(limit.unit for limit in w.limits)
    ]
    least = min(problem.scale)
    mixture = replace(
        problem,
        limits=tuple(limit for limit in problem.limits if limit.unit),
        wishes=tuple(wishes),
        groups=(),
        needed=(),
        apart=(),
    )
    block = block_of(mixture, whole=False)
    terms = tuple((k, float(p)) for k, p in enumerate(problem.scale))
    one = Constraint(terms=terms, lower=float(least), upper=float(least))
    solution = minimise(block.variables, [*block.constraints, one])
    return 100 * solution.value / float(least) if solution else None


def _followed(wish: Wish, followed: set[tuple[str, Condition]]) -> bool:
    """Whether a wish is that of a share with a window."""
    rule = wish.requirement
    return rule.measure is Measure.SHARE and (rule.column, rule.condition) in followed


def _is_cap(limit: Limit) -> bool:
    """Whether a limit is the largest sum of amounts that are never negative."""
    return limit.upper is not None and not limit.unit and min(limit.amounts) >= 0


def _exact(wish: Wish) -> bool:
    """Whether a wish wants one value, neither less nor more."""
    return wish.requirement.low == wish.requirement.high is not None


def _lines(limits: Sequence[Limit], size: int) -> Lines:
    """Limits as arrays."""
    amounts = _table([limit.amounts for limit in limits], size).astype(np.float64)
    lower = [-np.inf if limit.lower is None else float(limit.lower) for limit in limits]
    upper = [np.inf if limit.upper is None else float(limit.upper) for limit in limits]
    return Lines(
        amounts=np.vstack([amounts.T, np.zeros(len(limits))]),
        lower=np.array(lower),
        upper=np.array(upper),
    )


def _table(amounts: Sequence[Sequence[Decimal]], size: int) -> Floats:
    """Amounts as a table, a line each."""
    return np.array([[float(a) for a in line] for line in amounts], dtype=np.float32).reshape(
        len(amounts), size
    )


def _array(amounts: Sequence[Decimal]) -> Floats:
    """Amounts as a line."""
    return np.array([float(a) for a in amounts], dtype=np.float32)
