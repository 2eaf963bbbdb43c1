from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.checks.registration import extended
from pipeline.model.award import Carried, Resit


@pytest.mark.parametrize(
    ("minutes", "share", "whole"),
    [
        (180, "0", 180),
        (180, "0.333333", 240),
        (240, "0.333333", 320),
        (90, "0.333333", 120),
        (20, "0.333333", 27),
        (20, "0.25", 25),
        (0, "0.5", 0),
    ],
)
def test_extra_time_is_rounded_up_to_the_minute(minutes, share, whole):
    assert extended(minutes, Decimal(share)) == whole


def test_a_candidate_sits_the_common_blocks_and_their_own(registration, candidate):
    people = (candidate("1", block="S1"), candidate("2", block="S2", won=("B1",)))
    given = registration(people)
    sitting = {b.id: [c.number for c in given.sitters(b)] for b in given.blueprints()}
    assert sitting == {"B1-ECRIT": ["1"], "B1-ORAL": ["1"], "S1-CAS": ["1"]}


def test_at_a_resit_everybody_sits_exactly_what_is_missing(registration, candidate):
    people = (candidate("1"), candidate("2"), candidate("3"), candidate("4", won=("B1",)))
    resit = Resit(
        session="2026-10",
        source="2026-06",
        kind="rattrapage",
        carried=(
            carried("1", "B1-ORAL"),
            carried("2", "B1-ECRIT", "S1-CAS"),
            carried("4", "B1-ECRIT"),
            carried("9", "B1-ECRIT"),
        ),
    )
    given = replace(registration(people), resit=resit)
    sitting = {b.id: [c.number for c in given.sitters(b)] for b in given.blueprints()}
    assert sitting == {"B1-ECRIT": ["2"], "B1-ORAL": ["1"], "S1-CAS": ["2"]}


def carried(number, *exams):
    return Carried(candidate=number, exams=exams, kept=(), met=(), attempts=1)


def test_only_the_exams_of_the_session_are_planned(registration, sitting):
    given = registration((), sittings=(sitting("B1-ECRIT"), sitting("S1-CAS")))
    session = replace(given.session, exams=("S1-CAS",))
    assert [s.blueprint for s in replace(given, session=session).sittings()] == ["S1-CAS"]
