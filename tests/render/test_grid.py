"""The grading workbook as written: cells, locks, validations, print set-up, cached values."""

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openpyxl.styles.numbers import FORMAT_GENERAL

from pipeline.diagnostics import ContentError
from pipeline.model.criteria import Level
from pipeline.model.grid import STATES, grid_map
from pipeline.model.gridplan import GridIdentity
from pipeline.render.candidate import head_view
from pipeline.render.grid import GridError, grid_template, stamp_grid
from pipeline.rules import grid as words

GOLDEN = Path(__file__).parent / "golden"
KEY = b"k" * 32
LEVELS = tuple(
    Level(value=n, title=title, jury="", meaning=f"sens du niveau {n}.")
    for n, title in enumerate(("Non démontré", "Insuffisant", "Partiel", "Acquis", "Expert"))
)


def identity(form, **changes):
    fields = {
        "session": "2026-06",
        "form": form,
        "anonymous": "71F5-2A63",
        "assessor": "E03",
        "assessor_name": "Camille Exemple",
        "marking": 1,
        "markings": 2,
    }
    return GridIdentity(**{**fields, **changes})


@pytest.fixture(scope="module")
def oral(ticket, grid, around):
    return grid_template(grid(ticket), head_view(ticket, around), LEVELS)


@pytest.fixture(scope="module")
def written(case_study, grid, around):
    return grid_template(grid(case_study), head_view(case_study, around), LEVELS)


@pytest.fixture(scope="module")
def oral_bytes(oral):
    return stamp_grid(oral, identity(oral.form), KEY)


@pytest.fixture(scope="module")
def book(oral_bytes):
    return openpyxl.load_workbook(io.BytesIO(oral_bytes))


def test_two_stamps_are_the_same_bytes(oral, oral_bytes, ticket, grid, around):
    again = grid_template(grid(ticket), head_view(ticket, around), LEVELS)
    assert stamp_grid(again, identity(oral.form), KEY) == oral_bytes


def test_the_package_is_sound(oral_bytes, written, check_package):
    assert check_package(oral_bytes) == []
    assert check_package(stamp_grid(written, identity(written.form), KEY)) == []


def test_cells_locks_and_validations_are_the_golden_ones(book, request):
    path = GOLDEN / "grille_oral.txt"
    text = "\n".join(described(book)) + "\n"
    if request.config.getoption("--update-golden", default=False):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def described(book):
    for sheet in book.worksheets:
        yield f"== {sheet.title} ({sheet.sheet_state})"
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None and cell.protection.locked:
                    continue
                lock = "" if cell.protection.locked else " [à remplir]"
                shape = "" if cell.number_format == FORMAT_GENERAL else f" {{{cell.number_format}}}"
                yield f"{cell.coordinate}{lock}{shape} {cell.value!r}"
        for rule in sheet.data_validations.dataValidation:
            yield f"validation {rule.sqref} {rule.type} {rule.formula1} {rule.formula2}"
        for where in sheet.conditional_formatting:
            yield from (f"couleur {where.sqref} {rule.formula}" for rule in where.rules)
        yield f"fusions {sorted(map(str, sheet.merged_cells.ranges))}"


