"""Maps as SVG, from the drawing that Word has."""

from lxml import etree

from pipeline.render.fragment import Fragment
from pipeline.render.previewart import svg
from pipeline.render.shapes import Canvas, Paint, Words

CANVAS = Canvas(width=1_270_000, height=635_000)


def image(*shapes, alt="Carte"):
    xml = CANVAS.drawing("".join(shapes), "carte", alt)
    return etree.fromstring(svg(Fragment(xml=xml)))


def only(found):
    (one,) = found
    return dict(one.attrib)


def test_the_map_of_a_country_is_drawn_with_its_names(art):
    found = etree.fromstring(svg(art.locator("GIN")))
    texts = {t.text for t in found.iter("{*}text")}
    assert {"Guinée", "Conakry"} <= texts
    assert len(list(found.iter("{*}path"))) > 10
    assert found.get("aria-label").startswith("Carte")


def test_a_drawing_has_its_size_in_points():
    assert image().get("viewBox") == "0 0 100 50"


def test_boxes_ellipses_and_stars_keep_their_place_and_paint():
    box = (127_000, 254_000, 381_000, 127_000)
    found = image(
        CANVAS.preset("a", "rect", box, Paint(fill="112233/50", line="445566", width=2)),
        CANVAS.preset("b", "ellipse", box, Paint()),
        CANVAS.preset("c", "star5", box, Paint(fill="000000")),
    )
    assert only(found.iter("{*}rect")) == {
        "x": "10",
        "y": "20",
        "width": "30",
        "height": "10",
        "fill": "#112233",
        "fill-opacity": "0.5",
        "stroke": "#445566",
        "stroke-width": "2",
    }
    assert only(found.iter("{*}ellipse")) == {
        "cx": "25",
        "cy": "25",
        "rx": "15",
        "ry": "5",
        "fill": "none",
    }
    assert only(found.iter("{*}polygon"))["transform"] == "translate(10 20) scale(0.3 0.1)"


def test_lands_keep_their_outline():
    path = ((0, 0), (127_000, 0), (127_000, 63_500))
    found = image(CANVAS.polygons("l", [[path]], Paint(fill="FFFFFF")))
    assert only(found.iter("{*}path"))["d"] == "M0 0L10 0L10 5Z"


def test_words_are_centred_or_start_there_and_hostile_ones_stay_words():
    hostile = '<script>&"'
    found = image(
        CANVAS.words(Words(text=hostile, x=600_000, y=300_000, size=8, bold=True)),
        CANVAS.words(Words(text="Port", x=0, y=300_000, size=8, centred=False, halo="FFFFFF/70")),
        alt='Carte "de" <b>',
    )
    first, second = found.iter("{*}text")
    assert (first.text, first.get("text-anchor"), first.get("font-weight")) == (
        hostile,
        "middle",
        "bold",
    )
    assert (second.text, second.get("text-anchor")) == ("Port", None)
    assert found.get("aria-label") == 'Carte "de" <b>'
