"""The written paper and the case study: one template, from the identification strip to the last page.

Names: ``paper`` (CandidateView), ``seat`` (SeatView), ``contents`` (Contents).
"""

from wordkit.case import case
from wordkit.markup import (
    NBSP,
    TEXT_WIDTH,
    cell,
    each,
    heading,
    par,
    row,
    rows_each,
    rows_when,
    run,
    tab,
    table,
    when,
)
from wordkit.package import Document, Page
from wordkit.running import band, facts, identification, page


def document() -> Document:
    """The template."""
    return Document(
        body=_body(),
        page=_running(),
        title="{{ paper.head.kind }} {{ paper.head.code }}",
        subject="{{ paper.head.certification }}",
    )


def _running() -> Page:
    """Headers and footers of the paper."""
    return page(
        "{{ paper.head.kind }} · {{ paper.head.session }}",
        "CONFIDENTIEL jusqu’à la distribution",
        "{{ paper.head.code }}",
        middle="{% if seat.anonymous %}Anonymat {{ seat.anonymous }}{% endif %}",
        likely="{{ contents.likely }}",
    )


def _body() -> str:
    """The whole paper."""
    return "".join(
        (
            _cover(),
            _contents(),
            each("c", "paper.dossiers", case()),
            par("EpFin", "– Fin du sujet –"),
        )
    )


def _cover() -> str:
    """First page: whose copy, which exam, how to proceed, what is worth what."""
    return "".join(
        (
            identification(),
            band(
                "{{ paper.head.heading }}",
                "{{ paper.head.kind }}",
                "{{ paper.head.subtitle }}",
                "{{ paper.head.certification }}",
                (
                    ("{{ paper.head.points }}", "points", ""),
                    (
                        "{{ seat.duration or paper.head.duration }}",
                        "durée{% if seat.extra %} ({{ seat.extra }}){% endif %}",
                        "",
                    ),
                    ("{{ paper.head.coefficient }}", "coefficient", ""),
                ),
            ),
            facts(
                ("Domaine", "{{ paper.head.block }}", ""),
                ("Date et horaire", "{{ seat.when }}", "seat.when"),
                ("Documents et matériel", "{{ paper.head.materials }}", ""),
            ),
            par("EpIntertitre", "Consignes aux candidats"),
            _instructions(),
            par("EpIntertitre", "Barème et compétences évaluées"),
            _marking(),
        )
    )


def _instructions() -> str:
    """The boxed instructions."""
    return table(
        "EpEncadre",
        (TEXT_WIDTH,),
        row(
            cell(
                TEXT_WIDTH,
                each(
                    "x",
                    "paper.instructions",
                    par("EpConsigneNum", run("{{ loop.index }}.", "EpNom"), tab(), "{{ x }}"),
                ),
                when(
                    "contents.total",
                    par(
                        "EpConsigneFin",
                        "Ce sujet comporte ",
                        run("{{ contents.total }}", "EpFort"),
                        f"{NBSP}pages, celle-ci comprise.",
                    ),
                ),
                when(
                    "not contents.total",
                    par("EpConsigneFin", "Les pages sont numérotées de la première à la dernière."),
                ),
            )
        ),
        title="Consignes aux candidats",
    )


def _marking() -> str:
    """Marks by question: codes, points and minutes, with their total."""
    widths = (1450, 3888, 1850, 1050, 1400)

    def line(number: str, title: str, codes: str, worth: str, minutes: str) -> str:
        return row(
            cell(widths[0], par("EpCelSuite", number)),
            cell(widths[1], par("EpCelSuite", title)),
            cell(widths[2], par("EpCelForte", codes)),
            cell(widths[3], par("EpCelDroite", worth)),
            cell(widths[4], par("EpCelDroite", minutes)),
        )

    return table(
        "EpTableau",
        widths,
        row(
            cell(widths[0], par("EpCelTete", "Question")),
            cell(widths[1], par("EpCelTete", "Intitulé")),
            cell(widths[2], par("EpCelTete", "Compétences")),
            cell(widths[3], par("EpCelTeteDroite", "Points")),
            cell(widths[4], par("EpCelTeteDroite", "Temps conseillé")),
            header=True,
        ),
        rows_when("paper.reading", line("–", "Lecture du dossier", "", "", "{{ paper.reading }}")),
        rows_each(
            "c",
            "paper.dossiers",
            rows_when(
                "c.heading", row(cell(TEXT_WIDTH, par("EpCelForte", "{{ c.heading }}"), span=5))
            ),
            rows_each(
                "q",
                "c.questions",
                line(
                    f"Question{NBSP}{{{{ q.number }}}}",
                    "{{ q.title }}",
                    '{{ q.codes|join(" · ") }}',
                    "{{ q.worth }}",
                    "{{ q.minutes }}",
                ),
            ),
        ),
        rows_when("paper.review", line("–", "Relecture de la copie", "", "", "{{ paper.review }}")),
        row(
            cell(widths[0] + widths[1] + widths[2], par("EpCelForte", "Total"), span=3),
            cell(widths[3], par("EpCelDroite", run("{{ paper.head.points }}", "EpFort"))),
            cell(widths[4], par("EpCelDroite", run("{{ paper.head.duration }}", "EpFort"))),
        ),
        looks="total",
        title="Barème par question",
    ) + when(
        "seat.extra",
        par(
            "EpLegende",
            f"Les temps conseillés s’entendent hors majoration{NBSP}: répartissez le temps accordé à votre guise.",
        ),
    )


def _contents() -> str:
    """The table of contents, printed once the pages are known."""
    entry = when("x.level == 1", par("EpSommaire1", "{{ x.title }}", tab(), "{{ x.page }}")) + when(
        "x.level == 2", par("EpSommaire2", "{{ x.title }}", tab(), "{{ x.page }}")
    )
    return when(
        "contents.lines", heading("Sommaire", page=True), each("x", "contents.lines", entry)
    )
