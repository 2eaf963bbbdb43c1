import time
from dataclasses import replace

import pytest

from pipeline.checks.session import (
    ALL,
    blocks_have_assessors,
    candidates_are_grown,
    candidates_have_assessors,
    candidates_sit_something,
    check_session,
    people_are_distinct,
    scenarios_are_current,
    scenarios_left_out_are_told,
    somebody_sits,
    trainees_have_tutors,
)
from pipeline.diagnostics import Source
from pipeline.model.blueprint import FormKind
from pipeline.model.item import Modality
from pipeline.rules import session as rules
from pipeline.rules.planning import NO_TUTOR
from pipeline.typography import date_fr

SETTINGS = Source(path="output/2026-06/session.yaml", line=1, column=1)


def sheet(name):
    return Source(path="output/2026-06/inscriptions.xlsx", sheet=name)


@pytest.fixture
def planned(sitting):
    """The three exams of the session, one after the other."""
    return (
        sitting("B1-ECRIT", "2026-06-15", "09:00", "A"),
        sitting("B1-ORAL", "2026-06-16", "09:00", "A"),
        sitting("S1-CAS", "2026-06-17", "09:00", "A"),
    )


def test_a_right_registration_has_no_fault(registration, candidate, planned):
    assert check_session(registration((candidate("1"), candidate("2")), sittings=planned)) == ()


def test_a_session_without_candidates_is_told_once(registration):
    assert list(somebody_sits(registration(()))) == [rules.NO_CANDIDATE.at(sheet("Candidats"))]


def test_without_anything_read_the_settings_are_the_place(registration):
    given = registration(())
    roster = replace(given.roster, assessors=(), rooms=())
    found = list(somebody_sits(replace(given, roster=roster)))
    assert found == [rules.NO_CANDIDATE.at(SETTINGS)]


def test_an_exam_that_nobody_sits_is_a_warning(registration, candidate):
    given = registration((candidate("1", block="S2"),))
    assert list(somebody_sits(given)) == [rules.NOBODY_SITS.at(SETTINGS, exam="S1-CAS")]


def test_a_candidate_who_sits_nothing_is_told(registration, candidate):
    won = candidate("1", won=("B1", "S1"))
    assert list(candidates_sit_something(registration((won, candidate("2"))))) == [
        rules.SITS_NOTHING.at(won.source, candidate="1")
    ]


def test_homonyms_are_told(registration, candidate):
    first = candidate("1", last_name="Le Goff", first_name="Jean-Noël")
    second = candidate("2", last_name="LE GOFF", first_name="jean noel", birth_date="1999-01-01")
    assert list(people_are_distinct(registration((first, second)))) == [
        rules.HOMONYMS.at(second.source, name="jean noel LE GOFF", line=2)
    ]


def test_the_same_person_twice_is_refused(registration, candidate):
    people = [
        candidate(str(n), last_name="Roy", birth_date=day)
        for n, day in ((1, "2000-01-01"), (2, "2001-01-01"), (3, "2000-01-01"))
    ]
    second, third = people_are_distinct(registration(people))
    assert second == rules.HOMONYMS.at(people[1].source, name="Léa Roy", line=2)
    assert third == rules.SAME_PERSON.at(
        people[2].source, name="Léa Roy", birth=date_fr("2000-01-01"), line=2
    )


def test_names_and_days_that_could_not_be_read_are_nobody(registration, candidate):
    people = (
        candidate("1", last_name="", first_name=""),
        candidate("2", last_name="", first_name=""),
        candidate("3", last_name="Roy", birth_date=""),
        candidate("4", last_name="Roy", birth_date=""),
    )
    assert [f.code for f in people_are_distinct(registration(people))] == [rules.HOMONYMS.code]


def test_assessors_of_one_name_are_told(registration, assessor):
    twins = (assessor("E1", last_name="Roy"), assessor("E2", last_name="Roy"))
    assert list(people_are_distinct(registration((), assessors=twins))) == [
        rules.HOMONYMS.at(twins[1].source, name="Zoé Roy", line=2)
    ]


@pytest.mark.parametrize(
    ("birth", "wrong"),
    [("2012-06-15", False), ("2012-06-16", True), ("2026-11-17", True), ("", False)],
)
def test_somebody_born_yesterday_is_a_typing_error(registration, candidate, birth, wrong):
    person = candidate("1", birth_date=birth)
    expected = [
        rules.BORN_LATE.at(person.source, name="Léa Nom1", birth=date_fr(birth), years=14)
        for _ in range(wrong)
    ]
    assert list(candidates_are_grown(registration((person,)))) == expected


@pytest.mark.parametrize("markings", [1, 2])
def test_a_block_has_as_many_assessors_as_markings(registration, candidate, assessor, markings):
    one = (assessor("E1"), assessor("E2", blocks=("B1",)))
    given = registration((candidate("1"),), assessors=one, markings=markings)
    expected = [rules.NO_ASSESSOR.at(sheet("Évaluateurs"), block="S1", count=1, needed=2)]
    assert list(blocks_have_assessors(given)) == expected * (markings == 2)


def test_a_block_that_nobody_sits_needs_no_assessor(registration, candidate, assessor):
    one = (assessor("E1", blocks=("B1",)), assessor("E2", blocks=("B1",)))
    given = registration((candidate("1", block="S2"),), assessors=one)
    assert not list(blocks_have_assessors(given))


