"""Outlines of countries, projected around one of them and clipped to a frame.

Lambert azimuthal equal-area projection centred on the country: no seam at the antimeridian, fair shapes up north
(Snyder, Map Projections, USGS 1987, § 24). Lengths are in Earth radii.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import asin, atan2, cos, degrees, dist, hypot, radians, sin, sqrt

Point = tuple[float, float]
Ring = tuple[Point, ...]

_BEHIND = 0.4  # one plus the cosine of the distance: beyond 126 degrees nothing is drawn
_GRID = 3.0  # degrees, for the world in the corner of a map
_NEAR_PART = 6.0  # degrees


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the Earth, degrees."""

    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The rings of one country, holes included, largest first, in degrees; ``caps`` are circles around each."""

    iso3: str
    rings: tuple[Ring, ...]
    caps: tuple["Cap", ...]


@dataclass(frozen=True, slots=True)
class Cap:
    """A circle on the Earth: its centre and its radius in degrees."""

    centre: Place
    radius: float

    def meets(self, other: "Cap") -> bool:
        """Whether the two have a point in common."""
        return angle(self.centre, other.centre) <= self.radius + other.radius


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: west, south, east, north, or left, bottom, right, top."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    @property
    def centre(self) -> Point:
        """The middle."""
        return ((self.left + self.right) / 2, (self.bottom + self.top) / 2)

    def meets(self, other: "Box") -> bool:
        """Whether the two have a point in common."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.bottom <= other.top
            and other.bottom <= self.top
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """The outlines of the world and the words that a map prints; ``world`` is all lands, coarse, in degrees."""

    outlines: Mapping[str, Outline]
    world: tuple[Ring, ...]
    caption: str
    alt: str
    none: str


def read_atlas(data: bytes) -> Atlas:
    """The atlas of a GeoJSON file of MultiPolygons whose ids are ISO 3166 alpha-3 codes."""
    tree = json.loads(data)
    features = tree["features"]
    outlines = {f["id"]: _outline(f["id"], f["geometry"]["coordinates"]) for f in features}
    return Atlas(
        outlines=outlines,
        world=tuple(_world(outlines)),
        caption=tree["caption"],
        alt=tree["alt"],
        none=tree["none"],
    )


def _outline(iso3: str, polygons: list[list[list[list[float]]]]) -> Outline:
    found = (tuple((p[0], p[1]) for p in ring) for polygon in polygons for ring in polygon)
    rings = sorted(found, key=_extent, reverse=True)
    return Outline(iso3=iso3, rings=tuple(rings), caps=tuple(_cap(ring) for ring in rings))


def _world(outlines: Mapping[str, Outline]) -> Iterator[Ring]:
    """The lands of the world on a coarse grid, without islets and Antarctica."""
    for outline in outlines.values():
        for ring, cap in zip(outline.rings, outline.caps, strict=True):
            coarse = dict.fromkeys(
                (round(x / _GRID) * _GRID, round(y / _GRID) * _GRID) for x, y in ring
            )
            points = tuple(coarse)
            corners = tuple(
                p
                for before, p, after in zip(
                    points[-1:] + points[:-1], points, points[1:] + points[:1], strict=True
                )
                if (p[0] - before[0]) * (after[1] - p[1]) != (after[0] - p[0]) * (p[1] - before[1])
            )
            if cap.radius > _GRID and len(corners) > 2 and outline.iso3 != "ATA":
                yield corners


def _extent(ring: Ring) -> float:
    """About the area of a ring in degrees, for ranking."""
    box = box_of(ring)
    return box.width * box.height * cos(radians((box.bottom + box.top) / 2))


