"""What must hold of a scenario set in a country: every variant of the shipped bank, and planted faults."""

from dataclasses import replace

import pytest

from pipeline.checks import variant as checks
from pipeline.model.item import Inject, Modality, RoleSheet
from pipeline.model.texts import scenario_texts
from pipeline.read.expand import expand


@pytest.fixture(scope="module")
def variant(shipped_bank):
    scenario = shipped_bank.scenario("GEO-05-SITE-MINIER")
    return expand(shipped_bank, scenario, "GIN", "A")


def with_mention(variant, text):
    return replace(variant, content=replace(variant.content, mention=text))


def codes(faults):
    return [fault.code for fault in faults]


def found(check, bank, variant):
    return list(check(bank, variant, tuple(scenario_texts(variant.content))))


@pytest.mark.slow
def test_every_variant_of_the_shipped_bank_holds(shipped_bank):
    told = set()
    count = 0
    for scenario in shipped_bank.scenarios:
        for iso3 in shipped_bank.settings[scenario.id]:
            for number_set in scenario.number_sets:
                set_there = expand(shipped_bank, scenario, iso3, number_set)
                told |= {fault.message for fault in checks.check_variant(shipped_bank, set_there)}
                count += 1
    assert told == set()
    assert count >= 300


def test_a_sound_variant_has_no_fault(shipped_bank, variant):
    assert checks.check_variant(shipped_bank, variant) == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Le port de Iran.", 1),
        ("Un voyage à Guinée.", 1),
        ("Un voyage en Guinée.", 0),
        ("{{ v.site }}", 2),
        ("We wrote to the port of Iran for you.", 0),
        ("We wrote to the port of {{ v.site }} for you.", 1),
    ],
)
def test_faults_of_grammar_are_told_in_french_and_leftovers_everywhere(
    shipped_bank, variant, text, count
):
    faults = found(checks.texts_are_grammatical, shipped_bank, with_mention(variant, text))
    assert codes(faults) == ["SCN-040"] * count


def test_a_fault_says_where_it_is(shipped_bank, variant):
    there = with_mention(variant, "le port de Iran")
    (fault,) = found(checks.texts_are_grammatical, shipped_bank, there)
    assert fault.message == (
        "GEO-05-SITE-MINIER (Guinée, jeu A) GEO-05-SITE-MINIER : élision manquante : « de Iran »"
    )
    assert fault.source == variant.content.source


def test_a_city_with_the_name_of_its_country_has_the_forms_of_both(shipped_bank, variant):
    there = replace(
        with_mention(variant, "à Djibouti, de Djibouti"), iso3="DJI", country_name="Djibouti"
    )
    assert found(checks.texts_are_grammatical, shipped_bank, there) == []


@pytest.mark.parametrize(
    ("end", "expected"),
    [(" (2024).", []), (".", ["SCN-041"]), (". En 2024.", ["SCN-041"])],
)
def test_a_figure_has_its_year_in_the_same_sentence(shipped_bank, variant, end, expected):
    figure = next(fact.value for fact in variant.facts if fact.label == "Population")
    there = with_mention(variant, f"Ils sont {figure}{end}")
    assert codes(found(checks.figures_have_a_year, shipped_bank, there)) == expected


@pytest.mark.parametrize("digits", ["6,", "2", "1."])
def test_the_end_of_a_longer_number_is_another_figure(shipped_bank, variant, digits):
    figure = next(fact.value for fact in variant.facts if fact.label == "Population")
    there = with_mention(variant, f"Ils sont {digits}{figure}.")
    assert found(checks.figures_have_a_year, shipped_bank, there) == []


def test_a_chart_is_made_of_numbers(shipped_bank, variant):
    drawn = next(e for e in variant.content.exhibits if e.chart)
    column = drawn.chart.series[0]
    rows = tuple((*row[:column], "douze", *row[column + 1 :]) for row in drawn.rows)
    content = replace(variant.content, exhibits=(replace(drawn, rows=rows),))
    (fault,) = found(checks.charts_are_numbers, shipped_bank, replace(variant, content=content))
    assert fault.code == "SCN-042"
    assert f"la série {column} " in fault.message


def test_a_title_stays_short_with_the_longest_name(shipped_bank, variant):
    items = (replace(variant.content.items[0], title="x" * 46),)
    content = replace(variant.content, items=items)
    there = replace(variant, content=content)
    assert codes(found(checks.titles_stay_short, shipped_bank, there)) == ["SUJ-010"]


def test_what_is_expected_is_never_read_by_the_candidate(shipped_bank, variant):
    sentence = variant.content.items[0].expected[0].text
    shown = replace(
        variant, content=replace(variant.content, situation=f"Avant. {sentence} Après.")
    )
    (fault,) = found(checks.answers_stay_hidden, shipped_bank, shown)
    assert (fault.code, fault.source) == ("SUJ-026", variant.content.items[0].source)


KNOWN_TO_ONE = "La délégation peut accepter trente pour cent."
NEW_FACT = "Le navire attendu a changé de cap."


def simulation(item):
    """The item as a simulation, with one player's secret and one new fact."""
    role = RoleSheet(
        id="R1",
        title="x",
        actor="",
        mission="x",
        objectives=("x",),
        margins=("x",),
        secrets=(KNOWN_TO_ONE,),
    )
    inject = Inject(
        id="I1",
        when="+20 min",
        channel="x",
        sender="x",
        text="x",
        expected=NEW_FACT,
        codes=(),
        usage="secours",
    )
    return replace(item, modality=Modality.SIMULATION, roles=(role,), injects=(inject,))


@pytest.mark.parametrize(("text", "count"), [(KNOWN_TO_ONE, 1), (NEW_FACT, 1), ("Autre chose.", 0)])
def test_what_one_player_knows_and_what_is_told_later_are_in_no_document(
    shipped_bank, variant, text, count
):
    item = simulation(variant.content.items[0])
    shown = replace(variant.content.exhibits[0], body=f"Avant. {text} Après.")
    content = replace(variant.content, items=(item,), exhibits=(shown,))
    faults = found(checks.answers_stay_hidden, shipped_bank, replace(variant, content=content))
    assert codes(faults) == ["SUJ-026"] * count


@pytest.mark.parametrize(("width", "expected"), [(42, []), (43, ["SCN-043"])])
def test_the_longest_words_of_a_table_fit_side_by_side(shipped_bank, variant, width, expected):
    exhibit = replace(
        variant.content.exhibits[0],
        columns=("x" * 43, "un titre"),
        rows=(("un mot", "y" * width), ("un-mot", "1\u202f000")),
    )
    there = replace(variant, content=replace(variant.content, exhibits=(exhibit,)))
    assert codes(found(checks.rows_fit_the_page, shipped_bank, there)) == expected
