"""The sheet of the jury itself: date, place, incidents, members, and whether it may decide."""

from collections.abc import Iterable
from dataclasses import replace

from openpyxl.worksheet.datavalidation import DataValidation

from pipeline.model.jurytable import (
    DATE_KEY,
    EXTERNAL,
    INCIDENTS_KEY,
    INPUTS,
    JURY,
    MEMBERS,
    PLACE_KEY,
    PRESENT,
    PRESIDENT,
    RANK,
    SITTING,
    Hearing,
    member_key,
)
from pipeline.render.gridrows import drop_down
from pipeline.render.gridstyle import GREY, NAVY, Canvas, Look
from pipeline.render.jurytable_rows import CELL, HELP, INPUT, MIDDLE, headers, top
from pipeline.rules import jurytable as words
from pipeline.typography import number, typeset

WIDTHS = dict(
    zip(
        "ABCDEFGHIJ",
        (14, 7, 30, 30, 32, 11, 11, 11, 30, 30),
        strict=True,
    )
)
HEADING = Look(size=11, bold=True, color=NAVY, wrap=False, edges="b", edge=NAVY)
_SITTING_FIRST, _MEMBERS_FIRST = 5, 12
_MEMBERS_LAST = _MEMBERS_FIRST + MEMBERS - 1
_CHECK_FIRST = _MEMBERS_LAST + 3


def draw_board(canvas: Canvas, hearing: Hearing) -> None:
    """Lay out the sheet."""
    top(canvas, JURY, hearing, words.MEMBERS_HELP)
    heading(canvas, JURY, 4, words.SITTING_TITLE)
    _sitting(canvas)
    heading(canvas, JURY, _MEMBERS_FIRST - 2, words.MEMBERS_TITLE)
    headers(canvas, JURY, _MEMBERS_FIRST - 1, words.MEMBER_COLUMNS)
    for rank in range(1, MEMBERS + 1):
        _member(canvas, _MEMBERS_FIRST + rank - 1, rank)
    _choices(canvas)
    _check(canvas, hearing)


def heading(canvas: Canvas, sheet: str, row: int, text: str) -> None:
    """The title of a part of a sheet."""
    canvas.key(row, f"{sheet}.{row}")
    canvas.band(row, HEADING)
    canvas.write(f"{canvas.columns[0]}{row}", typeset(text), HEADING)
    canvas.height(row, 22)


def _sitting(canvas: Canvas) -> None:
    fields = (
        (DATE_KEY, words.SITTING_DATE, "DD/MM/YYYY", 20),
        (PLACE_KEY, words.SITTING_PLACE, "@", 20),
        (INCIDENTS_KEY, words.SITTING_INCIDENTS, "@", 66),
    )
    for row, (key, label, shown, height) in enumerate(fields, _SITTING_FIRST):
        canvas.key(row, key)
        canvas.merge(f"B{row}", f"C{row}", typeset(label), replace(CELL, bold=True, color=NAVY))
        look = replace(INPUT, format=shown, top=key == INCIDENTS_KEY)
        if key == DATE_KEY:
            canvas.write(f"{SITTING}{row}", None, look)
            canvas.write(f"E{row}", words.DATE_HELP, replace(HELP, wrap=False))
        else:
            canvas.merge(f"{SITTING}{row}", f"J{row}", None, look)
        canvas.height(row, height)


def _member(canvas: Canvas, row: int, rank: int) -> None:
    canvas.key(row, member_key(rank))
    canvas.write(f"{RANK}{row}", rank, replace(MIDDLE, bold=True, color=GREY))
    for column in INPUTS[JURY]:
        middle = column in (EXTERNAL, PRESIDENT, PRESENT)
        look = replace(INPUT, align="center") if middle else replace(INPUT, format="@")
        canvas.write(f"{column}{row}", None, look)
    canvas.height(row, 20)


def _choices(canvas: Canvas) -> None:
    """Yes or no in three columns."""
    rule: DataValidation = drop_down((words.YES, words.NO), words.YES_NO_ERROR)
    rule.add(f"{EXTERNAL}{_MEMBERS_FIRST}:{PRESENT}{_MEMBERS_LAST}")
    canvas.sheet.add_data_validation(rule)


def _check(canvas: Canvas, hearing: Hearing) -> None:
    """Who is present, of them who is external, beside what the rules ask."""
    jury = hearing.basis.policy.jury
    heading(canvas, JURY, _CHECK_FIRST - 1, words.CHECK_TITLE)
    present = _among(PRESENT)
    both = f'COUNTIFS({present},"{words.YES}",{_among(EXTERNAL)},"{words.YES}")'
    count, share = f"$D${_CHECK_FIRST}", f"$D${_CHECK_FIRST + 1}"
    rows: Iterable[tuple[str, str, int | str, str]] = (
        (
            words.PRESENT_COUNT,
            f'COUNTIFS({present},"{words.YES}")',
            0,
            words.PRESENT_NEEDED.format(count=jury.members),
        ),
        (words.EXTERNAL_COUNT, both, 0, ""),
        (
            words.EXTERNAL_SHARE,
            f'IF({count}=0,"",100*{share}/{count})',
            "",
            words.SHARE_NEEDED.format(share=number(jury.external_share)),
        ),
    )
    for row, (label, formula, shown, needed) in enumerate(rows, _CHECK_FIRST):
        canvas.key(row, f"{JURY}.{row}")
        canvas.merge(f"B{row}", f"C{row}", typeset(label), replace(CELL, bold=True, color=NAVY))
        last = row == _CHECK_FIRST + 2
        look = replace(MIDDLE, bold=True, format=words.SHARE_FORMAT if last else "General")
        canvas.formula(f"D{row}", formula, shown, look)
        canvas.write(f"E{row}", typeset(needed) or None, replace(HELP, wrap=False))
        canvas.height(row, 20)


def _among(column: str) -> str:
    return f"${column}${_MEMBERS_FIRST}:${column}${_MEMBERS_LAST}"