def test_a_candidate_linked_to_too_many_assessors_is_told(registration, candidate, assessor):
    team = (assessor("E1", links=("1", "2")), assessor("E2"), assessor("E3", blocks=("B1",)))
    people = (candidate("1"), candidate("2", block="S2"), candidate("3"))
    assert list(candidates_have_assessors(registration(people, assessors=team))) == [
        rules.CONFLICT.at(people[0].source, candidate="1", exam="S1-CAS", block="S1")
    ]


def test_a_block_without_assessors_is_told_for_the_block_only(registration, candidate, assessor):
    team = (assessor("E1", links=("1",)),)
    assert not list(candidates_have_assessors(registration((candidate("1"),), assessors=team)))


@pytest.mark.parametrize(("expires", "stale"), [("2026-06-14", True), ("2026-06-15", False)])
def test_a_session_after_every_scenario_expired_is_told(
    registration, stale_scenario, expires, stale
):
    given = registration(())
    given = replace(given, bank=replace(given.bank, scenarios=(stale_scenario(expires),)))
    expected = [rules.DATE_PAST_EXPIRY.at(SETTINGS, date=date_fr("2026-06-15"))]
    assert list(scenarios_are_current(given)) == expected * stale


@pytest.mark.parametrize(
    ("status", "expires", "expected"),
    [
        (("relu", "relu"), ("2030-01-01", "2026-06-15"), []),
        (("relu", "brouillon"), ("2030-01-01", "2030-01-01"), ["SCN-023"]),
        (("relu", "relu"), ("2030-01-01", "2026-06-14"), ["SCN-024"]),
        (("brouillon", "relu"), ("2030-01-01", "2026-06-14"), ["SCN-023", "SCN-024"]),
        (("relu", "relu"), ("2026-06-14", "2026-06-14"), []),
    ],
)
def test_a_session_tells_the_scenarios_that_it_does_without(
    registration, stale_scenario, status, expires, expected
):
    given = registration(())
    scenarios = tuple(
        replace(s, id=f"S{n}", review=replace(s.review, status=status[n]))
        for n, s in enumerate(map(stale_scenario, expires))
    )
    given = replace(given, bank=replace(given.bank, scenarios=scenarios))
    assert [f.code for f in scenarios_left_out_are_told(given)] == expected


@pytest.fixture
def at_work(exam):
    """An exam of S1 that a tutor observes."""
    changes = {"kind": FormKind.OBSERVATION, "modality": Modality.OBSERVATION, "minutes": 0}
    return exam("S1-CC-ENTREPRISE", **changes)


def test_a_tutor_does_without_the_assessors_of_the_block(
    registration, candidate, assessor, at_work
):
    tutors = (
        assessor("E1", blocks=(), trainees=("1",)),
        assessor("E2", blocks=(), trainees=("2", "1")),
    )
    people = (candidate("1"), candidate("2"))
    given = registration(people, exams=(at_work,), assessors=tutors)
    for check in (blocks_have_assessors, candidates_have_assessors, trainees_have_tutors):
        assert not list(check(given))


def test_a_candidate_without_a_tutor_is_told_and_needs_the_assessors_of_the_block(
    registration, candidate, assessor, at_work
):
    people = (candidate("1"), candidate("2"), candidate("3", block="S2"))
    tutor = assessor("E1", blocks=(), trainees=("1",))
    given = registration(people, exams=(at_work,), assessors=(tutor,))
    assert list(trainees_have_tutors(given)) == [
        NO_TUTOR.at(people[1].source, candidate="2", exam="S1-CC-ENTREPRISE")
    ]
    assert list(blocks_have_assessors(given)) == [
        rules.NO_ASSESSOR.at(sheet("Évaluateurs"), block="S1", count=0, needed=2)
    ]


def test_a_tutor_assesses_no_other_exam_of_their_trainee(registration, candidate, assessor):
    team = (assessor("E1", trainees=("1",)), assessor("E2"))
    people = (candidate("1", block="S2"), candidate("2", block="S2"))
    given = registration(people, assessors=team)
    assert [f.source for f in candidates_have_assessors(given)] == [people[0].source] * 2
    assert not list(trainees_have_tutors(given))


def test_every_check_is_run(registration, candidate, sitting):
    people = (candidate("1", birth_date="2026-01-01"), candidate("2", block="S2"))
    sittings = (sitting("B1-ECRIT"), sitting("B1-ORAL"))
    found = {f.code for f in check_session(registration(people, sittings=sittings, assessors=()))}
    assert {
        rules.BORN_LATE.code,
        rules.NO_SITTING.code,
        rules.SHARED_ROOM.code,
        rules.WAITING.code,
    } <= found
    assert len(ALL) == len({check.__name__ for check in ALL}) == 17


def test_five_thousand_candidates_are_checked_in_seconds(
    registration, candidate, planned, assessor
):
    people = [candidate(str(n)) for n in range(1, 5001)]
    team = [assessor(f"E{n}", links=tuple(str(k) for k in range(1, 2500))) for n in range(1, 41)]
    before = time.process_time()
    found = check_session(registration(people, sittings=planned, assessors=team))
    assert time.process_time() - before < 10
    assert found
