"""Files that came back: all of them listed, nothing followed, copies that are theirs byte for byte."""

import os
from hashlib import sha256

import pytest

from pipeline.diagnostics import EpreuveError, UsageError
from pipeline.store import returns
from pipeline.store.returns import (
    Arrival,
    archived,
    fingerprint,
    keep,
    list_arrivals,
    quarantined,
    shown,
)


def nothing(_):
    return False


def is_lock(name):
    return name.startswith("~$")


def names(found):
    return [arrival.name for arrival in found]


@pytest.fixture
def received(folder):
    folder.returned.mkdir()
    return folder.returned


def test_without_anything_received_nothing_is_listed(folder):
    assert list_arrivals(folder, (), nothing) == ((), ())


def test_every_file_of_every_subfolder_is_listed_by_name_but_noise(folder, received):
    for path in ("b.xlsx", "E01/a.xlsx", "E01/E02/c.pdf", "E01/~$a.xlsx"):
        (received / path).parent.mkdir(parents=True, exist_ok=True)
        (received / path).write_bytes(b"x")
    found, faults = list_arrivals(folder, (), is_lock)
    top = "output/2026-06/recu"
    assert names(found) == [f"{top}/E01/E02/c.pdf", f"{top}/E01/a.xlsx", f"{top}/b.xlsx"]
    assert faults == ()


