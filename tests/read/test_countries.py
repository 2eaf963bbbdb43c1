"""Countries: every printed figure is dated and sourced, every name has its grammar."""

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.model.country import Trait
from pipeline.read.countries import read_countries

ROOT = Path(__file__).resolve().parents[2]


def faults(mini):
    countries, told = read_countries(mini.root)
    assert countries is None
    return [(f.code, f.source.path.removeprefix("scenarios/"), f.source.line) for f in told]


def test_a_country_has_its_traits_with_their_year(mini):
    countries, told = read_countries(mini.root)
    assert told == ()
    alba = countries.by_iso3["AAA"]
    assert alba.traits["population"] == Trait(
        field="population", value=Decimal(14754785), year=2024
    )
    assert alba.traits["littoral_km"] == Trait(field="littoral_km", value=Decimal(120))
    assert alba.traits["ressources_fr"].value == "or ; fer"
    assert (alba.name, alba.region, alba.eligible, alba.fictional) == (
        "Alba",
        "Europe",
        True,
        False,
    )
    assert "risque" not in countries.by_iso3["CCC"].traits
    assert countries.by_iso3["CCC"].value("risque") is None
    assert countries.by_iso3["DDD"].reason == "pas étudié"


def test_an_invented_country_has_no_year(mini):
    countries, _ = read_countries(mini.root)
    aramie = countries.by_iso3["QAA"]
    assert aramie.fictional
    assert aramie.traits["population"].year == 0


def test_sources_say_how_a_column_is_dated_and_printed(mini):
    countries, _ = read_countries(mini.root)
    source = countries.sources["population"]
    assert (source.year_field, source.phrase, source.credit) == (
        "population_annee",
        "grandeur habitants",
        "Banque",
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("pays.csv", "14754785,2024", "14754785,", ("PAY-001", "pays.csv", 2)),
        (
            "pays_sources.csv",
            "littoral_km,littoral,km,,nombre km,M,S,L,2026,\n",
            "",
            ("PAY-002", "pays_sources.csv", 2),
        ),
        ("pays.csv", "14754785,2024", "14754785,vers 2024", ("PAY-003", "pays.csv", 2)),
        ("pays.csv", "14754785,2024", "quatorze,2024", ("PAY-006", "pays.csv", 2)),
        ("pays_fictifs.csv", "17400000,,", "17400000,2024,", ("PAY-007", "pays_fictifs.csv", 2)),
        ("pays.csv", "Ouest,BBB,", "Ouest,ZZZ,", ("PAY-008", "pays.csv", 4)),
        ("grammaire.csv", "de l'Alba,d'Alba", ",d'Alba", ("PAY-009", "grammaire.csv", 2)),
        ("pays_sources.csv", "parts,M,S,L", "parts,M,,L", ("PAY-010", "pays_sources.csv", 20)),
        (
            "pays_sources.csv",
            "clients_annee,parts",
            "clients_an,parts",
            ("PAY-010", "pays_sources.csv", 20),
        ),
        (
            "pays_sources.csv",
            "clients_annee,parts",
            "clients_annee,camembert",
            ("PAY-010", "pays_sources.csv", 20),
        ),
    ],
)
def test_a_fault_is_told_with_its_line(mini, name, old, new, told):
    mini.change(name, old, new)
    assert told in faults(mini)


def test_the_missing_year_is_told_with_the_name_of_its_column(mini):
    mini.change("pays.csv", "4.9,2025", "4.9,")
    _, told = read_countries(mini.root)
    assert [(f.message, f.hint) for f in told] == [
        (
            "Alba : la valeur de « risque » n'a pas d'année",
            "remplissez « risque_annee » ou videz la valeur",
        )
    ]


def test_a_country_without_grammar_and_a_grammar_without_country_are_told(mini):
    mini.change("grammaire.csv", "DDD,Dorin", "EEE,Dorin")
    assert faults(mini) == [
        ("PAY-005", "pays.csv", 5),
        ("PAY-011", "grammaire.csv", 5),
    ]


def test_a_code_is_three_letters_and_is_given_once(mini):
    mini.change("pays_fictifs.csv", "QAA,", "AAA,")
    mini.change("pays_fictifs_grammaire.csv", "QAA,", "AAA,")
    assert faults(mini) == [("PAY-004", "pays_fictifs.csv", 2)]
    mini.change("pays.csv", "DDD,", "Dd,")
    mini.change("grammaire.csv", "DDD,", "Dd,")
    assert ("PAY-004", "pays.csv", 5) in faults(mini)


def test_a_missing_column_is_told(mini):
    mini.change("pays.csv", "bilite,region_fr", "bilite,continent")
    assert ("LEC-021", "pays.csv", 1) in faults(mini)


def test_the_shipped_countries_are_right():
    countries, told = read_countries(ROOT)
    assert told == ()
    assert len(countries.by_iso3) == 203
    assert sum(c.fictional for c in countries.by_iso3.values()) == 6
    assert "dette_publique_pct_pib" not in countries.sources
