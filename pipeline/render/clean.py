"""What a template's package keeps: the parts that something points to, without traces of who typed them and when.

Thumbnail, customXml, printer settings, revision ids, spelling marks and layout hints go; macros, embedded objects,
links to other files, tracked changes and comments are faults.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.diagnostics import Diagnostic, Source
from pipeline.render.pack import CONTENT_TYPES, PACKAGE_RELATIONSHIPS, PackageError
from pipeline.render.tags import Element
from pipeline.rules import template as gab

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CT = "http://schemas.openxmlformats.org/package/2006/content-types"
_REL = "http://schemas.openxmlformats.org/package/2006/relationships"

_DROPPED = ("thumbnail", "customXml", "printerSettings", "calcChain")
_REVIEW = ("comments", "commentsExtended", "commentsIds", "people", "threadedComment")
_ACTIVE = ("vbaProject", "oleObject", "control", "aFChunk", "subDocument", "frame", "externalLink")
_REVISIONS = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange")
_TRACES = ("rsid", "proofErr", "lastRenderedPageBreak", "dataBinding", "noProof")
_SETTINGS = (
    *("rsids", "attachedTemplate", "updateFields", "mailMerge", "docVars", "proofState"),
    *("trackRevisions", "docId"),
)
_CORE = ("title", "subject", "keywords", "description", "category", "language", "identifier")
_APP = ("Application", "Company", "Manager")
_RSID = re.compile(r"\{.*\}rsid\w*")
_PARAGRAPH_IDS = (f"{{{_W14}}}paraId", f"{{{_W14}}}textId")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What is kept of a template: parsed XML parts, other parts as bytes, content types, relationships as XML."""

    main: str
    trees: Mapping[str, Element]
    binaries: Mapping[str, bytes]
    content_types: str
    relationships: Mapping[str, str]


def clean(parts: Mapping[str, bytes], source: Source) -> tuple[Package, tuple[Diagnostic, ...]]:
    """The package of a template and the faults of what it holds; raises PackageError."""
    faults: list[Diagnostic] = []
    kept, relationships, main = _reachable(parts, source, faults)
    trees: dict[str, Element] = {}
    binaries: dict[str, bytes] = {}
    for name in kept:
        if not name.endswith((".xml", ".vml")):
            binaries[name] = parts[name]
            continue
        try:
            trees[name] = parse(parts[name])
        except (etree.XMLSyntaxError, PackageError) as fault:
            faults.append(gab.BROKEN_PART.at(source, place=name, reason=str(fault)))
            continue
        faults += _strip(name, trees[name], source)
    package = Package(
        main=main,
        trees=trees,
        binaries=binaries,
        content_types=_content_types(parts, kept),
        relationships=relationships,
    )
    return package, tuple(faults)


def parse(content: bytes) -> Element:
    """The tree of a part; a DTD is refused."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise PackageError(gab.ENTITIES)
    return etree.fromstring(content, _PARSER)


def relationships_of(part: str) -> str:
    """The name of the part that holds the relationships of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _reachable(
    parts: Mapping[str, bytes], source: Source, faults: list[Diagnostic]
) -> tuple[list[str], dict[str, str], str]:
    """Parts that something points to, their relationships cleaned, and the main part."""
    for needed in (CONTENT_TYPES, PACKAGE_RELATIONSHIPS):
        if needed not in parts:
            raise PackageError(needed)
    kept: dict[str, None] = {}
    relationships: dict[str, str] = {}
    main = ""
    waiting = [""]
    while waiting:
        owner = waiting.pop()
        name = relationships_of(owner) if owner else PACKAGE_RELATIONSHIPS
        if name not in parts:
            continue
        tree = parse(parts[name])
        for target, kind in _targets(owner, tree, parts, source, faults):
            main = target if not owner and kind == "officeDocument" else main
            waiting += [] if target in kept else [target]
            kept[target] = None
        if len(tree):
            relationships[name] = etree.tostring(tree, encoding="unicode")
    if not main:
        raise PackageError("officeDocument")
    return sorted(kept), relationships, main


def _targets(
    owner: str,
    links: Element,
    parts: Mapping[str, bytes],
    source: Source,
    faults: list[Diagnostic],
) -> Iterator[tuple[str, str]]:
    """The parts that the relationships of a part point to, with their kind; what is dropped leaves the tree."""
    for link in tuple(links):
        target = _follow(owner, link, source, faults)
        if target is None or (target and target not in parts):
            links.remove(link)
        elif target:
            yield target, _kind(link)


