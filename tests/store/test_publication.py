import errno
import shutil
import stat

import pytest

from pipeline.diagnostics import EpreuveError
from pipeline.rules import session as rules
from pipeline.store.files import digest
from pipeline.store.integrity import faults
from pipeline.store.lock import locked
from pipeline.store.manifest import Manifest, encode, read_manifest
from pipeline.store.publication import Stage, abandon, finish, recover, start

OLD = {"candidat/a.docx": b"old a", "evaluateur/g.xlsx": b"old", "dispatch.json": b"old places"}
NEW = {"candidat/a.docx": b"new a", "jury/B1/j.docx": b"new j", "dispatch.json": b"new places"}


def publish(folder, content):
    """What a run does: lock, stage, swap."""
    with locked(folder.path, folder.name):
        stage = start(folder)
        for path, data in content.items():
            if path != "dispatch.json":
                stage.add(path, data)
        manifest = Manifest(version="1", session=folder.name, inputs={}, files=stage.files)
        return stage, finish(
            stage, manifest, {k: v for k, v in content.items() if k == "dispatch.json"}
        )


def wipe(folder):
    with locked(folder.path, folder.name):
        folder.clear()


@pytest.fixture
def published(folder, tree, tmp_path_factory):
    """``published(content)``: everything that stands in the session once that content is published."""

    made = {}

    def make(content):
        wipe(folder)
        kept = made.get(id(content))
        if kept is None:
            publish(folder, content)
            kept = made[id(content)] = tmp_path_factory.mktemp("published") / "session"
            shutil.copytree(folder.path, kept)
        else:
            shutil.copytree(kept, folder.path, dirs_exist_ok=True)
        return tree(folder.path)

    return make


def test_a_publication_stands_with_its_manifest(folder, published):
    standing = published(OLD)
    assert standing == {**OLD, "manifest.json": folder.manifest.read_bytes()}
    marks = read_manifest(folder).files
    assert [m.path for m in marks] == ["candidat/a.docx", "evaluateur/g.xlsx"]
    assert [(m.sha256, m.size) for m in marks] == [
        (digest(OLD[m.path]), len(OLD[m.path])) for m in marks
    ]


def test_what_is_published_is_private(folder, published):
    published(OLD)
    for path in folder.path.rglob("*"):
        expected = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == expected, path


def test_a_new_publication_replaces_the_old_one_whole(folder, published):
    new = published(NEW)
    published(OLD)
    stage, changed = publish(folder, NEW)
    assert changed
    assert stage.notes == []
    assert {p.name for p in folder.path.iterdir()} == {
        ".verrou", "candidat", "evaluateur", "jury", "coordination", "dispatch.json", "manifest.json",
    }  # fmt: skip
    assert {k: v for k, v in new.items() if k != "manifest.json"} == NEW
    assert not list(faults(folder))


def test_the_same_publication_again_touches_nothing(folder, published):
    published(OLD)
    before = {p: p.stat().st_mtime_ns for p in folder.path.rglob("*") if p.name != ".verrou"}
    _, changed = publish(folder, OLD)
    assert not changed
    assert {p: p.stat().st_mtime_ns for p in before} == before
    assert not folder.stage.exists()


def test_other_places_alone_are_published_too(folder, published, tree):
    published(OLD)
    _, changed = publish(folder, {**OLD, "dispatch.json": b"new places"})
    assert changed
    assert folder.dispatch.read_bytes() == b"new places"


@pytest.mark.parametrize("before", [None, b"kept"])
def test_without_new_places_the_record_stays_what_it_was(folder, published, before):
    published({"candidat/a": b"1"} | ({"dispatch.json": before} if before else {}))
    publish(folder, {"candidat/a": b"2"})
    assert (folder.dispatch.read_bytes() if folder.dispatch.exists() else None) == before


@pytest.mark.parametrize("damage", ["missing", "changed", "manifest", "dispatch"])
def test_the_same_publication_repairs_what_was_damaged(folder, published, tree, damage):
    whole = published(OLD)
    if damage == "missing":
        (folder.path / "candidat/a.docx").unlink()
    elif damage == "changed":
        (folder.path / "candidat/a.docx").write_bytes(b"?")
    elif damage == "dispatch":
        folder.dispatch.write_bytes(b"?")
    else:
        folder.manifest.write_bytes(b"{")
    _, changed = publish(folder, OLD)
    assert changed
    assert {k: v for k, v in tree(folder.path).items() if "mis-de-cote" not in k} == whole


def test_what_people_changed_or_added_is_set_aside_and_told(folder, published, tree):
    published(OLD)
    (folder.path / "evaluateur/g.xlsx").write_bytes(b"filled by an assessor")
    (folder.path / "candidat/note.txt").write_bytes(b"mine")
    (folder.path / "candidat/~$a.docx").write_bytes(b"litter")
    stage, _ = publish(folder, NEW)
    aside = {
        f"mis-de-cote/evaluateur/g-{digest(b'filled by an assessor')[:8]}.xlsx": b"filled by an assessor",
        f"mis-de-cote/candidat/note-{digest(b'mine')[:8]}.txt": b"mine",
    }
    found = tree(folder.path)
    assert {k: v for k, v in found.items() if k.startswith("mis-de-cote")} == aside
    assert {k for k in found if k not in aside} == {*NEW, "manifest.json"}
    assert [(n.code, n.source.path) for n in stage.notes] == [
        (rules.SET_ASIDE.code, "output/2026-06/candidat/note.txt"),
        (rules.SET_ASIDE.code, "output/2026-06/evaluateur/g.xlsx"),
    ]


