"""What each scenario can give to a paper: its choices of rows, with the least that each of them costs.

A paper of two scenarios is a half from each. A half alone is kept as long as some other half could complete it within
a budget: shares that it fills too much, that it leaves to the other, that nothing may be added to.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from pipeline.assemble.frame import SURE, Floats, Frame, Ints, Shares

SLACK = 1e-3
"""Bounds are worked out in single precision: what is this near is kept, and judged exactly later."""


@dataclass(slots=True)
class Meter:
    """How much work may still be done, counted in choices and pairs of choices."""

    left: int
    spent: int = 0

    def take(self, work: int) -> bool:
        """Count some work; false when there was not enough left for it."""
        self.spent += work
        self.left -= work
        return self.left >= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Papers of at least ``low`` points and less than ``high``, with at most so much above the floor to pay."""

    low: float
    high: float
    budget: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Halves:
    """Choices of rows of one scenario each, a place each in every array (the last one of ``parts`` and ``caps``).

    ``cost`` is the least that its shares cost a paper; ``touched``, ``needed`` and ``closed`` are sets of shares, a bit
    each: those it has points of, those the other half must have, those it must not. ``rows`` are filled up with -1.
    """

    parts: Floats
    caps: Floats
    points: Floats
    balance: Floats
    last: Ints
    rows: Ints
    cost: Floats
    touched: Ints
    needed: Ints
    closed: Ints


def halves(frame: Frame, span: Span, meter: Meter, scenarios: Sequence[int] = ()) -> Halves | None:
    """Every half that may be part of a paper of the span, of these scenarios only if some are given.

    ``None`` when the meter ran out.
    """
    size = len(frame.points)
    rows = np.arange(size, dtype=np.int32)
    if scenarios:
        rows = rows[np.isin(frame.owner, scenarios)]
    level = _kept(frame, span, _first(frame, rows))
    levels: list[Halves] = []
    while len(level.last):
        levels.append(_measured(frame, span, level))
        grown = _grown(frame, span, level, meter)
        if grown is None:
            return None
        level = grown
    return _held(frame, _joined(levels or [_measured(frame, span, level)]))


def pick(found: Halves, chosen: npt.NDArray[np.intp]) -> Halves:
    """Some of the halves."""
    return Halves(
        parts=found.parts[:, chosen],
        caps=found.caps[:, chosen],
        points=found.points[chosen],
        balance=found.balance[chosen],
        last=found.last[chosen],
        rows=found.rows[chosen],
        cost=found.cost[chosen],
        touched=found.touched[chosen],
        needed=found.needed[chosen],
        closed=found.closed[chosen],
    )


def price_of(shares: Shares, line: int, least: Floats, most: Floats | np.float32) -> Floats:
    """The least price of a share somewhere between two values (percent); infinite when none is in its window."""
    price = np.maximum(shares.wanted[line] - most, least - shares.most[line])
    cost = shares.price[line] * np.maximum(price, 0)
    out = (most < shares.low[line] - SLACK) | (least > shares.high[line] + SLACK)
    return np.where(out, np.float32(np.inf), cost)


def _first(frame: Frame, rows: Ints) -> Halves:
    """The halves of one row."""
    nothing = np.zeros(len(rows), dtype=np.int32)
    return Halves(
        parts=frame.shares.parts[:, rows],
        caps=frame.caps[:, rows],
        points=frame.points[rows],
        balance=frame.balance[rows],
        last=rows,
        rows=rows[:, None],
        cost=np.zeros(len(rows), dtype=np.float32),
        touched=nothing,
        needed=nothing,
        closed=nothing,
    )


def _kept(frame: Frame, span: Span, level: Halves) -> Halves:
    """The halves that have not yet too much of anything."""
    fits = level.points <= span.high + SLACK
    for line, ceiling in enumerate(frame.ceilings):
        fits &= level.caps[line] <= ceiling + SLACK
    over = np.zeros(len(fits), dtype=np.float32)
    for line in range(len(frame.shares.price)):
        least = level.parts[line] * np.float32(100 / span.high)
        over += price_of(frame.shares, line, least, np.float32(np.inf))
    fits &= SURE * over <= span.budget + SLACK
    return pick(level, np.flatnonzero(fits))


