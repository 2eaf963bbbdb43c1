"""Who makes things, and how many they are."""

import os
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.diagnostics import Diagnostic
from pipeline.runner.task import Made, Shared, Task

if TYPE_CHECKING:
    from concurrent.futures import Executor

WORTH = 2000
"""How many documents make one more process worth starting.

A process starts in 1.2 s of CPU (imports and templates) and makes a document in 2.4 ms (bench/workers.py, Python 3.11).
Two of them take 4.7 s of CPU instead of 2.5 s for 329 files, 8.5 instead of 6.0 for 1,369, 45.0 instead of 43.6 for
13,069, shared between two processors: even from a thousand documents, a quarter of the time saved at two thousand.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """Who makes things: so many processes, or the workers of an executor that somebody brings.

    ``jobs`` counts the workers; 0 for as many as the work deserves, 1 for this process alone. Of an ``executor``,
    ``fatal`` are the exceptions, besides those of ``concurrent.futures``, by which it tells that a worker died.
    """

    jobs: int = 0
    executor: "Executor | None" = None
    fatal: tuple[type[BaseException], ...] = ()

    def run(
        self,
        tasks: Sequence[Task[Shared, Made]],
        shared: Shared,
        told: list[Diagnostic],
        *,
        weight: int = 1,
    ) -> Generator[Made, None, None]:
        """What each task makes of ``shared``, in the order of the tasks, whoever makes it; close it to stop.

        A task is worth ``weight`` documents. What happened to workers is ``told``. A fault of a task is raised as
        itself when its turn comes. Raises ContentError once everything else is made, when as many workers died of a
        task as may.
        """
        count = self.jobs or chosen(weight * len(tasks))
        if self.executor is None and count == 1:
            return (task.make(shared) for task in tasks)
        from pipeline.runner.shift import share_out  # noqa: PLC0415 - one process does without

        return share_out(tasks, shared, told, count=count, executor=self.executor, fatal=self.fatal)


def chosen(count: int) -> int:
    """How many processes so many documents deserve, at most one a processor that this one may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    processors = len(allowed(0)) if allowed is not None else os.cpu_count() or 1
    return max(1, min(processors, count // WORTH + 1))
