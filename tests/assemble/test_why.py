"""Why a question was chosen or not, against every paper of small banks."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.compose import compose
from pipeline.assemble.plan import plan_session
from pipeline.assemble.pool import Exposure
from pipeline.assemble.swap import items_of
from pipeline.assemble.why import Barred, Blocked, Chosen, Elsewhere, Possible, reasons
from pipeline.diagnostics import InfeasibleError
from pipeline.model.blueprint import FormKind
from pipeline.model.choices import Choices
from pipeline.model.item import Modality
from pipeline.model.scenario import Review

SECRET = b"s" * 32


def assembled(make, world, session):
    """The forms of a session."""
    plan = plan_session(world, session, SECRET, Exposure())
    texts = make.variants(world, plan)
    return tuple(compose(world, session.id, planned, texts) for planned in plan)


def items(world):
    return {i.id: i for s in world.scenarios for i in s.items}


@pytest.fixture
def world(make):
    """Two scenarios that make a paper each, the second not so even, with odd questions beside."""
    odd = [
        make.item("T3", {"C1": 10}, modality=Modality.ORAL),
        make.item("T4", {"C3": 10}),
        make.item("T5", {"C1": 10}, formats=("cc_qcm",)),
        make.item("T6", {"C1": 10}, minutes=400),
    ]
    one = make.scenario("A1", [make.item("T1", {"C1": 10}), make.item("T2", {"C2": 10}), *odd])
    two = make.scenario("B1", [make.item("T1", {"C1": 14}), make.item("T2", {"C2": 10})])
    return make.bank([one, two], [make.blueprint(minutes_max=200)])


@pytest.fixture
def told(make, world):
    """``told(item, …)``: the one reason for an item of the bank in a session of one paper."""

    def run(item, changes=None, exposure=None, bank=world):
        session = make.session("B1-ECRIT")
        forms = assembled(make, bank, session)
        session = replace(session, **(changes or {}))
        uses = exposure or Exposure()
        (found,) = reasons(bank, session, uses, forms, items(bank)[item])
        return found

    return run


def test_a_question_that_is_asked_says_what_it_brings_and_what_would_stand_instead(told):
    found = told("A1/T1")
    assert isinstance(found, Chosen)
    assert found.form == "B1-ECRIT-P"
    assert found.shares == (("C1", Decimal(50)),)
    assert {k.requirement.id for k in found.breaks} == {"part_C1", "part_C2"}
    assert found.next.items == ("B1/T1", "B1/T2")
    assert found.next.value > found.value


@pytest.mark.parametrize(
    ("item", "bar"), [("A1/T3", "modality"), ("A1/T5", "format"), ("A1/T4", "codes")]
)
def test_a_question_that_cannot_serve_says_why(told, item, bar):
    assert told(item) == Barred(exam="B1-ECRIT", bar=bar)


@pytest.mark.parametrize(
    ("changes", "exposure", "bar"),
    [
        ({"excluded_scenarios": ("B1",)}, None, "excluded"),
        ({"choices": Choices(forbidden=("B1/T1",))}, None, "forbidden"),
        ({"choices": Choices(forbidden=("B1",))}, None, "forbidden"),
        ({"excluded_countries": tuple(f"P{n:02d}" for n in range(6))}, None, "banned"),
        ({"date": "2035-01-01"}, None, "draft"),
        ({}, Exposure(near=(frozenset({"B1"}),)), "resting"),
        ({}, Exposure(items={"B1/T1": 1}), "worn"),
    ],
)
def test_a_question_that_is_left_out_says_why(told, world, changes, exposure, bar):
    plan = replace(world.blueprints[0], rest=1, session_uses=1)
    bank = replace(world, blueprints=(plan,))
    assert told("B1/T1", changes, exposure, bank) == Barred(exam="B1-ECRIT", bar=bar)


def test_a_draft_is_one(told, world):
    draft = replace(world.scenarios[1], review=Review(status="brouillon", date="", expires=""))
    bank = replace(world, scenarios=(world.scenarios[0], draft))
    assert told("B1/T1", bank=bank) == Barred(exam="B1-ECRIT", bar="draft")


def test_a_question_that_no_paper_can_hold_names_the_rules(told):
    found = told("A1/T6")
    assert isinstance(found, Blocked)
    assert {part.requirement.id for part in found.conflict} == {"minutes", "verrou A1/T6"}


def test_a_question_that_costs_says_which_rule_costs(told):
    found = told("B1/T1")
    assert isinstance(found, Possible)
    assert not found.near
    assert found.with_it.items == ("B1/T1", "B1/T2")
    assert found.best == found.drawn < found.with_it.value
    assert found.costs[0][1] > 8
    assert found.costs[0][0].startswith("une part de C")


def test_a_question_as_good_as_what_was_drawn_is_a_matter_of_the_draw(told, world):
    even = replace(
        world.scenarios[1],
        items=tuple(replace(i, id=f"B1/{i.label}") for i in world.scenarios[0].items),
    )
    bank = replace(world, scenarios=(world.scenarios[0], even))
    found = [told(item, bank=bank) for item in ("A1/T1", "B1/T1")]
    assert {type(reason) for reason in found} == {Chosen, Possible}
    (other,) = [reason for reason in found if isinstance(reason, Possible)]
    assert other.near
    assert other.with_it.value == other.drawn == other.best


def test_tickets_are_looked_at_one_scenario_at_a_time(make):
    oral = {"modality": Modality.ORAL}
    good = [make.item("T1", {"C1": 10}, **oral), make.item("T2", {"C2": 10}, **oral)]
    bad = [make.item("T1", {"C1": 30}, **oral), make.item("T2", {"C2": 10}, **oral)]
    world = make.bank(
        [make.scenario("A1", good), make.scenario("B1", bad)], [make.oral(tickets=1, tolerance=30)]
    )
    session = make.session("B1-ORAL")
    forms = assembled(make, world, session)
    (found,) = reasons(world, session, Exposure(), forms, items(world)["B1/T1"])
    assert isinstance(found, Possible)
    assert found.with_it.items == ("B1/T1", "B1/T2")
    chosen = list(reasons(world, session, Exposure(), forms, items(world)["A1/T1"]))
    assert [reason.form for reason in chosen] == [form.id for form in forms]


def test_an_exam_without_forms_and_an_observation_are_told_apart(make, world):
    session = make.session("B1-ECRIT")
    (found,) = reasons(world, session, Exposure(), (), items(world)["A1/T1"])
    assert found == Elsewhere(exam="B1-ECRIT", assembled=False)
    forms = [f for f in assembled(make, world, session) if "B1/T1" not in items_of(f)]
    watched = replace(world.blueprints[0], kind=FormKind.OBSERVATION)
    bank = replace(world, blueprints=(watched,))
    (found,) = reasons(bank, session, Exposure(), forms, items(world)["B1/T1"])
    assert found == Elsewhere(exam="B1-ECRIT", assembled=True)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_what_is_told_is_what_every_paper_of_the_bank_says(make, seed):
    world = make.random_bank(seed, scenarios=2, count=4, spare=False)
    plan = world.blueprints[0]
    session = make.session(plan.id)
    papers = make.papers(plan, world)
    try:
        forms = assembled(make, world, session)
    except InfeasibleError:
        assert papers == []
        return
    for name, item in items(world).items():
        (found,) = reasons(world, session, Exposure(), forms, item)
        own = [value for value, chosen in papers if name in chosen]
        others = [value for value, chosen in papers if name not in chosen]
        if isinstance(found, Chosen):
            assert name in items_of(forms[0])
            assert (found.next is None) == (not others)
            assert found.next is None or abs(float(found.next.value) - min(others)) < 0.01
        elif isinstance(found, Possible):
            assert abs(float(found.with_it.value) - min(own)) < 0.01
        else:
            assert own == []
