"""What must hold of the countries that scenarios may be set in."""

from collections.abc import Callable, Iterator

from pipeline.checks.scenario import folded
from pipeline.diagnostics import Diagnostic, Source
from pipeline.model.bank import Bank
from pipeline.model.country import Country
from pipeline.rules import bank as bank_rules
from pipeline.rules import country as rules

INVENTED_FILE = "scenarios/pays_fictifs.csv"
#: How many countries a scenario should have, by mode: there are few invented ones.
WANTED = {"reel": 12, "mixte": 12, "fictif": 2}


def scenarios_have_countries(bank: Bank) -> Iterator[Diagnostic]:
    """Every scenario can be set in enough countries for its papers not to be guessed."""
    for scenario in bank.scenarios:
        count = len(bank.settings.get(scenario.id, ()))
        wanted = WANTED.get(scenario.country_rule.mode, 1)
        place = scenario.country_rule.source
        if not count:
            yield rules.NO_COUNTRY.at(place, scenario=scenario.id)
        elif count < wanted:
            yield rules.FEW_COUNTRIES.at(place, scenario=scenario.id, count=count, wanted=wanted)


def base_countries_fit(bank: Bank) -> Iterator[Diagnostic]:
    """The country for which a scenario was written satisfies its own condition."""
    for scenario in bank.scenarios:
        base, settings = scenario.country_rule.base, bank.settings.get(scenario.id, ())
        if settings and base not in settings:
            place = scenario.country_rule.source
            yield rules.BASE_NOT_VALID.at(place, scenario=scenario.id, country=base)


def invented_countries_have_names_of_their_own(bank: Bank) -> Iterator[Diagnostic]:
    """Nothing that an invented country is called by is said of a real one: the two lists share no name."""
    real = {folded(n) for c in bank.countries.values() if not c.fictional for n in _names(c)}
    for country in bank.countries.values():
        for name in dict.fromkeys(_names(country)) if country.fictional else ():
            if folded(name) in real:
                yield bank_rules.SAME_NAME.at(
                    Source(path=INVENTED_FILE), country=country.iso3, name=name
                )


def _names(country: Country) -> tuple[str, ...]:
    grammar = country.grammar
    people = (grammar.inhabitant_m, grammar.inhabitant_f)
    return country.name, country.official_name, grammar.capital, *people


ALL: tuple[Callable[[Bank], Iterator[Diagnostic]], ...] = (
    scenarios_have_countries,
    base_countries_fit,
    invented_countries_have_names_of_their_own,
)
