"""The charts of the certificate as SVG texts, dressed by the style of the page: they follow its light and its dark.

Every text is escaped here; each mark carries a title, which browsers show and readers speak.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape

from pipeline.render.certificateshapes import BarView, DotRowView, StripView
from pipeline.rules import certificate as words
from pipeline.typography import number, typeset

_BAR, _PAIR, _LEFT, _HIGH, _TOP, _BOTTOM = 22, 62, 34, 150, 18, 24
_STRIP, _NAMES, _ROW, _HEAD, _EDGE = 290, 132, 26, 26, 54
_WIDEST = 9


def bar_plot(bars: Sequence[BarView]) -> str:
    """Points wanted and reached by code, with the bracket of what is allowed."""
    reach = max((max(b.reached, b.target + b.tolerance) for b in bars), default=Decimal(1)) or 1
    unit = _HIGH / float(reach)
    width, height = _LEFT + _PAIR * len(bars) + 8, _TOP + _HIGH + _BOTTOM
    base = _TOP + _HIGH
    drawn = "".join(part for k, bar in enumerate(bars) for part in _pair(bar, k, base, unit))
    axis = f'<path class="axis" d="M{_LEFT} {base}H{width - 4}"/>'
    return _svg(width, height, axis + drawn, typeset(words.CODES_TITLE))


def dot_plot(rows: Sequence[DotRowView]) -> str:
    """Every form in the windows of its exam."""
    width = _NAMES + 2 * (_STRIP + 12)
    height = _HEAD + _ROW * len(rows) + 6
    lefts = (_NAMES, _NAMES + _STRIP + 12)
    heads = "".join(
        f'<text class="head" x="{left + _STRIP / 2:g}" y="16" text-anchor="middle">{escape(typeset(title))}</text>'
        for left, title in zip(lefts, words.DOTS_PANELS, strict=True)
    )
    drawn = []
    for place, row in enumerate(rows):
        middle = _HEAD + _ROW * place + _ROW / 2
        drawn.append(f'<text class="name" x="0" y="{middle + 4:g}">{escape(row.exam)}</text>')
        for left, strip in zip(lefts, row.strips, strict=True):
            drawn += _strip(strip, left, middle)
    return _svg(width, height, heads + "".join(drawn), typeset(words.DOTS_TITLE))


def _pair(bar: BarView, place: int, base: float, unit: float) -> Iterator[str]:
    """The two bars of a code, the bracket of its tolerance, its name."""
    left = _LEFT + _PAIR * place + (_PAIR - 2 * _BAR) / 2
    middle = left + _BAR
    inside = abs(bar.reached - bar.target) <= bar.tolerance
    for part, value, kind in (
        (0, bar.target, "asked"),
        (1, bar.reached, "got" if inside else "got out"),
    ):
        x, high = left + _BAR * part, float(value) * unit
        said = typeset(f"{bar.code}, {words.BARS[part]} : {number(value)}")
        yield (
            f'<rect class="{kind}" x="{x:g}" y="{base - high:.4g}" width="{_BAR - 2}" height="{high:.4g}">'
            f"<title>{escape(said)}</title></rect>"
            f'<text class="value" x="{x + _BAR / 2 - 1:g}" y="{base - high - 3:.4g}" text-anchor="middle">'
            f"{escape(number(value))}</text>"
        )
    low = base - float(max(bar.target - bar.tolerance, Decimal(0))) * unit
    top = base - float(bar.target + bar.tolerance) * unit
    x = left + 2 * _BAR + 3
    yield f'<path class="bracket" d="M{x - 4:g} {top:.4g}h4V{low:.4g}h-4"/>'
    yield f'<text class="name" x="{middle:g}" y="{base + 16:g}" text-anchor="middle">{escape(bar.code)}</text>'


def _strip(strip: StripView, left: float, middle: float) -> Iterator[str]:
    """The band of a window with its ends, and the forms in it."""
    start, wide = left + _EDGE, _STRIP - 2 * _EDGE
    yield f'<rect class="band" x="{start:g}" y="{middle - 7:g}" width="{wide:g}" height="14"/>'
    yield (
        f'<text class="end" x="{start - 13:g}" y="{middle + 4:g}" text-anchor="end">{escape(strip.low)}</text>'
    )
    yield f'<text class="end" x="{start + wide + 13:g}" y="{middle + 4:g}">{escape(strip.high)}</text>'
    for dot in strip.dots:
        kind = "dot" if 0 <= dot.place <= 1 else "dot out"
        place = min(max(float(dot.place), -0.2), 1.2)
        radius = min(3.5 + dot.count * 0.3, _WIDEST)
        yield (
            f'<circle class="{kind}" cx="{start + wide * place:.4g}" cy="{middle:g}" r="{radius:.3g}">'
            f"<title>{escape(dot.said)}</title></circle>"
        )


def _svg(width: float, height: float, inner: str, label: str) -> str:
    """The drawing, with what it is for those who cannot see it."""
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}" style="max-width:{width:g}px" role="img" '
        f'aria-label="{escape(label)}">{inner}</svg>'
    )
