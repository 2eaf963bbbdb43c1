"""Whoever makes the documents of a session, they are the same; nothing is published when one is missing."""

import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import active_children
from pathlib import Path

import pytest
from distributed import Client, KilledWorker, LocalCluster

from pipeline.commands.inputs import load_bank, load_inputs
from pipeline.commands.publish import publish, publish_session
from pipeline.diagnostics import ContentError
from pipeline.rules import commands
from pipeline.rules import workers as words
from pipeline.runner.runner import Runner


class Deadly(str):
    """A name that ends the process to which it travels."""

    __slots__ = ()

    def __reduce__(self):
        return os._exit, (9,)


@pytest.fixture(scope="session")
def expected(published_once, bytes_of):
    """The files of the session as one process publishes it."""
    return documents_in(published_once, bytes_of)


@pytest.fixture
def assembled(published):
    """The same session, whose documents have to be made again."""
    published.manifest.unlink()
    (published.path / "coordination/table-anonymat.xlsx").unlink()
    return published


def documents_in(folder, bytes_of):
    found = bytes_of(folder.path)
    return {path: data for path, data in found.items() if not path.startswith("journal")}


def session_of(folder):
    return load_inputs(load_bank(folder.root), folder)


@pytest.mark.parametrize("jobs", [1, 2, pytest.param(3, marks=pytest.mark.slow)])
def test_so_many_processes_publish_the_same_bytes(jobs, assembled, expected, bytes_of, when):
    outcome = publish(assembled.name, root=assembled.root, when=when, jobs=jobs)
    assert documents_in(assembled, bytes_of) == expected
    assert outcome.diagnostics == ()
    assert active_children() == []


def test_the_workers_of_any_executor_publish_the_same_bytes(assembled, expected, bytes_of, when):
    with ThreadPoolExecutor(2) as executor:
        runner = Runner(jobs=2, executor=executor)
        publish_session(session_of(assembled), assembled, when=when, runner=runner)
    assert documents_in(assembled, bytes_of) == expected


@pytest.mark.slow
def test_the_workers_of_a_cluster_publish_the_same_bytes_when_one_is_killed(
    assembled, expected, bytes_of, when
):
    def told(_step, number, _total):
        if number == 5:
            os.kill(workers[0], signal.SIGKILL)

    cluster = LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        silence_logs=50,
    )
    with cluster, Client(cluster) as client:
        workers = list(client.run(os.getpid).values())
        runner = Runner(jobs=2, executor=client.get_executor(), fatal=(KilledWorker,))
        publish_session(session_of(assembled), assembled, when=when, runner=runner, progress=told)
    assert documents_in(assembled, bytes_of) == expected
    assert active_children() == []


def test_a_session_generated_by_several_processes_is_the_one_that_a_single_one_makes(
    epreuve, mini_session
):
    several = epreuve("generate", mini_session.name, "--jobs", "2")
    assert several.exit_code == 0, several.output
    one = epreuve("publish", mini_session.name, "--jobs", "1")
    count = len(json.loads(mini_session.manifest.read_bytes())["files"])
    assert commands.PUBLISH_SAME.format(count=count) in one.output


@pytest.mark.parametrize("asked", ["-1", "65", "deux"])
def test_a_number_of_processes_that_makes_no_sense_is_refused(asked, epreuve, mini_session):
    assert epreuve("publish", mini_session.name, "--jobs", asked).exit_code == 2


def test_a_worker_killed_midway_changes_nothing(assembled, expected, bytes_of, when):
    killed = []

    def told(_step, number, _total):
        if number == 5:
            killed.append(active_children()[0].pid)
            os.kill(killed[0], signal.SIGKILL)

    outcome = publish(assembled.name, root=assembled.root, when=when, jobs=2, progress=told)
    assert len(killed) == 1
    assert documents_in(assembled, bytes_of) == expected
    assert [d.code for d in outcome.diagnostics] == ["TRV-002"]


def test_a_document_that_kills_its_workers_is_named_and_nothing_is_published(
    published, bytes_of, when
):
    before = bytes_of(published.path)
    inputs = session_of(published)
    first, *others = inputs.roster.candidates
    deadly = replace(first, last_name=Deadly(first.last_name))
    roster = replace(inputs.roster, candidates=(deadly, *others))
    made = []
    with pytest.raises(ContentError) as caught:
        publish_session(
            replace(inputs, roster=roster),
            published,
            when=when,
            runner=Runner(jobs=2),
            progress=lambda *step: made.append(step),
        )
    assert caught.value.message == words.LOST
    assert [(d.code, str(d.source)) for d in caught.value.diagnostics] == [
        ("TRV-001", "coordination/table-anonymat.xlsx")
    ]
    _, number, total = made[-1]
    assert number == total - 1
    assert bytes_of(published.path) == before
    assert active_children() == []


INTERRUPTED = """
import os, signal, sys
from multiprocessing import active_children
from pathlib import Path
from pipeline.commands.publish import publish

def told(_step, number, _total):
    if number == 5:
        print(*(child.pid for child in active_children()), flush=True)
        os.killpg(0, signal.SIGINT)

if __name__ == "__main__":
    publish(sys.argv[2], root=Path(sys.argv[1]), when="2026-06-01T08:00:00Z", jobs=2, progress=told)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="needs groups of processes")
def test_an_interruption_of_the_terminal_leaves_no_worker_and_publishes_nothing(
    published, bytes_of, tmp_path
):
    before = bytes_of(published.path)
    script = tmp_path / "script.py"
    script.write_text(INTERRUPTED, "utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(published.root), published.name],
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    workers = done.stdout.split()
    assert len(workers) == 2
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
    assert done.stderr.count("Traceback") == 1, done.stderr
    assert bytes_of(published.path) == before
