"""The first sheet: whose grid it is, the mark, the summary by code, the scale, the signature."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model.criteria import Level
from pipeline.model.grid import STATES, CodeSection, GridMap
from pipeline.model.gridplan import CARD, DATE_KEY, STATE_KEY
from pipeline.render import gridplaces as place
from pipeline.render.gridplaces import Places
from pipeline.render.gridrows import drop_down, heading
from pipeline.render.gridstyle import (
    BRICK,
    GREY,
    NAVY,
    PALE,
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
from pipeline.render.views import HeadView
from pipeline.rules import grid as words
from pipeline.typography import typeset

WIDTHS = {"A": 14, "B": 9, "C": 39, "D": 9, "E": 9, "F": 12, "G": 12, "H": 12}
COLUMNS = "BCDEFGH"
_BAND = Look(color=WHITE, fill=NAVY, indent=1, wrap=False)
_NAME = Look(color=GREY, indent=1, edges="b")
_VALUE = Look(bold=True, edges="b")
_INPUT = Look(bold=True, fill=TO_FILL, edges="lrtb", edge=STEEL, align="center", locked=False)
_NOTE = Look(size=8, italic=True, color=GREY)
_TITLE = Look(size=11, bold=True, color=NAVY, wrap=False)
_HEADER = Look(bold=True, color=WHITE, fill=STEEL, align="center", edges="lrtb")
_CELL = Look(edges="tb")
_FIGURE = Look(align="center", edges="tb")
_SUM = Look(bold=True, color=NAVY, fill=TINT, align="center", edges="tb", edge=STEEL)
_TWO = "0.00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands on the card beside the grid: the exam as its papers describe it, and the common scale 0–4."""

    head: HeadView
    levels: tuple[Level, ...]


def draw_card(canvas: Canvas, grid: GridMap, around: Around, at: Places) -> None:
    """Lay out the first sheet."""
    _bands(canvas, around.head)
    _identity(canvas, grid, around.head)
    _mark(canvas, at)
    _summary(canvas, grid, at)
    _scale(canvas, grid, around.levels, at)
    _signature(canvas, grid, at.scale + 6)
    _rules(canvas.sheet, at)


def _bands(canvas: Canvas, head: HeadView) -> None:
    exam = words.EXAM.format(label=head.label, title=head.title)
    bands = (
        (1, words.TITLE, replace(_BAND, size=20, bold=True), 38, CARD),
        (2, exam, replace(_BAND, size=11, bold=True), 20, "fiche.epreuve"),
        (3, head.certification, replace(_BAND, fill=STEEL), 18, "fiche.certification"),
    )
    for row, text, look, height, key in bands:
        canvas.key(row, key)
        canvas.band(row, look)
        canvas.write(f"B{row}", typeset(text), look)
        canvas.height(row, height)
    canvas.height(4, 8)


def _identity(canvas: Canvas, grid: GridMap, head: HeadView) -> None:
    """Five lines: the exam on the left; the copy, the assessor and what is to fill on the right."""
    paper = typeset(words.PAPER_VALUE).format(
        form=grid.form, points=grid.points, coefficient=head.coefficient
    )
    exam = words.EXAM_VALUE.format(heading=head.heading, duration=head.duration)
    left = (
        ("fiche.session", words.SESSION, head.session),
        ("fiche.sujet", words.PAPER, paper),
        ("fiche.conditions", words.EXAM_LABEL, exam),
        (DATE_KEY, words.SHEET_BLOCK, head.block),
        (STATE_KEY, words.CRITERIA, status(grid)),
    )
    right = (
        (words.ANONYMOUS, "{anonymous}"),
        (words.ASSESSOR, words.ASSESSOR_VALUE),
        (words.MARKING, words.MARKING_VALUE),
        (words.DATE, None),
        (words.STATE, None),
    )
    for index, ((key, name, value), (label, answer)) in enumerate(zip(left, right, strict=True)):
        row = place.IDENTITY_FIRST + index
        canvas.key(row, key)
        canvas.write(f"B{row}", typeset(name), _NAME)
        text = value if value == paper else typeset(value)
        canvas.merge(f"C{row}", f"D{row}", text, _VALUE)
        canvas.merge(f"E{row}", f"F{row}", typeset(label), _NAME)
        if answer is not None:
            look = replace(_VALUE, size=12, color=NAVY) if not index else _VALUE
            canvas.merge(f"G{row}", f"H{row}", None, look)
            canvas.slot(f"G{row}", answer, look)
        canvas.height(row, max(text_height(lines(text, 48)), 20))
    canvas.write(place.DATE.replace("$", ""), None, replace(_INPUT, format="dd/mm/yyyy"))
    canvas.write(place.STATE.replace("$", ""), None, replace(_INPUT, format="@"))
    named = ", ".join(f"{state} {words.STATE_NAMES[state]}" for state in STATES)
    hint = words.STATES_HINT.format(states=named)
    _line(canvas, place.HINT_ROW, "fiche.aide", hint, _NOTE)


