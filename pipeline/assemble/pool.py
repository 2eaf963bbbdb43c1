"""What assembly may choose from: the items of valid scenarios, grouped by scenario."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.codes import Code
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.model.form import Setting
from pipeline.model.item import Item
from pipeline.model.scenario import Scenario
from pipeline.model.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """How much earlier sessions used scenarios, countries, and settings of scenarios (a main paper weighs 4)."""

    scenarios: Mapping[str, int] = field(default_factory=dict)
    countries: Mapping[str, int] = field(default_factory=dict)
    settings: Mapping[Setting, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """The items that can serve one blueprint and the settings of their scenarios, by scenario, sorted.

    ``banned`` are scenarios left out because every country they may be set in is excluded, ``excluded`` those that the
    session's settings leave out.
    """

    items: Mapping[str, tuple[Item, ...]]
    settings: Mapping[str, tuple[Setting, ...]]
    banned: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


def pool_for(bank: Bank, blueprint: Blueprint, session: Session, met: Collection[str] = ()) -> Pool:
    """The items that answer in the blueprint's way on its codes only, of reviewed scenarios valid on the session's day.

    ``met`` are scenarios that somebody who sits the exam has read already: they are left out too.
    """
    items: dict[str, tuple[Item, ...]] = {}
    settings: dict[str, tuple[Setting, ...]] = {}
    banned, excluded = [], []
    for scenario in sorted(bank.scenarios, key=lambda s: s.id):
        chosen = _items(scenario, blueprint)
        if not chosen or not scenario.review.allows(session.date):
            continue
        if scenario.id in (*session.excluded_scenarios, *met):
            excluded.append(scenario.id)
            continue
        places = options(bank, scenario, session.excluded_countries)
        if not places:
            banned.append(scenario.id)
            continue
        items[scenario.id] = chosen
        settings[scenario.id] = places
    return Pool(items=items, settings=settings, banned=tuple(banned), excluded=tuple(excluded))


def options(bank: Bank, scenario: Scenario, excluded: tuple[str, ...]) -> tuple[Setting, ...]:
    """The settings a scenario may have, sorted."""
    return tuple(
        Setting(scenario=scenario.id, iso3=iso3, number_set=number_set)
        for iso3 in sorted(bank.settings.get(scenario.id, ()))
        if iso3 not in excluded
        for number_set in sorted(scenario.number_sets)
    )


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


def _items(scenario: Scenario, blueprint: Blueprint) -> tuple[Item, ...]:
    """The items of a scenario that serve the blueprint, sorted by id."""
    codes = set(blueprint.codes)
    return tuple(
        item
        for item in sorted(scenario.items, key=lambda i: i.id)
        if item.serves(blueprint.format, blueprint.modality) and codes.issuperset(item.codes)
    )
