"""Scenario files: what is read, and every fault with its line; parts have their own tests."""

from pathlib import Path

import pytest

from pipeline.codes import Code
from pipeline.model.scenario import CountryRule, Review
from pipeline.read.referential import read_referential
from pipeline.read.scenarios import read_scenarios

ROOT = Path(__file__).resolve().parents[2]
FILE = "geo/mine.yaml"


def read(mini):
    return read_scenarios(mini.root, mini.codes)


def test_a_scenario_is_read_whole(mini):
    (scenario,), faults = read(mini)
    assert faults == ()
    assert (scenario.id, scenario.family, scenario.type, scenario.blocks) == (
        "GEO-01-MINE",
        "GEO",
        "GEO-01",
        ("B1",),
    )
    assert scenario.review == Review(status="relu", date="2026-11-22", expires="2029-12-31")
    assert scenario.country_rule == CountryRule(
        base="AAA",
        mode="reel",
        requires="population >= 1000",
        facts=("population", "risque"),
        excluded=(),
        source=scenario.country_rule.source,
    )
    assert scenario.variables == {
        "site": {"defaut": "Kéréma", "Amériques": "Adobe"},
        "groupe": "Minal",
    }
    assert scenario.number_sets["B"] == {"tonnes": "2400", "part": "3.5", "heure": "15 h 00"}
    assert scenario.role.limits == "prudence"
    assert scenario.actors[0].fictional
    assert (scenario.chronology[0].when, scenario.injects[0].codes) == ("J-12", (Code("C1"),))
    assert scenario.source.path == "scenarios/geo/mine.yaml"


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("scenario@1", "scenario@2", "LEC-013", "schema:"),
        ("id: GEO-01-MINE", "id: mine", "SCN-003", "id: mine"),
        ("expire: 2029-12-31", "expire: bientôt", "LEC-014", "expire:"),
        ("etat: relu", "etat: lu", "LEC-013", "relecture:"),
        ("blocs: [B1]", "blocs: [B9]", "LEC-013", "public:"),
        ("sensibilite: 2", "sensibilite: 5", "LEC-012", "sensibilite:"),
        ("base: AAA", "base: ZZZ", "PAY-022", "pays: {"),
        ("exclus: []", "exclus: [ZZZ]", "PAY-022", "pays: {"),
        ("'population >= 1000', faits", "'populaton >= 1000', faits", "PAY-021", "pays: {"),
        ("[population, risque], e", "[population, risque, sanctions], e", "SCN-014", "pays: {"),
        ("t: J-12", "t: hier", "SCN-005", "t: hier"),
        ("fictif: true", "fictif: peut-être", "LEC-011", "- {id: A1"),
        ("personnes_reelles: false", "personnes_reelles: true", "SCN-015", "securite:"),
        ("licence: CC", "license: CC", "LEC-010", "license:"),
        ("{id: A1, nom: C", "{id: B1, nom: C", "SCN-003", "schema:"),
        ("C1]}\nsecurite", "C99]}\nsecurite", "SUJ-002", "- {id: I1"),
        ("{{ v.heure }}", "{{ v.heures }}", "SCN-012", "- {t: J-12"),
        ("{{ an.population }}.\n", ".\n", "SCN-017", "situation: |"),
        (
            "faits_requis: [population, risque]",
            "faits_requis: [population]",
            "SCN-013",
            "situation: |",
        ),
    ],
)
def test_a_fault_is_told_with_its_line_and_the_scenario_goes_no_further(
    mini, old, new, code, words
):
    mini.change(FILE, old, new)
    scenarios, faults = read(mini)
    assert scenarios == ()
    assert (code, mini.line(FILE, words)) in [(f.code, f.source.line) for f in faults]


def test_every_missing_key_is_told_at_once(mini):
    mini.write(FILE, "schema: epreuve/scenario@1\nid: GEO-01-MINE\n")
    scenarios, faults = read(mini)
    assert scenarios == ()
    missing = {
        f.message.split("»")[0].removeprefix("clé « ").strip()
        for f in faults
        if f.code == "LEC-009"
    }
    assert {"titre", "pays", "role", "dossier", "taches", "jeux", "securite", "public"} <= missing


