"""``rapport-double-correction.xlsx``: both markings of every copy side by side, and what came of them."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from pipeline.grammar import plural
from pipeline.model.agreement import (
    LEAST_COPIES,
    LEAST_MEAN,
    LEAST_OWN,
    Agreement,
    AssessorLine,
    CopyLine,
    ItemLine,
    ObservedLine,
    Review,
    Ruling,
    ShiftLine,
    hundredths,
)
from pipeline.render.reportsheet import (
    Column,
    Line,
    Table,
    add_sheet,
    book_bytes,
    columns_of,
    new_book,
    print_setup,
)
from pipeline.rules import agreement as words
from pipeline.typography import date_fr, number, points, typeset

_MARK, _SIGNED, _SHARE = "0.00", "+0.00;-0.00;0.00", "0 %"
_WAITS = {Ruling.THIRD_ASKED, Ruling.CONCILIATION_ASKED, Ruling.UNASKED, Ruling.CLASH}
_COPY_WIDTHS = (19, 12, 12, 12, 8, 8, 8, 30, 25, 25, 9, 12)
_CRITERIA_WIDTHS = (19, 11, 62, 9, 10, 10, 10, 11, 10)
_ASSESSOR_WIDTHS = (12, 30, 15, 9, 11, 12, 12, 14, 12)
_SHIFT_WIDTHS = (19, 11, 22, 8, 8, 10, 10, 10, 18, 36, 20)
_ITEM_WIDTHS = (19, 34, 50, 15, 9, 10, 11, 14, 11, 11)
_OBSERVED_WIDTHS = (19, 11, 72, 9, 10, 11, 14, 15)


def report_workbook(review: Review) -> bytes:
    """The report as a workbook; the same review gives the same bytes."""
    book = new_book()
    made = (_copies, _criteria, _assessors, _shifts, _questions, _indicators, _guide)
    for name, tables in zip(words.SHEETS, made, strict=True):
        title = f"{words.REPORT_TITLE} · {name.lower()}"
        note = words.NOTES.get(name, words.SUBTITLE)
        add_sheet(book, name, title, note.format(**_said(review)), tables(review))
        print_setup(book[name], words.FOOTER, words.FOOTER_PAGE, landscape=name != words.SHEETS[-1])
    return book_bytes(book)


def _said(review: Review) -> dict[str, str]:
    """What sentences of the report may name."""
    levels = review.largest_levels
    return {
        "title": review.title,
        "day": date_fr(review.date),
        "least": str(LEAST_COPIES),
        "few": str(LEAST_MEAN),
        "own": words.PERCENT.format(value=LEAST_OWN),
        "gap": points(review.largest_gap),
        "largest": points(review.largest_shift),
        "levels": plural(int(levels), *words.LEVELS_APART).format(value=number(levels)),
    }


def _copies(review: Review) -> tuple[Table, ...]:
    formats = dict.fromkeys((4, 5, 6, 10, 11), _MARK)
    *others, kept = columns_of(words.COPY_COLUMNS, _COPY_WIDTHS, (0, 1, 7, 8, 9), formats)
    return (
        Table(
            columns=(*others, replace(kept, bold=True)),
            lines=tuple(_copy(copy) for copy in review.copies),
            nothing=words.NOTHING,
        ),
    )


def _copy(copy: CopyLine) -> Line:
    """One copy; a copy that waits for somebody stands out."""
    one, two = (*copy.assessors, "", "")[:2]
    first, second = (*copy.marks, None, None)[:2]
    said = typeset(words.RULINGS[copy.ruling].format(state=copy.state))
    return Line(
        values=(
            *(copy.exam, copy.copy, one, two),
            *(_exact(first), _exact(second), _exact(copy.gap)),
            *(", ".join(copy.rows), said, copy.asked),
            *(_exact(copy.further), _exact(copy.kept)),
        ),
        alert=copy.ruling in _WAITS,
    )


def _criteria(review: Review) -> tuple[Table, ...]:
    formats = {4: _MARK, 5: _SHARE, 6: _SHARE, 7: _MARK, 8: _MARK}
    columns = columns_of(words.CRITERIA_COLUMNS, _CRITERIA_WIDTHS, (0, 1, 2), formats)
    return (
        Table(
            columns=columns,
            lines=tuple(_agreement(line) for line in review.criteria),
            nothing=words.NO_PAIR,
        ),
        Table(
            columns=columns,
            lines=tuple(_agreement(line) for line in review.pairs),
            title=words.PAIRS_TITLE,
            note=words.NOTES["Paires"],
            nothing=words.NO_PAIR,
        ),
    )


def _agreement(line: Agreement) -> Line:
    """One thing that both markings judged."""
    whole = bool(line.exam) and not line.subject
    return Line(
        values=(
            line.exam or words.ALL_EXAMS,
            words.WHOLE_MARK if whole else line.subject,
            typeset(line.label),
            line.count,
            *map(_exact, (line.gap, line.same, line.near, line.kappa, line.icc)),
        ),
        strong=whole,
    )


def _assessors(review: Review) -> tuple[Table, ...]:
    formats = {4: _MARK, 5: _SIGNED, 6: _MARK, 7: _MARK, 8: _SIGNED}
    return (
        Table(
            columns=columns_of(words.ASSESSOR_COLUMNS, _ASSESSOR_WIDTHS, (0, 1, 2), formats),
            lines=tuple(_assessor(line) for line in review.assessors),
            nothing=words.NO_PAIR,
        ),
    )


def _assessor(line: AssessorLine) -> Line:
    return Line(
        values=(
            *(line.assessor, line.name, line.exam or words.ALL_EXAMS, line.count),
            *(_exact(line.mean), _exact(line.difference), line.spread, line.other_spread),
            _exact(line.drift),
        ),
        strong=not line.exam,
    )


def _shifts(review: Review) -> tuple[Table, ...]:
    formats = {3: _SIGNED, 5: _MARK, 6: _MARK}
    texts = (0, 1, 2, 8, 9, 10)
    return (
        Table(
            columns=columns_of(words.SHIFT_COLUMNS, _SHIFT_WIDTHS, texts, formats),
            lines=tuple(_shift(line) for line in review.shifts),
            nothing=words.NOTHING,
        ),
    )


def _shift(line: ShiftLine) -> Line:
    shift = line.shift
    return Line(
        values=(
            *(shift.exam, shift.assessor, line.name, shift.points, line.count),
            *(_exact(line.before), _exact(line.after)),
            words.YES if line.standing else words.NO,
            *(shift.author, shift.reason, shift.when),
        )
    )


def _questions(review: Review) -> tuple[Table, ...]:
    formats = {5: _MARK, 6: "0", 7: _MARK}
    return (
        Table(
            columns=columns_of(words.ITEM_COLUMNS, _ITEM_WIDTHS, (0, 1, 2, 3), formats),
            lines=tuple(_item(line) for line in review.record.items),
            nothing=words.NOTHING,
        ),
    )


def _item(line: ItemLine) -> Line:
    """One question; it stands out when another difficulty is proposed."""
    return Line(
        values=(
            *(line.exam, line.item, typeset(line.title), ", ".join(line.codes), line.count),
            *(line.reached, line.own, line.discrimination, line.difficulty, line.proposed),
        ),
        strong=line.proposed not in (None, line.difficulty),
    )


def _indicators(review: Review) -> tuple[Table, ...]:
    formats = {4: _MARK, 6: _MARK}
    return (
        Table(
            columns=columns_of(words.OBSERVED_COLUMNS, _OBSERVED_WIDTHS, (0, 1, 2, 7), formats),
            lines=tuple(_observed(line) for line in review.record.observed),
            nothing=words.NOTHING,
        ),
    )


def _observed(line: ObservedLine) -> Line:
    """One code, or one of its indicators."""
    return Line(
        values=(
            *(line.exam, line.key or line.code, typeset(line.label), line.count),
            *(line.reached, line.acquired, line.discrimination),
            "" if line.acquired else words.NEVER,
        ),
        strong=not line.key,
    )


def _guide(review: Review) -> tuple[Table, ...]:
    said = _said(review)
    return (
        Table(
            columns=(
                Column(title="", width=28, text=True, bold=True),
                Column(title="", width=92, text=True),
            ),
            lines=tuple(
                Line(values=(typeset(title), typeset(text.format(**said))))
                for title, text in words.GUIDE
            ),
        ),
    )


def _exact(value: Fraction | None) -> Decimal | None:
    """The value to the hundredth, as it is told."""
    return None if value is None else hundredths(value)
