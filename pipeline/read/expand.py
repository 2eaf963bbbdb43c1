"""Scenario x country x number set -> variant: every tag computed, every text typeset, ready to print.

``Expander(bank, scenario)`` compiles the texts of a scenario once; calling ``expand(iso3, set)`` on
it sets them. The function ``expand`` keeps the expanders of the banks that it has seen last.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache
from types import SimpleNamespace

from jinja2 import Template, TemplateError, TemplateSyntaxError

from pipeline.diagnostics import ContentError, Source
from pipeline.model.bank import Bank
from pipeline.model.country import Country, FieldSource
from pipeline.model.scenario import FactLine, Scenario, Variant
from pipeline.model.texts import Spot, rewrite
from pipeline.read.countrywords import CountryWords
from pipeline.read.facts import country_facts, country_years, fact_lines
from pipeline.read.numbersets import DEFAULT
from pipeline.read.texts import compile_text, typed_value
from pipeline.rules import scenario as rules
from pipeline.typography import typeset_for

_EXPANDERS = 64
_OF_COUNTRY = re.compile(r"\b(?:p|f|an)\.")
_Names = dict[str, object]


class ExpansionError(ContentError):
    """A text of a scenario cannot be computed for a country and a number set."""


class Expander:
    """The compiled texts of one scenario."""

    def __init__(
        self,
        scenario: Scenario,
        countries: Mapping[str, Country],
        sources: Mapping[str, FieldSource],
    ) -> None:
        """Keep the texts: each is compiled when it is first set."""
        self._scenario = scenario
        self._countries = countries
        self._sources = sources
        self._compiled: dict[tuple[str, str], str | Template] = {}
        self._rendered: dict[tuple[object, ...], str] = {}
        self._values: dict[tuple[str, str], _Names] = {}
        self._settings: dict[str, tuple[_Names, tuple[FactLine, ...]]] = {}

    def expand(self, iso3: str, number_set: str, labels: Collection[str] | None = None) -> Variant:
        """The scenario set in one country with one number set; raises ExpansionError.

        With ``labels`` it holds only the items of these labels: an exam asks few of them.
        """
        country = self._countries[iso3]
        names, facts = self._setting(country)
        known = {**names, **self._numbers(number_set, country), "jeu": number_set}

        scenario = self._scenario
        if labels is not None:
            items = tuple(item for item in scenario.items if item.label in labels)
            scenario = replace(scenario, items=items)

        def say(text: str, spot: Spot) -> str:
            try:
                compiled = self._compile(text, spot)
                return (
                    compiled
                    if isinstance(compiled, str)
                    else self._render(text, spot, compiled, known)
                )
            except (TemplateError, TypeError, ArithmeticError) as error:
                raise self._error(text, spot.source, error, country.name, number_set) from error

        return Variant(
            scenario=self._scenario.id,
            iso3=iso3,
            number_set=number_set,
            country_name=country.name,
            content=rewrite(scenario, say),
            facts=facts,
        )

    def _render(self, text: str, spot: Spot, compiled: Template, known: _Names) -> str:
        """The typeset text; one that does not speak of the country is computed once a region."""
        if _OF_COUNTRY.search(text):
            return typeset_for(compiled.render(known), spot.language)
        key = (text, spot.language, known["jeu"], known["region"])
        if key not in self._rendered:
            self._rendered[key] = typeset_for(compiled.render(known), spot.language)
        return self._rendered[key]

    def _numbers(self, number_set: str, country: Country) -> _Names:
        """The numbers of a set and the invented names of a region, which texts read from ``v``."""
        key = number_set, country.region
        if key not in self._values:
            numbers = self._scenario.number_sets[number_set]
            values = {name: typed_value(text) for name, text in numbers.items()}
            values |= _variables(self._scenario, country)
            self._values[key] = {"v": SimpleNamespace(**values), "region": country.region}
        return self._values[key]

    def _compile(self, text: str, spot: Spot) -> str | Template:
        key = text, spot.language
        if key not in self._compiled:
            self._compiled[key] = compile_text(text, spot.language)
        return self._compiled[key]

    def _setting(self, country: Country) -> tuple[_Names, tuple[FactLine, ...]]:
        """What texts may say of a country, and its sheet; computed once a country."""
        if country.iso3 not in self._settings:
            facts = country_facts(country, self._countries, self._sources)
            years = country_years(country, self._sources)
            names: _Names = {
                "p": CountryWords(country.grammar),
                "f": SimpleNamespace(**facts),
                "an": SimpleNamespace(**years),
            }
            required = self._scenario.country_rule.facts
            lines = fact_lines(country, required, self._countries, self._sources)
            self._settings[country.iso3] = names, lines
        return self._settings[country.iso3]

    def _error(
        self, text: str, place: Source, error: Exception, country: str, number_set: str
    ) -> ExpansionError:
        fault = rules.EXPANSION.at(
            place,
            scenario=self._scenario.id,
            country=country,
            set=number_set,
            problem=_problem(error),
            text=text[:80],
        )
        return ExpansionError(fault.message, fault.hint, (fault,))


def expand(
    bank: Bank,
    scenario: Scenario,
    iso3: str,
    number_set: str,
    labels: Collection[str] | None = None,
) -> Variant:
    """The variant of a scenario in one country with one number set; raises ExpansionError.

    With ``labels`` it holds only the items of these labels.
    """
    return expander(bank, scenario).expand(iso3, number_set, labels)


def expander(bank: Bank, scenario: Scenario) -> Expander:
    """The expander of a scenario, kept between calls on the same bank."""
    return _expander(_Same(bank), scenario.id)


class _Same:
    """A bank that is equal to itself only: its mappings have no hash."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.bank is self.bank

    def __hash__(self) -> int:
        return hash(self.bank.fingerprint)


@lru_cache(maxsize=_EXPANDERS)
def _expander(same: _Same, scenario_id: str) -> Expander:
    bank = same.bank
    return Expander(bank.scenario(scenario_id), bank.countries, bank.field_sources)


def _variables(scenario: Scenario, country: Country) -> dict[str, str]:
    """The invented names, as the region of the country has them."""
    return {
        name: value if isinstance(value, str) else value.get(country.region, value[DEFAULT])
        for name, value in scenario.variables.items()
    }


def _problem(error: Exception) -> str:
    if isinstance(error, ArithmeticError):
        return rules.DIVISION_BY_ZERO
    if isinstance(error, TemplateSyntaxError):
        return rules.UNREADABLE_TAG
    if isinstance(error, TemplateError):
        return rules.MISSING_VALUE.format(reason=error.message)
    return rules.NOT_NUMBERS
