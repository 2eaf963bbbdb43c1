"""What is kept between runs: given back for the same content only, and never a reason to fail."""

import os
import shutil
from dataclasses import dataclass
from decimal import Decimal
from threading import Thread

import pytest

from pipeline.store.cache import FOLDER, MAX_BYTES, Cache, program_digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """Something to keep."""

    text: str
    number: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Something else."""

    lines: tuple[str, ...]


KEPT = Value(text="été", number=Decimal("1.50"))


@pytest.fixture
def root(tmp_path):
    """A workspace where one value is kept under « name » for the content « text »."""
    (tmp_path / "output").mkdir()
    put(tmp_path, "name", b"text", KEPT)
    return tmp_path


def put(root, name, content, value, around="a"):
    cache = Cache(root, around)
    cache.put(name, content, value)
    cache.save()


def get(root, name="name", content=b"text", kind=Value, around="a"):
    return Cache(root, around).get(name, content, kind)


def entry(root):
    (path,) = (root / FOLDER).iterdir()
    return path


def test_a_value_comes_back_for_the_same_content(root):
    assert get(root) == KEPT


@pytest.mark.parametrize(
    "other", [{"name": "nam"}, {"content": b"text "}, {"around": "b"}, {"kind": Other}]
)
def test_a_value_does_not_come_back_for_anything_else(root, other):
    assert get(root, **other) is None


def test_parts_that_run_into_each_other_are_told_apart(root):
    put(root, "ab", b"c", KEPT)
    assert get(root, "a", b"bc") is None


def test_what_is_put_is_written_by_save_only(root):
    cache = Cache(root, "a")
    cache.put("second", b"text", KEPT)
    assert get(root, "second") is None


def test_an_entry_is_private_and_takes_the_place_of_the_one_before(root):
    path = entry(root)
    put(root, "name", b"new text", KEPT)
    assert entry(root) == path
    assert path.stat().st_mode & 0o777 == 0o600
    assert get(root) is None
    assert get(root, content=b"new text") == KEPT


def test_what_a_run_did_not_ask_for_is_dropped_and_the_rest_stays(root):
    put(root, "kept", b"text", KEPT)
    assert get(root) is None
    cache = Cache(root, "a")
    cache.get("kept", b"text", Value)
    cache.save()
    assert get(root, "kept") == KEPT


def test_files_of_somebody_else_are_left_alone(root):
    for name in ("notes.txt", ".gitignore"):
        (root / FOLDER / name).write_text("x")
    (root / FOLDER / f"{'0' * 32}.json").mkdir()
    Cache(root, "a").save()
    left = {path.name for path in (root / FOLDER).iterdir()}
    assert left == {"notes.txt", ".gitignore", f"{'0' * 32}.json"}


def test_what_a_killed_run_left_is_dropped(root):
    (root / FOLDER / f".epreuve-tmp-{'0' * 32}.json").write_bytes(b"half")
    put(root, "name", b"text", KEPT)
    assert len(list((root / FOLDER).iterdir())) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:0],
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"1.50", b"1.60"),
        lambda data: data + b" ",
        lambda data: bytes(len(data)),
        lambda data: b"{}\n" * len(data),
        lambda data: b"[" * 1000 * len(data),
        lambda data: data + b" " * MAX_BYTES,
    ],
)
def test_a_damaged_or_foreign_entry_is_as_if_it_were_not_there(root, damage):
    path = entry(root)
    path.write_bytes(damage(path.read_bytes()))
    assert get(root) is None
    put(root, "name", b"text", KEPT)
    assert get(root) == KEPT


def test_a_pipe_or_a_folder_in_the_place_of_an_entry_does_not_hold_anybody(root):
    path = entry(root)
    path.unlink()
    os.mkfifo(path)
    assert get(root) is None
    path.unlink()
    path.mkdir()
    put(root, "name", b"text", KEPT)
    put(root, "name", b"text", KEPT)
    assert get(root) is None


def test_an_entry_that_may_not_be_read_is_as_if_it_were_not_there(root):
    path = entry(root)
    target = path.with_name("loop")
    path.unlink()
    path.symlink_to(target)
    target.symlink_to(path)
    assert get(root) is None


def test_without_an_output_folder_nothing_is_kept(tmp_path):
    put(tmp_path, "name", b"text", KEPT)
    assert list(tmp_path.iterdir()) == []


def test_a_link_in_the_place_of_the_folder_is_neither_written_nor_swept(root):
    elsewhere = root / "elsewhere"
    shutil.move(root / FOLDER, elsewhere)
    (root / FOLDER).symlink_to(elsewhere)
    before = {path.name: path.read_bytes() for path in elsewhere.iterdir()}
    put(root, "other", b"text", KEPT)
    assert {path.name: path.read_bytes() for path in elsewhere.iterdir()} == before


def test_where_nothing_can_be_written_nothing_is_said(tmp_path):
    (tmp_path / "output").mkdir()
    (tmp_path / FOLDER).write_text("a file")
    put(tmp_path, "name", b"text", KEPT)
    assert (tmp_path / FOLDER).read_text() == "a file"
    assert get(tmp_path) is None


def test_many_runs_at_once_leave_a_sound_entry_or_none(root):
    threads = [Thread(target=put, args=(root, "name", b"text", KEPT)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert get(root) in (KEPT, None)
    put(root, "name", b"text", KEPT)
    assert get(root) == KEPT


def test_the_digest_of_the_program_is_that_of_its_sources(tmp_path):
    (tmp_path / "room").mkdir()
    path = tmp_path / "room/module.py"
    path.write_text("a = 1\n")
    before = program_digest(tmp_path)
    (tmp_path / "module.pyc").write_bytes(b"compiled")
    assert program_digest(tmp_path) == before
    path.write_text("a = 2\n")
    changed = program_digest(tmp_path)
    assert changed != before
    path.rename(tmp_path / "module.py")
    assert program_digest(tmp_path) not in (before, changed)
    assert program_digest() != changed
