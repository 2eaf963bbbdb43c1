"""What is kept of failures: since when a step fails, for what is told only, and the trace of a crash."""

import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.moments import is_moment
from pipeline.store.codec import DecodeError, dump, load
from pipeline.store.files import write_file

RECORD = ".suivi.json"
CRASH_FILE = "epreuve-erreur{of}.txt"
Since = Mapping[tuple[str, str], str]
"""By session and step (empty for a session that cannot be read), the moment of the first failure in a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A step of a session that fails at every call since a moment in UTC."""

    session: str
    step: str
    since: str


def read_failures(output: Path) -> Since | None:
    """What failed at the last call; ``None`` when the record cannot be read: nothing depends on it."""
    try:
        found = load((output / RECORD).read_bytes(), tuple[Failure, ...])
    except FileNotFoundError:
        return {}
    except (DecodeError, OSError):
        return None
    if not all(is_moment(failure.since) for failure in found):
        return None
    return {(failure.session, failure.step): failure.since for failure in found}


def keep_failures(output: Path, since: Since) -> None:
    """Replace the record, unless it says the same; raises EpreuveError."""
    if read_failures(output) != since:
        failures = tuple(Failure(session=s, step=t, since=m) for (s, t), m in sorted(since.items()))
        write_file(output / RECORD, dump(failures))


def keep_trace(path: Path, error: Exception) -> None:
    """Write the trace of a crash where only its owner reads it; raises EpreuveError."""
    write_file(path, "".join(traceback.format_exception(error)).encode())
