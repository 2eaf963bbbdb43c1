"""Texts of a workbook kept once for all its sheets, so that what is stamped for each copy stays small.

openpyxl writes each text inside its cell; those with no name to fill move to the shared strings, which never change.
"""

from collections.abc import Mapping

from lxml import etree

from pipeline.render.gridstamp import has_mark
from pipeline.render.pack import CONTENT_TYPES
from pipeline.render.tags import Element

_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_S = f"{{{_NS}}}"
_PART = "xl/sharedStrings.xml"
_LINKS = "xl/_rels/workbook.xml.rels"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


class Strings:
    """The shared strings of one workbook, in the order in which they were met."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._root = etree.fromstring(f'<sst xmlns="{_NS}"/>')
        self._used = 0

    def share(self, sheet: Element) -> None:
        """Replace the texts of a sheet's cells by their numbers; a text with a name to fill stays where it is."""
        for cell in sheet.iter(f"{_S}c"):
            text = cell.find(f"{_S}is")
            if text is None or has_mark("".join(map(str, text.itertext()))):
                continue
            content = etree.tostring(text, method="c14n")
            number = self._numbers.setdefault(content, len(self._numbers))
            cell.remove(text)
            if number == len(self._root):
                text.tag = f"{_S}si"
                self._root.append(text)
            cell.set("t", "s")
            etree.SubElement(cell, f"{_S}v").text = str(number)
            self._used += 1

    def add_to(self, parts: Mapping[str, bytes]) -> dict[str, bytes]:
        """The parts of the workbook with the part of the shared strings, declared and linked."""
        self._root.set("count", str(self._used))
        self._root.set("uniqueCount", str(len(self._root)))
        link = f'<Relationship Type="{_KIND}" Target="/{_PART}" Id="rIdStrings"/>'
        kind = f'<Override PartName="/{_PART}" ContentType="{_TYPE}"/>'
        return {
            **parts,
            _PART: etree.tostring(self._root, encoding="utf-8", xml_declaration=True),
            _LINKS: _before(parts[_LINKS], b"</Relationships>", link),
            CONTENT_TYPES: _before(parts[CONTENT_TYPES], b"</Types>", kind),
        }


def _before(part: bytes, mark: bytes, text: str) -> bytes:
    assert mark in part
    return part.replace(mark, text.encode() + mark)
