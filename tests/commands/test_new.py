"""A new scenario: valid at once, with everything to write in it; nothing that exists is touched."""

import re
import shutil
from pathlib import Path

import pytest

from pipeline.checks import country, item, scenario
from pipeline.checks.draft import texts_are_written
from pipeline.commands.new import new_scenario
from pipeline.commands.preview import preview
from pipeline.diagnostics import Severity, UsageError
from pipeline.read.bank import read_bank
from pipeline.supply.shapes import BLOCKS

ROOT = Path(__file__).resolve().parents[2]
PATH = "scenarios/geo/nouveau-gue.yaml"


def test_the_file_says_what_to_write_and_where_it_is(mini):
    outcome = new_scenario("GEO-01-NOUVEAU-GUE", root=mini, title='Le gué # et "le reste"')
    assert (outcome.files, outcome.counts["items"]) == ((PATH,), 6)
    bank, faults = read_bank(mini)
    found = bank.scenario("GEO-01-NOUVEAU-GUE")
    assert faults == ()
    assert found.title == 'Le gué # et "le reste"'
    assert (found.blocks, found.review.status, found.country_rule.base) == (
        ("B1",),
        "brouillon",
        "QZA",
    )
    assert len(bank.settings[found.id]) == 4
    assert outcome.counts["texts"] > 80
    assert {d.code for d in texts_are_written(bank)} == {"AUT-001"}


@pytest.mark.parametrize("title", ["Le {{ x }}", "{% for", "a {# b"])
def test_a_title_with_a_tag_is_refused_before_it_stops_every_command(mini, title):
    with pytest.raises(UsageError):
        new_scenario("GEO-01-NOUVEAU-GUE", root=mini, title=title)
    assert not (mini / PATH).exists()


def test_a_new_scenario_can_be_previewed_at_once(mini):
    new_scenario("GEO-01-NOUVEAU-GUE", root=mini)
    assert len(preview("nouveau-gue", root=mini).files) == 3


def test_the_type_and_the_block_asked_for_are_taken(mini):
    new_scenario("GEO-07-GUE", root=mini, kind="DIP-02", block="B2", family="DIP")
    bank, _ = read_bank(mini)
    found = bank.scenario("GEO-07-GUE")
    assert (found.type, found.family, found.blocks) == ("DIP-02", "DIP", ("B2",))
    assert found.source.path == "scenarios/dip/gue.yaml"
    assert {code for i in found.items for code in i.codes} == {"C9", "C10"}


def test_a_trial_writes_nothing(mini, bytes_of):
    before = bytes_of(mini)
    outcome = new_scenario("GEO-01-NOUVEAU-GUE", root=mini, dry_run=True)
    assert outcome.lines[0] == f"Serait écrit : {PATH}"
    assert (outcome.dry_run, bytes_of(mini)) == (True, before)


def test_doing_it_twice_is_refused_and_changes_nothing(mini, bytes_of):
    new_scenario("GEO-01-NOUVEAU-GUE", root=mini)
    before = bytes_of(mini)
    with pytest.raises(UsageError, match="est déjà pris"):
        new_scenario("GEO-01-NOUVEAU-GUE", root=mini)
    with pytest.raises(UsageError, match="existe déjà"):
        new_scenario("GEO-02-NOUVEAU-GUE", root=mini, kind="GEO-01")
    assert bytes_of(mini) == before


@pytest.mark.parametrize(
    ("name", "options", "said", "hint"),
    [
        ("geo-01-gue", {}, "« geo-01-gue » n'est pas", "GEO-05-PONT-COUPE"),
        ("GEO-01", {}, "« GEO-01 » n'est pas", "GEO-05-PONT-COUPE"),
        ("GEO-01-../../X", {}, "n'est pas un identifiant", "sans accent"),
        ("GEO-09-GUE", {}, "ne se déduit pas de « GEO-09-GUE »", "--type GEO-01"),
        ("GEO-01-GUE", {"family": "GEOX"}, "la famille « GEOX » n'existe pas", "GEO"),
        ("GEO-01-GUE", {"kind": "GEO-10"}, "le type « GEO-10 » n'existe pas", "GEO-01"),
        ("GEO-01-GUE", {"family": "DIP"}, "de la famille GEO, pas DIP", "DIP-01, DIP-02"),
        ("GEO-01-GUE", {"block": "B8"}, "le bloc « B8 » n'existe pas", "B1"),
    ],
)
def test_what_does_not_exist_is_told_with_what_is_near(mini, bytes_of, name, options, said, hint):
    before = bytes_of(mini)
    with pytest.raises(UsageError) as told:
        new_scenario(name, root=mini, **options)
    assert said in told.value.message
    assert hint in told.value.hint
    assert bytes_of(mini) == before


def test_a_type_whose_codes_are_of_no_known_block_asks_for_one(mini):
    for name in ("referentiel", "epreuves"):
        path = mini / f"referential/{name}.yaml"
        path.write_text(re.sub(r"\bB2\b", "B9", path.read_text("utf-8")), "utf-8")
    for path in (mini / "scenarios/dip").glob("*.yaml"):
        path.unlink()
    with pytest.raises(UsageError, match="ne se déduit pas du type DIP-02") as told:
        new_scenario("DIP-02-GUE", root=mini)
    assert told.value.hint == "ajoutez --bloc, par exemple --bloc B1"


def test_a_type_that_no_country_suits_is_told(mini, edit):
    edit(
        mini / "scenarios/typologie.yaml",
        "'population >= 1000', mode",
        "'population >= 1000000000', mode",
    )
    with pytest.raises(UsageError, match="aucun pays ne convient au type GEO-01"):
        new_scenario("GEO-01-GUE", root=mini)


def test_a_country_that_no_scenario_uses_is_taken_for_want_of_another(mini, edit):
    edit(
        mini / "scenarios/typologie.yaml",
        "'population >= 1000', mode",
        "'population >= 16000000', mode",
    )
    new_scenario("GEO-01-GUE", root=mini)
    bank, _ = read_bank(mini)
    assert bank.scenario("GEO-01-GUE").country_rule.base == "QZD"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """The shipped referential, countries and templates, without any scenario."""
    root = tmp_path_factory.mktemp("shipped")
    for folder in ("referential", "templates"):
        shutil.copytree(ROOT / folder, root / folder)
    (root / "scenarios").mkdir()
    for path in (*(ROOT / "scenarios").glob("*.csv"), *(ROOT / "scenarios").glob("*.yaml")):
        shutil.copy(path, root / "scenarios")
    return root


KINDS = {
    "B1": "DIP-04",
    "B2": "ECO-06",
    "B3": "GEO-05",
    "S1": "INFL-01",
    "S2": "HUM-01",
    "S3": "CYB-01",
}


@pytest.mark.parametrize("block", BLOCKS)
def test_every_block_gives_a_file_without_a_fault_of_reading_or_of_structure(shipped, block):
    kind = KINDS[block]
    new_scenario(f"{kind}-ESSAI-{block}", root=shipped, block=block)
    bank, faults = read_bank(shipped)
    assert faults == ()
    told = [
        fault
        for family in (country, scenario, item)
        for check in family.ALL
        for fault in check(bank)
        if fault.severity is not Severity.INFO and fault.code != "SCN-023"
    ]
    assert told == []


def test_the_command_line_takes_the_options(epreuve):
    done = epreuve("new", "scenario", "GEO-01-GUE", "--bloc", "B1", "--titre", "Le gué")
    assert done.exit_code == 0, done.output
    assert "scenarios/geo/gue.yaml" in done.stdout
