"""Every choice of rows that keeps the rules."""

from decimal import Decimal
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.columns import choices_of
from pipeline.ata.form import value_of
from pipeline.ata.table import Limit, Problem, missed, problem_of
from pipeline.model.requirement import Measure, Requirement, Row


def row(name, **numbers):
    return Row(id=name, numbers={k: Decimal(str(v)) for k, v in numbers.items()})


def rule(measure, column, low=None, high=None):
    bounds = {"low": low, "high": high}
    return Requirement(
        id=column or "count",
        label="",
        measure=measure,
        column=column,
        **{k: Decimal(str(v)) for k, v in bounds.items() if v is not None},
    )


def found(problem, low, high):
    return [choice.rows for choice in choices_of(problem, low, high)]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    points=st.lists(st.sampled_from((1, 2.5, 4, 7)), min_size=1, max_size=6),
    own=st.lists(st.sampled_from((0, 0.5, 1)), min_size=6, max_size=6),
    low=st.integers(0, 60),
    width=st.sampled_from((0, 7, 33)),
)
def test_they_are_the_subsets_that_keep_every_limit(points, own, low, width):
    rows = [
        row(f"R{k}", points=p, C1=p * o) for k, (p, o) in enumerate(zip(points, own, strict=False))
    ]
    rules = [rule(Measure.SHARE, "C1", low, low + width), rule(Measure.SUM, "points", 2, 12)]
    problem = problem_of(rules, rows, scaled=True, part=True)
    kept = [
        chosen
        for size in (1, 2, 3)
        for chosen in combinations(range(len(rows)), size)
        if not any(missed(limit, chosen) for limit in problem.limits)
    ]
    assert found(problem, 1, 3) == kept
    for choice in choices_of(problem, 1, 3):
        assert choice.value == round(value_of(problem, choice.rows), 6)


def test_amounts_with_endless_decimals_are_compared_exactly():
    third = Decimal(1) / 3
    rows = (row("a", points=1), row("b", points=1), row("c", points=1))
    limit = Limit(
        requirement=rule(Measure.SUM, "points"),
        amounts=(third, third, third),
        lower=2 * third,
        upper=2 * third,
    )
    problem = Problem(rows=rows, limits=(limit,))
    assert found(problem, 1, 3) == [(0, 1), (0, 2), (1, 2)]


def test_pairs_apart_and_needed_groups_are_kept():
    rows = (row("a"), row("b"), row("c"))
    assert found(Problem(rows=rows, apart=((0, 1),)), 2, 2) == [(0, 2), (1, 2)]
    assert found(Problem(rows=rows, needed=((2,), (0, 1))), 1, 2) == [(0, 2), (1, 2)]


def test_words_are_counted():
    rows = tuple(
        Row(id=n, words={"document": (d,)}) for n, d in (("a", "X"), ("b", "X"), ("c", "Y"))
    )
    problem = problem_of([rule(Measure.DISTINCT, "document", 2)], rows, part=True)
    assert found(problem, 2, 2) == [(0, 2), (1, 2)]


def test_there_is_nothing_smaller_than_one_row_nor_larger_than_all():
    rows = (row("a"), row("b"))
    assert found(Problem(rows=rows), 0, 9) == [(0,), (1,), (0, 1)]
    assert found(Problem(rows=()), 1, 3) == []
