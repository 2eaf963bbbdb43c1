"""Writing that survives a power cut: temporary file, fsync, replace, fsync of the folder."""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.diagnostics import EpreuveError
from pipeline.rules import session as rules

TEMPORARY = ".epreuve-tmp-"
PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
_NO_FOLDER_SYNC = (errno.EINVAL, errno.ENOTSUP)


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn what the system refuses into the EpreuveError that says what could not be written."""
    try:
        yield
    except OSError as error:
        reason = rules.system_reason(error)
        raise EpreuveError(
            rules.WRITE_FAILED.format(path=path, reason=reason), rules.WRITE_FAILED_HINT
        ) from error


def make_folder(folder: Path) -> None:
    """Create a private folder and its missing parents; raises EpreuveError."""
    with telling(folder):
        missing = [path for path in (folder, *folder.parents) if not path.is_dir()]
        for path in reversed(missing):
            path.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            sync_folder(path.parent)


def write_file(path: Path, data: bytes) -> None:
    """Replace a file by its new content or leave it as it was; private to its owner; raises EpreuveError."""
    make_folder(path.parent)
    temporary = path.parent / f"{TEMPORARY}{path.name}"
    with telling(path):
        try:
            temporary.unlink(missing_ok=True)
            write_through(temporary, data)
            temporary.replace(path)
            sync_folder(path.parent)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise


def write_through(path: Path, data: bytes) -> None:
    """Write a new private file down to the disk; raises OSError, also when the file exists."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last; nothing to do where the system cannot (Windows, some network disks)."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(descriptor)


def sweep(folder: Path) -> None:
    """Remove what a killed run left behind; call it under the lock; raises EpreuveError."""
    with telling(folder):
        for stale in sorted(folder.rglob(f"{TEMPORARY}*")):
            if not stale.is_dir():
                stale.unlink(missing_ok=True)


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
