"""A list of competency codes in a file -> the codes; the unknown ones are told with those they resemble."""

from collections.abc import Sequence

from pipeline.codes import Code, near_codes
from pipeline.read.fields import Fields
from pipeline.read.yamltree import TextNode
from pipeline.rules import item as rules


def read_codes(
    fields: Fields, key: str, known: Sequence[Code], *, required: bool = True
) -> tuple[Code, ...]:
    """A list of codes of the referential; the others are told with the codes that they resemble."""
    found: list[Code] = []
    for node in fields.nodes(key, None if required else ()):
        text = node.value.strip() if isinstance(node, TextNode) else ""
        if text in known:
            found.append(Code(text))
            continue
        near = near_codes(text, known)
        said = rules.CLOSE_CODES.format(codes=", ".join(near)) if near else rules.NO_CLOSE_CODE
        fields.tell(rules.UNKNOWN_CODE.at(node.source, code=text, advice=said))
    return tuple(dict.fromkeys(found))
