"""Parallel oral tickets: every valid ticket of each scenario, then an exact packing with even use."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.assemble.papers import EPSILON, problem_of
from pipeline.assemble.pool import Pool
from pipeline.ata.form import holds, value_of
from pipeline.ata.solver import INFINITY, Constraint, Variable, minimise
from pipeline.ata.table import Problem, missed
from pipeline.draw import derive, rank, shuffled
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
    """The tickets in the order they are drawn.

    ``bound``: so many different tickets cannot all deviate less, proved (points on 100); ``columns``: how many sets of
    items make a ticket.
    """

    tickets: tuple[Column, ...]
    bound: float
    columns: int


def columns_of(bank: Bank, blueprint: Blueprint, pool: Pool) -> tuple[Column, ...]:
    """Every ticket that satisfies the blueprint, best first."""
    found = []
    for scenario in pool.items:
        problem = problem_of(bank, blueprint, pool, (scenario,))
        for size in range(blueprint.items_min, blueprint.items_max + 1):
            for chosen in combinations(range(len(problem.rows)), size):
                if _is_valid(problem, chosen):
                    items = tuple(problem.rows[k].id for k in chosen)
                    value = round(value_of(problem, chosen), 6)
                    found.append(Column(scenario=scenario, items=items, value=value))
    return tuple(sorted(found, key=lambda c: (c.value, c.items)))


def capacity(columns: Sequence[Column], settings: Mapping[str, Collection[object]]) -> int:
    """How many different tickets there are: each valid set of items in each setting of its scenario."""
    return sum(len(settings[column.scenario]) for column in columns)


def pack(
    columns: Sequence[Column], settings: Mapping[str, Collection[object]], count: int, key: bytes
) -> Packing | None:
    """``count`` different tickets: least worst deviation, then most even use of items, then of tickets, then drawn.

    ``columns`` come best first, ``settings`` are those of each scenario. ``None`` when there are too few.
    """
    worst = _threshold(columns, settings, count)
    if worst is None:
        return None
    near = [c for c in columns if c.value <= worst + EPSILON]
    numbers = _even(near, [min(len(settings[c.scenario]), count) for c in near], count, key)
    drawn = [column for column, number in zip(near, numbers, strict=True) for _ in range(number)]
    return Packing(tickets=interleave(drawn, key), bound=worst, columns=len(columns))


def interleave(tickets: Sequence[Column], key: bytes) -> tuple[Column, ...]:
    """The tickets in a drawn order where neighbours come from different scenarios as far as can be."""
    queues: dict[str, list[Column]] = {}
    labels = [f"{'+'.join(t.items)}#{n}" for n, t in enumerate(tickets)]
    by_label = dict(zip(labels, tickets, strict=True))
    for label in shuffled(key, labels):
        queues.setdefault(by_label[label].scenario, []).append(by_label[label])
    first = shuffled(derive(key, "first"), queues)
    order: list[Column] = []
    last = ""
    while any(queues.values()):
        last = min(
            (s for s in queues if queues[s]),
            key=lambda s: (s == last, -len(queues[s]), first.index(s)),
        )
        order.append(queues[last].pop(0))
    return tuple(order)


def _is_valid(problem: Problem, chosen: tuple[int, ...]) -> bool:
    """Whether the rows keep every rule and none stands beside one that it may not."""
    if any(missed(limit, chosen) for limit in problem.limits):
        return False
    if any(pair[0] in chosen and pair[1] in chosen for pair in problem.apart):
        return False
    return all(holds(groups, chosen) for groups in problem.groups)


def _threshold(
    columns: Sequence[Column], settings: Mapping[str, Collection[object]], count: int
) -> float | None:
    """The least worst deviation with which enough different tickets exist."""
    reached = 0
    for column in columns:
        reached += len(settings[column.scenario])
        if reached >= count:
            return column.value
    return None


def _even(columns: Sequence[Column], caps: Sequence[int], count: int, key: bytes) -> list[int]:
    """How often each column is used: least busiest item, then least repeated ticket, then drawn."""
    items = sorted({item for column in columns for item in column.items})
    users = [[k for k, c in enumerate(columns) if item in c.items] for item in items]
    busiest = _least_most(users, caps, count, [])
    rows = [_row(user, busiest) for user in users]
    repeats = _least_most([[k] for k in range(len(columns))], caps, count, rows)
    variables = [
        Variable(upper=min(cap, repeats), integer=True, cost=_draw(column, key))
        for column, cap in zip(columns, caps, strict=True)
    ]
    solution = minimise(variables, [_exactly(count, len(columns)), *rows])
    assert solution is not None, "the levels were just reached"
    return [round(v) for v in solution.values]


def _least_most(
    groups: Sequence[Sequence[int]], caps: Sequence[int], count: int, rows: Sequence[Constraint]
) -> int:
    """The least possible maximum, over the groups, of the number of tickets in a group."""
    width = len(caps)
    variables = [Variable(upper=cap, integer=True) for cap in caps]
    variables.append(Variable(integer=True, cost=1))
    levels = [
        Constraint(terms=(*((k, 1.0) for k in group), (width, -1.0)), upper=0) for group in groups
    ]
    solution = minimise(variables, [_exactly(count, width), *rows, *levels])
    assert solution is not None, "capacity was checked"
    return round(solution.value)


def _exactly(count: int, width: int) -> Constraint:
    """So many tickets in all."""
    return Constraint(terms=tuple((k, 1.0) for k in range(width)), lower=count, upper=count)


def _row(group: Sequence[int], most: float) -> Constraint:
    """At most so many tickets in a group."""
    return Constraint(terms=tuple((k, 1.0) for k in group), lower=-INFINITY, upper=most)


def _draw(column: Column, key: bytes) -> float:
    """A cost between 1 and 2 that only the session's secret knows."""
    return 1 + rank(key, "+".join(column.items)) / 2**256
