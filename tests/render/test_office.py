import io
import struct
import zipfile
import zlib
from decimal import Decimal
from enum import StrEnum

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Cm
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from pipeline.render import sandbox
from pipeline.render.fragment import Fragment, Frame, picture
from pipeline.render.office import render
from pipeline.render.pack import pack, unpack
from pipeline.render.template import TemplateError, compile_template


def png(shade):
    """A grey pixel."""
    head = struct.pack(">2L5B", 1, 1, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes((0, shade)))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(d)) + k + d + struct.pack(">L", zlib.crc32(k + d)) for k, d in chunks
    )


PNG, PHOTO = png(0), png(255)


class Level(StrEnum):
    HIGH = "élevé"


def texts(data):
    return [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]


def part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def refused(template, values):
    with pytest.raises(TemplateError) as caught:
        render(template, values)
    return [fault.code for fault in caught.value.diagnostics]


def test_markup_in_a_value_is_text(word, check_package):
    template = compile_template(word("{{ nom }} !"), "t")
    value = "ONG & réseaux <b>gras</b> si a<b ]]> \"'"
    data = render(template, {"nom": value})
    assert texts(data) == [f"{value} !"]
    assert check_package(data) == []


def test_a_value_that_calls_itself_safe_is_escaped_too(word):
    data = render(compile_template(word("{{ x }}"), "t"), {"x": Markup("<w:br/>")})
    assert texts(data) == ["<w:br/>"]


def test_tags_in_a_value_are_never_run(word):
    data = render(compile_template(word("{{ x }}"), "t"), {"x": "{{ 1 }} {% if %} {# #}"})
    assert texts(data) == ["{{ 1 }} {% if %} {# #}"]


@settings(deadline=None, max_examples=60)
@given(text=st.text(max_size=60))
def test_any_text_gives_a_well_formed_document(word, text):
    template = compile_template(word("a{{ x }}b"), "t")
    (found,) = texts(render(template, {"x": text}))
    assert found.startswith("a")
    assert found.endswith("b")


def test_line_feeds_and_tabs_become_word_ones(word):
    data = render(compile_template(word("<{{ x }}>"), "t"), {"x": "un\r\ndeux\n\ttrois\rquatre"})
    assert texts(data) == ["<un\ndeux\n\ttrois\nquatre>"]
    assert part(data, "word/document.xml").count("<w:br/>") == 3


def test_characters_that_xml_cannot_hold_are_dropped(word):
    data = render(
        compile_template(word("{{ x }}"), "t"), {"x": "a\0b\x0bc\x1fd\ufffee\ud800f\ufdd2g"}
    )
    assert texts(data) == ["abcdefg"]


def test_numbers_and_enumerations_are_printed_as_french_reads_them(word):
    template = compile_template(word("{{ a }} {{ b }} {{ c }}"), "t")
    data = render(template, {"a": 12, "b": Decimal("0.50"), "c": Level.HIGH})
    assert texts(data) == ["12 0,50 élevé"]


def test_an_undefined_value_is_refused(word):
    assert refused(compile_template(word("{{ x }}"), "t"), {}) == ["GAB-020"]
    assert refused(compile_template(word("{{ x.y }}"), "t"), {"x": {"z": 1}}) == ["GAB-020"]
    assert refused(compile_template(word("{% if x %}a{% endif %}"), "t"), {}) == ["GAB-020"]
    assert refused(compile_template(word("{% for y in x %}a{% endfor %}"), "t"), {}) == ["GAB-020"]


@pytest.mark.parametrize("value", [None, 0.5, True, b"x", ("a",), {"a": 1}, object()])
def test_what_has_no_text_of_its_own_is_refused(word, value):
    assert refused(compile_template(word("{{ x }}"), "t"), {"x": value}) == ["GAB-021"]


def test_a_missing_value_may_be_asked_for(word):
    template = compile_template(word("{% if x %}{{ x }}{% else %}sans{% endif %}"), "t")
    assert texts(render(template, {"x": None})) == ["sans"]


