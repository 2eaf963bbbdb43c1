"""The rules of a blueprint, item by item."""

from decimal import Decimal

import pytest

from pipeline.assemble.limits import Limit, distances, limits, missed, skill_points


def by_rule(found):
    return {(limit.rule, limit.code): limit for limit in found}


def test_every_hard_rule_has_its_limits(make):
    plan = make.blueprint(decision_required=True)
    assert set(by_rule(limits(plan, [make.item("T1", {"C1": 10})]))) == {
        ("minutes", None),
        ("items", None),
        ("share_min", "C1"),
        ("share_max", "C1"),
        ("share_min", "C2"),
        ("share_max", "C2"),
        ("difficulty_min", None),
        ("difficulty_max", None),
        ("decision", None),
    }


def test_no_decision_is_asked_for_unless_the_blueprint_does(make):
    found = by_rule(limits(make.blueprint(), [make.item("T1", {"C1": 10})]))
    assert ("decision", None) not in found


def test_a_share_counts_the_points_beyond_it(make):
    items = [make.item("T1", {"C1": 10}), make.item("T2", {"C2": 30})]
    found = by_rule(limits(make.blueprint(tolerance=20), items))
    assert found["share_min", "C1"].amounts == (Decimal(7), Decimal(-9))
    assert found["share_max", "C1"].amounts == (Decimal(3), Decimal(-21))


@pytest.mark.parametrize(
    ("chosen", "amount"), [((), -2), ((0,), -1), ((0, 1), 0), ((0, 1, 2), 0), ((0, 1, 2, 3), 1)]
)
def test_a_missed_limit_says_by_how_much(chosen, amount):
    ones = (Decimal(1),) * 4
    limit = Limit(rule="items", amounts=ones, lower=Decimal(2), upper=Decimal(3))
    assert missed(limit, chosen) == amount


def test_a_limit_without_bounds_is_never_missed():
    assert missed(Limit(rule="items", amounts=(Decimal(1),)), (0,)) == 0


def test_the_points_of_a_skill_follow_the_codes(make):
    shares = {"C1": {"langues": Decimal("0.75"), "risques": Decimal("0.25")}}
    both = make.item("T1", {"C1": 8, "C2": 4})
    assert skill_points(both, "langues", shares) == 6
    assert skill_points(both, "droit", shares) == 0


def test_a_balanced_item_is_at_no_distance(make):
    even = make.item("T1", {"C1": 10, "C2": 10})
    shares = {"C1": {"langues": Decimal(1)}, "C2": {"langues": Decimal(1)}}
    found = distances(make.blueprint(), [even], shares, {"langues": Decimal(1)})
    assert [d.amounts for d in found] == [(Decimal(0),)] * 4
