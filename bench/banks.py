"""Banks made up for measuring: of any size, alike to the shipped one; the same on any machine.

A scenario has 10 to 25 items, all written and on the eight codes of one paper (the hardest case: nothing of a bank can
be left out), one to two codes an item, 15 to 45 minutes, 5 to 25 points, difficulty 1 to 5, 2 to 5 of 8 documents.
"""

import random
from dataclasses import replace
from decimal import Decimal

from pipeline.codes import Code
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.model.item import Expected, Item, Modality
from pipeline.model.scenario import Scenario

PAPER, ORAL = "B3-CAS", "B3-ORAL"
SEED = 1
COUNTRIES = ("FRA", "MLI")


def made_up(shipped: Bank, size: int, *, oral: bool = False) -> Bank:
    """A bank of so many items, with the shipped blueprint of eight codes, two scenarios at most (or of an oral)."""
    dice = random.Random(SEED)  # noqa: S311 (no secret depends on it)
    blueprint = _blueprint(shipped, oral=oral)
    pattern = shipped.scenarios[0]
    scenarios: list[Scenario] = []
    left = size
    while left:
        count = min(left, dice.randint(10, 25))
        left -= count
        name = f"S{len(scenarios) + 1:04d}"
        items = tuple(
            _item(dice, pattern.items[0], blueprint, f"{name}/T{n}") for n in range(1, count + 1)
        )
        family = f"F{len(scenarios) % 12:02d}"
        scenarios.append(replace(pattern, id=name, family=family, items=items))
    return replace(
        shipped,
        scenarios=tuple(scenarios),
        settings={s.id: COUNTRIES for s in scenarios},
        blueprints=(blueprint,),
    )


def _blueprint(shipped: Bank, *, oral: bool) -> Blueprint:
    """The shipped blueprint that is measured."""
    if oral:
        return shipped.blueprint(ORAL)
    return replace(shipped.blueprint(PAPER), scenarios_max=2, documents_max=16, forms=1)


def _item(dice: random.Random, pattern: Item, blueprint: Blueprint, name: str) -> Item:
    """An item: the longer, the more points; two codes take half an hour at least."""
    oral = blueprint.modality is Modality.ORAL
    codes = dice.sample(blueprint.codes, 1 if oral else dice.choice((1, 1, 1, 2)))
    if oral:
        minutes = dice.choice((7, 8, 9, 10, 11))
    elif len(codes) == 1:
        minutes = dice.choices((15, 20, 25, 30, 35, 40, 45), (4, 14, 30, 22, 18, 7, 5))[0]
    else:
        minutes = dice.choices((30, 35, 40, 45), (3, 4, 2, 1))[0]
    points = max(5, min(25, round(minutes * dice.uniform(0.38, 0.56))))
    parts = {codes[0]: points}
    if len(codes) == 2:
        first = round(points * dice.uniform(0.35, 0.65))
        parts = {codes[0]: first, codes[1]: points - first}
    return replace(
        pattern,
        id=name,
        label=name.rpartition("/")[2],
        codes=tuple(codes),
        modality=blueprint.modality,
        difficulty=dice.choices((1, 2, 3, 4, 5), (1, 3, 8, 8, 2))[0],
        minutes=minutes,
        points=Decimal(points),
        documents=tuple(sorted({f"D{dice.randint(1, 8)}" for _ in range(dice.randint(2, 5))})),
        expected=tuple(_expected(code, part) for code, part in parts.items()),
        decision=dice.random() < 0.25,
        enemies=(),
        formats=(),
        roles=(),
        injects=(),
    )


def _expected(code: Code, points: int) -> Expected:
    """The only expected element on a code."""
    return Expected(id=str(code), text="", points=Decimal(points), code=code, indispensable=False)
