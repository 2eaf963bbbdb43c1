"""The sheet of the coverage matrix: block by block, a row a code, three columns an exam, what lacks and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model.blueprint import Phase
from pipeline.model.coverage import (
    BlockCoverage,
    CodeCoverage,
    ExamCoverage,
    best_formats,
    fallback_formats,
)
from pipeline.model.criteria import Criteria
from pipeline.model.referential import BlockId
from pipeline.render.conclusions import conclusions
from pipeline.render.gridstyle import (
    BRICK,
    GREY,
    NAVY,
    PALE,
    STEEL,
    TINT,
    WHITE,
    Canvas,
    Look,
    lines,
    text_height,
)
from pipeline.rules import coverage as words
from pipeline.typography import number, typeset

_FIRST_EXAM = 3
_WIDTHS = {"code": 9, "title": 46, "points": 9, "share": 9, "total": 10, "ways": 15, "lacks": 62}
_TITLE = Look(size=18, bold=True, color=WHITE, fill=NAVY, indent=1, wrap=False)
_SUBTITLE = Look(size=10, color=WHITE, fill=STEEL, indent=1, wrap=False)
_NOTE = Look(size=8, italic=True, color=GREY)
_BLOCK = Look(size=11, bold=True, color=NAVY, fill=TINT, indent=1, wrap=False)
_HEADER = Look(bold=True, size=8, color=WHITE, fill=STEEL, align="center", edges="lrtb")
_CODE = Look(bold=True, color=NAVY, align="center", edges="tb")
_CELL = Look(edges="tb")
_FIGURE = Look(align="center", edges="tb", format="General")
_SHARE = replace(_FIGURE, color=GREY, format="0.0")
_LACK = Look(size=8, color=BRICK, edges="tb")
_SUM = Look(bold=True, color=NAVY, fill=PALE, align="center", edges="tb", edge=STEEL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What the matrix says; ``new_page`` is the block that begins a page when there is room."""

    session: str
    blocks: tuple[BlockCoverage, ...]
    names: Mapping[BlockId, str]
    new_page: BlockId | None
    criteria: Criteria


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """The columns of the matrix: ``slots`` is the highest number of exams of a block."""

    slots: int

    def exam(self, slot: int, part: int) -> str:
        """The column of an exam: points, share wanted, share reached."""
        return get_column_letter(_FIRST_EXAM + 3 * slot + part)

    def after(self, place: int) -> str:
        """The columns after the exams: total, part, ways, lacks."""
        return get_column_letter(_FIRST_EXAM + 3 * self.slots + place)

    @property
    def letters(self) -> tuple[str, ...]:
        """Every column."""
        return tuple(get_column_letter(i) for i in range(1, _FIRST_EXAM + 3 * self.slots + 4))


def draw_matrix(sheet: Worksheet, content: Content) -> None:
    """Lay out the matrix."""
    canvas = Canvas(sheet=sheet, columns="")
    shape = _Shape(slots=most_exams(content.blocks))
    _widths(sheet, shape)
    row = _top(canvas, shape, content)
    for block in content.blocks:
        if block.block == content.new_page:
            sheet.row_breaks.append(Break(id=row))
        row = _block(canvas, shape, content, block, row + 1)
    row += 2
    heading = typeset(words.CONCLUSIONS)
    _over(canvas, shape, row, heading, replace(_BLOCK, fill="", edges="b", edge=NAVY))
    for text in conclusions(content.blocks, content.names):
        row += 1
        _over(canvas, shape, row, f"–\u00a0{text}", Look(size=9))
        canvas.height(row, text_height(lines(text, sum(_all_widths(shape)))))
    sheet.freeze_panes = "C4"


def most_exams(blocks: Sequence[BlockCoverage]) -> int:
    """The highest number of exams of a block, at least two: a narrower sheet would print too large."""
    return max(2, *(len(b.exams) for b in blocks))


def _widths(sheet: Worksheet, shape: _Shape) -> None:
    for column, width in zip(shape.letters, _all_widths(shape), strict=True):
        sheet.column_dimensions[column].width = width


def _all_widths(shape: _Shape) -> list[float]:
    exam = [_WIDTHS["points"], _WIDTHS["share"], _WIDTHS["share"]]
    last = [_WIDTHS["total"], _WIDTHS["total"], _WIDTHS["ways"], _WIDTHS["lacks"]]
    return [_WIDTHS["code"], _WIDTHS["title"], *(exam * shape.slots), *last]


def _over(canvas: Canvas, shape: _Shape, row: int, text: str, look: Look) -> None:
    """A text over the whole width."""
    canvas.merge(f"A{row}", f"{shape.letters[-1]}{row}", text, look)


def _top(canvas: Canvas, shape: _Shape, content: Content) -> int:
    """Title, counts, how to read; the last row used."""
    codes = [c for b in content.blocks for c in b.codes]
    said = typeset(words.SUBTITLE).format(
        session=content.session,
        exams=sum(len(b.exams) for b in content.blocks),
        covered=sum(c.is_covered for c in codes),
        codes=len(codes),
    )
    reading = typeset(words.READING)
    texts = ((words.TITLE, _TITLE, 34), (said, _SUBTITLE, 20), (reading, _NOTE, 26))
    for row, (text, look, height) in enumerate(texts, 1):
        _over(canvas, shape, row, text, look)
        canvas.height(row, height)
    return len(texts)


def _block(canvas: Canvas, shape: _Shape, content: Content, block: BlockCoverage, row: int) -> int:
    """The rows of a block: name, exams, codes, totals; the last row used."""
    canvas.height(row, 8)
    row += 1
    _over(canvas, shape, row, content.names[block.block], _BLOCK)
    canvas.height(row, 20)
    row += 1
    _headers(canvas, shape, block, row)
    row += 1
    for code in block.codes:
        row += 1
        _code_row(canvas, shape, content, block, code, row)
    row += 1
    _total(canvas, shape, block, row)
    return row


