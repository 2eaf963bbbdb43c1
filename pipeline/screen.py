"""What a person or a machine sees of an outcome: lines, faults, colours, progress, JSON."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from pipeline.diagnostics import Diagnostic, EpreuveError, Outcome, Severity

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def print_outcome(outcome: Outcome, error: EpreuveError | None, *, quiet: bool) -> None:
    """Results on stdout, faults on stderr."""
    for fault in outcome.diagnostics:
        if not (quiet and fault.severity is Severity.INFO):
            _print_fault(fault)
    if error is not None:
        click.secho(legible(f"epreuve : {error.message}"), fg="red", err=True, color=_colour())
        if error.hint:
            click.echo(legible(f"    → {error.hint}"), err=True)
    if not quiet:
        for line in outcome.lines:
            click.echo(legible(line))


def legible(text: str) -> str:
    """A text that any stream can hold: under a locale without accents, Python keeps bytes of paths as surrogates."""
    try:
        data = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = text.encode("utf-8", "replace")
    return data.decode("utf-8", "replace")


def as_json(outcome: Outcome, error: EpreuveError | None) -> str:
    """The same outcome as one JSON object; its keys are a contract."""
    return json.dumps(
        {
            "command": outcome.command,
            "exit": int(outcome.exit_code),
            "session": outcome.session,
            "dry_run": outcome.dry_run,
            "counts": dict(outcome.counts),
            "files": list(outcome.files),
            "data": dict(outcome.data),
            "error": error.message if error else None,
            "hint": error.hint if error else None,
            "diagnostics": [
                {
                    "code": d.code,
                    "severity": d.severity.value,
                    "path": d.source.path,
                    "line": d.source.line,
                    "column": d.source.column,
                    "sheet": d.source.sheet,
                    "cell": d.source.cell,
                    "message": d.message,
                    "hint": d.hint,
                }
                for d in outcome.diagnostics
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def progress_line(settings: dict[str, Any]) -> Callable[[str, int, int], None] | None:
    """A line that counts on a terminal; nothing elsewhere."""
    if settings["quiet"] or settings["json"] or not _on_terminal():
        return None

    def show(step: str, done: int, total: int) -> None:
        end = "\r" if done < total else "\r\033[K"
        width = 24 * done // max(total, 1)
        bar = "█" * width + "░" * (24 - width)
        text = f"\r{step} {bar} {done}/{total}" if done < total else ""
        click.echo(text + end, err=True, nl=False)

    return show


def event_line(settings: dict[str, Any], log_format: str) -> Callable[[Mapping[str, object]], None]:
    """What shows the events of a run as they come: one object a line in a log, the steps on a terminal, else nothing.

    A reader who went away stops no run.
    """
    logged = log_format == "json"
    shown = not (settings["quiet"] or settings["json"]) and _on_terminal()
    labels = import_module("pipeline.rules.run")

    def show(event: Mapping[str, object]) -> None:
        line = json.dumps(event, ensure_ascii=False) if logged else ""
        if shown and not logged and event["event"] == "step-start":
            line = labels.STARTED.format(
                session=event["session"], step=labels.STEP_LABELS[str(event["step"])]
            )
        with suppress(OSError, ValueError):
            if line:
                click.echo(line, err=True)

    return show


def _print_fault(fault: Diagnostic) -> None:
    """One diagnostic: place, severity, code, message; then what to do."""
    severity = click.style(fault.severity.value, fg=COLOURS[fault.severity])
    line = f"{fault.source}: {severity} [{fault.code}] {fault.message}"
    click.echo(legible(line), err=True, color=_colour())
    if fault.hint:
        click.echo(legible(f"    → {fault.hint}"), err=True)


def _colour() -> bool:
    """Whether the error output is a terminal that shows colours."""
    return _on_terminal() and "NO_COLOR" not in os.environ


def _on_terminal() -> bool:
    """Whether somebody watches the error output, which may also be closed."""
    return sys.stderr is not None and sys.stderr.isatty()
