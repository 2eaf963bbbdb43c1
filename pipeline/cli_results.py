"""The commands that come after the exams: declared here, listed by the command line between publication and status."""

from pathlib import Path
from typing import Any

import click

from pipeline.shell import InOrder, author, common, date_option, dry_run, reason, run

CHOICES = ("garder", "ecarter", "ABJ", "ABI", "DEF", "NE", "DISP")


def after_exams() -> tuple[click.Command, ...]:
    """The commands in the order in which a session takes them."""
    return (
        collect,
        resolve,
        remind,
        reconcile,
        moderate,
        lift,
        award,
        decide,
        appeal,
        resit,
        replace,
        ledger,
    )


@click.command()
@click.argument("session", metavar="SESSION")
@click.argument(
    "paths",
    metavar="[FICHIER]…",
    nargs=-1,
    type=click.Path(path_type=Path),
    callback=lambda _, __, paths: tuple(path.absolute() for path in paths),
)
@common
@dry_run
@click.option("--tableau", "tables", is_flag=True, help="Ne relève que les tableaux de saisie.")
def collect(**options: Any) -> None:
    """Relève les grilles et les tableaux remplis (recu/)."""
    run("collect", options)


@click.command()
@click.argument("session", metavar="SESSION")
@click.argument("case", metavar="CAS")
@common
@dry_run
@click.option(
    "--choix",
    "choice",
    required=True,
    type=click.Choice(CHOICES, case_sensitive=False),
    metavar="CHOIX",
    help="garder, ecarter, ou une situation : ABJ, ABI, DEF, NE, DISP.",
)
@author
@reason
def resolve(**options: Any) -> None:
    """Tranche un cas : fichier en doute, grille non rendue."""
    run("resolve", options)


@click.command()
@click.argument("session", metavar="SESSION")
@common
@dry_run
@click.option("--eml", is_flag=True, help="Des courriels à envoyer (.eml) au lieu de textes.")
def remind(**options: Any) -> None:
    """Écrit les relances, une par évaluateur."""
    run("remind", options)


@click.command()
@click.argument("session", metavar="SESSION")
@common
@dry_run
@click.option(
    "--conciliation",
    multiple=True,
    metavar="COPIE",
    help="Copie que ses deux correcteurs reprennent ensemble (répétable).",
)
def reconcile(**options: Any) -> None:
    """Compare les corrections, remet les troisièmes grilles."""
    run("reconcile", options)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("session", metavar="SESSION")
@click.argument("exam", metavar="ÉPREUVE")
@click.argument("assessor", metavar="ÉVALUATEUR")
@click.argument("points", metavar="POINTS")
@common
@dry_run
@author
@reason
def moderate(**options: Any) -> None:
    """Décale les notes d'un évaluateur à une épreuve."""
    run("moderate", options)


@click.command()
@click.argument("session", metavar="SESSION")
@common
@dry_run
@author
def lift(**options: Any) -> None:
    """Lève l'anonymat, une fois pour toutes."""
    run("lift", options)


@click.command()
@click.argument("session", metavar="SESSION")
@common
@dry_run
def award(**options: Any) -> None:
    """Calcule les résultats et prépare le tableau du jury."""
    run("award", options)


@click.command()
@click.argument("session", metavar="SESSION")
@click.argument("file", metavar="[TABLEAU]", required=False, type=click.Path(path_type=Path))
@common
@dry_run
def decide(**options: Any) -> None:
    """Enregistre les décisions, écrit le procès-verbal."""
    run("decide", options)


@click.command()
@click.argument("session", metavar="SESSION")
@click.argument("candidate", metavar="CANDIDAT")
@common
@dry_run
@click.option("--decision", required=True, metavar="DÉCISION", help="La décision révisée.")
@click.option(
    "--bloc",
    "blocks",
    multiple=True,
    metavar="BLOC=ÉTAT",
    help="Un bloc qui change, par exemple B2=valide (répétable).",
)
@click.option("--reference", required=True, metavar="PIÈCE", help="La pièce du recours.")
@date_option
@author
@reason
def appeal(**options: Any) -> None:
    """Révise une décision après un recours."""
    run("appeal", options)


@click.command()
@click.argument("session", metavar="SESSION")
@click.argument("new", metavar="NOUVELLE")
@common
@dry_run
@click.option("--date", metavar="AAAA-MM-JJ", help="Date de la nouvelle session.")
def resit(**options: Any) -> None:
    """Ouvre la session de rattrapage, pour ce qui manque."""
    run("resit", options)


@click.command()
@click.argument("session", metavar="SESSION")
@click.argument("new", metavar="NOUVELLE")
@common
@dry_run
@click.option("--date", metavar="AAAA-MM-JJ", help="Date de la nouvelle session.")
def replace(**options: Any) -> None:
    """Ouvre la session de remplacement des absences justifiées."""
    run("replace", options)


@click.group(cls=InOrder, subcommand_metavar="ACTION [ARGUMENTS]…")
def ledger() -> None:
    """Registre des blocs acquis, toutes sessions réunies."""


@ledger.command("show")
@click.argument("number", metavar="[CANDIDAT]", required=False)
@common
@click.option(
    "--session",
    default="",
    metavar="SESSION",
    help="Le registre où elle figure (la démonstration a le sien).",
)
def ledger_show(**options: Any) -> None:
    """Montre les blocs acquis, d'un candidat ou de tous."""
    run("ledger_show", options)


@ledger.command("add")
@click.argument("session", metavar="SESSION")
@click.argument("number", metavar="CANDIDAT")
@click.argument("block", metavar="BLOC")
@common
@dry_run
@click.option(
    "--origin", type=click.Choice(("vae", "dispense")), required=True, help="D'où il vient."
)
@click.option("--date", required=True, metavar="AAAA-MM-JJ", help="Date d'acquisition.")
@click.option("--reference", required=True, metavar="PIÈCE", help="La pièce qui le justifie.")
@author
def ledger_add(**options: Any) -> None:
    """Porte au registre un bloc acquis par VAE ou dispense."""
    run("ledger_add", options)


@ledger.command("rebuild")
@common
def ledger_rebuild(**options: Any) -> None:
    """Refait le registre à partir des sessions."""
    run("ledger_rebuild", options)
