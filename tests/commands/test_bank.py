"""``epreuve bank``: what is printed, exported, and refused."""

import io
import json

import openpyxl
import pytest

from pipeline.commands.bank import bank
from pipeline.commands.generate import generate
from pipeline.diagnostics import ContentError
from pipeline.read.targets import PATH


def write_targets(root, text):
    (root / PATH).write_text(f"schema: epreuve/objectifs@1\n{text}", "utf-8")


def test_the_screen_counts_every_code_and_says_what_is_missing(mini):
    write_targets(mini, "par_code: {questions: 500}\n")
    outcome = bank(root=mini)
    assert outcome.exit_code == 0
    assert outcome.counts["scenarios"] == 3
    assert outcome.counts["shortages"] == len(outcome.data["shortages"]) > 0
    screen = "\n".join(outcome.lines)
    for code, counted in outcome.data["codes"].items():
        assert f"{code}, questions : {counted['items']} sur 500" in screen
    assert outcome.files == ()
    assert not (mini / "output" / "banque").exists()


def test_reached_targets_are_said_in_a_sentence(mini, monkeypatch):
    monkeypatch.setattr("pipeline.supply.inventory.find_shortages", lambda _: ())
    assert "Tous les objectifs de scenarios/objectifs.yaml sont atteints." in bank(root=mini).lines
    bank(root=mini, html=True)
    page = (mini / "output/banque/banque.html").read_text("utf-8")
    assert "Tous les objectifs" in page
    assert 'class="warn"' not in page


def test_the_outcome_is_plain_json(mini):
    assert json.loads(json.dumps(bank(root=mini).data))["blocks"]


def test_exports_are_written_only_when_asked_and_twice_the_same(mini):
    first = bank(root=mini, xlsx=True, html=True)
    assert first.files == ("output/banque/banque.xlsx", "output/banque/banque.html")
    written = [(mini / path).read_bytes() for path in first.files]
    bank(root=mini, xlsx=True, html=True)
    assert [(mini / path).read_bytes() for path in first.files] == written


def test_a_dry_run_names_the_exports_and_writes_nothing(mini):
    outcome = bank(root=mini, xlsx=True, dry_run=True)
    assert "output/banque/banque.xlsx" in "\n".join(outcome.lines)
    assert outcome.files == ()
    assert not (mini / "output" / "banque").exists()


def test_the_workbook_holds_what_the_screen_says(mini):
    outcome = bank(root=mini, xlsx=True)
    book = openpyxl.load_workbook(io.BytesIO((mini / outcome.files[0]).read_bytes()))
    assert book.sheetnames == [
        "Codes",
        "Formats",
        "Blocs",
        "Familles",
        "Scénarios",
        "Pays",
        "Ressemblances",
        "À écrire",
    ]
    rows = {row[0]: row[2:4] for row in book["Codes"].iter_rows(min_row=4, values_only=True)}
    for code, counted in outcome.data["codes"].items():
        assert rows[code] == (counted["items"], counted["scenarios"])
    told = [row[0] for row in book["À écrire"].iter_rows(values_only=True) if row[0]]
    assert len(told) > len(outcome.data["shortages"])


def test_the_page_needs_nothing_else_and_escapes_titles(mini):
    path = next((mini / "scenarios").rglob("geo/*.yaml"))
    text = path.read_text("utf-8")
    title = next(line for line in text.splitlines() if line.startswith("titre:"))
    path.write_text(text.replace(title, 'titre: "<script>alert(1)</script>"'), "utf-8")
    bank(root=mini, html=True, xlsx=True)
    page = (mini / "output/banque/banque.html").read_text("utf-8")
    assert "<script" not in page
    assert "http" not in page
    assert page.startswith('<!DOCTYPE html>\n<html lang="fr">')


def test_uses_of_sessions_are_counted_and_damaged_ones_told(mini_session, when):
    root = mini_session.root
    generate(mini_session.name, root=root, when=when)
    outcome = bank(root=root)
    last = {code: found["last"] for code, found in outcome.data["codes"].items()}
    assert mini_session.name in last.values()
    mini_session.forms.write_bytes(b"{")
    outcome = bank(root=root)
    assert [d.source.path for d in outcome.diagnostics] == ["output/2026-06/forms.json"]
    assert {found["last"] for found in outcome.data["codes"].values()} == {""}


def test_faults_of_the_targets_stop_the_command(mini):
    write_targets(mini, "scenarios: beaucoup\noraux: -2\n")
    with pytest.raises(ContentError) as caught:
        bank(root=mini, xlsx=True)
    assert len(caught.value.diagnostics) == 2
    assert not (mini / "output" / "banque").exists()


def test_drafts_are_said_apart_and_not_counted(mini):
    before = bank(root=mini)
    path = mini / "scenarios/geo/pont.yaml"
    path.write_text(path.read_text("utf-8").replace("etat: relu", "etat: brouillon"), "utf-8")
    after = bank(root=mini)
    assert (before.counts["drafts"], after.counts["drafts"]) == (0, 1)
    assert after.counts["scenarios"] == before.counts["scenarios"] - 1
    assert after.lines[1] == "1 brouillon n'est pas compté."
