import errno
import shutil
import stat

import pytest

from pipeline.diagnostics import ContentError, EpreuveError
from pipeline.model.standing import Lot
from pipeline.store import journal
from pipeline.store.codec import dump
from pipeline.store.handover import hand_over, handover_faults, lot_faults, released
from pipeline.store.lock import locked
from pipeline.store.manifest import FileMark

OLD = {"candidat/B1/p.docx": b"old paper", "emargement/B1.docx": b"old"}
NEW = {"candidat/B1/p.docx": b"new paper", "jury/B1/f.docx": b"new"}


def put(folder, files, lot=Lot.PAPERS):
    """What the command does: lock, swap."""
    with locked(folder.path, folder.name):
        return hand_over(folder, lot, iter(files.items()))


def wipe(folder):
    with locked(folder.path, folder.name):
        folder.clear()


def standing(folder):
    top = folder.handed
    return {p.relative_to(top).as_posix(): p.read_bytes() for p in top.rglob("*") if p.is_file()}


def of(files, lot=Lot.PAPERS):
    """The files of a lot as they stand."""
    return {f"{lot.value}/{path}": data for path, data in files.items()}


def codes(folder):
    return sorted(fault.code for fault in handover_faults(folder))


def test_what_is_shared_holds_the_documents_and_nothing_else(folder):
    assert put(folder, OLD) == ()
    put(folder, {"a.docx": b"summons"}, Lot.SUMMONSES)
    assert standing(folder) == of(OLD) | {"convocations/a.docx": b"summons"}
    assert codes(folder) == []
    for path in folder.handed.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_a_lot_takes_the_place_of_the_whole_lot_and_of_no_other(folder):
    put(folder, OLD)
    put(folder, {"E01.zip": b"grids"}, Lot.MARKING)
    assert put(folder, NEW) == ()
    assert standing(folder) == of(NEW) | {"correction/E01.zip": b"grids"}


def test_the_same_lot_again_touches_nothing(folder):
    put(folder, OLD)
    before = {p: p.stat().st_mtime_ns for p in folder.handed.rglob("*")}
    put(folder, OLD)
    assert {p: p.stat().st_mtime_ns for p in folder.handed.rglob("*")} == before


@pytest.mark.parametrize(
    ("damage", "code"), [("changed", "APP-006"), ("lost", "APP-005"), ("added", "APP-007")]
)
def test_what_people_did_to_a_lot_is_told_then_set_aside_and_mended(folder, damage, code):
    put(folder, OLD)
    path = folder.handed / "sujets/emargement" / ("B1.docx" if damage != "added" else "copie.docx")
    if damage == "lost":
        path.unlink()
    else:
        path.write_bytes(b"by hand")
    assert codes(folder) == [code]
    assert [f.code for f in lot_faults(folder, Lot.PAPERS)] == [code]
    assert lot_faults(folder, Lot.MARKING) == ()
    notes = put(folder, OLD)
    assert standing(folder) == of(OLD)
    assert codes(folder) == []
    kept = [p.read_bytes() for p in (folder.path / "mis-de-cote").rglob("*") if p.is_file()]
    assert kept == ([] if damage == "lost" else [b"by hand"])
    assert len(notes) == len(kept)


def test_a_lot_that_somebody_moved_away_whole_is_told_once(folder):
    put(folder, OLD)
    put(folder, {"a.docx": b"summons", "b.docx": b"summons"}, Lot.SUMMONSES)
    shutil.rmtree(folder.handed / "convocations")
    [told] = handover_faults(folder)
    assert (told.code, told.source.path) == ("APP-009", "output/2026-06/remise/convocations")
    assert "(2 fichiers)" in told.message
    put(folder, {"a.docx": b"summons", "b.docx": b"summons"}, Lot.SUMMONSES)
    assert codes(folder) == []


def test_what_lies_beside_the_lots_is_told_but_not_what_sharing_programs_keep_there(folder):
    put(folder, OLD)
    (folder.handed / ".stfolder").mkdir()
    (folder.handed / ".sync_1.db").write_bytes(b"")
    (folder.handed / "Thumbs.db").write_bytes(b"")
    assert codes(folder) == []
    (folder.handed / "table-anonymat.xlsx").write_bytes(b"names")
    (folder.handed / "resultats").write_bytes(b"a file named as a lot")
    assert [(f.code, f.source.path) for f in handover_faults(folder)] == [
        ("APP-007", "output/2026-06/remise/resultats"),
        ("APP-007", "output/2026-06/remise/table-anonymat.xlsx"),
    ]


