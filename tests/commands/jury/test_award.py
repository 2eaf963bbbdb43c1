"""``epreuve award``: proposals, and the table of the jury."""

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest

from pipeline.commands.hearing import read_hearing
from pipeline.diagnostics import ContentError
from pipeline.model.award import (
    BlockStatus,
    Carried,
    Credit,
    Decisions,
    Origin,
    Resit,
)
from pipeline.model.marks import Gap, Reconciliation, Shift
from pipeline.model.score import ExamScore
from pipeline.store.folder import SessionFolder
from pipeline.store.ledger import ledger_path, record
from pipeline.store.records import read_basis, read_marks, write_record


def test_nothing_is_said_of_names_before_the_lift(court, bytes_of):
    before = bytes_of(court.folder.path)
    with pytest.raises(ContentError, match="rien n'est dit des noms"):
        court.award()
    assert bytes_of(court.folder.path) == before


def test_proposals_and_the_table_are_written_once(court, bytes_of):
    court.lift()
    done = court.award()
    assert done.counts == {"candidates": 4, "attribution_complete": 4}
    assert done.lines == (
        "4 candidats au tableau du jury.",
        "  attribution complète : 4",
        "À remplir par le jury : output/2026-06/resultats/jury/tableau-jury.xlsx, puis « epreuve decide 2026-06 ».",
    )
    proposals = json.loads((court.table.parent / "proposals.json").read_text("utf-8"))
    assert sorted(p["candidate"] for p in proposals) == ["0001", "0002", "0003", "0004"]
    before = bytes_of(court.folder.path)
    again = court.award()
    assert again.lines[2] == "Tableau déjà en place et toujours exact : rien n'a été changé."
    assert bytes_of(court.folder.path) == before


def test_a_dry_run_writes_nothing(court, bytes_of):
    court.lift()
    before = bytes_of(court.folder.path)
    assert court.award(dry_run=True).lines[-1] == "Essai : rien n'a été écrit."
    assert bytes_of(court.folder.path) == before


def test_a_table_that_a_jury_fills_in_place_is_left_alone(awarded):
    filled = awarded.fill(awarded.table.read_bytes(), {("Candidats", "0001", "K"): "En cours"})
    awarded.table.write_bytes(filled)
    awarded.award()
    assert awarded.table.read_bytes() == filled


def test_a_table_of_other_marks_is_set_aside_and_made_anew(awarded, mark):
    filled = awarded.fill(awarded.table.read_bytes(), {("Candidats", "0001", "K"): "En cours"})
    awarded.table.write_bytes(filled)
    mark(lambda *_: 4)
    done = awarded.award()
    assert [f.code for f in done.diagnostics if f.code[:3] != "ATT"] == ["SES-051"]
    assert awarded.table.read_bytes() != filled


def test_a_table_that_is_damaged_or_lost_is_made_anew(awarded):
    good = awarded.table.read_bytes()
    awarded.table.write_bytes(b"PK")
    awarded.award()
    assert awarded.table.read_bytes() == good
    awarded.table.unlink()
    awarded.award()
    assert awarded.table.read_bytes() == good


def test_the_table_shows_absences_gaps_and_moderations(court, mark, copies_of):
    own = copies_of("0001")
    absent = own["S1-ORAL"]
    mark(lambda grid, _: "ABJ" if grid.identity.anonymous == absent else 3)
    first = next(m for m in read_marks(court.folder).markings if m.copy == own["B1-ECRIT"])
    gap = Gap(
        exam="B1-ECRIT",
        form=first.form,
        copy=own["B1-ECRIT"],
        points=Decimal("4.5"),
        rows=(),
        marking=3,
        assessor="E09",
        assessor_name="Di",
        grid="g",
    )
    shifts = tuple(
        Shift(exam="B1-ECRIT", assessor=first.assessor, points=p, author="a", reason="r", when="w")
        for p in (Decimal(-1), Decimal("0.5"))
    )
    third = replace(first, grid="g", marking=3, assessor="E09")
    marks = read_marks(court.folder)
    write_record(court.folder.marks, replace(marks, markings=(*marks.markings, third)))
    write_record(
        court.folder.reconciliation,
        Reconciliation(session="2026-06", gaps=(gap,), shifts=shifts),
    )
    court.lift()
    court.award()
    sheet = openpyxl.load_workbook(court.table)["Délibération"]
    rows = {row[0].value: [c.value for c in row] for row in sheet.iter_rows(min_row=4)}
    assert rows["0001/S1"][10] == "S1-ORAL\u00a0: ABJ"
    assert rows["0001/B1"][11].splitlines() == [
        "B1-ECRIT\u00a0: troisième correction, écart de 4,5 entre les deux premières",
        "B1-ECRIT\u00a0: harmonisation de +0,5\u00a0point",
    ]
    assert rows["0001/B2"][11] is None


