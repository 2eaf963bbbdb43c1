"""``epreuve approve``: who may agree, to what, and until when it holds."""

import re

import pytest

from pipeline.commands.approve import approve
from pipeline.commands.status import status
from pipeline.diagnostics import ContentError, UsageError
from pipeline.store import journal

SECOND, REASON = "Paul Relit", "question 2 ambiguë"


def told(session):
    """The lines of the session's state that speak of approval and releases."""
    outcome = status("2026-06", root=session.folder.root)
    return [line for line in outcome.lines if "approbation" in line or "remis :" in line]


def message(call, *args, **named):
    with pytest.raises(ContentError) as caught:
        call(*args, **named)
    return caught.value.message


def test_a_second_person_agrees_to_what_is_published_and_is_told_what_that_is(asked):
    short = asked.manifest[:12]
    done = asked.approve("  Paul   Relit ")
    assert done.lines == (
        "Ce que cette décision couvre : 77 fichiers.",
        "  B1-ECRIT : 4 pour les candidats, 0 pour le jury, 9 pour la correction",
        "  B1-ORAL : 4 pour les candidats, 4 pour le jury, 8 pour la correction",
        "  B2-CAS : 3 pour les candidats, 0 pour le jury, 7 pour la correction",
        "  S1-ORAL : 4 pour les candidats, 4 pour le jury, 8 pour la correction",
        "  convocations : 4 ; autres documents : 18",
        f"Documents de la session 2026-06 approuvés par Paul Relit (empreinte {short}).",
        "Suite : rien à faire ; l'exécution planifiée remettra les sujets à partir du "
        "15\u00a0juin 2026 à 06:00.",
    )
    assert done.data == {"manifest": asked.manifest, "verdict": "approved"}
    assert asked.events("approve") == [
        {
            "author": SECOND,
            "manifest": asked.manifest,
            "verdict": "approved",
            "reason": "",
            "responsible": "Marie-Anne Prépare",
        }
    ]
    assert told(asked) == [
        f"  approbation : donnée par Paul Relit le 2\u00a0juin 2026 (empreinte {short})"
    ]


def test_the_same_again_changes_nothing_and_says_since_when(asked, bytes_of):
    asked.approve()
    before = bytes_of(asked.folder.path)
    for author in (SECOND, "RELIT, Paul", "Une Troisième"):
        again = asked.approve(author, when="2026-06-09T08:00:00Z")
        assert again.counts == {"changed": 0}
        assert again.lines == (
            "Documents déjà approuvés le 2\u00a0juin 2026 par Paul Relit ; rien n'a changé depuis.",
        )
    assert bytes_of(asked.folder.path) == before


def test_a_dry_run_tells_and_writes_nothing(asked, bytes_of):
    before = bytes_of(asked.folder.path)
    done = asked.approve(dry_run=True)
    assert done.lines[-2:] == (
        f"Rien ne s'oppose à cette décision, signée Paul Relit (empreinte {asked.manifest[:12]}).",
        "Essai : rien n'a été écrit.",
    )
    assert bytes_of(asked.folder.path) == before


def test_where_nobody_follows_the_session_somebody_releases_what_was_approved(asked):
    text = asked.folder.settings.read_text("utf-8")
    asked.folder.settings.write_text(
        re.sub(r"(?ms)^echeances:.*?^  rattrapage:[^\n]*\n", "", text), "utf-8"
    )
    assert asked.approve().lines[-1] == "Suite : epreuve release 2026-06"


@pytest.mark.parametrize(
    ("author", "words"),
    [
        ("Marie-Anne Prépare", "l'approbation revient à une seconde personne"),
        ("PREPARE, Marie Anne", "l'approbation revient à une seconde personne"),
        ("Mme Prépare Marie-Anne (direction)", "l'approbation revient à une seconde personne"),
        ("M.-A. Prépare", "l'approbation revient à une seconde personne"),
        ("Marie-Anne Pré\u200bpa\u00adre", "l'approbation revient à une seconde personne"),
        ("Prépare Prépare", "l'approbation revient à une seconde personne"),
        ("M. Alix Quenouille", "porte le nom d'un candidat"),
        ("alix quenouille", "porte le nom d'un candidat"),
        ("Galimatias France", "a un lien déclaré avec un candidat"),
    ],
    ids=[
        *("author", "otherwise-written", "civility", "initials", "invisible", "repeated"),
        *("candidate-with-civility", "candidate", "assessor-with-a-tie"),
    ],
)
def test_who_prepares_the_session_or_has_an_interest_in_it_does_not_approve(
    asked, bytes_of, author, words
):
    before = bytes_of(asked.folder.path)
    for named in ({}, {"refuse": True, "reason": REASON}):
        assert words in message(asked.approve, author, **named)
    assert bytes_of(asked.folder.path) == before


