"""The parts that drawings bring into one document, with their relationships and content types."""

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from pipeline.render.clean import relationships_of
from pipeline.render.fragment import Part
from pipeline.render.pack import CONTENT_TYPES
from pipeline.render.printing import relation_id
from pipeline.render.template import Template

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EMPTY = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "</Relationships>"
)


def placed_parts(template: Template, placed: Sequence[tuple[str, int, Part]]) -> dict[str, bytes]:
    """New and changed parts by name; ``placed`` says which part shows what, under which number."""
    contents: dict[str, bytes] = {}
    links: dict[str, list[str]] = {}
    types: dict[str, None] = {}  # a set that keeps its order
    waiting = [(owner, relation_id(number), number, part) for owner, number, part in placed]
    while waiting:
        owner, link, number, part = waiting.pop(0)
        name = part.name.format(n=number)
        contents[name] = part.content
        target = quoteattr(f"/{name}")
        links.setdefault(relationships_of(owner), []).append(
            f'<Relationship Id="{link}" Type={quoteattr(part.relation)} Target={target}/>'
        )
        types[_content_type(template, part, name)] = None
        waiting += [(name, f"rId{i}", number, child) for i, child in enumerate(part.children, 1)]
    for name, entries in links.items():
        known = template.relationships.get(name, _EMPTY)
        contents[name] = _with(known, "Relationships", "".join(entries))
    contents[CONTENT_TYPES] = _with(template.content_types, "Types", "".join(types))
    return contents


def _content_type(template: Template, part: Part, name: str) -> str:
    kind = quoteattr(part.content_type)
    if not part.default:
        return f"<Override PartName={quoteattr(f'/{name}')} ContentType={kind}/>"
    if f'Extension="{part.default}"' in template.content_types:
        return ""
    return f'<Default Extension="{part.default}" ContentType={kind}/>'


def _with(xml: str, root: str, more: str) -> bytes:
    """The part with more children at its end."""
    closed = xml if f"</{root}>" in xml else xml.replace("/>", f"></{root}>")
    return (_DECLARATION + closed.replace(f"</{root}>", f"{more}</{root}>")).encode()
