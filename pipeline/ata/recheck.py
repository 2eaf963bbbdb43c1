"""Forms counted against their requirements again, by arithmetic of its own: no line of the models is used here.

A share or a mean of no points is no ratio: it breaks no rule and is away from no wish.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from pipeline.model.requirement import Goal, Measure, Requirement, Row, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A hard requirement that does not hold: in which forms (their places), and what was counted there.

    A share is counted in percent, a mean in its column's unit, EACH and USES at the first word (or row) that is out of
    bounds, WHOLE by how many rows of a word are left out.
    """

    requirement: Requirement
    forms: tuple[int, ...]
    amount: Fraction


def broken(
    requirements: Sequence[Requirement], rows: Sequence[Row], forms: Sequence[Sequence[str]]
) -> tuple[Broken, ...]:
    """Every active hard requirement that a form, the forms together, or two of them break; a form has ids of rows."""
    by_id = {row.id: row for row in rows}
    made = [[by_id[i] for i in form] for form in forms]
    return tuple(
        found
        for r in requirements
        if r.active and r.goal is Goal.HARD
        for found in _broken(r, rows, made)
    )


def together(
    apart: Iterable[tuple[str, str]], forms: Sequence[Sequence[str]]
) -> tuple[tuple[str, str], ...]:
    """The pairs that must stand apart and stand in one form."""
    return tuple((a, b) for a, b in apart if any(a in form and b in form for form in forms))


def value(
    requirements: Sequence[Requirement], rows: Sequence[Row], form: Sequence[str], *, scaled: bool
) -> Fraction:
    """What the wishes of one form cost, on 100 points where asked.

    Otherwise a share is told in points, and a mean in its distance times hundredths of the points it is taken on.
    """
    by_id = {row.id: row for row in rows}
    chosen = [by_id[i] for i in form]
    wishes = [r for r in requirements if r.active and r.scope is Scope.FORM]
    costs = [(r.goal, Fraction(r.weight) * _wished(r, chosen)) for r in wishes]
    added = (Goal.SOFT, Goal.MINIMISE, Goal.MAXIMISE)
    total = sum((cost for goal, cost in costs if goal in added), Fraction(0))
    for goal in (Goal.MINIMAX, Goal.MAXIMIN):
        total += max((cost for g, cost in costs if g is goal), default=Fraction(0))
    return 100 * total / _points(chosen) if scaled else total


def _broken(
    requirement: Requirement, rows: Sequence[Row], forms: Sequence[Sequence[Row]]
) -> Iterator[Broken]:
    """Where one requirement does not hold."""
    r = requirement
    if r.scope is Scope.FORM:
        for n, form in enumerate(forms):
            yield from _outside(r, (n,), _counts(r, rows, form))
    elif r.scope is Scope.PAIR:
        for (n, one), (m, other) in combinations(enumerate(forms), 2):
            yield from _outside(r, (n, m), [_in_common(r, one, other)])
    elif r.measure is Measure.USES:
        yield from _outside(r, (), _uses(r, rows, forms))
    else:
        everything = [row for form in forms for row in form]
        yield from _outside(r, (), _counts(r, rows, everything))


def _outside(
    requirement: Requirement, forms: tuple[int, ...], amounts: Sequence[Fraction]
) -> Iterator[Broken]:
    """The first amount that is not between the bounds."""
    whole = requirement.measure is Measure.WHOLE
    low, high = (None, 0) if whole else (requirement.low, requirement.high)
    for amount in amounts:
        if (low is not None and amount < low) or (high is not None and amount > high):
            yield Broken(requirement=requirement, forms=forms, amount=amount)
            return


def _counts(
    requirement: Requirement, rows: Sequence[Row], chosen: Sequence[Row]
) -> Sequence[Fraction]:
    """What a requirement is compared with: one amount, or one a word; nothing where there is no ratio."""
    r = requirement
    met = [row for row in chosen if r.condition.holds(row)]
    if r.measure is Measure.SUM:
        return [_sum(r, met)]
    if r.measure is Measure.SHARE:
        return _ratio(100 * _part(r, met), _points(chosen))
    if r.measure is Measure.MEAN:
        return _ratio(_weighed(r, met), _points(met))
    words = Counter(word for row in met for word in set(row.words.get(r.column, ())))
    if r.measure is Measure.DISTINCT:
        return [Fraction(len(words))]
    if r.measure is Measure.EACH:
        return [Fraction(words[word]) for word in sorted(words)]
    there = Counter(
        word for row in rows if r.condition.holds(row) for word in set(row.words.get(r.column, ()))
    )
    return [Fraction(there[word] - words[word]) for word in sorted(words)]


