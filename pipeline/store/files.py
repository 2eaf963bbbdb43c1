"""Writing that survives a power cut: temporary file, fsync, replace, fsync of the folder."""

import hashlib
import os
from pathlib import Path

from pipeline.diagnostics import EpreuveError
from pipeline.rules import session as rules

TEMPORARY = ".epreuve-tmp-"
PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def make_folder(folder: Path) -> None:
    """Create a private folder and its missing parents; raises EpreuveError."""
    try:
        for missing in reversed([p for p in (folder, *folder.parents) if not p.exists()]):
            missing.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    except OSError as error:
        raise _failed(folder, error) from error


def write_file(path: Path, data: bytes) -> None:
    """Replace a file by its new content or leave it as it was; private to its owner; raises EpreuveError."""
    make_folder(path.parent)
    temporary = path.parent / f"{TEMPORARY}{path.name}"
    try:
        write_through(temporary, data)
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise _failed(path, error) from error


def write_through(path: Path, data: bytes) -> None:
    """Write a new file down to the disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last (nothing to do where folders cannot be opened)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path) -> None:
    """Remove what a killed run left behind; call it under the lock."""
    for stale in sorted(folder.rglob(f"{TEMPORARY}*")):
        stale.unlink(missing_ok=True)


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _failed(path: Path, error: OSError) -> EpreuveError:
    """The error that says what could not be written."""
    reason = error.strerror or type(error).__name__
    return EpreuveError(
        rules.WRITE_FAILED.format(path=path, reason=reason), rules.WRITE_FAILED_HINT
    )
