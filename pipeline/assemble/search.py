"""The best papers of a pool, over all its scenario sets at once, with the proof that no set does better."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from pipeline.assemble.frame import Frame
from pipeline.assemble.halves import Meter, Span, halves
from pipeline.assemble.joins import Candidates, pairs, singles
from pipeline.ata.form import value_of
from pipeline.ata.table import Groups
from pipeline.model.requirement import Measure

FINE, COARSE = 1.02, 1.06
SPANS = 60
LADDER = (5.0, 10.0, 20.0, 40.0, 1e4)
ENOUGH = 10.0
LIGHT = 5_000_000
LARGE = 30_000
RUNGS = (0.4, 0.7, 1.0)
TIE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The rows of a paper and its value."""

    rows: tuple[int, ...]
    value: float


@dataclass(slots=True)
class Harvest:
    """The best papers found of each scenario set, ``each`` of a set at most; ``bound``: no paper is worth less."""

    frame: Frame
    each: int = 1
    bound: float = 0.0
    sets: dict[tuple[int, ...], list[Choice]] = field(default_factory=dict)
    judge: "Judge | None" = None

    @property
    def best(self) -> float:
        """The value of the best paper; infinite without one."""
        return min((found[0].value for found in self.sets.values()), default=np.inf)

    def add(self, candidates: Candidates) -> None:
        """Keep the best of the candidates that keep every rule, cheapest first."""
        judge = self.judge = self.judge or Judge(self.frame)
        values = np.round(candidates.values, 6)
        rows = np.sort(candidates.rows, axis=1)
        for k in np.lexsort((*rows.T[::-1], values)):
            chosen = tuple(int(row) for row in rows[k] if row >= 0)
            key = tuple(dict.fromkeys(int(s) for s in self.frame.owner[list(chosen)]))
            found = self.sets.get(key, [])
            if len(found) >= self.each and found[-1].value <= values[k]:
                continue
            if any(choice.rows == chosen for choice in found) or not judge.holds(chosen):
                continue
            found = [*found, Choice(rows=chosen, value=judge.value(chosen))]
            self.sets[key] = sorted(found, key=lambda c: (round(c.value, 6), c.rows))[: self.each]


