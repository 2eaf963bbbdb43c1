"""Competency codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.codes import (
    Code,
    code_order,
    looks_like_code,
    near_codes,
    parse_code,
    read_code,
    sort_codes,
)

KNOWN = [Code(c) for c in ("C1", "C2", "C3", "C10", "C12", "C13", "CO1.1", "CO1.3", "CO2.3")]


@pytest.mark.parametrize("text", ["C1", "C20", "CO1.1", "CO3.10"])
def test_a_code_is_itself(text):
    assert parse_code(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "C",
        "C0",
        "C01",
        "C01.3",
        "CO1",
        "CO0.1",
        "CO1.0",
        "c1",
        "C1 ",
        "C100",
        "C1.2",
        "C1\n",
        "C١",
    ],
)
def test_what_only_looks_like_a_code_is_not(text):
    assert parse_code(text) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("C01.3", "CO1.3"),
        ("c01.5", "CO1.5"),
        (" co2.3 ", "CO2.3"),
        ("c13", "C13"),
        ("C01", None),
        ("C0.1", None),
        ("compétence", None),
    ],
)
def test_what_a_person_types_is_understood_or_refused(typed, code):
    assert read_code(typed) == code


@pytest.mark.parametrize(
    ("text", "looks"),
    [("C99", True), ("c01.3", True), ("CO1", True), (" C1 ", True), ("C1.a", False), ("T1", False)],
)
def test_the_shape_of_a_code_is_recognised(text, looks):
    assert looks_like_code(text) is looks


def test_codes_sort_as_people_count():
    mixed = [Code(c) for c in ("CO2.1", "C10", "CO1.10", "C2", "CO1.9", "C10", "C1")]
    assert sort_codes(mixed) == ("C1", "C2", "C10", "CO1.9", "CO1.10", "CO2.1")


def test_a_variant_stands_after_its_code_and_the_unknown_last():
    assert sorted(["zut", "CO1.4~a", "CO1.5", "CO1.4", "C1.a", "C1"], key=code_order) == [
        "C1",
        "C1.a",
        "CO1.4",
        "CO1.4~a",
        "CO1.5",
        "zut",
    ]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("C01.3", ("CO1.3",)),
        ("c13", ("C13", "C1", "C3")),
        ("C14", ("C1", "C10", "C12")),
        ("CO9.9", ()),
        ("", ()),
    ],
)
def test_near_codes_come_nearest_first_three_at_most(text, near):
    assert near_codes(text, KNOWN) == near


@given(st.text(max_size=12))
def test_any_text_is_read_without_a_fault(text):
    code = read_code(text)
    assert code is None or (parse_code(code) == code and looks_like_code(code))
    assert len(near_codes(text, KNOWN)) <= 3
    assert len(code_order(text)) == 3
