import json
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from pipeline.model.country import Country, Grammar, Trait
from pipeline.render.atlas import (
    Box,
    Cap,
    Place,
    angle,
    box_of,
    centre_of,
    clip,
    mainland,
    project,
    read_atlas,
    unproject,
)
from pipeline.render.map import locator
from pipeline.render.office import render
from pipeline.render.template import compile_template

CARTE = Path(__file__).parents[2] / "templates" / "carte.geojson"
ATLAS = read_atlas(CARTE.read_bytes())
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def country(iso3, name, capital=None, neighbours="", fictional=False):
    traits = {}
    if capital is not None:
        traits["capitale_lon"] = Trait(field="capitale_lon", value=Decimal(str(capital[0])))
        traits["capitale_lat"] = Trait(field="capitale_lat", value=Decimal(str(capital[1])))
    if neighbours:
        traits["voisins"] = Trait(field="voisins", value=neighbours)
    forms = [f.name for f in fields(Grammar) if f.type == "str" or f.type is str]
    words = dict.fromkeys(forms, name) | {"capital": f"Capitale {name}"}
    return Country(
        iso3=iso3,
        name=name,
        official_name=name,
        status="",
        fictional=fictional,
        eligible=True,
        reason="",
        region="",
        subregion="",
        traits=traits,
        grammar=Grammar(**words, feminine=False, plural=False),
    )


WORLD = {
    c.iso3: c
    for c in (
        country("GEO", "Géorgie", (44.79, 41.69), "ARM;AZE;RUS;TUR;XXX"),
        country("ARM", "Arménie"),
        country("AZE", "Azerbaïdjan"),
        country("TUR", "Turquie"),
        country("RUS", "Russie", (37.6, 55.75), "GEO;AZE"),
        country("FJI", "Fidji", (178.44, -18.14)),
        country("USA", "États-Unis", (-77.0, 38.9)),
        country("MLT", "Malte", (14.5, 35.9)),
        country("ITA", "Italie"),
        country("TUV", "Tuvalu", (179.2, -8.52)),
        country("CHL", "Chili", (-70.67, -33.45)),
        country("QAA", "Aramélie", fictional=True),
    )
}


def drawn(iso3):
    fragment = locator(ATLAS, iso3, WORLD)
    return etree.fromstring(
        f'<x xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{fragment.xml}</x>'
    )


def words(tree):
    return [t.text for t in tree.iter("{*}t")]


def shape(tree, name):
    (found,) = (s for s in tree.iter("{*}wsp") if s[0].get("name") == name)
    return found


def width_of(tree, name):
    """The share of the width of the map that a shape covers."""
    path = next(shape(tree, name).iter(f"{A}path"))
    xs = [int(p.get("x")) for p in shape(tree, name).iter(f"{A}pt")]
    return (max(xs) - min(xs)) / int(path.get("w"))


def test_the_map_names_the_country_its_capital_and_its_neighbours_with_a_caution():
    found = words(drawn("GEO"))
    assert {"Géorgie", "Capitale Géorgie", "Arménie", "Azerbaïdjan", "Russie", "Turquie"} < set(
        found
    )
    assert any("Tracé indicatif, sans valeur juridique" in w for w in found)


def test_the_alternative_text_says_what_the_map_shows():
    text = next(drawn("GEO").iter("{*}docPr")).get("descr")
    assert "Géorgie" in text
    assert "Arménie, Azerbaïdjan, Russie, Turquie" in text
    assert "Tracé indicatif" in text


def test_a_country_that_is_nowhere_has_no_map():
    assert locator(ATLAS, "QAA", WORLD) is None


def test_a_country_without_outline_is_circled_where_its_capital_is():
    tree = drawn("TUV")
    assert shape(tree, "cercle") is not None
    assert "Tuvalu" in words(tree)


def test_a_tiny_country_is_circled_and_the_lands_around_it_are_named():
    tree = drawn("MLT")
    assert shape(tree, "cercle") is not None
    assert "Italie" in words(tree)


@pytest.mark.parametrize("iso3", ["FJI", "RUS", "USA", "CHL", "GEO"])
def test_a_country_fills_a_fair_part_of_its_map_wherever_it_lies(iso3):
    assert 0.03 < width_of(drawn(iso3), "pays") < 0.85


@pytest.mark.parametrize("iso3", sorted(ATLAS.outlines))
def test_every_outline_can_be_drawn(iso3):
    fragment = locator(ATLAS, iso3, {iso3: country(iso3, iso3)})
    assert fragment is not None
    etree.fromstring(f'<x xmlns:w="w">{fragment.xml}</x>')
    assert len(fragment.xml) < 300_000


