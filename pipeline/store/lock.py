"""One run at a time in a session: a lock that the system frees when its holder dies."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.diagnostics import LockedError
from pipeline.rules import run as run_rules
from pipeline.rules import session as rules
from pipeline.store.files import PRIVATE_FILE, TEMPORARY, make_folder, sweep, telling
from pipeline.store.folder import LOCK_NAME

if sys.platform == "win32":  # pragma: no cover - Windows only
    import msvcrt

    # Windows keeps others from reading what is locked: the byte lies beyond the holder's name.
    _FAR = 1 << 20

    def _acquire(descriptor: int) -> bool:
        """Take the lock of an open file; false when another process has it."""
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _acquire(descriptor: int) -> bool:
        """Take the lock of an open file; false when another process has it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def locked(folder: Path, session: str) -> Iterator[None]:
    """Hold the lock of a session's folder and sweep what a killed run left in it.

    Raises LockedError naming the holder, EpreuveError when the folder cannot be written.
    """
    with _held(folder, _signature(), rules.LOCKED, session=session):
        sweep(folder)
        yield


@contextmanager
def alone(output: Path, what: str, since: str) -> Iterator[None]:
    """Hold the lock of a whole workspace for one run at a time; sessions stay free for people.

    What only such runs write there is swept. Raises LockedError naming the holder: ``what``, where, ``since`` when.
    """
    signature = run_rules.SIGNED.format(what=what, who=_signature(), since=since)
    with _held(output, signature, run_rules.ALONE):
        with telling(output):
            for stale in sorted(output.glob(f"{TEMPORARY}.*")):
                stale.unlink(missing_ok=True)
        yield


@contextmanager
def _held(folder: Path, signature: str, refusal: str, **said: str) -> Iterator[None]:
    """Hold the lock of a folder, signed; what an earlier holder signed is written over."""
    make_folder(folder)
    with telling(folder):
        descriptor = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    try:
        with telling(folder):
            if not _acquire(descriptor):
                holder = os.read(descriptor, 200).decode(errors="replace").strip()
                message = refusal.format(holder=holder or rules.UNKNOWN_HOLDER, **said)
                raise LockedError(message, rules.LOCKED_HINT)
            os.ftruncate(descriptor, 0)
            os.write(descriptor, f"{signature}\n".encode())
        try:
            yield
        finally:
            with suppress(
                OSError
            ):  # the signature is a courtesy; the lock goes with the descriptor
                os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _signature() -> str:
    """Which process of which machine this is."""
    return f"pid {os.getpid()}, {socket.gethostname()}"
