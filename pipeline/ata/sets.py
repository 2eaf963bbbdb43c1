"""Which sets of shelves can make a form, whatever rules are kept: rows stand on shelves, a form takes a few of them.

A linear relaxation in which every rule may be missed at a price is solved for one set; its dual prices bound every
other set at once, for all the rules that have a part in it. What is left is solved exactly. So many sets are refuted
by a few small programs (Farkas' lemma; Lagrangian bounds as in Fisher, Management Science 27, 1981).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from pipeline.ata.conflict import Part, keeping, parts_of
from pipeline.ata.form import holds, optimum
from pipeline.ata.nearest import Nearest, nearest
from pipeline.ata.prices import price_of
from pipeline.ata.solver import Constraint, Variable, minimise
from pipeline.ata.table import Groups, Limit, Problem, missed
from pipeline.model.requirement import Measure

TOLERANCE = 1e-6
MOST_SETS = 200_000
EFFORT = 2_000
STEPS = 3
Vector = NDArray[np.float64]


class EffortError(Exception):
    """More small programs than are worth solving."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a part asks of the rows of a form: their amounts add up to ``least`` or more; missing 1 costs ``price``."""

    part: int
    amounts: Vector
    least: float
    price: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ray:
    """Prices that bound every set, with the parts that they need."""

    parts: frozenset[int]
    bounds: Vector


@dataclass(slots=True, kw_only=True)
class Sets:
    """The sets of at most so many shelves, with what is known of them so far."""

    problem: Problem
    shelves: tuple[tuple[int, ...], ...]
    sets: NDArray[np.int64]
    shelved: int
    lines: tuple[Line, ...]
    points: float
    rays: list[_Ray] = field(default_factory=list)
    kept: list[frozenset[int]] = field(default_factory=list)
    refuted: dict[int, list[frozenset[int]]] = field(default_factory=dict)
    solved: int = 0

    def impossible(self, parts: frozenset[int]) -> bool:
        """Whether no set of shelves makes a form under these parts, told by their places in ``parts_of``.

        Without the part that limits the shelves all of them may be used. Raises EffortError.
        """
        if any(parts <= kept for kept in self.kept):
            return False
        if self.shelved not in parts:
            rows = tuple(range(len(self.problem.rows)))
            return self._relax(rows, parts) > TOLERANCE or not self._form(rows, parts)
        while True:
            bounds = self._bounds(parts)
            place = int(bounds.argmin())
            if bounds[place] > TOLERANCE:
                return True
            rows = self.rows_of(place)
            if self._relax(rows, parts) > TOLERANCE and self.rays[-1].bounds[place] > TOLERANCE:
                continue
            if self._form(rows, parts):
                return False
            self.refuted.setdefault(place, []).append(parts)

    def nearest(self, tried: int) -> list[Nearest]:
        """The nearest forms of the sets that the relaxation ranks first, cheapest first; indexes of all the rows."""
        parts = frozenset(range(len(parts_of(self.problem))))
        done = np.zeros(len(self.sets), dtype=bool)
        relaxed: set[int] = set()
        found: list[Nearest] = []
        while len(found) < min(tried, len(self.sets)):
            bounds = np.where(done, np.inf, self._bounds(parts))
            place = int(bounds.argmin())
            rows = self.rows_of(place)
            if place not in relaxed and self.solved < EFFORT // 2:
                relaxed.add(place)
                self._relax(rows, parts)
                continue
            done[place] = True
            near = nearest(among(self.problem, rows), about=self.points, steps=STEPS)
            assert near is not None, "a shelf has a row and every rule may be relaxed"
            found.append(replace(near, chosen=tuple(rows[k] for k in near.chosen)))
        return sorted(found, key=lambda near: (near.cost, near.chosen))

    def rows_of(self, place: int) -> tuple[int, ...]:
        """The rows on the shelves of a set."""
        return tuple(k for shelf in self.sets[place] for k in self.shelves[shelf])

    def _bounds(self, parts: frozenset[int]) -> Vector:
        """The least that each set misses of these parts, as far as is known."""
        bounds = np.zeros(len(self.sets))
        for ray in self.rays:
            if ray.parts <= parts:
                np.maximum(bounds, ray.bounds, out=bounds)
        for place, refuted in self.refuted.items():
            if any(known <= parts for known in refuted):
                bounds[place] = np.inf
        return bounds

    def _relax(self, rows: Sequence[int], parts: frozenset[int]) -> float:
        """The least price of what some rows miss when they need not be whole; what it says of all sets is kept."""
        self.solved += 1
        if self.solved > EFFORT:
            raise EffortError
        lines = [line for line in self.lines if line.part in parts]
        size, own = len(rows), list(rows)
        variables = [Variable(upper=1) for _ in rows]
        variables += [Variable(cost=line.price) for line in lines]
        constraints = [
            Constraint(
                terms=(*((k, float(line.amounts[own[k]])) for k in range(size)), (size + n, 1.0)),
                lower=line.least,
            )
            for n, line in enumerate(lines)
        ]
        solution = minimise(variables, constraints)
        assert solution is not None, "every line may be missed"
        self._learn(lines, solution.duals)
        return solution.value

    def _learn(self, lines: Sequence[Line], duals: Sequence[float]) -> None:
        """Keep what the dual prices of a set prove of every set."""
        pairs = [(line, min(dual, line.price)) for line, dual in zip(lines, duals, strict=True)]
        used = [(line, dual) for line, dual in pairs if dual > TOLERANCE]
        if not used:
            return
        worth = sum((dual * line.amounts for line, dual in used), np.zeros(len(self.problem.rows)))
        gains = np.maximum(worth, 0.0)
        shelves = np.array([gains[list(shelf)].sum() for shelf in self.shelves])
        bounds = sum(dual * line.least for line, dual in used) - shelves[self.sets].sum(axis=1)
        self.rays.append(_Ray(parts=frozenset(line.part for line, _ in used), bounds=bounds))

    def _form(self, rows: Sequence[int], parts: frozenset[int]) -> bool:
        """Whether some rows make a form under these parts; a form that is found is kept with all that it holds."""
        self.solved += 10
        every = parts_of(self.problem)
        kept = keeping(self.problem, [every[n] for n in sorted(parts)])
        found = optimum(among(kept, rows))
        if found is None:
            return False
        chosen = tuple(rows[k] for k in found.chosen)
        self.kept.append(frozenset(n for n, part in enumerate(every) if _keeps(part, chosen)))
        return True


