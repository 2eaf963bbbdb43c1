"""The style pack of large print."""

from pathlib import Path

import pytest

from pipeline.render.large_print import enlarge
from pipeline.render.pack import unpack

TEMPLATE = Path(__file__).parent.parent.parent / "templates" / "sujet.docx"


@pytest.fixture(scope="module")
def parts():
    return unpack(TEMPLATE.read_bytes()), unpack(enlarge(TEMPLATE.read_bytes()))


def test_body_text_grows_by_two_fifths(parts):
    before, after = (p["word/styles.xml"].decode() for p in parts)
    assert '<w:sz w:val="20"/>' in before.split("</w:docDefaults>")[0]
    assert '<w:sz w:val="28"/>' in after.split("</w:docDefaults>")[0]


def test_every_face_is_an_upright_sans_serif(parts):
    styles = parts[1]["word/styles.xml"].decode()
    assert "Times" not in styles
    assert "Courier" not in styles
    assert "<w:i/>" not in styles


def test_rows_may_be_split_and_headers_still_repeat(parts):
    before, after = (p["word/document.xml"].decode() for p in parts)
    assert after.count("<w:tblHeader/>") == before.count("<w:tblHeader/>")
    assert after.count("<w:cantSplit/>") < before.count("<w:cantSplit/>")


def test_nothing_but_styles_and_rows_changes(parts):
    before, after = parts
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"word/styles.xml", "word/document.xml"}
    assert before["word/document.xml"].replace(b"<w:cantSplit/>", b"") == after[
        "word/document.xml"
    ].replace(b"<w:cantSplit/>", b"")


def test_enlarging_gives_the_same_bytes_each_time():
    data = TEMPLATE.read_bytes()
    assert enlarge(data) == enlarge(data)
