"""The oral ticket: what the candidate draws. Names: ``ticket`` (CandidateView), ``seat`` (SeatView), ``contents``."""

from wordkit.blocks import bullets
from wordkit.faces import exhibit
from wordkit.markup import (
    NBSP,
    TEXT_WIDTH,
    cell,
    each,
    either,
    heading,
    inline_when,
    par,
    row,
    run,
    tab,
    table,
    when,
)
from wordkit.package import Page
from wordkit.paper import fact_sheet, question, situation_map
from wordkit.running import band, facts, page

TITLE = "Ticket {{ ticket.head.code }}"
SUBJECT = "{{ ticket.head.certification }}"


def running() -> Page:
    """Headers and footers of the ticket."""
    return page(
        f"Ticket d’oral n°{NBSP}{{{{ ticket.head.number }}}} · {{{{ ticket.head.session }}}}",
        "CONFIDENTIEL jusqu’à la distribution",
        "{{ ticket.head.code }}",
        middle="À rendre avec votre brouillon",
        likely="{{ contents.likely }}",
    )


def body() -> str:
    """The whole ticket."""
    return "".join(
        (
            _cover(),
            each("c", "ticket.dossiers", _situation()),
            par("EpTitre1", "Vos trois questions"),
            each("c", "ticket.dossiers", each("q", "c.questions", question())),
            each("c", "ticket.dossiers", _documents()),
            par("EpFin", "– Fin du ticket –"),
        )
    )


def _cover() -> str:
    """The number of the ticket, its times, its rules."""
    return "".join(
        (
            band(
                "{{ ticket.head.heading }}",
                f"Ticket n°{NBSP}{{{{ ticket.head.number }}}}",
                "{{ ticket.head.subtitle }}",
                "{{ ticket.head.certification }}",
                (
                    ("{{ seat.preparation or ticket.head.preparation }}", "préparation{% if seat.extra %} ({{ seat.extra }}){% endif %}", ""),
                    ("{{ ticket.head.talk }}", "exposé", ""),
                    ("{{ ticket.head.interview }}", "entretien", ""),
                ),
            ),
            facts(
                ("Compétences", '{% for k in ticket.codes %}{{ k.code }} – {{ k.title }}{% if not loop.last %} ; {% endif %}{% endfor %}'.replace(" ;", "\u202f;"), ""),
                ("Candidat", f"N°{NBSP}{{{{ seat.candidate }}}} · {{{{ seat.when }}}} · salle{NBSP}{{{{ seat.room }}}}", "seat.candidate"),
                ("Documents et matériel", "{{ ticket.head.materials }}", ""),
            ),
            par("EpEspace"),
            table(
                "EpEncadre",
                (TEXT_WIDTH,),
                row(cell(TEXT_WIDTH, each("x", "ticket.instructions", par("EpConsigneNum", run("{{ loop.index }}.", "EpNom"), tab(), "{{ x }}")))),
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
                ("Vous êtes", "{{ c.role.position }}", ""),
                ("Organisation", "{{ c.role.organisation }}", ""),
                ("Mandat", "{{ c.role.mandate }}", ""),
                ("Limites", "{{ c.role.limits }}", "c.role.limits"),
            ),
            par("EpEspace"),
            each("x", "c.situation", par("EpTexte", "{{ x }}")),
            when("c.constraints", par("EpVolet", "Contraintes"), bullets("c.constraints", "EpCompact")),
            when(
                "c.actors",
                par("EpVolet", "Acteurs"),
                each(
                    "x",
                    "c.actors",
                    par("EpCompact", run("–", "EpNom"), tab(), run("{{ x.name }}", "EpNom"), f"{NBSP}: {{{{ x.position }}}}."),
                ),
            ),
            when(
                "c.chronology",
                par("EpVolet", "Chronologie"),
                each(
                    "x",
                    "c.chronology",
                    par("EpCompact", run("–", "EpNom"), tab(), run("{{ x.when }}", "EpNom"), f"{NBSP}: {{{{ x.text }}}}"),
                ),
            ),
        )
    )


def _documents() -> str:
    """The documents that the three questions use."""
    return when(
        "c.exhibits or c.facts or c.map",
        par("EpTitre1", "Documents joints", inline_when("c.heading", run(" – {{ c.heading }}"))),
        each("d", "c.exhibits", exhibit()),
        when("c.facts", fact_sheet()),
        when("c.map", situation_map()),
    )
