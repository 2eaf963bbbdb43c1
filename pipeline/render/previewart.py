"""Charts and maps of a Word document as SVG texts: a page shows what the paper prints, from the same drawing.

Only drawings that our own modules build are read (``chart``, ``map``). Every text is escaped; colours are theirs.
"""

from collections.abc import Iterator
from html import escape

from lxml import etree

from pipeline.render.fragment import Fragment
from pipeline.render.previewchart import chart_svg

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NS = {
    "w": _W,
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
_POINT = 12_700  # units of a drawing in a point
_STAR = "50,0 61.8,38.2 100,38.2 69.1,61.8 80.9,100 50,76.4 19.1,100 30.9,61.8 0,38.2 38.2,38.2"
Element = etree._Element  # the name that lxml-stubs gives to elements
Box = tuple[float, float, float, float]


def svg(fragment: Fragment) -> str:
    """The drawing of a fragment, with its alternative text; it takes the width that it is given."""
    root = etree.fromstring(f'<r xmlns:w="{_W}">{fragment.xml}</r>')
    frame = root.find(".//wp:docPr", _NS)
    assert frame is not None, "a drawing has a frame"
    alt = frame.get("descr") or ""
    if fragment.part is not None:
        return chart_svg(fragment.part.content, alt)
    extent = root.find(".//wp:extent", _NS)
    assert extent is not None, "a frame has a size"
    width, height = (int(extent.get(side) or 0) / _POINT for side in ("cx", "cy"))
    shapes = "".join(piece for shape in root.iterfind(".//wps:wsp", _NS) for piece in _shape(shape))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'aria-label="{escape(alt)}">{shapes}</svg>'
    )


def _shape(shape: Element) -> Iterator[str]:
    """The outline of a shape, then its words."""
    box = _box(shape)
    looks = _looks(shape)
    preset = shape.find("wps:spPr/a:prstGeom", _NS)
    if preset is None:
        yield from (f'<path d="{d}" fill-rule="evenodd"{looks}/>' for d in _paths(shape, box))
    else:
        yield _preset(preset.get("prst") or "", box, looks)
    text = "".join(str(piece) for piece in shape.itertext(f"{{{_W}}}t"))
    if text:
        yield _words(shape, box, text)


def _box(shape: Element) -> Box:
    offset, extent = shape.find(".//a:off", _NS), shape.find(".//a:ext", _NS)
    assert offset is not None, "a shape has a place"
    assert extent is not None, "a shape has a size"
    left, top = (int(offset.get(side) or 0) / _POINT for side in "xy")
    width, height = (int(extent.get(side) or 0) / _POINT for side in ("cx", "cy"))
    return left, top, width, height


def _preset(kind: str, box: Box, looks: str) -> str:
    left, top, width, height = box
    if kind == "ellipse":
        return (
            f'<ellipse cx="{left + width / 2:g}" cy="{top + height / 2:g}" rx="{width / 2:g}" '
            f'ry="{height / 2:g}"{looks}/>'
        )
    if kind == "star5":
        move = f"translate({left:g} {top:g}) scale({width / 100:g} {height / 100:g})"
        return f'<polygon points="{_STAR}" transform="{move}"{looks}/>'
    return f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}"{looks}/>'


def _paths(shape: Element, box: Box) -> Iterator[str]:
    """One path a land, in points of the drawing."""
    left, top, width, height = box
    for path in shape.iterfind(".//a:path", _NS):
        across = width / int(path.get("w") or 1)
        down = height / int(path.get("h") or 1)
        pieces = []
        for step in path:
            point = step.find("a:pt", _NS)
            if point is None:
                pieces.append("Z")
                continue
            letter = "M" if step.tag.endswith("moveTo") else "L"
            x, y = (int(point.get(side) or 0) for side in "xy")
            pieces.append(f"{letter}{left + x * across:.4g} {top + y * down:.4g}")
        yield "".join(pieces)


def _looks(shape: Element) -> str:
    """Fill and line of a shape."""
    properties = shape.find("wps:spPr", _NS)
    assert properties is not None, "a shape has looks"
    line = properties.find("a:ln", _NS)
    looks = f" fill{_colour(properties)}"
    if line is None or line.find("a:solidFill", _NS) is None:
        return looks
    width = int(line.get("w") or _POINT) / _POINT
    return f'{looks} stroke{_colour(line)} stroke-width="{width:g}"'


def _colour(owner: Element) -> str:
    """What follows ``fill`` or ``stroke``: a colour, its opacity when it has one."""
    colour = owner.find("a:solidFill/a:srgbClr", _NS)
    if colour is None:
        return '="none"'
    alpha = colour.find("a:alpha", _NS)
    opacity = "" if alpha is None else f' fill-opacity="{int(alpha.get("val") or 0) / 100_000:g}"'
    return f'="#{colour.get("val")}"{opacity}'


def _words(shape: Element, box: Box, text: str) -> str:
    left, top, width, height = box
    size = _value(shape, "sz", "18")
    points = int(size) / 2
    centred = _value(shape, "jc", "center") == "center"
    x, anchor = (left + width / 2, ' text-anchor="middle"') if centred else (left, "")
    weight = ' font-weight="bold"' if shape.find(".//w:b", _NS) is not None else ""
    return (
        f'<text x="{x:g}" y="{top + height / 2 + points * 0.35:g}" font-size="{points:g}" '
        f'fill="#{_value(shape, "color", "333333")}"{anchor}{weight}>{escape(text)}</text>'
    )


def _value(shape: Element, name: str, usual: str) -> str:
    """The value of a property of the words of a shape."""
    found = shape.find(f".//w:{name}", _NS)
    return usual if found is None else str(found.get(f"{{{_W}}}val") or usual)
