"""From the bank's points to the points printed: largest remainder, so that totals are exact."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.model.item import Item

HALF = Decimal("0.5")
ONE = Decimal(1)


def apportion(weights: Sequence[Decimal], amount: Decimal, step: Decimal) -> tuple[Decimal, ...]:
    """``amount`` shared in whole steps as near the weights as can be, each share at least one step.

    Largest remainder (Hamilton), first on ties; ``amount`` is a multiple of ``step`` and covers a step each.
    """
    steps = int(amount / step)
    assert steps >= len(weights), "an amount covers a step each"
    weight = sum(weights, Decimal(0))
    quotas = [w * steps / weight for w in weights]
    counts = [max(1, int(q)) for q in quotas]
    while sum(counts) < steps:
        counts[max(range(len(counts)), key=lambda k: (quotas[k] - counts[k], -k))] += 1
    while sum(counts) > steps:
        above = [k for k in range(len(counts)) if counts[k] > 1]
        counts[max(above, key=lambda k: (counts[k] - quotas[k], k))] -= 1
    return tuple(count * step for count in counts)


def scale_items(items: Sequence[Item], points: int) -> tuple[Item, ...]:
    """The items with their points, and those of their expected elements, made to add up to the printed total."""
    total = sum((i.points for i in items), Decimal(0))
    if total == points:
        return tuple(items)
    step = ONE if points >= 50 else HALF
    shares = apportion([i.points for i in items], Decimal(points), step)
    return tuple(_scaled(item, share) for item, share in zip(items, shares, strict=True))


def _scaled(item: Item, points: Decimal) -> Item:
    """One item worth other points, its elements in half points (finer when they are many)."""
    step = HALF
    while step * len(item.expected) > points:
        step /= 2
    parts = apportion([e.points for e in item.expected], points, step)
    expected = tuple(
        replace(element, points=part) for element, part in zip(item.expected, parts, strict=True)
    )
    return replace(item, points=points, expected=expected)
