"""The ways in which a set of forms is made: all at once, one by one under a target, two again while others stay."""

from dataclasses import dataclass, replace

from pipeline.ata.form import value_of
from pipeline.ata.joint import Joint, forms_of, joint_of, within, worst
from pipeline.ata.links import Chosen, Left, given
from pipeline.ata.solver import Effort, Variable, search

TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How much is tried: nothing is counted in seconds, so that every machine does the same.

    ``cells``: the largest table of rows by forms that is solved as one model (what pairs share counts as forms).
    ``nodes``: of each search. ``steps``: targets tried. ``rounds``: pairs of forms made again. ``near``: how near the
    proved bound, relatively, is near enough to stop; one model of all is solved to the end all the same.
    """

    cells: int = 2000
    nodes: int = 40
    steps: int = 6
    rounds: int = 20
    near: float = 0.01

    def fits(self, left: Left, count: int) -> bool:
        """Whether the forms are few enough for one model."""
        pairs = count * (count - 1) // 2 * (len(left.links.shared) + len(left.links.common))
        return len(left.problem.rows) * (count + pairs) <= self.cells

    def enough(self, value: float, bound: float) -> bool:
        """Whether a value is near enough to a bound."""
        return value <= bound + max(TOLERANCE, self.near * abs(bound))


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """The forms made, ``None`` without; whether it is proved that they are best, or that there are none."""

    forms: tuple[Chosen, ...] | None
    proved: bool
    models: int


def jointly(left: Left, count: int, bound: float, budget: Budget) -> Making:
    """One model of all the forms; on 100 points by Dinkelbach's steps, the worst ratio of them."""
    made = Making(forms=None, proved=False, models=0)
    value = 0.0
    while True:
        price = value / 100 if made.forms is not None and left.problem.scale else 0.0
        joint = joint_of(left, count, price)
        target = -TOLERANCE if left.problem.scale else bound
        found = search(*worst(joint), Effort(nodes=budget.nodes, target=target))
        models = made.models + 1
        if found.solution is None:
            proved = found.proved if made.forms is None else False
            return Making(forms=made.forms, proved=proved, models=models)
        forms = forms_of(joint, found.solution)
        reached = max(value_of(left.problem, form) for form in forms)
        if made.forms is not None and reached > value - TOLERANCE:
            return Making(forms=made.forms, proved=found.proved, models=models)
        made, value = Making(forms=forms, proved=False, models=models), reached
        if not left.problem.scale:
            return replace(made, proved=found.proved)


def one_by_one(left: Left, count: int, bound: float, budget: Budget) -> Making:
    """Form by form: first each as good as it can be, then under targets halved in between the bound and the best."""
    best = series(left, count, None, budget)
    models = best.models
    low = bound
    for _ in range(budget.steps):
        if best.forms is None:
            break
        high = worst_of(left, best.forms)
        if budget.enough(high, low):
            break
        target = (low + high) / 2
        trial = series(left, count, target, budget)
        models += trial.models
        if trial.forms is None:
            low = target
        else:
            best = trial
    return Making(forms=best.forms, proved=False, models=models)


def series(left: Left, count: int, target: float | None, budget: Budget) -> Making:
    """Forms one after the other, each of at most the target and of the rows that the others use least.

    Without a target each is as good as it can be.
    """
    made: list[Chosen] = []
    for rest in range(count, 0, -1):
        after = given(left.problem, left.links, made, 1, rest)
        form = _next(after, made, target, budget)
        if form is None:
            return Making(forms=None, proved=False, models=len(made) + 1)
        made.append(form)
    return Making(forms=tuple(made), proved=False, models=count)


def improved(left: Left, made: Making, bound: float, budget: Budget) -> Making:
    """The forms after the worst and another were made again together, as long as the worst gets better."""
    assert made.forms is not None
    forms, models = list(made.forms), made.models
    for _ in range(budget.rounds):
        values = [value_of(left.problem, form) for form in forms]
        high = max(values)
        if budget.enough(high, bound) or len(forms) < 2:
            break
        bad = values.index(high)
        partners = sorted((v, n) for n, v in enumerate(values) if n != bad)
        for _, other in partners:
            models += 1
            again = _two_again(left, forms, (bad, other), (high + bound) / 2, budget)
            if again is not None:
                forms[bad], forms[other] = again
                break
        else:
            break
    return Making(forms=tuple(forms), proved=False, models=models)


def worst_of(left: Left, forms: tuple[Chosen, ...]) -> float:
    """The value of the worst form."""
    return max(value_of(left.problem, form) for form in forms)


def _two_again(
    left: Left, forms: list[Chosen], places: tuple[int, int], level: float, budget: Budget
) -> tuple[Chosen, Chosen] | None:
    """Two forms of at most that value each, the others staying as they are; ``None`` if not found."""
    fixed = [form for n, form in enumerate(forms) if n not in places]
    after = given(left.problem, left.links, fixed, 2, 2)
    scaled = bool(left.problem.scale)
    joint = joint_of(after, 2, level / 100 if scaled else 0.0)
    rows = [*joint.constraints, *within(joint, 0.0 if scaled else level)]
    found = search(joint.variables, rows, Effort(nodes=budget.nodes))
    if found.solution is None:
        return None
    one, other = forms_of(joint, found.solution)
    return one, other


def _next(after: Left, made: list[Chosen], target: float | None, budget: Budget) -> Chosen | None:
    """The next form of a series."""
    scaled = bool(after.problem.scale)
    joint = joint_of(after, 1, (target or 0.0) / 100 if scaled else 0.0)
    if target is None:
        variables, rows = worst(joint)
    else:
        variables = _priced(joint, made)
        rows = [*joint.constraints, *within(joint, 0.0 if scaled else target)]
    found = search(variables, rows, Effort(nodes=budget.nodes, gap=0.01))
    return forms_of(joint, found.solution)[0] if found.solution is not None else None


def _priced(joint: Joint, made: list[Chosen]) -> list[Variable]:
    """The variables of a form, each row at the price of its uses so far."""
    uses = [sum(k in form for form in made) for k in range(joint.size)]
    return [
        replace(v, cost=float(uses[k])) if k < joint.size else v
        for k, v in enumerate(joint.variables)
    ]
