"""Workbooks .ods: repeated things written out within the limits, formulas seen, nothing followed."""

import pytest

from pipeline.intake.openformula import excel_formula
from pipeline.model.book import BookCell, CellKind, Shown

CELL = "<table:table-cell "
STRUCTURE, FAR, CELLS, TEXT, MERGES = "RCU-023", "RCU-025", "RCU-026", "RCU-027", "RCU-028"


def row(*cells, more=""):
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def cell(kind, value="", *, inside="", more=""):
    names = {"float": "value", "percentage": "value", "currency": "value"}
    told = f'office:{names.get(kind, f"{kind}-value")}="{value}"' if value else ""
    return f'{CELL}office:value-type="{kind}" {told} {more}>{inside}</table:table-cell>'


def number(value, shown=Shown.PLAIN):
    return BookCell(kind=CellKind.NUMBER, value=value, shown=shown)


def text(value):
    return BookCell(kind=CellKind.TEXT, value=value)


GOOD = {
    "number": (cell("float", "3"), number("3")),
    "money": (cell("currency", "2.50"), number("2.5")),
    "percentage": (cell("percentage", "0.5"), number("0.5", Shown.PERCENT)),
    "date": (cell("date", "2026-02-01"), number("2026-02-01", Shown.DATE)),
    "time": (cell("time", "PT12H30M00S"), number("PT12H30M00S", Shown.TIME)),
    "true": (cell("boolean", "true"), BookCell(kind=CellKind.LOGICAL, value="1")),
    "text": (cell("string", inside="<text:p>a</text:p><text:p>b</text:p>"), text("a\nb")),
    "text told": (cell("string", "a", inside="<text:p>b</text:p>"), text("a")),
    "blanks": (
        cell(
            "string",
            inside='<text:p>a<text:s text:c="2"/><text:s/>b<text:tab/>c<text:line-break/>d</text:p>',
        ),
        text("a   b\tc\nd"),
    ),
    "spans": (
        cell("string", inside="<text:p>a<text:span>b<text:s/>c</text:span>d</text:p>"),
        text("ab cd"),
    ),
    "no kind": (f"{CELL}><text:p>a</text:p></table:table-cell>", text("a")),
    "formula": (
        cell("float", "7", more='table:formula="of:=SUM([.B1:.B2];1)"'),
        BookCell(kind=CellKind.FORMULA, value="SUM(B1:B2,1)", cached="7"),
    ),
    "formula of an error": (
        cell("string", more='table:formula="of:=1/0"', inside="<text:p>#DIV/0!</text:p>"),
        BookCell(kind=CellKind.FORMULA, value="1/0", cached="#DIV/0!"),
    ),
}


@pytest.mark.parametrize(("one", "expected"), GOOD.values(), ids=GOOD)
def test_a_cell_is_read_for_what_it_holds(maker, one, expected):
    assert maker.cells(maker.ods(row(one)), "grille.ods") == {"A1": expected}


@pytest.mark.parametrize(
    "one", [f"{CELL}/>", cell("void"), cell("string"), "<table:covered-table-cell/>"]
)
def test_a_cell_that_holds_nothing_is_no_cell(maker, one):
    assert maker.cells(maker.ods(row(one))) == {}


def test_what_is_repeated_is_written_out(maker):
    three = cell("float", "3", more='table:number-columns-repeated="2"')
    rows = row(
        f'{CELL}table:number-columns-repeated="2"/>', three, more='table:number-rows-repeated="2"'
    )
    empty = row(more='table:number-rows-repeated="1048000"')
    header = f"<table:table-header-rows>{row(three)}</table:table-header-rows>"
    group = f"<table:table-row-group>{header}</table:table-row-group>"
    found = maker.cells(maker.ods(rows + group + empty))
    assert found == dict.fromkeys(["C1", "D1", "C2", "D2", "A3", "B3"], number("3"))


def test_sheets_merges_hidden_rows_notes_and_links_are_told(maker):
    styles = (
        '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
        '<style:style style:name="ta1"><style:table-properties table:display="true"/></style:style>'
    )
    first = cell(
        "string",
        inside="<office:annotation><text:p>note</text:p></office:annotation>"
        '<text:p>a<text:a xlink:href="http://a/b">c</text:a></text:p>',
        more='table:number-columns-spanned="3" table:number-rows-spanned="2"',
    )
    hidden = row(more='table:visibility="collapse" table:number-rows-repeated="2"')
    content = (
        f'<table:table table:name="A" table:style-name="ta1">{row(first)}{hidden}</table:table>'
        '<table:table table:name="B" table:style-name="ta2"/>'
    )
    meta = (
        f'<o:document-meta xmlns:o="{maker.ODF}:office:1.0" xmlns:m="{maker.ODF}:meta:1.0"><o:meta>'
        '<m:user-defined m:name="EpreuveGrille">x/y</m:user-defined></o:meta></o:document-meta>'
    )
    extra = {"meta.xml": meta, "Thumbnails/thumbnail.png": "x", "Pictures/1.png": "x"}
    data = maker.ods(content=content, styles=styles, extra=extra)
    book, notes = maker.read(data)
    assert [(s.title, s.visible) for s in book.sheets] == [("A", True), ("B", False)]
    sheet = book.sheets[0]
    assert sheet.cells == {1: {"A": text("ac")}}
    assert (sheet.merges, sheet.hidden_rows) == (("A1:C2",), (2, 3))
    assert (book.format, book.properties) == ("ods", {"EpreuveGrille": "x/y"})
    assert [n.code for n in notes] == ["RCU-033", "RCU-034", "RCU-035"]