def test_a_fault_of_one_file_leaves_the_others(mini):
    text = (mini.root / "scenarios" / FILE).read_text("utf-8")
    mini.write("geo/autre.yaml", text.replace("GEO-01-MINE", "GEO-01-AUTRE"))
    mini.change(FILE, "licence: ", "license: ")
    scenarios, faults = read(mini)
    assert [s.id for s in scenarios] == ["GEO-01-AUTRE"]
    assert {f.source.path for f in faults} == {"scenarios/geo/mine.yaml"}


def test_an_id_is_given_once(mini):
    text = (mini.root / "scenarios" / FILE).read_text("utf-8")
    mini.write("geo/autre.yaml", text)
    scenarios, faults = read(mini)
    assert len(scenarios) == 1
    assert [(f.code, f.source.path) for f in faults] == [("SCN-002", "scenarios/geo/mine.yaml")]


def test_documents_and_items_are_told_apart(mini):
    mini.change(FILE, "- id: D2", "- id: D1")
    mini.change(FILE, "- id: T2", "- id: T1")
    _, faults = read(mini)
    assert [f.code for f in faults if f.code == "SCN-002"] == ["SCN-002", "SCN-002"]


def test_without_countries_nothing_is_read(mini):
    mini.change("pays.csv", "14754785,2024", "14754785,")
    scenarios, faults = read(mini)
    assert scenarios == ()
    assert [f.code for f in faults] == ["PAY-001"]


def test_the_shipped_scenarios_are_right():
    referential, _ = read_referential(ROOT)
    scenarios, faults = read_scenarios(ROOT, referential.codes())
    assert faults == ()
    assert len(scenarios) >= 9


class Kept:
    """A shelf in memory, which tells what was asked of it."""

    def __init__(self):
        self.values = {}
        self.found = []

    def get(self, name, content, kind):
        value = self.values.get((name, content))
        self.found.append(value is not None)
        assert value is None or isinstance(value, kind)
        return value

    def put(self, name, content, value):
        self.values[name, content] = value


def test_a_file_that_did_not_change_is_read_once(mini):
    shelf = Kept()
    first = read_scenarios(mini.root, mini.codes, shelf=shelf)
    assert first == read(mini)
    assert read_scenarios(mini.root, mini.codes, shelf=shelf) == first
    assert shelf.found == [False, True]


def test_faults_come_back_from_the_shelf_and_a_correction_makes_them_go(mini):
    shelf = Kept()
    mini.change(FILE, "sensibilite: 2", "sensibilite: 5")
    first = read_scenarios(mini.root, mini.codes, shelf=shelf)
    assert [f.code for f in first[1]] == ["LEC-012"]
    assert read_scenarios(mini.root, mini.codes, shelf=shelf) == first
    mini.change(FILE, "sensibilite: 5", "sensibilite: 2")
    assert read_scenarios(mini.root, mini.codes, shelf=shelf) == read(mini)
    assert shelf.found == [False, True, False]


def test_an_id_taken_twice_is_told_from_the_shelf_too(mini):
    shelf = Kept()
    text = (mini.root / "scenarios" / FILE).read_text("utf-8")
    mini.write("geo/other.yaml", text)
    first = read_scenarios(mini.root, mini.codes, shelf=shelf)
    assert [f.code for f in first[1]] == ["SCN-002"]
    assert read_scenarios(mini.root, mini.codes, shelf=shelf) == first


@pytest.mark.parametrize("data", [b"", b"- a list", b"\xff", b"a: ["])
def test_a_file_without_structure_is_no_scenario_with_a_shelf_or_without(mini, data):
    shelf = Kept()
    (mini.root / "scenarios" / FILE).write_bytes(data)
    first = read_scenarios(mini.root, mini.codes, shelf=shelf)
    assert first[0] == ()
    assert len(first[1]) == 1
    assert first == read(mini) == read_scenarios(mini.root, mini.codes, shelf=shelf)


def test_a_file_that_is_gone_is_told_whatever_the_shelf_holds(mini):
    path = mini.root / "scenarios" / FILE
    path.unlink()
    path.symlink_to(path.with_name("nowhere"))
    _, (fault,) = read_scenarios(mini.root, mini.codes, shelf=Kept())
    assert fault.code == "LEC-001"
