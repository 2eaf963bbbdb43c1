"""Who plays a simulation together, and which role: drawn, mixed from one simulation to the next, leads in rotation."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from pipeline.draw import rank

STARTS = 8
"""From how many drawn orders the groups are improved by exchanges; the best is kept."""
LEADING = 0
"""The place of the role that leads: the first of a simulation."""
LONE, LED = 10**12, 10**6
"""What weighs more than any number of second meetings: a group without a jury, then a group that has led already."""
Groups = list[list[str]]


@dataclass(slots=True)
class Past:
    """What the candidates of a session have played so far: with whom, how often they led, how often in which place."""

    met: Counter[tuple[str, str]] = field(default_factory=Counter)
    led: Counter[str] = field(default_factory=Counter)
    held: Counter[tuple[str, int]] = field(default_factory=Counter)

    def remember(self, groups: Sequence[Sequence[str]]) -> None:
        """Add one simulation, the members of its groups in the order of their roles."""
        for group in groups:
            self.met.update(_pairs(group))
            self.led[group[LEADING]] += 1
            self.held.update((member, place) for place, member in enumerate(group))


@dataclass(frozen=True, slots=True, kw_only=True)
class Juries:
    """Who may assess: the assessors of the exam, those whom each candidate may not have, how many a group needs."""

    assessors: tuple[str, ...]
    tied: Mapping[str, frozenset[str]]
    needed: int

    def able(self, members: Sequence[str]) -> tuple[str, ...]:
        """The assessors who may assess all of these candidates, in their order."""
        out = frozenset[str]().union(*(self.tied.get(m, frozenset()) for m in members))
        return tuple(a for a in self.assessors if a not in out)

    def lacking(self, members: Sequence[str]) -> int:
        """How many assessors are missing to assess all of these candidates together."""
        out = {a for m in members for a in self.tied.get(m, ())}
        return max(0, self.needed - len(self.assessors) + len(out))


def draw_groups(
    people: Sequence[str], sizes: Sequence[int], past: Past, juries: Juries, key: bytes
) -> tuple[tuple[str, ...], ...]:
    """The groups of a simulation, of these sizes, the members of each in the order of the roles that they play.

    Each group has a jury and somebody who has led least, as far as can be; then two candidates meet again as rarely as
    exchanges from several drawn orders find. The sizes add up to the people.
    """
    draw = _Draw(past=past, juries=juries, floor=min(past.led[p] for p in people))
    fresh = sum(past.led[p] == draw.floor for p in people)
    best: tuple[int, Groups] | None = None
    least = LED * max(0, len(sizes) - fresh)
    for start in range(STARTS):
        order = sorted(people, key=lambda p: rank(key, f"{start}/{p}"))
        groups = _cut(order, sizes)
        cost = draw.improve(groups, least)
        if best is None or cost < best[0]:
            best = cost, groups
        if cost <= least:
            break
    assert best is not None, "there is at least one start"
    return tuple(_cast(group, past, key) for group in best[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draw:
    """What a choice of groups costs."""

    past: Past
    juries: Juries
    floor: int

    def cost(self, group: Sequence[str]) -> int:
        """What one group costs: assessors missing, leads of the one who led least, meetings again."""
        lead = min(self.past.led[m] for m in group) - self.floor
        met = sum(self.past.met[pair] for pair in _pairs(group)) if self.past.met else 0
        return LONE * self.juries.lacking(group) + LED * lead + met

    def improve(self, groups: Groups, least: int) -> int:
        """Exchange members while it helps; the cost of what is left, never below the least."""
        costs = [self.cost(group) for group in groups]
        better = True
        while better and sum(costs) > least:
            better = False
            for place, group in enumerate(groups):
                for seat in range(len(group)):
                    better |= costs[place] > 0 and self._exchange(groups, costs, place, seat)
        return sum(costs)

    def _exchange(self, groups: Groups, costs: list[int], place: int, seat: int) -> bool:
        """Exchange a member with the first one elsewhere with whom it helps; whether there is one."""
        own = groups[place]
        for other, group in enumerate(groups):
            if other == place:
                continue
            for chair in range(len(group)):
                own[seat], group[chair] = group[chair], own[seat]
                found = self.cost(own), self.cost(group)
                if sum(found) < costs[place] + costs[other]:
                    costs[place], costs[other] = found
                    return True
                own[seat], group[chair] = group[chair], own[seat]
        return False


def _cut(order: Sequence[str], sizes: Sequence[int]) -> Groups:
    """The people, one after another, in groups of these sizes."""
    rest = iter(order)
    return [[next(rest) for _ in range(size)] for size in sizes]


def _cast(group: Sequence[str], past: Past, key: bytes) -> tuple[str, ...]:
    """The members in the order of their roles: who has led least leads, the others repeat as few roles as can be.

    Exact, over the sets of members who have a role already; ties are drawn.
    """
    best: dict[frozenset[str], tuple[int, tuple[str, ...]]] = {frozenset(): (0, ())}
    for place in range(len(group)):
        after: dict[frozenset[str], tuple[int, tuple[str, ...]]] = {}
        for cast, (cost, order) in best.items():
            for member in sorted(set(group) - cast):
                found = cost + _price(member, place, past, key), (*order, member)
                known = after.get(cast | {member})
                if known is None or found < known:
                    after[cast | {member}] = found
        best = after
    return best[frozenset(group)][1]


def _price(member: str, place: int, past: Past, key: bytes) -> int:
    """What a role costs a member: leads first, then having held it, then the draw."""
    led = past.led[member] if place == LEADING else 0
    drawn = rank(key, f"role/{member}/{place}") % 2**32
    return led * 2**96 + past.held[member, place] * 2**48 + drawn


def _pairs(group: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each two members of a group, in a stable order."""
    return combinations(sorted(group), 2)
