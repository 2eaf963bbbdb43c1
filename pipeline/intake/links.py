"""Links between the parts of a workbook, and the few things that its first parts say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from posixpath import dirname, join, normpath

from pipeline.intake.ooxml import RELATION_IDS, RELATIONS, TYPES, part_root, relation_kind
from pipeline.intake.parts import judge_relation, judge_type
from pipeline.intake.refusal import RefusedError
from pipeline.intake.strings import unescape
from pipeline.intake.xmlpart import Attributes, Node, Walk, rooted
from pipeline.rules import intake as rules

_PROPERTIES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "http://purl.oclc.org/ooxml/officeDocument/customProperties",
)
_VALUES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
    "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes",
)
_VALUE_KINDS = (
    "lpwstr",
    "lpstr",
    "bstr",
    "i2",
    "i4",
    "i8",
    "int",
    "ui4",
    "r8",
    "decimal",
    "bool",
    "filetime",
)
MAX_PROPERTIES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The links of one part: targets by id and by kind, as lower-case names; whether some lead outside."""

    target_by_id: Mapping[str, str]
    ids_by_kind: Mapping[str, Sequence[str]]
    outside: bool

    def only(self, kind: str) -> str | None:
        """The target of the link of that kind, ``None`` without one; raises RefusedError for several."""
        found = {self.target_by_id[i] for i in self.ids_by_kind.get(kind, ())}
        if len(found) > 1:
            raise RefusedError(
                rules.STRUCTURE, part=max(found), detail=rules.REPEATED.format(name=kind)
            )
        return found.pop() if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLink:
    """A sheet as the workbook lists it."""

    title: str
    id: str
    visible: bool


def read_links(content: bytes, part: str) -> Links:
    """The links of a ``.rels`` part; raises RefusedError for one that leads to what may not be there."""
    owner_folder = dirname(dirname(part))
    targets: dict[str, str] = {}
    kinds: dict[str, list[str]] = {}
    outside: list[str] = []
    walk = Walk(part)

    def opened(attributes: Attributes) -> None:
        number, uri = attributes.get("Id", ""), attributes.get("Type", "")
        if number in targets:
            raise walk.refuse(rules.REPEATED, name=number)
        if attributes.get("TargetMode", "Internal") != "Internal":
            if relation_kind(uri) != "hyperlink":
                raise RefusedError(rules.EXTERNAL, part=part)
            outside.append(number)
            return
        judge_relation(uri, part)
        target = attributes.get("Target", "")
        targets[number] = normpath(join("/", owner_folder, target)).lstrip("/").lower()
        kinds.setdefault(relation_kind(uri), []).append(number)

    tree = {"Relationship": Node(opened=opened)}
    walk.run(content, rooted("Relationships", (RELATIONS,), tree))
    return Links(target_by_id=targets, ids_by_kind=kinds, outside=bool(outside))


def judge_types(content: bytes, part: str) -> None:
    """Refuse a package that declares one of its parts as what may not be there."""
    walk = Walk(part)

    def opened(attributes: Attributes) -> None:
        judge_type(attributes.get("ContentType", ""), attributes.get("PartName", part).lstrip("/"))

    tree = {"Override": Node(opened=opened)}
    walk.run(content, rooted("Types", (TYPES,), tree))


def read_sheet_list(content: bytes, part: str) -> tuple[SheetLink, ...]:
    """The sheets of the workbook in their order; two of one name, whatever its case, are refused."""
    found: dict[str, SheetLink] = {}
    walk = Walk(part)

    def opened(attributes: Attributes) -> None:
        title = unescape(attributes.get("name", ""))
        ids = [attributes[key] for key in RELATION_IDS if key in attributes]
        if title.casefold() in found or not title or len(ids) != 1:
            raise walk.refuse(rules.REPEATED, name=title)
        visible = attributes.get("state", "visible") == "visible"
        found[title.casefold()] = SheetLink(title=title, id=ids[0], visible=visible)

    walk.run(content, part_root("workbook", {"sheets": Node(tree={"sheet": Node(opened=opened)})}))
    return tuple(found.values())


def read_properties(content: bytes, part: str) -> Mapping[str, str]:
    """The custom properties of a workbook as texts."""
    found: dict[str, str] = {}
    names: list[str] = []
    walk = Walk(part)

    def opened(attributes: Attributes) -> None:
        names.append(attributes.get("name", ""))
        if len(names) > MAX_PROPERTIES or names[-1] in found:
            raise walk.refuse(rules.REPEATED, name=names[-1])

    def closed() -> None:
        found[names[-1]] = unescape(walk.take())

    value = Node(opened=lambda _: walk.drop(), closed=closed)
    inside = {f"{space} {kind}": value for space in _VALUES for kind in _VALUE_KINDS}
    entry = Node(opened=opened, inside=inside)
    walk.run(content, rooted("Properties", _PROPERTIES, {"property": entry}))
    return found