def test_links_are_listed_and_never_followed(folder, received, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.xlsx").write_bytes(b"x")
    (received / "dossier").symlink_to(outside)
    (received / "fichier.xlsx").symlink_to(outside / "secret.xlsx")
    (received / "nulle-part.xlsx").symlink_to(outside / "gone")
    (received / "boucle").symlink_to(received)
    found, _ = list_arrivals(folder, (), nothing)
    assert [a.path.name for a in found] == [
        "boucle",
        "dossier",
        "fichier.xlsx",
        "nulle-part.xlsx",
    ]
    assert {fingerprint(a) for a in found} == {""}


def test_given_files_and_folders_are_listed_once(folder, received, tmp_path):
    (received / "a.xlsx").write_bytes(b"a")
    elsewhere = tmp_path / "cle"
    elsewhere.mkdir()
    (elsewhere / "b.xlsx").write_bytes(b"b")
    paths = (received, received / "a.xlsx", elsewhere, elsewhere / "b.xlsx")
    found, _ = list_arrivals(folder, paths, nothing)
    assert [a.path for a in found] == [elsewhere / "b.xlsx", received / "a.xlsx"]


def test_a_given_lock_file_is_read_for_it_was_asked_for(folder, received):
    (received / "~$a.xlsx").write_bytes(b"a")
    found, _ = list_arrivals(folder, (received / "~$a.xlsx",), is_lock)
    assert len(found) == 1


def test_a_path_that_is_nowhere_is_told(folder):
    with pytest.raises(UsageError) as told:
        list_arrivals(folder, (folder.path / "rien",), nothing)
    assert "rien" in told.value.message


def test_a_folder_that_cannot_be_read_leaves_the_others(folder, received):
    """Folder in folder until the path is longer than the system reads: nobody's rights help."""
    (received / "bon.xlsx").write_bytes(b"x")
    name = "d" * 200
    inside = os.open(received, os.O_RDONLY)
    for _ in range(25):
        os.mkdir(name, dir_fd=inside)
        deeper = os.open(name, os.O_RDONLY, dir_fd=inside)
        os.close(inside)
        inside = deeper
    os.close(inside)
    found, faults = list_arrivals(folder, (), nothing)
    assert names(found) == ["output/2026-06/recu/bon.xlsx"]
    assert [fault.code for fault in faults] == ["COL-013"]
    assert "nom est trop long" in faults[0].message


def test_names_that_cannot_be_printed_are_told_in_part(folder, received):
    for raw in (b"gr\xe9.xlsx", b"a\nb\x1b[31m.xlsx", "é.xlsx".encode(), b"x" * 250):
        (received / os.fsdecode(raw)).write_bytes(raw)
    found, _ = list_arrivals(folder, (), nothing)
    assert sorted(a.name.rpartition("/")[2] for a in found) == [
        "a�b�[31m.xlsx",
        "gr�.xlsx",
        "x" * 250,
        "é.xlsx",
    ]
    for arrival in found:
        arrival.name.encode()
        assert fingerprint(arrival)


def test_a_path_is_shown_from_the_workspace_when_it_is_inside(folder, tmp_path):
    assert shown(folder, folder.settings) == "output/2026-06/session.yaml"
    outside = tmp_path.parent / "x.xlsx"
    assert shown(folder, outside) == outside.as_posix()


def arrival(path):
    return Arrival(path=path, name=path.name)


def test_the_fingerprint_is_that_of_the_bytes(received):
    path = received / "a.xlsx"
    path.write_bytes(b"grid" * 1_000_000)
    assert fingerprint(arrival(path)) == sha256(path.read_bytes()).hexdigest()


def test_what_is_no_file_to_keep_has_no_fingerprint(received, monkeypatch):
    os.mkfifo(received / "tube")
    (received / "dossier").mkdir()
    (received / "gros").write_bytes(b"12345")
    monkeypatch.setattr(returns, "MAX_KEPT", 4)
    for name in ("tube", "dossier", "gros", "absent", "n" * 300):
        assert fingerprint(arrival(received / name)) == ""


def test_a_copy_is_the_file_byte_for_byte_and_the_file_stays(folder, received):
    path = received / "Grille É (1).xlsm"
    path.write_bytes(b"\0macro\xff")
    one = arrival(path)
    target = quarantined(folder, one, fingerprint(one))
    assert keep(one, fingerprint(one), target)
    assert target.read_bytes() == path.read_bytes() == b"\0macro\xff"
    assert target.stat().st_mode & 0o777 == 0o600
    assert target.name == f"{fingerprint(one)[:16]}-Grille-E-1-xlsm"
    assert [p.name for p in folder.quarantine.iterdir()] == [target.name]


def test_a_copy_that_is_there_is_left_and_a_damaged_one_is_made_again(folder, received):
    one = arrival(received / "a.xlsx")
    one.path.write_bytes(b"good")
    mark = fingerprint(one)
    target = archived(folder, one, mark)
    assert target.name == f"{mark[:16]}-a.xlsx"
    assert keep(one, mark, target)
    inode = target.stat().st_ino
    assert keep(one, mark, target)
    assert target.stat().st_ino == inode
    target.write_bytes(b"bad")
    assert keep(one, mark, target)
    assert target.read_bytes() == b"good"


def test_a_file_that_changed_meanwhile_is_not_kept(folder, received):
    one = arrival(received / "a")
    one.path.write_bytes(b"before")
    mark = fingerprint(one)
    one.path.write_bytes(b"after")
    target = archived(folder, one, mark)
    assert target.suffix == ""
    assert not keep(one, mark, target)
    one.path.unlink()
    assert not keep(one, mark, target)
    assert list(folder.archive.iterdir()) == []


def test_a_copy_that_cannot_be_written_is_told(folder, received):
    one = arrival(received / "a.xlsx")
    one.path.write_bytes(b"x")
    target = archived(folder, one, fingerprint(one))
    target.mkdir(parents=True)
    with pytest.raises(EpreuveError):
        keep(one, fingerprint(one), target)


def test_a_copy_failing_at_any_moment_leaves_nothing_or_all_of_it(folder, received, machine):
    one = arrival(received / "a.xlsx")
    one.path.write_bytes(b"x" * 10)
    mark = fingerprint(one)
    target = archived(folder, one, mark)

    def forget():
        target.unlink(missing_ok=True)

    def copy():
        if not keep(one, mark, target):
            raise EpreuveError("not kept")

    for _ in machine.moments(forget, copy, OSError(28, "full")):
        assert not target.exists() or target.read_bytes() == b"x" * 10
    assert target.read_bytes() == b"x" * 10
