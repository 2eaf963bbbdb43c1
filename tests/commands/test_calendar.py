"""``epreuve calendar``: sessions proposed and opened from the training calendar, others left as they are."""

import json
import os
import shutil
from itertools import count
from pathlib import Path

import pytest

from pipeline.commands.calendar import calendar, load_calendar, proposals_between
from pipeline.commands.inputs import load_bank, load_session
from pipeline.commands.open import Opening, open_folder, open_session
from pipeline.diagnostics import ContentError, ExitCode, UsageError
from pipeline.model.deadline import USUAL, Deadline, Milestone
from pipeline.store.folder import SessionFolder
from pipeline.store.lock import locked
from pipeline.store.secret import read_secret

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-06-01T08:00:00Z"
TEXT = """\
schema: epreuve/calendrier@1
fuseau: America/Cayenne
centre: Les Quais
responsable: M. Ortie
echeances:
  produire: J-21
promotions:
  - id: aurore
    titre: Promotion Aurore
    debut: 2026-01-12
    fin: 2026-12-13
    effectif: 24
    sessions:
      - date: fin
        epreuves: [B1-ORAL, B1-ECRIT]
        controle_continu: [B2-CC-TRAVAIL]
  - id: boreale
    titre: Promotion Boréale
    debut: 2026-03-02
    fin: 2027-02-26
    effectif: 1
    sessions:
      - blocs: [B1, B2]
"""


@pytest.fixture
def planned(mini):
    """The tiny workspace with a calendar of two sessions."""
    (mini / "calendrier.yaml").write_text(TEXT, "utf-8")
    return mini


def run(root, year=None, when=NOW, **options):
    return calendar(year, root=root, when=when, **options)


def states(outcome):
    return {p["session"]: p["state"] for p in outcome.data["proposals"]}


def codes(outcome):
    return [d.code for d in outcome.diagnostics]


def settings(root, name):
    return load_session(load_bank(root), SessionFolder(root=root, name=name))


def test_the_sessions_of_the_year_are_told_and_opened(planned):
    outcome = run(planned)
    assert outcome.lines == (
        "Du 1er\u00a0juin 2026 au 31\u00a0mai 2027 : 2 sessions",
        "Date                       Session  État     Personnes  Promotions  Épreuves",
        "vendredi 11\u00a0décembre 2026  2026-12  ouverte         24  aurore      B1-ECRIT, B1-ORAL, "
        "B2-CC-TRAVAIL (par tableau)",
        "vendredi 26\u00a0février 2027   2027-02  ouverte          1  boreale     B1-ECRIT, B1-ORAL, B2-CAS",
        "  2026-12 : pour aurore, dimanche 13\u00a0décembre 2026 (fin de semaine) avancé au vendredi "
        "11\u00a0décembre 2026.",
        "2 sessions ouvertes.",
        "Complétez inscriptions.xlsx de chacune ; « epreuve plan » montre leurs échéances.",
    )
    assert (outcome.exit_code, outcome.diagnostics) == (ExitCode.DONE, ())
    assert sorted(outcome.files) == [
        f"output/{session}/{name}"
        for session in ("2026-12", "2027-02")
        for name in ("inscriptions.xlsx", "session.yaml")
    ]
    assert outcome.counts == {
        "sessions": 2,
        "opened": 2,
        "to_open": 0,
        "exists": 0,
        "past": 0,
        "failed": 0,
    }


def test_a_session_has_the_settings_that_the_calendar_gives(planned):
    run(planned)
    session = settings(planned, "2026-12")
    assert (session.date, session.zone) == ("2026-12-11", "America/Cayenne")
    assert session.title == "Session de décembre 2026 - Promotion Aurore"
    assert (session.centre, session.author) == ("Les Quais", "M. Ortie")
    assert (session.exams, session.tables) == (("B1-ECRIT", "B1-ORAL"), ("B2-CC-TRAVAIL",))
    assert session.deadlines == {**USUAL, Milestone.GENERATE: (Deadline(days=-21),)}


def test_without_deadlines_a_session_has_the_usual_ones(planned, edit):
    edit(planned / "calendrier.yaml", "echeances:\n  produire: J-21\n", "")
    run(planned)
    assert settings(planned, "2026-12").deadlines == USUAL


