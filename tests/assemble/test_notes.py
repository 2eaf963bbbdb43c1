"""What a certificate says beside its figures."""

import pytest

from pipeline.assemble.drafts import Draft
from pipeline.assemble.notes import Placed, notes_of
from pipeline.model.form import FormRole, Setting


@pytest.fixture
def placed(make):
    """``placed("P", "A1/T1 A1/T2", "FRA A")``: a form with its items, its country and its number set."""

    def build(role, items, setting, *, exam="B1-ECRIT"):
        ids = tuple(items.split())
        scenario = ids[0].split("/")[0]
        iso3, number_set = setting.split()
        return Placed(
            draft=Draft(
                form=f"{exam}-{role}",
                role={"P": FormRole.MAIN, "S": FormRole.SPARE, "T": FormRole.TICKET}[role],
                number=1,
                blueprint=make.blueprint(exam, spare=True),
                items=ids,
                scenarios=(scenario,),
                deviation=0.0,
                bound=0.0,
                alternatives=1,
                apart=(f"{exam}-P",) if role == "S" else (),
            ),
            settings=(Setting(scenario=scenario, iso3=iso3, number_set=number_set),),
        )

    return build


FAMILIES = {"A1": "GEO", "B1": "ECO"}


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("ITA B", "autre pays et autre jeu de nombres"),
        ("ITA A", "autre pays, même jeu de nombres"),
        ("FRA B", "même pays, autre jeu de nombres"),
        ("FRA A", "même pays et même jeu de nombres"),
    ],
)
def test_a_spare_says_how_its_setting_differs(placed, setting, words):
    main, spare = placed("P", "A1/T1", "FRA A"), placed("S", "A1/T1", setting)
    (note, *_) = notes_of(spare, [main], FAMILIES)
    assert note.endswith(f"mêmes questions que le sujet principal, {words}")


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ("A1/T2 A1/T3", "1 question commune avec le sujet principal"),
        ("A1/T3 A1/T4", "aucune question commune avec le sujet principal, mais même scénario"),
    ],
)
def test_a_spare_says_what_it_shares(placed, items, words):
    main, spare = placed("P", "A1/T1 A1/T2", "FRA A"), placed("S", items, "ITA B")
    (note,) = notes_of(spare, [main], FAMILIES)
    assert words in note


def test_a_spare_of_another_scenario_has_nothing_to_say(placed):
    main, spare = placed("P", "A1/T1", "FRA A"), placed("S", "B1/T1", "ITA A")
    assert list(notes_of(spare, [main], FAMILIES)) == []


def test_the_family_of_another_exam_is_told_and_not_that_of_its_own(placed):
    other = placed("S", "B1/T1", "ITA A", exam="B2-ECRIT")
    main = placed("P", "B1/T2", "FRA A")
    assert list(notes_of(main, [other], FAMILIES)) == [
        "la famille ECO est aussi employée par B2-ECRIT-S : la banque n'offre pas d'autre choix"
    ]


def test_a_ticket_tells_a_shared_dossier_and_questions_but_no_family(placed):
    main, talk = placed("P", "B1/T1", "FRA A"), placed("P", "A1/T2", "ITA A", exam="B1-EXPOSE")
    ticket = placed("T", "A1/T2", "DEU B", exam="B1-ORAL")
    found = list(notes_of(ticket, [main, talk], FAMILIES))
    assert [n.split(" : ")[0] for n in found] == [
        "le ticket vient du scénario du sujet B1-EXPOSE-P",
        "1 question figure aussi dans B1-EXPOSE-P",
    ]


def test_a_country_is_told_with_the_form_that_has_it(placed):
    main = placed("P", "A1/T1", "FRA A", exam="B2-ECRIT")
    again = placed("P", "B1/T1", "FRA A")
    assert list(notes_of(again, [main], FAMILIES)) == [
        "le pays FRA est aussi employé par B2-ECRIT-P : la banque n'offre pas d'autre choix"
    ]
