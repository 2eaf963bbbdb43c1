"""A session that the scheduler prepares and follows, and what people do before it, after it, or instead of it."""

import re
import shutil
from email import message_from_bytes
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.commands import rehearsal
from pipeline.commands.award import award
from pipeline.commands.collect import collect
from pipeline.commands.doing import resit_name
from pipeline.commands.generate import generate
from pipeline.commands.publish import publish
from pipeline.commands.release import release
from pipeline.commands.remind import remind
from pipeline.commands.replace import replace
from pipeline.commands.resit import resit
from pipeline.commands.standing import read_standing
from pipeline.model.standing import Lot
from pipeline.read.session import read_session
from pipeline.store import journal
from pipeline.store.folder import SessionFolder, new_session
from pipeline.store.records import read_issued

EXCUSED = ("replace", "replace")
"""What is left to a person once the jury decided: one candidate of the demonstration was excused."""


@pytest.mark.parametrize(
    ("stage", "at", "acts"),
    [
        ("opened", "2026-08-16T04:59:59Z", []),
        ("opened", "2026-08-16T05:00:00Z", [("generate", "done")]),
        ("generated", "2026-08-31T05:00:00Z", [("summon", "done")]),
        ("summoned", "2026-09-15T04:00:00Z", [("release", "done")]),
        ("released", "2026-09-22T05:00:00Z", [("remind", "done")]),
        ("released", "2026-09-25T16:00:00Z", [("remind", "done"), ("reconcile", "no_marks")]),
        ("collected", "2026-09-25T15:59:59Z", []),
        (
            "collected",
            "2026-09-25T16:00:00Z",
            [("reconcile", "done"), ("release", "done"), ("lift", "lift_missing")],
        ),
        (
            "reconciled",
            "2026-09-28T05:00:00Z",
            [("remind", "done"), ("lift", "lift_missing")],
        ),
        ("complete", "2026-09-28T07:00:00Z", [("lift", "lift")]),
        ("tabled", "2026-10-06T05:00:00Z", [("decide", "decide")]),
        ("decided", "2026-10-09T05:00:00Z", [("announce", "done"), ("resit", "done"), EXCUSED]),
        ("announced", "2026-10-27T07:00:00Z", [EXCUSED]),
    ],
)
def test_each_step_is_done_when_it_is_due_or_left_to_a_person(at_stage, stage, at, acts):
    assert at_stage(stage).acts(at) == acts


@pytest.mark.parametrize("stage", ["opened", "released", "complete", "tabled", "announced"])
def test_a_second_call_changes_not_a_byte(at_stage, stage):
    play = at_stage(stage)
    last = {"opened": "2026-08-16T06:00:00Z", "released": "2026-09-22T06:00:00Z"}
    at = last.get(stage, "2026-10-09T07:00:00Z")
    play.call(at)
    before = play.tree()
    assert all(act["result"] == "person" for act in play.call(at).data["acts"])
    after = play.tree()
    assert {p for p in before if before[p] != after[p]} <= {"output/.verrou"}
    assert before.keys() == after.keys()


def test_nothing_is_done_in_a_session_without_deadlines_nor_in_the_demonstration(
    at_stage, edit, open_one
):
    play = at_stage("opened")
    settings = play.folder.settings
    settings.write_text(
        re.sub(r"(?ms)^echeances:.*?^  rattrapage:[^\n]*\n", "", settings.read_text("utf-8")),
        "utf-8",
    )
    open_one(play.root, "demo-essai")
    outcome = play.call("2026-12-01T08:00:00Z", only=("2026-09",))
    assert outcome.data["acts"] == []
    assert [d.code for d in outcome.diagnostics] == ["EXE-006"]
    assert play.acts("2026-12-01T08:00:00Z") == []


def test_a_step_done_by_hand_before_its_date_is_done(at_stage):
    play = at_stage("opened")
    generate(play.name, root=play.root, when="2026-08-02T08:00:00Z")
    release(play.name, lot="convocations", root=play.root, when="2026-08-03T08:00:00Z")
    assert play.acts("2026-09-14T08:00:00Z") == []


def test_steps_missed_while_the_machine_was_off_are_done_in_order_at_the_next_call(at_stage):
    acts = at_stage("opened").acts("2026-09-23T08:00:00Z")
    assert acts == [("generate", "done"), ("summon", "done"), ("release", "done")]


def reminders(play):
    events = journal.events(play.folder.path)
    return [event.facts["until"] for event in events if event.command == "remind"]


