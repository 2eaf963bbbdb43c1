"""The instructions sheet, and the very hidden sheet of the seal."""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.model.grid import STATES, GridMap
from pipeline.model.gridplan import GUIDE, SEAL, SEAL_COLUMN, SEAL_KEY, SEALED_FIELDS, VERSION
from pipeline.render.gridstyle import (
    GREY,
    NAVY,
    STEEL,
    WHITE,
    Canvas,
    Look,
    lines,
    text_height,
)
from pipeline.rules import grid as words
from pipeline.typography import number, typeset

WIDTHS = {"A": 14, "B": 26, "C": 40, "D": 44}
COLUMNS = "BCD"
_TITLE = Look(size=16, bold=True, color=WHITE, fill=NAVY, indent=1, wrap=False)
_HEADING = Look(size=11, bold=True, color=NAVY, wrap=False, edges="b", edge=NAVY)
_STEP = Look(size=10, top=True)
_HEADER = Look(bold=True, color=WHITE, fill=STEEL, edges="lrtb")
_CELL = Look(edges="lrtb", top=True)


def draw_guide(canvas: Canvas, grid: GridMap) -> None:
    """Lay out the instructions: steps, accepted values, how the mark is made, what is checked."""
    canvas.key(1, GUIDE)
    canvas.band(1, _TITLE)
    canvas.write("B1", typeset(words.GUIDE_TITLE), _TITLE)
    canvas.height(1, 34)
    row = _numbered(canvas, 3, words.GUIDE_STEPS)
    row = _table(canvas, _heading(canvas, row + 1, words.GUIDE_VALUES), _accepted(grid))
    worth = (
        words.CONVERSION_STEP.format(level=level, points=number(points))
        for level, points in enumerate(grid.conversion)
    )
    conversion = words.CONVERSION_GLUE.join(worth)
    marks = [text.format(conversion=conversion) for text in words.GUIDE_MARKS]
    row = _numbered(canvas, _heading(canvas, row + 1, words.GUIDE_MARK), marks)
    _numbered(canvas, _heading(canvas, row + 1, words.GUIDE_RULES), words.GUIDE_CHECKS)


def draw_seal(canvas: Canvas) -> None:
    """The identity and its seal, as key and value; the seal itself is the last line."""
    values = (VERSION, "{id}", "{session}", "{form}", "{anonymous}", "{assessor}", "{marking}")
    canvas.key(1, SEAL)
    look = Look(color=GREY, wrap=False)
    for row, (key, value) in enumerate(zip(SEALED_FIELDS, values, strict=True), 2):
        canvas.key(row, key)
        canvas.slot(f"{SEAL_COLUMN}{row}", value, look)
    row = len(SEALED_FIELDS) + 2
    canvas.key(row, SEAL_KEY)
    canvas.slot(f"{SEAL_COLUMN}{row}", "{seal}", look)


def _accepted(grid: GridMap) -> Iterable[tuple[str, str, str]]:
    """The values that each cell to fill takes."""
    yield words.GUIDE_LEVEL
    yield words.GUIDE_COMMENT
    if grid.skills:
        yield words.GUIDE_SKILL
    for state in STATES:
        yield (words.GUIDE_STATE, state, words.STATE_NAMES[state])
    yield words.GUIDE_DATE
    yield words.GUIDE_REMARK


def _heading(canvas: Canvas, row: int, text: str) -> int:
    canvas.key(row, f"{GUIDE}.{row}")
    canvas.band(row, _HEADING)
    canvas.write(f"B{row}", typeset(text), _HEADING)
    canvas.height(row, 22)
    return row + 1


def _numbered(canvas: Canvas, row: int, texts: Iterable[str]) -> int:
    """Numbered sentences over the width; the row after them."""
    for index, text in enumerate(texts, 1):
        said = typeset(f"{index}. {text}")
        canvas.key(row, f"{GUIDE}.{row}")
        canvas.merge(f"B{row}", f"D{row}", said, _STEP)
        canvas.height(row, text_height(lines(said, 108, 10), 10))
        row += 1
    return row


def _table(canvas: Canvas, row: int, rows: Iterable[tuple[str, str, str]]) -> int:
    for index, texts in enumerate((words.GUIDE_COLUMNS, *rows)):
        canvas.key(row, f"{GUIDE}.{row}")
        look = _CELL if index else _HEADER
        for column, text in zip(COLUMNS, texts, strict=True):
            bold = replace(look, bold=True, color=NAVY) if index and column == "B" else look
            canvas.write(f"{column}{row}", typeset(text), bold)
        canvas.height(row, text_height(max(lines(t, WIDTHS["D"]) for t in texts)))
        row += 1
    return row
