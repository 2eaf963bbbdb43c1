"""What a session awaits, and how far each assessor is."""

from dataclasses import replace
from decimal import Decimal

from pipeline.grade.awaiting import (
    Share,
    attributed,
    blank,
    further_grids,
    label,
    shares,
)
from pipeline.grade.collection import collect
from pipeline.grade.gaps import in_force
from pipeline.model.marks import Gap, Marks

EMPTY = Marks(session="2026-06")


def test_before_anything_came_everything_is_missing(returns):
    found = shares(EMPTY, returns.awaited)
    assert [(s.exam, s.assessor, s.expected, len(s.missing)) for s in found] == [
        ("CAS", "E1", 3, 3),
        ("CAS", "E2", 3, 3),
        ("ORAL", "E1", 3, 3),
        ("ORAL", "E2", 3, 3),
        ("CC", "", 2, 2),
    ]


def test_each_grid_is_in_one_state(returns):
    whole = returns.file("CAS", "AA11", **returns.full())
    begun = returns.file("CAS", "BB22", C1_i1=1)
    contrary = [returns.file("CAS", "CC33", C1_i1=n) for n in (1, 2)]
    rows = [returns.file("CC", "101", C1_i1=n) for n in (1, 2)]
    files = [whole, begun, *contrary, *rows]
    marks = collect(EMPTY, files, [], returns.awaited, when="").marks
    found = shares(marks, returns.awaited)
    assert found[0] == Share(
        exam="CAS",
        assessor="E1",
        assessor_name="Camille Exemple 1",
        received=(whole.grid,),
        partial=(begun.grid,),
        held=(contrary[0].grid,),
        missing=(),
    )
    assert found[-1] == Share(
        exam="CC",
        assessor="",
        assessor_name="",
        received=(),
        partial=(),
        held=("CC/101",),
        missing=("CC/102",),
    )


def test_a_grid_is_called_by_its_exam_its_copy_and_its_assessor(returns):
    assert label(returns.marking("CAS", "AA11", 2)) == "CAS, copie AA11, évaluateur E2"
    assert label(returns.marking("CC", "101")) == "CC, candidat 101"


def test_grids_that_follow_a_gap_are_awaited_too(returns):
    gap = Gap(
        exam="CAS",
        form="CAS-A",
        copy="AA11",
        points=Decimal(4),
        rows=(),
        marking=3,
        assessor="E3",
        assessor_name="Dominique Exemple",
        grid="2026-06/CAS-A/AA11/E3/3",
    )
    (grid,) = further_grids("2026-06", [gap, replace(gap, grid="")])
    assert (grid.identity.id, grid.exam) == (gap.grid, "CAS")
    assert grid.path == "grille-CAS-A-AA11-3.xlsx"
    awaited = replace(returns.awaited, grids=(*returns.awaited.grids, grid))
    assert [s.missing for s in shares(EMPTY, awaited) if s.assessor == "E3"] == [(gap.grid,)]


def test_a_conciliation_takes_the_place_of_a_third_marking_until_it_comes(returns):
    third = Gap(
        exam="CAS",
        form="CAS-A",
        copy="AA11",
        points=Decimal(4),
        rows=(),
        marking=3,
        assessor="E3",
        assessor_name="Dominique Exemple",
        grid="2026-06/CAS-A/AA11/E3/3",
    )
    joint = replace(third, marking=4, assessor="E1+E2", grid="2026-06/CAS-A/AA11/E1+E2/4")
    assert in_force((third, joint)) == (joint,)
    assert in_force((third, replace(joint, copy="BB22"))) == (third, replace(joint, copy="BB22"))
    grids = further_grids("2026-06", (third, joint))
    awaited = replace(returns.awaited, grids=(*returns.awaited.grids, *grids))
    told = {s.assessor: s.missing for s in shares(EMPTY, awaited) if s.exam == "CAS"}
    assert told["E1+E2"] == (joint.grid,)
    assert "E3" not in told
    came = replace(EMPTY, markings=(blank(grids[0]),))
    assert [s.partial for s in shares(came, awaited) if s.assessor == "E3"] == [(third.grid,)]


def test_a_row_of_a_table_is_the_only_blind_marking_of_its_copy(returns):
    first, second = returns.awaited.grids[:2]
    third = replace(first, identity=replace(first.identity, assessor="E3", marking=3))
    row = replace(blank(first), grid="2026-06/CAS-A/AA11/tableau/1", assessor="tableau")
    assert attributed(row, (first, third)) == blank(first)
    assert attributed(row, (first, second)) == row
    assert attributed(row, ()) == row
    assert attributed(blank(second), (first,)) == blank(second)
    by_table = returns.marking("CC", "101")
    assert attributed(by_table, (first,)) == by_table