def test_an_assessor_without_ties_may_approve(asked):
    assert asked.approve("Andréa Zinzolin").counts == {"changed": 1}


def test_a_namesake_of_a_candidate_says_who_they_are(asked):
    assert asked.approve("Alix Quenouille (direction)").counts == {"changed": 1}


@pytest.mark.parametrize("author", ['""', '"  "', '"—"'])
def test_without_a_name_of_who_prepares_nobody_is_a_second_person(free, author):
    free.change('responsable: ""', f"responsable: {author}")
    with pytest.raises(ContentError) as caught:
        free.approve()
    assert "ne dit pas qui prépare la session" in caught.value.message
    assert "responsable" in caught.value.hint


def test_publishing_again_under_another_name_makes_nobody_a_second_person(asked):
    asked.change('responsable: "Marie-Anne Prépare"', 'responsable: "Une Troisième"')
    asked.publish()
    assert [e.get("responsible") for e in asked.events("publish")] == [
        "Marie-Anne Prépare",
        "Une Troisième",
    ]
    for author in ("Marie-Anne Prépare", "Une Troisième"):
        assert "seconde personne" in message(asked.approve, author)
    assert asked.approve().counts == {"changed": 1}


def test_who_prepared_a_publication_is_known_though_the_settings_forget_it(asked):
    asked.change('responsable: "Marie-Anne Prépare"', 'responsable: ""')
    assert "seconde personne" in message(asked.approve, "Marie-Anne Prépare")
    assert asked.approve().counts == {"changed": 1}


def test_who_prepared_what_is_published_does_not_approve_it_under_other_settings(asked):
    asked.change('responsable: "Marie-Anne Prépare"', 'responsable: "Une Troisième"')
    for author in ("Marie-Anne Prépare", "Une Troisième"):
        assert "seconde personne" in message(asked.approve, author)
    assert asked.approve().counts == {"changed": 1}
    assert asked.events("approve")[0]["responsible"] == "Une Troisième, Marie-Anne Prépare"


def test_a_publication_that_does_not_say_who_prepared_it_goes_by_the_settings(free):
    assert "responsible" not in free.events("publish")[-1]
    free.change('responsable: ""', 'responsable: "Marie-Anne Prépare"')
    assert "seconde personne" in message(free.approve, "Marie-Anne Prépare")
    assert free.approve().counts == {"changed": 1}


@pytest.mark.parametrize("author", ["", "  \n", "NOM", "« Prénom Nom »", "Mme", "\u200b", "—"])
def test_an_approval_has_an_author_and_a_refusal_a_reason(asked, author):
    with pytest.raises(UsageError):
        asked.approve(author)
    for reason in (None, " "):
        with pytest.raises(UsageError):
            asked.refuse(reason)


def test_there_is_nothing_to_approve_before_the_publication(mini_session, when):
    with pytest.raises(ContentError, match="n'est pas publiée"):
        approve("2026-06", author=SECOND, root=mini_session.root, when=when)


def test_a_publication_that_the_journal_does_not_know_is_finished_first(asked):
    lines = (asked.folder.path / journal.JOURNAL).read_bytes().splitlines(keepends=True)
    (asked.folder.path / journal.JOURNAL).write_bytes(b"".join(lines[:-1]))
    with pytest.raises(ContentError) as caught:
        asked.approve()
    assert [d.code for d in caught.value.diagnostics] == ["SES-045"]
    asked.publish()
    assert asked.approve().counts == {"changed": 1}