def test_twice_changes_nothing(planned, bytes_of):
    run(planned)
    before = bytes_of(planned)
    outcome = run(planned)
    assert bytes_of(planned) == before
    assert states(outcome) == {"2026-12": "exists", "2027-02": "exists"}
    assert (outcome.files, codes(outcome)) == ((), [])
    assert outcome.lines[-1] == "Toutes les sessions du calendrier sont déjà ouvertes."


def test_a_dry_run_writes_nothing(planned, bytes_of):
    before = bytes_of(planned)
    outcome = run(planned, dry_run=True)
    assert bytes_of(planned) == before
    assert states(outcome) == {"2026-12": "to_open", "2027-02": "to_open"}
    assert outcome.lines[-2:] == ("2 sessions à ouvrir.", "Essai : rien n'a été écrit.")
    assert (outcome.dry_run, outcome.files) == (True, ())


def test_machines_get_every_field(planned):
    outcome = run(planned, "2026", dry_run=True)
    assert json.loads(json.dumps(outcome.data)) == {
        "first": "2026-01-01",
        "last": "2026-12-31",
        "zone": "America/Cayenne",
        "proposals": [
            {
                "session": "2026-12",
                "title": "Session de décembre 2026 - Promotion Aurore",
                "date": "2026-12-11",
                "exams": ["B1-ECRIT", "B1-ORAL"],
                "tables": ["B2-CC-TRAVAIL"],
                "cohorts": ["aurore"],
                "people": 24,
                "moves": [{"cohort": "aurore", "wanted": "2026-12-13", "reasons": ["weekend"]}],
                "source": "calendrier.yaml:14:9",
                "state": "to_open",
            }
        ],
    }


@pytest.mark.parametrize(
    ("year", "when", "first", "last"),
    [
        (None, "2026-06-01T08:00:00Z", "2026-06-01", "2027-05-31"),
        (None, "2026-06-01T02:59:59Z", "2026-05-31", "2027-05-30"),
        (None, "2028-02-29T12:00:00Z", "2028-02-29", "2029-02-28"),
        ("2027", "2026-06-01T08:00:00Z", "2027-01-01", "2027-12-31"),
    ],
)
def test_a_year_is_a_civil_one_or_the_twelve_months_to_come_at_the_place(
    planned, year, when, first, last
):
    data = run(planned, year, when=when, dry_run=True).data
    assert (data["first"], data["last"]) == (first, last)


@pytest.mark.parametrize("year", ["27", "20270", "deux", "", "1999", "2200", "２０２７", "-2027"])
def test_what_is_no_year_is_refused(planned, year):
    with pytest.raises(UsageError, match="n'est pas une année"):
        run(planned, year)


def test_a_window_without_sessions_says_so(planned):
    outcome = run(planned, "2030")
    assert outcome.lines == (
        "Du 1er\u00a0janvier 2030 au 31\u00a0décembre 2030, le calendrier ne demande aucune session.",
    )


def test_a_session_that_exists_otherwise_is_told_and_left_alone(planned, bytes_of):
    open_session("2026-12", root=planned, when=NOW, date="2026-12-04")
    before = bytes_of(planned / "output")
    outcome = run(planned, "2026")
    assert bytes_of(planned / "output") == before
    assert [(d.code, str(d.source)) for d in outcome.diagnostics] == [
        ("CAL-020", "output/2026-12/session.yaml"),
        ("CAL-021", "output/2026-12/session.yaml"),
    ]
    assert outcome.diagnostics[1].message.endswith(
        "en plus B2-CAS, S1-ORAL ; en moins B2-CC-TRAVAIL (par tableau)"
    )
    assert outcome.exit_code == ExitCode.DONE


@pytest.mark.parametrize(
    ("exams", "tables", "told"),
    [
        (("B1-ECRIT",), ("B2-CC-TRAVAIL",), "en moins B1-ORAL"),
        (("B1-ECRIT", "B1-ORAL", "B2-CAS"), ("B2-CC-TRAVAIL",), "en plus B2-CAS"),
    ],
)
def test_exams_more_or_less_are_told_alone(planned, exams, tables, told):
    opening = Opening(date="2026-12-11", title="T", centre="C", exams=exams, tables=tables)
    folder = SessionFolder(root=planned, name="2026-12")
    open_folder(load_bank(planned), folder, opening, when=NOW)
    (fault,) = run(planned, "2026").diagnostics
    assert fault.message.endswith(f": {told}")


