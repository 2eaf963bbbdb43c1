"""From a table of requirements and rows to the lines of an optimisation problem of one form."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pipeline.ata.check import POINTS, WORDS, check_table, shape_faults
from pipeline.diagnostics import ContentError, Diagnostic, Severity
from pipeline.grammar import plural
from pipeline.model.requirement import Goal, Measure, Requirement, Row, Scope
from pipeline.rules import table as rules

ZERO = Decimal(0)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """``lower <= sum of amounts of the chosen rows <= upper``, one side or both of a requirement.

    ``unit`` is what one unit of the requirement is worth in amounts of a form of one point (a share of 1 % is 0.01);
    0 where amounts are in the unit of the requirement already.
    """

    requirement: Requirement
    amounts: tuple[Decimal, ...]
    lower: Decimal | None = None
    upper: Decimal | None = None
    unit: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Rows by word of a column, for the measures that count words: DISTINCT, EACH, WHOLE."""

    requirement: Requirement
    members: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A requirement that is not hard: the limits from which its distance is counted, what each row adds to its amount.

    One that counts words has ``groups`` instead. ``price`` is what one unit of these limits and amounts costs.
    """

    requirement: Requirement
    limits: tuple[Limit, ...]
    amounts: tuple[Decimal, ...]
    price: Decimal
    groups: Groups | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Everything that a form made of these rows must satisfy and ought to.

    ``needed``: of each group of rows at least one is chosen; ``apart``: pairs of rows never chosen together. These are
    structure: never relaxed. ``scale`` are the rows' points when the value of a form is told on 100 points, else empty.
    """

    rows: tuple[Row, ...]
    limits: tuple[Limit, ...] = ()
    groups: tuple[Groups, ...] = ()
    wishes: tuple[Wish, ...] = ()
    needed: tuple[tuple[int, ...], ...] = ()
    apart: tuple[tuple[int, int], ...] = ()
    scale: tuple[Decimal, ...] = field(default=())


def problem_of(
    requirements: Sequence[Requirement],
    rows: Sequence[Row],
    *,
    needed: Sequence[tuple[int, ...]] = (),
    apart: Sequence[tuple[int, int]] = (),
    scaled: bool = False,
    part: bool = False,
) -> Problem:
    """The problem of one form: the active requirements of scope FORM over the rows.

    ``scaled``: the value is told on 100 points. ``part``: the rows are only some of those there are, so that a
    requirement which finds nothing in them is no fault. Requirements of the other scopes are for who makes several
    forms. Raises ``ContentError`` that names every requirement which makes no sense or asks for what is not there.
    """
    active = [r for r in requirements if r.active]
    refuse(fault for r in active for fault in shape_faults(r))
    if not part:
        refuse(check_table(active, rows))
    own = [r for r in active if r.scope is Scope.FORM]
    hard = [r for r in own if r.goal is Goal.HARD]
    return Problem(
        rows=tuple(rows),
        limits=tuple(limit for r in hard for limit in limits_of(r, rows)),
        groups=tuple(groups_of(r, rows) for r in hard if r.measure in WORDS),
        wishes=tuple(wish_of(r, rows) for r in own if r.goal is not Goal.HARD),
        needed=tuple(needed),
        apart=tuple(apart),
        scale=tuple(row.number(POINTS) for row in rows) if scaled else (),
    )


def refuse(found: Iterable[Diagnostic]) -> None:
    """Raise ``ContentError`` with every error among what was found, when there is one."""
    faults = tuple(fault for fault in found if fault.severity is Severity.ERROR)
    if faults:
        count = len(faults)
        said = rules.REFUSED.format(count=count, faults=plural(count, rules.FAULT, rules.FAULTS))
        raise ContentError(said, rules.REFUSED_HINT, faults)


def limits_of(requirement: Requirement, rows: Sequence[Row]) -> tuple[Limit, ...]:
    """The linear limits of a requirement; none for a measure that counts words."""
    maker = LINEAR.get(requirement.measure)
    return tuple(maker(requirement, rows)) if maker is not None else ()


def groups_of(requirement: Requirement, rows: Sequence[Row]) -> Groups:
    """The rows that meet the condition, by word of the requirement's column, words in order."""
    found: dict[str, list[int]] = {}
    for k, row in enumerate(rows):
        if requirement.condition.holds(row):
            for word in dict.fromkeys(row.words.get(requirement.column, ())):
                found.setdefault(word, []).append(k)
    return Groups(requirement=requirement, members=tuple(tuple(found[w]) for w in sorted(found)))