def _uses(
    requirement: Requirement, rows: Sequence[Row], forms: Sequence[Sequence[Row]]
) -> Sequence[Fraction]:
    """In how many forms each row, or each word of the column, stands."""
    met = [row for row in rows if requirement.condition.holds(row)]
    marks = {row.id: _marks(requirement, row) for row in met}
    known = sorted({mark for own in marks.values() for mark in own})
    used = Counter(
        mark for form in forms for mark in {m for row in form for m in marks.get(row.id, ())}
    )
    return [Fraction(used[mark]) for mark in known]


def _marks(requirement: Requirement, row: Row) -> tuple[str, ...]:
    """What the uses of a row are counted under."""
    return row.words.get(requirement.column, ()) if requirement.column else (row.id,)


def _in_common(requirement: Requirement, one: Sequence[Row], other: Sequence[Row]) -> Fraction:
    """What two forms share: rows, or words of a column."""
    r = requirement
    first, second = ([row for row in form if r.condition.holds(row)] for form in (one, other))
    if r.measure is Measure.DISTINCT:
        words = [
            {w for row in form for w in row.words.get(r.column, ())} for form in (first, second)
        ]
        return Fraction(len(words[0] & words[1]))
    ids = {row.id for row in second}
    return _sum(r, [row for row in first if row.id in ids])


def _wished(requirement: Requirement, chosen: Sequence[Row]) -> Fraction:
    """How far a form is from a wish; its amount for a minimum, less it for a maximum; 0 for a hard one."""
    r = requirement
    if r.goal in (Goal.SOFT, Goal.MINIMAX):
        return _distance(r, chosen)
    met = [row for row in chosen if r.condition.holds(row)]
    amount = {
        Measure.SUM: lambda: _sum(r, met),
        Measure.SHARE: lambda: _part(r, met),
        Measure.MEAN: lambda: _weighed(r, met) / 100,
        Measure.DISTINCT: lambda: _counts(r, chosen, chosen)[0],
    }
    if r.goal is Goal.HARD:
        return Fraction(0)
    return amount[r.measure]() if r.goal is Goal.MINIMISE else -amount[r.measure]()


def _distance(requirement: Requirement, chosen: Sequence[Row]) -> Fraction:
    """How far a form is out of the bounds of a wish; a ratio times hundredths of the points that it is taken on."""
    r = requirement
    found = _counts(r, chosen, chosen)
    if not found:
        return Fraction(0)
    low = found[0] if r.low is None else Fraction(r.low)
    high = found[0] if r.high is None else Fraction(r.high)
    out = max(low - found[0], found[0] - high, Fraction(0))
    if r.measure is Measure.SHARE:
        return out * _points(chosen) / 100
    if r.measure is Measure.MEAN:
        return out * _points([row for row in chosen if r.condition.holds(row)]) / 100
    return out


def _sum(requirement: Requirement, rows: Sequence[Row]) -> Fraction:
    """The sum of the column, or how many rows there are."""
    if not requirement.column:
        return Fraction(len(rows))
    return sum((Fraction(row.number(requirement.column)) for row in rows), Fraction(0))


def _part(requirement: Requirement, rows: Sequence[Row]) -> Fraction:
    """The points of a share: of its column, or all those of the rows."""
    column = requirement.column or "points"
    return sum((Fraction(row.number(column)) for row in rows), Fraction(0))


def _weighed(requirement: Requirement, rows: Sequence[Row]) -> Fraction:
    """The sum of a column, each row as often as it has points."""
    return sum(
        (Fraction(row.number("points")) * Fraction(row.number(requirement.column)) for row in rows),
        Fraction(0),
    )


def _points(rows: Sequence[Row]) -> Fraction:
    """All the points of some rows."""
    return sum((Fraction(row.number("points")) for row in rows), Fraction(0))


def _ratio(over: Fraction, under: Fraction) -> Sequence[Fraction]:
    """A ratio, nothing when there is none."""
    return [over / under] if under else []
