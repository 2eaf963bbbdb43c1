"""A workbook .ods, from its bytes: the same walk, the same limits, formulas seen."""

import re
from collections.abc import Mapping
from hashlib import sha256

from pipeline.diagnostics import Diagnostic
from pipeline.intake.container import Part
from pipeline.intake.links import MAX_PROPERTIES
from pipeline.intake.odscells import Tables
from pipeline.intake.package import Package
from pipeline.intake.parts import left_out, notes
from pipeline.intake.refusal import RefusedError
from pipeline.intake.xmlpart import Attributes, Node, Walk, rooted
from pipeline.model.book import Book
from pipeline.rules import intake as rules

MIMETYPE = "mimetype"
_BOOKS = (
    b"application/vnd.oasis.opendocument.spreadsheet",
    b"application/vnd.oasis.opendocument.spreadsheet-template",
)
_TEXTS = b"application/vnd.oasis.opendocument.text"
_READ = re.compile(
    r"mimetype|(?:content|styles|meta|settings|manifest)\.(?:xml|rdf)|meta-inf/manifest\.xml"
    r"|configurations2/.*|layout-cache"
)
_CONTENT, _META, _MANIFEST = "content.xml", "meta.xml", "meta-inf/manifest.xml"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_USER = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
_MANIFEST_SPACE = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def read_ods(
    data: bytes, parts: Mapping[str, Part], name: str
) -> tuple[Book, tuple[Diagnostic, ...]]:
    """The workbook and what is said about it; raises RefusedError."""
    package = Package(data, parts)
    kind = package.content(MIMETYPE).strip()
    if kind not in _BOOKS:
        said = rules.TEXT_DOCUMENT if kind.startswith(_TEXTS) else rules.OTHER_OPEN
        raise RefusedError(rules.WRONG_KIND, kind=said)
    dropped = left_out(sorted(parts), _READ)
    _judge_manifest(package.content(_MANIFEST), _MANIFEST)
    tables = Tables(_CONTENT)
    sheets = tables.read(package.content(_CONTENT))
    if not sheets:
        raise RefusedError(rules.NO_SHEET)
    book = Book(
        sha256=sha256(data).hexdigest(),
        format="ods",
        sheets=sheets,
        properties=_properties(package.content(_META), _META) if _META in parts else {},
    )
    seen = (*dropped, "xl/comments.xml") if tables.notes else dropped
    return book, notes(seen, links=tables.links, name=name)


def _judge_manifest(content: bytes, part: str) -> None:
    """Refuse a workbook whose parts are encrypted."""

    def opened(_: Attributes) -> None:
        raise RefusedError(rules.PASSWORD)

    entry = Node(tree={"encryption-data": Node(opened=opened)})
    Walk(part).run(content, rooted("manifest", (_MANIFEST_SPACE,), {"file-entry": entry}))


def _properties(content: bytes, part: str) -> Mapping[str, str]:
    """The custom properties of the workbook as texts."""
    found: dict[str, str] = {}
    name = ""
    walk = Walk(part)

    def opened(attributes: Attributes) -> None:
        nonlocal name
        name = attributes.get(f"{_USER} name", "")
        if name in found or len(found) >= MAX_PROPERTIES:
            raise walk.refuse(rules.REPEATED, name=name)
        walk.drop()

    def closed() -> None:
        found[name] = walk.take()

    entry = Node(opened=opened, closed=closed, strict=True)
    tree = {"meta": Node(inside={f"{_USER} user-defined": entry})}
    walk.run(content, rooted("document-meta", (_OFFICE,), tree))
    return found
