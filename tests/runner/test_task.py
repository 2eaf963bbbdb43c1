"""Tasks and how they travel."""

import pickle
from functools import partial
from operator import itemgetter

import pytest

from pipeline.diagnostics import Diagnostic, EpreuveError, Severity, Source
from pipeline.render.grid import GridError
from pipeline.render.template import TemplateError
from pipeline.runner.task import Task, jobs, pack, work


def tasks_of(count):
    return [Task(title=f"n{n}", make=partial(max, n)) for n in range(count)]


@pytest.mark.parametrize(
    ("count", "size", "expected"),
    [(0, 3, []), (1, 3, [1]), (6, 3, [3, 3]), (7, 3, [3, 3, 1]), (2, 1, [1, 1])],
)
def test_tasks_travel_together_in_their_order(count, size, expected):
    tasks = tasks_of(count)
    found = list(jobs(tasks, b"", size))
    assert [len(job.tasks) for job in found] == expected
    assert [task for job in found for task in job.tasks] == tasks


def test_a_job_is_named_by_all_that_it_is_made_from():
    (one,) = jobs(tasks_of(2), b"shared", 2)
    (same,) = jobs(tasks_of(2), b"shared", 2)
    (other,) = jobs(tasks_of(3), b"shared", 3)
    (elsewhere,) = jobs(tasks_of(2), b"otherwise", 2)
    assert one.name == same.name
    assert len({one.name, other.name, elsewhere.name}) == 3


def test_the_title_is_for_people_and_does_not_travel():
    (job,) = jobs([Task(title="Jeanne", make=partial(max, 1))], b"", 1)
    assert b"Jeanne" not in job.load


def test_a_job_makes_what_each_of_its_tasks_makes_in_order():
    (job,) = jobs(tasks_of(4), pack(2), 4)
    assert work(pack(2), job.load) == (2, 2, 2, 3)


def test_what_tasks_share_is_unpacked_once():
    parcel = pack({"a": [1]})
    (job,) = jobs([Task(title="a", make=itemgetter("a"))], parcel, 1)
    (first,), (again,) = (work(bytes(bytearray(parcel)), job.load) for _ in range(2))
    assert first == [1]
    assert again is first


def test_a_function_that_cannot_travel_is_refused_before_anything_is_done():
    with pytest.raises((pickle.PicklingError, AttributeError)):
        next(jobs([Task(title="a", make=lambda shared: shared)], b"", 1))


@pytest.mark.parametrize(
    "kind", [EpreuveError, *EpreuveError.__subclasses__(), GridError, TemplateError]
)
def test_what_stops_a_run_travels_with_all_that_it_says(kind):
    fault = Diagnostic(
        code="SUJ-001", severity=Severity.ERROR, source=Source(path="a", line=2), message="m"
    )
    back = pickle.loads(pickle.dumps(kind("message", "hint", (fault,))))  # noqa: S301 - made here
    assert type(back) is kind
    found = (str(back), back.message, back.hint, back.diagnostics)
    assert found == ("message", "message", "hint", (fault,))
