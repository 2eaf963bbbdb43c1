"""Many forms from one table: the problem of ATA.jl's example (366 items, 36 forms, at most 8 in common), and others.

``python bench/forms.py [forms…]``: CPU seconds, the value of the worst form beside the proved bound, models solved.
Banks are drawn from a stated seed in the published shape. ASSEMBLY.md's bar: 92.5 % of the bound in 56 s for 36 forms.
"""

import random
import sys
import time
from decimal import Decimal
from math import exp

from pipeline.ata.forms import build_forms
from pipeline.ata.makers import Budget
from pipeline.ata.recheck import broken
from pipeline.model.requirement import (
    Compare,
    Comparison,
    Goal,
    Measure,
    Requirement,
    Row,
    Scope,
)

SEED = 366
ITEMS = 366
OVERLAP = 8
BAR = 0.925
BUDGET = Budget(steps=3, rounds=0)


def bank() -> list[Row]:
    """366 Rasch items: friends two by two, 48 sets of enemies, four domains, four kinds."""
    dice = random.Random(SEED)  # noqa: S311 (no secret depends on it)
    rows = []
    for n in range(ITEMS):
        chance = 1 / (1 + exp(dice.gauss(0, 1.1)))
        words = {
            "unit": (f"u{n // 2 if n < 120 else n:03d}",),
            "domain": (dice.choice(("D_1", "D_2", "D_3", "D_3", "D_4")),),
            "kind": (f"k{dice.randint(1, 4)}",),
            "enemy": (f"e{dice.randint(1, 48):02d}",) if n % 3 == 0 else (),
        }
        numbers = {"points": 1, "info": chance * (1 - chance), "chance": chance}
        decimals = {name: Decimal(str(round(value, 6))) for name, value in numbers.items()}
        rows.append(Row(id=f"a{n:03d}", numbers=decimals, words=words))
    return rows


def table() -> list[Requirement]:
    """The published rules: length, content, friends, enemies, mean score, uses, overlap; the least information."""
    domains = (("D_1", 6, 11), ("D_2", 5, 9), ("D_3", 10, 20), ("D_4", 4, 8))
    return [
        rule("length", Measure.SUM, 36, 40),
        *(rule(d, Measure.SUM, low, high, condition=word("domain", d)) for d, low, high in domains),
        rule("k3", Measure.SUM, 1, None, condition=word("kind", "k3")),
        rule("k1", Measure.SUM, None, 17, condition=word("kind", "k1")),
        rule("friends", Measure.WHOLE, None, None, column="unit"),
        rule("enemies", Measure.EACH, None, 1, column="enemy"),
        rule("score", Measure.MEAN, "0.50", "0.57", column="chance"),
        rule("uses", Measure.USES, None, 7, scope=Scope.FORMS),
        rule("overlap", Measure.SUM, None, OVERLAP, scope=Scope.PAIR),
        rule("information", Measure.SUM, None, None, column="info", goal=Goal.MAXIMIN),
    ]


def rule(name, measure, low, high, **changes) -> Requirement:
    """A requirement in one line."""
    bounds = [None if bound is None else Decimal(str(bound)) for bound in (low, high)]
    return Requirement(
        id=name, label=name, measure=measure, low=bounds[0], high=bounds[1], **changes
    )


def word(column: str, value: str) -> Compare:
    """The condition that a column of words has a value."""
    return Compare(column=column, comparison=Comparison.EQUAL, value=value)


def main(counts: list[int]) -> None:
    """One line for each number of forms."""
    rows, rules = bank(), table()
    print(f"{'forms':>6} {'CPU s':>7} {'worst':>8} {'bound':>8} {'ratio':>7} {'models':>7}  valid")
    for count in counts:
        start = time.process_time()
        made = build_forms(rules, rows, count, budget=BUDGET)
        spent = time.process_time() - start
        ratio = made.target / made.bound if made.forms else 0.0
        valid = not broken(rules, rows, made.forms) and ratio >= BAR
        print(
            f"{count:>6} {spent:>7.1f} {-made.target:>8.3f} {-made.bound:>8.3f} {ratio:>7.1%} "
            f"{made.models:>7}  {'ok' if valid else 'FAILED'}",
            flush=True,
        )


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or [4, 12, 36])
