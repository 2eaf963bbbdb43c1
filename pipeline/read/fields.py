"""The keys of a mapping, each asked for with the type it wants.

``open_fields(root, path, faults)`` reads a YAML file of the workspace and gives the ``Fields`` of
its top mapping, or ``None``. Every question puts its faults in the list ``faults`` and answers a
neutral value (the default, else an empty text, 0, an empty tuple), so that all the faults of a
file are told at once. A key without default must be there. When everything has been asked,
``close()`` on the top ``Fields`` makes unknown keys of what nobody asked for, in the children
handed out as well.

    faults: list[Diagnostic] = []
    top = open_fields(root, "referential/metier.yaml", faults)
    if top is None:
        return None, tuple(faults)
    title = top.text("titre")
    for mission in top.children("missions"):
        rank = mission.integer("rang", low=1, high=9)
        share = mission.decimal("part", Decimal(0))
        final = mission.boolean("finale", False)
    top.close()
    if faults: ...
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from pipeline.diagnostics import Diagnostic, Rule, Source
from pipeline.read.plain import advice, is_date, read_decimal
from pipeline.read.yamltree import ListNode, MapNode, Node, TextNode, read_tree
from pipeline.rules import reading as rules

_INTEGER = re.compile(r"[+-]?[0-9]{1,15}")
_BOOLEANS = {"true": True, "oui": True, "false": False, "non": False}

Enum = TypeVar("Enum", bound=StrEnum)


def open_fields(root: Path, path: str, faults: list[Diagnostic]) -> "Fields | None":
    """The fields of the top mapping of a YAML file; ``None``, with the faults told, without one."""
    tree, found = read_tree(root, path)
    faults.extend(found)
    if tree is None:
        return None
    if not isinstance(tree, MapNode):
        faults.append(rules.NOT_ONE_DOCUMENT.at(tree.source, found=rules.NO_MAPPING))
        return None
    return Fields(tree, faults)


class Fields:
    """One mapping of a file; see the module for how to ask."""

    def __init__(self, node: MapNode, faults: list[Diagnostic]) -> None:
        self._values = {key.value: value for key, value in node.entries}
        self._keys = {key.value: key.source for key, _ in node.entries}
        self._source = node.source
        self._asked: set[str] = set()
        self._children: list[Fields] = []
        self._faults = faults

    @property
    def source(self) -> Source:
        """Where the mapping starts."""
        return self._source

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that are written, in order; looking at them asks for none."""
        return tuple(self._values)

    def place(self, key: str) -> Source:
        """Where the value of a key is, else where the mapping starts."""
        node = self._values.get(key)
        return self._source if node is None else node.source

    def has(self, key: str) -> bool:
        """Whether a key is written with a value; an empty value, ``~`` and ``null`` are none."""
        self._asked.add(key)
        node = self._values.get(key)
        return node is not None and not (isinstance(node, TextNode) and node.absent)

    def fault(self, rule: Rule, at: str | None = None, /, **values: object) -> None:
        """Tell one more fault, at a key or at the mapping."""
        self._faults.append(rule.at(self.place(at) if at else self._source, **values))

    def tell(self, diagnostic: Diagnostic) -> None:
        """Tell one more fault, at a place of its own."""
        self._faults.append(diagnostic)

    def text(self, key: str, default: str | None = None) -> str:
        """A text without its outer blanks; without default it may not be empty."""
        value = self.verbatim(key, default).strip()
        if not value and default is None and self.has(key) and self._is_text(key):
            self.fault(rules.EMPTY_TEXT, key, key=key)
        return value

    def verbatim(self, key: str, default: str | None = None) -> str:
        """A text exactly as written, blanks included."""
        node = self._scalar(key, rules.A_TEXT, required=default is None)
        return (default or "") if node is None else node.value

    def integer(
        self, key: str, default: int | None = None, *, low: int = 0, high: int = 10**15
    ) -> int:
        """A whole number between two bounds, both allowed."""
        node = self._scalar(key, rules.AN_INTEGER, required=default is None)
        if node is None:
            return default or 0
        if not _INTEGER.fullmatch(node.value.strip()):
            self._wrong(key, rules.AN_INTEGER)
            return default or 0
        value = int(node.value)
        self._check_range(key, Decimal(value), Decimal(low), Decimal(high))
        return value

    def decimal(
        self,
        key: str,
        default: Decimal | None = None,
        *,
        low: Decimal = Decimal(0),
        high: Decimal = Decimal(10**15),
    ) -> Decimal:
        """A number, with a point or a French comma, between two bounds, both allowed."""
        node = self._scalar(key, rules.A_DECIMAL, required=default is None)
        if node is None:
            return default or Decimal(0)
        value = read_decimal(node.value)
        if value is None:
            self._wrong(key, rules.A_DECIMAL)
            return default or Decimal(0)
        self._check_range(key, value, low, high)
        return value

    def boolean(self, key: str, default: bool | None = None) -> bool:
        """A yes or no: ``true``, ``false``, ``oui`` or ``non``."""
        node = self._scalar(key, rules.A_BOOLEAN, required=default is None)
        if node is None:
            return bool(default)
        value = _BOOLEANS.get(node.value.strip().lower())
        if value is None:
            self._wrong(key, rules.A_BOOLEAN)
        return bool(value)

    def day(self, key: str, default: str | None = None) -> str:
        """A date that exists, as AAAA-MM-JJ."""
        value = self.text(key, default)
        if value and value != default and not is_date(value):
            self.fault(rules.NOT_A_DATE, key, key=key, value=value)
        return value

    def choice(self, key: str, known: Sequence[str], default: str | None = None) -> str:
        """One of the known words."""
        value = self.text(key, default)
        if value and value != default and value not in known:
            self.fault(rules.NOT_A_CHOICE, key, key=key, value=value, advice=advice(value, known))
        return value

    def member(self, key: str, kind: type[Enum], default: Enum | None = None) -> Enum:
        """One member of an enumeration, by its value; its first member when the text is wrong."""
        known = [member.value for member in kind]
        value = self.choice(key, known, default.value if default else None)
        return kind(value) if value in known else next(iter(kind))

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts, none empty."""
        nodes = self.nodes(key, default=None if default is None else ())
        found = [node for node in nodes if isinstance(node, TextNode)]
        for node in nodes:
            if not isinstance(node, TextNode):
                self._faults.append(_wrong_type(node, key, rules.A_TEXT))
            elif not node.value.strip():
                self._faults.append(rules.EMPTY_TEXT.at(node.source, key=key))
        return tuple(n.value.strip() for n in found) if self.has(key) else default or ()

    def nodes(self, key: str, default: tuple[Node, ...] | None = None) -> tuple[Node, ...]:
        """A list, as it is in the tree."""
        if not self._present(key, required=default is None):
            return default or ()
        node = self._values[key]
        if isinstance(node, ListNode):
            return node.items
        self._wrong(key, rules.A_LIST)
        return ()

    def node(self, key: str) -> Node | None:
        """Whatever is written under a key, as it is in the tree; ``None`` when nothing is."""
        return self._values[key] if self.has(key) else None

    def child(self, key: str, *, required: bool = True) -> "Fields | None":
        """A mapping, to be asked in turn; ``None`` when it is missing or something else."""
        if not self._present(key, required=required):
            return None
        return self._open(self._values[key], key)

    def children(self, key: str, *, required: bool = True) -> "tuple[Fields, ...]":
        """A list of mappings, to be asked in turn."""
        opened = (self._open(node, key) for node in self.nodes(key, None if required else ()))
        return tuple(fields for fields in opened if fields is not None)

    def named_children(
        self, key: str, *, required: bool = True
    ) -> "tuple[tuple[str, Fields], ...]":
        """A mapping of mappings, to be asked in turn, each with its key."""
        parent = self.child(key, required=required)
        if parent is None:
            return ()
        opened = ((name, parent.child(name)) for name in parent.keys)
        return tuple((name, fields) for name, fields in opened if fields is not None)

    def close(self) -> None:
        """Make an unknown key of everything that nobody asked for, here and in the children."""
        for key, place in self._keys.items():
            if key not in self._asked:
                missing = self._asked - self._keys.keys()
                said = advice(key, missing)
                self._faults.append(rules.UNKNOWN_KEY.at(place, key=key, advice=said))
        for child in self._children:
            child.close()

    def _open(self, node: Node, key: str) -> "Fields | None":
        if not isinstance(node, MapNode):
            self._faults.append(_wrong_type(node, key, rules.A_MAPPING))
            return None
        fields = Fields(node, self._faults)
        self._children.append(fields)
        return fields

    def _present(self, key: str, *, required: bool) -> bool:
        if self.has(key):
            return True
        if required:
            self.fault(rules.MISSING_KEY, key, key=key)
        return False

    def _scalar(self, key: str, expected: str, *, required: bool) -> TextNode | None:
        if not self._present(key, required=required):
            return None
        node = self._values[key]
        if isinstance(node, TextNode):
            return node
        self._wrong(key, expected)
        return None

    def _is_text(self, key: str) -> bool:
        return isinstance(self._values[key], TextNode)

    def _wrong(self, key: str, expected: str) -> None:
        self._faults.append(_wrong_type(self._values[key], key, expected))

    def _check_range(self, key: str, value: Decimal, low: Decimal, high: Decimal) -> None:
        if not low <= value <= high:
            self.fault(rules.OUT_OF_RANGE, key, key=key, value=value, low=low, high=high)


def _wrong_type(node: Node, key: str, expected: str) -> Diagnostic:
    found = {MapNode: rules.A_MAPPING, ListNode: rules.A_LIST}.get(type(node))
    if isinstance(node, TextNode):
        found = f"« {node.value[:40]} »"
    return rules.WRONG_TYPE.at(node.source, key=key, expected=expected, found=found)
