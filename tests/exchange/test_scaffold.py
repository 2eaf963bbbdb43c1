"""The template of a scenario to write."""

import pytest

from pipeline.diagnostics import ContentError
from pipeline.exchange.scaffold import TEMPLATE, scenario_text


@pytest.fixture
def root(tmp_path):
    (tmp_path / "templates").mkdir()
    return tmp_path


def test_values_are_typed_as_yaml_and_tags_of_texts_are_left_alone(root):
    (root / TEMPLATE).write_text("[[ title|quoted ]] [[ codes|flow ]] {{ v.x }}\n", "utf-8")
    data = scenario_text(root, {"title": 'a "b"\n# c : é', "codes": ("C1", "C2")})
    assert data.decode() == '"a \\"b\\" # c : é" [C1, C2] {{ v.x }}\n'


@pytest.mark.parametrize("text", [b"[[ nothing ]]", b"{% if %}", b"\xff"])
def test_a_template_that_is_none_is_told(root, text):
    (root / TEMPLATE).write_bytes(text)
    with pytest.raises(ContentError, match=r"scenario\.yaml\.j2"):
        scenario_text(root, {})


def test_a_template_that_is_missing_is_told(root):
    with pytest.raises(ContentError, match=r"scenario\.yaml\.j2"):
        scenario_text(root, {})