def status(grid: GridMap) -> str:
    """Whether the criteria are ours or official, and for which codes."""
    official = [s.code for s in grid.sections if s.status == "officiel"]
    if grid.status == "mixte" and not official:
        return words.STATUS["proposition"]
    if grid.status == "mixte" and len(official) == len(grid.sections):
        return words.STATUS["officiel"]
    return words.STATUS[grid.status].format(codes=", ".join(official))


def _line(canvas: Canvas, row: int, key: str, text: str, look: Look) -> None:
    """A text over the whole width."""
    said = typeset(text)
    canvas.key(row, key)
    canvas.merge(f"B{row}", f"H{row}", said, look)
    canvas.height(row, text_height(lines(said, 108, look.size), look.size))


def _mark(canvas: Canvas, at: Places) -> None:
    row = place.MARK_ROW
    big = Look(size=18, bold=True, color=NAVY, fill=TINT, edges="tb", edge=NAVY, wrap=False)
    canvas.height(row - 1, 6)
    canvas.key(row, "fiche.note")
    canvas.merge(f"B{row}", f"F{row}", typeset(words.MARK), replace(big, size=13, indent=1))
    look = replace(big, align="center", format=words.MARK_FORMAT)
    canvas.merge(f"G{row}", f"H{row}", None, look)
    canvas.formula(f"G{row}", place.exam_mark(at), words.INCOMPLETE, look)
    canvas.height(row, 34)
    canvas.key(place.LEFT_ROW, "fiche.reste")
    left = Look(bold=True, color=NAVY, indent=1, wrap=False)
    canvas.merge(f"B{place.LEFT_ROW}", f"H{place.LEFT_ROW}", None, left)
    canvas.formula(f"B{place.LEFT_ROW}", place.left_to_do(at), place.left_at_first(at), left)
    canvas.height(place.LEFT_ROW, 18)


def _summary(canvas: Canvas, grid: GridMap, at: Places) -> None:
    """One line a code, and the totals."""
    _line(canvas, place.SUMMARY_TITLE, "fiche.recapitulatif", words.SUMMARY, _TITLE)
    canvas.key(place.SUMMARY_HEADER, "fiche.colonnes")
    _headers(canvas, place.SUMMARY_HEADER, words.SUMMARY_COLUMNS)
    for section, span in zip(grid.sections, at.spans, strict=True):
        row = span.card
        canvas.key(row, f"{CARD}.{section.code}")
        canvas.write(f"B{row}", section.code, replace(_FIGURE, bold=True, color=NAVY))
        _code(canvas, row, section)
        canvas.write(f"D{row}", section.points, _FIGURE)
        canvas.formula(f"E{row}", place.to_mark(span), span.count, _FIGURE)
        canvas.formula(f"F{row}", place.to_comment(span), 0, _FIGURE)
        decimal = replace(_FIGURE, format=_TWO)
        mark = place.code_mark(span, at.scale)
        canvas.formula(f"G{row}", mark, "", replace(decimal, bold=True))
        canvas.formula(f"H{row}", place.code_points(span), "", decimal)
    row = at.total
    canvas.key(row, "fiche.total")
    canvas.write(f"B{row}", words.TOTAL, _SUM)
    canvas.write(f"C{row}", None, _SUM)
    points = sum(s.points for s in grid.sections)
    canvas.formula(f"D{row}", place.total_of("D", at), points, _SUM)
    canvas.formula(f"E{row}", place.total_of("E", at), at.rows, _SUM)
    canvas.formula(f"F{row}", place.total_of("F", at), 0, _SUM)
    decimal = replace(_SUM, format=_TWO)
    canvas.formula(f"G{row}", f"{place.MARK}", words.INCOMPLETE, decimal)
    canvas.formula(f"H{row}", place.exam_points(at), "", decimal)
    canvas.height(row, 20)


