import io

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from pipeline.render.office import render
from pipeline.render.template import TemplateError, compile_template


def texts(data, values):
    made = render(compile_template(data, "t"), values)
    return [p.text for p in docx.Document(io.BytesIO(made)).paragraphs]


def runs(data, values):
    made = render(compile_template(data, "t"), values)
    paragraphs = docx.Document(io.BytesIO(made)).paragraphs
    return [(r.text, bool(r.bold)) for p in paragraphs for r in p.runs if r.text]


@pytest.mark.parametrize(
    "pieces",
    [
        ["{{ nom }}"],
        ["{", "{ nom }", "}"],
        ["{{", " nom ", "}}"],
        ["{{ n", "o", "m }}"],
        ["{", "{", " ", "nom", " ", "}", "}"],
    ],
)
def test_a_tag_split_over_runs_is_joined(word, pieces):
    assert texts(word(["avant ", *pieces, " après"]), {"nom": "Léa"}) == ["avant Léa après"]


def test_a_split_tag_takes_the_look_of_its_first_run_and_leaves_the_rest_alone(word):
    def bold(document):
        document.paragraphs[0].runs[1].bold = True

    data = word(["Bonjour {", "{ nom }} et ", "merci"], prepare=bold)
    assert runs(data, {"nom": "Léa"}) == [("Bonjour Léa", False), (" et ", True), ("merci", False)]


def test_a_lone_brace_moves_nothing(word):
    def bold(document):
        document.paragraphs[0].runs[1].bold = True

    data = word(["ensemble {", "a, b} ", "{{ x }}"], prepare=bold)
    assert runs(data, {"x": "c"}) == [("ensemble {", False), ("a, b} ", True), ("c", False)]


@pytest.mark.parametrize(
    "condition",
    [
        "niveau == “haut”",
        "niveau == «\u00a0haut\u00a0»",
        "niveau == «\u202fhaut\u202f»",
        "niveau == ‘haut’",
        "niveau\u00a0==\u00a0’haut’",
        'niveau\u202f== "haut"',
    ],
)
def test_quotes_and_spaces_that_word_typed_inside_a_tag_are_understood(word, condition):
    data = word(f"« {{% if {condition} %}}oui{{% endif %}} – “tel quel” »")
    assert texts(data, {"niveau": "haut"}) == ["« oui – “tel quel” »"]


def test_a_dash_that_word_lengthened_is_a_minus_again(word):
    assert texts(word("{%– if x –%}a{%— endif %}"), {"x": 1}) == ["a"]


def test_comments_are_not_printed(word):
    assert texts(word("a{# à revoir #}b"), {}) == ["ab"]


def test_paragraph_tags_repeat_and_choose_whole_paragraphs(word):
    data = word(
        "{%p for q in qs %}",
        "{{ loop.index }}. {{ q }}",
        "{%p if loop.last %}",
        "fin",
        "{%p elif loop.first %}",
        "début",
        "{%p else %}",
        "milieu",
        "{%p endif %}",
        "{%p endfor %}",
    )
    expected = ["1. a", "début", "2. b", "milieu", "3. c", "fin"]
    assert texts(data, {"qs": ("a", "b", "c")}) == expected


def test_two_paragraph_tags_may_share_their_paragraph(word):
    data = word("{%p for x in xs %}{%p if x %}", "{{ x }}", "{%p endif %}{%p endfor %}")
    assert texts(data, {"xs": ("a", "", "b")}) == ["a", "b"]


def test_row_and_cell_tags_repeat_rows_and_cells(word):
    data = word(
        (
            ("{%tr for r in rows %}", "", ""),
            ("{%tc for c in r %}", "{{ c }}", "{%tc endfor %}"),
            ("{%tr endfor %}", "", ""),
        )
    )
    made = render(compile_template(data, "t"), {"rows": (("1", "2"), ("3", "4"))})
    (table,) = docx.Document(io.BytesIO(made)).tables
    rows = table._tbl.tr_lst
    assert [[c.xpath("string(.)") for c in row.tc_lst] for row in rows] == [["1", "2"], ["3", "4"]]