@pytest.mark.parametrize("damage", ["changed", "missing", "forms", "settings"])
def test_documents_that_are_not_as_published_are_not_approved(asked, damage):
    folder = asked.folder
    paper = next(folder.path.glob("candidat/B1-ECRIT/*.docx"))
    if damage == "changed":
        paper.write_bytes(b"by hand")
    elif damage == "missing":
        paper.unlink()
    elif damage == "forms":
        folder.forms.write_bytes(folder.forms.read_bytes() + b"\n")
    else:
        folder.settings.write_text("session: [\n", "utf-8")
    expected = {"changed": "SES-042", "missing": "SES-041", "forms": "SES-046"}.get(damage)
    with pytest.raises(ContentError) as caught:
        asked.approve()
    assert expected is None or [d.code for d in caught.value.diagnostics] == [expected]
    assert asked.events("approve") == []


def test_a_file_added_beside_is_told_and_stops_nobody(asked):
    (asked.folder.path / "candidat/note.txt").write_bytes(b"mine")
    assert [d.code for d in asked.approve().diagnostics] == ["SES-043"]
    assert [d.code for d in asked.approve().diagnostics] == ["SES-043"]


def test_any_change_of_what_is_published_voids_an_approval_and_its_return_restores_it(asked):
    asked.approve()
    first = asked.manifest
    asked.change('titre: "Session"', 'titre: "Autre"')
    asked.publish()
    assert asked.manifest != first
    assert told(asked) == [
        "  approbation : à donner de nouveau, les documents ont changé depuis celle de Paul Relit (2\u00a0juin 2026)"
    ]
    assert asked.approve("Une Troisième").counts == {"changed": 1}
    asked.change('titre: "Autre"', 'titre: "Session"')
    asked.publish()
    assert asked.manifest == first
    assert "rien n'a changé depuis" in asked.approve().lines[0]


def test_a_refusal_is_noted_with_its_reason_and_can_be_taken_back(asked):
    done = asked.refuse()
    short = asked.manifest[:12]
    assert done.lines[-2:] == (
        f"Documents de la session 2026-06 refusés par Paul Relit : question 2 ambiguë (empreinte {short}).",
        "Suite : corrigez, puis epreuve assemble 2026-06 (--forbid, --lock) ou epreuve swap 2026-06, "
        "et epreuve publish 2026-06.",
    )
    assert told(asked) == [
        "  approbation : refusée par Paul Relit le 2\u00a0juin 2026 (question 2 ambiguë)"
    ]
    assert asked.refuse().lines == (
        "Documents déjà refusés le 2\u00a0juin 2026 par Paul Relit ; rien n'a changé depuis.",
    )
    asked.refuse("question 3 aussi")
    asked.approve("Une Troisième")
    assert [e["verdict"] for e in asked.events("approve")] == ["refused", "refused", "approved"]
    asked.refuse("tout compte fait")
    assert asked.events("approve")[-1]["verdict"] == "refused"


@pytest.mark.parametrize("lot", ["sujets", "correction"])
def test_a_refusal_comes_too_late_once_papers_or_grids_are_out(asked, lot):
    asked.approve()
    asked.release(lot)
    said = message(asked.refuse)
    assert said == (
        f"des documents sont déjà remis (lot « {lot} », le 3\u00a0juin 2026) : un refus ne les ferait pas revenir"
    )


def test_summonses_that_are_out_do_not_stop_a_refusal(asked):
    asked.release("convocations")
    assert asked.refuse().counts == {"changed": 1}


def test_an_approval_that_no_rule_asks_for_is_noted_and_told(free):
    free.change('responsable: ""', 'responsable: "Marie-Anne Prépare"')
    assert told(free) == []
    lines = free.approve().lines
    assert any("ne demandent pas d'approbation" in line for line in lines)
    assert free.events("approve")[0]["verdict"] == "approved"
    assert "donnée par Paul Relit" in told(free)[0]


def test_an_approval_asked_for_is_told_by_the_state_of_the_session(asked):
    assert told(asked) == [
        "  approbation : à donner par une seconde personne (epreuve approve 2026-06)"
    ]


def test_an_exam_marked_by_table_has_nothing_to_read(asked):
    asked.refuse()
    asked.change("  - S1-ORAL ", "#  - S1-ORAL ")
    asked.change("controle_continu: []", "controle_continu: [S1-ORAL]")
    asked.assemble()
    asked.publish()
    lines = asked.approve().lines
    assert [line.split()[0] for line in lines[1:4]] == ["B1-ECRIT", "B1-ORAL", "B2-CAS"]
    assert "S1-ORAL" not in "".join(lines)
