import io
import zipfile
from dataclasses import dataclass

import pytest

from pipeline.render.office import render
from pipeline.render.template import TemplateError, compile_template


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    text: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    title: str
    questions: tuple[Question, ...]


SCHEMA = {"paper": Paper}


def codes(data, schema=None):
    with pytest.raises(TemplateError) as caught:
        compile_template(data, "sujet.docx", schema)
    return [fault.code for fault in caught.value.diagnostics]


def messages(data, schema=None):
    with pytest.raises(TemplateError) as caught:
        compile_template(data, "sujet.docx", schema)
    return [fault.message for fault in caught.value.diagnostics]


def test_a_file_that_is_no_package_is_told_so():
    assert codes(b"Bonjour") == ["GAB-001"]
    assert codes(b"") == ["GAB-001"]


def test_a_package_without_a_document_is_told_so():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert codes(stream.getvalue()) == ["GAB-001"]


@pytest.mark.parametrize("scope", ["p", "tr"])
def test_text_beside_a_block_tag_is_refused_not_lost(word, scope):
    blocks = {
        "p": ["Question {%p if x %}", "texte", "{%p endif %}"],
        "tr": [(("{%tr for x in xs %}", "perdu"), ("{{ x }}", ""), ("{%tr endfor %}", ""))],
    }
    assert codes(word(*blocks[scope])) == ["GAB-004"]


def test_a_value_beside_a_block_tag_is_refused_too(word):
    found = messages(word("{%p if x %} {{ y }}", "texte", "{%p endif %}"))
    assert len(found) == 1
    assert "{{ y }}" in found[0]


def test_a_picture_beside_a_block_tag_is_refused(word):
    def add_break(document):
        document.paragraphs[0]._p.get_or_add_pPr().append(document.element.body.sectPr.__copy__())

    assert codes(word("{%p if x %}", "texte", "{%p endif %}", prepare=add_break)) == ["GAB-004"]


@pytest.mark.parametrize(
    "text",
    ["{{ nom", "nom }}", "{% if x", "{{ a\tb }}", "{{ a\nb }}", "{# jamais fermé", "50 %}"],
)
def test_a_tag_that_is_not_closed_is_refused(word, text):
    assert codes(word(text)) == ["GAB-003"]


@pytest.mark.parametrize(
    "blocks",
    [
        ["{% if x %}oui"],
        ["oui{% endif %}"],
        ["{%p for x in xs %}", "{{ x }}", "{%p endif %}", "{%p endfor %}"],
        ["{% else %}"],
        ["{% if x %}a{% else %}b{% else %}c{% endif %}"],
        ["{% for x in xs %}a{% elif y %}b{% endfor %}"],
    ],
)
def test_blocks_that_do_not_answer_each_other_are_refused(word, blocks):
    assert set(codes(word(*blocks))) == {"GAB-009"}


@pytest.mark.parametrize(
    "blocks",
    [
        ["début {% if x %}", "suite {% endif %}"],
        [(("{% for x in xs %}{{ x }}", "{% endfor %}"),)],
        ["{%p if x %}", "texte", (("{%p endif %}", "b"),)],
        [(("a", "b"), ("{%tr for x in xs %}", "")), "{%p endfor %}"],
    ],
)
def test_a_block_over_two_levels_is_refused(word, blocks):
    assert codes(word(*blocks)) == ["GAB-010"]


def test_a_row_tag_outside_a_table_is_refused(word):
    assert codes(word("{%tr for x in xs %}", "{%tr endfor %}")) == ["GAB-011", "GAB-011"]


def test_too_many_loops_in_one_another_are_refused(word):
    names = "abcde"
    text = "".join(f"{{% for {n} in xs %}}" for n in names) + "x" + "{% endfor %}" * len(names)
    assert codes(word(text)) == ["GAB-014"]


def test_all_the_faults_are_told_at_once_with_their_place(word):
    data = word(
        "Bonjour {{ paper.titre }}",
        "{{ 2 ** 9 }} {{ paper.title|nombre }}",
        "{%p for q in paper.questions %}",
        "{{ q.texte }} {{ inconnu }}",
        "{%p endfor %}",
    )
    with pytest.raises(TemplateError) as caught:
        compile_template(data, "sujet.docx", SCHEMA)
    found = caught.value.diagnostics
    assert [f.code for f in found] == ["GAB-008", "GAB-006", "GAB-007", "GAB-008", "GAB-008"]
    assert {str(f.source) for f in found} == {"sujet.docx"}
    assert found[0].message.startswith(
        "word/document.xml, paragraphe 1, « Bonjour {{ paper.titre }} »"
    )
    assert "title, questions" not in found[0].message
    assert found[0].hint == "noms disponibles : questions, title"
    assert "paragraphe 4" in found[3].message


def test_one_mistake_in_a_for_gives_one_message(word):
    data = word("{%p for q in paper.question %}", "{{ q.text }} {{ q.x.y }}", "{%p endfor %}")
    assert codes(data, SCHEMA) == ["GAB-008"]


def test_loop_names_do_not_outlive_their_loop(word):
    data = word("{% for q in paper.questions %}{{ q.text }}{% endfor %}{{ q.text }}")
    assert codes(data, SCHEMA) == ["GAB-008"]


def test_a_candidate_template_cannot_print_what_its_view_does_not_have(word):
    data = word("{% for q in paper.questions %}{{ q.expected }}{% endfor %}")
    assert codes(data, SCHEMA) == ["GAB-008"]


def test_faults_of_headers_name_the_header(word):
    def header(document):
        document.sections[0].header.paragraphs[0].text = "{{ absent }}"

    (message,) = messages(word("corps", prepare=header), SCHEMA)
    assert message.startswith("word/header1.xml, paragraphe 1")


def test_a_sound_template_is_compiled_once_and_renders_many(word):
    template = compile_template(word("{{ paper.title }}"), "sujet.docx", SCHEMA)
    one = render(template, {"paper": Paper(title="Un", questions=())})
    two = render(template, {"paper": Paper(title="Deux", questions=())})
    assert one != two
    assert one == render(template, {"paper": Paper(title="Un", questions=())})
