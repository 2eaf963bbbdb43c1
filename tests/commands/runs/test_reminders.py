"""Reminders that scheduled runs send: none is lost, none goes out with the very grids that it asks for."""

import openpyxl
import pytest

from pipeline.commands.remind import remind
from pipeline.store import journal, outbox

MAIL = """
[mail]
serveur = "127.0.0.1"
port = 9
securite = "aucune"
expediteur = "epreuve@ecole.fr"
destinataires = ["scolarite@ecole.fr"]
relances = true
"""
DUE = "2026-09-22T05:00:00Z"


@pytest.fixture
def mailing(at_stage):
    """A session whose grids are out, its reminders being mailed to the one assessor with an address."""
    play = at_stage("released")
    (play.root / "epreuve.toml").write_text(MAIL, "utf-8")
    book = openpyxl.load_workbook(play.folder.roster)
    sheet = book["Évaluateurs"]
    titles = [str(cell.value or "") for row in sheet.iter_rows(max_row=2) for cell in row]
    column = next(n for n, title in enumerate(titles, 1) if "ourriel" in title)
    for row in sheet.iter_rows(min_row=2):
        row[(column - 1) % len(row)].value = "e@ecole.fr" if row[0].value else None
    book.save(play.folder.roster)
    return play


def letters(play):
    """The reminders that wait to be sent."""
    waiting, _ = outbox.waiting_letters(play.root, "2026-09-22T12:00:00Z")
    return sorted(one.letter.id for one in waiting if one.letter.kind == "reminder")


def reminders(play):
    events = journal.events(play.folder.path)
    return [event.facts["until"] for event in events if event.command == "remind"]


def test_an_outbox_that_takes_nothing_leaves_reminders_to_the_next_call(mailing):
    blocked = outbox.folder_of(mailing.root)
    blocked.write_bytes(b"not a folder")
    assert ("remind", "failed") in mailing.acts("2026-09-22T06:00:00Z")
    assert reminders(mailing) == []
    blocked.unlink()
    assert ("remind", "done") in mailing.acts("2026-09-22T07:00:00Z")
    assert reminders(mailing) == [DUE]
    assert letters(mailing)


def test_a_run_killed_once_letters_are_kept_sends_none_twice_and_loses_none(mailing, monkeypatch):
    class Killed(BaseException):
        pass

    def kill(*_, **__):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(journal, "append", kill)
        with pytest.raises(Killed):
            mailing.call("2026-09-22T06:00:00Z")
    kept = letters(mailing)
    assert kept
    assert reminders(mailing) == []
    mailing.call("2026-09-22T07:00:00Z")
    assert letters(mailing) == kept
    assert reminders(mailing) == [DUE]


def test_grids_that_went_out_late_are_not_chased_for_the_dates_before(at_stage):
    play = at_stage("summoned")
    assert play.acts("2026-09-26T08:00:00Z") == [("release", "done"), ("reconcile", "no_marks")]
    assert reminders(play) == []
    assert ("remind", "done") in play.acts("2026-09-28T06:00:00Z")
    assert reminders(play) == ["2026-09-28T05:00:00Z"]


def test_a_reminder_by_hand_counts_for_the_day_where_the_session_is(at_stage):
    play = at_stage("released")
    remind(play.name, root=play.root, when="2026-09-21T22:30:00Z")
    assert play.acts("2026-09-22T06:00:00Z") == []
    assert reminders(play) == ["2026-09-22T21:59:00Z"]


def test_reminders_go_only_through_what_the_settings_say(mailing):
    (mailing.root / "epreuve.toml").write_text("", "utf-8")
    assert ("remind", "done") in mailing.acts("2026-09-22T06:00:00Z")
    assert letters(mailing) == []
