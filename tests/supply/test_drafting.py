"""What each block of a case study is taken for, by the headings above it; nothing is dropped."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.draft import (
    Block,
    BlockKind,
    DraftActor,
    DraftDocument,
    DraftQuestion,
    Leftover,
    WordText,
)
from pipeline.supply.drafting import draft_of

CODES = ("C1", "C9", "CO1.3")


def heading(text, level=1):
    return Block(kind=BlockKind.HEADING, text=text, level=level)


def paragraph(text):
    return Block(kind=BlockKind.PARAGRAPH, text=text)


def item(text):
    return Block(kind=BlockKind.ITEM, text=text)


def table(*rows):
    return Block(kind=BlockKind.TABLE, rows=rows)


def draft(*blocks, aside=()):
    return draft_of(WordText(blocks=blocks, aside=tuple(aside), images=0), CODES)


def test_the_first_heading_that_names_no_section_is_the_title():
    found = draft(heading("Le barrage"), heading("Contexte"), paragraph("Un fleuve."))
    assert (found.title, found.situation, found.leftovers) == ("Le barrage", ("Un fleuve.",), ())


@pytest.mark.parametrize(
    "text",
    [
        "Contexte",
        "I - CONTEXTE",
        "1. Présentation",
        "Énoncé :",
        "Mise en situation",
        "2) Situation",
    ],
)
def test_headings_are_known_whatever_their_number_case_and_accents(text):
    assert draft(heading("T"), heading(text), paragraph("x")).situation == ("x",)


def test_a_heading_that_says_more_than_its_section_is_kept():
    found = draft(heading("T"), heading("Contexte de la crise du barrage"), paragraph("x"))
    assert found.situation == ("x",)
    assert [left.text for left in found.leftovers] == ["Contexte de la crise du barrage"]


def test_text_before_any_heading_and_under_unknown_ones_is_kept_with_its_origin():
    found = draft(paragraph("Lycée"), heading("T"), heading("Divers"), table(("a", "b")))
    assert found.leftovers == (
        Leftover(origin="avant le premier titre", text="Lycée"),
        Leftover(origin="sous le titre « Divers »", text="Divers"),
        Leftover(origin="sous le titre « Divers »", text="a | b"),
    )


def test_what_stands_aside_is_kept():
    found = draft(heading("T"), aside=[("en-tête de page", "Master 2")])
    assert found.leftovers == (Leftover(origin="en-tête de page", text="Master 2"),)


def test_roles_and_constraints_are_taken_line_by_line():
    found = draft(
        heading("T"),
        heading("Votre rôle"),
        paragraph("Vous êtes conseiller."),
        heading("Contraintes"),
        item("Aucun crédit."),
        table(("délai", "8 jours")),
    )
    assert found.role == ("Vous êtes conseiller.",)
    assert found.constraints == ("Aucun crédit.", "délai | 8 jours")


def test_actors_are_a_name_and_what_is_said_of_it():
    found = draft(
        heading("T"),
        heading("Les acteurs"),
    )
    assert found.actors == ()
    found = draft(
        heading("T"),
        heading("Acteurs"),
        item("Régie Solane : veut un délai"),
        item("Ville - refuse"),
        item("Le syndicat"),
        table(("Coopérative", "pêche", "200 membres"), ("", "orphelin", "")),
        paragraph("Tous se connaissent"),
    )
    assert found.actors == (
        DraftActor(name="Régie Solane", text="veut un délai"),
        DraftActor(name="Ville", text="refuse"),
        DraftActor(name="Le syndicat", text=""),
        DraftActor(name="Coopérative", text="pêche ; 200 membres"),
    )
    assert [left.text for left in found.leftovers] == [" | orphelin | ", "Tous se connaissent"]


def test_only_relative_dates_enter_the_chronology():
    found = draft(
        heading("T"),
        heading("Chronologie"),
        paragraph("J-12 : la digue cède"),
        paragraph("J – 3 : réunion"),
        table(("J+1", "bilan")),
        paragraph("12 mars 2021 : vote"),
        paragraph("J-1 :"),
    )
    assert found.chronology == (("J-12", "la digue cède"), ("J-3", "réunion"), ("J+1", "bilan"))
    assert [left.text for left in found.leftovers] == ["12 mars 2021 : vote", "J-1 :"]


def test_documents_take_their_paragraphs_and_their_first_table():
    found = draft(
        heading("T"),
        heading("Dossier"),
        paragraph("Six pièces."),
        heading("Document 1 - Note", 2),
        paragraph("un"),
        heading("Une partie", 3),
        paragraph("deux"),
        table(("an", "coût"), ("2024", "3")),
        table(("x",), ("y",)),
        heading("Annexe B", 2),
    )
    assert found.documents == (
        DraftDocument(
            title="Document 1 - Note",
            body="un\n\nUne partie\n\ndeux",
            columns=("an", "coût"),
            rows=(("2024", "3"),),
        ),
        DraftDocument(title="Document 1 - Note", body="", columns=("x",), rows=(("y",),)),
        DraftDocument(title="Annexe B", body=""),
    )
    assert [left.text for left in found.leftovers] == ["Six pièces."]


def test_a_table_of_the_situation_becomes_a_document():
    found = draft(heading("T"), heading("Contexte"), table(("an", "coût"), ("2024", "3")))
    assert found.documents == (
        DraftDocument(title="Contexte", body="", columns=("an", "coût"), rows=(("2024", "3"),)),
    )


def test_beyond_ninety_nine_documents_and_questions_texts_are_kept_aside():
    documents = [heading(f"Document {n}") for n in range(1, 101)]
    found = draft(heading("T"), *documents, table(("a",)), table(("b",)))
    assert len(found.documents) == 99
    assert found.leftovers[-1].text == "b"
    questions = [item(f"Que faire de {n} ?") for n in range(100)]
    found = draft(heading("T"), heading("Questions"), *questions)
    assert (len(found.questions), found.leftovers[-1].text) == (99, "Que faire de 99 ?")


def test_questions_say_their_points_minutes_and_codes():
    found = draft(
        heading("T"),
        heading("Travail demandé"),
        paragraph("Lisez tout."),
        item("Rédigez une note (C9, C77, C9), 8 points, 45 min"),
        paragraph("Deux pages au plus."),
        paragraph("2. Arbitrez en 1 h 30 (2,5 pts)"),
        heading("Question 3 (0 point)", 2),
        item("Concluez en 9 h 59 et 1 h"),
    )
    first, second, third = found.questions
    assert first == DraftQuestion(
        number=1,
        text="Rédigez une note (C9, C77, C9), 8 points, 45 min\n\nDeux pages au plus.",
        codes=("C9",),
        points=Decimal(8),
        minutes=45,
    )
    assert (second.points, second.minutes) == (Decimal("2.5"), 90)
    assert (third.text, third.points) == ("(0 point)\n\nConcluez en 9 h 59 et 1 h", None)
    assert third.minutes == 599
    assert [left.text for left in found.leftovers] == ["Lisez tout."]


def test_a_duration_of_nothing_or_of_days_is_no_duration():
    found = draft(heading("T"), heading("Questions"), item("En 0 min"), item("En 700 min"))
    assert [q.minutes for q in found.questions] == [None, None]


def test_answers_go_to_their_question_as_elements_or_outline():
    found = draft(
        heading("T"),
        heading("Questions"),
        item("Un ?"),
        item("Deux ?"),
        heading("Corrigé"),
        paragraph("Barème sur 20"),
        heading("Question 1", 2),
        item("Cite la source (3 points)"),
        paragraph("Le reste est libre."),
        paragraph("2. Compare les offres : 2 pts"),
        paragraph("7. Rien à voir"),
    )
    first, second = found.questions
    assert first.expected == (("Cite la source (3 points)", Decimal(3)),)
    assert first.outline == ("Le reste est libre.",)
    assert second.expected == (("Compare les offres : 2 pts", Decimal(2)),)
    assert [left.text for left in found.leftovers] == ["Barème sur 20", "Rien à voir"]


def test_answers_between_the_questions_go_to_the_one_above():
    found = draft(
        heading("T"),
        heading("Question 1", 2),
        paragraph("Quels blocs ? (3 points)."),
        heading("Réponse attendue", 3),
        paragraph("Deux blocs (2 points), un calendrier (1 point)"),
        heading("Question 2", 2),
        paragraph("Que faire ? (4 points)"),
        heading("Éléments de réponse Q1", 3),
        paragraph("Rien d'autre."),
    )
    first, second = found.questions
    assert (first.text, second.text) == ("Quels blocs ?", "Que faire ?")
    assert first.expected == (("Deux blocs (2 points)", 2), ("un calendrier (1 point)", 1))
    assert (first.outline, second.outline) == (("Rien d'autre.",), ())
    assert found.leftovers[0].text == "Éléments de réponse Q1"


def test_bold_numbers_under_the_answers_are_those_of_the_questions_already_asked():
    found = draft(
        heading("T", 9),
        heading("Questions", 9),
        paragraph("1) Un ?"),
        heading("Corrigé", 9),
        heading("Question 1", 9),
        paragraph("Oui."),
        heading("Question 2", 9),
        paragraph("Et deux ?"),
    )
    assert [(q.text, q.outline) for q in found.questions] == [
        ("Un ?", ("Oui.",)),
        ("Et deux ?", ()),
    ]


def test_items_under_a_numbered_question_or_under_its_heading_belong_to_it():
    found = draft(
        heading("T"),
        heading("Questions"),
        paragraph("1. Proposez un plan"),
        item("les moyens"),
        heading("Question B2 : décidez (5 points)", 2),
        item("le calendrier"),
        heading("Questions"),
        item("Trois ?"),
        replace(item("en détail"), level=1),
    )
    assert [q.text for q in found.questions][:2] == [
        "Proposez un plan\n\nles moyens",
        "décidez\n\nle calendrier",
    ]


def test_an_answer_of_no_point_goes_to_the_outline():
    found = draft(heading("T"), heading("Questions"), item("Un ?"), heading("Corrigé"), item("x"))
    assert found.leftovers[-1].text == "x"
    found = draft(
        heading("T"), heading("Question 1"), heading("Corrigé", 2), item("hors sujet (0 point)")
    )
    assert found.questions[0].outline == ("hors sujet (0 point)",)


def test_questions_may_go_by_letters():
    found = draft(heading("T"), heading("Questions"), paragraph("a) Qui ?"), paragraph("b) Où ?"))
    assert [q.text for q in found.questions] == ["Qui ?", "Où ?"]


def test_brackets_that_say_more_than_points_and_codes_stay():
    found = draft(
        heading("T"),
        heading("Questions"),
        item("Un ? (C1, 8 points, 1 h)"),
        item("Deux ? (C77, 8 points)"),
        item("Trois ? (2 points puis 3 points)"),
        item("Quatre ? (0 min)"),
    )
    assert [q.text for q in found.questions] == [
        "Un ?",
        "Deux ? (C77, 8 points)",
        "Trois ? (2 points puis 3 points)",
        "Quatre ? (0 min)",
    ]


def test_the_first_row_of_a_table_of_actors_names_its_columns():
    rows = (("Acteur", "Position", "Intérêt"), ("Amont", "remplir", ""), ("Aval", "", "irriguer"))
    found = draft(heading("T"), heading("Acteurs"), table(*rows))
    assert found.actors == (
        DraftActor(name="Amont", text="Position : remplir"),
        DraftActor(name="Aval", text="Intérêt : irriguer"),
    )


def test_a_case_in_english_is_placed():
    found = draft(
        heading("The pipeline", 0),
        heading("Background"),
        paragraph("Gas."),
        heading("Your role"),
        paragraph("Adviser."),
        heading("Stakeholders"),
        item("Council: safety"),
        heading("Timeline"),
        paragraph("D-3: leak"),
        heading("Exhibit 1: Memo"),
        paragraph("Twelve bar."),
        heading("Questions"),
        item("Assess. (10 marks)"),
        heading("Model answers"),
        paragraph("1. Supply (6 marks)"),
    )
    assert (found.title, found.situation, found.role) == ("The pipeline", ("Gas.",), ("Adviser.",))
    assert found.actors == (DraftActor(name="Council", text="safety"),)
    assert found.chronology == (("J-3", "leak"),)
    assert [d.title for d in found.documents] == ["Exhibit 1: Memo"]
    (question,) = found.questions
    assert (question.text, question.points) == ("Assess.", Decimal(10))
    assert question.expected == (("Supply (6 marks)", Decimal(6)),)
    assert found.leftovers == ()


def test_where_no_heading_names_a_section_lines_that_do_are_headings():
    found = draft(
        paragraph("LE DÉTROIT"),
        paragraph("CONTEXTE DE LA CRISE"),
        paragraph("Un navire."),
        paragraph("Questions :"),
        paragraph("1/ Que faire ?"),
        paragraph("La situation est grave."),
    )
    assert (found.title, found.situation) == ("LE DÉTROIT", ("Un navire.",))
    assert [q.text for q in found.questions] == ["Que faire ?\n\nLa situation est grave."]
    assert [left.text for left in found.leftovers] == ["CONTEXTE DE LA CRISE"]
    assert draft(item("x"), paragraph("Contexte"), paragraph("y")).situation == ("y",)


def test_what_word_calls_the_title_is_it_whatever_it_says():
    found = draft(heading("Dossier : la base", 0), heading("Contexte"), paragraph("x"))
    assert (found.title, found.leftovers) == ("Dossier : la base", ())


def test_counts_say_what_was_placed():
    found = draft(heading("T"), heading("Questions"), item("Un ?"), paragraph("suite"))
    assert found.counts() == {"actors": 0, "documents": 0, "questions": 1, "leftovers": 0}


NAMES = ("Contexte", "Rôle", "Acteurs", "Chronologie", "Contraintes", "Documents", "Document 1")
HEADS = (*NAMES, "Questions", "Question 2", "Corrigé", "Divers")
MARKS = st.integers(0, 10**6).map(lambda n: f"mot{n}")


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.sampled_from(HEADS), st.integers(1, 3)).map(lambda h: heading(*h)),
            MARKS.map(paragraph),
            MARKS.map(item),
            MARKS.map(lambda t: item(f"1. {t} : suite (3 points)")),
            st.tuples(MARKS, MARKS).map(lambda row: table(row, row)),
        ),
        max_size=25,
    )
)
def test_no_word_is_dropped_whatever_the_order(blocks):
    found = draft(*blocks)
    kept = repr(found)
    texts = [b.text for b in blocks if b.kind is not BlockKind.HEADING]
    texts += [cell for b in blocks for row in b.rows for cell in row]
    for text in texts:
        assert all(word in kept for word in re.findall(r"[^\W\d]\w*", text))
