"""The minutes of a sitting of the jury, ready for signature.

Names: ``minutes`` (MinutesView).
"""

from wordkit.blocks import bullets, listing
from wordkit.jurylooks import LINES
from wordkit.logistics import sheet
from wordkit.markup import (
    NBSP,
    TEXT_WIDTH,
    cell,
    each,
    heading,
    inline_when,
    par,
    row,
    rows_each,
    rows_together,
    run,
    tab,
    table,
    when,
)
from wordkit.package import Document
from wordkit.running import facts


def document() -> Document:
    """The template."""
    return Document(
        body="".join(
            (_opening(), _jury(), _rules(), _documents(), _decisions(), _closing(), _signatures())
        ),
        page=sheet(
            "{{ minutes.frame.certification }}",
            "Procès-verbal – document du jury",
            "{{ minutes.frame.session }} · délibération du {{ minutes.date }}",
        ),
        title="Procès-verbal de délibération",
        subject="{{ minutes.frame.certification }}",
        looks=LINES,
    )


def _opening() -> str:
    """What was deliberated on, when and where."""
    return (
        par("EpConvocation", "Procès-verbal de délibération")
        + par("EpConvocationSous", "Jury de certification")
        + facts(
            ("Certification", "{{ minutes.frame.certification }}", ""),
            ("Numéro RNCP", "{{ minutes.rncp }}", ""),
            ("Certificateur", "{{ minutes.certifier }}", ""),
            ("Centre", "{{ minutes.frame.centre }}", "minutes.frame.centre"),
            ("Session", "{{ minutes.frame.session }}", ""),
            ("Délibération", "{{ minutes.weekday }}, {{ minutes.place }}", ""),
            ("Présidence", "{{ minutes.president }}", ""),
            ("Candidatures examinées", "{{ minutes.total }}", ""),
        )
    )


def _jury() -> str:
    """The members, absences, recusals."""
    columns = (
        ("Membre", 2450, "{{ x.name }}{% if x.president %} (présidence){% endif %}"),
        ("Qualité", 2500, "{{ x.quality }}"),
        ("Organisme", 2338, "{{ x.organisation }}"),
        ("Appartenance", 1350, "{{ x.side }}"),
        ("Séance", 1000, "{{ x.presence }}"),
    )
    return (
        heading("1. Composition du jury")
        + listing("minutes.members", columns, title="Membres du jury")
        + par("EpConstat", "{{ minutes.composition }} {{ minutes.absences }}")
        + each("x", "minutes.recusals", par("EpConstat", "{{ x }}"))
    )


def _rules() -> str:
    """The rules applied, with their version."""
    widths = (3900, TEXT_WIDTH - 3900)
    rows = rows_each(
        "x",
        "minutes.rules",
        row(
            cell(widths[0], par("EpCelForte", "{{ x.label }}")),
            cell(widths[1], par("EpCel", "{{ x.text }}")),
        ),
    )
    head = row(
        cell(widths[0], par("EpCelTete", "Règle")),
        cell(widths[1], par("EpCelTete", "Valeur de la session")),
        header=True,
    )
    return (
        heading("2. Règles appliquées")
        + each("x", "minutes.thresholds", par("EpTexte", "{{ x }}"))
        + table("EpTableau", widths, head, rows, looks="header", title="Règles appliquées")
        + par("EpEmpreinte", "Règles figées à la publication. {{ minutes.version }}")
    )


def _documents() -> str:
    """What the jury had before it."""
    return heading("3. Documents examinés") + bullets("minutes.documents")


def _decisions() -> str:
    """How many decisions of each kind, then one row a candidate."""
    counts = each(
        "x",
        "minutes.counts",
        par("EpPuce", run("–", "EpNom"), tab(), f"{{{{ x.label }}}}{NBSP}: {{{{ x.text }}}}"),
    )
    widths = (2500, 3950, TEXT_WIDTH - 6450)
    names = ("Candidature", "Blocs, notes et statuts", "Décision et vote")
    return (
        heading("4. Décisions")
        + counts
        + par("EpAvant")
        + table(
            "EpTableau",
            widths,
            row(
                *(cell(w, par("EpCelTete", n)) for w, n in zip(widths, names, strict=True)),
                header=True,
            ),
            rows_each(
                "x",
                "minutes.cases",
                row(
                    cell(widths[0], _person()),
                    cell(widths[1], _blocks()),
                    cell(widths[2], _decision()),
                ),
            ),
            looks="header",
            title="Décisions par candidat et par bloc",
        )
    )


def _person() -> str:
    return (
        par("EpCelForte", "{{ x.name }}")
        + par("EpCelPetite", f"n°{NBSP}{{{{ x.number }}}} · {{{{ x.path }}}}")
        + when("x.birth", par("EpCelPetite", f"naissance{NBSP}: {{{{ x.birth }}}}"))
    )


def _blocks() -> str:
    return each(
        "b",
        "x.blocks",
        par(
            "EpLigneBloc",
            "{{ b.block }}",
            tab(),
            "{{ b.mark }}",
            tab(),
            inline_when("b.held", run("{{ b.status }}", "EpNom")),
            inline_when("not b.held", run("{{ b.status }}", "EpAlerte")),
        ),
        when("b.note", par("EpLigneNote", "{{ b.note }}")),
    )


def _decision() -> str:
    return (
        par("EpCelForte", "{{ x.decision }}")
        + when("x.honours", par("EpCel", "{{ x.honours }}"))
        + par("EpCelPetite", f"vote{NBSP}: {{{{ x.vote }}}}")
        + each("n", "x.notes", par("EpCelPetite", "{{ n }}"))
    )


def _closing() -> str:
    """Incidents, appeal, seal of the record."""
    return (
        heading("5. Incidents et observations")
        + par("EpTexte", "{{ minutes.incidents }}")
        + heading("6. Recours")
        + par("EpTexte", "{{ minutes.appeal }}")
    )


def _signatures() -> str:
    """A box to sign for each member, those absent told; all of them on one page."""
    widths = (3000, 3138, 3500)
    names = ("Membre", "Qualité", "Signature")

    def line(held: bool) -> str:
        name = "EpCelForteSuite" if held else "EpCelForte"
        return row(
            cell(
                widths[0],
                par(name, "{{ x.name }}"),
                when("x.president", par("EpCelPetite", "présidence du jury")),
                align="center",
            ),
            cell(
                widths[1],
                par("EpCel", "{{ x.quality }}"),
                par("EpCelPetite", "{{ x.organisation }}"),
                align="center",
            ),
            cell(
                widths[2],
                par("EpCelPetite", "{% if not x.present %}absence{% endif %}"),
                align="center",
            ),
            height=850,
        )

    head = row(
        *(cell(w, par("EpCelTete", n)) for w, n in zip(widths, names, strict=True)), header=True
    )
    return (
        heading("7. Signatures")
        + par(
            "EpTexteAvant",
            "Les membres présents attestent l’exactitude de ce procès-verbal, établi à l’issue de la délibération.",
        )
        + table(
            "EpGrilleTete",
            widths,
            head,
            rows_together("x", "minutes.members", line),
            looks="header",
            title="Signatures des membres du jury",
        )
        + par(
            "EpEmpreinte",
            f"Empreinte de l’enregistrement des décisions (SHA-256){NBSP}: {{{{ minutes.seal }}}}. "
            f"Registre des blocs acquis, une fois ces décisions portées{NBSP}: {{{{ minutes.head }}}}",
        )
    )
