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
        ("GUINEE", ["SCN-032"]),
        ("Guinée Bissau", ["SCN-032"]),
        ("Bamako", ["SCN-032"]),
        ({"defaut": "Kéréma", "Asie": "HANOÏ"}, ["SCN-032"]),
        ("Kéréma", []),
    ],
)
def test_invented_names_are_of_no_country_or_capital(bank_of_one, value, expected):
    bank = changed(bank_of_one, variables={"site": value})
    assert codes(checks.invented_names_are_invented(bank)) == expected


@pytest.mark.parametrize(("fictional", "expected"), [(True, ["SCN-032"]), (False, [])])
def test_an_invented_actor_has_an_invented_name(bank_of_one, fictional, expected):
    (scenario,) = bank_of_one.scenarios
    actor = replace(scenario.actors[0], name="Brésil", fictional=fictional)
    bank = changed(bank_of_one, actors=(actor,), variables={})
    assert codes(checks.invented_names_are_invented(bank)) == expected


@pytest.mark.parametrize(
    ("kind", "mode", "expected"),
    [
        ("fictif", "reel", ["SCN-036"]),
        ("fictif", "mixte", ["SCN-036"]),
        ("fictif", "fictif", []),
        ("reel", "fictif", []),
        ("reel", "reel", []),
    ],
)
def test_a_type_of_invented_countries_has_one(bank_of_one, kind, mode, expected):
    (scenario,) = bank_of_one.scenarios
    types = tuple(replace(t, mode=kind) for t in bank_of_one.types if t.id == scenario.type)
    rule = replace(scenario.country_rule, mode=mode)
    bank = replace(changed(bank_of_one, country_rule=rule), types=types)
    assert codes(checks.types_of_invented_countries(bank)) == expected


@pytest.mark.parametrize(
    ("mention", "expected"),
    [("Exercice. Tout est inventé.", []), ("Tout est inventé.", ["SCN-039"]), ("", ["SCN-039"])],
)
def test_the_mention_says_that_it_is_an_exercise(bank_of_one, mention, expected):
    assert codes(checks.mentions_say_exercise(changed(bank_of_one, mention=mention))) == expected


def test_a_name_or_a_number_that_no_text_uses_is_told(bank_of_one):
    (scenario,) = bank_of_one.scenarios
    bank = changed(
        bank_of_one,
        mention="{{ v.used + v.also }} et v.forgotten",
        variables={**scenario.variables, "used": "x", "forgotten": "y"},
        number_sets={n: {**v, "also": "1", "lost": "2"} for n, v in scenario.number_sets.items()},
    )
    found = list(checks.names_are_used(bank))
    assert codes(found) == ["SCN-037"] * 2
    assert [f.message.rpartition("v.")[2] for f in found] == ["forgotten", "lost"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Soit {{ (v.cout*2)|nombre }}.", []), ("Soit v.cout, {{ v.site }}.", ["SCN-038"])],
)
def test_an_answer_follows_from_the_numbers(bank_of_one, text, expected):
    (scenario,) = bank_of_one.scenarios
    item = scenario.items[0]
    item = replace(item, expected=tuple(replace(e, text=text) for e in item.expected))
    bank = changed(
        bank_of_one,
        items=(item,),
        variables={"site": "x"},
        number_sets={"A": {"cout": "1"}, "B": {"cout": "2"}},
    )
    assert codes(checks.answers_are_computed(bank)) == expected
