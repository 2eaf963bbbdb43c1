"""DrawingML shapes in a group: polygons, boxes, dots and words, on a canvas measured in its own units."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from pipeline.render.fragment import NEXT_ID, Frame, clean_attribute, inline_drawing

GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_EMU_A_POINT = 12_700
_GRAIN = 3_175  # a quarter of a point: outlines are drawn on this grid, with short numbers
_WIDTHS = dict.fromkeys(" iljtfI.,:;'’-()", 0.3) | dict.fromkeys("mwMW", 0.84) | {"r": 0.35}

Path = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paint:
    """How a shape looks: fill and line colours (empty for none), width of the line in points."""

    fill: str = ""
    line: str = ""
    width: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text centred on a point or starting there: size in points, colour, weight."""

    text: str
    x: int
    y: int
    size: int
    colour: str = "333333"
    bold: bool = False
    centred: bool = True
    halo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """The drawing area, in EMU; shapes use the same unit."""

    width: int
    height: int

    def polygons(self, name: str, lands: Iterable[Sequence[Path]], paint: Paint) -> str:
        """One shape made of lands, each of several closed paths; a path inside another of its land is a hole."""
        width, height = self.width // _GRAIN, self.height // _GRAIN
        drawn = "".join(
            f'<a:path w="{width}" h="{height}">{"".join(map(_path, paths))}</a:path>'
            for paths in lands
        )
        if not drawn:
            return ""
        geometry = (
            '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
            f"<a:pathLst>{drawn}</a:pathLst></a:custGeom>"
        )
        return _shape(name, (0, 0, self.width, self.height), geometry, paint)

    def preset(self, name: str, kind: str, box: tuple[int, int, int, int], paint: Paint) -> str:
        """A rectangle, an ellipse, a star… in a box (left, top, width, height)."""
        geometry = f'<a:prstGeom prst="{kind}"><a:avLst/></a:prstGeom>'
        return _shape(name, box, geometry, paint)

    def words(self, words: Words) -> str:
        """A text without a box around it."""
        width, height = text_size(words.text, words.size, bold=words.bold)
        left = words.x - width // 2 if words.centred else words.x
        left = max(0, min(left, self.width - width))
        box = (left, words.y - height // 2, width, height)
        paint = Paint(fill=words.halo)
        geometry = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        return _shape(words.text, box, geometry, paint, _text(words))

    def drawing(self, shapes: str, name: str, alt: str) -> str:
        """The inline drawing of these shapes."""
        size = f'<a:ext cx="{self.width}" cy="{self.height}"/>'
        group = (
            f'<wpg:wgp xmlns:wpg="{GROUP}" xmlns:wps="{_SHAPE}"><wpg:cNvGrpSpPr/><wpg:grpSpPr>'
            f'<a:xfrm><a:off x="0" y="0"/>{size}<a:chOff x="0" y="0"/>'
            f"{size.replace('a:ext', 'a:chExt')}</a:xfrm></wpg:grpSpPr>{shapes}</wpg:wgp>"
        )
        frame = Frame(width=self.width, height=self.height, name=name, alt=alt)
        return (
            f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice xmlns:wpg="{GROUP}" Requires="wpg">'
            f"{inline_drawing(frame, GROUP, group)}</mc:Choice></mc:AlternateContent>"
        )


def text_size(text: str, size: int, *, bold: bool = False) -> tuple[int, int]:
    """About the room that a text takes in Arial, in EMU."""
    ems = 0.5 + sum(_WIDTHS.get(c, 0.68 if c.isupper() else 0.54) for c in text)
    return int(ems * size * _EMU_A_POINT * (1.06 if bold else 1)), int(size * _EMU_A_POINT * 1.35)


def _path(points: Path) -> str:
    if len(points) < 3:
        return ""
    drawn = [f'<a:pt x="{x // _GRAIN}" y="{y // _GRAIN}"/>' for x, y in points]
    lines = "</a:lnTo><a:lnTo>".join(drawn[1:])
    return f"<a:moveTo>{drawn[0]}</a:moveTo><a:lnTo>{lines}</a:lnTo><a:close/>"


def _shape(
    name: str, box: tuple[int, int, int, int], geometry: str, paint: Paint, text: str = ""
) -> str:
    left, top, width, height = box
    line = (
        f'<a:ln w="{int(paint.width * _EMU_A_POINT)}">{_fill(paint.line)}</a:ln>'
        if paint.line
        else "<a:ln><a:noFill/></a:ln>"
    )
    body = text or "<wps:bodyPr/>"
    title = quoteattr(clean_attribute(name))
    return (
        f'<wps:wsp><wps:cNvPr id="{NEXT_ID}" name={title}/><wps:cNvSpPr/><wps:spPr><a:xfrm>'
        f'<a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>{geometry}'
        f"{_fill(paint.fill)}{line}</wps:spPr>{body}</wps:wsp>"
    )


def _fill(colour: str) -> str:
    if not colour:
        return "<a:noFill/>"
    alpha = f'<a:alpha val="{int(colour[7:])}000"/>' if colour[6:7] == "/" else ""
    return f'<a:solidFill><a:srgbClr val="{colour[:6]}">{alpha}</a:srgbClr></a:solidFill>'


def _text(words: Words) -> str:
    side = "center" if words.centred else "left"
    style = (
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
        f'{"<w:b/>" if words.bold else ""}<w:color w:val="{words.colour}"/>'
        f'<w:sz w:val="{words.size * 2}"/><w:szCs w:val="{words.size * 2}"/>'
    )
    return (
        f'<wps:txbx><w:txbxContent><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" '
        f'w:lineRule="auto"/><w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="{side}"/>'
        f"</w:pPr><w:r><w:rPr>{style}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(clean_attribute(words.text))}</w:t></w:r></w:p>'
        '</w:txbxContent></wps:txbx><wps:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" '
        'anchor="ctr"><a:noAutofit/></wps:bodyPr>'
    )
