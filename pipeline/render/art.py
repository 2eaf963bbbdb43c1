"""Who draws for the dossiers: charts of tables, locator maps of countries, in the size that a document has room for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from pipeline.model.country import Country
from pipeline.model.scenario import Exhibit
from pipeline.render.atlas import Atlas
from pipeline.render.chart import chart_of
from pipeline.render.fragment import Fragment
from pipeline.render.map import locator

_CENTIMETRE = 360_000
_CHART = (16, 7)
_MAP = (16, 10)
_SMALL_CHART = (16, 6)
_SMALL_MAP = (12, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Art:
    """What draws: the chart that a document asks for, the map of a country (``None`` when it has none)."""

    chart: Callable[[Exhibit], Fragment]
    locator: Callable[[str], Fragment | None]


def studio(atlas: Atlas, countries: Mapping[str, Country], *, small: bool = False) -> Art:
    """The art of the papers; ``small`` is for tickets, which hold in three pages."""
    chart = _SMALL_CHART if small else _CHART
    picture = _SMALL_MAP if small else _MAP

    def draw(iso3: str) -> Fragment | None:
        if iso3 not in countries:
            return None
        width, height = (side * _CENTIMETRE for side in picture)
        return locator(atlas, iso3, countries, width=width, height=height)

    width, height = (side * _CENTIMETRE for side in chart)
    return Art(chart=partial(chart_of, width=width, height=height), locator=draw)
