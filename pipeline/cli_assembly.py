"""The commands about how papers are chosen: declared here, listed by the command line after those of the authors."""

from typing import Any

import click

from pipeline.shell import common, dry_run, run

_EXAM = click.argument("exam", metavar="[ÉPREUVE]", required=False)


def about_assembly() -> tuple[click.Command, ...]:
    """The commands in the order in which a coordinator takes them."""
    return rules, capacity, why, swap, certify, coverage, term


@click.command()
@_EXAM
@common
@dry_run
@click.option("--xlsx", is_flag=True, help="Écrit aussi un classeur à modifier.")
def rules(**options: Any) -> None:
    """Montre les règles d'assemblage des épreuves."""
    run("rules", options)


@click.command()
@_EXAM
@common
def capacity(**options: Any) -> None:
    """Dit combien de sujets et de tickets distincts la banque porte."""
    run("capacity", options)


@click.command()
@click.argument("item", metavar="QUESTION")
@click.argument("session", metavar="[SESSION]", required=False)
@common
def why(**options: Any) -> None:
    """Dit pourquoi une question a été choisie, ou ne l'a pas été."""
    run("why", options)


@click.command()
@click.argument("session", metavar="SESSION")
@click.argument("form", metavar="SUJET")
@click.argument("item", metavar="QUESTION")
@common
@dry_run
@click.option("--with", "with_item", metavar="QUESTION", help="Question à mettre à sa place.")
def swap(**options: Any) -> None:
    """Propose de remplacer une question d'un sujet, ou la remplace."""
    run("swap", options)


@click.command()
@click.argument("session", metavar="SESSION")
@common
@dry_run
def certify(**options: Any) -> None:
    """Écrit le certificat d'équilibre d'une session."""
    run("certify", options)


@click.command()
@click.argument("code", metavar="[CODE]", required=False)
@common
@dry_run
@click.option("--xlsx", is_flag=True, help="Écrit aussi un classeur dans output/couverture/.")
@click.option("--html", is_flag=True, help="Écrit aussi une page à lire dans un navigateur.")
def coverage(**options: Any) -> None:
    """Dit ce que les sessions ont évalué, code par code."""
    run("coverage", options)


@click.command()
@click.argument("session", metavar="SESSION")
@common
@dry_run
@click.option("--du", "first", metavar="AAAA-MM-JJ", required=True, help="Premier jour.")
@click.option("--au", "last", metavar="AAAA-MM-JJ", required=True, help="Dernier jour.")
@click.option(
    "--bloc", "blocks", metavar="BLOC", multiple=True, help="Bloc à évaluer (par défaut : tous)."
)
@click.option(
    "--sans", "without", metavar="AAAA-MM-JJ", multiple=True, help="Semaine sans épreuve."
)
@click.option(
    "--continu", "continuous", is_flag=True, help="Rien que des épreuves de contrôle continu."
)
def term(**options: Any) -> None:
    """Planifie le contrôle continu d'un trimestre et ouvre sa session."""
    run("term", options)