def test_one_reminder_goes_out_for_all_the_dates_that_were_missed(at_stage):
    play = at_stage("released")
    assert play.acts("2026-09-29T08:00:00Z") == [("remind", "done"), ("reconcile", "no_marks")]
    assert play.acts("2026-09-29T09:00:00Z") == [("reconcile", "no_marks")]
    assert reminders(play) == ["2026-09-28T05:00:00Z"]


def test_each_date_has_its_reminder_though_the_same_grids_are_missing(at_stage):
    play = at_stage("released")
    for day in ("22", "25", "28"):
        play.call(f"2026-09-{day}T05:00:00Z")
    assert reminders(play) == [f"2026-09-{day}T05:00:00Z" for day in ("22", "25", "28")]


def test_a_reminder_by_hand_counts_for_its_day_and_not_for_the_next_date(at_stage):
    play = at_stage("released")
    for _ in range(2):
        remind(play.name, root=play.root, when="2026-09-22T04:00:00Z")
    assert play.acts("2026-09-22T06:00:00Z") == []
    assert play.acts("2026-09-25T06:00:00Z") == [("remind", "done")]
    assert reminders(play) == ["2026-09-22T21:59:00Z", "2026-09-25T05:00:00Z"]


def test_reminders_are_mails_where_addresses_are_known(at_stage):
    play = at_stage("released")
    book = openpyxl.load_workbook(play.folder.roster)
    sheet = book["Évaluateurs"]
    titles = [str(cell.value or "").lower() for cell in sheet[1]]
    column = next(n for n, title in enumerate(titles, 1) if "mail" in title or "courriel" in title)
    sheet.cell(row=2, column=column, value="a@example.org")
    book.save(play.folder.roster)
    play.call("2026-09-22T06:00:00Z")
    mails = sorted((play.folder.results / "relances").glob("*"))
    assert {path.suffix for path in mails} == {".eml"}
    assert "a@example.org" in {message_from_bytes(path.read_bytes())["To"] for path in mails}


def test_reminders_are_written_though_registrations_cannot_be_read_any_more(at_stage):
    play = at_stage("released")
    play.folder.roster.write_bytes(b"PK")
    assert play.acts("2026-09-22T06:00:00Z") == [("remind", "done")]
    messages = (play.folder.results / "relances").glob("*")
    assert {path.suffix for path in messages} == {".txt"}


def late_grid(play):
    """One grid that did not come back in time, and its file, to be put back."""
    issued = read_issued(play.folder)[0]
    return next(play.folder.returned.rglob(issued.path.split("/")[-1]))


def test_a_grid_that_comes_after_names_appeared_is_compared_and_changes_the_table(at_stage):
    play = at_stage("released")
    rehearsal._return_grids(play.cast())
    grid = late_grid(play)
    kept = play.root / grid.name
    shutil.move(grid, kept)
    play.call("2026-09-26T08:00:00Z")
    play.settle("2026-09-26T09:00:00Z")
    rehearsal._return_further_grids(play.cast())
    play.call("2026-09-27T08:00:00Z")
    play.settle("2026-09-27T08:30:00Z")
    play.call("2026-09-27T09:00:00Z")
    play.lift("2026-09-27T10:00:00Z")
    assert play.acts("2026-09-27T11:00:00Z")[0] == ("award", "done")
    table = (play.folder.results / "jury" / "proposals.json").read_bytes()
    shutil.move(kept, grid)
    acts = play.acts("2026-09-28T08:00:00Z")
    assert acts[:2] == [("collect", "done"), ("reconcile", "done")]
    assert ("award", "done") in acts
    assert (play.folder.results / "jury" / "proposals.json").read_bytes() != table
    play.settle("2026-09-28T08:30:00Z")
    play.call("2026-09-28T09:00:00Z")
    assert all(reason != "done" for _, reason in play.acts("2026-09-28T10:00:00Z"))


def test_a_grid_that_comes_after_the_jury_is_put_to_a_person_and_nothing_loops(at_stage):
    play = at_stage("announced")
    grid = late_grid(play)
    book = openpyxl.load_workbook(grid)
    rows = [row for row in book["Grille"].iter_rows() if ".i" in str(row[0].value)]
    rows[0][4].value = 0 if rows[0][4].value else 1
    book.save(grid)
    acts = play.acts("2026-10-10T08:00:00Z")
    done = [("collect", "done"), ("reconcile", "done"), ("award", "done")]
    assert acts == [*done, ("settle", "settle"), EXCUSED]
    again = play.acts("2026-10-10T09:00:00Z")
    assert again == [("settle", "settle"), EXCUSED]


