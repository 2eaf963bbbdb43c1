"""Workers that die: what they did is done again, what kills them is named, the rest is made."""

import os
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import active_children, get_context

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.diagnostics import ContentError
from pipeline.rules import workers as words
from pipeline.runner.runner import Runner
from pipeline.runner.task import Task


class Turn(Future):
    """A future that makes its executor work when somebody waits for it."""

    def __init__(self, executor):
        super().__init__()
        self.executor = executor

    def exception(self, timeout=None):
        while not self.done():
            self.executor.step()
        return super().exception(timeout)

    def result(self, timeout=None):
        self.exception()
        return super().result(timeout)


class Capricious(Executor):
    """Ends its jobs in any order, ``whims`` says which; a death takes all that is under way along."""

    def __init__(self, whims):
        self.whims = iter(whims)
        self.under_way = []
        self.most = 0

    def submit(self, function, /, *given, **named):
        turn = Turn(self)
        self.under_way.append((turn, partial(function, *given, **named)))
        self.most = max(self.most, len(self.under_way))
        return turn

    def step(self):
        rank = next(self.whims, 0) % len(self.under_way)
        turn, call = self.under_way.pop(rank)
        try:
            turn.set_result(call())
        except BrokenExecutor as death:
            for other in (turn, *(other for other, _ in self.under_way)):
                other.set_exception(death)
            self.under_way.clear()


class Forgetful(Executor):
    """Cancels its first jobs, does the others at once."""

    def __init__(self, cancelled):
        self.cancelled = cancelled

    def submit(self, function, /, *given, **named):
        future = Future()
        if self.cancelled:
            self.cancelled -= 1
            future.cancel()
            future.set_running_or_notify_cancel()
        else:
            future.set_result(function(*given, **named))
        return future


DEATHS = {}
"""How many times each thing is going to break its executor."""


def doomed(shared, *, value):
    if DEATHS[value]:
        DEATHS[value] -= 1
        raise BrokenExecutor(value)
    return shared, value


@settings(deadline=None, derandomize=True, max_examples=150)
@given(
    deaths=st.lists(st.sampled_from([0] * 12 + [1, 1, 9]), max_size=80),
    whims=st.lists(st.integers(0, 9)),
    jobs=st.integers(1, 4),
)
def test_whatever_the_order_and_the_deaths_things_come_in_order_and_what_kills_is_named(
    gathered, deaths, whims, jobs
):
    DEATHS.clear()
    DEATHS.update(enumerate(deaths))
    executor = Capricious(whims)
    tasks = [Task(title=f"n{n}", make=partial(doomed, value=n)) for n in range(len(deaths))]
    told = []
    made, fault = gathered(Runner(jobs=jobs, executor=executor).run(tasks, "shared", told))
    killers = [n for n, count in enumerate(deaths) if count == 9]
    rows = (n for n in killers if {n - 1, n - 2} <= set(killers))
    end = next(rows, len(deaths))  # three in a row: no worker is left
    assert executor.most <= 2 * jobs
    assert made == [("shared", n) for n in range(end) if n not in killers]
    assert [d.code for d in told] == ["TRV-002"] * (any(deaths) and not killers)
    named = [str(d.source) for d in fault.diagnostics] if fault else []
    assert named == [f"n{n}" for n in killers if n <= end]


@pytest.mark.parametrize("times", [1, 2])
def test_a_worker_that_dies_is_replaced_and_nothing_is_missing(times, deeds, task, tmp_path):
    tasks = [task(f"n{n}", partial(deeds.pair, value=n)) for n in range(40)]
    tasks[17] = task("n17", partial(deeds.die, value=17, times=times, place=str(tmp_path)))
    told = []
    made = list(Runner(jobs=2).run(tasks, "shared", told))
    assert made == [("shared", n) for n in range(40)]
    assert [(d.code, str(d.source)) for d in told] == [("TRV-002", "--jobs")]
    assert len(list(tmp_path.iterdir())) == times


