"""The count that shares nothing with the models: every measure, by hand."""

from fractions import Fraction

import pytest

from pipeline.ata.recheck import Broken, broken, together, value
from pipeline.model.requirement import Goal, Scope


@pytest.fixture
def rows(ata):
    return [
        ata.row("a", {"code": ("C1",), "text": ("t1",)}, points=6, minutes=10, level=2, C1=6),
        ata.row("b", {"code": ("C1", "C2"), "text": ("t1",)}, points=2, minutes=20, level=4, C1=1),
        ata.row("c", {"code": ("C2",), "text": ("t2",)}, points=2, minutes=30, level=5),
        ata.row("d", {"text": ("t2",)}, minutes=5),
    ]


@pytest.mark.parametrize(
    ("measure", "changes", "form", "amount"),
    [
        ("somme", {}, "abc", 3),
        ("somme", {"column": "minutes"}, "ac", 40),
        ("part", {"column": "C1"}, "abc", 70),
        ("part", {"condition": "C2"}, "abc", 40),
        ("moyenne", {"column": "level"}, "abc", 3),
        ("moyenne", {"column": "level", "condition": "C2"}, "abc", 4.5),
        ("nombre", {"column": "text"}, "abc", 2),
        ("nombre", {"column": "code"}, "ad", 1),
        ("chaque", {"column": "text"}, "abc", 2),
    ],
)
def test_each_measure_is_counted_by_hand(ata, rows, measure, changes, form, amount):
    changes = dict(changes)
    if "condition" in changes:
        changes["condition"] = ata.word("code", changes["condition"])
    rule = ata.rule(measure, 999, **changes)
    assert broken([rule], rows, [form]) == (Broken(requirement=rule, forms=(0,), amount=amount),)
    exact = ata.rule(measure, None, amount, **changes)
    assert broken([exact], rows, [form]) == ()


def test_all_or_none_tells_how_many_are_left_out(ata, rows):
    rule = ata.rule("entier", column="text")
    assert broken([rule], rows, ["ab", "abcd", ""]) == ()
    assert broken([rule], rows, ["ab", "abc"]) == (
        Broken(requirement=rule, forms=(1,), amount=Fraction(1)),
    )


@pytest.mark.parametrize("measure", ["part", "moyenne"])
def test_no_points_are_no_ratio(ata, rows, measure):
    rule = ata.rule(measure, 50, 60, column="level")
    assert broken([rule], rows, ["d", ""]) == ()
    wish = ata.rule(measure, 50, 60, column="level", goal=Goal.SOFT)
    assert value([wish], rows, "d", scaled=False) == 0


def test_uses_are_forms_with_the_row_or_with_a_row_of_the_word(ata, rows):
    alone = ata.rule("usages", None, 1, scope=Scope.FORMS)
    text = ata.rule("usages", 2, 2, scope=Scope.FORMS, column="text")
    assert broken([alone, text], rows, ["ac", "bd"]) == ()
    assert broken([alone], rows, ["ac", "ab"]) == (
        Broken(requirement=alone, forms=(), amount=Fraction(2)),
    )
    assert broken([text], rows, ["ab", "cd"])[0].amount == 1
    assert broken([ata.rule("usages", 1, scope=Scope.FORMS)], rows, ["ab", "c"])[0].amount == 0


def test_forms_together_count_a_row_as_often_as_it_stands_in_them(ata, rows):
    rule = ata.rule("somme", 80, 80, scope=Scope.FORMS, column="minutes")
    assert broken([rule], rows, ["ac", "ac"]) == ()
    words = ata.rule("nombre", 2, 2, scope=Scope.FORMS, column="text")
    assert broken([words], rows, ["ab", "a"])[0].amount == 1


def test_pairs_share_rows_and_words(ata, rows):
    both = ata.rule("somme", None, 0, scope=Scope.PAIR, column="minutes")
    found = broken([both], rows, ["ab", "c", "bc"])
    assert [(f.forms, f.amount) for f in found] == [((0, 2), 20), ((1, 2), 30)]
    texts = ata.rule("nombre", None, 0, scope=Scope.PAIR, column="text")
    assert [f.forms for f in broken([texts], rows, ["a", "b", "c"])] == [(0, 1)]


def test_wishes_and_rules_out_of_use_break_nothing(ata, rows):
    rules = [ata.rule("somme", 9, goal=Goal.SOFT), ata.rule("somme", 9, active=False)]
    assert broken(rules, rows, ["a"]) == ()


def test_rows_apart_are_found_together(rows):
    assert together([("a", "b"), ("c", "d")], ["acd", "b"]) == (("c", "d"),)


WISHED = (
    (Goal.SOFT, "somme", {"low": 4}, 1),
    (Goal.SOFT, "somme", {"low": 1, "high": 2, "weight": 3}, 3),
    (Goal.SOFT, "part", {"low": 80, "column": "C1"}, 1),
    (Goal.SOFT, "moyenne", {"high": 2, "column": "level"}, Fraction(1, 10)),
    (Goal.SOFT, "nombre", {"low": 4, "column": "text"}, 2),
    (Goal.MINIMISE, "somme", {"column": "minutes"}, 60),
    (Goal.MAXIMISE, "part", {"column": "C1", "weight": 2}, -14),
    (Goal.MINIMISE, "moyenne", {"column": "level"}, Fraction(3, 10)),
    (Goal.MAXIMISE, "nombre", {"column": "code"}, -2),
    (Goal.MINIMAX, "somme", {"low": 5}, 2),
    (Goal.MAXIMIN, "somme", {"column": "minutes"}, -60),
    (Goal.HARD, "somme", {"low": 5}, 0),
)


@pytest.mark.parametrize("wished", WISHED, ids=lambda w: f"{w[0].value}-{w[1]}")
@pytest.mark.parametrize("scaled", [False, True])
def test_each_goal_is_counted_by_hand_on_ten_points(ata, rows, wished, scaled):
    goal, measure, changes, cost = wished
    rule = ata.rule(measure, **changes, goal=goal)
    assert value([rule], rows, "abc", scaled=scaled) == cost * (10 if scaled else 1)


def test_the_worst_distance_and_the_weakest_amount_count_once(ata, rows):
    rules = [
        *(ata.rule("somme", n, goal=Goal.MINIMAX, name=f"far{n}") for n in (4, 6)),
        *(ata.rule("somme", column=c, goal=Goal.MAXIMIN, name=c) for c in ("minutes", "points")),
        ata.rule("somme", 5, goal=Goal.SOFT, name="soft"),
    ]
    assert value(rules, rows, "abc", scaled=False) == 3 - 10 + 2
