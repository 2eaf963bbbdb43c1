"""Whoever makes things, they are the same, in order."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing import active_children

import pytest

from pipeline.diagnostics import ContentError
from pipeline.runner import runner as room
from pipeline.runner.runner import WORTH, Runner, chosen


@pytest.fixture(params=["one process", "two processes", "threads"])
def runner(request):
    if request.param == "threads":
        with ThreadPoolExecutor(3) as executor:
            yield Runner(jobs=3, executor=executor)
        return
    yield Runner(jobs=1 if request.param == "one process" else 2)


def test_things_come_in_the_order_of_the_tasks_whoever_makes_them(runner, deeds, task):
    tasks = [task(f"n{n}", partial(deeds.pair, value=n)) for n in range(50)]
    told = []
    assert list(runner.run(tasks, "shared", told)) == [("shared", n) for n in range(50)]
    assert told == []
    assert active_children() == []


def test_nothing_to_do_is_done(runner):
    assert list(runner.run((), "shared", [])) == []


def test_a_fault_of_a_task_comes_back_as_itself_when_its_turn_comes(runner, deeds, task):
    tasks = [task(f"n{n}", partial(deeds.pair, value=n)) for n in range(10)]
    tasks[6:6] = [task("first", partial(deeds.fail, what="first"))]
    tasks += [task("second", partial(deeds.fail, what="second"))]
    made = runner.run(tasks, "shared", [])
    with pytest.raises(ContentError) as caught:
        list(made)
    assert str(caught.value) == caught.value.message == "a fault of first"
    assert caught.value.hint == "mend it"
    assert [str(d.source) for d in caught.value.diagnostics] == ["first:3"]
    assert active_children() == []


def test_who_stops_asking_leaves_no_worker_behind(deeds, task):
    tasks = [task(f"n{n}", partial(deeds.pair, value=n)) for n in range(50)]
    made = Runner(jobs=2).run(tasks, "shared", [])
    assert next(made) == ("shared", 0)
    made.close()
    assert active_children() == []


def test_several_processes_work_when_they_are_asked_for(deeds, task):
    made = Runner(jobs=2).run([task("a", deeds.process)] * 2, None, [])
    assert os.getpid() not in set(made)


@pytest.mark.parametrize(
    ("documents", "processors", "expected"),
    [
        (0, 8, 1),
        (WORTH - 1, 8, 1),
        (WORTH, 8, 2),
        (3 * WORTH, 8, 4),
        (99 * WORTH, 8, 8),
        (WORTH, 1, 1),
    ],
)
def test_a_process_is_worth_starting_for_many_documents(
    documents, processors, expected, monkeypatch
):
    monkeypatch.setattr(room.os, "sched_getaffinity", lambda _: range(processors), raising=False)
    assert chosen(documents) == expected


def test_a_system_that_does_not_say_which_processors_may_be_used_counts_them(monkeypatch):
    monkeypatch.delattr(room.os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(room.os, "cpu_count", lambda: 3)
    assert chosen(10 * WORTH) == 3
    monkeypatch.setattr(room.os, "cpu_count", lambda: None)
    assert chosen(10 * WORTH) == 1


@pytest.mark.parametrize("jobs", [0, 1])
def test_one_process_does_without_what_several_need(jobs):
    code = (
        "import sys; from pipeline.runner.runner import Runner; from pipeline.runner.task import Task\n"
        f"print(list(Runner(jobs={jobs}).run([Task(title='a', make=str)], 5, [])))\n"
        "print([m for m in sys.modules if m.startswith(('concurrent', 'multiprocessing'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['5']\n[]\n"
