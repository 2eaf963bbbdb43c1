"""File names that every system accepts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.store.names import slug


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("B1-ECRIT-Salle A101", "B1-ECRIT-Salle-A101"),
        ("Épreuve n° 3 / été", "Epreuve-n-3-ete"),
        ("../../etc", "etc"),
        ("CON", "CON-"),
        ("lpt1", "lpt1-"),
        ("€€€", "sans-nom"),
        ("x" * 100, "x" * 70),
    ],
)
def test_a_name_is_plain(text, name):
    assert slug(text) == name


@given(st.text(max_size=200))
def test_any_text_gives_a_safe_name(text):
    name = slug(text)
    assert 0 < len(name) <= 71
    assert name.isascii()
    assert not set(name) & set('/\\:*?"<>| ')
