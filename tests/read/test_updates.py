"""Newer figures of countries: how a file of them is read, refused, and laid over the bank's."""

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.diagnostics import Source
from pipeline.model.country import Trait, Update
from pipeline.read.countries import read_countries
from pipeline.read.updates import ADOPTED, lay_over, read_updates

MINI = Path(__file__).resolve().parent.parent / "mini"
HEAD = "iso3,champ,valeur,annee,source\n"


@pytest.fixture(scope="module")
def known():
    """The countries of the tiny workspace."""
    countries, _ = read_countries(MINI)
    assert countries is not None
    return countries


@pytest.fixture
def told(tmp_path, known):
    """``told(lines)``: the updates of that file and the faults met."""

    def read(lines, head=HEAD):
        (tmp_path / "new.csv").write_text(head + lines, "utf-8")
        faults = []
        found = read_updates(tmp_path, "new.csv", known.by_iso3, known.sources, faults)
        return found, [(f.code, f.source.line) for f in faults]

    return read


def test_a_figure_comes_with_its_year_and_source(told):
    found, faults = told("CPV,population,530000,2025,Institut fictif\n")
    assert faults == []
    trait = Trait(field="population", value=Decimal(530000), year=2025, source="Institut fictif")
    place = Source(path="new.csv", line=2)
    assert found == (Update(iso3="CPV", trait=trait, place=place),)


def test_newer_figures_take_the_place_of_those_of_the_bank(told, known):
    found, _ = told("CPV,population,530000,2025,X\nISL,inform_risque,1.5,2026,Y\n")
    after = lay_over(known.by_iso3, found)
    assert after["CPV"].value("population") == 530000
    assert after["ISL"].traits["inform_risque"].source == "Y"
    assert after["ISL"].value("population") == known.by_iso3["ISL"].value("population")
    assert after["MDG"] == known.by_iso3["MDG"]


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("ZZZ,population,1,2025,X", ["PAY-040"]),
        ("CPV,taille,1,2025,X", ["PAY-040"]),
        ("ZZZ,taille,1,2025,X", ["PAY-040", "PAY-040"]),
        ("CPV,capitale_fr,Mindelo,2025,X", ["PAY-041"]),
        ("QZA,population,1,2025,X", ["PAY-041"]),
        ("CPV,population,1 00,2025,X", ["PAY-041"]),
        ('CPV,population,"1,234",2025,X', ["PAY-041"]),
        ("CPV,population,,2025,X", ["PAY-041"]),
        ("CPV,population,1e9,2025,X", ["PAY-041"]),
        ("CPV,population,1,25,X", ["PAY-041"]),
        ("CPV,population,1,,X", ["PAY-041"]),
        ("CPV,population,1,2025,", ["PAY-041"]),
        ("CPV,population,beaucoup,hier,", ["PAY-041"] * 3),
    ],
)
def test_a_line_with_a_fault_refuses_the_file_and_tells_all(told, line, codes):
    found, faults = told(f"ISL,population,400000,2025,X\n{line}\n")
    assert found == ()
    assert faults == [(code, 3) for code in codes]


def test_a_figure_given_twice_is_refused_at_its_second_line(told):
    found, faults = told("CPV,population,1,2025,X\nCPV,population,2,2026,X\n")
    assert (found, faults) == ((), [("PAY-041", 3)])


@pytest.mark.parametrize("text", ["", "iso3|champ|valeur|annee|source\n", "iso3,champ\n"])
def test_a_file_of_another_shape_is_refused(told, text):
    found, faults = told("", head=text)
    assert found == ()
    assert faults


def test_a_missing_file_is_told(tmp_path, known):
    faults = []
    assert read_updates(tmp_path, "absent.csv", known.by_iso3, known.sources, faults) == ()
    assert [f.code for f in faults] == ["LEC-001"]


def test_a_workspace_reads_the_figures_that_it_has_adopted(tmp_path):
    (tmp_path / "scenarios").mkdir()
    for path in (MINI / "scenarios").glob("*.csv"):
        (tmp_path / "scenarios" / path.name).write_bytes(path.read_bytes())
    (tmp_path / ADOPTED).write_text(f"{HEAD}CPV,population,530000,2025,X\n", "utf-8")
    countries, faults = read_countries(tmp_path)
    assert faults == ()
    assert countries.by_iso3["CPV"].value("population") == 530000
    (tmp_path / ADOPTED).write_text(f"{HEAD}CPV,population,530000,2025,\n", "utf-8")
    countries, faults = read_countries(tmp_path)
    assert countries is None
    assert [(f.code, f.source.path) for f in faults] == [("PAY-041", ADOPTED)]
