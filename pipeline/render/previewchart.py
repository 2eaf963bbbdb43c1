"""The chart part of a Word document as an SVG text: bars standing or lying, or lines, with their values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from html import escape

from lxml import etree

from pipeline.render.chart import PALETTE
from pipeline.typography import number

_NS = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
_WIDTH, _TALL, _ROW = 640, 190, 22
_LEFT, _TOP, _LETTER, _WIDEST = 62, 46, 6.2, 250
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_DASHES = ("", "7 4", "2 4", "7 4 2 4")
_LABELLED = 16
_INK, _RULE = "#404040", "#d9dee4"
Element = etree._Element  # the name that lxml-stubs gives to elements


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chart:
    """What a chart part says."""

    title: str
    unit: str
    lines: bool
    flat: bool
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[Decimal | None, ...]], ...]

    @property
    def values(self) -> tuple[Decimal, ...]:
        return tuple(v for _, own in self.series for v in own if v is not None)

    @property
    def written(self) -> bool:
        """Whether there are few enough points to print their values, and no lines that cross them."""
        crossing = self.lines and len(self.series) > 1
        return not crossing and len(self.labels) * len(self.series) <= _LABELLED


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """A length for each value: ``start`` and ``end`` are where the first and the last tick stand."""

    ticks: tuple[Decimal, ...]
    start: float
    end: float

    def at(self, value: Decimal) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.start + (self.end - self.start) * float((value - low) / (high - low))


def chart_svg(part: bytes, alt: str) -> str:
    """The chart of a part, with its alternative text."""
    chart = _read(etree.fromstring(part))
    bottom = _TOP + (_flat_height(chart) if chart.flat else _TALL)
    body = [*(_flat(chart, bottom) if chart.flat else _standing(chart, bottom))]
    legend = [*_legend(chart, bottom + 34)]
    height = bottom + (50 if legend else 32)
    head = _text(_WIDTH / 2, 18, chart.title, "middle", bold=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:g}" role="img" '
        f'aria-label="{escape(alt)}" font-size="11">{head}{"".join(body)}{"".join(legend)}</svg>'
    )


def ticks(values: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Round values that enclose these and zero, about five of them."""
    low, high = min([*values, Decimal(0)]), max([*values, Decimal(0)])
    if low == high:
        return (Decimal(0), Decimal(1))
    rough = (high - low) / 4
    unit = Decimal(1).scaleb(rough.adjusted())
    step = next(unit * s for s in _STEPS if unit * s >= rough)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return tuple(step * n for n in range(int(first), int(last) + 1))


def _read(root: Element) -> _Chart:
    direction = root.find(".//c:barDir", _NS)
    series = root.findall(".//c:ser", _NS)
    first = series[0] if series else root
    labels = tuple(_of(first.iterfind("c:cat//c:pt/c:v", _NS)))
    return _Chart(
        title=_title(root, "c:chart/c:title"),
        unit=_title(root, ".//c:valAx/c:title"),
        lines=direction is None,
        flat=direction is not None and direction.get("val") == "bar",
        labels=labels,
        series=tuple(
            ("".join(_of(one.iterfind("c:tx//c:v", _NS))), _values(one, len(labels)))
            for one in series
        ),
    )


def _values(series: Element, count: int) -> tuple[Decimal | None, ...]:
    """A value for each label; ``None`` where the part has none."""
    found = {
        int(point.get("idx") or 0): Decimal(point.findtext("c:v", "0", _NS))
        for point in series.iterfind("c:val//c:pt", _NS)
    }
    return tuple(found.get(rank) for rank in range(count))


def _title(root: Element, path: str) -> str:
    title = root.find(path, _NS)
    return "" if title is None else "".join(_of(title.iterfind(".//a:t", _NS)))


def _of(elements: Iterator[Element]) -> Iterator[str]:
    return (element.text or "" for element in elements)


def _standing(chart: _Chart, bottom: float) -> Iterator[str]:
    """Bars that stand, or lines, over their labels."""
    scale = _Scale(ticks=ticks(chart.values), start=bottom, end=_TOP)
    yield _text(_LEFT - 6, _TOP - 12, chart.unit, "end" if len(chart.unit) < 10 else "start")
    for tick in scale.ticks:
        y = scale.at(tick)
        yield f'<path d="M{_LEFT} {y:g}H{_WIDTH - 12}" stroke="{_RULE}"/>'
        yield _text(_LEFT - 6, y + 4, number(tick), "end")
    room = (_WIDTH - 12 - _LEFT) / max(len(chart.labels), 1)
    for rank, label in enumerate(chart.labels):
        yield _text(_LEFT + room * (rank + 0.5), bottom + 16, label, "middle")
    drawn = _lines if chart.lines else _columns
    yield from drawn(chart, scale, room)


