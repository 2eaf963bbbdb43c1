"""The sheet of « what if »: thresholds and points to try; statuses recalculate there, nothing is read back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.model.award import BlockResult, BlockStatus
from pipeline.model.jurytable import (
    POINTS,
    SIMULATION,
    TRIED,
    Heard,
    Hearing,
    Standing,
    block_key,
)
from pipeline.model.referential import BlockKind
from pipeline.render import jurytable_rows
from pipeline.render.gridstyle import BRICK, MISSING, NAVY, PALE, Canvas, Look, alert
from pipeline.render.jurytable_board import heading
from pipeline.render.jurytable_rows import CELL, HELP, INPUT, MARK, MIDDLE, headers, top, who
from pipeline.rules import jurytable as words
from pipeline.typography import number, typeset

WIDTHS = dict(
    zip(
        "ABCDEFGHIJKLMN",
        (14, 9, 26, 7, 10, 10, 10, 11, 30, 11, 11, 15, 24, 12),
        strict=True,
    )
)
_THRESHOLD, _FLOOR, _SINGLE, _SHARE = 5, 6, 7, 8
FIRST = 13
_LABEL = replace(CELL, bold=True, color=NAVY)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One row: whose, which block, the first row of the candidate, rows and statuses of the blocks of the path."""

    row: int
    heard: Heard
    result: BlockResult
    at: Standing
    first: int
    path: tuple[tuple[int, BlockStatus], ...]


def draw_trial(canvas: Canvas, hearing: Hearing) -> None:
    """Lay out the sheet."""
    top(canvas, SIMULATION, hearing, words.SIMULATION_HELP)
    heading(canvas, SIMULATION, 4, words.TRY_TITLE)
    _thresholds(canvas, hearing)
    headers(canvas, SIMULATION, FIRST - 1, words.SIMULATION_COLUMNS)
    rows = tuple(_lines(hearing))
    for line in rows:
        _line(canvas, line)
    last = FIRST + max(len(rows), 1) - 1
    _totals(canvas, rows, last)
    where = f"K{FIRST}:M{last}"
    rule = alert(f"LEN($M{FIRST})>0", color=BRICK, fill=MISSING)
    canvas.sheet.conditional_formatting.add(where, rule)


def _thresholds(canvas: Canvas, hearing: Hearing) -> None:
    limits = hearing.limits
    rows = (
        (_THRESHOLD, words.TRY_THRESHOLD, limits.threshold),
        (_FLOOR, words.TRY_FLOOR, limits.floor),
        (_SINGLE, words.TRY_SINGLE, limits.single),
        (_SHARE, words.TRY_SHARE, limits.share),
    )
    for row, label, value in rows:
        _labelled(canvas, row, label)
        canvas.write(f"{TRIED}{row}", value, replace(INPUT, align="center", bold=True))
        rule = words.TRY_OFF if value is None else words.TRY_RULE.format(value=number(value))
        canvas.write(f"K{row}", typeset(rule), replace(HELP, wrap=False))


def _labelled(canvas: Canvas, row: int, label: str) -> None:
    canvas.key(row, f"{SIMULATION}.{row}")
    canvas.merge(f"B{row}", f"I{row}", typeset(label), _LABEL)
    canvas.height(row, 19)


def _lines(hearing: Hearing) -> Iterator[_Line]:
    first = FIRST
    for heard in hearing.candidates:
        results = tuple(enumerate(heard.proposal.blocks, first))
        path = tuple((row, r.status) for row, r in results if _in_path(hearing, heard, r))
        for (row, result), at in zip(results, heard.standings, strict=True):
            yield _Line(row=row, heard=heard, result=result, at=at, first=first, path=path)
        first += len(results)


def _in_path(hearing: Hearing, heard: Heard, result: BlockResult) -> bool:
    """Whether the certification asks for a block."""
    every = hearing.basis.policy.path.all_blocks
    common = hearing.basis.block(result.block).kind is BlockKind.COMMON
    return every or common or result.block == heard.proposal.specialisation


