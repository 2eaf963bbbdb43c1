"""Workbooks of ours filled cell by cell."""

import io

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from pipeline.draw import derive
from pipeline.model.criteria import Level
from pipeline.model.gridplan import GridIdentity
from pipeline.model.marks import LevelMark, Marking
from pipeline.render.candidate import head_view
from pipeline.render.filling import fill_grid, fill_workbook
from pipeline.render.grid import grid_template, stamp_grid

KEY = derive(b"the secret of the session, 32 byt", "seal")
LEVELS = tuple(Level(value=n, title=f"T{n}", jury="", meaning=f"sens {n}.") for n in range(5))
HOSTILE = "=1+1 & <b>« fin » ]]>\nà suivre  "


@pytest.fixture(scope="module")
def made(ticket, grid, around):
    """The map of a grid and its workbook."""
    who = GridIdentity(
        session="2026-06",
        form=ticket.id,
        anonymous="71F5-2A63",
        assessor="E03",
        assessor_name="Éloïse O’Neill-D’Arc",
        marking=1,
        markings=2,
    )
    template = grid_template(grid(ticket), head_view(ticket, around), LEVELS)
    return grid(ticket), stamp_grid(template, who, KEY)


@pytest.fixture
def marking(made):
    """``marking(state="ABJ")``: a marking of the grid, by default level 4 everywhere with comments."""
    found, _ = made
    keys = [row.key for section in found.sections for row in section.rows]

    def make(**changes):
        said = {
            "grid": "",
            "exam": "",
            "form": "",
            "copy": "",
            "assessor": "",
            "assessor_name": "",
            "marking": 1,
            "state": "",
            "date": "20/06/2026",
            "remark": HOSTILE,
            "levels": tuple(LevelMark(key=k, level=4, comment=f"{k} {HOSTILE}") for k in keys),
        }
        return Marking(**(said | changes))

    return make


def values(data):
    """The cells of a workbook by sheet, key of the row and column."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        (sheet["A1"].value, str(row[0].value), get_column_letter(cell.column)): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row[1:]
    }


def small(*rows):
    """A workbook of one sheet, its texts shared."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_what_a_marking_says_is_typed_and_nothing_else_changes(made, marking):
    grid, data = made
    said = marking()
    expected = values(data)
    expected["fiche", "fiche.date", "G"] = "20/06/2026"
    expected["grille", "appreciation", "F"] = HOSTILE
    for mark in said.levels:
        expected["grille", mark.key, "E"] = 4
        expected["grille", mark.key, "F"] = mark.comment
    assert values(fill_grid(data, said)) == expected
    assert len(said.levels) == sum(len(section.rows) for section in grid.sections)


def test_a_text_stays_a_text_whatever_it_looks_like(made, marking):
    book = openpyxl.load_workbook(io.BytesIO(fill_grid(made[1], marking())))
    row = next(c.row for c in book["Grille"]["A"] if c.value == "appreciation")
    cell = book["Grille"][f"F{row}"]
    assert (cell.data_type, cell.value) == ("s", HOSTILE)


def test_a_state_alone_leaves_every_row_blank(made, marking):
    data = made[1]
    filled = values(fill_grid(data, marking(state="ABJ", date="", remark="", levels=())))
    assert filled == values(data) | {("fiche", "fiche.situation", "G"): "ABJ"}


def test_a_comment_without_a_level_and_a_level_without_a_comment_are_typed(made, marking):
    grid, data = made
    one, two = [row.key for section in grid.sections for row in section.rows][:2]
    levels = (LevelMark(key=one, level=None, comment="vu"), LevelMark(key=two, level=0))
    filled = values(fill_grid(data, marking(date="", remark="", levels=levels)))
    assert filled == values(data) | {("grille", one, "F"): "vu", ("grille", two, "E"): 0}


def test_the_workbook_stays_sound_and_the_bytes_are_the_same(made, marking, check_package):
    data = fill_grid(made[1], marking())
    assert check_package(data) == []
    assert fill_grid(made[1], marking()) == data


def test_formulas_keep_no_stale_value(made, marking):
    filled = fill_grid(made[1], marking())
    book = openpyxl.load_workbook(io.BytesIO(filled), data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(filled))
    cells = [c for s in formulas.worksheets for row in s.iter_rows() for c in row]
    places = [(c.parent.title, c.coordinate) for c in cells if c.data_type == "f"]
    assert places
    assert [book[sheet][place].value for sheet, place in places] == [None] * len(places)


def test_a_cell_that_is_not_there_is_told(made):
    for place in (
        ("grille", "C99.i1", "E"),
        ("grille", "appreciation", "ZZ"),
        ("autre", "appreciation", "F"),
    ):
        with pytest.raises(KeyError) as error:
            fill_workbook(made[1], {place: 3})
        assert error.value.args == (place,)


def test_a_column_is_found_by_its_letters_or_by_its_key():
    data = small(("feuille", "nom", "note"), ("a", "x", None), ("b", None, 7))
    # openpyxl writes no cell for « None »: only what is there can be typed in.
    by_letters = fill_workbook(data, {("feuille", "b", "C"): 12})
    by_key = fill_workbook(data, {("feuille", "b", "note"): 12})
    assert by_letters == by_key
    assert values(by_key)["feuille", "b", "C"] == 12
    assert values(fill_workbook(data, {("feuille", "a", "nom"): ""}))["feuille", "a", "B"] in (
        "",
        None,
    )


def test_an_empty_sheet_and_an_empty_row_are_passed_over():
    book = openpyxl.load_workbook(io.BytesIO(small(("feuille", "nom"), (), ("a", "x"))))
    book.create_sheet("Vide")
    book.active.row_dimensions[2].height = 30
    stream = io.BytesIO()
    book.save(stream)
    assert values(fill_workbook(stream.getvalue(), {("feuille", "a", "B"): "y"})) == {
        ("feuille", "feuille", "B"): "nom",
        ("feuille", "None", "B"): None,
        ("feuille", "a", "B"): "y",
    }


def test_a_workbook_without_shared_texts_is_filled_too():
    data = small((1, 2), (3, 4))
    assert values(fill_workbook(data, {("1", "3", "B"): 9}))[1, "3", "B"] == 9
