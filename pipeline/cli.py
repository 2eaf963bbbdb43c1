"""The command line: declares the commands and their options; decides nothing."""

import gettext
import os
from importlib import metadata
from pathlib import Path
from typing import Any

import click

from pipeline.cli_assembly import about_assembly
from pipeline.cli_bank import for_authors
from pipeline.cli_results import after_exams
from pipeline.cli_schedule import for_operators
from pipeline.shell import InOrder, common, date_option, dry_run, jobs, run

os.environ["LANGUAGE"] = "fr"
gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))


@click.group(
    cls=InOrder,
    subcommand_metavar="COMMANDE [ARGUMENTS]…",
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "EPREUVE"},
    epilog="Codes de sortie : 0 fait, 1 fautes du contenu, 2 usage, 3 erreur interne, "
    "4 aucun sujet possible, 5 grilles refusées ou à trancher, 6 session tenue par une autre "
    "exécution, 130 interrompu.",
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
    run("init", options)


@main.command()
@common
@jobs
@date_option
@click.option(
    "--sans-cache",
    "cached",
    is_flag=True,
    flag_value=False,
    default=True,
    help="Refait tout, sans ce que la vérification précédente a gardé.",
)
def check(**options: Any) -> None:
    """Vérifie le référentiel, les épreuves, les scénarios."""
    run("check", options)


@main.command("open")
@click.argument("session", metavar="SESSION")
@common
@dry_run
@click.option("--date", metavar="AAAA-MM-JJ", help="Date de référence de la session.")
@click.option("--title", metavar="TITRE", help="Titre de la session.")
@click.option("--centre", metavar="CENTRE", help="Centre d'examen.")
@click.option("--responsable", "author", metavar="NOM", help="Qui prépare la session.")
def open_(**options: Any) -> None:
    """Ouvre une session : réglages et inscriptions."""
    run("open", options)


@main.command()
@click.argument("session", metavar="SESSION")
@common
@dry_run
@click.option(
    "--lock", metavar="SUJET=QUESTION", multiple=True, help="Question que le sujet doit porter."
)
@click.option(
    "--forbid",
    metavar="QUESTION",
    multiple=True,
    help="Question ou scénario que la session n'emploie pas.",
)
@click.option("--free", metavar="SUJET", multiple=True, help="Lève ce qui a été imposé ou écarté.")
def assemble(**options: Any) -> None:
    """Assemble les sujets et les tickets d'une session."""
    run("assemble", options)


@main.command()
@click.argument("session", metavar="SESSION")
@common
@dry_run
@jobs
def publish(**options: Any) -> None:
    """Produit les documents, dossier par destinataire."""
    run("publish", options)


@main.command()
@click.argument("session", metavar="SESSION")
@common
@dry_run
@jobs
def generate(**options: Any) -> None:
    """Assemble puis publie, en une seule commande."""
    run("generate", options)


for _command in (*for_authors(), *about_assembly()):
    main.add_command(_command)


for _command in (*after_exams(), *for_operators()):
    main.add_command(_command)


@main.command()
@click.argument("session", metavar="[SESSION]", required=False)
@common
def status(**options: Any) -> None:
    """Dit où en sont les sessions."""
    run("status", options)


@main.command()
@click.argument("session", metavar="[SESSION]", required=False)
@common
def verify(**options: Any) -> None:
    """Relit et recompte tout ce qui a été publié."""
    run("verify", options)


@main.command()
@common
def demo(**options: Any) -> None:
    """Joue une session complète dans output/demo/."""
    run("demo", options)