class Judge:
    """Every rule that is not linear, asked of one paper at a time."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.apart = {frozenset(pair) for pair in frame.problem.apart}
        self.words = [(groups, _words(groups)) for groups in frame.problem.groups]

    def value(self, chosen: Sequence[int]) -> float:
        """The exact value of a paper."""
        return value_of(self.frame.problem, chosen)

    def holds(self, chosen: Sequence[int]) -> bool:
        """Whether a paper keeps the rules that are not linear."""
        inside = set(chosen)
        if self.apart and any(pair <= inside for pair in self.apart):
            return False
        return all(self._counts(groups, words, chosen) for groups, words in self.words)

    def _counts(self, groups: Groups, words: dict[int, list[int]], chosen: Sequence[int]) -> bool:
        """Whether a paper keeps a rule that counts words."""
        used: dict[int, int] = {}
        for row in chosen:
            for word in words.get(row, ()):
                used[word] = used.get(word, 0) + 1
        rule = groups.requirement
        low, high = rule.low or 0, np.inf if rule.high is None else rule.high
        if rule.measure is Measure.DISTINCT:
            return bool(low <= len(used) <= high)
        if rule.measure is Measure.EACH:
            return all(low <= count <= high for count in used.values())
        owner = self.frame.owner
        own = {int(owner[row]) for row in chosen}
        sizes = {w: sum(int(owner[k]) in own for k in groups.members[w]) for w in used}
        return used == sizes


def harvest(frame: Frame, size: int, wanted: tuple[int, int], effort: int) -> Harvest:
    """The best papers of sets of at most ``size`` (1 or 2) scenarios, and the bound that was proved.

    ``wanted``: how many sets, and sets of each scenario, are looked for beside the best.
    """
    found = Harvest(frame=frame, bound=max(0.0, frame.floor))
    count = len(frame.scenarios)
    offsets = _ring(count, wanted) if size > 1 else ()
    whole = size == 1 or len(offsets) >= count // 2
    meter = Meter(left=effort)
    for budget in LADDER:
        if not _sweep(found, (COARSE, budget), (size, () if whole else offsets), meter):
            return found
        if whole:
            found.bound = min(found.best, frame.floor + budget)
        heavy = budget >= ENOUGH and found.sets and meter.spent > LIGHT
        if heavy or _is_enough(found, wanted) or budget == LADDER[-1]:
            break
    if not whole and (found.sets or _sweep(found, (COARSE, LADDER[-1]), (size, ()), meter)):
        _prove(found, meter)
    return found


def near(frame: Frame, chosen: Sequence[int], most: float, each: int, meter: Meter) -> list[Choice]:
    """The papers of one scenario set worth at most so much, best first, ``each`` at most."""
    found = Harvest(frame=frame, each=each)
    key = tuple(chosen)
    for span in _spans(frame, COARSE, most - frame.floor):
        own = halves(frame, span, meter, chosen)
        if own is None:
            break
        if len(key) == 1:
            found.add(singles(frame, span, own))
            continue
        for candidates in pairs(frame, span, own, (), meter):
            if candidates is not None:
                found.add(candidates)
    return found.sets.get(key, [])


def _ring(count: int, wanted: tuple[int, int]) -> tuple[int, ...]:
    """How far the partners of a scenario are, for about twice as many pairs as are wanted."""
    reach = max(wanted[1], -(-2 * wanted[0] // max(1, count)))
    return tuple(range(1, min(reach, count // 2) + 1))


def _is_enough(found: Harvest, wanted: tuple[int, int]) -> bool:
    """Whether there are as many sets as are wanted, and of each scenario."""
    uses = [scenario for key in found.sets for scenario in key]
    count = len(found.frame.scenarios)
    return len(found.sets) >= wanted[0] and all(uses.count(s) >= wanted[1] for s in range(count))


def _prove(found: Harvest, meter: Meter) -> None:
    """Look for anything better than the best paper; what was searched in vain is the bound."""
    frame = found.frame
    if not found.sets:
        found.bound = np.inf
        return
    many = len(frame.scenarios) ** 2 / 2 > LARGE
    for rung in RUNGS if many else RUNGS[-1:]:
        budget = rung * max(found.best - frame.floor, TIE)
        if not _sweep(found, (FINE, budget), (2, ()), meter):
            return
        found.bound = min(found.best, frame.floor + budget)
        if found.best <= found.bound + TIE:
            return


def _sweep(
    found: Harvest, grid: tuple[float, float], reach: tuple[int, tuple[int, ...]], meter: Meter
) -> bool:
    """Add the papers within a budget, span of points by span; false when the meter ran out.

    ``grid``: the ratio of spans, the budget; ``reach``: scenarios of a paper, offsets of partners.
    """
    frame, (size, offsets) = found.frame, reach
    for span in _spans(frame, *grid):
        own = halves(frame, span, meter)
        if own is None:
            return False
        found.add(singles(frame, span, own))
        for candidates in pairs(frame, span, own, offsets, meter) if size > 1 else ():
            if candidates is None:
                return False
            found.add(candidates)
    return True


def _spans(frame: Frame, ratio: float, budget: float) -> Iterator[Span]:
    """The points that a paper may have, in spans of a ratio; no more spans than are useful."""
    low, high = frame.span
    ratio = max(ratio, (high / low) ** (1 / SPANS)) if high > low else ratio
    count = max(1, int(np.ceil(np.log(high / low) / np.log(ratio))))
    edges = [low * (high / low) ** (k / count) for k in range(count + 1)]
    edges[0], edges[-1] = low * (1 - TIE), max(high, low * ratio) * (1 + TIE)
    for start, end in pairwise(edges):
        yield Span(low=start, high=end, budget=budget)


def _words(groups: Groups) -> dict[int, list[int]]:
    """The words of each row, by their place."""
    found: dict[int, list[int]] = {}
    for word, members in enumerate(groups.members):
        for row in members:
            found.setdefault(row, []).append(word)
    return found
