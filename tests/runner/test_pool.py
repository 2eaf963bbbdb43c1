"""Processes of our own: fresh, deaf to interruptions, gone with the process that started them."""

import os
import select
import signal
import subprocess
import sys
import time
from functools import partial
from multiprocessing import active_children

import pytest

from pipeline.runner.pool import NoWorkersError, spawned

STARTER = """
import os, sys, time
from pipeline.runner.pool import spawned

if __name__ == "__main__":
    with spawned(2) as pool:
        pids = {pool.submit(os.getpid).result() for _ in range(8)}
        hung = [pool.submit(time.sleep, 600) for _ in range(4)]
        print(*pids, flush=True)
        sys.stdin.readline()
"""
GONE = 30  # seconds, for a machine that does something else
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs descriptors of processes")


@pytest.fixture
def starter(tmp_path):
    """A program that starts two workers, keeps them busy and tells their ids."""
    script = tmp_path / "starter.py"
    script.write_text(STARTER, "utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    yield process
    process.kill()
    process.communicate()


def descriptors(process):
    return [os.pidfd_open(int(pid)) for pid in process.stdout.readline().split()]


def all_gone(found):
    try:
        return all(select.select([one], [], [], GONE)[0] for one in found)
    finally:
        for one in found:
            os.close(one)


def test_workers_are_other_processes_and_end_with_their_executor():
    with spawned(2) as pool:
        assert pool.submit(os.getpid).result() != os.getpid()
    assert active_children() == []


def test_an_interruption_is_for_the_process_that_started_them():
    with spawned(1) as pool:
        worker = pool.submit(os.getpid).result()
        os.kill(worker, signal.SIGINT)
        assert pool.submit(os.getpid).result() == worker


def test_a_worker_that_hangs_does_not_hold_back_an_interruption():
    def interrupted():
        with spawned(1) as pool:
            pool.submit(os.getpid).result()
            pool.submit(time.sleep, 600)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert active_children() == []


@linux
def test_workers_leave_when_who_started_them_is_killed(starter):
    workers = descriptors(starter)
    assert workers
    starter.send_signal(signal.SIGKILL)
    assert all_gone(workers)


@linux
def test_workers_leave_when_the_terminal_interrupts_everybody(starter):
    workers = descriptors(starter)
    os.killpg(starter.pid, signal.SIGINT)
    assert all_gone(workers)
    assert starter.wait(GONE) != 0


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the current folder")
def test_a_system_that_starts_none_is_told(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(NoWorkersError) as caught, spawned(2):
        pass
    assert [d.code for d in caught.value.diagnostics] == ["TRV-003"]
    assert active_children() == []
    os.chdir(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other streams")
@pytest.mark.parametrize("closed", ["0", "0,1,2"])
def test_workers_start_without_standard_streams(tmp_path, closed):
    script = tmp_path / "closed.py"
    script.write_text(
        "import os\n"
        "from pipeline.runner.pool import spawned\n"
        "if __name__ == '__main__':\n"
        f"    for stream in ({closed},): os.close(stream)\n"
        "    with spawned(1) as pool:\n"
        "        os._exit(7 if pool.submit(max, 1, 2).result() == 2 else 8)\n",
        "utf-8",
    )
    assert subprocess.run([sys.executable, str(script)], check=False).returncode == 7


def test_what_a_worker_raises_comes_back_as_itself():
    with spawned(1) as pool, pytest.raises(ZeroDivisionError):
        pool.submit(partial(divmod, 1), 0).result()
