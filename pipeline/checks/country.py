"""What must hold of the countries that scenarios may be set in."""

from collections.abc import Callable, Iterator

from pipeline.diagnostics import Diagnostic
from pipeline.model.bank import Bank
from pipeline.rules import country as rules

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


ALL: tuple[Callable[[Bank], Iterator[Diagnostic]], ...] = (
    scenarios_have_countries,
    base_countries_fit,
)
