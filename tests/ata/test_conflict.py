"""Rules that cannot hold together: few, none of them spared, the dearest blamed."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ata.conflict import conflict, is_impossible, keeping, parts_of, quickxplain
from pipeline.ata.nearest import nearest
from pipeline.ata.table import problem_of
from pipeline.model.requirement import Measure, Requirement, Row


def row(name, points, minutes, code, documents=()):
    """A row on one code."""
    numbers = {"points": points, "minutes": minutes, code: points, "difficulte": 3}
    return Row(
        id=name,
        numbers={column: Decimal(value) for column, value in numbers.items()},
        words={"document": documents},
    )


def rule(name, measure, low, high, column=""):
    """A hard rule between two bounds."""
    return Requirement(
        id=name, label=name, measure=measure, column=column, low=Decimal(low), high=Decimal(high)
    )


ROWS = (row("T1", 10, 40, "C1", ("D1",)), row("T2", 10, 40, "C2", ("D2",)))


def names(parts):
    return [part.requirement.id for part in parts]


def test_a_rule_that_nothing_can_hold_is_blamed_alone():
    rules = [
        rule("minutes", Measure.SUM, 0, 100, "minutes"),
        rule("c3", Measure.SHARE, 20, 30, "C3"),
    ]
    problem = problem_of(rules, ROWS, scaled=True, part=True)
    found = conflict(problem, nearest(problem).lacks)
    assert names(found) == ["c3"]
    assert found[0].upper is None


def test_rules_that_hold_one_by_one_are_blamed_together():
    rules = [
        rule("minutes", Measure.SUM, 0, 50, "minutes"),
        rule("documents", Measure.DISTINCT, 2, 9, "document"),
        rule("questions", Measure.SUM, 1, 9),
    ]
    problem = problem_of(rules, ROWS, scaled=True, part=True)
    assert names(conflict(problem)) == ["minutes", "documents"]


def test_nothing_is_blamed_where_there_is_no_form_even_without_rules():
    problem = problem_of(
        [rule("q", Measure.SUM, 0, 9)], ROWS, needed=[(0,), (1,)], apart=[(0, 1)], scaled=True
    )
    assert conflict(problem) == ()


def test_what_is_cheapest_to_give_up_is_blamed_last():
    def impossible(parts):
        return {"a", "c"} <= set(parts) or {"b", "d"} <= set(parts)

    def never(parts):
        return len(parts) >= 0

    assert quickxplain("abcd", impossible) == ("a", "c")
    assert quickxplain("bdac", impossible) == ("b", "d")
    assert quickxplain(("a", "b", "c"), never) == ()


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    cores=st.lists(st.frozensets(st.integers(0, 9), min_size=1, max_size=4), min_size=1, max_size=4)
)
def test_a_conflict_is_one_of_the_smallest_whatever_they_are(cores):
    def impossible(parts):
        return any(core <= set(parts) for core in cores)

    found = quickxplain(range(10), impossible)
    assert impossible(found)
    assert not any(impossible(set(found) - {part}) for part in found)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_none_of_the_rules_of_a_conflict_can_be_spared(seed):
    dice = Random(seed)  # noqa: S311 (no secret depends on it)
    rows = [
        row(
            f"T{n}",
            dice.randint(2, 12),
            dice.choice((10, 20, 30)),
            dice.choice(("C1", "C2")),
            tuple(dice.sample(("D1", "D2", "D3"), dice.randint(0, 2))),
        )
        for n in range(5)
    ]
    share = dice.randint(10, 80)
    rules = [
        rule("minutes", Measure.SUM, 50, dice.choice((50, 60)), "minutes"),
        rule("questions", Measure.SUM, 2, dice.choice((2, 4))),
        rule("c1", Measure.SHARE, share, share + 6, "C1"),
        rule("documents", Measure.DISTINCT, 2, 2, "document"),
    ]
    problem = problem_of(rules, rows, scaled=True, part=True)
    if not is_impossible(replace(problem, scale=())):
        return
    found = conflict(problem, nearest(problem).lacks)
    assert is_impossible(keeping(problem, found))
    for part in found:
        left = [kept for kept in found if kept is not part]
        assert not is_impossible(keeping(problem, left))
    assert all(any(part is own for own in parts_of(problem)) for part in found)