def test_a_file_added_by_hand_does_not_make_a_publication_change(folder, published):
    published(OLD)
    (folder.path / "candidat/note.txt").write_bytes(b"mine")
    _, changed = publish(folder, OLD)
    assert not changed
    assert (folder.path / "candidat/note.txt").read_bytes() == b"mine"


def test_files_that_stand_without_manifest_but_are_the_new_ones_are_not_set_aside(
    folder, published
):
    published(NEW)
    folder.manifest.unlink()
    stage, changed = publish(folder, NEW)
    assert changed
    assert stage.notes == []


def test_an_abandoned_publication_leaves_what_stood(folder, published, tree):
    old = published(OLD)
    with locked(folder.path, folder.name):
        stage = start(folder)
        stage.add("candidat/x", b"x")
        abandon(stage)
    assert tree(folder.path) == old


def test_a_path_is_staged_once_and_inside(folder):
    stage = start(folder)
    stage.add("candidat/x", b"x")
    with pytest.raises(EpreuveError, match="un autre fichier porte ce nom"):
        stage.add("candidat/x", b"y")
    for path in ("x", "recu/x", "../x", "candidat"):
        with pytest.raises(AssertionError):
            stage.add(path, b"")


def test_a_manifest_must_be_that_of_the_stage(folder):
    stage = start(folder)
    stage.add("candidat/x", b"x")
    with pytest.raises(AssertionError):
        finish(stage, Manifest(version="1", session="s", inputs={}, files=()), {})


def test_nothing_to_recover_changes_nothing(folder, published, tree):
    old = published(OLD)
    recover(folder)
    assert tree(folder.path) == old


@pytest.mark.parametrize("first", [True, False], ids=["first", "again"])
def test_a_run_killed_anywhere_comes_back_to_old_or_new_and_converges(
    folder, published, tree, machine, killed, first
):
    new = published(NEW)
    old = {} if first else published(OLD)
    prepare = lambda: wipe(folder) if first else published(OLD)  # noqa: E731
    states, told = set(), 0
    for _ in machine.moments(prepare, lambda: publish(folder, NEW), killed()):
        between = tree(folder.path)
        published_now = {k: v for k, v in between.items() if not k.startswith(".")}
        if published_now not in (old, new):
            told += any(f.code == rules.NOT_FINISHED.code for f in faults(folder))
            assert [f.code for f in faults(folder)] == [rules.NOT_FINISHED.code]
        with locked(folder.path, folder.name):
            recover(folder)
        found = tree(folder.path)
        assert found in (old, new)
        states.add(found == new)
        assert not list(faults(folder))
        publish(folder, NEW)
        assert tree(folder.path) == new
    assert states == {False, True}
    assert told


@pytest.mark.parametrize(
    ("first", "number"), [(True, errno.EACCES), (False, errno.ENOSPC)], ids=["first", "again"]
)
def test_a_run_that_meets_a_fault_anywhere_leaves_old_or_new(
    folder, published, tree, machine, first, number
):
    new = published(NEW)
    old = {} if first else published(OLD)
    prepare = lambda: wipe(folder) if first else published(OLD)  # noqa: E731
    fault = OSError(number, "refused")
    states = set()
    for error in machine.moments(prepare, lambda: publish(folder, NEW), fault):
        assert isinstance(error, EpreuveError), error
        assert error.message.startswith("l'écriture de")
        found = {k: v for k, v in tree(folder.path).items() if not k.startswith(".")}
        assert found in (old, new)
        states.add(found == new)
        publish(folder, NEW)
        assert tree(folder.path) == new
    assert states == {False, True}


def test_a_recovery_killed_anywhere_still_recovers(folder, published, tree, machine, killed):
    old = published(OLD)
    swapped = folder.path / "candidat/a.docx"

    def interrupt(at):
        published(OLD)
        machine.run(lambda: publish(folder, NEW), at, killed())

    def half_way(at):
        interrupt(at)
        new = swapped.exists() and swapped.read_bytes() == b"new a"
        return new and (folder.path / "evaluateur").exists() and folder.pending.exists()

    moment = next(at for at in range(1, 200) if half_way(at))
    steps = 0
    for _ in machine.moments(lambda: interrupt(moment), lambda: recover(folder), killed()):
        steps += 1
        recover(folder)
        assert tree(folder.path) == old
    assert steps > 5
    assert tree(folder.path) == old


def test_a_stage_knows_where_it_waits(folder):
    assert Stage(folder=folder).path == folder.stage / "nouveau"
    assert encode(Manifest(version="1", session="s", inputs={}, files=())).endswith(b"}\n")
