"""Processes of our own: fresh ones, that end with this one however it ends."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext
from threading import Thread

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


def _started(context: SpawnContext, count: int, lifeline: Connection) -> Executor:
    """The processes, of which the first one has something to do, so that they are there."""
    try:
        pool = ProcessPoolExecutor(
            max_workers=min(count, _MOST),
            mp_context=context,
            initializer=_settle,
            initargs=(lifeline,),
        )
        pool.submit(os.getpid)
    except (OSError, NotImplementedError) as fault:
        found = words.NOT_STARTED.at(words.PLACE, reason=fault)
        raise NoWorkersError(found.message, found.hint, (found,)) from fault
    return pool


def _settle(lifeline: Connection) -> None:
    """What a worker does first: an interruption is for the process that started it; it leaves when that one does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_leave_with, args=(lifeline,), daemon=True).start()


def _leave_with(lifeline: Connection) -> None:
    """End this process, whatever it is doing, once nobody holds the other end of the lifeline."""
    with suppress(EOFError, OSError):
        lifeline.recv_bytes()
    os._exit(1)
