"""Processes of our own: fresh ones, that end with this one however it ends."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext, SpawnProcess
from queue import SimpleQueue
from threading import Thread
from typing import Any

from pipeline.diagnostics import EpreuveError
from pipeline.rules import workers as words

_MOST = 61  # as many as Windows can wait for


class NoWorkersError(EpreuveError):
    """The system starts no process, here and now."""


@contextmanager
def spawned(count: int) -> Iterator[Executor]:
    """So many processes, started already; raises NoWorkersError when the system starts none.

    They are fresh ones, which share nothing with this one: no lock, no open file, no thread.
    """
    context = multiprocessing.get_context("spawn")
    theirs, ours = context.Pipe(duplex=False)
    with theirs, ours:
        pool = _started(context, count, theirs)
        try:
            yield pool
            pool.shutdown()
        finally:
            ours.close()
            pool.shutdown(cancel_futures=True)


class Pool(Executor):
    """Processes that each answer through a pipe of their own, so that one that dies stops no other.

    In a ``ProcessPoolExecutor`` all answers go through one pipe: a worker killed while it writes leaves half an answer
    there, which everybody waits for. Here that is the end of its own pipe, and a BrokenProcessPool for its job; what
    others are doing goes on, and nothing new is taken.
    """

    def __init__(self, context: SpawnContext, count: int, lifeline: Connection) -> None:
        self._broken = False
        self._free: SimpleQueue[_Worker] = SimpleQueue()
        self._workers: list[_Worker] = []
        self._talks = ThreadPoolExecutor(max_workers=count)
        for _ in range(count):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, lifeline), daemon=True)
            process.start()
            theirs.close()  # only the worker holds it now: its death closes the pipe
            worker = _Worker(process=process, pipe=ours)
            self._workers.append(worker)
            self._free.put(worker)

    def submit(self, function: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        """What comes of a call, made by the first worker that is free."""
        return self._talks.submit(self._ask, function, args, named)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the workers end what they do, then go."""
        self._talks.shutdown(wait, cancel_futures=cancel_futures)
        for worker in self._workers:
            worker.pipe.close()
        for worker in self._workers:
            worker.process.join()

    def _ask(self, function: Callable[..., Any], args: Any, named: Any) -> Any:
        """One call, by a worker: there are as many of them as talks."""
        if self._broken:
            raise BrokenProcessPool
        worker = self._free.get()
        try:
            worker.pipe.send((function, args, named))
            done, found = worker.pipe.recv()
        except (EOFError, OSError) as death:
            self._broken = True
            raise BrokenProcessPool from death
        finally:
            self._free.put(worker)
        if done:
            return found
        raise found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Worker:
    """One process, and our end of its pipe."""

    process: SpawnProcess
    pipe: Connection


def _started(context: SpawnContext, count: int, lifeline: Connection) -> Executor:
    """The processes, there already."""
    try:
        return Pool(context, min(count, _MOST), lifeline)
    except (OSError, NotImplementedError) as fault:
        found = words.NOT_STARTED.at(words.PLACE, reason=fault)
        raise NoWorkersError(found.message, found.hint, (found,)) from fault


def _serve(pipe: Connection, lifeline: Connection) -> None:
    """What a worker does: one call after another, until nobody asks any more."""
    _settle(lifeline)
    with suppress(EOFError, OSError):
        while True:
            function, args, named = pipe.recv()
            pipe.send(_answer(function, args, named))


def _answer(function: Callable[..., Any], args: Any, named: Any) -> tuple[bool, Any]:
    """Whether a call came to its end, and what came of it: its fault travels as it is."""
    try:
        return True, function(*args, **named)
    except Exception as fault:  # noqa: BLE001 - raised again by whoever asked
        return False, fault


def _settle(lifeline: Connection) -> None:
    """What a worker does first: an interruption is for the process that started it; it leaves when that one does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_leave_with, args=(lifeline,), daemon=True).start()


def _leave_with(lifeline: Connection) -> None:
    """End this process, whatever it is doing, once nobody holds the other end of the lifeline."""
    with suppress(EOFError, OSError):
        lifeline.recv_bytes()
    os._exit(1)
