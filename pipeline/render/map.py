"""Locator maps: a country among its neighbours as native Word shapes, with the world in a corner.

    atlas = read_atlas((root / "templates" / "carte.geojson").read_bytes())
    locator(atlas, "GEO", countries)  -> Fragment, or None for a country that is nowhere (an invented one)

Leave the map alone in its paragraph: LibreOffice misplaces the words of a group that shares its line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from math import asin, degrees, hypot

from pipeline.model.country import Country
from pipeline.render.atlas import (
    Atlas,
    Box,
    Cap,
    Outline,
    Place,
    Point,
    box_of,
    centre_of,
    clip,
    mainland,
    project,
)
from pipeline.render.fragment import Fragment
from pipeline.render.labelling import Labels, Pixels, inset_box
from pipeline.render.labels import DISPUTED
from pipeline.render.shapes import Canvas, Paint

WIDTH, HEIGHT = 5_760_000, 3_960_000  # 16 × 11 cm

_SEA, _LAND, _NEIGHBOUR, _TARGET = "DFE9F2", "F6F4EF", "F2D9B3", "C0392B"
_BORDER, _WORLD = "8C8C8C", "CFCFCF"
_MARGIN, _ROOM = (
    2.4,
    0.35,
)  # a small country takes 1 / 2.4 of the width; a large one has this room around
_LEAST = 0.085  # half the width of the narrowest frame: about 540 km
_NAMED = 5  # names around an island
_STEP = 400  # two points nearer than this fraction of the width are one


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Where the map looks: a centre on the Earth, a frame on its plane, the canvas it fills."""

    centre: Place
    frame: Box
    canvas: Canvas

    def place(self, place: Place) -> tuple[int, int]:
        """The point of the canvas where a place is."""
        return self.point(project(((place.longitude, place.latitude),), self.centre)[0])

    def point(self, point: Point) -> tuple[int, int]:
        """The point of the canvas where a point of the plane is."""
        scale = self.canvas.width / self.frame.width
        return (
            round((point[0] - self.frame.left) * scale),
            round((self.frame.top - point[1]) * scale),
        )

    def cap(self) -> Cap:
        """A circle on the Earth around the frame."""
        corner = hypot(*(max(abs(a), abs(b)) for a, b in _extremes(self.frame)))
        return Cap(self.centre, degrees(2 * asin(min(1.0, corner / 2))))


def locator(
    atlas: Atlas,
    iso3: str,
    countries: Mapping[str, Country],
    *,
    width: int = WIDTH,
    height: int = HEIGHT,
) -> Fragment | None:
    """The map of a country; ``None`` when neither its outline nor its coordinates are known.

    Neighbours, capital and names come from the countries' traits (``voisins``, ``capitale_lat``…).
    """
    country = countries[iso3]
    outline = atlas.outlines.get(iso3)
    capital = _place(country, "capitale_lon", "capitale_lat")
    middle = capital or _place(country, "lon", "lat")
    if outline is None and middle is None:
        return None
    canvas = Canvas(width=width, height=height)
    view, pieces = _look(atlas, iso3, _view(outline, middle, canvas))
    neighbours = tuple(n for n in _neighbours(country) if n in pieces)
    named = neighbours or tuple(n for n in _by_size(pieces) if n != iso3)[:_NAMED]
    shown = {n: countries[n].name for n in named if n in countries}
    shapes = (
        canvas.preset("fond", "rect", (0, 0, width, height), Paint(fill=_SEA)),
        *_lands(view, iso3, pieces, neighbours, capital),
        *_words(atlas, view, country, pieces, shown),
        *_inset(atlas, view),
        canvas.preset("cadre", "rect", (0, 0, width, height), Paint(line="000000", width=0.75)),
    )
    xml = canvas.drawing("".join(shapes), country.name, _alt(atlas, country, shown))
    return Fragment(xml=xml)


def _place(country: Country, longitude: str, latitude: str) -> Place | None:
    lon, lat = country.value(longitude), country.value(latitude)
    if isinstance(lon, Decimal) and isinstance(lat, Decimal):
        return Place(float(lon), float(lat))
    return None


def _neighbours(country: Country) -> tuple[str, ...]:
    value = country.value("voisins")
    if not isinstance(value, str):
        return ()
    return tuple(dict.fromkeys(n.strip() for n in value.split(";")))


def _view(outline: Outline | None, middle: Place | None, canvas: Canvas) -> View:
    """A frame around the country, at least 1,100 km wide, in the proportions of the canvas."""
    if outline is not None:
        rings = mainland(outline)
        centre = centre_of(rings)
        box = box_of(p for ring in rings for p in project(ring, centre))
    else:
        assert middle is not None
        centre, box = middle, Box(0, 0, 0, 0)
    proportion = canvas.height / canvas.width
    needed = max(box.width, box.height / proportion) / 2
    half = max(_LEAST, min(needed * _MARGIN, needed + _ROOM))
    (x, y), tall = box.centre, half * proportion
    return View(centre=centre, frame=Box(x - half, y - tall, x + half, y + tall), canvas=canvas)


def _look(atlas: Atlas, iso3: str, view: View) -> tuple[View, dict[str, list[Pixels]]]:
    """The view, wider around an island until another land is seen, and what it shows."""
    pieces = _pieces(atlas, view)
    while not set(pieces) - {iso3} and view.frame.width < 1:
        x, y = view.frame.centre
        half, tall = view.frame.width * 0.8, view.frame.height * 0.8
        view = replace(view, frame=Box(x - half, y - tall, x + half, y + tall))
        pieces = _pieces(atlas, view)
    return view, pieces


