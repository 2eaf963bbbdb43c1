"""The command line: declares, calls and prints; decides nothing."""

import gettext
import io
import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module, metadata
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from pipeline.diagnostics import EpreuveError, ExitCode, Outcome, UsageError
from pipeline.screen import as_json, print_outcome, progress_line

os.environ["LANGUAGE"] = "fr"
gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))

Function = TypeVar("Function", bound=Callable[..., Any])
CRASH_FILE = "epreuve-erreur.txt"
COMMON = ("workspace", "json", "quiet")


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


class InOrder(click.Group):
    """A group that lists its commands in the order a session takes them, on streams of any encoding."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run; a character that the output cannot show is printed as a question mark."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")
        return super().main(*args, **extra)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names as declared."""
        del ctx
        return list(self.commands)


@click.group(
    cls=InOrder,
    subcommand_metavar="COMMANDE [ARGUMENTS]…",
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "EPREUVE"},
    epilog="Codes de sortie : 0 fait, 1 fautes du contenu, 2 usage, 3 erreur interne, "
    "4 aucun sujet possible, 6 session tenue par une autre exécution, 130 interrompu.",
)
@common
@click.version_option(metadata.version("epreuve"), prog_name="epreuve")
@click.pass_context
def main(context: click.Context, /, **settings: Any) -> None:
    """Sujets d'examen équilibrés, études de cas et grilles de notation, à partir d'un référentiel."""
    context.obj = settings


@main.command()
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path))
@common
@dry_run
def init(**options: Any) -> None:
    """Crée un espace de travail à partir du contenu livré."""
    _run("init", options)


@main.command()
@common
@date_option
def check(**options: Any) -> None:
    """Vérifie le référentiel, les épreuves, les scénarios."""
    _run("check", options)


@main.command("open")
@click.argument("session", metavar="SESSION")
@common
@dry_run
@click.option("--date", metavar="AAAA-MM-JJ", help="Date de référence de la session.")
@click.option("--title", metavar="TITRE", help="Titre de la session.")
@click.option("--centre", metavar="CENTRE", help="Centre d'examen.")
def open_(**options: Any) -> None:
    """Ouvre une session : réglages et inscriptions."""
    _run("open", options)


@main.command()
@click.argument("session", metavar="SESSION")
@common
@dry_run
def assemble(**options: Any) -> None:
    """Assemble les sujets et les tickets d'une session."""
    _run("assemble", options)


@main.command()
@click.argument("session", metavar="SESSION")
@common
@dry_run
def publish(**options: Any) -> None:
    """Produit les documents, dossier par destinataire."""
    _run("publish", options)


@main.command()
@click.argument("session", metavar="SESSION")
@common
@dry_run
def generate(**options: Any) -> None:
    """Assemble puis publie, en une seule commande."""
    _run("generate", options)


@main.command()
@click.argument("scenario", metavar="SCÉNARIO")
@common
@dry_run
@click.option("--pays", "iso3", metavar="ISO3", help="Pays (par défaut : celui du scénario).")
@click.option(
    "--jeu", "number_set", metavar="JEU", help="Jeu de nombres (par défaut : le premier)."
)
def preview(**options: Any) -> None:
    """Écrit un scénario en Word, pour le relire."""
    _run("preview", options)


@main.command()
@click.argument("session", metavar="[SESSION]", required=False)
@common
def status(**options: Any) -> None:
    """Dit où en sont les sessions."""
    _run("status", options)


@main.command()
@click.argument("session", metavar="[SESSION]", required=False)
@common
def verify(**options: Any) -> None:
    """Relit et recompte tout ce qui a été publié."""
    _run("verify", options)


@main.command()
@common
def demo(**options: Any) -> None:
    """Joue une session complète dans output/demo/."""
    _run("demo", options)


def _run(name: str, options: dict[str, Any]) -> None:
    """Call one command with its own arguments and print its outcome."""
    context = click.get_current_context()
    given = {key: options.pop(key) for key in COMMON}
    shared = context.obj or {}
    settings = {key: shared.get(key) if given[key] is None else given[key] for key in COMMON}
    try:
        module = import_module(f"pipeline.commands.{name}")
        function = getattr(module, name if name != "open" else "open_session")
        extras: dict[str, Any] = {"when": _now()} if name in JOURNALLED else {}
        if name in SLOW:
            extras["progress"] = progress_line(settings)
        if name == "check":
            options["date"] = options["date"] or _now()[:10]
        if name != "init":
            extras["root"] = _root(settings)
        _finish(function(**options, **extras), settings)
    except EpreuveError as error:
        _finish(Outcome(command=name, exit=error.exit_code), settings, error)
    except KeyboardInterrupt:
        words = import_module("pipeline.rules.commands")
        _finish(
            Outcome(command=name, exit=ExitCode.INTERRUPTED),
            settings,
            UsageError(words.INTERRUPTED),
        )
    except Exception as error:  # noqa: BLE001 - the last line of defence: one line on screen, the trace in a file
        _finish(Outcome(command=name, exit=ExitCode.BUG), settings, _crash(error, _root(settings)))


JOURNALLED = ("open", "assemble", "publish", "generate")
SLOW = ("check", "assemble", "publish", "generate", "demo")


def _root(settings: dict[str, Any]) -> Path:
    """The workspace: as asked, else the current folder."""
    return Path(settings.get("workspace") or Path.cwd()).resolve()


def _now() -> str:
    """The moment in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _finish(
    outcome: Outcome, settings: dict[str, Any], error: EpreuveError | None = None
) -> NoReturn:
    """Print an outcome, for people or machines, and leave with its code."""
    if error is not None:
        outcome = replace(outcome, diagnostics=(*outcome.diagnostics, *error.diagnostics))
    if settings.get("json"):
        click.echo(as_json(outcome, error).encode())
    else:
        print_outcome(outcome, error, quiet=bool(settings.get("quiet")))
    sys.exit(outcome.exit_code)


def _crash(error: Exception, root: Path) -> EpreuveError:
    """One line for the screen; the trace goes to a private file of the workspace."""
    words = import_module("pipeline.rules.commands")
    files = import_module("pipeline.store.files")
    folder = root / "output" if (root / "output").is_dir() else Path.cwd()
    path = folder / CRASH_FILE
    hint = words.BUG_HINT.format(path=path)
    try:
        files.write_file(path, "".join(traceback.format_exception(error)).encode())
    except EpreuveError as unwritten:
        hint = unwritten.message
    reason = f"{type(error).__name__}: {error}"
    return EpreuveError(words.BUG.format(reason=reason), hint)
