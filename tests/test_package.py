"""The validator that the other tests trust finds each kind of fault."""

import io
import zipfile

import openpyxl
import pytest

from pipeline.render.office import render
from pipeline.render.pack import pack, unpack
from pipeline.render.template import compile_template

DOCUMENT = "word/document.xml"
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def parts(word):
    return unpack(render(compile_template(word("a", (("b", "c"),)), "t"), {}))


@pytest.fixture
def sheet_parts():
    workbook = openpyxl.Workbook()
    workbook.active.append(["a", 1])
    workbook.active.append(["b", 2])
    stream = io.BytesIO()
    workbook.save(stream)
    return unpack(render(compile_template(stream.getvalue(), "g.xlsx"), {}))


def test_sound_packages_have_no_fault(parts, sheet_parts, check_package):
    assert check_package(pack(parts)) == []
    assert check_package(pack(sheet_parts)) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b"</w:body>", b"", "not well-formed"),
        (b">a<", b">{{ x }}<", "residual tag"),
        (b"<w:p>", b'<w:p><w:pPr><w:pStyle w:val="Nulle"/></w:pPr>', "style Nulle"),
        (b"<w:p>", b'<w:p><w:pPr><w:numPr><w:numId w:val="99"/></w:numPr></w:pPr>', "numbering 99"),
        (b"<w:p>", b'<w:p><w:bookmarkStart w:id="1" w:name="a"/>', "bookmarks"),
        (b"<w:p>", b'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>', "fields"),
        (b"<w:p>", b'<w:p><w:hyperlink r:id="rId99"/>', "uses rId99"),
        (b"<w:tr>", b"<w:tr/><w:tr>", "a row has no cell"),
        (b"<w:tbl>", b"<w:tbl/><w:tbl>", "a table has no row"),
        (b"</w:p></w:tc>", b"</w:p><w:bookmarkStart/></w:tc>", "does not end with a paragraph"),
    ],
)
def test_each_fault_of_a_document_is_found(parts, check_package, old, new, fault):
    parts[DOCUMENT] = parts[DOCUMENT].replace(old, new, 1)
    assert any(fault in found for found in check_package(pack(parts)))


@pytest.mark.parametrize(
    ("part", "old", "new", "fault"),
    [
        (SHEET, b'r="2"', b'r="1"', "rows out of order"),
        (SHEET, b'r="B1"', b'r="A1"', "cells of row 1"),
        (SHEET, b't="n"><v>1', b't="s"><v>9', "shared string 9"),
        (SHEET, b'<c r="A1"', b'<c s="9" r="A1"', "style 9"),
        (
            SHEET,
            b"</sheetData>",
            b'</sheetData><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/></mergeCells>',
            "overlap",
        ),
        (
            SHEET,
            b"</sheetData>",
            b'</sheetData><dataValidations><dataValidation sqref="A1"><formula1>'
            + b"x" * 256
            + b"</formula1></dataValidation></dataValidations>",
            "too long",
        ),
        ("xl/workbook.xml", b'name="Sheet"', b'name="a/b"', "sheet name"),
        (
            "xl/workbook.xml",
            b"</workbook>",
            b'<definedNames><definedName name="n">Nulle!$A$1</definedName></definedNames></workbook>',
            "points to no sheet",
        ),
    ],
)
def test_each_fault_of_a_workbook_is_found(sheet_parts, check_package, part, old, new, fault):
    sheet_parts[part] = sheet_parts[part].replace(old, new, 1)
    assert any(fault in found for found in check_package(pack(sheet_parts)))


def test_faults_of_the_container_are_found(parts, check_package):
    data = pack(parts)
    assert check_package(data[:-40])
    assert check_package(data + b"x")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert any("date" in fault for fault in check_package(stream.getvalue()))


def test_parts_that_are_alone_or_missing_are_found(parts, check_package):
    alone = {**parts, "word/media/x.xml": b"<a/>"}
    assert any("nothing points to" in f for f in check_package(pack(alone)))
    missing = {name: content for name, content in parts.items() if name != "word/styles.xml"}
    found = check_package(pack(missing))
    assert any("types: word/styles.xml" in f for f in found)
    assert any("-> word/styles.xml" in f for f in found)
