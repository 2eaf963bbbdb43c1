"""How a command is run: its common options, its faults, its outcome on the screen, its exit code."""

import io
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from pipeline.diagnostics import EpreuveError, ExitCode, Outcome, UsageError
from pipeline.screen import as_json, event_line, legible, print_outcome, progress_line

Function = TypeVar("Function", bound=Callable[..., Any])
COMMON = ("workspace", "json", "quiet")
FUNCTIONS = {"open": "open_session"}
MODULES = {"import": "importing"}


def _take_defaults(context: click.Context, _: click.Parameter, folder: Path | None) -> Path | None:
    """Take the defaults of the options from the workspace as soon as it is known."""
    top = context.parent is None
    if (top or folder) and not context.resilient_parsing:
        reader = import_module("pipeline.read.settings")
        try:
            defaults = reader.read_settings(_root({"workspace": folder}))
        except EpreuveError as error:
            _finish(Outcome(command="epreuve", exit=error.exit_code), {}, error)
        context.default_map = defaults if top else defaults.get(context.info_name, {})
    return folder


def common(function: Function) -> Function:
    """The options that every command takes, before or after its name."""
    options = (
        click.option(
            "--workspace",
            "-w",
            type=click.Path(file_okay=False, path_type=Path),
            metavar="DOSSIER",
            is_eager=True,
            callback=_take_defaults,
            help="Espace de travail (par défaut : le dossier courant).",
        ),
        click.option("--json", is_flag=True, default=None, help="Résultat en JSON sur la sortie."),
        click.option("--quiet", "-q", is_flag=True, default=None, help="Ne montre que les fautes."),
    )
    for option in reversed(options):
        function = option(function)
    return function


dry_run = click.option("--dry-run", is_flag=True, help="Dit ce qui serait fait, n'écrit rien.")
date_option = click.option(
    "--date", metavar="AAAA-MM-JJ", help="Date à employer au lieu de ce jour."
)
author = click.option("--auteur", "author", required=True, metavar="NOM", help="Qui le décide.")
reason = click.option("--motif", "reason", required=True, metavar="TEXTE", help="Pourquoi.")
jobs = click.option(
    "--jobs",
    type=click.IntRange(0, 64),
    default=0,
    metavar="N",
    help="Processus de travail ; 0 : selon la taille du travail.",
)


class InOrder(click.Group):
    """A group that lists its commands in the order a session takes them, on streams of any encoding."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run; a character that the output cannot show is printed as a question mark."""
        _hold_streams()
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")
        try:
            return super().main(*args, **extra)
        except OSError as fault:
            _leave_untold(fault, ExitCode.CONTENT)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names as declared."""
        del ctx
        return list(self.commands)


def run(name: str, options: dict[str, Any]) -> None:
    """Call one command with its own arguments and print its outcome; leaves with its exit code.

    A command is found by its name: « ledger_show » is the function of that name in ``commands.ledger``. It is given
    what it asks for by name besides its options: ``root``, ``when``, ``progress``; a scheduled run, ``clock``, ``tell``
    and ``run_id`` too. Asked to end (SIGTERM), it is interrupted as by a key: what it held is free, what stood stands.
    """
    context = click.get_current_context()
    given = {key: options.pop(key) for key in COMMON}
    shared = context.obj or {}
    settings = {key: shared.get(key) if given[key] is None else given[key] for key in COMMON}
    command = name.replace("_", " ")
    try:
        first = name.partition("_")[0]
        module = import_module(f"pipeline.commands.{MODULES.get(first, first)}")
        function = getattr(module, FUNCTIONS.get(name, name))
        if name == "check":
            options["date"] = options["date"] or _now()[:10]
        offered: dict[str, Callable[[], object]] = {
            "root": lambda: _root(settings),
            "when": _now,
            "progress": lambda: progress_line(settings),
            "clock": lambda: time.monotonic,
            "tell": lambda: event_line(settings, str(options.get("log_format"))),
            "run_id": lambda: f"{_now().replace(':', '').replace('-', '')}-{os.getpid()}",
        }
        asked = signature(function).parameters
        extras = {key: make() for key, make in offered.items() if key in asked}
        typed = {key: _typed(value) for key, value in options.items()}
        with _ended_like_interrupted():
            outcome, stopped = function(**typed, **extras), None
    except EpreuveError as error:
        outcome, stopped = Outcome(command=command, exit=error.exit_code), error
    except KeyboardInterrupt:
        words = import_module("pipeline.rules.commands")
        outcome = Outcome(command=command, exit=ExitCode.INTERRUPTED)
        stopped = UsageError(words.INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the last line of defence: one line on screen, the trace in a file
        outcome = Outcome(command=command, exit=ExitCode.BUG)
        stopped = _crash(error, _root(settings))
    _finish(outcome, settings, stopped)


def _hold_streams() -> None:
    """Keep the numbers of closed standard streams from files: what is printed would end in them."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)


