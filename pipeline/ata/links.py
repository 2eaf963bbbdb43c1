"""What ties the forms of an exam together: bounds over all of them, uses of rows, what two of them share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.ata.table import ZERO, Groups, Limit, Problem, groups_of, limits_of, used
from pipeline.model.requirement import Measure, Requirement, Row, Scope

Chosen = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """Rows, together a word or each alone, that stand in so many forms."""

    members: tuple[int, ...]
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The requirements over several forms.

    ``totals`` are kept by the sum over all forms, ``words`` by the words used in any; ``uses`` by the number of forms
    with one of some rows; ``shared`` by the rows, ``common`` by the words, that two forms have both.
    """

    totals: tuple[Limit, ...] = ()
    words: tuple[Groups, ...] = ()
    uses: tuple[Uses, ...] = ()
    shared: tuple[Limit, ...] = ()
    common: tuple[Groups, ...] = ()


def links_of(requirements: Sequence[Requirement], rows: Sequence[Row], count: int) -> Links:
    """What the active requirements of scopes FORMS and PAIR ask of ``count`` forms."""
    active = [r for r in requirements if r.active]
    over = [r for r in active if r.scope is Scope.FORMS]
    pair = [r for r in active if r.scope is Scope.PAIR]
    return Links(
        totals=tuple(limit for r in over for limit in limits_of(r, rows)),
        words=tuple(groups_of(r, rows) for r in over if r.measure is Measure.DISTINCT),
        uses=tuple(u for r in over if r.measure is Measure.USES for u in _uses(r, rows, count)),
        shared=tuple(limit for r in pair for limit in limits_of(r, rows)),
        common=tuple(groups_of(r, rows) for r in pair if r.measure is Measure.DISTINCT),
    )


def given(problem: Problem, links: Links, fixed: Sequence[Chosen], more: int, rest: int) -> "Left":
    """What is left to ask of ``more`` of the ``rest`` forms that come after the fixed ones.

    Asking it of all the rest is exact. Asking it of some leaves the others their share of what all have to keep.
    """
    pairs = [_within(limit, one) for limit in links.shared for one in fixed]
    return Left(
        problem=replace(
            problem,
            limits=(*problem.limits, *pairs),
            groups=(*problem.groups, *(_of(g, one) for g in links.common for one in fixed)),
        ),
        links=replace(
            links,
            totals=tuple(_total_left(limit, fixed, more, rest) for limit in links.totals),
            words=tuple(_words_left(groups, fixed, more, rest) for groups in links.words),
            uses=tuple(_uses_left(uses, fixed, rest - more) for uses in links.uses),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """The problem of each of the forms left to make, and what ties these together."""

    problem: Problem
    links: Links


def times(uses: Uses, forms: Sequence[Chosen]) -> int:
    """In how many forms one of the rows stands."""
    return sum(any(k in form for k in uses.members) for form in forms)


def _uses(requirement: Requirement, rows: Sequence[Row], count: int) -> Iterator[Uses]:
    """The uses of each row, or of each word of the requirement's column."""
    low = 0 if requirement.low is None else int(requirement.low.to_integral_value("ROUND_CEILING"))
    high = count if requirement.high is None else min(count, int(requirement.high))
    if requirement.column:
        members = groups_of(requirement, rows).members
    else:
        members = tuple((k,) for k, row in enumerate(rows) if requirement.condition.holds(row))
    return (Uses(members=m, low=low, high=high) for m in members)


def _within(limit: Limit, form: Chosen) -> Limit:
    """A limit counted on the rows of one form only."""
    inside = set(form)
    amounts = tuple(a if k in inside else ZERO for k, a in enumerate(limit.amounts))
    return replace(limit, amounts=amounts)


def _of(groups: Groups, form: Chosen) -> Groups:
    """The words that one form uses."""
    counts = used(groups, form)
    kept = tuple(m for m, count in zip(groups.members, counts, strict=True) if count)
    return replace(groups, members=kept)


def _total_left(limit: Limit, fixed: Sequence[Chosen], more: int, rest: int) -> Limit:
    """What a sum over all forms leaves to some of the rest: their share, give or take the largest amount."""
    done = sum((limit.amounts[k] for form in fixed for k in form), ZERO)
    play = max((abs(a) for a in limit.amounts), default=ZERO) if more < rest else ZERO
    lower = None if limit.lower is None else (limit.lower - done) * more / rest - play
    upper = None if limit.upper is None else (limit.upper - done) * more / rest + play
    return replace(limit, lower=lower, upper=upper)


def _words_left(groups: Groups, fixed: Sequence[Chosen], more: int, rest: int) -> Groups:
    """How many new words are left to use: at least their share, at most all that may still be."""
    counts = used(groups, tuple(k for form in fixed for k in form))
    new = tuple(m for m, count in zip(groups.members, counts, strict=True) if not count)
    done = Decimal(len(groups.members) - len(new))
    rule = groups.requirement
    low = None if rule.low is None else ((rule.low - done) * more / rest).quantize(1)
    high = None if rule.high is None else rule.high - done
    return Groups(requirement=replace(rule, low=low, high=high), members=new)


def _uses_left(uses: Uses, fixed: Sequence[Chosen], after: int) -> Uses:
    """How often rows are still to be used, when ``after`` more forms come later."""
    done = times(uses, fixed)
    return replace(uses, low=max(0, uses.low - done - after), high=max(0, uses.high - done))