def _by_size(pieces: Mapping[str, list[Pixels]]) -> list[str]:
    """Countries, the one that shows most first."""
    boxes = {n: box_of(p for piece in found for p in piece) for n, found in pieces.items()}
    return sorted(boxes, key=lambda n: (-boxes[n].width * boxes[n].height, n))


def _extremes(frame: Box) -> tuple[tuple[float, float], tuple[float, float]]:
    return (frame.left, frame.right), (frame.bottom, frame.top)


def _pieces(atlas: Atlas, view: View) -> dict[str, list[Pixels]]:
    """What the frame shows of each country, in points of the canvas."""
    around = view.cap()
    shown: dict[str, list[Pixels]] = {}
    for iso3, outline in atlas.outlines.items():
        for ring, cap in zip(outline.rings, outline.caps, strict=True):
            if not cap.meets(around):
                continue
            polygon = clip(project(ring, view.centre), view.frame)
            pixels = _thin([view.point(p) for p in polygon], view.canvas.width // _STEP)
            if len(pixels) > 2:
                shown.setdefault(iso3, []).append(pixels)
    return shown


def _thin(points: Pixels, step: int) -> Pixels:
    """The polygon without the points that the eye would not tell apart."""
    kept: Pixels = []
    for point in points:
        if not kept or abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= step:
            kept.append(point)
    return kept


def _lands(
    view: View,
    iso3: str,
    pieces: Mapping[str, list[Pixels]],
    neighbours: tuple[str, ...],
    capital: Place | None,
) -> Iterator[str]:
    """Other countries, neighbours, the country itself; a ring around a country too small to be seen."""
    others = [n for n in pieces if n != iso3 and n not in neighbours]
    for name, colour, shown in (
        ("autres pays", _LAND, others),
        ("pays voisins", _NEIGHBOUR, [n for n in neighbours if n in pieces]),
        ("pays", _TARGET, [iso3]),
    ):
        lands = [pieces[n] for n in shown if n in pieces]
        yield view.canvas.polygons(name, lands, Paint(fill=colour, line=_BORDER))
    seen = sum(box_of(p).width * box_of(p).height for p in pieces.get(iso3, []))
    radius = view.canvas.width // 30
    if seen < radius * radius:
        x, y = view.point(view.frame.centre) if capital is None else view.place(capital)
        ring = (x - radius, y - radius, 2 * radius, 2 * radius)
        yield view.canvas.preset("cercle", "ellipse", ring, Paint(line=_TARGET, width=2))


def _words(
    atlas: Atlas,
    view: View,
    country: Country,
    pieces: Mapping[str, list[Pixels]],
    neighbours: Mapping[str, str],
) -> Iterator[str]:
    """The capital and its star unless its status is disputed, the names of the countries, the caption."""
    canvas = view.canvas
    labels = Labels(canvas, reserved=inset_box(canvas))
    yield canvas.words(labels.caption(atlas.caption))
    capital = _place(country, "capitale_lon", "capitale_lat")
    if capital is not None and not _is_disputed(country):
        at = view.place(capital)
        side = canvas.width // 45
        box = (at[0] - side // 2, at[1] - side // 2, side, side)
        yield canvas.preset("capitale", "star5", box, Paint(fill="000000", line="FFFFFF"))
        yield from map(canvas.words, labels.beside(country.grammar.capital, at, side))
    yield from map(canvas.words, labels.country(country.name, pieces.get(country.iso3, [])))
    for iso3, name in neighbours.items():
        yield from map(canvas.words, labels.neighbour(name, pieces[iso3]))


def _inset(atlas: Atlas, view: View) -> Iterator[str]:
    """The world in a corner, and where the map is in it."""
    canvas = view.canvas
    left, top, width, height = inset_box(canvas)
    yield canvas.preset("monde", "rect", (left, top, width, height), Paint(fill="FFFFFF"))

    def point(longitude: float, latitude: float) -> tuple[int, int]:
        x = left + (longitude + 180) * width / 360
        return round(x), round(top + (84 - max(-60.0, latitude)) * height / 144)

    paths = [[point(*p) for p in ring] for ring in atlas.world]
    yield canvas.polygons("terres", [paths], Paint(fill=_WORLD))
    x, y = point(view.centre.longitude, view.centre.latitude)
    half = max(width // 28, round(view.frame.width / 2 * width / 6.6))
    tall = half * canvas.height // canvas.width
    box = (max(left, x - half), max(top, y - tall), 2 * half, 2 * tall)
    box = (*box[:2], min(box[2], left + width - box[0]), min(box[3], top + height - box[1]))
    yield canvas.preset("zone", "rect", box, Paint(line=_TARGET, width=1.25))
    border = Paint(line="000000", width=1)
    yield canvas.preset("monde", "rect", (left, top, width, height), border)


def _is_disputed(country: Country) -> bool:
    """Whether the status of the capital is disputed, as the bank notes it."""
    return DISPUTED in str(country.value("capitale_note") or "")


def _alt(atlas: Atlas, country: Country, neighbours: Mapping[str, str]) -> str:
    capital = "" if _is_disputed(country) else country.grammar.capital
    return atlas.alt.format(
        country=country.name,
        neighbours=", ".join(neighbours.values()) or atlas.none,
        capital=capital or atlas.none,
    )
