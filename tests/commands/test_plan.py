"""``epreuve plan``: every date of every session, what is overdue first, and the agenda made of them."""

import json
import shutil

import pytest
from icalendar import Calendar

from pipeline.commands.inputs import load_bank
from pipeline.commands.open import Opening, open_folder
from pipeline.commands.plan import plan
from pipeline.diagnostics import EpreuveError, ExitCode, UsageError
from pipeline.model.deadline import USUAL, Deadline, Milestone
from pipeline.store.folder import SessionFolder

NOW = "2026-11-23T09:00:00Z"
ICS = "output/plan.ics"
RULED = "sujet:\n  approbation: {valeur: true, origine: proposition}\n"
CALENDAR = """\
schema: epreuve/calendrier@1
promotions:
  - id: aurore
    titre: Promotion Aurore
    debut: 2026-01-12
    fin: 2027-02-26
    effectif: 24
    sessions:
      - {epreuves: [B1-ORAL]}
"""


@pytest.fixture
def opened(mini):
    """``opened(name, date)``: open a session of the tiny workspace; ``opened.root`` is the workspace."""

    def ask(name, date="2026-12-10", **options):
        folder = SessionFolder(root=mini, name=name)
        opening = Opening(date=date, title="Session", centre="Centre", **options)
        open_folder(load_bank(mini), folder, opening, when="2026-06-01T08:00:00Z")
        return folder

    ask.root = mini
    return ask


def run(root, session=None, when=NOW, **options):
    return plan(session, root=root, when=when, **options)


def told(outcome):
    """Session, step, local time and state of each entry."""
    entries = outcome.data["entries"]
    return [(e["session"], e["step"], e["local"], e["state"]) for e in entries]


def events(root):
    return Calendar.from_ical((root / ICS).read_bytes()).events


def test_the_year_is_a_table_with_what_is_overdue_first(opened):
    opened("2026-12")
    outcome = run(opened.root, months=1)
    assert outcome.lines == (
        "Échéancier du 23\u00a0novembre 2026 au 22\u00a0décembre 2026 (fuseau Europe/Paris).",
        "",
        "  Date                       Heure  Session  Étape                               État",
        "",
        "Échu :",
        "  mardi 10\u00a0novembre 2026     07:00  2026-12  Production des sujets et documents  "
        "en retard depuis 13 jours",
        "",
        "À venir :",
        "  mercredi 25\u00a0novembre 2026  07:00  2026-12  Remise des convocations             à venir",
        "  jeudi 10\u00a0décembre 2026     06:00  2026-12  Remise des sujets                   à venir",
        "  jeudi 17\u00a0décembre 2026     07:00  2026-12  Relance des évaluateurs             à venir",
        "  dimanche 20\u00a0décembre 2026  07:00  2026-12  Relance des évaluateurs             à venir",
        "  dimanche 20\u00a0décembre 2026  18:00  2026-12  Comparaison des corrections         à venir",
        "  dimanche 20\u00a0décembre 2026  18:00  2026-12  Levée de l'anonymat                 à venir",
        "  dimanche 20\u00a0décembre 2026  18:00  2026-12  Tableau du jury                     à venir",
        "",
        "8 étapes, dont 1 échue.",
    )
    assert outcome.counts == {"sessions": 1, "proposed": 0, "steps": 8, "overdue": 1, "person": 0}
    assert (outcome.exit_code, outcome.files) == (ExitCode.DONE, ())


def test_machines_get_every_entry(opened):
    opened("2026-12")
    data = run(opened.root).data
    assert (data["from"], data["until"], data["zone"]) == (
        "2026-11-23",
        "2027-11-22",
        "Europe/Paris",
    )
    assert len(data["entries"]) == 12
    assert data["entries"][:2] == [
        {
            "session": "2026-12",
            "step": "generate",
            "due": "2026-11-10T06:00:00Z",
            "local": "2026-11-10T07:00",
            "state": "due",
            "reason": "",
            "proposed": False,
        },
        {
            "session": "2026-12",
            "step": "summon",
            "due": "2026-11-25T06:00:00Z",
            "local": "2026-11-25T07:00",
            "state": "later",
            "reason": "",
            "proposed": False,
        },
    ]
    assert json.loads(json.dumps(data)) == data