def test_a_neighbour_named_twice_is_drawn_once():
    world = {"ISR": country("ISR", "Israël", (35.2, 31.8), "EGY;PSE;JOR;PSE")}
    once = {"ISR": country("ISR", "Israël", (35.2, 31.8), "EGY;PSE;JOR")}
    assert locator(ATLAS, "ISR", world) == locator(ATLAS, "ISR", once)


def test_each_land_is_a_path_of_its_own_so_that_an_enclave_is_no_hole():
    tree = drawn("GEO")
    assert len(list(shape(tree, "pays voisins").iter(f"{A}path"))) == 4
    assert len(ATLAS.outlines["ZAF"].rings) == 2


def test_words_stay_on_the_map_and_clear_of_each_other():
    for iso3 in ("GEO", "RUS", "MLT"):
        tree = drawn(iso3)
        boxes = []
        for box in tree.iter("{*}wsp"):
            if box.find(".//{*}t") is None:
                continue
            off, ext = next(box.iter(f"{A}off")), next(box.iter(f"{A}ext"))
            x, y, w, h = (
                int(v) for v in (off.get("x"), off.get("y"), ext.get("cx"), ext.get("cy"))
            )
            boxes.append(Box(x, y, x + w, y + h))
        for i, one in enumerate(boxes):
            assert one.left >= 0
            assert not any(one.meets(other) for other in boxes[:i])


def test_the_same_country_gives_the_same_map():
    assert locator(ATLAS, "GEO", WORLD) == locator(ATLAS, "GEO", WORLD)


def test_two_maps_live_in_one_document(word, check_package):
    template = compile_template(word("{{ m }}", "{{ m }}"), "t")
    assert check_package(render(template, {"m": locator(ATLAS, "GEO", WORLD)})) == []


@pytest.mark.office
def test_libreoffice_draws_the_map(word, soffice):
    data = render(compile_template(word("{{ m }}"), "t"), {"m": locator(ATLAS, "GEO", WORLD)})
    assert {"C0392B", "F2D9B3", "DFE9F2"} <= soffice.colours(data)


def test_the_projection_goes_there_and_back():
    centre = Place(178, -18)
    for place in (Place(179.9, -17), Place(-179, -19), Place(178, -18), Place(160, 10)):
        (point,) = project(((place.longitude, place.latitude),), centre)
        back = unproject(point, centre)
        assert angle(back, place) < 1e-6


def test_the_middle_of_fiji_is_in_fiji():
    centre = centre_of(mainland(ATLAS.outlines["FJI"]))
    assert abs(abs(centre.longitude) - 178.7) < 1.5
    assert abs(centre.latitude + 17.4) < 1.5


def test_far_parts_are_no_mainland():
    box = box_of(p for ring in mainland(ATLAS.outlines["FRA"]) for p in ring)
    assert box.left > -10
    assert box.bottom > 40


def test_a_polygon_is_clipped_to_the_frame():
    square = [(-1.0, -1.0), (3.0, -1.0), (3.0, 3.0), (-1.0, 3.0)]
    assert box_of(clip(square, Box(0, 0, 2, 2))) == Box(0, 0, 2, 2)
    assert clip(square, Box(5, 5, 6, 6)) == []
    assert clip([], Box(0, 0, 1, 1)) == []


def test_caps_meet_across_the_antimeridian():
    assert Cap(Place(179, 0), 2).meets(Cap(Place(-179, 0), 1))
    assert not Cap(Place(0, 0), 2).meets(Cap(Place(180, 0), 2))


def test_the_atlas_is_the_public_domain_one_with_its_caution():
    tree = json.loads(CARTE.read_text("utf-8"))
    assert "domaine public" in tree["source"]
    assert "sans valeur juridique" in ATLAS.caption
    assert {"GEO", "UKR", "ESH"} < set(ATLAS.outlines)


def test_a_capital_of_disputed_status_is_not_marked():
    georgia = WORLD["GEO"]
    note = Trait(field="capitale_note", value="statut contesté ; exemple")
    world = {**WORLD, "GEO": replace(georgia, traits={**georgia.traits, "capitale_note": note})}
    assert 'name="capitale"' in locator(ATLAS, "GEO", WORLD).xml
    drawing = etree.fromstring(
        f'<x xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"{locator(ATLAS, 'GEO', world).xml}</x>"
    )
    assert "Capitale Géorgie" not in locator(ATLAS, "GEO", world).xml
    assert not [s for s in drawing.iter("{*}wsp") if s[0].get("name") == "capitale"]
