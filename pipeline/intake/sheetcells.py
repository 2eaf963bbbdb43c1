"""One worksheet of an .xlsx: its cells by row and column letters, its merged ranges, its hidden rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.diagnostics import Rule
from pipeline.intake.formulas import moved
from pipeline.intake.numbers import plain_number
from pipeline.intake.ooxml import part_root
from pipeline.intake.refusal import RefusedError
from pipeline.intake.strings import RichText, unescape
from pipeline.intake.tally import COLUMNS, Tally, column_letters, column_number
from pipeline.intake.xmlpart import Attributes, Node, Tree, Walk
from pipeline.model.book import BookCell, BookSheet, CellKind, Shown
from pipeline.rules import intake as rules

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_DATE = re.compile(r"[0-9T:.Z+-]{4,40}")
_TRUE = ("1", "true")
_LOGICAL = {"0": "0", "1": "1", "false": "0", "true": "1"}
_KINDS = frozenset({"n", "s", "str", "inlineStr", "b", "e", "d"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What the sheets of a workbook have in common: texts, styles, and the count of what was read."""

    strings: Mapping[str, str]
    styles: Mapping[str, Shown]
    tally: Tally


def read_sheet(
    content: bytes, part: str, title: str, shared: Shared, *, visible: bool
) -> BookSheet:
    """The sheet of a part; raises RefusedError for what has two meanings or none."""
    reader = _Sheet(part, title, shared)
    reader.walk.run(content, part_root("worksheet", reader.tree()))
    return BookSheet(
        title=title,
        visible=visible,
        cells=reader.cells,
        merges=tuple(reader.merges),
        hidden_rows=tuple(sorted(reader.hidden)),
    )