def wish_of(requirement: Requirement, rows: Sequence[Row]) -> Wish:
    """A requirement that is not hard; priced so that one unit costs its weight on a form of 100 points."""
    price = requirement.weight / (100 if requirement.measure is Measure.MEAN else 1)
    counts = requirement.measure in WORDS
    return Wish(
        requirement=requirement,
        limits=limits_of(requirement, rows),
        amounts=() if counts else amounts_of(requirement, rows),
        price=price,
        groups=groups_of(requirement, rows) if counts else None,
    )


def amounts_of(requirement: Requirement, rows: Sequence[Row]) -> tuple[Decimal, ...]:
    """What each row adds to the amount of a linear measure: of a share its points, of a mean its points times it."""
    if requirement.measure is Measure.SUM:
        return sums(requirement, rows)
    if requirement.measure is Measure.SHARE:
        return sums(replace(requirement, column=requirement.column or POINTS), rows)
    found = sums(requirement, rows)
    return tuple(amount * row.number(POINTS) for amount, row in zip(found, rows, strict=True))


def missed(limit: Limit, chosen: Sequence[int]) -> Decimal:
    """By how much the chosen rows miss a limit: negative is too little, positive too much, 0 is right."""
    amount = sum((limit.amounts[k] for k in chosen), ZERO)
    if limit.lower is not None and amount < limit.lower:
        return amount - limit.lower
    if limit.upper is not None and amount > limit.upper:
        return amount - limit.upper
    return ZERO


def used(groups: Groups, chosen: Sequence[int]) -> tuple[int, ...]:
    """How many rows are chosen of each word's rows."""
    inside = set(chosen)
    return tuple(sum(k in inside for k in members) for members in groups.members)


def sums(requirement: Requirement, rows: Sequence[Row]) -> tuple[Decimal, ...]:
    """What each row adds to a sum: its number in the column, 1 without a column, 0 where the condition fails."""
    column = requirement.column
    return tuple(
        (row.number(column) if column else Decimal(1)) if requirement.condition.holds(row) else ZERO
        for row in rows
    )


def _sum(requirement: Requirement, rows: Sequence[Row]) -> Iterator[Limit]:
    """A sum between its bounds."""
    yield Limit(
        requirement=requirement,
        amounts=sums(requirement, rows),
        lower=requirement.low,
        upper=requirement.high,
    )


def _share(requirement: Requirement, rows: Sequence[Row]) -> Iterator[Limit]:
    """For each bound, the points of each row beyond that percentage of all its points."""
    parts = amounts_of(requirement, rows)

    def beyond(percent: Decimal) -> tuple[Decimal, ...]:
        return tuple(
            part - percent * row.number(POINTS) / 100 for part, row in zip(parts, rows, strict=True)
        )

    yield from _sides(requirement, beyond, 1 / HUNDRED)


def _mean(requirement: Requirement, rows: Sequence[Row]) -> Iterator[Limit]:
    """For each bound, the points of each row times how far above it the row is; the condition leaves rows out."""

    def beyond(mean: Decimal) -> tuple[Decimal, ...]:
        return tuple(
            row.number(POINTS) * (row.number(requirement.column) - mean)
            if requirement.condition.holds(row)
            else ZERO
            for row in rows
        )

    yield from _sides(requirement, beyond, Decimal(1))


def _sides(
    requirement: Requirement, beyond: Callable[[Decimal], tuple[Decimal, ...]], unit: Decimal
) -> Iterator[Limit]:
    """A limit for the least amount and one for the largest, both against zero."""
    if requirement.low is not None:
        amounts = beyond(requirement.low)
        yield Limit(requirement=requirement, amounts=amounts, lower=ZERO, unit=unit)
    if requirement.high is not None:
        amounts = beyond(requirement.high)
        yield Limit(requirement=requirement, amounts=amounts, upper=ZERO, unit=unit)


LINEAR: Mapping[Measure, Callable[[Requirement, Sequence[Row]], Iterator[Limit]]] = {
    Measure.SUM: _sum,
    Measure.SHARE: _share,
    Measure.MEAN: _mean,
}
"""How each linear measure is written as limits: a new one is one function and one entry."""
