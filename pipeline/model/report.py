"""What one scheduled run did: said on the screen, in the log, in the mail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.diagnostics import ExitCode


class Result(StrEnum):
    """How an act ended: done, failed, left to a person, left to whoever holds the session."""

    DONE = "done"
    FAILED = "failed"
    PERSON = "person"
    HELD = "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One step of one session in one run.

    ``step`` is empty when the session itself could not be read. ``due`` and ``since`` are moments in UTC: when
    it had to be done, when it failed for the first time. ``reason`` is the key of what a person has to do.
    ``codes`` are the diagnostics met, without any text: the log and the mail name nobody; ``message`` and
    ``hint`` are for the screen.
    """

    session: str
    step: str
    result: Result
    due: str = ""
    since: str = ""
    reason: str = ""
    seconds: float = 0.0
    counts: Mapping[str, int] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    exit: ExitCode = ExitCode.DONE
    message: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One run: its id, the moment it went by, what it did, its exit code, the next date (UTC, empty without)."""

    run: str
    at: str
    acts: tuple[Act, ...]
    exit: ExitCode
    next: str = ""