def test_sessions_are_sorted_by_moment(opened):
    opened("a", "2027-01-10")
    opened("b", "2027-01-09")
    opened("c", "2027-01-10")
    rows = [(e["due"], e["session"]) for e in run(opened.root).data["entries"]]
    assert rows == sorted(rows)
    assert {session for _, session in rows} == {"a", "b", "c"}


def test_one_session_may_be_asked_for(opened):
    opened("a")
    opened("b")
    assert {e[0] for e in told(run(opened.root, "b"))} == {"b"}


def test_what_was_done_and_what_waits_are_told_apart(published):
    outcome = run(published.root, when="2026-06-01T08:00:00Z", first="2026-05-01", months=2)
    states = {(step, state) for _, step, _, state in told(outcome)}
    assert ("generate", "done") in states
    assert ("release", "later") in states
    text = "\n".join(outcome.lines)
    assert "07:00  2026-06  Production des sujets et documents  fait\n" in text
    late = run(published.root, when="2026-06-25T17:00:00Z")
    assert ("reconcile", "person") in {(s, state) for _, s, _, state in told(late)}
    text = "\n".join(late.lines)
    assert "attend quelqu'un : faire rendre les grilles, dont aucune n'est revenue" in text
    assert "attend une étape : Comparaison des corrections" in text


def test_an_hour_late_is_no_day_late(opened):
    opened("2026-12")
    text = "\n".join(run(opened.root, when="2026-11-10T07:00:00Z").lines)
    assert "à faire, échu ce jour" in text
    assert "depuis" not in text
    text = "\n".join(run(opened.root, when="2026-11-10T23:30:00Z").lines)
    assert "en retard depuis 1 jour\n" in text


def test_who_approves_is_told_before_papers_exist_when_the_rules_ask_for_it(opened, edit):
    opened("2026-12")
    assert "approve" not in {step for _, step, _, _ in told(run(opened.root))}
    rules = opened.root / "referential/regles.yaml"
    edit(rules, "sujet:\n", RULED)
    found = [e for e in told(run(opened.root, when="2026-06-01T08:00:00Z")) if e[1] == "approve"]
    assert found == [("2026-12", "approve", "2026-11-10T07:00", "later")]
    rules.write_text("x: [", "utf-8")
    assert "approve" not in {step for _, step, _, _ in told(run(opened.root))}


@pytest.mark.parametrize(
    ("first", "months", "until"),
    [
        ("2027-01-31", 1, "2027-02-27"),
        ("2027-12-15", 1, "2028-01-14"),
        ("2028-02-29", 12, "2029-02-27"),
        ("2026-12-01", 36, "2029-11-30"),
    ],
)
def test_the_last_day_is_the_one_before_the_same_day(mini, first, months, until):
    data = run(mini, first=first, months=months).data
    assert (data["from"], data["until"]) == (first, until)


def test_the_first_day_is_that_of_the_place(opened):
    opened("a", zone="Asia/Tokyo")
    opened("b", "2027-01-10", zone="Asia/Tokyo")
    data = run(opened.root, when="2026-11-23T20:00:00Z").data
    assert (data["from"], data["zone"]) == ("2026-11-24", "Asia/Tokyo")
    assert data["entries"][0]["local"] == "2026-11-10T07:00"
    opened("c", "2027-02-10", zone="America/Cayenne")
    data = run(opened.root, when="2026-11-23T20:00:00Z").data
    assert (data["from"], data["zone"]) == ("2026-11-23", "Europe/Paris")
    assert data["entries"][0]["local"] == "2026-11-09T23:00"


@pytest.mark.parametrize("first", ["demain", "2026-02-30", "23/11/2026", "", "9999-12-31"])
def test_a_first_day_that_is_none_is_refused(mini, first):
    with pytest.raises(UsageError, match="n'est pas un premier jour"):
        run(mini, first=first)


def test_an_unknown_session_is_refused(opened):
    opened("2026-12")
    with pytest.raises(UsageError, match="n'existe pas"):
        run(opened.root, "2026-13")


def test_an_empty_workspace_has_nothing_to_do(mini):
    outcome = run(mini)
    assert outcome.lines[2:] == ("Rien n'est prévu d'ici là.", "")
    assert outcome.data["entries"] == []
    assert not (mini / "output").exists()


