"""The table of rules of the exams as a workbook that a coordinator edits and puts into referential/."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.exchange.roster import DARK, FONT, LIGHT
from pipeline.model.requirement import Change, Goal, Requirement
from pipeline.rules import ruletable as words

Listed = Mapping[str, Sequence[tuple[str, Requirement | Change]]]


def rule_workbook(rules: Listed, measures: Sequence[str], goals: Sequence[str]) -> Workbook:
    """One row a rule with its sentence, exam by exam; a standard rule has only what the exam changes of it.

    The drop-downs hold the measures and goals that are known.
    """
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = words.SHEET
    _titles(page)
    for exam, table in rules.items():
        for label, rule in table:
            page.append(_row(exam, label, rule))
    _choices(page, words.MEASURE, measures)
    _choices(page, words.GOAL, goals)
    _choices(page, words.ACTIVE, (words.YES, words.NO))
    note = book.create_sheet(words.HELP)
    note.column_dimensions["A"].width = 110
    note["A1"] = words.NOTE
    note["A1"].alignment = Alignment(wrap_text=True, vertical="top")
    note["A1"].font = Font(name=FONT)
    return book


def _titles(page: Worksheet) -> None:
    """The first row, kept in sight, over columns wide enough."""
    page.append(list(words.COLUMNS))
    for number, (cell, width) in enumerate(zip(page[1], words.WIDTHS, strict=True), 1):
        cell.font = Font(name=FONT, bold=True, color=DARK)
        cell.fill = PatternFill("solid", fgColor=LIGHT)
        page.column_dimensions[get_column_letter(number)].width = width
    page.freeze_panes = "C2"


def _row(exam: str, label: str, rule: Requirement | Change) -> list[object]:
    """The cells of one rule, in the order of the columns."""
    counted: tuple[object, ...] = (None,) * 4
    goal, weight = None, rule.weight
    if isinstance(rule, Requirement):
        counted = (rule.scope.value, rule.measure.value, rule.column or None, rule.written or None)
        goal, weight = rule.goal.value, None if rule.goal is Goal.HARD else rule.weight
    bounds = (_number(rule.low), _number(rule.high))
    active = words.YES if rule.active else words.NO
    return [exam, rule.id, label, *counted, *bounds, goal, _number(weight), active]


def _number(value: Decimal | None) -> Decimal | None:
    """A number as Excel keeps it: four decimals are enough."""
    return None if value is None else round(value, 4).normalize() + 0


def _choices(page: Worksheet, column: str, known: Sequence[str]) -> None:
    """A drop-down for a whole column."""
    letter = get_column_letter(words.COLUMNS.index(column) + 1)
    listed = DataValidation(type="list", formula1=f'"{",".join(known)}"', allow_blank=True)
    page.add_data_validation(listed)
    listed.add(f"{letter}2:{letter}2000")
