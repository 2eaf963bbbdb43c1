"""The two sheets that the jury decides in: one row a candidate and a block, one row a candidate."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from openpyxl.worksheet.datavalidation import DataValidation

from pipeline.model.award import BlockResult, BlockStatus, ExamResult
from pipeline.model.jurytable import (
    ABSTAINED,
    BLOCK_REASON,
    BLOCKS,
    CANDIDATES,
    DECISION,
    HEADERS,
    NO,
    POINTS,
    REASON,
    RECUSED,
    STATUS,
    YES,
    Heard,
    Hearing,
    block_key,
)
from pipeline.render.gridrows import drop_down
from pipeline.render.gridstyle import (
    BRICK,
    GREY,
    MISSING,
    NAVY,
    PALE,
    STEEL,
    TINT,
    TO_FILL,
    WHITE,
    Canvas,
    Look,
    lines,
    text_height,
)
from pipeline.rules import jurytable as words
from pipeline.typography import number, typeset

BLOCK_WIDTHS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQ",
        (14, 9, 24, 6, 10, 10, 9, 9, 10, 20, 24, 26, 13, 46, 9, 13, 40),
        strict=True,
    )
)
CANDIDATE_WIDTHS = dict(
    zip(
        "ABCDEFGHIJKLMNO",
        (14, 9, 26, 9, 30, 10, 22, 14, 56, 24, 44, 7, 7, 7, 22),
        strict=True,
    )
)
FIRST = 4
_BOX = "lrtb"
TITLE = Look(size=14, bold=True, color=WHITE, fill=NAVY, indent=1, wrap=False)
SECRET = Look(size=9, color=WHITE, fill=NAVY, align="right", wrap=False, indent=1)
HELP = Look(size=9, italic=True, color=GREY, wrap=True, indent=1)
HEADER = Look(bold=True, color=WHITE, fill=STEEL, align="center", edges=_BOX)
CELL = Look(edges=_BOX, indent=1)
MIDDLE = Look(edges=_BOX, align="center")
MARK = Look(edges=_BOX, align="center", format=words.MARK_FORMAT)
INPUT = Look(edges=_BOX, fill=TO_FILL, locked=False)


def top(canvas: Canvas, sheet: str, hearing: Hearing, said: str, height: float = 24) -> None:
    """The strip with the session, and one line that says how to read the sheet."""
    first, last = canvas.columns[0], canvas.columns[-1]
    canvas.key(1, sheet)
    canvas.band(1, TITLE)
    headline = words.HEADLINE.format(title=words.TITLE, session=hearing.basis.title)
    canvas.write(f"{first}1", typeset(headline), TITLE)
    if len(canvas.columns) > 2:  # else the title needs the room; the foot of the page says it too
        canvas.write(f"{last}1", typeset(words.CONFIDENTIAL), SECRET)
    canvas.height(1, 30)
    canvas.key(2, f"{sheet}.aide")
    canvas.merge(f"{first}2", f"{last}2", typeset(said), HELP)
    canvas.height(2, height)


def headers(canvas: Canvas, sheet: str, row: int, titles: Iterable[str]) -> None:
    """The row that names the columns."""
    canvas.key(row, f"{sheet}.{HEADERS}")
    for column, title in zip(canvas.columns, titles, strict=True):
        canvas.write(f"{column}{row}", typeset(title), HEADER)
    canvas.height(row, 30)


def name_of(heard: Heard) -> str:
    """« NOM Prénom »."""
    return words.NAME.format(last_name=heard.last_name.upper(), first_name=heard.first_name)


def draw_blocks(canvas: Canvas, hearing: Hearing) -> None:
    """One row a candidate and a block, the blocks of a candidate together."""
    top(canvas, BLOCKS, hearing, words.NEAREST_FIRST)
    headers(canvas, BLOCKS, 3, words.BLOCK_COLUMNS)
    row = FIRST
    for heard in hearing.candidates:
        for index, result in enumerate(heard.proposal.blocks):
            canvas.key(row, block_key(heard.number, result.block))
            who(canvas, row, heard, first=index == 0)
            _block(canvas, row, heard, index, hearing)
            row += 1
    _block_choices(canvas, hearing, row - 1)
    canvas.sheet.auto_filter.ref = f"B3:Q{max(row - 1, FIRST)}"


def draw_candidates(canvas: Canvas, hearing: Hearing) -> None:
    """One row a candidate: what is proposed, what the jury decides."""
    top(canvas, CANDIDATES, hearing, words.CANDIDATES_HELP)
    headers(canvas, CANDIDATES, 3, words.CANDIDATE_COLUMNS)
    row = FIRST
    for row, heard in enumerate(hearing.candidates, FIRST):
        canvas.key(row, heard.number)
        who(canvas, row, heard, first=True)
        _candidate(canvas, row, heard)
    _candidate_choices(canvas, hearing, row)
    canvas.sheet.auto_filter.ref = f"B3:O{row}"


def who(canvas: Canvas, row: int, heard: Heard, *, first: bool) -> None:
    """Number and name, dark on the first row of a candidate."""
    look = replace(CELL, bold=True, color=NAVY, fill=TINT) if first else replace(CELL, color=GREY)
    canvas.write(f"B{row}", heard.number, look)
    canvas.write(f"C{row}", name_of(heard), look)


def _block(canvas: Canvas, row: int, heard: Heard, index: int, hearing: Hearing) -> None:
    """What is known of one block, and the three cells to fill."""
    result, at = heard.proposal.blocks[index], heard.standings[index]
    off = result.mark - at.least if result.mark is not None else None
    near = off is not None and -hearing.basis.policy.jury.points <= off < 0
    alarm = replace(MARK, bold=True, color=BRICK, fill=MISSING) if near else MARK
    canvas.write(f"D{row}", result.block, replace(MIDDLE, bold=True, color=NAVY))
    canvas.write(f"E{row}", result.continuous, MARK)
    canvas.write(f"F{row}", result.final, MARK)
    canvas.write(f"G{row}", result.mark, replace(alarm, bold=True))
    canvas.write(f"H{row}", off, replace(alarm, format=words.SIGNED_FORMAT))
    codes = words.CODES.format(acquired=result.acquired, observed=len(result.codes))
    canvas.write(f"I{row}", codes if result.codes else None, MIDDLE)
    texts = {
        "J": _missing_codes(result),
        "K": words.FLAG_GLUE.join(_absences(result.exams)),
        "L": words.FLAG_GLUE.join(heard.flags.get(result.block, ())),
        "N": result.sentence,
    }
    for column, text in texts.items():
        canvas.write(f"{column}{row}", typeset(text) or None, replace(CELL, size=8))
    canvas.write(f"M{row}", words.STATUSES[result.status], _status_look(result.status))
    canvas.write(f"{POINTS}{row}", None, replace(INPUT, align="center", format=words.MARK_FORMAT))
    canvas.write(f"{STATUS}{row}", None, replace(INPUT, align="center"))
    canvas.write(f"{BLOCK_REASON}{row}", None, replace(INPUT, format="@"))
    tall = max(lines(text, BLOCK_WIDTHS[column], 8) for column, text in texts.items())
    canvas.height(row, max(text_height(tall, 8, 6), 20))


def _status_look(status: BlockStatus) -> Look:
    color = {BlockStatus.FAILED: BRICK, BlockStatus.WAITING: GREY}.get(status, NAVY)
    return replace(MIDDLE, bold=True, color=color, fill=PALE)


def _missing_codes(result: BlockResult) -> str:
    """The codes that are not acquired, then those that no exam observed."""
    missing = words.LIST_GLUE.join(c.code for c in result.codes if not c.acquired)
    unobserved = words.LIST_GLUE.join(result.unobserved)
    said = words.UNOBSERVED.format(codes=unobserved) if unobserved else ""
    return words.FLAG_GLUE.join(text for text in (missing, said) if text)


def _absences(exams: Iterable[ExamResult]) -> Iterator[str]:
    """States, marks still awaited, marks kept from an earlier session."""
    for exam in exams:
        if exam.state:
            yield words.STATE.format(exam=exam.exam, state=exam.state)
        elif exam.mark is None:
            yield words.AWAITED.format(exam=exam.exam)
        if exam.kept_from:
            yield words.KEPT.format(exam=exam.exam, session=exam.kept_from)


def _candidate(canvas: Canvas, row: int, heard: Heard) -> None:
    """What is proposed for one candidate, and the six cells to fill."""
    proposal = heard.proposal
    blocks = words.BLOCK_GLUE.join(
        words.BLOCK_STATUS.format(block=b.block, status=words.STATUSES[b.status])
        for b in proposal.blocks
    )
    nearest = distance(heard)
    canvas.write(f"D{row}", proposal.specialisation, replace(MIDDLE, bold=True, color=NAVY))
    canvas.write(f"E{row}", typeset(blocks), replace(CELL, size=8))
    canvas.write(f"F{row}", nearest, MARK)
    proposed = words.DECISIONS.get(proposal.decision, proposal.decision) or words.NO_PROPOSAL
    color = NAVY if proposal.decision else GREY
    canvas.write(f"G{row}", typeset(proposed), replace(CELL, bold=True, color=color, fill=PALE))
    honours = words.HONOURS_WORDS.get(proposal.honours, proposal.honours)
    canvas.write(f"H{row}", honours or None, MIDDLE)
    said = typeset(proposal.sentence)
    canvas.write(f"I{row}", said, replace(CELL, size=8))
    canvas.write(f"{DECISION}{row}", None, replace(INPUT, bold=True))
    for column in (REASON, RECUSED):
        canvas.write(f"{column}{row}", None, replace(INPUT, format="@"))
    for column in (YES, NO, ABSTAINED):
        canvas.write(f"{column}{row}", None, replace(INPUT, align="center"))
    tall = max(
        lines(said, CANDIDATE_WIDTHS["I"], 8),
        lines(blocks, CANDIDATE_WIDTHS["E"], 8),
        lines(proposed, CANDIDATE_WIDTHS["G"]),
    )
    canvas.height(row, max(text_height(tall, 8, 6), 22))


def distance(heard: Heard) -> Decimal | None:
    """How far the candidate's nearest block is from its threshold; ``None`` when no block has a mark to weigh."""
    found = (abs(b.distance) for b in heard.proposal.blocks if b.distance is not None)
    return min(found, default=None)


