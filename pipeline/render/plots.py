"""Plots of agreement as SVG texts: marks against marks, bars of severity, lines of drift; they print in black too.

Every text is escaped here. Each mark on a plot carries a title, which browsers show and readers speak.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from html import escape

from pipeline.render.gridstyle import BRICK, GREY, INK, NAVY, RULE, TINT
from pipeline.typography import number

TOP = 20
_SIDE, _EDGE = 300, 44
_ROW, _NAMES, _BARS = 26, 190, 360
_DRIFT_WIDTH, _DRIFT_HEIGHT = 420, 170
Place = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One copy: its two marks out of 20, what it says of itself, whether it passes the rule."""

    one: Fraction
    two: Fraction
    title: str
    beyond: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One assessor: the mean difference to the others, half the width of the thin line, what it says of itself."""

    name: str
    value: Fraction
    spread: Fraction
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One assessor's differences in the order of marking, and the line through them: at its first and last ranks."""

    points: tuple[tuple[int, Fraction], ...]
    line: tuple[tuple[int, Fraction], tuple[int, Fraction]] | None
    title: str


def scatter(spots: Sequence[Spot], band: Fraction, axes: tuple[str, str]) -> str:
    """Second mark against first mark, with the band in which two marks agree."""
    size = _SIDE + 2 * _EDGE
    return _svg(size, size, [*_frame(band, axes), *(_spot(spot) for spot in spots)])


def severity_bars(bars: Sequence[Bar]) -> str:
    """One bar an assessor, left of the axis when severe."""
    reach = max((abs(b.value) + b.spread for b in bars), default=Fraction(1))
    reach = max(Fraction(int(reach) + 1), Fraction(1))
    middle = _NAMES + _BARS / 2
    unit = _BARS / 2 / float(reach)
    height = _ROW * len(bars) + 34
    parts = [_line((middle, 4), (middle, height - 26), INK, 1)]
    for step in (-reach, -reach / 2, Fraction(0), reach / 2, reach):
        x = middle + float(step) * unit
        parts.append(_line((x, height - 30), (x, height - 26), GREY, 1))
        parts.append(_text(x, height - 12, _signed(step), anchor="middle"))
    for place, bar in enumerate(bars):
        parts += _bar(bar, 8 + place * _ROW, middle, unit)
    return _svg(_NAMES + _BARS + 20, height, parts)


def drift_lines(track: Track, axis: str) -> str:
    """The differences of one assessor over the ranks, a dot a copy, with their line."""
    last = max((rank for rank, _ in track.points), default=1)
    reach = max([abs(value) for _, value in track.points] + [Fraction(1)])
    left, right, top, bottom = 44, _DRIFT_WIDTH - 12, 12, _DRIFT_HEIGHT - 34

    def place(rank: int, value: Fraction) -> tuple[float, float]:
        x = left + (right - left) * (rank - 1) / max(last - 1, 1)
        return x, (top + bottom) / 2 - float(value / reach) * (bottom - top) / 2

    zero = place(1, Fraction(0))[1]
    parts = [
        _line((left, top), (left, bottom), GREY, 1),
        _line((left, zero), (right, zero), GREY, 1, dashed=True),
        _text(left - 6, top + 6, _signed(reach), anchor="end"),
        _text(left - 6, zero + 4, "0", anchor="end"),
        _text(left - 6, bottom + 2, _signed(-reach), anchor="end"),
        _text(left, bottom + 16, "1", anchor="middle"),
        _text(right, bottom + 16, str(last), anchor="middle"),
        _text((left + right) / 2, bottom + 28, axis, anchor="middle"),
    ]
    parts += [_dot(*place(rank, value), NAVY, _signed(value)) for rank, value in track.points]
    if track.line is not None:
        start, end = (place(*one) for one in track.line)
        parts.append(_line(start, end, BRICK, 2))
    return _svg(_DRIFT_WIDTH, _DRIFT_HEIGHT, parts, title=track.title)


