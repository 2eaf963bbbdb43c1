"""A scenario set in a country with a number set: plain texts, typeset, ready to print."""

from dataclasses import replace

import pytest

from pipeline.read.countries import read_countries
from pipeline.read.expand import Expander, ExpansionError
from pipeline.read.scenarios import read_scenarios


@pytest.fixture
def expand(mini):
    countries, _ = read_countries(mini.root)
    (scenario,), _ = read_scenarios(mini.root, mini.codes)
    return Expander(scenario, countries.by_iso3, countries.sources).expand


def plain(text):
    return text.replace("\u202f", "~").replace("\u00a0", "_")


def test_a_variant_says_what_it_is(expand):
    variant = expand("AAA", "A")
    assert (variant.scenario, variant.iso3, variant.number_set, variant.country_name) == (
        "GEO-01-MINE",
        "AAA",
        "A",
        "Alba",
    )
    assert [fact.label for fact in variant.facts][-2:] == ["Population", "Indice de risque"]


def test_texts_agree_with_their_country(expand):
    one, many = expand("AAA", "A").content.situation, expand("BBB", "A").content.situation
    assert (
        plain(one)
        == "L’Alba compte 14,8_millions d’habitants (2024).\nLe risque y est de 4,9 sur 10 (2025)."
    )
    assert (
        plain(many)
        == "Les Bories comptent 850~000_habitants (2023).\nLe risque y est de 7 sur 10 (2025)."
    )
    assert (
        plain(expand("BBB", "A").content.items[0].instruction) == "Calculez, aux Bories, la part."
    )


def test_an_invented_country_says_so(expand):
    assert "17,4_millions d’habitants (pays fictif)" in plain(expand("QAA", "A").content.situation)


def test_names_follow_the_region(expand):
    titles = [expand(code, "A").content.title for code in ("AAA", "BBB", "QAA")]
    assert titles == ["Kéréma, crise", "Adobe, crise", "Kéréma, crise"]
    issuers = [expand(code, "A").content.exhibits[0].issuer for code in ("AAA", "BBB")]
    assert issuers == ["Site de Kéréma", "Site d’Adobe"]


def test_figures_follow_the_number_set(expand):
    first, second = (expand("AAA", name).content for name in ("A", "B"))
    assert [plain(c.items[0].expected[0].text) for c in (first, second)] == ["4~625_t", "8~400_t"]
    assert [c.exhibits[0].rows[0][1] for c in (first, second)] == ["1850", "2400"]
    assert [plain(c.chronology[0].text) for c in (first, second)] == [
        "Alerte à 14_h_30.",
        "Alerte à 15_h_00.",
    ]


def test_relative_dates_are_typeset(expand):
    content = expand("AAA", "A").content
    assert [plain(content.chronology[0].when), plain(content.exhibits[0].date)] == [
        "J~–~12",
        "J~–~1",
    ]


def test_an_english_document_is_typeset_in_english(expand):
    assert expand("AAA", "A").content.exhibits[1].body == "It’s 1,850 tonnes: “a lot”; really?"


def test_ids_codes_and_points_are_untouched(expand, mini):
    (scenario,), _ = read_scenarios(mini.root, mini.codes)
    content = expand("AAA", "A").content
    assert [i.id for i in content.items] == [i.id for i in scenario.items]
    assert [e.points for i in content.items for e in i.expected] == [
        e.points for i in scenario.items for e in i.expected
    ]
    assert content.number_sets == scenario.number_sets


def test_the_same_variant_is_the_same_twice(expand):
    assert expand("AAA", "A") == expand("AAA", "A")


def damaged(mini, **changes):
    countries, _ = read_countries(mini.root)
    (scenario,), _ = read_scenarios(mini.root, mini.codes)
    return Expander(replace(scenario, **changes), countries.by_iso3, countries.sources)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{{ v.tonnes / 0 }}", "division par zéro"),
        ("{{ v.heure * 2 }}", "calcul sur un texte"),
        ("{{ f.risque }}", "une valeur manque"),
    ],
)
def test_a_text_that_cannot_be_computed_is_an_error_with_its_place(mini, text, problem):
    expander = damaged(mini, situation=text)
    with pytest.raises(ExpansionError) as raised:
        expander.expand("CCC", "A")
    (fault,) = raised.value.diagnostics
    assert (fault.code, fault.source.path) == ("SCN-016", "scenarios/geo/mine.yaml")
    assert "GEO-01-MINE (Calmar, jeu A)" in fault.message
    assert problem in fault.message


def test_a_hostile_text_is_refused_when_it_is_set(mini):
    expander = damaged(mini, situation="{% for a in v %}{% endfor %}")
    with pytest.raises(ExpansionError):
        expander.expand("CCC", "A")


def test_only_the_items_that_are_asked_are_set(mini):
    expander = damaged(mini, situation="Calme.")
    whole = expander.expand("CCC", "A").content
    labels = [item.label for item in whole.items][:1]
    part = expander.expand("CCC", "A", labels).content
    assert part.items == whole.items[:1]
    assert (part.exhibits, part.actors) == (whole.exhibits, whole.actors)
    assert expander.expand("CCC", "A", ()).content.items == ()
