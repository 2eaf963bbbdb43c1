"""The whole content of a workspace, read at once."""

import re
import shutil
from pathlib import Path

import pytest

from pipeline.checks.country import WANTED
from pipeline.diagnostics import Severity
from pipeline.read.bank import content_fingerprint, read_bank, surroundings

ROOT = Path(__file__).resolve().parents[2]
SCENARIO = "scenarios/hum/toits-et-recoltes.yaml"
ID = "HUM-01-TOITS-ET-RECOLTES"
TYPES = "scenarios/typologie.yaml"
ANY = "population >= 1"


@pytest.fixture(scope="module")
def shipped():
    return read_bank(ROOT)


@pytest.fixture
def workspace(tmp_path):
    """The shipped content with one scenario, in a folder that a test may change."""
    shutil.copytree(ROOT / "referential", tmp_path / "referential")
    (tmp_path / "scenarios" / "hum").mkdir(parents=True)
    for path in (ROOT / "scenarios").glob("*.*"):
        shutil.copyfile(path, tmp_path / "scenarios" / path.name)
    shutil.copyfile(ROOT / SCENARIO, tmp_path / SCENARIO)
    return tmp_path


def change(root, path, pattern, new):
    text = (root / path).read_text("utf-8")
    changed, count = re.subn(pattern, new, text, count=1, flags=re.MULTILINE)
    assert count == 1
    (root / path).write_text(changed, "utf-8")


def set_type_condition(root, condition):
    change(root, TYPES, r"(id: HUM-01,.*?exige: )('[^']*'|\"[^\"]*\")", rf"\g<1>'{condition}'")


def settings(root):
    bank, faults = read_bank(root)
    assert faults == ()
    return set(bank.settings[ID]), bank.countries


@pytest.fixture
def open_workspace(workspace):
    """A workspace whose scenario and type accept any country with its facts."""
    change(workspace, SCENARIO, r"^  exige: .*$", f"  exige: '{ANY}'")
    set_type_condition(workspace, ANY)
    return workspace


def test_the_shipped_content_has_no_fault(shipped):
    bank, faults = shipped
    assert faults == ()
    assert len(bank.referential.codes()) == 34
    assert {block for s in bank.scenarios for block in s.blocks} == {
        "B1",
        "B2",
        "B3",
        "S1",
        "S2",
        "S3",
    }


def test_every_scenario_has_its_countries_in_order(shipped):
    bank, _ = shipped
    assert set(bank.settings) == {s.id for s in bank.scenarios}
    for scenario in bank.scenarios:
        countries = bank.settings[scenario.id]
        assert list(countries) == sorted(set(countries))
        least = WANTED[scenario.country_rule.mode]
        assert len(countries) >= least, scenario.id
        assert scenario.country_rule.base in countries


def test_a_setting_is_an_eligible_country_where_every_fact_exists(shipped):
    bank, _ = shipped
    for scenario in bank.scenarios:
        rule = scenario.country_rule
        for iso3 in bank.settings[scenario.id]:
            country = bank.countries[iso3]
            assert country.eligible
            assert iso3 not in rule.excluded
            assert set(rule.facts) <= set(country.traits)
            assert rule.mode == "mixte" or country.fictional is (rule.mode == "fictif")


def test_the_mode_says_whether_countries_are_invented(open_workspace):
    found = {}
    for mode in ("reel", "fictif", "mixte"):
        change(open_workspace, SCENARIO, r"^  mode: \w+$", f"  mode: {mode}")
        found[mode], countries = settings(open_workspace)
    assert len(found["fictif"]) == 6
    assert all(countries[iso3].fictional for iso3 in found["fictif"])
    assert found["reel"]
    assert not any(countries[iso3].fictional for iso3 in found["reel"])
    assert found["mixte"] == found["reel"] | found["fictif"]


def test_the_condition_of_the_type_counts_too(open_workspace):
    everywhere, _ = settings(open_workspace)
    set_type_condition(open_workspace, "population >= 100000000")
    fewer, countries = settings(open_workspace)
    assert fewer == {c for c in everywhere if countries[c].value("population") >= 100_000_000}
    assert len(fewer) < len(everywhere)