def test_a_session_that_cannot_be_read_is_told_and_the_others_are_opened(planned):
    open_session("2026-12", root=planned, when=NOW)
    (planned / "output/2026-12/session.yaml").write_text("- a\n", "utf-8")
    outcome = run(planned)
    assert states(outcome) == {"2026-12": "exists", "2027-02": "opened"}
    assert [str(d.source) for d in outcome.diagnostics] == ["output/2026-12/session.yaml:1:1"]
    assert outcome.exit_code == ExitCode.CONTENT


def test_a_session_of_almost_the_same_name_stops_only_its_own(planned, edit):
    edit(planned / "calendrier.yaml", "- date: fin", "- session: Hiver\n        date: fin")
    open_session("hiver", root=planned, when=NOW, date="2026-12-11")
    outcome = run(planned)
    assert states(outcome) == {"Hiver": "failed", "2027-02": "opened"}
    assert codes(outcome) == ["CAL-024"]
    assert "une session « hiver » existe déjà" in outcome.diagnostics[0].message
    assert outcome.exit_code == ExitCode.CONTENT
    assert not (planned / "output/Hiver").exists()


def test_a_session_that_another_run_holds_is_opened_by_the_next(planned):
    folder = SessionFolder(root=planned, name="2026-12")
    with locked(folder.path, folder.name):
        assert states(run(planned)) == {"2026-12": "failed", "2027-02": "opened"}
    assert states(run(planned)) == {"2026-12": "opened", "2027-02": "exists"}


def test_a_session_whose_settings_are_lost_is_never_opened_anew(planned):
    run(planned)
    folder = SessionFolder(root=planned, name="2026-12")
    folder.settings.unlink()
    folder.forms.write_text("[]", "utf-8")
    outcome = run(planned)
    assert states(outcome) == {"2026-12": "failed", "2027-02": "exists"}
    assert codes(outcome) == ["SES-055"]
    assert not folder.settings.exists()


def dying(at):
    """``os.replace`` of a process that is killed at its call number ``at``."""
    calls = count(1)

    def replace(*paths, real=os.replace):
        if next(calls) >= at:
            raise KeyboardInterrupt
        return real(*paths)

    return replace


def test_a_run_killed_anywhere_is_finished_by_the_next(planned):
    killed = True
    at = 0
    while killed:
        at += 1
        shutil.rmtree(planned / "output", ignore_errors=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "replace", dying(at))
            try:
                run(planned)
                killed = False
            except KeyboardInterrupt:
                pass
        assert set(states(run(planned)).values()) <= {"opened", "exists"}
        for name in ("2026-12", "2027-02"):
            folder = SessionFolder(root=planned, name=name)
            assert settings(planned, name).id == name
            assert folder.roster.is_file()
            assert read_secret(folder)
    assert at > 6


def test_a_session_that_should_have_been_produced_is_opened_and_told(planned):
    outcome = run(planned, when="2026-11-21T12:00:00Z")
    assert states(outcome) == {"2026-12": "opened", "2027-02": "opened"}
    assert codes(outcome) == ["CAL-022"]
    assert "20\u00a0novembre 2026" in outcome.diagnostics[0].message
    assert outcome.exit_code == ExitCode.DONE


def test_on_the_day_of_the_production_nothing_is_late(planned):
    assert codes(run(planned, when="2026-11-20T12:00:00Z")) == []


def test_a_session_that_is_past_is_told_and_not_opened(planned):
    outcome = run(planned, when="2026-12-12T12:00:00Z")
    assert states(outcome) == {"2026-12": "past", "2027-02": "opened"}
    assert codes(outcome) == ["CAL-023"]
    assert not (planned / "output/2026-12").exists()
    assert not run(planned, "2026", when="2027-01-05T12:00:00Z").files


def test_a_session_moved_by_more_than_a_month_is_told(planned, edit):
    edit(
        planned / "calendrier.yaml",
        "promotions:",
        "fermetures: [2026-11-10/2026-12-31]\npromotions:",
    )
    outcome = run(planned, "2026")
    assert [(p["date"], p["state"]) for p in outcome.data["proposals"]] == [
        ("2026-11-09", "opened")
    ]
    assert codes(outcome) == ["CAL-025"]
    assert "34 jours" in outcome.diagnostics[0].message


