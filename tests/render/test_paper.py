"""Papers as candidates hold them."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from pipeline.render import paper
from pipeline.render.candidate import candidate_view, likely_contents, seat_view
from pipeline.render.large_print import enlarge
from pipeline.render.views import ContentLine, Contents

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@pytest.fixture(scope="module")
def copy(case_study, around, art, template, placement):
    """One copy of the case study."""
    view = candidate_view(case_study, around, art)
    seat = seat_view(case_study, placement)
    return paper.render_paper(template(paper), view, seat, contents=likely_contents(case_study))


def body(data):
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def test_a_copy_reads_as_it_was_accepted(copy, text_of, golden):
    golden("etude_de_cas", text_of(copy))


def test_every_kind_of_document_has_its_face(every_kind, around, art, template, text_of, golden):
    view = candidate_view(every_kind, around, art)
    made = paper.render_paper(template(paper), view, contents=Contents())
    golden("genres_de_documents", text_of(made).split("Dossier documentaire\n")[1])


def test_a_copy_is_a_sound_package(copy, every_kind, around, art, template, check_package):
    whole = candidate_view(every_kind, around, art)
    assert check_package(copy) == []
    assert check_package(paper.render_paper(template(paper), whole, contents=Contents())) == []


def test_the_same_copy_has_the_same_bytes(copy, case_study, around, art, template, placement):
    view = candidate_view(case_study, around, art)
    seat = seat_view(case_study, placement)
    again = paper.render_paper(template(paper), view, seat, contents=likely_contents(case_study))
    assert again == copy


def test_large_print_says_the_same_words(case_study, around, art, template, placement, text_of):
    view = candidate_view(case_study, around, art)

    def words(large):
        made = paper.render_paper(
            template(paper, enlarge if large else bytes),
            view,
            seat_view(case_study, placement, large=large),
            contents=Contents(),
        )
        return re.sub(r"\s+", "", re.sub(r"^\w+ \| ", "", text_of(made), flags=re.MULTILINE))

    assert words(large=True) == words(large=False)


def test_every_table_and_drawing_says_what_it_is(copy):
    root = body(copy)
    captions = [t.find(f"{W}tblPr/{W}tblCaption") for t in root.iter(f"{W}tbl")]
    assert all(c is not None and c.get(f"{W}val") for c in captions)
    drawings = [p for p in root.iter(f"{WP}docPr") if p.getparent().tag == f"{WP}inline"]
    assert len(drawings) == 2
    assert all(p.get("descr") for p in drawings)


def test_looks_come_from_styles_only(copy):
    root = body(copy)
    for drawing in list(root.iter(f"{W}drawing")):
        drawing.getparent().remove(drawing)
    own = {
        "b",
        "i",
        "color",
        "sz",
        "rFonts",
        "shd",
        "jc",
        "spacing",
        "ind",
        "tcBorders",
        "tblBorders",
    }
    assert sorted({etree.QName(e).localname for e in root.iter(etree.Element)} & own) == []
    assert all(
        p.find(f"{W}pPr/{W}pStyle") is not None for p in root.iter(f"{W}p") if not in_drawing(p)
    )


def in_drawing(element):
    return any(etree.QName(a).localname == "AlternateContent" for a in element.iterancestors())


def test_a_master_copy_has_no_candidate(case_study, around, art, template, text_of):
    view = candidate_view(case_study, around, art)
    text = text_of(paper.render_paper(template(paper), view, contents=Contents()))
    assert "71F5" not in text
    assert "Date et horaire" not in text
    assert "N° d’anonymat\u00a0:\n" in text


def test_extra_time_is_on_the_cover(case_study, around, art, template, placement, text_of):
    view = candidate_view(case_study, around, art)
    seat = seat_view(case_study, replace(placement, minutes=320))
    text = text_of(paper.render_paper(template(paper), view, seat, contents=Contents()))
    assert "EpChiffre | 5\u00a0h\u00a020\nEpChiffreNom | durée (temps majoré)\n" in text
    assert "hors majoration" in text


def test_contents_are_printed_once_the_pages_are_known(case_study, around, art, template, text_of):
    view = candidate_view(case_study, around, art)
    lines = (ContentLine(level=1, title="Mise en situation", page="3"),)
    known = Contents(total="11", likely="11", lines=lines)
    text = text_of(paper.render_paper(template(paper), view, contents=known))
    assert "EpSommaire1 | Mise en situation\t3\n" in text
    assert "Ce sujet comporte 11\u00a0pages, celle-ci comprise." in text


def test_two_dossiers_share_one_marking_table(case_study, around, art, template, text_of):
    first = case_study.dossiers[0]
    other = replace(first, scenario="AUTRE", title="Autre cas")
    questions = (
        *case_study.questions[:4],
        *(replace(q, scenario="AUTRE") for q in case_study.questions[4:]),
    )
    both = replace(case_study, dossiers=(first, other), questions=questions)
    text = text_of(
        paper.render_paper(template(paper), candidate_view(both, around, art), contents=Contents())
    )
    assert text.count("EpCelForte | Dossier B – Autre cas") == 1
    assert text.count("EpTitrePage | Dossier A – ") == 1
    assert "EpTitre1 | Travail demandé – Dossier B – Autre cas" in text


def test_hostile_texts_are_only_texts(case_study, around, art, template, text_of, check_package):
    nasty = 'ONG & réseaux <b>gras</b> si a<b {{ 7*7 }} {% if %} ]]> "«'
    question = replace(
        case_study.questions[0], item=replace(case_study.questions[0].item, instruction=nasty)
    )
    form = replace(case_study, questions=(question, *case_study.questions[1:]))
    made = paper.render_paper(
        template(paper), candidate_view(form, around, art), contents=Contents()
    )
    assert f"EpConsigne | {nasty}\n" in text_of(made)
    assert [f for f in check_package(made) if "residual" not in f] == []


@pytest.mark.office
def test_libreoffice_lays_the_copy_out_on_a_reasonable_number_of_pages(copy, soffice):
    pdf = soffice.convert(copy, "pdf").read_bytes()
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert 6 <= pages <= 14
