"""From a form to what assessors and juries see."""

from dataclasses import replace

from pipeline.model.form import FormRole
from pipeline.render.assessor import assessor_view, jury_view


def test_every_expected_element_is_numbered_under_its_question(case_study, around, grid):
    view = assessor_view(case_study, around, grid(case_study))
    first = view.answers[0]
    assert [e.id for e in first.expected] == ["1.1", "1.2", "1.3"]
    assert [e.points for e in first.expected] == ["5", "5", "4"]
    assert [e.indispensable for e in first.expected] == [True, True, False]


def test_the_weights_of_a_code_are_shares(case_study, around, grid):
    code = assessor_view(case_study, around, grid(case_study)).codes[0]
    assert (code.code, code.points, code.share) == ("C13", "14\u00a0points", "14\u00a0%")
    assert [i.weight for i in code.indicators] == [
        "25\u00a0%",
        "25\u00a0%",
        "12,5\u00a0%",
        "25\u00a0%",
        "12,5\u00a0%",
    ]
    assert [level.worth for level in code.levels] == ["0", "4", "8", "14", "20"]


def test_a_spare_paper_says_so(case_study, around, grid):
    spare = replace(case_study, role=FormRole.SPARE)
    assert assessor_view(spare, around, grid(spare)).role == "Sujet de secours"


def test_the_steps_of_an_oral_follow_each_other(ticket, around, grid):
    view = jury_view(ticket, around, grid(ticket))
    assert [(s.title, s.span) for s in view.steps] == [
        ("Préparation", "0 à 30 min"),
        ("Exposé", "30 à 40 min"),
        ("Entretien", "40 à 60 min"),
    ]


def test_an_oral_without_preparation_begins_with_the_talk(ticket, around, grid):
    talk = replace(ticket, preparation=0, talk=20, minutes=20)
    assert [s.title for s in jury_view(talk, around, grid(talk)).steps] == ["Exposé"]


def test_the_jury_sees_prompts_and_soft_skills(ticket, around, grid):
    view = jury_view(ticket, around, grid(ticket))
    assert all(a.prompts for a in view.answers)
    assert {s.title for s in view.skills} == {
        "Résolution de problèmes",
        "Diplomatie",
        "Communication",
        "Adaptabilité",
    }
