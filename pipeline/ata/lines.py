"""The variables and rows of an optimisation model that stand for one form of a problem."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.ata.solver import INFINITY, Constraint, Variable
from pipeline.ata.table import Groups, Limit, Problem, Wish
from pipeline.model.requirement import Goal, Measure

Terms = tuple[tuple[int, float], ...]
SHARED = (Goal.MINIMAX, Goal.MAXIMIN)
"""The goals of which one variable stands for all the wishes: the largest distance, the smallest amount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The model of one form: a variable a row, 1 when it is chosen, then what its rows need; costs are its value."""

    variables: tuple[Variable, ...]
    constraints: tuple[Constraint, ...]


def block_of(problem: Problem, price: float = 0.0, *, whole: bool = True) -> Block:
    """The model of one form of a problem: minimise its wishes less price times its points (0 where not scaled)."""
    scale = problem.scale or (Decimal(0),) * len(problem.rows)
    variables = [Variable(upper=1, cost=-price * float(p), integer=whole) for p in scale]
    constraints = [row_of(limit) for limit in problem.limits]
    constraints += _wish_rows(problem.wishes, variables, whole=whole)
    constraints += structure(problem)
    for groups in problem.groups:
        constraints += group_rows(groups, variables, whole=whole)
    if problem.scale and not problem.needed:
        constraints.append(_some_points(problem))
    return Block(variables=tuple(variables), constraints=tuple(constraints))


def row_of(limit: Limit, *slack: tuple[int, float]) -> Constraint:
    """A limit as a row of the model, with slack variables where it may be missed."""
    return Constraint(
        terms=(*terms_of(limit.amounts), *slack),
        lower=-INFINITY if limit.lower is None else float(limit.lower),
        upper=INFINITY if limit.upper is None else float(limit.upper),
    )


def structure(problem: Problem) -> list[Constraint]:
    """What is never given up: one row of each needed group, no two rows that are apart."""
    rows = [Constraint(terms=tuple((k, 1.0) for k in group), lower=1) for group in problem.needed]
    rows += [Constraint(terms=((a, 1.0), (b, 1.0)), upper=1) for a, b in problem.apart]
    return rows


def group_rows(
    groups: Groups, variables: list[Variable], *slack: tuple[int, float], whole: bool
) -> list[Constraint]:
    """The rows of a measure that counts words; adds a variable for each word, 1 when it is used."""
    requirement = groups.requirement
    low = float(requirement.low or 0)
    high = INFINITY if requirement.high is None else float(requirement.high)
    rows: list[Constraint] = []
    counted: list[tuple[int, float]] = []
    for members in groups.members:
        index, chosen = len(variables), tuple((k, 1.0) for k in members)
        if requirement.measure is Measure.WHOLE:
            variables.append(Variable(upper=1, integer=whole))
            rows += [Constraint(terms=((index, 1.0), (k, -1.0)), lower=0) for k in members]
            rows.append(Constraint(terms=(*chosen, (index, -float(len(members)))), lower=0))
            continue
        rows += used_rows(members, variables, whole=whole)
        counted.append((index, 1.0))
        if requirement.measure is Measure.EACH:
            rows.append(Constraint(terms=(*chosen, (index, -low)), lower=0))
            most = min(high, float(len(members)))
            rows.append(Constraint(terms=(*chosen, (index, -most)), upper=0))
    if requirement.measure is Measure.DISTINCT:
        rows.append(Constraint(terms=(*counted, *slack), lower=low, upper=high))
    return rows


def used_rows(
    members: Sequence[int], variables: list[Variable], *, whole: bool
) -> list[Constraint]:
    """The rows of a new variable, 1 when one of the members is chosen and 0 otherwise."""
    index = len(variables)
    variables.append(Variable(upper=1, integer=whole))
    rows = [Constraint(terms=((index, 1.0), (k, -1.0)), lower=0) for k in members]
    rows.append(Constraint(terms=((index, 1.0), *((k, -1.0) for k in members)), upper=0))
    return rows


def cut(chosen: Sequence[int], size: int) -> Constraint:
    """Forbid exactly one choice of rows."""
    inside = set(chosen)
    terms = tuple((k, -1.0 if k in inside else 1.0) for k in range(size))
    return Constraint(terms=terms, lower=1.0 - len(inside))


def terms_of(amounts: Sequence[Decimal]) -> Terms:
    """The non-zero coefficients."""
    return tuple((k, float(a)) for k, a in enumerate(amounts) if a)


def _wish_rows(
    wishes: Sequence[Wish], variables: list[Variable], *, whole: bool
) -> list[Constraint]:
    """The rows that price the wishes: each has a new variable for its distance or amount, or shares one."""
    rows: list[Constraint] = []
    shared: dict[Goal, int] = {}
    for wish in wishes:
        goal, price = wish.requirement.goal, float(wish.price)
        words: Terms = ()
        if wish.groups is not None:
            first = len(variables)
            for members in wish.groups.members:
                rows += used_rows(members, variables, whole=whole)
            words = tuple((k, 1.0) for k in range(first, len(variables)))
        if goal in SHARED:
            if goal not in shared:
                shared[goal] = len(variables)
                variables.append(_shared_variable(goal))
            rows += _priced(wish, words, shared[goal], rate=price)
            continue
        variables.append(_own_variable(goal, price))
        rows += _priced(wish, words, len(variables) - 1, rate=1.0)
    return rows


def _own_variable(goal: Goal, price: float) -> Variable:
    """The distance of a wish, or its amount: priced, and against the price for a maximum."""
    if goal is Goal.SOFT:
        return Variable(cost=price)
    return Variable(lower=-INFINITY, cost=price if goal is Goal.MINIMISE else -price)


def _shared_variable(goal: Goal) -> Variable:
    """The largest weighted distance, or the smallest weighted amount, as large as can be."""
    return Variable(cost=1) if goal is Goal.MINIMAX else Variable(lower=-INFINITY, cost=-1)


def _priced(wish: Wish, words: Terms, index: int, rate: float) -> list[Constraint]:
    """The rows that tie a variable to a wish, of which one unit counts ``rate``."""
    goal = wish.requirement.goal
    if goal in (Goal.SOFT, Goal.MINIMAX):
        return [
            Constraint(
                terms=(*((k, rate * a) for k, a in terms), (index, sign)),
                lower=rate * bound if sign > 0 else -INFINITY,
                upper=rate * bound if sign < 0 else INFINITY,
            )
            for terms, bound, sign in _sides(wish, words)
        ]
    amounts = words or terms_of(wish.amounts)
    terms = (*((k, rate * a) for k, a in amounts), (index, -1.0))
    return [Constraint(terms=terms, lower=0, upper=INFINITY if goal is Goal.MAXIMIN else 0)]


def _sides(wish: Wish, words: Terms) -> Iterator[tuple[Terms, float, float]]:
    """The bounds of a wish, one by one: what is counted, the bound, 1 for a least amount and -1 for a largest."""
    rule = wish.requirement
    bounds = [(terms_of(limit.amounts), limit.lower, limit.upper) for limit in wish.limits]
    if wish.groups is not None:
        bounds = [(words, rule.low, rule.high)]
    for terms, lower, upper in bounds:
        if lower is not None:
            yield terms, float(lower), 1.0
        if upper is not None:
            yield terms, float(upper), -1.0


def _some_points(problem: Problem) -> Constraint:
    """A form told on 100 points has points."""
    least = min((p for p in problem.scale if p > 0), default=Decimal(1))
    return Constraint(terms=terms_of(problem.scale), lower=float(least))
