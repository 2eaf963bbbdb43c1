"""What must hold of the countries of scenarios."""

from dataclasses import replace

import pytest

from pipeline.checks import country as checks


def codes(faults):
    return [fault.code for fault in faults]


@pytest.mark.parametrize("check", checks.ALL, ids=lambda c: c.__name__)
def test_the_shipped_scenarios_hold(shipped_bank, check):
    assert list(check(shipped_bank)) == []


@pytest.mark.parametrize(
    ("mode", "count", "expected"),
    [
        ("reel", 0, ["PAY-031"]),
        ("reel", 11, ["PAY-030"]),
        ("reel", 12, []),
        ("fictif", 1, ["PAY-030"]),
        ("fictif", 2, []),
    ],
)
def test_a_scenario_has_enough_countries(bank_of_one, mode, count, expected):
    (scenario,) = bank_of_one.scenarios
    rule = replace(scenario.country_rule, mode=mode)
    bank = replace(
        bank_of_one,
        scenarios=(replace(scenario, country_rule=rule),),
        settings={scenario.id: tuple(f"A{n:02}" for n in range(count))},
    )
    assert codes(checks.scenarios_have_countries(bank)) == expected


def test_the_base_country_fits_its_own_condition(bank_of_one):
    (scenario,) = bank_of_one.scenarios
    bank = replace(bank_of_one, settings={scenario.id: ("ZZZ",)})
    assert codes(checks.base_countries_fit(bank)) == ["PAY-032"]
    assert codes(checks.base_countries_fit(replace(bank, settings={}))) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"capital": "BAMAKO"}, ["BNQ-005"]),
        ({"inhabitant_f": "Guinéenne"}, ["BNQ-005"]),
        ({"capital": "Lima", "inhabitant_m": "Malien"}, ["BNQ-005", "BNQ-005"]),
    ],
)
def test_an_invented_country_has_names_of_its_own(shipped_bank, changes, expected):
    invented = next(c for c in shipped_bank.countries.values() if c.fictional)
    country = replace(invented, grammar=replace(invented.grammar, **changes))
    bank = replace(shipped_bank, countries={**shipped_bank.countries, country.iso3: country})
    found = list(checks.invented_countries_have_names_of_their_own(bank))
    assert codes(found) == expected
    assert all(country.iso3 in fault.message for fault in found)
