"""Whether a table of requirements makes sense, and asks nothing of rows that are not there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from pipeline.diagnostics import Diagnostic, Rule
from pipeline.model.requirement import Goal, Measure, Requirement, Row, Scope
from pipeline.rules import table as rules
from pipeline.typography import number

POINTS = "points"
WORDS = (Measure.DISTINCT, Measure.EACH, Measure.WHOLE)
"""The measures that count words of a column."""

MEASURES: Mapping[Scope, tuple[Measure, ...]] = {
    Scope.FORM: tuple(m for m in Measure if m is not Measure.USES),
    Scope.FORMS: (Measure.SUM, Measure.SHARE, Measure.MEAN, Measure.DISTINCT, Measure.USES),
    Scope.PAIR: (Measure.SUM, Measure.DISTINCT),
}
"""What may be measured over each scope."""

BOUNDED = (Goal.HARD, Goal.SOFT, Goal.MINIMAX)
"""The goals that are told by bounds; the others look at the amount itself."""


def check_table(requirements: Iterable[Requirement], rows: Sequence[Row]) -> Iterator[Diagnostic]:
    """Every fault of the active requirements: of what they say, then of what they find in all the rows there are."""
    for requirement in requirements:
        if not requirement.active:
            continue
        faults = tuple(shape_faults(requirement))
        yield from faults or _row_faults(requirement, rows)


def shape_faults(requirement: Requirement) -> Iterator[Diagnostic]:
    """What makes no sense in one requirement, whatever the rows."""
    r = requirement
    if r.measure not in MEASURES[r.scope]:
        known = ", ".join(m.value for m in MEASURES[r.scope])
        yield _said(r, rules.WRONG_SCOPE, known=known)
    elif r.goal is not Goal.HARD and not _may_be_wished(r):
        yield _said(r, rules.WRONG_GOAL)
    if not r.column and r.measure in (Measure.MEAN, *WORDS):
        yield _said(r, rules.COLUMN_NEEDED)
    if r.low is not None and r.high is not None and r.low > r.high:
        yield _said(r, rules.LOW_ABOVE_HIGH, low=number(r.low), high=number(r.high))
    bounded = r.goal in BOUNDED and r.measure is not Measure.WHOLE
    if bounded and r.low is None and r.high is None:
        yield _said(r, rules.NO_BOUND)
    if r.weight < 0:
        yield _said(r, rules.BAD_WEIGHT, weight=number(r.weight))


def _may_be_wished(requirement: Requirement) -> bool:
    """What is counted over several forms, or word by word, is kept or not."""
    return requirement.scope is Scope.FORM and requirement.measure not in (
        Measure.EACH,
        Measure.WHOLE,
    )


def _row_faults(requirement: Requirement, rows: Sequence[Row]) -> Iterator[Diagnostic]:
    """What one requirement asks of rows that are not there."""
    r = requirement
    if not _asks(r):
        return
    among = [row for row in rows if r.condition.holds(row)]
    missing = _missing(r, among)
    if missing is not None:
        written = rules.WRITTEN.format(condition=r.written) if r.written else ""
        rule = rules.NO_WISH if r.goal is Goal.SOFT else missing
        yield _said(r, rule, written=written)
        return
    most = _most(r, among)
    if r.goal is Goal.HARD and r.low is not None and most is not None and most < r.low:
        yield _said(r, rules.TOO_LITTLE, low=number(r.low), most=number(most))


def _asks(requirement: Requirement) -> bool:
    """Whether a requirement wants something to be there: a least amount above 0, or an amount that counts."""
    if requirement.goal in BOUNDED:
        return requirement.low is not None and requirement.low > 0
    return True


def _missing(requirement: Requirement, among: Sequence[Row]) -> Rule | None:
    """Which of what a requirement looks at is not there: rows, their column, their points."""
    if not among:
        return rules.NO_ROW
    column = requirement.column
    on_words = requirement.measure in (*WORDS, Measure.USES)
    if column and not any(
        row.words.get(column) if on_words else row.number(column) for row in among
    ):
        return rules.NO_COLUMN
    in_points = requirement.measure in (Measure.SHARE, Measure.MEAN)
    if in_points and not any(row.number(POINTS) for row in among):
        return rules.NO_POINTS
    return None


def _most(requirement: Requirement, among: Sequence[Row]) -> Decimal | None:
    """The largest amount that one form could hold of all these rows; ``None`` when not told so simply."""
    column = requirement.column
    if requirement.scope is Scope.FORMS:
        return None
    if requirement.measure is Measure.SUM:
        amounts = [row.number(column) if column else Decimal(1) for row in among]
        return sum((a for a in amounts if a > 0), Decimal(0))
    if requirement.measure is Measure.DISTINCT:
        return Decimal(len({word for row in among for word in row.words.get(column, ())}))
    return None


def _said(requirement: Requirement, rule: Rule, **values: object) -> Diagnostic:
    """A fault of a requirement, at its place, by its name."""
    given: dict[str, object] = {
        "rule": requirement.id,
        "label": requirement.label,
        "column": requirement.column,
        "measure": requirement.measure.value,
        "scope": requirement.scope.value,
        "goal": requirement.goal.value,
    }
    return rule.at(requirement.source, **(given | values))