def test_a_country_without_a_fact_is_no_setting(open_workspace):
    before, countries = settings(open_workspace)
    change(
        open_workspace, SCENARIO, r"^  faits_requis: \[", "  faits_requis: [acces_electricite_pct, "
    )
    after, _ = settings(open_workspace)
    assert after == {c for c in before if "acces_electricite_pct" in countries[c].traits}


def test_an_excluded_country_is_no_setting(open_workspace):
    before, _ = settings(open_workspace)
    change(open_workspace, SCENARIO, r"^  exclus: \[", "  exclus: [KEN, ")
    after, _ = settings(open_workspace)
    assert before - after == {"KEN"}


def test_a_scenario_with_a_fault_goes_no_further_and_the_bank_stays(workspace):
    change(workspace, SCENARIO, r"codes: \[CO2.1\]", "codes: [CO9.1]")
    bank, faults = read_bank(workspace)
    assert bank.scenarios == ()
    assert bank.settings == {}
    assert [f.source.path for f in faults] == [SCENARIO]
    assert faults[0].severity is Severity.ERROR


@pytest.mark.parametrize(
    "path",
    [
        "referential/referentiel.yaml",
        "referential/criteres.yaml",
        "referential/metier.yaml",
        "referential/regles.yaml",
        "referential/epreuves.yaml",
        "scenarios/typologie.yaml",
        "scenarios/pays.csv",
    ],
)
def test_without_one_of_its_files_there_is_no_bank(workspace, path):
    (workspace / path).unlink()
    bank, faults = read_bank(workspace)
    assert bank is None
    assert path in [f.source.path for f in faults]


def test_faults_of_several_files_are_told_at_once(workspace):
    for path in ("referential/regles.yaml", "referential/epreuves.yaml", "referential/metier.yaml"):
        (workspace / path).write_text("a: [", "utf-8")
    bank, faults = read_bank(workspace)
    assert bank is None
    assert {f.source.path for f in faults} == {
        "referential/regles.yaml",
        "referential/epreuves.yaml",
        "referential/metier.yaml",
    }


def test_the_fingerprint_is_that_of_the_bytes_wherever_they_are(workspace, tmp_path_factory):
    before = content_fingerprint(workspace)
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "copy"
    shutil.copytree(workspace, elsewhere)
    assert content_fingerprint(elsewhere) == before
    (elsewhere / "output").mkdir()
    (elsewhere / "output" / "x.yaml").write_text("a: 1", "utf-8")
    (elsewhere / "scenarios" / "~notes.txt").write_text("brouillon", "utf-8")
    assert content_fingerprint(elsewhere) == before


@pytest.mark.parametrize("move", ["comment", "rename", "remove"])
def test_the_fingerprint_changes_with_any_content_file(workspace, move):
    before = content_fingerprint(workspace)
    path = workspace / SCENARIO
    if move == "comment":
        path.write_text(path.read_text("utf-8") + "# relu\n", "utf-8")
    elif move == "rename":
        path.rename(path.with_name("autre.yaml"))
    else:
        path.unlink()
    assert content_fingerprint(workspace) != before


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        (SCENARIO, False),
        ("referential/regles.yaml", False),
        ("referential/epreuves.yaml", False),
        ("referential/decisions.yaml", False),
        ("scenarios/objectifs.yaml", False),
        (TYPES, True),
        ("scenarios/pays.csv", True),
        ("scenarios/grammaire.csv", True),
        ("referential/referentiel.yaml", True),
        ("referential/criteres.yaml", True),
        ("referential/anything.yaml", True),
    ],
)
def test_what_is_around_a_scenario_is_what_its_reading_depends_on(workspace, path, changes):
    before = surroundings(workspace)
    with (workspace / path).open("a", encoding="utf-8") as stream:
        stream.write("\n# note\n")
    assert (surroundings(workspace) != before) is changes
