"""What is proved of a set of forms without making one."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ata.bound import grain, least_worst, none_below, tightened
from pipeline.ata.links import Left, links_of
from pipeline.ata.table import problem_of
from pipeline.diagnostics import ContentError
from pipeline.model.requirement import Goal, Scope

SEEDS = st.integers(0, 10**6)
QUICK = settings(max_examples=40, deadline=None, derandomize=True)


def left_of(rules, rows, count, *, scaled=False):
    problem = problem_of(rules, rows, scaled=scaled)
    return Left(problem=problem, links=links_of(rules, rows, count))


@pytest.mark.parametrize("scaled", [False, True])
@QUICK
@given(seed=SEEDS, count=st.integers(1, 3))
def test_no_set_of_forms_is_under_the_bound(ata, seed, count, scaled):
    table = ata.random_table(seed, count=5, hard=1, wishes=2)
    table.rules += ata.random_links(seed, count)
    try:
        left = left_of(table.rules, table.rows, count, scaled=scaled)
    except ContentError:
        return
    bound = least_worst(left, count)
    least = ata.best_set(table, count, scaled=scaled)
    if least is not None:
        assert bound is not None
        assert bound <= float(least) + 1e-5
        assert not none_below(left, count, float(least) + 0.01)


@QUICK
@given(seed=SEEDS)
def test_values_are_multiples_of_their_step(ata, seed):
    table = ata.random_table(seed, wishes=2)
    step = grain(problem_of(table.rules, table.rows, part=True).wishes)
    assert step >= 0
    for value, _ in ata.valid(table):
        assert value == 0 if step == 0 else (value / step).denominator == 1


def test_a_step_takes_in_weights_bounds_and_counts_of_words(ata):
    rows = [ata.row("a", {"text": ("t",)}, minutes=6), ata.row("b", minutes=9)]
    rules = [
        ata.rule("somme", 12, 12, column="minutes", goal=Goal.SOFT, weight=2),
        ata.rule("nombre", 1, 1, column="text", goal=Goal.SOFT, weight=4),
    ]
    assert grain(problem_of(rules, rows).wishes) == Fraction(2)
    assert grain(()) == 0


def times_of(ata, minutes, forms, target):
    """Each row once, two a form, times near a target."""
    rows = [ata.row(f"r{n}", minutes=m) for n, m in enumerate(minutes)]
    rules = [
        ata.rule("somme", 2, 2, name="length"),
        ata.rule("usages", 1, 1, scope=Scope.FORMS),
        ata.rule("somme", target, target, column="minutes", goal=Goal.MINIMAX),
    ]
    return left_of(rules, rows, forms)


def test_sums_that_go_by_steps_cannot_all_be_near_a_target_between_them(ata):
    # 42 minutes over four forms: times are even, so that some form has 12 minutes at least, 1.5 from 10.5.
    left = times_of(ata, (2, 4, 4, 6, 6, 6, 6, 8), 4, "10.5")
    assert least_worst(left, 4) == pytest.approx(0)
    assert none_below(left, 4, 1.5)
    assert not none_below(left, 4, 1.6)


def test_limits_are_drawn_in_to_the_next_sum_that_rows_can_have(ata):
    problem = times_of(ata, (2, 4, 4, 6), 2, 9).problem
    bounds = [(k.lower, k.upper) for k in tightened(problem, 1.5).limits[1:]]
    assert bounds == [(Decimal(8), None), (None, Decimal(10))]


def test_amounts_to_make_large_have_no_limits_to_draw_in(ata):
    rows = [ata.row("a", good=1), ata.row("b", good=2)]
    problem = problem_of([ata.rule("somme", column="good", goal=Goal.MAXIMIN)], rows)
    assert tightened(problem, 1.0) is problem


def test_wishes_without_numbers_or_weight_are_left_as_they_are(ata):
    rows = [ata.row("a", {"text": ("t",)}, good=1), ata.row("b", good=2)]
    rules = [
        ata.rule("nombre", 1, 1, column="text", goal=Goal.SOFT),
        ata.rule("somme", 1, 1, column="good", goal=Goal.SOFT, weight=0, name="free"),
        ata.rule("somme", None, 3, column="none", goal=Goal.SOFT, name="empty"),
    ]
    problem = problem_of(rules, rows)
    assert tightened(problem, 1.0) == problem
