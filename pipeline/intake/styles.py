"""How the styles of a workbook show a number: plain, as a date, a time or a percentage."""

import re
from collections.abc import Mapping

from pipeline.intake.ooxml import part_root
from pipeline.intake.xmlpart import Attributes, Node, Walk
from pipeline.model.book import Shown
from pipeline.rules import intake as rules

# Numbers of the formats that every program knows (ECMA-376, 18.8.30); 27 to 58 are dates of East Asian settings.
_BUILT_IN: Mapping[int, Shown] = {
    9: Shown.PERCENT,
    10: Shown.PERCENT,
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 59)), Shown.DATE),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47), Shown.TIME),
}
_MAX_CODE = 1000
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]")
_SILENT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\[\]]*\]|general|am/pm|a/p|[0#?]e[+-]', re.DOTALL)


def read_styles(content: bytes, part: str) -> Mapping[str, Shown]:
    """How each cell style shows a number, by its number as cells write it."""
    return _Styles(part).read(content)


def shown_by(code: str) -> Shown:
    """How a format code shows a number; quoted texts, colours, currencies and conditions say nothing."""
    first = code.lower()
    elapsed = _ELAPSED.search(first) is not None
    letters = set(_SILENT.sub("", first).partition(";")[0])
    if letters & {"y", "d"} or ("m" in letters and not elapsed and not letters & {"h", "s"}):
        return Shown.DATE
    if elapsed or letters & {"h", "s"}:
        return Shown.TIME
    return Shown.PERCENT if "%" in letters else Shown.PLAIN


class _Styles:
    def __init__(self, part: str) -> None:
        self._custom: dict[int, Shown] = {}
        self._formats: list[int] = []
        number_format = Node(opened=self._open_format)
        style = Node(opened=self._open_style)
        self._tree = {
            "numFmts": Node(tree={"numFmt": number_format}),
            "cellXfs": Node(tree={"xf": style}),
        }
        self._walk = Walk(part)

    def read(self, content: bytes) -> Mapping[str, Shown]:
        self._walk.run(content, part_root("styleSheet", self._tree))
        known = {**_BUILT_IN, **self._custom}
        return {str(i): known.get(n, Shown.PLAIN) for i, n in enumerate(self._formats)}

    def _open_format(self, attributes: Attributes) -> None:
        number = self._number(attributes)
        self._custom[number] = shown_by(attributes.get("formatCode", "")[:_MAX_CODE])

    def _open_style(self, attributes: Attributes) -> None:
        self._formats.append(self._number(attributes))

    def _number(self, attributes: Attributes) -> int:
        text = attributes.get("numFmtId", "0")
        if not (text.isascii() and text.isdecimal() and len(text) <= 9):
            raise self._walk.refuse(rules.VALUE, text=text)
        return int(text)
