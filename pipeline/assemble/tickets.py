"""Parallel oral tickets: every valid ticket of each scenario, then an exact packing with even use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.assemble.limits import Limit
from pipeline.assemble.model import Problem, value_of
from pipeline.assemble.papers import EPSILON, problem_of
from pipeline.assemble.pool import Pool
from pipeline.assemble.solver import INFINITY, Constraint, Solution, Variable, minimise
from pipeline.draw import rank, shuffled
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One valid ticket: the items of one scenario and their deviation (points on 100)."""

    scenario: str
    items: tuple[str, ...]
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Packing:
    """The tickets in the order they are drawn; ``worst`` and ``bound`` are points of deviation on 100."""

    tickets: tuple[Column, ...]
    worst: float
    bound: float
    columns: int


def columns_of(bank: Bank, blueprint: Blueprint, pool: Pool) -> tuple[Column, ...]:
    """Every ticket that satisfies the blueprint, best first."""
    found = []
    for scenario in pool.items:
        problem = problem_of(bank, blueprint, pool, (scenario,))
        for size in range(blueprint.items_min, blueprint.items_max + 1):
            for chosen in combinations(range(len(problem.items)), size):
                if _is_valid(problem, chosen):
                    items = tuple(problem.items[k].id for k in chosen)
                    value = round(value_of(problem, chosen), 6)
                    found.append(Column(scenario=scenario, items=items, value=value))
    return tuple(sorted(found, key=lambda c: (c.value, c.items)))


def capacity(columns: Sequence[Column], settings: Mapping[str, int]) -> int:
    """How many different tickets there are: each valid set of items in each setting of its scenario."""
    return sum(settings.get(column.scenario, 0) for column in columns)


def pack(
    columns: Sequence[Column], settings: Mapping[str, int], count: int, key: bytes
) -> Packing | None:
    """``count`` different tickets: least worst deviation, then most even use of items, then of tickets.

    ``settings`` bounds how many different settings a scenario has. ``None`` when there are too few.
    """
    worst = _threshold(columns, settings, count)
    if worst is None:
        return None
    near = [c for c in columns if c.value <= worst + EPSILON]
    numbers = _even(near, settings, count, key)
    drawn = [column for column, number in zip(near, numbers, strict=True) for _ in range(number)]
    return Packing(
        tickets=interleave(drawn, key),
        worst=max(c.value for c in drawn),
        bound=worst,
        columns=len(columns),
    )


def interleave(tickets: Sequence[Column], key: bytes) -> tuple[Column, ...]:
    """The tickets in a drawn order where neighbours come from different scenarios as far as can be."""
    queues: dict[str, list[Column]] = {}
    labels = [f"{'+'.join(t.items)}#{n}" for n, t in enumerate(tickets)]
    by_label = dict(zip(labels, tickets, strict=True))
    for label in shuffled(key, labels):
        queues.setdefault(by_label[label].scenario, []).append(by_label[label])
    order: list[Column] = []
    last = ""
    while any(queues.values()):
        open_queues = sorted(
            (s for s in queues if queues[s]), key=lambda s: (s == last, -len(queues[s]), s)
        )
        last = open_queues[0]
        order.append(queues[last].pop(0))
    return tuple(order)


def _is_valid(problem: Problem, chosen: tuple[int, ...]) -> bool:
    """Whether the items satisfy every limit, without enemies, within the bounds on documents."""
    if not all(_holds(limit, chosen) for limit in problem.limits):
        return False
    items = [problem.items[k] for k in chosen]
    labels = {item.label for item in items}
    if any(labels.intersection(item.enemies) for item in items):
        return False
    documents = {d for item in items for d in item.documents}
    low, high = problem.documents
    return low <= len(documents) <= high


def _holds(limit: Limit, chosen: tuple[int, ...]) -> bool:
    """Whether one limit holds for the chosen items."""
    amount = sum(limit.amounts[k] for k in chosen)
    return (limit.lower is None or amount >= limit.lower) and (
        limit.upper is None or amount <= limit.upper
    )


def _threshold(columns: Sequence[Column], settings: Mapping[str, int], count: int) -> float | None:
    """The least worst deviation with which enough different tickets exist."""
    reached = 0
    for column in columns:
        reached += settings.get(column.scenario, 0)
        if reached >= count:
            return column.value
    return None


def _even(
    columns: Sequence[Column], settings: Mapping[str, int], count: int, key: bytes
) -> tuple[int, ...]:
    """How often each column is used: least busiest item, then least repeated ticket, then drawn."""
    items = sorted({item for column in columns for item in column.items})
    users = [[k for k, c in enumerate(columns) if item in c.items] for item in items]
    caps = [min(settings.get(c.scenario, 0), count) for c in columns]
    busiest = _level(users, caps, count, INFINITY)
    repeats = _level([[k] for k in range(len(columns))], caps, count, INFINITY, (users, busiest))
    width = len(columns)
    variables = [
        Variable(upper=min(cap, repeats), integer=True, cost=_draw(column, key))
        for column, cap in zip(columns, caps, strict=True)
    ]
    rows = [Constraint(terms=tuple((k, 1.0) for k in range(width)), lower=count, upper=count)]
    rows += [Constraint(terms=tuple((k, 1.0) for k in user), upper=busiest) for user in users]
    solution = minimise(variables, rows)
    assert solution is not None, "the levels were just reached"
    return tuple(round(v) for v in solution.values)


def _level(
    groups: Sequence[Sequence[int]],
    caps: Sequence[int],
    count: int,
    ceiling: float,
    also: tuple[Sequence[Sequence[int]], float] = ((), INFINITY),
) -> float:
    """The least possible maximum, over the groups, of the number of tickets in a group."""
    width = len(caps)
    variables = [Variable(upper=cap, integer=True) for cap in caps]
    variables.append(Variable(upper=ceiling, integer=True, cost=1))
    rows = [Constraint(terms=tuple((k, 1.0) for k in range(width)), lower=count, upper=count)]
    rows += [
        Constraint(terms=(*((k, 1.0) for k in group), (width, -1.0)), upper=0) for group in groups
    ]
    bounded, most = also
    rows += [Constraint(terms=tuple((k, 1.0) for k in group), upper=most) for group in bounded]
    solution: Solution | None = minimise(variables, rows)
    assert solution is not None, "capacity was checked"
    return float(round(solution.value))


def _draw(column: Column, key: bytes) -> float:
    """A cost between 1 and 2 that only the session's secret knows."""
    return 1 + rank(key, "+".join(column.items)) / 2**256
