"""Parallel oral tickets: every valid ticket of each scenario, then an exact packing with even use."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.assemble.columns import choices_of
from pipeline.assemble.levels import EVERY, Caps, drawn, even_out, least_of, level_of, size_of
from pipeline.assemble.order import Spacing, spaced
from pipeline.assemble.packing import Offer
from pipeline.assemble.papers import problem_of
from pipeline.assemble.pool import Pool
from pipeline.assemble.requirements import rules_of
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.model.item import Item
from pipeline.model.requirement import Measure, Requirement, Scope
from pipeline.rules.requirements import ITEMS

Settings = Mapping[str, Collection[object]]
NO_CAPS = Caps()
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One valid ticket: the items of one scenario and their deviation (points on 100).

    ``minutes`` of work, ``documents`` to read, mean ``difficulty`` are what tickets are made alike in, the ``family``
    of the scenario what neighbours are kept apart by.
    """

    scenario: str
    items: tuple[str, ...]
    value: float
    minutes: int = 0
    documents: int = 0
    difficulty: Decimal = Decimal(0)
    family: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packing:
    """The tickets in the order they are drawn.

    ``bound``: so many tickets, different ones first, cannot all deviate less, proved (points on 100); ``columns``: how
    many sets of items make a ticket. ``gap``: how many tickets later a scenario comes again at the earliest, the first
    ticket following the last; no order of these tickets does better than ``widest``.
    """

    tickets: tuple[Column, ...]
    bound: float
    columns: int
    gap: int
    widest: int

    @property
    def worst(self) -> float:
        """The deviation of the worst ticket."""
        return max(t.value for t in self.tickets)

    @property
    def different(self) -> int:
        """How many sets of items there are among the tickets."""
        return len({t.items for t in self.tickets})

    @property
    def item_uses(self) -> int:
        """In how many tickets the busiest item stands."""
        return max(Counter(item for t in self.tickets for item in t.items).values())

    @property
    def scenario_uses(self) -> int:
        """How many tickets come from the busiest scenario."""
        return max(Counter(t.scenario for t in self.tickets).values())


def columns_of(bank: Bank, blueprint: Blueprint, pool: Pool) -> tuple[Column, ...]:
    """Every ticket that satisfies the blueprint, best first."""
    families = {scenario.id: scenario.family for scenario in bank.scenarios}
    found = []
    asked = Decimal(blueprint.items_min), Decimal(blueprint.items_max)
    low, high = blueprint.bounds(ITEMS, *asked)
    for scenario, items in pool.items.items():
        problem = problem_of(bank, blueprint, pool, (scenario,))
        by_id = {item.id: item for item in items}
        for choice in choices_of(
            problem, int(max(low, Decimal(1))), int(min(high, Decimal(len(items))))
        ):
            chosen = [by_id[problem.rows[k].id] for k in choice.rows]
            found.append(_column(scenario, chosen, choice.value, families[scenario]))
    return tuple(sorted(found, key=lambda c: (c.value, c.items)))


def caps_of(bank: Bank, blueprint: Blueprint) -> Caps:
    """The caps of a blueprint: its keys, or the rules of its table that cap in how many tickets something stands."""
    uses = [rule for rule in rules_of(bank, blueprint) if _caps_uses(rule)]
    return Caps(
        items=_strictest(blueprint.item_uses, [r for r in uses if r.column in ("", "question")]),
        scenarios=_strictest(blueprint.scenario_uses, [r for r in uses if r.column == "scenario"]),
        epsilon=float(blueprint.epsilon),
    )


def capacity(columns: Sequence[Column], settings: Settings, caps: Caps = NO_CAPS) -> int:
    """How many tickets there are under the caps: each valid set of items in each setting of its scenario."""
    return size_of(_shelves(columns, settings, EVERY, caps), caps)


def worst_of(
    columns: Sequence[Column], settings: Settings, count: int, caps: Caps = NO_CAPS
) -> float | None:
    """The least that the worst of ``count`` tickets can deviate, different ones first; ``None`` with too few."""
    level = level_of(_shelves(columns, settings, count, caps), count, caps)
    return None if level is None else level.worst


