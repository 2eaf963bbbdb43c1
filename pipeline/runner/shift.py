"""Tasks shared out between workers, and done again when one of them dies."""

from collections import Counter, deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Executor, Future, wait
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import islice
from typing import Generic

from pipeline.diagnostics import ContentError, Diagnostic, Source
from pipeline.rules import workers as words
from pipeline.runner.crew import Crew
from pipeline.runner.pool import NoWorkersError, spawned
from pipeline.runner.task import Job, Made, Shared, Task, jobs, pack

TRIES = 3
"""How many workers may die of a task; it is given up then."""

_SIZE = 32  # tasks that travel together: a tenth of a second of work, a megabyte of results
_TURNS = 4  # jobs a worker has at least, so that all end together
_AHEAD = 2  # jobs under way for each worker: the one it does and the next one


def share_out(
    tasks: Sequence[Task[Shared, Made]],
    shared: Shared,
    told: list[Diagnostic],
    *,
    count: int,
    executor: Executor | None,
    fatal: tuple[type[BaseException], ...],
) -> Generator[Made, None, None]:
    """What ``Runner.run`` promises, by so many workers; by this process alone when the system starts none."""
    parcel = pack(shared)
    hire = spawned if executor is None else lambda _: nullcontext(executor)
    with (
        Crew[Shared, Made](hire=hire, count=count, fatal=fatal, parcel=parcel) as many,
        Crew[Shared, Made](hire=hire, count=1, fatal=fatal, parcel=parcel) as one,
    ):
        try:
            many.start()
        except NoWorkersError as fault:
            told += fault.diagnostics
            yield from (task.make(shared) for task in tasks)
            return
        size = max(1, min(_SIZE, len(tasks) // (_TURNS * count)))
        shift = Shift(many=many, one=one, window=_AHEAD * count, told=told)
        yield from shift.serve(jobs(tasks, parcel, size))


@dataclass(slots=True, kw_only=True)
class Shift(Generic[Shared, Made]):
    """One sharing out: ``many`` workers with ``window`` jobs under way, ``one`` worker for what is done again.

    ``deaths`` counts those of each job by its name; ``lost`` are the titles of the tasks given up, ``in_a_row``
    of them with nothing done in between.
    """

    many: Crew[Shared, Made]
    one: Crew[Shared, Made]
    window: int
    told: list[Diagnostic]
    deaths: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    in_a_row: int = 0
    replaced: int = 0

    def serve(self, waiting: Iterator[Job[Shared, Made]]) -> Generator[Made, None, None]:
        """What the tasks of these jobs make, in order, whichever ends first."""
        flight: deque[tuple[Job[Shared, Made], Future[tuple[Made, ...]]]] = deque()
        while True:
            free = self.window - len(flight)
            flight.extend((job, self.many.send(job)) for job in islice(waiting, free))
            if not flight:
                break
            job, future = flight.popleft()
            if not self.many.died(future):
                yield from self._made(future)
                continue
            wait([other for _, other in flight])
            self._replace(self.many)
            for under_way in ((job, future), *flight):
                yield from self._settle(*under_way)
            flight.clear()
            self.one.dismiss()
        self._tell()

    def _settle(
        self, job: Job[Shared, Made], future: Future[tuple[Made, ...]]
    ) -> Generator[Made, None, None]:
        """What comes of a job that was under way when a worker died; nobody knows of which one it died.

        One that did not end is done again task by task, each alone with its worker.
        """
        if not self.many.died(future):
            yield from self._made(future)
            return
        for alone in jobs(job.tasks, self.many.parcel, 1):
            self.deaths[alone.name] += 1
            yield from self._alone(alone)

    def _alone(self, job: Job[Shared, Made]) -> tuple[Made, ...]:
        """What a job of one task makes; nothing when it is given up."""
        while self.deaths[job.name] < TRIES:
            future = self.one.send(job)
            if not self.one.died(future):
                del self.deaths[job.name]
                return self._made(future)
            self._replace(self.one)
            self.deaths[job.name] += 1
        self.lost.append(job.tasks[0].title)
        self.in_a_row += 1
        if self.in_a_row == TRIES:
            raise self._failure(words.NO_SURVIVOR, words.NO_SURVIVOR_HINT)
        return ()

    def _made(self, future: Future[tuple[Made, ...]]) -> tuple[Made, ...]:
        """What a job made; its own fault is raised as itself."""
        self.in_a_row = 0
        return future.result()

    def _replace(self, crew: Crew[Shared, Made]) -> None:
        """Hire others in the place of a crew that lost one of its own."""
        self.replaced += 1
        crew.dismiss()

    def _tell(self) -> None:
        """Say at the end what happened to the workers; raises ContentError when tasks were given up."""
        if self.lost:
            raise self._failure(words.LOST, words.LOST_HINT)
        if self.replaced:
            self.told.append(words.REPLACED.at(words.PLACE, count=self.replaced))

    def _failure(self, message: str, hint: str) -> ContentError:
        """What stops the run, with each task given up."""
        found = (words.KILLER.at(Source(path=title), tries=TRIES) for title in self.lost)
        return ContentError(message, hint, tuple(found))
