from dataclasses import replace

import pytest

from pipeline.checks.timetable import exams_do_not_overlap, rooms_are_free
from pipeline.model.blueprint import FormKind
from pipeline.model.item import Modality
from pipeline.rules import session as rules
from pipeline.typography import date_fr

DAY = date_fr("2026-06-15")


def codes(found):
    return [f.code for f in found]


@pytest.fixture
def people(candidate):
    """Twelve candidates of S1."""
    return tuple(candidate(str(n)) for n in range(1, 13))


def test_written_exams_that_overlap_are_refused(registration, people, sitting):
    sittings = (
        sitting("S1-CAS", "2026-06-15", "09:00", "A"),
        sitting("B1-ECRIT", "2026-06-15", "12:59", "B"),
    )
    (fault,) = exams_do_not_overlap(registration(people, sittings=sittings))
    assert fault == rules.OVERLAP.at(
        sittings[1].source, exam="B1-ECRIT", other="S1-CAS", date=DAY, end="13:00"
    )


@pytest.mark.parametrize(
    ("date", "start"), [("2026-06-15", "13:00"), ("2026-06-15", "07:00"), ("2026-06-16", "09:00")]
)
def test_exams_one_after_another_are_right(registration, people, sitting, date, start):
    sittings = (sitting("S1-CAS"), sitting("B1-ECRIT", date, start, "A"))
    given = registration(people, sittings=sittings)
    assert not list(exams_do_not_overlap(given))
    assert not list(rooms_are_free(given))


def test_extra_time_counts_for_those_who_sit_both(registration, candidate, sitting):
    sittings = (
        sitting("B1-ECRIT", "2026-06-15", "09:00", "A"),
        sitting("S1-CAS", "2026-06-15", "11:00", "B"),
    )
    slow = candidate("2", extra="0.333333")
    assert codes(exams_do_not_overlap(registration((candidate("1"), slow), sittings=sittings))) == [
        rules.OVERLAP.code
    ]
    other = candidate("2", extra="0.333333", block="S2")
    assert not list(exams_do_not_overlap(registration((candidate("1"), other), sittings=sittings)))


def test_exams_of_different_people_may_overlap(registration, candidate, sitting, exam):
    exams = (exam("S1-CAS"), exam("S2-CAS"))
    sittings = (
        sitting("S1-CAS", "2026-06-15", "09:00", "A"),
        sitting("S2-CAS", "2026-06-15", "09:00", "B"),
    )
    people = (candidate("1", block="S1"), candidate("2", block="S2"))
    given = registration(people, sittings=sittings, exams=exams)
    assert not list(exams_do_not_overlap(given))
    assert not list(rooms_are_free(given))


# Twelve turns of 35 minutes in two rooms, after 30 minutes of preparation: from 9:00 to 13:00.
@pytest.mark.parametrize(("start", "refused"), [("09:00", True), ("12:59", True), ("13:00", False)])
def test_a_written_exam_waits_for_the_turns_of_an_oral(
    registration, people, sitting, exam, start, refused
):
    exams = (exam("B1-ORAL", oral=True), exam("S1-CAS"))
    sittings = (
        sitting("B1-ORAL", "2026-06-15", "09:00", "A", "B"),
        sitting("S1-CAS", "2026-06-15", start, "C"),
    )
    given = registration(people, sittings=sittings, exams=exams)
    expected = rules.OVERLAP.at(
        sittings[1].source, exam="S1-CAS", other="B1-ORAL", date=DAY, end="13:00"
    )
    assert list(exams_do_not_overlap(given)) == [expected] * refused


@pytest.mark.parametrize(("start", "waits"), [("09:00", True), ("10:59", True), ("11:00", False)])
def test_an_oral_that_starts_in_a_written_exam_makes_people_wait(
    registration, people, sitting, start, waits
):
    sittings = (
        sitting("B1-ECRIT", "2026-06-15", "09:00", "B"),
        sitting("B1-ORAL", "2026-06-15", start, "A"),
    )
    expected = rules.WAITING.at(
        sittings[1].source, exam="B1-ORAL", other="B1-ECRIT", date=DAY, end="11:00"
    )
    found = list(exams_do_not_overlap(registration(people, sittings=sittings)))
    assert found == [expected] * waits


def test_two_orals_at_once_take_turns(registration, people, sitting, exam):
    exams = (exam("B1-ORAL", oral=True), exam("B2-ORAL", oral=True))
    sittings = (
        sitting("B1-ORAL", "2026-06-15", "09:00", "A"),
        sitting("B2-ORAL", "2026-06-15", "09:00", "B"),
    )
    given = registration(people, sittings=sittings, exams=exams)
    assert not list(exams_do_not_overlap(given))


