"""One run at a time in a session: a lock that the system frees when its holder dies."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.diagnostics import LockedError
from pipeline.rules import session as rules
from pipeline.store.files import PRIVATE_FILE, make_folder, sweep, telling
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
    make_folder(folder)
    with telling(folder):
        descriptor = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    try:
        with telling(folder):
            _take(descriptor, session)
        sweep(folder)
        try:
            yield
        finally:
            with suppress(
                OSError
            ):  # the signature is a courtesy; the lock goes with the descriptor
                os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _take(descriptor: int, session: str) -> None:
    """Take the lock and sign it; what an earlier holder signed is written over."""
    if not _acquire(descriptor):
        holder = os.read(descriptor, 200).decode(errors="replace").strip()
        raise LockedError(
            rules.LOCKED.format(session=session, holder=holder or rules.UNKNOWN_HOLDER),
            rules.LOCKED_HINT,
        )
    os.ftruncate(descriptor, 0)
    os.write(descriptor, f"pid {os.getpid()}, {socket.gethostname()}\n".encode())
