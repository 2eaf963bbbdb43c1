import io
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from pipeline.render.office import render
from pipeline.render.pack import pack, unpack
from pipeline.render.template import TemplateError, compile_template


def book(cells, prepare=None):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for reference, value in cells.items():
        sheet[reference] = value
    if prepare is not None:
        prepare(workbook)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def made(data, values):
    return render(compile_template(data, "grille.xlsx"), values)


def read(data):
    return openpyxl.load_workbook(io.BytesIO(data)).active


def test_a_cell_that_is_one_tag_takes_the_type_of_its_value(check_package):
    cells = {"A1": "{{ text }}", "B1": "{{ whole }}", "C1": "{{ decimal }}", "D1": "{{ empty }}"}
    values = {"text": "<é> & 007", "whole": 12, "decimal": Decimal("2.50"), "empty": ""}
    data = made(book(cells), values)
    sheet = read(data)
    assert [sheet[c].value for c in cells] == ["<é> & 007", 12, 2.5, None]
    assert [sheet[c].data_type for c in cells] == ["s", "n", "n", "n"]
    assert check_package(data) == []


@pytest.mark.parametrize("text", ["=1+1", "+33 6", "@x", "-1", "01/02/2026", " a ", "{{ x }}"])
def test_a_text_stays_the_text_that_it_is(text):
    sheet = read(made(book({"A1": "{{ x }}", "A2": "de {{ x }} !"}), {"x": text}))
    assert (sheet["A1"].value, sheet["A1"].data_type) == (text, "s")
    assert sheet["A2"].value == f"de {text} !"


def test_what_excel_would_read_as_a_code_is_written_as_one():
    sheet = unpack(made(book({"A1": "{{ x }}"}), {"x": "_x0041_ _y"}))["xl/worksheets/sheet1.xml"]
    assert b">_x005F_x0041_ _y<" in sheet


def test_texts_around_tags_and_conditions_in_a_cell():
    cells = {"A1": "N° {{ n }}{% if x %} – {{ x }}{% endif %}", "A2": "fixe"}
    sheet = read(made(book(cells), {"n": Decimal("1.5"), "x": "a"}))
    assert [sheet["A1"].value, sheet["A2"].value] == ["N° 1,5 – a", "fixe"]


def test_styles_and_other_cells_are_left_alone(check_package):
    def prepare(workbook):
        sheet = workbook.active
        sheet["A1"].font = openpyxl.styles.Font(bold=True)
        sheet["B2"] = "=SUM(A2:A9)"
        sheet.merge_cells("C1:D1")

    data = made(book({"A1": "{{ x }}", "C1": "titre"}, prepare), {"x": "a"})
    sheet = read(data)
    assert sheet["A1"].font.bold
    assert (sheet["B2"].value, sheet["C1"].value) == ("=SUM(A2:A9)", "titre")
    assert check_package(data) == []


def test_no_tag_is_left_in_the_shared_strings():
    parts = unpack(made(book({"A1": "{{ x }}", "A2": "b"}), {"x": "a"}))
    assert not [name for name, content in parts.items() if b"{{" in content]


def test_shared_strings_as_excel_writes_them_are_read(check_package):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = unpack(book({"A1": 0, "B1": 1, "C1": 2}))
    sheet, strings = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
    parts[sheet] = parts[sheet].replace(b't="n"', b't="s"')
    parts[strings] = (
        f'<sst xmlns="{main}"><si><t>{{{{ x }}}}</t></si><si><t>fixe</t></si>'
        "<si><r><t>a {</t></r><r><rPr><b/></rPr><t>{ x }} b</t></r></si></sst>"
    ).encode()
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    for part, closing, more in (
        (
            "xl/_rels/workbook.xml.rels",
            b"</Relationships>",
            f'<Relationship Id="rId9" Type="{office}/sharedStrings" Target="sharedStrings.xml"/>',
        ),
        (
            "[Content_Types].xml",
            b"</Types>",
            f'<Override PartName="/{strings}" ContentType="{kind}"/>',
        ),
    ):
        parts[part] = parts[part].replace(closing, more.encode() + closing)
    data = made(pack(parts), {"x": 5})
    assert [c.value for c in read(data)[1]] == [5, "fixe", "a 5 b"]
    assert check_package(data) == []


def test_names_headers_and_properties_are_rendered(check_package):
    def prepare(workbook):
        workbook.properties.title = "Grille {{ x }}"
        workbook.active.oddFooter.left.text = "pied {{ x }}"
        workbook.active.title = "Notes"
        workbook.defined_names["total"] = DefinedName("total", attr_text="Notes!$A$1")

    data = made(book({"A1": "{{ x }}"}, prepare), {"x": "a&b"})
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    assert workbook.properties.title == "Grille a&b"
    assert "a&b" in workbook.active.oddFooter.left.text
    assert check_package(data) == []


@pytest.mark.parametrize("text", ["{%tr for x in xs %}", "{%p if x %}", "{{ x", '="{{ x }}"&A2'])
def test_what_a_workbook_cannot_do_is_refused_with_its_cell(text):
    with pytest.raises(TemplateError) as caught:
        compile_template(book({"B3": text}), "grille.xlsx")
    assert "xl/worksheets/sheet1.xml, cellule B3" in caught.value.diagnostics[0].message


def test_the_same_values_give_the_same_bytes():
    data = book({"A1": "{{ x }}"})
    template = compile_template(data, "g.xlsx")
    assert render(template, {"x": 1}) == render(template, {"x": 1})


@pytest.mark.office
def test_libreoffice_reads_stamped_cells(soffice):
    data = made(
        book({"A1": "{{ n }}", "B1": "{{ t }}", "C1": "=A1*2"}), {"n": Decimal("2.5"), "t": "=1"}
    )
    path = soffice.convert(data, "csv", "g.xlsx")
    assert path.read_text("utf-8").strip() == '"2,5",=1,5'
