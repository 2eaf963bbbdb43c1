"""What is printed of a country: units, years, sources."""

from decimal import Decimal

import pytest

from pipeline.model.country import Trait
from pipeline.model.scenario import FactLine
from pipeline.read.countries import read_countries
from pipeline.read.facts import country_facts, country_years, fact_lines, say_trait


@pytest.fixture
def countries(mini):
    return read_countries(mini.root)[0]


def plain(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")


@pytest.mark.parametrize(
    ("value", "phrase", "said"),
    [
        ("14754785", "grandeur habitants", "14,8 millions d'habitants"),
        ("850000", "grandeur habitants", "850 000 habitants"),
        ("80397000000", "grandeur dollars", "80,4 milliards de dollars"),
        ("1500000", "grandeur personnes", "1,5 million de personnes"),
        ("4000", "nombre dollars internationaux", "4 000 dollars internationaux"),
        ("4.9", "nombre sur 10", "4,9 sur 10"),
        ("-1.7", "nombre %", "−1,7 %"),
        ("0.616", "nombre", "0,616"),
    ],
)
def test_a_number_is_said_with_its_unit(value, phrase, said):
    trait = Trait(field="x", value=Decimal(value), year=2024)
    assert plain(say_trait(trait, phrase, {})) == said


def test_lists_shares_and_countries_are_said_in_words(countries):
    facts = country_facts(countries.by_iso3["AAA"], countries.by_iso3, countries.sources)
    assert facts["ressources_fr"] == "or, fer"
    assert plain(facts["clients"]) == "Bories 40 %, Calmar 9 %"
    assert facts["voisins"] == "Bories"
    assert "sanctions" not in facts


def test_an_unknown_code_is_said_as_it_is():
    assert say_trait(Trait(field="x", value="ZZZ:3;YYY"), "parts", {}) == "ZZZ 3 %, YYY"


def test_years_are_in_parentheses_and_invented_countries_say_so(countries):
    real = country_years(countries.by_iso3["AAA"], countries.sources)
    invented = country_years(countries.by_iso3["QAA"], countries.sources)
    assert real == {"population": "(2024)", "risque": "(2025)", "clients": "(2023)"}
    assert invented == {"population": "(pays fictif)", "risque": "(pays fictif)"}


def test_the_sheet_has_dated_and_sourced_lines(countries):
    lines = fact_lines(countries.by_iso3["AAA"], ("risque",), countries.by_iso3, countries.sources)
    assert [(line.label, plain(line.value), line.year, line.source) for line in lines] == [
        ("Nom officiel", "La République d'Alba", "", "M"),
        ("Capitale", "Albe (siège : Ver)", "", "M"),
        ("Pays limitrophes", "Bories", "", "M"),
        ("Langues", "français, latin", "", "M"),
        ("Population", "14,8 millions d'habitants", "2024", "Banque"),
        ("Indice de risque", "4,9 sur 10", "2025", "JRC"),
    ]


def test_a_status_that_is_not_ordinary_is_printed(countries):
    lines = fact_lines(countries.by_iso3["DDD"], (), countries.by_iso3, countries.sources)
    assert FactLine(label="Statut", value="autre", year="", source="M") in lines


def test_the_sheet_of_an_invented_country_says_so_on_every_line(countries):
    lines = fact_lines(countries.by_iso3["QAA"], ("risque",), countries.by_iso3, countries.sources)
    assert {(line.year, line.source) for line in lines} == {("", "pays fictif")}