def test_a_moderation_after_the_table_makes_it_anew(at_stage):
    play = at_stage("tabled")
    before = read_standing(play.folder)
    assert before.tabled == before.marks
    record = play.folder.reconciliation
    record.write_bytes(record.read_bytes().replace(b'"shifts": []', b'"shifts": [] '))
    assert read_standing(play.folder).tabled == ""
    assert play.acts("2026-09-29T08:00:00Z") == [("award", "done")]


def test_changed_registrations_are_told_until_papers_go_out_and_stop_nothing(at_stage):
    play = at_stage("summoned")
    book = openpyxl.load_workbook(play.folder.roster)
    book["Candidats"]["B2"].value = "Quenouillon"
    book.save(play.folder.roster)
    assert play.acts("2026-09-14T08:00:00Z") == [("publish", "changed")]
    assert play.acts("2026-09-15T08:00:00Z") == [("release", "done")]
    publish(play.name, root=play.root, when="2026-09-15T09:00:00Z")
    assert play.acts("2026-09-15T10:00:00Z") == [("summon", "done"), ("release", "done")]


def asking(play):
    """The same workspace, whose rules ask for an approval."""
    rules = play.root / "referential" / "regles.yaml"
    text = rules.read_text("utf-8")
    assert "approbation" not in text
    rule = "sujet:\n  approbation: {valeur: true, origine: proposition}\n"
    rules.write_text(text.replace("sujet:\n", rule), "utf-8")
    return play


def test_papers_stay_in_until_a_second_person_agrees_and_again_when_they_change(at_stage):
    play = asking(at_stage("opened"))
    assert play.acts("2026-08-16T06:00:00Z") == [("generate", "done"), ("approve", "approve")]
    assert play.acts("2026-09-15T05:00:00Z") == [("summon", "done"), ("approve", "approve")]
    play.approve("2026-09-15T05:10:00Z")
    assert play.acts("2026-09-15T05:20:00Z") == [("release", "done")]
    book = openpyxl.load_workbook(play.folder.roster)
    book["Candidats"]["B2"].value = "Quenouillon"
    book.save(play.folder.roster)
    publish(play.name, root=play.root, when="2026-09-15T06:00:00Z")
    assert ("approve", "approve_again") in play.acts("2026-09-15T07:00:00Z")
    play.approve("2026-09-15T08:00:00Z")
    assert ("release", "done") in play.acts("2026-09-15T09:00:00Z")


@pytest.mark.parametrize("asked", [True, False])
def test_papers_that_a_second_person_refused_stay_in_whatever_the_rules_ask(at_stage, asked):
    play = at_stage("opened")
    if asked:
        asking(play)
    play.call("2026-08-16T06:00:00Z")
    play.approve("2026-08-17T06:00:00Z", refuse=True, reason="faute")
    acts = play.acts("2026-09-15T05:00:00Z")
    assert acts == [("summon", "done"), ("approve", "approve_refused")]
    assert Lot.PAPERS not in read_standing(play.folder).released


def test_a_refused_file_is_told_at_every_call_and_read_only_once(at_stage):
    play = at_stage("released")
    play.folder.returned.mkdir(exist_ok=True)
    (play.folder.returned / "grille.xlsx").write_bytes(b"PK not a workbook")
    first = play.call("2026-09-16T08:00:00Z")
    assert [(a["step"], a["result"], a["exit"]) for a in first.data["acts"]] == [
        ("collect", "done", 5),
        ("settle", "person", 0),
    ]
    assert int(first.exit_code) == 5
    second = play.call("2026-09-16T09:00:00Z")
    assert [(a["step"], a["reason"]) for a in second.data["acts"]] == [("settle", "refused")]
    assert int(second.exit_code) == 0


def test_what_cannot_be_read_as_a_file_waits_for_a_person_and_holds_nothing_up(at_stage):
    play = at_stage("complete")
    (play.folder.returned / "lien.xlsx").symlink_to(play.root / "ailleurs.xlsx")
    assert play.acts("2026-09-27T08:00:00Z") == [("settle", "refused"), ("lift", "lift")]


def test_a_record_that_the_journal_does_not_know_yet_is_collected_again(at_stage):
    play = at_stage("released")
    rehearsal._return_grids(play.cast())
    log = (play.folder.path / journal.JOURNAL).read_bytes()
    play.call("2026-09-17T08:00:00Z")
    whole = (play.folder.path / journal.JOURNAL).read_bytes()
    (play.folder.path / journal.JOURNAL).write_bytes(log)  # killed before the journal
    assert play.acts("2026-09-17T08:00:00Z")[0] == ("collect", "done")
    assert (play.folder.path / journal.JOURNAL).read_bytes() == whole


