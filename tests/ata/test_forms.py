"""Several forms from one table, against brute force and the independent count."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ata import recheck
from pipeline.ata.forms import build_forms
from pipeline.ata.makers import Budget
from pipeline.diagnostics import ContentError
from pipeline.model.requirement import Goal, Measure, Scope

SEEDS = st.integers(0, 10**6)
QUICK = settings(max_examples=30, deadline=None, derandomize=True)
SERIES = Budget(cells=0)


def linked(ata, seed, count, **changes):
    """A small random table with two random links over ``count`` forms."""
    table = ata.random_table(seed, count=5, hard=1, wishes=1, **changes)
    table.rules += ata.random_links(seed, count)
    return table


def check(table, made, *, scaled=False, apart=()):
    """Everything that a set of forms says of itself is so."""
    assert recheck.broken(table.rules, table.rows, made.forms) == ()
    assert recheck.together(apart, made.forms) == ()
    own = [recheck.value(table.rules, table.rows, f, scaled=scaled) for f in made.forms]
    assert made.values == pytest.approx([float(v) for v in own], abs=1e-6)
    assert made.values == tuple(sorted(made.values))
    assert made.target == made.values[-1]
    assert made.bound <= made.target + 1e-6
    assert not made.impossible


@pytest.mark.parametrize("scaled", [False, True])
@pytest.mark.parametrize("count", [1, 2, 3])
@QUICK
@given(seed=SEEDS)
def test_one_model_of_all_forms_finds_what_brute_force_finds(ata, seed, count, scaled):
    table = linked(ata, seed, count)
    least = ata.best_set(table, count, scaled=scaled)
    try:
        made = build_forms(table.rules, table.rows, count, scaled=scaled)
    except ContentError:
        return
    if least is None:
        assert made.impossible
        assert (made.forms, made.optimal) == ((), False)
        return
    check(table, made, scaled=scaled)
    assert made.optimal
    assert made.target == pytest.approx(float(least), abs=1e-5)


@pytest.mark.parametrize("scaled", [False, True])
@QUICK
@given(seed=SEEDS, count=st.integers(2, 3))
def test_forms_made_one_by_one_are_valid_and_never_claim_too_much(ata, seed, count, scaled):
    table = linked(ata, seed, count)
    least = ata.best_set(table, count, scaled=scaled)
    try:
        made = build_forms(table.rules, table.rows, count, scaled=scaled, budget=SERIES)
    except ContentError:
        return
    if not made.forms:
        assert least is None or not made.impossible
        return
    check(table, made, scaled=scaled)
    assert made.bound <= float(least) + 1e-5
    assert made.target >= float(least) - 1e-5
    if made.optimal:
        assert made.target == pytest.approx(float(least), abs=1e-5)


@QUICK
@given(seed=SEEDS)
def test_the_order_of_the_rows_changes_nothing(ata, seed):
    table = linked(ata, seed, 2)
    try:
        made = build_forms(table.rules, table.rows, 2)
    except ContentError:
        return
    ata.dice(seed).shuffle(table.rows)
    assert build_forms(table.rules, table.rows, 2) == made


def test_rows_apart_never_stand_in_one_form(ata):
    rows = [ata.row(n, good=k) for k, n in enumerate("abcd")]
    rules = [
        ata.rule("somme", 2, 2, name="length"),
        ata.rule("usages", 1, 1, scope=Scope.FORMS),
        ata.rule("somme", column="good", goal=Goal.MAXIMISE),
    ]
    made = build_forms(rules, rows, 2, apart=[("a", "d"), ("b", "c"), ("a", "gone")])
    assert sorted(made.forms) == [("a", "b"), ("c", "d")] or sorted(made.forms) == [
        ("a", "c"),
        ("b", "d"),
    ]
    assert made.optimal


def test_a_table_without_wishes_is_only_kept(ata):
    rows = [ata.row(n) for n in "abcd"]
    rules = [ata.rule("somme", 2, 2), ata.rule("usages", 1, 1, scope=Scope.FORMS)]
    made = build_forms(rules, rows, 2)
    assert (made.values, made.target, made.optimal) == ((0.0, 0.0), 0.0, True)
    assert sorted(i for form in made.forms for i in form) == list("abcd")


def test_what_the_mean_form_cannot_keep_is_proved_impossible_at_once(ata):
    rows = [ata.row(n) for n in "abc"]
    rules = [ata.rule("somme", 2, 2), ata.rule("usages", None, 1, scope=Scope.FORMS)]
    made = build_forms(rules, rows, 2)
    assert (made.forms, made.impossible, made.models) == ((), True, 1)


def test_forms_that_share_too_much_on_average_are_proved_impossible_at_once(ata):
    rows = [ata.row(n) for n in "abcdefgh"]
    rules = [ata.rule("somme", 5, 5), ata.rule("somme", None, 1, scope=Scope.PAIR, name="overlap")]
    made = build_forms(rules, rows, 3)
    assert (made.impossible, made.models) == (True, 1)


def test_forms_share_the_anchors_asked_for(ata):
    rows = [ata.row(n, {"anchor": ("oui",)} if n in "ab" else {}) for n in "abcdefgh"]
    rules = [
        ata.rule("somme", 4, 4),
        ata.rule("somme", 2, 2, scope=Scope.PAIR, name="anchors"),
        ata.rule("somme", 1, 1, scope=Scope.PAIR, name="one", condition=ata.word("anchor", "oui")),
    ]
    for budget in (Budget(), SERIES):
        made = build_forms(rules, rows, 3, budget=budget)
        assert recheck.broken(rules, rows, made.forms) == ()


def test_a_set_that_the_effort_does_not_find_is_not_called_impossible(ata):
    rows = [ata.row(f"r{n:02d}", size=2**n) for n in range(12)]
    rules = [
        ata.rule("somme", 1, 6, name="length"),
        ata.rule("usages", 1, 1, scope=Scope.FORMS),
        ata.rule("somme", 1364, 1366, column="size", name="size"),
    ]
    made = build_forms(rules, rows, 3, budget=replace(SERIES, nodes=0))
    assert (made.forms, made.optimal) == ((), False)
    assert not made.impossible
    assert build_forms(rules, rows, 3).impossible


def test_the_steps_between_values_prove_an_optimum_that_the_relaxed_model_does_not(ata):
    # 28 minutes over three forms of two rows: none can be nearer than 1 minute to 9 in all three.
    rows = [ata.row(f"r{n}", minutes=m) for n, m in enumerate((2, 2, 4, 6, 6, 8))]
    rules = [
        ata.rule("somme", 2, 2),
        ata.rule("usages", 1, 1, scope=Scope.FORMS),
        ata.rule("somme", 9, 9, column="minutes", goal=Goal.MINIMAX, name="time"),
    ]
    made = build_forms(rules, rows, 3, budget=SERIES)
    assert (made.target, made.bound, made.optimal) == (1.0, 1.0, True)


def test_a_table_that_makes_no_sense_is_refused_by_name(ata):
    rules = [ata.rule("somme", 2, 1, name="upside"), ata.rule("usages", 1, 1, name="uses")]
    with pytest.raises(ContentError) as error:
        build_forms(rules, [ata.row("a")], 2)
    assert [d.code for d in error.value.diagnostics] == ["TAB-003", "TAB-006"]
    assert Measure.USES.value in error.value.diagnostics[1].message


def test_rounds_that_are_used_up_leave_valid_forms(ata):
    dice = ata.dice(5)
    rows = [ata.row(f"r{n:02d}", good=dice.randint(1, 999)) for n in range(30)]
    rules = [
        ata.rule("somme", 3, 3),
        ata.rule("usages", None, 1, scope=Scope.FORMS),
        ata.rule("somme", column="good", goal=Goal.MAXIMIN),
    ]
    brief = replace(SERIES, steps=0, rounds=1, near=0.0)
    first, more = (build_forms(rules, rows, 8, budget=b) for b in (brief, replace(brief, rounds=9)))
    assert recheck.broken(rules, rows, first.forms) == ()
    assert more.bound <= more.target <= first.target


def test_a_column_with_amounts_under_nothing_is_shared_between_bounds(ata):
    rows = [ata.row(n, logit=v) for n, v in zip("abcd", (-3, 1, 2, 4), strict=True)]
    rules = [
        ata.rule("somme", 2, 2, name="length"),
        ata.rule("somme", -3, -1, scope=Scope.PAIR, column="logit", name="shared"),
        ata.rule("somme", column="logit", goal=Goal.MAXIMIN),
    ]
    made = build_forms(rules, rows, 2)
    assert (made.target, made.optimal) == (1.0, True)
    assert recheck.broken(rules, rows, made.forms) == ()


@pytest.mark.parametrize("goal", [Goal.MAXIMIN, Goal.MINIMAX])
@pytest.mark.parametrize(("count", "size"), [(2, 6), (3, 6), (3, 8)])
@pytest.mark.parametrize("seed", [1, 5, 11])
def test_forms_that_are_not_the_best_do_not_claim_a_bound_beyond_the_best(
    ata, seed, size, count, goal
):
    dice = ata.dice(seed)
    table = SimpleNamespace(rows=[ata.row(f"r{n}", good=dice.randint(1, 99)) for n in range(size)])
    wanted = (None, None) if goal is Goal.MAXIMIN else (100, 100)
    table.rules = [
        ata.rule("somme", 2, 2, name="length"),
        ata.rule("usages", None, 1, scope=Scope.FORMS),
        ata.rule("somme", *wanted, column="good", goal=goal, name="good"),
    ]
    greedy = replace(SERIES, steps=0, rounds=0)
    made = build_forms(table.rules, table.rows, count, budget=greedy)
    least = float(ata.best_set(table, count))
    check(table, made)
    assert made.bound <= least + 1e-6
    assert made.target >= least - 1e-6
    assert made.optimal is (made.bound == made.target)
    if goal is Goal.MAXIMIN:  # the first form takes the best rows: what is left is never the best
        assert (made.optimal, made.target > least) == (False, True)
