"""The coverage matrix of a session, with the certificates of its forms."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.codes import Code
from pipeline.model.coverage import coverage
from pipeline.model.criteria import Criteria
from pipeline.model.form import Form
from pipeline.model.referential import BlockId, BlockKind, Referential
from pipeline.render import labels
from pipeline.render.certificates import draw_certificates
from pipeline.render.gridstyle import FONT, GREY
from pipeline.render.matrix import Content, draw_matrix, most_exams
from pipeline.render.reseal import reseal
from pipeline.rules import coverage as words
from pipeline.store.passing import passing
from pipeline.typography import typeset

_WIDE_PAPER, _PAPER = 8, 9


def coverage_workbook(forms: Sequence[Form], referential: Referential, criteria: Criteria) -> bytes:
    """``matrice-couverture.xlsx``: the matrix and the certificates; same forms, same bytes."""
    blocks = coverage(forms, referential, criteria, _both_ways(referential))
    names = block_names(referential)
    book = Workbook()
    normal = book._named_styles["Normal"]  # type: ignore[attr-defined]  # the stubs do not know it
    normal.font = Font(name=FONT, size=10)  # column widths are counted in it
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = words.MATRIX_SHEET
    session = forms[0].session if forms else words.NO_SESSION
    special = (b.id for b in referential.blocks if b.kind is BlockKind.SPECIALISATION)
    content = Content(
        session=session,
        blocks=blocks,
        names=names,
        new_page=next(special, None),
        criteria=criteria,
    )
    draw_matrix(sheet, content)
    certificates = book.create_sheet(words.CERTIFICATE_SHEET)
    draw_certificates(certificates, forms)
    wide = most_exams(blocks) > 3
    _print_setup(sheet, pages=1 if wide else 0, wide=wide)
    _print_setup(certificates, pages=0, wide=True)
    stream = io.BytesIO()
    with passing():
        book.save(stream)
    return reseal(stream.getvalue())


def block_names(referential: Referential) -> dict[BlockId, str]:
    """« Bloc 1 – … », « Spécialisation 2 – … »."""
    names: dict[BlockId, str] = {}
    for kind in BlockKind:
        for rank, block in enumerate((b for b in referential.blocks if b.kind is kind), 1):
            title = labels.BLOCKS[kind].format(rank=rank, title=block.title)
            names[block.id] = typeset(title)
    return names


def _both_ways(referential: Referential) -> frozenset[Code]:
    """The codes whose text asks for writing and for speech."""
    return frozenset(c.code for c in referential.competencies if words.BOTH_WAYS.search(c.text))


def _print_setup(sheet: Worksheet, *, pages: int, wide: bool) -> None:
    """Landscape, A4 or A3, fitted to the width and to so many pages (0: as many as it takes)."""
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _WIDE_PAPER if wide else _PAPER
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = pages
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(
        left=0.4, right=0.4, top=0.45, bottom=0.6, header=0.25, footer=0.3
    )
    sheet.oddFooter = HeaderFooterItem(left=_foot(words.FOOTER), right=_foot(words.FOOTER_PAGE))


def _foot(text: str) -> _HeaderFooterPart:
    return _HeaderFooterPart(text=text, font="Arial,Regular", size=8, color=GREY)
