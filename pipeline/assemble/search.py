"""The best papers of a pool, over all its scenario sets at once, with the proof that no set does better."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from pipeline.assemble.frame import Frame
from pipeline.assemble.halves import SLACK, Meter, Span, halves
from pipeline.assemble.joins import Candidates, pairs, singles
from pipeline.ata.form import value_of
from pipeline.ata.table import Groups
from pipeline.model.requirement import Measure

RATIO = 1.06
SPANS = 60
LADDER = (1.2, 2.5, 4.2, 6.5, 10.0, 16.0, 25.0, 40.0, 1e4)
"""How far above the floor papers are looked for, step by step: each costs about twice the one before."""
LIGHT = 2_000_000
FURTHER = 120_000_000
"""The work spent, once the best paper is proved, on the papers of other sets."""
TIE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a search is for: papers of at most ``size`` scenarios (1 or 2), beside the best so many sets.

    ``uses``: of each scenario so many sets.
    """

    size: int
    sets: int
    uses: int


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
        return self.reached(1)

    @property
    def proved(self) -> bool:
        """Whether no paper is better than the best one found."""
        return self.best <= self.bound + TIE

    def reached(self, count: int) -> float:
        """The value within which there are so many sets; infinite when there are fewer."""
        values = sorted(found[0].value for found in self.sets.values())
        return values[count - 1] if len(values) >= count else np.inf

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


def harvest(frame: Frame, wanted: Wanted, meter: Meter) -> Harvest:
    """The best papers of the sets that are wanted, and the bound that was proved: infinite when there is no paper.

    Every paper within a budget is looked at, then within a larger one, until enough are found; all at once where that
    is light work.
    """
    found = Harvest(frame=frame, bound=max(0.0, frame.floor))
    if _sweep(found, LADDER[-1], wanted, Meter(left=min(LIGHT, meter.left))):
        found.bound = found.best
        return found
    for budget in LADDER:
        if found.proved and found.sets:
            meter = Meter(left=min(meter.left, FURTHER))
        if not _sweep(found, budget, wanted, meter):
            break
        last = budget == LADDER[-1]
        found.bound = found.best if last else min(found.best, frame.floor + budget)
        if found.proved and (last or _is_enough(found, wanted)):
            break
    return found


def near(frame: Frame, chosen: Sequence[int], most: float, each: int, meter: Meter) -> list[Choice]:
    """The papers of one scenario set worth at most so much, best first, ``each`` at most."""
    found = Harvest(frame=frame, each=each)
    key = tuple(chosen)
    for span in _spans(frame, most - frame.floor):
        own = halves(frame, span, meter, chosen)
        if own is None:
            break
        if len(key) == 1:
            found.add(singles(frame, span, own))
            continue
        for candidates in pairs(frame, span, own, meter):
            if candidates is not None:
                found.add(candidates)
    return found.sets.get(key, [])


def _is_enough(found: Harvest, wanted: Wanted) -> bool:
    """Whether there are as many sets as are wanted, and of each scenario."""
    uses = Counter(scenario for key in found.sets for scenario in key)
    return len(found.sets) >= wanted.sets and all(
        uses[s] >= wanted.uses for s in range(len(found.frame.scenarios))
    )


def _sweep(found: Harvest, budget: float, wanted: Wanted, meter: Meter) -> bool:
    """Add the papers within a budget, span of points by span; false when the meter ran out.

    Once the sets that are wanted are found, papers that are no better are not looked for.
    """
    frame = found.frame
    for span in _spans(frame, budget):
        most = found.reached(wanted.sets) if not wanted.uses else np.inf
        tight = replace(span, budget=min(span.budget, max(most - frame.floor, 0.0)))
        own = halves(frame, tight, meter)
        if own is None:
            return False
        found.add(singles(frame, tight, own))
        for candidates in pairs(frame, tight, own, meter) if wanted.size > 1 else ():
            if candidates is None:
                return False
            found.add(candidates)
    return True


def _spans(frame: Frame, budget: float) -> Iterator[Span]:
    """The points that a paper may have, in spans of a ratio, from the middle; no more spans than are useful."""
    low, high = frame.span[0] * (1 - TIE), frame.span[1] * (1 + TIE) + 10 * SLACK
    most = min(SPANS, 4 + len(frame.points) // 10)
    ratio = max(RATIO, (high / low) ** (1 / most))
    count = max(1, math.ceil(math.log(high / low) / math.log(ratio)))
    edges = [low * (high / low) ** (k / count) for k in range(count + 1)]
    for start, end in sorted(pairwise(edges), key=lambda e: abs(e[0] * e[1] - low * high)):
        yield Span(low=start, high=end, budget=budget)


def _words(groups: Groups) -> dict[int, list[int]]:
    """The words of each row, by their place."""
    found: dict[int, list[int]] = {}
    for word, members in enumerate(groups.members):
        for row in members:
            found.setdefault(row, []).append(word)
    return found
