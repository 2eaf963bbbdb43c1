"""What assembly may choose from: the items of reviewed, valid scenarios, grouped by scenario."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.codes import Code
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.model.item import Item
from pipeline.model.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """How often scenarios and countries were set in earlier sessions."""

    scenarios: Mapping[str, int] = field(default_factory=dict)
    countries: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """The scenarios and items that can serve one blueprint, sorted by id."""

    scenarios: tuple[Scenario, ...]
    items: Mapping[str, tuple[Item, ...]]


def pool_for(bank: Bank, blueprint: Blueprint, day: str) -> Pool:
    """The items that answer in the blueprint's way on its codes only, of scenarios not expired on ``day`` (ISO)."""
    codes = set(blueprint.codes)
    items: dict[str, tuple[Item, ...]] = {}
    for scenario in sorted(bank.scenarios, key=lambda s: s.id):
        if scenario.review.expires < day or not bank.settings.get(scenario.id):
            continue
        chosen = tuple(
            item
            for item in sorted(scenario.items, key=lambda i: i.id)
            if item.modality is blueprint.modality and codes.issuperset(item.codes)
        )
        if chosen:
            items[scenario.id] = chosen
    return Pool(scenarios=tuple(bank.scenario(s) for s in items), items=items)


def skill_shares(bank: Bank) -> dict[Code, dict[str, Decimal]]:
    """How a code's points call on the hard skills: the criteria's weights made to sum to 1."""
    shares: dict[Code, dict[str, Decimal]] = {}
    for entry in bank.criteria.codes:
        weight = sum(w for _, w in entry.hard_skills)
        if weight:
            shares[entry.code] = {s: Decimal(w) / weight for s, w in entry.hard_skills}
    return shares


def skill_targets(bank: Bank) -> dict[str, Decimal]:
    """The wanted share of each hard skill: its value in the job sheet over the sum of all."""
    weight = sum(value for _, value in bank.profile.hard_skills)
    return {skill: Decimal(value) / weight for skill, value in bank.profile.hard_skills}
