"""Files that came back: listed without following anything, copied by their SHA-256, never altered."""

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pipeline.diagnostics import Diagnostic, Source, UsageError
from pipeline.rules import collection as rules
from pipeline.rules.session import system_reason
from pipeline.store.files import (
    PRIVATE_FILE,
    TEMPORARY,
    make_folder,
    sync_folder,
    telling,
)
from pipeline.store.folder import SessionFolder
from pipeline.store.names import slug

MAX_KEPT = 100_000_000
_BLOCK = 1 << 20
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One entry of a folder of returns: where it is, and what people call it."""

    path: Path
    name: str


def list_arrivals(
    folder: SessionFolder, paths: Sequence[Path], is_noise: Callable[[str], bool]
) -> tuple[tuple[Arrival, ...], tuple[Diagnostic, ...]]:
    """Every entry under these files and folders, or under ``recu/``, by name, and the folders that cannot be read.

    Links are listed, never followed; what programs leave behind is not. Raises UsageError for a path that is nowhere.
    """
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(rules.NO_PATH.format(path=path), rules.NO_PATH_HINT)
    found: dict[Path, Arrival] = {}
    faults: list[Diagnostic] = []
    for top in paths or (folder.returned,):
        if top.is_dir():
            for path in _walk(top, folder, faults):
                if not is_noise(path.name):
                    found[path] = Arrival(path=path, name=shown(folder, path))
        elif os.path.lexists(top):
            found[top] = Arrival(path=top, name=shown(folder, top))
    return tuple(sorted(found.values(), key=lambda a: (a.name, a.path))), tuple(faults)


def shown(folder: SessionFolder, path: Path) -> str:
    """A path as people read it: from the workspace where it is inside; what cannot be printed is replaced."""
    inside = path.is_relative_to(folder.root)
    text = folder.relative(path) if inside else path.as_posix()
    text = os.fsencode(text).decode("utf-8", "replace")
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )


def fingerprint(arrival: Arrival) -> str:
    """The SHA-256 of a file; empty for what is no ordinary file, cannot be read, or is too big to be kept."""
    try:
        return _hashed(_blocks(arrival.path))
    except OSError:
        return ""


def keep(arrival: Arrival, sha256: str, target: Path) -> bool:
    """Copy a file, byte for byte, unless its copy is there; false when its bytes are no longer those.

    Raises EpreuveError when the copy cannot be written.
    """
    make_folder(target.parent)
    with telling(target):
        if target.exists() and _hashed(_blocks(target)) == sha256:
            return True
        temporary = target.parent / f"{TEMPORARY}{target.name}"
        temporary.unlink(missing_ok=True)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        with os.fdopen(descriptor, "wb") as copy:
            same = _hashed(_written(_sound(arrival.path), copy)) == sha256
            copy.flush()
            os.fsync(copy.fileno())
        if not same:
            temporary.unlink()
            return False
        temporary.replace(target)
        sync_folder(target.parent)
    return True


def archived(folder: SessionFolder, arrival: Arrival, sha256: str) -> Path:
    """Where the copy of a file that was read is kept, under a name that opens."""
    suffix = f".{slug(arrival.path.suffix)}".lower() if arrival.path.suffix else ""
    return folder.archive / f"{sha256[:16]}-{slug(arrival.path.stem)}{suffix}"


def quarantined(folder: SessionFolder, arrival: Arrival, sha256: str) -> Path:
    """Where the copy of a refused file is kept, under a name that no system opens by itself."""
    return folder.quarantine / f"{sha256[:16]}-{slug(arrival.path.name)}"


def _walk(top: Path, folder: SessionFolder, faults: list[Diagnostic]) -> Iterator[Path]:
    """Everything under a folder that is not a folder, without following links."""
    waiting = [top]
    while waiting:
        inside = waiting.pop()
        try:
            with os.scandir(inside) as entries:
                found = [(Path(e.path), e.is_dir(follow_symlinks=False)) for e in entries]
        except OSError as error:
            place = Source(path=shown(folder, inside))
            faults.append(rules.FOLDER_CLOSED.at(place, reason=system_reason(error)))
            continue
        waiting += [path for path, is_folder in found if is_folder]
        yield from (path for path, is_folder in found if not is_folder)


def _blocks(path: Path) -> Iterator[bytes]:
    """The bytes of an ordinary file; raises OSError for anything else."""
    descriptor = os.open(path, _FLAGS)
    with os.fdopen(descriptor, "rb") as stream:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode) or state.st_size > MAX_KEPT:
            raise OSError(errno.EINVAL, "not a file to keep")
        while block := stream.read(_BLOCK):
            yield block


def _sound(path: Path) -> Iterator[bytes]:
    """The same, as far as they can be read."""
    with suppress(OSError):
        yield from _blocks(path)


def _written(blocks: Iterable[bytes], copy: IO[bytes]) -> Iterator[bytes]:
    """The same, each written on its way."""
    for block in blocks:
        copy.write(block)
        yield block


def _hashed(blocks: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for block in blocks:
        digest.update(block)
    return digest.hexdigest()
