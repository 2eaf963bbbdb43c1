"""How many papers and tickets the bank carries for a blueprint, at which quality, and what limits them."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import comb

from pipeline.assemble.levels import Caps
from pipeline.assemble.papers import Paper, most_scenarios, paper_pool
from pipeline.assemble.pool import Exposure, Pool
from pipeline.assemble.tickets import Column, Settings, capacity, caps_of, columns_of, worst_of
from pipeline.ata.solver import Constraint, Variable, minimise
from pipeline.codes import Code
from pipeline.model.bank import Bank
from pipeline.model.blueprint import DRAWN, Blueprint, FormKind

ENUMERATED = 300_000
"""The largest number of choices of items of one scenario that are all looked at."""

Worst = Mapping[int, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scarce:
    """The code that the bank serves least for its share of the points: its items, the scenarios they come from."""

    code: Code
    items: int
    scenarios: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What the bank carries for one blueprint.

    ``apart`` forms have no item in common, ``lone`` ones no scenario; ``exact``: there are no more, else at least so
    many. Of an oral, ``different`` tickets differ by an item at least under its caps, ``most`` by an item, a country or
    a number set. ``worst`` is the least deviation that the worst of so many forms can have (points on 100): papers
    without a common item, tickets that differ. A session takes ``each`` of them; ``left`` are the sessions that what
    has never served allows. ``idle`` are usable scenarios without any form, alone.
    """

    blueprint: Blueprint
    caps: Caps
    scenarios: int
    idle: tuple[str, ...]
    scarce: Scarce
    apart: int
    lone: int
    different: int
    most: int
    exact: bool
    worst: Worst
    each: int
    sessions: int
    left: int

    @property
    def is_oral(self) -> bool:
        """Whether it is drawn as tickets."""
        return self.blueprint.kind in DRAWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """What earlier sessions have set."""

    items: frozenset[str] = frozenset()
    scenarios: frozenset[str] = frozenset()


def carried(bank: Bank, blueprint: Blueprint, pool: Pool, used: Used) -> Carried:
    """What the pool carries for the blueprint, alone in its session; an observation is balanced against nothing."""
    if blueprint.kind in DRAWN:
        return _tickets(bank, blueprint, pool, used)
    if blueprint.kind is FormKind.OBSERVATION:
        return replace(_papers(bank, blueprint, pool, used), worst={})
    if most_scenarios(blueprint) == 1 and _is_small(blueprint, pool):
        return _papers(bank, blueprint, pool, used)
    return _pooled(bank, blueprint, pool, used)


def scarce_of(blueprint: Blueprint, pool: Pool) -> Scarce:
    """The code with the fewest points in the pool for its share."""
    found = []
    for target in (t for t in blueprint.targets if t.share):
        items = [(s, i) for s, own in pool.items.items() for i in own if target.code in i.codes]
        points = sum((i.points_of(target.code) for _, i in items), Decimal(0))
        scarce = Scarce(code=target.code, items=len(items), scenarios=len({s for s, _ in items}))
        found.append((points / target.share, scarce))
    return min(found, key=lambda pair: pair[0])[1]


def steps(count: int) -> Iterator[int]:
    """1, 2, 4, 8… up to a count, and the count."""
    step = 1
    while step < count:
        yield step
        step *= 2
    if count:
        yield count


def _tickets(bank: Bank, blueprint: Blueprint, pool: Pool, used: Used) -> Carried:
    """What an oral has."""
    caps = caps_of(bank, blueprint)
    columns = columns_of(bank, blueprint, pool)
    once = dict.fromkeys(pool.items, (0,))
    different = capacity(columns, once, caps)
    fresh = [c for c in columns if used.items.isdisjoint(c.items)]
    each = max(1, blueprint.tickets)
    apart = capacity(columns, once, Caps(items=1))
    return Carried(
        blueprint=blueprint,
        caps=caps,
        scenarios=len(pool.items),
        idle=_idle(columns, pool),
        scarce=scarce_of(blueprint, pool),
        apart=apart,
        lone=len({c.scenario for c in columns}),
        different=different,
        most=capacity(columns, pool.settings, caps),
        exact=True,
        worst={n: _worst(columns, once, n, caps) for n in steps(different)},
        each=each,
        sessions=apart // each,
        left=capacity(fresh, once, Caps(items=1)) // each,
    )


