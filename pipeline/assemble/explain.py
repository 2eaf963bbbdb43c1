"""Why nothing fits, in words: the rules that cannot hold together and what the bank lacks."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from pipeline.assemble.papers import problem_of
from pipeline.assemble.pool import Pool
from pipeline.assemble.tickets import Column, capacity
from pipeline.ata.conflict import Part, conflict
from pipeline.ata.nearest import Lack, nearest
from pipeline.ata.table import Limit
from pipeline.diagnostics import Diagnostic
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.model.requirement import Measure, Requirement
from pipeline.rules import assembly as rules
from pipeline.typography import number

SETS_TRIED = 60
RULES_SHOWN = 5


def explain_papers(bank: Bank, blueprint: Blueprint, pool: Pool) -> Diagnostic:
    """The diagnostic of a blueprint that no paper of the pool satisfies."""
    if not pool.items:
        return _no_scenario(blueprint, pool)
    problems = {s: problem_of(bank, blueprint, pool, s) for s in _richest_sets(blueprint, pool)}
    found = {scenarios: nearest(problem) for scenarios, problem in problems.items()}
    best = min(found, key=lambda scenarios: (round(found[scenarios].cost, 6), scenarios))
    lacks = _telling(found[best].lacks)
    together = conflict(problems[best], frozenset(lack.requirement.id for lack in lacks))
    names = [_name(part) for part in together]
    rules_in = {part.requirement.id for part in together}
    if len(together) > RULES_SHOWN:
        names = [_side(lack.requirement, over=lack.amount > 0) for lack in lacks]
        rules_in = {lack.requirement.id for lack in lacks}
    wanted = [lack for lack in lacks if lack.requirement.id in rules_in] or lacks
    sentence = rules.CONFLICT if len(names) > 1 else rules.LONE_RULE
    return rules.INFEASIBLE.at(
        blueprint.source,
        blueprint=blueprint.id,
        conflict=rules.NEAREST.format(
            conflict=sentence.format(scenarios=" + ".join(best), rules=", ".join(names)),
            lacks=", ".join(_lack(blueprint, lack, rules.LACKS) for lack in lacks),
        ),
        advice=rules.ADVICE_RELAX.format(
            advice=" ; ".join(_lack(blueprint, lack, rules.ADVICE) for lack in wanted),
            rules=", ".join(names),
        ),
    )


def explain_tickets(
    bank: Bank, blueprint: Blueprint, pool: Pool, columns: Sequence[Column], count: int
) -> Diagnostic:
    """The diagnostic of an oral with no ticket, or with too few different ones."""
    if not columns:
        return explain_papers(bank, replace(blueprint, scenarios_max=1), pool)
    supply = [
        rules.OF_SCENARIO.format(
            scenario=scenario,
            count=capacity([c for c in columns if c.scenario == scenario], pool.settings),
        )
        for scenario in pool.items
    ]
    return rules.TOO_FEW_TICKETS.at(
        blueprint.source,
        blueprint=blueprint.id,
        asked=count,
        capacity=capacity(columns, pool.settings),
        supply=", ".join(supply),
    )


def _no_scenario(blueprint: Blueprint, pool: Pool) -> Diagnostic:
    """No scenario has an item for the blueprint, or none may be set in a country that is left."""
    if pool.banned:
        return rules.NO_COUNTRY.at(
            blueprint.source, blueprint=blueprint.id, scenarios=", ".join(pool.banned)
        )
    if pool.excluded:
        return rules.ALL_MET.at(
            blueprint.source,
            blueprint=blueprint.id,
            scenarios=", ".join(pool.excluded),
            block=blueprint.block,
        )
    return rules.NO_SCENARIO.at(
        blueprint.source,
        blueprint=blueprint.id,
        modality=rules.MODALITIES[blueprint.modality],
        codes=", ".join(blueprint.codes),
        block=blueprint.block,
    )


def _richest_sets(blueprint: Blueprint, pool: Pool) -> list[tuple[str, ...]]:
    """The scenario sets that touch most codes, few enough to be compared."""
    sets = [
        chosen
        for size in range(1, blueprint.scenarios_max + 1)
        for chosen in combinations(pool.items, size)
    ]

    def touched(chosen: tuple[str, ...]) -> int:
        return len({code for s in chosen for item in pool.items[s] for code in item.codes})

    return sorted(sets, key=lambda chosen: (-touched(chosen), len(chosen), chosen))[:SETS_TRIED]


def _telling(lacks: Sequence[Lack]) -> Sequence[Lack]:
    """The lacks without those that only mirror others: where a code has too little, the rest has too much."""
    shares = Measure.SHARE
    return [k for k in lacks if k.requirement.measure is not shares or k.amount < 0] or lacks


def _lack(blueprint: Blueprint, lack: Lack, words: dict[tuple[str, bool], str]) -> str:
    """One lack in words."""
    amount = abs(lack.amount)
    average = Decimal(100) / max(len(blueprint.targets), blueprint.items_min)
    return words[_kind(lack.requirement), lack.amount > 0].format(
        amount=number(amount),
        code=lack.requirement.column,
        label=lack.requirement.label,
        count=max(1, round(amount / average)),
        modality=rules.MODALITIES[blueprint.modality],
    )


def _kind(requirement: Requirement) -> str:
    """Which words speak of a rule: its own id when it has some, else those of its measure."""
    own = (requirement.id, False) in rules.LACKS or (requirement.id, True) in rules.LACKS
    return requirement.id if own else requirement.measure.value


def _name(part: Part) -> str:
    """A part of the conflict in words: one side of a share or of a mean, else the whole rule."""
    if isinstance(part, Limit) and part.unit:
        return _side(part.requirement, over=part.upper is not None)
    return part.requirement.label


def _side(requirement: Requirement, *, over: bool) -> str:
    """A rule in words, the side that is missed where it has two."""
    words = rules.SIDES.get((requirement.measure, over))
    bound = requirement.high if over else requirement.low
    if words is None or bound is None:
        return requirement.label
    return words.format(code=requirement.column, bound=number(bound))
