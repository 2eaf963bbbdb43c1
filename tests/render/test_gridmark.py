"""The mark that the program keeps is the one that the grid itself shows in a spreadsheet."""

import io
from decimal import ROUND_HALF_UP, Decimal

import openpyxl
import pytest

from pipeline.grade.score import marking_mark, row_keys
from pipeline.model.criteria import Level
from pipeline.model.gridplan import LEVEL_COLUMN, GridIdentity
from pipeline.model.marks import LevelMark, Marking
from pipeline.render.candidate import head_view
from pipeline.render.grid import grid_template, stamp_grid
from pipeline.render.gridplaces import MARK

LEVELS = tuple(
    Level(value=n, title=title, jury="", meaning=f"sens du niveau {n}.")
    for n, title in enumerate(("Non démontré", "Insuffisant", "Partiel", "Acquis", "Expert"))
)


@pytest.mark.office
def test_the_mark_is_that_of_the_formula_of_the_grid(ticket, case_study, grid, around, soffice):
    files, expected = [], []
    for number, form in enumerate((ticket, ticket, case_study, case_study)):
        found = grid(form)
        levels = {
            key: (place * (number + 2) + number) % 5 for place, key in enumerate(row_keys(found))
        }
        who = identity(form.id)
        template = grid_template(found, head_view(form, around), LEVELS)
        path = soffice.folder / f"grille-{number}.xlsx"
        path.write_bytes(filled(stamp_grid(template, who, b"k" * 32), levels))
        files.append(path)
        expected.append(marked(found, who, levels))
    shown = [
        openpyxl.load_workbook(made, data_only=True)["Fiche"][MARK.replace("$", "")].value
        for made in soffice.convert_all(files, "xlsx")
    ]
    assert [Decimal(str(mark)) for mark in shown] == expected


def filled(data, levels):
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["Grille"]
    for row in range(1, sheet.max_row + 1):
        if sheet[f"A{row}"].value in levels:
            sheet[f"{LEVEL_COLUMN}{row}"].value = levels[sheet[f"A{row}"].value]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def marked(grid, who, levels):
    marking = Marking(
        grid=who.id,
        exam="B3",
        form=who.form,
        copy=who.anonymous,
        assessor=who.assessor,
        assessor_name=who.assessor_name,
        marking=1,
        state="",
        date="",
        remark="",
        levels=tuple(LevelMark(key=key, level=level) for key, level in levels.items()),
    )
    mark = marking_mark(grid, marking)
    exact = Decimal(mark.numerator) / Decimal(mark.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def identity(form):
    return GridIdentity(
        session="2026-06",
        form=form,
        anonymous="71F5-2A63",
        assessor="E03",
        assessor_name="Camille Exemple",
        marking=1,
        markings=2,
    )
