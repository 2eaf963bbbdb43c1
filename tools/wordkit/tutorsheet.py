"""The sheet of the tutor of an observation at work. Name: ``tutor`` (TutorView)."""

from wordkit.blocks import bullets
from wordkit.markup import (
    NBSP,
    TEXT_WIDTH,
    cell,
    each,
    inline_when,
    par,
    row,
    rows_each,
    run,
    tab,
    table,
    when,
)
from wordkit.package import Document
from wordkit.running import facts, page


def document() -> Document:
    """The template."""
    return Document(
        body=_body(),
        page=page(
            "Observation en situation de travail · {{ tutor.session }}",
            "Réservé au tuteur et au jury",
            "{{ tutor.code }}",
            likely="2",
        ),
        title="Fiche du tuteur {{ tutor.code }}",
        subject="{{ tutor.certification }}",
    )


def _body() -> str:
    """The whole sheet."""
    half = (4819, 4819)
    return "".join(
        (
            par("EpTitre1", "Fiche du tuteur – {{ tutor.question.title }}"),
            facts(
                (
                    "Candidat",
                    f"N°{NBSP}:{{% if tutor.candidate %}} {{{{ tutor.candidate }}}}{{% endif %}}",
                    "",
                ),
                ("Organisation et tuteur", "{{ tutor.observer }}", ""),
                ("Compétences", '{{ tutor.question.codes|join(" · ") }}', ""),
                ("Livrable", "{{ tutor.question.deliverable }}", ""),
                ("Entretien de retour", "{{ tutor.question.minutes }}", ""),
            ),
            par("EpIntertitre", "Consigne remise au candidat"),
            each("x", "tutor.question.instruction", par("EpTexte", "{{ x }}")),
            par("EpIntertitre", "Ce que vous observez"),
            par(
                "EpMention",
                "Notez ce que vous avez vu, avec sa date ; une impression ne suffit pas.",
            ),
            _observed(),
            when(
                "tutor.pitfalls",
                par("EpIntertitre", "À éviter"),
                bullets("tutor.pitfalls"),
            ),
            when(
                "tutor.prompts",
                par("EpIntertitre", "Entretien de retour"),
                bullets("tutor.prompts"),
            ),
            when(
                "tutor.outline",
                par("EpIntertitre", "Ce que contient un bon compte rendu"),
                each(
                    "x",
                    "tutor.outline",
                    par("EpNumero", run("{{ loop.index }}.", "EpNom"), tab(), "{{ x }}"),
                ),
            ),
            par("EpEspace"),
            table(
                "EpGrille",
                half,
                row(
                    cell(half[0], par("EpIdentite", f"Date et signature du tuteur{NBSP}:")),
                    cell(half[1], par("EpIdentite", f"Date et signature du candidat{NBSP}:")),
                    height=620,
                ),
                title="Signatures",
            ),
        )
    )


def _observed() -> str:
    """Each behaviour with room for what was seen and when."""
    widths = (3900, 950, 800, TEXT_WIDTH - 5650)
    heads = ("Comportement observable", "Code", "Points", "Vu le, en quelle occasion")
    text = par(
        "EpCel",
        "{{ x.text }}",
        inline_when("x.indispensable", run(f"{NBSP}· "), run("indispensable", "EpAlerte")),
    )
    return table(
        "EpTableau",
        widths,
        row(
            *(
                cell(w, par("EpCelTeteDroite" if n == "Points" else "EpCelTete", n))
                for w, n in zip(widths, heads, strict=True)
            ),
            header=True,
        ),
        rows_each(
            "x",
            "tutor.expected",
            row(
                cell(widths[0], text),
                cell(widths[1], par("EpCel", "{{ x.code }}")),
                cell(widths[2], par("EpCelDroite", "{{ x.points }}")),
                cell(widths[3], par("EpCel")),
                height=500,
            ),
        ),
        looks="header",
        title="Comportements observables",
    )