@pytest.mark.parametrize("value", ["abc", 3, (n for n in "abc")])
def test_a_loop_runs_over_collections_only(word, value):
    template = compile_template(word("{% for y in x %}a{% endfor %}"), "t")
    assert refused(template, {"x": value}) == ["GAB-021"]


def test_a_loop_bomb_is_stopped(word):
    text = "{% for a in x %}{% for b in x %}{% for c in x %}.{% endfor %}{% endfor %}{% endfor %}"
    assert refused(compile_template(word(text), "t"), {"x": tuple(range(1000))}) == ["GAB-022"]


def test_the_size_of_a_document_is_capped(word, monkeypatch):
    monkeypatch.setattr(sandbox, "MAX_CHARACTERS", 10_000)
    template = compile_template(word("{% for a in x %}{{ a }}{% endfor %}"), "t")
    assert refused(template, {"x": ("y" * 500,) * 100}) == ["GAB-022"]


def test_headers_footers_charts_and_properties_are_rendered(word, check_package):
    def everywhere(document):
        section = document.sections[0]
        section.header.paragraphs[0].text = "en-tête {{ x }}"
        section.footer.paragraphs[0].text = "pied {{ x }}"
        document.core_properties.title = "titre {{ x }}"
        document.core_properties.keywords = "mots {{ x }}"

    data = render(compile_template(word("corps", prepare=everywhere), "t"), {"x": "<É>"})
    document = docx.Document(io.BytesIO(data))
    assert document.sections[0].header.paragraphs[0].text == "en-tête <É>"
    assert document.sections[0].footer.paragraphs[0].text == "pied <É>"
    assert document.core_properties.title == "titre <É>"
    assert document.core_properties.keywords == "mots <É>"
    assert check_package(data) == []


def test_a_chart_drawn_in_word_is_rendered_with_its_title_and_its_values(word, check_package):
    main = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    text = "http://schemas.openxmlformats.org/drawingml/2006/main"
    xml = (
        f'<c:chartSpace xmlns:c="{main}" xmlns:a="{text}"><c:chart><c:title><c:tx><c:rich>'
        "<a:p><a:r><a:t>Prix {{ ti</a:t></a:r><a:r><a:t>tre }}</a:t></a:r></a:p></c:rich></c:tx>"
        "</c:title><c:plotArea><c:v>{{ valeur }}</c:v></c:plotArea></c:chart></c:chartSpace>"
    )

    def add_chart(document):
        kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
        name = PackURI("/word/charts/chart1.xml")
        document.part.relate_to(
            Part(name, kind, xml.encode(), document.part.package), RELATIONSHIP_TYPE.CHART
        )

    template = compile_template(word("corps", prepare=add_chart), "t")
    data = render(template, {"titre": "<blé>", "valeur": Decimal("1.5")})
    chart = part(data, "word/charts/chart1.xml")
    assert "Prix &lt;blé&gt;" in chart
    assert "<c:v>1,5</c:v>" in chart
    assert check_package(data) == []


def test_application_properties_are_ours_and_rendered(word):
    parts = unpack(word("x"))
    parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(
        b"</Properties>", b"<Company>{{ centre }}</Company></Properties>", 1
    )
    app = part(render(compile_template(pack(parts), "t"), {"centre": "A & B"}), "docProps/app.xml")
    assert "A &amp; B" in app
    assert "Macintosh" not in app
    assert "<Application>epreuve</Application>" in app


def test_alternative_texts_are_rendered_and_ids_stay_unique_in_loops(word, check_package):
    def add_picture(document):
        run = document.paragraphs[1].add_run()
        shape = run.add_picture(io.BytesIO(PNG), width=Cm(1))
        shape._inline.docPr.set("descr", "logo de {{ n }}")

    data = word("{%p for n in xs %}", "{{ n }}", "{%p endfor %}", prepare=add_picture)
    made = render(compile_template(data, "t"), {"xs": ("a\nb", 'c"d')})
    assert check_package(made) == []
    assert 'descr="logo de a b"' in part(made, "word/document.xml")
    assert "c&quot;d" in part(made, "word/document.xml")


