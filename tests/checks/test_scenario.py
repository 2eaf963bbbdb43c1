"""What must hold of scenarios, whatever the country."""

from dataclasses import replace

import pytest

from pipeline.checks import scenario as checks
from pipeline.model.item import Modality
from pipeline.model.scenario import Review


def changed(bank, **changes):
    return replace(bank, scenarios=tuple(replace(s, **changes) for s in bank.scenarios))


def codes(faults):
    return [fault.code for fault in faults]


@pytest.mark.parametrize("check", checks.ALL, ids=lambda c: c.__name__)
def test_the_shipped_scenarios_hold(shipped_bank, check):
    assert list(check(shipped_bank)) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"family": "XXX"}, ["SCN-020", "SCN-022"]),
        ({"type": "APP-99"}, ["SCN-021"]),
        ({"related_types": ("APP-99",)}, ["SCN-021"]),
        ({"type": "ECO-01"}, ["SCN-022"]),
    ],
)
def test_families_and_types_are_of_the_typology(bank_of_one, changes, expected):
    found = list(checks.families_and_types_are_known(changed(bank_of_one, **changes)))
    assert codes(found) == expected
    assert "APP-01" in found[0].hint or found[0].code != "SCN-021"


@pytest.mark.parametrize(
    "review",
    [
        Review(status="brouillon", date="", expires="2029-12-31"),
        Review(status="relu", date="", expires="2029-12-31"),
        Review(status="", date="", expires="2029-12-31"),
    ],
)
def test_a_scenario_that_nobody_has_read_is_told(bank_of_one, review):
    assert codes(checks.scenarios_are_reviewed(changed(bank_of_one, review=review))) == ["SCN-023"]


def test_a_scenario_expires_the_day_after_its_date(bank_of_one):
    bank = changed(
        bank_of_one, review=Review(status="relu", date="2026-11-22", expires="2027-01-01")
    )
    assert codes(checks.scenarios_are_fresh(bank, "2027-01-01")) == []
    assert codes(checks.scenarios_are_fresh(bank, "2027-01-02")) == ["SCN-024"]


def test_what_is_most_sensitive_needs_an_invented_country(bank_of_one):
    (scenario,) = bank_of_one.scenarios
    rule = replace(scenario.country_rule, mode="fictif")
    sensitive = changed(bank_of_one, sensitivity=3)
    assert codes(checks.sensitive_scenarios_are_invented(sensitive)) == ["SCN-025"]
    invented = changed(bank_of_one, sensitivity=3, country_rule=rule)
    assert codes(checks.sensitive_scenarios_are_invented(invented)) == []


def test_a_document_that_serves_nothing_is_told(bank_of_one):
    (scenario,) = bank_of_one.scenarios
    items = tuple(replace(i, documents=("D1",)) for i in scenario.items)
    found = list(checks.documents_are_used(changed(bank_of_one, items=items)))
    assert codes(found) == ["SCN-026"] * (len(scenario.exhibits) - 1)
    assert found[0].source == scenario.exhibits[1].source


def test_a_written_item_asks_for_a_decision(bank_of_one):
    (scenario,) = bank_of_one.scenarios
    items = tuple(replace(i, decision=i.modality is Modality.ORAL) for i in scenario.items)
    assert codes(checks.decisions_are_asked(changed(bank_of_one, items=items))) == ["SCN-027"]
    orals = tuple(i for i in items if i.modality is Modality.ORAL)
    assert codes(checks.decisions_are_asked(changed(bank_of_one, items=orals))) == []


def exhibit(bank, **changes):
    (scenario,) = bank.scenarios
    return changed(bank, exhibits=(replace(scenario.exhibits[0], **changes),))


@pytest.mark.parametrize(("count", "expected"), [(7, []), (8, ["SCN-028"])])
def test_a_table_has_seven_columns_at_most(bank_of_one, count, expected):
    assert (
        codes(checks.tables_fit_the_page(exhibit(bank_of_one, columns=("c",) * count))) == expected
    )


@pytest.mark.parametrize(("count", "expected"), [(300, []), (301, ["SCN-029"])])
def test_a_document_is_short(bank_of_one, count, expected):
    assert codes(checks.documents_are_short(exhibit(bank_of_one, body="mot " * count))) == expected


def test_a_dossier_has_a_chart(bank_of_one):
    assert codes(checks.dossiers_have_a_chart(exhibit(bank_of_one, chart=None))) == ["SCN-030"]


def test_number_sets_differ(bank_of_one):
    same = changed(bank_of_one, number_sets={"A": {"x": "1"}, "B": {"x": "1"}, "C": {"x": "2"}})
    assert codes(checks.number_sets_differ(same)) == ["SCN-031"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("guinée", ["SCN-032"]),
        ("Bamako", ["SCN-032"]),
        ({"defaut": "Kéréma", "Asie": "HANOÏ"}, ["SCN-032"]),
        ("Kéréma", []),
    ],
)
def test_invented_names_are_of_no_country_or_capital(bank_of_one, value, expected):
    bank = changed(bank_of_one, variables={"site": value})
    assert codes(checks.invented_names_are_invented(bank)) == expected
