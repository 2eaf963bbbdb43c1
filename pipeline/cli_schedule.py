"""The commands that keep the dates of the year: declared here, listed by the command line before status."""

from typing import Any

import click

from pipeline.shell import author, common, dry_run, jobs, run


def for_operators() -> tuple[click.Command, ...]:
    """The commands in the order in which a year takes them."""
    return calendar, plan, run_, approve, release, schedule


@click.command()
@click.argument("year", metavar="[ANNÉE]", required=False)
@common
@dry_run
def calendar(**options: Any) -> None:
    """Propose les sessions de l'année et les ouvre (calendrier.yaml)."""
    run("calendar", options)


@click.command()
@click.argument("session", metavar="[SESSION]", required=False)
@common
@click.option("--du", "first", metavar="AAAA-MM-JJ", help="Premier jour (par défaut : ce jour).")
@click.option(
    "--mois",
    "months",
    type=click.IntRange(1, 36),
    default=12,
    metavar="N",
    help="Durée, en mois (par défaut : 12).",
)
@click.option("--ics", is_flag=True, help="Écrit aussi un agenda, output/plan.ics.")
def plan(**options: Any) -> None:
    """Montre l'échéancier des sessions à venir."""
    run("plan", options)


@click.command("run")
@common
@click.option("--dry-run", is_flag=True, help="Dit en JSON ce qui serait fait, ne touche à rien.")
@click.option(
    "--at",
    metavar="MOMENT",
    help="Comme à ce moment, par exemple 2026-12-01T08:00 (heure de Paris).",
)
@click.option("--only", metavar="SESSION", multiple=True, help="Cette session seule (répétable).")
@jobs
@click.option(
    "--log-format",
    type=click.Choice(("texte", "json")),
    default="texte",
    metavar="FORMAT",
    help="texte, ou json : un événement par ligne.",
)
def run_(**options: Any) -> None:
    """Fait ce qui est échu, pour toutes les sessions."""
    run("run", options)


@click.command()
@click.argument("session", metavar="SESSION")
@common
@dry_run
@author
@click.option(
    "--refuser", "refuse", is_flag=True, help="Refuse les sujets au lieu de les approuver."
)
@click.option("--motif", "reason", metavar="TEXTE", help="Pourquoi (obligatoire pour un refus).")
def approve(**options: Any) -> None:
    """Approuve les sujets produits, par une seconde personne."""
    run("approve", options)


@click.command()
@click.argument("session", metavar="SESSION")
@click.argument("lot", metavar="[LOT]", required=False)
@common
@dry_run
def release(**options: Any) -> None:
    """Remet un lot : convocations, sujets, correction, resultats."""
    run("release", options)


@click.command()
@common
@dry_run
@click.option("--fuseau", "zone", default="Europe/Paris", metavar="ZONE", help="Fuseau horaire.")
@click.option(
    "--minute",
    type=click.IntRange(0, 59),
    default=7,
    metavar="MM",
    help="Minute de chaque heure (par défaut : 7).",
)
@click.option("--utilisateur", "user", default="epreuve", metavar="COMPTE", help="Compte système.")
@click.option(
    "--check", "checked", is_flag=True, help="Vérifie les fichiers avec les outils présents."
)
def schedule(**options: Any) -> None:
    """Écrit de quoi programmer les exécutions : systemd, cron, Windows."""
    run("schedule", options)
