"""Countries: dated traits with their source, and the French grammar of their names."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.diagnostics import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSource:
    """Where the values of one column come from, under which licence, as of when.

    ``year_field`` is the column that dates it, ``phrase`` how a text says it (« grandeur habitants »;
    empty: never printed), ``credit`` the short mention of the source printed beside a figure.
    """

    field: str
    label: str
    unit: str
    source: str
    licence: str
    as_of: str
    note: str
    year_field: str = ""
    phrase: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """One value of a country: a number or a text; ``year`` is 0 when the value has no date (a coastline).

    ``source`` is the source of this very value when it is not that of its column.
    """

    field: str
    value: Decimal | str
    year: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """A newer figure of one country, with its year and source; ``place`` is its line."""

    iso3: str
    trait: Trait
    place: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """How French speaks of a country: le Mali, au Mali, du Mali, malien."""

    name: str
    with_article: str
    in_country: str
    of_country: str
    of_short: str
    to_country: str
    adjective_ms: str
    adjective_fs: str
    adjective_mp: str
    adjective_fp: str
    inhabitant_m: str
    inhabitant_f: str
    feminine: bool
    plural: bool
    capital: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A real or invented country; a trait that is missing is not in ``traits``."""

    iso3: str
    name: str
    official_name: str
    status: str
    fictional: bool
    eligible: bool
    reason: str
    region: str
    subregion: str
    traits: Mapping[str, Trait]
    grammar: Grammar

    def value(self, field: str) -> Decimal | str | None:
        """The value of a trait, ``None`` when it is missing."""
        trait = self.traits.get(field)
        return trait.value if trait else None
