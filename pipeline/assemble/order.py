"""The order in which tickets are drawn: those of one scenario as far apart as can be, neighbours of other families.

Candidates are dealt the tickets in turn, the first one again after the last: distances are counted round the circle.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from pipeline.draw import derive, rank, shuffled

ATTEMPTS = 4
"""How many drawn orders are compared."""

DEALT = 400
"""The largest number of tickets for which an order is also looked for ticket by ticket."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spacing:
    """Indexes in their order; ``gap`` is the least distance between two of one group, round the circle.

    ``widest``: no order has a larger gap, proved. A group that stands alone is as far from itself as there are places.
    """

    order: tuple[int, ...]
    gap: int
    widest: int


def spaced(groups: Sequence[str], kinds: Sequence[str], key: bytes) -> Spacing:
    """An order, drawn by the key, in which the same group comes back as late as can be.

    ``kinds`` (families, countries) are the same for two neighbours as rarely as that allows.
    """
    widest = widest_gap(groups)
    tried = [_combed(groups, kinds, derive(key, f"order/{n}")) for n in range(ATTEMPTS)]
    order = max(tried, key=lambda o: circle_gap([groups[k] for k in o]))
    gap = circle_gap([groups[k] for k in order])
    if gap < widest and len(groups) <= DEALT:
        dealt = _dealt(groups, widest, key)
        if circle_gap([groups[k] for k in dealt]) > gap:
            order, gap = dealt, circle_gap([groups[k] for k in dealt])
    if gap < 2:
        return Spacing(order=_dealt(groups, 2, key), gap=gap, widest=widest)
    return Spacing(order=_parted(order, groups, kinds, gap), gap=gap, widest=widest)


def widest_gap(groups: Sequence[str]) -> int:
    """A distance that two of one group cannot pass round the circle: the places over the uses of the busiest group."""
    uses = Counter(groups)
    return len(groups) // max(uses.values()) if uses else 0


def circle_gap(groups: Sequence[str]) -> int:
    """The least distance between two of one group, round the circle; the number of places when none comes twice."""
    size = len(groups)
    return min((_alone(places, size) for places in _places(groups).values()), default=0)


def _combed(groups: Sequence[str], kinds: Sequence[str], key: bytes) -> tuple[int, ...]:
    """Groups of one size share out the circle evenly, in a drawn order; the sizes are laid over each other.

    Between two of a group there are as many of each size as its share of the circle, less one at most: with two sizes
    no order does better. In each size the kinds are shared out in the same way.
    """
    members = _places(groups)
    sizes: dict[int, list[str]] = {}
    for name in shuffled(key, members):
        sizes.setdefault(len(members[name]), []).append(name)
    places: list[tuple[Fraction, int, int]] = []
    for size, names in sizes.items():
        tie = rank(key, str(size))
        for turn, place in enumerate(_by_kind(names, members, kinds, key)):
            own = sorted(members[names[place]], key=lambda k: rank(key, f"{groups[k]}#{k}"))
            for time, k in enumerate(own):
                step = Fraction(turn, size * len(names)) + Fraction(time, size)
                places.append((step, tie, k))
    return tuple(k for _, _, k in sorted(places))


def _by_kind(
    names: Sequence[str], members: Mapping[str, Sequence[int]], kinds: Sequence[str], key: bytes
) -> tuple[int, ...]:
    """An order of groups in which one kind comes back as late as can be; a group is of the kind of its first."""
    own = [kinds[members[name][0]] for name in names]
    if len(set(own)) in (1, len(own)):
        return tuple(range(len(own)))
    return _combed(own, own, key)


def _dealt(groups: Sequence[str], gap: int, key: bytes) -> tuple[int, ...]:
    """The groups with most left first, past those that came within the gap; the last one only when nothing else is."""
    queues: dict[str, list[int]] = {}
    for k in sorted(range(len(groups)), key=lambda k: (rank(key, f"{groups[k]}#{k}"), k)):
        queues.setdefault(groups[k], []).append(k)
    drawn = {name: rank(key, name) for name in queues}
    last: dict[str, int] = {}
    order: list[int] = []
    while queues:
        place = len(order)
        name = min(
            queues,
            key=lambda n: (_wait(last.get(n), place, gap), -len(queues[n]), drawn[n]),
        )
        last[name] = place
        order.append(queues[name].pop())
        if not queues[name]:
            del queues[name]
    return tuple(order)


def _wait(last: int | None, place: int, gap: int) -> int:
    """How many places a group ought still to wait."""
    return 0 if last is None else max(0, last + gap - place)


def _parted(
    order: Sequence[int], groups: Sequence[str], kinds: Sequence[str], gap: int
) -> tuple[int, ...]:
    """The order with fewer neighbours of one kind, by exchanging two places as long as the gap allows."""
    found = list(order)
    for place in range(len(found)):
        if not any(_clashes(found, groups, kinds, (place,))):
            continue
        for other in range(len(found)):
            before = _clashes(found, groups, kinds, (place, other))
            _exchange(found, place, other)
            after = _clashes(found, groups, kinds, (place, other))
            if after < before and _keeps(found, groups, (place, other), gap):
                break
            _exchange(found, place, other)
    return tuple(found)


def _clashes(
    order: Sequence[int], groups: Sequence[str], kinds: Sequence[str], places: Sequence[int]
) -> tuple[int, int]:
    """How many neighbours about these places share a group, then a kind."""
    size = len(order)
    starts = {p % size for place in places for p in (place - 1, place)} if size > 1 else set()
    beside = [(order[p], order[(p + 1) % size]) for p in sorted(starts)]
    return (
        sum(groups[a] == groups[b] for a, b in beside),
        sum(kinds[a] == kinds[b] for a, b in beside),
    )


def _exchange(order: list[int], one: int, other: int) -> None:
    """Exchange what stands at two places."""
    order[one], order[other] = order[other], order[one]


def _keeps(order: Sequence[int], groups: Sequence[str], moved: Sequence[int], gap: int) -> bool:
    """Whether the groups that stand at two places are still as far apart as the gap."""
    names = {groups[order[place]] for place in moved}
    places = _places([groups[k] for k in order])
    return all(_alone(places[name], len(order)) >= gap for name in names)


def _alone(places: Sequence[int], size: int) -> int:
    """The least distance between two of these places, round a circle of that size."""
    return min(_distances(places, size))


def _distances(places: Sequence[int], size: int) -> Iterator[int]:
    """The distances from each place to the next, round the circle."""
    yield from (second - first for first, second in pairwise(places))
    yield places[0] + size - places[-1]


def _places(groups: Sequence[str]) -> Mapping[str, list[int]]:
    """Where each group stands, in order."""
    found: dict[str, list[int]] = {}
    for place, name in enumerate(groups):
        found.setdefault(name, []).append(place)
    return found
