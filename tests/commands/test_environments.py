"""The program as schedulers start it: without environment, locale, home, folder, streams, or the right to write."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.rules import commands as words
from pipeline.screen import legible

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
EPREUVE = Path(sys.executable).parent / "epreuve"
AT = ("--at", "2026-05-20T08:00")  # the papers of the session of 15 June are due, and nothing else
NO_UTF_8 = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
CALENDAR = """
schema: epreuve/calendrier@1
fuseau: Europe/Paris
promotions:
  - {id: a, titre: Été, debut: 2099-01-05, fin: 2099-09-30, effectif: 4, sessions: [{epreuves: [B1-ECRIT]}]}
"""
# Root may write everywhere; without these two capabilities it is a user like any other, held by the modes of files.
AS_A_USER = """
import ctypes, os, sys
for capability in (1, 2):
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""


@pytest.fixture
def workspace(mini_session):
    """A workspace with an open session, in a folder whose name is hard to hold."""
    (mini_session.root / "calendrier.yaml").write_text(CALENDAR, "utf-8")
    return mini_session.root.rename(mini_session.root.with_name("l'été à 50 %"))


def call(root, *arguments, around="exec {}", env=(), code=0):
    """Start the program in a bare environment; ``around`` is what the shell does to it. Gives both its outputs."""
    script = around.format('"$0" "$@"')
    where = ("-w", str(root)) if root else ()
    done = subprocess.run(
        ["/bin/sh", "-c", script, str(EPREUVE), *where, *arguments],
        env=dict(env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == code, done.stderr.decode("utf-8", "replace")
    assert b"Traceback" not in done.stderr
    assert b"erreur interne" not in done.stderr
    return done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def documents(root):
    """The published files of the session, and what was told of them."""
    top = root / "output/2026-06"
    names = ("candidat", "evaluateur", "jury", "coordination", "manifest.json", "forms.json")
    found = (p for n in names for p in ((top / n).rglob("*") if (top / n).is_dir() else [top / n]))
    return {p.relative_to(top).as_posix(): p.read_bytes() for p in found if p.is_file()}


def modes(root):
    """The modes of what is in ``output``, files then folders, without what the test laid there itself."""
    found = sorted((root / "output").rglob("*"))
    return (
        {oct(p.stat().st_mode & 0o777) for p in found if p.is_file()},
        {oct(p.stat().st_mode & 0o777) for p in found if p.is_dir()},
    )


def everything(root):
    return {p: (p.stat().st_mtime_ns, p.is_file() and p.read_bytes()) for p in root.rglob("*")}


@pytest.fixture(scope="module")
def usual():
    """The documents of the first environment, to which those of the others are compared."""
    return {}


@pytest.mark.parametrize(
    ("env", "umask"),
    [({}, "000"), ({**NO_UTF_8, "TZ": "Mars/Olympe"}, "077")],
    ids=["empty", "no UTF-8"],
)
def test_a_session_is_prepared_in_any_environment_with_the_same_bytes(workspace, usual, env, umask):
    around = f"umask {umask}; exec {{}}"
    said, _ = call(workspace, "check", around=around, env=env)
    assert "5 compétences" in said
    said, _ = call(workspace, "calendar", "2099", around=around, env=env)
    assert "2099-09" in said
    call(workspace, "run", *AT, "--log-format", "json", around=around, env=env)
    said, _ = call(workspace, "plan", "2026-06", "--du", "2026-05-01", around=around, env=env)
    assert "Échéancier" in said
    call(workspace, "schedule", around=around, env=env)
    said, _ = call(workspace, "verify", "2026-06", around=around, env=env)
    assert said.startswith("2026-06 : ")
    usual.setdefault("documents", documents(workspace))
    assert documents(workspace) == usual["documents"]
    assert modes(workspace) == ({"0o600"}, {"0o700"})
    unit = (workspace / "output/planification/epreuve.service").read_text("utf-8")
    assert "l'été à 50 %%/output" in unit


def test_streams_without_accents_get_question_marks_and_machines_utf_8(workspace):
    env = {**NO_UTF_8, "PYTHONIOENCODING": "ascii"}
    said, _ = call(workspace, "check", env=env)
    assert "5 comp" in said
    said, _ = call(workspace, "status", "absente", "--json", env=env, code=2)
    assert "« absente »" in json.loads(said)["error"]
    said, _ = call(workspace.parent / "été", "check", "--json", env=NO_UTF_8, code=2)
    assert f"« {workspace.parent}/été »" in json.loads(said)["error"]


def test_nothing_that_is_printed_ends_in_a_file_when_streams_are_closed(workspace):
    call(workspace, "run", *AT, around="exec {} <&- >&- 2>&-")
    call(workspace, "schedule", around="exec {} >&-")
    call(None, "--help", around="exec {} <&- >&- 2>&-")
    said, _ = call(workspace, "verify")
    assert said.startswith("2026-06 : ")


def test_the_program_needs_no_current_folder(workspace, tmp_path):
    around = f'mkdir "{tmp_path}/gone"; cd "{tmp_path}/gone"; rmdir "{tmp_path}/gone"; exec {{}}'
    call(workspace, "run", "--dry-run", around=around)
    call(workspace, "calendar", "2099", "--dry-run", around=around)
    _, said = call(None, "check", around=around, code=2)
    assert said.splitlines() == [
        f"epreuve : {words.NO_FOLDER}",
        f"    → {words.NO_FOLDER_HINT}",
    ]


def as_a_user(root, *arguments, code=0):
    """The same call, held by the modes of files even for root."""
    launcher = f"exec '{sys.executable}' -c '{AS_A_USER}' {{}}"
    return call(root, *arguments, around=launcher, code=code)


def close(*folders):
    for folder in folders:
        subprocess.run(["chmod", "-R", "a-w", folder], check=True)


@pytest.fixture
def _opened_again(tmp_path):
    """What a test closed is opened again, so that pytest can remove it."""
    yield
    subprocess.run(["chmod", "-R", "u+w", tmp_path], check=True)


@pytest.mark.usefixtures("_opened_again")
def test_the_content_may_be_read_only(workspace):
    close(*(p for p in workspace.iterdir() if p.name != "output"))
    workspace.chmod(0o555)
    content = [p for p in workspace.rglob("*") if "output" not in p.parts]
    before = {p: s for p, s in everything(workspace).items() if p in content}
    as_a_user(workspace, "check")
    as_a_user(workspace, "calendar", "2099")
    as_a_user(workspace, "run", *AT)
    as_a_user(workspace, "verify")
    assert (workspace / "output/2026-06/manifest.json").is_file()
    assert {p: s for p, s in everything(workspace).items() if p in content} == before


@pytest.mark.usefixtures("_opened_again")
def test_what_only_reads_needs_no_right_to_write(workspace):
    close(workspace)
    before = everything(workspace)
    for arguments in (
        ("check",),
        ("plan",),
        ("calendar", "2099", "--dry-run"),
        ("run", "--dry-run"),
        ("schedule", "--dry-run"),
    ):
        as_a_user(workspace, *arguments)
    for arguments in (("run", *AT), ("schedule",), ("calendar", "2099")):
        _, said = as_a_user(workspace, *arguments, code=1)
        assert "l'accès est refusé" in said
        assert "→ libérez de la place" in said
    assert everything(workspace) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_log_on_a_full_disk_is_told_and_the_work_is_done(workspace):
    around = "exec {} > /dev/full"
    _, said = call(workspace, "run", *AT, "--json", around=around, code=1)
    assert "epreuve : l'écriture de « sortie » a échoué : le disque est plein" in said
    assert not (workspace / "output/epreuve-erreur.txt").exists()
    said, _ = call(workspace, "verify")
    assert said.startswith("2026-06 : ")


def test_a_log_that_cannot_say_that_it_is_full_keeps_the_exit_code(workspace):
    around = "exec {} > /dev/full 2> /dev/full"
    call(workspace, "check", around=around, code=1)
    call(workspace, "verify", "absente", around=around, code=2)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("été", "été"), ("\udcc3\udca9t\udcc3\udca9", "été"), ("\udcff", "�"), ("é\ud800", "é?")],
)
def test_bytes_of_paths_are_shown_as_the_letters_they_are(text, shown):
    assert legible(text) == shown
