"""One file that came back: what it holds, told as grids or as a refusal."""

from dataclasses import replace

import openpyxl
import pytest

from pipeline.commands.arrivals import Desk, sort_arrival
from pipeline.commands.collect import collect
from pipeline.commands.resolve import resolve
from pipeline.commands.status import status
from pipeline.draw import derive
from pipeline.model.marks import CaseKind
from pipeline.model.tableplan import EntryRow, EntryTable
from pipeline.render.entrytable import entry_table
from pipeline.store.records import (
    read_basis,
    read_issued,
    read_marks,
    write_record,
)
from pipeline.store.returns import Arrival
from pipeline.store.secret import read_secret

WHEN = "2026-06-20T08:00:00Z"


@pytest.fixture
def session(published):
    """A published session whose second markings are left out: each copy is marked once."""
    once = tuple(g for g in read_issued(published) if g.identity.marking == 1)
    write_record(published.grids, once)
    return published


@pytest.fixture
def key(session):
    """The key of its seals."""
    return derive(read_secret(session), "seal")


def desk_of(session, key, issued):
    return Desk(
        folder=session,
        basis=read_basis(session),
        issued={grid.identity.id: grid for grid in issued},
        key=key,
        known=frozenset(),
        keeping=False,
    )


def typed(session, key, levels, exam="B1-ECRIT", change=None):
    """The table of an exam with the levels of its first rows, put in ``recu/``."""
    grids = [g for g in read_issued(session) if g.exam == exam]
    rows = sorted({(g.identity.anonymous, g.identity.form) for g in grids})
    table = EntryTable(
        session=session.name,
        exam=exam,
        title=exam,
        rows=tuple(EntryRow(copy=copy, form=form) for copy, form in rows),
        grids=read_basis(session).grids,
    )
    path = session.returned / "tableau.xlsx"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(entry_table(table, key))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    keys = [str(cell.value) for cell in sheet[1]]
    columns = [n for n, text in enumerate(keys, 1) if ".i" in text]
    own = [r[0].row for r in sheet.iter_rows() if "/tableau/1" in str(r[0].value)]
    for row, given in zip(own, levels, strict=False):
        for column, level in zip(columns, given, strict=False):
            sheet.cell(row, column).value = level
    book.save(path)
    return rows


def test_the_rows_of_a_table_are_the_markings_that_are_awaited(session, key):
    rows = typed(session, key, [[3, 2, 2, 3], [3, 2]])
    outcome = collect(session.name, root=session.root, when=WHEN)
    issued = {(g.identity.anonymous): g.identity for g in read_issued(session)}
    found = {m.copy: m for m in read_marks(session).markings}
    assert sorted(found) == sorted(copy for copy, _ in rows[:2])
    for copy, marking in found.items():
        who = issued[copy]
        assert (marking.grid, marking.assessor) == (who.id, who.assessor)
    assert len(outcome.data["new"]) == 2
    assert len(outcome.data["partial"]) == 1
    assert outcome.data["files"] == {"output/2026-06/recu/tableau.xlsx": "partielle"}


def test_one_bad_cell_refuses_the_whole_table_and_says_which_copies(session, key):
    rows = typed(session, key, [[3, 2, 2, 3], [9]])
    collect(session.name, root=session.root, when=WHEN)
    marks = read_marks(session)
    assert marks.markings == ()
    assert len(marks.receipts[0].grids) == len(rows)


def test_a_continuous_assessment_is_followed_and_given_states_by_candidate(session, key):
    basis = read_basis(session)
    exam = replace(basis.exams[0], id="CC", by_table=True, candidates=("0001", "0002"))
    grids = {**basis.grids, "CC": basis.grids["B1-ECRIT-P"]}
    write_record(session.basis, replace(basis, exams=(*basis.exams, exam), grids=grids))
    told = status(session.name, root=session.root)
    share = told.data["collection"][session.name]["exams"][-1]
    assert (share["exam"], share["assessor"]) == ("CC", "")
    assert any(line.startswith("    tableau de saisie : 0 sur ") for line in told.lines)
    resolve(
        session.name,
        share["missing"][0],
        root=session.root,
        when=WHEN,
        choice="ABJ",
        author="A",
        reason="b",
    )
    assert [m.state for m in read_marks(session).markings] == ["ABJ"]


def test_a_grid_that_the_session_does_not_know_is_in_doubt(session, key, fill_grid):
    grid = read_issued(session)[0]
    path = session.returned / "a.xlsx"
    fill_grid(session.path / grid.path, path, [3])
    found = sort_arrival(Arrival(path=path, name="a.xlsx"), desk_of(session, key, ()))
    (item,) = found.returned
    assert (item.grid, item.doubt, item.marking) == (
        grid.identity.id,
        CaseKind.OTHER_COPY,
        None,
    )


def test_a_workbook_without_any_identity_is_in_doubt(session, key, fill_grid):
    grid = read_issued(session)[0]
    path = session.returned / "a.xlsx"
    anonymous = grid.identity.anonymous
    fill_grid(session.path / grid.path, path, [3], strip=(anonymous, "?"), unsealed=True)
    found = sort_arrival(Arrival(path=path, name="a.xlsx"), desk_of(session, key, [grid]))
    (item,) = found.returned
    assert (item.grid, item.doubt, item.marking) == ("", CaseKind.NO_IDENTITY, None)


def test_a_workbook_that_is_no_grid_is_refused(session, key):
    path = session.returned / "a.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "notes"
    path.parent.mkdir(exist_ok=True)
    book.save(path)
    found = sort_arrival(Arrival(path=path, name="a.xlsx"), desk_of(session, key, ()))
    assert (found.returned, found.refused.reasons) == ((), ("DEC-001",))


def test_a_file_that_is_known_is_not_read_again(session, key, tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"x")
    desk = desk_of(session, key, ())
    first = sort_arrival(Arrival(path=path, name="a"), desk)
    known = replace(desk, known=frozenset({first.refused.sha256}))
    assert sort_arrival(Arrival(path=path, name="a"), known) is None
