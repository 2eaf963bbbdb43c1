"""The tables of an .ods: what is repeated is written out within the limits, formulas and their values kept apart."""

from pipeline.intake.numbers import plain_number
from pipeline.intake.odstext import Paragraphs
from pipeline.intake.openformula import excel_formula
from pipeline.intake.refusal import RefusedError
from pipeline.intake.tally import MAX_ROW, Tally, column_letters
from pipeline.intake.xmlpart import Attributes, Node, Tree, Walk, rooted
from pipeline.model.book import BookCell, BookSheet, CellKind, Shown
from pipeline.rules import intake as rules

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _STYLE = f"{_NS}office:1.0", f"{_NS}table:1.0", f"{_NS}style:1.0"
_SHOWN = {"percentage": Shown.PERCENT, "date": Shown.DATE, "time": Shown.TIME}
_VALUES = {
    "float": "value",
    "currency": "value",
    "percentage": "value",
    "date": "date-value",
    "time": "time-value",
    "boolean": "boolean-value",
    "string": "string-value",
}
_LOGICAL = {"true": "1", "false": "0"}
_MAX_GROUPS = 8
_MAX_REPEAT = 9_999_999


class Tables:
    """The state of the walk through the content; ``links`` and ``notes`` tell what was met beside cells."""

    def __init__(self, part: str) -> None:
        self.links = False
        self.notes = False
        self._walk = Walk(part)
        self._text = Paragraphs(self._walk)
        self._tally = Tally()
        self._sheets: list[BookSheet] = []
        self._titles: set[str] = set()
        self._style = ""
        self._hidden_styles: set[str] = set()
        self._table: Attributes = {}
        self._cells: dict[int, dict[str, BookCell]] = {}
        self._merges: list[str] = []
        self._hidden_rows: list[int] = []
        self._row = 1
        self._row_repeat = 1
        self._found: dict[int, BookCell] = {}
        self._column = 1
        self._cell: Attributes = {}

    def read(self, content: bytes) -> tuple[BookSheet, ...]:
        """The sheets in their order; raises RefusedError."""
        body = Node(inside={f"{_OFFICE} spreadsheet": Node(inside=self._table_tree())})
        tree = {"automatic-styles": Node(inside=self._style_tree()), "body": body}
        self._walk.run(content, rooted("document-content", (_OFFICE,), tree))
        self.links = self._text.links
        return tuple(self._sheets)

    def _style_tree(self) -> Tree:
        shape = Node(opened=self._open_shape)
        style = Node(opened=self._open_style, inside={f"{_STYLE} table-properties": shape})
        return {f"{_STYLE} style": style}

    def _table_tree(self) -> Tree:
        below = {
            f"{_TABLE} table-source": Node(opened=self._open_source),
            **self._rows_tree(_MAX_GROUPS),
        }
        table = Node(opened=self._open_table, closed=self._close_table, inside=below)
        return {f"{_TABLE} table": table}

    def _rows_tree(self, depth: int) -> Tree:
        """Rows, and the groups that hold rows; too many groups in one another are refused."""
        inside = {
            **self._text.inside,
            f"{_OFFICE} annotation": Node(opened=self._open_note),
            f"{_TABLE} cell-range-source": Node(opened=self._open_source),
        }
        cell = Node(opened=self._open_cell, closed=self._close_cell, inside=inside)
        cells = {f"{_TABLE} table-cell": cell, f"{_TABLE} covered-table-cell": cell}
        row = Node(opened=self._open_row, closed=self._close_row, inside=cells)
        tree = {f"{_TABLE} table-row": row}
        for _ in range(depth):
            group = Node(inside=tree)
            names = ("table-header-rows", "table-rows", "table-row-group")
            tree = {f"{_TABLE} table-row": row, **{f"{_TABLE} {n}": group for n in names}}
        return tree

    def _open_style(self, attributes: Attributes) -> None:
        self._style = attributes.get(f"{_STYLE} name", "")

    def _open_shape(self, attributes: Attributes) -> None:
        if attributes.get(f"{_TABLE} display") == "false":
            self._hidden_styles.add(self._style)

    def _open_source(self, _: Attributes) -> None:
        raise RefusedError(rules.CONNECTIONS, part=self._walk.part)

    def _open_note(self, _: Attributes) -> None:
        self.notes = True

    def _open_table(self, attributes: Attributes) -> None:
        self._table, self._row = attributes, 1
        self._cells, self._merges, self._hidden_rows = {}, [], []
        if self._title.casefold() in self._titles:
            raise self._walk.refuse(rules.REPEATED, name=self._title)
        self._titles.add(self._title.casefold())

    @property
    def _title(self) -> str:
        return self._table.get(f"{_TABLE} name", "")

    def _close_table(self) -> None:
        style = self._table.get(f"{_TABLE} style-name", "")
        self._sheets.append(
            BookSheet(
                title=self._title,
                visible=style not in self._hidden_styles,
                cells=self._cells,
                merges=tuple(self._merges),
                hidden_rows=tuple(self._hidden_rows),
            )
        )

    def _open_row(self, attributes: Attributes) -> None:
        self._row_repeat = self._count(attributes, "number-rows-repeated")
        self._found, self._column = {}, 1
        if attributes.get(f"{_TABLE} visibility", "visible") != "visible":
            last = min(self._row + self._row_repeat - 1, MAX_ROW)
            self._hidden_rows += range(self._row, last + 1)

    def _close_row(self) -> None:
        """A row that holds something is written out as often as it is repeated."""
        last = self._row + self._row_repeat - 1
        if self._found:
            self._tally.place(last, max(self._found), self._title)
            for row in range(self._row, last + 1):
                for column, cell in self._found.items():
                    place = f"{column_letters(column)}{row}"
                    self._tally.add(len(cell.value) + len(cell.cached), self._title, place)
                self._cells[row] = {column_letters(c): cell for c, cell in self._found.items()}
        self._row = last + 1

    def _open_cell(self, attributes: Attributes) -> None:
        self._cell = attributes
        self._text.begin()

    def _close_cell(self) -> None:
        repeat = self._count(self._cell, "number-columns-repeated")
        self._merge()
        cell = self._made()
        if cell is not None:
            last = self._column + repeat - 1
            self._tally.place(self._row, last, self._title)
            self._found.update(dict.fromkeys(range(self._column, last + 1), cell))
        self._column += repeat

    def _merge(self) -> None:
        columns = self._count(self._cell, "number-columns-spanned")
        rows = self._count(self._cell, "number-rows-spanned")
        if columns * rows > 1:
            first = f"{column_letters(self._column)}{self._row}"
            last = f"{column_letters(self._column + columns - 1)}{self._row + rows - 1}"
            area = self._tally.merge(f"{first}:{last}", self._title)
            if area is None:
                raise self._walk.refuse(rules.REFERENCE, text=f"{first}:{last}")
            self._merges.append(area)

    def _made(self) -> BookCell | None:
        """The cell as it was read; ``None`` when it holds nothing."""
        kind = self._cell.get(f"{_OFFICE} value-type", "")
        formula = self._cell.get(f"{_TABLE} formula")
        typed = self._text.take()
        if kind not in _VALUES:
            if kind not in ("", "void"):
                raise self._refuse_value(kind)
            kind = "string"
        text = self._cell.get(f"{_OFFICE} {_VALUES[kind]}", typed if kind == "string" else "")
        shown = _SHOWN.get(kind, Shown.PLAIN)
        if formula is not None:
            value = excel_formula(formula)
            return BookCell(kind=CellKind.FORMULA, value=value, shown=shown, cached=text or typed)
        if kind == "string":
            return BookCell(kind=CellKind.TEXT, value=text) if text else None
        return self._input(kind, text, shown)

    def _input(self, kind: str, text: str, shown: Shown) -> BookCell:
        if kind == "boolean" and text in _LOGICAL:
            return BookCell(kind=CellKind.LOGICAL, value=_LOGICAL[text])
        if kind in ("date", "time") and 0 < len(text) <= 40:
            return BookCell(kind=CellKind.NUMBER, value=text, shown=shown)
        number = plain_number(text) if _VALUES[kind] == "value" else None
        if number is None:
            raise self._refuse_value(text)
        return BookCell(kind=CellKind.NUMBER, value=number, shown=shown)

    def _count(self, attributes: Attributes, name: str) -> int:
        text = attributes.get(f"{_TABLE} {name}", "1")
        if not (text.isascii() and text.isdecimal() and 0 < int(text[:8]) <= _MAX_REPEAT):
            raise self._walk.refuse(rules.VALUE, text=text)
        return int(text[:8])

    def _refuse_value(self, text: str) -> RefusedError:
        cell = f"{column_letters(self._column)}{self._row}"
        detail = rules.VALUE.format(text=text[:60])
        return RefusedError(
            rules.STRUCTURE, sheet=self._title, cell=cell, part=self._walk.part, detail=detail
        )
