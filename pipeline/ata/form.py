"""The best forms that the rows of a problem can make, exactly.

On 100 points the value of a form is a ratio (deviation a point of the form), so it is minimised by Dinkelbach's
method: each step is a small mixed-integer program, and the last one proves the optimum
(Dinkelbach, Management Science 13, 1967).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.ata.lines import block_of, cut
from pipeline.ata.solver import Solution, chosen_of, minimise
from pipeline.ata.table import Groups, Problem, Wish, missed, used
from pipeline.model.requirement import Goal, Measure

TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Optimum:
    """The indexes of the chosen rows and their value, proved minimal among what the cuts left."""

    chosen: tuple[int, ...]
    value: float


def optimum(problem: Problem, forbidden: Sequence[tuple[int, ...]] = ()) -> Optimum | None:
    """The form of least value other than the forbidden ones; ``None`` when there is none.

    A step whose exact minimum does not improve on the form found before proves that form.
    """
    found: Optimum | None = None
    while True:
        price = found.value / 100 if found and problem.scale else 0.0
        solution = _solve(problem, price, forbidden, whole=True)
        if solution is None:
            return None
        chosen = chosen_of(solution, len(problem.rows))
        value = value_of(problem, chosen)
        if found is not None and value > found.value - TOLERANCE:
            return found
        found = Optimum(chosen=chosen, value=value)
        if not problem.scale:
            return found


def may_reach(problem: Problem, value: float) -> bool:
    """Whether the relaxed problem still allows a form of at most that value: false is a proof that none does."""
    scaled = bool(problem.scale)
    solution = _solve(problem, value / 100 if scaled else 0.0, (), whole=False)
    return solution is not None and solution.value <= (0 if scaled else value) + TOLERANCE


def value_of(problem: Problem, chosen: Sequence[int]) -> float:
    """The value of a form: the price of its wishes, on 100 points where the problem is scaled."""
    price = sum((wish.price * distance(wish, chosen) for wish in _added(problem)), Decimal(0))
    price += max((w.price * distance(w, chosen) for w in _of(problem, Goal.MINIMAX)), default=0)
    price += max((w.price * distance(w, chosen) for w in _of(problem, Goal.MAXIMIN)), default=0)
    if not problem.scale:
        return float(price)
    return float(100 * price / sum((problem.scale[k] for k in chosen), Decimal(0)))


def distance(wish: Wish, chosen: Sequence[int]) -> Decimal:
    """How far the chosen rows are from a wish, in amounts; what they add up to for a minimum, less it for a maximum."""
    goal = wish.requirement.goal
    if goal in (Goal.SOFT, Goal.MINIMAX):
        if wish.groups is not None:
            return abs(_miscounted(wish.groups, chosen))
        return max((abs(missed(limit, chosen)) for limit in wish.limits), default=Decimal(0))
    if wish.groups is not None:
        amount = Decimal(sum(count > 0 for count in used(wish.groups, chosen)))
    else:
        amount = sum((wish.amounts[k] for k in chosen), Decimal(0))
    return amount if goal is Goal.MINIMISE else -amount


def holds(groups: Groups, chosen: Sequence[int]) -> bool:
    """Whether the chosen rows keep a requirement that counts words."""
    counts = used(groups, chosen)
    low = groups.requirement.low or 0
    high = groups.requirement.high
    if groups.requirement.measure is Measure.WHOLE:
        sizes = [len(members) for members in groups.members]
        return all(count in (0, size) for count, size in zip(counts, sizes, strict=True))
    if groups.requirement.measure is Measure.EACH:
        return all(low <= c and (high is None or c <= high) for c in counts if c)
    return not _miscounted(groups, chosen)


def _miscounted(groups: Groups, chosen: Sequence[int]) -> Decimal:
    """By how much the number of words used misses its bounds: negative is too few, positive too many."""
    found = Decimal(sum(count > 0 for count in used(groups, chosen)))
    rule = groups.requirement
    if rule.low is not None and found < rule.low:
        return found - rule.low
    if rule.high is not None and found > rule.high:
        return found - rule.high
    return Decimal(0)


def _added(problem: Problem) -> list[Wish]:
    """The wishes whose prices are added up."""
    return [w for w in problem.wishes if w.requirement.goal not in (Goal.MINIMAX, Goal.MAXIMIN)]


def _of(problem: Problem, goal: Goal) -> list[Wish]:
    """The wishes of one goal."""
    return [w for w in problem.wishes if w.requirement.goal is goal]


def _solve(
    problem: Problem, price: float, forbidden: Sequence[tuple[int, ...]], *, whole: bool
) -> Solution | None:
    """Minimise the wishes less price times points: negative as long as a better ratio exists."""
    block = block_of(problem, price, whole=whole)
    cuts = [cut(chosen, len(problem.rows)) for chosen in forbidden]
    return minimise(block.variables, [*block.constraints, *cuts])
