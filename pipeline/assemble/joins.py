"""Papers of two scenarios: each half meets only the halves that can complete it, found by sorting."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.assemble.frame import SURE, Floats, Frame, Ints, Lines
from pipeline.assemble.halves import SLACK, Halves, Meter, Span, price_of

Places = npt.NDArray[np.intp]
Values = npt.NDArray[np.float64]
AT_ONCE = 1_000_000
A_TIME = 20_000
NEAR = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Choices of rows (filled up with -1) that keep every linear rule, and the price of their linear wishes."""

    rows: Ints
    values: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """Halves sorted by a key: their group, their points by overlapping bands, then their balance.

    A half stands in two bands, each twice as wide as the points that are asked for: one of them holds all of these.
    """

    halves: Places
    keys: Values
    costs: Floats
    points: Floats
    band: float
    bands: int
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Questions:
    """Which halves look for a partner, and in which group of the index each."""

    askers: Places
    groups: Places


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hits:
    """For each asker, where its partners start in the index and how many they are."""

    askers: Places
    start: Places
    count: Places


def singles(frame: Frame, span: Span, found: Halves) -> Candidates:
    """The papers of one scenario."""
    held = _all_held(frame, found, np.arange(len(found.points)), None)
    fits = (found.needed == 0) & (found.points >= span.low - SLACK) & held
    return judged(frame, found.rows[np.flatnonzero(fits)], frame.floor + span.budget)


def pairs(frame: Frame, span: Span, found: Halves, meter: Meter) -> Iterator[Candidates | None]:
    """The papers of two scenarios, some at a time, then ``None`` if the meter ran out.

    One half of a paper costs at most half of the budget: it is looked up by what each other half lacks.
    """
    cheap = np.flatnonzero(found.cost <= span.budget / 2 + SLACK)
    masks, groups = np.unique(found.touched[cheap], return_inverse=True)
    index = _indexed(span, found, cheap, groups)
    for asked in _questions(found, masks):
        start, count = _looked_up(frame, span, found, asked, index)
        if not meter.take(len(count) + int(count.sum())):
            yield None
            return
        for part in _parts(count):
            hits = _Hits(askers=asked.askers[part], start=start[part], count=count[part])
            one, other = _fitting(frame, span, found, *_met(span, found, index, hits))
            if len(one):
                rows = np.column_stack([found.rows[one], found.rows[other]])
                yield judged(frame, rows, frame.floor + span.budget)


def judged(frame: Frame, rows: Ints, most: float) -> Candidates:
    """Those choices of rows that keep every linear rule and pay at most so much for their linear wishes."""
    parts = [
        _judged(frame, rows[start : start + A_TIME], most)
        for start in range(0, max(1, len(rows)), A_TIME)
    ]
    return Candidates(
        rows=np.concatenate([part.rows for part in parts]),
        values=np.concatenate([part.values for part in parts]),
    )


def _judged(frame: Frame, rows: Ints, most: float) -> Candidates:
    """The same of few choices."""
    rows = rows[np.flatnonzero(_missed(frame.limits, rows).max(axis=1, initial=0.0) <= NEAR)]
    points = np.append(frame.points, 0.0)[rows].sum(axis=1)
    values = np.zeros(len(rows))
    for price, lines in frame.wishes:
        values += 100 * price * _missed(lines, rows).max(axis=1, initial=0.0) / points
    kept = np.flatnonzero(values <= most + NEAR)
    return Candidates(rows=rows[kept], values=values[kept])


def _missed(lines: Lines, rows: Ints) -> Values:
    """By how much each choice of rows misses each line."""
    sums = lines.amounts[rows].sum(axis=1)
    missed: Values = np.maximum(np.maximum(lines.lower - sums, sums - lines.upper), 0.0)
    return missed


def _questions(found: Halves, masks: Ints) -> Iterator[_Questions]:
    """Each half asks those that touch what it needs and nothing that it has enough of; many questions at a time."""
    askers: list[Places] = []
    groups: list[Places] = []
    size = 0
    for group, touched in enumerate(masks):
        own = np.flatnonzero(((found.needed & ~touched) | (found.closed & touched)) == 0)
        askers.append(own)
        groups.append(np.full(len(own), group))
        size += len(own)
        if size > AT_ONCE or group == len(masks) - 1:
            yield _Questions(askers=np.concatenate(askers), groups=np.concatenate(groups))
            askers, groups, size = [], [], 0


