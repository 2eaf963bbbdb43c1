"""The drawings of the certificate in Word: bars by code, forms in their windows, shades of what they have in common."""

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from pipeline.render.certificateshapes import BarView, DotRowView, MatrixView, StripView
from pipeline.render.chart import Chart, Series, chart
from pipeline.render.fragment import Fragment, clean_attribute
from pipeline.render.shapes import Canvas, Paint, Words
from pipeline.rules import certificate as words
from pipeline.typography import typeset

LINE = 14_570
"""Width between the margins of a landscape page, in twips."""
HALF = 7_000
SHADES = ("", "EEF3F9", "D5E1EF", "F3D3CE", "DFA29B")
_EMU = 635  # in a twip
_INK, _GREY, _NAVY, _BRICK, _BAND, _RULE = (
    "1A1A1A",
    "565E68",
    "1F3A5F",
    "A3302B",
    "E7EDF5",
    "C3CEDB",
)
_ROW, _TOP, _NAMES, _GAP = 270_000, 330_000, 1_150_000, 420_000
_DOT, _MARGIN = 42_000, 0.18
_NUMBER, _NAME, _CELL = 480, 4_200, 620


def bars(found: Sequence[BarView]) -> Fragment:
    """Points wanted and reached, a pair of bars a code."""
    data = Chart(
        kind="bar",
        title=typeset(words.CODES_TITLE),
        unit=words.POINTS,
        labels=tuple(bar.code for bar in found),
        series=(
            Series(name=words.BARS[0], values=tuple(bar.target for bar in found)),
            Series(name=words.BARS[1], values=tuple(bar.reached for bar in found)),
        ),
    )
    return chart(data, width=(HALF - 300) * _EMU, height=2_150_000)


def dots(rows: Sequence[DotRowView]) -> Fragment:
    """Every form in the windows of its exam: a line an exam, a panel for minutes and one for difficulty."""
    canvas = Canvas(width=LINE * _EMU, height=_TOP + _ROW * len(rows))
    wide = (canvas.width - _NAMES - 2 * _GAP) // 2
    lefts = (_NAMES + _GAP // 2, _NAMES + wide + _GAP + _GAP // 2)
    shapes = [
        canvas.words(Words(text=typeset(title), x=left + wide // 2, y=110_000, size=9, bold=True))
        for left, title in zip(lefts, words.DOTS_PANELS, strict=True)
    ]
    for place, row in enumerate(rows):
        middle = _TOP + _ROW * place + _ROW // 2
        shapes.append(
            canvas.words(
                Words(text=row.exam, x=0, y=middle, size=8, colour=_NAVY, bold=True, centred=False)
            )
        )
        for left, strip in zip(lefts, row.strips, strict=True):
            shapes += _strip(canvas, strip, (left, middle, wide))
    said = " ; ".join(f"{row.exam} : {_said(row)}" for row in rows)
    title = typeset(words.DOTS_TITLE)
    return Fragment(xml=canvas.drawing("".join(shapes), title, f"{title}. {said}."))


def _said(row: DotRowView) -> str:
    """One exam in words, for those who cannot see the drawing."""
    return ", ".join(dot.said for strip in row.strips for dot in strip.dots)


def _strip(canvas: Canvas, strip: StripView, at: tuple[int, int, int]) -> list[str]:
    """The band of a window with its ends, and the forms in it; ``at`` is its left end, its middle, its width."""
    left, middle, wide = at
    inner = int(wide * (1 - 2 * _MARGIN))
    start = left + int(wide * _MARGIN)
    ends, places = (strip.low, strip.high), (left + 150_000, left + wide - 150_000)
    band = (start, middle - 75_000, inner, 150_000)
    shapes = [
        canvas.preset("ligne", "rect", (left, middle - 3_000, wide, 6_000), Paint(fill=_RULE)),
        canvas.preset("bande", "rect", band, Paint(fill=_BAND)),
        *(canvas.words(_end(text, x, middle)) for text, x in zip(ends, places, strict=True)),
    ]
    for dot in strip.dots:
        inside = 0 <= dot.place <= 1
        place = min(max(float(dot.place), -_MARGIN), 1 + _MARGIN)
        radius = _DOT + min(dot.count - 1, 20) * 1_500
        centre = start + int(inner * place)
        box = (centre - radius, middle - radius, 2 * radius, 2 * radius)
        colour = _NAVY if inside else _BRICK
        shapes.append(canvas.preset(dot.said, "ellipse", box, Paint(fill=colour, line="FFFFFF")))
    return shapes


def _end(text: str, x: int, middle: int) -> Words:
    """One end of a window, over the line."""
    return Words(text=text, x=x, y=middle, size=7, colour=_GREY, halo="FFFFFF")


def matrix(found: MatrixView) -> Fragment:
    """What forms have in common as a table of shades; the markup closes the paragraph and opens another."""
    count = len(found.rows)
    cell = min(_CELL, (LINE - _NUMBER - _NAME) // max(count, 1))
    widths = (_NUMBER, _NAME, *[cell] * count)
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    heads = ("", "", *(row.number for row in found.rows))
    rows = [
        _row(widths, heads, ("EpCelTete", "EpCelTete", *["EpCelTeteCentre"] * count), head=True)
    ]
    for row in found.rows:
        texts = (row.number, row.name, *(c.mark for c in row.cells))
        styles = ("EpCelDroite", "EpCelForte", *["EpCelCentre"] * count)
        shades = ("", "", *(SHADES[c.shade] for c in row.cells))
        rows.append(_row(widths, texts, styles, shades))
    xml = (
        '</w:r></w:p><w:tbl><w:tblPr><w:tblStyle w:val="EpTableau"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="28" w:type="dxa"/><w:right w:w="28" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        'w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(clean_attribute(found.title))}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        '<w:p><w:pPr><w:pStyle w:val="EpEspace"/></w:pPr><w:r>'
    )
    return Fragment(xml=xml)


def _row(
    widths: Sequence[int],
    texts: Sequence[str],
    styles: Sequence[str],
    shades: Sequence[str] = (),
    *,
    head: bool = False,
) -> str:
    """One line of a matrix."""
    filled = tuple(shades) or ("",) * len(widths)
    cells = "".join(
        _cell(width, text, style, shade)
        for width, text, style, shade in zip(widths, texts, styles, filled, strict=True)
    )
    kept = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{kept}</w:trPr>{cells}</w:tr>"


def _cell(width: int, text: str, style: str, shade: str) -> str:
    """One cell with its shade."""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{clean_attribute(text)}</w:t></w:r></w:p></w:tc>'
    )
