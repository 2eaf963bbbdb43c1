"""The certificate of a session, for the file. Name: ``certificate`` (CertificateSheets)."""

from wordkit.blocks import bullets
from wordkit.looks import BRICK, GREY, NAVY, RULE, Look, Style
from wordkit.markup import (
    NBSP,
    cell,
    each,
    either,
    field,
    heading,
    par,
    row,
    rows_each,
    run,
    tab,
    table,
    when,
)
from wordkit.package import Document, Page

LINE = 14570
HALF = 7285
_FAR = (("center", 7285), ("right", LINE))
LOOKS = (
    Style(
        id="EpEnteteLarge",
        name="Épreuve en-tête large",
        look=Look(size=8, color=GREY),
        line=240,
        no_hyphens=True,
        tabs=_FAR,
    ),
    Style(
        id="EpPiedLarge",
        name="Épreuve pied large",
        look=Look(size=8, color=GREY),
        line=240,
        no_hyphens=True,
        borders=(("top", 4, 5, RULE, "single"),),
        tabs=_FAR,
    ),
    Style(
        id="EpCelTeteCentre",
        name="Épreuve cellule tête centrée",
        look=Look(size=8, bold=True, color="FFFFFF"),
        before=1,
        after=1,
        line=240,
        align="center",
        no_hyphens=True,
    ),
    Style(
        id="EpConstatBon",
        name="Épreuve constat favorable",
        look=Look(size=10.5, bold=True, color=NAVY),
        before=2,
        after=2,
        keep=True,
        no_hyphens=True,
    ),
    Style(
        id="EpConstatAlerte",
        name="Épreuve constat d'alerte",
        look=Look(size=10.5, bold=True, color=BRICK),
        before=2,
        after=2,
        keep=True,
        no_hyphens=True,
    ),
    Style(
        id="EpNote",
        name="Épreuve note de tableau",
        look=Look(size=8, italic=True, color=GREY),
        before=2,
        after=6,
        line=245,
        no_hyphens=True,
    ),
    Style(id="EpDossier", name="Épreuve dossier certifié", look=Look(size=9), after=3, keep=True),
)


def document() -> Document:
    """The template."""
    return Document(
        body="".join((_opening(), _overview(), _papers(), _orals(), _common(), _exposed(), _end())),
        page=_page(),
        title="{{ certificate.view.title }} {{ certificate.view.session }}",
        subject="{{ certificate.view.subtitle }}",
        looks=LOOKS,
        sheet="landscape",
    )


def _page() -> Page:
    """Headers and footers as wide as the page."""
    head = par(
        "EpEnteteLarge",
        "{{ certificate.view.centre }}",
        tab(),
        tab(),
        run("Coordination et jury – confidentiel", "EpAlerte"),
    )
    foot = par(
        "EpPiedLarge",
        "{{ certificate.view.title }} · session {{ certificate.view.session }}",
        tab(),
        tab(),
        f"Page{NBSP}",
        field("PAGE", "1"),
        f"{NBSP}/{NBSP}",
        field("NUMPAGES", "2"),
    )
    return Page(header=head, first_header=head, footer=foot, first_footer=foot)


def _lines(values: str, title: str, first: int = 2900) -> str:
    """A table of names and values ``x`` as wide as the page."""
    widths = (first, LINE - first)
    made = row(
        cell(widths[0], par("EpCelForte", "{{ x.label }}")),
        cell(widths[1], par("EpCel", "{{ x.text }}")),
    )
    return table("EpInfos", widths, rows_each("x", values, made), title=title)


def _opening() -> str:
    """Which session, and what may be said of it."""
    said = each("x", "certificate.view.verdict", par("EpCel", "{{ x }}"))
    good = either(
        "certificate.view.holds",
        par("EpConstatBon", "Tout ce qui a été prouvé tient."),
        par("EpConstatAlerte", "Certains constats ne tiennent plus."),
    )
    return (
        par("EpConvocation", "{{ certificate.view.title }}")
        + par("EpConvocationSous", "{{ certificate.view.subtitle }}")
        + _lines("certificate.view.facts", "Session")
        + par("EpEspace")
        + table("EpEncadre", (LINE,), row(cell(LINE, good, said)), title="Constat")
        + when(
            "certificate.view.faults",
            par("EpIntertitre", "Ce qui ne tient plus"),
            bullets("certificate.view.faults"),
        )
        + par("EpTexteAvant", "{{ certificate.view.introduction }}")
    )


