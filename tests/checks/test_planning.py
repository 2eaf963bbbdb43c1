"""Whether the planning can be kept."""

from dataclasses import replace

import pytest

from pipeline.checks.planning import (
    exams_have_sittings,
    groups_have_sittings,
    papers_are_enough,
    rooms_have_seats,
    simulations_can_be_played,
    sittings_are_near,
)
from pipeline.diagnostics import Source
from pipeline.model.blueprint import FormKind
from pipeline.model.item import Modality
from pipeline.rules import planning
from pipeline.rules import session as rules
from pipeline.typography import date_fr


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


@pytest.fixture
def halves(sitting):
    """``halves("Lyon", "Paris")``: B1-ECRIT for each of these groups, on one day after another, in room A then B."""

    def make(*groups):
        return tuple(
            replace(sitting("B1-ECRIT", f"2026-06-{15 + n}", "09:00", "AB"[n % 2]), group=group)
            for n, group in enumerate(groups)
        )

    return make


@pytest.fixture
def played(exam):
    """A simulation of B1 in groups of four to six."""
    return exam("B1-SIM", kind=FormKind.SIMULATION, modality=Modality.SIMULATION, group=(4, 6))


@pytest.mark.parametrize(
    ("day", "far"),
    [("2025-06-15", True), ("2027-06-15", True), ("2026-12-01", False), ("2026-01-05", False), ("", False)],
)  # fmt: skip
def test_a_sitting_in_another_year_is_told(registration, candidate, sitting, day, far):
    planned = sitting("B1-ECRIT", day, "09:00", "A")
    found = list(sittings_are_near(registration((candidate("1"),), sittings=(planned,))))
    assert found == [
        rules.FAR_SITTING.at(
            planned.source, exam="B1-ECRIT", date=date_fr(day), session=date_fr("2026-06-15")
        )
        for _ in range(far)
    ]


def test_an_exam_that_is_not_planned_is_told(registration, candidate, planned):
    given = registration((candidate("1"),), sittings=planned[1:])
    assert list(exams_have_sittings(given)) == [
        rules.NO_SITTING.at(sheet("Planning"), exam="B1-ECRIT", advice=rules.ADD_LINE)
    ]


def test_a_line_of_the_planning_that_nobody_filled_is_told_at_its_line(
    registration, candidate, planned
):
    blank = replace(planned[0], date="", start="", rooms=())
    given = registration((candidate("1"),), sittings=(blank, *planned[1:]))
    assert list(exams_have_sittings(given)) == [
        rules.NO_SITTING.at(blank.source, exam="B1-ECRIT", advice=rules.FILL_LINE)
    ]


def test_a_line_filled_in_part_was_told_when_it_was_read(registration, candidate, planned):
    half = replace(planned[0], date="")
    given = registration((candidate("1"),), sittings=(half, *planned[1:]))
    assert not list(exams_have_sittings(given))


def test_an_exam_that_nobody_sits_needs_no_line_unless_nobody_is_there_at_all(
    registration, candidate, planned
):
    given = registration((candidate("1", block="S2"),), sittings=planned[:2])
    assert not list(exams_have_sittings(given))
    assert len(list(exams_have_sittings(registration((), sittings=planned[:2])))) == 1


def test_too_few_seats_are_told_for_written_exams(registration, candidate, planned):
    people = [candidate(str(n)) for n in range(1, 22)]
    (written, oral, case) = planned
    given = registration(people, sittings=(written, oral, replace(case, rooms=("A", "B"))))
    assert list(rooms_have_seats(given)) == [
        rules.TOO_FEW_SEATS.at(written.source, exam="B1-ECRIT", seats=20, count=21)
    ]


def test_seats_are_not_counted_where_there_is_no_room_yet(registration, candidate, planned):
    given = registration((candidate("1"),), sittings=(replace(planned[0], rooms=()),))
    assert not list(rooms_have_seats(given))


def test_those_who_sit_apart_need_a_second_room(registration, candidate, planned):
    people = (candidate("1", apart=True), candidate("2"))
    given = registration(people, sittings=(planned[0],))
    assert list(rooms_have_seats(given)) == [
        rules.NO_ROOM_APART.at(planned[0].source, exam="B1-ECRIT", count=1)
    ]
    alone = registration(people[:1], sittings=(planned[0],))
    assert not list(rooms_have_seats(alone))
    two = registration(people, sittings=(replace(planned[0], rooms=("A", "B")),))
    assert not list(rooms_have_seats(two))


def test_what_is_observed_at_work_needs_no_line(registration, candidate, exam):
    work = exam("B1-CC-ENTREPRISE", kind=FormKind.OBSERVATION, modality=Modality.OBSERVATION)
    given = registration((candidate("1"),), exams=(work,))
    assert not list(exams_have_sittings(given))
    assert not list(groups_have_sittings(given))


def test_each_of_several_lines_is_to_be_filled(registration, candidate, planned):
    blank = replace(planned[0], date="", start="", rooms=())
    given = registration((candidate("1"),), sittings=(blank, *planned))
    assert list(exams_have_sittings(given)) == [
        rules.NO_SITTING.at(blank.source, exam="B1-ECRIT", advice=rules.FILL_LINE)
    ]


