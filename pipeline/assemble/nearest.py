"""When nothing fits: how near a scenario set comes, and which rules cannot hold together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.assemble.limits import Limit, missed
from pipeline.assemble.model import Problem, documents, documents_of, optimum, row, structure
from pipeline.assemble.solver import Variable, chosen_of, minimise
from pipeline.codes import Code

ON_POINTS = {"share_min": 100, "share_max": 100, "difficulty_min": 1, "difficulty_max": 1}
PRICES = {"minutes": 1.0, "items": 10.0, "decision": 20.0, "documents": 10.0}
DIFFICULTY_PRICE = 20.0
ANY_NUMBER = (0, 10**6)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleId:
    """One rule of a blueprint: its name, and its code when it is about one."""

    rule: str
    code: Code | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """By how much one rule is missed, in its own unit (points on 100, minutes, questions…); negative is too little."""

    rule: RuleId
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """How near a scenario set comes: what its least bad paper lacks, and what that costs."""

    lacks: tuple[Lack, ...]
    cost: float


def nearest(problem: Problem) -> Nearest:
    """The least relaxation of the rules with which the scenario set makes a paper; no lack when it makes one."""
    size = len(problem.items)
    variables = [Variable(upper=1, integer=True) for _ in range(size)]
    rows = structure(problem)
    for limit in problem.limits:
        rows.append(row(limit, *_slack(variables, _price(problem, limit))))
    slack = _slack(variables, PRICES["documents"])
    rows += documents(problem, variables, *slack, whole=True)
    solution = minimise(variables, rows)
    assert solution is not None, "every rule may be relaxed"
    chosen = chosen_of(solution, size)
    lacks = [lack for limit in problem.limits if (lack := _lack(problem, limit, chosen)).amount]
    return Nearest(lacks=(*lacks, *_documents_lack(problem, chosen)), cost=solution.value)


def conflict(problem: Problem, lacks: Sequence[Lack]) -> tuple[RuleId, ...]:
    """Rules that cannot hold together, none of which can be spared; those that lack are kept as far as can be.

    The problem has no paper. A deletion filter: each rule is tried in turn without which there is still none.
    """
    lacking = {lack.rule for lack in lacks}
    left = problem
    for limit in sorted(problem.limits, key=lambda limit: _id(limit) in lacking):
        trial = replace(left, limits=tuple(kept for kept in left.limits if kept is not limit))
        if _is_impossible(trial):
            left = trial
    trial = replace(left, documents=ANY_NUMBER)
    if _is_impossible(trial):
        left = trial
    rules = tuple(_id(limit) for limit in left.limits)
    return rules if left.documents == ANY_NUMBER else (*rules, RuleId(rule="documents"))


def _slack(variables: list[Variable], price: float) -> tuple[tuple[int, float], tuple[int, float]]:
    """Two new variables by which a row may go over or under its bounds, at a price a unit."""
    over = len(variables)
    variables += [Variable(cost=price), Variable(cost=price)]
    return (over, -1.0), (over + 1, 1.0)


def _price(problem: Problem, limit: Limit) -> float:
    """What missing a limit by one unit costs, in points on 100 of a paper made of everything."""
    if limit.rule in PRICES:
        return PRICES[limit.rule]
    total = float(sum(item.points for item in problem.items))
    return ON_POINTS[limit.rule] * (1 if limit.code else DIFFICULTY_PRICE) / total


def _lack(problem: Problem, limit: Limit, chosen: Sequence[int]) -> Lack:
    """By how much the chosen items miss a limit, in its own unit."""
    amount = missed(limit, chosen)
    if limit.rule in ON_POINTS:
        points = sum((problem.items[k].points for k in chosen), Decimal(0))
        amount = (amount * ON_POINTS[limit.rule] / points).quantize(Decimal("0.01"))
    return Lack(rule=_id(limit), amount=amount)


def _documents_lack(problem: Problem, chosen: Sequence[int]) -> tuple[Lack, ...]:
    """By how much the number of distinct documents misses its bounds."""
    used = documents_of(problem, chosen)
    low, high = problem.documents
    amount = min(used - low, 0) or max(used - high, 0)
    return (Lack(rule=RuleId(rule="documents"), amount=Decimal(amount)),) if amount else ()


def _id(limit: Limit) -> RuleId:
    """The rule that a limit stands for."""
    return RuleId(rule=limit.rule, code=limit.code)


def _is_impossible(problem: Problem) -> bool:
    """Whether the scenario set makes no paper."""
    return optimum(replace(problem, distances=())) is None
