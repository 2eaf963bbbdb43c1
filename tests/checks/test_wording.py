"""What a text names that may not be there."""

from dataclasses import replace

import pytest

from pipeline.checks import wording as checks


def saying(bank, text):
    """The bank with that text as the mention of its only scenario."""
    return replace(bank, scenarios=tuple(replace(s, mention=text) for s in bank.scenarios))


def codes(faults):
    return [fault.code for fault in faults]


@pytest.mark.parametrize("check", checks.ALL, ids=lambda c: c.__name__)
def test_the_shipped_scenarios_hold(shipped_bank, check):
    assert list(check(shipped_bank)) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Voir D1.", []),
        ("Voir D98, D99 et encore D98.", ["D98", "D99"]),
        ("See D98 and the map of the port.", ["D98"]),
        ("{{ v.a if v.D98 else '' }}, la D98-2, le vol AD98.", []),
    ],
)
def test_a_document_that_is_named_exists(bank_of_one, text, names):
    found = list(checks.mentioned_documents_exist(saying(bank_of_one, text)))
    assert codes(found) == ["SCN-034"] * len(names)
    assert [f.message.split("cite ")[1].split(",")[0] for f in found] == names
    assert all(f.source == bank_of_one.scenarios[0].source for f in found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Le préfet a signé. La Sous-préfecture aussi.", ["préfet", "Sous-préfecture"]),
        ("La chefferie et le wali, puis la chefferie.", ["chefferie", "wali"]),
        ("Le préfet français de permanence a signé.", []),
        ("Le préfet de Paris a signé. Le préfet du lieu aussi.", ["préfet"]),
        ("La préférence va au gouverneur, préfigurant la suite.", []),
        ("We saw the préfet of the port with them.", []),
    ],
)
def test_an_office_of_some_countries_only_is_told(bank_of_one, text, words):
    found = list(checks.institutions_exist_everywhere(saying(bank_of_one, text)))
    assert codes(found) == ["SCN-035"] * len(words)
    assert [f.message.split(" »")[0].split("« ")[1] for f in found] == words


@pytest.mark.parametrize("settings", [{}, {"one": 1}])
def test_a_scenario_of_one_region_may_name_its_offices(bank_of_one, settings):
    bank = saying(bank_of_one, "Le préfet a signé.")
    (scenario,) = bank.scenarios
    places = bank.settings[scenario.id][:1] if settings else ()
    bank = replace(bank, settings={scenario.id: places} if places else {})
    assert codes(checks.institutions_exist_everywhere(bank)) == []