def test_a_block_over_several_runs_keeps_their_looks(word):
    def bold(document):
        document.paragraphs[0].runs[1].bold = True

    data = word(
        [
            "codes : {% for c in cs %}",
            "{{ c }}",
            "{% if not loop.last %}, {% endif %}{% endfor %}.",
        ],
        prepare=bold,
    )
    expected = [("codes : ", False), ("C1", True), (", ", False), ("C2", True), (".", False)]
    assert runs(data, {"cs": ("C1", "C2")}) == expected
    assert runs(data, {"cs": ()}) == [("codes : ", False), (".", False)]


def test_run_tags_stand_between_runs(word):
    data = word(["a {%r if x %}", "b", "{%r endif %} c"])
    assert texts(data, {"x": 1}) == ["a b c"]
    assert texts(data, {"x": 0}) == ["a  c"]


def test_bookmarks_of_a_removed_paragraph_are_kept(word, check_package):
    def bookmark(document):
        for tag, where in (("w:bookmarkStart", 0), ("w:bookmarkEnd", 1)):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), "0")
            if tag.endswith("Start"):
                mark.set(qn("w:name"), "q_{{ n }}")
            document.paragraphs[where]._p.append(mark)

    data = word("{{ x }}", "{%p if x %}", "a", "{%p endif %}", prepare=bookmark)
    made = render(compile_template(data, "t"), {"x": "1", "n": 3})
    assert check_package(made) == []
    (start,) = docx.Document(io.BytesIO(made)).element.iter(qn("w:bookmarkStart"))
    assert start.get(qn("w:name")) == "q_3"


def test_a_bookmark_in_a_loop_gets_an_id_each_time(word, check_package):
    def bookmark(document):
        paragraph = document.paragraphs[1]._p
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        start.set(qn("w:id"), "7")
        start.set(qn("w:name"), "q{{ x }}")
        end.set(qn("w:id"), "7")
        paragraph.insert(0, start)
        paragraph.append(end)

    data = word("{%p for x in xs %}", "{{ x }}", "{%p endfor %}", prepare=bookmark)
    assert check_package(render(compile_template(data, "t"), {"xs": (1, 2, 3)})) == []


def test_a_text_box_is_read_like_the_body(word):
    def box(document):
        document.paragraphs[0].runs[0]._r.append(
            parse_xml(
                f"<w:pict {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'><v:shape><v:textbox>"
                "<w:txbxContent><w:p><w:r><w:t>{</w:t></w:r><w:r><w:t>{ x }}</w:t></w:r></w:p>"
                "</w:txbxContent></v:textbox></v:shape></w:pict>"
            )
        )

    made = render(compile_template(word(["avant {{ x", " }}"], prepare=box), "t"), {"x": "boîte"})
    found = docx.Document(io.BytesIO(made)).element.xpath("//w:t[text()]")
    assert [t.text for t in found] == ["avant ", "boîte"] or "boîte" in "".join(
        t.text for t in found
    )
    assert "".join(t.text for t in found).count("boîte") == 2


def test_an_attribute_may_hold_a_tag(word):
    def shade(document):
        shading = OxmlElement("w:shd")
        shading.set(qn("w:val"), "clear")
        shading.set(qn("w:fill"), "{{ colour }}")
        document.paragraphs[0]._p.get_or_add_pPr().append(shading)

    made = render(compile_template(word("x", prepare=shade), "t"), {"colour": 'E3"A'})
    (shading,) = docx.Document(io.BytesIO(made)).element.iter(qn("w:shd"))
    assert shading.get(qn("w:fill")) == 'E3"A'


def test_an_unreadable_tag_does_not_blame_its_partner(word):
    with pytest.raises(TemplateError) as caught:
        compile_template(word("{% fro x in xs %}{{ x }}{% endfor %}"), "t")
    assert [f.code for f in caught.value.diagnostics] == ["GAB-006"]
