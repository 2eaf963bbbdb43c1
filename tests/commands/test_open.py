"""Opening a session: what is written, once, and what is refused."""

import os

import pytest

from pipeline.commands.inputs import load_bank, load_session
from pipeline.commands.open import Opening, default_exams, open_folder, open_session
from pipeline.diagnostics import ContentError, Source, UsageError
from pipeline.model.deadline import USUAL, Deadline, Milestone
from pipeline.read.session import read_session
from pipeline.rules.deadline import FORGOTTEN
from pipeline.store.folder import SessionFolder
from pipeline.store.secret import read_secret

WHEN = "2026-06-01T08:00:00Z"


def opened(root, name="2026-06", **options):
    return open_session(name, root=root, when=WHEN, **options)


def test_a_session_opens_with_its_settings_its_registrations_and_its_secret(mini):
    outcome = opened(mini)
    folder = SessionFolder(root=mini, name="2026-06")
    assert outcome.files == ("output/2026-06/session.yaml", "output/2026-06/inscriptions.xlsx")
    names = sorted(p.name for p in folder.path.iterdir() if p.name != ".verrou")
    assert names == ["inscriptions.xlsx", "journal.jsonl", "recu", "secret.key", "session.yaml"]
    assert "epreuve generate 2026-06" in outcome.lines[-1]
    if os.name != "nt":
        assert {p.stat().st_mode & 0o077 for p in (folder.path, *folder.path.rglob("*"))} == {0}


def test_the_settings_are_read_back_as_asked(mini):
    opened(mini, "rattrapage", date="2027-01-12", title="Session « d'hiver »", centre="Lyon : Est")
    folder = SessionFolder(root=mini, name="rattrapage")
    session = load_session(load_bank(mini), folder)
    assert (session.date, session.title) == ("2027-01-12", "Session « d'hiver »")
    assert session.centre == "Lyon : Est"
    assert session.exams == ("B1-ECRIT", "B1-ORAL", "B2-CAS", "S1-ORAL")


def test_a_new_session_says_who_prepares_it_and_what_dates_it_keeps(mini):
    opened(mini, author="Ana Un")
    session = load_session(load_bank(mini), SessionFolder(root=mini, name="2026-06"))
    assert (session.author, session.zone, session.deadlines) == ("Ana Un", "Europe/Paris", USUAL)


def test_the_command_line_says_who_prepares_it(epreuve, mini):
    assert epreuve("open", "2026-06", "--responsable", "Zoé Un").exit_code == 0
    session = load_session(load_bank(mini), SessionFolder(root=mini, name="2026-06"))
    assert session.author == "Zoé Un"


def test_a_session_is_opened_with_the_dates_and_the_zone_asked_for(mini):
    dates = {**USUAL, Milestone.JURY: (Deadline(days=22),)}
    folder = SessionFolder(root=mini, name="2026-06")
    opening = Opening(
        date="2026-06-15", title="Session", centre="Centre", zone="Asia/Tokyo", deadlines=dates
    )
    assert open_folder(load_bank(mini), folder, opening, when=WHEN).diagnostics == ()
    session = load_session(load_bank(mini), folder)
    assert (session.zone, session.deadlines) == ("Asia/Tokyo", dates)


def test_a_template_older_than_deadlines_is_told_when_it_serves(mini):
    template = mini / "templates/session.yaml.j2"
    before, _, rest = template.read_text("utf-8").partition("{% if echeances %}")
    text = before + rest.partition("{% endif %}")[2]
    template.write_text(text.replace("{{ author }}", '""'), "utf-8")
    path = "templates/session.yaml.j2"
    fault = FORGOTTEN.at(Source(path=path), session="2026-06")
    assert opened(mini, dry_run=True).diagnostics == (fault,)
    outcome = opened(mini)
    assert (outcome.diagnostics, outcome.exit_code) == ((fault,), 0)
    assert opened(mini).diagnostics == ()
    folder = SessionFolder(root=mini, name="2026-06")
    assert load_session(load_bank(mini), folder).deadlines == {}


def test_settings_cut_short_never_pass_for_those_of_a_session_without_dates(mini):
    opened(mini)
    folder = SessionFolder(root=mini, name="2026-06")
    text = folder.settings.read_text("utf-8")
    for end in range(text.index("echeances:") + len("echeances:")):
        folder.settings.write_text(text[:end], "utf-8")
        with pytest.raises(ContentError):
            load_session(load_bank(mini), folder)


def test_the_exams_that_are_not_taken_are_there_to_choose_from(mini):
    opened(mini)
    text = (mini / "output/2026-06/session.yaml").read_text("utf-8")
    assert "#  - B1-CC-CONTROLE" in text
    settings = mini / "output/2026-06/session.yaml"
    settings.write_text(text.replace("#  - B1-CC-CONTROLE", "  - B1-CC-CONTROLE"), "utf-8")
    known = [b.id for b in load_bank(mini).blueprints]
    session, faults = read_session(mini, "output/2026-06/session.yaml", "2026-06", known, [])
    assert faults == () or session is None


