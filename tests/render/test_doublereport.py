"""The report of double marking as a workbook: golden text, sound, reproducible, printed on A4."""

import io
from dataclasses import replace

import openpyxl
import pytest

from pipeline.render.doublereport import report_workbook
from pipeline.render.markingorder import marking_order_workbook
from pipeline.rules import agreement as words


@pytest.fixture(scope="module")
def data(double_review):
    return report_workbook(double_review)


@pytest.fixture(scope="module")
def book(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def lines_of(book):
    for sheet in book.worksheets:
        yield f"== {sheet.title}"
        for row in sheet.iter_rows(values_only=True):
            if any(value not in (None, "") for value in row):
                yield " | ".join("" if value is None else str(value) for value in row).rstrip(" |")


def test_the_report_reads_as_it_was_accepted(book, golden):
    golden("rapport_double_correction", "\n".join(lines_of(book)) + "\n")


def test_the_package_is_sound_and_the_bytes_do_not_change(data, double_review, check_package):
    assert check_package(data) == []
    assert report_workbook(double_review) == data


def test_a_text_is_never_a_formula(book):
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert not [cell.coordinate for cell in row if cell.data_type == "f"]
    assert book["Décalages"]["J5"].value == "=après relecture"


def test_every_sheet_prints_on_a4_with_its_heads_repeated(book):
    assert tuple(book.sheetnames) == words.SHEETS
    for sheet in book.worksheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, 1)
        assert sheet.oddFooter.left.text == "coordination · confidentiel"
    heads = {sheet.title: sheet.print_title_rows for sheet in book.worksheets}
    assert heads.pop("Notice") in (None, "")
    assert set(heads.values()) == {"$3:$3"}


def test_a_copy_that_waits_for_somebody_stands_out(book):
    fills = {row[1].value: row[1].fill.fgColor.rgb for row in book["Copies"].iter_rows(min_row=4)}
    alarming = {copy for copy, fill in fills.items() if fill.endswith("F6DAD6")}
    assert alarming == {"71F5-2A09", "71F5-2A11", "71F5-2A14", "71F5-2A16"}


def test_a_review_of_nothing_says_so_on_every_sheet(double_review, check_package):
    record = replace(double_review.record, items=(), observed=())
    nothing = replace(
        double_review,
        copies=(),
        criteria=(),
        pairs=(),
        assessors=(),
        shifts=(),
        record=record,
    )
    data = report_workbook(nothing)
    assert check_package(data) == []
    book = openpyxl.load_workbook(io.BytesIO(data))
    said = {sheet.title: sheet["A4"].value for sheet in book.worksheets[:-1]}
    assert set(said.values()) == {words.NOTHING, words.NO_PAIR.replace("'", "’")}


def test_the_marking_order_of_an_assessor_is_one_sheet(check_package):
    orders = {"B3-CAS": ("71F5-2A63", "8K2P-77QX"), "B3-ORAL": ("9ZZ2-34AB",)}
    data = marking_order_workbook("2026-06", "Camille Un", orders)
    assert check_package(data) == []
    assert data == marking_order_workbook("2026-06", "Camille Un", orders)
    (sheet,) = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    assert [row[:3] for row in sheet.iter_rows(min_row=3, values_only=True)] == [
        ("Épreuve", "Rang", "Copie"),
        ("B3-CAS", 1, "71F5-2A63"),
        ("B3-CAS", 2, "8K2P-77QX"),
        ("B3-ORAL", 1, "9ZZ2-34AB"),
    ]
    assert sheet.oddFooter.left.text == "Camille Un · session 2026-06"


def test_an_assessor_without_copies_is_told_so():
    data = marking_order_workbook("2026-06", "Camille Un", {})
    (sheet,) = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    assert sheet["A4"].value == words.NOTHING


@pytest.mark.office
def test_libreoffice_prints_the_report(data, soffice):
    pdf = soffice.convert(data, "pdf", "rapport.xlsx").read_bytes()
    assert pdf.count(b"/Type/Page\n") + pdf.count(b"/Type/Page/") >= len(words.SHEETS)
