"""What must hold of the figures that scenarios print, on a given day."""

from dataclasses import replace

import pytest

from pipeline.checks import facts as checks

DAY = "2026-11-22"


@pytest.fixture
def bank(bank_of_one):
    """One scenario that requires one dated figure and one that has no date."""
    (scenario,) = bank_of_one.scenarios
    rule = replace(scenario.country_rule, facts=("population", "capitale_fr"))
    return replace(bank_of_one, scenarios=(replace(scenario, country_rule=rule),))


def aged(bank, year, count):
    """The bank with the population of the first countries of its scenario in that year."""
    countries = dict(bank.countries)
    for iso3 in bank.settings[bank.scenarios[0].id][:count]:
        old = replace(countries[iso3].traits["population"], year=year)
        traits = {**countries[iso3].traits, "population": old}
        countries[iso3] = replace(countries[iso3], traits=traits)
    return replace(bank, countries=countries)


def sourced(bank, as_of):
    source = replace(bank.field_sources["population"], as_of=as_of)
    return replace(bank, field_sources={**bank.field_sources, "population": source})


def codes(faults):
    return [fault.code for fault in faults]


@pytest.mark.parametrize("check", checks.DATED, ids=lambda c: c.__name__)
def test_the_shipped_figures_are_recent(shipped_bank, check):
    assert list(check(shipped_bank, DAY)) == []


@pytest.mark.parametrize(("year", "expected"), [(2020, []), (2019, ["BNQ-003"]), (0, [])])
def test_a_figure_grows_old(bank, year, expected):
    assert codes(checks.facts_are_recent(aged(bank, year, 1), DAY)) == expected


def test_the_countries_of_old_figures_are_told_five_at_most(bank):
    places = bank.settings[bank.scenarios[0].id]
    (fault,) = checks.facts_are_recent(aged(bank, 2015, 5), DAY)
    assert f"({', '.join(f'{iso3} 2015' for iso3 in places[:5])})" in fault.message
    (fault,) = checks.facts_are_recent(aged(bank, 2015, 7), DAY)
    assert fault.message.endswith(f"{places[4]} 2015, et 2 de plus)")
    assert "« population »" in fault.message


def test_a_country_where_nothing_is_set_may_have_old_figures(bank):
    bank = replace(aged(bank, 2015, 3), settings={bank.scenarios[0].id: ()})
    assert codes(checks.facts_are_recent(bank, DAY)) == []


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2026-01-31", []),
        ("commit 8662a8b1 ; mise à jour 2020-01-22", []),
        ("commit 20198662 ; année 2019", ["BNQ-004"]),
        ("2018 2nd edition, 31/03/2018", ["BNQ-004"]),
        ("année 2018, publiée en 2021", []),
        ("version installée", []),
        ("", []),
    ],
)
def test_a_source_grows_old(bank, as_of, expected):
    assert codes(checks.sources_are_recent(sourced(bank, as_of), DAY)) == expected