def box_of(points: Iterable[Point]) -> Box:
    """The bounding box of points."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def mainland(outline: Outline) -> tuple[Ring, ...]:
    """The largest ring of a country and those near it: no Alaska, no Guiana."""
    main = outline.caps[0]
    around = Cap(main.centre, main.radius * 1.4 + _NEAR_PART)
    return tuple(
        ring
        for ring, cap in zip(outline.rings, outline.caps, strict=True)
        if angle(around.centre, cap.centre) <= around.radius
    )


def centre_of(rings: tuple[Ring, ...]) -> Place:
    """The middle of rings, wherever the antimeridian is."""
    points = [_unit(lon, lat) for ring in rings for lon, lat in ring]
    x, y, z = (sum(c) for c in zip(*points, strict=True))
    first = Place(degrees(atan2(y, x)), degrees(atan2(z, hypot(x, y))))
    box = box_of(p for ring in rings for p in project(ring, first))
    return unproject(box.centre, first)


def project(ring: Ring, centre: Place) -> list[Point]:
    """The points of a ring on the plane around the centre; those on the other side of the Earth are left out."""
    lon0, lat0 = radians(centre.longitude), radians(centre.latitude)
    sin0, cos0 = sin(lat0), cos(lat0)
    found = []
    for longitude, sine, cosine in _trigonometry(ring):
        turn = cos(longitude - lon0)
        facing = 1 + sin0 * sine + cos0 * cosine * turn
        if facing <= _BEHIND:
            continue
        k = sqrt(2 / facing)
        x = k * cosine * sin(longitude - lon0)
        found.append((x, k * (cos0 * sine - sin0 * cosine * turn)))
    return found


@lru_cache(maxsize=4096)
def _trigonometry(ring: Ring) -> tuple[tuple[float, float, float], ...]:
    """Longitude in radians, sine and cosine of the latitude of each point."""
    return tuple((radians(lon), sin(radians(lat)), cos(radians(lat))) for lon, lat in ring)


def unproject(point: Point, centre: Place) -> Place:
    """The place that a point of the plane is."""
    rho = hypot(*point)
    if rho == 0:
        return centre
    lat0 = radians(centre.latitude)
    c = 2 * asin(min(1.0, rho / 2))
    x, y = point
    latitude = asin(cos(c) * sin(lat0) + y * sin(c) * cos(lat0) / rho)
    longitude = atan2(x * sin(c), rho * cos(lat0) * cos(c) - y * sin(lat0) * sin(c))
    turned = (centre.longitude + degrees(longitude) + 180) % 360 - 180
    return Place(turned, degrees(latitude))


def clip(points: list[Point], frame: Box) -> list[Point]:
    """The part of a polygon inside a frame (Sutherland and Hodgman, 1974); empty when there is none."""
    if len(points) < 3:
        return []
    box = box_of(points)
    if not box.meets(frame):
        return []
    for axis, bound, sign in (
        (0, frame.left, 1),
        (0, frame.right, -1),
        (1, frame.bottom, 1),
        (1, frame.top, -1),
    ):
        points = _clip_edge(points, axis, bound, sign)
        if len(points) < 3:
            return []
    return points


def _clip_edge(points: list[Point], axis: int, bound: float, sign: int) -> list[Point]:
    kept: list[Point] = []
    before = points[-1]
    inside_before = sign * (before[axis] - bound) >= 0
    for point in points:
        inside = sign * (point[axis] - bound) >= 0
        if inside != inside_before:
            t = (bound - before[axis]) / (point[axis] - before[axis])
            kept.append(
                (before[0] + t * (point[0] - before[0]), before[1] + t * (point[1] - before[1]))
            )
        if inside:
            kept.append(point)
        before, inside_before = point, inside
    return kept


def angle(one: Place, other: Place) -> float:
    """Degrees of great circle between two places."""
    a, b = _unit(one.longitude, one.latitude), _unit(other.longitude, other.latitude)
    return degrees(2 * asin(min(1.0, dist(a, b) / 2)))


def _unit(longitude: float, latitude: float) -> tuple[float, float, float]:
    lon, lat = radians(longitude), radians(latitude)
    return (cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat))


def _cap(ring: Ring) -> Cap:
    """A circle around a ring."""
    x, y, z = (sum(c) for c in zip(*(_unit(*point) for point in ring), strict=True))
    centre = Place(degrees(atan2(y, x)), degrees(atan2(z, hypot(x, y))))
    return Cap(centre, max(angle(centre, Place(*point)) for point in ring))
