"""Small tables of requirements made in the test that needs them, and a brute force that knows no solver."""

import random
from decimal import Decimal
from fractions import Fraction
from itertools import chain, combinations, combinations_with_replacement
from types import SimpleNamespace

import pytest

from pipeline.ata import recheck
from pipeline.model.requirement import (
    Compare,
    Comparison,
    Either,
    Goal,
    Measure,
    Requirement,
    Row,
    Scope,
)

WORDS = {"stimulus": ("s1", "s2", "s3"), "kind": ("open", "closed", "short"), "topic": "abcd"}


def row(name, words=None, **numbers):
    """A row: ``row("r1", {"kind": ("open",)}, points=10)``."""
    return Row(
        id=name,
        numbers={column: Decimal(str(n)) for column, n in numbers.items()},
        words={"question": (name,), **{c: tuple(w) for c, w in (words or {}).items()}},
    )


def rule(measure, low=None, high=None, **changes):
    """A requirement named after what it measures."""
    changes["weight"] = Decimal(str(changes.get("weight", 1)))
    column = changes.get("column", "")
    name = changes.pop("name", f"{Measure(measure).value}-{column}")
    return Requirement(
        id=name,
        label=f"la règle {name}",
        measure=Measure(measure),
        low=None if low is None else Decimal(str(low)),
        high=None if high is None else Decimal(str(high)),
        **changes,
    )


def word(column, value, comparison=Comparison.EQUAL):
    """The condition that a column of words has a value."""
    return Compare(column=column, comparison=comparison, value=value)


def among(column, values):
    """The condition that a column of words has one of some values."""
    return Either(parts=tuple(word(column, value) for value in values))


def dice_of(seed):
    """The dice of a seed."""
    return random.Random(seed)  # noqa: S311 (no secret depends on it)


def random_rows(dice, count):
    """Rows with points, minutes, a difficulty, a number below and above 0, and three columns of words."""
    return [
        row(
            f"r{n}",
            {
                "stimulus": (dice.choice(WORDS["stimulus"]),),
                "kind": (dice.choice(WORDS["kind"]),),
                "topic": tuple(sorted(dice.sample(WORDS["topic"], dice.randint(0, 2)))),
            },
            points=dice.randint(1, 8),
            minutes=dice.choice((5, 10, 15)),
            level=dice.randint(1, 5),
            logit=dice.randint(-20, 20) / 10,
            C1=dice.randint(0, 4),
        )
        for n in range(count)
    ]


def random_rule(dice, number, goal):
    """A requirement of one form drawn by the dice, for a goal."""
    measures = ["SUM", "SHARE", "MEAN", "DISTINCT"]
    if goal is Goal.HARD:
        measures += ["EACH", "WHOLE"]
    measure = Measure[dice.choice(measures)]
    column, low, high = {
        Measure.SUM: lambda: dice.choice(
            (("", 1, 3), ("minutes", 15, 30), ("logit", -1, 1), ("C1", 3, 6))
        ),
        Measure.SHARE: lambda: dice.choice((("C1", 20, 40), ("", 30, 60))),
        Measure.MEAN: lambda: ("level", 2.5, 3.5),
        Measure.DISTINCT: lambda: (dice.choice(("stimulus", "topic", "kind")), 2, 2),
        Measure.EACH: lambda: ("stimulus", dice.randint(0, 2), 2),
        Measure.WHOLE: lambda: (dice.choice(("stimulus", "topic")), None, None),
    }[measure]()
    bounds = dice.choice(((low, high), (low, None), (None, high)))
    condition = {}
    if dice.random() < 0.4:
        condition = {"condition": word("kind", dice.choice(WORDS["kind"]))}
    return rule(
        measure,
        *bounds,
        name=f"n{number}",
        column=column,
        goal=goal,
        weight=dice.choice((1, 2, "0.5")),
        **condition,
    )


def random_table(seed, *, count=7, hard=2, wishes=2, goals=tuple(Goal)[1:]):
    """Rows, and requirements of one form with wishes of these goals."""
    dice = dice_of(seed)
    rows = random_rows(dice, count)
    rules = [rule(Measure.SUM, 1, 4, name="length")]
    rules += [random_rule(dice, n, Goal.HARD) for n in range(hard)]
    rules += [random_rule(dice, 10 + n, dice.choice(goals)) for n in range(wishes)]
    return SimpleNamespace(rows=rows, rules=rules)


def random_links(seed, count):
    """Requirements over several forms drawn by the dice."""
    dice = dice_of(seed)
    found = [
        rule(Measure.USES, dice.choice((0, 0, 1)), dice.randint(1, count), scope=Scope.FORMS),
        rule(Measure.SUM, None, dice.randint(0, 1), scope=Scope.PAIR, name="shared"),
        rule(Measure.SUM, 1, 2, scope=Scope.PAIR, name="anchors"),
        rule(Measure.SUM, None, 12, scope=Scope.PAIR, column="points", name="points"),
        rule(Measure.DISTINCT, None, 1, scope=Scope.PAIR, column="stimulus", name="stimuli"),
        rule(Measure.DISTINCT, 2, 3, scope=Scope.FORMS, column="topic", name="topics"),
        rule(Measure.SUM, 10, 60, scope=Scope.FORMS, column="minutes", name="time"),
        rule(Measure.SHARE, 15, 60, scope=Scope.FORMS, column="C1", name="part"),
        rule(Measure.USES, 0, 1, scope=Scope.FORMS, column="topic", name="topic-uses"),
    ]
    return dice.sample(found, 2)


def subsets(ids):
    """Every set of ids, the empty one first."""
    return chain.from_iterable(combinations(ids, size) for size in range(len(ids) + 1))


def valid(table, *, scaled=False, apart=()):
    """Every form that keeps the table, with its value, best first."""
    own = [r for r in table.rules if r.scope is Scope.FORM]
    points = {row.id: row.number("points") for row in table.rows}
    found = []
    for form in subsets([row.id for row in table.rows]):
        if scaled and not sum(points[i] for i in form):
            continue
        if recheck.broken(own, table.rows, [form]) or recheck.together(apart, [form]):
            continue
        found.append((recheck.value(own, table.rows, form, scaled=scaled), form))
    return sorted(found)


def best_set(table, count, *, scaled=False):
    """The least value of the worst form over every set of forms; ``None`` without any."""
    over = [r for r in table.rules if r.scope is not Scope.FORM]
    least = None
    for forms in combinations_with_replacement(valid(table, scaled=scaled), count):
        worst = max(value for value, _ in forms)
        if least is not None and worst >= least:
            continue
        if not recheck.broken(over, table.rows, [form for _, form in forms]):
            least = worst
    return least


@pytest.fixture(scope="session")
def ata():
    """What makes tables and what counts their forms without a solver."""
    return SimpleNamespace(
        dice=dice_of,
        row=row,
        rule=rule,
        word=word,
        among=among,
        random_table=random_table,
        random_links=random_links,
        valid=valid,
        best_set=best_set,
        exact=Fraction,
    )
