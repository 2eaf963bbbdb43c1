"""Documents of the dossier, as their faces print them."""

import pytest

from pipeline.render.art import Art
from pipeline.render.exhibits import exhibit_view, paragraphs
from pipeline.render.fragment import Fragment
from pipeline.render.labels import EXHIBIT_KINDS

DRAWING = Fragment(xml="<w:drawing/>")
ART = Art(chart=lambda _: DRAWING, locator=lambda iso3: DRAWING if iso3 == "GIN" else None)


def lines(view):
    return [(line.label, line.text) for line in view.lines]


def nodes(view):
    return [(node.depth, node.title, node.note) for node in view.nodes]


def test_an_email_begins_with_its_fields(exhibit):
    made = exhibit_view(
        exhibit("courriel", "De\u00a0: A\nÀ : B, C\nObjet : Point\n\nBonjour,\nDe : nous"),
        "GIN",
        ART,
    )
    assert [(f.label, f.text) for f in made.fields] == [
        ("De", "A"),
        ("À", "B, C"),
        ("Objet", "Point"),
    ]
    assert lines(made) == [("", "Bonjour,"), ("", "De : nous")]


def test_an_email_without_fields_is_all_text(exhibit):
    made = exhibit_view(exhibit("courriel", "Bonjour,\nSuite."), "GIN", ART)
    assert made.fields == ()
    assert lines(made) == [("", "Bonjour,"), ("", "Suite.")]


def test_each_post_has_its_account(exhibit):
    body = "@voix_du_bas\u00a0: «\u202fUn.\u202f»\n@port.info : «\u202fDeux.\u202f»\nSuite"
    assert lines(exhibit_view(exhibit("reseaux_sociaux", body), "GIN", ART)) == [
        ("@voix_du_bas", "«\u202fUn.\u202f»"),
        ("@port.info", "«\u202fDeux.\u202f»"),
        ("", "Suite"),
    ]


def test_an_interview_tells_questions_from_answers(exhibit):
    body = "Propos recueillis.\nQ. Quand ?\nR. Demain.\nQu'en dire ?"
    assert lines(exhibit_view(exhibit("entretien", body), "GIN", ART)) == [
        ("", "Propos recueillis."),
        ("Q", "Quand ?"),
        ("R", "Demain."),
        ("", "Qu'en dire ?"),
    ]


def test_articles_are_found_in_lines_and_inside_a_paragraph(exhibit):
    body = "Article\u00a04. Un. Article\u00a06. Selon l'article 4, deux.\nArticle 9-1. Trois.\nAucune autre."
    assert lines(exhibit_view(exhibit("extrait_reglementaire", body), "GIN", ART)) == [
        ("Article\u00a04", "Un."),
        ("Article\u00a06", "Selon l'article 4, deux."),
        ("Article 9-1", "Trois."),
        ("", "Aucune autre."),
    ]


def test_an_incident_sheet_shows_its_short_labels_only(exhibit):
    body = "Lieu : quai 4\nUne phrase trop longue pour être une étiquette de fiche : non.\nFin."
    assert lines(exhibit_view(exhibit("fiche_incident", body), "GIN", ART)) == [
        ("Lieu", "quai 4"),
        ("", "Une phrase trop longue pour être une étiquette de fiche : non."),
        ("", "Fin."),
    ]


def test_points_of_minutes_are_numbered(exhibit):
    assert lines(
        exhibit_view(exhibit("compte_rendu", "1. Bilan.\n2. Suites.\nFin."), "GIN", ART)
    ) == [
        ("1", "Bilan."),
        ("2", "Suites."),
        ("", "Fin."),
    ]


def test_posts_of_a_chart_stand_below_the_one_they_report_to(exhibit):
    rows = [
        ["Cellule", "Direction", "A. (fictif)"],
        ["Direction", "-", "B."],
        ["Antenne", "Cellule", ""],
        ["Port", "Ministère", "C."],
    ]
    chart = exhibit("organigramme", colonnes=["Fonction", "Rattachement", "Titulaire"], lignes=rows)
    assert nodes(exhibit_view(chart, "GIN", ART)) == [
        (1, "Direction", "B."),
        (2, "Cellule", "A. (fictif)"),
        (3, "Antenne", ""),
        (1, "Ministère", ""),
        (2, "Port", "C."),
    ]


def test_posts_that_report_to_each_other_are_not_lost(exhibit):
    rows = [["A", "B", "x"], ["B", "A", "y"], ["C", "C", "z"]]
    chart = exhibit("organigramme", colonnes=["F", "R", "T"], lignes=rows)
    assert sorted(n.title for n in exhibit_view(chart, "GIN", ART).nodes) == ["A", "B", "C"]


@pytest.mark.parametrize("width", [1, 2, 4])
def test_a_chart_of_another_width_still_prints(exhibit, width):
    chart = exhibit("organigramme", colonnes=["x"] * width, lignes=[["Un", "", "", ""][:width]])
    assert [n.title for n in exhibit_view(chart, "GIN", ART).nodes] == ["Un"]


def test_an_unknown_kind_is_printed_as_a_note(exhibit):
    made = exhibit_view(exhibit("inconnu", "Texte"), "GIN", ART)
    assert (made.face, made.kind) == ("note_veille", EXHIBIT_KINDS["note_veille"])


def test_only_a_map_document_has_a_map_and_only_where_there_is_one(exhibit):
    assert exhibit_view(exhibit("carte", "x"), "GIN", ART).map is DRAWING
    assert exhibit_view(exhibit("carte", "x"), "KAS", ART).map is None
    assert exhibit_view(exhibit("courrier", "x"), "GIN", ART).map is None


def test_a_chart_is_drawn_when_it_is_asked_for(exhibit):
    chart = {"type": "barres", "categories": 0, "series": [1], "titre": "T"}
    asked = exhibit("tableau", colonnes=["An", "t"], lignes=[["1", "2"]], graphique=chart)
    assert exhibit_view(asked, "GIN", ART).chart is DRAWING
    assert (
        exhibit_view(exhibit("tableau", colonnes=["An"], lignes=[["1"]]), "GIN", ART).chart is None
    )


def test_blank_lines_separate_paragraphs():
    assert paragraphs(" a \n\n\u00a0\nb\n") == ("a", "b")