class _Sheet:
    """The state of the walk: the row and the cell where it stands."""

    def __init__(self, part: str, title: str, shared: Shared) -> None:
        self.walk = Walk(part)
        self.cells: dict[int, dict[str, BookCell]] = {}
        self.merges: list[str] = []
        self.hidden: set[int] = set()
        self._title = title
        self._shared = shared
        self._tables = 0
        self._number = 0
        self._digits = ""
        self._row: dict[str, BookCell] = {}
        self._column = 0
        self._letters = ""
        self._cell: Attributes = {}
        self._value: str | None = None
        self._formula: str | None = None
        self._sharing: Attributes = {}
        self._models: dict[str, tuple[int, int, str]] = {}
        self._text = RichText(self.walk)

    def tree(self) -> Tree:
        """The elements that matter; whatever else is in the part says nothing about cells."""
        cell = Node(
            opened=self._open_cell,
            closed=self._close_cell,
            strict=True,
            tree={
                "v": Node(opened=self._open_text, closed=self._close_value, strict=True),
                "f": Node(opened=self._open_formula, closed=self._close_formula, strict=True),
                "is": Node(closed=self._close_inline, tree=self._text.tree),
                "extLst": Node(),
            },
        )
        row = Node(opened=self._open_row, strict=True, tree={"c": cell, "extLst": Node()})
        data = Node(opened=self._open_data, strict=True, tree={"row": row})
        merges = Node(tree={"mergeCell": Node(opened=self._open_merge)})
        return {"sheetData": data, "mergeCells": merges}

    def _open_data(self, _: Attributes) -> None:
        self._tables += 1
        if self._tables > 1:
            raise self.walk.refuse(rules.REPEATED, name="sheetData")

    def _open_row(self, attributes: Attributes) -> None:
        text = attributes.get("r") or str(self._number + 1)
        if not (text.isascii() and text.isdecimal() and text[0] != "0" and len(text) <= 7):
            raise self.walk.refuse(rules.REFERENCE, text=text)
        self._number, self._digits, self._column, self._letters = int(text), text, 0, ""
        self._row = self.cells.get(self._number, {})
        if attributes.get("hidden") in _TRUE:
            self.hidden.add(self._number)

    def _open_cell(self, attributes: Attributes) -> None:
        self._cell = attributes
        self._value = self._formula = None
        reference = attributes.get("r")
        if reference is None:
            self._column = (column_number(self._letters) if self._letters else self._column) + 1
            self._letters = column_letters(self._column)
            return
        self._letters = reference.removesuffix(self._digits)
        if self._letters not in COLUMNS:
            self._letters = self._far_letters(reference)

    def _far_letters(self, reference: str) -> str:
        found = _REFERENCE.fullmatch(reference)
        if found is None or found[2] != self._digits:
            raise self.walk.refuse(rules.REFERENCE, text=reference)
        return found[1]

    def _open_text(self, _: Attributes) -> None:
        self.walk.drop()

    def _close_value(self) -> None:
        self._set_value(self.walk.take())

    def _close_inline(self) -> None:
        if self._cell.get("t") != "inlineStr":
            raise self.walk.refuse(rules.ELEMENT, name="is")
        self._set_value(self._text.take())

    def _set_value(self, value: str) -> None:
        if self._value is not None:
            raise self.walk.refuse(rules.REPEATED, name="v")
        self._value = value

    def _open_formula(self, attributes: Attributes) -> None:
        if self._formula is not None:
            raise self.walk.refuse(rules.REPEATED, name="f")
        self._sharing = attributes
        self.walk.drop()

    def _close_formula(self) -> None:
        text = self.walk.take().removeprefix("=")
        number = self._sharing.get("si", "")
        if self._sharing.get("t") == "shared":
            column = column_number(self._letters)
            if text:
                self._models.setdefault(number, (self._number, column, text))
            elif number in self._models:
                row, first, model = self._models[number]
                text = moved(model, self._number - row, column - first)
            else:
                raise self.walk.refuse(rules.NO_MASTER)
        self._formula = text

    def _close_cell(self) -> None:
        if self._value is None and self._formula is None:
            return
        cell = self._made()
        if cell is None:
            return
        letters, number = self._letters, self._number
        if letters in self._row:
            raise self._refuse_cell(rules.CELL_TWICE)
        tally, place = self._shared.tally, letters + self._digits
        tally.place(number, column_number(letters), self._title)
        tally.add(len(cell.value) + len(cell.cached), self._title, place)
        if not self._row:
            self.cells[number] = self._row
        self._row[letters] = cell

    def _made(self) -> BookCell | None:
        """The cell as it was read; ``None`` when it holds nothing."""
        kind = self._cell.get("t", "n")
        shown = self._shown()
        text = self._value or ""
        if kind not in _KINDS:
            raise self._refuse_value(kind)
        if kind == "s" and text:
            text = self._string(text)
        elif kind == "str":
            text = unescape(text)
        if self._formula is not None:
            return BookCell(kind=CellKind.FORMULA, value=self._formula, shown=shown, cached=text)
        return self._input(kind, text, shown) if text else None

    def _input(self, kind: str, text: str, shown: Shown) -> BookCell:
        if kind in ("s", "str", "inlineStr"):
            return BookCell(kind=CellKind.TEXT, value=text)
        if kind == "n":
            number = plain_number(text)
            if number is None:
                raise self._refuse_value(text)
            return BookCell(kind=CellKind.NUMBER, value=number, shown=shown)
        if kind == "b":
            if text not in _LOGICAL:
                raise self._refuse_value(text)
            return BookCell(kind=CellKind.LOGICAL, value=_LOGICAL[text])
        if kind == "e":
            return BookCell(kind=CellKind.ERROR, value=text)
        if not _DATE.fullmatch(text):
            raise self._refuse_value(text)
        return BookCell(kind=CellKind.NUMBER, value=text, shown=Shown.DATE)

    def _string(self, number: str) -> str:
        text = self._shared.strings.get(number)
        if text is None:
            raise self._refuse_value(number)
        return text

    def _shown(self) -> Shown:
        number, styles = self._cell.get("s", "0"), self._shared.styles
        shown = styles.get(number)
        if shown is not None:
            return shown
        if styles and number != "0":
            raise self._refuse_value(number)
        return Shown.PLAIN

    def _open_merge(self, attributes: Attributes) -> None:
        text = attributes.get("ref", "")
        area = self._shared.tally.merge(text, self._title)
        if area is None:
            raise self.walk.refuse(rules.REFERENCE, text=text)
        self.merges.append(area)

    def _refuse_value(self, text: str) -> RefusedError:
        detail = rules.VALUE.format(text=text[:60])
        return self._refuse_cell(rules.STRUCTURE, part=self.walk.part, detail=detail)

    def _refuse_cell(self, rule: Rule, **values: object) -> RefusedError:
        cell = f"{self._letters}{self._digits}"
        return RefusedError(rule, sheet=self._title, cell=cell, **values)
