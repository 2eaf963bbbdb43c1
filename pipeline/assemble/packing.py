"""Packing tickets under caps, exactly: what each scenario can hold, then how many are taken of each.

The questions of a ticket belong to its scenario alone, so that nothing but their number ties the tickets of two
scenarios: each scenario is a small packing, solved exactly, and the whole is a sum.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from pipeline.ata.solver import Constraint, Variable, chosen_of, minimise

EFFORT = 400
"""How many steps a search by hand may take before the solver is called."""

DEPTH = 100
"""The largest number of tickets of one scenario that is searched for by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One ticket that a scenario may give: its items, its value, how far it is from the common target.

    It may come ``times`` times, each time as an offer of its own: ``again`` is 0 for the first, 1 for the second…
    """

    name: str
    items: tuple[str, ...]
    value: float
    far: float = 0.0
    times: int = 1
    again: int = 0


Shelf = Sequence[Offer]
"""The offers of one scenario, in the order in which they are tried."""


@dataclass(slots=True)
class _Search:
    """A search by hand: what each item may still serve, and how many steps are left."""

    shelf: Shelf
    room: dict[str, int]
    steps: int = EFFORT


def fit(shelf: Shelf, cap: int, count: int) -> tuple[int, ...] | None:
    """The indexes of ``count`` offers, early ones first, in which no item stands more than ``cap`` times (0: no cap).

    ``None`` is a proof that there are not so many.
    """
    if not cap:
        return tuple(range(count)) if count <= len(shelf) else None
    if count > ceiling(shelf, cap):
        return None
    search = _Search(shelf=shelf, room=_room(shelf, cap))
    found = _take(search, 0, count) if count <= DEPTH else None
    if found is not None or (count <= DEPTH and search.steps > 0):
        return found
    return _solved(shelf, cap, count)


def most(shelf: Shelf, cap: int, limit: int) -> int:
    """The largest number of offers, at most ``limit``, that the cap on items allows."""
    high = min(limit, ceiling(shelf, cap))
    low = min(high, _greedy(shelf, cap))
    while low < high and fit(shelf, cap, low + 1) is not None:
        low += 1
    return low


def ceiling(shelf: Shelf, cap: int) -> int:
    """A number of offers that the cap surely forbids to pass."""
    if not cap or not shelf:
        return len(shelf)
    smallest = min(len(offer.items) for offer in shelf)
    return min(len(shelf), sum(_room(shelf, cap).values()) // smallest)


def total(shelves: Collection[Shelf], cap: int, limit: int, enough: int) -> int:
    """How many tickets the scenarios hold together, at most ``limit`` each; not counted beyond ``enough``."""
    sure = [min(limit, _greedy(shelf, cap)) for shelf in shelves]
    found = min(sum(sure), enough)
    for shelf, low in zip(shelves, sure, strict=True):
        if found >= enough:
            break
        found += most(shelf, cap, limit) - low
    return min(found, enough)


def threshold(shelves: Sequence[Shelf], cap: int, limit: int, count: int) -> float | None:
    """The least value that the worst of ``count`` tickets can have, exactly; ``None`` when there are not so many.

    Each shelf tells at which value it gives one more ticket; the answer is the ``count``-th least of them all.
    """
    ranked = [sorted(shelf, key=lambda offer: offer.value) for shelf in shelves if shelf]
    heap = [(shelf[0].value, k, 1) for k, shelf in enumerate(ranked)]
    heapify(heap)
    for _ in range(count - 1):
        if not heap:
            return None
        _, k, number = heappop(heap)
        value = _next_value(ranked[k], cap, number + 1) if number < limit else None
        if value is not None:
            heappush(heap, (value, k, number + 1))
    return heap[0][0] if heap and count else None


def _next_value(shelf: Shelf, cap: int, number: int) -> float | None:
    """The least value up to which a shelf in order of value holds so many tickets."""
    values = [offer.value for offer in shelf]
    steps = sorted(set(values[number - 1 :]))
    place = bisect_left(
        steps,
        True,
        key=lambda value: fit(shelf[: bisect_right(values, value)], cap, number) is not None,
    )
    return steps[place] if place < len(steps) else None


def _room(shelf: Shelf, cap: int) -> dict[str, int]:
    """How often each item may still serve: the cap, or as often as it is offered."""
    offered = Counter(item for offer in shelf for item in offer.items)
    return {item: min(cap, times) for item, times in offered.items()}


def _greedy(shelf: Shelf, cap: int) -> int:
    """How many offers are found by taking each that still fits, in order."""
    if not cap:
        return len(shelf)
    room = _room(shelf, cap)
    taken = 0
    for offer in shelf:
        if all(room[item] for item in offer.items):
            taken += 1
            for item in offer.items:
                room[item] -= 1
    return taken


def _take(search: _Search, start: int, count: int) -> tuple[int, ...] | None:
    """``count`` offers from ``start`` on that fit in the room left; ``None`` also when the steps have run out."""
    if not count:
        return ()
    for k in range(start, len(search.shelf) - count + 1):
        items = search.shelf[k].items
        if not all(search.room[item] for item in items):
            continue
        if search.steps <= 0:
            return None
        search.steps -= 1
        for item in items:
            search.room[item] -= 1
        rest = _take(search, k + 1, count - 1)
        for item in items:
            search.room[item] += 1
        if rest is not None:
            return (k, *rest)
    return None


def _solved(shelf: Shelf, cap: int, count: int) -> tuple[int, ...] | None:
    """The same by the solver: early offers cost least."""
    size = len(shelf)
    variables = [Variable(upper=1, integer=True, cost=k / size) for k in range(size)]
    rows = [Constraint(terms=tuple((k, 1.0) for k in range(size)), lower=count, upper=count)]
    for item in _room(shelf, cap):
        users = tuple((k, 1.0) for k, offer in enumerate(shelf) if item in offer.items)
        rows.append(Constraint(terms=users, upper=cap))
    solution = minimise(variables, rows)
    return None if solution is None else chosen_of(solution, size)
