"""Native Word charts, bars or lines, with their data in a small workbook: editable, without a picture library.

chart(Chart(kind="bar", title=…, unit=…, labels=(…), series=(Series(name=…, values=(…)),)))  -> Fragment
chart_of(exhibit)  -> Fragment, from the table and the ChartSpec of a document of the dossier
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape

from pipeline.model.scenario import Exhibit
from pipeline.render.chartbook import SHEET, column_name, workbook
from pipeline.render.fragment import (
    RELATION,
    Fragment,
    Frame,
    Part,
    clean_attribute,
    inline_drawing,
)

WIDTH, HEIGHT = 5_760_000, 2_880_000  # 16 × 8 cm
PALETTE = ("1F3A5F", "C0504D", "7F9DB9", "E3A29F", "5B6770", "B8A36B")

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MARKERS = ("circle", "diamond", "square", "triangle", "circle", "diamond")
_DASHES = ("solid", "dash", "sysDot", "dashDot", "solid", "dash")
_LATIN = '<a:latin typeface="Arial"/>'
_LONG_LABEL = 16
_LABELLED_POINTS = 16
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One row of bars or one line; ``None`` where there is no value."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What to draw: ``kind`` is bar or line; each series has a value for each label."""

    kind: str
    title: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    axis: str = ""


def chart_of(exhibit: Exhibit, *, width: int = WIDTH, height: int = HEIGHT) -> Fragment:
    """The chart that a document asks for of its own table; ValueError when it asks for none."""
    spec = exhibit.chart
    if spec is None:
        raise ValueError(exhibit.id)
    heads = (*exhibit.columns, *[""] * 20)
    data = Chart(
        kind="line" if spec.kind.startswith(("line", "courbe")) else "bar",
        title=spec.title,
        unit=spec.unit,
        axis=heads[spec.categories],
        labels=tuple(_at(row, spec.categories) for row in exhibit.rows),
        series=tuple(
            Series(name=heads[c], values=tuple(read_number(_at(row, c)) for row in exhibit.rows))
            for c in spec.series
        ),
    )
    return chart(data, width=width, height=height)


def chart(data: Chart, *, width: int = WIDTH, height: int = HEIGHT) -> Fragment:
    """The drawing of a chart, with its parts."""
    graphic = f'<c:chart xmlns:c="{_C}" xmlns:r="{_R}" r:id="{RELATION}"/>'
    frame = Frame(width=width, height=height, name=data.title, alt=alternative(data))
    book = Part(
        name="word/embeddings/chart{n}.xlsx",
        content_type=_XLSX,
        relation=f"{_R}/package",
        content=workbook(data.axis, data.labels, tuple((s.name, s.values) for s in data.series)),
        default="xlsx",
    )
    part = Part(
        name="word/charts/chart{n}.xml",
        content_type=_TYPE,
        relation=f"{_R}/chart",
        content=chart_xml(data).encode(),
        children=(book,),
    )
    return Fragment(xml=inline_drawing(frame, _C, graphic), part=part)


def alternative(data: Chart) -> str:
    """The chart in words, for those who cannot see it: title, unit, then each series with its values."""
    unit = f" ({data.unit})" if data.unit else ""
    told = []
    for series in data.series:
        pairs = zip(data.labels, series.values, strict=True)
        values = ", ".join(f"{label} {_spoken(v)}" for label, v in pairs if v is not None)
        told.append(f"{series.name} : {values}" if series.name else values)
    return f"{data.title}{unit}. {' ; '.join(told)}."


def read_number(text: str) -> Decimal | None:
    """The number that a table cell prints (« 1 234,5 », « −3 % »), ``None`` when it is none."""
    bare = re.sub(r"[\s\u00a0\u202f%€$]", "", text).replace(",", ".").replace("\u2212", "-")
    return Decimal(bare) if _NUMBER.fullmatch(bare) else None


