"""Workbooks .xlsx: what a sheet says is read once and in one way, whatever else is refused by name."""

import time

import pytest

from pipeline.model.book import BookCell, CellKind, Shown

MACROS, OBJECTS, CONNECTIONS, EXTERNAL = "RCU-013", "RCU-014", "RCU-015", "RCU-016"
UNKNOWN, MISSING, DTD, ENCODING, MALFORMED = "RCU-017", "RCU-018", "RCU-019", "RCU-020", "RCU-021"
LIMITS, STRUCTURE, TWICE, FAR = "RCU-022", "RCU-023", "RCU-024", "RCU-025"
CELLS, TEXT, MERGES, NO_SHEET = "RCU-026", "RCU-027", "RCU-028", "RCU-029"
COMMENTS, LEFT, LINKS = "RCU-033", "RCU-034", "RCU-035"
SHEET = "xl/worksheets/sheet1.xml"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def number(value, shown=Shown.PLAIN):
    return BookCell(kind=CellKind.NUMBER, value=value, shown=shown)


def text(value):
    return BookCell(kind=CellKind.TEXT, value=value)


def formula(value, cached="", shown=Shown.PLAIN):
    return BookCell(kind=CellKind.FORMULA, value=value, cached=cached, shown=shown)


STRINGS = (
    "<si><t>un</t></si><si><r><t xml:space='preserve'>a </t></r><r><rPr/><t>b</t></r>"
    "<rPh sb='0' eb='1'><t>NO</t></rPh></si><si><t>x_x000D_y_x005F_x000D_</t></si><si><t/></si>"
)
STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="9"/>'
    '</cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="9"/><xf/></cellXfs>'
)
GOOD = {
    '<c r="A1"><v>3</v></c>': number("3"),
    '<c r="A1" t="n"><v>3.0</v></c>': number("3"),
    '<c r="A1"><v>2.5000000000000001</v></c>': number("2.5"),
    '<c r="A1"><v>1E-3</v></c>': number("0.001"),
    '<c r="A1"><v>-0</v></c>': number("0"),
    '<c r="A1" s="1"><v>46054</v></c>': number("46054", Shown.DATE),
    '<c r="A1" s="2"><v>0.5</v></c>': number("0.5", Shown.PERCENT),
    '<c r="A1" s="3"><v>4</v></c>': number("4"),
    '<c r="A1" t="d"><v>2026-06-17T00:00:00</v></c>': number("2026-06-17T00:00:00", Shown.DATE),
    '<c r="A1" t="s"><v>0</v></c>': text("un"),
    '<c r="A1" t="s" s="1"><v>1</v></c>': text("a b"),
    '<c r="A1" t="s"><v>2</v></c>': text("x\ry_x000D_"),
    '<c r="A1" t="str"><v>ab</v></c>': text("ab"),
    '<c r="A1" t="inlineStr"><is><t>a</t></is></c>': text("a"),
    '<c r="A1" t="inlineStr"><is><r><t>a</t></r> <r><t>b</t></r></is></c>': text("ab"),
    '<c r="A1" t="inlineStr"><is><t>_xD83D__xDE00__x0000__xD800_</t></is></c>': text(
        "_xD83D__xDE00__x0000__xD800_"
    ),
    '<c r="A1" t="inlineStr"><is><t>_xD83D__xDE00_ _x0041</t></is></c>': text("\U0001f600 _x0041"),
    '<c r="A1" t="b"><v>1</v></c>': BookCell(kind=CellKind.LOGICAL, value="1"),
    '<c r="A1" t="b"><v>false</v></c>': BookCell(kind=CellKind.LOGICAL, value="0"),
    '<c r="A1" t="e"><v>#N/A</v></c>': BookCell(kind=CellKind.ERROR, value="#N/A"),
    '<c r="A1"><f>1+2</f><v>7</v></c>': formula("1+2", "7"),
    '<c r="A1"><f>=1+2</f></c>': formula("1+2"),
    '<c r="A1" t="str"><f>"a"</f><v>a</v></c>': formula('"a"', "a"),
    '<c r="A1" t="s"><f>B1</f><v>0</v></c>': formula("B1", "un"),
    '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>': formula("1/0", "#DIV/0!"),
    '<c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f></c>': formula("B1:B2*2"),
    '<c r="A1" s="1"><f>TODAY()</f></c>': formula("TODAY()", "", Shown.DATE),
    "<c><v>3</v></c>": number("3"),
    '<c r="A1"><v>3</v><extLst><ext><v>9</v></ext></extLst></c>': number("3"),
}


