"""The certificate of a session in Word, for the file: landscape pages, native charts, tables that Word can edit."""

from dataclasses import dataclass

from pipeline.render.certificatecharts import HALF, LINE, bars, dots, matrix
from pipeline.render.certificateshapes import (
    CertificateView,
    MatrixView,
    OralView,
    PaperView,
    TableView,
)
from pipeline.render.fragment import Fragment
from pipeline.render.office import render
from pipeline.render.tables import Place, table
from pipeline.render.template import Template
from pipeline.render.views import Line

FILE = "certificat_session.docx"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSheet:
    """A table ready to be placed, with its title and its note; an empty one has no drawing."""

    title: str
    drawn: Fragment | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSheet:
    """One paper."""

    view: PaperView
    chart: Fragment
    codes: TableSheet
    wishes: TableSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class OralSheet:
    """One exam of many forms."""

    view: OralView
    codes: TableSheet
    tickets: TableSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixSheet:
    """What forms have in common."""

    title: str
    drawn: Fragment


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateSheets:
    """The whole certificate as its template prints it."""

    view: CertificateView
    summary: TableSheet
    dots: Fragment
    papers: tuple[PaperSheet, ...]
    orals: tuple[OralSheet, ...]
    matrices: tuple[MatrixSheet, ...]
    pairs: TableSheet
    parallel: TableSheet
    across: TableSheet
    totals: TableSheet
    exposure: tuple[TableSheet, ...]
    origins: tuple[Line, ...]


_KEPT_ROWS = 8
SCHEMA: dict[str, object] = {"certificate": CertificateSheets}


def render_certificate(template: Template, view: CertificateView) -> bytes:
    """The document; the same view gives the same bytes."""
    return render(template, {"certificate": _sheets(view)})


def _sheets(view: CertificateView) -> CertificateSheets:
    """Every drawing of the certificate."""
    return CertificateSheets(
        view=view,
        summary=_table(view.summary),
        dots=dots(view.dots),
        papers=tuple(_paper(paper) for paper in view.papers),
        orals=tuple(
            OralSheet(view=oral, codes=_table(oral.codes, HALF), tickets=_table(oral.tickets))
            for oral in view.orals
        ),
        matrices=tuple(_matrix(found) for found in view.matrices),
        pairs=_table(view.pairs),
        parallel=_table(view.parallel),
        across=_table(view.across),
        totals=_table(view.totals),
        exposure=tuple(_table(found) for found in view.exposure),
        origins=view.origins,
    )


def _paper(view: PaperView) -> PaperSheet:
    """The drawings of a paper, in two columns."""
    return PaperSheet(
        view=view,
        chart=bars(view.bars),
        codes=_table(view.codes, HALF - 200),
        wishes=_table(view.wishes, HALF - 200),
    )


def _matrix(view: MatrixView) -> MatrixSheet:
    return MatrixSheet(title=view.title, drawn=matrix(view))


def _table(view: TableView, width: int = LINE) -> TableSheet:
    """A table, its wrong rows in the colour of alerts, its total in bold."""
    looks = dict.fromkeys(view.wrong, "EpAlerte")
    if view.total:
        looks[len(view.rows) - 1] = "EpNom"
    place = Place(width=width, looks=looks, solid=view.names, kept=_KEPT_ROWS)
    drawn = table(view.heads, view.rows, title=view.title, place=place)
    return TableSheet(title=view.title, drawn=drawn if view.rows else None, note=view.note)
