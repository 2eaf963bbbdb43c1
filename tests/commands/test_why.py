"""``epreuve why``: told in words and for machines, of the session assembled last unless one is named."""

import re
import shutil

import pytest

from pipeline.assemble.swap import items_of
from pipeline.commands.assemble import assemble
from pipeline.commands.why import why
from pipeline.diagnostics import UsageError
from pipeline.store.folder import SessionFolder
from pipeline.store.records import read_forms


@pytest.fixture
def assembled(mini_session, when):
    """An open session with its forms."""
    assemble(mini_session.name, root=mini_session.root, when=when)
    return mini_session


def test_a_question_that_is_asked_says_where_and_what_breaks_without_it(assembled):
    form = read_forms(assembled)[0]
    item = items_of(form)[0]
    outcome = why(item, root=assembled.root)
    assert outcome.session == assembled.name
    assert outcome.lines[0].startswith(f"{item} — ")
    assert any(line.startswith(f"{form.id} : choisie, 50 % des points") for line in outcome.lines)
    assert any("sans elle, ces questions ne respecteraient plus" in line for line in outcome.lines)
    assert outcome.data["reasons"][0]["state"] == "chosen"
    assert outcome.counts["chosen"] >= 1


def test_a_question_that_is_not_says_why_exam_by_exam(assembled):
    asked = {item for form in read_forms(assembled) for item in items_of(form)}
    outcome = why("GEO-01-PONT/O1", assembled.name, root=assembled.root)
    assert "GEO-01-PONT/O1" not in asked
    states = {reason["exam"]: reason["state"] for reason in outcome.data["reasons"]}
    assert states["B1-ECRIT"] == "barred"
    assert states["B1-ORAL"] in ("possible", "blocked")
    assert not any(line.startswith("B1-ECRIT") for line in outcome.lines)
    assert any(line.startswith("B1-ORAL : ") for line in outcome.lines)


@pytest.fixture
def richer(mini_session, when):
    """A session of which one scenario has a twin of a question, and one of far too long."""
    path = mini_session.root / "scenarios" / "geo" / "pont.yaml"
    text = path.read_text(encoding="utf-8")
    block = re.search(r"- id: T2\n.*?(?=- id: O1)", text, re.DOTALL).group()
    twin = re.sub(r"\bT2", "T3", block).replace("difficulte: 3", "difficulte: 4")
    long = re.sub(r"\bT2", "T4", block).replace("minutes: 30", "minutes: 300")
    path.write_text(text.replace(block, block + twin + long), encoding="utf-8")
    assemble(mini_session.name, root=mini_session.root, when=when)
    return mini_session


def test_a_question_that_nothing_can_hold_names_the_rules(richer):
    outcome = why("GEO-01-PONT/T4", root=richer.root)
    line = next(line for line in outcome.lines if line.startswith("B1-ECRIT : "))
    assert line.startswith("B1-ECRIT : aucun choix ne peut la contenir, le temps de travail")
    assert "la question GEO-01-PONT/T4 imposée" in line
    reason = next(r for r in outcome.data["reasons"] if r["exam"] == "B1-ECRIT")
    assert reason["state"] == "blocked"
    assert "minutes" in reason["rules"]


def test_a_question_that_costs_says_how_much_and_which_wish_pays(richer):
    outcome = why("GEO-01-PONT/T3", root=richer.root)
    line = next(line for line in outcome.lines if line.startswith("B1-ECRIT : "))
    assert line.startswith("B1-ECRIT : possible, mais le meilleur choix avec elle s'écarte de ")
    assert "une difficulté moyenne proche de 3" in line


def test_a_question_that_serves_no_exam_of_the_session_says_so(mini_session, when):
    text = mini_session.settings.read_text(encoding="utf-8")
    text = re.sub(r"  - (B1-ORAL|S1-ORAL) .*\n", "", text)
    mini_session.settings.write_text(text, encoding="utf-8")
    assemble(mini_session.name, root=mini_session.root, when=when)
    outcome = why("GEO-01-PONT/O1", root=mini_session.root)
    assert outcome.lines[1:] == ("ne sert aucune épreuve de la session : B1-ECRIT, B2-CAS",)


def test_an_exam_without_any_form_is_told(assembled):
    text = assembled.settings.read_text(encoding="utf-8")
    text = text.replace("  - B1-ECRIT ", "  - B1-ECRIT\n  - B1-CC-CONTROLE ")
    assembled.settings.write_text(text, encoding="utf-8")
    outcome = why("GEO-01-PONT/T1", root=assembled.root)
    assert "B1-CC-CONTROLE : la session n'a pas de sujet pour cette épreuve" in outcome.lines
    states = {r.get("exam"): r["state"] for r in outcome.data["reasons"]}
    assert states["B1-CC-CONTROLE"] == "elsewhere"


@pytest.mark.parametrize("item", ["", "NOPE", "NOPE/T1", "GEO-01-PONT", "GEO-01-PONT/T99"])
def test_a_question_that_does_not_exist_names_those_that_do(assembled, item):
    with pytest.raises(UsageError) as refused:
        why(item, root=assembled.root)
    assert "GEO-01-PONT" in refused.value.hint


def test_without_any_forms_there_is_nothing_to_tell(mini_session):
    with pytest.raises(UsageError, match="aucune session"):
        why("GEO-01-PONT/T1", root=mini_session.root)


def test_the_session_assembled_last_is_the_one_spoken_of(assembled):
    later = SessionFolder(root=assembled.root, name="2025-01")
    shutil.copytree(assembled.path, later.path)
    assert why("GEO-01-PONT/T1", root=assembled.root).session == "2026-06"
    assemble("2026-06", root=assembled.root, when="2027-01-01T00:00:00Z")
    (later.path / "journal.jsonl").write_text("broken", encoding="utf-8")
    assert why("GEO-01-PONT/T1", root=assembled.root).session == "2026-06"
