"""Grids as the safe reader gives them back: the seal holds, as stamped and as LibreOffice saved them."""

import io
import json
import time

import openpyxl
import pytest

from pipeline.draw import derive
from pipeline.intake.readbook import read_book
from pipeline.model.book import CellKind
from pipeline.model.criteria import Level
from pipeline.model.gridplan import (
    SEAL_COLUMN,
    SEAL_KEY,
    SHEETS,
    VERSION,
    GridIdentity,
    InputCell,
    input_cells,
)
from pipeline.render.candidate import head_view
from pipeline.render.grid import grid_template, stamp_grid
from pipeline.seal import Cell, Kind, seal

KEY = derive(b"the secret of the session, 32 byt", "seal")
LEVELS = tuple(Level(value=n, title=f"T{n}", jury="", meaning=f"sens {n}.") for n in range(5))
KINDS = {CellKind.NUMBER: Kind.NUMBER, CellKind.TEXT: Kind.TEXT, CellKind.FORMULA: Kind.FORMULA}


@pytest.fixture(scope="module")
def stamped(case_study, grid, around):
    """The map, the identity and the bytes of a grid."""
    who = GridIdentity(
        session="2026-06",
        form=case_study.id,
        anonymous="71F5-2A63",
        assessor="E03",
        assessor_name="Éloïse O’Neill-D’Arc",
        marking=1,
        markings=2,
    )
    template = grid_template(grid(case_study), head_view(case_study, around), LEVELS)
    return grid(case_study), who, stamp_grid(template, who, KEY)


def read(path):
    book, notes = read_book(path, path.name)
    assert (book is not None, notes) == (True, ())
    return book


def seals(book, grid, who):
    """The seal made from the locked cells, and the one that the workbook carries."""
    inputs, found, carried = input_cells(grid), [], ""
    for sheet in book.sheets:
        name = sheet.cells[1]["A"].value
        assert name in SHEETS
        for row in sheet.cells.values():
            key = row["A"].value if "A" in row else "None"
            if key == SEAL_KEY:
                carried = row[SEAL_COLUMN].value
                continue
            for column, cell in row.items():
                if column != "A" and InputCell(sheet=name, row=key, column=column) not in inputs:
                    kind = KINDS[cell.kind]
                    found.append(
                        Cell(sheet=name, row=key, column=column, kind=kind, value=cell.value)
                    )
    return seal(KEY, who.id, VERSION, found), carried


def test_a_stamped_grid_gives_back_its_seal_and_its_properties(stamped, tmp_path):
    grid, who, data = stamped
    path = tmp_path / "grille.xlsx"
    path.write_bytes(data)
    book = read(path)
    made, carried = seals(book, grid, who)
    assert made == carried
    assert book.properties == {
        "EpreuveGrille": who.id,
        "EpreuveVersion": VERSION,
        "EpreuveSceau": carried,
    }
    assert [s.visible for s in book.sheets] == [True, True, True, False]


def test_every_cell_is_what_another_reader_finds(stamped, tmp_path):
    path = tmp_path / "grille.xlsx"
    path.write_bytes(stamped[2])
    other = openpyxl.load_workbook(path)
    for sheet in read(path).sheets:
        twin = other[sheet.title]
        assert sorted(sheet.merges) == sorted(str(r) for r in twin.merged_cells.ranges)
        mine = {f"{c}{n}": v for n, cells in sheet.cells.items() for c, v in cells.items()}
        theirs = {
            c.coordinate: str(c.value).removeprefix("=") if c.data_type == "f" else str(c.value)
            for row in twin.iter_rows()
            for c in row
            if c.value is not None
        }
        assert {place: cell.value for place, cell in mine.items()} == theirs


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_grid_saved_by_libreoffice_gives_back_its_seal(stamped, soffice, kind):
    grid, who, data = stamped
    book = read(soffice.convert(data, kind, "grille.xlsx"))
    made, carried = seals(book, grid, who)
    assert (made, book.format) == (carried, kind)
    assert book.properties["EpreuveSceau"] == carried
    assert not book.sheets[-1].visible


@pytest.mark.office
def test_a_grid_saved_as_xls_keeps_its_texts_and_numbers(stamped, soffice, tmp_path):
    path = tmp_path / "grille.xlsx"
    path.write_bytes(stamped[2])
    whole = read(path)
    book, notes = read_book(soffice.convert(stamped[2], "xls", "grille.xlsx"), "grille.xls")
    assert [n.code for n in notes] == ["RCU-036"]
    for before, after in zip(whole.sheets, book.sheets, strict=True):
        assert (before.title, before.visible) == (after.title, after.visible)
        assert sorted(before.merges) == sorted(after.merges)
        for number, row in before.cells.items():
            for column, cell in row.items():
                if cell.kind is not CellKind.FORMULA:
                    assert after.cells[number][column] == cell


@pytest.mark.office
def test_a_grid_saved_as_csv_keeps_its_first_sheet(stamped, soffice):
    book, notes = read_book(soffice.convert(stamped[2], "csv", "grille.xlsx"), "grille.csv")
    assert (book.sheets[0].cells[1]["A"].value, notes) == ("fiche", ())


def test_the_reader_is_several_times_faster_than_openpyxl(stamped, tmp_path):
    path = tmp_path / "grille.xlsx"
    path.write_bytes(stamped[2])

    def cost(work):
        best = float("inf")
        for _ in range(5):
            start = time.process_time()
            work()
            best = min(best, time.process_time() - start)
        return best

    own = cost(lambda: read(path))
    other = cost(lambda: openpyxl.load_workbook(io.BytesIO(stamped[2])))
    assert own * 4 < other, json.dumps({"own": own, "openpyxl": other})
