"""The entry table as it goes out: sealed, guarded, readable, and what LibreOffice shows of it."""

import io
import subprocess
from dataclasses import replace

import openpyxl
import pytest

from pipeline.draw import derive
from pipeline.intake.tableseal import row_seal
from pipeline.model.tableplan import EntryRow, EntryTable, row_identity
from pipeline.render.entrytable import entry_table

KEY = derive(b"the secret of the session, 32 byt", "seal")
COPIES = ("71F5-2A63", "0B12-99C4", "5D00-4E21")


@pytest.fixture(scope="module")
def table(ticket, grid):
    """The table of an oral of two tickets; the second leaves out what the first asks first."""
    full = grid(ticket)
    less = replace(full, form="2026-06-B3-ORAL-T08", sections=full.sections[1:])
    forms = (full.form, less.form, full.form)
    return EntryTable(
        session="2026-06",
        exam="B3-ORAL",
        title="Bloc 3 - oral sur ticket",
        rows=tuple(EntryRow(copy=c, form=f) for c, f in zip(COPIES, forms, strict=True)),
        grids={full.form: full, less.form: less},
    )


@pytest.fixture(scope="module")
def data(table):
    return entry_table(table, KEY)


@pytest.fixture(scope="module")
def book(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def test_the_workbook_is_sound_and_the_same_twice(data, table, check_package):
    assert check_package(data) == []
    assert entry_table(table, KEY) == data


def test_every_row_has_its_key_its_seal_and_its_copy(book, table):
    rows = [[cell.value for cell in row[:3]] for row in book["Saisie"].iter_rows(min_row=6)]
    ids = [row_identity("2026-06", row).id for row in table.rows]
    assert rows == [
        [grid, row_seal(KEY, grid, "B3-ORAL"), row.copy]
        for grid, row in zip(ids, table.rows, strict=True)
    ]


def test_keys_and_seals_are_hidden_and_titles_stay_in_sight(book):
    sheet = book["Saisie"]
    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["A"].hidden
    assert book["Sceau"].sheet_state == "veryHidden"
    assert sheet.freeze_panes == "E6"
    assert sheet.print_title_rows == "$2:$5"
    assert sheet["C2"].value == "Tableau de saisie"
    assert sheet["C3"].value == "Bloc 3 – oral sur ticket · session 2026-06 · 3 copies"
    assert [sheet["C5"].value, sheet["D5"].value] == ["Copie", "Situation"]


def test_only_what_the_form_of_a_copy_asks_for_may_be_typed(book, table):
    sheet = book["Saisie"]
    assert all(book[name].protection.sheet for name in book.sheetnames)
    keys = [cell.value for cell in sheet[1]]
    for number, row in enumerate(table.rows, 6):
        grid = table.grids[row.form]
        asked = {r.key for s in grid.sections for r in s.rows} | {s.key for s in grid.skills}
        asked |= {"situation", "appreciation"}
        opened = {
            key for key, cell in zip(keys, sheet[number], strict=True) if not cell.protection.locked
        }
        assert opened == asked


def test_levels_and_states_are_chosen_in_a_list(book):
    rules = {
        str(rule.sqref).partition(":")[0]: rule.formula1
        for rule in book["Saisie"].data_validations.dataValidation
    }
    assert rules["D6"] == '"ABJ,ABI,DEF,NE,DISP"'
    assert rules["E6"] == '"0,1,2,3,4"'
    assert '"0,1,2,3,4,non observé"' in rules.values()


def test_no_cell_holds_a_formula(book):
    kinds = {c.data_type for sheet in book for row in sheet.iter_rows() for c in row}
    assert kinds <= {"s", "n"}
    assert all(c.value is None for r in book["Saisie"].iter_rows() for c in r if c.data_type == "n")


def test_the_notice_gives_every_indicator_in_full(book, table):
    said = [row[3].value for row in book["Notice"].iter_rows() if row[3].value]
    assert len(said) == 1 + sum(
        len(s.rows) for s in table.grids["2026-06-B3-ORAL-T07"].sections
    ) + len(table.grids["2026-06-B3-ORAL-T07"].skills)


def test_a_table_without_copies_is_a_workbook_all_the_same(table, check_package):
    empty = replace(table, rows=())
    data = entry_table(empty, KEY)
    assert check_package(data) == []
    assert openpyxl.load_workbook(io.BytesIO(data))["Saisie"]["C3"].value.endswith("0 copie")


def test_a_table_without_soft_skills_has_one_list_of_levels(table, check_package):
    plain = {form: replace(grid, skills=()) for form, grid in table.grids.items()}
    data = entry_table(replace(table, rows=table.rows[:1], grids=plain), KEY)
    assert check_package(data) == []
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Saisie"]
    assert len(sheet.data_validations.dataValidation) == 2
    assert sheet["C3"].value.endswith("1 copie")


def test_a_wide_table_is_printed_on_a_larger_page(table):
    first = table.grids["2026-06-B3-ORAL-T07"]
    sections = tuple(
        replace(
            first.sections[0],
            code=f"C{n}",
            rows=tuple(replace(r, key=f"C{n}.{r.key}") for r in first.sections[0].rows),
        )
        for n in range(1, 8)
    )
    wide = replace(first, sections=sections)
    data = entry_table(replace(table, rows=table.rows[:1], grids={first.form: wide}), KEY)
    assert openpyxl.load_workbook(io.BytesIO(data))["Saisie"].page_setup.paperSize == 8


@pytest.mark.office
def test_the_printed_table_takes_a_page_for_the_rows_and_one_for_the_notice(data, soffice):
    pdf = soffice.convert(data, "pdf", "saisie.xlsx")
    info = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    assert next(x.split()[1] for x in info.splitlines() if x.startswith("Pages:")) == "2"
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert all(copy in text for copy in COPIES)
    assert "soft." not in text
    assert "tableau/1" not in text
