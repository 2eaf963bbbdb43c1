import errno
import stat

import pytest

from pipeline.diagnostics import ContentError, EpreuveError
from pipeline.rules import results as rules
from pipeline.store.lock import locked
from pipeline.store.results import recover_results, replace_results, results_faults

OLD = {"jury/t.xlsx": b"old table", "candidat/r.docx": b"old"}
NEW = {"jury/t.xlsx": b"new table", "coordination/c/d.txt": b"new"}


def put(folder, files, area="decision"):
    """What a command does: lock, swap."""
    with locked(folder.path, folder.name):
        return replace_results(folder, area, files)


def wipe(folder):
    with locked(folder.path, folder.name):
        folder.clear()


def standing(folder, area="decision"):
    """What stands in an area, without the marks beside it."""
    top = folder.results / area
    return {p.relative_to(top).as_posix(): p.read_bytes() for p in top.rglob("*") if p.is_file()}


def codes(folder):
    return [fault.code for fault in results_faults(folder)]


def test_files_stand_whole_and_private_with_nothing_else(folder):
    assert put(folder, OLD.items()) == ()
    assert standing(folder) == OLD
    assert codes(folder) == []
    assert not (folder.path / ".resultats" / "decision").exists()
    for path in folder.results.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_another_result_takes_the_place_of_the_whole_area_and_of_no_other(folder):
    put(folder, OLD)
    put(folder, {"a.xlsx": b"report"}, "correction")
    assert put(folder, NEW) == ()
    assert standing(folder) == NEW
    assert standing(folder, "correction") == {"a.xlsx": b"report"}


def test_the_same_result_again_touches_nothing(folder):
    put(folder, OLD)
    before = {p: p.stat().st_mtime_ns for p in folder.results.rglob("*")}
    put(folder, OLD)
    assert {p: p.stat().st_mtime_ns for p in before} == before


@pytest.mark.parametrize("damage", ["changed", "missing", "added"])
def test_what_people_did_is_told_then_set_aside_and_mended(folder, damage):
    put(folder, OLD)
    path = folder.results / "decision" / ("jury/t.xlsx" if damage != "added" else "jury/note.txt")
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(b"by hand")
    expected = {"changed": "RES-002", "missing": "RES-001", "added": "RES-003"}[damage]
    assert codes(folder) == [expected]
    notes = put(folder, OLD)
    assert standing(folder) == OLD
    aside = [p.read_bytes() for p in (folder.path / "mis-de-cote").rglob("*") if p.is_file()]
    assert aside == ([] if damage == "missing" else [b"by hand"])
    assert len(notes) == len(aside)


def test_what_programs_leave_behind_is_nobodys(folder):
    put(folder, OLD)
    (folder.results / "decision/jury/~$t.xlsx").write_bytes(b"lock")
    assert codes(folder) == []
    assert put(folder, NEW) == ()


def test_a_file_that_comes_anyway_is_not_set_aside(folder):
    put(folder, OLD)
    (folder.results / "decision/jury/t.xlsx").write_bytes(NEW["jury/t.xlsx"])
    assert put(folder, NEW) == ()


@pytest.mark.parametrize("first", [True, False], ids=["first", "again"])
def test_a_run_killed_anywhere_comes_back_to_old_or_new_and_converges(
    folder, machine, killed, first
):
    def prepare():
        wipe(folder)
        if not first:
            put(folder, OLD)

    states = set()
    old = {} if first else OLD
    for _ in machine.moments(prepare, lambda: put(folder, NEW), killed()):
        put(folder, {"x": b"1"}, "correction")
        found = standing(folder)
        assert found in (old, NEW)
        assert codes(folder) == []
        states.add(found == NEW)
        put(folder, NEW)
        assert standing(folder) == NEW
    assert states == {True, False}


def test_a_run_that_meets_a_fault_anywhere_leaves_old_or_new(folder, machine):
    def prepare():
        wipe(folder)
        put(folder, OLD)

    for error in machine.moments(
        prepare, lambda: put(folder, NEW), OSError(errno.ENOSPC, "no room")
    ):
        assert isinstance(error, EpreuveError)
        recover_results(folder)
        assert standing(folder) in (OLD, NEW)
        put(folder, NEW)
        assert standing(folder) == NEW


def test_damaged_marks_are_named(folder):
    put(folder, OLD)
    (folder.results / ".decision.json").write_bytes(b"{")
    with pytest.raises(ContentError, match=r"\.decision\.json"):
        list(results_faults(folder))


def test_every_area_names_the_command_that_makes_it():
    assert set(rules.AREAS.values()) == {
        "remind",
        "reconcile",
        "award",
        "certify",
        "decide",
        "resit",
        "replace",
    }
