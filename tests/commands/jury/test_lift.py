"""``epreuve lift``: once, when nothing waits to be settled."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.commands.hearing import lifted
from pipeline.diagnostics import ContentError, LockedError, UsageError
from pipeline.model.marks import Case, CaseKind, Gap, Reconciliation, Settled
from pipeline.store.lock import locked
from pipeline.store.records import read_basis, read_marks, write_record

CASE = Case(
    id="c1",
    kind=CaseKind.NO_IDENTITY,
    when="2026-06-20T08:00:00Z",
    name="x.xlsx",
    sha256="0" * 64,
    grids=(),
    detail="une grille sans identité",
)


def test_the_anonymity_is_lifted_once(court, bytes_of):
    assert lifted(court.folder) is None
    first = court.lift(author="  Coord.  Une ")
    assert first.lines == (
        "Anonymat de la session 2026-06 levé par Coord. Une.",
        "Ensuite : « epreuve award 2026-06 ».",
    )
    assert first.diagnostics == ()
    event = lifted(court.folder)
    assert (event.when, event.facts["author"]) == ("2026-07-02T10:00:00Z", "Coord. Une")
    before = bytes_of(court.folder.path)
    again = court.lift(author="Autre")
    assert again.lines == (
        "Anonymat déjà levé le 2\u00a0juillet 2026 par Coord. Une : rien n'a été changé.",
    )
    assert bytes_of(court.folder.path) == before


def test_a_dry_run_lifts_nothing(court, bytes_of):
    before = bytes_of(court.folder.path)
    assert court.lift(dry_run=True).lines == (
        "Essai : l'anonymat pourrait être levé ; rien n'a été écrit.",
    )
    assert bytes_of(court.folder.path) == before


def test_somebody_lifts_it(court):
    with pytest.raises(UsageError, match="qui agit"):
        court.lift(author="  ")


def test_everything_that_waits_is_told_at_once(court, add_case):
    add_case(CASE)
    add_case(replace(CASE, id="c2"))
    add_case(
        replace(CASE, id="c3", settled=Settled(choice="ecarter", author="a", reason="r", when="w"))
    )
    first, *_ = read_marks(court.folder).markings
    gap = Gap(
        exam=first.exam,
        form=first.form,
        copy=first.copy,
        points=Decimal(4),
        rows=(),
        marking=3,
        assessor="E09",
        assessor_name="Di",
        grid="2026-06/x/y/E09/3",
    )
    write_record(court.folder.reconciliation, Reconciliation(session="2026-06", gaps=(gap,)))
    with pytest.raises(ContentError, match="ne peut pas encore être levé") as caught:
        court.lift()
    assert [f.code for f in caught.value.diagnostics] == ["JUR-001", "JUR-001", "JUR-002"]
    assert lifted(court.folder) is None


def test_a_gap_that_nobody_followed_keeps_it(court, mark):
    mark(lambda grid, _: 4 if grid.identity.marking == 1 else 1)
    with pytest.raises(ContentError) as caught:
        court.lift()
    assert {f.code for f in caught.value.diagnostics} == {"JUR-003"}


def test_missing_grids_are_only_told(court, mark, copies_of):
    mark(lambda grid, _: None if grid.exam == "B2-CAS" else 3)
    done = court.lift()
    (fault,) = done.diagnostics
    assert fault.code == "JUR-004"
    assert fault.message == "B2-CAS : il manque des corrections pour 3 copies"
    assert done.exit_code == 0


def test_a_session_without_any_mark_can_be_lifted(court):
    court.folder.marks.unlink()
    assert court.lift().counts["warnings"] == 4
    assert lifted(court.folder).facts["marks"] == ""


def test_two_runs_at_once_exclude_each_other(court):
    with locked(court.folder.path, court.folder.name), pytest.raises(LockedError):
        court.lift()


def test_the_journal_names_no_candidate(court):
    court.lift()
    line = (court.folder.path / "journal.jsonl").read_text("utf-8").splitlines()[-1]
    assert set(json.loads(line)["facts"]) == {"author", "marks"}


def test_a_table_that_never_came_is_told_too(court):
    basis = read_basis(court.folder)
    exam = replace(basis.exams[0], id="B1-CC", by_table=True, candidates=("0001", "0002"))
    grids = {**basis.grids, "B1-CC": next(iter(basis.grids.values()))}
    write_record(court.folder.basis, replace(basis, exams=(*basis.exams, exam), grids=grids))
    told = [d.message for d in court.lift().diagnostics if "B1-CC" in d.message]
    assert told == ["B1-CC : il manque des corrections pour 2 copies"]
