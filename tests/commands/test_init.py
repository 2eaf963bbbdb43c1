"""A new workspace from the shipped content."""

from pathlib import Path

import pytest

from pipeline.commands.init import init
from pipeline.diagnostics import UsageError
from pipeline.store.folder import check_workspace

ROOT = Path(__file__).resolve().parents[2]


def test_the_whole_content_is_copied_as_it_is(tmp_path, bytes_of):
    outcome = init(tmp_path / "centre")
    check_workspace(tmp_path / "centre")
    for folder in ("referential", "scenarios", "templates"):
        assert bytes_of(tmp_path / "centre" / folder) == bytes_of(ROOT / folder)
    written = sorted(bytes_of(tmp_path / "centre"))
    assert list(outcome.files) == written
    assert outcome.counts == {"files": len(written)}
    assert f"epreuve --workspace {tmp_path / 'centre'} check" in outcome.lines[1]


def test_what_a_session_writes_is_kept_out_of_version_control(tmp_path):
    init(tmp_path / "centre")
    assert (tmp_path / "centre/output/.gitignore").read_text().startswith("*\n")


def test_an_empty_folder_will_do(tmp_path):
    (tmp_path / "centre").mkdir()
    assert init(tmp_path / "centre").counts["files"]


@pytest.mark.parametrize("dry_run", [False, True])
@pytest.mark.parametrize("name", ["note.txt", "referential", ".git"])
def test_a_folder_that_holds_anything_is_refused(tmp_path, name, dry_run):
    (tmp_path / name).mkdir()
    with pytest.raises(UsageError, match="n'est pas vide"):
        init(tmp_path, dry_run=dry_run)
    assert [p.name for p in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_file_is_refused(tmp_path, dry_run):
    (tmp_path / "centre").write_text("")
    with pytest.raises(UsageError):
        init(tmp_path / "centre", dry_run=dry_run)


def test_a_dry_run_writes_nothing(tmp_path):
    outcome = init(tmp_path / "centre", dry_run=True)
    assert outcome.dry_run
    assert not (tmp_path / "centre").exists()


def test_the_next_commands_can_be_pasted_whatever_the_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    outcome = init(Path("Mon centre"))
    assert "epreuve --workspace 'Mon centre' check" in outcome.lines[1]