@pytest.mark.parametrize(("cell", "expected"), GOOD.items(), ids=GOOD)
def test_a_cell_is_read_for_what_it_holds(maker, cell, expected):
    data = maker.book(f'<row r="1">{cell}</row>', strings=STRINGS, styles=STYLES)
    assert maker.cells(data) == {"A1": expected}


@pytest.mark.parametrize(
    "cell",
    ['<c r="A1"/>', '<c r="A1"><v/></c>', '<c r="A1" t="s"><v>3</v></c>', '<c r="ZZ1" s="1"/>'],
)
def test_a_cell_that_holds_nothing_is_no_cell(maker, cell):
    data = maker.book(f'<row r="1">{cell}</row>', strings=STRINGS, styles=STYLES)
    assert maker.cells(data) == {}


def test_rows_and_cells_without_address_follow_one_another(maker):
    rows = (
        '<row/><row><c/><c><v>1</v></c></row><row r="5"><c r="C5"><v>2</v></c><c><v>3</v></c></row>'
    )
    assert maker.cells(maker.book(rows)) == {
        "B2": number("1"),
        "C5": number("2"),
        "D5": number("3"),
    }


def test_a_shared_formula_reads_in_each_of_its_cells(maker):
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1+$C$1</f></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0">OTHER(1)</f></c></row>'
    )
    assert maker.cells(maker.book(rows)) == {
        "A1": formula("B1+$C$1"),
        "A2": formula("B2+$C$1", "4"),
        "A3": formula("OTHER(1)"),
    }


def test_merges_hidden_rows_and_hidden_sheets_are_told_apart(maker):
    sheet = (
        f'<worksheet xmlns="{maker.MAIN}"><sheetData><row r="2" hidden="1"/><row r="7" hidden="true"/>'
        '<row r="9" hidden="0"/></sheetData><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="$C$3:D3"/>'
        "</mergeCells></worksheet>"
    )
    parts = maker.parts(sheet=sheet)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        "<sheet ", '<sheet state="veryHidden" '
    )
    book, _ = maker.read(maker.pack(parts))
    (found,) = book.sheets
    assert (found.title, found.visible) == ("Feuille", False)
    assert (found.merges, found.hidden_rows) == (("A1:B2", "C3:D3"), (2, 7))
    assert (book.format, len(book.sha256), book.properties) == ("xlsx", 64, {})


def test_the_strict_edition_is_read_as_well(maker):
    data = maker.book(strings=STRINGS, styles=STYLES, main=STRICT, office=STRICT_OFFICE)
    assert maker.cells(data) == {"A1": number("3")}


def test_elements_of_the_other_edition_or_of_another_space_are_no_cells(maker):
    inside = '<row r="1"><c r="A1"><v>3</v></c></row>'
    for space in (STRICT, "urn:other"):
        sheet = f'<worksheet xmlns="{maker.MAIN}"><sheetData xmlns="{space}">{inside}</sheetData></worksheet>'
        assert maker.cells(maker.book(sheet=sheet)) == {}


CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"


def with_properties(maker, inside):
    parts = maker.parts()
    link = f'<Relationship Id="c" Type="{maker.OFFICE}/custom-properties" Target="/docProps/custom.xml"/>'
    parts["_rels/.rels"] = parts["_rels/.rels"].replace("</Rel", f"{link}</Rel")
    parts["docProps/custom.xml"] = (
        f'<Properties xmlns="{CUSTOM}" xmlns:vt="{TYPES}">{inside}</Properties>'
    )
    return maker.pack(parts)


def test_custom_properties_are_read_as_texts(maker):
    inside = (
        '<property name="EpreuveGrille"><vt:lpwstr>2026-06/X</vt:lpwstr></property>'
        '<property name="Version"><vt:i4>3</vt:i4></property>'
    )
    book, _ = maker.read(with_properties(maker, inside))
    assert book.properties == {"EpreuveGrille": "2026-06/X", "Version": "3"}


def test_a_property_given_twice_or_too_many_are_refused(maker):
    one = '<property name="A"><vt:lpwstr>1</vt:lpwstr></property>'
    assert maker.told(with_properties(maker, one * 2)) == [STRUCTURE]
    many = "".join(one.replace("A", f"A{i}") for i in range(201))
    assert maker.told(with_properties(maker, many)) == [STRUCTURE]


