"""YAML as text: a tree whose every node knows its line and column.

``read_tree(root, path)`` opens a file of the workspace, ``parse_tree(data, path)`` takes its
bytes; both return ``(tree, diagnostics)``, and the tree is ``None`` when there is a diagnostic.
A tree is made of ``TextNode`` (every scalar stays the text that was typed: ``NO`` is Norway,
``1.10`` a version), ``ListNode`` and ``MapNode`` (keys in the order of the file).

Anchors, aliases, tags, directives, a second document, a repeated key, more than 20 levels, more
than 4 MB, another encoding than UTF-8 and invisible controls are refused with their place.
A BOM and CRLF are accepted; text is normalised to NFC.

Types are given to the texts by ``pipeline.read.fields`` (``open_fields`` is the usual way in).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

import yaml

from pipeline.diagnostics import Diagnostic, Source
from pipeline.rules import reading as rules

MAX_BYTES = 4_000_000
MAX_DEPTH = 20

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ABSENT = ("", "~", "null")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufff9-\uffff]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextNode:
    """A scalar as typed; ``plain`` when it has no quotes and is no block."""

    value: str
    plain: bool
    source: Source

    @property
    def absent(self) -> bool:
        """Whether nothing was written: an empty value, ``~`` or ``null`` without quotes."""
        return self.plain and self.value in _ABSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class ListNode:
    """A sequence."""

    items: "tuple[Node, ...]"
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class MapNode:
    """A mapping: pairs of key and value, keys distinct, in the order of the file."""

    entries: "tuple[tuple[TextNode, Node], ...]"
    source: Source

    def get(self, key: str) -> "Node | None":
        """The value of a key, ``None`` when the key is not there."""
        return next((value for name, value in self.entries if name.value == key), None)


@runtime_checkable
class _Mark(Protocol):
    """A place in the text, as either YAML parser tells it; both numbers from 0."""

    line: int
    column: int


Node = TextNode | ListNode | MapNode
Tree = tuple[Node | None, tuple[Diagnostic, ...]]


def texts_of(node: Node) -> Iterator[TextNode]:
    """Every text under a node, keys aside, in the order of the file."""
    if isinstance(node, TextNode):
        yield node
        return
    inside = node.items if isinstance(node, ListNode) else (value for _, value in node.entries)
    for child in inside:
        yield from texts_of(child)


def read_tree(root: Path, path: str) -> Tree:
    """The tree of one file; ``path`` is relative to ``root`` and is what diagnostics show."""
    data, faults = read_bytes(root, path)
    return (None, faults) if data is None else parse_tree(data, path)


def read_bytes(root: Path, path: str) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The bytes of one ordinary file of at most 4 MB."""
    place = Source(path=path)
    full = root / path
    try:
        if not full.is_file():
            return None, (rules.UNREADABLE.at(place, reason=rules.NO_FILE),)
        with full.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return None, (rules.UNREADABLE.at(place, reason=error.strerror or rules.NO_FILE),)
    if len(data) > MAX_BYTES:
        return None, (rules.TOO_BIG.at(place, limit=MAX_BYTES // 1_000_000),)
    return data, ()


def decode_text(data: bytes, path: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The text of a file, in NFC; what is not UTF-8 or holds invisible controls is refused."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        place = Source(path=path, line=line)
        return None, (rules.NOT_UTF8.at(place, offset=error.start),)
    found = _FORBIDDEN.search(text)
    if found is None:
        return unicodedata.normalize("NFC", text), ()
    line = text.count("\n", 0, found.start()) + 1
    column = found.start() - text.rfind("\n", 0, found.start())
    place = Source(path=path, line=line, column=column)
    return None, (rules.FORBIDDEN_CHARACTER.at(place, code=f"{ord(found[0]):04X}"),)


def parse_tree(data: bytes, path: str) -> Tree:
    """The tree of the bytes of one file."""
    if len(data) > MAX_BYTES:
        return None, (rules.TOO_BIG.at(Source(path=path), limit=MAX_BYTES // 1_000_000),)
    text, faults = decode_text(data, path)
    if text is None:
        return None, faults
    builder = _Builder(path)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except _RefusedError as refused:
        return None, (*builder.faults, refused.diagnostic)
    except yaml.YAMLError as error:
        return None, (*builder.faults, _syntax_fault(error, text, path))
    if builder.tree is None:
        empty = rules.NOT_ONE_DOCUMENT.at(Source(path=path), found=rules.EMPTY_FILE)
        return None, (*builder.faults, empty)
    return (None, tuple(builder.faults)) if builder.faults else (builder.tree, ())


class _RefusedError(Exception):
    """Reading this file any further is useless or dangerous."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(slots=True)
class _Open:
    """A collection that is not closed yet; in a mapping, keys and values alternate."""

    mapping: bool
    source: Source
    nodes: list[Node]


class _Builder:
    """Turns the events of one document into a tree, without recursion."""

    def __init__(self, path: str) -> None:
        self.tree: Node | None = None
        self.faults: list[Diagnostic] = []
        self._path = path
        self._stack: list[_Open] = []

    def take(self, event: yaml.Event) -> None:
        """Add one event."""
        if isinstance(event, yaml.DocumentStartEvent):
            self._check_document(event)
        elif isinstance(event, yaml.NodeEvent):
            self._check_plain(event)
        if isinstance(event, yaml.ScalarEvent):
            self._check_escapes(event)
            self._add(TextNode(value=event.value, plain=not event.style, source=self._at(event)))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._open(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._close()

    def _check_document(self, event: yaml.DocumentStartEvent) -> None:
        if self.tree is not None:
            fault = rules.NOT_ONE_DOCUMENT.at(self._at(event), found=rules.SECOND_DOCUMENT)
            raise _RefusedError(fault)
        if event.version or event.tags:
            fault = rules.NOT_PLAIN.at(self._at(event), construct=rules.DIRECTIVE, text="%")
            raise _RefusedError(fault)

    def _check_plain(self, event: yaml.NodeEvent) -> None:
        if isinstance(event, yaml.AliasEvent):
            text = f"*{event.anchor}"
            fault = rules.NOT_PLAIN.at(self._at(event), construct=rules.ALIAS, text=text)
            raise _RefusedError(fault)
        if event.anchor is not None:
            text = f"&{event.anchor}"
            self.faults.append(
                rules.NOT_PLAIN.at(self._at(event), construct=rules.ANCHOR, text=text)
            )
        tag = getattr(event, "tag", None)
        if tag is not None:
            text = tag.replace("tag:yaml.org,2002:", "!!")
            self.faults.append(
                rules.NOT_PLAIN.at(self._at(event), construct=rules.TAG_NAME, text=text)
            )

    def _check_escapes(self, event: yaml.ScalarEvent) -> None:
        found = _FORBIDDEN.search(event.value) if event.style == '"' else None
        if found:
            code = f"{ord(found[0]):04X}"
            self.faults.append(rules.FORBIDDEN_CHARACTER.at(self._at(event), code=code))

    def _open(self, event: yaml.Event) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise _RefusedError(rules.TOO_DEEP.at(self._at(event), limit=MAX_DEPTH))
        mapping = isinstance(event, yaml.MappingStartEvent)
        self._stack.append(_Open(mapping=mapping, source=self._at(event), nodes=[]))

    def _close(self) -> None:
        done = self._stack.pop()
        if done.mapping:
            entries = tuple(self._entries(done.nodes))
            self._add(MapNode(entries=entries, source=done.source))
        else:
            self._add(ListNode(items=tuple(done.nodes), source=done.source))

    def _entries(self, nodes: list[Node]) -> Iterator[tuple[TextNode, Node]]:
        lines: dict[str, int | None] = {}
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(key, TextNode):
                self.faults.append(rules.NOT_YAML.at(key.source, problem=rules.KEY_NOT_TEXT))
            elif key.value in lines:
                line = lines[key.value]
                self.faults.append(rules.REPEATED_KEY.at(key.source, key=key.value, line=line))
            else:
                lines[key.value] = key.source.line
                yield key, value

    def _add(self, node: Node) -> None:
        if self._stack:
            self._stack[-1].nodes.append(node)
        else:
            self.tree = node

    def _at(self, event: yaml.Event) -> Source:
        mark = event.start_mark
        assert mark is not None
        return Source(path=self._path, line=mark.line + 1, column=mark.column + 1)


def _syntax_fault(error: yaml.YAMLError, text: str, path: str) -> Diagnostic:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Source(path=path)
    if isinstance(mark, _Mark):
        place = Source(path=path, line=mark.line + 1, column=mark.column + 1)
        lines = text.splitlines()
        if mark.line < len(lines) and "\t" in lines[mark.line][: mark.column + 1]:
            return rules.TAB.at(place)
    said = f"{getattr(error, 'problem', '')} {getattr(error, 'context', '')}"
    known = (french for english, french in rules.YAML_PROBLEMS.items() if english in said)
    return rules.NOT_YAML.at(place, problem=next(known, rules.YAML_PROBLEM))