def chart_xml(data: Chart) -> str:
    """The chart part."""
    lines = data.kind == "line"
    flat = not lines and max((len(x) for x in data.labels), default=0) > _LONG_LABEL
    series = "".join(_series(data, index, lines=lines) for index in range(len(data.series)))
    if lines:
        plot = (
            '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
            f'{series}<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>'
        )
    else:
        direction = "bar" if flat else "col"
        plot = (
            f'<c:barChart><c:barDir val="{direction}"/>'
            f'<c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
            '<c:gapWidth val="70"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        )
    legend = (
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_font(900, "404040")}</c:legend>'
        if len(data.series) > 1
        else ""
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}"><c:date1904 val="0"/>'
        '<c:lang val="fr-FR"/><c:roundedCorners val="0"/><c:chart>'
        f'{_title(data.title, 1100, bold=True)}<c:autoTitleDeleted val="0"/><c:plotArea>'
        f"<c:layout/>{plot}{_axes(data, flat=flat)}</c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
        f"<a:ln><a:noFill/></a:ln></c:spPr>{_font(900, '404040')}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _series(data: Chart, index: int, *, lines: bool) -> str:
    series = data.series[index]
    colour = PALETTE[index % len(PALETTE)]
    column, last = column_name(index + 1), len(data.labels) + 1
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{value:f}</c:v></c:pt>'
        for i, value in enumerate(series.values)
        if value is not None
    )
    names = "".join(
        f'<c:pt idx="{i}"><c:v>{_text(label)}</c:v></c:pt>' for i, label in enumerate(data.labels)
    )
    smooth = '<c:smooth val="0"/>' if lines else ""
    count = f'<c:ptCount val="{len(data.labels)}"/>'
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:tx><c:strRef>'
        f'<c:f>{SHEET}!${column}$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0">'
        f"<c:v>{_text(series.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>"
        f"{_line(index, colour) if lines else _bar(colour)}{_labels(data)}"
        f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f>"
        f"<c:strCache>{count}{names}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f><c:numCache>"
        f"<c:formatCode>{_format(data)}</c:formatCode>{count}{points}</c:numCache></c:numRef>"
        f"</c:val>{smooth}</c:ser>"
    )


def _bar(colour: str) -> str:
    return (
        f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></c:spPr>'
        '<c:invertIfNegative val="0"/>'
    )


def _line(index: int, colour: str) -> str:
    """A line told from the others by its colour, its dashes and its markers."""
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    dash, marker = _DASHES[index % len(_DASHES)], _MARKERS[index % len(_MARKERS)]
    return (
        f'<c:spPr><a:ln w="25400" cap="rnd">{fill}<a:prstDash val="{dash}"/><a:round/></a:ln>'
        f'</c:spPr><c:marker><c:symbol val="{marker}"/><c:size val="6"/><c:spPr>{fill}'
        f"<a:ln>{fill}</a:ln></c:spPr></c:marker>"
    )


def _labels(data: Chart) -> str:
    """The values printed on the points, as long as there are few of them."""
    crossing = data.kind == "line" and len(data.series) > 1
    shown = not crossing and len(data.labels) * len(data.series) <= _LABELLED_POINTS
    where = "t" if data.kind == "line" else "outEnd"
    style = (
        f'<c:numFmt formatCode="{_format(data)}" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>'
        f'{_font(800, "404040")}<c:dLblPos val="{where}"/>'
        if shown
        else ""
    )
    return (
        f'<c:dLbls>{style}<c:showLegendKey val="0"/><c:showVal val="{int(shown)}"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/></c:dLbls>'
    )


def _axes(data: Chart, *, flat: bool) -> str:
    grey = '<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="BFBFBF"/></a:solidFill></a:ln></c:spPr>'
    order, sides = ("maxMin", ("l", "b")) if flat else ("minMax", ("b", "l"))
    crosses = "max" if flat else "autoZero"
    return (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{sides[0]}"/>{_title(data.axis, 900)}'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{grey}{_font(900, "404040")}'
        '<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{sides[1]}"/><c:majorGridlines><c:spPr>'
        '<a:ln w="6350"><a:solidFill><a:srgbClr val="E3E7EC"/></a:solidFill></a:ln></c:spPr>'
        f'</c:majorGridlines>{_title(data.unit, 900)}<c:numFmt formatCode="{_format(data, axis=True)}" '
        'sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{_font(900, "404040")}<c:crossAx val="1"/><c:crosses val="{crosses}"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )


def _title(text: str, size: int, *, bold: bool = False) -> str:
    if not text:
        return ""
    style = f'sz="{size}" b="{int(bold)}"'
    colour = PALETTE[0] if bold else "404040"
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>{_LATIN}'
    return (
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr {style}>{fill}</a:defRPr></a:pPr>"
        f'<a:r><a:rPr lang="fr-FR" {style}>{fill}</a:rPr><a:t>{_text(text)}</a:t></a:r></a:p></c:rich></c:tx>'
        '<c:overlay val="0"/></c:title>'
    )


def _font(size: int, colour: str) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{size}"><a:solidFill>'
        f'<a:srgbClr val="{colour}"/></a:solidFill>{_LATIN}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="fr-FR"/></a:p></c:txPr>'
    )


def _format(data: Chart, *, axis: bool = False) -> str:
    """The number format of the data: thousands apart, the decimals of the values (none on a long axis)."""
    values = [v for s in data.series for v in s.values if v is not None]
    decimals = max((max(0, -int(v.normalize().as_tuple().exponent)) for v in values), default=0)
    if values and all(1900 <= v <= 2100 and v == int(v) for v in values):
        return "0"  # years
    if axis and max((abs(v) for v in values), default=Decimal(0)) >= 10:
        decimals = 0
    return "#,##0" + ("." + "0" * min(decimals, 3) if decimals else "")


def _spoken(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")


def _text(text: str) -> str:
    return escape(clean_attribute(text))


def _at(row: tuple[str, ...], column: int) -> str:
    return row[column] if column < len(row) else ""
