"""Workbook markup: cells that hold tags become inline cells; a cell that is one tag takes the type of its value."""

import re
from collections.abc import Mapping

from lxml import etree

from pipeline.render.tags import Element, Reader, split_at_tokens, tokenise_rest
from pipeline.rules import template as gab

_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CELL, _VALUE, _INLINE = f"{{{_S}}}c", f"{{{_S}}}v", f"{{{_S}}}is"
_TEXT, _FORMULA, _ITEM = f"{{{_S}}}t", f"{{{_S}}}f", f"{{{_S}}}si"
_TYPED_CELL = re.compile(' t="(\ufdd0[0-9]+\ufdd1)"/>')


def read_sheet(reader: Reader, root: Element, strings: tuple[Element, ...]) -> str:
    """The Jinja source of a sheet; ``strings`` are the shared strings of the workbook."""
    for cell in root.iter(_CELL):
        text = _text_of(cell, strings)
        where = gab.IN_CELL.format(cell=cell.get("r"))
        formula = cell.find(_FORMULA)
        if formula is not None and "{{" in (formula.text or ""):
            fault = gab.FORBIDDEN.at(
                reader.source,
                place=reader.place(where),
                tag=formula.text,
                what=gab.CALCULATION,
            )
            reader.faults.append(fault)
            formula.text = None
        if text is not None and _has_tag(text):
            _inline(reader, cell, text, where)
    tokenise_rest(reader, root, lambda _element: "_string")
    reader.blocks(root)
    if reader.faults:
        return ""
    xml = _TYPED_CELL.sub(r"\1</c>", etree.tostring(root, encoding="unicode"))
    return reader.source_of(xml)


def shared_strings(trees: Mapping[str, Element]) -> tuple[Element, ...]:
    """The shared strings of a workbook, in order."""
    root = trees.get("xl/sharedStrings.xml")
    return () if root is None else tuple(root.iter(_ITEM))


def empty_tagged_strings(trees: Mapping[str, Element]) -> None:
    """Empty the shared strings that hold tags, once the cells hold them themselves."""
    for item in shared_strings(trees):
        if _has_tag(item):
            for child in tuple(item):
                item.remove(child)
            etree.SubElement(item, _TEXT)


def _text_of(cell: Element, strings: tuple[Element, ...]) -> Element | None:
    """The element whose ``t`` are the text of a cell."""
    if cell.get("t") == "inlineStr":
        return cell.find(_INLINE)
    value = cell.find(_VALUE)
    if cell.get("t") != "s" or value is None:
        return None
    index = int(value.text or "0")
    return strings[index] if index < len(strings) else None


def _has_tag(text: Element) -> bool:
    joined = "".join(t.text or "" for t in text.iter(_TEXT))
    return any(mark in joined for mark in ("{{", "}}", "{%", "%}", "{#", "#}"))


def _inline(reader: Reader, cell: Element, text: Element, where: str) -> None:
    """Rewrite a tagged cell in place; formats inside the text of the cell give way to the first one."""
    words = "".join(t.text or "" for t in text.iter(_TEXT))
    found = reader.tokenise(words, where, "_string")
    for child in tuple(cell):
        cell.remove(child)
    if "t" in cell.attrib:
        del cell.attrib["t"]
    before, *rest = split_at_tokens(found)
    if not before and len(rest) == 2 and not rest[1] and not reader.spots[int(rest[0])].tag.word:
        number = int(rest[0])
        reader.retype(number, "_cell")
        cell.set("t", found)
        return
    cell.set("t", "inlineStr")
    inner = etree.SubElement(etree.SubElement(cell, _INLINE), _TEXT)
    inner.set(_SPACE, "preserve")
    inner.text = found
