"""Papers that were refused: how they are made again, and when they no longer can."""

import re

import pytest

from pipeline.assemble.swap import items_of
from pipeline.commands.collect import collect
from pipeline.commands.generate import generate
from pipeline.commands.status import status
from pipeline.commands.swap import swap
from pipeline.commands.verify import verify
from pipeline.diagnostics import ContentError, UsageError
from pipeline.model.marks import Case, CaseKind, Fate, Marking, Marks, Receipt
from pipeline.store import journal
from pipeline.store.approval import is_sealed, keep_refused, reopened, resumed
from pipeline.store.files import digest
from pipeline.store.records import read_basis, read_forms, read_issued, write_record

WHEN = "2026-06-02T08:00:00Z"
TWINS = {"GEO-01-PONT/T2": "GEO-01-PONT/T3", "GEO-01-PONT/T3": "GEO-01-PONT/T2"}


def codes(session):
    return [d.code for d in verify(session.folder.name, root=session.folder.root).diagnostics]


def other(session):
    """The scenario of the first main paper, to be forbidden."""
    return next(f for f in read_forms(session.folder) if f.id == "B1-ECRIT-P").dossiers[0].scenario


def returned(session):
    """A marking of the first grid, as if it had come back."""
    who = read_issued(session.folder)[0].identity
    return Marking(
        grid=who.id,
        exam="B1-ECRIT",
        form=who.form,
        copy=who.anonymous,
        assessor=who.assessor,
        assessor_name=who.assessor_name,
        marking=who.marking,
        state="",
        date="",
        remark="",
        levels=(),
    )


def aside(session):
    top = session.folder.path / "mis-de-cote"
    return [p.read_bytes() for p in sorted(top.rglob("*")) if p.is_file()]


def test_refused_papers_are_made_again_published_approved_and_released(asked):
    refused, forms = asked.manifest, asked.folder.forms.read_bytes()
    asked.refuse()
    scenario = other(asked)
    outcome = asked.assemble(forbid=(scenario,))
    assert scenario not in {d.scenario for f in read_forms(asked.folder) for d in f.dossiers}
    assert "APP-008" in [d.code for d in outcome.diagnostics]
    assert asked.events("assemble")[-1]["refused"] == refused
    assert aside(asked) == [forms]
    assert codes(asked) == ["APP-008"]
    assert status("2026-06", root=asked.folder.root).lines[1] == (
        "  approbation : refusée par Paul Relit le 2\u00a0juin 2026 (question 2 ambiguë) ; "
        "sujets refaits depuis, à publier (epreuve publish 2026-06)"
    )
    with pytest.raises(ContentError) as caught:
        asked.approve()
    assert [d.code for d in caught.value.diagnostics] == ["APP-008"]
    with pytest.raises(ContentError) as caught:
        collect("2026-06", root=asked.folder.root, when=WHEN)
    assert [d.code for d in caught.value.diagnostics] == ["APP-008"]
    asked.publish()
    assert asked.events("publish")[-1]["refused"] == refused
    assert asked.manifest != refused
    assert codes(asked) == []
    assert is_sealed(asked.folder)
    with pytest.raises(ContentError):
        asked.release("sujets")
    asked.approve()
    assert asked.release().data["lots"]["sujets"] == "released"
    assert scenario.encode() not in b"".join(p.encode() for p in asked.handed)
    assert codes(asked) == []


def test_a_corrected_scenario_makes_refused_papers_anew_without_any_choice(asked, edit):
    asked.refuse()
    assert asked.assemble().files == ()
    for path in sorted(asked.folder.root.glob("scenarios/*/*.yaml")):
        text = path.read_text("utf-8")
        path.write_text(text.replace("Rédigez", "Écrivez"), "utf-8")
    before = asked.manifest
    generate("2026-06", root=asked.folder.root, when=WHEN)
    assert asked.manifest != before
    assert codes(asked) == []


def test_what_refused_papers_are_judged_by_is_frozen_anew(asked, edit):
    rules = asked.folder.root / "referential/regles.yaml"
    edit(rules, "points_jury_maximum: {valeur: 0.5", "points_jury_maximum: {valeur: 0.7")
    asked.publish()
    assert str(read_basis(asked.folder).policy.jury.points) == "0.5"
    asked.refuse()
    outcome = asked.publish()
    assert str(read_basis(asked.folder).policy.jury.points) == "0.7"
    assert "RES-004" not in [d.code for d in outcome.diagnostics]
    assert codes(asked) == []


