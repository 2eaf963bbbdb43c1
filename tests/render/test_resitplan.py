"""The plan of resits: golden text, sound, reproducible, what is sat again stands out."""

import io
from decimal import Decimal

import openpyxl
import pytest

from pipeline.render.resitplan import Plan, PlanRow, plan_workbook

TITLES = {
    "ECRIT": "note sur dossier",
    "ORAL": "oral sur ticket",
    "CAS": "étude de cas",
    "CC-TRAVAIL": "travail individuel",
}


def row(number, exam, mark, **changes):
    said = {
        "number": number,
        "name": "Spécimen Alix" if number == "0001" else "=Modèle Noa",
        "block": exam[:2],
        "exam": f"{exam[:2]} - {TITLES[exam[3:]]}",
        "codes": ("C1", "C2"),
        "mark": None if mark is None else Decimal(mark),
        "state": "",
        "sat": False,
    }
    return PlanRow(**(said | changes))


ROWS = (
    row("0001", "B1-ECRIT", "4.00", sat=True),
    row("0001", "B1-ORAL", "14.25"),
    row("0002", "B2-CAS", None, state="ABI", sat=True),
    row("0002", "B2-CC-TRAVAIL", None, state="DISP", codes=("C9",)),
    row("0002", "S1-ORAL", None, sat=True, codes=("CO1.1",)),
)


def plan(**changes):
    said = {
        "kind": "rattrapage",
        "session": "2026-06",
        "new": "2026-10",
        "limit": "2027-07-01",
        "rows": ROWS,
    }
    return Plan(**(said | changes))


@pytest.fixture(scope="module")
def book():
    return openpyxl.load_workbook(io.BytesIO(plan_workbook(plan())))


def lines_of(book):
    for sheet in book.worksheets:
        yield f"== {sheet.title}"
        for line in sheet.iter_rows(values_only=True):
            if any(value not in (None, "") for value in line):
                yield " | ".join("" if value is None else str(value) for value in line).rstrip(" |")


def test_the_plan_reads_as_it_was_accepted(book, golden):
    golden("plan_rattrapage", "\n".join(lines_of(book)) + "\n")


def test_the_package_is_sound_and_the_bytes_do_not_change(check_package):
    data = plan_workbook(plan())
    assert check_package(data) == []
    assert plan_workbook(plan()) == data


def test_a_plan_of_deferred_sittings_says_so_and_has_no_limit():
    data = plan_workbook(plan(kind="remplacement", limit=""))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Plan"]
    assert sheet["A1"].value == "Plan de remplacement"
    assert "Échéance" not in sheet["A2"].value
    assert "Plan de remplacement · session 2026-06 vers 2026-10" in sheet.oddFooter.left.text


def test_a_text_is_never_a_formula(book):
    cells = [cell for line in book["Plan"].iter_rows() for cell in line]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert "=Modèle Noa" in [cell.value for cell in cells]


def test_marks_are_numbers_with_two_decimals(book):
    found = [c for line in book["Plan"].iter_rows() for c in line if c.data_type == "n" and c.value]
    assert [(c.value, c.number_format) for c in found] == [
        (4, "0.00"),
        (14.25, "0.00"),
        (14.25, "0.00"),
    ]


def test_what_is_sat_again_stands_out(book):
    bold = {
        (line[0].value, line[3].value): bool(line[6].font.bold)
        for line in book["Plan"].iter_rows()
        if str(line[0].value).isdigit()
    }
    assert list(bold.values()) == [True, False, True, False, True]


def test_a_plan_without_anybody_says_so():
    sheet = openpyxl.load_workbook(io.BytesIO(plan_workbook(plan(rows=()))))["Plan"]
    assert "aucune épreuve" in [c.value for line in sheet.iter_rows() for c in line]


@pytest.mark.office
def test_it_prints_on_one_page(soffice):
    pdf = soffice.convert(plan_workbook(plan()), "pdf", "plan.xlsx")
    assert pdf.read_bytes().count(b"/Type/Page\n") + pdf.read_bytes().count(b"/Type/Page/") == 1
