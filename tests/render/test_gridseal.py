"""The seal of a grid read back from the file, and what LibreOffice leaves of a grid that it fills and saves."""

import io
import json
import os
import random
import shutil
import subprocess
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from pipeline.draw import derive
from pipeline.model.criteria import Level
from pipeline.model.gridplan import (
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
FILL = Path(__file__).parent / "samples" / "fill_grid.py"
XLSX, ODS = "Calc MS Excel 2007 XML", "calc8"
LEVELS = tuple(Level(value=n, title=f"T{n}", jury="", meaning=f"sens {n}.") for n in range(5))


@pytest.fixture(scope="module")
def made(ticket, case_study, grid, around):
    """The map and the stamped bytes of the oral and of the written grid."""

    def one(form):
        who = GridIdentity(
            session="2026-06",
            form=form.id,
            anonymous="71F5-2A63",
            assessor="E03",
            assessor_name="Éloïse O’Neill-D’Arc",
            marking=1,
            markings=2,
        )
        template = grid_template(grid(form), head_view(form, around), LEVELS)
        return grid(form), who, stamp_grid(template, who, KEY)

    return {"oral": one(ticket), "written": one(case_study)}


def load(data):
    return openpyxl.load_workbook(io.BytesIO(data) if isinstance(data, bytes) else data)


def cells_of(book, grid, *, sealed=True):
    """The locked cells of a workbook, each by the id of its sheet and the key of its row, with their addresses."""
    inputs = input_cells(grid)
    for sheet in book.worksheets:
        name = sheet["A1"].value
        if name not in SHEETS:
            continue
        for row in sheet.iter_rows():
            key = str(row[0].value)
            for cell in row[1:]:
                if cell.value is None or key == SEAL_KEY:
                    continue
                place = InputCell(sheet=name, row=key, column=cell.column_letter)
                if (place in inputs) is not sealed:
                    kind = {"n": Kind.NUMBER, "f": Kind.FORMULA}.get(cell.data_type, Kind.TEXT)
                    yield (
                        (sheet.title, cell.coordinate),
                        Cell(
                            sheet=name,
                            row=key,
                            column=cell.column_letter,
                            kind=kind,
                            value=cell.value,
                        ),
                    )


def found_seal(book):
    return next(row[1].value for row in book["Sceau"].iter_rows() if row[0].value == SEAL_KEY)


def made_seal(book, grid, who):
    return seal(KEY, who.id, VERSION, [cell for _, cell in cells_of(book, grid)])


@pytest.mark.parametrize("kind", ["oral", "written"])
def test_the_seal_read_back_is_the_one_that_was_stamped(made, kind):
    grid, who, data = made[kind]
    book = load(data)
    assert found_seal(book) == made_seal(book, grid, who)
    properties = {p.name: p.value for p in book.custom_doc_props.props}
    assert properties == {
        "EpreuveGrille": who.id,
        "EpreuveVersion": VERSION,
        "EpreuveSceau": found_seal(book),
    }


def test_every_single_alteration_of_a_locked_cell_is_caught(made):
    grid, who, data = made["oral"]
    book = load(data)
    mark = found_seal(book)
    places = [place for place, _ in cells_of(book, grid)]
    assert len(places) > 140
    for sheet, address in places:
        cell = book[sheet][address]
        before = cell.value
        for after in (altered(before), None):
            cell.value = after
            assert made_seal(book, grid, who) != mark, (sheet, address, after)
        cell.value = before
    assert made_seal(book, grid, who) == mark


def altered(value):
    if isinstance(value, int | float):
        return value + 1
    return value.replace("0", "1", 1) if value.startswith("=") and "0" in value else f"{value}x"


def test_a_row_key_altered_or_two_rows_swapped_are_caught(made):
    grid, who, data = made["oral"]
    book = load(data)
    sheet = book["Grille"]
    sheet["A4"].value, sheet["A5"].value = sheet["A5"].value, sheet["A4"].value
    assert made_seal(book, grid, who) != found_seal(book)
    sheet["A4"].value, sheet["A5"].value = sheet["A5"].value, "C13.i9"
    assert made_seal(book, grid, who) != found_seal(book)


def test_a_locked_empty_cell_that_is_filled_is_caught(made):
    grid, who, data = made["oral"]
    book = load(data)
    book["Grille"]["H4"].value = "20"
    assert made_seal(book, grid, who) != found_seal(book)


def test_filling_a_cell_to_fill_is_no_alteration(made):
    grid, who, data = made["oral"]
    book = load(data)
    for row in range(1, book["Grille"].max_row + 1):
        for column in "EF":
            cell = book["Grille"][f"{column}{row}"]
            if not cell.protection.locked:
                cell.value = 3
    book["Fiche"]["G8"].value, book["Fiche"]["G9"].value = "2026-06-17", "ABJ"
    assert made_seal(book, grid, who) == found_seal(book)


def test_the_seal_of_another_grid_does_not_fit(made):
    grid, who, data = made["oral"]
    other = made["written"][1]
    book = load(data)
    cells = [cell for _, cell in cells_of(book, grid)]
    assert seal(KEY, other.id, VERSION, cells) != found_seal(book)
    assert seal(KEY[::-1], who.id, VERSION, cells) != found_seal(book)


# --- LibreOffice


@pytest.fixture
def fill(soffice):
    """``fill(jobs)``: what LibreOffice shows after filling, and the workbooks that it saves."""
    python = next((p for p in ("/usr/bin/python3", "python3") if has_uno(p)), None)
    if python is None:
        tell = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        tell("no interpreter with uno")

    def run(jobs):
        order = json.dumps({"profile": str(soffice.profile), "jobs": jobs})
        done = subprocess.run(
            [python, str(FILL)],
            input=order,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def has_uno(python):
    if shutil.which(python) is None:
        return False
    return (
        subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode
        == 0
    )


def fillings(grid, rng):
    """Random levels by row key, and the cells that an assessor fills for them."""
    levels, cells, place = {}, [], 3
    for section in grid.sections:
        for offset, row in enumerate(section.rows, 1):
            level = rng.randint(0, 4)
            levels[row.key] = level
            cells.append(["Grille", f"E{place + offset}", level])
            if level in (0, 1, 4) or rng.random() < 0.3:
                text = rng.choice(
                    ["=bien", "Vu : « précis »", "1/2", "12:30", "très juste\nà garder"]
                )
                cells.append(["Grille", f"F{place + offset}", text])
        place += len(section.rows) + 1
    return levels, cells


def expected_mark(grid, levels):
    """The rules, as the guide says them: weighted means, one rounding half up to the hundredth."""
    worth = (0, 4, 8, 14, 20)
    total, points = Fraction(0), Fraction(0)
    for section in grid.sections:
        weight = sum(Fraction(row.weight) for row in section.rows)
        score = sum(Fraction(row.weight) * worth[levels[row.key]] for row in section.rows)
        total += Fraction(section.points) * score / weight
        points += Fraction(section.points)
    mean = total / points
    exact = Decimal(mean.numerator) / Decimal(mean.denominator)
    return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


@pytest.mark.office
def test_a_grid_filled_and_saved_in_libreoffice_keeps_its_seal_and_shows_the_right_mark(
    made, fill, tmp_path
):
    rng = random.Random(7)  # noqa: S311 (the same fillings at each run)
    jobs, expected = [], []
    for index in range(12):
        kind = ("oral", "written")[index % 2]
        grid, _, data = made[kind]
        (tmp_path / f"{kind}.xlsx").write_bytes(data)
        levels, cells = fillings(grid, rng)
        expected.append((kind, expected_mark(grid, levels)))
        job = {"source": str(tmp_path / f"{kind}.xlsx"), "filter": XLSX, "cells": cells}
        job |= {"target": str(tmp_path / f"{index}.xlsx"), "shown": [["Fiche", "G12"]]}
        jobs.append(job)
    shown = fill(jobs)
    for index, (kind, mark) in enumerate(expected):
        grid, who, data = made[kind]
        ((text, _, error),) = shown[index]
        assert (text, error) == (f"{mark} / 20".replace(".", ","), 0)
        saved = load(tmp_path / f"{index}.xlsx")
        assert made_seal(saved, grid, who) == found_seal(saved) == found_seal(load(data))
        same_shape(load(data), saved)
        cached = openpyxl.load_workbook(tmp_path / f"{index}.xlsx", data_only=True)
        assert Decimal(str(cached["Fiche"]["G12"].value)) == mark
        filled = [cell for _, cell in cells_of(saved, grid, sealed=False)]
        assert sorted(filled, key=str) == sorted(given(jobs[index]["cells"], load(data)), key=str)


def given(cells, blank):
    for sheet, address, value in cells:
        key = blank[sheet][f"A{address[1:]}"].value
        kind = Kind.NUMBER if isinstance(value, int) else Kind.TEXT
        yield Cell(sheet="grille", row=key, column=address[0], kind=kind, value=value)


def same_shape(blank, saved):
    """Formulas, drop-downs, locks, protection, hidden things: as they were."""
    # LibreOffice knows one way of hiding: what was very hidden comes back hidden.
    hidden = [[(s.title, s.sheet_state == "visible") for s in book] for book in (saved, blank)]
    assert hidden[0] == hidden[1]
    names = [{p.name: p.value for p in b.custom_doc_props.props} for b in (saved, blank)]
    assert names[0].items() >= names[1].items()
    for sheet in blank.worksheets:
        other = saved[sheet.title]
        assert other.protection.sheet
        assert other.column_dimensions["A"].hidden
        assert other.print_title_rows == sheet.print_title_rows
        assert drop_downs(other) == drop_downs(sheet)
        for row in sheet.iter_rows():
            for cell in row:
                twin = other[cell.coordinate]
                assert twin.protection.locked == cell.protection.locked, cell.coordinate
                if cell.data_type == "f":
                    assert twin.value == cell.value


def drop_downs(sheet):
    rules = sheet.data_validations.dataValidation
    return sorted(
        (str(a), r.type, r.formula1 if r.type == "list" else "")
        for r in rules
        for a in str(r.sqref).split()
    )


@pytest.mark.office
def test_the_seal_survives_ods_and_two_savings(made, fill, tmp_path):
    grid, who, data = made["oral"]
    first = tmp_path / "a.xlsx"
    first.write_bytes(data)
    rng = random.Random(1)  # noqa: S311 (the same filling at each run)
    _, cells = fillings(grid, rng)
    chain = [(first, "b.ods", ODS), ("b.ods", "c.xlsx", XLSX), ("c.xlsx", "d.xlsx", XLSX)]
    fill(
        [
            {
                "source": str(tmp_path / source),
                "target": str(tmp_path / target),
                "filter": kind,
                "cells": cells if index == 0 else [],
                "shown": [],
            }
            for index, (source, target, kind) in enumerate(chain)
        ]
    )
    for name in ("c.xlsx", "d.xlsx"):
        saved = load(tmp_path / name)
        assert made_seal(saved, grid, who) == found_seal(saved)


@pytest.mark.office
def test_values_shown_before_opening_are_those_that_libreoffice_computes(made, fill, tmp_path):
    for kind, (_, _, data) in made.items():
        path = tmp_path / f"{kind}.xlsx"
        path.write_bytes(data)
        formulas, values = load(data), openpyxl.load_workbook(path, data_only=True)
        places = [
            (sheet.title, cell.coordinate)
            for sheet in formulas.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        ]
        job = {"source": str(path), "target": str(tmp_path / "x.xlsx"), "filter": XLSX}
        (shown,) = fill([{**job, "cells": [], "shown": places}])
        for (sheet, address), (text, value, error) in zip(places, shown, strict=True):
            cached = values[sheet][address].value
            assert error == 0
            if isinstance(cached, str) or cached is None:
                assert text == (cached or ""), address
            else:
                assert value == cached, address


@pytest.mark.office
def test_what_is_not_a_level_counts_as_nothing(made, fill, tmp_path):
    path = tmp_path / "oral.xlsx"
    path.write_bytes(made["oral"][2])
    job = {"source": str(path), "target": str(tmp_path / "x.xlsx"), "filter": XLSX}
    job["shown"] = [["Fiche", "G12"], ["Fiche", "B13"]]
    good = [["Grille", f"E{row}", 3] for row in (5, 6, 7, 8, 10, 11, 12, 13)]
    typed = (7, 2.5, -1, "3", "3,5", "TB", "abs", " 2 ")
    for mark, left in fill([{**job, "cells": [*good, ["Grille", "E4", t]]} for t in typed]):
        assert mark[0] == "incomplet"
        assert left[0] == "Reste à noter\u00a0: 1 indicateur"


@pytest.mark.office
def test_a_state_takes_the_place_of_the_mark_and_contradictions_are_said(made, fill, tmp_path):
    path = tmp_path / "oral.xlsx"
    path.write_bytes(made["oral"][2])
    job = {"source": str(path), "target": str(tmp_path / "x.xlsx"), "filter": XLSX}
    job["shown"] = [["Fiche", "G12"], ["Fiche", "B13"]]
    state = ["Fiche", "G9", "ABJ"]
    alone, both, late = fill(
        [
            {**job, "cells": [state]},
            {**job, "cells": [state, ["Grille", "E4", 2]]},
            {**job, "cells": [["Grille", "E4", 0], ["Grille", "E5", 2]]},
        ]
    )
    assert [s[0] for s in alone] == [
        "ABJ",
        "Situation particulière\u00a0: la grille n’est pas à remplir.",
    ]
    assert both[1][0].startswith("Une situation est choisie et des niveaux sont saisis")
    assert late[1][0] == ("Reste à noter\u00a0: 7 indicateurs · Reste à commenter\u00a0: 1 niveau")


@pytest.mark.office
def test_the_printed_grid_holds_on_few_pages(made, soffice):
    pdf = soffice.convert(made["oral"][2], "pdf", "oral.xlsx")
    info = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    pages = int(next(x.split()[1] for x in info.splitlines() if x.startswith("Pages:")))
    assert pages <= 4
