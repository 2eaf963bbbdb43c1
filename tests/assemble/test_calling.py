"""Several sittings, parallel forms, simulations and observations: who is called to what, with which form."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.compose import compose
from pipeline.assemble.dispatch import dispatch
from pipeline.assemble.plan import plan_session
from pipeline.assemble.pool import Exposure
from pipeline.assemble.timetable import timetable_faults
from pipeline.checks.registration import Registration
from pipeline.diagnostics import ContentError
from pipeline.model.award import Carried, Resit
from pipeline.model.blueprint import FormKind
from pipeline.model.item import Modality, RoleSheet
from pipeline.model.people import Room, Roster, Sitting
from pipeline.rules import planning as rules

SECRET = b"s" * 32
DAYS = ("2026-11-16", "2026-11-17", "2026-11-18")
MODALITIES = (Modality.WRITTEN, Modality.ORAL, Modality.SIMULATION, Modality.OBSERVATION)
PLAYED = {
    "kind": FormKind.SIMULATION,
    "modality": Modality.SIMULATION,
    "format": "ef_sim_nego",
    "minutes": 60,
    "preparation": 30,
    "items_min": 1,
    "items_max": 1,
    "tickets": 3,
    "group": (4, 6),
}
WORK = {
    "kind": FormKind.OBSERVATION,
    "modality": Modality.OBSERVATION,
    "format": "cc_entreprise",
    "minutes": 0,
}


@pytest.fixture(scope="module")
def stage(make):
    """A bank with two written exams, two orals, two simulations and an observation of block 1."""
    sheets = tuple(
        RoleSheet(id=f"R{n}", title="", actor="", mission="", objectives=(), margins=(), secrets=())
        for n in range(1, 7)
    )
    items = []
    for n, modality in enumerate(MODALITIES):
        for code in ("C1", "C2"):
            roles = sheets if modality is Modality.SIMULATION else ()
            label = f"T{2 * n + (code == 'C2') + 1}"
            items.append(make.item(label, {code: 10}, modality=modality, roles=roles))
    one = {"C1": 100}
    return make.bank(
        [make.scenario(name, items) for name in ("A1", "B1", "C1", "D1", "E1", "F1")],
        [
            make.blueprint(),
            make.blueprint("B2-ECRIT", block="B1"),
            make.oral(tickets=4),
            make.oral("B2-ORAL", tickets=4, block="B1"),
            make.blueprint("B1-SIM", one, tolerance=0, **PLAYED),
            make.blueprint("B2-SIM", one, tolerance=0, **PLAYED, block="B1"),
            make.blueprint("B1-CC", **WORK),
        ],
    )


@pytest.fixture(scope="module")
def forms(make, stage):
    """``forms("B1-ECRIT", papers=2)``: the forms of these exams; ``papers`` parallel papers of each written one."""
    known = {}

    def run(*exams, papers=1):
        if (exams, papers) not in known:
            wanted = {e: papers for e in exams if e.endswith("ECRIT")}
            session = replace(make.session(*exams), forms=wanted)
            plan = plan_session(stage, session, SECRET, Exposure())
            known[exams, papers] = [
                compose(stage, session.id, p, make.variants(stage, plan)) for p in plan
            ]
        return known[exams, papers]

    return run


@pytest.fixture(scope="module")
def sent(make, stage, forms):
    """``sent(roster, "B1-ECRIT")``: the placements; what has been dispatched can take place."""

    def run(roster, *exams, secret=SECRET, markings=2, papers=1, resit=None, clash=False):
        session = make.session(*exams, markings=markings)
        registration = Registration(bank=stage, session=session, roster=roster, resit=resit)
        found = dispatch(registration, forms(*exams, papers=papers), secret)
        assert clash or not list(timetable_faults(found, roster))
        return found.placements

    return run


@pytest.fixture
def roster(make):
    """``roster(people, line(…), …)``: these candidates and lines, eight assessors, rooms of twenty seats."""

    def run(people, *lines, assessors=None, seats=20):
        team = assessors or [make.assessor(f"E{n}") for n in range(1, 9)]
        rooms = sorted({room for line in lines for room in line.rooms})
        return Roster(
            candidates=tuple(people),
            assessors=tuple(team),
            rooms=tuple(Room(name=r, seats=seats, source=lines[0].source) for r in rooms),
            sittings=lines,
        )

    return run


@pytest.fixture
def line(make):
    """``line("B1-ECRIT", 0, "09:00", "Salle 1", group="Lyon")``: a line of the planning, on the first day."""
    here = make.candidate("1").source

    def run(exam, day=0, start="09:00", *rooms, group=""):
        return Sitting(
            blueprint=exam,
            date=DAYS[day],
            start=start,
            rooms=rooms or ("Salle 1",),
            source=here,
            group=group,
        )

    return run


@pytest.fixture
def played(make, stage, forms):
    """``played(roster, 4)``: a session of B1-SIM, and its forms with four roles each."""

    def run(roster, roles):
        made = []
        for form in forms("B1-SIM"):
            (question,) = form.questions
            item = replace(question.item, roles=question.item.roles[:roles])
            made.append(replace(form, questions=(replace(question, item=item),)))
        session = make.session("B1-SIM")
        return Registration(bank=stage, session=session, roster=roster), made

    return run


def people(make, count, **changes):
    return [make.candidate(f"{1000 + n}", **changes) for n in range(count)]


def grouped(placements):
    """The members of each group of each simulation, in the order of the roles."""
    found = {}
    for p in sorted(placements, key=lambda p: p.role):
        found.setdefault((p.blueprint, p.group), []).append(p)
    return found


def span(placement):
    """From when to when a candidate is kept."""
    called = datetime.fromisoformat(f"{placement.date}T{placement.start}")
    return called, called + timedelta(minutes=placement.preparation + placement.minutes)


def test_a_group_sits_its_own_line_and_the_others_that_of_nobody(make, sent, roster, line):
    lyon = [replace(c, group="Lyon") for c in people(make, 4)]
    others = [make.candidate("1"), replace(make.candidate("2"), group="Lille")]
    given = roster(
        [*lyon, *others],
        line("B1-ECRIT", 1, "09:00", "Salle 2", group="Lyon"),
        line("B1-ECRIT", 0, "09:00", "Salle 1"),
    )
    found = {p.candidate: (p.sitting, p.date, p.room) for p in sent(given, "B1-ECRIT")}
    assert found == {c.number: (2, DAYS[1], "Salle 2") for c in lyon} | {
        c.number: (1, DAYS[0], "Salle 1") for c in others
    }


def test_without_groups_candidates_are_spread_by_the_seats(make, sent, roster, line):
    lines = (line("B1-ECRIT", 0, "09:00", "Salle 1", "Salle 2"), line("B1-ECRIT", 1))
    found = sent(roster(people(make, 30), *lines), "B1-ECRIT")
    assert Counter(p.sitting for p in found) == {1: 20, 2: 10}
    assert len({(p.sitting, p.room, p.seat) for p in found}) == 30
    assert {p.room for p in found if p.sitting == 1} == {"Salle 1"}


def test_nobody_is_called_to_two_exams_at_once_when_another_sitting_suits(make, sent, roster, line):
    lines = [
        line(exam, 0, start, room)
        for exam, room in (("B1-ECRIT", "Salle 1"), ("B2-ECRIT", "Salle 2"))
        for start in ("09:00", "14:00")
    ]
    found = sent(roster(people(make, 40), *lines), "B1-ECRIT", "B2-ECRIT")
    by_candidate = {}
    for p in found:
        by_candidate.setdefault(p.candidate, set()).add(p.start)
    assert set(map(frozenset, by_candidate.values())) == {frozenset({"09:00", "14:00"})}


def test_a_sitting_with_a_second_room_takes_those_who_sit_apart(make, sent, roster, line):
    lines = (line("B1-ECRIT", 0), line("B1-ECRIT", 1, "09:00", "Salle 1", "Salle 2"))
    given = roster([*people(make, 6), make.candidate("9", separate_room=True)], *lines)
    (apart,) = (p for p in sent(given, "B1-ECRIT") if p.candidate == "9")
    assert (apart.sitting, apart.room) == (2, "Salle 2")


def test_who_sits_apart_comes_to_the_only_room_there_is(make, sent, roster, line):
    given = roster([make.candidate("9", separate_room=True)], line("B1-ECRIT"), line("B1-ECRIT", 1))
    assert len(sent(given, "B1-ECRIT")) == 1


def test_each_sitting_has_its_own_paper(make, sent, roster, line):
    lines = [line("B1-ECRIT", day) for day in range(3)]
    found = sent(roster(people(make, 12), *lines), "B1-ECRIT", papers=3)
    assert {(p.sitting, p.form) for p in found} == {
        (1, "B1-ECRIT-P"),
        (2, "B1-ECRIT-P2"),
        (3, "B1-ECRIT-P3"),
    }


def test_sittings_that_begin_together_share_a_paper_when_there_are_too_few(
    make, sent, roster, line
):
    lines = (line("B1-ECRIT"), line("B1-ECRIT", 0, "09:00", "Salle 2"), line("B1-ECRIT", 1))
    found = sent(roster(people(make, 12), *lines), "B1-ECRIT", papers=2)
    assert {(p.date, p.form) for p in found} == {
        (DAYS[0], "B1-ECRIT-P"),
        (DAYS[1], "B1-ECRIT-P2"),
    }
    again = sent(
        roster(people(make, 12), *(line("B1-ECRIT", d) for d in range(3))), "B1-ECRIT", papers=2
    )
    assert {(p.sitting, p.form[-2:]) for p in again} == {(1, "-P"), (2, "P2"), (3, "-P")}


@pytest.mark.parametrize("papers", [2, 3])
def test_neighbours_in_a_room_have_different_papers(make, sent, roster, line, papers):
    halls = ("Salle 1", "Salle 2", "Salle 3")
    apart = [make.candidate(f"9{n}", separate_room=True) for n in range(3)]
    given = roster(people(make, 40) + apart, line("B1-ECRIT", 0, "09:00", *halls))
    found = sorted(sent(given, "B1-ECRIT", papers=papers), key=lambda p: (p.room, p.seat))
    for one, two in pairwise(found):
        assert one.room != two.room or one.form != two.form
    given = Counter(p.form for p in found)
    assert max(given.values()) - min(given.values()) <= 1


def test_tickets_go_on_from_one_sitting_to_the_next(make, sent, roster, line):
    lines = (line("B1-ORAL"), line("B1-ORAL", 1))
    found = sent(roster(people(make, 4), *lines), "B1-ORAL")
    assert [(p.sitting, p.form[-3:]) for p in found] == [
        (1, "T01"),
        (1, "T02"),
        (2, "T03"),
        (2, "T04"),
    ]


def carried(number, *met, exam="B1-ECRIT"):
    return Carried(candidate=number, exams=(exam,), kept=(), met=met, attempts=1)


def test_who_sits_again_has_a_scenario_never_met_whatever_the_sitting(
    make, sent, forms, roster, line
):
    scenarios = {f.id: f.dossiers[0].scenario for f in forms("B1-ECRIT", papers=2)}
    first, second = scenarios.values()
    met = {"1000": (first,), "1001": (first,), "1002": (second,), "1003": ()}
    resit = Resit(
        session="2026-11",
        source="2026-06",
        kind="rattrapage",
        carried=tuple(carried(number, *own) for number, own in met.items()),
    )
    given = roster(people(make, 4), line("B1-ECRIT"), line("B1-ECRIT", 1))
    for place in sent(given, "B1-ECRIT", papers=2, resit=resit):
        assert scenarios[place.form] not in met[place.candidate]


def test_a_form_on_some_of_the_codes_only_lasts_as_long_as_it_says(
    make, stage, forms, roster, line
):
    (first, *others) = forms("B1-ORAL")
    given = roster(people(make, 2), line("B1-ORAL"))
    registration = Registration(bank=stage, session=make.session("B1-ORAL"), roster=given)
    short = replace(first, minutes=10, preparation=5)
    found = dispatch(registration, [short, *others], SECRET).placements
    assert [(p.form[-3:], p.start, p.preparation, p.minutes) for p in found] == [
        ("T01", "09:15", 5, 10),
        ("T02", "09:35", 20, 30),
    ]


def test_a_simulation_is_played_in_groups_with_one_role_each(make, sent, roster, line):
    found = sent(
        roster(people(make, 14), line("B1-SIM", 0, "09:00", "Salle 1", "Salle 2")), "B1-SIM"
    )
    assert Counter(p.group for p in found) == {"G1": 5, "G2": 5, "G3": 4}
    for own in grouped(found).values():
        assert [p.role for p in own] == [f"R{n}" for n in range(1, len(own) + 1)]
        same = {(p.form, p.date, p.start, p.room, p.seat, p.minutes, p.assessors) for p in own}
        assert len(same) == 1
    turns = {(p.group, p.start, p.room, p.seat) for p in found}
    assert turns == {
        ("G1", "09:00", "Salle 1", 1),
        ("G2", "09:00", "Salle 2", 1),
        ("G3", "10:05", "Salle 1", 2),
    }


def test_groups_around_each_other_have_different_scenarios(make, sent, forms, roster, line):
    scenarios = {f.id: f.dossiers[0].scenario for f in forms("B1-SIM")}
    given = roster(people(make, 48), line("B1-SIM", 0, "08:00", "Salle 1", "Salle 2"))
    groups = [own[0] for own in grouped(sent(given, "B1-SIM")).values()]
    groups.sort(key=lambda p: (p.start, p.room))
    for one, two, three in zip(groups, groups[1:], groups[2:], strict=False):
        assert len({scenarios[p.form] for p in (one, two, three)}) == 3
    used = Counter(p.form for p in groups)
    assert max(used.values()) - min(used.values()) <= 1


def test_a_group_stays_as_long_as_the_one_who_is_granted_most(make, sent, roster, line):
    slow = make.candidate("9", extra_time=Decimal("0.5"))
    found = sent(roster([*people(make, 3), slow], line("B1-SIM")), "B1-SIM")
    assert {p.minutes for p in found} == {90}
    assert {(p.candidate == "9", p.preparation, p.start) for p in found} == {
        (True, 45, "09:00"),
        (False, 30, "09:15"),
    }


def test_simulations_mix_candidates_and_pass_the_lead_round(make, sent, roster, line):
    found = sent(roster(people(make, 16), line("B1-SIM"), line("B2-SIM", 1)), "B2-SIM", "B1-SIM")
    groups = grouped(found)
    assert {len(own) for own in groups.values()} == {5, 6}
    leads = Counter(p.candidate for p in found if p.role == "R1")
    assert max(leads.values()) == 1
    first, second = (
        [{p.candidate for p in own} for (exam, _), own in groups.items() if exam == name]
        for name in ("B1-SIM", "B2-SIM")
    )
    assert max(len(a & b) for a in first for b in second) == 2


def test_groups_of_a_simulation_go_to_several_sittings_whole(make, sent, roster, line):
    lines = (line("B1-SIM", 0), line("B1-SIM", 1))
    found = sent(roster(people(make, 24), *lines), "B1-SIM")
    assert {(p.sitting, p.date, p.group) for p in found} == {
        (1, DAYS[0], "G1"),
        (1, DAYS[0], "G2"),
        (2, DAYS[1], "G3"),
        (2, DAYS[1], "G4"),
    }


def test_the_jury_of_a_group_has_a_link_with_none_of_its_members(make, sent, roster, line):
    candidates = people(make, 12)
    team = [
        make.assessor("E1", links=tuple(c.number for c in candidates[:6])),
        replace(make.assessor("E2"), trainees=tuple(c.number for c in candidates[6:])),
        make.assessor("E3"),
    ]
    given = roster(candidates, line("B1-SIM"), assessors=team)
    ties = {a.id: a.ties for a in team}
    for place in sent(given, "B1-SIM"):
        assert len(place.assessors) == 2
        assert all(place.candidate not in ties[a] for a in place.assessors)


def test_a_group_that_no_jury_can_see_is_told(make, sent, roster, line):
    team = [make.assessor("E1", links=("1000",)), make.assessor("E2", links=("1001",))]
    with pytest.raises(ContentError) as told:
        sent(roster(people(make, 4), line("B1-SIM"), assessors=team), "B1-SIM", markings=1)
    (fault,) = told.value.diagnostics
    assert fault == rules.NO_JURY.at(
        line("B1-SIM").source, exam="B1-SIM", candidates="1000, 1001, 1002, 1003", block="B1"
    )


@pytest.mark.parametrize(("roles", "said"), [(3, "3 rôles"), (0, "0 rôle")])
def test_forms_with_fewer_roles_than_a_group_are_refused(make, played, roster, line, roles, said):
    registration, made = played(roster(people(make, 5), line("B1-SIM")), roles)
    with pytest.raises(ContentError) as told:
        dispatch(registration, made, SECRET)
    (fault,) = told.value.diagnostics
    assert fault == rules.TOO_FEW_ROLES.at(
        line("B1-SIM").source,
        exam="B1-SIM",
        form=made[0].id,
        roles=said,
        people="5 candidats",
        least=4,
    )


def test_more_groups_are_made_when_a_form_has_few_roles(make, played, roster, line):
    registration, made = played(roster(people(make, 12), line("B1-SIM")), 4)
    found = dispatch(registration, made, SECRET).placements
    assert Counter(p.group for p in found) == {"G1": 4, "G2": 4, "G3": 4}


def test_a_tutor_observes_at_work_without_room_nor_time(make, sent, roster, line):
    team = [
        replace(make.assessor("T2", blocks=()), trainees=("1000", "1001")),
        replace(make.assessor("T1", blocks=()), trainees=("1001",)),
        make.assessor("E1"),
        make.assessor("E2"),
    ]
    given = roster(people(make, 3), line("B1-ECRIT"), assessors=team)
    found = {p.candidate: p for p in sent(given, "B1-CC")}
    assert {n: p.assessors for n, p in found.items()} == {
        "1000": ("T2",),
        "1001": ("T1", "T2"),
        "1002": found["1002"].assessors,
    }
    assert set(found["1002"].assessors) == {"E1", "E2"}
    assert {(p.date, p.start, p.room, p.seat, p.minutes) for p in found.values()} == {
        ("2026-11-17", "", "", 0, 0)
    }
    dated = sent(roster(people(make, 1), line("B1-CC", 2), assessors=team), "B1-CC", markings=1)
    assert [(p.date, p.start, p.assessors) for p in dated] == [(DAYS[2], "", ("T2",))]


EXAMS = ("B1-ECRIT", "B2-ECRIT", "B1-ORAL", "B1-SIM", "B2-SIM", "B1-CC")


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 10**6), count=st.integers(8, 30), secret=st.binary(min_size=4, max_size=4)
)
def test_whatever_the_session_everybody_has_one_place_an_exam_and_nothing_is_taken_twice(
    make, sent, seed, count, secret
):
    dice = make.dice(seed)
    extra = [Decimal(0), Decimal("0.333333")]
    candidates = [
        replace(make.candidate(f"{n}", extra_time=dice.choice(extra)), group=dice.choice(("", "L")))
        for n in range(count)
    ]
    groups = (
        ("", "L")
        if all(sum(c.group == g for c in candidates) in (4, 5, 6, *range(8, 40)) for g in ("", "L"))
        else ("",)
    )
    here = candidates[0].source
    lines = []
    for place, exam in enumerate(EXAMS[:-1]):
        for group in groups:
            for again in range(dice.choice((1, 2))):
                lines.append(
                    Sitting(
                        blueprint=exam,
                        date=f"2026-11-{16 + place + 5 * again:02d}",
                        start="08:00",
                        rooms=(f"{exam}{group}1", f"{exam}{group}2"),
                        source=here,
                        group=group,
                    )
                )
    team = [make.assessor(f"E{n}", links=(f"{dice.randint(0, count)}",)) for n in range(24)]
    rooms = sorted({room for one in lines for room in one.rooms})
    given = Roster(
        candidates=tuple(candidates),
        assessors=tuple(team),
        rooms=tuple(Room(name=r, seats=count, source=here) for r in rooms),
        sittings=tuple(lines),
    )
    found = sent(given, *EXAMS, secret=secret, clash=True)
    assert Counter((p.candidate, p.blueprint) for p in found) == Counter(
        (c.number, exam) for c in candidates for exam in EXAMS
    )
    assert len({p.anonymous for p in found}) == len(found)
    assert {len(own) for (_, group), own in grouped(found).items() if group} <= {4, 5, 6}
    kept = [(p, *span(p)) for p in found if p.minutes]
    for (one, start, end), (two, other, last) in combinations(kept, 2):
        if end <= other or last <= start:
            continue
        assert one.candidate != two.candidate
        together = (one.blueprint, one.group) == (two.blueprint, two.group) and one.group
        if together or one.blueprint.endswith("ECRIT"):
            continue
        begins, begin = (
            p + timedelta(minutes=q.preparation) for p, q in ((start, one), (other, two))
        )
        if begins < last and begin < end:
            assert one.room != two.room
            assert two.blueprint.endswith("ECRIT") or not set(one.assessors) & set(two.assessors)
    shuffled = replace(
        given,
        candidates=tuple(dice.sample(candidates, count)),
        assessors=tuple(dice.sample(team, len(team))),
        sittings=tuple(dice.sample(lines, len(lines))),
    )
    assert sent(shuffled, *EXAMS, secret=secret, clash=True) == found