def _code(canvas: Canvas, row: int, section: CodeSection) -> None:
    text = f"{typeset(section.title)}\n{heading(section)}"
    canvas.write(f"C{row}", text, _CELL)
    canvas.height(row, text_height(lines(text, WIDTHS["C"])))


def _headers(canvas: Canvas, row: int, titles: Sequence[str]) -> None:
    for column, title in zip(COLUMNS, titles, strict=True):
        canvas.write(f"{column}{row}", typeset(title), _HEADER)
    canvas.height(row, 30)


def _scale(canvas: Canvas, grid: GridMap, levels: Sequence[Level], at: Places) -> None:
    """The common scale with what each level is worth: the formulas read these cells."""
    canvas.height(at.scale - 3, 8)
    _line(canvas, at.scale - 2, "fiche.echelle", words.SCALE, _TITLE)
    row = at.scale - 1
    canvas.key(row, "fiche.niveaux")
    first, second, third = map(typeset, words.SCALE_COLUMNS)
    canvas.write(f"B{row}", first, _HEADER)
    canvas.merge(f"C{row}", f"G{row}", second, _HEADER)
    canvas.write(f"H{row}", third, _HEADER)
    canvas.height(row, 18)
    for level, worth in zip(levels, grid.conversion, strict=True):
        row = at.scale + level.value
        text = typeset(words.SCALE_LINE.format(title=level.title, meaning=level.meaning))
        canvas.key(row, f"{CARD}.niveau.{level.value}")
        canvas.write(f"B{row}", level.value, replace(_FIGURE, bold=True, color=NAVY))
        canvas.merge(f"C{row}", f"G{row}", text, _CELL)
        canvas.write(f"H{row}", worth, _FIGURE)
        canvas.height(row, text_height(lines(text, 86)))


def _signature(canvas: Canvas, grid: GridMap, row: int) -> None:
    canvas.height(row - 1, 10)
    canvas.key(row, "fiche.signature")
    look = Look(color=GREY, fill=PALE, edges="tb", top=True, indent=1)
    canvas.merge(f"B{row}", f"H{row}", typeset(words.SIGNATURE), look)
    canvas.height(row, 46)
    note = words.CARD_NOTE if grid.skills else words.CARD_NOTE_WRITTEN
    _line(canvas, row + 1, "fiche.note_finale", note, _NOTE)


def _rules(sheet: Worksheet, at: Places) -> None:
    """The list of states, the date, and a colour for what is left."""
    states = drop_down(STATES, words.STATE_ERROR)
    states.add(place.STATE.replace("$", ""))
    sheet.add_data_validation(states)
    date = DataValidation(
        type="date",
        operator="between",
        formula1="43831",
        formula2="73050",
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="stop",
        errorTitle=typeset(words.DATE_ERROR[0]),
        error=typeset(words.DATE_ERROR[1]),
    )
    date.add(place.DATE.replace("$", ""))
    sheet.add_data_validation(date)
    unfinished = f"$E${at.total}+$F${at.total}>0"
    sheet.conditional_formatting.add(f"B{place.LEFT_ROW}", alert(unfinished, color=BRICK))
    first = place.SUMMARY_FIRST
    for column in "EF":
        where = f"{column}{first}:{column}{at.total}"
        sheet.conditional_formatting.add(where, alert(f"{column}{first}>0", color=BRICK))