def sets_of(
    problem: Problem, shelves: Sequence[tuple[int, ...]], most: int, shelved: int, points: float
) -> Sets | None:
    """The sets of a problem whose rows stand on shelves; ``None`` when there are too many to look at.

    ``shelved`` is the place in ``parts_of`` of the part that limits a form to ``most`` shelves, ``points`` what a form
    is worth, about.
    """
    size = min(most, len(shelves))
    if comb(len(shelves), size) > MOST_SETS:
        return None
    return Sets(
        problem=replace(problem, wishes=(), needed=()),
        shelves=tuple(shelves),
        sets=np.array(list(combinations(range(len(shelves)), size)), dtype=np.int64),
        shelved=shelved,
        points=points,
        lines=tuple(
            line
            for n, part in enumerate(parts_of(problem))
            if n != shelved
            for line in _lines(n, part, len(problem.rows), points)
        ),
    )


def among(problem: Problem, rows: Sequence[int]) -> Problem:
    """The problem of some of the rows only."""
    place = {row: k for k, row in enumerate(rows)}

    def left(members: Sequence[int]) -> tuple[int, ...]:
        return tuple(place[k] for k in members if k in place)

    def groups(part: Groups) -> Groups:
        return replace(part, members=tuple(own for m in part.members if (own := left(m))))

    return replace(
        problem,
        rows=tuple(problem.rows[k] for k in rows),
        limits=tuple(
            replace(limit, amounts=tuple(limit.amounts[k] for k in rows))
            for limit in problem.limits
        ),
        groups=tuple(groups(part) for part in problem.groups),
        needed=tuple(own for m in problem.needed if (own := left(m))),
        apart=tuple((place[a], place[b]) for a, b in problem.apart if a in place and b in place),
        scale=tuple(problem.scale[k] for k in rows) if problem.scale else (),
    )


def _keeps(part: Part, chosen: Sequence[int]) -> bool:
    """Whether a form keeps a part."""
    return holds(part, chosen) if isinstance(part, Groups) else not missed(part, chosen)


def _lines(place: int, part: Part, rows: int, points: float) -> list[Line]:
    """What a part asks of any form as sums over its rows; fewer than it asks where it counts words."""
    price = float(price_of(part.requirement, {}))
    if isinstance(part, Limit):
        amounts = np.array([float(amount) for amount in part.amounts])
        each = price / (float(part.unit) * points) if part.unit else price
        sides = [(amounts, part.lower, 1.0), (amounts, part.upper, -1.0)]
    elif part.requirement.measure is Measure.DISTINCT:
        each, (words, least) = price, _words(part, rows)
        sides = [(words, part.requirement.low, 1.0), (least, part.requirement.high, -1.0)]
    else:
        return []
    return [
        _scaled(Line(part=place, amounts=sign * a, least=sign * float(bound), price=each))
        for a, bound, sign in sides
        if bound is not None
    ]


def _words(part: Groups, rows: int) -> tuple[Vector, Vector]:
    """How many words each row has, and its share in them: the shares of a form are no more than its words."""
    words, shares = np.zeros(rows), np.zeros(rows)
    for members in part.members:
        words[list(members)] += 1
        shares[list(members)] += 1 / len(members)
    return words, shares


def _scaled(line: Line) -> Line:
    """The line with amounts of about 1."""
    size = float(np.abs(line.amounts).max(initial=0.0)) or 1.0
    amounts, least = line.amounts / size, line.least / size
    return replace(line, amounts=amounts, least=least, price=line.price * size)
