import pytest

from pipeline.render.mend import mend


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<w:tbl><w:tblGrid/><w:tr></w:tr></w:tbl>", ""),
        ("<w:p/><w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid></w:tbl>", "<w:p/>"),
        (
            "<w:tbl><w:tr><w:trPr><w:x/></w:trPr></w:tr><w:tr>a</w:tr></w:tbl>",
            "<w:tbl><w:tr>a</w:tr></w:tbl>",
        ),
        ("<w:tc></w:tc>", "<w:tc><w:p/></w:tc>"),
        ("<w:tc><w:tcPr>x</w:tcPr></w:tc>", "<w:tc><w:tcPr>x</w:tcPr><w:p/></w:tc>"),
        ("<w:tc><w:tbl>a</w:tbl></w:tc>", "<w:tc><w:tbl>a</w:tbl><w:p/></w:tc>"),
        (
            "<w:tc><w:tbl><w:tblGrid/></w:tbl></w:tc>",
            "<w:tc><w:p/></w:tc>",
        ),
        ("<w:tc><w:p></w:p></w:tc>", "<w:tc><w:p></w:p></w:tc>"),
    ],
)
def test_what_word_refuses_is_mended(before, after):
    assert mend(before) == after
