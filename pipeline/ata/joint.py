"""One optimisation model of several forms at once, with what ties them together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from pipeline.ata.lines import Terms, block_of, row_of, used_rows
from pipeline.ata.links import Chosen, Left, Uses
from pipeline.ata.solver import INFINITY, Constraint, Solution, Variable
from pipeline.ata.table import Groups, Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """The model of some forms, without an objective: ``starts`` are their first variables, ``values`` their values."""

    variables: tuple[Variable, ...]
    constraints: tuple[Constraint, ...]
    size: int
    starts: tuple[int, ...]
    values: tuple[Terms, ...]


def joint_of(left: Left, count: int, price: float = 0.0) -> Joint:
    """The model of ``count`` forms of a problem; a value is its wishes less price times its points."""
    block = block_of(left.problem, price)
    width = len(block.variables)
    starts = tuple(form * width for form in range(count))
    variables = [replace(v, cost=0.0) for _ in starts for v in block.variables]
    constraints = [shifted(row, start) for start in starts for row in block.constraints]
    costs = tuple((k, v.cost) for k, v in enumerate(block.variables) if v.cost)
    constraints += list(_links(left, starts, variables))
    return Joint(
        variables=tuple(variables),
        constraints=tuple(constraints),
        size=len(left.problem.rows),
        starts=starts,
        values=tuple(_moved(costs, start) for start in starts),
    )


def worst(joint: Joint) -> tuple[list[Variable], list[Constraint]]:
    """The model that makes the largest value of its forms as small as can be."""
    index = len(joint.variables)
    variables = [*joint.variables, Variable(lower=-INFINITY, cost=1.0)]
    if not joint.values[0]:
        variables[-1] = Variable(lower=0, cost=1.0)
    rows = [Constraint(terms=(*value, (index, -1.0)), upper=0) for value in joint.values]
    return variables, [*joint.constraints, *rows]


def within(joint: Joint, level: float) -> list[Constraint]:
    """The rows that keep every value at most at a level."""
    return [Constraint(terms=value, upper=level) for value in joint.values if value]


def forms_of(joint: Joint, solution: Solution) -> tuple[Chosen, ...]:
    """The chosen rows of each form."""
    return tuple(
        tuple(k for k in range(joint.size) if solution.values[start + k] > 0.5)
        for start in joint.starts
    )


def shifted(row: Constraint, start: int) -> Constraint:
    """A row of one form, in the place of its variables."""
    return replace(row, terms=_moved(row.terms, start))


def _moved(terms: Terms, start: int) -> Terms:
    return tuple((start + k, a) for k, a in terms)


def _links(left: Left, starts: Sequence[int], variables: list[Variable]) -> Iterator[Constraint]:
    """The rows of what ties the forms together; adds variables for words and for what two forms share."""
    links = left.links
    for limit in links.totals:
        row = row_of(limit)
        yield replace(row, terms=tuple(t for s in starts for t in _moved(row.terms, s)))
    for groups in links.words:
        yield from _words(groups, starts, variables)
    for uses in links.uses:
        yield from _uses(uses, starts, variables)
    for limit in links.shared:
        yield from _shared(limit, starts, variables)
    for groups in links.common:
        yield from _common(groups, starts, variables)


def _words(
    groups: Groups, starts: Sequence[int], variables: list[Variable]
) -> Iterator[Constraint]:
    """The number of words that any form uses."""
    first = len(variables)
    for members in groups.members:
        everywhere = tuple(start + k for start in starts for k in members)
        yield from used_rows(everywhere, variables, whole=True)
    yield _counted(groups, range(first, len(variables)))


def _uses(uses: Uses, starts: Sequence[int], variables: list[Variable]) -> Iterator[Constraint]:
    """The number of forms that use some rows."""
    if uses.low <= 0 and uses.high >= len(starts):
        return
    if len(uses.members) == 1:
        terms = tuple((start + uses.members[0], 1.0) for start in starts)
    else:
        first = len(variables)
        for start in starts:
            members = tuple(start + k for k in uses.members)
            yield from used_rows(members, variables, whole=True)
        terms = tuple((k, 1.0) for k in range(first, len(variables)))
    yield Constraint(terms=terms, lower=uses.low, upper=uses.high)


def _shared(limit: Limit, starts: Sequence[int], variables: list[Variable]) -> Iterator[Constraint]:
    """What each two forms have in common; what alone would be too much stands in one form at most."""
    row, alone = row_of(limit), set[int]()
    if all(a >= 0 for _, a in row.terms):
        alone = {k for k, a in row.terms if a > row.upper}
    for k in sorted(alone):
        yield Constraint(terms=tuple((start + k, 1.0) for start in starts), upper=1)
    rest = tuple((k, a) for k, a in row.terms if k not in alone)
    if not rest and row.lower <= 0:
        return
    for one, other in combinations(starts, 2):
        first = len(variables)
        for k, _ in rest:
            yield from _both(one + k, other + k, variables)
        terms = tuple((first + n, a) for n, (_, a) in enumerate(rest))
        yield Constraint(terms=terms, lower=row.lower, upper=row.upper)


def _common(
    groups: Groups, starts: Sequence[int], variables: list[Variable]
) -> Iterator[Constraint]:
    """The number of words that each two forms both use."""
    words: list[range] = []
    for start in starts:
        first = len(variables)
        for members in groups.members:
            yield from used_rows(tuple(start + k for k in members), variables, whole=True)
        words.append(range(first, len(variables)))
    for one, other in combinations(words, 2):
        first = len(variables)
        for a, b in zip(one, other, strict=True):
            yield from _both(a, b, variables)
        yield _counted(groups, range(first, len(variables)))


def _both(one: int, other: int, variables: list[Variable]) -> Iterator[Constraint]:
    """A new variable, 1 when two others are and 0 otherwise."""
    index = len(variables)
    variables.append(Variable(upper=1))
    yield Constraint(terms=((index, 1.0), (one, -1.0), (other, -1.0)), lower=-1)
    yield Constraint(terms=((index, 1.0), (one, -1.0)), upper=0)
    yield Constraint(terms=((index, 1.0), (other, -1.0)), upper=0)


def _counted(groups: Groups, indexes: Sequence[int]) -> Constraint:
    """How many of some variables are 1, between the bounds of a requirement."""
    rule = groups.requirement
    return Constraint(
        terms=tuple((k, 1.0) for k in indexes),
        lower=-INFINITY if rule.low is None else float(rule.low),
        upper=INFINITY if rule.high is None else float(rule.high),
    )