def _grown(frame: Frame, span: Span, level: Halves, meter: Meter) -> Halves | None:
    """The halves with one more row, after their last; ``None`` when the meter ran out."""
    more = frame.stop[level.last] - level.last - 1
    if not meter.take(int(more.sum())):
        return None
    parent = np.repeat(np.arange(len(more)), more)
    row = (
        level.last[parent] + 1 + np.arange(len(parent)) - (np.cumsum(more) - more)[parent]
    ).astype(np.int32)
    fits = np.flatnonzero(level.points[parent] + frame.points[row] <= span.high + SLACK)
    parent, row = parent[fits], row[fits]
    nothing = np.zeros(len(row), dtype=np.int32)
    grown = Halves(
        parts=level.parts[:, parent] + frame.shares.parts[:, row],
        caps=level.caps[:, parent] + frame.caps[:, row],
        points=level.points[parent] + frame.points[row],
        balance=level.balance[parent] + frame.balance[row],
        last=row,
        rows=np.column_stack([level.rows[parent], row]),
        cost=np.zeros(len(row), dtype=np.float32),
        touched=nothing,
        needed=nothing,
        closed=nothing,
    )
    return _kept(frame, span, grown)


def _measured(frame: Frame, span: Span, level: Halves) -> Halves:
    """The halves that some other may complete, with what they cost and need.

    A share that both touch is paid once: each counts half of what adding the least points to its own would cost.
    """
    size = len(level.points)
    cost = np.zeros(size, dtype=np.float32)
    touched, needed, closed = (np.zeros(size, dtype=np.int32) for _ in range(3))
    low, high = np.float32(100 / span.high), np.float32(100 / span.low)
    for line in range(len(frame.shares.price)):
        own = level.parts[line]
        alone = price_of(frame.shares, line, own * low, own * high)
        joined = (own + frame.shares.least[line]) * low
        beside = price_of(frame.shares, line, joined, np.float32(np.inf))
        cost += np.where(own > 0, np.minimum(alone, beside / 2), 0)
        touched |= (own > 0).astype(np.int32) << line
        needed |= (SURE * alone > span.budget + SLACK).astype(np.int32) << line
        closed |= (SURE * beside > span.budget + SLACK).astype(np.int32) << line
    chosen = np.flatnonzero((SURE * cost <= span.budget + SLACK) & (needed & closed == 0))
    return replace(
        pick(level, chosen),
        cost=np.float32(SURE) * cost[chosen],
        touched=touched[chosen],
        needed=needed[chosen],
        closed=closed[chosen],
    )


def _joined(levels: Sequence[Halves]) -> Halves:
    """The halves of every size together."""
    width = max(level.rows.shape[1] for level in levels)
    rows = [
        np.pad(one.rows, ((0, 0), (0, width - one.rows.shape[1])), constant_values=-1)
        for one in levels
    ]
    return Halves(
        parts=np.concatenate([one.parts for one in levels], axis=1),
        caps=np.concatenate([one.caps for one in levels], axis=1),
        points=np.concatenate([one.points for one in levels]),
        balance=np.concatenate([one.balance for one in levels]),
        last=np.concatenate([one.last for one in levels]),
        rows=np.concatenate(rows),
        cost=np.concatenate([one.cost for one in levels]),
        touched=np.concatenate([one.touched for one in levels]),
        needed=np.concatenate([one.needed for one in levels]),
        closed=np.concatenate([one.closed for one in levels]),
    )


def _held(frame: Frame, found: Halves) -> Halves:
    """The halves with every row of their scenario that a paper must have."""
    if not frame.held.any():
        return found
    wanted = np.bincount(frame.owner, weights=frame.held, minlength=len(frame.scenarios))
    own = np.where(found.rows >= 0, frame.held[found.rows], 0).sum(axis=1)
    return pick(found, np.flatnonzero(own == wanted[frame.owner[found.last]]))
