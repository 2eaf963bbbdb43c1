"""A workbook of ours filled as people fill it: for the demonstration, measures and tests."""

from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.model.gridplan import (
    CARD,
    CARD_INPUT_COLUMN,
    COMMENT_COLUMN,
    DATE_KEY,
    GRID,
    LEVEL_COLUMN,
    REMARK_KEY,
    STATE_KEY,
)
from pipeline.model.marks import Marking
from pipeline.render.pack import pack, unpack

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SHEETS = "xl/worksheets/sheet"
_STRINGS = "xl/sharedStrings.xml"
Typed = Mapping[tuple[str, str, str], str | int]
"""What is typed, by the id of a sheet, the key of a row, the letters of a column or its key in the first row."""


def fill_grid(data: bytes, marking: Marking) -> bytes:
    """A grading grid with what a marking says typed in it."""
    return fill_workbook(data, dict(_typed(marking)))


def fill_workbook(data: bytes, typed: Typed) -> bytes:
    """A workbook with these cells typed in; its formulas are left for whoever opens it to compute.

    KeyError for a cell that it does not have.
    """
    parts = unpack(data)
    table = etree.fromstring(parts.get(_STRINGS, b"<sst/>"))
    strings = ["".join(str(t) for t in item.itertext()) for item in table.iter(f"{_MAIN}si")]
    left = dict(typed)
    for name in [n for n in parts if n.startswith(_SHEETS)]:
        sheet = etree.fromstring(parts[name])
        _fill(sheet, strings, left)
        parts[name] = etree.tostring(sheet, xml_declaration=True, encoding="UTF-8")
    if left:
        raise KeyError(min(left))
    return pack(parts)


def _typed(marking: Marking) -> Iterator[tuple[tuple[str, str, str], str | int]]:
    """What an assessor types."""
    card = {DATE_KEY: marking.date, STATE_KEY: marking.state}
    yield from (((CARD, key, CARD_INPUT_COLUMN), text) for key, text in card.items() if text)
    if marking.remark:
        yield (GRID, REMARK_KEY, COMMENT_COLUMN), marking.remark
    for mark in marking.levels:
        if mark.level is not None:
            yield (GRID, mark.key, LEVEL_COLUMN), mark.level
        if mark.comment:
            yield (GRID, mark.key, COMMENT_COLUMN), mark.comment


def _fill(
    sheet: etree._Element, strings: list[str], left: dict[tuple[str, str, str], str | int]
) -> None:
    """Type in one sheet what it has a cell for, and forget what its formulas gave."""
    rows = [list(row.iter(f"{_MAIN}c")) for row in sheet.iter(f"{_MAIN}row")]
    if not rows or not rows[0]:
        return
    keys = {_letters(cell): _text(cell, strings) for cell in rows[0]}
    leaf = _text(rows[0][0], strings)
    for cells in rows:
        row = _text(cells[0], strings) if cells else ""
        for cell in cells:
            letters = _letters(cell)
            for place in ((leaf, row, letters), (leaf, row, keys.get(letters, ""))):
                if place in left:
                    _type(cell, left.pop(place))
            if cell.find(f"{_MAIN}f") is not None:
                for value in cell.findall(f"{_MAIN}v"):
                    cell.remove(value)


def _letters(cell: etree._Element) -> str:
    """The letters of the column of a cell."""
    return str(cell.get("r")).rstrip("0123456789")


def _text(cell: etree._Element, strings: list[str]) -> str:
    """What a cell says."""
    if cell.get("t") == "s":
        return strings[int(cell.findtext(f"{_MAIN}v") or "0")]
    return "".join(str(text) for text in cell.itertext())


def _type(cell: etree._Element, value: str | int) -> None:
    """Type a number, or a text that stays one."""
    for child in list(cell):
        cell.remove(child)
    if isinstance(value, int):
        cell.set("t", "n")
        etree.SubElement(cell, f"{_MAIN}v").text = str(value)
        return
    cell.set("t", "inlineStr")
    text = etree.SubElement(etree.SubElement(cell, f"{_MAIN}is"), f"{_MAIN}t")
    text.text = value
    text.set(_SPACE, "preserve")
