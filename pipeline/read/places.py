"""The countries that each scenario may be set in."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.model.country import Country
from pipeline.model.scenario import Scenario, SituationType
from pipeline.read.countries import Countries
from pipeline.read.predicate import Predicate, compile_predicate
from pipeline.read.vocabulary import Vocabulary, build_vocabulary

FICTIONAL_MODE = "fictif"
REAL_MODE = "reel"


def scenario_countries(
    scenarios: Sequence[Scenario], types: Sequence[SituationType], countries: Countries
) -> Mapping[str, tuple[str, ...]]:
    """Scenario id -> codes of its countries, sorted.

    A country fits when it is eligible, of the mode of the scenario, not excluded, satisfies the
    conditions of the scenario and of its type, and has every required fact.
    """
    vocabulary = build_vocabulary(countries)
    by_type = {kind.id: kind for kind in types}
    return {
        scenario.id: tuple(_fitting(scenario, by_type.get(scenario.type), countries, vocabulary))
        for scenario in scenarios
    }


def _fitting(
    scenario: Scenario, kind: SituationType | None, countries: Countries, vocabulary: Vocabulary
) -> Iterator[str]:
    conditions = [_condition(scenario.country_rule.requires, scenario, vocabulary)]
    if kind is not None:
        conditions.append(_condition(kind.requires, kind, vocabulary))
    for code, country in sorted(countries.by_iso3.items()):
        if _may_be(scenario, country) and all(c(country, countries.by_iso3) for c in conditions):
            yield code


def _condition(text: str, owner: Scenario | SituationType, vocabulary: Vocabulary) -> Predicate:
    """A condition that reading has checked."""
    condition, faults = compile_predicate(text, owner.source, vocabulary)
    assert condition is not None, faults
    return condition


def _may_be(scenario: Scenario, country: Country) -> bool:
    rule = scenario.country_rule
    if not country.eligible or country.iso3 in rule.excluded:
        return False
    if rule.mode == REAL_MODE and country.fictional:
        return False
    if rule.mode == FICTIONAL_MODE and not country.fictional:
        return False
    return all(fact in country.traits for fact in rule.facts)