def test_refused_papers_published_again_as_they_were_are_still_refused(asked):
    asked.refuse()
    before, events = asked.manifest, asked.events("publish")
    asked.publish()
    assert (asked.manifest, asked.events("publish")) == (before, events)
    assert reopened(asked.folder) is not None


def test_one_question_of_refused_papers_is_replaced(asked):
    path = asked.folder.root / "scenarios/geo/pont.yaml"
    text = path.read_text("utf-8")
    block = re.search(r"- id: T2\n.*?(?=- id: O1)", text, re.DOTALL).group()
    twin = re.sub(r"\bT2", "T3", block).replace("minutes: 30", "minutes: 31")
    path.write_text(text.replace(block, block + twin), "utf-8")
    form, item = next((f, i) for f in read_forms(asked.folder) for i in items_of(f) if i in TWINS)
    put = {"with_item": TWINS[item], "root": asked.folder.root, "when": WHEN}
    with pytest.raises(ContentError) as caught:
        swap("2026-06", form.id, item, **put)
    assert [d.code for d in caught.value.diagnostics] == ["ASM-011"]
    asked.refuse()
    refused, forms = asked.manifest, asked.folder.forms.read_bytes()
    swap("2026-06", form.id, item, **put)
    assert asked.events("swap")[-1]["refused"] == refused
    assert aside(asked) == [forms]
    asked.publish()
    assert codes(asked) == []


def approved(session):
    session.refuse()
    session.approve("Une Troisième")


def other_publication(session):
    session.refuse()
    session.change('titre: "Session"', 'titre: "Autre"')
    session.publish()


def papers_out(session):
    session.approve()
    session.release("sujets")
    withdrawn(session)


def grids_out(session):
    session.approve()
    session.release("correction")
    withdrawn(session)


def withdrawn(session):
    """A refusal that comes too late, written by another hand."""
    facts = {"author": "X", "manifest": session.manifest, "verdict": "refused", "reason": "r"}
    journal.append(session.folder.path, when=WHEN, command="approve", facts=facts)


def marked(session):
    session.refuse()
    write_record(session.folder.marks, Marks(session="2026-06", markings=(returned(session),)))


def in_doubt(session):
    session.refuse()
    case = Case(
        id="c1",
        kind=CaseKind.COPY,
        when=WHEN,
        name="a.xlsx",
        sha256=digest(b"a"),
        grids=(),
        detail="same",
    )
    write_record(session.folder.marks, Marks(session="2026-06", cases=(case,)))


@pytest.mark.parametrize(
    "prepare",
    [lambda _: None, approved, other_publication, papers_out, grids_out, marked, in_doubt],
    ids=[
        "unread",
        "approved-since",
        "published-since",
        "papers-out",
        "grids-out",
        "marked",
        "doubt",
    ],
)
def test_papers_are_never_made_again(asked, prepare):
    prepare(asked)
    forms = asked.folder.forms.read_bytes()
    assert is_sealed(asked.folder)
    assert [d.code for d in asked.assemble().diagnostics] == ["SES-048"]
    with pytest.raises(UsageError):
        asked.assemble(forbid=(other(asked),))
    assert asked.folder.forms.read_bytes() == forms
    asked.folder.forms.write_bytes(forms + b"\n")
    with pytest.raises(ContentError):
        asked.publish()


def test_a_file_refused_by_the_collection_closes_nothing(asked):
    asked.refuse()
    receipt = Receipt(sha256=digest(b"junk"), name="a.txt", when=WHEN, fate=Fate.REFUSED)
    write_record(asked.folder.marks, Marks(session="2026-06", receipts=(receipt,)))
    assert not is_sealed(asked.folder)


def test_a_session_that_is_not_published_has_nothing_to_reopen(mini_session):
    assert reopened(mini_session) is None
    assert not is_sealed(mini_session)
    assert resumed(mini_session) == ()
    keep_refused(mini_session)
    assert not (mini_session.path / "mis-de-cote").exists()


def test_a_broken_journal_reopens_nothing(asked):
    asked.refuse()
    path = asked.folder.path / journal.JOURNAL
    path.write_bytes(path.read_bytes().replace(b"refused", b"refusez", 1))
    for call in (asked.assemble, asked.publish, asked.refuse, asked.release):
        with pytest.raises(ContentError, match="journal"):
            call()
    assert "SES-044" in codes(asked)
