"""The names of Office Open XML in its two editions, transitional and strict."""

from pipeline.intake.xmlpart import Root, Tree, rooted

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
RELATIONS = f"{_PACKAGE}relationships"
TYPES = f"{_PACKAGE}content-types"
_OFFICE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
RELATION_IDS = tuple(f"{namespace} id" for namespace in _OFFICE)


def part_root(name: str, tree: Tree) -> Root:
    """The root ``name`` of a part of a workbook, in both editions."""
    return rooted(name, _MAIN, tree)


def relation_kind(uri: str) -> str:
    """What a link leads to, in a word; empty for a link that Office does not follow."""
    space, _, kind = uri.rpartition("/")
    return kind if space in _OFFICE else ""
