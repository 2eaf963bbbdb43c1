"""Drawings that a template may print: the only XML that passes unescaped, and only our code builds it."""

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

# Noncharacters: no text of a document can hold them (``sandbox`` drops them).
NEXT_ID = "\ufdd2"
RELATION = "\ufdd3"

_DRAWING_NS = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part that a drawing brings along; ``{n}`` in its name becomes a number unique in the document.

    ``children`` are what this part relates to, under the ids rId1, rId2…; ``default`` is the extension that needs
    a default content type instead of an override (empty for an override).
    """

    name: str
    content_type: str
    relation: str
    content: bytes
    default: str = ""
    children: tuple["Part", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A drawing ready to be placed in a run; never empty, so ``{% if chart %}`` asks whether there is one."""

    xml: str
    part: Part | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Size (in EMU, 360000 a centimetre), name and alternative text of a drawing."""

    width: int
    height: int
    name: str
    alt: str


def inline_drawing(frame: Frame, uri: str, graphic: str) -> str:
    """A drawing that flows with the text around; ``graphic`` is the content of its graphicData."""
    size = f'cx="{frame.width}" cy="{frame.height}"'
    name, alt = quoteattr(frame.name), quoteattr(clean_attribute(frame.alt))
    return (
        f'<w:drawing><wp:inline {_DRAWING_NS} distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{NEXT_ID}" name={name} descr={alt}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{uri}">{graphic}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )


def picture(png: bytes, frame: Frame) -> Fragment:
    """A PNG picture of this frame."""
    pic = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    name, alt = quoteattr(frame.name), quoteattr(clean_attribute(frame.alt))
    graphic = (
        f'<pic:pic xmlns:pic="{pic}"><pic:nvPicPr><pic:cNvPr id="{NEXT_ID}" name={name} '
        f"descr={alt}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
        f'<a:blip xmlns:r="{rel}" r:embed="{RELATION}"/><a:stretch><a:fillRect/></a:stretch>'
        '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{frame.width}" cy="{frame.height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    part = Part(
        name="word/media/picture{n}.png",
        content_type="image/png",
        relation=f"{rel}/image",
        content=png,
        default="png",
    )
    return Fragment(xml=inline_drawing(frame, pic, graphic), part=part)


def clean_attribute(text: str) -> str:
    """The text without what XML cannot hold and without our own markers; line feeds become spaces."""
    return "".join(
        " " if c in "\n\r\t" else c
        for c in text
        if c in "\n\r\t" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in _NEVER)
    )


_NEVER = "\ufffe\uffff\ufdd0\ufdd1\ufdd2\ufdd3"
