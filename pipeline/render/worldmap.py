"""A map of the world in shades, as an SVG text: how much of something each country has.

Equal Earth projection, so that a large country weighs what it covers (Šavrič, Patterson and Jenny, 2018,
« The Equal Earth map projection », equations 8 and 9).
"""

from collections.abc import Mapping
from html import escape
from math import asin, cos, radians, sin, sqrt

from pipeline.render.atlas import Atlas, Ring

_A = (1.340264, -0.081106, 0.000893, 0.003796)
_WIDTH, _HEIGHT = 1000, 487
_SCALE = _WIDTH / 5.42
_SOUTH = -58.0  # degrees: Antarctica is left out


def world_map(atlas: Atlas, shades: Mapping[str, tuple[str, str]], alt: str) -> str:
    """The world; ``shades`` gives the class of a country and what it says of itself, the others have none."""
    lands = "".join(
        _land(outline.rings, *shades.get(iso3, ("", "")))
        for iso3, outline in sorted(atlas.outlines.items())
    )
    return (
        f'<svg class="world" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(alt)}">'
        f"{lands}</svg>"
    )


def _land(rings: tuple[Ring, ...], shade: str, title: str) -> str:
    path = "".join(_path(ring) for ring in rings)
    said = f"<title>{escape(title)}</title>" if title else ""
    kind = f' class="{shade}"' if shade else ""
    return f'<path{kind} fill-rule="evenodd" d="{path}">{said}</path>' if path else ""


def _path(ring: Ring) -> str:
    """The closed line of a ring, to the pixel; nothing for what is too far south."""
    points = [_project(*point) for point in ring if point[1] > _SOUTH]
    if not points:
        return ""
    first, *others = dict.fromkeys(points)
    return f"M{first[0]} {first[1]}" + "".join(f"L{x} {y}" for x, y in others) + "Z"


def _project(longitude: float, latitude: float) -> tuple[int, int]:
    """Where a place stands on the picture."""
    theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = _A[0] + 3 * _A[1] * square + sixth * (7 * _A[2] + 9 * _A[3] * square)
    across = 2 * sqrt(3) * radians(longitude) * cos(theta) / (3 * slope)
    up = theta * (_A[0] + _A[1] * square + sixth * (_A[2] + _A[3] * square))
    return round(_WIDTH / 2 + _SCALE * across), round(_HEIGHT / 2 + 6 - _SCALE * up)
