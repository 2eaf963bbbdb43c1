"""What somebody chooses: a file kept or set aside, a state given; each choice stays with its author and reason."""

from dataclasses import replace

import pytest

from pipeline.grade.collection import collect
from pipeline.grade.settle import choices, discard, give_state, grids_of, settle
from pipeline.grade.standing import open_cases, standing_refusals
from pipeline.model.marks import CaseKind, Change, Fate, Marks, Settled

EMPTY = Marks(session="2026-06")
T1, T2, T3 = ("2026-06-20T08:00:00Z", "2026-06-21T08:00:00Z", "2026-06-22T08:00:00Z")


def by(choice, when=T2):
    return Settled(choice=choice, author="Coordination", reason="vu avec elle", when=when)


@pytest.fixture
def come(returns):
    """``come(files)``: the record once these files came to it."""

    def run(files, marks=EMPTY, refused=()):
        return collect(marks, files, refused, returns.awaited, when=T1).marks

    return run


@pytest.fixture
def contrary(come, returns):
    """Two files that contradict each other, and the record in which they wait."""
    files = [returns.file("CAS", "AA11", name=f"recu/{n}.xlsx", C1_i1=n) for n in (2, 3)]
    return files, come(files)


def case_of(marks, file):
    return next(case for case in marks.cases if case.sha256 == file.sha256)


def test_keeping_one_version_takes_it_and_sets_the_contrary_one_aside(contrary, returns):
    files, marks = contrary
    found = settle(marks, case_of(marks, files[1]), by("garder"), returns.awaited)
    assert found.markings == (files[1].marking,)
    assert case_of(found, files[1]).settled == by("garder")
    assert case_of(found, files[0]).settled == by("ecarter")
    assert open_cases(found) == ()
    assert {r.sha256: r.fate for r in found.receipts} == {
        files[0].sha256: Fate.REFUSED,
        files[1].sha256: Fate.PARTIAL,
    }
    assert standing_refusals(found) == ()


def test_setting_one_version_aside_leaves_the_other_waiting(contrary, returns):
    files, marks = contrary
    found = settle(marks, case_of(marks, files[1]), by("ecarter"), returns.awaited)
    assert found.markings == ()
    assert [case.sha256 for case in open_cases(found)] == [files[0].sha256]


def test_keeping_a_copied_grid_leaves_the_other_one_to_be_settled(come, returns):
    values = returns.full() | {"remark": "Solide"}
    files = [returns.file("CAS", copy, **values) for copy in ("AA11", "BB22")]
    marks = come(files)
    found = settle(marks, case_of(marks, files[0]), by("garder"), returns.awaited)
    assert found.markings == (files[0].marking,)
    assert [case.sha256 for case in open_cases(found)] == [files[1].sha256]
    assert {r.sha256: r.fate for r in found.receipts}[files[0].sha256] is Fate.TAKEN


def test_keeping_a_file_records_what_it_replaces(come, returns):
    first = come([returns.file("CAS", "AA11", **returns.full())])
    files = [returns.file("CAS", "AA11", C1_i1=n) for n in (1, 2)]
    marks = come(files, first)
    found = settle(marks, case_of(marks, files[0]), by("garder"), returns.awaited)
    assert found.changes == (
        Change(
            when=T2,
            grid=files[0].grid,
            sha256=files[0].sha256,
            field="C1.i1",
            before="3",
            after="1",
        ),
    )


def test_a_file_with_two_cases_waits_until_both_are_settled(come, returns):
    rows = [returns.file("CC", "101", C1_i1=level) for level in (1, 2)]
    table = [replace(r, sha256="f" * 64, name="recu/cc.xlsx") for r in rows]
    table.append(replace(returns.file("NON", "101", C1_i1=1), sha256="f" * 64, name="recu/cc.xlsx"))
    marks = come(table)
    conflicts = [case for case in marks.cases if case.kind is CaseKind.CONFLICT]
    found = settle(marks, conflicts[0], by("garder"), returns.awaited)
    assert found.receipts[0].fate is Fate.UNSETTLED
    (stray,) = open_cases(found)
    assert settle(found, stray, by("ecarter"), returns.awaited).receipts[0].fate is Fate.PARTIAL


