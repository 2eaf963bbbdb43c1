"""The rules of a blueprint over a choice of items: each a named line with a lower and an upper bound."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.codes import Code
from pipeline.model.blueprint import Blueprint
from pipeline.model.item import Item

Shares = Mapping[Code, Mapping[str, Decimal]]
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """``lower <= sum of amounts of the chosen items <= upper``; ``rule`` names it, ``code`` when it is about one."""

    rule: str
    amounts: tuple[Decimal, ...]
    lower: Decimal | None = None
    upper: Decimal | None = None
    code: Code | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """A quantity of the chosen items that ought to be zero, with the price of one unit of it a point of the paper."""

    amounts: tuple[Decimal, ...]
    weight: Decimal


def total(items: Sequence[Item]) -> tuple[Decimal, ...]:
    """The raw points of each item: what every share is a share of."""
    return tuple(i.points for i in items)


def limits(blueprint: Blueprint, items: Sequence[Item]) -> tuple[Limit, ...]:
    """Every hard rule of the blueprint that is linear in the items; documents are counted apart."""
    minutes = tuple(Decimal(i.minutes) for i in items)
    ones = tuple(Decimal(1) for _ in items)
    found = [
        Limit(
            rule="minutes",
            amounts=minutes,
            lower=Decimal(blueprint.minutes_min),
            upper=Decimal(blueprint.minutes_max),
        ),
        Limit(
            rule="items",
            amounts=ones,
            lower=Decimal(blueprint.items_min),
            upper=Decimal(blueprint.items_max),
        ),
    ]
    for target in blueprint.targets:
        low, high = target.share - target.tolerance, target.share + target.tolerance
        found += [
            Limit(
                rule="share_min",
                code=target.code,
                lower=ZERO,
                amounts=_beyond(items, target.code, low),
            ),
            Limit(
                rule="share_max",
                code=target.code,
                upper=ZERO,
                amounts=_beyond(items, target.code, high),
            ),
        ]
    tolerance = blueprint.difficulty_tolerance
    found += [
        Limit(
            rule="difficulty_min",
            lower=ZERO,
            amounts=_harder(items, blueprint.difficulty - tolerance),
        ),
        Limit(
            rule="difficulty_max",
            upper=ZERO,
            amounts=_harder(items, blueprint.difficulty + tolerance),
        ),
    ]
    if blueprint.decision_required:
        amounts = tuple(Decimal(int(i.decision)) for i in items)
        found.append(Limit(rule="decision", amounts=amounts, lower=Decimal(1)))
    return tuple(found)


def distances(
    blueprint: Blueprint, items: Sequence[Item], shares: Shares, targets: Mapping[str, Decimal]
) -> tuple[Distance, ...]:
    """What the objective adds up, in points of deviation on a 100-point paper.

    Each code's distance to its share, 100 x the distance of difficulty to its target, and 10 x each hard skill's
    distance to its share (``shares``: a code's points spread over skills; ``targets``: the wanted parts, 0–1).
    """
    found = [
        Distance(amounts=_beyond(items, t.code, t.share), weight=Decimal("0.01"))
        for t in blueprint.targets
    ]
    found.append(Distance(amounts=_harder(items, blueprint.difficulty), weight=Decimal(1)))
    for skill, target in targets.items():
        amounts = tuple(skill_points(item, skill, shares) - target * item.points for item in items)
        found.append(Distance(amounts=amounts, weight=Decimal("0.1")))
    return tuple(found)


def skill_points(item: Item, skill: str, shares: Shares) -> Decimal:
    """The points of an item that call on one hard skill."""
    return sum(
        (item.points_of(code) * shares.get(code, {}).get(skill, ZERO) for code in item.codes), ZERO
    )


def _beyond(items: Sequence[Item], code: Code, share: Decimal) -> tuple[Decimal, ...]:
    """For each item, 100 x its points on a code less the share (percent) of its points."""
    return tuple(100 * i.points_of(code) - share * i.points for i in items)


def _harder(items: Sequence[Item], difficulty: Decimal) -> tuple[Decimal, ...]:
    """For each item, its points times how much harder it is than a difficulty."""
    return tuple(i.points * (i.difficulty - difficulty) for i in items)