def test_a_block_has_the_written_exam_that_there_is(mini, edit):
    edit(mini / "referential/epreuves.yaml", "  genre: etude_de_cas", "  genre: sujet")
    exams = default_exams(load_bank(mini).blueprints)
    assert [b.id for b in exams] == ["B1-ECRIT", "B1-ORAL", "B2-CAS", "S1-ORAL"]


def test_opening_again_changes_nothing(mini, bytes_of):
    opened(mini)
    before = bytes_of(mini)
    outcome = opened(mini, date="2030-01-01", title="Autre", centre="Autre")
    assert bytes_of(mini) == before
    assert (outcome.files, outcome.counts) == ((), {"files": 0})
    assert "déjà ouverte" in outcome.lines[0]


def test_a_file_that_is_gone_is_written_anew_and_the_rest_is_left(mini):
    opened(mini)
    folder = SessionFolder(root=mini, name="2026-06")
    folder.settings.write_text(folder.settings.read_text("utf-8") + "# note\n", "utf-8")
    folder.roster.unlink()
    secret = read_secret(folder)
    assert opened(mini).files == ("output/2026-06/inscriptions.xlsx",)
    assert folder.settings.read_text("utf-8").endswith("# note\n")
    assert read_secret(folder) == secret


def test_a_lost_secret_is_told_and_never_drawn_again(mini):
    opened(mini)
    folder = SessionFolder(root=mini, name="2026-06")
    folder.secret.unlink()
    with pytest.raises(ContentError, match=r"secret\.key"):
        opened(mini)
    assert not folder.secret.exists()


def test_two_sessions_have_two_secrets(mini):
    opened(mini, "2026-06")
    opened(mini, "2026-07")
    secrets = {read_secret(SessionFolder(root=mini, name=n)) for n in ("2026-06", "2026-07")}
    assert len(secrets) == 2


def test_a_dry_run_writes_nothing(mini, bytes_of):
    before = bytes_of(mini)
    outcome = opened(mini, dry_run=True)
    assert bytes_of(mini) == before
    assert not (mini / "output").exists()
    assert outcome.dry_run
    assert [line.rsplit("/", 1)[-1] for line in outcome.lines[:2]] == [
        "session.yaml",
        "inscriptions.xlsx",
    ]


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2026-06", "2026-06-01"),
        ("2026-12-rattrapage", "2026-12-01"),
    ],
)
def test_the_date_comes_from_the_name(mini, name, date):
    opened(mini, name)
    session = load_session(load_bank(mini), SessionFolder(root=mini, name=name))
    assert session.date == date


@pytest.mark.parametrize("name", ["juin", "2026-13", "2026", "20260-06", "26-06"])
def test_a_name_without_a_month_needs_a_date(mini, name):
    with pytest.raises(UsageError, match="ne se déduit pas") as told:
        opened(mini, name)
    assert told.value.hint == "ajoutez --date AAAA-MM-JJ, par exemple --date 2026-06-15"
    assert not (mini / "output").exists()


@pytest.mark.parametrize("date", ["2026-02-30", "15/06/2026", "2026-6-1", "demain", ""])
def test_a_date_that_is_none_is_refused(mini, date):
    with pytest.raises(UsageError, match="n'est pas une date"):
        opened(mini, date=date)
    assert not (mini / "output").exists()


@pytest.mark.parametrize(
    "name", ["../x", "a/b", "été", "", ".", "con", "x" * 41, "a b", "2026-06\n"]
)
def test_a_name_that_no_folder_can_bear_is_refused(mini, name):
    with pytest.raises(UsageError, match="n'est pas un nom de session"):
        opened(mini, name, date="2026-06-01")
    assert not (mini / "output").exists()


def test_names_that_differ_by_case_only_are_refused(mini):
    opened(mini, "Juin", date="2026-06-01")
    with pytest.raises(UsageError, match="Juin"):
        opened(mini, "juin", date="2026-06-01")


def test_nothing_opens_on_content_with_a_fault(mini, edit):
    edit(
        mini / "scenarios/geo/pont.yaml",
        "codes: [C1]\n  modalite: oral",
        "codes: [C99]\n  modalite: oral",
    )
    with pytest.raises(ContentError) as told:
        opened(mini)
    assert [d.code for d in told.value.diagnostics] == ["SUJ-002"]
    assert not (mini / "output").exists()


def test_a_session_opened_after_its_own_day_is_told_once(mini):
    told = opened(mini, "2026-03", date="2026-03-01").diagnostics
    assert [(d.code, "1er" in d.message) for d in told] == [("ECH-013", True)]
    assert opened(mini, "2026-03", date="2026-03-01").diagnostics == ()