def test_a_lot_that_became_empty_is_emptied(folder):
    put(folder, OLD)
    assert put(folder, {}) == ()
    assert standing(folder) == {}
    assert codes(folder) == []


def test_nothing_is_wrong_before_anything_was_released(folder):
    assert codes(folder) == []


def test_a_lot_whose_files_cannot_be_made_leaves_what_stood(folder):
    put(folder, OLD)

    def broken():
        yield from NEW.items()
        raise ContentError("no")

    with locked(folder.path, folder.name), pytest.raises(ContentError):
        hand_over(folder, Lot.PAPERS, broken())
    assert standing(folder) == of(OLD)
    assert codes(folder) == []


@pytest.mark.parametrize("first", [True, False], ids=["first", "again"])
def test_a_release_killed_anywhere_leaves_the_old_lot_or_the_new_one_and_converges(
    folder, machine, killed, first
):
    def prepare():
        wipe(folder)
        if not first:
            put(folder, OLD)

    states = set()
    old = {} if first else of(OLD)
    for _ in machine.moments(prepare, lambda: put(folder, NEW), killed()):
        put(folder, {"x": b"1"}, Lot.MARKING)
        found = {k: v for k, v in standing(folder).items() if k.startswith("sujets/")}
        assert found in (old, of(NEW))
        assert codes(folder) == []
        states.add(found == of(NEW))
        put(folder, NEW)
        assert standing(folder) == of(NEW) | {"correction/x": b"1"}
    assert states == {True, False}


def test_a_release_that_meets_a_full_disk_anywhere_leaves_the_old_lot_or_the_new_one(
    folder, machine
):
    def prepare():
        wipe(folder)
        put(folder, OLD)

    full = OSError(errno.ENOSPC, "no room")
    for error in machine.moments(prepare, lambda: put(folder, NEW), full):
        assert isinstance(error, EpreuveError)
        put(folder, {"x": b"1"}, Lot.MARKING)
        found = {k: v for k, v in standing(folder).items() if k.startswith("sujets/")}
        assert found in (of(OLD), of(NEW))
        put(folder, NEW)
        assert standing(folder) == of(NEW) | {"correction/x": b"1"}


def test_damaged_marks_are_named(folder):
    put(folder, OLD)
    (folder.path / ".remise/.sujets.json").write_bytes(b"{")
    with pytest.raises(ContentError, match=r"\.sujets\.json"):
        codes(folder)


def test_the_last_release_of_each_lot_is_known_from_the_journal(folder):
    for when, lot, sha256 in (("1", "sujets", "a"), ("2", "correction", "b"), ("3", "sujets", "c")):
        facts = {"lot": lot, "sha256": sha256, "files": 1}
        journal.append(folder.path, when=when, command="release", facts=facts)
    journal.append(folder.path, when="4", command="publish", facts={"sha256": "d"})
    found = released(journal.events(folder.path))
    assert {lot: (e.when, e.facts["sha256"]) for lot, e in found.items()} == {
        Lot.PAPERS: ("3", "c"),
        Lot.MARKING: ("2", "b"),
    }
    assert released(()) == {}


def test_a_file_in_the_place_of_a_lot_is_set_aside(folder):
    folder.handed.mkdir()
    (folder.handed / "sujets").write_bytes(b"by hand")
    assert codes(folder) == ["APP-007"]
    assert [note.code for note in put(folder, OLD)] == ["SES-051"]
    assert standing(folder) == of(OLD)
    kept = [p.read_bytes() for p in (folder.path / "mis-de-cote").rglob("*") if p.is_file()]
    assert kept == [b"by hand"]


@pytest.mark.parametrize(
    "path", ["../../secret.key", "/etc/passwd", "a/../../b", "a\\b", "", "a//b"]
)
def test_marks_that_name_a_file_elsewhere_are_refused(folder, path):
    put(folder, OLD)
    marks = (FileMark(path=path, sha256="0" * 64, size=1),)
    (folder.path / ".remise/.sujets.json").write_bytes(dump(marks))
    with pytest.raises(ContentError, match=r"\.sujets\.json"):
        codes(folder)


@pytest.mark.parametrize("first", [True, False], ids=["first", "again"])
def test_a_folder_on_another_disk_is_said_to_be_one_and_nothing_changes(folder, machine, first):
    def prepare():
        wipe(folder)
        if not first:
            put(folder, OLD)

    apart = OSError(errno.EXDEV, "cross-device")
    found = [str(error) for error in machine.moments(prepare, lambda: put(folder, NEW), apart)]
    assert any("pas sur le même disque" in said for said in found)
