"""Deeds that travel to other processes: a module of their own, that those processes can import."""

import pytest

from pipeline.diagnostics import ContentError
from pipeline.runner.task import Task

DEEDS = '''
import os
from pathlib import Path

from pipeline.diagnostics import ContentError, Rule, Severity, Source

RULE = Rule("TRV-999", Severity.ERROR, "a fault of {what}", "mend it")


def pair(shared, *, value):
    """What is shared, the value, and the process that made it is another matter."""
    return shared, value


def process(shared):
    return os.getpid()


def fail(shared, *, what):
    fault = RULE.at(Source(path=what, line=3), what=what)
    raise ContentError(fault.message, fault.hint, (fault,))


def die(shared, *, value, times, place):
    """End the process the first times it is asked to; every time is a file of that place."""
    tries = len(list(Path(place).iterdir()))
    if tries < times:
        Path(place, f"{value}-{tries}-{os.getpid()}").touch()
        os._exit(9)
    return shared, value
'''


@pytest.fixture(scope="session")
def _library(tmp_path_factory):
    """The folder of the module."""
    folder = tmp_path_factory.mktemp("deeds")
    (folder / "deeds_of_tests.py").write_text(DEEDS, "utf-8")
    return folder


@pytest.fixture
def deeds(_library, monkeypatch):
    """The module: ``pair``, ``process``, ``fail``, ``die``; fresh processes find it too."""
    monkeypatch.syspath_prepend(_library)
    monkeypatch.setenv("PYTHONPATH", str(_library))
    return __import__("deeds_of_tests")


@pytest.fixture
def task():
    """``task("a", make)``: a task of that title."""
    return lambda title, make: Task(title=title, make=make)


@pytest.fixture(scope="session")
def gathered():
    """``gathered(made)``: what was made before a fault, and the fault (``None`` without)."""

    def gather(made):
        found = []
        try:
            for thing in made:
                found.append(thing)
        except ContentError as fault:
            return found, fault
        return found, None

    return gather
