"""The bank: everything that a workspace offers to assembly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.model.blueprint import Blueprint
from pipeline.model.country import Country, FieldSource
from pipeline.model.criteria import Criteria
from pipeline.model.profile import Profile
from pipeline.model.referential import Referential
from pipeline.model.scenario import Scenario, SituationType


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """``regles.yaml`` as read: dotted key -> text, number or tuple; frozen and fingerprinted for a session.

    ``origins`` says where the default of each rule comes from: source, exemple or proposition.
    """

    values: Mapping[str, str | Decimal | bool | tuple[str, ...] | None]
    fingerprint: str
    origins: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """The content of a workspace; ``settings`` maps a scenario to the countries it may be set in, sorted.

    ``equivalences`` maps a block of an earlier edition, « edition/block », to the blocks that it stands for.
    """

    referential: Referential
    criteria: Criteria
    profile: Profile
    rules: RuleSet
    blueprints: tuple[Blueprint, ...]
    countries: Mapping[str, Country]
    field_sources: Mapping[str, FieldSource]
    families: Mapping[str, str]
    types: tuple[SituationType, ...]
    scenarios: tuple[Scenario, ...]
    settings: Mapping[str, tuple[str, ...]]
    fingerprint: str
    equivalences: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def blueprint(self, blueprint_id: str) -> Blueprint:
        """The blueprint of that id; KeyError when there is none."""
        return {b.id: b for b in self.blueprints}[blueprint_id]

    def scenario(self, scenario_id: str) -> Scenario:
        """The scenario of that id; KeyError when there is none."""
        return {s.id: s for s in self.scenarios}[scenario_id]
