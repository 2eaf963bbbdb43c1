"""The rows of a collected entry table: which copy each is, what proves it, what was entered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.diagnostics import Diagnostic, Rule, Source
from pipeline.intake.gridseal import identity_of
from pipeline.intake.tableseal import row_seal
from pipeline.intake.tablesheets import TableSheet
from pipeline.intake.values import (
    is_blank,
    is_not_observed,
    read_comment,
    read_level,
    read_state,
    said,
)
from pipeline.model.book import BookCell
from pipeline.model.grid import GridMap
from pipeline.model.gridplan import GridIdentity
from pipeline.model.marks import LevelMark, Marking
from pipeline.model.reading import GridReading, Proof
from pipeline.model.tableplan import ASSESSOR, COPY, REMARK, ROW_SEAL, STATE
from pipeline.rules import entrytable as labels
from pipeline.rules import grid as names
from pipeline.rules import marks as words
from pipeline.seal import matches
from pipeline.typography import typeset

SERVICE = (ROW_SEAL, COPY)
"""The columns that nobody fills."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a copy, with what the table says of it."""

    sheet: TableSheet
    number: int
    who: GridIdentity
    exam: str
    proof: Proof

    def cell(self, key: str) -> BookCell | None:
        """The cell of a column, ``None`` where there is none."""
        return self.sheet.leaf.cell(self.number, self.sheet.columns.get(key, ""))

    def place(self, key: str) -> Source:
        """Where that cell stands."""
        return self.sheet.leaf.place(self.number, self.sheet.columns[key])

    @property
    def filled(self) -> Mapping[str, BookCell]:
        """The cells that hold something, by the keys of their columns."""
        found = ((key, self.cell(key)) for key in self.sheet.columns if key not in SERVICE)
        return {key: cell for key, cell in found if cell is not None and not is_blank(cell)}

    def fault(self, key: str, rule: Rule) -> Diagnostic:
        """A rule broken by what one cell holds."""
        cell = self.cell(key)
        assert cell is not None
        return rule.at(self.place(key), value=said(cell), copy=self.who.anonymous)


def rows_of(sheet: TableSheet, exam: str, key: bytes) -> Iterator[Row]:
    """The rows that a key and its seal tie to a copy."""
    for number, grid in sheet.leaf.keys.items():
        who = identity_of(grid)
        if who is None or who.assessor != ASSESSOR:
            continue
        cell = sheet.leaf.cell(number, sheet.columns[ROW_SEAL])
        proof = Proof.MISSING
        if cell is not None:
            right = matches(row_seal(key, grid, exam), cell.value)
            proof = Proof.INTACT if right else Proof.WRONG
        named = replace(who, assessor_name=labels.ASSESSOR_NAME, markings=1)
        yield Row(sheet=sheet, number=number, who=named, exam=exam, proof=proof)


def readings_of(rows: list[Row], grids: Mapping[str, GridMap]) -> Iterator[GridReading]:
    """One reading a copy; a copied row must say the same, or nothing."""
    by_grid: dict[str, list[Row]] = {}
    for row in rows:
        by_grid.setdefault(row.who.id, []).append(row)
    for same in by_grid.values():
        filled = [row for row in same if row.filled] or same[:1]
        first = filled[0]
        faults: list[Diagnostic] = []
        if any(row.filled != first.filled for row in filled):
            cells = words.GLUE.join(str(row.place(COPY).cell) for row in filled)
            copy = first.who.anonymous
            faults.append(words.ROW_TWICE.at(filled[1].place(COPY), row=copy, cells=cells))
        yield _reading(first, grids.get(first.who.form), faults)


def _reading(row: Row, grid: GridMap | None, faults: list[Diagnostic]) -> GridReading:
    who = row.who
    copy = row.cell(COPY)
    agrees = copy is not None and copy.value.strip() == who.anonymous
    if not agrees:
        cells = str(row.place(COPY).cell)
        faults.append(words.ROW_DISAGREES.at(row.place(COPY), cells=cells))
    if row.proof is not Proof.INTACT:
        faults.append(labels.ROW_SEAL.at(row.place(COPY), copy=who.anonymous))
    elif grid is None:
        faults.append(words.UNKNOWN_GRID.at(row.place(COPY), grid=who.id))
    left: tuple[str, ...] = ()
    marking = None
    if grid is not None and not faults:
        marking = _marking(row, grid, faults)
        given = {m.key for m in marking.levels if m.level is not None}
        asked = (r.key for section in grid.sections for r in section.rows)
        left = () if marking.state else tuple(key for key in asked if key not in given)
    lost = () if grid is None else tuple(k for k in asked_rows(grid) if k not in row.sheet.columns)
    return GridReading(
        identity=who,
        known=row.proof is Proof.INTACT and grid is not None,
        agrees=agrees,
        proof=row.proof,
        marking=marking,
        left=left,
        lost=lost,
        diagnostics=tuple(faults),
    )


def asked_rows(grid: GridMap) -> Mapping[str, bool]:
    """The keys that a grid asks for; true for those that count."""
    counted = {row.key: True for section in grid.sections for row in section.rows}
    return {**counted, **{skill.key: False for skill in grid.skills}}


def _marking(row: Row, grid: GridMap, faults: list[Diagnostic]) -> Marking:
    state, remark = read_state(row.cell(STATE)), read_comment(row.cell(REMARK))
    if isinstance(state, Rule):
        faults.append(row.fault(STATE, state))
        state = ""
    if isinstance(remark, Rule):
        faults.append(row.fault(REMARK, remark))
        remark = ""
    levels = tuple(_levels(row, grid, faults))
    counted = asked_rows(grid)
    given = [mark.key for mark in levels if counted[mark.key]]
    if state and given:
        cells = words.GLUE.join(str(row.place(key).cell) for key in given)
        faults.append(words.STATE_AND_LEVELS.at(row.place(STATE), state=state, cells=cells))
    return Marking(
        grid=row.who.id,
        exam=row.exam,
        form=row.who.form,
        copy=row.who.anonymous,
        assessor=row.who.assessor,
        assessor_name=row.who.assessor_name,
        marking=row.who.marking,
        state=state,
        date="",
        remark=remark,
        levels=levels,
    )


def _levels(row: Row, grid: GridMap, faults: list[Diagnostic]) -> Iterator[LevelMark]:
    """The levels of a row in the order of its grid."""
    filled = row.filled
    asked = asked_rows(grid)
    for key, counted in asked.items():
        cell = filled.get(key)
        if not counted and is_not_observed(cell):
            yield LevelMark(key=key, level=None, comment=typeset(names.NOT_OBSERVED))
            continue
        level = read_level(cell)
        if isinstance(level, Rule):
            faults.append(row.fault(key, level))
        elif level is not None:
            yield LevelMark(key=key, level=level)
    for key in filled:
        if key not in asked and key not in (STATE, REMARK):
            faults.append(row.fault(key, labels.NOT_ASKED))
