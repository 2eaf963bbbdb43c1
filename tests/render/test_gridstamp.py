import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.render.gridstamp import NAMES, has_mark, make_stamp, mark, press

PART = "<a>{form} de {anonymous}, {form}</a>"
VALUES = dict.fromkeys(NAMES, "x")


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def stamped(part, **values):
    stamp = make_stamp({"a.xml": mark(part).encode(), "b.xml": b"<b/>"})
    return press(stamp, {**VALUES, **values})


def test_names_are_filled_and_other_parts_left_alone():
    found = parts_of(stamped(PART, form="F1", anonymous="71F5"))
    assert found == {"a.xml": "<a>F1 de 71F5, F1</a>", "b.xml": "<b/>"}


def test_values_are_escaped_and_never_filled_again():
    found = parts_of(stamped(PART, form="<&> {anonymous}", anonymous="\u00e9"))
    assert found["a.xml"] == "<a>&lt;&amp;&gt; {anonymous} de é, &lt;&amp;&gt; {anonymous}</a>"


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 200_000])
def test_a_text_of_any_length_fits(size):
    assert parts_of(stamped("<a>{form}</a>", form="é" * size))["a.xml"] == f"<a>{'é' * size}</a>"


@pytest.mark.parametrize("part", ["{form}", "{form}{form}", "<a>{form}", "{form}</a>"])
def test_names_may_touch_each_other_and_the_ends(part):
    assert parts_of(stamped(part, form="F"))["a.xml"] == part.replace("{form}", "F")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Co")), max_size=40))
def test_any_printable_text_comes_back(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parts_of(stamped("<a>{form}</a>", form=text))["a.xml"] == f"<a>{escaped}</a>"


def test_a_name_that_does_not_exist_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        mark("{candidate}")


def test_marks_are_seen():
    assert has_mark(mark("{seal}"))
    assert not has_mark("{seal} é\ue0ff")
