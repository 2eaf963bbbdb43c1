"""The sheet of an entry table: hidden keys and row seals, indicators under their codes, a row a copy."""

from collections.abc import Iterator
from itertools import groupby

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.intake.tableseal import row_seal
from pipeline.model.grid import STATES
from pipeline.model.tableplan import (
    COPY,
    ENTRY,
    EXAM_KEY,
    REMARK,
    ROW_SEAL,
    STATE,
    TITLES_KEY,
    EntryColumn,
    EntryTable,
    row_identity,
    short,
)
from pipeline.render.gridrows import drop_down
from pipeline.render.gridstyle import (
    BRICK,
    GREY,
    MISSING,
    NAVY,
    STEEL,
    TINT,
    TO_FILL,
    WHITE,
    Canvas,
    Look,
    alert,
    lines,
    text_height,
)
from pipeline.rules import entrytable as words
from pipeline.rules import grid as labels
from pipeline.typography import typeset

_HEAD, _FIRST_LEVEL, FIRST_ROW = 5, 5, 6
_LEVEL_WIDTH, _LEVEL_SIZE = 13, 8
_WIDTHS = {"A": 10, "B": 10, "C": 15, "D": 11}
_REMARK_WIDTH = 46
_TITLE = Look(size=18, bold=True, color=WHITE, fill=NAVY, indent=1, wrap=False)
_SUBTITLE = Look(size=10, color=WHITE, fill=STEEL, indent=1, wrap=False)
_GROUP = Look(bold=True, color=NAVY, fill=TINT, align="center", edges="lrtb", edge=WHITE)
_HEADER = Look(bold=True, color=WHITE, fill=STEEL, align="center", edges="lrtb")
_LABEL = Look(size=_LEVEL_SIZE, color=WHITE, fill=STEEL, align="center", edges="lrtb")
_COPY = Look(size=10, bold=True, color=NAVY, align="center", edges="lrtb")
_STATE = Look(bold=True, fill=TO_FILL, align="center", edges="lrtb", locked=False, format="@")
_LEVEL = Look(size=11, bold=True, fill=TO_FILL, align="center", edges="lrtb", locked=False)
_CLOSED = Look(fill=TINT, edges="lrtb", edge=WHITE)
_REMARK = Look(indent=1, fill=TO_FILL, edges="lrtb", locked=False, format="@")


def draw_entries(
    sheet: Worksheet, table: EntryTable, columns: tuple[EntryColumn, ...], key: bytes
) -> None:
    """Lay out the sheet to fill."""
    canvas = Canvas(sheet=sheet, columns="")
    _keys(canvas, table, columns)
    _titles(canvas, table, columns)
    _headers(canvas, columns)
    for number, row in enumerate(table.rows, FIRST_ROW):
        grid = row_identity(table.session, row).id
        canvas.key(number, grid)
        canvas.write(f"B{number}", row_seal(key, grid, table.exam), _SUBTITLE)
        canvas.write(f"C{number}", row.copy, _COPY)
        canvas.write(f"D{number}", None, _STATE)
        asked = {r.key for s in table.grids[row.form].sections for r in s.rows}
        asked |= {skill.key for skill in table.grids[row.form].skills}
        for place, column in enumerate(columns, _FIRST_LEVEL):
            look = _LEVEL if column.key in asked else _CLOSED
            canvas.write(f"{get_column_letter(place)}{number}", None, look)
        canvas.write(f"{_remark(columns)}{number}", None, _REMARK)
        canvas.height(number, 20)
    if table.rows:
        _choices(sheet, columns, FIRST_ROW + len(table.rows) - 1)
        _unfinished(sheet, table, columns)
    sheet.freeze_panes = f"{get_column_letter(_FIRST_LEVEL)}{FIRST_ROW}"
    sheet.print_title_rows = f"2:{_HEAD}"
    sheet.print_title_cols = "C:C"


def _remark(columns: tuple[EntryColumn, ...]) -> str:
    return get_column_letter(_FIRST_LEVEL + len(columns))


def _keys(canvas: Canvas, table: EntryTable, columns: tuple[EntryColumn, ...]) -> None:
    """The hidden first row and the hidden first columns."""
    keys = (ENTRY, ROW_SEAL, COPY, STATE, *(column.key for column in columns), REMARK)
    look = Look(size=8, color=GREY, wrap=False)
    for place, key in enumerate(keys, 1):
        canvas.write(f"{get_column_letter(place)}1", key, look)
    canvas.key(2, f"{EXAM_KEY}{table.session}/{table.exam}")
    canvas.key(_HEAD, TITLES_KEY)
    sheet = canvas.sheet
    sheet.row_dimensions[1].hidden = True
    widths: dict[str, float] = {**_WIDTHS, _remark(columns): _REMARK_WIDTH}
    for place in range(_FIRST_LEVEL, _FIRST_LEVEL + len(columns)):
        widths[get_column_letter(place)] = _LEVEL_WIDTH
    for letter, width in widths.items():
        sheet.column_dimensions[letter].width = width
    for letter in "AB":
        sheet.column_dimensions[letter].hidden = True