BAD = {
    "columns for ever": (
        row(cell("float", "3", more='table:number-columns-repeated="16384"')),
        FAR,
    ),
    "rows for ever": (row(cell("float", "3"), more='table:number-rows-repeated="1048576"'), FAR),
    "many cells": (
        row(
            cell("float", "3", more='table:number-columns-repeated="256"'),
            more='table:number-rows-repeated="300"',
        ),
        CELLS,
    ),
    "spaces for ever": (
        row(cell("string", inside='<text:p><text:s text:c="99999999"/></text:p>')),
        TEXT,
    ),
    "text for ever": (row(cell("string", inside=f"<text:p>{'x' * 40_000}</text:p>")), TEXT),
    "merge of a row": (
        row(cell("float", "3", more='table:number-columns-spanned="16384"')),
        MERGES,
    ),
    "merge out of the sheet": (
        row(cell("float", "3", more='table:number-columns-spanned="999999"')),
        STRUCTURE,
    ),
    "count of words": (
        row(cell("float", "3", more='table:number-columns-repeated="un"')),
        STRUCTURE,
    ),
    "count of nothing": (
        row(cell("float", "3", more='table:number-columns-repeated="0"')),
        STRUCTURE,
    ),
    "no number": (row(cell("float", "trois")), STRUCTURE),
    "no value": (row(cell("float")), STRUCTURE),
    "no date": (row(cell("date")), STRUCTURE),
    "no logical": (row(cell("boolean", "oui")), STRUCTURE),
    "unknown kind": (row(cell("other", "3")), STRUCTURE),
    "linked sheet": ('<table:table-source xlink:href="http://a/b"/>', "RCU-015"),
    "linked cells": (row(cell("float", "3", inside="<table:cell-range-source/>")), "RCU-015"),
    "deep groups": (
        "<table:table-row-group>" * 70 + "</table:table-row-group>" * 70,
        "RCU-022",
    ),
}


@pytest.mark.parametrize(("table", "code"), BAD.values(), ids=BAD)
def test_a_hostile_table_is_refused(maker, table, code):
    assert maker.told(maker.ods(table)) == [code]


PARTS = {
    "macros": ({"extra": {"Basic/Standard/Module1.xml": "<a/>"}}, "RCU-013"),
    "scripts": ({"extra": {"Scripts/python/a.py": "x"}}, "RCU-013"),
    "object": ({"extra": {"Object 1/content.xml": "<a/>"}}, "RCU-014"),
    "unknown part": ({"extra": {"a.exe": "x"}}, "RCU-017"),
    "password": ({"manifest": "<m:encryption-data/>"}, "RCU-006"),
    "DTD": ({"extra": {"content.xml": "<!DOCTYPE a><a/>"}}, "RCU-019"),
    "another root": ({"extra": {"content.xml": "<a/>"}}, STRUCTURE),
    "text document": (
        {"extra": {"mimetype": "application/vnd.oasis.opendocument.text"}},
        "RCU-007",
    ),
    "drawing": ({"extra": {"mimetype": "application/vnd.oasis.opendocument.graphics"}}, "RCU-007"),
    "something else": ({"extra": {"mimetype": "application/epub+zip"}}, "RCU-007"),
    "two sheets of one name": (
        {"content": '<table:table table:name="A"/><table:table table:name="a"/>'},
        STRUCTURE,
    ),
    "no sheet": ({"content": "<table:named-expressions/>"}, "RCU-029"),
    "properties for ever": (
        {
            "extra": {
                "meta.xml": '<o:document-meta xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
                'xmlns:m="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><o:meta>'
                + "<m:user-defined>a</m:user-defined>" * 2
                + "</o:meta></o:document-meta>"
            }
        },
        STRUCTURE,
    ),
}


@pytest.mark.parametrize(("changes", "code"), PARTS.values(), ids=PARTS)
def test_a_part_that_may_not_be_there_is_refused_by_name(maker, changes, code):
    assert maker.told(maker.ods(**changes)) == [code]


@pytest.mark.parametrize("missing", ["content.xml", "META-INF/manifest.xml"])
def test_an_ods_without_one_of_its_parts_is_refused(maker, missing):
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        "content.xml": "<a/>",
    }
    del parts[missing]
    assert maker.told(maker.pack(parts)) == ["RCU-018"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("of:=1+2", "1+2"),
        ("=[.A1]", "A1"),
        ("oooc:=SUM([.$A$1:.B2];3)", "SUM($A$1:B2,3)"),
        ("of:=[Grille.E4:.E8]", "Grille!E4:E8"),
        ("of:=[$'Ma feuille; a.b'.A1:.A2]", "'Ma feuille; a.b'!A1:A2"),
        ("of:=['l''un:a'.B1]", "'l''un:a'!B1"),
        ('of:=IF([.A1]="a;b [.C1]";"";2)', 'IF(A1="a;b [.C1]","",2)'),
        ("of:=[#REF!]", "#REF!"),
        ("", ""),
    ],
)
def test_a_formula_is_put_in_the_words_of_excel(written, expected):
    assert excel_formula(written) == expected
