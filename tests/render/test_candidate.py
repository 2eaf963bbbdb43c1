"""From a form to what candidates see."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.model.blueprint import FormKind
from pipeline.render.candidate import (
    candidate_view,
    likely_contents,
    question_view,
    seat_view,
    time_range,
)

CANARY = "CANARI-7Q"


def with_canaries(form):
    """The form with a word planted in every field that candidates must not read."""
    questions = tuple(
        replace(
            q,
            item=replace(
                q.item,
                expected=tuple(replace(e, text=CANARY) for e in q.item.expected),
                pitfalls=(CANARY,),
                outline=(CANARY,),
                prompts=(CANARY,),
            ),
        )
        for q in form.questions
    )
    dossiers = tuple(
        replace(d, injects=tuple(replace(i, text=CANARY, expected=CANARY) for i in d.injects))
        for d in form.dossiers
    )
    return replace(form, questions=questions, dossiers=dossiers)


@pytest.mark.parametrize("name", ["case_study", "ticket"])
def test_a_candidate_view_has_nothing_of_the_answers(request, name, around, art):
    view = candidate_view(with_canaries(request.getfixturevalue(name)), around, art)
    assert CANARY not in repr(view)


def test_what_is_left_of_the_time_is_for_reading_again(case_study, around, art):
    view = candidate_view(case_study, around, art)
    assert (view.reading, view.review) == ("15\u00a0min", "")
    longer = candidate_view(replace(case_study, minutes=270), around, art)
    assert longer.review == "30\u00a0min"


def test_a_paper_has_its_whole_dossier_and_a_ticket_what_its_questions_name(
    case_study, ticket, around, art
):
    whole = candidate_view(case_study, around, art).dossiers[0]
    few = candidate_view(ticket, around, art).dossiers[0]
    named = {d for q in ticket.questions for d in q.item.documents}
    assert [e.id for e in whole.exhibits] == [f"D{i}" for i in range(1, 9)]
    assert {e.id for e in few.exhibits} == named - {"FICHE_PAYS", "CARTE"}
    assert bool(few.facts) == ("FICHE_PAYS" in named)
    assert (few.map is not None) == ("CARTE" in named)


def test_two_dossiers_are_told_apart_by_a_letter(case_study, around, art):
    first = case_study.dossiers[0]
    both = replace(
        case_study, dossiers=(first, replace(first, scenario="AUTRE", title="Autre cas"))
    )
    view = candidate_view(both, around, art)
    assert [d.heading for d in view.dossiers] == [
        f"Dossier A – {first.title}",
        "Dossier B – Autre cas",
    ]
    assert len(view.dossiers[0].questions) == 8
    assert view.dossiers[1].questions == ()


def test_documents_are_named_in_a_sentence(case_study):
    question = case_study.questions[0]

    def named(*ids):
        return question_view(
            replace(question, item=replace(question.item, documents=ids))
        ).documents

    assert named("FICHE_PAYS", "CARTE", "D1", "D3", "D5") == (
        "Fiche pays, carte, documents\u00a0D1, D3 et\u00a0D5."
    )
    assert named("D2") == "Document\u00a0D2."
    assert named("CARTE") == "Carte."
    assert named() == ""


def test_demands_say_the_language_and_the_decision(case_study, ticket):
    written, spoken = case_study.questions[0], ticket.questions[0]
    asked = {"language": "en", "decision": True}
    assert question_view(replace(written, item=replace(written.item, **asked))).demands == (
        "Rédaction en anglais demandée (voir la consigne).",
        "Une décision motivée est attendue.",
    )
    english = replace(spoken, item=replace(spoken.item, language="en", decision=False))
    assert question_view(english).demands == ("Expression en anglais demandée (voir la consigne).",)


def test_half_points_are_printed_with_a_comma(case_study):
    question = case_study.questions[0]
    view = question_view(replace(question, item=replace(question.item, points=Decimal("7.5"))))
    assert (view.worth, view.points) == ("7,5", "7,5\u00a0points")


def test_a_seat_says_numbers_and_times_only(case_study, placement):
    seat = seat_view(case_study, placement)
    assert (seat.candidate, seat.anonymous, seat.room, seat.seat) == (
        "0004",
        "71F5-2A63",
        "B103",
        "4",
    )
    assert seat.when == "Mardi 16\u00a0juin 2026, 9\u00a0h\u00a000\u00a0–\u00a013\u00a0h\u00a000"
    assert (seat.duration, seat.extra, seat.large) == ("4\u00a0h", "", False)


def test_extra_time_is_said_without_its_reason(case_study, placement):
    seat = seat_view(case_study, replace(placement, minutes=320), large=True)
    assert (seat.duration, seat.extra, seat.large) == ("5\u00a0h\u00a020", "temps majoré", True)


def test_an_assignment_has_no_duration(case_study, around, art, placement):
    home = replace(case_study, kind=FormKind.ASSIGNMENT, minutes=0, reading=0)
    assert candidate_view(home, around, art).head.duration == "à remettre"
    assert seat_view(home, replace(placement, minutes=0)).duration == "à remettre"


@pytest.mark.parametrize(
    ("day", "start", "minutes", "words"),
    [
        ("", "", 0, ""),
        ("2026-06-01", "", 90, "Lundi 1er\u00a0juin 2026"),
        ("2026-06-01", "14:05", 0, "Lundi 1er\u00a0juin 2026, 14\u00a0h\u00a005"),
        (
            "2026-06-01",
            "23:30",
            60,
            "Lundi 1er\u00a0juin 2026, 23\u00a0h\u00a030\u00a0–\u00a00\u00a0h\u00a030",
        ),
    ],
)
def test_a_time_range_says_what_is_known(day, start, minutes, words):
    assert time_range(day, start, minutes) == words


def test_large_print_is_thought_to_take_more_pages(case_study):
    assert int(likely_contents(case_study, large=True).likely) > int(
        likely_contents(case_study).likely
    )
