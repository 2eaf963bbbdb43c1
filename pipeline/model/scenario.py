"""Scenarios: a role in a country or a crisis, a dossier, and the items asked on it."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.diagnostics import Source
from pipeline.model.item import Inject, Item
from pipeline.model.referential import BlockId

DRAFT = "brouillon"


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationType:
    """A kind of crisis or situation of the typology; ``requires`` is a predicate on country traits."""

    id: str
    family: str
    label: str
    requires: str
    mode: str
    sensitivity: int
    codes: tuple[str, ...]
    secondary_codes: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Who the candidate is, for whom, with which mandate and limits."""

    position: str
    organisation: str
    authority: str
    mandate: str
    limits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A party: what it asks, what it wants, what it can do."""

    id: str
    name: str
    nature: str
    position: str
    interests: str
    leverage: str
    fictional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of the chronology, relative to the day of the case (``J-12``)."""

    when: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSpec:
    """How a table is drawn: label column, value columns (from 0), title and unit."""

    kind: str
    categories: int
    series: tuple[int, ...]
    title: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One document of the dossier: a body, a table, or both."""

    id: str
    kind: str
    title: str
    issuer: str
    date: str
    reliability: str
    language: str
    body: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    chart: ChartSpec | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryRule:
    """Which countries a scenario may be set in; ``requires`` is a predicate, ``facts`` must exist."""

    base: str
    mode: str
    requires: str
    facts: tuple[str, ...]
    excluded: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Whether and when somebody else has read the scenario; until when it may be used (ISO dates)."""

    status: str
    date: str
    expires: str

    def allows(self, day: str) -> bool:
        """Whether an exam of that day (ISO) may use the scenario: a draft never serves, nor one that has expired."""
        return self.status != DRAFT and not (self.expires and self.expires < day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A scenario as written (texts still hold tags) or as set for one country and number set (plain texts).

    ``leftovers`` are texts that an import could not place: never printed, to be placed by the author.
    """

    id: str
    title: str
    family: str
    type: str
    related_types: tuple[str, ...]
    version: str
    licence: str
    sensitivity: int
    review: Review
    blocks: tuple[BlockId, ...]
    country_rule: CountryRule
    variables: Mapping[str, str | Mapping[str, str]]
    number_sets: Mapping[str, Mapping[str, str]]
    role: Role
    situation: str
    actors: tuple[Actor, ...]
    chronology: tuple[Event, ...]
    exhibits: tuple[Exhibit, ...]
    constraints: tuple[str, ...]
    items: tuple[Item, ...]
    injects: tuple[Inject, ...]
    mention: str
    source: Source
    leftovers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLine:
    """One printed line of the country fact sheet: formatted value, year in it or not, source of the figure."""

    label: str
    value: str
    year: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A scenario set in one country with one number set: ``content`` has plain texts, ready to print."""

    scenario: str
    iso3: str
    number_set: str
    country_name: str
    content: Scenario
    facts: tuple[FactLine, ...]