def test_demonstrations_are_left_out_and_sessions_without_dates_are_named(opened):
    opened("demo")
    opened("demo-2")
    opened("seule", deadlines={})
    outcome = run(opened.root)
    assert outcome.data["entries"] == []
    assert outcome.lines[-1] == (
        "Session que personne ne suit, faute d'échéances dans session.yaml : seule."
    )
    opened("autre", deadlines={})
    assert run(opened.root).lines[-1] == (
        "Sessions que personne ne suit, faute d'échéances dans session.yaml : autre, seule."
    )
    assert run(opened.root, "demo").lines[-1] == "La démonstration n'est suivie par personne."


@pytest.mark.parametrize(
    ("name", "data", "codes"),
    [
        ("session.yaml", b"session: bad\necheances: {jury: x}\n", {"ECH-001", "LEC-009"}),
        ("session.yaml", b"\xff", {"LEC-003"}),
        ("session.yaml", None, {"SES-055"}),
        ("journal.jsonl", b"{}\n", {"SES-044"}),
        ("journal.jsonl", "folder", {"EXE-005"}),
    ],
)
def test_a_session_that_cannot_be_read_is_told_and_hides_no_other(opened, name, data, codes):
    bad = opened("bad")
    opened("good")
    (bad.path / name).unlink()
    if data == "folder":
        (bad.path / name).mkdir()
    elif data is not None:
        (bad.path / name).write_bytes(data)
    outcome = run(opened.root)
    assert {e[0] for e in told(outcome)} == {"good"}
    assert outcome.exit_code == ExitCode.CONTENT
    last = outcome.diagnostics[-1]
    assert (last.code, last.source.path) == ("ECH-011", "output/bad")
    assert "« bad »" in last.message
    assert {d.code for d in outcome.diagnostics[:-1]} == codes


def test_sessions_that_the_calendar_asks_for_are_told_until_they_are_open(opened):
    opened("2026-12")
    (opened.root / "calendrier.yaml").write_text(CALENDAR, "utf-8")
    outcome = run(opened.root)
    asked = [e for e in outcome.data["entries"] if e["proposed"]]
    assert {e["session"] for e in asked} == {"2027-02"}
    assert asked[0]["local"] == "2027-01-27T07:00"
    assert outcome.counts["proposed"] == 1
    assert "2027-02  Production des sujets et documents  session à ouvrir" in "\n".join(
        outcome.lines
    )
    assert outcome.lines[-1] == (
        "1 session proposée par calendrier.yaml reste à ouvrir : epreuve calendar."
    )
    assert {e["session"] for e in run(opened.root, "2027-02").data["entries"]} == {"2027-02"}
    assert run(opened.root, months=1).counts["proposed"] == 0
    opened("2027-02", "2027-02-26")
    outcome = run(opened.root)
    assert not [e for e in outcome.data["entries"] if e["proposed"]]
    assert outcome.counts["proposed"] == 0


def test_a_session_to_open_keeps_the_dates_and_the_zone_of_the_calendar(opened):
    text = CALENDAR + "fuseau: America/Cayenne\necheances: {produire: J-40}\n"
    (opened.root / "calendrier.yaml").write_text(text, "utf-8")
    data = run(opened.root).data
    assert data["zone"] == "America/Cayenne"
    assert data["entries"][0]["local"] == "2027-01-17T07:00"


def test_a_session_whose_day_is_past_is_not_proposed_any_more(opened):
    (opened.root / "calendrier.yaml").write_text(CALENDAR, "utf-8")
    assert run(opened.root, when="2027-02-26T09:00:00Z").counts["proposed"] == 1
    assert run(opened.root, when="2027-02-27T09:00:00Z").counts["proposed"] == 0


def test_a_calendar_with_faults_hides_no_session(opened):
    opened("2026-12")
    (opened.root / "calendrier.yaml").write_text("schema: [", "utf-8")
    outcome = run(opened.root)
    assert outcome.counts["sessions"] == 1
    assert outcome.exit_code == ExitCode.CONTENT
    assert [d.code for d in outcome.diagnostics] == ["LEC-005", "ECH-012"]
    assert run(opened.root, "2026-12").diagnostics == ()


def test_nothing_is_written_without_an_agenda(opened, bytes_of):
    opened("2026-12")
    before = bytes_of(opened.root)
    run(opened.root)
    assert bytes_of(opened.root) == before


