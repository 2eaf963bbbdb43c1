"""The role sheets of a simulation, one a page, then the part of its animators. Name: ``play`` (PlayView)."""

from wordkit.blocks import bullets, expected, listing
from wordkit.markup import (
    NBSP,
    TEXT_WIDTH,
    cell,
    each,
    either,
    heading,
    par,
    row,
    run,
    tab,
    table,
    when,
)
from wordkit.package import Document, Page
from wordkit.running import facts, page


def document() -> Document:
    """The template."""
    return Document(
        body=each("s", "play.sheets", _sheet()) + when("play.animation", _animation()),
        page=_running(),
        title="Fiches de rôle {{ play.code }}",
        subject="{{ play.certification }}",
    )


def _running() -> Page:
    """Headers and footers of the sheets."""
    return page(
        "Simulation · {{ play.session }}",
        "CONFIDENTIEL – remis à son seul destinataire",
        "{{ play.code }}",
        middle="Exercice fictif",
        likely="6",
    )


def _sheet() -> str:
    """One page: who the player is, the instruction of the group, mission, objectives, margins, what only they know."""
    title = "{{ s.rank }} – {{ s.title }}"
    return "".join(
        (
            either("loop.first", par("EpTitre1", title), par("EpTitrePage", title)),
            par("EpMention", "{{ play.mention }}"),
            facts(
                ("À remettre à", "{{ play.candidate }}", "play.candidate"),
                ("Exercice", "{{ play.question.title }} ({{ play.question.minutes }})", ""),
                ("Cadre", "{{ play.setting }}", ""),
                ("Dans le dossier", "{{ s.actor }}", ""),
                ("Autour de la table", "{{ play.company }}", "play.company"),
                ("Documents", "{{ play.question.documents }}", "play.question.documents"),
            ),
            par("EpIntertitre", "Consigne commune à tous les joueurs"),
            each("x", "play.question.instruction", par("EpRappelConsigne", "{{ x }}")),
            par(
                "EpRubriqueFin", run("Livrable", "EpNom"), tab(), "{{ play.question.deliverable }}"
            ),
            par("EpIntertitre", "Votre mission"),
            par("EpTexte", "{{ s.mission }}"),
            par("EpIntertitre", "Vos objectifs"),
            bullets("s.objectives"),
            par("EpIntertitre", "Vos marges"),
            bullets("s.margins"),
            par("EpIntertitre", "Ce que personne d’autre ne sait"),
            table(
                "EpEncadre",
                (TEXT_WIDTH,),
                row(
                    cell(
                        TEXT_WIDTH,
                        each(
                            "x",
                            "s.secrets",
                            par("EpConsigneNum", run("–", "EpNom"), tab(), "{{ x }}"),
                        ),
                    )
                ),
                title="Ce que personne d’autre ne sait",
            ),
            par("EpEspace"),
            par(
                "EpMention",
                "Fiche confidentielle. Ne la montrez à personne. Dites ce qu’elle contient si vous le jugez "
                f"utile, quand vous le jugez utile{NBSP}: cela fait partie de l’exercice. Rendez-la en sortant.",
            ),
        )
    )


def _animation() -> str:
    """What animators read: the cast, facts in their order, what is observed, the likely course, the debriefing."""
    return "".join(
        (
            heading("Conduite de l’exercice – réservé aux animateurs", page=True),
            par(
                "EpMention",
                "Ne remettez à chaque joueur que sa fiche. Les points vont à ce que chacun montre, "
                "quel que soit le rôle joué.",
            ),
            par("EpIntertitre", "Distribution"),
            listing(
                "play.sheets",
                (
                    ("Rôle", 900, "{{ x.id }}"),
                    ("Personnage", 4369, "{{ x.title }}"),
                    ("Partie du dossier", 4369, "{{ x.actor }}"),
                ),
                title="Distribution des rôles",
                together=True,
            ),
            when(
                "play.animation.injects",
                par("EpIntertitre", "Faits nouveaux, dans l’ordre"),
                listing(
                    "play.animation.injects",
                    (
                        ("Moment", 1000, "{{ x.when }}"),
                        ("Canal", 1500, "{{ x.origin }}"),
                        ("Fait nouveau", 3138, "{{ x.text }}"),
                        ("Réaction attendue", 2600, "{{ x.expected }}"),
                        ("Emploi", 1400, "{{ x.usage }} ({{ x.codes }})"),
                    ),
                    title="Faits nouveaux dans l’ordre",
                ),
            ),
            when(
                "play.animation.outline",
                par("EpIntertitre", "Où l’exercice peut aller, zone d’accord"),
                bullets("play.animation.outline"),
            ),
            when(
                "play.animation.pitfalls",
                par("EpIntertitre", "Écueils"),
                bullets("play.animation.pitfalls"),
            ),
            par("EpIntertitre", "Ce qui s’observe chez chacun"),
            expected(tick=True).replace("a.expected", "play.animation.expected"),
            when(
                "play.animation.prompts",
                par("EpIntertitre", "Retour individuel"),
                bullets("play.animation.prompts"),
            ),
        )
    )
