"""``epreuve term``: the plan on the screen, its workbook, the session that it opens."""

import re

import openpyxl
import pytest

from pipeline.commands.inputs import load_bank, load_session
from pipeline.commands.term import term
from pipeline.diagnostics import InfeasibleError, UsageError
from pipeline.rules import roster
from pipeline.store.folder import SessionFolder

SPAN = {"first": "2026-09-14", "last": "2026-10-23"}


def plan(root, when, **options):
    return term("2026-T1", root=root, when=when, **(SPAN | options))


def test_the_plan_opens_a_session_of_its_exams_with_their_weeks(mini, when):
    outcome = plan(mini, when)
    folder = SessionFolder(root=mini, name="2026-T1")
    exams = {e["exam"]: e["day"] for e in outcome.data["exams"]}
    assert set(load_session(load_bank(mini), folder).exams) == set(exams)
    page = openpyxl.load_workbook(folder.roster)[roster.SITTINGS]
    planned = {row[0].value: row[1].value for row in page.iter_rows(min_row=2)}
    for exam, day in exams.items():
        assert planned[exam] == "/".join(reversed(day.split("-")))
    assert outcome.files[-1] == "output/2026-T1/plan-controle-continu.xlsx"
    screen = "\n".join(outcome.lines)
    assert all(exam in screen for exam in exams)


def test_twice_writes_the_same_workbook_and_leaves_the_session_as_it_is(mini, when):
    first = plan(mini, when)
    path = mini / first.files[-1]
    data, settings = path.read_bytes(), (path.parent / "session.yaml").read_bytes()
    second = plan(mini, when)
    assert path.read_bytes() == data
    assert (path.parent / "session.yaml").read_bytes() == settings
    assert second.files == (first.files[-1],)


def test_the_workbook_has_every_week_and_every_code(mini, when):
    outcome = plan(mini, when, without=("2026-09-22",))
    book = openpyxl.load_workbook(mini / outcome.files[-1])
    assert book.sheetnames == ["Calendrier", "Codes"]
    weeks = [row[0].value for row in book["Calendrier"].iter_rows(min_row=4)]
    assert len(set(weeks)) == len(outcome.data["weeks"]) == 5
    codes = {row[0].value for row in book["Codes"].iter_rows(min_row=4)}
    assert codes == set(outcome.data["codes"])


def test_codes_that_nothing_assesses_aptly_are_told(mini, when):
    outcome = plan(mini, when)
    missing = [c for c, told in outcome.data["codes"].items() if not told["exams"]]
    assert outcome.counts["missing"] == len(missing)
    said = [line for line in outcome.lines if "par un format apte" in line]
    assert len(said) == 1
    assert all(code in said[0] for code in missing)


def test_exams_of_the_end_of_training_are_told_with_the_codes_they_are_there_for(mini, when):
    outcome = plan(mini, when)
    late = [e for e in outcome.data["exams"] if e["phase"] == "fin_formation"]
    told = [line for line in outcome.lines if "fin de formation" in line]
    assert len(told) == len(late)


def test_nothing_is_written_when_only_tried(mini, when):
    outcome = plan(mini, when, dry_run=True)
    assert outcome.files == ()
    assert not (mini / "output" / "2026-T1").exists()


@pytest.mark.parametrize(
    "options",
    [
        {"first": "14/09/2026"},
        {"last": "2026-13-01"},
        {"without": ("demain",)},
        {"first": "2026-12-01"},
        {"first": "2026-09-14", "last": "2026-09-18", "without": ("2026-09-16",)},
        {"last": "2027-12-31"},
        {"blocks": ("B9",)},
    ],
)
def test_what_makes_no_term_is_refused_with_what_to_do(mini, when, options):
    with pytest.raises(UsageError) as error:
        plan(mini, when, **options)
    assert error.value.hint
    assert not (mini / "output" / "2026-T1").exists()


def test_a_session_of_other_exams_is_left_alone(mini_session, when):
    settings = mini_session.settings.read_bytes()
    blocks = (load_bank(mini_session.root).blueprints[0].block,)
    with pytest.raises(UsageError) as error:
        term(mini_session.name, root=mini_session.root, when=when, blocks=blocks, **SPAN)
    assert "existe déjà" in str(error.value)
    assert mini_session.settings.read_bytes() == settings


def test_blocks_that_no_exam_assesses_aptly_are_told_and_nothing_is_opened(mini, when):
    path = mini / "referential" / "criteres.yaml"
    lines = [
        re.sub(": [23]", ": 1", line) if "formats: {" in line else line
        for line in path.read_text("utf-8").splitlines()
    ]
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(InfeasibleError):
        plan(mini, when)
    assert not (mini / "output" / "2026-T1").exists()


def test_continuous_assessment_alone_leaves_codes_that_are_told(mini, when):
    outcome = plan(mini, when, continuous=True)
    assert {e["phase"] for e in outcome.data["exams"]} == {"controle_continu"}
    assert any(line.startswith("Codes qu'aucune") and "C10" in line for line in outcome.lines)
