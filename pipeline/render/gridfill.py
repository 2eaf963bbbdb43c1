"""A grading workbook filled as an assessor fills it: for the demonstration, measures and tests."""

from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.model.gridplan import (
    CARD_INPUT_COLUMN,
    COMMENT_COLUMN,
    DATE_KEY,
    KEY_COLUMN,
    LEVEL_COLUMN,
    REMARK_KEY,
    STATE_KEY,
)
from pipeline.model.marks import Marking
from pipeline.render.pack import pack, unpack

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEETS = ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml")
_STRINGS = "xl/sharedStrings.xml"


def fill_grid(data: bytes, marking: Marking) -> bytes:
    """The grid with what a marking says typed in; formulas are left for whoever opens it to compute."""
    parts = unpack(data)
    strings = [
        "".join(str(text) for text in item.itertext())
        for item in etree.fromstring(parts[_STRINGS]).iter(f"{_MAIN}si")
    ]
    typed = dict(_typed(marking))
    for name in _SHEETS:
        sheet = etree.fromstring(parts[name])
        for row in sheet.iter(f"{_MAIN}row"):
            _fill(row, _key(row, strings), typed)
        parts[name] = etree.tostring(sheet, xml_declaration=True, encoding="UTF-8")
    return pack(parts)


def _typed(marking: Marking) -> Iterator[tuple[tuple[str, str], str | int]]:
    """What is typed, by row key and column."""
    card = {DATE_KEY: marking.date, STATE_KEY: marking.state}
    yield from (((key, CARD_INPUT_COLUMN), text) for key, text in card.items() if text)
    if marking.remark:
        yield (REMARK_KEY, COMMENT_COLUMN), marking.remark
    for mark in marking.levels:
        if mark.level is not None:
            yield (mark.key, LEVEL_COLUMN), mark.level
        if mark.comment:
            yield (mark.key, COMMENT_COLUMN), mark.comment


def _key(row: etree._Element, strings: list[str]) -> str:
    """The hidden key of a row, empty without one."""
    first = row.find(f"{_MAIN}c")
    value = None if first is None else first.find(f"{_MAIN}v")
    if first is None or value is None or not str(first.get("r")).startswith(KEY_COLUMN):
        return ""
    return strings[int(value.text or "0")] if first.get("t") == "s" else str(value.text)


def _fill(row: etree._Element, key: str, typed: Mapping[tuple[str, str], str | int]) -> None:
    """Type in one row, and forget what its formulas gave."""
    for cell in row.iter(f"{_MAIN}c"):
        column = str(cell.get("r")).rstrip("0123456789")
        if cell.find(f"{_MAIN}f") is not None:
            for value in cell.findall(f"{_MAIN}v"):
                cell.remove(value)
        elif (key, column) in typed:
            _type(cell, typed[(key, column)])


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
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
