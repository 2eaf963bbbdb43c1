import os
import signal
import socket
import subprocess
import sys
import textwrap

import pytest

from pipeline.diagnostics import EpreuveError, ExitCode, LockedError
from pipeline.store.files import TEMPORARY
from pipeline.store.folder import LOCK_NAME
from pipeline.store.lock import locked

HOLDER = textwrap.dedent("""
    import sys, time
    from pathlib import Path
    from pipeline.store.lock import locked
    with locked(Path(sys.argv[1]), "2026-06"):
        print("held", flush=True)
        time.sleep(60)
""")


@pytest.fixture
def holder(folder):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder.path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_second_process_is_told_who_holds_the_session(folder, holder):
    with pytest.raises(LockedError) as caught, locked(folder.path, "2026-06"):
        pass
    assert caught.value.exit_code is ExitCode.LOCKED == 6
    assert f"pid {holder.pid}, {socket.gethostname()}" in caught.value.message
    assert "2026-06" in caught.value.message


def test_a_killed_holder_frees_the_session(folder, holder):
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    assert (folder.path / LOCK_NAME).read_bytes()
    with locked(folder.path, "2026-06"):
        held = (folder.path / LOCK_NAME).read_text("ascii")
    assert held == f"pid {os.getpid()}, {socket.gethostname()}\n"


def test_the_lock_is_free_again_even_after_a_fault(folder):
    with pytest.raises(RuntimeError), locked(folder.path, "s"):
        raise RuntimeError
    with locked(folder.path, "s"):
        pass


def test_one_process_cannot_hold_a_session_twice(folder):
    with locked(folder.path, "s"), pytest.raises(LockedError, match=f"pid {os.getpid()}"):
        locked(folder.path, "s").__enter__()


def test_a_holder_that_has_not_signed_yet_is_unknown(folder):
    with locked(folder.path, "s"):
        (folder.path / LOCK_NAME).write_bytes(b"")
        with pytest.raises(LockedError, match="titulaire inconnu"):
            locked(folder.path, "s").__enter__()


def test_a_longer_signature_left_over_is_written_over(folder):
    (folder.path / LOCK_NAME).write_bytes(b"pid 1234567890, " + b"x" * 300)
    with locked(folder.path, "s"):
        assert b"x" * 20 not in (folder.path / LOCK_NAME).read_bytes()


def test_taking_the_lock_sweeps_what_a_killed_run_left(folder):
    stale = folder.path / f"{TEMPORARY}secret.key"
    stale.write_bytes(b"x")
    with locked(folder.path, "s"):
        assert not stale.exists()


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path):
    (tmp_path / "s").write_bytes(b"")
    with pytest.raises(EpreuveError, match="un autre fichier porte ce nom"):
        locked(tmp_path / "s", "s").__enter__()
    (tmp_path / "t" / LOCK_NAME).mkdir(parents=True)
    with pytest.raises(EpreuveError, match="un dossier porte ce nom"):
        locked(tmp_path / "t", "t").__enter__()
