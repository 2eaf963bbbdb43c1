"""The world in shades: every land drawn once, in its class, inside the picture, with what it says of itself."""

import re
from pathlib import Path

import pytest
from lxml import etree

from pipeline.render.atlas import read_atlas
from pipeline.render.worldmap import world_map

ROOT = Path(__file__).resolve().parents[2]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def atlas():
    return read_atlas((ROOT / "templates/carte.geojson").read_bytes())


def drawn(atlas, shades=None):
    return etree.fromstring(world_map(atlas, shades or {}, "Le monde"))


def test_every_land_but_antarctica_is_drawn(atlas):
    assert len(drawn(atlas)) in (len(atlas.outlines), len(atlas.outlines) - 1)


def test_every_point_is_inside_the_picture(atlas):
    for path in drawn(atlas):
        numbers = [int(n) for n in re.findall(r"-?\d+", path.get("d"))]
        assert all(0 <= x <= 1000 for x in numbers[::2])
        assert all(0 <= y <= 487 for y in numbers[1::2])


def test_a_country_has_its_shade_and_says_its_title_escaped(atlas):
    (found,) = [p for p in drawn(atlas, {"PER": ("h3", "Pérou <3>")}) if p.get("class")]
    assert found.get("class") == "h3"
    assert found[0].text == "Pérou <3>"


def test_west_is_left_north_is_up_and_the_equator_in_the_middle(atlas):
    def middle(iso3):
        (path,) = [p for p in drawn(atlas, {iso3: ("h1", "")}) if p.get("class")]
        numbers = [int(n) for n in re.findall(r"-?\d+", path.get("d"))]
        xs, ys = numbers[::2], numbers[1::2]
        return sum(xs) / len(xs), sum(ys) / len(ys)

    peru, kenya, finland, madagascar = map(middle, ("PER", "KEN", "FIN", "MDG"))
    assert peru[0] < 500 < kenya[0] < madagascar[0]
    assert finland[1] < kenya[1] < madagascar[1]
    assert abs(kenya[1] - 249) < 10


def test_the_same_world_gives_the_same_text(atlas):
    assert world_map(atlas, {"PER": ("h1", "")}, "x") == world_map(atlas, {"PER": ("h1", "")}, "x")
