"""The levels of a packing, one after the other: deviation, then even use, then closeness to a common target."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.assemble.packing import Offer, Shelf, fit, most, threshold, total
from pipeline.draw import derive, rank, shuffled

Shelves = Mapping[str, Shelf]
"""The offers of each scenario, each once, whatever number of times it may come."""


EVERY = 10**9
"""More tickets than anybody asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """How many tickets an item or a scenario may serve (0: no limit), and how far from the best one may be drawn."""

    items: int = 0
    scenarios: int = 0
    epsilon: float = 2.0

    def of_scenario(self, count: int) -> int:
        """How many of so many tickets may come from one scenario."""
        return self.scenarios or count


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How many of the tickets asked for can be different, and two deviations of the worst ticket, proved minimal.

    ``apart``: of as many different tickets as that; ``bound``: of all the tickets, different or not.
    """

    different: int
    apart: float
    bound: float

    @property
    def worst(self) -> float:
        """What the worst ticket deviates when different ones come first."""
        return max(self.apart, self.bound)


def level_of(shelves: Shelves, count: int, caps: Caps) -> Level | None:
    """The least worst deviation of ``count`` tickets; ``None`` when the caps do not allow so many."""
    limit = caps.of_scenario(count)
    once = list(_rounds(shelves, 1).values())
    different = total(once, caps.items, limit, count)
    apart = threshold(once, caps.items, limit, different)
    if apart is None:
        return None
    if different == count:
        return Level(different=count, apart=apart, bound=apart)
    bound = least_of(shelves, count, caps)
    return None if bound is None else Level(different=different, apart=apart, bound=bound)


def least_of(shelves: Shelves, count: int, caps: Caps) -> float | None:
    """The least worst deviation of ``count`` tickets, different or not; ``None`` with too few."""
    limit = caps.of_scenario(count)
    every = list(_rounds(shelves, count).values())
    enough = total(every, caps.items, limit, count) == count
    return threshold(every, caps.items, limit, count) if enough else None


def size_of(shelves: Shelves, caps: Caps) -> int:
    """How many tickets there are under the caps."""
    every = list(_rounds(shelves, EVERY).values())
    return total(every, caps.items, caps.of_scenario(EVERY), EVERY)


def even_out(shelves: Shelves, count: int, caps: Caps, different: int) -> tuple[Shelves, int]:
    """The offers left when each item, ticket and scenario serves as rarely as can be, and the cap on items then.

    When all tickets are different, only those near the common target are left, within ε of the least distance.
    """
    limit = caps.of_scenario(count)
    once = _rounds(shelves, 1)
    if different < count:
        every = _rounds(shelves, count)
        cap = _least(
            caps.items or count,
            lambda n: (
                total(once.values(), n, limit, different) >= different
                and total(every.values(), n, limit, count) >= count
            ),
        )
        times = _least(
            count, lambda n: total(_rounds(shelves, n).values(), cap, limit, count) >= count
        )
        return _rounds(shelves, times), cap
    cap = _least(caps.items or count, lambda n: total(once.values(), n, limit, count) >= count)
    height = _least(limit, lambda n: total(once.values(), cap, n, count) >= count)
    far = [[replace(offer, value=offer.far) for offer in shelf] for shelf in once.values()]
    distance = threshold(far, cap, height, count)
    assert distance is not None, "the levels were just reached"
    return {
        name: [offer for offer in shelf if offer.far <= distance + caps.epsilon]
        for name, shelf in once.items()
    }, cap


def drawn(shelves: Shelves, cap: int, count: int, caps: Caps, key: bytes) -> Iterator[Offer]:
    """``count`` offers drawn by the key, first those that are all different, the scenarios as even as can be."""
    limit = caps.of_scenario(count)
    floors = {
        name: most([o for o in shelf if not o.again], cap, limit) for name, shelf in shelves.items()
    }
    holds = {name: most(shelf, cap, limit) for name, shelf in shelves.items()}
    if sum(floors.values()) >= count:
        floors = {}
    given = _shares(holds, floors, count, shuffled(derive(key, "share"), shelves))
    for name, shelf in shelves.items():
        order = sorted(shelf, key=lambda offer: (offer.again, rank(key, offer.name)))
        chosen = fit(order, cap, given[name])
        assert chosen is not None, "the shelf holds so many"
        yield from (order[k] for k in chosen)


def _rounds(shelves: Shelves, times: int) -> dict[str, Shelf]:
    """Each offer as often as it may come, so many times at most."""
    return {
        name: [
            replace(offer, again=again)
            for offer in shelf
            for again in range(min(times, offer.times))
        ]
        for name, shelf in shelves.items()
    }


def _least(top: int, holds: Callable[[int], bool]) -> int:
    """The least number from 1 to ``top`` that holds; it holds of ``top``, and of every number above one that does."""
    return 1 + bisect_left(range(1, top), True, key=holds)


def _shares(
    holds: Mapping[str, int], floors: Mapping[str, int], count: int, order: Sequence[str]
) -> dict[str, int]:
    """How many tickets each scenario gives: as even as can be; of the largest shares, the last in order lose one."""

    def shares(height: int) -> dict[str, int]:
        return {s: min(held, max(height, floors.get(s, 0))) for s, held in holds.items()}

    height = _least(count, lambda n: sum(shares(n).values()) >= count)
    given = shares(height)
    lower = shares(height - 1)
    surplus = sum(given.values()) - count
    tall = [name for name in order if given[name] > lower[name]]
    for name in tall[len(tall) - surplus :]:
        given[name] -= 1
    return given
