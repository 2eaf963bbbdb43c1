"""What a coordinator decides by hand."""

from dataclasses import replace

import pytest

from pipeline.assemble.locks import (
    form_faults,
    lock_note,
    locked_pool,
    with_forbids,
    with_lock,
    with_locks,
    without,
)
from pipeline.assemble.plan import plan_session
from pipeline.assemble.pool import Exposure, pool_for
from pipeline.diagnostics import InfeasibleError
from pipeline.model.choices import Choices, Lock
from pipeline.model.form import Setting
from pipeline.model.item import Modality

SECRETS = [bytes([n]) * 32 for n in range(6)]
P, S = "B1-ECRIT-P", "B1-ECRIT-S"


@pytest.fixture
def world(make):
    """Three scenarios of four written questions and two oral ones; a paper with its spare, an oral of four tickets."""
    items = [make.item(f"T{n}", {code: 10}) for n, code in enumerate(("C1", "C1", "C2", "C2"), 1)]
    items += [
        make.item(f"T{n}", {code: 10}, modality=Modality.ORAL) for n, code in ((5, "C1"), (6, "C2"))
    ]
    return make.bank(
        [make.scenario(name, items) for name in ("A1", "B1", "C1")],
        [make.blueprint(spare=True, items_max=3), make.oral(tickets=4)],
    )


@pytest.fixture
def planned(make, world):
    def build(choices, *, secret=SECRETS[0], exams=("B1-ECRIT", "B1-ORAL"), **changes):
        session = replace(make.session(*exams), choices=choices, **changes)
        plan = plan_session(world, session, secret, Exposure())
        return {p.form: p for p in plan}

    return build


def refused(planned, choices, **changes):
    with pytest.raises(InfeasibleError) as told:
        planned(choices, **changes)
    return told.value.diagnostics


# The choices themselves


def test_locks_add_up_by_form_and_twice_changes_nothing():
    once = with_locks(Choices(), [(S, "B1/T1"), (P, "A1/T2"), (P, "A1/T1")])
    assert once == Choices(
        locks=(Lock(form=P, items=("A1/T1", "A1/T2")), Lock(form=S, items=("B1/T1",)))
    )
    assert with_locks(once, [(P, "A1/T1")]) == once


def test_a_new_question_takes_the_place_of_a_form_that_was_held_whole():
    whole = Choices(locks=(Lock(form=P, items=("A1/T1", "A1/T3"), whole=True),))
    assert with_locks(whole, [(P, "A1/T1")]) == whole
    assert with_locks(whole, [(P, "B1/T1")]).locks == (Lock(form=P, items=("B1/T1",)),)


def test_forbids_are_sorted_and_come_once():
    assert with_forbids(Choices(forbidden=("B1",)), ["A1/T1", "B1"]).forbidden == ("A1/T1", "B1")


def test_a_form_an_item_and_a_scenario_are_freed_by_name():
    whole = Lock(form=P, items=("A1/T1", "A1/T3"), whole=True)
    choices = Choices(locks=(whole,), forbidden=("B1", "C1/T1"))
    assert without(choices, P) == replace(choices, locks=())
    assert without(choices, "B1") == replace(choices, forbidden=("C1/T1",))
    assert without(choices, "A1/T1").locks == (Lock(form=P, items=("A1/T3",)),)
    assert without(choices, "Z9") == choices


# Papers


@pytest.mark.parametrize("secret", SECRETS)
def test_a_paper_holds_its_questions_and_its_spare_is_free(planned, secret):
    found = planned(Choices(locks=(Lock(form=P, items=("B1/T2", "B1/T4")),)), secret=secret)
    assert set(found[P].choice.items) >= {"B1/T2", "B1/T4"}
    assert set(found[S].choice.items).isdisjoint(found[P].choice.items)
    assert found[P].near == 1
    assert "questions imposées par le coordinateur : B1/T2, B1/T4" in found[P].notes
    assert not [n for n in found[S].notes if "imposé" in n]


def test_a_lock_on_the_spare_leaves_the_main_paper_as_free_as_it_was(planned):
    mains = {
        planned(Choices(locks=(Lock(form=S, items=("A1/T1",)),)), secret=s)[P].choice.items
        for s in SECRETS
    }
    assert len(mains) > 1
    assert not {item[:2] for items in mains for item in items} & {"A1"}


@pytest.mark.parametrize("secret", SECRETS)
def test_a_whole_form_keeps_its_country_and_numbers_as_long_as_it_may_be_set_there(planned, secret):
    held = Setting(scenario="C1", iso3="P04", number_set="B")
    lock = Lock(form=P, items=("C1/T1", "C1/T3"), whole=True, settings=(held,))
    found = planned(Choices(locks=(lock,)), secret=secret)
    assert found[P].choice.settings == (held,)
    others = [s.iso3 for p in found.values() if p.form != P for s in p.choice.settings]
    assert others.count("P04") <= others.count("P00") + 1
    moved = planned(Choices(locks=(lock,)), secret=secret, excluded_countries=("P04",))
    assert moved[P].choice.settings[0].iso3 != "P04"


