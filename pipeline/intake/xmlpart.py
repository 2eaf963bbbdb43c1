"""One XML part read by expat: in one call, without DTD, within limits, elements known by their whole path."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias
from xml.parsers import expat

from pipeline.intake.refusal import RefusedError
from pipeline.rules import intake as rules

MAX_DEPTH = 64
MAX_ATTRIBUTE = 65_536
_SHORT = 60
_ENCODINGS = ("utf-8", "us-ascii")
_OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00", b"<\x00", b"\x4c\x6f\xa7\x94")

Attributes: TypeAlias = Mapping[str, str]
Tree: TypeAlias = Mapping[str, "Node"]
Root: TypeAlias = Callable[[str], "Node | None"]
Start: TypeAlias = Callable[[str, dict[str, str]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An element that is looked for: what to do where it opens and closes, and what is looked for inside.

    ``tree``: nodes inside by local names, in the same namespace once ``named``; ``inside``: by full names.
    ``strict``: nothing else may stand inside, comments neither.
    """

    opened: Callable[[Attributes], None] | None = None
    closed: Callable[[], None] | None = None
    tree: Tree = field(default_factory=dict)
    inside: Tree = field(default_factory=dict)
    strict: bool = False


_OTHER = Node()


def named(namespace: str, tree: Tree) -> Tree:
    """The nodes of a tree by their full names, all in one namespace."""
    return {
        f"{namespace} {name}": Node(
            opened=node.opened,
            closed=node.closed,
            inside={**node.inside, **named(namespace, node.tree)} if node.tree else node.inside,
            strict=node.strict,
        )
        for name, node in tree.items()
    }


def rooted(name: str, namespaces: Sequence[str], tree: Tree) -> Root:
    """What finds the root of that name, in whichever of these namespaces; a part holds only elements of its own."""

    def found(root: str) -> Node | None:
        space, _, local = root.rpartition(" ")
        if local != name or space not in namespaces:
            return None
        return Node(inside=named(space, tree))

    return found


class Walk:
    """A walk through one part; ``take`` gives the text met, or put, since it was last taken or dropped."""

    def __init__(self, part: str) -> None:
        self.part = part
        self._texts: list[str] = []
        self.drop = self._texts.clear
        self.put = self._texts.append

    def take(self) -> str:
        """The text met since the last ``take`` or ``drop``."""
        text = "".join(self._texts)
        self._texts.clear()
        return text

    def refuse(self, detail: str, **values: str) -> RefusedError:
        """The refusal of a part that has not the expected form; what comes from the file is cut short."""
        said = {key: value[:_SHORT] for key, value in values.items()}
        return RefusedError(rules.STRUCTURE, part=self.part, detail=detail.format(**said))

    def run(self, content: bytes, root: Root | None = None) -> None:
        """Go through a part; raises RefusedError for what is malformed, forbidden or too much.

        Without ``root``, nothing is looked for.
        """
        if content.startswith(_OTHER_MARKS):
            raise RefusedError(rules.ENCODING, part=self.part)
        parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.XmlDeclHandler = self._declaration
        start = None if root is None else self._listen(parser, root)
        if len(content) > MAX_ATTRIBUTE:
            self._measure(parser, start)
        try:
            parser.Parse(content, True)
        except expat.ExpatError as fault:
            raise RefusedError(rules.MALFORMED, part=self.part, line=fault.lineno) from fault

    def _listen(self, parser: expat.XMLParserType, root: Root) -> Start:
        """Follow the elements; what opens them is given back."""
        node = _OTHER
        above: list[Node] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal node
            above.append(node)
            node = node.inside.get(name) or self._other(name, node, len(above), root)
            if node.opened is not None:
                node.opened(attributes)

        def end(_: str) -> None:
            nonlocal node
            if node.closed is not None:
                node.closed()
            node = above.pop()

        def comment(*_: str) -> None:
            if node.strict:
                raise self.refuse(rules.COMMENT)

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = self._texts.append
        parser.CommentHandler = comment
        parser.ProcessingInstructionHandler = comment
        return start

    def _other(self, name: str, parent: Node, depth: int, root: Root) -> Node:
        """The root, or an element that nobody looks for, where it may stand."""
        if depth == 1:
            found = root(name)
            if found is None:
                raise self.refuse(rules.ROOT)
            return found
        if depth > MAX_DEPTH:
            raise self._limit(rules.DEPTH, MAX_DEPTH)
        if parent.strict:
            raise self.refuse(rules.ELEMENT, name=name.rpartition(" ")[2])
        return _OTHER

    def _measure(self, parser: expat.XMLParserType, start: Start | None) -> None:
        """Attributes are measured only where one can be too long."""

        def measured(name: str, attributes: dict[str, str]) -> None:
            if any(len(value) > MAX_ATTRIBUTE for value in attributes.values()):
                raise self._limit(rules.ATTRIBUTE, MAX_ATTRIBUTE)
            if start is not None:
                start(name, attributes)

        parser.StartElementHandler = measured

    def _limit(self, detail: str, limit: int) -> RefusedError:
        return RefusedError(rules.XML_LIMITS, part=self.part, detail=detail.format(limit=limit))

    def _doctype(self, *_: object) -> None:
        raise RefusedError(rules.DTD, part=self.part)

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            raise RefusedError(rules.ENCODING, part=self.part)