def _frame(band: Fraction, axes: tuple[str, str]) -> Iterator[str]:
    """The square of the marks, the band along its diagonal, grid lines and axes."""
    unit = _SIDE / TOP
    wide = float(band) * unit
    far = _EDGE + _SIDE
    corners = (
        (_EDGE, far),
        (_EDGE + wide, far),
        (far, _EDGE + wide),
        (far, _EDGE),
        (far - wide, _EDGE),
        (_EDGE, far - wide),
    )
    said = " ".join(f"{_n(x)},{_n(y)}" for x, y in corners)
    yield f'<polygon points="{said}" fill="#{TINT}"/>'
    for mark in range(0, TOP + 1, 5):
        along = _EDGE + mark * unit
        yield _line((along, _EDGE), (along, far), RULE, 0.6)
        yield _line((_EDGE, along), (far, along), RULE, 0.6)
        yield _text(along, far + 16, str(mark), anchor="middle")
        yield _text(_EDGE - 7, far - mark * unit + 4, str(mark), anchor="end")
    yield _line((_EDGE, far), (far, _EDGE), GREY, 1, dashed=True)
    yield _text((_EDGE + far) / 2, far + 34, axes[0], anchor="middle")
    yield _text(14, (_EDGE + far) / 2, axes[1], anchor="middle", turned=True)


def _spot(spot: Spot) -> str:
    unit = _SIDE / TOP
    x, y = _EDGE + float(spot.one) * unit, _EDGE + _SIDE - float(spot.two) * unit
    return _dot(x, y, BRICK if spot.beyond else NAVY, spot.title, ring=spot.beyond)


def _bar(bar: Bar, top: float, middle: float, unit: float) -> Iterator[str]:
    """A name, its bar and its thin line."""
    end, y = middle + float(bar.value) * unit, top + _ROW / 2
    half = float(bar.spread) * unit
    yield _text(_NAMES - 8, y + 4, bar.name, anchor="end")
    left, width = min(middle, end), max(abs(end - middle), 1.0)
    yield (
        f'<rect x="{_n(left)}" y="{_n(top + 5)}" width="{_n(width)}" height="{_ROW - 10}" fill="#{NAVY}">'
        f"<title>{escape(bar.title)}</title></rect>"
    )
    yield _line((end - half, y), (end + half, y), BRICK, 1.2)


def _svg(width: float, height: float, parts: Sequence[str], title: str = "") -> str:
    said = f"<title>{escape(title)}</title>" if title else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}" '
        f'width="{_n(width)}" height="{_n(height)}" role="img">{said}{"".join(parts)}</svg>'
    )


def _line(start: Place, end: Place, color: str, width: float, *, dashed: bool = False) -> str:
    dash = ' stroke-dasharray="4 3"' if dashed else ""
    (x1, y1), (x2, y2) = start, end
    return (
        f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" '
        f'stroke="#{color}" stroke-width="{_n(width)}"{dash}/>'
    )


def _dot(x: float, y: float, color: str, title: str, *, ring: bool = False) -> str:
    edge = f' stroke="#{INK}" stroke-width="1.2"' if ring else ""
    return (
        f'<circle cx="{_n(x)}" cy="{_n(y)}" r="4" fill="#{color}" fill-opacity="0.75"{edge}>'
        f"<title>{escape(title)}</title></circle>"
    )


def _text(x: float, y: float, text: str, *, anchor: str, turned: bool = False) -> str:
    turn = f' transform="rotate(-90 {_n(x)} {_n(y)})"' if turned else ""
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}" font-size="11" fill="#{INK}"{turn}>'
        f"{escape(text)}</text>"
    )


def _n(value: float) -> str:
    """A coordinate, short: the same on every machine."""
    return f"{value:.1f}".removesuffix(".0")


def _signed(value: Fraction) -> str:
    """A difference with its sign, to the tenth."""
    exact = Decimal(round(value * 10)) / 10
    return f"+{number(exact, 1)}" if exact > 0 else number(exact, 1)