def test_a_room_taken_twice_is_refused(registration, candidate, sitting, exam):
    exams = (exam("S1-CAS"), exam("S2-CAS"))
    sittings = (
        sitting("S1-CAS", "2026-06-15", "09:00", "A", "B"),
        sitting("S2-CAS", "2026-06-15", "10:59", "B"),
    )
    people = (candidate("1", block="S1"), candidate("2", block="S2"))
    (fault,) = rooms_are_free(registration(people, sittings=sittings, exams=exams))
    assert fault == rules.SHARED_ROOM.at(
        sittings[1].source, room="B", exam="S2-CAS", other="S1-CAS", date=DAY
    )


def test_the_room_of_an_oral_is_taken_while_its_turns_surely_last(registration, people, sitting):
    oral = sitting("B1-ORAL", "2026-06-15", "09:00", "A")
    for start, count in (("14:59", 1), ("15:00", 0)):
        given = registration(people, sittings=(oral, sitting("B1-ECRIT", "2026-06-15", start, "A")))
        assert len(list(rooms_are_free(given))) == count


def test_what_has_no_date_no_time_no_duration_or_nobody_is_left_out(
    registration, candidate, sitting, exam
):
    exams = (exam("B1-ECRIT"), exam("B2-ECRIT"), exam("B3-CC-TRAVAIL", minutes=0), exam("S2-CAS"))
    sittings = (
        sitting("B1-ECRIT", "", "09:00"),
        sitting("B2-ECRIT", "2026-06-15", ""),
        sitting("B3-CC-TRAVAIL"),
        sitting("S2-CAS"),
    )
    given = registration((candidate("1"),), sittings=sittings, exams=exams)
    assert not list(exams_do_not_overlap(given))
    assert not list(rooms_are_free(given))


def test_one_sitting_that_suits_is_enough(registration, people, sitting):
    case = sitting("S1-CAS", "2026-06-15", "09:00", "A")
    morning, evening = (sitting("B1-ECRIT", "2026-06-15", t, "B") for t in ("09:00", "14:00"))
    assert not list(exams_do_not_overlap(registration(people, sittings=(case, morning, evening))))
    noon = replace(evening, start="12:00")
    (fault,) = exams_do_not_overlap(registration(people, sittings=(case, morning, noon)))
    assert fault.code == rules.OVERLAP.code


def test_waiting_is_told_rather_than_an_error_where_one_of_the_sittings_only_makes_wait(
    registration, people, sitting
):
    case = sitting("S1-CAS", "2026-06-15", "09:00", "A")
    orals = [sitting("B1-ORAL", "2026-06-15", t, "B") for t in ("08:30", "10:00")]
    found = exams_do_not_overlap(registration(people, sittings=(case, *orals)))
    assert codes(found) == [rules.WAITING.code]


def test_candidates_of_two_groups_may_sit_at_the_same_time_in_two_rooms(
    registration, candidate, sitting
):
    people = (candidate("1", group="Lyon"), candidate("2", group="Paris"))
    lines = tuple(
        replace(sitting(exam, "2026-06-15", "09:00", room), group=group)
        for exam, room, group in (("B1-ECRIT", "A", "Lyon"), ("S1-CAS", "B", "Paris"))
    )
    others = tuple(
        replace(sitting(exam, "2026-06-16", "09:00", room), group=group)
        for exam, room, group in (("B1-ECRIT", "A", "Paris"), ("S1-CAS", "B", "Lyon"))
    )
    given = registration(people, sittings=lines + others)
    assert not list(exams_do_not_overlap(given))
    assert not list(rooms_are_free(given))


def test_two_sittings_of_one_exam_do_not_share_a_room(registration, people, sitting):
    lines = tuple(sitting("B1-ECRIT", "2026-06-15", t, "A") for t in ("09:00", "10:00"))
    found = list(rooms_are_free(registration(people, sittings=lines)))
    assert found == [
        rules.SHARED_ROOM.at(lines[1].source, room="A", exam="B1-ECRIT", other="B1-ECRIT", date=DAY)
    ]


# Twelve candidates in two groups of six, two turns of 35 minutes after 30 minutes of preparation: until 10:40.
@pytest.mark.parametrize(("start", "refused"), [("10:39", True), ("10:40", False)])
def test_a_simulation_lasts_as_many_turns_as_groups(
    registration, people, sitting, exam, start, refused
):
    kind = {"kind": FormKind.SIMULATION, "modality": Modality.SIMULATION, "group": (4, 6)}
    exams = (exam("B1-SIM", minutes=30, preparation=30, **kind), exam("S1-CAS"))
    sittings = (
        sitting("B1-SIM", "2026-06-15", "09:00", "A"),
        sitting("S1-CAS", "2026-06-15", start, "B"),
    )
    given = registration(people, sittings=sittings, exams=exams)
    assert codes(exams_do_not_overlap(given)) == [rules.OVERLAP.code] * refused
    three = registration(people[:3], sittings=sittings[:1], exams=exams)
    assert not list(exams_do_not_overlap(three))
