"""The table that ties names to anonymous numbers, for the coordination alone."""

from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from pipeline.model.people import Candidate
from pipeline.model.session import Dispatch
from pipeline.rules import roster as words

HEADER = PatternFill("solid", fgColor="1F3A5F")
WIDTHS = (12, 20, 18, 40, 18, 16, 14, 10, 16, 10, 22, 10, 10, 8)


def anonymity_workbook(
    dispatch: Dispatch, candidates: Sequence[Candidate], titles: Mapping[str, str]
) -> Workbook:
    """One row a candidate and an exam: who, what, under which number, where and when; ``titles`` names the exams."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = words.ANONYMITY
    by_number = {c.number: c for c in candidates}
    page.append(words.ANONYMITY_COLUMNS)
    for placement in dispatch.placements:
        candidate = by_number[placement.candidate]
        page.append(
            (
                candidate.number,
                candidate.last_name,
                candidate.first_name,
                titles[placement.blueprint],
                placement.form,
                placement.anonymous,
                placement.date,
                placement.start,
                placement.room,
                placement.seat,
                ", ".join(placement.assessors),
                placement.sitting,
                placement.group,
                placement.role,
            )
        )
    for cell in page[1]:
        cell.font = Font(name="Calibri", bold=True, color="FFFFFF")
        cell.fill = HEADER
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    for number, width in enumerate(WIDTHS, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    return book
