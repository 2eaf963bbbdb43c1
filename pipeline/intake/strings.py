"""Texts of a workbook: the shared ones, rich text joined, and the escapes of characters that XML cannot hold."""

import re
from collections.abc import Mapping

from pipeline.intake.ooxml import part_root
from pipeline.intake.xmlpart import Attributes, Node, Tree, Walk

_ESCAPES = re.compile(r"(?:_x[0-9A-Fa-f]{4}_)+")
_CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NO_TEXT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffd-\uffff]")


def read_strings(content: bytes, part: str) -> Mapping[str, str]:
    """The shared strings by their numbers as cells write them."""
    walk = Walk(part)
    text = RichText(walk)
    found: list[str] = []
    entry = Node(closed=lambda: found.append(text.take()), tree=text.tree)
    walk.run(content, part_root("sst", {"si": entry}))
    return {str(number): text for number, text in enumerate(found)}


def unescape(text: str) -> str:
    """The text with ``_x000D_`` and the like decoded; codes that no text may hold are left as they are."""
    return _ESCAPES.sub(_decoded, text) if "_x" in text else text


class RichText:
    """The text of an element in one or several runs; how Japanese texts are read aloud is left out."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._runs: list[str] = []
        run = Node(opened=self._open, closed=self._close, strict=True)
        self.tree: Tree = {"t": run, "r": Node(tree={"t": run})}

    def take(self) -> str:
        """The text of the runs since it was last taken."""
        text = "".join(self._runs)
        self._runs.clear()
        return unescape(text)

    def _open(self, _: Attributes) -> None:
        self._walk.drop()

    def _close(self) -> None:
        self._runs.append(self._walk.take())


def _decoded(found: re.Match[str]) -> str:
    codes = (int(code, 16) for code in _CODE.findall(found[0]))
    raw = b"".join(code.to_bytes(2, "little") for code in codes)
    text = raw.decode("utf-16-le", "replace")
    return found[0] if _NO_TEXT.search(text) else text
