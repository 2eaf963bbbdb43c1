"""Why nothing fits, in words: the rules that cannot hold together and what the bank lacks."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.assemble.limits import Limit
from pipeline.assemble.model import Problem
from pipeline.assemble.papers import problem_of, scenario_sets
from pipeline.assemble.pool import Pool
from pipeline.assemble.solver import INFINITY, Constraint, Variable, minimise
from pipeline.assemble.tickets import Column, capacity
from pipeline.diagnostics import Diagnostic
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.rules import assembly as rules

POINT_RULES = ("share_min", "share_max")
DIFFICULTY_RULES = ("difficulty_min", "difficulty_max")
PRICES = {"minutes": 1.0, "items": 10.0, "decision": 20.0, "documents": 10.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """By how much one rule is missed, in its own unit (points on 100, minutes, questions…); negative is too little."""

    rule: str
    code: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The scenario set that comes closest and what it lacks."""

    scenarios: tuple[str, ...]
    lacks: tuple[Lack, ...]
    cost: float


def explain_papers(bank: Bank, blueprint: Blueprint, pool: Pool) -> Diagnostic:
    """The diagnostic of a blueprint that no paper of the pool satisfies."""
    if not pool.items:
        return _no_scenario(blueprint)
    sets = list(scenario_sets(blueprint, pool)) or [(s,) for s in pool.items]
    found = [nearest(problem_of(bank, blueprint, pool, chosen), chosen) for chosen in sets]
    best = min(found, key=lambda n: (round(n.cost, 6), n.scenarios))
    return rules.INFEASIBLE.at(
        blueprint.source,
        blueprint=blueprint.id,
        conflict=_conflict(blueprint, best),
        advice=_advice(blueprint, best),
    )


def explain_tickets(
    bank: Bank,
    blueprint: Blueprint,
    pool: Pool,
    columns: Sequence[Column],
    settings: Mapping[str, int],
    count: int,
) -> Diagnostic:
    """The diagnostic of an oral with no ticket, or with too few different ones."""
    if not pool.items:
        return _no_scenario(blueprint)
    if not columns:
        return explain_papers(bank, blueprint, pool)
    supply = [
        f"{scenario} : {capacity([c for c in columns if c.scenario == scenario], settings)}"
        for scenario in pool.items
    ]
    return rules.TOO_FEW_TICKETS.at(
        blueprint.source,
        blueprint=blueprint.id,
        asked=count,
        capacity=capacity(columns, settings),
        limiting=", ".join(supply),
    )


def nearest(problem: Problem, scenarios: tuple[str, ...]) -> Nearest:
    """The least relaxation of the rules with which the scenario set makes a paper."""
    size = len(problem.items)
    total = float(sum(item.points for item in problem.items))
    variables = [Variable(upper=1, integer=True) for _ in range(size)]
    constraints = []
    for limit in problem.limits:
        price = PRICES.get(limit.rule, 1.0 / total if limit.rule in POINT_RULES else 20.0 / total)
        over, under = len(variables), len(variables) + 1
        variables += [Variable(cost=price), Variable(cost=price)]
        terms = tuple((k, float(a)) for k, a in enumerate(limit.amounts) if a)
        constraints.append(
            Constraint(
                terms=(*terms, (over, -1.0), (under, 1.0)),
                lower=-INFINITY if limit.lower is None else float(limit.lower),
                upper=INFINITY if limit.upper is None else float(limit.upper),
            )
        )
    constraints.append(Constraint(terms=tuple((k, 1.0) for k in range(size)), lower=1))
    solution = minimise(variables, constraints)
    assert solution is not None, "every rule may be relaxed"
    chosen = tuple(k for k in range(size) if solution.values[k] > 0.5)
    lacks = tuple(lack for limit in problem.limits if (lack := _lack(problem, limit, chosen)))
    documents = _documents_lack(problem, chosen)
    return Nearest(
        scenarios=scenarios, lacks=(*lacks, *documents), cost=solution.value + 10 * len(documents)
    )