def test_a_whole_form_holds_exactly_its_questions(planned):
    found = planned(Choices(locks=(Lock(form=P, items=("C1/T1", "C1/T3"), whole=True),)))
    assert found[P].choice.items == ("C1/T1", "C1/T3")
    assert "toutes les questions sont imposées par le coordinateur" in found[P].notes


def test_what_is_forbidden_is_nowhere(planned):
    for secret in SECRETS:
        found = planned(Choices(forbidden=("A1", "B1/T1", "B1/T5")), secret=secret)
        items = {i for p in found.values() for i in p.choice.items}
        assert not items & {"B1/T1", "B1/T5"}
        assert not [i for i in items if i.startswith("A1/")]


def test_a_lock_that_no_paper_can_hold_is_told_with_its_name(planned):
    (fault,) = refused(planned, Choices(locks=(Lock(form=P, items=("A1/T1", "B1/T1")),)))
    assert fault.code == "ASM-023"
    assert f"le verrou {P} = A1/T1 + B1/T1" in fault.message
    assert f"--free {P}" in fault.hint


def test_a_whole_form_that_breaks_its_blueprint_is_told(planned):
    (fault,) = refused(planned, Choices(locks=(Lock(form=P, items=("A1/T1",), whole=True),)))
    assert fault.code == "ASM-023"


def test_an_oral_question_imposed_on_a_paper_is_told(planned):
    (fault,) = refused(planned, Choices(locks=(Lock(form=P, items=("A1/T5",)),)))
    assert (fault.code, "A1/T5" in fault.message) == ("ASM-023", True)


# Tickets


def test_a_ticket_holds_its_question_at_its_number(planned):
    choices = Choices(locks=(Lock(form="B1-ORAL-T03", items=("C1/T5",)),))
    for secret in SECRETS:
        found = planned(choices, secret=secret)
        assert "C1/T5" in found["B1-ORAL-T03"].choice.items
        tickets = [(p.choice.items, p.choice.settings) for f, p in found.items() if "ORAL" in f]
        assert len(set(tickets)) == len(tickets) == 4


def test_all_the_tickets_may_be_imposed(planned):
    choices = Choices(
        locks=tuple(Lock(form=f"B1-ORAL-T0{n}", items=("A1/T5",)) for n in range(1, 5))
    )
    found = planned(choices, exams=("B1-ORAL",))
    assert {p.choice.items for p in found.values()} == {("A1/T5", "A1/T6")}
    assert len({p.choice.settings for p in found.values()}) == 4


@pytest.mark.parametrize("whole", [False, True])
def test_a_ticket_that_does_not_exist_is_told(planned, whole):
    items = ("A1/T5",) if whole else ("A1/T5", "B1/T5")
    lock = Lock(form="B1-ORAL-T01", items=items, whole=whole)
    (fault,) = refused(planned, Choices(locks=(lock,)), exams=("B1-ORAL",))
    assert fault.code == "ASM-023"
    assert fault.message.endswith("aucun ticket de la banque ne contient ces questions")


# What makes no sense


def test_content_that_does_not_exist_and_contradictions_are_told_together(planned):
    choices = Choices(
        locks=(Lock(form=P, items=("B1/T1", "B1/T9")), Lock(form=S, items=("C1/T1",))),
        forbidden=("B1", "Z1"),
    )
    found = refused(planned, choices)
    assert [d.code for d in found] == ["ASM-022", "ASM-022", "ASM-021", "ASM-021"]
    assert ["« B1/T9 »" in found[2].message, "« Z1 »" in found[3].message] == [True, True]


def test_a_form_that_the_session_does_not_make_is_told_with_those_that_it_makes(planned):
    (fault,) = refused(planned, Choices(locks=(Lock(form="B9-ECRIT-P", items=("A1/T1",)),)))
    assert (fault.code, f"{P}, {S}" in fault.hint) == ("ASM-020", True)


def test_of_many_forms_the_first_are_named(make):
    session = replace(
        make.session("B1-ORAL"), choices=Choices(locks=(Lock(form="X", items=("B1/T1",)),))
    )
    (fault,) = form_faults(session, [f"B1-ORAL-T{n:02d}" for n in range(1, 31)])
    assert "B1-ORAL-T12 et les autres tickets" in fault.hint


def test_a_lock_that_fills_the_scenarios_narrows_the_pool(make, world):
    session = make.session("B1-ECRIT")
    plan = world.blueprint("B1-ECRIT")
    pool = pool_for(world, plan, session)
    lock = Lock(form=P, items=("B1/T2",))
    assert list(locked_pool(pool, plan, lock).items) == ["B1"]
    assert locked_pool(pool, replace(plan, scenarios_max=2), lock) == pool
    (rule,) = with_lock(plan, lock).requirements
    assert (rule.id, rule.low) == ("verrou B1/T2", 1)
    assert list(lock_note(Lock(form=P, items=()))) == []
