import errno

import pytest

from pipeline.diagnostics import EpreuveError, UsageError
from pipeline.rules import session as rules
from pipeline.store.folder import check_workspace, find_session, new_session, sessions


@pytest.mark.parametrize("name", ["2026-06", "2026-06-rattrapage", "A", "null", "x" * 40, "COM10"])
def test_a_plain_name_is_a_session(tmp_path, name):
    folder = new_session(tmp_path, name)
    assert folder.path == tmp_path / "output" / name
    assert folder.relative(folder.forms) == f"output/{name}/forms.json"


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../x",
        "a/b",
        "a\\b",
        "/etc",
        "C:",
        "con",
        "CON",
        "Nul",
        "lpt1",
        "COM9",
        "été",
        "2026_06",
        "2026 06",
        "2026-06 ",
        "2026-06\n",
        "-x",
        "x-",
        "x.y",
        ".cache",
        "~",
        "x" * 41,
        "x" * 5000,
        "a\0b",
        "२०२६",
    ],
)
def test_a_name_that_not_every_system_can_bear_is_refused(tmp_path, name):
    with pytest.raises(UsageError) as caught:
        new_session(tmp_path, name)
    assert caught.value.message == rules.BAD_NAME.format(name=name)
    assert caught.value.hint == rules.BAD_NAME_HINT


def test_a_name_that_differs_by_case_only_is_refused(folder):
    (folder.root / "output" / "Session-A").mkdir()
    (folder.root / "output" / "Session-A" / "session.yaml").write_bytes(b"")
    with pytest.raises(UsageError) as caught:
        new_session(folder.root, "session-a")
    assert caught.value.message == rules.CLOSE_NAME.format(other="Session-A")
    assert new_session(folder.root, "Session-A").name == "Session-A"


def test_a_session_that_does_not_exist_names_those_that_do(folder):
    with pytest.raises(UsageError) as caught:
        find_session(folder.root, "2026-07")
    assert "2026-06" in caught.value.hint
    assert find_session(folder.root, "2026-06") == folder


def test_without_any_session_the_hint_still_reads(tmp_path):
    with pytest.raises(UsageError, match="n'existe pas") as caught:
        find_session(tmp_path, "2026-06")
    assert "—" in caught.value.hint


def test_copies_that_a_sync_client_made_are_no_sessions(folder):
    for name in ("2026-06 (copie en conflit)", "2026-06~", "été", "vide"):
        (folder.root / "output" / name).mkdir()
        if name != "vide":
            (folder.root / "output" / name / "session.yaml").write_bytes(b"")
    assert sessions(folder.root) == ("2026-06",)
    assert sessions(folder.root / "nowhere") == ()


def test_a_workspace_has_its_three_content_folders(tmp_path):
    (tmp_path / "referential").mkdir()
    with pytest.raises(UsageError, match="scenarios/, templates/"):
        check_workspace(tmp_path)
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "templates").mkdir()
    check_workspace(tmp_path)


def test_clearing_a_session_keeps_its_lock_only(folder, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_bytes(b"")
    (folder.path / ".verrou").write_bytes(b"")
    (folder.path / "candidat").mkdir()
    (folder.path / "candidat" / "x").write_bytes(b"")
    (folder.path / "link").symlink_to(outside)
    folder.clear()
    assert [p.name for p in folder.path.iterdir()] == [".verrou"]
    assert (outside / "kept").exists()


def test_clearing_a_session_that_cannot_be_says_so(folder, machine):
    fault = PermissionError(errno.EACCES, "")
    error = machine.run(folder.clear, 1, fault)
    assert isinstance(error, EpreuveError)


def test_every_path_of_a_session_is_inside_it(folder):
    paths = (
        folder.settings,
        folder.roster,
        folder.secret,
        folder.forms,
        folder.dispatch,
        folder.manifest,
        folder.stage,
        folder.pending,
        folder.returned,
    )
    assert len(set(paths)) == 9
    assert all(p.is_relative_to(folder.path) for p in paths)