ROWS = {
    "cell twice": ('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>4</v></c></row>', TWICE),
    "row twice": ('<row r="1"><c r="A1"><v>1</v></c></row>' * 2, TWICE),
    "cell of another row": ('<row r="1"><c r="A2"><v>1</v></c></row>', STRUCTURE),
    "cell without letters": ('<row r="1"><c r="1"><v>1</v></c></row>', STRUCTURE),
    "small letters": ('<row r="1"><c r="a1"><v>1</v></c></row>', STRUCTURE),
    "row zero": ('<row r="0"/>', STRUCTURE),
    "row of words": ('<row r="un"/>', STRUCTURE),
    "far row": ('<row r="5001"><c r="A5001"><v>1</v></c></row>', FAR),
    "far column": ('<row r="1"><c r="IW1"><v>1</v></c></row>', FAR),
    "two values": ('<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>', STRUCTURE),
    "two texts": (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>1</t></is><v>2</v></c></row>',
        STRUCTURE,
    ),
    "two formulas": ('<row r="1"><c r="A1"><f>1</f><f>2</f></c></row>', STRUCTURE),
    "text of a number": ('<row r="1"><c r="A1"><is><t>1</t></is></c></row>', STRUCTURE),
    "comment in a value": ('<row r="1"><c r="A1"><v>1<!-- -->2</v></c></row>', STRUCTURE),
    "instruction in a value": ('<row r="1"><c r="A1"><v>1<?a b?>2</v></c></row>', STRUCTURE),
    "element in a value": ('<row r="1"><c r="A1"><v>1<b/>2</v></c></row>', STRUCTURE),
    "element in a row": ('<row r="1"><other/></row>', STRUCTURE),
    "element among rows": ('<c r="A1"><v>1</v></c>', STRUCTURE),
    "no number": ('<row r="1"><c r="A1"><v>trois</v></c></row>', STRUCTURE),
    "infinite": ('<row r="1"><c r="A1"><v>1e999</v></c></row>', STRUCTURE),
    "not a number": ('<row r="1"><c r="A1"><v>NaN</v></c></row>', STRUCTURE),
    "hexadecimal": ('<row r="1"><c r="A1"><v>0x10</v></c></row>', STRUCTURE),
    "underscores": ('<row r="1"><c r="A1"><v>1_0</v></c></row>', STRUCTURE),
    "other digits": ('<row r="1"><c r="A1"><v>٣</v></c></row>', STRUCTURE),
    "no logical": ('<row r="1"><c r="A1" t="b"><v>2</v></c></row>', STRUCTURE),
    "no date": ('<row r="1"><c r="A1" t="d"><v>demain</v></c></row>', STRUCTURE),
    "unknown kind": ('<row r="1"><c r="A1" t="z"><v>2</v></c></row>', STRUCTURE),
    "string of nobody": ('<row r="1"><c r="A1" t="s"><v>4</v></c></row>', STRUCTURE),
    "negative string": ('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', STRUCTURE),
    "style of nobody": ('<row r="1"><c r="A1" s="9"><v>4</v></c></row>', STRUCTURE),
    "shared without model": ('<row r="1"><c r="A1"><f t="shared" si="1"/></c></row>', STRUCTURE),
    "long text": (
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 32_768}</t></is></c></row>',
        TEXT,
    ),
}


@pytest.mark.parametrize(("rows", "code"), ROWS.values(), ids=ROWS)
def test_a_cell_with_two_meanings_or_none_is_refused(maker, rows, code):
    assert maker.told(maker.book(rows, strings=STRINGS, styles=STYLES)) == [code]


def test_a_refusal_names_the_cell(maker):
    _, (found,) = maker.read(maker.book(ROWS["cell twice"][0]))
    assert (found.source.sheet, found.source.cell) == ("Feuille", "A1")


