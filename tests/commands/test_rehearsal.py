"""What follows the exams in the demonstration: grids, jury, decisions, resits; the same at each run."""

import shutil
from decimal import Decimal

import openpyxl
import pytest

from pipeline.commands.demo import demo
from pipeline.commands.ledger import ledger_rebuild
from pipeline.commands.status import status
from pipeline.commands.verify import verify
from pipeline.grade.standing import open_cases
from pipeline.model.award import BlockStatus
from pipeline.store import journal
from pipeline.store.folder import SessionFolder
from pipeline.store.ledger import held, ledger_head, ledger_path
from pipeline.store.records import (
    read_basis,
    read_decisions,
    read_issued,
    read_marks,
    read_reconciliation,
    read_resit,
)


@pytest.fixture
def played(demonstration):
    """The demonstration, to be looked at and left alone."""
    return demonstration[0]


@pytest.fixture
def tabled(mini, edit):
    """A demonstration whose continuous assessment comes by table."""
    path = mini / "templates/demonstration.yaml"
    edit(path, "date: 2026-06-15\n", "date: 2026-06-15\ncontrole_continu: [B1-CC-CONTROLE]\n")
    demo(root=mini)
    return SessionFolder(root=mini, name="demo")


def test_every_step_is_journalled_in_its_order(played):
    seen = [event.command for event in journal.events(played.path)]
    order = list(dict.fromkeys(seen))
    wanted = ["collect", "reconcile", "lift", "award", "decide", "resit", "replace"]
    assert [command for command in order if command in wanted] == wanted


def test_every_grid_came_back_and_nothing_waits(played):
    marks, gaps = read_marks(played), read_reconciliation(played).gaps
    issued = {grid.identity.id for grid in read_issued(played)} | {gap.grid for gap in gaps}
    assert {marking.grid for marking in marks.markings} == issued
    assert open_cases(marks) == ()
    assert gaps
    assert status("demo", root=played.root).diagnostics == ()


def test_one_absence_is_excused_and_another_is_not(played):
    states = {(m.copy, m.state) for m in read_marks(played).markings if m.state}
    assert sorted(state for _, state in states) == ["ABI", "ABJ"]


def test_the_jury_decides_on_everybody_who_has_a_proposal(played):
    decisions = read_decisions(played)
    assert len(decisions.deliberations) == 1
    assert len(decisions.deliberations[0].members) == 3
    assert {d.candidate for d in decisions.decisions} | excused(played) == {
        "0001",
        "0002",
        "0003",
        "0004",
    }
    assert not {d.candidate for d in decisions.decisions} & excused(played)


def excused(folder):
    """Who sits the deferred sitting."""
    opened = SessionFolder(root=folder.root, name="demo-remplacement")
    return {carried.candidate for carried in read_resit(opened).carried}


def test_resits_and_a_deferred_sitting_are_opened(played):
    again = read_resit(SessionFolder(root=played.root, name="demo-rattrapage"))
    assert (again.source, again.kind) == ("demo", "rattrapage")
    failed = {
        d.candidate
        for d in read_decisions(played).current()
        if any(b.status is BlockStatus.FAILED for b in d.blocks)
    }
    assert {carried.candidate for carried in again.carried} == failed
    deferred = read_resit(SessionFolder(root=played.root, name="demo-remplacement"))
    assert (deferred.source, deferred.kind) == ("demo", "remplacement")
    assert len(deferred.carried) == 1


def test_the_ledger_of_the_demonstration_is_its_own_and_can_be_made_anew(played, tmp_path):
    root = tmp_path / "copy"
    shutil.copytree(played.root, root)
    path = ledger_path(root, "demo")
    assert path.name == "registre-demo.sqlite"
    assert not ledger_path(root, "2026-06").exists()
    won = {
        (d.candidate, b.block)
        for d in read_decisions(played).current()
        for b in d.blocks
        if b.status is BlockStatus.VALID
    }
    assert {(c.candidate, c.block) for c in held(path)} == won
    before = ledger_head(path)
    path.unlink()
    ledger_rebuild(root=root)
    assert ledger_head(path) == before


def test_the_seals_hold_after_everything(played):
    assert verify("demo", root=played.root).diagnostics == ()


def test_two_demonstrations_are_the_same_byte_for_byte(played, mini, bytes_of):
    demo(root=mini)
    first, second = bytes_of(played.root / "output"), bytes_of(mini / "output")
    assert first.keys() == second.keys()
    ledger = "registre-demo.sqlite"
    assert [name for name in first if first[name] != second[name] and name != ledger] == []
    paths = (ledger_path(root, "demo") for root in (played.root, mini))
    assert len({ledger_head(path) for path in paths}) == 1


def test_tables_come_back_too(tabled):
    marks = [m for m in read_marks(tabled).markings if m.exam == "B1-CC-CONTROLE"]
    basis = read_basis(tabled)
    assert {m.copy for m in marks} == set(basis.exam("B1-CC-CONTROLE").candidates)
    keys = {row.key for s in basis.grids["B1-CC-CONTROLE"].sections for row in s.rows}
    assert all({level.key for level in m.levels} == keys for m in marks)
    assert read_decisions(tabled).decisions


def test_the_plan_of_resits_is_beside_the_results(played):
    path = played.results / "rattrapage" / "plan-demo-rattrapage.xlsx"
    assert openpyxl.load_workbook(path).sheetnames == ["Plan"]


@pytest.fixture
def missed(played, mini, edit):
    """The same demonstration, but a block that is not validated there is missed by a fifth of a point."""
    blocks = (b for d in read_decisions(played).decisions for b in d.blocks)
    mark = next(b.mark for b in blocks if b.status is BlockStatus.FAILED and b.mark is not None)
    threshold = mark + Decimal("0.2")
    edit(
        mini / "referential/regles.yaml",
        "  seuil: {valeur: 10,",
        f"  seuil: {{valeur: {threshold},",
    )
    demo(root=mini)
    return SessionFolder(root=mini, name="demo"), threshold


@pytest.fixture
def linked(mini, edit):
    """A demonstration where a member of the jury, who marks too, has a link with a candidate."""
    path = mini / "templates/demonstration.yaml"
    edit(path, "[E01, Zinzolin, Andréa,", "[E01, Arbitre, Andréa,")
    edit(path, 'oui, "B1, B2, S1", ""]', 'oui, "B1, B2, S1", "0001"]')
    edit(path, 'oui, "B1, B2, S1", "0004"]', 'oui, "B1, B2, S1", ""]')
    demo(root=mini)
    return SessionFolder(root=mini, name="demo")


def test_the_jury_gives_half_a_point_once_and_says_why(missed):
    folder, threshold = missed
    (helped,) = (b for d in read_decisions(folder).decisions for b in d.blocks if b.jury_points)
    assert helped.jury_points == Decimal("0.5")
    assert helped.mark >= threshold
    assert helped.reason


def test_a_member_with_a_link_stands_down(linked):
    recused = {d.candidate: d.recused for d in read_decisions(linked).decisions if d.recused}
    assert recused == {"0001": ("Andréa Arbitre",)}
