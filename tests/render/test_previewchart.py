"""Charts as SVG, from the part that Word draws."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.render.chart import Chart, Series, chart
from pipeline.render.previewart import svg
from pipeline.render.previewchart import ticks

LONG = "un libellé bien trop long pour tenir sous une barre et même à côté d'elle"
numbers = st.decimals(-(10**6), 10**6, places=1)


def drawn(kind="bar", labels=("a", "b"), series=((1, 2),), title="Titre", unit="t"):
    data = Chart(
        kind=kind,
        title=title,
        unit=unit,
        labels=labels,
        series=tuple(
            Series(name=f"S{n}", values=tuple(None if v is None else Decimal(v) for v in own))
            for n, own in enumerate(series)
        ),
    )
    return etree.fromstring(svg(chart(data)))


def texts(image):
    return [t.text for t in image.iter("{*}text")]


def count(image, tag):
    return len(list(image.iter(f"{{*}}{tag}")))


def test_bars_stand_over_their_labels_with_their_values():
    image = drawn()
    assert count(image, "rect") == 2
    assert {"a", "b", "Titre", "t"} <= set(texts(image))
    assert texts(image)[-2:] == ["1", "2"]


def test_a_taller_value_has_a_taller_bar():
    small, big = (float(r.get("height")) for r in drawn(series=((1, 3),)).iter("{*}rect"))
    assert big == pytest.approx(3 * small, rel=0.01)


def test_bars_lie_beside_long_labels_which_are_cut():
    image = drawn(labels=(LONG, "b"), series=((3, -2), (None, 1)))
    assert count(image, "rect") == 3 + 2, "three bars, two keys"
    assert LONG not in texts(image)
    assert any(t.endswith("…") and LONG.startswith(t[:-1]) for t in texts(image))


def test_a_bar_that_is_not_known_leaves_its_place_empty():
    assert count(drawn(series=((1, None), (2, 3))), "rect") == 3 + 2, "three bars, two keys"


def test_many_long_labels_have_bars_without_values():
    labels = tuple(f"{LONG} {n}" for n in range(20))
    image = drawn(labels=labels, series=(tuple(range(100, 120)),))
    assert count(image, "rect") == 20
    assert "111" not in texts(image)


def test_lines_leave_out_what_is_not_known():
    image = drawn(kind="line", series=((1, None), (2, 3)))
    assert (count(image, "polyline"), count(image, "circle")) == (2, 3)
    assert {"S0", "S1"} <= set(texts(image))


def test_one_line_has_its_values_and_no_key():
    image = drawn(kind="line", series=((1, 4),), unit="milliers de tonnes")
    assert texts(image)[-2:] == ["1", "4"]
    assert "S0" not in texts(image)


def test_many_bars_have_no_values():
    labels = tuple(f"l{n}" for n in range(20))
    image = drawn(labels=labels, series=(tuple(range(100, 120)),))
    assert "111" not in texts(image)


def test_a_chart_without_values_is_still_drawn():
    assert count(drawn(labels=(), series=()), "rect") == 0


def test_hostile_names_stay_texts():
    image = drawn(title='<script>alert("1")</script>', labels=("a<b", "&amp;"))
    assert texts(image)[0] == '<script>alert("1")</script>'
    assert {"a<b", "&amp;"} <= set(texts(image))
    assert count(image, "script") == 0


def test_the_chart_is_told_in_words():
    assert drawn().get("aria-label").startswith("Titre (t). ")
    assert drawn().get("role") == "img"


@settings(deadline=None)
@given(st.lists(numbers, max_size=8))
def test_ticks_enclose_every_value_and_zero_in_even_steps(values):
    found = ticks(values)
    assert found[0] <= min([*values, Decimal(0)])
    assert found[-1] >= max([*values, Decimal(0)])
    assert len({b - a for a, b in pairwise(found)}) == 1
    assert 2 <= len(found) <= 8