def sheet_of(inside, main="http://schemas.openxmlformats.org/spreadsheetml/2006/main", before=""):
    return f'{before}<worksheet xmlns="{main}">{inside}</worksheet>'


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>'
)
SHEETS = {
    "doctype": (sheet_of("<sheetData/>", before="<!DOCTYPE worksheet>"), DTD),
    "billion laughs": (sheet_of("<a>&c;</a>", before=LAUGHS), DTD),
    "external entity": (
        sheet_of("<a>&x;</a>", before='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        DTD,
    ),
    "parameter entity": (
        sheet_of("", before='<!DOCTYPE a [<!ENTITY % x SYSTEM "http://a/b"> %x;]>'),
        DTD,
    ),
    "unknown entity": (sheet_of("<a>&x;</a>"), MALFORMED),
    "UTF-16": (sheet_of("").encode("utf-16"), ENCODING),
    "UTF-16 without mark": (sheet_of("").encode("utf-16-le"), ENCODING),
    "Latin-1 declared": (
        sheet_of("", before='<?xml version="1.0" encoding="ISO-8859-1"?>'),
        ENCODING,
    ),
    "UTF-7 declared": (sheet_of("", before='<?xml version="1.0" encoding="UTF-7"?>'), ENCODING),
    "UTF-16 declared": (sheet_of("", before='<?xml version="1.0" encoding="UTF-16"?>'), ENCODING),
    "not UTF-8": (sheet_of("<a>\xe9</a>").encode("latin-1"), MALFORMED),
    "control character": (sheet_of("<a>\x01</a>"), MALFORMED),
    "cut": (sheet_of("<a>")[:-20], MALFORMED),
    "two roots": (sheet_of("") + "<b/>", MALFORMED),
    "empty": ("", "RCU-021"),
    "unbound prefix": (sheet_of("<x:a/>"), MALFORMED),
    "deep": (sheet_of("<a>" * 70 + "</a>" * 70), LIMITS),
    "very deep": (sheet_of("<a>" * 100_000 + "</a>" * 100_000), LIMITS),
    "many elements": (sheet_of("<a/>" * 400_001), LIMITS),
    "long attribute": (sheet_of(f'<a b="{"x" * 70_000}"/>'), LIMITS),
    "another root": ("<other/>", STRUCTURE),
    "root of another space": (sheet_of("", main="urn:other"), STRUCTURE),
    "two tables": (sheet_of("<sheetData/><sheetData/>"), STRUCTURE),
    "wide merge": (sheet_of('<mergeCells><mergeCell ref="A1:XFD1"/></mergeCells>'), MERGES),
    "many merges": (
        sheet_of("<mergeCells>" + '<mergeCell ref="A1:CV50"/>' * 3 + "</mergeCells>"),
        MERGES,
    ),
    "merge upside down": (sheet_of('<mergeCells><mergeCell ref="B2:A1"/></mergeCells>'), STRUCTURE),
    "merge of nothing": (sheet_of("<mergeCells><mergeCell/></mergeCells>"), STRUCTURE),
}


@pytest.mark.parametrize(("sheet", "code"), SHEETS.values(), ids=SHEETS)
def test_a_hostile_sheet_is_refused(maker, sheet, code):
    data = maker.zip(
        [
            maker.Entry(name=n, data=c if isinstance(c, bytes) else c.encode(), method=0)
            for n, c in maker.parts(extra={SHEET: sheet}).items()
        ]
    )
    assert maker.told(data) == [code]


def test_long_parts_are_read_like_short_ones(maker):
    rows = "".join(f'<row r="{i}"><c r="A{i}" s="0"><v>{i}</v></c></row>' for i in range(1, 3001))
    assert len(maker.cells(maker.book(rows))) == 3000


def test_remarks_outside_cells_and_long_parts_that_say_nothing_are_harmless(maker):
    theme = "<a>" + '<b c=" "/>' * 8_000 + "</a>"
    sheet = (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{maker.MAIN}"><!-- x --><sheetData>'
        '<row r="1"><c r="A1"><v>3</v></c></row></sheetData></worksheet>'
    )
    data = maker.book(sheet=sheet, extra={"xl/theme/theme1.xml": theme})
    assert maker.cells(data) == {"A1": number("3")}


LONG = {
    "links": {"sheet_links": "".join(f'<Relationship Id="i{i}" Type="t"/>' for i in range(60_000))},
    "formats": {
        "styles": "<numFmts>"
        + "".join(f'<numFmt numFmtId="{i}" formatCode="{"[" * 60_000}"/>' for i in range(60))
        + "</numFmts>"
    },
    "attributes": {"sheet": sheet_of("<a " + " ".join(f'a{i}=""' for i in range(300_000)) + "/>")},
}


@pytest.mark.parametrize("changes", LONG.values(), ids=LONG)
def test_nothing_costs_the_square_of_its_length(maker, changes):
    entries = [
        maker.Entry(name=n, data=c.encode(), method=0) for n, c in maker.parts(**changes).items()
    ]
    start = time.process_time()
    assert maker.told(maker.zip(entries)) == []
    assert time.process_time() - start < 5


def test_too_many_filled_cells_are_refused(maker):
    letters = [chr(65 + i) for i in range(21)]
    rows = "".join(
        f'<row r="{i}">' + "".join(f'<c r="{x}{i}"><v>1</v></c>' for x in letters) + "</row>"
        for i in range(1, 2861)
    )
    assert maker.told(maker.book(rows)) == [CELLS]


def test_formulas_that_grow_by_sharing_are_refused(maker):
    model = f'<row r="1"><c r="A1"><f t="shared" si="0">{"A1+" * 10_000}1</f></c></row>'
    rows = "".join(
        f'<row r="{i}"><c r="A{i}"><f t="shared" si="0"/></c></row>' for i in range(2, 2000)
    )
    assert maker.told(maker.book(model + rows)) == [TEXT]


def external(kind, mode=' TargetMode="External"', target="http://a/b"):
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationship Id="x" Type="{space}/{kind}" Target="{target}"{mode}/>'


PARTS = {
    "macros": ({"extra": {"xl/vbaProject.bin": "x"}}, MACROS),
    "macros of another name": ({"extra": {"xl/VBA2.bin": "x"}}, MACROS),
    "old macros": ({"extra": {"xl/macrosheets/sheet1.xml": "<a/>"}}, MACROS),
    "dialogue": ({"extra": {"xl/dialogsheets/sheet1.xml": "<a/>"}}, MACROS),
    "tool bars": ({"extra": {"xl/attachedToolbars.bin": "x"}}, MACROS),
    "OLE object": ({"extra": {"xl/embeddings/oleObject1.bin": "x"}}, OBJECTS),
    "embedded workbook": ({"extra": {"xl/embeddings/a.xlsx": "x"}}, OBJECTS),
    "ActiveX": ({"extra": {"xl/activeX/activeX1.xml": "x"}}, OBJECTS),
    "external link": ({"extra": {"xl/externalLinks/externalLink1.xml": "<a/>"}}, CONNECTIONS),
    "connections": ({"extra": {"xl/connections.xml": "<a/>"}}, CONNECTIONS),
    "query": ({"extra": {"xl/queryTables/queryTable1.xml": "<a/>"}}, CONNECTIONS),
    "data model": ({"extra": {"xl/model/item.data": "x"}}, CONNECTIONS),
    "real-time data": ({"extra": {"xl/volatileDependencies.xml": "<a/>"}}, CONNECTIONS),
    "unknown part": ({"extra": {"xl/secret.xml": "<a/>"}}, UNKNOWN),
    "program": ({"extra": {"setup.exe": "x"}}, UNKNOWN),
    "external picture": ({"sheet_links": external("image")}, EXTERNAL),
    "external sheet": ({"links": external("worksheet")}, EXTERNAL),
    "external of no kind": ({"sheet_links": external("").replace("http://s", "urn:s")}, EXTERNAL),
    "macros by their link": ({"links": external("vbaProject", "", "theme/theme1.xml")}, MACROS),
    "object by its link": ({"sheet_links": external("oleObject", "", "../media/a.png")}, OBJECTS),
    "query by its link": ({"links": external("queryTable", "", "theme/theme1.xml")}, CONNECTIONS),
    "macros by their type": (
        {
            "types": '<Override PartName="/xl/a.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        },
        MACROS,
    ),
    "object by its type": (
        {"types": '<Override PartName="/a" ContentType="application/x.oleObject"/>'},
        OBJECTS,
    ),
    "link given twice": ({"links": external("theme", "") * 2}, STRUCTURE),
    "two lists of texts": (
        {"strings": "", "links": external("sharedStrings", "", "theme/theme1.xml")},
        STRUCTURE,
    ),
    "texts without part": ({"links": external("sharedStrings", "", "no.xml")}, MISSING),
    "DTD in the theme": ({"extra": {"xl/theme/theme1.xml": "<!DOCTYPE a><a/>"}}, DTD),
    "broken theme": ({"extra": {"xl/theme/theme1.xml": "<a>"}}, MALFORMED),
    "long attribute in the theme": (
        {"extra": {"xl/theme/theme1.xml": f'<a b="{"x" * 70_000}"/>'}},
        LIMITS,
    ),
    "format number of words": ({"styles": '<cellXfs><xf numFmtId="un"/></cellXfs>'}, STRUCTURE),
    "no sheet": ({"extra": {"xl/workbook.xml": "<workbook xmlns='%s'/>"}}, NO_SHEET),
    "Word": ({"extra": {"word/document.xml": "<a/>"}}, "RCU-007"),
    "PowerPoint": ({"extra": {"ppt/presentation.xml": "<a/>"}}, "RCU-007"),
    "binary workbook": ({"extra": {"xl/workbook.bin": "x"}}, "RCU-007"),
}


@pytest.mark.parametrize(("changes", "code"), PARTS.values(), ids=PARTS)
def test_a_part_that_may_not_be_there_is_refused_by_name(maker, changes, code):
    parts = maker.parts(**changes)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("%s", maker.MAIN)
    assert maker.told(maker.pack(parts)) == [code]


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ("[Content_Types].xml", "RCU-007"),
        ("_rels/.rels", MISSING),
        ("xl/workbook.xml", MISSING),
        ("xl/_rels/workbook.xml.rels", MISSING),
        (SHEET, MISSING),
    ],
)
def test_a_workbook_without_one_of_its_parts_is_refused(maker, missing, code):
    parts = maker.parts()
    del parts[missing]
    assert maker.told(maker.pack(parts)) == [code]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<sheet ", '<sheet name2="" ', None),
        ('r:id="r1"', "", STRUCTURE),
        ('r:id="r1"', 'r:id="r9"', MISSING),
        ('name="Feuille"', 'name=""', STRUCTURE),
        ("</sheets>", '<sheet name="FEUILLE" sheetId="2" r:id="r1"/></sheets>', STRUCTURE),
        ("</sheets>", '<sheet name="Autre" sheetId="2" r:id="r1"/></sheets>', STRUCTURE),
    ],
)
def test_the_list_of_sheets_has_one_meaning(maker, old, new, code):
    parts = maker.parts()
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(old, new)
    assert maker.told(maker.pack(parts)) == ([code] if code else [])


