"""The plan of a session of resits or deferred sittings: for each candidate, what is sat again and what is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pipeline.render.reportsheet import (
    Column,
    Line,
    Table,
    Value,
    add_sheet,
    book_bytes,
    new_book,
    print_setup,
)
from pipeline.rules import agreement
from pipeline.rules import resit as words
from pipeline.typography import date_fr, typeset

_WIDTHS = (11, 26, 8, 34, 28, 10, 11, 12)
_NUMBERS = (5, 7)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One exam of one candidate: ``mark`` out of 20, or ``None`` with the state that stands for it."""

    number: str
    name: str
    block: str
    exam: str
    codes: tuple[str, ...]
    mark: Decimal | None
    state: str
    sat: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The plan of a session of resits or deferred sittings; ``limit`` is the last ISO day allowed, if any."""

    kind: str
    session: str
    new: str
    limit: str
    rows: tuple[PlanRow, ...]


def plan_workbook(plan: Plan) -> bytes:
    """The workbook of a plan; same plan, same bytes."""
    book = new_book()
    title = words.SHEET_TITLES[plan.kind]
    said = words.LIMIT.format(limit=date_fr(plan.limit)) if plan.limit else ""
    columns = tuple(
        Column(title=name, width=width, text=place not in _NUMBERS, format="0.00")
        for place, (name, width) in enumerate(zip(words.COLUMNS, _WIDTHS, strict=True))
    )
    table = Table(columns=columns, lines=tuple(_lines(plan.rows)), nothing=words.NOTHING)
    add_sheet(book, words.SHEET, title, f"{words.SHEET_NOTE} {said}".strip(), (table,))
    foot = words.FOOT.format(title=title, session=plan.session, new=plan.new)
    print_setup(book[words.SHEET], typeset(foot), agreement.FOOTER_PAGE)
    return book_bytes(book)


def _lines(rows: Iterable[PlanRow]) -> Iterable[Line]:
    """A row an exam; those to sit again stand out."""
    for row in rows:
        result: Value = row.state if row.mark is None else row.mark
        yield Line(
            values=(
                row.number,
                row.name,
                row.block,
                typeset(row.exam),
                ", ".join(row.codes),
                result,
                words.SIT if row.sat else words.KEEP,
                None if row.sat else result,
            ),
            strong=row.sat,
        )