def test_a_publication_that_the_journal_does_not_know_yet_is_finished(at_stage):
    play = at_stage("opened")
    generate(play.name, root=play.root, when="2026-08-16T06:00:00Z")
    path = play.folder.path / journal.JOURNAL
    whole = path.read_bytes()
    path.write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]))
    assert play.acts("2026-08-16T06:00:00Z") == [("generate", "done")]
    assert path.read_bytes() == whole


def test_the_table_of_a_jury_is_known_by_what_it_is_whatever_its_name(at_stage):
    play = at_stage("tabled")
    rehearsal._return_table(play.cast())
    table = next(play.folder.returned.glob("tableau*.xlsx"))
    table.rename(play.folder.returned / "jury (2).xlsx")
    assert play.acts("2026-10-06T08:00:00Z") == [("decide", "done"), EXCUSED]


def test_a_blank_table_is_refused_until_the_jury_fills_it(at_stage):
    play = at_stage("tabled")
    blank = play.folder.results / "jury" / "tableau-jury.xlsx"
    shutil.copyfile(blank, play.folder.returned / blank.name)
    act = play.call("2026-10-06T08:00:00Z").data["acts"][0]
    assert (act["step"], act["result"], act["exit"]) == ("decide", "failed", 1)
    assert read_standing(play.folder).decided == 0


def test_a_table_that_brings_no_new_decision_goes_back_to_its_jury(at_stage):
    play = at_stage("decided")
    proposals = play.folder.results / "jury" / "proposals.json"
    text = proposals.read_text("utf-8")
    assert text.count('"decision": ""') == 1
    word = '"decision": "attribution_complete"'
    proposals.write_text(text.replace('"decision": ""', word), "utf-8")
    table = next(play.folder.returned.glob("tableau*.xlsx"))
    openpyxl.load_workbook(table).save(table)  # the same decisions, saved again
    for at in ("2026-10-06T08:00:00Z", "2026-10-06T09:00:00Z"):
        assert play.acts(at) == [("decide", "decide_blank")]


def test_an_old_table_beside_the_good_one_stops_nothing(at_stage):
    play = at_stage("tabled")
    rehearsal._return_table(play.cast())
    table = next(play.folder.returned.glob("tableau*.xlsx"))
    book = openpyxl.load_workbook(table)
    book.save(play.folder.returned / "a-ancien.xlsx")
    play.folder.returned.joinpath("a-ancien.xlsx").write_bytes(
        (play.folder.results / "jury" / "tableau-jury.xlsx").read_bytes()
    )
    assert play.acts("2026-10-06T08:00:00Z") == [("decide", "done"), EXCUSED]


def test_results_that_were_not_written_are_written_from_the_recorded_table(at_stage):
    play = at_stage("decided")
    shutil.rmtree(play.folder.results / "decision")
    (play.folder.results / ".decision.json").unlink()
    assert play.acts("2026-10-06T09:00:00Z") == [("decide", "done"), EXCUSED]


def test_a_resit_opened_by_hand_under_another_name_counts(at_stage):
    play = at_stage("decided")
    resit(play.name, "2026-11", date="2026-11-20", root=play.root, when="2026-10-07T08:00:00Z")
    assert play.acts("2026-10-09T06:00:00Z") == [("announce", "done"), EXCUSED]


def test_a_reconcile_by_hand_and_a_table_by_hand_count(at_stage):
    play = at_stage("complete")
    play.lift("2026-09-27T08:00:00Z")
    award(play.name, root=play.root, when="2026-09-27T09:00:00Z")
    assert play.acts("2026-09-27T10:00:00Z") == []


def test_collected_by_hand_from_elsewhere_counts(at_stage):
    play = at_stage("released")
    rehearsal._return_grids(play.cast())
    shutil.move(play.folder.returned, play.root / "depot")
    paths = (play.root / "depot",)
    collect(play.name, root=play.root, when="2026-09-16T08:00:00Z", paths=paths)
    play.settle("2026-09-16T09:00:00Z")
    assert play.acts("2026-09-17T08:00:00Z") == []


def test_a_good_file_beside_one_that_cannot_be_read_is_taken(at_stage):
    play = at_stage("released")
    rehearsal._return_grids(play.cast())
    (play.folder.returned / "lien.xlsx").symlink_to(play.root / "ailleurs.xlsx")
    outcome = play.call("2026-09-16T08:00:00Z")
    collected = outcome.data["acts"][0]
    assert (collected["step"], collected["result"], collected["exit"]) == ("collect", "done", 5)
    play.settle("2026-09-16T09:00:00Z")
    assert play.acts("2026-09-16T10:00:00Z") == [("settle", "refused")]


