"""The certificate of one form, as planned."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.assemble.certify import mean_difficulty, rules_on
from pipeline.model.blueprint import FormKind
from pipeline.model.form import RuleResult
from pipeline.model.item import Modality
from pipeline.model.requirement import Measure, Requirement


@pytest.fixture
def world(make):
    """Two questions on one scenario, a hair off the targets."""
    items = [
        make.item("T1", {"C1": 11}, minutes=40, documents=("D1", "CARTE")),
        make.item("T2", {"C2": 9}, minutes=35, documents=("D1",)),
    ]
    plan = make.blueprint(points=20, minutes_min=60, minutes_max=75, epsilon=Decimal(3))
    return make.bank([make.scenario("A1", items)], [plan])


@pytest.fixture
def form(make, world):
    """``form(near=4)``: the paper of both questions, and what was proved of it."""
    return lambda **known: make.form(world, world.blueprints[0], ["A1/T1", "A1/T2"], **known)


def test_every_rule_is_told_with_what_the_form_reaches(form):
    found = {r.id: r for r in form().certificate.rules}
    assert found["minutes"] == RuleResult(
        id="minutes",
        label="le temps de travail (60 à 75 min)",
        goal="obligatoire",
        low=Decimal(60),
        high=Decimal(75),
        reached=Decimal(75),
        held=True,
        binding=True,
        cost=Decimal(0),
    )
    assert (found["documents"].reached, found["part_C1"].reached) == (2, 55)
    assert (found["part_visee_C1"].cost, found["part_visee_C2"].cost) == (5, 5)


def test_the_deviation_is_the_sum_of_the_costs(form):
    found = form().certificate
    assert found.deviation == sum(r.cost for r in found.rules) == Decimal(10)
    assert (found.bound, found.gap, found.proved) == (10, 0, True)


def test_what_was_proved_is_kept(form):
    found = form(bound=7.254, alternatives=5, near=4, price=1.5, notes=("une note",)).certificate
    assert (found.bound, found.gap, found.alternatives) == (Decimal("7.25"), Decimal("2.75"), 5)
    assert (found.epsilon, found.near, found.price) == (3, 4, Decimal("1.50"))
    assert found.notes == ("une note",)


def test_nothing_is_proved_of_a_form_whose_value_was_not_the_one_counted(form):
    assert not form(deviation=9.0, bound=9.0).certificate.proved
    assert not form(proved=False).certificate.proved


def test_all_or_none_is_counted_against_what_could_have_been_chosen(make, world):
    whole = Requirement(id="tout", label="tout", measure=Measure.WHOLE, column="scenario")
    plan = replace(world.blueprints[0], requirements=(whole,))
    written, oral = world.scenarios[0].items, make.item("T3", {"C1": 2}, modality=Modality.ORAL)
    scenario = replace(world.scenarios[0], items=(*written, replace(oral, id="A1/T3")))
    bank = replace(world, scenarios=(scenario,))
    both = {r.id: r for r in rules_on(bank, plan, written)}
    one = {r.id: r for r in rules_on(bank, plan, written[:1])}
    assert (both["tout"].held, one["tout"].held) == (True, False)


def test_an_observation_is_weighed_by_no_wish(world):
    plan = replace(world.blueprints[0], kind=FormKind.OBSERVATION)
    found = rules_on(world, plan, world.scenarios[0].items)
    assert {r.goal for r in found} == {"obligatoire"}


def test_no_question_has_no_difficulty():
    assert mean_difficulty([]) == 0
