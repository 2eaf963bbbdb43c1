"""The exact model of one form, for every measure and goal, against brute force."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ata import recheck
from pipeline.ata.form import holds, may_reach, optimum, value_of
from pipeline.ata.table import problem_of
from pipeline.model.requirement import Goal, Measure

SEEDS = st.integers(0, 10**6)
QUICK = settings(max_examples=40, deadline=None, derandomize=True)
BRIEF = settings(max_examples=20, deadline=None, derandomize=True)
WISHES = tuple(Goal)[1:]


def solved(table, *, scaled=False):
    """The problem and the optimum of a table."""
    problem = problem_of(table.rules, table.rows, scaled=scaled, part=True)
    return problem, optimum(problem)


def ids(table, chosen):
    return tuple(table.rows[k].id for k in chosen)


@pytest.mark.parametrize("scaled", [False, True])
@pytest.mark.parametrize("goal", WISHES)
@BRIEF
@given(seed=SEEDS)
def test_the_optimum_is_that_of_brute_force_whatever_is_measured_and_wished(
    ata, seed, goal, scaled
):
    table = ata.random_table(seed, goals=(goal,))
    problem, best = solved(table, scaled=scaled)
    forms = ata.valid(table, scaled=scaled)
    assert (best is None) == (not forms)
    if best is not None:
        form = ids(table, best.chosen)
        assert recheck.broken(table.rules, table.rows, [form]) == ()
        assert best.value == pytest.approx(float(forms[0][0]), abs=1e-5)
        again = recheck.value(table.rules, table.rows, form, scaled=scaled)
        assert value_of(problem, best.chosen) == pytest.approx(float(again), abs=1e-9)


@pytest.mark.parametrize("scaled", [False, True])
@QUICK
@given(seed=SEEDS)
def test_wishes_of_all_goals_together_are_solved_exactly(ata, seed, scaled):
    table = ata.random_table(seed, wishes=5, hard=1)
    _, best = solved(table, scaled=scaled)
    forms = ata.valid(table, scaled=scaled)
    assert (best is None) == (not forms)
    if best is not None:
        assert best.value == pytest.approx(float(forms[0][0]), abs=1e-5)


@pytest.mark.parametrize("scaled", [False, True])
@QUICK
@given(seed=SEEDS, more=st.integers(0, 50))
def test_a_value_that_the_relaxed_model_rules_out_is_out_of_reach(ata, seed, more, scaled):
    table = ata.random_table(seed)
    problem, best = solved(table, scaled=scaled)
    if best is not None:
        assert may_reach(problem, best.value + more)
        if not may_reach(problem, best.value - more - 1):
            assert all(float(v) > best.value - more - 1 for v, _ in ata.valid(table, scaled=scaled))


@QUICK
@given(seed=SEEDS, more=st.integers(1, 5), which=st.integers(0, 2))
def test_relaxing_a_rule_never_worsens(ata, seed, more, which):
    table = ata.random_table(seed, hard=3)
    _, best = solved(table)
    place = 1 + which
    looser = replace(
        table.rules[place],
        low=None if table.rules[place].low is None else table.rules[place].low - more,
        high=None if table.rules[place].high is None else table.rules[place].high + more,
    )
    table.rules[place] = looser
    _, relaxed = solved(table)
    if best is not None:
        assert relaxed.value <= best.value + 1e-6


@QUICK
@given(seed=SEEDS)
def test_adding_rows_never_worsens_what_all_or_none_does_not_bind(ata, seed):
    table = ata.random_table(seed)
    table.rules = [r for r in table.rules if r.measure is not Measure.WHOLE]
    _, richer = solved(table)
    table.rows = table.rows[:5]
    _, best = solved(table)
    if best is not None:
        assert richer.value <= best.value + 1e-6


@QUICK
@given(seed=SEEDS)
def test_the_order_of_rows_and_rules_changes_no_value(ata, seed):
    table = ata.random_table(seed)
    _, best = solved(table)
    ata.dice(seed).shuffle(table.rows)
    ata.dice(seed).shuffle(table.rules)
    _, again = solved(table)
    assert (best is None) == (again is None)
    if best is not None:
        assert again.value == pytest.approx(best.value, abs=1e-6)


def test_forms_come_in_the_order_of_their_value_when_those_before_are_forbidden(ata):
    table = ata.random_table(3, hard=0)
    problem, best = solved(table)
    found = []
    while best is not None and len(found) < 12:
        found.append(best)
        best = optimum(problem, [one.chosen for one in found])
    forms = ata.valid(table)
    assert [one.value for one in found] == pytest.approx([float(v) for v, _ in forms[:12]])
    assert len({one.chosen for one in found}) == 12


def test_a_form_told_on_a_hundred_points_has_points(ata):
    rows = [ata.row("a", points=0), ata.row("b", points=4)]
    problem = problem_of([ata.rule("somme", None, 2)], rows, scaled=True)
    assert optimum(problem).chosen == (1,)


def test_nothing_with_points_makes_no_form_on_a_hundred_points(ata):
    rows = [ata.row("a", points=0)]
    assert optimum(problem_of([ata.rule("somme", 0, 2)], rows, scaled=True)) is None


def test_includes_and_excludes_are_rules_on_the_name_of_a_row(ata):
    rows = [ata.row(name, good=n) for n, name in enumerate("abcd")]
    rules = [
        ata.rule("somme", 2, 2, name="length"),
        ata.rule("somme", 1, name="a is in", condition=ata.word("question", "a")),
        ata.rule("somme", None, 0, name="d is out", condition=ata.word("question", "d")),
        ata.rule("somme", column="good", goal=Goal.MAXIMISE),
    ]
    assert optimum(problem_of(rules, rows)).chosen == (0, 2)


def test_enemies_are_pairs_apart_or_a_rule_over_their_names(ata):
    rows = [ata.row(name, good=n) for n, name in enumerate("abcd")]
    rules = [
        ata.rule("somme", 2, 2, name="length"),
        ata.rule("somme", column="good", goal=Goal.MAXIMISE),
    ]
    enemies = ata.rule("somme", None, 1, name="enemies", condition=ata.among("question", "bcd"))
    assert optimum(problem_of(rules, rows, apart=[(2, 3)])).chosen == (1, 3)
    assert optimum(problem_of([*rules, enemies], rows)).chosen == (0, 3)


def test_one_of_each_needed_group_is_chosen(ata):
    rows = [ata.row(name, good=n) for n, name in enumerate("abcd")]
    rules = [
        ata.rule("somme", 2, 2, name="length"),
        ata.rule("somme", column="good", goal=Goal.MAXIMISE),
    ]
    assert optimum(problem_of(rules, rows, needed=[(0, 1), (1, 2)])).chosen == (1, 3)


def test_a_rule_that_is_not_active_asks_nothing(ata):
    rows = [ata.row("a"), ata.row("b")]
    rules = [
        ata.rule("somme", 2, name="both"),
        ata.rule("somme", None, 1, name="one", active=False),
    ]
    assert optimum(problem_of(rules, rows)).chosen == (0, 1)


def test_a_wish_of_no_weight_costs_nothing(ata):
    rows = [ata.row("a", good=1), ata.row("b", good=2)]
    for goal in WISHES:
        rules = [
            ata.rule("somme", 1, 1, name="length"),
            ata.rule("somme", 9, 9, name="wish", column="good", goal=goal, weight=0),
        ]
        assert optimum(problem_of(rules, rows)).value == 0


def test_minimax_looks_at_the_worst_of_its_wishes_and_maximin_at_the_weakest(ata):
    rows = [ata.row("a", x=4, y=0), ata.row("b", x=2, y=2), ata.row("c", x=0, y=1)]
    length = ata.rule("somme", 1, 1, name="length")
    near = [
        ata.rule("somme", 3, 3, column=c, goal=Goal.MINIMAX, name=c, weight=w)
        for c, w in (("x", 1), ("y", 2))
    ]
    best = optimum(problem_of([length, *near], rows))
    assert (best.chosen, best.value) == ((1,), 2.0)
    weak = [ata.rule("somme", column=c, goal=Goal.MAXIMIN, name=c) for c in ("x", "y")]
    best = optimum(problem_of([length, *weak], rows))
    assert (best.chosen, best.value) == ((1,), -2.0)


@QUICK
@given(seed=SEEDS)
def test_words_hold_in_a_choice_of_rows_as_they_are_counted_again(ata, seed):
    dice = ata.dice(seed)
    table = ata.random_table(seed)
    chosen = tuple(sorted(dice.sample(range(7), dice.randint(0, 4))))
    rules = [
        ata.rule("nombre", 1, 2, column="topic"),
        ata.rule("nombre", None, 1, column="stimulus"),
        ata.rule("chaque", 2, None, column="stimulus"),
        ata.rule("chaque", None, 1, column="kind"),
        ata.rule("entier", column="stimulus"),
    ]
    found = [holds(groups, chosen) for groups in problem_of(rules, table.rows, part=True).groups]
    assert found == [not recheck.broken([r], table.rows, [ids(table, chosen)]) for r in rules]
