from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.checks.registration import extended, group_sizes
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
    made = registration(people)
    sitting = {b.id: [c.number for c in made.sitters(b)] for b in made.blueprints()}
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
    made = replace(registration(people), resit=resit)
    sitting = {b.id: [c.number for c in made.sitters(b)] for b in made.blueprints()}
    assert sitting == {"B1-ECRIT": ["2"], "B1-ORAL": ["1"], "S1-CAS": ["2"]}


def carried(number, *exams):
    return Carried(candidate=number, exams=exams, kept=(), met=(), attempts=1)


def test_only_the_exams_of_the_session_are_planned(registration, sitting):
    made = registration((), sittings=(sitting("B1-ECRIT"), sitting("S1-CAS")))
    session = replace(made.session, exams=("S1-CAS",))
    assert [s.blueprint for s in replace(made, session=session).sittings()] == ["S1-CAS"]


def test_candidates_go_by_the_sittings_open_to_them(registration, candidate, sitting):
    people = (candidate("1", group="Lyon"), candidate("2", group="Lille"), candidate("3"))
    lyon, free, late = (
        replace(sitting("B1-ECRIT", day), group=group)
        for day, group in (("2026-06-17", "Lyon"), ("2026-06-16", ""), ("2026-06-18", ""))
    )
    made = registration(people, sittings=(late, lyon, free))
    blueprint = made.blueprints()[0]
    assert [(c.group, c.people, c.sittings) for c in made.cohorts(blueprint)] == [
        ("", people[1:], (free, late)),
        ("Lyon", people[:1], (lyon,)),
    ]
    closed = registration(people, sittings=(lyon,))
    assert [(c.group, c.sittings) for c in closed.cohorts(blueprint)] == [
        ("", ()),
        ("Lille", ()),
        ("Lyon", (lyon,)),
    ]


@settings(deadline=None, derandomize=True)
@given(count=st.integers(0, 300), least=st.integers(1, 8), more=st.integers(0, 4))
def test_groups_are_as_few_and_as_equal_as_can_be(count, least, more):
    sizes = group_sizes(count, (least, least + more))
    possible = [k for k in range(1, count + 1) if k * least <= count <= k * (least + more)]
    assert len(sizes) == min(possible, default=0)
    if sizes:
        assert sum(sizes) == count
        assert least <= sizes[-1] <= sizes[0] <= least + more
        assert sizes[0] - sizes[-1] <= 1