def test_a_cohort_that_would_sit_the_exams_of_another_is_told(planned, edit):
    edit(planned / "calendrier.yaml", "2027-02-26", "2026-12-11")
    outcome = run(planned, dry_run=True)
    assert [d.code for d in outcome.diagnostics] == ["CAL-026", "CAL-026"]
    assert outcome.diagnostics[0].message.endswith("« aurore » passerait aussi B2-CAS")
    assert outcome.diagnostics[1].message.endswith("« boreale » passerait aussi B2-CC-TRAVAIL")


def test_the_exams_of_a_speciality_are_those_of_who_follows_it(planned, edit):
    edit(planned / "calendrier.yaml", "2027-02-26", "2026-12-11")
    edit(planned / "calendrier.yaml", "blocs: [B1, B2]", "blocs: [B1, S1]")
    edit(planned / "calendrier.yaml", "        controle_continu: [B2-CC-TRAVAIL]\n", "")
    assert codes(run(planned, dry_run=True)) == []


def test_warnings_of_the_calendar_are_told(planned, edit):
    again = "- blocs: [B1, B2]\n      - {date: fin-60, epreuves: [B1-ORAL]}"
    edit(planned / "calendrier.yaml", "- blocs: [B1, B2]", again)
    assert codes(run(planned, dry_run=True)) == ["CAL-011", "CAL-026"]


@pytest.mark.parametrize("name", ["demo", "demo-2", "Demo"])
def test_no_session_takes_the_name_of_the_demonstration(planned, edit, name):
    edit(planned / "calendrier.yaml", "- date: fin", f"- session: {name}\n        date: fin")
    with pytest.raises(ContentError) as told:
        run(planned)
    assert [d.code for d in told.value.diagnostics] == ["CAL-005"]


def test_a_calendar_with_faults_opens_nothing(planned, edit):
    edit(planned / "calendrier.yaml", "effectif: 24", "effectif: x")
    edit(planned / "calendrier.yaml", "B1-ORAL, ", "B1-ORALE, ")
    for ask in (
        run,
        load_calendar,
        lambda root: proposals_between(root, "2026-01-01", "2026-12-31"),
    ):
        with pytest.raises(ContentError) as told:
            ask(planned)
        assert len(told.value.diagnostics) == 2
    assert not (planned / "output").exists()


def test_without_a_calendar_the_example_to_copy_is_named(mini):
    with pytest.raises(UsageError) as told:
        run(mini)
    assert "templates/calendrier.yaml" in told.value.hint
    (mini / "templates/calendrier.yaml").unlink()
    with pytest.raises(UsageError) as told:
        run(mini)
    assert "docs/exploitation.md" in told.value.hint
    assert load_calendar(mini) is None
    assert proposals_between(mini, "2026-01-01", "2026-12-31") == ()


def test_no_workspace_has_no_calendar(tmp_path):
    with pytest.raises(UsageError, match="espace de travail"):
        run(tmp_path)


def test_others_ask_for_the_calendar_and_its_sessions(planned):
    assert load_calendar(planned).author == "M. Ortie"
    found = proposals_between(planned, "2026-12-01", "2026-12-31")
    assert [p.session for p in found] == ["2026-12"]


def test_the_command_line_gives_the_year(epreuve, mini):
    (mini / "calendrier.yaml").write_text(TEXT, "utf-8")
    answer = epreuve("calendar", "2026", "--dry-run", "--json")
    assert json.loads(answer.stdout)["data"]["last"] == "2026-12-31"
    assert epreuve("calendar", "soon").exit_code == ExitCode.USAGE


@pytest.mark.slow
def test_the_shipped_example_has_no_fault_against_the_shipped_bank(tmp_path):
    for name in ("referential", "scenarios", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "templates/calendrier.yaml", tmp_path / "calendrier.yaml")
    outcome = run(tmp_path, when="2026-01-05T12:00:00Z", dry_run=True)
    assert outcome.diagnostics == ()
    assert len(load_calendar(tmp_path).cohorts) == 4
    assert set(states(outcome).values()) == {"to_open"}
