"""A run that is asked to stop: exit 130, the session free, nothing torn, and the next run ends it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from pipeline.cli import main
from pipeline.diagnostics import LockedError
from pipeline.store.lock import locked

SCRIPT = Path(sys.executable).parent / "epreuve"
SIGNALS = [signal.SIGTERM, signal.SIGINT]


def but_the_journal(found):
    """What does not say when it was done."""
    return {name: data for name, data in found.items() if not name.endswith("journal.jsonl")}


@pytest.mark.parametrize("number", SIGNALS, ids=lambda n: n.name)
def test_a_run_that_is_asked_to_stop_leaves_with_130_and_the_next_one_ends_it(
    scene, faults, number
):
    stopped = scene("publish")
    points = stopped.points()
    for at in sorted(Random(number.name).sample(range(1, len(points) - 8), 4)):  # noqa: S311
        stopped.reset()

        def run(at=at):
            with faults.struck(stopped.root, faults.Signal(at=at, number=number)):
                main(["-w", str(stopped.root), "-q", "publish", stopped.folder.name])

        assert faults.forked(run) == 130, points[at]
        assert stopped.between() == [], points[at]
        with locked(stopped.folder.path, stopped.folder.name):
            pass
    stopped.act()
    assert but_the_journal(stopped.found()) == but_the_journal(stopped.after)


@pytest.mark.parametrize("number", SIGNALS, ids=lambda n: n.name)
def test_the_console_script_stops_with_130(scene, number):
    stopped = scene("publish")
    stopped.reset()
    command = [str(SCRIPT), "-w", str(stopped.root), "publish", stopped.folder.name]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_for(stopped.folder.stage / "nouveau", process)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said.decode()
    assert "interromp" in said.decode()
    assert "Traceback" not in said.decode()
    assert stopped.between() == []


def test_the_holder_of_a_session_is_named_and_once_killed_it_holds_nothing(scene, faults):
    held = scene("collect")
    held.reset()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        with locked(held.folder.path, held.folder.name):
            os.write(write, b"1")
            time.sleep(60)
        os._exit(0)
    assert os.read(read, 1) == b"1"
    with pytest.raises(LockedError, match=f"pid {child}") as caught:
        held.act()
    assert caught.value.exit_code == 6
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(read)
    os.close(write)
    held.act()
    now = held.found()
    held.points()
    assert now == held.after


def wait_for(path, process):
    """Until a folder is there."""
    while not path.exists():
        assert process.poll() is None, process.stderr.read().decode()
        time.sleep(0.01)
