"""Where a fault is, what it is and what to do next; outcomes of commands and their exit codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


class ExitCode(IntEnum):
    """What the process tells the scheduler; a contract."""

    DONE = 0
    CONTENT = 1
    USAGE = 2
    BUG = 3
    INFEASIBLE = 4
    GRIDS = 5
    LOCKED = 6
    INTERRUPTED = 130


class Severity(StrEnum):
    """How much a diagnostic weighs; only errors change the exit code."""

    ERROR = "erreur"
    WARNING = "avertissement"
    INFO = "information"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place in a file: line and column from 1 in a text, sheet and cell in a workbook."""

    path: str
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        parts = [self.path]
        parts += [str(n) for n in (self.line, self.column) if n is not None]
        place = ":".join(parts)
        if self.sheet is not None:
            place += f" [{self.sheet}" + (f"!{self.cell}" if self.cell else "") + "]"
        return place


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One fault: its stable code, its place, what is, and what to do."""

    code: str
    severity: Severity
    source: Source
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """The wording of one kind of fault; ``message`` and ``hint`` are format strings, in French."""

    code: str
    severity: Severity
    message: str
    hint: str = ""

    def at(self, source: Source, **values: object) -> Diagnostic:
        """The diagnostic of this rule at one place."""
        return Diagnostic(
            code=self.code,
            severity=self.severity,
            source=source,
            message=self.message.format(**values),
            hint=self.hint.format(**values),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a command did: counts, lines for the screen, files written, faults met; the same for people and machines."""

    command: str
    session: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    data: Mapping[str, object] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    dry_run: bool = False
    exit: ExitCode | None = None

    @property
    def exit_code(self) -> ExitCode:
        """The exit code: as set, else 1 when an error was met, else 0."""
        if self.exit is not None:
            return self.exit
        return ExitCode.CONTENT if has_errors(self.diagnostics) else ExitCode.DONE


class EpreuveError(Exception):
    """What stops the run: a French sentence, what to do, an exit code, and the faults behind it."""

    exit_code = ExitCode.CONTENT

    def __init__(
        self, message: str, hint: str = "", diagnostics: tuple[Diagnostic, ...] = ()
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.diagnostics = diagnostics


class ContentError(EpreuveError):
    """The content has faults that the command cannot work around."""


class UsageError(EpreuveError):
    """The command was asked for something that does not exist or makes no sense."""

    exit_code = ExitCode.USAGE


class InfeasibleError(EpreuveError):
    """No paper of the bank satisfies the blueprint."""

    exit_code = ExitCode.INFEASIBLE


class LockedError(EpreuveError):
    """Another run holds the session."""

    exit_code = ExitCode.LOCKED


def has_errors(diagnostics: tuple[Diagnostic, ...]) -> bool:
    """Whether at least one diagnostic is an error."""
    return any(d.severity is Severity.ERROR for d in diagnostics)
