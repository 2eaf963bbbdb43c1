"""What a run worked out of the content, kept for the next one in ``output/.cache``: never needed, never trusted.

An entry is found by its name, and only when everything that it was worked out from is the same, to the byte: what was
given with it, and what is around (the rest of the content, the program). It is sealed with its own digest: one that is
cut, altered or of somebody else is not there.
"""

import re
import sys
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import TypeVar

from pipeline.diagnostics import EpreuveError
from pipeline.store.codec import DecodeError, dump, load
from pipeline.store.content import PACKAGE
from pipeline.store.files import TEMPORARY, digest, write_file

Value = TypeVar("Value")

FOLDER = "output/.cache"
MAX_BYTES = 16_000_000
#: The libraries that decide what a file says and what a text becomes.
LIBRARIES = ("jinja2", "pyyaml")
_OWN = re.compile(rf"(?:{re.escape(TEMPORARY)})?[0-9a-f]{{32}}\.json")


class Cache:
    """The entries of a workspace; what is put there is written by ``save`` only."""

    def __init__(self, root: Path, around: str) -> None:
        """``around`` is the digest of what every entry depends on."""
        self._folder = root / FOLDER
        self._around = around
        self._asked: set[str] = set()
        self._new: dict[str, bytes] = {}

    def get(self, name: str, content: bytes, kind: type[Value]) -> Value | None:
        """What was kept under a name for that very content; ``None`` when there is nothing, or nothing sound."""
        self._asked.add(_file_name(name))
        head, _, body = _read(self._folder / _file_name(name)).partition(b"\n")
        key, _, record = body.partition(b"\n")
        if head != digest(body).encode() or key != self._key(name, content):
            return None
        try:
            return load(record, kind)
        except DecodeError:
            return None

    def put(self, name: str, content: bytes, value: object) -> None:
        """Remember a dataclass under a name, for that content."""
        body = self._key(name, content) + b"\n" + dump(value)
        self._asked.add(_file_name(name))
        self._new[_file_name(name)] = digest(body).encode() + b"\n" + body

    def save(self) -> None:
        """Write what is new and drop the entries that this run did not ask for; what cannot be done is left undone."""
        if not self._folder.parent.is_dir() or self._folder.is_symlink():
            return
        for name, data in self._new.items():
            with suppress(EpreuveError):
                write_file(self._folder / name, data)
        for path in sorted(self._folder.iterdir()) if self._folder.is_dir() else ():
            if _OWN.fullmatch(path.name) and path.name not in self._asked:
                with suppress(OSError):
                    path.unlink()

    def _key(self, name: str, content: bytes) -> bytes:
        parts = (self._around.encode(), name.encode(), content)
        return digest(b"".join(b"%d\0%s" % (len(part), part) for part in parts)).encode()


def program_digest(package: Path = PACKAGE) -> str:
    """The digest of the program itself and of what it reads with: another version keeps nothing of this one."""
    versions = [sys.version, *(f"{name} {metadata.version(name)}" for name in LIBRARIES)]
    sources = sorted(package.rglob("*.py"))
    found = [f"{path.relative_to(package)} {digest(path.read_bytes())}" for path in sources]
    return digest("\n".join((*versions, *found)).encode())


def _file_name(name: str) -> str:
    return f"{digest(name.encode())[:32]}.json"


def _read(path: Path) -> bytes:
    """The bytes of an ordinary file that is not too big; none where there is no such file."""
    with suppress(OSError):
        if path.is_file() and path.stat().st_size <= MAX_BYTES:
            return path.read_bytes()
    return b""
