"""``epreuve rules``: the table of rules on the screen, for machines and as a workbook."""

import re

import openpyxl
import pytest

from pipeline.commands.inputs import load_bank
from pipeline.commands.rules import rules
from pipeline.diagnostics import UsageError
from pipeline.read.requirements import WORKBOOK


def test_every_exam_has_its_table(mini):
    outcome = rules(root=mini)
    bank = load_bank(mini)
    assert list(outcome.data["rules"]) == [b.id for b in bank.blueprints]
    assert outcome.counts["rules"] == sum(len(own) for own in outcome.data["rules"].values())
    for blueprint in bank.blueprints:
        assert f"{blueprint.id} : {blueprint.title}" in outcome.lines
    assert outcome.files == ()


def test_one_exam_is_shown_alone_with_what_has_to_hold_and_what_ought_to(mini):
    exam = load_bank(mini).blueprints[0]
    outcome = rules(exam.id, root=mini)
    screen = "\n".join(outcome.lines).replace("\u00a0", " ").replace("\u202f", " ")
    assert list(outcome.data["rules"]) == [exam.id]
    span = f"{exam.minutes_min} à {exam.minutes_max} min"
    assert f"  minutes : le temps de travail ({span}), obligatoire" in screen
    assert "souhait (poids 100)" in screen


def test_an_unknown_exam_is_told_with_what_may_have_been_meant(mini):
    with pytest.raises(UsageError) as error:
        rules("B1-ECRI", root=mini)
    assert "B1-ECRI" in str(error.value)


def test_the_workbook_is_written_the_same_twice_and_means_the_same_rules(mini):
    before = rules(root=mini).data
    outcome = rules(root=mini, xlsx=True)
    (path,) = outcome.files
    data = (mini / path).read_bytes()
    assert outcome.lines[-1].endswith(path)
    rules(root=mini, xlsx=True)
    assert (mini / path).read_bytes() == data
    page = openpyxl.load_workbook(mini / path).worksheets[0]
    assert page.max_row == outcome.counts["rules"] + 1
    (mini / WORKBOOK).write_bytes(data)
    after = rules(root=mini).data

    def bare(data):
        kept = ("id", "label", "measure", "column", "condition", "goal", "active")
        return {e: [{k: r[k] for k in kept} for r in own] for e, own in data["rules"].items()}

    assert bare(after) == bare(before)


def test_a_workbook_left_as_it_was_lets_the_blueprints_change(mini):
    (path,) = rules(root=mini, xlsx=True).files
    (mini / WORKBOOK).write_bytes((mini / path).read_bytes())
    exams = mini / "referential" / "epreuves.yaml"
    changed = re.sub(r"minutes: \[\d+, (\d+)\]", r"minutes: [1, \1]", exams.read_text("utf-8"))
    exams.write_text(changed, "utf-8")
    for own in rules(root=mini).data["rules"].values():
        (minutes,) = [rule for rule in own if rule["id"] == "minutes"]
        assert minutes["low"] == "1"
        assert "(1 à " in minutes["label"]


def test_what_is_typed_in_the_workbook_changes_a_standard_rule_and_its_sentence(mini):
    (path,) = rules(root=mini, xlsx=True).files
    book = openpyxl.load_workbook(mini / path)
    page = book.worksheets[0]
    row = next(r for r in page.iter_rows(min_row=2) if r[1].value == "minutes")
    row[7].value, row[8].value = 20, 20
    book.save(mini / WORKBOOK)
    (minutes,) = [
        r
        for r in rules(row[0].value, root=mini).data["rules"][row[0].value]
        if r["id"] == "minutes"
    ]
    assert (minutes["low"], minutes["high"]) == ("20", "20")
    assert "(20\u202fmin)" in minutes["label"] or "(20 min)" in minutes["label"]


def test_nothing_is_written_when_only_tried(mini):
    outcome = rules(root=mini, xlsx=True, dry_run=True)
    assert outcome.files == ()
    assert not (mini / "output" / "regles").exists()
    assert any("regles_assemblage.xlsx" in line for line in outcome.lines)


def test_suspended_rules_are_said(mini):
    path = mini / "referential" / "epreuves.yaml"
    text = path.read_text("utf-8")
    assert "par_defaut:\n" in text
    added = "par_defaut:\n  regles:\n    - {id: difficulte_visee, actif: non}\n"
    path.write_text(text.replace("par_defaut:\n", added), "utf-8")
    assert any(line.endswith(", suspendue") for line in rules(root=mini).lines)
