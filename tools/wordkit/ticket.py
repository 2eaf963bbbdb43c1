"""The oral ticket: what the candidate draws. Names: ``ticket`` (CandidateView), ``seat`` (SeatView), ``contents``."""

from wordkit.case import fact_sheet, question, situation_map
from wordkit.faces import exhibit
from wordkit.markup import (
    NBSP,
    TEXT_WIDTH,
    cell,
    each,
    either,
    heading,
    inline_each,
    inline_when,
    par,
    row,
    run,
    tab,
    table,
    when,
)
from wordkit.package import Document, Page
from wordkit.running import band, facts, page


def document() -> Document:
    """The template."""
    return Document(
        body=_body(),
        page=_running(),
        title="Ticket {{ ticket.head.code }}",
        subject="{{ ticket.head.certification }}",
        scale=0.92,
    )


def _running() -> Page:
    """Headers and footers of the ticket."""
    return page(
        "{{ ticket.head.label }} · {{ ticket.head.session }}",
        "CONFIDENTIEL jusqu’à la distribution",
        "{{ ticket.head.code }}",
        middle="À rendre avec votre brouillon",
        likely="{{ contents.likely }}",
    )


def _body() -> str:
    """The whole ticket."""
    return "".join(
        (
            _cover(),
            either(
                "ticket.head.played", par("EpTitre1", "La séance"), par("EpTitre1", "Vos questions")
            ),
            each("c", "ticket.dossiers", each("q", "c.questions", question())),
            each("c", "ticket.dossiers", _situation()),
            each("c", "ticket.dossiers", _documents()),
        )
    )


def _cover() -> str:
    """The number of the ticket, its times, its rules."""
    return "".join(
        (
            band(
                "{{ ticket.head.heading }}",
                "{{ ticket.head.label }}",
                "{{ ticket.head.subtitle }}",
                "{{ ticket.head.certification }}",
                (
                    (
                        "{{ seat.preparation or ticket.head.preparation }}",
                        "préparation{% if seat.extra %} ({{ seat.extra }}){% endif %}",
                        "ticket.head.preparation",
                    ),
                    ("{{ ticket.head.talk }}", "exposé", "ticket.head.talk"),
                    ("{{ ticket.head.interview }}", "entretien", "ticket.head.interview"),
                    ("{{ ticket.head.played }}", "séance et entretiens", "ticket.head.played"),
                ),
            ),
            facts(
                (
                    "Candidat",
                    f"N°{NBSP}{{{{ seat.candidate }}}} · {{{{ seat.when }}}} · salle{NBSP}{{{{ seat.room }}}}",
                    "seat.candidate",
                ),
                ("Documents et matériel", "{{ ticket.head.materials }}", ""),
            ),
            par("EpEspace"),
            table(
                "EpEncadre",
                (TEXT_WIDTH,),
                row(
                    cell(
                        TEXT_WIDTH,
                        each(
                            "x",
                            "ticket.instructions",
                            par(
                                "EpConsigneNum", run("{{ loop.index }}.", "EpNom"), tab(), "{{ x }}"
                            ),
                        ),
                    )
                ),
                title="Consignes au candidat",
            ),
        )
    )


def _situation() -> str:
    """The case in short: role, situation, parties, days that count."""
    return "".join(
        (
            either("c.heading", par("EpTitre1", "{{ c.heading }}"), heading("Mise en situation")),
            par("EpMention", "{{ c.mention }}"),
            facts(
                ("Vous êtes", "{{ c.role.position }}", "not ticket.head.played"),
                ("Votre rôle", "Celui de votre fiche, et lui seul", "ticket.head.played"),
                ("Point de vue du dossier", "{{ c.role.position }}", "ticket.head.played"),
                ("Organisation", "{{ c.role.organisation }}", ""),
                ("Mandat", "{{ c.role.mandate }}", "c.role.mandate"),
                ("Limites", "{{ c.role.limits }}", "c.role.limits"),
            ),
            par("EpEspace"),
            each("x", "c.situation", par("EpTexte", "{{ x }}")),
            when(
                "c.constraints",
                par(
                    "EpTexte", run(f"Contraintes{NBSP}: ", "EpNom"), '{{ c.constraints|join(" ") }}'
                ),
            ),
            when(
                "c.actors",
                par(
                    "EpTexte",
                    run("Acteurs. ", "EpNom"),
                    inline_each(
                        "x",
                        "c.actors",
                        run("{{ x.name }}", "EpFort"),
                        run(f"{NBSP}: {{{{ x.position }}}}. "),
                    ),
                ),
            ),
            when(
                "c.chronology",
                par(
                    "EpTexte",
                    run("Chronologie. ", "EpNom"),
                    inline_each(
                        "x",
                        "c.chronology",
                        run("{{ x.when }}", "EpFort"),
                        run(f"{NBSP}: {{{{ x.text }}}} "),
                    ),
                ),
            ),
        )
    )


def _documents() -> str:
    """The documents that the questions use; they may be cut over two pages, a ticket must stay short."""
    return when(
        "c.exhibits or c.facts or c.map",
        par("EpTitre1", "Documents joints", inline_when("c.heading", run(" – {{ c.heading }}"))),
        each("d", "c.exhibits", exhibit().replace("<w:cantSplit/>", "")),
        when("c.facts", fact_sheet()),
        when("c.map", situation_map()),
    )
