import errno
import os
import stat

import pytest

from pipeline.diagnostics import EpreuveError
from pipeline.store.files import (
    TEMPORARY,
    digest,
    make_folder,
    sweep,
    sync_folder,
    telling,
    write_file,
    write_through,
)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=["umask000", "umask022", "umask077"])
def umask(request):
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def test_files_and_folders_are_private_whatever_the_umask(tmp_path, umask):
    path = tmp_path / "a" / "b" / "secret"
    write_file(path, b"x")
    assert (mode(path), mode(path.parent), mode(path.parent.parent)) == (0o600, 0o700, 0o700)


def test_a_file_takes_its_new_content_and_leaves_nothing_beside(tmp_path):
    path = tmp_path / "f"
    write_file(path, b"old")
    write_file(path, b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("f", b"new")]


def test_a_stale_temporary_of_another_owner_or_mode_is_not_reused(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"mine")
    (tmp_path / f"{TEMPORARY}f").symlink_to(elsewhere)
    write_file(tmp_path / "f", b"new")
    assert (tmp_path / "f").read_bytes() == b"new"
    assert elsewhere.read_bytes() == b"mine"
    (tmp_path / f"{TEMPORARY}g").write_bytes(b"")
    (tmp_path / f"{TEMPORARY}g").chmod(0o644)
    write_file(tmp_path / "g", b"new")
    assert mode(tmp_path / "g") == 0o600


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_write_that_fails_anywhere_leaves_old_or_new_and_says_so(tmp_path, machine, tree, number):
    path = tmp_path / "f"
    fault = OSError(number, os.strerror(number))
    seen = set()
    for error in machine.moments(
        lambda: write_file(path, b"old"), lambda: write_file(path, b"new"), fault
    ):
        assert isinstance(error, EpreuveError)
        assert str(path) in error.message or path.name in error.message
        found = tree(tmp_path)
        assert set(found) - {f"{TEMPORARY}f"} == {"f"}
        seen.add(found["f"])
    assert seen == {b"old", b"new"}


def test_a_process_killed_anywhere_leaves_old_or_new_and_the_sweep_the_rest(
    tmp_path, machine, killed, tree
):
    path = tmp_path / "sub" / "f"
    leftovers = 0
    for error in machine.moments(
        lambda: write_file(path, b"old"), lambda: write_file(path, b"new"), killed()
    ):
        assert isinstance(error, killed)
        leftovers += (path.parent / f"{TEMPORARY}f").exists()
        sweep(tmp_path)
        assert tree(tmp_path) in ({"sub/f": b"old"}, {"sub/f": b"new"})
    assert leftovers


def test_a_first_write_that_dies_leaves_nothing_or_all(tmp_path, machine, killed, tree):
    path = tmp_path / "f"
    prepare = lambda: path.unlink(missing_ok=True)  # noqa: E731
    for _ in machine.moments(prepare, lambda: write_file(path, b"new"), killed()):
        sweep(tmp_path)
        assert tree(tmp_path) in ({}, {"f": b"new"})


def test_the_message_of_a_full_disk_is_french(tmp_path, machine):
    fault = OSError(errno.ENOSPC, "No space left on device")
    error = machine.run(lambda: write_file(tmp_path / "f", b"x"), 2, fault)
    assert error.message == f"l'écriture de « {tmp_path / 'f'} » a échoué : le disque est plein"


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (OSError("no number"), "OSError"),
        (OSError(errno.EMLINK, "Too many links"), "Too many links"),
    ],
)
def test_an_unusual_refusal_keeps_the_words_of_the_system(tmp_path, fault, reason):
    with pytest.raises(EpreuveError, match=f": {reason}$"), telling(tmp_path):
        raise fault


def test_a_folder_cannot_take_the_place_of_a_file(tmp_path):
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(EpreuveError, match="un autre fichier porte ce nom"):
        make_folder(tmp_path / "a")
    with pytest.raises(EpreuveError, match="porte"):
        write_file(tmp_path / "a" / "b", b"x")
    assert (tmp_path / "a").is_file()


def test_a_file_cannot_take_the_place_of_a_folder(tmp_path):
    (tmp_path / "a").mkdir()
    with pytest.raises(EpreuveError, match="un dossier porte ce nom"):
        write_file(tmp_path / "a", b"x")
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_a_file_written_through_must_be_new(tmp_path):
    write_through(tmp_path / "f", b"x")
    with pytest.raises(FileExistsError):
        write_through(tmp_path / "f", b"y")
    assert (tmp_path / "f").read_bytes() == b"x"


@pytest.mark.parametrize(("number", "passes"), [(errno.EINVAL, True), (errno.EIO, False)])
def test_a_disk_that_cannot_sync_folders_is_good_enough(tmp_path, monkeypatch, number, passes):
    def refuse(_):
        raise OSError(number, "fsync")

    monkeypatch.setattr(os, "fsync", refuse)
    if passes:
        sync_folder(tmp_path)
        return
    with pytest.raises(OSError, match="fsync"):
        sync_folder(tmp_path)


def test_a_system_that_cannot_open_folders_does_without(tmp_path, monkeypatch):
    monkeypatch.delattr(os, "O_DIRECTORY")
    write_file(tmp_path / "f", b"x")
    assert (tmp_path / "f").read_bytes() == b"x"


def test_the_sweep_takes_temporaries_only_and_goes_deep(tmp_path, tree):
    write_file(tmp_path / "a" / "kept", b"x")
    (tmp_path / "a" / f"{TEMPORARY}lost").write_bytes(b"")
    (tmp_path / f"{TEMPORARY}folder").mkdir()
    sweep(tmp_path)
    assert tree(tmp_path) == {"a/kept": b"x"}


def test_a_digest_is_sha256():
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
