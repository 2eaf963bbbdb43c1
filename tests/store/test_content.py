import errno
from pathlib import Path

import pytest

from pipeline.diagnostics import EpreuveError, UsageError
from pipeline.store import content
from pipeline.store.content import STAGE, check_empty, create_workspace, shipped_content

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def shipped(tmp_path, monkeypatch):
    """A small content shipped inside a package, as in the wheel."""
    package = tmp_path / "package"
    for name in ("referential/a.yaml", "scenarios/geo/b.yaml", "templates/c.docx"):
        path = package / "content" / name
        path.parent.mkdir(parents=True)
        path.write_text(name, "utf-8")
    monkeypatch.setattr(content, "shipped_content", lambda: package / "content")
    return package


FILES = ("output/.gitignore", "referential/a.yaml", "scenarios/geo/b.yaml", "templates/c.docx")


def visible(folder):
    return tuple(sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()))


def test_the_content_is_in_the_wheel_or_beside_the_package(shipped):
    assert shipped_content(shipped) == shipped / "content"
    assert shipped_content() == ROOT


@pytest.mark.parametrize("exists", [True, False])
def test_a_workspace_is_made_in_a_new_or_empty_folder(tmp_path, exists):
    target = tmp_path / "deep" / "ws"
    if exists:
        target.mkdir(parents=True)
    assert create_workspace(target) == FILES
    assert visible(target) == FILES
    assert (target / "output/.gitignore").read_bytes().startswith(b"*\n")


@pytest.mark.parametrize("name", ["x", "referential", ".git"])
def test_a_folder_that_holds_anything_is_left_alone(tmp_path, name):
    target = tmp_path / "ws"
    (target / name).mkdir(parents=True)
    with pytest.raises(UsageError, match="n'est pas vide"):
        create_workspace(target)
    assert [p.name for p in target.iterdir()] == [name]


def test_a_file_is_no_place_for_a_workspace(tmp_path):
    (tmp_path / "ws").write_bytes(b"")
    with pytest.raises(UsageError, match="n'est pas vide"):
        check_empty(tmp_path / "ws")


def test_what_somebody_put_beside_an_interrupted_creation_is_left_alone(tmp_path):
    target = tmp_path / "ws"
    (target / STAGE).mkdir(parents=True)
    (target / "mine").mkdir()
    with pytest.raises(UsageError, match="n'est pas vide"):
        create_workspace(target)


def test_a_creation_killed_anywhere_is_finished_by_the_next(tmp_path, machine, killed):
    serial = iter(range(1000))
    targets = []

    def prepare():
        targets.append(tmp_path / f"ws{next(serial)}")

    for _ in machine.moments(prepare, lambda: create_workspace(targets[-1]), killed()):
        create_workspace(targets[-1])
        assert visible(targets[-1]) == FILES
    assert visible(targets[-1]) == FILES


def test_a_full_disk_is_a_sentence(tmp_path, machine):
    fault = OSError(errno.ENOSPC, "")
    error = machine.run(lambda: create_workspace(tmp_path / "ws"), 5, fault)
    assert isinstance(error, EpreuveError)
    assert "le disque est plein" in error.message