def _titles(canvas: Canvas, table: EntryTable, columns: tuple[EntryColumn, ...]) -> None:
    """The two bands at the top, over the whole width."""
    count = len(table.rows)
    copies = words.COPIES[count > 1].format(count=count)
    said = words.SUBTITLE.format(title=table.title, session=table.session, copies=copies)
    for row, text, look, height in (
        (2, words.TITLE, _TITLE, 34),
        (3, said, _SUBTITLE, 20),
    ):
        for place in range(3, _FIRST_LEVEL + len(columns) + 1):
            canvas.write(f"{get_column_letter(place)}{row}", None, look)
        canvas.write(f"C{row}", typeset(text), look)
        canvas.height(row, height)


def _headers(canvas: Canvas, columns: tuple[EntryColumn, ...]) -> None:
    """Codes over their indicators, then one title a column."""
    last = _remark(columns)
    for letter in ("C", "D", last):
        canvas.write(f"{letter}4", None, _GROUP)
    for first, end, text in _groups(columns):
        canvas.merge(f"{first}4", f"{end}4", text, _GROUP)
    for letter, title in (("C", words.COPY), ("D", words.STATE), (last, words.REMARK)):
        canvas.write(f"{letter}{_HEAD}", typeset(title), _HEADER)
    tallest = 2
    for place, column in enumerate(columns, _FIRST_LEVEL):
        text = typeset(
            words.COLUMN.format(
                code=column.code or words.SKILL_CODE, rank=column.rank, label=short(column.label)
            )
        )
        canvas.write(f"{get_column_letter(place)}{_HEAD}", text, _LABEL)
        tallest = max(tallest, lines(text, _LEVEL_WIDTH - 2.5, _LEVEL_SIZE))
    canvas.height(4, 40)
    canvas.height(_HEAD, text_height(tallest, _LEVEL_SIZE, 8))


def _groups(columns: tuple[EntryColumn, ...]) -> Iterator[tuple[str, str, str]]:
    """The first and last column of each code, and what is written over them."""
    place = _FIRST_LEVEL
    for code, same in groupby(columns, key=lambda column: column.code):
        group = tuple(same)
        text = words.GROUP.format(code=code, title=group[0].title) if code else words.SKILLS
        end = place + len(group) - 1
        yield get_column_letter(place), get_column_letter(end), typeset(text)
        place = end + 1


def _choices(sheet: Worksheet, columns: tuple[EntryColumn, ...], last: int) -> None:
    """The lists to choose from, and a colour for what is no level."""
    states = drop_down(STATES, labels.STATE_ERROR)
    states.add(f"D{FIRST_ROW}:D{last}")
    sheet.add_data_validation(states)
    counted = sum(column.code is not None for column in columns)
    first, end = get_column_letter(_FIRST_LEVEL), get_column_letter(_FIRST_LEVEL + counted - 1)
    levels = drop_down(labels.LEVEL_CHOICES, labels.LEVEL_ERROR)
    levels.add(f"{first}{FIRST_ROW}:{end}{last}")
    sheet.add_data_validation(levels)
    if counted < len(columns):
        seen = drop_down((*labels.LEVEL_CHOICES, labels.NOT_OBSERVED), labels.SKILL_ERROR)
        after = get_column_letter(_FIRST_LEVEL + counted)
        seen.add(f"{after}{FIRST_ROW}:{get_column_letter(_FIRST_LEVEL + len(columns) - 1)}{last}")
        sheet.add_data_validation(seen)
    cell = f"{first}{FIRST_ROW}"
    known = ",".join(f"{cell}={level}" for level in range(5))
    wrong = f"AND(LEN({cell})>0,NOT(AND(ISNUMBER({cell}),OR({known}))))"
    area = f"{first}{FIRST_ROW}:{end}{last}"
    sheet.conditional_formatting.add(area, alert(wrong, color=BRICK, fill=MISSING, frame=True))


def _unfinished(sheet: Worksheet, table: EntryTable, columns: tuple[EntryColumn, ...]) -> None:
    """A colour for the copies that wait for a level, and for states beside levels."""
    counted = sum(column.code is not None for column in columns)
    first, end = get_column_letter(_FIRST_LEVEL), get_column_letter(_FIRST_LEVEL + counted - 1)
    asked: dict[int, list[int]] = {}
    for number, row in enumerate(table.rows, FIRST_ROW):
        size = sum(len(section.rows) for section in table.grids[row.form].sections)
        asked.setdefault(size, []).append(number)
    for size, rows in asked.items():
        left = f'AND($D{rows[0]}="",COUNT(${first}{rows[0]}:${end}{rows[0]})<{size})'
        where = " ".join(f"C{number}" for number in rows)
        sheet.conditional_formatting.add(where, alert(left, color=BRICK))
    both = f'AND($D{FIRST_ROW}<>"",COUNT(${first}{FIRST_ROW}:${end}{FIRST_ROW})>0)'
    where = f"D{FIRST_ROW}:D{FIRST_ROW + len(table.rows) - 1}"
    sheet.conditional_formatting.add(where, alert(both, color=BRICK, fill=MISSING, frame=True))