def _columns(chart: _Chart, scale: _Scale, room: float) -> Iterator[str]:
    wide = room * 0.7 / max(len(chart.series), 1)
    for row, (_, values) in enumerate(chart.series):
        for rank, value in enumerate(values):
            if value is None:
                continue
            x = _LEFT + room * (rank + 0.15) + wide * row
            y, zero = scale.at(value), scale.at(Decimal(0))
            yield _bar((x, min(y, zero), wide, abs(zero - y)), row)
            if chart.written:
                yield _text(x + wide / 2, min(y, zero) - 4, number(value), "middle")


def _lines(chart: _Chart, scale: _Scale, room: float) -> Iterator[str]:
    for row, (_, values) in enumerate(chart.series):
        colour, dash = PALETTE[row % len(PALETTE)], _DASHES[row % len(_DASHES)]
        known = [
            (_LEFT + room * (rank + 0.5), scale.at(value), value)
            for rank, value in enumerate(values)
            if value is not None
        ]
        path = " ".join(f"{x:g},{y:g}" for x, y, _ in known)
        yield (
            f'<polyline points="{path}" fill="none" stroke="#{colour}" stroke-width="2"'
            f' stroke-dasharray="{dash}"/>'
        )
        for x, y, value in known:
            yield f'<circle cx="{x:g}" cy="{y:g}" r="3" fill="#{colour}"/>'
            if chart.written:
                yield _text(x, y - 7, number(value), "middle")


def _flat(chart: _Chart, bottom: float) -> Iterator[str]:
    """Bars that lie beside their labels, which are long."""
    left = min(max(map(len, chart.labels)) * _LETTER, _WIDEST) + 14
    scale = _Scale(ticks=ticks(chart.values), start=left, end=_WIDTH - 48)
    for tick in scale.ticks:
        x = scale.at(tick)
        yield f'<path d="M{x:g} {_TOP - 8}V{bottom:g}" stroke="{_RULE}"/>'
        yield _text(x, bottom + 14, number(tick), "middle")
    yield _text(_WIDTH - 6, _TOP - 12, chart.unit, "end")
    room = (bottom - _TOP) / max(len(chart.labels), 1)
    wide = room * 0.7 / max(len(chart.series), 1)
    for rank, label in enumerate(chart.labels):
        yield _text(left - 8, _TOP + room * (rank + 0.5) + 4, _cut(label), "end")
        for row, (_, values) in enumerate(chart.series):
            value = values[rank]
            if value is None:
                continue
            x, zero = scale.at(value), scale.at(Decimal(0))
            y = _TOP + room * (rank + 0.15) + wide * row
            yield _bar((min(x, zero), y, abs(x - zero), wide), row)
            if chart.written:
                yield _text(max(x, zero) + 5, y + wide / 2 + 4, number(value), "start")


def _flat_height(chart: _Chart) -> float:
    return max(len(chart.labels), 1) * max(len(chart.series) * _ROW * 0.8, _ROW) + 10


def _legend(chart: _Chart, y: float) -> Iterator[str]:
    """The names of the series, when there are several."""
    x = 62.0
    for row, (name, _) in enumerate(chart.series if len(chart.series) > 1 else ()):
        yield _bar((x, y - 9, 12, 10), row)
        yield _text(x + 18, y, name, "start")
        x += 36 + len(name) * _LETTER


def _bar(box: tuple[float, float, float, float], row: int) -> str:
    left, top, width, height = box
    colour = PALETTE[row % len(PALETTE)]
    return (
        f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" fill="#{colour}"/>'
    )


def _cut(label: str) -> str:
    """A label that fits beside the bars; the table beside the chart has it whole."""
    most = int(_WIDEST / _LETTER)
    return label if len(label) <= most else f"{label[: most - 1]}…"


def _text(x: float, y: float, text: str, anchor: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{_INK}"{weight}>{escape(text)}</text>'