def test_a_group_without_a_line_is_told_once_and_so_is_a_line_without_anybody(
    registration, candidate, halves, exam
):
    people = (candidate("1", group="Lyon"), *(candidate(n, group="Lille") for n in ("2", "3")))
    sittings = halves("Lyon", "Paris")
    given = registration(people, sittings=sittings, exams=(exam("B1-ECRIT"), exam("S1-CAS")))
    assert list(groups_have_sittings(given)) == [
        planning.GROUP_NOT_PLANNED.at(people[1].source, exam="B1-ECRIT", group="Lille", count=2),
        planning.GROUP_OF_NOBODY.at(sittings[1].source, exam="B1-ECRIT", group="Paris"),
    ]


def test_who_has_no_group_where_every_line_has_one_is_told(registration, candidate, halves):
    people = (candidate("1", group="Lyon"), candidate("2"), candidate("3"))
    given = registration(people, sittings=halves("Lyon"))
    assert list(groups_have_sittings(given)) == [
        planning.GROUP_MISSING.at(people[1].source, exam="B1-ECRIT", candidate="2", count=2)
    ]


def test_a_line_without_group_is_for_all_who_have_no_line_of_their_own(
    registration, candidate, halves
):
    people = (candidate("1", group="Lyon"), candidate("2", group="Lille"), candidate("3"))
    given = registration(people, sittings=halves("Lyon", ""))
    assert not list(groups_have_sittings(given))


def test_seats_are_counted_for_those_who_may_take_them(registration, candidate, halves):
    people = [candidate(str(n), group="Paris" if n < 4 else "Lyon") for n in range(1, 20)]
    sittings = halves("Lyon", "Paris")
    assert list(rooms_have_seats(registration(people, sittings=sittings))) == [
        rules.TOO_FEW_SEATS.at(sittings[1].source, exam="B1-ECRIT", seats=2, count=3)
    ]
    free = tuple(replace(s, group="") for s in sittings)
    anybody = [replace(c, group="") for c in people]
    assert not list(rooms_have_seats(registration(anybody, sittings=free)))
    crowd = [candidate(str(n)) for n in range(1, 24)]
    assert list(rooms_have_seats(registration(crowd, sittings=free))) == [
        rules.TOO_FEW_SEATS.at(free[0].source, exam="B1-ECRIT", seats=22, count=23)
    ]


def test_one_sitting_with_a_second_room_is_enough_for_those_who_sit_apart(
    registration, candidate, halves
):
    people = (candidate("1", apart=True), candidate("2"))
    one, two = halves("", "")
    given = registration(people, sittings=(one, replace(two, rooms=("A", "B"))))
    assert not list(rooms_have_seats(given))
    assert [f.code for f in rooms_have_seats(registration(people, sittings=(one, two)))] == [
        rules.NO_ROOM_APART.code
    ]


def test_sittings_at_more_moments_than_papers_are_told(registration, candidate, halves):
    sittings = halves("", "", "")
    given = registration((candidate("1"),), sittings=sittings)
    assert list(papers_are_enough(given)) == [
        planning.SAME_PAPER.at(sittings[2].source, exam="B1-ECRIT", moments=3, forms="1 sujet")
    ]
    session = replace(given.session, forms={"B1-ECRIT": 3})
    assert not list(papers_are_enough(replace(given, session=session)))
    session = replace(given.session, forms={"B1-ECRIT": 2})
    (fault,) = papers_are_enough(replace(given, session=session))
    assert "pour 2 sujets" in fault.message


def test_sittings_that_begin_together_and_work_to_hand_in_need_no_second_paper(
    registration, candidate, halves, exam
):
    one, two = halves("", "")
    together = (one, replace(two, date=one.date))
    assert not list(papers_are_enough(registration((candidate("1"),), sittings=together)))
    later = registration(
        (candidate("1"),), sittings=(one, two), exams=(exam("B1-ECRIT", minutes=0),)
    )
    assert not list(papers_are_enough(later))


@pytest.mark.parametrize(
    ("count", "wrong"), [(3, True), (4, False), (7, True), (8, False), (20, False)]
)
def test_candidates_of_a_simulation_make_groups_of_a_right_size(
    registration, candidate, sitting, played, count, wrong
):
    people = [candidate(str(n)) for n in range(1, count + 1)]
    line = sitting("B1-SIM", "2026-06-15", "09:00", "A")
    given = registration(people, sittings=(line,), exams=(played,))
    expected = planning.UNEVEN_GROUPS.at(
        line.source, exam="B1-SIM", people=f"{count} candidats", least=4, most=6
    )
    assert list(simulations_can_be_played(given)) == [expected] * wrong


def test_a_room_holds_a_whole_group(registration, candidate, sitting, played):
    people = [candidate(str(n)) for n in range(1, 10)]
    line = sitting("B1-SIM", "2026-06-15", "09:00", "A", "B")
    given = registration(people, sittings=(line,), exams=(played,))
    assert list(simulations_can_be_played(given)) == [
        planning.SMALL_ROOM.at(line.source, exam="B1-SIM", room="B", seats=2, count=5)
    ]


def test_a_simulation_that_is_not_planned_yet_is_left_to_the_planning(
    registration, candidate, sitting, played
):
    blank = replace(sitting("B1-SIM"), date="", start="", rooms=())
    given = registration((candidate("1"),), sittings=(blank,), exams=(played,))
    assert not list(simulations_can_be_played(given))
