"""``couverture.xlsx``: what the sessions have assessed over time, one sheet a subject."""

from collections.abc import Sequence
from decimal import Decimal

from pipeline.model.history import CodeHistory, CoverageHistory, ExposureHistory, Kind
from pipeline.model.item import Modality
from pipeline.render.reportsheet import (
    Line,
    Table,
    Value,
    add_sheet,
    book_bytes,
    columns_of,
    new_book,
    print_setup,
)
from pipeline.rules import history as words
from pipeline.typography import typeset

_CODES = (9, 46, 8, 9, 9, 8, 8, 10, 11, 10, 14, 10)
_USES = (10, 16, 24, 16, 10, 10)
_EXPOSURES = (30, 52, 9, 34, 14, 9, 10)
_TENTHS = "0.0"


def history_workbook(history: CoverageHistory) -> bytes:
    """The ledger as a workbook; the same ledger gives the same bytes."""
    book = new_book()
    tables = (
        _codes(history.codes),
        _uses(history.codes),
        *(_exposures(history.of(kind)) for kind in Kind),
    )
    for name, table in zip(words.SHEETS, tables, strict=True):
        add_sheet(book, name, f"{words.TITLE} · {name.lower()}", words.NOTES[name], (table,))
        print_setup(book[name], words.FOOTER, words.FOOTER_PAGE)
    return book_bytes(book)


def _codes(codes: Sequence[CodeHistory]) -> Table:
    """One line a code; those that no session has assessed stand out."""
    return Table(
        columns=columns_of(words.CODE_COLUMNS, _CODES, (0, 1, 2, 10), {9: _TENTHS}),
        lines=tuple(Line(values=_code(code), alert=not code.uses) for code in codes),
    )


def _code(code: CodeHistory) -> tuple[Value, ...]:
    """The cells of one code."""
    return (
        code.code,
        typeset(code.title),
        code.block,
        len(code.sessions),
        len(code.uses),
        *(code.modalities[m] or None for m in Modality),
        mean_share(code),
        code.sessions[-1] if code.sessions else words.NEVER,
        code.rested,
    )


def mean_share(code: CodeHistory) -> Decimal | None:
    """The mean share of a code in the exams that assess it, in percent; ``None`` without one."""
    if not code.uses:
        return None
    total = sum((use.share for use in code.uses), Decimal(0))
    return (total / len(code.uses)).quantize(Decimal("0.1"))


def _uses(codes: Sequence[CodeHistory]) -> Table:
    """One line a code and exam."""
    lines = [
        Line(
            values=(
                code.code,
                use.session,
                use.exam,
                words.MODALITIES[use.modality],
                use.points,
                use.share,
            )
        )
        for code in codes
        for use in code.uses
    ]
    columns = columns_of(words.USE_COLUMNS, _USES, (0, 1, 2, 3), {5: _TENTHS})
    return Table(columns=columns, lines=tuple(lines), nothing=words.NONE)


def _exposures(exposures: Sequence[ExposureHistory]) -> Table:
    """One line a scenario, family or country, most used first."""
    return Table(
        columns=columns_of(words.EXPOSURE_COLUMNS, _EXPOSURES, (0, 1, 3, 4, 6)),
        lines=tuple(
            Line(
                values=(
                    e.id,
                    typeset(e.name),
                    sum(e.uses.values()) or None,
                    ", ".join(sorted(e.uses)),
                    e.last or words.NEVER,
                    e.since,
                    words.YES if e.resting else None,
                ),
                strong=e.resting,
            )
            for e in exposures
        ),
        nothing=words.NONE,
    )
