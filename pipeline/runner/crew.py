"""Workers, hired when there is something to do; others are hired once one of them has died."""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from typing import Any, Generic, Self

from pipeline.runner.task import Job, Made, Shared, work

Hire = Callable[[int], AbstractContextManager[Executor]]
"""Gives an executor of so many workers, for as long as its context lasts."""
_FATAL: tuple[type[BaseException], ...] = (BrokenExecutor, CancelledError)


@dataclass(slots=True, kw_only=True)
class Crew(Generic[Shared, Made]):
    """So many workers for tasks that share ``parcel``.

    ``fatal`` are the exceptions, besides those of ``concurrent.futures``, by which their executor tells that one died
    or that nobody does a job any more.
    """

    hire: Hire
    count: int
    fatal: tuple[type[BaseException], ...]
    parcel: bytes
    _executor: Executor | None = None
    _contract: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fault: Any) -> None:
        self._contract.__exit__(*fault)

    def start(self) -> Executor:
        """Their executor, hired when there is none; raises NoWorkersError."""
        if self._executor is None:
            self._executor = self._contract.enter_context(self.hire(self.count))
        return self._executor

    def send(self, job: Job[Shared, Made]) -> Future[tuple[Made, ...]]:
        """What will come of a job; an executor that died takes it with it."""
        try:
            return self.start().submit(work, self.parcel, job.load)
        except (*_FATAL, *self.fatal) as death:
            future: Future[tuple[Made, ...]] = Future()
            future.set_exception(death)
            return future

    def died(self, future: Future[tuple[Made, ...]]) -> bool:
        """Whether the job ended with the death of a worker; waits for its end."""
        try:
            return isinstance(future.exception(), (*_FATAL, *self.fatal))
        except CancelledError:
            return True

    def dismiss(self) -> None:
        """Let them go: others are hired when there is something to do again."""
        self._executor = None
        self._contract.close()
