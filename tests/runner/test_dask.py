"""The executor of a Dask cluster: the same things in the same order, workers killed or not."""

import os
import signal
from functools import partial
from multiprocessing import active_children

import pytest
from distributed import Client, KilledWorker, LocalCluster

from pipeline.rules import workers as words
from pipeline.runner.runner import Runner

pytestmark = pytest.mark.slow


@pytest.fixture
def client(deeds):
    """A client of a cluster of two processes on this machine; nothing is left of it afterwards."""
    cluster = LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        silence_logs=50,
    )
    with cluster, Client(cluster) as found:
        yield found
    assert active_children() == []


def runner_of(client):
    return Runner(jobs=2, executor=client.get_executor(), fatal=(KilledWorker,))


def test_a_worker_of_a_cluster_killed_midway_changes_nothing(client, deeds, task):
    tasks = [task(f"n{n}", partial(deeds.pair, value=n)) for n in range(400)]
    workers = list(client.run(os.getpid).values())
    made = []
    for thing in runner_of(client).run(tasks, "shared", []):
        if len(made) == 40:
            os.kill(workers[0], signal.SIGKILL)
        made.append(thing)
    assert made == [("shared", n) for n in range(400)]


def test_what_kills_the_workers_of_a_cluster_is_named_and_the_rest_is_made(
    client, deeds, task, gathered, tmp_path
):
    tasks = [task(f"n{n}", partial(deeds.pair, value=n)) for n in range(40)]
    tasks[7] = task("n7", partial(deeds.die, value=7, times=99, place=str(tmp_path)))
    made, fault = gathered(runner_of(client).run(tasks, "shared", []))
    assert made == [("shared", n) for n in range(40) if n != 7]
    assert fault.message == words.LOST
    assert [str(d.source) for d in fault.diagnostics] == ["n7"]
