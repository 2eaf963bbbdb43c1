"""The table of rules of a blueprint: the standard ones that its keys stand for, then its own."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from pipeline.assemble.pool import skill_targets
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint, CodeTarget
from pipeline.model.columns import SKILL
from pipeline.model.requirement import Change, Compare, Comparison, Goal, Measure, Requirement
from pipeline.rules import requirements as names
from pipeline.typography import number

ZERO = Decimal(0)
SKILL_WEIGHT = Decimal("0.1")
DIFFICULTY_WEIGHT = Decimal(100)
DECIDES_WRITTEN = 'decision == "oui"'
DECIDES = Compare(column="decision", comparison=Comparison.EQUAL, value="oui")


def rules_of(bank: Bank, blueprint: Blueprint) -> tuple[Requirement, ...]:
    """Every rule of a blueprint of the bank, hard skills under their titles."""
    titles = {skill.id: skill.title for skill in bank.criteria.hard_skills}
    return requirements_of(blueprint, skill_targets(bank), titles)


def requirements_of(
    blueprint: Blueprint,
    skills: Mapping[str, Decimal],
    titles: Mapping[str, str] | None = None,
) -> tuple[Requirement, ...]:
    """Every rule of a blueprint; ``skills`` are the wanted shares of hard skills (0–1), ``titles`` name them.

    A rule of the blueprint's own table takes the place of the standard one of its id; a change alters it.
    """
    changes = {change.id: change for change in blueprint.changes}
    standard = (*_standard(blueprint), *_skills(blueprint, skills))
    table = {rule.id: _said(_changed(rule, changes), titles or {}) for rule in standard}
    table |= {rule.id: rule for rule in blueprint.requirements}
    return tuple(table.values())


def _changed(rule: Requirement, changes: Mapping[str, Change]) -> Requirement:
    """A standard rule as the table of its exam alters it."""
    change = changes.get(rule.id)
    if change is None:
        return rule
    return replace(
        rule,
        low=rule.low if change.low is None else change.low,
        high=rule.high if change.high is None else change.high,
        weight=rule.weight if change.weight is None else change.weight,
        active=change.active,
        source=change.source,
    )


def _said(rule: Requirement, titles: Mapping[str, str]) -> Requirement:
    """A standard rule with its sentence, in which it has the bounds that hold."""
    skill = rule.column.removeprefix(SKILL)
    if rule.id == names.DECISION and rule.low == 1 and rule.high is None:
        return replace(rule, label=names.ONE_DECISION)
    span = _span(rule.low, rule.high)
    values = {"code": rule.column, "skill": titles.get(skill, skill), "span": span}
    return replace(rule, label=names.LABELS[rule.label].format(**values))


def _span(low: Decimal | None, high: Decimal | None) -> str:
    """Bounds in words, rounded to a tenth."""
    words = {
        name: number(round(b, 1)) for name, b in (("low", low), ("high", high)) if b is not None
    }
    if len(set(words.values())) == 1 and len(words) == 2:
        return words["low"]
    if len(words) == 2:
        return names.SPAN.format(**words)
    return (names.AT_LEAST if "low" in words else names.AT_MOST).format(**words)


def _skills(blueprint: Blueprint, skills: Mapping[str, Decimal]) -> Iterator[Requirement]:
    """A wish a hard skill."""
    for skill, share in skills.items():
        yield _target(blueprint, names.SKILL_TARGET, Measure.SHARE, 100 * share, SKILL + skill)


def _standard(blueprint: Blueprint) -> Iterator[Requirement]:
    """The rules that the keys of the blueprint stand for; their labels are the names of their sentences."""
    b = blueprint
    yield _rule(b, names.MINUTES, Measure.SUM, (b.minutes_min, b.minutes_max), column="minutes")
    yield _rule(b, names.ITEMS, Measure.SUM, (b.items_min, b.items_max))
    documents = (b.documents_min, b.documents_max)
    yield _rule(b, names.DOCUMENTS, Measure.DISTINCT, documents, column="document")
    yield _rule(b, names.SCENARIOS, Measure.DISTINCT, (1, b.scenarios_max), column="scenario")
    if b.decision_required:
        yield Requirement(
            id=names.DECISION,
            label=names.DECISION,
            measure=Measure.SUM,
            condition=DECIDES,
            written=DECIDES_WRITTEN,
            low=Decimal(1),
            source=b.source,
        )
    for target in b.targets:
        yield from _code(b, target)
    low, high = b.difficulty - b.difficulty_tolerance, b.difficulty + b.difficulty_tolerance
    yield _rule(b, names.DIFFICULTY, Measure.MEAN, (low, high), column="difficulte")
    yield _target(b, names.DIFFICULTY_TARGET, Measure.MEAN, b.difficulty, "difficulte")


def _code(blueprint: Blueprint, target: CodeTarget) -> Iterator[Requirement]:
    """The window of a code's share and its target."""
    window = (max(ZERO, target.share - target.tolerance), target.share + target.tolerance)
    yield _rule(blueprint, names.SHARE, Measure.SHARE, window, column=target.code)
    yield _target(blueprint, names.SHARE_TARGET, Measure.SHARE, target.share, target.code)


def _rule(
    blueprint: Blueprint,
    name: str,
    measure: Measure,
    bounds: tuple[int | Decimal, int | Decimal],
    column: str = "",
) -> Requirement:
    """A hard rule between two bounds."""
    low, high = (Decimal(bound) for bound in bounds)
    return Requirement(
        id=name.format(code=column),
        label=name,
        measure=measure,
        column=column,
        low=low,
        high=high,
        source=blueprint.source,
    )


def _target(
    blueprint: Blueprint, name: str, measure: Measure, wanted: Decimal, column: str
) -> Requirement:
    """A wish: as near a value as can be."""
    skill = column.removeprefix(SKILL)
    weights = {names.DIFFICULTY_TARGET: DIFFICULTY_WEIGHT, names.SKILL_TARGET: SKILL_WEIGHT}
    return Requirement(
        id=name.format(code=column, skill=skill),
        label=name,
        measure=measure,
        column=column,
        low=wanted,
        high=wanted,
        goal=Goal.SOFT,
        weight=weights.get(name, Decimal(1)),
        source=blueprint.source,
    )