def _headers(canvas: Canvas, shape: _Shape, block: BlockCoverage, row: int) -> None:
    """Two rows: the exams over their three columns, then what each column says."""
    for slot in range(shape.slots):
        exam = block.exams[slot] if slot < len(block.exams) else None
        first, last = shape.exam(slot, 0), shape.exam(slot, 2)
        name = typeset(exam_name(exam)) if exam else ""
        canvas.merge(f"{first}{row}", f"{last}{row}", name, _HEADER)
        for part, title in enumerate(words.EXAM_COLUMNS):
            look = replace(_HEADER, bold=False)
            canvas.write(f"{shape.exam(slot, part)}{row + 1}", title if exam else "", look)
    after = (words.TOTAL_POINTS, words.PART, words.WAYS, words.LACKS)
    texts = {"A": words.CODE, "B": words.COMPETENCY}
    texts |= {shape.after(i): text for i, text in enumerate(after)}
    for column, text in texts.items():
        canvas.merge(f"{column}{row}", f"{column}{row + 1}", typeset(text), _HEADER)
    room = _WIDTHS["points"] + 2 * _WIDTHS["share"] - 2
    taken = max((lines(exam_name(e), room, 8) for e in block.exams), default=1)
    canvas.height(row, text_height(max(taken, 2), 8))
    canvas.height(row + 1, 15)


def exam_name(exam: ExamCoverage) -> str:
    """The exam with its mode and its coefficient."""
    pattern = words.EXAM_FORMS if exam.forms > 1 else words.EXAM_HEAD
    return pattern.format(
        title=exam.title,
        mode=words.MODES[exam.phase.value, exam.modality.value],
        coefficient=number(exam.coefficient),
        forms=exam.forms,
        noun=words.FORM_NOUNS.get(exam.kind.value, words.PAPERS),
    )


def _code_row(
    canvas: Canvas,
    shape: _Shape,
    content: Content,
    block: BlockCoverage,
    code: CodeCoverage,
    row: int,
) -> None:
    canvas.write(f"A{row}", code.code, _CODE)
    title, lack = typeset(code.title), lack_text(code, content.criteria)
    canvas.write(f"B{row}", title, _CELL)
    for slot in range(shape.slots):
        share = block.exams[slot].share(code.code) if slot < len(block.exams) else None
        values = (share.points, share.target, share.reached) if share else (None, None, None)
        for part, value in enumerate(values):
            look = _SHARE if part else replace(_FIGURE, bold=True)
            canvas.write(f"{shape.exam(slot, part)}{row}", value, look)
    names = [words.WAY_NAMES[w.value] for w in code.ways]
    if Phase.CONTINUOUS in code.phases:
        names.append(words.CONTINUOUS)
    canvas.write(f"{shape.after(0)}{row}", code.points or None, replace(_FIGURE, bold=True))
    canvas.write(f"{shape.after(1)}{row}", code.part or None, _SHARE)
    canvas.write(f"{shape.after(2)}{row}", ", ".join(names), _FIGURE)
    canvas.write(f"{shape.after(3)}{row}", lack, _LACK)
    taken = max(
        lines(title, _WIDTHS["title"]),
        lines(lack, _WIDTHS["lacks"], 8),
        lines(", ".join(names), _WIDTHS["ways"]),
    )
    canvas.height(row, text_height(taken))


def lack_text(code: CodeCoverage, criteria: Criteria) -> str:
    """Why a code is not covered, or in part only; empty when nothing lacks."""
    entry = criteria.code(code.code)
    formats = _titles(best_formats(entry), criteria)
    fallback = _titles(fallback_formats(entry, criteria), criteria) or words.NO_FALLBACK
    way = ", ".join(words.WAY_NAMES[w.value] for w in code.ways)
    said = [
        words.LACK[lack.value].format(formats=formats, fallback=fallback, way=way)
        for lack in code.lacks
    ]
    return typeset(words.LACK_GLUE.join(said))


def _titles(formats: Sequence[str], criteria: Criteria) -> str:
    titles = (criteria.format(name).title for name in formats)
    return ", ".join(title[0].lower() + title[1:] for title in titles)


def _total(canvas: Canvas, shape: _Shape, block: BlockCoverage, row: int) -> None:
    covered = sum(c.is_covered for c in block.codes)
    said = words.BLOCK_TOTAL.format(covered=covered, codes=len(block.codes))
    canvas.write(f"A{row}", None, _SUM)
    canvas.write(f"B{row}", typeset(said), replace(_SUM, align="left"))
    for slot in range(shape.slots):
        exam = block.exams[slot] if slot < len(block.exams) else None
        reached = sum((s.reached for s in exam.shares), Decimal(0)) if exam else None
        values = (exam.points, None, reached) if exam else (None, None, None)
        for part, value in enumerate(values):
            look = replace(_SUM, format="0.0") if part else _SUM
            canvas.write(f"{shape.exam(slot, part)}{row}", value, look)
    canvas.write(f"{shape.after(0)}{row}", block.points or None, _SUM)
    canvas.write(f"{shape.after(1)}{row}", block.part or None, replace(_SUM, format="0.0"))
    canvas.write(f"{shape.after(2)}{row}", None, _SUM)
    absent = "" if block.exams else typeset(words.BLOCK_ABSENT)
    look = replace(_SUM, size=8, color=BRICK, align="left")
    canvas.write(f"{shape.after(3)}{row}", absent, look)
    canvas.height(row, 18)