def _leave_untold(fault: OSError, code: ExitCode) -> NoReturn:
    """Leave when nothing more can be printed, as on a full disk that keeps the log."""
    words = import_module("pipeline.rules.session")
    reason = words.system_reason(fault)
    with suppress(OSError):
        click.echo(f"epreuve : {words.WRITE_FAILED.format(path='sortie', reason=reason)}", err=True)
    for number in (1, 2):  # what is still to be printed when Python leaves
        os.dup2(os.open(os.devnull, os.O_WRONLY), number)
    sys.exit(int(code or ExitCode.CONTENT))


@contextmanager
def _ended_like_interrupted() -> Iterator[None]:
    """Take the signal that asks to end for an interruption; only a main thread hears signals."""
    before = None
    with suppress(ValueError):
        before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)


def _typed(value: Any) -> Any:
    """A text as it was typed: under a locale without accents, Python keeps its bytes as surrogates."""
    if isinstance(value, tuple):
        return tuple(_typed(part) for part in value)
    return os.fsencode(value).decode("utf-8", "replace") if isinstance(value, str) else value


def _root(settings: dict[str, Any]) -> Path:
    """The workspace: as asked, else the current folder; raises UsageError when that one is no more."""
    try:
        return Path(settings.get("workspace") or Path.cwd()).resolve()
    except FileNotFoundError as fault:
        words = import_module("pipeline.rules.commands")
        raise UsageError(words.NO_FOLDER, words.NO_FOLDER_HINT) from fault


def _now() -> str:
    """The moment in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _finish(
    outcome: Outcome, settings: dict[str, Any], error: EpreuveError | None = None
) -> NoReturn:
    """Print an outcome, for people or machines, and leave with its code."""
    if error is not None:
        outcome = replace(outcome, diagnostics=(*outcome.diagnostics, *error.diagnostics))
    try:
        if settings.get("json"):
            click.echo(legible(as_json(outcome, error)).encode())
        else:
            print_outcome(outcome, error, quiet=bool(settings.get("quiet")))
    except BrokenPipeError:  # whoever was reading has seen enough: « epreuve bank | head »
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as fault:
        _leave_untold(fault, outcome.exit_code)
    sys.exit(outcome.exit_code)


def _crash(error: Exception, root: Path) -> EpreuveError:
    """One line for the screen; the trace goes to a private file of the workspace."""
    words = import_module("pipeline.rules.commands")
    failures = import_module("pipeline.store.failures")
    folder = root / "output" if (root / "output").is_dir() else Path.cwd()
    path = folder / failures.CRASH_FILE.format(of="")
    hint = words.BUG_HINT.format(path=path)
    try:
        failures.keep_trace(path, error)
    except EpreuveError as unwritten:
        hint = unwritten.message
    reason = f"{type(error).__name__}: {error}"
    return EpreuveError(words.BUG.format(reason=reason), hint)
