import pytest

from pipeline.rules import session as rules
from pipeline.store.integrity import faults, foreign_files
from pipeline.store.manifest import Manifest
from pipeline.store.publication import finish, start


@pytest.fixture
def published(folder):
    """A session with three published files."""
    stage = start(folder)
    for path in ("candidat/B1/a.docx", "candidat/b.docx", "evaluateur/g.xlsx"):
        stage.add(path, path.encode())
    assert finish(stage, Manifest(version="1", session="s", inputs={}, files=stage.files), {})
    return folder


def told(folder):
    return [
        (fault.code, fault.source.path.removeprefix("output/2026-06/")) for fault in faults(folder)
    ]


def test_a_whole_publication_has_no_fault(published):
    assert told(published) == []
    assert foreign_files(published) == ()


def test_a_session_that_was_never_published_has_no_fault(folder):
    (folder.path / "candidat").mkdir()
    assert told(folder) == []


def test_missing_changed_and_stray_files_are_told_each(published):
    (published.path / "candidat/B1/a.docx").unlink()
    (published.path / "candidat/b.docx").write_bytes(b"candidat/b.docX")
    (published.path / "jury/note.txt").write_bytes(b"")
    (published.path / "recu/grid.xlsx").parent.mkdir()
    (published.path / "recu/grid.xlsx").write_bytes(b"")
    found = list(faults(published))
    assert [(f.code, f.severity.value) for f in found] == [
        (rules.FILE_MISSING.code, "erreur"),
        (rules.FILE_CHANGED.code, "erreur"),
        (rules.FILE_STRAY.code, "avertissement"),
    ]
    assert [p.relative_to(published.path).as_posix() for p in foreign_files(published)] == [
        "candidat/b.docx",
        "jury/note.txt",
    ]


def test_a_file_replaced_by_a_folder_is_missing(published):
    (published.path / "candidat/b.docx").unlink()
    (published.path / "candidat/b.docx").mkdir()
    assert told(published) == [(rules.FILE_MISSING.code, "candidat/b.docx")]


def test_a_file_that_cannot_be_read_is_changed(published, monkeypatch):
    def refuse(self):
        raise PermissionError

    path = published.path / "candidat/b.docx"
    real = type(path).read_bytes
    monkeypatch.setattr(
        type(path), "read_bytes", lambda self: refuse(self) if self == path else real(self)
    )
    assert told(published) == [(rules.FILE_CHANGED.code, "candidat/b.docx")]


def test_what_office_suites_leave_beside_is_no_stray(published):
    for name in ("~$a.docx", ".~lock.b.docx#", "desktop.ini", "Thumbs.db", ".DS_Store"):
        (published.path / "candidat" / name).write_bytes(b"")
    assert told(published) == []
    assert foreign_files(published) == ()


def test_a_damaged_manifest_is_told_and_every_file_is_foreign(published):
    published.manifest.write_bytes(published.manifest.read_bytes()[:-9])
    assert told(published) == [(rules.RECORD_CORRUPT.code, "manifest.json")]
    assert len(foreign_files(published)) == 3


def test_a_lost_manifest_means_an_unfinished_publication(published):
    published.manifest.unlink()
    assert told(published) == [(rules.NOT_FINISHED.code, "manifest.json")]
    assert len(foreign_files(published)) == 3
