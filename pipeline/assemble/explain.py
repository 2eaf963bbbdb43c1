"""Why nothing fits, in words: the rules that cannot hold together, the nearest papers, what to write next."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.assemble.impossible import Impossible, Near, look_into
from pipeline.assemble.pool import Pool
from pipeline.assemble.remedies import Remedy, Wanted, remedy_for
from pipeline.assemble.requirements import rules_of
from pipeline.assemble.tickets import Column, capacity, caps_of, columns_of
from pipeline.ata.conflict import Part
from pipeline.ata.nearest import Lack
from pipeline.ata.table import Limit
from pipeline.diagnostics import Diagnostic
from pipeline.grammar import plural
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.model.requirement import Change, Goal, Measure, Requirement, Scope
from pipeline.rules import assembly as rules
from pipeline.typography import number

RULES_SHOWN = 5


def explain_papers(bank: Bank, blueprint: Blueprint, pool: Pool) -> Diagnostic:
    """The diagnostic of a blueprint that no paper of the pool satisfies."""
    if not pool.items:
        return _no_scenario(blueprint, pool)
    found = look_into(bank, blueprint, pool)
    remedy = remedy_for(bank, blueprint, pool, found.nears)
    best = _telling(found.nears[0].lacks)
    names = [_name(part) for part in found.conflict]
    if not names or len(names) > RULES_SHOWN:
        names = [_side(lack.requirement, over=lack.amount > 0) for lack in best]
    advice = _lack_advice(blueprint, best) if remedy is None else _remedy(blueprint, remedy)
    return rules.INFEASIBLE.at(
        blueprint.source,
        blueprint=blueprint.id,
        conflict=rules.NEAREST.format(
            conflict=_conflict(found),
            papers=" ; ".join(_near(blueprint, near) for near in _different(found.nears)),
        ),
        advice=rules.ADVICE_RELAX.format(advice=advice, rules=", ".join(names)),
    )


def explain_tickets(
    bank: Bank, blueprint: Blueprint, pool: Pool, columns: Sequence[Column], count: int
) -> Diagnostic:
    """The diagnostic of an oral with no ticket, or with too few different ones."""
    if not columns:
        return explain_papers(bank, replace(blueprint, scenarios_max=1), pool)
    caps = caps_of(bank, blueprint)
    carried = {s: [c for c in columns if c.scenario == s] for s in pool.items}
    supply = [
        rules.OF_SCENARIO.format(scenario=s, count=capacity(own, pool.settings, caps))
        for s, own in carried.items()
        if own
    ]
    reached = capacity(columns, pool.settings, caps)
    gains = sorted(_gains(bank, blueprint, pool, reached), key=lambda gain: -gain[1])[:RULES_SHOWN]
    told = [rules.GAIN.format(rule=rule, count=more) for rule, more in gains]
    return rules.TOO_FEW_TICKETS.at(
        blueprint.source,
        blueprint=blueprint.id,
        asked=count,
        capacity=reached,
        supply=rules.SUPPLY.format(
            carrying=plural(len(supply), *rules.CARRYING).format(
                count=len(supply), scenarios=len(pool.items)
            ),
            supply=", ".join(supply),
            gains=rules.GAINS.format(gains=" ; ".join(told)) if told else "",
        ),
    )


def explain_unproved(blueprint: Blueprint, sets: int) -> Diagnostic:
    """The diagnostic of a blueprint for which no paper was found, without a proof that there is none."""
    return rules.UNPROVED.at(blueprint.source, blueprint=blueprint.id, sets=sets)


def part_names(conflict: Sequence[Part]) -> str:
    """Rules that cannot hold together, in words."""
    return ", ".join(map(_name, conflict)) or rules.NO_CONFLICT


def _gains(bank: Bank, blueprint: Blueprint, pool: Pool, reached: int) -> Iterator[tuple[str, int]]:
    """How many tickets there would be without each rule that costs some, counted again."""
    caps = caps_of(bank, blueprint)
    for rule in rules_of(bank, blueprint):
        if not rule.active or rule.goal is not Goal.HARD or rule.scope is not Scope.FORM:
            continue
        more = capacity(columns_of(bank, _without(blueprint, rule), pool), pool.settings, caps)
        if more > reached:
            yield rule.label, more


def _without(blueprint: Blueprint, rule: Requirement) -> Blueprint:
    """The blueprint without one of its rules."""
    own = tuple(replace(r, active=False) if r.id == rule.id else r for r in blueprint.requirements)
    off = Change(id=rule.id, active=False, source=rule.source)
    changes = (*(c for c in blueprint.changes if c.id != rule.id), off)
    return replace(blueprint, requirements=own, changes=changes)


def _no_scenario(blueprint: Blueprint, pool: Pool) -> Diagnostic:
    """No scenario has an item for the blueprint, or none of those that have is left."""
    reasons = [
        said.format(names=", ".join(left))
        for name, said in rules.LEFT.items()
        if (left := getattr(pool, name))
    ]
    if pool.resting or pool.worn or pool.forbidden:
        return rules.LEFT_OUT.at(
            blueprint.source,
            blueprint=blueprint.id,
            reasons=" ; ".join(reasons),
            block=blueprint.block,
        )
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


def _conflict(found: Impossible) -> str:
    """The rules that cannot hold together, and where; how many where they are too many to read."""
    where = rules.ANYWHERE
    if found.scenarios:
        where = rules.ON_SCENARIOS.format(scenarios=" + ".join(found.scenarios))
    if not found.conflict:
        return rules.NO_CONFLICT
    if len(found.conflict) > RULES_SHOWN:
        return rules.LONG_CONFLICT.format(count=len(found.conflict), where=where)
    sentence = rules.CONFLICT if len(found.conflict) > 1 else rules.LONE_RULE
    return sentence.format(where=where, rules=", ".join(map(_name, found.conflict)))


def _different(nears: Sequence[Near]) -> list[Near]:
    """The nearest papers, one for each set of scenarios."""
    return list({near.scenarios: near for near in reversed(nears)}.values())[::-1]


def _near(blueprint: Blueprint, near: Near) -> str:
    """One of the nearest papers: its scenarios, what it lacks, what that costs."""
    return rules.NEAR_PAPER.format(
        scenarios=" + ".join(near.scenarios),
        lacks=", ".join(_lack(blueprint, k, rules.LACKS) for k in _telling(near.lacks)),
        cost=number(round(near.cost, 1).normalize()),
    )


def _lack_advice(blueprint: Blueprint, lacks: Sequence[Lack]) -> str:
    """What would help each lack, where no few questions help them all."""
    return " ; ".join(_lack(blueprint, lack, rules.ADVICE) for lack in lacks)


def _remedy(blueprint: Blueprint, remedy: Remedy) -> str:
    """The questions to write, those that are alike counted together."""
    alike: dict[str, list[Wanted]] = {}
    for wanted in remedy.wanted:
        alike.setdefault(_example(blueprint, wanted, 1), []).append(wanted)
    questions = [_example(blueprint, own[0], len(own)) for own in alike.values()]
    return rules.REMEDY.format(
        scenarios=" + ".join(remedy.scenarios), questions=" ; ".join(questions)
    )


def _example(blueprint: Blueprint, wanted: Wanted, count: int) -> str:
    """So many questions like one to write, with its windows of minutes and points."""
    modality = rules.MODALITY_OF_ONE if count < 2 else rules.MODALITIES
    said = plural(count, *rules.WANTED).format(
        count=count,
        modality=modality[blueprint.modality],
        code=wanted.code,
        points=number(wanted.row.number("points")),
        minutes=number(wanted.row.number("minutes")),
    )
    said += rules.DECIDES if wanted.row.words.get("decision") else ""
    return said + rules.WINDOWS.format(
        least=number(wanted.minutes[0]),
        most=number(wanted.minutes[1]),
        low=number(wanted.points[0]),
        high=number(wanted.points[1]),
    )


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
