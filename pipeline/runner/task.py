"""What is to be made, and how it travels to whoever makes it."""

import pickle
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any, Generic, TypeVar

Shared = TypeVar("Shared")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Generic[Shared, Made]):
    """One thing to make: what people call it, and what makes it from what all the tasks share.

    ``make`` travels: a function of a module, or a ``partial`` of one. Done again, it makes the same.
    """

    title: str
    make: Callable[[Shared], Made]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Generic[Shared, Made]):
    """Tasks that travel together; ``load`` is what travels, ``name`` the SHA-256 of all that they are made from."""

    name: str
    tasks: tuple[Task[Shared, Made], ...]
    load: bytes


def pack(shared: object) -> bytes:
    """What all the tasks share, as it travels."""
    return zlib.compress(pickle.dumps(shared, pickle.HIGHEST_PROTOCOL), 1)


def jobs(
    tasks: Sequence[Task[Shared, Made]], parcel: bytes, size: int
) -> Iterator[Job[Shared, Made]]:
    """The tasks in jobs of that size, in order; ``parcel`` is what they share."""
    digest = sha256(parcel).digest()
    for start in range(0, len(tasks), size):
        own = tuple(tasks[start : start + size])
        load = pickle.dumps(tuple(task.make for task in own), pickle.HIGHEST_PROTOCOL)
        yield Job(name=sha256(digest + load).hexdigest(), tasks=own, load=load)


def work(parcel: bytes, load: bytes) -> tuple[Any, ...]:
    """Do a job, in whatever process: what each of its tasks makes, in order."""
    shared = _unpack(parcel)
    calls: tuple[Callable[[Any], Any], ...] = pickle.loads(load)  # noqa: S301 - packed by ``jobs``
    return tuple(make(shared) for make in calls)


@lru_cache(maxsize=1)
def _unpack(parcel: bytes) -> Any:
    """What the tasks share, unpacked once a process."""
    return pickle.loads(zlib.decompress(parcel))  # noqa: S301 - packed by ``pack``