def test_only_the_cells_to_fill_are_unlocked(book):
    unlocked = {
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    grid = book["Grille"]
    keys = {row: grid.cell(row, 1).value for row in range(1, grid.max_row + 1)}
    rows = [r for r, k in keys.items() if k and (".i" in k or k.startswith("soft."))]
    remark = next(r for r, k in keys.items() if k == "appreciation")
    expected = {f"Grille!{c}{r}" for r in rows for c in "EF"}
    assert unlocked == {*expected, f"Grille!F{remark}", "Fiche!G8", "Fiche!G9"}


def test_every_sheet_is_protected_without_a_password(book):
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
    assert book.security.lockStructure


def test_the_seal_is_in_a_very_hidden_sheet_and_the_keys_in_a_hidden_column(book):
    assert book["Sceau"].sheet_state == "veryHidden"
    assert all(sheet.column_dimensions["A"].hidden for sheet in book.worksheets)


def test_no_input_is_merged(book):
    for sheet in book.worksheets:
        for merged in sheet.merged_cells.ranges:
            assert sheet[merged.coord.split(":")[0]].protection.locked


def test_pages_are_a4_fitted_to_the_width_with_repeated_headers(book):
    for sheet in book.worksheets[:3]:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert book["Grille"].page_setup.orientation == "landscape"
    assert book["Grille"].print_title_rows == "$1:$2"
    foot = book["Grille"].oddFooter
    assert (foot.left.text, foot.center.text, foot.right.text) == (
        "2026-06-B3-ORAL-T07",
        "anonymat 71F5-2A63",
        "page &P / &N",
    )


def test_there_is_no_cell_comment_and_no_link(oral_bytes):
    with zipfile.ZipFile(io.BytesIO(oral_bytes)) as archive:
        names = archive.namelist()
        sheets = [archive.read(n) for n in names if "worksheets/" in n]
    assert not [n for n in names if "comment" in n or "drawing" in n or "/_rels/sheet" in n]
    assert not [s for s in sheets if b"hyperlink" in s]


def test_formulas_are_only_those_that_every_spreadsheet_knows(book):
    allowed = {"IF", "AND", "SUM", "ROUND", "COUNTIFS", "SUMIFS", "SUMPRODUCT"}
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    bare = re.sub(r'"[^"]*"', "", cell.value)
                    assert set(re.findall(r"([A-Z.]+)\(", bare)) <= allowed


def test_every_formula_shows_its_value_before_anything_is_filled(oral_bytes):
    shown = openpyxl.load_workbook(io.BytesIO(oral_bytes), data_only=True)
    card = shown["Fiche"]
    assert card["G12"].value == "incomplet"
    assert card["B13"].value == "Reste à noter\u00a0: 9 indicateurs"
    assert [card[f"{c}19"].value for c in "DEFG"] == [30, 9, 0, "incomplet"]
    with zipfile.ZipFile(io.BytesIO(oral_bytes)) as archive:
        for number in (1, 2):
            root = etree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
            cells = [c for c in root.iter("{*}c") if c.find("{*}f") is not None]
            assert cells
            assert all(c.find("{*}v") is not None and c.get("t") in ("n", "str") for c in cells)


def test_the_first_page_says_which_criteria_are_used(ticket, criteria, around):
    def said(statuses, status):
        codes = tuple(
            replace(c, status=statuses.get(c.code, "proposition")) for c in criteria.codes
        )
        grid = grid_map(ticket, replace(criteria, codes=codes, status=status), "seuil_20")
        data = stamp_grid(
            grid_template(grid, head_view(ticket, around), LEVELS), identity(ticket.id), KEY
        )
        return openpyxl.load_workbook(io.BytesIO(data))["Fiche"]["C9"].value

    assert said({}, "proposition") == "proposition du projet, en attente des critères officiels"
    assert said({"C13": "officiel"}, "mixte") == (
        "officiels pour C13\u202f; proposition pour les autres"
    )
    both = {"C13": "officiel", "C14": "officiel"}
    assert said(both, "mixte") == said(both, "officiel") == "officiels"
    assert said({"C1": "officiel"}, "mixte").startswith("proposition")


def test_a_written_paper_has_no_soft_skill_and_an_oral_has_them_at_weight_zero(book, written):
    grid = book["Grille"]
    weights = [
        grid.cell(r, 4).value
        for r in range(1, grid.max_row + 1)
        if str(grid.cell(r, 1).value).startswith("soft.")
    ]
    assert weights == [0, 0, 0, 0]
    other = openpyxl.load_workbook(io.BytesIO(stamp_grid(written, identity(written.form), KEY)))
    keys = [c.value for c in other["Grille"]["A"]]
    assert not [k for k in keys if k and k.startswith("soft.")]


def test_half_points_and_official_conversions_are_kept(ticket, grid, around):
    made = grid(ticket)
    sections = (replace(made.sections[0], points=Decimal("12.5")), *made.sections[1:])
    worth = tuple(map(Decimal, (0, 5, 10, 15, 20)))
    changed = replace(made, sections=sections, conversion=worth)
    data = stamp_grid(
        grid_template(changed, head_view(ticket, around), LEVELS), identity(ticket.id), KEY
    )
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book["Fiche"]["D17"].value == book["Grille"]["D3"].value == 12.5
    first = next(r for r in range(20, 40) if book["Fiche"][f"B{r}"].value == 0)
    assert [book["Fiche"][f"H{first + n}"].value for n in range(5)] == [0, 5, 10, 15, 20]


@pytest.mark.parametrize(
    "name",
    ['D\'Été & <fils> "x"', "{{ grid.seal }}", "{seal}", "=1+1", "Ana\x00\x1b\n Lys", "李 明"],
)
def test_hostile_names_stay_text(oral, name, check_package):
    data = stamp_grid(oral, identity(oral.form, assessor_name=name), KEY)
    faults = [f for f in check_package(data) if "residual" not in f]
    assert faults == []
    cell = openpyxl.load_workbook(io.BytesIO(data))["Fiche"]["G6"]
    clean = name.replace("\x00\x1b\n", "")
    assert (cell.value, cell.data_type) == (f"E03 – {clean}", "s")


def test_the_candidate_is_known_by_a_number_only(oral_bytes, placement):
    with zipfile.ZipFile(io.BytesIO(oral_bytes)) as archive:
        everything = b"".join(archive.read(n) for n in archive.namelist())
    assert placement.anonymous.encode() in everything
    assert f">{placement.candidate}<".encode() not in everything


@pytest.mark.parametrize("field", ["session", "anonymous", "assessor", "assessor_name"])
@pytest.mark.parametrize("value", ["", " \t", "\x00"])
def test_an_identity_with_a_hole_is_refused(oral, field, value):
    with pytest.raises(GridError) as fault:
        stamp_grid(oral, identity(oral.form, **{field: value}), KEY)
    assert fault.value.diagnostics[0].code == "GRI-003"
    assert words.IDENTITY_WORDS[field] in fault.value.message


def test_the_identity_of_another_form_is_refused(oral):
    with pytest.raises(GridError) as fault:
        stamp_grid(oral, identity("2026-06-B1-ORAL-T01"), KEY)
    assert fault.value.diagnostics[0].code == "GRI-004"


def test_a_form_with_nothing_to_mark_is_refused(ticket, grid, around):
    with pytest.raises(ContentError) as fault:
        grid_template(replace(grid(ticket), sections=()), head_view(ticket, around), LEVELS)
    assert fault.value.diagnostics[0].code == "GRI-001"


def test_indicators_without_weight_are_refused(ticket, grid, around):
    made = grid(ticket)
    rows = tuple(replace(r, weight=Decimal(0)) for r in made.sections[0].rows)
    broken = replace(made, sections=(replace(made.sections[0], rows=rows),))
    with pytest.raises(ContentError) as fault:
        grid_template(broken, head_view(ticket, around), LEVELS)
    assert fault.value.diagnostics[0].code == "GRI-002"


def test_every_state_has_its_name():
    assert tuple(words.STATE_NAMES) == STATES


def test_french_texts_have_their_spaces(book):
    text = "\n".join(
        str(c.value) for s in book.worksheets for row in s.iter_rows() for c in row if c.value
    )
    prose = re.sub(r"=.*|\"[^\"]*\"", "", text)
    assert not re.search(r"\w'\w| [;!?»]|« |[^\s\u202f][;!?](?:\s|$)", prose)


def test_rows_are_high_enough_for_their_texts(book):
    grid = book["Grille"]
    assert all(grid.row_dimensions[r].height >= 20 for r in range(1, grid.max_row + 1))
    assert grid.row_dimensions[3].height >= 5 * 8 * 1.2
