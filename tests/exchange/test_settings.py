import shutil
from pathlib import Path

import pytest

from pipeline.diagnostics import ContentError
from pipeline.exchange.settings import TEMPLATE, deadline_texts, settings_text
from pipeline.model.deadline import USUAL, Deadline, Milestone
from pipeline.read.session import read_session

ROOT = Path(__file__).resolve().parents[2]
CHOSEN = (("B1-ECRIT", "Bloc 1 - note sur dossier"), ("B1-ORAL", "Bloc 1 - oral"))
OTHERS = (("UN-IDENTIFIANT-TRES-LONG", "Autre\n- épreuve: # oui"),)
EXAMS = [exam for exam, _ in (*CHOSEN, *OTHERS)]


@pytest.fixture
def workspace(tmp_path):
    """A workspace with the shipped template."""
    (tmp_path / "templates").mkdir()
    shutil.copy(ROOT / TEMPLATE, tmp_path / TEMPLATE)
    return tmp_path


def text_of(root, **changes):
    values = {
        "session": "2026-06",
        "date": "2026-06-15",
        "title": "Fin de formation",
        "centre": "Lyon",
        "chosen": CHOSEN,
        "others": OTHERS,
        **changes,
    }
    return settings_text(root, **values)


def read(root, data, name="2026-06"):
    (root / "session.yaml").write_bytes(data)
    return read_session(root, "session.yaml", name, EXAMS, ())


def test_what_is_written_is_read_back_without_fault(workspace):
    session, faults = read(workspace, text_of(workspace))
    assert faults == ()
    assert (session.id, session.title, session.centre, session.date) == (
        "2026-06", "Fin de formation", "Lyon", "2026-06-15",
    )  # fmt: skip
    assert session.exams == ("B1-ECRIT", "B1-ORAL")
    assert (session.zone, session.tickets, session.markings) == ("Europe/Paris", 0, 2)


@pytest.mark.parametrize(
    "text",
    [
        'Un "titre"',
        "L'été : #1",
        "- x",
        "{{ 7*7 }}",
        "a\\b",
        "null",
        "C:\\n",
        "deux\nlignes",
        "{a}",
        "é\u202f!",
        "*x",
        "%d",
    ],
)
def test_any_title_and_centre_stay_what_they_are(workspace, text):
    session, faults = read(workspace, text_of(workspace, title=text, centre=text))
    assert faults == ()
    assert session.title == session.centre == " ".join(text.split())


@pytest.mark.parametrize("name", ["null", "2026", "1e5", "NO", "2026-06-15"])
def test_any_name_of_a_session_stays_a_text(workspace, name):
    session, faults = read(workspace, text_of(workspace, session=name), name)
    assert faults == ()
    assert session.id == name


def test_an_exam_may_be_chosen_by_taking_its_sign_away(workspace):
    data = text_of(workspace).replace(b"#  - UN-", b"  - UN-")
    lines = data.decode().splitlines()
    moved = lines.pop(next(n for n, line in enumerate(lines) if "UN-" in line))
    lines.insert(lines.index("epreuves:") + 1, moved)
    session, faults = read(workspace, "\n".join(lines).encode())
    assert faults == ()
    assert session.exams[0] == "UN-IDENTIFIANT-TRES-LONG"


def test_who_prepares_it_where_and_its_dates_are_written(workspace):
    dates = {
        **{m: d for m, d in USUAL.items() if m is not Milestone.SUMMON},
        Milestone.REMIND: (Deadline(days=5), Deadline(date="2026-06-25", time="18:30")),
        Milestone.RELEASE: (Deadline(time="07:00"),),
    }
    data = text_of(workspace, author="Zoé « Z »: #1", zone="America/Cayenne", deadlines=dates)
    session, faults = read(workspace, data)
    assert faults == ()
    assert (session.author, session.zone) == ("Zoé « Z »: #1", "America/Cayenne")
    assert session.deadlines == dates


def test_a_new_session_keeps_the_usual_dates(workspace):
    session, _ = read(workspace, text_of(workspace))
    assert (session.author, session.deadlines) == ("", USUAL)


def test_a_session_may_be_left_without_dates(workspace):
    data = text_of(workspace, deadlines={})
    session, faults = read(workspace, data)
    assert faults == ()
    assert session.deadlines == {}
    assert "chéances" not in data.decode()
    assert data.endswith(b"corrections: 2\n")


def test_dates_are_written_as_a_coordinator_would():
    assert deadline_texts(USUAL) == {
        "produire": "J-30",
        "convoquer": "J-15",
        "remettre": "J 06:00",
        "relances": "[J+7, J+10, J+13]",
        "grilles": "J+10 18:00",
        "jury": "J+21",
        "publication": "J+24",
        "rattrapage": "J+75",
    }
    one = deadline_texts({Milestone.REMIND: (Deadline(days=7),)})
    assert (one["relances"], one["jury"]) == ("[J+7]", "jamais")


def test_without_other_exams_nothing_is_said_of_them(workspace):
    assert b"Autres" not in text_of(workspace, others=())


def test_the_same_values_give_the_same_bytes(workspace):
    assert text_of(workspace) == text_of(workspace)


@pytest.mark.parametrize(
    "content", [None, b"\xff", b"{{ nobody }}", b"{% for %}", b"{{ ''.__class__.__mro__ }}"]
)
def test_a_template_that_cannot_be_used_is_named(workspace, content):
    (workspace / TEMPLATE).unlink()
    if content is not None:
        (workspace / TEMPLATE).write_bytes(content)
    with pytest.raises(ContentError) as caught:
        text_of(workspace)
    assert caught.value.message.startswith(
        "le modèle « templates/session.yaml.j2 » est inutilisable"
    )
