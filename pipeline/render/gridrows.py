"""The sheet to fill: one row an indicator, grouped by code under the five descriptors of its levels."""

from collections.abc import Iterable
from dataclasses import replace

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles.colors import Color
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model.grid import CodeSection, GridMap, GridRow, SkillRow
from pipeline.model.gridplan import GRID, REMARK_KEY
from pipeline.render.gridplaces import LEFT, MARK, Places, Span, left_at_first, on_card
from pipeline.render.gridstyle import (
    BRICK,
    FONT,
    GREY,
    INK,
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
from pipeline.rules import grid as words
from pipeline.typography import typeset

WIDTHS = {"A": 14, "B": 8, "C": 56, "D": 8, "E": 11, "F": 66}
COLUMNS = "BCDEF"
_BOX = "lrtb"
_STRIP = Look(indent=1, bold=True, color=WHITE, fill=NAVY, wrap=False)
_HEADER = Look(bold=True, color=WHITE, fill=STEEL, align="center", edges=_BOX)
_CODE = Look(size=11, bold=True, color=NAVY, fill=TINT, align="center", edges="tb", edge=STEEL)
_SMALL = Look(color=NAVY, fill=TINT, align="center", edges="tb", edge=STEEL)
_HEAD = Look(bold=True, color=NAVY, fill=TINT, edges="tb", edge=STEEL, indent=1)
_DESCRIBED = Look(size=8, fill=TINT, edges="tb", edge=STEEL, indent=1)
_ROW_CODE = Look(size=8, color=GREY, align="center", edges=_BOX)
_LABEL = Look(edges=_BOX, indent=1)
_WEIGHT = Look(color=GREY, align="center", edges=_BOX)
_LEVEL = Look(
    size=11, bold=True, align="center", fill=TO_FILL, edges=_BOX, edge=STEEL, locked=False
)
_COMMENT = Look(indent=1, fill=TO_FILL, edges=_BOX, edge=STEEL, format="@", locked=False)
_FULL_POINTS = 22  # no row lower than this: people print blank grids and write on them


def draw_rows(canvas: Canvas, grid: GridMap, at: Places) -> None:
    """Lay out the sheet of the indicators."""
    _top(canvas, at)
    for section, span in zip(grid.sections, at.spans, strict=True):
        _section(canvas, section, span)
        for row, place in zip(section.rows, range(span.first, span.last + 1), strict=True):
            _indicator(canvas, row, place)
    if at.skills is not None:
        _skills(canvas, grid.skills, at.skills)
    _remark(canvas, at.remark)
    _validations(canvas.sheet, at)
    _alerts(canvas.sheet, at)


def _top(canvas: Canvas, at: Places) -> None:
    """The strip that says whose grid it is on every page, and the headers."""
    canvas.band(1, _STRIP)
    canvas.key(1, GRID)
    canvas.slot("B1", typeset(words.GRID_STRIP), _STRIP)
    mark = Look(size=11, bold=True, color=WHITE, fill=NAVY, align="center", wrap=False)
    canvas.formula("E1", on_card(MARK), words.INCOMPLETE, replace(mark, format=words.MARK_FORMAT))
    canvas.formula("F1", on_card(LEFT), left_at_first(at), _STRIP)
    canvas.height(1, 22)
    canvas.key(2, f"{GRID}.titres")
    for column, title in zip(COLUMNS, words.GRID_COLUMNS, strict=True):
        canvas.write(f"{column}2", typeset(title), _HEADER)
    canvas.height(2, 20)


def _section(canvas: Canvas, section: CodeSection, span: Span) -> None:
    """The heading of a code: title, questions, points, live mark, the five descriptors."""
    row = span.head
    canvas.key(row, section.code)
    canvas.write(f"B{row}", section.code, _CODE)
    title = heading(section)
    canvas.write(f"C{row}", _rich([(typeset(section.title), NAVY), (f"\n{title}", GREY)]), _HEAD)
    canvas.write(f"D{row}", section.points, replace(_SMALL, format=words.POINTS_FORMAT))
    canvas.formula(
        f"E{row}", on_card(f"$G${span.card}"), "", replace(_CODE, size=9, format=words.MARK_FORMAT)
    )
    levels = [typeset(level) for level in section.levels]
    canvas.write(f"F{row}", _levels(levels), _DESCRIBED)
    taken = sum(lines(f"0  {level}", WIDTHS["F"] - 2, 8) for level in levels)
    canvas.height(row, text_height(taken, 8, 6))


def heading(section: CodeSection) -> str:
    """« questions 1 et 3 »."""
    *first, last = map(str, section.questions or ("–",))
    asked = f"{', '.join(first)}{words.AND}{last}" if first else last
    return typeset(words.QUESTIONS[len(section.questions) > 1].format(numbers=asked))


def _levels(levels: Iterable[str]) -> CellRichText:
    """The five descriptors, one a line, each after its figure."""
    pieces: list[tuple[str, str]] = []
    for value, level in enumerate(levels):
        pieces += [(f"\n{value}  " if value else "0  ", NAVY), (level, "")]
    return _rich(pieces, size=8)


def _rich(pieces: Iterable[tuple[str, str]], size: float = 9) -> CellRichText:
    """A text in pieces: navy ones are bold, grey ones light, others plain."""
    return CellRichText(
        *(
            TextBlock(
                InlineFont(
                    rFont=FONT,
                    sz=size,
                    b=color == NAVY or None,
                    color=Color(rgb=f"FF{color or INK}"),
                ),
                text,
            )
            for text, color in pieces
        )
    )


def _indicator(canvas: Canvas, row: GridRow, place: int) -> None:
    canvas.key(place, row.key)
    canvas.write(f"B{place}", row.code, _ROW_CODE)
    label = typeset(row.label)
    canvas.write(f"C{place}", label, _LABEL)
    canvas.write(f"D{place}", row.weight, _WEIGHT)
    canvas.write(f"E{place}", None, _LEVEL)
    canvas.write(f"F{place}", None, _COMMENT)
    canvas.height(place, max(text_height(lines(label, WIDTHS["C"] - 2)), _FULL_POINTS))


def _skills(canvas: Canvas, skills: Iterable[SkillRow], span: Span) -> None:
    """The soft skills: separate rows, weight 0."""
    row = span.head
    canvas.key(row, "savoir_etre")
    canvas.write(f"B{row}", words.SKILLS_CODE, _SMALL)
    title = [(words.SKILLS_TITLE, NAVY), (f"\n{typeset(words.SKILLS_DETAIL)}", GREY)]
    canvas.write(f"C{row}", _rich(title), _HEAD)
    canvas.write(f"D{row}", None, _SMALL)
    canvas.write(f"E{row}", None, _SMALL)
    canvas.write(f"F{row}", typeset(words.SKILLS_HELP), _DESCRIBED)
    canvas.height(row, text_height(2, 9, 6))
    for skill, place in zip(skills, range(span.first, span.last + 1), strict=True):
        canvas.key(place, skill.key)
        canvas.write(f"B{place}", words.SKILLS_CODE, _ROW_CODE)
        title_text, seen = typeset(skill.title), typeset(skill.observable)
        text = _rich([(title_text, NAVY), (f"\n{seen}", "")])
        canvas.write(f"C{place}", text, _LABEL)
        canvas.write(f"D{place}", 0, _WEIGHT)
        canvas.write(f"E{place}", None, _LEVEL)
        canvas.write(f"F{place}", None, _COMMENT)
        canvas.height(place, text_height(1 + lines(seen, WIDTHS["C"] - 2)))


def _remark(canvas: Canvas, row: int) -> None:
    canvas.key(row, REMARK_KEY)
    canvas.band(row, _HEAD)
    title = [(typeset(words.REMARK_TITLE), NAVY), (f"\n{typeset(words.REMARK_DETAIL)}", GREY)]
    canvas.write(f"C{row}", _rich(title), _HEAD)
    canvas.write(f"F{row}", None, _COMMENT)
    canvas.height(row, 48)


def _validations(sheet: Worksheet, at: Places) -> None:
    """The drop-downs of the levels."""
    levels = drop_down(words.LEVEL_CHOICES, words.LEVEL_ERROR)
    for span in at.spans:
        levels.add(f"E{span.first}:E{span.last}")
    sheet.add_data_validation(levels)
    if at.skills is not None:
        choices = (*words.LEVEL_CHOICES, words.NOT_OBSERVED)
        observed = drop_down(choices, words.SKILL_ERROR)
        observed.add(f"E{at.skills.first}:E{at.skills.last}")
        sheet.add_data_validation(observed)


def drop_down(choices: Iterable[str], error: tuple[str, str]) -> DataValidation:
    """A list to choose from; anything else is refused with a title and a sentence."""
    return DataValidation(
        type="list",
        formula1=f'"{",".join(choices)}"',
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="stop",
        errorTitle=typeset(error[0]),
        error=typeset(error[1]),
    )


def _alerts(sheet: Worksheet, at: Places) -> None:
    """Colours: a comment that is missing, a level that is none."""
    row = at.spans[0].first
    wanted = f"AND(ISNUMBER($E{row}),OR($E{row}=0,$E{row}=1,$E{row}=4),LEN($F{row})=0)"
    known = ",".join(f"$E{row}={level}" for level in range(5))
    wrong = f"AND(LEN($E{row})>0,NOT(AND(ISNUMBER($E{row}),OR({known}))))"
    for column, formula in (("F", wanted), ("E", wrong)):
        where = " ".join(f"{column}{span.first}:{column}{span.last}" for span in at.spans)
        rule = alert(formula, color=BRICK, fill=MISSING, frame=True)
        sheet.conditional_formatting.add(where, rule)