def test_the_picture_of_one_candidate_does_not_stay_in_the_next_document(word):
    def add_picture(document):
        document.add_picture(io.BytesIO(PNG), width=Cm(1))

    template = compile_template(word("{{ n }}", prepare=add_picture), "t")
    image = next(name for name in template.order if name.startswith("word/media/"))
    plain = render(template, {"n": "a"})
    special = render(template, {"n": "a"}, members={image: PHOTO})
    assert PHOTO in special
    assert render(template, {"n": "a"}) == plain
    assert PHOTO not in plain


def test_only_parts_of_the_template_can_be_replaced(word):
    template = compile_template(word("x"), "t")
    with pytest.raises(TemplateError) as caught:
        render(template, {}, members={"word/vbaProject.bin": b""})
    assert [f.code for f in caught.value.diagnostics] == ["GAB-023"]


def test_pictures_are_placed_in_the_body_and_in_headers(word, check_package):
    def header(document):
        document.sections[0].header.paragraphs[0].text = "{{ logo }}"

    template = compile_template(word("{{ logo }} et {{ logo }}", prepare=header), "t")
    logo = picture(PNG, Frame(width=360000, height=360000, name="logo", alt="l'école & <co>"))
    data = render(template, {"logo": logo})
    assert check_package(data) == []
    document = docx.Document(io.BytesIO(data))
    kinds = [r.reltype for r in document.part.rels.values()]
    assert kinds.count(RELATIONSHIP_TYPE.IMAGE) == 2
    assert len(document.inline_shapes) == 2
    assert render(template, {"logo": logo}) == data


def test_a_drawing_where_there_is_no_run_is_refused(word):
    def title(document):
        document.core_properties.title = "{{ logo }}"

    logo = picture(PNG, Frame(width=1, height=1, name="n", alt="a"))
    template = compile_template(word("x", prepare=title), "t")
    assert refused(template, {"logo": logo}) == ["GAB-021"]


def test_a_drawing_that_breaks_the_document_is_stopped(word):
    template = compile_template(word("{{ x }}"), "t")
    assert refused(template, {"x": Fragment(xml="<w:drawing>")}) == ["GAB-024"]


def test_what_is_missing_is_told_by_its_name(word):
    with pytest.raises(TemplateError) as caught:
        render(compile_template(word("{{ paper.titre }}"), "t"), {"paper": {"title": "x"}})
    (fault,) = caught.value.diagnostics
    assert fault.message == "word/document.xml : une valeur demandée n'existe pas (« titre »)"


def test_the_same_values_give_the_same_bytes(word):
    data = word("{{ a }}", "{%p for x in xs %}", "{{ x }}", "{%p endfor %}")
    values = {"a": "é", "xs": ("1", "2")}
    one = render(compile_template(data, "t"), values)
    assert one == render(compile_template(data, "t"), values)


def test_what_loops_leave_empty_is_mended(word, check_package):
    rows = (("{%tr for x in xs %}", ""), ("{{ x }}", "b"), ("{%tr endfor %}", ""))

    def inside_a_cell(document):
        table = document.add_table(1, 2)
        cell = table.cell(0, 0)
        cell.paragraphs[0].text = "{%p if xs %}"
        cell.add_paragraph("oui")
        cell.add_paragraph("{%p endif %}")

    template = compile_template(word(rows, prepare=inside_a_cell), "t")
    assert check_package(render(template, {"xs": ()})) == []
    assert check_package(render(template, {"xs": ("a",)})) == []
    assert len(docx.Document(io.BytesIO(render(template, {"xs": ()}))).tables) == 1


@pytest.mark.office
def test_libreoffice_opens_what_is_rendered(word, soffice):
    rows = (("{%tr for x in xs %}", ""), ("{{ x }}", "b"), ("{%tr endfor %}", ""))
    template = compile_template(word("{{ a }}", rows), "t")
    path = soffice.convert(render(template, {"a": "Bonjour\nà tous", "xs": ("1", "2")}), "txt:Text")
    assert path.read_text("utf-8-sig").split() == ["Bonjour", "à", "tous", "1", "b", "2", "b"]