def _indexed(span: Span, found: Halves, chosen: Places, groups: Places) -> _Index:
    """Halves of these groups ready to be looked up."""
    band = span.high - span.low
    bands = int(span.high / band) + 4
    width = 2 * float(np.abs(found.balance).max(initial=0.0)) + 2
    own = np.floor(found.points[chosen].astype(np.float64) / band) + 1
    keys = np.concatenate([own, own - 1]) + np.tile(groups, 2) * float(bands)
    keys = keys * width + np.tile(found.balance[chosen], 2)
    order = np.argsort(keys, kind="stable")
    halves = np.tile(chosen, 2)[order]
    return _Index(
        halves=halves,
        keys=keys[order],
        costs=found.cost[halves],
        points=found.points[halves],
        band=band,
        bands=bands,
        width=width,
    )


def _looked_up(
    frame: Frame, span: Span, found: Halves, asked: _Questions, index: _Index
) -> tuple[Places, Places]:
    """Where in an index the halves stand that may complete each asker, and how many they are."""
    lack = span.low - found.points.astype(np.float64)
    band = np.clip(np.floor((lack - SLACK) / index.band) + 1, 0, index.bands - 1)
    reach = np.full(len(lack), index.width)
    if frame.balance_price:
        left = span.budget - found.cost.astype(np.float64)
        reach = left * span.high / (100 * frame.balance_price) + SLACK
    edge = index.width / 2 - 0.5
    base = band * index.width
    lowest = base + np.maximum(-found.balance - reach, -edge)
    highest = base + np.minimum(-found.balance + reach, edge)
    shift = asked.groups * (index.bands * index.width)
    start = np.searchsorted(index.keys, lowest[asked.askers] + shift, "left")
    end = np.searchsorted(index.keys, highest[asked.askers] + shift, "right")
    return start, np.maximum(end - start, 0)


def _parts(count: Places) -> Iterator[slice]:
    """The askers in slices that have few enough pairs to be held at once."""
    total = np.cumsum(count)
    start = 0
    while start < len(count):
        before = total[start - 1] if start else 0
        end = max(start + 1, int(np.searchsorted(total, before + AT_ONCE, "right")))
        if total[end - 1] > before:
            yield slice(start, end)
        start = end


def _met(span: Span, found: Halves, index: _Index, hits: _Hits) -> tuple[Places, Places]:
    """The halves that met one that they can pay for together and that makes points of the span; each pair once."""
    first = np.repeat(hits.start - (np.cumsum(hits.count) - hits.count), hits.count)
    places = first + np.arange(len(first))
    left = np.repeat(span.budget + SLACK - found.cost[hits.askers], hits.count)
    kept = np.flatnonzero(index.costs[places] <= left)
    one = np.repeat(hits.askers, hits.count)[kept]
    places = places[kept]
    points = found.points[one] + index.points[places]
    kept = np.flatnonzero((points >= span.low - SLACK) & (points < span.high + SLACK))
    one, other = one[kept], index.halves[places[kept]]
    kept = np.flatnonzero((found.cost[one] > span.budget / 2 + SLACK) | (one < other))
    return one[kept], other[kept]


def _fitting(
    frame: Frame, span: Span, found: Halves, one: Places, other: Places
) -> tuple[Places, Places]:
    """The pairs of halves of two scenarios that keep the shares and the largest sums within the budget."""
    fits = (found.needed[other] & ~found.touched[one]) == 0
    fits &= (found.closed[other] & found.touched[one]) == 0
    fits &= frame.owner[found.last[one]] != frame.owner[found.last[other]]
    kept = np.flatnonzero(fits)
    one, other = one[kept], other[kept]
    for line, ceiling in enumerate(frame.ceilings):
        kept = np.flatnonzero(found.caps[line, one] + found.caps[line, other] <= ceiling + SLACK)
        one, other = one[kept], other[kept]
    points = found.points[one] + found.points[other]
    paid = np.abs(found.balance[one] + found.balance[other])
    paid *= np.float32(100 * frame.balance_price) / points
    for line in range(len(frame.shares.price)):
        share = 100 * (found.parts[line, one] + found.parts[line, other]) / points
        paid = paid + np.float32(SURE) * price_of(frame.shares, line, share, share)
        kept = np.flatnonzero(paid <= span.budget + SLACK)
        one, other, points, paid = one[kept], other[kept], points[kept], paid[kept]
    kept = np.flatnonzero(_all_held(frame, found, one, other))
    return one[kept], other[kept]


def _all_held(
    frame: Frame, found: Halves, one: Places, other: Places | None
) -> npt.NDArray[np.bool_]:
    """Whether the halves have every row that a paper must have."""
    total = int(frame.held.sum())
    if not total:
        return np.ones(len(one), dtype=np.bool_)
    own = np.where(found.rows >= 0, frame.held[found.rows], 0).sum(axis=1)
    all_held: npt.NDArray[np.bool_] = own[one] + (0 if other is None else own[other]) == total
    return all_held
