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


def limits(blueprint: Blueprint, items: Sequence[Item]) -> tuple[Limit, ...]:
    """Every hard rule of the blueprint that is linear in the items; documents are counted apart."""
    found = [
        _between(
            "minutes", [i.minutes for i in items], blueprint.minutes_min, blueprint.minutes_max
        ),
        _between("items", [1 for _ in items], blueprint.items_min, blueprint.items_max),
        *_shares(blueprint, items),
        *_difficulties(blueprint, items),
    ]
    if blueprint.decision_required:
        amounts = tuple(Decimal(int(i.decision)) for i in items)
        found.append(Limit(rule="decision", amounts=amounts, lower=Decimal(1)))
    return tuple(found)


def missed(limit: Limit, chosen: Sequence[int]) -> Decimal:
    """By how much the chosen items miss a limit: negative is too little, positive too much, 0 is right."""
    amount = sum((limit.amounts[k] for k in chosen), ZERO)
    if limit.lower is not None and amount < limit.lower:
        return amount - limit.lower
    if limit.upper is not None and amount > limit.upper:
        return amount - limit.upper
    return ZERO


def distances(
    blueprint: Blueprint, items: Sequence[Item], shares: Shares, targets: Mapping[str, Decimal]
) -> tuple[Distance, ...]:
    """What the objective adds up, in points of deviation a point of the paper.

    Each code's distance to its share, the distance of difficulty to its target, and a tenth of each hard skill's
    distance to its share (``shares``: a code's points spread over skills; ``targets``: the wanted parts, 0–1).
    """
    found = [
        Distance(amounts=_beyond(items, t.code, t.share), weight=Decimal(1))
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


def _between(rule: str, amounts: Sequence[int], low: int, high: int) -> Limit:
    """A sum of whole numbers within bounds."""
    return Limit(
        rule=rule,
        amounts=tuple(Decimal(a) for a in amounts),
        lower=Decimal(low),
        upper=Decimal(high),
    )


def _shares(blueprint: Blueprint, items: Sequence[Item]) -> list[Limit]:
    """The least and the largest share of each code."""
    found = []
    for target in blueprint.targets:
        least = _beyond(items, target.code, target.share - target.tolerance)
        most = _beyond(items, target.code, target.share + target.tolerance)
        found.append(Limit(rule="share_min", code=target.code, lower=ZERO, amounts=least))
        found.append(Limit(rule="share_max", code=target.code, upper=ZERO, amounts=most))
    return found


def _difficulties(blueprint: Blueprint, items: Sequence[Item]) -> list[Limit]:
    """The least and the largest mean difficulty."""
    least = _harder(items, blueprint.difficulty - blueprint.difficulty_tolerance)
    most = _harder(items, blueprint.difficulty + blueprint.difficulty_tolerance)
    return [
        Limit(rule="difficulty_min", lower=ZERO, amounts=least),
        Limit(rule="difficulty_max", upper=ZERO, amounts=most),
    ]


def _beyond(items: Sequence[Item], code: Code, share: Decimal) -> tuple[Decimal, ...]:
    """For each item, its points on a code less the share (percent) of its points."""
    return tuple(i.points_of(code) - share * i.points / 100 for i in items)


def _harder(items: Sequence[Item], difficulty: Decimal) -> tuple[Decimal, ...]:
    """For each item, its points times how much harder it is than a difficulty."""
    return tuple(i.points * (i.difficulty - difficulty) for i in items)
