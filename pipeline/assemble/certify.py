"""The certificate of one form: asked and reached side by side, every rule counted, the proved bound."""

from collections.abc import Sequence
from decimal import Decimal

from pipeline.assemble.certify_rules import rule_results
from pipeline.assemble.plan import Planned
from pipeline.assemble.pool import skill_shares, skill_targets
from pipeline.assemble.requirements import rules_of
from pipeline.assemble.rows import row_of, skill_points
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint, FormKind
from pipeline.model.form import Certificate, CodeBalance, RuleResult, SkillBalance
from pipeline.model.item import Item
from pipeline.model.requirement import Goal, Row

CENT = Decimal("0.01")
ZERO = Decimal(0)


def form_certificate(
    bank: Bank,
    blueprint: Blueprint,
    planned: Planned,
    items: Sequence[Item],
    printed: Sequence[Item],
) -> Certificate:
    """The certificate of a form as planned: ``items`` with the bank's points, ``printed`` with those of the paper."""
    results = rules_on(bank, blueprint, items)
    deviation = sum((r.cost for r in results), ZERO).quantize(CENT)
    planned_value, bound = (
        Decimal(str(v)).quantize(CENT) for v in (planned.deviation, planned.bound)
    )
    skills = skill_balances(bank, items)
    return Certificate(
        balances=code_balances(blueprint, printed),
        minutes_asked=(blueprint.minutes_min, blueprint.minutes_max),
        minutes_reached=sum(i.minutes for i in items),
        difficulty_asked=blueprint.difficulty,
        difficulty_tolerance=blueprint.difficulty_tolerance,
        difficulty_reached=mean_difficulty(items),
        documents=len(documents_of(items)),
        skills=skills,
        skill_distance=sum((abs(s.reached - s.target) for s in skills), ZERO),
        deviation=deviation,
        bound=bound,
        gap=max(deviation - bound, ZERO),
        proved=planned.proved and deviation == planned_value,
        alternatives=planned.alternatives,
        notes=planned.notes,
        price=Decimal(str(planned.price)).quantize(CENT),
        epsilon=blueprint.epsilon,
        near=planned.near,
        rules=results,
    )


def rules_on(bank: Bank, blueprint: Blueprint, items: Sequence[Item]) -> tuple[RuleResult, ...]:
    """Every rule of the blueprint on these items, whose scenarios the bank has; costs add up to the deviation.

    An observation at work holds all that its scenario offers: nothing is weighed, no wish counts.
    """
    scenarios = sorted({scenario_of(item) for item in items})
    codes = set(blueprint.codes)
    offered = [
        item
        for scenario in scenarios
        for item in bank.scenario(scenario).items
        if item.serves(blueprint.format, blueprint.modality) and codes.issuperset(item.codes)
    ]
    rules = rules_of(bank, blueprint)
    if blueprint.kind is FormKind.OBSERVATION:
        rules = tuple(rule for rule in rules if rule.goal is Goal.HARD)
    return rule_results(rules, rows_of(bank, items), rows_of(bank, offered))


def rows_of(bank: Bank, items: Sequence[Item]) -> tuple[Row, ...]:
    """The items as rows of the table of rules."""
    shares = skill_shares(bank)
    return tuple(row_of(item, bank.scenario(scenario_of(item)), shares) for item in items)


def scenario_of(item: Item) -> str:
    """The id of the scenario of an item of a form."""
    return item.id.rpartition("/")[0]


def documents_of(items: Sequence[Item]) -> frozenset[tuple[str, str]]:
    """The documents that the items are asked on, each with its scenario."""
    return frozenset((scenario_of(i), document) for i in items for document in i.documents)


def mean_difficulty(items: Sequence[Item]) -> Decimal:
    """The mean difficulty, weighted by the points."""
    points = sum((i.points for i in items), ZERO)
    if not points:
        return ZERO
    return (sum((i.points * i.difficulty for i in items), ZERO) / points).quantize(CENT)


def skill_balances(bank: Bank, items: Sequence[Item]) -> tuple[SkillBalance, ...]:
    """The share of each hard skill in the points of the items, beside the share wanted."""
    points = sum((i.points for i in items), ZERO) or Decimal(1)
    shares = skill_shares(bank)
    return tuple(
        SkillBalance(
            skill=skill,
            target=target.quantize(CENT),
            reached=(sum((skill_points(i, skill, shares) for i in items), ZERO) / points).quantize(
                CENT
            ),
        )
        for skill, target in skill_targets(bank).items()
    )


def code_balances(blueprint: Blueprint, printed: Sequence[Item]) -> tuple[CodeBalance, ...]:
    """Points wanted and printed on each code of the blueprint."""
    scale = Decimal(blueprint.points) / 100
    return tuple(
        CodeBalance(
            code=target.code,
            target=(target.share * scale).quantize(CENT),
            reached=sum((i.points_of(target.code) for i in printed), ZERO),
            tolerance=(target.tolerance * scale).quantize(CENT),
        )
        for target in blueprint.targets
    )
