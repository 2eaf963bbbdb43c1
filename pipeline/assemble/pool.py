"""What assembly may choose from: the items of valid scenarios, grouped by scenario."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.codes import Code
from pipeline.model.bank import Bank
from pipeline.model.blueprint import DRAWN, Blueprint
from pipeline.model.form import Setting
from pipeline.model.item import Item
from pipeline.model.scenario import Scenario
from pipeline.model.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """How much earlier sessions used scenarios, countries, and settings of scenarios (a main paper weighs 4).

    ``items`` says in how many sessions each item served. ``near`` are the scenarios of main papers by distance: of the
    sessions just before and just after this one, then of those next to them, and so on.
    """

    scenarios: Mapping[str, int] = field(default_factory=dict)
    countries: Mapping[str, int] = field(default_factory=dict)
    settings: Mapping[Setting, int] = field(default_factory=dict)
    items: Mapping[str, int] = field(default_factory=dict)
    near: tuple[frozenset[str], ...] = ()


UNUSED = Exposure()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """The items that can serve one blueprint and the settings of their scenarios, by scenario, sorted.

    The rest is what was left out though it would serve, sorted: ``banned`` are scenarios of which every country is
    excluded, ``excluded`` those that the session's settings leave out or somebody has met, ``resting`` those that a
    main paper used too few sessions ago; ``worn`` are items that served in as many sessions as they may, ``forbidden``
    the scenarios and items that the coordinator forbids.
    """

    items: Mapping[str, tuple[Item, ...]]
    settings: Mapping[str, tuple[Setting, ...]]
    banned: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    resting: tuple[str, ...] = ()
    worn: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


def pool_for(
    bank: Bank,
    blueprint: Blueprint,
    session: Session,
    met: Collection[str] = (),
    exposure: Exposure = UNUSED,
) -> Pool:
    """The items that answer in the blueprint's way on its codes only, of reviewed scenarios valid on the session's day.

    ``met`` are scenarios that somebody who sits the exam has read already: they are left out too.
    """
    usable = [s for s in bank.scenarios if s.review.allows(session.date)]
    serving = {s.id: _items(s, blueprint) for s in sorted(usable, key=lambda s: s.id)}
    places = {s.id: options(bank, s, session.excluded_countries) for s in usable}
    forbidden = set(session.choices.forbidden)
    closed = {
        "excluded": {*session.excluded_scenarios, *met},
        "forbidden": forbidden,
        "resting": _resting(blueprint, exposure),
        "banned": {scenario for scenario, settings in places.items() if not settings},
    }
    left: dict[str, list[str]] = {name: [] for name in (*closed, "worn")}
    items: dict[str, tuple[Item, ...]] = {}
    for scenario, chosen in serving.items():
        reason = next((name for name, ids in closed.items() if scenario in ids), "")
        if reason and chosen:
            left[reason].append(scenario)
        if reason:
            continue
        worn = [i.id for i in chosen if _is_worn(i, blueprint, exposure)]
        left["worn"] += worn
        left["forbidden"] += [i.id for i in chosen if i.id in forbidden]
        kept = tuple(i for i in chosen if i.id not in forbidden.union(worn))
        if kept:
            items[scenario] = kept
    return Pool(
        items=items,
        settings={scenario: places[scenario] for scenario in items},
        **{name: tuple(sorted(ids)) for name, ids in left.items()},
    )


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
        if item.serves(blueprint.format, blueprint.modality)
        and codes.issuperset(item.codes)
        and blueprint.seats(item)
    )


def _resting(blueprint: Blueprint, exposure: Exposure) -> frozenset[str]:
    """The scenarios that main papers may not use yet; tickets may."""
    if blueprint.kind in DRAWN:
        return frozenset()
    return frozenset().union(*exposure.near[: blueprint.rest])


def _is_worn(item: Item, blueprint: Blueprint, exposure: Exposure) -> bool:
    """Whether an item has served in as many sessions as it may."""
    return 0 < blueprint.session_uses <= exposure.items.get(item.id, 0)
