"""Assembly and publication in one go, for final and for continuous exams; one run at a time."""

import pytest

from pipeline.commands.assemble import assemble
from pipeline.commands.generate import generate
from pipeline.commands.open import open_session
from pipeline.commands.publish import publish
from pipeline.commands.verify import verify
from pipeline.diagnostics import ContentError, ExitCode, InfeasibleError, LockedError
from pipeline.store.lock import locked
from pipeline.store.records import read_dispatch

CONTINUOUS = ("B1-CC-CONTROLE", "B2-CC-TRAVAIL", "S1-CC-EXPOSE")


def choose(folder, exams):
    lines = folder.settings.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("  - ")]
    place = kept.index("epreuves:\n") + 1
    kept[place:place] = [f"  - {exam}\n" for exam in exams]
    folder.settings.write_text("".join(kept), "utf-8")


def test_a_session_of_continuous_exams_is_published_too(mini, open_mini_session, when):
    def change(rows):
        rows["Planning"] = [
            ["B1-CC-CONTROLE", "15/06/2026", "9:00", "A101, A102"],
            ["B2-CC-TRAVAIL", "16/06/2026", "18:00", "A101"],
            ["S1-CC-EXPOSE", "17/06/2026", "9:00", "Jury 1"],
        ]

    folder = open_mini_session(mini, "2026-06", change)
    choose(folder, CONTINUOUS)
    outcome = generate(folder.name, root=mini, when=when)
    assert outcome.exit_code == ExitCode.DONE
    assert verify(folder.name, root=mini).diagnostics == ()
    placements = read_dispatch(folder).placements
    assert [sum(p.blueprint == exam for p in placements) for exam in CONTINUOUS] == [4, 3, 4]
    papers = [p.name for p in (folder.path / "candidat/B2-CC-TRAVAIL").iterdir()]
    assert len(papers) == 3, "one a candidate who has not won the block"
    assert not (folder.path / "coordination/secours").exists(), "no spare is asked for"


def test_bad_registrations_are_told_before_anything_is_written(
    mini, open_mini_session, when, bytes_of
):
    def change(rows):
        rows["Candidats"][0][5] = "S9"
        rows["Candidats"][1][3] = "32/13/2000"
        rows["Candidats"][2][0] = "0001"
        rows["Planning"].pop()

    folder = open_mini_session(mini, "2026-06", change)
    before = bytes_of(folder.path)
    with pytest.raises(ContentError) as told:
        generate(folder.name, root=mini, when=when)
    cells = {(d.source.sheet, d.source.cell) for d in told.value.diagnostics}
    assert {("Candidats", "F2"), ("Candidats", "D3"), ("Candidats", "A4")} <= cells
    assert "SES-024" in {d.code for d in told.value.diagnostics}
    assert bytes_of(folder.path) == before


def test_a_new_session_is_told_all_that_is_left_to_fill(mini, when):
    open_session("2026-06", root=mini, when=when)
    with pytest.raises(ContentError) as told:
        generate("2026-06", root=mini, when=when)
    assert {d.code for d in told.value.diagnostics} >= {"SES-022", "SES-024"}


def test_a_dry_run_tells_the_forms_and_writes_nothing(mini_session, when, bytes_of):
    before = bytes_of(mini_session.path)
    outcome = generate(mini_session.name, root=mini_session.root, when=when, dry_run=True)
    assert (outcome.command, outcome.dry_run) == ("generate", True)
    assert outcome.counts == {"forms": 12, "tickets": 8}
    assert bytes_of(mini_session.path) == before


def test_what_cannot_be_assembled_is_not_published(mini_session, when, edit):
    edit(mini_session.root / "referential/epreuves.yaml", "    tickets: 4", "    tickets: 90")
    with pytest.raises(InfeasibleError):
        generate(mini_session.name, root=mini_session.root, when=when)
    assert not mini_session.forms.exists()
    assert not (mini_session.path / "candidat").exists()


@pytest.mark.parametrize("command", [assemble, publish, generate])
def test_two_runs_at_once_do_not_share_a_session(mini_session, when, command, bytes_of):
    before = bytes_of(mini_session.path)
    with locked(mini_session.path, mini_session.name), pytest.raises(LockedError) as told:
        command(mini_session.name, root=mini_session.root, when=when)
    assert told.value.exit_code == ExitCode.LOCKED == 6
    assert "une autre exécution tient la session" in told.value.message
    assert bytes_of(mini_session.path) == before


def test_reading_commands_do_not_wait_for_a_run(mini_session, when):
    with locked(mini_session.path, mini_session.name):
        assert verify(None, root=mini_session.root).exit_code == ExitCode.DONE
