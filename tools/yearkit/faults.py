"""Faults put into a run from outside: every write of the program goes through here, and one of them goes wrong.

The program knows nothing of it. A *write point* is one step that changes something under a folder: opening a file for
writing, the middle of a write, ``fsync``, a rename, a removal, a new folder, a statement or a commit of SQLite.
"""

import errno
import os
import sqlite3
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import sqlalchemy as sa

from pipeline.diagnostics import EpreuveError

KILLED = 137
NO_ROOM = (errno.ENOSPC, ("open", "write", "fsync", "mkdir", "sql", "commit"))
READ_ONLY = (errno.EROFS, ("open", "rename", "remove", "mkdir", "truncate", "sql", "commit"))
HELD_OPEN = (errno.EACCES, ("rename", "remove"))
BROKEN_DISK = (errno.EIO, ("fsync", "commit"))
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_SQL_SAYS = {
    errno.ENOSPC: "database or disk is full",
    errno.EROFS: "attempt to write a readonly database",
    errno.EIO: "disk I/O error",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One write point: what is done, and to what (empty where only a descriptor is known)."""

    kind: str
    path: str


Strike = Callable[[Point], None]
"""What is called before each point: it returns and the write is done, raises, or ends the process."""


@dataclass(slots=True)
class Count:
    """Lets everything through and remembers it."""

    points: list[Point] = field(default_factory=list)

    def __call__(self, point: Point) -> None:
        """Remember it."""
        self.points.append(point)


@dataclass(slots=True)
class Kill:
    """Ends the process at the n-th point, from 0, as ``kill -9`` does: nothing is closed, nothing is cleaned."""

    at: int
    seen: int = 0

    def __call__(self, point: Point) -> None:
        """Die here, or later."""
        del point
        if self.seen == self.at:
            os._exit(KILLED)
        self.seen += 1


@dataclass(slots=True)
class Signal:
    """Sends this process a signal at the n-th point, from 0, as a system that stops does."""

    at: int
    number: int
    seen: int = 0

    def __call__(self, point: Point) -> None:
        """Send it here, or later."""
        del point
        self.seen += 1
        if self.seen == self.at + 1:
            os.kill(os.getpid(), self.number)


@dataclass(slots=True)
class Fail:
    """Refuses points from the n-th on, from 0, as the system does: those of some kinds, all of them or the first.

    ``fault`` is an errno and the kinds of points that it hits; ``hits`` counts what was refused.
    """

    at: int
    fault: tuple[int, tuple[str, ...]]
    lasting: bool = True
    seen: int = 0
    hits: int = 0

    def __call__(self, point: Point) -> None:
        """Refuse it, or not; raises OSError, or what SQLite makes of it."""
        self.seen += 1
        number, kinds = self.fault
        if self.seen <= self.at or point.kind not in kinds or (self.hits and not self.lasting):
            return
        self.hits += 1
        if point.kind in ("sql", "commit"):
            error = sqlite3.OperationalError(_SQL_SAYS.get(number, "disk I/O error"))
            raise sa.exc.OperationalError("", None, error)
        raise OSError(number, os.strerror(number), point.path)


@contextmanager
def struck(root: Path, strike: Strike) -> Iterator[None]:
    """Everything written under a folder while this lasts goes through ``strike`` first; not to be nested."""
    watch = _Watch(root=os.fspath(root), strike=strike)
    with ExitStack() as stack:
        for name, replacement in watch.replacements().items():
            stack.enter_context(patch.object(os, name, replacement))
        for event, listener in (
            ("before_cursor_execute", watch.statement),
            ("commit", watch.commit),
        ):
            sa.event.listen(sa.engine.Engine, event, listener)
            stack.callback(sa.event.remove, sa.engine.Engine, event, listener)
        yield


def points_of(root: Path, act: Callable[[], object]) -> tuple[Point, ...]:
    """The write points of a faultless call, in order."""
    count = Count()
    with struck(root, count):
        act()
    return tuple(count.points)


def forked(act: Callable[[], object]) -> int:
    """Do something in a child process and wait for its exit code: 0, that of an EpreuveError, 3 for anything else.

    A child that a signal ended gives the negative number of the signal.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the solver's idle threads stay behind
        child = os.fork()
    if child == 0:
        os._exit(_exit_code(act))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed(root: Path, act: Callable[[], object], at: int) -> bool:
    """Whether a call died at its n-th write point, in a process of its own; false when it ended before."""

    def run() -> None:
        with struck(root, Kill(at=at)):
            act()

    code = forked(run)
    if code not in (0, KILLED):
        raise AssertionError(code)
    return code == KILLED


def _exit_code(act: Callable[[], object]) -> int:
    """How a child ends; what nobody expects is printed."""
    try:
        act()
    except EpreuveError as error:
        return int(error.exit_code)
    except SystemExit as left:
        return int(left.code or 0)
    except BaseException:  # noqa: BLE001 - the child must not go on as its parent
        traceback.print_exc()
        sys.stderr.flush()
        return 3
    return 0


@dataclass(slots=True)
class _Stream:
    """A file opened for writing, cut in the middle of each write."""

    stream: Any
    watch: "_Watch"

    def write(self, data: Any) -> int:
        half = len(data) // 2
        self.stream.write(data[:half])
        self.stream.flush()
        self.watch.strike(Point(kind="write", path=""))
        return half + int(self.stream.write(data[half:]))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def __enter__(self) -> "_Stream":
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()


@dataclass(slots=True)
class _Watch:
    """What stands in the place of the functions of ``os`` that write."""

    root: str
    strike: Strike

    def replacements(self) -> dict[str, Callable[..., Any]]:
        """The functions by their name in ``os``."""
        kinds = {
            **dict.fromkeys(("replace", "rename"), "rename"),
            **dict.fromkeys(("unlink", "remove", "rmdir"), "remove"),
            "mkdir": "mkdir",
            "ftruncate": "truncate",
            "fsync": "fsync",
            "write": "write",
        }
        found = {name: self._before(getattr(os, name), kind) for name, kind in kinds.items()}
        return found | {"open": self._open(os.open), "fdopen": self._fdopen(os.fdopen)}

    def statement(self, *given: Any) -> None:
        """Before a statement of SQLite that writes."""
        if not str(given[2]).lstrip().upper().startswith(("SELECT", "PRAGMA", "BEGIN")):
            self._hit("sql", self.root)

    def commit(self, _: object) -> None:
        """Before a transaction becomes final."""
        self._hit("commit", self.root)

    def _hit(self, kind: str, path: Any, **given: Any) -> None:
        """One point, where it is inside the folder: descriptors and names in an open folder are taken for such."""
        named = isinstance(path, str | os.PathLike) and given.get("dir_fd") is None
        text = os.fspath(path) if isinstance(path, str | os.PathLike) else ""
        if not named or text.startswith(self.root):
            self.strike(Point(kind=kind, path=text.removeprefix(self.root).lstrip("/")))

    def _before(self, function: Callable[..., Any], kind: str) -> Callable[..., Any]:
        def call(first: Any, *others: Any, **named: Any) -> Any:
            self._hit(kind, first, **named)
            return function(first, *others, **named)

        return call

    def _open(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, flags: int, *others: Any, **named: Any) -> Any:
            if flags & _WRITING:
                self._hit("open", path, **named)
            return function(path, flags, *others, **named)

        return call

    def _fdopen(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(descriptor: int, mode: str = "r", *others: Any, **named: Any) -> Any:
            stream = function(descriptor, mode, *others, **named)
            return _Stream(stream=stream, watch=self) if "w" in mode else stream

        return call
