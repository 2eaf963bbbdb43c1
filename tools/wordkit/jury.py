"""The sheet of the oral jury: times, answers, prompts, skills. Name: ``jury`` (JuryView)."""

from wordkit.blocks import answer_bar, bullets, expected, listing, outline
from wordkit.markup import (
    NBSP,
    TEXT_WIDTH,
    cell,
    each,
    par,
    row,
    rows_each,
    run,
    table,
    when,
)
from wordkit.package import Document, Page
from wordkit.running import band, page


def document() -> Document:
    """The template."""
    return Document(
        body=_body(),
        page=_running(),
        title="Fiche du jury {{ jury.head.code }}",
        subject="{{ jury.head.certification }}",
    )


def _running() -> Page:
    """Headers and footers of the sheet."""
    return page(
        "Fiche du jury · {{ jury.head.label }} · {{ jury.head.session }}",
        "CONFIDENTIEL – réservé au jury",
        "{{ jury.head.code }}",
        middle="Ne pas remettre au candidat",
        likely="4",
    )


def _body() -> str:
    """The whole sheet."""
    return "".join(
        (
            _cover(),
            par("EpTitre1", "Questions, attendus et relances"),
            each("a", "jury.answers", _answer()),
            when("jury.injects", _injects()),
            when("jury.skills", _skills()),
            levels("jury"),
            _close(),
        )
    )


def _cover() -> str:
    """Which ticket, for whom, in which time."""
    half = (4819, 4819)
    return "".join(
        (
            band(
                "{{ jury.head.heading }}",
                "Fiche du jury",
                "{{ jury.head.label }} – {{ jury.head.subtitle }}",
                "{{ jury.head.block }}",
                (
                    ("{{ jury.head.preparation }}", "préparation", "jury.head.preparation"),
                    ("{{ jury.head.talk }}", "exposé", "jury.head.talk"),
                    ("{{ jury.head.interview }}", "entretien", "jury.head.interview"),
                ),
            ),
            table(
                "EpGrille",
                half,
                row(
                    cell(half[0], par("EpIdentite", f"N° de candidat{NBSP}:")),
                    cell(half[1], par("EpIdentite", f"Date et heure d’entrée{NBSP}:")),
                    height=420,
                ),
                row(
                    cell(half[0], par("EpIdentite", f"Membres du jury{NBSP}:")),
                    cell(half[1], par("EpIdentite", f"Salle{NBSP}:")),
                    height=420,
                ),
                title="Identification de l’oral",
            ),
            par("EpIntertitre", "Déroulement"),
            listing(
                "jury.steps",
                (
                    ("Étape", 1500, "{{ x.title }}"),
                    ("Durée", 1000, "{{ x.duration }}"),
                    ("Minutes", 1300, "{{ x.span }}"),
                    ("Conduite", TEXT_WIDTH - 3800, "{{ x.purpose }}"),
                ),
                title="Déroulement de l’oral",
                together=True,
            ),
            par("EpIntertitre", "Rappel de la situation"),
            par("EpDocTexte", "{{ jury.situation }}"),
        )
    )


def _answer() -> str:
    """One question: its bar, what is expected, the prompts, what goes wrong, a model."""
    return "".join(
        (
            answer_bar(),
            expected(tick=True),
            when("a.prompts", par("EpVolet", "Relances"), bullets("a.prompts", "EpCompact")),
            outline(),
        )
    )


def _injects() -> str:
    """New facts that the jury may bring in."""
    return par("EpTitre2", "Faits nouveaux à disposition du jury") + listing(
        "jury.injects",
        (
            ("Canal", 1500, "{{ x.channel }}, {{ x.sender }}"),
            ("Fait nouveau", 4469, "{{ x.text }}"),
            ("Réaction attendue", 3669, "{{ x.expected }}"),
        ),
        title="Faits nouveaux",
    )


def _skills() -> str:
    """The soft skills observed, without effect on the mark."""
    widths = (1900, 4938, 560, 560, 560, 560, 560)
    head = ("Savoir-être", "Ce qui s’observe", "0", "1", "2", "3", "4")
    return (
        par("EpTitre2", "Savoir-être observés")
        + par(
            "EpMention",
            "Cochez un niveau par ligne. Ces observations éclairent le jury et ne changent pas la note.",
        )
        + table(
            "EpTableau",
            widths,
            row(
                *(cell(w, par("EpCelTete", n)) for w, n in zip(widths, head, strict=True)),
                header=True,
            ),
            rows_each(
                "x",
                "jury.skills",
                row(
                    cell(widths[0], par("EpCelForte", "{{ x.title }}")),
                    cell(widths[1], par("EpCel", "{{ x.observable }}")),
                    *(cell(w, par("EpCelCentre", "□")) for w in widths[2:]),
                ),
            ),
            looks="header",
            title="Savoir-être observés",
        )
    )


def levels(view: str) -> str:
    """The five levels of each code of a view, side by side."""
    widths = (1038, 1720, 1720, 1720, 1720, 1720)
    head = ("Code", "0", "1", "2", "3", "4")
    return (
        par("EpTitre2", "Repères de niveau")
        + par("EpMention", f"Statut des critères{NBSP}: {{{{ {view}.status }}}}.")
        + table(
            "EpTableau",
            widths,
            row(
                *(cell(w, par("EpCelTete", n)) for w, n in zip(widths, head, strict=True)),
                header=True,
            ),
            rows_each(
                "x",
                f"{view}.codes",
                row(
                    cell(
                        widths[0],
                        par("EpCelForte", "{{ x.code }}"),
                        par("EpCelPetite", "{{ x.points }}"),
                    ),
                    *(
                        cell(w, par("EpCelNiveau", f"{{{{ x.levels[{i}].text }}}}"))
                        for i, w in enumerate(widths[1:])
                    ),
                ),
            ),
            looks="header",
            title="Descripteurs de niveau par compétence",
        )
    )


def _close() -> str:
    """Room for notes and signatures."""
    half = (4819, 4819)
    return par("EpTitre2", "Notes du jury et signatures") + table(
        "EpGrille",
        half,
        row(
            cell(TEXT_WIDTH, par("EpCelSuite", run("Observations", "EpDiscret")), span=2),
            height=1700,
        ),
        row(
            cell(half[0], par("EpIdentite", f"Premier examinateur{NBSP}:")),
            cell(half[1], par("EpIdentite", f"Second examinateur{NBSP}:")),
            height=760,
        ),
        title="Notes et signatures",
    )