def test_what_nobody_awaits_can_only_be_set_aside(come, returns):
    marking = returns.marking("CAS", "AA11", C1_i1=3)
    stray = returns.file("NON", "101", C1_i1=1)
    marks = come(
        [
            returns.odd(CaseKind.NO_IDENTITY),
            returns.odd(CaseKind.OTHER_SESSION, "2025-06/CAS-A/AA11/E1/1", marking),
            returns.odd(CaseKind.OTHER_COPY, marking.grid, marking),
            stray,
        ]
    )
    found = {(c.kind, bool(c.marking)): choices(c, returns.awaited) for c in marks.cases}
    assert found[CaseKind.NO_IDENTITY, False] == ("ecarter",)
    assert found[CaseKind.OTHER_SESSION, True] == ("ecarter",)
    assert choices(case_of(marks, stray), returns.awaited) == ("ecarter",)
    sealed = next(c for c in marks.cases if c.grids == (marking.grid,))
    assert choices(sealed, returns.awaited) == ("garder", "ecarter")
    kept = settle(marks, sealed, by("garder"), returns.awaited)
    assert kept.markings == (marking,)


def test_a_refused_file_set_aside_is_told_no_more(come, returns):
    marks = come([], EMPTY, [returns.refused("recu/x.pdf")])
    found = discard(marks, marks.receipts[0], by("ecarter"))
    assert standing_refusals(found) == ()
    (case,) = found.cases
    assert (case.kind, case.name, case.settled) == (
        CaseKind.REFUSED,
        "recu/x.pdf",
        by("ecarter"),
    )
    assert "RCU-007" in case.detail
    assert come([], found, [returns.refused("recu/x.pdf")]) == found


def test_a_state_goes_to_both_blind_markings_of_a_copy(returns):
    found = give_state(EMPTY, "CAS/AA11", by("ABI"), returns.awaited)
    assert found.markings == tuple(
        returns.marking("CAS", "AA11", marking, state="ABI") for marking in (1, 2)
    )
    (case,) = found.cases
    assert case.kind is CaseKind.NO_GRID
    assert case.grids == tuple(returns.id_of("CAS", "AA11", marking) for marking in (1, 2))
    assert case.settled == by("ABI")
    assert (case.name, case.detail) == ("CAS/AA11", "ABI : CAS/AA11")


def test_a_state_may_go_to_one_grid(returns):
    grid = returns.id_of("CAS", "AA11", 2)
    found = give_state(EMPTY, grid, by("NE"), returns.awaited)
    assert found.markings == (returns.marking("CAS", "AA11", 2, state="NE"),)


def test_a_state_takes_levels_away_with_each_change_recorded(come, returns):
    marks = come([returns.file("CAS", "AA11", C1_i1=3)])
    found = give_state(marks, "CAS/AA11", by("DEF"), returns.awaited)
    assert {m.state for m in found.markings} == {"DEF"}
    assert [(c.field, c.before, c.after) for c in found.changes] == [("C1.i1", "3", "")]


def test_the_same_state_again_changes_nothing_and_another_one_is_recorded(returns):
    once = give_state(EMPTY, "CAS/AA11", by("ABI"), returns.awaited)
    assert give_state(once, "CAS/AA11", by("ABI", T3), returns.awaited) == once
    twice = give_state(once, "CAS/AA11", by("ABJ", T3), returns.awaited)
    assert {m.state for m in twice.markings} == {"ABJ"}
    assert [(c.before, c.after) for c in twice.changes] == [("ABI", "ABJ")] * 2
    assert len({case.id for case in twice.cases}) == 2


def test_a_state_reaches_a_row_of_a_table(come, returns):
    found = give_state(EMPTY, "CC/101", by("DISP"), returns.awaited)
    assert found.markings == (returns.marking("CC", "101", state="DISP"),)
    marks = come([returns.file("CC", "102", C1_i1=3)])
    assert len(give_state(marks, "CC/102", by("DISP"), returns.awaited).markings) == 1


def test_what_names_no_grid_names_nothing(returns):
    for target in ("", "CAS", "CAS/ZZ99", "CC/999", "NON/AA11", "2026-06/CAS-A/AA11/E1/9"):
        assert grids_of(target, EMPTY, returns.awaited) == ()


def test_a_copy_stands_for_the_third_marking_once_it_came_back(returns):
    third = replace(returns.marking("CAS", "AA11"), grid="2026-06/CAS-A/AA11/E3/3", marking=3)
    marks = replace(EMPTY, markings=(third,))
    assert [m.marking for m in grids_of("CAS/AA11", marks, returns.awaited)] == [1, 2, 3]
