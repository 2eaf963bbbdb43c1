"""``epreuve appeal``: a new decision in the place of one in force, which stays in the record."""

from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from pipeline.commands.appeal import appeal
from pipeline.diagnostics import ContentError, UsageError
from pipeline.model.award import BlockStatus, Vote
from pipeline.store.ledger import held, ledger_path
from pipeline.store.records import read_decisions

LATER = "2026-09-30T08:00:00Z"
ASKED = {
    "candidate": "0001",
    "decision": "attribution partielle",
    "blocks": ("B1=non validé",),
    "reason": "Erreur de report",
    "author": "La présidente",
    "reference": "PV du 3 septembre",
    "date": "2026-09-03",
}


@pytest.fixture
def decided(awarded):
    awarded.type()
    awarded.decide()
    return awarded


@pytest.fixture
def revise(decided):
    """``revise(decision="…")``: revise the decision on candidate 0001."""

    def run(*, dry_run=False, **changes):
        return appeal(
            "2026-06",
            **{**ASKED, **changes},
            root=decided.folder.root,
            when=LATER,
            dry_run=dry_run,
        )

    return run


def own(court, number="0001"):
    return [d for d in read_decisions(court.folder).decisions if d.candidate == number]


def test_a_decision_is_revised_and_the_old_one_stays(decided, revise, bytes_of):
    (before,) = own(decided)
    done = revise()
    assert done.lines == (
        "Décision 2026-06/0001/2 : attribution partielle, à la place de 2026-06/0001/1.",
        "  B1 : validé → non validé",
    )
    assert done.diagnostics == ()
    first, second = own(decided)
    reason = "Erreur de report (référence : PV du 3 septembre)"
    block = replace(before.blocks[0], status=BlockStatus.FAILED, reason=reason)
    assert first == before
    assert second == replace(
        before,
        id="2026-06/0001/2",
        decision="attribution_partielle",
        blocks=(block, *before.blocks[1:]),
        reason=reason,
        vote=Vote(),
        date="2026-09-03",
        author="La présidente",
        revises="2026-06/0001/1",
    )
    kept = bytes_of(decided.folder.path)
    assert revise().lines == (
        "Cette révision est déjà enregistrée (2026-06/0001/2) : rien n'a été changé.",
    )
    assert bytes_of(decided.folder.path) == kept
    assert (decided.folder.results / "decision/candidat/releves/releve-0001.docx").exists()


def test_the_ledger_follows_the_decision_in_force(decided, revise):
    def blocks():
        found = held(ledger_path(decided.folder.root, "2026-06"))
        return [c.block for c in found if c.candidate == "0001"]

    before = blocks()
    revise()
    assert blocks() == [b for b in before if b != "B1"]


def test_a_revision_can_be_revised_and_the_table_still_reads_the_same(decided, revise):
    revise()
    revise(decision="attribution complète", blocks=("B1=validé",), date="2026-09-20")
    assert [d.revises for d in own(decided)] == ["", "2026-06/0001/1", "2026-06/0001/2"]
    assert decided.decide().counts["decisions"] == 0


def test_without_a_date_the_revision_is_of_the_day(decided, revise):
    revise(date=None)
    assert own(decided)[-1].date == LATER[:10]


def test_a_dry_run_revises_nothing(decided, revise, bytes_of):
    before = bytes_of(decided.folder.path)
    done = revise(dry_run=True)
    assert done.counts == {"decisions": 1}
    assert done.lines[-1] == "Essai : rien n'a été écrit."
    assert "enregistré" not in " ".join(done.lines)
    assert bytes_of(decided.folder.path) == before


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"candidate": "0009"}, "n'a pas de décision"),
        ({"reason": " "}, "pourquoi"),
        ({"author": ""}, "qui agit"),
        ({"reference": ""}, "référence"),
        ({"date": "3 septembre"}, "n'est pas une date"),
        ({"date": "2026-10-01"}, "dans l'avenir"),
        ({"date": "2026-06-30"}, "avant la décision"),
        ({"decision": "bravo"}, "n'est pas une décision"),
        ({"blocks": ("B9=validé",)}, "n'est pas un bloc"),
        ({"blocks": ("B1",)}, "n'est pas un bloc"),
        ({"blocks": ("B1=acquis",)}, "n'est pas un bloc"),
    ],
)
def test_what_makes_no_sense_is_refused(decided, revise, changes, said):
    with pytest.raises(UsageError, match=said):
        revise(**changes)
    assert len(own(decided)) == 1


def test_a_block_won_before_stays(decided, revise):
    with pytest.raises(UsageError, match="déjà acquis"):
        revise(candidate="0003", blocks=("B2=non validé",))


def test_a_decision_against_its_own_blocks_is_refused(decided, revise):
    with pytest.raises(ContentError) as caught:
        revise(decision="attribution complète")
    assert [f.code for f in caught.value.diagnostics] == ["JUR-062"]


def test_it_comes_after_decisions(court):
    with pytest.raises(ContentError, match="n'est pas levé"):
        appeal("2026-06", **ASKED, root=court.folder.root, when=LATER)


def test_late_appeals_are_told(revise):
    done = revise(date="2026-09-30")
    assert [f.code for f in done.diagnostics] == ["JUR-082"]
    assert done.diagnostics[0].message == (
        "la révision vient 91 jours après la délibération ; le délai de recours est de 90 jours"
    )


def test_marks_that_changed_since_are_computed_again_and_told(decided, revise, mark):
    mark(lambda *_: 4)
    done = revise(decision="attribution complète", blocks=())
    assert [f.code for f in done.diagnostics] == ["JUR-083"]
    assert "proposition d’attribution complète" in done.diagnostics[0].message
    first, second = own(decided)
    assert (first.blocks[0].mark, second.blocks[0].mark) == (Decimal(14), Decimal(20))
    assert revise(decision="attribution complète", blocks=()).counts == {"decisions": 0}


def test_somebody_no_longer_registered_keeps_marks_and_honours(decided, revise):
    book = openpyxl.load_workbook(decided.folder.roster)
    sheet = book["Candidats"]
    row = next(c.row for c in sheet["A"] if c.value == "0001")
    sheet.delete_rows(row)
    book.save(decided.folder.roster)
    done = revise(decision="attribution complète", blocks=())
    assert done.diagnostics == ()
    first, second = own(decided)
    assert (second.blocks, second.proposed) == (first.blocks, first.proposed)
