"""The commands of the authors of the bank: declared here, listed by the command line before those of a session."""

from pathlib import Path
from typing import Any

import click

from pipeline.shell import InOrder, common, dry_run, run

_FILE = click.argument(
    "path",
    metavar="FICHIER",
    type=click.Path(path_type=Path),
    callback=lambda _, __, path: path.absolute(),
)


def for_authors() -> tuple[click.Command, ...]:
    """The commands in the order in which an author takes them."""
    return preview, stress, bank, new, import_, update


@click.command()
@click.argument("scenario", metavar="SCÉNARIO")
@common
@dry_run
@click.option("--pays", "iso3", metavar="ISO3", help="Pays (par défaut : celui du scénario).")
@click.option(
    "--jeu", "number_set", metavar="JEU", help="Jeu de nombres (par défaut : le premier)."
)
def preview(**options: Any) -> None:
    """Écrit un scénario en Word et en HTML, pour le relire."""
    run("preview", options)


@click.command()
@click.argument("scenario", metavar="SCÉNARIO")
@common
def stress(**options: Any) -> None:
    """Joue un scénario dans tous ses pays et dit ce qui varie."""
    run("stress", options)


@click.command()
@common
@dry_run
@click.option("--xlsx", is_flag=True, help="Écrit aussi un classeur dans output/banque/.")
@click.option("--html", is_flag=True, help="Écrit aussi une page à lire dans un navigateur.")
def bank(**options: Any) -> None:
    """Dit ce que la banque offre et ce qui y manque."""
    run("bank", options)


@click.group(cls=InOrder, subcommand_metavar="ACTION [ARGUMENTS]…")
def new() -> None:
    """Prépare un nouveau fichier."""


@new.command("scenario")
@click.argument("scenario", metavar="IDENTIFIANT")
@common
@dry_run
@click.option("--bloc", "block", metavar="BLOC", help="B1, B2, B3, S1, S2 ou S3.")
@click.option("--type", "kind", metavar="TYPE", help="Type de situation, par exemple GEO-05.")
@click.option("--famille", "family", metavar="FAMILLE", help="Famille de la typologie.")
@click.option("--titre", "title", metavar="TITRE", help="Titre du scénario.")
def new_scenario(**options: Any) -> None:
    """Écrit un scénario à compléter, avec ses explications."""
    run("new_scenario", options)


@click.group("import", cls=InOrder, subcommand_metavar="ACTION [ARGUMENTS]…")
def import_() -> None:
    """Reprend un document existant."""


@import_.command("docx")
@_FILE
@common
@dry_run
@click.option("--id", "scenario", metavar="IDENTIFIANT", help="Identifiant du scénario.")
@click.option("--bloc", "block", metavar="BLOC", help="B1, B2, B3, S1, S2 ou S3.")
@click.option("--type", "kind", metavar="TYPE", help="Type de situation, par exemple GEO-05.")
def import_docx(**options: Any) -> None:
    """Fait un brouillon de scénario d'une étude de cas en Word."""
    run("import_docx", options)


@click.group(cls=InOrder, subcommand_metavar="ACTION [ARGUMENTS]…")
def update() -> None:
    """Met à jour les données de la banque."""


@update.command("countries")
@_FILE
@common
@dry_run
@click.option("--appliquer", "apply", is_flag=True, help="Écrit les nouveaux chiffres.")
def update_countries(**options: Any) -> None:
    """Compare de nouveaux chiffres de pays à ceux de la banque."""
    run("update_countries", options)