def _kind(link: Element) -> str:
    return str(link.get("Type", "")).rsplit("/", 1)[-1]


def _follow(owner: str, link: Element, source: Source, faults: list[Diagnostic]) -> str | None:
    """The part that a relationship points to; empty for a hyperlink, ``None`` for what is dropped."""
    kind, target = _kind(link), str(link.get("Target", ""))
    if kind in _REVIEW:
        faults.append(gab.REVISIONS.at(source, place=target))
        return None
    foreign = link.get("TargetMode") == "External"
    if foreign and kind == "hyperlink":
        return ""
    if kind == "attachedTemplate":
        return None
    embedded = kind == "package" and "/charts/" not in f"/{owner}"
    if foreign or embedded or kind in _ACTIVE:
        faults.append(gab.ACTIVE_CONTENT.at(source, what=f"{kind} {target}"))
        return None
    if kind in _DROPPED:
        return None
    base = "/" if target.startswith("/") else f"/{posixpath.dirname(owner)}"
    return posixpath.normpath(posixpath.join(base, target)).lstrip("/")


def _content_types(parts: Mapping[str, bytes], kept: list[str]) -> str:
    """The content types of the kept parts; raises PackageError for a part that has none."""
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for entry in parse(parts[CONTENT_TYPES]):
        kind = str(entry.get("ContentType", ""))
        if etree.QName(entry).localname == "Default":
            defaults[str(entry.get("Extension", "")).lower()] = kind
        else:
            overrides[str(entry.get("PartName", "")).lstrip("/")] = kind
    root = parse(f'<Types xmlns="{_CT}"/>'.encode())
    used = {name.rsplit(".", 1)[-1].lower() for name in kept if name not in overrides}
    for extension in sorted(used | {"rels", "xml"}):
        if extension not in defaults:
            raise PackageError(f".{extension}")
        entry = etree.SubElement(root, f"{{{_CT}}}Default", Extension=extension)
        entry.set("ContentType", defaults[extension])
    for name in kept:
        if name in overrides:
            entry = etree.SubElement(root, f"{{{_CT}}}Override", PartName=f"/{name}")
            entry.set("ContentType", overrides[name])
    if any("macroEnabled" in kind for kind in overrides.values()):
        raise PackageError("macroEnabled")
    return etree.tostring(root, encoding="unicode")


def _strip(name: str, root: Element, source: Source) -> Iterator[Diagnostic]:
    """Take traces out of a part; a fault when revisions are left."""
    if name.startswith("docProps/"):
        _own_properties(name, root)
        return
    if any(next(root.iter(f"{{{W}}}{mark}"), None) is not None for mark in _REVISIONS):
        yield gab.REVISIONS.at(source, place=name)
    traces = _SETTINGS if name.endswith("/settings.xml") else _TRACES
    removed = [e for e in root.iter(etree.Element) if etree.QName(e).localname in traces]
    fallbacks = [e for e in root.iter(f"{{{_MC}}}Fallback") if e.getprevious() is not None]
    for element in (*removed, *fallbacks, *root.iter(etree.Comment)):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in root.iter(etree.Element):
        _tidy(element)


def _tidy(element: Element) -> None:
    """Take out indentation, revision ids and the name of a printer."""
    if (element.tail or "").isspace():
        element.tail = None
    if len(element) and (element.text or "").isspace():
        element.text = None
    printer = f"{{{_R}}}id" if etree.QName(element).localname == "pageSetup" else ""
    for key in tuple(element.attrib):
        if _RSID.fullmatch(str(key)) or key in (*_PARAGRAPH_IDS, printer):
            del element.attrib[key]


def _own_properties(name: str, root: Element) -> None:
    """Keep the properties that a coordinator writes on purpose; authors, dates and counts go."""
    wanted = {"core.xml": _CORE, "app.xml": _APP}.get(posixpath.basename(name))
    for element in tuple(root):
        local = etree.QName(element).localname
        tagged = local == "creator" and "{{" in (element.text or "")
        if wanted is not None and local not in wanted and not tagged:
            root.remove(element)
        elif local == "Application":
            element.text = "epreuve"