def _lack(problem: Problem, limit: Limit, chosen: tuple[int, ...]) -> Lack | None:
    """By how much the chosen items miss a limit, in its own unit."""
    amount = sum((limit.amounts[k] for k in chosen), Decimal(0))
    missed = Decimal(0)
    if limit.lower is not None and amount < limit.lower:
        missed = amount - limit.lower
    if limit.upper is not None and amount > limit.upper:
        missed = amount - limit.upper
    if not missed:
        return None
    points = sum((problem.items[k].points for k in chosen), Decimal(0))
    if limit.rule in POINT_RULES or limit.rule in DIFFICULTY_RULES:
        missed = (missed / points).quantize(Decimal("0.1"))
    return Lack(rule=limit.rule, code=limit.code or "", amount=missed)


def _documents_lack(problem: Problem, chosen: tuple[int, ...]) -> tuple[Lack, ...]:
    """By how much the number of distinct documents misses its bounds."""
    used = {(problem.scenarios[k], d) for k in chosen for d in problem.items[k].documents}
    low, high = problem.documents
    missed = min(len(used) - low, 0) or max(len(used) - high, 0)
    return (Lack(rule="documents", code="", amount=Decimal(missed)),) if missed else ()


def _no_scenario(blueprint: Blueprint) -> Diagnostic:
    """No scenario has an item for the blueprint."""
    return rules.NO_SCENARIO.at(
        blueprint.source,
        blueprint=blueprint.id,
        modality=rules.MODALITIES[blueprint.modality],
        codes=", ".join(blueprint.codes),
        block=blueprint.block,
    )


def _conflict(blueprint: Blueprint, best: Nearest) -> str:
    """The rules that do not hold together and how near the bank comes."""
    names = [_rule_name(blueprint, lack) for lack in best.lacks]
    lacks = [
        rules.LACKS[lack.rule].format(
            amount=f"{abs(lack.amount):f}".replace(".", ","),
            code=lack.code,
            way=rules.TOO_MANY if lack.amount > 0 else rules.MISSING,
        )
        for lack in best.lacks
    ]
    near = rules.NEAREST.format(scenarios=" + ".join(best.scenarios), lacks=", ".join(lacks))
    return " ; ".join([*names, near])


def _advice(blueprint: Blueprint, best: Nearest) -> str:
    """What to add to the bank, or which rules to relax."""
    parts = []
    for lack in best.lacks:
        if lack.rule == "share_min":
            points = _average_points(blueprint)
            parts.append(
                rules.ADVICE_CODE.format(
                    count=math.ceil(abs(lack.amount) / points),
                    modality=rules.MODALITIES[blueprint.modality],
                    code=lack.code,
                )
            )
        if lack.rule == "decision":
            parts.append(rules.ADVICE_DECISION)
    names = ", ".join(_rule_name(blueprint, lack) for lack in best.lacks)
    parts.append(rules.ADVICE_RELAX.format(rules=names))
    return " ; ".join(parts)


def _average_points(blueprint: Blueprint) -> Decimal:
    """About how many points of 100 an item of the blueprint carries."""
    return Decimal(100) / max(len(blueprint.targets), blueprint.items_min)


def _rule_name(blueprint: Blueprint, lack: Lack) -> str:
    """A rule in words with its bounds."""
    share = {t.code: (t.share - t.tolerance, t.share + t.tolerance) for t in blueprint.targets}
    bounds: Mapping[str, tuple[object, object]] = {
        "minutes": (blueprint.minutes_min, blueprint.minutes_max),
        "items": (blueprint.items_min, blueprint.items_max),
        "documents": (blueprint.documents_min, blueprint.documents_max),
    }
    low, high = bounds.get(lack.rule, ("", ""))
    if lack.rule in POINT_RULES:
        low, high = share[lack.code]  # type: ignore[index]
    if lack.rule in DIFFICULTY_RULES:
        low = blueprint.difficulty - blueprint.difficulty_tolerance
        high = blueprint.difficulty + blueprint.difficulty_tolerance
    return rules.LIMIT_NAMES[lack.rule].format(code=lack.code, low=low, high=high)