def _line(canvas: Canvas, line: _Line) -> None:
    """What does not move, the points to try, and what follows from them."""
    row, at, status = line.row, line.at, line.result.status
    first = row == line.first
    canvas.key(row, block_key(line.heard.number, line.result.block))
    if first:
        who(canvas, row, line.heard, first=True)
    else:
        canvas.write(f"B{row}", None, CELL)
        canvas.write(f"C{row}", None, CELL)
    canvas.write(f"D{row}", line.result.block, replace(MIDDLE, bold=True, color=NAVY))
    canvas.write(f"E{row}", at.mark, MARK)
    canvas.write(f"F{row}", at.lowest, MARK)
    canvas.write(f"G{row}", words.YES if at.single else None, MIDDLE)
    codes = words.CODES.format(acquired=at.acquired, observed=at.observed)
    canvas.write(f"H{row}", codes if at.observed else None, MIDDLE)
    canvas.write(f"I{row}", typeset(at.obstacle) or None, replace(CELL, size=8))
    canvas.write(f"{TRIED}{row}", None, replace(INPUT, align="center", format=words.MARK_FORMAT))
    shown: Decimal | str = "" if at.mark is None else at.mark
    canvas.formula(f"K{row}", _mark(row), shown, MARK)
    word = words.STATUSES[status]
    canvas.formula(f"L{row}", _status(row, at), word, replace(MIDDLE, bold=True, fill=PALE))
    other = words.CHANGED.format(status=word)
    canvas.formula(f"M{row}", f'IF($L{row}="{word}","","{other}")', "", MIDDLE)
    if first:
        canvas.formula(f"N{row}", _complete(line), _complete_now(line), MIDDLE)
    else:
        canvas.write(f"N{row}", None, MIDDLE)
    canvas.height(row, 18)


def _mark(row: int) -> str:
    """The mark with the points tried, else those already typed in the deliberation; never over 20."""
    typed = f"{words.BLOCKS_SHEET}!${POINTS}${row - FIRST + jurytable_rows.FIRST}"
    points = f"IF(ISNUMBER(${TRIED}{row}),${TRIED}{row},SUM({typed}))"
    return f'IF($E{row}="","",MIN(20,ROUND($E{row}+{points},9)))'


def _status(row: int, at: Standing) -> str:
    """The status by the thresholds tried; what no threshold changes stays."""
    if at.fixed is not None:
        return f'"{words.STATUSES[at.fixed]}"'
    tests = [f"$K{row}>=SUM({_tried(_THRESHOLD)})"]
    if at.single:
        tests.append(f"$K{row}>=SUM({_tried(_SINGLE)})")
    if at.floored:
        tests.append(f"$F{row}>=SUM({_tried(_FLOOR)})")
    tests.append(f"{at.acquired * 100}>=SUM({_tried(_SHARE)})*{at.observed}")
    valid, failed = words.STATUSES[BlockStatus.VALID], words.STATUSES[BlockStatus.FAILED]
    return f'IF(AND({",".join(tests)}),"{valid}","{failed}")'


def _tried(row: int) -> str:
    return f"${TRIED}${row}"


def _complete(line: _Line) -> str:
    """Whether the candidate has every block of the path with what is tried."""
    valid, won = words.STATUSES[BlockStatus.VALID], words.STATUSES[BlockStatus.WON]
    held = (f'OR($L{row}="{valid}",$L{row}="{won}")' for row, _ in line.path)
    return f'IF(AND({",".join(held)}),"{words.COMPLETE}","")'


def _complete_now(line: _Line) -> str:
    return words.COMPLETE if all(_holds(status) for _, status in line.path) else ""


def _holds(status: BlockStatus) -> bool:
    return status in (BlockStatus.VALID, BlockStatus.WON)


def _totals(canvas: Canvas, lines: Sequence[_Line], last: int) -> None:
    """How many blocks and candidates hold, with what is tried and as proposed."""
    valid, won = words.STATUSES[BlockStatus.VALID], words.STATUSES[BlockStatus.WON]
    tried = f"$L${FIRST}:$L${last}"
    blocks = f'COUNTIFS({tried},"{valid}")+COUNTIFS({tried},"{won}")'
    people = f'COUNTIFS($N${FIRST}:$N${last},"{words.COMPLETE}")'
    firsts = [line for line in lines if line.row == line.first]
    rows = (
        (9, words.TOTAL_BLOCKS, blocks, sum(_holds(line.result.status) for line in lines)),
        (10, words.TOTAL_CANDIDATES, people, sum(bool(_complete_now(line)) for line in firsts)),
    )
    look = Look(bold=True, align="center", edges="lrtb", fill=PALE)
    for row, label, formula, now in rows:
        _labelled(canvas, row, label)
        canvas.formula(f"{TRIED}{row}", formula, now, look)
        said = typeset(words.TOTAL_NOW.format(count=now))
        canvas.write(f"K{row}", said, replace(HELP, wrap=False))
