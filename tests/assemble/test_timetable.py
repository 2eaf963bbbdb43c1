"""What the drawn turns come to."""

from itertools import count

import pytest

from pipeline.assemble.timetable import timetable_faults
from pipeline.model.session import Dispatch, Placement

DAY = "2026-11-17"


@pytest.fixture
def told(make):
    """``told(("1001", "B1-ORAL", "23:10", 30, 20), …)``: the faults of these placements."""

    def run(*placements):
        numbers = count(1)
        made = tuple(
            Placement(
                candidate=candidate,
                blueprint=exam,
                form=exam,
                anonymous=f"{next(numbers)}",
                date=DAY,
                start=start,
                room="Salle 1",
                seat=1,
                minutes=minutes,
                preparation=preparation,
                large_print=False,
                assessors=(),
            )
            for candidate, exam, start, minutes, preparation in placements
        )
        sittings = {p.blueprint: (DAY, p.start, ("Salle 1",)) for p in made}
        people = [make.candidate(n) for n in dict.fromkeys(p.candidate for p in made)]
        roster = make.roster(people, [], {"Salle 1": 9}, sittings | {"B9-ORAL": (DAY, "09:00", ())})
        found = timetable_faults(Dispatch(session="x", placements=made), roster)
        return [f"{d.code} {d.message}".replace("\u00a0", " ") for d in found]

    return run


def test_a_quiet_day_has_no_fault(told):
    assert told(("1", "B1-ORAL", "09:00", 30, 30), ("1", "B2-ORAL", "10:00", 30, 30)) == []


def test_an_oral_that_ends_the_next_day_is_told(told):
    assert told(("1", "B1-ORAL", "09:00", 30, 30), ("2", "B1-ORAL", "23:10", 30, 30)) == [
        "ASM-007 l'épreuve B1-ORAL finirait le 18 novembre 2026 à 00:10 (candidats : 2 ; salles : 1)"
    ]


def test_a_preparation_during_another_exam_is_a_clash(told):
    assert told(("1", "B1-ORAL", "11:30", 30, 30), ("1", "B1-ECRIT", "09:00", 180, 0)) == [
        "ASM-008 le candidat 1 est attendu à B1-ORAL le 17 novembre 2026 à 11:30, pendant B1-ECRIT"
    ]


def test_other_candidates_do_not_clash(told):
    assert told(("1", "B1-ORAL", "09:00", 30, 30), ("2", "B1-ECRIT", "09:00", 180, 0)) == []


def test_work_to_hand_in_takes_no_time(told):
    assert told(("1", "B1-CC-TRAVAIL", "09:00", 0, 0), ("1", "B1-ECRIT", "09:00", 180, 0)) == []