def _placed(sheet: str) -> str:
    """A table and its note."""
    return when(f"{sheet}.drawn", par("EpAvant", f"{{{{ {sheet}.drawn }}}}")) + when(
        f"{sheet}.note", par("EpNote", f"{{{{ {sheet}.note }}}}")
    )


def _overview() -> str:
    """One line an exam, every form in its windows."""
    return (
        heading("Vue d’ensemble")
        + _placed("certificate.summary")
        + par(
            "EpIntertitre", "Minutes et difficulté de chaque sujet dans la fenêtre de son épreuve"
        )
        + par("EpFigure", "{{ certificate.dots }}")
        + par("EpNote", "{{ certificate.view.dots_note }}")
    )


def _papers() -> str:
    """Each paper in two columns: its codes on the left, what it costs and proves on the right."""
    fact = row(
        cell(2000, par("EpCelForte", "{{ f.label }}")),
        cell(HALF - 2300, par("EpCel", "{{ f.text }}")),
    )
    facts = table(
        "EpInfos", (2000, HALF - 2300), rows_each("f", "x.view.facts", fact), title="Mesures"
    )
    left = (
        par("EpFigure", "{{ x.chart }}"),
        par("EpAvant", "{{ x.codes.drawn }}"),
        facts,
        par("EpEspace"),
    )
    right = (
        par("EpAvant", "{{ x.wishes.drawn }}"),
        par("EpDossier", "{{ x.view.proof }}"),
        each("n", "x.view.notes", par("EpNote", "{{ n }}")),
        par("EpEspace"),
    )
    sheet = table(
        "Tableau",
        (HALF, LINE - HALF),
        row(cell(HALF, *left), cell(LINE - HALF, *right)),
        title="Sujet certifié",
    )
    return when(
        "certificate.papers",
        heading("Sujet par sujet"),
        each(
            "x",
            "certificate.papers",
            par("EpTitre2", "{{ x.view.heading }}"),
            each("d", "x.view.dossiers", par("EpDossier", "{{ d }}")),
            sheet,
            par("EpEspace"),
        ),
    )


def _orals() -> str:
    """Each exam of many forms."""
    return when(
        "certificate.orals",
        heading("Épreuves à nombreux sujets"),
        each(
            "x",
            "certificate.orals",
            par("EpTitre2", "{{ x.view.heading }}"),
            each("s", "x.view.said", par("EpDossier", "{{ s }}")),
            _placed("x.codes"),
            _placed("x.tickets"),
        ),
    )


def _common() -> str:
    """What forms share, how far apart they are."""
    return (
        heading("Ce que les sujets ont en commun")
        + par("EpNote", "{{ certificate.view.matrix_note }}")
        + each(
            "x",
            "certificate.matrices",
            par("EpIntertitre", "{{ x.title }}"),
            par("EpAvant", "{{ x.drawn }}"),
        )
        + par("EpIntertitre", "{{ certificate.pairs.title }}")
        + _placed("certificate.pairs")
        + when(
            "certificate.parallel.drawn",
            heading("Distance entre les sujets d’une même épreuve"),
            _placed("certificate.parallel"),
        )
        + when(
            "certificate.across.drawn",
            par("EpIntertitre", "{{ certificate.across.title }}"),
            _placed("certificate.across"),
        )
    )


def _exposed() -> str:
    """What is exposed after the session."""
    return (
        heading("Exposition après cette session")
        + _placed("certificate.totals")
        + each(
            "x",
            "certificate.exposure",
            par("EpIntertitre", "{{ x.title }}"),
            _placed("x"),
        )
    )


def _end() -> str:
    """Hashes, and how to read."""
    return (
        heading("Empreintes")
        + par("EpNote", "{{ certificate.view.origins_note }}")
        + _lines("certificate.origins", "Empreintes", 4200)
        + par("EpIntertitre", "Comment lire")
        + bullets("certificate.view.reading")
    )
