"""What those who sit again have read already."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.assemble.again import Group, again_by_exam, by_codes, forms_for, groups, met_faults
from pipeline.assemble.compose import compose
from pipeline.assemble.dispatch import dispatch
from pipeline.assemble.plan import plan_session
from pipeline.assemble.pool import Exposure
from pipeline.checks.registration import Registration
from pipeline.model.award import Carried, Resit
from pipeline.model.item import Modality
from pipeline.model.session import Again

SECRET = b"s" * 32
DAY = "2026-11-17"


def resit(*carried):
    return Resit(session="2026-10", source="2026-06", kind="rattrapage", carried=carried)


def carried(number, exams, *met):
    return Carried(candidate=number, exams=exams, kept=(), met=met, attempts=1)


def test_what_each_has_met_is_told_by_exam():
    found = again_by_exam(
        resit(
            carried("1", ("B1-ECRIT", "B1-ORAL"), "C", "A"),
            carried("2", ("B1-ORAL",), "B", "A"),
            carried("3", ("S1-CAS",)),
        )
    )
    assert found == {
        "B1-ECRIT": (Again(met=("C", "A")),),
        "B1-ORAL": (Again(met=("B", "A")), Again(met=("C", "A"))),
        "S1-CAS": (Again(),),
    }
    assert again_by_exam(resit()) == {}


@pytest.mark.parametrize(
    ("met", "expected"),
    [
        ([], []),
        ([""], [""]),
        (["A", "A", "AB"], ["AB"]),
        (["AB", "BC", "CA"], ["AB", "BC", "CA"]),
        (["AB", "B", "C"], ["AB", "BC"]),
        (["ABC", "A"], ["A", "ABC"]),
        (["ABC"], ["ABC"]),
    ],
)
def test_groups_share_a_scenario_that_is_new_to_all_and_are_few(met, expected):
    found = groups("ABC", [tuple(known) for known in met])
    assert sorted(sorted(g.met) for g in found) == sorted(map(sorted, expected))
    assert sum(g.people for g in found) == len(met)


@given(st.lists(st.sets(st.sampled_from("ABCD"), max_size=3), max_size=6))
def test_everybody_for_whom_a_scenario_is_new_is_in_a_group_that_has_one(met):
    found = groups("ABCD", met)
    for known in met:
        assert any(known <= g.met and set("ABCD") - g.met for g in found)


def test_a_paper_is_assembled_for_each_group_and_given_to_those_who_may_read_it(make):
    items = [make.item(f"T{n}", {code: 20}) for n, code in enumerate(("C1", "C1", "C2", "C2"), 1)]
    world = make.bank(
        [make.scenario("A1", items), make.scenario("B1", items)], [make.blueprint(spare=False)]
    )
    record = resit(
        carried("1001", ("B1-ECRIT",), "A1"),
        carried("1002", ("B1-ECRIT",), "B1"),
        carried("1003", ("B1-ECRIT",), "A1"),
    )
    session = replace(make.session("B1-ECRIT"), again=again_by_exam(record))
    plan = plan_session(world, session, SECRET, Exposure())
    forms = [compose(world, session.id, p, make.variants(world, plan)) for p in plan]
    assert sorted(form.id for form in forms) == ["B1-ECRIT-P", "B1-ECRIT-P2"]
    roster = make.roster(
        [make.candidate(number) for number in ("1001", "1002", "1003")],
        [make.assessor("E1"), make.assessor("E2")],
        {"Salle 1": 5},
        {"B1-ECRIT": (DAY, "09:00", ("Salle 1",))},
    )
    given_all = Registration(bank=world, session=session, roster=roster, resit=record)
    placed = dispatch(given_all, forms, SECRET)
    assert scenarios_given(forms, placed) == {"1001": {"B1"}, "1002": {"A1"}, "1003": {"B1"}}
    assert list(met_faults(given_all, placed, forms)) == []


@pytest.fixture
def oral(make):
    """``oral(record)``: an oral of eight tickets on two scenarios, sat by three: registrations, forms, placements."""
    items = [
        make.item(f"T{n}", {code: 10}, modality=Modality.ORAL)
        for n, code in enumerate(("C1", "C1", "C2", "C2"), 1)
    ]
    world = make.bank(
        [make.scenario("A1", items), make.scenario("B1", items)], [make.oral(tickets=8)]
    )
    roster = make.roster(
        [make.candidate(number) for number in ("1001", "1002", "1003")],
        [make.assessor("E1"), make.assessor("E2")],
        {"Salle 1": 2},
        {"B1-ORAL": (DAY, "09:00", ("Salle 1",))},
    )

    def sat(record):
        met = again_by_exam(record) if record is not None else {}
        session = replace(make.session("B1-ORAL"), again=met)
        plan = plan_session(world, session, SECRET, Exposure())
        forms = [compose(world, session.id, p, make.variants(world, plan)) for p in plan]
        people = Registration(bank=world, session=session, roster=roster, resit=record)
        return people, forms, dispatch(people, forms, SECRET)

    return sat


def scenarios_given(forms, placed):
    """The scenarios that each candidate is given."""
    used = {form.id: {d.scenario for d in form.dossiers} for form in forms}
    return {p.candidate: used[p.form] for p in placed.placements}


def test_each_is_given_a_ticket_of_a_scenario_that_is_new_to_them(oral):
    record = resit(
        carried("1001", ("B1-ORAL",), "A1"),
        carried("1002", ("B1-ORAL",), "B1"),
        carried("1003", ("B1-ORAL",), "A1"),
    )
    people, forms, placed = oral(record)
    found = scenarios_given(forms, placed)
    assert found == {"1001": {"B1"}, "1002": {"A1"}, "1003": {"B1"}}
    assert len({p.form for p in placed.placements}) == 3
    assert list(met_faults(people, placed, forms)) == []


def test_what_everybody_has_met_is_left_out(oral):
    record = resit(*(carried(n, ("B1-ORAL",), "A1") for n in ("1001", "1002", "1003")))
    _, forms, _ = oral(record)
    assert {d.scenario for form in forms for d in form.dossiers} == {"B1"}


def test_a_form_of_a_scenario_met_before_is_refused(oral):
    record = resit(*(carried(n, ("B1-ORAL",)) for n in ("1001", "1002", "1003")))
    people, forms, placed = oral(record)
    of_a1 = next(f.id for f in forms if {d.scenario for d in f.dossiers} == {"A1"})
    placed = replace(placed, placements=tuple(replace(p, form=of_a1) for p in placed.placements))
    known = replace(
        people,
        resit=resit(carried("1001", ("B1-ORAL",), "A1"), carried("1002", ("B1-ORAL",), "B1")),
    )
    (fault,) = met_faults(known, placed, forms)
    assert fault.code == "RAT-004"
    assert fault.message == (
        "le candidat 1001 a déjà rencontré A1, et l'épreuve B1-ORAL n'a rien d'autre à lui donner"
    )


def test_those_who_miss_the_same_codes_are_together_the_whole_exam_first():
    people = [
        Again(codes=("C10",)),
        Again(met=("A",)),
        Again(codes=("C2", "C10")),
        Again(codes=("C10",)),
    ]
    assert by_codes(people) == {
        (): [people[1]],
        ("C2", "C10"): [people[2]],
        ("C10",): [people[0], people[3]],
    }
    assert by_codes([]) == {}


def test_a_group_says_what_it_misses_and_how_many_they_are():
    found = groups("AB", [("A",), ("A",), ("B",)], ("C1",))
    assert found == (
        Group(met=frozenset("A"), codes=("C1",), people=2),
        Group(met=frozenset("B"), codes=("C1",), people=1),
    )


@pytest.fixture
def papers(make):
    """Forms of an exam of two codes: whole and on C1 only, on A1 and on B1."""
    items = [make.item(f"T{n}", {code: 20}) for n, code in enumerate(("C1", "C1", "C2", "C2"), 1)]
    world = make.bank(
        [make.scenario("A1", items), make.scenario("B1", items)], [make.blueprint(minutes=195)]
    )
    again = (
        Again(met=("A1",)),
        Again(met=("B1",)),
        Again(met=("A1",), codes=("C1",)),
        Again(met=("B1",), codes=("C1",)),
    )
    session = replace(make.session("B1-ECRIT"), again={"B1-ECRIT": again})
    plan = plan_session(world, session, SECRET, Exposure())
    forms = [compose(world, session.id, p, make.variants(world, plan)) for p in plan]
    names = {(f.dossiers[0].scenario, len(f.certificate.balances)): f.id for f in forms}
    assert len(names) == len(forms) == 4
    return forms, names


@pytest.mark.parametrize(
    ("codes", "met", "expected"),
    [
        (("C1",), ("A1",), [("B1", 1)]),
        ((), ("B1",), [("A1", 2)]),
        ((), (), [("A1", 2), ("B1", 2)]),
        (("C2",), ("A1",), [("B1", 2)]),
        (("C1",), ("A1", "B1"), [("A1", 1), ("B1", 1)]),
        (("C2",), ("A1", "B1"), [("A1", 2), ("B1", 2)]),
    ],
)
def test_each_is_given_what_they_miss_of_what_they_have_not_met(papers, codes, met, expected):
    forms, names = papers
    known = replace(
        carried("1", ("B1-ECRIT",), *met), codes=(("B1-ECRIT", codes),) if codes else ()
    )
    assert set(forms_for(forms, known, 2)) == {names[place] for place in expected}


def test_an_ordinary_candidate_may_be_given_any_form(papers):
    forms, _ = papers
    assert forms_for(forms, None, 2) == tuple(form.id for form in forms)
    assert forms_for([], carried("1", ("B1-ECRIT",)), 2) == ()


def test_forms_on_some_codes_only_go_to_whoever_there_is(papers):
    forms, names = papers
    part = [f for f in forms if f.id == names["A1", 1]]
    assert forms_for(part, carried("1", ("B1-ECRIT",), "A1"), 2) == (names["A1", 1],)


def test_an_ordinary_session_is_not_looked_at(oral):
    people, forms, placed = oral(None)
    assert len(placed.placements) == 3
    assert list(met_faults(people, placed, forms)) == []