def test_what_kills_its_workers_is_named_after_three_and_the_rest_is_made(
    gathered, deeds, task, tmp_path
):
    tasks = [task(f"n{n}", partial(deeds.pair, value=n)) for n in range(120)]
    for n in (3, 100):
        (tmp_path / str(n)).mkdir()
        place = str(tmp_path / str(n))
        tasks[n] = task(f"n{n}", partial(deeds.die, value=n, times=99, place=place))
    made, fault = gathered(Runner(jobs=2).run(tasks, "shared", []))
    assert made == [("shared", n) for n in range(120) if n not in (3, 100)]
    assert fault.message == words.LOST
    assert [(d.code, str(d.source)) for d in fault.diagnostics] == [
        ("TRV-001", "n3"),
        ("TRV-001", "n100"),
    ]
    assert {n: len(list((tmp_path / n).iterdir())) for n in ("3", "100")} == {"3": 3, "100": 3}
    assert active_children() == []


def test_workers_that_all_die_at_once_stop_the_run_before_long(gathered, deeds, task, tmp_path):
    die = partial(deeds.die, value=0, times=10_000, place=str(tmp_path))
    made, fault = gathered(Runner(jobs=2).run([task(f"n{n}", die) for n in range(90)], 0, []))
    assert made == []
    assert fault.message == words.NO_SURVIVOR
    assert [str(d.source) for d in fault.diagnostics] == ["n0", "n1", "n2"]
    assert active_children() == []


def test_a_fault_of_a_task_is_told_before_those_that_kill(gathered, deeds, task, tmp_path):
    tasks = [
        task("killer", partial(deeds.die, value=0, times=99, place=str(tmp_path))),
        task("fault", partial(deeds.fail, what="fault")),
        task("pair", partial(deeds.pair, value=1)),
    ]
    made, fault = gathered(Runner(jobs=2).run(tasks, "shared", []))
    assert (made, fault.message) == ([], "a fault of fault")


def test_an_executor_that_was_shut_by_death_is_told(gathered, deeds, task):
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        assert isinstance(executor.submit(os._exit, 1).exception(), BrokenProcessPool)
        tasks = [task(f"n{n}", partial(deeds.pair, value=n)) for n in range(9)]
        made, fault = gathered(Runner(jobs=2, executor=executor).run(tasks, "shared", []))
    assert (made, fault.message) == ([], words.NO_SURVIVOR)


def test_a_job_that_its_executor_cancels_is_done_again(deeds, task):
    tasks = [task(f"n{n}", partial(deeds.pair, value=n)) for n in range(4)]
    told = []
    made = list(Runner(jobs=1, executor=Forgetful(1)).run(tasks, "shared", told))
    assert made == [("shared", n) for n in range(4)]
    assert [d.code for d in told] == ["TRV-002"]


def test_the_exceptions_by_which_an_executor_tells_a_death_can_be_named(
    gathered, deeds, task, tmp_path
):
    tasks = [task(f"n{n}", partial(deeds.pair, value=n)) for n in range(4)]
    tasks[2] = task("n2", partial(deeds.fail, what="n2"))
    with ThreadPoolExecutor(2) as executor:
        runner = Runner(jobs=2, executor=executor, fatal=(ContentError,))
        made, fault = gathered(runner.run(tasks, "shared", []))
    assert made == [("shared", n) for n in (0, 1, 3)]
    assert [str(d.source) for d in fault.diagnostics] == ["n2"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the current folder")
def test_a_system_that_starts_no_process_leaves_all_to_this_one(deeds, task, tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    told = []
    tasks = [task(f"n{n}", deeds.process) for n in range(5)]
    made = list(Runner(jobs=2).run(tasks, None, told))
    os.chdir(tmp_path)
    assert made == [os.getpid()] * 5
    assert [d.code for d in told] == ["TRV-003"]