@pytest.mark.parametrize(
    ("marking", "points", "said"),
    [
        (3, "0", "troisième correction, niveaux trop éloignés"),
        (4, "0", "conciliation, niveaux trop éloignés"),
        (4, "3.5", "conciliation, écart de 3,5 entre les deux corrections"),
    ],
)
def test_a_gap_is_told_as_it_was(court, copies_of, marking, points, said):
    own = copies_of("0001")
    gap = Gap(
        exam="B1-ECRIT",
        form="f",
        copy=own["B1-ECRIT"],
        points=Decimal(points),
        rows=(),
        marking=marking,
        assessor="E09",
        assessor_name="Di",
        grid="g",
    )
    write_record(court.folder.reconciliation, Reconciliation(session="2026-06", gaps=(gap,)))
    heard = {h.number: h for h in read_hearing(court.folder).candidates}
    assert heard["0001"].flags == {"B1": (f"B1-ECRIT : {said}",)}
    assert heard["0002"].flags == {}


def test_a_shift_down_has_its_sign(court):
    first = read_marks(court.folder).markings[0]
    shift = Shift(
        exam=first.exam,
        assessor=first.assessor,
        points=Decimal(-1),
        author="a",
        reason="r",
        when="w",
    )
    write_record(court.folder.reconciliation, Reconciliation(session="2026-06", shifts=(shift,)))
    said = {t for h in read_hearing(court.folder).candidates for f in h.flags.values() for t in f}
    assert said == {f"{first.exam} : harmonisation de \u22121\u00a0point"}


def test_links_of_the_registrations_are_known(court):
    assert read_hearing(court.folder).declared == {"france galimatias": ("0004",)}


def credit(candidate, block, edition):
    return Credit(
        candidate=candidate,
        last_name="Quenouille",
        first_name="Alix",
        birth_date="2001-02-03",
        block=block,
        edition=edition,
        origin=Origin.VAE,
        date="2026-01-01",
        reference="r",
        author="a",
    )


def test_blocks_won_before_come_from_the_ledger_and_the_registrations(court):
    edition = read_basis(court.folder).edition
    found = Decisions(session="2026-06", edition=edition, credits=(credit("0001", "B1", edition),))
    record(ledger_path(court.folder.root, "2026-06"), found, "h")
    heard = {h.number: h for h in read_hearing(court.folder).candidates}
    won = {
        number: [b.block for b in h.proposal.blocks if b.status is BlockStatus.WON]
        for number, h in heard.items()
    }
    assert won == {"0001": ["B1"], "0002": [], "0003": ["B2"], "0004": []}


def test_results_kept_of_an_earlier_session_count(court):
    before = SessionFolder(root=court.folder.root, name="2026-01")
    before.path.mkdir()
    basis = read_basis(court.folder)
    oral = replace(basis.exam("B1-ORAL"), id="B1-GRAND", title="Grand oral")
    write_record(before.basis, replace(basis, session="2026-01", exams=(*basis.exams, oral)))
    kept = ExamScore(exam="B1-GRAND", copy="x", state="", mark=Fraction(11), codes=())
    carried = Carried(candidate="0003", exams=("B1-ORAL",), kept=(kept,), met=(), attempts=1)
    resit = Resit(session="2026-06", source="2026-01", kind="rattrapage", carried=(carried,))
    write_record(court.folder.resit, resit)
    hearing = read_hearing(court.folder, ("0003", "0001"))
    assert hearing.attempts == {"0001": 0, "0003": 1}
    heard = {h.number: h for h in hearing.candidates}
    exams = {e.exam: (e.mark, e.kept_from) for e in heard["0003"].proposal.blocks[0].exams}
    assert exams["B1-GRAND"] == (Decimal(11), "2026-01")
    assert exams["B1-ORAL"][1] == ""
    (heard,) = read_hearing(court.folder, ["0003"]).candidates
    assert heard.scores["B1-GRAND"].mark == 11


def test_somebody_who_sat_nothing_is_not_presented(court, mark, copies_of):
    own = set(copies_of("0004").values())
    mark(lambda grid, _: None if grid.identity.anonymous in own else 3)
    assert sorted(h.number for h in read_hearing(court.folder).candidates) == [
        "0001",
        "0002",
        "0003",
    ]


def test_nobody_to_present_is_told(court):
    court.folder.marks.unlink()
    court.lift()
    with pytest.raises(ContentError, match="aucun candidat n'est à présenter"):
        court.award()


def test_registrations_with_faults_are_refused(awarded):
    awarded.folder.roster.unlink()
    with pytest.raises(ContentError) as caught:
        awarded.award()
    assert caught.value.diagnostics


def test_nobody_is_left_once_everybody_is_decided(awarded):
    awarded.type()
    awarded.decide()
    assert awarded.award().lines == (
        "Tous les candidats ont une décision : rien à présenter au jury.",
    )
