"""Several forms from one table of requirements: each as good as can be, the worst of them first.

Forms are parallel when each comes close to a common target, not to the others: the target is the value of the worst
form. Small tables are one model. Others are made form by form under a target that is halved in on, the rows that other
forms use having a price; then the worst form and another are made again together, as long as that helps.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.ata.bound import least_worst, none_below
from pipeline.ata.form import value_of
from pipeline.ata.links import Left, links_of
from pipeline.ata.makers import Budget, Making, improved, jointly, one_by_one
from pipeline.ata.table import problem_of
from pipeline.model.requirement import Requirement, Row

TOLERANCE = 1e-6
STANDARD = Budget()


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """The rows of each form by id, best first, and what is proved of them.

    ``target``: the value of the worst form, that all reach. ``bound``: no set of forms has a lesser one, proved.
    ``optimal``: the target is the least there is. Without forms: ``impossible`` when it is proved that there are none,
    else none was found with the effort allowed. ``models`` is how many models were solved.
    """

    forms: tuple[tuple[str, ...], ...]
    values: tuple[float, ...]
    target: float
    bound: float
    optimal: bool
    impossible: bool
    models: int


def build_forms(
    requirements: Sequence[Requirement],
    rows: Sequence[Row],
    count: int,
    *,
    apart: Iterable[tuple[str, str]] = (),
    scaled: bool = False,
    budget: Budget = STANDARD,
) -> Forms:
    """``count`` forms that keep the table; ``apart`` are pairs of ids never in one form, ``scaled`` as in a problem.

    The same whatever the order of the rows. Raises ``ContentError`` as ``problem_of`` does.
    """
    ordered = sorted(rows, key=lambda row: row.id)
    place = {row.id: k for k, row in enumerate(ordered)}
    pairs = [(place[a], place[b]) for a, b in apart if a in place and b in place]
    problem = problem_of(requirements, ordered, apart=sorted(pairs), scaled=scaled)
    left = Left(problem=problem, links=links_of(requirements, ordered, count))
    bound = least_worst(left, count)
    if bound is None:
        return _none(impossible=True, models=1)
    made = _made(left, count, bound, budget)
    if made.forms is None:
        return _none(impossible=made.proved, models=made.models)
    found = sorted((value_of(problem, form), form) for form in made.forms)
    target = found[-1][0]
    optimal = made.proved or target <= bound + TOLERANCE or none_below(left, count, target)
    return Forms(
        forms=tuple(tuple(ordered[k].id for k in form) for _, form in found),
        values=tuple(value for value, _ in found),
        target=target,
        bound=target if optimal else bound,
        optimal=optimal,
        impossible=False,
        models=made.models,
    )


def _made(left: Left, count: int, bound: float, budget: Budget) -> Making:
    """The forms by the way that suits their number and that of the rows."""
    made = Making(forms=None, proved=False, models=0)
    if budget.fits(left, count):
        made = jointly(left, count, bound, budget)
    if made.forms is None and not made.proved:
        other = one_by_one(left, count, bound, budget)
        made = Making(forms=other.forms, proved=False, models=made.models + other.models)
    if made.forms is None or made.proved:
        return made
    return improved(left, made, bound, budget)


def _none(*, impossible: bool, models: int) -> Forms:
    """No forms."""
    return Forms(
        forms=(),
        values=(),
        target=0.0,
        bound=0.0,
        optimal=False,
        impossible=impossible,
        models=models,
    )
