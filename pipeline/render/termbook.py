"""``plan-controle-continu.xlsx``: the weeks of a term with their exams, and every code with its exams."""

from pipeline.model.term import TermPlan
from pipeline.render.reportsheet import (
    Line,
    Table,
    add_sheet,
    book_bytes,
    columns_of,
    new_book,
    print_setup,
)
from pipeline.rules import term as words
from pipeline.typography import date_fr, typeset

_CALENDAR = (22, 20, 46, 8, 20, 10, 34)
_CODES = (9, 56, 8, 44, 10)


def term_workbook(plan: TermPlan) -> bytes:
    """The plan as a workbook; the same plan gives the same bytes."""
    book = new_book()
    for name, table in zip(words.SHEETS, (_calendar(plan), _codes(plan)), strict=True):
        add_sheet(book, name, f"{words.TITLE} · {name.lower()}", words.NOTES[name], (table,))
        print_setup(book[name], words.FOOTER, words.FOOTER_PAGE)
    return book_bytes(book)


def _calendar(plan: TermPlan) -> Table:
    """One line an exam, and one for each week without any."""
    lines = []
    for week in plan.weeks:
        own = [exam for exam in plan.exams if exam.day == week]
        for exam in own:
            lines.append(
                Line(
                    values=(
                        date_fr(week),
                        exam.exam,
                        typeset(exam.title),
                        exam.block,
                        words.PHASES[exam.phase],
                        exam.minutes or None,
                        ", ".join(exam.codes),
                    )
                )
            )
        if not own:
            lines.append(Line(values=(date_fr(week), words.FREE, *(None,) * 5)))
    columns = columns_of(words.CALENDAR_COLUMNS, _CALENDAR, (0, 1, 2, 3, 4, 6))
    return Table(columns=columns, lines=tuple(lines))


def _codes(plan: TermPlan) -> Table:
    """One line a code; those that no exam assesses stand out."""
    return Table(
        columns=columns_of(words.CODE_COLUMNS, _CODES, (0, 1, 2, 3)),
        lines=tuple(
            Line(
                values=(
                    code.code,
                    typeset(code.title),
                    code.block,
                    ", ".join(code.exams) or words.NO_EXAM,
                    code.aptitude or None,
                ),
                alert=not code.exams,
            )
            for code in plan.codes
        ),
    )