def bound_of(
    columns: Sequence[Column], settings: Settings, count: int, caps: Caps = NO_CAPS
) -> float:
    """No ``count`` tickets, different or not, all deviate less; there are so many."""
    least = least_of(_shelves(columns, settings, count, caps), count, caps)
    assert least is not None, "there are so many tickets"
    return least


def pack(
    columns: Sequence[Column],
    settings: Settings,
    count: int,
    key: bytes,
    caps: Caps = NO_CAPS,
) -> Packing | None:
    """``count`` tickets under the caps; ``settings`` are those of each scenario. ``None`` when there are too few.

    A set of items comes again, in another setting, only when there are no other tickets. Then, level by level: least
    worst deviation, most even use of items, of tickets, of scenarios, nearest to a common target; drawn within ε.
    """
    level = level_of(_shelves(columns, settings, count, caps), count, caps)
    if level is None:
        return None
    near = [column for column in columns if column.value <= level.worst + caps.epsilon]
    offers = _shelves(near, settings, count, caps)
    kept, cap = even_out(offers, count, caps, level.different)
    by_name = {_name(column): column for column in near}
    tickets = [by_name[offer.name] for offer in drawn(kept, cap, count, caps, key)]
    apart = len({ticket.items for ticket in tickets}) >= level.different
    order, spacing = ordered(tickets, key)
    return Packing(
        tickets=order,
        bound=level.worst if apart else level.bound,
        columns=len(columns),
        gap=spacing.gap,
        widest=spacing.widest,
    )


def ordered(tickets: Sequence[Column], key: bytes) -> tuple[tuple[Column, ...], Spacing]:
    """The tickets in their order, whatever order they came in: scenarios apart, then families."""
    own = sorted(tickets, key=lambda ticket: ticket.items)
    spacing = spaced([t.scenario for t in own], [t.family for t in own], key)
    return tuple(own[k] for k in spacing.order), spacing


def _column(scenario: str, items: Sequence[Item], value: float, family: str) -> Column:
    """A ticket of these items."""
    points = sum((item.points for item in items), Decimal(0))
    difficulty = sum((item.points * item.difficulty for item in items), Decimal(0)) / points
    return Column(
        scenario=scenario,
        items=tuple(item.id for item in items),
        value=value,
        minutes=sum(item.minutes for item in items),
        documents=len({document for item in items for document in item.documents}),
        difficulty=difficulty.quantize(CENT),
        family=family,
    )


def _shelves(
    columns: Sequence[Column], settings: Settings, count: int, caps: Caps
) -> dict[str, list[Offer]]:
    """What each scenario offers: each of its tickets once a setting, no oftener than the caps and the count allow."""
    times = min(caps.items or count, caps.of_scenario(count))
    minutes, documents = (
        _common([c.minutes for c in columns]),
        _common([c.documents for c in columns]),
    )
    shelves: dict[str, list[Offer]] = {}
    for column in columns:
        far = column.value + abs(column.documents - documents)
        far += abs(100 * column.minutes / minutes - 100) if minutes else 0
        offer = Offer(
            name=_name(column),
            items=column.items,
            value=column.value,
            far=far,
            times=min(times, len(settings[column.scenario])),
        )
        shelves.setdefault(column.scenario, []).append(offer)
    return shelves


def _common(numbers: Sequence[int]) -> int:
    """The median: the value that most columns are near."""
    return sorted(numbers)[(len(numbers) - 1) // 2] if numbers else 0


def _name(column: Column) -> str:
    """A ticket by its items."""
    return "+".join(column.items)


def _caps_uses(rule: Requirement) -> bool:
    """Whether a rule caps in how many tickets each thing stands."""
    counts = rule.active and rule.scope is Scope.FORMS and rule.measure is Measure.USES
    return counts and rule.high is not None


def _strictest(cap: int, rules: Sequence[Requirement]) -> int:
    """The least of a cap and of those of rules, 0 when none limits."""
    return min((n for n in (cap, *(int(r.high or 0) for r in rules)) if n), default=0)