def _block_choices(canvas: Canvas, hearing: Hearing, last: int) -> None:
    """The drop-down of the statuses, the bounds of the points."""
    statuses = (words.STATUSES[BlockStatus.VALID], words.STATUSES[BlockStatus.FAILED])
    choice = drop_down(statuses, words.STATUS_ERROR)
    largest = hearing.basis.policy.jury.points
    title, text = words.POINTS_ERROR
    points = DataValidation(
        type="decimal",
        operator="between",
        formula1="0",
        formula2=str(largest),
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="stop",
        errorTitle=typeset(title),
        error=typeset(text.format(points=number(largest))),
    )
    _cover(canvas, choice, STATUS, last)
    _cover(canvas, points, POINTS, last)


def _candidate_choices(canvas: Canvas, hearing: Hearing, last: int) -> None:
    """The drop-down of the decisions, whole numbers for the votes."""
    known = hearing.basis.policy.jury.decisions
    choice = drop_down(decision_words(known), words.DECISION_ERROR)
    votes = DataValidation(
        type="whole",
        operator="between",
        formula1="0",
        formula2="99",
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="stop",
        errorTitle=typeset(words.COUNT_ERROR[0]),
        error=typeset(words.COUNT_ERROR[1]),
    )
    _cover(canvas, choice, DECISION, last)
    for column in (YES, NO, ABSTAINED):
        _cover(canvas, votes, column, last)


def decision_words(decisions: Iterable[str]) -> tuple[str, ...]:
    """What may be chosen as a decision, in words."""
    return (words.AS_PROPOSED, *(words.DECISIONS.get(d, d) for d in decisions))


def _cover(canvas: Canvas, rule: DataValidation, column: str, last: int) -> None:
    """Give a rule to the rows of a column, if there are any."""
    if last >= FIRST:
        rule.add(f"{column}{FIRST}:{column}{last}")
        canvas.sheet.add_data_validation(rule)
