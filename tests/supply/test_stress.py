"""A scenario in all its variants."""

from dataclasses import replace

from pipeline.supply.measure import Measure, Measured
from pipeline.supply.stress import Place, spreads, stress_scenario, warnings

WORDS = Measured(kind=Measure.WORDS)


def place(iso3):
    return Place(iso3=iso3, number_set="A")


def with_expected(bank, text):
    scenario = bank.scenario("GEO-01-PONT")
    first, *others = scenario.items
    element = replace(first.expected[0], text=text)
    changed = replace(scenario, items=(replace(first, expected=(element,)), *others))
    others = tuple(s for s in bank.scenarios if s.id != scenario.id)
    return replace(bank, scenarios=(changed, *others), fingerprint=text), changed


def test_a_spread_has_its_ends_its_middle_and_where_they_are():
    (found,) = spreads({place("X"): {WORDS: 5}, place("Y"): {WORDS: 9}, place("Z"): {WORDS: 5}})
    assert (found.low, found.middle, found.high) == (5, 5, 9)
    assert (found.low_at, found.high_at) == (place("X"), place("Y"))


def test_nothing_measured_has_no_spread():
    assert spreads({}) == ()


def test_a_sound_scenario_has_no_warning(mini_bank):
    scenario = mini_bank.scenario("GEO-01-PONT")
    found = stress_scenario(mini_bank, scenario)
    assert (found.variants, found.alerts, len(found.refusals)) == (8, (), 3)
    assert list(warnings(found, scenario)) == []
    assert found.longest(Measure.TITLE).measured.owner == "O1"
    assert found.longest(Measure.TITLE).high == len("Les enjeux de la fermeture")


def test_a_variant_that_cannot_be_computed_is_an_alert_and_the_others_go_on(mini_bank):
    bank, scenario = with_expected(mini_bank, "{{ v.camions/(v.retard-4) }} camions")
    found = stress_scenario(bank, scenario)
    assert (found.variants, [a.code for a in found.alerts], found.alert_count) == (
        4,
        ["SCN-016"],
        4,
    )


def test_sets_far_apart_are_told(mini_bank):
    bank, scenario = with_expected(mini_bank, "{{ (v.retard-3)*(v.retard-3)*v.camions }}")
    (told,) = warnings(stress_scenario(bank, scenario), scenario)
    assert (told.code, told.message) == (
        "AUT-004",
        "T1a : la réponse calculée varie de plus de 3 fois d'un jeu à l'autre (120 / 600)",
    )


def test_a_negative_answer_is_told_and_a_word_is_not(mini_bank):
    bank, scenario = with_expected(
        mini_bank, "{{ v.retard-9 }} {{ 'oui' if jeu == 'A' else 'non' }}"
    )
    told = [d.message for d in warnings(stress_scenario(bank, scenario), scenario)]
    assert told == [
        "T1a : la réponse calculée vaut \u22125 dans le jeu A",
        "T1a : la réponse calculée vaut \u22124 dans le jeu B",
    ]


def test_a_tight_table_is_told_with_its_worst_variant(mini_bank):
    scenario = mini_bank.scenario("GEO-01-PONT")
    wide = replace(scenario.exhibits[0], columns=("x" * 60, "y" * 60))
    changed = replace(scenario, exhibits=(wide, *scenario.exhibits[1:]))
    others = tuple(s for s in mini_bank.scenarios if s.id != scenario.id)
    bank = replace(mini_bank, scenarios=(changed, *others), fingerprint="wide")
    (told,) = warnings(stress_scenario(bank, changed), changed)
    assert told.code == "AUT-005"
    assert told.source == scenario.exhibits[0].source