def test_a_sheet_that_is_a_chart_is_left_out(maker):
    parts = maker.parts(links=external("chartsheet", "", "chartsheets/sheet1.xml"))
    chart = '<sheet name="Graphique" sheetId="2" r:id="x"/></sheets>'
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("</sheets>", chart)
    parts["xl/chartsheets/sheet1.xml"] = "<a/>"
    book, (note,) = maker.read(maker.pack(parts))
    assert [s.title for s in book.sheets] == ["Feuille"]
    assert (note.code, "dessins et graphiques" in note.message) == (LEFT, True)


NOTED = {
    "comments": (["xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"], [COMMENTS]),
    "threads": (["xl/threadedComments/a.xml", "xl/persons/person.xml"], [COMMENTS]),
    "picture": (["xl/media/image1.png", "xl/drawings/drawing1.xml"], [LEFT]),
    "comment and picture": (["xl/comments/c.xml", "xl/media/a.png"], [COMMENTS, LEFT]),
    "picture of the theme": (["xl/theme/_rels/theme1.xml.rels", "xl/media/a.png"], [LEFT]),
    "table": (["xl/tables/table1.xml"], [LEFT]),
    "pivot": (["xl/pivotTables/p.xml", "xl/pivotCache/c.xml"], [LEFT]),
    "custom data": (["customXml/item1.xml", "customXml/_rels/item1.xml.rels"], [LEFT]),
    "what Excel adds by itself": (
        ["xl/calcChain.xml", "xl/printerSettings/p.bin", "docMetadata/LabelInfo.xml"],
        [],
    ),
    "read for safety only": (["docProps/app.xml", "docProps/core.xml", "xl/metadata.xml"], []),
}


@pytest.mark.parametrize(("names", "codes"), NOTED.values(), ids=NOTED)
def test_what_is_left_out_is_told(maker, names, codes):
    links = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    extra = {n: links if n.endswith(".rels") else "<a/>" for n in names}
    assert maker.told(maker.book(extra=extra)) == codes


def test_a_link_of_a_cell_is_told_and_not_followed(maker):
    assert maker.told(maker.book(sheet_links=external("hyperlink"))) == [LINKS]
