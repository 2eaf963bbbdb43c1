"""What a jury typed in its table: each cell as one text, or the fault that says why it cannot be read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.diagnostics import Diagnostic
from pipeline.intake.days import counted_day, typed_day
from pipeline.intake.juryleaves import JuryLeaf, is_input
from pipeline.intake.values import clean, is_blank, said
from pipeline.model import jurytable as at
from pipeline.model.book import CellKind, Shown
from pipeline.model.jurytable import (
    Place,
    Typed,
    TypedBlock,
    TypedCandidate,
    TypedMember,
    TypedTable,
)
from pipeline.rules import jury as rules
from pipeline.rules import juryfile as file_rules
from pipeline.rules import jurytable as words

_YES_NO = {"1": words.YES, "0": words.NO}


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedReading:
    """One table being read: where it is, its sheets, and where faults go."""

    path: str
    leaves: Mapping[str, JuryLeaf]
    faults: list[Diagnostic]

    def table(self, sealed: Collection[Place]) -> TypedTable:
        """Everything that was typed in the rows that the table was written with."""
        blocks = dict.fromkeys(p.row for p in sealed if p.sheet == at.BLOCKS and "/" in p.row)
        rows = dict.fromkeys(p.row for p in sealed if p.sheet == at.CANDIDATES)
        people = [row for row in rows if is_input(at.CANDIDATES, row, at.DECISION)]
        members = (self._member(rank) for rank in range(1, at.MEMBERS + 1))
        return TypedTable(
            path=self.path,
            blocks={key: self._block(key) for key in blocks},
            candidates={number: self._candidate(number) for number in people},
            members=tuple(m for m in members if m is not None),
            date=self._day(at.JURY, at.DATE_KEY, at.SITTING),
            place=self._text(at.JURY, at.PLACE_KEY, at.SITTING),
            incidents=self._text(at.JURY, at.INCIDENTS_KEY, at.SITTING),
        )

    def _block(self, key: str) -> TypedBlock:
        return TypedBlock(
            points=self._text(at.BLOCKS, key, at.POINTS),
            status=self._text(at.BLOCKS, key, at.STATUS),
            reason=self._text(at.BLOCKS, key, at.BLOCK_REASON),
        )

    def _candidate(self, number: str) -> TypedCandidate:
        return TypedCandidate(
            decision=self._text(at.CANDIDATES, number, at.DECISION),
            reason=self._text(at.CANDIDATES, number, at.REASON),
            yes=self._text(at.CANDIDATES, number, at.YES),
            no=self._text(at.CANDIDATES, number, at.NO),
            abstained=self._text(at.CANDIDATES, number, at.ABSTAINED),
            recused=self._text(at.CANDIDATES, number, at.RECUSED),
        )

    def _member(self, rank: int) -> TypedMember | None:
        """The member of a row, ``None`` when nothing was typed in it."""
        key = at.member_key(rank)
        leaf = self.leaves[at.JURY]
        if all(is_blank(leaf.cell(key, column)) for column in at.INPUTS[at.JURY]):
            return None
        typed = [self._text(at.JURY, key, column) for column in at.INPUTS[at.JURY]]
        name, quality, organisation, external, president, present, trained, linked = typed
        return TypedMember(
            rank=rank,
            name=name,
            quality=quality,
            organisation=organisation,
            external=external,
            president=president,
            present=present,
            trained=trained,
            linked=linked,
        )

    def _text(self, sheet: str, row: str, column: str) -> Typed:
        """What was typed in a cell as one text; what a spreadsheet made of it otherwise is told."""
        leaf = self.leaves[sheet]
        cell, source = leaf.cell(row, column), leaf.source(row, column)
        if cell is None or is_blank(cell):
            return Typed(text="", source=source)
        if cell.kind is CellKind.TEXT:
            return Typed(text=clean(cell.value), source=source)
        if cell.kind is CellKind.NUMBER and cell.shown is Shown.PLAIN:
            return Typed(text=f"{Decimal(cell.value).normalize():f}", source=source)
        if cell.kind is CellKind.LOGICAL:
            return Typed(text=_YES_NO.get(cell.value, cell.value), source=source)
        rule = file_rules.FORMULA if cell.kind is CellKind.FORMULA else file_rules.CHANGED_VALUE
        self.faults.append(rule.at(source, value=said(cell)))
        return Typed(text="", source=source)

    def _day(self, sheet: str, row: str, column: str) -> Typed:
        """A day in ISO form; anything else is told and left as it is."""
        leaf = self.leaves[sheet]
        cell, source = leaf.cell(row, column), leaf.source(row, column)
        if cell is not None and cell.kind is CellKind.NUMBER and cell.shown is not Shown.PERCENT:
            day, told = counted_day(Decimal(cell.value)), said(cell)
        else:
            typed = self._text(sheet, row, column)
            day, told = typed_day(typed.text), typed.text
        if told and not day:
            self.faults.append(rules.BAD_DATE.at(source, value=told))
        return Typed(text=day or told, source=source)
