"""Files that come back: the record after them, in whatever order they came."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.grade.collection import collect
from pipeline.model.marks import Case, CaseKind, Change, Fate, Marks, Receipt, Settled

EMPTY = Marks(session="2026-06")
T1, T2, T3 = ("2026-06-20T08:00:00Z", "2026-06-21T08:00:00Z", "2026-06-22T08:00:00Z")


@pytest.fixture
def take(returns):
    """``take(marks, files, refused)``: the collection of these files."""

    def run(marks, files=(), refused=(), when=T1, awaited=None):
        return collect(marks, files, refused, awaited or returns.awaited, when=when)

    return run


def fates(marks):
    return [receipt.fate for receipt in marks.receipts]


def kinds(found):
    return sorted(case.kind for case in found.cases)


def codes(found):
    return sorted(case.code for case in found.cases)


def test_a_full_grid_is_taken(take, returns):
    file = returns.file("CAS", "AA11", **returns.full(), state="")
    found = take(EMPTY, [file])
    assert found.marks.markings == (file.marking,)
    assert found.new == (file.grid,)
    assert found.marks.receipts == (
        Receipt(sha256=file.sha256, name=file.name, when=T1, fate=Fate.TAKEN, grids=(file.grid,)),
    )
    assert (found.filled, found.changed, found.unchanged, found.partial) == ((), (), (), ())
    assert (found.refused, found.cases) == ((), ())
    assert len(found.missing) == 11 + 2
    assert file.grid not in found.missing


def test_a_half_filled_grid_is_taken_as_partial_and_listed(take, returns):
    file = returns.file("CAS", "AA11", C1_i1=3)
    found = take(EMPTY, [file])
    assert (found.new, found.partial) == ((file.grid,), (file.grid,))
    assert fates(found.marks) == [Fate.PARTIAL]
    rest = returns.file("CAS", "AA11", C1_i2=0, C2_i1=4)
    after = take(found.marks, [rest], when=T2)
    assert after.marks.markings == (returns.marking("CAS", "AA11", C1_i1=3, C1_i2=0, C2_i1=4),)
    assert (after.new, after.filled, after.partial) == ((), (file.grid,), ())
    assert after.changed == after.marks.changes == ()
    assert fates(after.marks) == [Fate.PARTIAL, Fate.TAKEN]


def test_a_state_makes_a_grid_complete(take, returns):
    found = take(EMPTY, [returns.file("CAS", "AA11", state="ABJ")])
    assert (fates(found.marks), found.partial) == ([Fate.TAKEN], ())


def test_a_blank_grid_stays_awaited(take, returns):
    file = returns.file("CAS", "AA11")
    found = take(EMPTY, [file])
    assert found.marks.markings == ()
    assert (found.new, found.unchanged) == ((), (file.grid,))
    assert file.grid in found.missing
    assert fates(found.marks) == [Fate.UNCHANGED]


def test_the_same_file_again_changes_nothing(take, returns):
    files = [
        returns.file("CAS", "AA11", **returns.full()),
        returns.odd(CaseKind.NO_IDENTITY),
    ]
    once = take(EMPTY, files, [returns.refused("recu/x.pdf")])
    twice = take(once.marks, files, [returns.refused("recu/x.pdf")], when=T2)
    assert twice.marks == once.marks
    assert (twice.new, twice.unchanged, twice.changed) == ((), (), ())
    assert (twice.refused, twice.cases) == (once.refused, once.cases)


def test_a_file_under_two_names_counts_once(take, returns):
    file = returns.file("CAS", "AA11", **returns.full())
    found = take(EMPTY, [file, replace(file, name="recu/0.xlsx")])
    assert [r.name for r in found.marks.receipts] == ["recu/0.xlsx"]


def test_the_same_values_in_another_file_change_nothing(take, returns):
    first = take(EMPTY, [returns.file("CAS", "AA11", **returns.full())])
    again = take(first.marks, [returns.file("CAS", "AA11", bytes_=b"2", **returns.full())])
    assert again.marks.markings == first.marks.markings
    assert again.unchanged == first.new
    assert fates(again.marks) == [Fate.TAKEN, Fate.UNCHANGED]


def test_a_later_version_replaces_what_differs_with_each_change_recorded(take, returns):
    first = take(EMPTY, [returns.file("CAS", "AA11", **returns.full(), c_C1_i1="bien")])
    later = returns.file("CAS", "AA11", C1_i1=4, c_C1_i1="fort", remark="bon")
    found = take(first.marks, [later], when=T2)
    common = {"when": T2, "grid": later.grid, "sha256": later.sha256}
    assert found.changed == found.marks.changes
    assert found.changed == (
        Change(**common, field="C1.i1", before="3", after="4"),
        Change(**common, field="C1.i1/commentaire", before="bien", after="fort"),
    )
    assert found.marks.markings == (
        returns.marking(
            "CAS", "AA11", **returns.full() | {"C1_i1": 4}, c_C1_i1="fort", remark="bon"
        ),
    )


def test_an_older_version_that_is_still_there_never_comes_back(take, returns):
    old = returns.file("CAS", "AA11", **returns.full(2))
    new = returns.file("CAS", "AA11", **returns.full(3))
    once = take(EMPTY, [old])
    twice = take(once.marks, [old, new], when=T2)
    assert twice.marks.markings == (new.marking,)
    assert take(twice.marks, [old, new], when=T3).marks == twice.marks


def test_two_files_of_a_run_that_contradict_each_other_are_not_taken(take, returns):
    files = [returns.file("CAS", "AA11", name=f"recu/{n}.xlsx", C1_i1=n, C2_i1=1) for n in (2, 3)]
    found = take(EMPTY, files)
    assert found.marks.markings == ()
    assert kinds(found) == [CaseKind.CONFLICT] * 2
    assert codes(found) == ["COL-002"] * 2
    assert {c.sha256: c.marking for c in found.cases} == {f.sha256: f.marking for f in files}
    assert fates(found.marks) == [Fate.UNSETTLED] * 2
    assert files[0].grid not in found.missing
    assert "CAS, copie AA11, évaluateur E1" in found.cases[0].detail


def test_two_files_of_a_run_that_agree_are_merged(take, returns):
    files = [
        returns.file("CAS", "AA11", C1_i1=2, C1_i2=3, date="2026-06-20"),
        returns.file("CAS", "AA11", C1_i1=2, C2_i1=3, date="2026-06-22"),
    ]
    found = take(EMPTY, files)
    whole = returns.marking("CAS", "AA11", C1_i1=2, C1_i2=3, C2_i1=3, date="2026-06-22")
    assert found.marks.markings == (whole,)
    assert fates(found.marks) == [Fate.TAKEN] * 2


def test_each_change_of_two_files_names_the_file_that_makes_it(take, returns):
    first = take(EMPTY, [returns.file("CAS", "AA11", **returns.full(1))])
    left = returns.file("CAS", "AA11", C1_i1=2)
    right = returns.file("CAS", "AA11", C1_i2=3)
    found = take(first.marks, [left, right], when=T2)
    made = {change.field: change.sha256 for change in found.changed}
    assert made == {"C1.i1": left.sha256, "C1.i2": right.sha256}


def test_levels_lost_to_a_state_name_a_file_too(take, returns):
    first = take(EMPTY, [returns.file("CAS", "AA11", **returns.full(1))])
    file = returns.file("CAS", "AA11", state="ABJ")
    found = take(first.marks, [file], when=T2)
    assert {change.sha256 for change in found.changed} == {file.sha256}
    assert found.marks.markings == (returns.marking("CAS", "AA11", state="ABJ"),)


def commented(returns, copy, marking=1, **more):
    values = returns.full(4) | {"c_C1_i1": "clair", "c_C1_i2": "net"} | more
    return returns.file("CAS", copy, marking, **values)


def test_a_grid_whose_marks_and_comments_are_those_of_another_copy_waits(take, returns):
    first = take(EMPTY, [commented(returns, "AA11")])
    found = take(first.marks, [commented(returns, "BB22")], when=T2)
    assert found.marks.markings == first.marks.markings
    assert kinds(found) == [CaseKind.COPY]
    assert codes(found) == ["COL-001"]
    assert "BB22" in found.cases[0].detail
    assert "AA11" in found.cases[0].detail


def test_two_copied_grids_of_one_run_both_wait_and_so_does_a_later_third(take, returns):
    found = take(EMPTY, [commented(returns, "AA11"), commented(returns, "BB22")])
    assert (kinds(found), found.marks.markings) == ([CaseKind.COPY] * 2, ())
    third = take(found.marks, [commented(returns, "CC33")], when=T2)
    assert (kinds(third), third.marks.markings) == ([CaseKind.COPY] * 3, ())


def test_the_second_blind_marking_may_not_be_the_first_one_copied(take, returns):
    first = take(EMPTY, [commented(returns, "AA11")])
    assert kinds(take(first.marks, [commented(returns, "AA11", 2)])) == [CaseKind.COPY]


def test_the_same_remark_on_the_same_levels_looks_copied(take, returns):
    files = [returns.file("CAS", c, **returns.full(), remark="Solide") for c in ("AA11", "BB22")]
    assert kinds(take(EMPTY, files)) == [CaseKind.COPY] * 2


@pytest.mark.parametrize(
    "more", [{}, {"c_C1_i1": "clair"}, {"c_C1_i1": "clair", "c_C1_i2": "", "date": "2026-06-20"}]
)
def test_equal_levels_with_too_few_words_are_chance(take, returns, more):
    files = [returns.file("CAS", copy, **returns.full(), **more) for copy in ("AA11", "BB22")]
    found = take(EMPTY, files)
    assert (found.cases, len(found.marks.markings)) == ((), 2)


def test_a_partial_grid_or_a_state_looks_like_no_other(take, returns):
    partial = [
        returns.file("CAS", c, C1_i1=4, c_C1_i1="clair", c_C1_i2="net") for c in ("AA11", "BB22")
    ]
    states = [returns.file("ORAL", c, state="ABJ", remark="absent") for c in ("AA11", "BB22")]
    assert take(EMPTY, [*partial, *states]).cases == ()


def test_a_grid_that_was_settled_is_not_compared_again_for_its_date(take, returns):
    first = take(EMPTY, [commented(returns, "AA11")])
    marks = replace(
        first.marks, markings=(*first.marks.markings, commented(returns, "BB22").marking)
    )
    found = take(marks, [commented(returns, "BB22", date="2026-06-30")], when=T2)
    assert found.cases == ()


def test_the_grid_of_another_session_waits(take, returns):
    found = take(EMPTY, [returns.odd(CaseKind.OTHER_SESSION, "2025-06/CAS-A/AA11/E1/1")])
    assert kinds(found) == [CaseKind.OTHER_SESSION]
    assert codes(found) == ["COL-004"]
    assert "2025-06/CAS-A/AA11/E1/1" in found.cases[0].detail


def test_a_file_without_identity_waits(take, returns):
    found = take(EMPTY, [returns.odd(CaseKind.NO_IDENTITY)])
    assert (kinds(found), found.cases[0].grids) == ([CaseKind.NO_IDENTITY], ())
    assert codes(found) == ["COL-007"]
    nothing = returns.odd(CaseKind.NO_IDENTITY)
    assert kinds(take(EMPTY, [replace(nothing, doubt=None)])) == [CaseKind.NO_IDENTITY]


def test_a_file_whose_seal_is_lost_waits_with_what_it_says(take, returns):
    marking = returns.marking("CAS", "AA11", C1_i1=3)
    found = take(EMPTY, [returns.odd(CaseKind.NO_IDENTITY, marking.grid, marking)])
    assert found.cases[0].marking == marking
    assert "bandeau" in found.cases[0].detail
    assert codes(found) == ["COL-009"]
    assert found.marks.markings == ()
    assert marking.grid in found.missing


def test_a_visible_identity_that_is_not_the_sealed_one_waits(take, returns):
    marking = returns.marking("CAS", "AA11", C1_i1=3)
    found = take(EMPTY, [returns.odd(CaseKind.OTHER_COPY, marking.grid, marking)])
    assert kinds(found) == [CaseKind.OTHER_COPY]
    assert codes(found) == ["COL-005"]
    assert "identité affichée" in found.cases[0].detail


def test_a_grid_that_did_not_go_out_waits(take, returns):
    marking = returns.marking("CAS", "ZZ99", C1_i1=3)
    found = take(EMPTY, [returns.odd(CaseKind.OTHER_COPY, "2026-06/CAS-A/ZZ99/E1/1")])
    assert "n'attend pas" in found.cases[0].detail
    assert codes(found) == ["COL-006"]
    file = replace(returns.file("CAS", "AA11", C1_i1=3), grid=marking.grid, marking=marking)
    assert kinds(take(EMPTY, [file])) == [CaseKind.OTHER_COPY]


def test_after_the_jury_a_change_waits_and_what_says_nothing_new_does_not(
    take, returns, after_jury
):
    first = take(EMPTY, [returns.file("CAS", "AA11", **returns.full())])
    same = returns.file("CAS", "AA11", bytes_=b"2", **returns.full())
    other = returns.file("CAS", "BB22", **returns.full())
    found = take(first.marks, [same, other], when=T2, awaited=after_jury.awaited)
    assert kinds(found) == [CaseKind.DECIDED]
    assert codes(found) == ["COL-008"]
    assert found.cases[0].sha256 == other.sha256
    assert found.marks.markings == first.marks.markings


def test_a_grid_that_comes_after_a_state_was_given_waits(take, returns):
    given_ = returns.marking("CAS", "AA11", state="ABI")
    settled = Settled(choice="ABI", author="A", reason="r", when=T1)
    marks = replace(
        EMPTY,
        markings=(given_,),
        cases=(no_grid(given_.grid, settled),),
    )
    found = take(marks, [returns.file("CAS", "AA11", **returns.full())], when=T2)
    assert kinds(found) == [CaseKind.CONFLICT]
    assert codes(found) == ["COL-003"]
    assert "situation" in found.cases[0].detail
    assert found.marks.markings == (given_,)


def no_grid(grid, settled):
    return Case(
        id="00000000",
        kind=CaseKind.NO_GRID,
        when=T1,
        name="CAS/AA11",
        sha256="",
        grids=(grid,),
        detail="",
        settled=settled,
    )


def test_a_table_holds_several_grids_and_one_in_doubt_makes_the_file_wait(take, returns):
    rows = [returns.file("CC", copy, **returns.full()) for copy in ("101", "102")]
    rows.append(returns.file("NON", "101", **returns.full()))
    table = [replace(row, sha256="f" * 64, name="recu/cc.xlsx") for row in rows]
    found = take(EMPTY, table)
    assert [m.copy for m in found.marks.markings] == ["101", "102"]
    assert (fates(found.marks), kinds(found)) == ([Fate.UNSETTLED], [CaseKind.OTHER_COPY])
    assert found.marks.receipts[0].grids == tuple(sorted(row.grid for row in rows))
    assert not [m for m in found.missing if m.startswith("CC/")]


def test_a_row_of_a_candidate_who_came_late_is_taken_for_its_seal_proves_it(take, returns):
    found = take(EMPTY, [returns.file("CC", "999", C1_i1=1)])
    assert (found.cases, found.partial) == ((), ("CC/999",))


def test_two_contrary_rows_of_one_table_are_two_cases(take, returns):
    rows = [returns.file("CC", "101", C1_i1=level) for level in (1, 2)]
    found = take(EMPTY, [replace(r, sha256="f" * 64, name="recu/cc.xlsx") for r in rows])
    assert len({case.id for case in found.cases}) == 2
    assert "CC/102" in found.missing
    assert "CC/101" not in found.missing


def test_reasons_told_of_a_file_stay_with_its_receipt(take, returns):
    file = replace(returns.file("CAS", "AA11", C1_i1=3), reasons=("DEC-056",))
    assert take(EMPTY, [file]).marks.receipts[0].reasons == ("DEC-056",)


def test_a_refused_file_leaves_the_others_and_is_told_until_something_replaces_it(take, returns):
    good = returns.file("CAS", "BB22", **returns.full())
    bad = returns.refused("recu/a.xlsx", grids=[returns.id_of("CAS", "AA11")])
    found = take(EMPTY, [good], [bad])
    assert found.new == (good.grid,)
    assert [r.name for r in found.refused] == ["recu/a.xlsx"]
    assert take(found.marks, when=T2).refused == found.refused
    better = returns.file("CAS", "AA11", name="recu/b.xlsx", C1_i1=1)
    after = take(found.marks, [better], [bad], when=T3)
    assert after.refused == ()
    assert take(after.marks, [], [bad], when=T3).marks == after.marks


def test_a_refused_file_is_replaced_by_one_of_its_name(take, returns):
    found = take(EMPTY, [], [returns.refused("recu/a.xlsx")])
    after = take(found.marks, [returns.file("CAS", "AA11", name="recu/a.xlsx", C1_i1=1)], when=T2)
    assert after.refused == ()


def test_a_refused_file_does_not_fall_under_one_that_waits(take, returns):
    grid = returns.id_of("CAS", "AA11")
    found = take(EMPTY, [], [returns.refused("recu/a.xlsx", grids=[grid])])
    after = take(found.marks, [returns.odd(CaseKind.OTHER_SESSION, grid)], when=T2)
    assert [r.name for r in after.refused] == ["recu/a.xlsx"]


def test_a_bad_version_after_a_good_one_is_told(take, returns):
    good = returns.file("CAS", "AA11", name="recu/a.xlsx", C1_i1=1)
    first = take(EMPTY, [good])
    found = take(first.marks, [], [returns.refused("recu/a.xlsx", grids=[good.grid])], when=T2)
    assert [r.name for r in found.refused] == ["recu/a.xlsx"]
    assert found.marks.markings == first.marks.markings


def test_a_file_that_was_refused_and_can_be_read_now_is_taken(take, returns):
    file = returns.file("CAS", "AA11", C1_i1=1)
    bad = replace(returns.refused(file.name), sha256=file.sha256)
    first = take(EMPTY, [], [bad])
    found = take(first.marks, [file], when=T2)
    assert (found.new, found.refused) == ((file.grid,), ())
    assert fates(found.marks) == [Fate.PARTIAL]


def test_a_file_refused_again_tells_its_faults_of_now_and_keeps_its_first_date(take, returns):
    first = take(EMPTY, [], [returns.refused("recu/a.xlsx")])
    found = take(first.marks, [], [returns.refused("recu/a.xlsx", reasons=("DEC-001",))], when=T2)
    assert found.marks.receipts == (replace(first.marks.receipts[0], reasons=("DEC-001",)),)


def test_bytes_that_one_name_makes_readable_are_not_refused(take, returns):
    file = returns.file("CAS", "AA11", C1_i1=1)
    found = take(EMPTY, [file], [replace(returns.refused("recu/x.txt"), sha256=file.sha256)])
    assert (fates(found.marks), found.refused) == ([Fate.PARTIAL], ())
    again = take(found.marks, [], [replace(returns.refused("recu/x.txt"), sha256=file.sha256)])
    assert again.marks == found.marks


def test_two_refused_files_of_the_same_bytes_count_once(take, returns):
    found = take(EMPTY, [], [returns.refused("recu/b.pdf"), returns.refused("recu/a.pdf")])
    assert [r.name for r in found.refused] == ["recu/a.pdf"]


LEVELS = st.fixed_dictionaries(
    {},
    optional={
        "C1_i1": st.integers(0, 4),
        "C1_i2": st.integers(0, 4),
        "C2_i1": st.integers(0, 4),
        "c_C1_i1": st.sampled_from(["clair", "net"]),
        "c_C1_i2": st.sampled_from(["clair", "net"]),
        "remark": st.sampled_from(["bon", "solide"]),
        "state": st.sampled_from(["ABJ", "DEF"]),
        "date": st.sampled_from(["2026-06-20", "2026-06-21"]),
    },
)
FILES = st.lists(
    st.tuples(
        st.sampled_from(["CAS", "ORAL"]), st.sampled_from(["AA11", "BB22"]), st.just(1), LEVELS
    ),
    max_size=6,
)


def made(returns, plan):
    return [
        returns.file(exam, copy, marking, name=f"recu/{n}.xlsx", **values)
        for n, (exam, copy, marking, values) in enumerate(plan)
    ]


@settings(deadline=None)
@given(FILES, FILES, st.randoms())
def test_the_order_of_files_never_matters(returns, before, plan, chance):
    start = collect(EMPTY, made(returns, before), [], returns.awaited, when=T1).marks
    files = made(returns, plan)
    shuffled = list(files)
    chance.shuffle(shuffled)
    one = collect(start, files, [], returns.awaited, when=T2)
    assert collect(start, shuffled, [], returns.awaited, when=T2) == one
    assert collect(one.marks, files, [], returns.awaited, when=T3).marks == one.marks


@settings(deadline=None)
@given(FILES, FILES)
def test_nothing_typed_is_lost(returns, before, plan):
    """Every value stands in a marking, or in a change that tells what it became, or in a case that waits."""
    start = collect(EMPTY, made(returns, before), [], returns.awaited, when=T1).marks
    found = collect(start, made(returns, plan), [], returns.awaited, when=T2).marks
    for file in (*made(returns, before), *made(returns, plan)):
        assert file.sha256 in {r.sha256 for r in found.receipts}
        waiting = [c.marking for c in found.cases if c.sha256 == file.sha256]
        if waiting:
            assert waiting == [file.marking]
            continue
        standing = {m.grid: m for m in found.markings}.get(file.grid)
        for mark in file.marking.levels:
            if mark.level is None or (standing and standing.level(mark.key) == mark.level):
                continue
            told = {(c.grid, c.field, c.before) for c in found.changes}
            assert (file.grid, mark.key, str(mark.level)) in told


def test_three_files_give_one_record_in_each_of_their_orders(take, returns):
    files = [
        returns.file("CAS", "AA11", name="recu/1.xlsx", C1_i1=1),
        returns.file("CAS", "AA11", name="recu/2.xlsx", C1_i2=2),
        returns.file("CAS", "AA11", name="recu/3.xlsx", C1_i1=2),
    ]
    found = {repr(take(EMPTY, order)) for order in permutations(files)}
    assert len(found) == 1
