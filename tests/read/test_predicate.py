"""Conditions on countries: what holds, what missing data does, what is refused."""

import pytest

from pipeline.diagnostics import Source
from pipeline.read.countries import read_countries
from pipeline.read.predicate import compile_predicate
from pipeline.read.vocabulary import build_vocabulary, list_values, neighbours

HERE = Source(path="f.yaml", line=3)


@pytest.fixture
def countries(mini):
    return read_countries(mini.root)[0]


def fitting(text, countries):
    condition, faults = compile_predicate(text, HERE, build_vocabulary(countries))
    assert faults == ()
    return "".join(
        code[0] for code, c in countries.by_iso3.items() if condition(c, countries.by_iso3)
    )


def faults(text, countries):
    condition, told = compile_predicate(text, HERE, build_vocabulary(countries))
    assert condition is None
    assert all(f.source == HERE for f in told)
    return [f.code for f in told]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("population >= 1000000", "ACQ"),
        ("population > 1000 and not region('Afrique')", "AB"),
        ("membre('UE') or ressource('or')", "AQ"),
        ("ressource('fer') and region('Nord')", "A"),
        ("langue('anglais')", "B"),
        ("espace('Sahel') or verrou('Canal')", "BQ"),
        ("vrai('sanctions')", "B"),
        ("renseigne('risque')", "ABDQ"),
        ("n_voisins >= 2", "B"),
        ("voisin('risque >= 5')", "AC"),
        ("voisin('membre(\"UE\")')", "B"),
        ("risque / population * 1000000 > 1", "BD"),
        ("region_fr in ('Asie', 'Europe')", "AD"),
        ("risque * 0.1 >= 0.7", "B"),
        ("(risque + 0.1) // 1 == 5", "A"),
        ("risque % 2 > 0.95 and -risque < -3", "B"),
    ],
)
def test_a_condition_chooses_countries(countries, text, codes):
    assert fitting(text, countries) == codes


@pytest.mark.parametrize(
    "text",
    [
        "littoral_km >= 0",
        "not littoral_km >= 0",
        "littoral_km < 1 or population > 0",
        "not vrai('sanctions')",
        "littoral_km > population / 0",
        "nom_fr * 3 == 1",
    ],
)
def test_missing_data_and_nonsense_make_a_condition_false_and_never_an_error(countries, text):
    assert "C" not in fitting(text, countries)


def test_an_answer_that_needs_no_missing_data_is_given(countries):
    assert "C" in fitting("population > 0 or littoral_km > 0", countries)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not",
        "population >",
        "population.real > 1",
        "[1, 2][0]",
        "population ** 9",
        "population | upper",
        "population ~ 'a'",
        "1 if population else 2",
        "population == 1.5",
        "none == 1",
        "().__class__",
        "1) }}{{ (2",
        "membre(UE)",
        "membre('UE', 'ONU')",
        "membre()",
        "membre(**{})",
        "{'a': 1}",
        "population is defined",
        "lambda: 1",
    ],
)
def test_what_is_no_plain_condition_is_refused(countries, text):
    assert "PAY-020" in faults(text, countries)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("populatoin > 3", "valeurs proches : population"),
        ("membr('UE')", "valeurs proches : membre"),
        ("membre('EU')", "valeurs proches : UE"),
        ("renseigne('riske')", "valeurs proches : risque"),
        ("voisin('riske > 3')", "valeurs proches : risque"),
        ("range(3)", None),
        ("espace('sahel')", "valeurs proches : Sahel"),
    ],
)
def test_an_unknown_name_is_told_with_its_neighbours(countries, text, hint):
    _, told = compile_predicate(text, HERE, build_vocabulary(countries))
    assert [f.code for f in told] == ["PAY-021"]
    assert hint is None or told[0].hint == hint


def test_lists_are_read_with_and_without_their_remarks(countries):
    bories = countries.by_iso3["BBB"]
    assert list_values(bories, ("langues_officielles_fr",)) == {"anglais (de fait)", "anglais"}
    assert neighbours(bories) == ("AAA", "CCC")
    assert neighbours(countries.by_iso3["QAA"]) == ()


def test_the_vocabulary_knows_what_is_printed_and_dated(countries):
    vocabulary = build_vocabulary(countries)
    assert {"population", "littoral_km"} <= vocabulary.printable
    assert "sanctions" not in vocabulary.printable
    assert vocabulary.dated == {"population", "risque", "clients"}
    assert vocabulary.values["ressource"] == {"or", "fer", "cuivre"}
