"""Who sits what."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.compose import compose
from pipeline.assemble.dispatch import dispatch
from pipeline.assemble.plan import plan_session
from pipeline.assemble.pool import Exposure
from pipeline.checks.registration import Registration
from pipeline.model.item import Modality

SECRET = b"s" * 32
DAY = "2026-11-17"
HALLS = ("Salle 1", "Salle 2", "Salle 3")
WRITTEN = {"B1-ECRIT": (DAY, "09:00", HALLS)}
ORALS = {"B1-ORAL": (DAY, "09:00", HALLS[:2])}


@pytest.fixture(scope="session")
def world(make):
    """A bank with a written exam of block 1 and one of specialisation 1, and two orals."""
    items = [make.item("T1", {"C1": 10}), make.item("T2", {"C2": 10})]
    for n, code in enumerate(("C1", "C1", "C2", "C2"), 3):
        items.append(make.item(f"T{n}", {code: 10}, modality=Modality.ORAL))
    return make.bank(
        [make.scenario("A1", items), make.scenario("B1", items)],
        [
            make.blueprint(spare=True),
            make.blueprint("S1-ECRIT", minutes=120),
            make.oral(tickets=4),
            make.oral("B2-ORAL", tickets=2),
        ],
    )


@pytest.fixture(scope="session")
def sent(make, world):
    """``sent(roster, "B1-ECRIT")``: the placements, by exam and candidate."""

    def run(roster, *exams, secret=SECRET, markings=2):
        session = make.session(*exams, markings=markings)
        plan = plan_session(world, session, SECRET, Exposure())
        forms = [compose(world, session.id, p, make.variants(world, plan)) for p in plan]
        return dispatch(
            Registration(bank=world, session=session, roster=roster), forms, secret
        ).placements

    return run


def people(make, count, **changes):
    return [make.candidate(f"{1000 + n}", **changes) for n in range(count)]


def jury(make, *names, **changes):
    return [make.assessor(name, **changes) for name in names]


def calls(placement):
    """From when to when a candidate is kept, and from when to when the jury is."""
    called = datetime.fromisoformat(f"{placement.date}T{placement.start}")
    start = called + timedelta(minutes=placement.preparation)
    return called, start, start + timedelta(minutes=placement.minutes)


def test_everybody_sits_what_they_must_and_nothing_else(make, sent):
    roster = make.roster(
        [
            make.candidate("1001"),
            make.candidate("1002", won=("B1",)),
            make.candidate("1003", specialisation="S2"),
            make.candidate("1004", won=("S1",)),
        ],
        jury(make, "E1", "E2", blocks=("B1", "S1")),
        {"Salle 1": 9},
        {"B1-ECRIT": (DAY, "09:00", ("Salle 1",)), "S1-ECRIT": (DAY, "14:00", ("Salle 1",))},
    )
    found = sent(roster, "B1-ECRIT", "S1-ECRIT")
    assert {(p.blueprint, p.candidate) for p in found} == {
        ("B1-ECRIT", "1001"),
        ("B1-ECRIT", "1003"),
        ("B1-ECRIT", "1004"),
        ("S1-ECRIT", "1001"),
        ("S1-ECRIT", "1002"),
    }
    assert {p.form for p in found} == {"B1-ECRIT-P", "S1-ECRIT-P"}
    assert {(p.start, p.minutes) for p in found} == {("09:00", 180), ("14:00", 120)}


def test_an_exam_that_nobody_sits_needs_no_sitting(make, sent):
    candidates = people(make, 2, specialisation="S2")
    roster = make.roster(
        candidates, jury(make, "E1", "E2"), {"Salle 1": 2, "Salle 2": 2, "Salle 3": 2}, WRITTEN
    )
    assert {p.blueprint for p in sent(roster, "B1-ECRIT", "S1-ECRIT")} == {"B1-ECRIT"}


def test_anonymous_numbers_are_distinct_and_easy_to_copy(make, sent):
    roster = make.roster(
        people(make, 30), jury(make, "E1", "E2", blocks=("B1", "S1")), {"Salle 1": 30},
        {"B1-ECRIT": (DAY, "09:00", ("Salle 1",)), "S1-ECRIT": (DAY, "14:00", ("Salle 1",))},
    )  # fmt: skip
    found = [p.anonymous for p in sent(roster, "B1-ECRIT", "S1-ECRIT")]
    assert len(set(found)) == 60
    assert all(len(n) == 9 and n[4] == "-" and not set("IO01") & set(n) for n in found)


def test_seats_are_within_the_rooms_and_taken_once(make, sent):
    seats = {"Salle 1": 4, "Salle 2": 3, "Salle 3": 2}
    roster = make.roster(people(make, 9), jury(make, "E1", "E2"), seats, WRITTEN)
    found = sent(roster, "B1-ECRIT")
    assert {(p.room, p.seat) for p in found} == {
        (room, seat) for room, count in seats.items() for seat in range(1, count + 1)
    }
    assert [p.room for p in found] == sorted(p.room for p in found)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_separate_room_is_the_last_one_and_stays_so_while_there_are_seats(make, sent, count):
    candidates = people(make, 4) + [
        make.candidate(f"9{n}", separate_room=True) for n in range(count)
    ]
    roster = make.roster(
        candidates, jury(make, "E1", "E2"), {"Salle 1": 4, "Salle 2": 4, "Salle 3": 3}, WRITTEN
    )
    apart = {p.candidate for p in sent(roster, "B1-ECRIT") if p.room == "Salle 3"}
    assert apart == {f"9{n}" for n in range(count)}


def test_when_seats_run_out_the_separate_room_is_shared(make, sent):
    candidates = [*people(make, 5), make.candidate("91", separate_room=True)]
    halls = {"Salle 1": 2, "Salle 2": 2, "Salle 3": 2}
    found = sent(make.roster(candidates, jury(make, "E1", "E2"), halls, WRITTEN), "B1-ECRIT")
    assert len({(p.room, p.seat) for p in found}) == 6
    assert next(p.room for p in found if p.candidate == "91") == "Salle 3"


def test_more_people_apart_than_seats_apart_are_all_seated(make, sent):
    candidates = people(make, 3, separate_room=True)
    halls = {"Salle 1": 2, "Salle 2": 2, "Salle 3": 1}
    found = sent(make.roster(candidates, jury(make, "E1", "E2"), halls, WRITTEN), "B1-ECRIT")
    assert len({(p.room, p.seat) for p in found}) == 3


def test_extra_time_is_rounded_up_on_the_preparation_too(make, sent):
    candidates = [make.candidate("1", extra_time=Decimal("0.333333"), large_print=True)]
    roster = make.roster(candidates, jury(make, "E1", "E2"), dict.fromkeys(HALLS, 1), ORALS)
    (found,) = sent(roster, "B1-ORAL")
    assert (found.minutes, found.preparation, found.large_print) == (40, 27, True)


def test_oral_turns_follow_each_other_and_nobody_is_called_before_the_opening(make, sent):
    roster = make.roster(
        people(make, 5), jury(make, "E1", "E2", "E3", "E4"), dict.fromkeys(HALLS, 1), ORALS
    )
    found = sent(roster, "B1-ORAL")
    assert [(p.room, p.seat, p.start) for p in found] == [
        ("Salle 1", 1, "09:00"),
        ("Salle 2", 1, "09:00"),
        ("Salle 1", 2, "09:35"),
        ("Salle 2", 2, "09:35"),
        ("Salle 1", 3, "10:10"),
    ]
    assert [p.form for p in found] == [f"B1-ORAL-T0{n}" for n in (1, 2, 3, 4, 1)]


def test_a_room_without_a_jury_stays_empty(make, sent):
    roster = make.roster(people(make, 4), jury(make, "E1", "E2"), dict.fromkeys(HALLS, 1), ORALS)
    found = sent(roster, "B1-ORAL")
    assert [p.start for p in found] == ["09:00", "09:35", "10:10", "10:45"]


def test_a_jury_keeps_its_room(make, sent):
    roster = make.roster(
        people(make, 8), jury(make, "E1", "E2", "E3", "E4"), dict.fromkeys(HALLS, 1), ORALS
    )
    juries = {(p.room, frozenset(p.assessors)) for p in sent(roster, "B1-ORAL")}
    assert len(juries) == 2


def test_an_oral_past_midnight_is_dated_the_next_day(make, sent):
    roster = make.roster(
        people(make, 3), jury(make, "E1", "E2"), dict.fromkeys(HALLS, 1),
        {"B1-ORAL": (DAY, "23:10", ("Salle 1",))},
    )  # fmt: skip
    found = [(p.date, p.start) for p in sent(roster, "B1-ORAL")]
    assert found == [(DAY, "23:10"), (DAY, "23:45"), ("2026-11-18", "00:20")]


def test_two_orals_at_the_same_time_call_nobody_twice(make, sent):
    roster = make.roster(
        people(make, 6),
        jury(make, "E1", "E2", "E3", "E4", blocks=("B1", "B2")),
        dict.fromkeys(HALLS, 1),
        {
            "B1-ORAL": (DAY, "09:00", ("Salle 1",)),
            "B2-ORAL": (DAY, "09:00", ("Salle 1", "Salle 2")),
        },
    )
    assert_nobody_twice(sent(roster, "B2-ORAL", "B1-ORAL"))


def test_who_comes_out_of_a_written_exam_is_waited_for(make, sent):
    roster = make.roster(
        people(make, 2, specialisation="S1"),
        jury(make, "E1", "E2", blocks=("B1", "S1")),
        dict.fromkeys(HALLS, 9),
        {"S1-ECRIT": (DAY, "08:30", ("Salle 3",)), "B1-ORAL": (DAY, "09:00", ("Salle 1",))},
    )
    found = [p.start for p in sent(roster, "B1-ORAL", "S1-ECRIT") if p.blueprint == "B1-ORAL"]
    assert found == ["10:30", "11:05"]


def test_a_candidate_and_an_assessor_of_the_same_name_are_two_people(make, sent):
    roster = make.roster(
        [make.candidate("E1"), make.candidate("Salle 1")],
        jury(make, "E1", "Salle 1"),
        dict.fromkeys(HALLS, 1),
        ORALS,
    )
    assert [p.start for p in sent(roster, "B1-ORAL")] == ["09:00", "09:35"]


def test_assessors_are_distinct_of_the_block_and_never_linked(make, sent):
    candidates = people(make, 20)
    linked = tuple(c.number for c in candidates[:10])
    assessors = [
        make.assessor("E1", links=linked),
        make.assessor("E2"),
        make.assessor("E3"),
        make.assessor("E4", blocks=("B2",)),
    ]
    roster = make.roster(candidates, assessors, {"Salle 1": 9, "Salle 2": 9, "Salle 3": 9}, WRITTEN)
    for placement in sent(roster, "B1-ECRIT"):
        assert len(set(placement.assessors)) == 2
        assert set(placement.assessors) <= {"E1", "E2", "E3"}
        assert placement.candidate not in linked or "E1" not in placement.assessors


@settings(max_examples=15, deadline=None, derandomize=True)
@given(
    count=st.integers(1, 25),
    assessors=st.integers(2, 6),
    secret=st.binary(min_size=32, max_size=32),
    exam=st.sampled_from(("B1-ECRIT", "B1-ORAL")),
)
def test_the_load_is_balanced_when_nobody_is_linked(make, sent, count, assessors, secret, exam):
    sittings = {"B1-ECRIT": (DAY, "09:00", HALLS), "B1-ORAL": (DAY, "09:00", HALLS)}
    roster = make.roster(
        people(make, count), jury(make, *(f"E{n}" for n in range(assessors))),
        dict.fromkeys(HALLS, 9), sittings,
    )  # fmt: skip
    found = sent(roster, exam, secret=secret)
    given = Counter(a for p in found for a in p.assessors)
    load = [given[f"E{n}"] for n in range(assessors)]
    assert max(load) - min(load) <= 1
    assert_nobody_twice(found)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_nobody_is_at_two_places_at_once_with_extra_time_and_links(make, sent, seed):
    dice = make.dice(seed)
    extra = [Decimal(0), Decimal("0.333333"), Decimal("0.5")]
    candidates = [make.candidate(f"{n}", extra_time=dice.choice(extra)) for n in range(14)]
    assessors = [
        make.assessor(f"E{n}", blocks=("B1", "B2"), links=(f"{dice.randint(0, 13)}",))
        for n in range(dice.randint(3, 6))
    ]
    roster = make.roster(
        candidates, assessors, dict.fromkeys(HALLS, 9),
        {"B1-ORAL": (DAY, "09:00", HALLS[:2]), "B2-ORAL": (DAY, "13:00", HALLS)},
    )  # fmt: skip
    markings = dice.choice((1, 2)) if len(assessors) > 3 else 1
    found = sent(roster, "B1-ORAL", "B2-ORAL", markings=markings)
    assert len(found) == 28
    assert_nobody_twice(found)
    links = {a.id: a.links for a in assessors}
    for placement in found:
        assert len(set(placement.assessors)) == markings
        assert all(placement.candidate not in links[a] for a in placement.assessors)


def test_the_secret_draws_and_the_order_of_the_roster_does_not(make, sent):
    candidates, assessors = people(make, 12), jury(make, "E1", "E2", "E3")
    halls = dict.fromkeys(HALLS, 9)
    roster = make.roster(candidates, assessors, halls, WRITTEN)
    found = sent(roster, "B1-ECRIT")
    assert sent(roster, "B1-ECRIT") == found
    reversed_roster = replace(
        roster, candidates=tuple(reversed(candidates)), assessors=tuple(reversed(assessors))
    )
    assert sent(reversed_roster, "B1-ECRIT") == found
    others = sent(roster, "B1-ECRIT", secret=b"t" * 32)
    assert [p.candidate for p in others] != [p.candidate for p in found]
    assert not {p.anonymous for p in others} & {p.anonymous for p in found}


def assert_nobody_twice(placements):
    """No candidate, assessor or room is taken by two turns at a time."""
    for one, two in combinations(placements, 2):
        if one.blueprint.endswith("ECRIT") or two.blueprint.endswith("ECRIT"):
            continue
        called, start, end = calls(one)
        other_called, other_start, other_end = calls(two)
        if one.candidate == two.candidate:
            assert end <= other_called or other_end <= called
        if one.room == two.room or set(one.assessors) & set(two.assessors):
            assert end <= other_start or other_end <= start