def test_an_agenda_has_one_event_a_date(opened):
    opened("2026-12")
    (opened.root / "calendrier.yaml").write_text(CALENDAR, "utf-8")
    outcome = run(opened.root, ics=True)
    assert outcome.files == (ICS,)
    assert outcome.lines[-1] == "Agenda écrit : output/plan.ics (24 dates)."
    found = events(opened.root)
    assert len(found) == len(outcome.data["entries"]) == 24
    moments = [e.start.strftime("%Y-%m-%dT%H:%M:%SZ") for e in found]
    assert sorted(moments) == moments
    assert sorted(moments) == sorted(e["due"] for e in outcome.data["entries"])
    assert len({str(e["uid"]) for e in found}) == 24
    status = {str(e["summary"]): str(e["status"]) for e in found}
    assert status["2026-12\u00a0: Remise des sujets"] == "CONFIRMED"
    assert status["2027-02 (à ouvrir)\u00a0: Remise des sujets"] == "TENTATIVE"


def test_only_what_needs_a_person_wakes_somebody(opened):
    opened("2026-12")
    run(opened.root, ics=True)
    woken = {str(e["uid"]): str(e["description"]) for e in events(opened.root) if e.walk("VALARM")}
    assert list(woken) == ["2026-12-lift-1@epreuve", "2026-12-decide-1@epreuve"]
    assert woken["2026-12-decide-1@epreuve"].startswith(
        "À faire par une personne\u00a0: faire remplir"
    )


def test_what_is_done_wakes_nobody(published):
    run(published.root, when="2026-06-01T08:00:00Z", first="2026-05-01", ics=True)
    (event,) = [e for e in events(published.root) if str(e["uid"]) == "2026-06-generate-1@epreuve"]
    assert str(event["summary"]) == "2026-06\u00a0: Production des sujets et documents (fait)"
    assert not event.walk("VALARM")


def test_a_date_that_moves_keeps_its_event(opened):
    opened("2026-12")
    run(opened.root, ics=True)
    before = {str(e["uid"]): e.start for e in events(opened.root)}
    shutil.rmtree(opened.root / "output/2026-12")
    opened("2026-12", "2026-12-11", deadlines={**USUAL, Milestone.JURY: (Deadline(days=23),)})
    run(opened.root, ics=True)
    after = {str(e["uid"]): e.start for e in events(opened.root)}
    assert list(after) == list(before)
    moved = {uid: (after[uid] - before[uid]).days for uid in before}
    assert {uid: days for uid, days in moved.items() if days != 1} == {
        "2026-12-decide-1@epreuve": 3
    }


def test_the_same_dates_leave_the_agenda_alone(opened, bytes_of):
    opened("2026-12")
    run(opened.root, ics=True)
    stamp = (opened.root / ICS).stat().st_mtime_ns
    before = bytes_of(opened.root)
    outcome = run(opened.root, when="2026-11-23T10:00:00Z", ics=True)
    assert bytes_of(opened.root) == before
    assert (opened.root / ICS).stat().st_mtime_ns == stamp
    assert outcome.files == ()
    assert outcome.lines[-1] == "Agenda inchangé : output/plan.ics (12 dates)."


def test_an_agenda_that_something_else_stands_for_is_told(opened):
    opened("2026-12")
    (opened.root / ICS / "x").mkdir(parents=True)
    with pytest.raises(EpreuveError, match=r"plan\.ics"):
        run(opened.root, ics=True)


def test_an_agenda_is_that_of_all_sessions(opened):
    opened("2026-12")
    with pytest.raises(UsageError, match="toutes les sessions"):
        run(opened.root, "2026-12", ics=True)
    assert not (opened.root / ICS).exists()


def test_an_agenda_names_nobody(opened):
    opened("2026-12", author="Ana Zwyx")
    run(opened.root, ics=True)
    assert b"Zwyx" not in (opened.root / ICS).read_bytes()


def test_the_command_line_gives_the_same_in_json(epreuve, opened):
    opened("2026-12")
    answer = json.loads(
        epreuve("plan", "--du", "2026-12-01", "--mois", "2", "--ics", "--json").stdout
    )
    assert (answer["data"]["from"], answer["data"]["until"]) == ("2026-12-01", "2027-01-31")
    assert answer["files"] == [ICS]
    assert epreuve("plan", "--mois", "37").exit_code == ExitCode.USAGE
