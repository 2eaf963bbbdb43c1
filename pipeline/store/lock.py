"""One run at a time in a session: a lock that the system frees when its holder dies."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.diagnostics import LockedError
from pipeline.rules import session as rules
from pipeline.store.files import make_folder
from pipeline.store.folder import LOCK_NAME

if os.name == "nt":
    import msvcrt

    def _acquire(descriptor: int) -> bool:
        """Take the lock of an open file; false when another process has it."""
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
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
    """Hold the lock of a session's folder; raises LockedError naming the holder."""
    make_folder(folder)
    descriptor = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _acquire(descriptor):
            holder = os.read(descriptor, 200).decode(errors="replace").strip()
            raise LockedError(
                rules.LOCKED.format(session=session, holder=holder or rules.UNKNOWN_HOLDER),
                rules.LOCKED_HINT,
            )
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"pid {os.getpid()}, {socket.gethostname()}\n".encode())
        yield
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)
