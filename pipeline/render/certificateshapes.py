"""What the certificate of a session shows, ready to print: texts, tables, figures of its charts; no layout."""

from dataclasses import dataclass
from decimal import Decimal

from pipeline.render.views import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """A table: its headings, its rows of texts, the places of the rows that no longer hold; ``note`` stands below.

    ``total``: its last row is a sum. Its first ``names`` columns hold ids, never broken over two lines.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wrong: tuple[int, ...] = ()
    total: bool = False
    names: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarView:
    """One code: points wanted, how far they may be, points reached."""

    code: str
    target: Decimal
    tolerance: Decimal
    reached: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class DotView:
    """Forms at one place: where it is in the window (0 its low end, 1 its high end), how many forms, what it says."""

    place: Decimal
    count: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StripView:
    """The window of one exam with its ends in words, and the forms in it."""

    low: str
    high: str
    dots: tuple[DotView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DotRowView:
    """One exam: a strip for each panel."""

    exam: str
    strips: tuple[StripView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperView:
    """One paper: what it is made of, what it reaches, what it costs, what is proved."""

    anchor: str
    heading: str
    dossiers: tuple[str, ...]
    bars: tuple[BarView, ...]
    codes: TableView
    wishes: TableView
    facts: tuple[Line, ...]
    proof: str
    broken: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OralView:
    """One exam of many forms: its codes over all of them, a line for each."""

    anchor: str
    heading: str
    codes: TableView
    tickets: TableView
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """One cell of a matrix: its mark, its shade from 0 (nothing in common) to 4, what it says in full."""

    mark: str
    shade: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRowView:
    """One line of a matrix: its number, its name, its cells."""

    number: str
    name: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixView:
    """What groups of forms have in common."""

    title: str
    rows: tuple[MatrixRowView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateView:
    """The whole certificate of a session."""

    session: str
    title: str
    subtitle: str
    centre: str
    introduction: str
    holds: bool
    facts: tuple[Line, ...]
    verdict: tuple[str, ...]
    faults: tuple[str, ...]
    summary: TableView
    dots: tuple[DotRowView, ...]
    dots_note: str
    papers: tuple[PaperView, ...]
    orals: tuple[OralView, ...]
    matrices: tuple[MatrixView, ...]
    matrix_note: str
    pairs: TableView
    parallel: TableView
    across: TableView
    totals: TableView
    exposure: tuple[TableView, ...]
    origins: tuple[Line, ...]
    origins_note: str
    reading: tuple[str, ...]