def _papers(bank: Bank, blueprint: Blueprint, pool: Pool, used: Used) -> Carried:
    """What a written exam on one scenario has: every paper of every scenario is looked at."""
    columns = columns_of(bank, blueprint, pool)
    once = dict.fromkeys(pool.items, (0,))
    caps = Caps(items=1)
    apart = capacity(columns, once, caps)
    able = {c.scenario for c in columns}
    each = _each(blueprint)
    return Carried(
        blueprint=blueprint,
        caps=Caps(),
        scenarios=len(pool.items),
        idle=_idle(columns, pool),
        scarce=scarce_of(blueprint, pool),
        apart=apart,
        lone=len(able),
        different=len(columns),
        most=len(columns),
        exact=True,
        worst={n: _worst(columns, once, n, caps) for n in steps(apart)},
        each=each,
        sessions=len(able) // each,
        left=len(able - used.scenarios) // each,
    )


def _pooled(bank: Bank, blueprint: Blueprint, pool: Pool, used: Used) -> Carried:
    """What an exam on several scenarios has, at least: the most among the best papers of its scenario sets."""
    papers = paper_pool(bank, blueprint, pool, Exposure()).papers
    fresh = [p.scenarios for p in papers if used.scenarios.isdisjoint(p.scenarios)]
    apart = _disjoint([p.items for p in papers])
    lone = _disjoint([p.scenarios for p in papers])
    each = _each(blueprint)
    return Carried(
        blueprint=blueprint,
        caps=Caps(),
        scenarios=len(pool.items),
        idle=tuple(s for s in pool.items if not any(s in p.scenarios for p in papers)),
        scarce=scarce_of(blueprint, pool),
        apart=apart,
        lone=lone,
        different=len(papers),
        most=len(papers),
        exact=False,
        worst={n: _worst_disjoint(papers, n) for n in steps(apart)},
        each=each,
        sessions=lone // each,
        left=_disjoint(fresh) // each,
    )


def _is_small(blueprint: Blueprint, pool: Pool) -> bool:
    """Whether every choice of items of each scenario can be looked at."""
    sizes = range(blueprint.items_min, blueprint.items_max + 1)
    counts = {len(items) for items in pool.items.values()}
    return all(sum(comb(n, size) for size in sizes) <= ENUMERATED for n in counts)


def _each(blueprint: Blueprint) -> int:
    """How many papers a session takes: the parallel ones, and a spare."""
    return blueprint.forms + blueprint.spare


def _idle(columns: Sequence[Column], pool: Pool) -> tuple[str, ...]:
    """The scenarios that have items and make no form."""
    able = {column.scenario for column in columns}
    return tuple(s for s in pool.items if s not in able)


def _worst(columns: Sequence[Column], once: Settings, count: int, caps: Caps) -> float:
    """The least worst deviation of so many forms, which exist."""
    found = worst_of(columns, once, count, caps)
    assert found is not None, "they were counted"
    return found


def _disjoint(papers: Sequence[Sequence[str]]) -> int:
    """The most papers of which no two have anything in common: maximum set packing."""
    users: dict[str, list[int]] = {}
    for k, own in enumerate(papers):
        for name in own:
            users.setdefault(name, []).append(k)
    solution = minimise(
        [Variable(upper=1, integer=True, cost=-1) for _ in papers],
        [Constraint(terms=tuple((k, 1.0) for k in own), upper=1) for own in users.values()],
    )
    assert solution is not None, "no paper at all is a packing"
    return -round(solution.value)


def _worst_disjoint(papers: Sequence[Paper], count: int) -> float:
    """The least worst deviation of so many papers without a common item, which exist."""
    ranked = sorted(papers, key=lambda paper: paper.deviation)
    lengths = range(count, len(ranked))
    place = bisect_left(
        lengths,
        True,
        key=lambda length: _disjoint([p.items for p in ranked[:length]]) >= count,
    )
    return ranked[count + place - 1].deviation
