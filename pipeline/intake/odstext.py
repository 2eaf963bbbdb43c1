"""The text of a cell of an .ods: paragraphs, with the spaces, tabs and breaks that are elements of their own."""

from pipeline.intake.refusal import RefusedError
from pipeline.intake.tally import MAX_TEXT
from pipeline.intake.xmlpart import Attributes, Node, Tree, Walk
from pipeline.rules import intake as rules

_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


class Paragraphs:
    """The paragraphs of one cell after the other; ``links`` tells whether some text was a link."""

    def __init__(self, walk: Walk) -> None:
        self.links = False
        self._walk = walk
        self._found: list[str] = []
        self._spaces = 0
        blanks = {
            "s": Node(opened=self._open_spaces),
            "tab": Node(opened=lambda _: walk.put("\t")),
            "line-break": Node(opened=lambda _: walk.put("\n")),
        }
        link = Node(opened=self._open_link, inside=_full(blanks))
        span = Node(inside=_full({**blanks, "a": link}))
        paragraph = Node(
            opened=self._open,
            closed=self._close,
            inside=_full(
                {
                    **blanks,
                    "a": Node(opened=self._open_link, inside=_full({**blanks, "span": span})),
                    "span": span,
                }
            ),
        )
        self.inside: Tree = _full({"p": paragraph})

    def begin(self) -> None:
        """A cell begins."""
        self._found.clear()

    def take(self) -> str:
        """The text of the cell, a line a paragraph."""
        return "\n".join(self._found)

    def _open(self, _: Attributes) -> None:
        self._walk.drop()

    def _close(self) -> None:
        self._found.append(self._walk.take())

    def _open_link(self, _: Attributes) -> None:
        self.links = True

    def _open_spaces(self, attributes: Attributes) -> None:
        """A run of spaces, which a few letters can make very long."""
        text = attributes.get(f"{_TEXT} c", "1")
        count = int(text[:8]) if text.isascii() and text.isdecimal() else 1
        self._spaces += count
        if self._spaces > MAX_TEXT:
            raise RefusedError(rules.TOO_MUCH_TEXT)
        self._walk.put(" " * count)


def _full(tree: Tree) -> Tree:
    return {f"{_TEXT} {name}": node for name, node in tree.items()}
