"""What a form reaches of each rule, and what its wishes cost."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.certify import rows_of
from pipeline.assemble.certify_rules import count, decimal, miss, rule_results
from pipeline.assemble.requirements import rules_of
from pipeline.model.form import RuleResult
from pipeline.model.requirement import (
    Compare,
    Comparison,
    Goal,
    Measure,
    Requirement,
    Row,
    Scope,
)

DECIDES = Compare(column="decision", comparison=Comparison.EQUAL, value="oui")


def row(name, points=10, words=None, **numbers):
    amounts = {"points": points, **numbers}
    return Row(
        id=name,
        numbers={column: Decimal(str(n)) for column, n in amounts.items()},
        words=words or {},
    )


def rule(measure, column="", low=None, high=None, **changes):
    bounds = {"low": low, "high": high}
    given_bounds = {k: None if b is None else Decimal(str(b)) for k, b in bounds.items()}
    values = {"id": "r", "label": "la règle", "measure": measure, "column": column}
    return Requirement(**(values | given_bounds | changes))


ROWS = (
    row("a", 10, {"code": ("C1",), "decision": ("oui",)}, minutes=20, difficulte=2, C1=10),
    row("b", 30, {"code": ("C2",), "document": ("D1", "D1")}, minutes=40, difficulte=4, C2=30),
    row("c", 10, {"code": ("C1", "C2"), "document": ("D2",)}, minutes=15, difficulte=3, C1=4, C2=6),
)


@pytest.mark.parametrize(
    ("asked", "reached"),
    [
        (rule(Measure.SUM), 3),
        (rule(Measure.SUM, "minutes"), 75),
        (rule(Measure.SUM, "minutes", condition=DECIDES), 20),
        (rule(Measure.SHARE, "C1"), 28),
        (rule(Measure.SHARE, condition=DECIDES), 20),
        (rule(Measure.MEAN, "difficulte"), Fraction(17, 5)),
        (rule(Measure.MEAN, "difficulte", condition=DECIDES), 2),
        (rule(Measure.DISTINCT, "document"), 2),
        (rule(Measure.EACH, "code", high=1), 2),
        (rule(Measure.EACH, "code", low=2), 2),
        (rule(Measure.EACH, "nothing", low=1), 1),
        (rule(Measure.USES, scope=Scope.FORMS), 1),
        (rule(Measure.USES, "code", scope=Scope.FORMS), 2),
    ],
)
def test_each_measure_is_counted(asked, reached):
    assert count(asked, ROWS).reached == reached


def test_a_mean_of_no_row_is_where_it_is_asked_and_weighs_nothing():
    nobody = Compare(column="code", comparison=Comparison.EQUAL, value="C9")
    found = count(rule(Measure.MEAN, "difficulte", low=3, high=4, condition=nobody), ROWS)
    assert (found.reached, found.weight) == (3, 0)


def test_all_or_none_counts_the_words_that_are_cut():
    whole = rule(Measure.WHOLE, "code")
    assert count(whole, ROWS[:2], ROWS[:2]).reached == 0
    assert count(whole, ROWS[:2], ROWS).reached == 2
    (found,) = rule_results([whole], ROWS[:2], ROWS)
    assert (found.held, found.binding) == (False, False)


@pytest.mark.parametrize(
    ("low", "high", "reached", "missed"),
    [
        (2, 4, 3, 0),
        (2, 4, 1, -1),
        (2, 4, 7, 3),
        (None, 4, 9, 5),
        (2, None, 9, 0),
        (None, None, 9, 0),
    ],
)
def test_a_rule_is_missed_by_what_lies_outside_its_bounds(low, high, reached, missed):
    assert miss(rule(Measure.SUM, low=low, high=high), Fraction(reached)) == missed


@pytest.mark.parametrize(
    ("low", "high", "binding"),
    [(3, 9, True), (0, 3, True), (1, 9, False), (0, None, False), (3, 3, True)],
)
def test_a_rule_binds_at_one_of_its_bounds(low, high, binding):
    (found,) = rule_results([rule(Measure.SUM, low=low, high=high)], ROWS)
    assert found.binding is binding


def test_a_least_amount_of_nothing_binds_nothing():
    (found,) = rule_results([rule(Measure.SUM, "C9", low=0, high=9)], ROWS)
    assert found == RuleResult(
        id="r",
        label="la règle",
        goal="obligatoire",
        low=Decimal(0),
        high=Decimal(9),
        reached=Decimal(0),
        held=True,
        binding=False,
        cost=Decimal(0),
    )


@pytest.mark.parametrize(
    ("asked", "price"),
    [
        (rule(Measure.SHARE, "C1", 20, 20, goal=Goal.SOFT), "8"),
        (rule(Measure.MEAN, "difficulte", 3, 3, goal=Goal.SOFT, weight=Decimal(100)), "40"),
        (rule(Measure.SUM, "minutes", 70, 70, goal=Goal.SOFT), "10"),
        (rule(Measure.DISTINCT, "document", 3, goal=Goal.SOFT), "2"),
        (rule(Measure.SUM, goal=Goal.MINIMISE), "6"),
        (rule(Measure.SUM, goal=Goal.MAXIMISE), "-6"),
        (rule(Measure.SHARE, "C1", 20, 20), "0"),
    ],
)
def test_a_wish_costs_its_weight_for_each_unit_on_a_form_of_100_points(asked, price):
    (found,) = rule_results([asked], ROWS)
    assert found.cost == Decimal(price)


def test_rules_that_are_off_or_of_another_scope_are_left_out():
    rules = [rule(Measure.SUM, active=False), rule(Measure.SUM, scope=Scope.PAIR)]
    assert rule_results(rules, ROWS) == ()


def test_of_the_largest_distances_only_the_largest_costs():
    wishes = [
        rule(Measure.SHARE, code, 50, 50, id=code, goal=Goal.MINIMAX) for code in ("C1", "C2")
    ]
    found = rule_results(wishes, ROWS)
    assert [r.cost for r in found] == [Decimal(22), Decimal(0)]


def test_costs_in_cents_add_up_to_the_rounded_value():
    wishes = [
        rule(Measure.SHARE, f"X{n}", Decimal("0.004"), id=f"X{n}", goal=Goal.SOFT) for n in range(3)
    ]
    found = rule_results(wishes, ROWS)
    assert sorted(r.cost for r in found) == [0, 0, Decimal("0.01")]


def test_a_form_without_points_costs_nothing():
    wishes = [
        rule(Measure.SHARE, "C1", 0, 0, goal=Goal.SOFT),
        rule(Measure.SUM, low=9, goal=Goal.SOFT, id="s"),
    ]
    assert [r.cost for r in rule_results(wishes, [row("a", 0)])] == [0, 0]


@pytest.mark.parametrize(
    ("value", "said"), [(Fraction(3), "3"), (Fraction(1, 3), "0.33"), (Fraction(5, 2), "2.50")]
)
def test_an_amount_is_told_to_one_hundredth(value, said):
    assert str(decimal(value)) == said


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.integers(0, 10**6))
def test_the_deviation_is_the_sum_of_the_costs(make, seed):
    dice = make.dice(seed)
    one = make.random_scenario(dice, "A1")
    plan = make.random_blueprint(dice, "B1-ECRIT")
    world = make.bank([one], [plan])
    items = dice.sample(one.items, dice.randint(1, len(one.items)))
    found = rule_results(rules_of(world, plan), rows_of(world, items))
    known = [i for i in items if set(i.codes) <= set(plan.codes)]
    total = sum((r.cost for r in found), Decimal(0))
    if known == items:
        assert abs(float(total) - make.deviation(plan, items, world)) <= 0.0051
    assert all(r.cost >= 0 for r in found)
    hard = [r for r in found if r.goal == "obligatoire"]
    if make.satisfies(plan, items):
        assert all(r.held for r in hard)
