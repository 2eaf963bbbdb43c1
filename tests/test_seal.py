from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.seal import Cell, Kind, canonical, matches, seal

KEY = bytes(range(32))


def cell(value, kind=Kind.TEXT, row="C13.i1", column="C", sheet="grille"):
    return Cell(sheet=sheet, row=row, column=column, kind=kind, value=value)


CELLS = (
    cell("Évaluer une crise"),
    cell(Decimal("2"), Kind.NUMBER, column="D"),
    cell("=Fiche!$G$17", Kind.FORMULA, column="E"),
)


def test_the_order_of_the_cells_does_not_matter():
    assert canonical(CELLS) == canonical(reversed(CELLS))


def test_the_canonical_form_is_one_json_array_a_cell():
    assert canonical(CELLS).decode().split("\n") == [
        '["grille","C13.i1","C","s","Évaluer une crise"]',
        '["grille","C13.i1","D","n","2"]',
        '["grille","C13.i1","E","f","FICHE!$G$17"]',
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (cell("e\u0301quipe "), cell("\u00e9quipe")),
        (cell("a\r\nb"), cell("a\nb")),
        (cell(Decimal("14.50"), Kind.NUMBER), cell(14.5, Kind.NUMBER)),
        (cell(0.1 + 0.2, Kind.NUMBER), cell(Decimal("0.3"), Kind.NUMBER)),
        (cell("=sum(A1 : A3)", Kind.FORMULA), cell("SUM(A1:A3)", Kind.FORMULA)),
        (cell("=_xlfn.IFS(A1,1)", Kind.FORMULA), cell("IFS(A1,1)", Kind.FORMULA)),
    ],
)
def test_what_an_office_suite_rewrites_is_the_same(one, other):
    assert canonical([one]) == canonical([other])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (cell('=IF(A1="oui",1)', Kind.FORMULA), cell('=IF(A1="Oui",1)', Kind.FORMULA)),
        (cell('="a b"', Kind.FORMULA), cell('="ab"', Kind.FORMULA)),
        (cell("2"), cell(2, Kind.NUMBER)),
        (cell("x", row="C13.i1", column="AB"), cell("x", row="C13.i1A", column="B")),
        (cell("a\nb"), cell("a b")),
    ],
)
def test_what_says_something_else_is_not_the_same(one, other):
    assert canonical([one]) != canonical([other])


def test_a_cell_without_text_says_nothing():
    assert canonical([cell("  "), *CELLS]) == canonical(CELLS)


def test_a_doubled_row_is_not_the_same_as_a_single_one():
    assert canonical([*CELLS, CELLS[0]]) != canonical(CELLS)


def test_the_seal_is_a_golden_vector():
    assert seal(KEY, "2026-06/F/71F5/E03/1", "epreuve/grille@1", CELLS) == (
        "2e35f0a523a35819e7bb88331b03f18ba4b263bc3d7af8b90685097487f4f073"
    )


def test_the_seal_depends_on_the_key_the_grid_and_the_version():
    said = {
        seal(KEY, "a", "1", CELLS),
        seal(KEY[::-1], "a", "1", CELLS),
        seal(KEY, "b", "1", CELLS),
        seal(KEY, "a", "2", CELLS),
        seal(KEY, 'a","1', "", CELLS),
    }
    assert len(said) == 5


@given(st.integers(0, len(CELLS) - 1), st.text(min_size=1).filter(lambda t: t.strip()))
def test_another_value_never_has_the_same_form(index, text):
    changed = [*CELLS]
    changed[index] = replace(CELLS[index], value=f"x{text}", kind=Kind.TEXT)
    assert canonical(changed) != canonical(CELLS)


def test_seals_are_compared_whole():
    mark = seal(KEY, "a", "1", CELLS)
    assert matches(mark, mark)
    assert not matches(mark, mark[:-1])
    assert not matches(mark, "é")