def test_results_of_a_step_that_left_no_proof_are_a_fault_that_lasts(at_stage):
    play = at_stage("announced")
    path = play.folder.path / journal.JOURNAL
    lines = path.read_bytes().splitlines(keepends=True)
    assert b'"resit"' in lines[-1]
    path.write_bytes(b"".join(lines[:-1]))  # restored from before the resits were opened
    for at in ("2026-10-10T08:00:00Z", "2026-10-10T09:00:00Z"):
        act = play.call(at).data["acts"][0]
        assert (act["step"], act["result"], act["exit"]) == ("resit", "failed", 1)
        assert act["codes"][-1] == "EXE-001"
        assert act["since"] == "2026-10-10T08:00:00Z"


def test_results_are_out_though_registrations_cannot_tell_who_sits_again(at_stage):
    play = at_stage("decided")
    play.folder.roster.write_bytes(b"PK")
    assert play.acts("2026-10-09T06:00:00Z") == [("announce", "done"), ("resit", "failed"), EXCUSED]


def test_who_was_excused_is_told_until_the_deferred_sitting_is_open(at_stage):
    play = at_stage("announced")
    assert play.acts("2026-10-10T08:00:00Z") == [EXCUSED]
    new = f"{play.name}-remplacement"
    replace(play.name, new, date="2026-11-20", root=play.root, when="2026-10-10T09:00:00Z")
    assert play.acts("2026-10-10T10:00:00Z", only=(play.name,)) == []


def test_a_copy_that_nobody_else_can_mark_is_put_to_a_person_who_is_told_how(at_stage):
    play = at_stage("reconciled")
    facts = dict(
        next(e.facts for e in reversed(journal.events(play.folder.path)) if "left" in e.facts)
    )
    journal.append(
        play.folder.path,
        when="2026-09-25T17:30:00Z",
        command="reconcile",
        facts=facts | {"left": 1},
    )
    assert play.acts("2026-09-25T18:00:00Z") == [("lift", "conciliation")]


def test_a_resit_that_would_fall_on_a_sunday_is_on_the_open_day_before(at_stage):
    play = at_stage("announced")
    resits = SessionFolder(root=play.root, name=f"{play.name}-rattrapage")
    session, _ = read_session(play.root, resits.relative(resits.settings), resits.name)
    assert session.date == "2026-11-27"  # J+75 is Sunday 29 November


def test_a_record_that_the_system_does_not_let_read_is_told(at_stage):
    play = at_stage("collected")
    play.folder.marks.unlink()
    play.folder.marks.mkdir()
    act = play.call("2026-09-18T08:00:00Z").data["acts"][0]
    assert (act["step"], act["result"], act["codes"]) == ("", "failed", ["EXE-005"])


def test_decisions_that_something_came_of_are_never_made_anew(at_stage):
    play = at_stage("announced")
    play.folder.decisions.unlink()
    act = play.call("2026-10-10T08:00:00Z").data["acts"][0]
    assert (act["step"], act["result"], act["codes"]) == ("", "failed", ["SES-055"])


def test_decisions_on_their_way_when_the_machine_stopped_are_written(at_stage):
    play = at_stage("decided")
    whole = play.folder.decisions.read_bytes()
    play.folder.decisions.unlink()
    shutil.rmtree(play.folder.results / "decision")
    (play.folder.results / ".decision.json").unlink()
    assert play.acts("2026-10-06T07:00:00Z") == [("decide", "done"), EXCUSED]
    assert play.folder.decisions.read_bytes() == whole


@pytest.mark.parametrize(
    ("session", "new"),
    [
        ("2026-06", "2026-06-rattrapage"),
        ("2026-06-rattrapage", "2026-06-rattrapage-2"),
        ("2026-06-rattrapage-9", "2026-06-rattrapage-10"),
    ],
)
def test_a_resit_is_called_after_its_session(session, new):
    assert resit_name(session) == new


@settings(deadline=None, derandomize=True)
@given(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}[A-Za-z0-9]", fullmatch=True))
def test_the_name_of_a_resit_can_be_given_to_a_folder(session):
    assert new_session(Path("nowhere"), resit_name(session)).name != session


def test_long_names_that_begin_alike_have_resits_of_their_own():
    first, second = (resit_name(f"session-de-fin-de-formation-promotion-{n}") for n in "ab")
    assert first != second
