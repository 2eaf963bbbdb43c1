"""The smallest sets of rules that cannot hold together.

QuickXplain: Junker, Preferred explanations and relaxations for over-constrained problems, AAAI 2004.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from pipeline.ata.form import optimum
from pipeline.ata.nearest import Lack, something
from pipeline.ata.prices import price_of
from pipeline.ata.table import Groups, Limit, Problem

Part = Limit | Groups
Blamed = TypeVar("Blamed")


def parts_of(problem: Problem) -> tuple[Part, ...]:
    """The parts of a problem that may be given up: its limits, then its counts of words."""
    return (*problem.limits, *problem.groups)


def keeping(problem: Problem, parts: Sequence[Part]) -> Problem:
    """The problem with these parts only, and no wish."""
    return replace(
        something(problem),
        limits=tuple(p for p in parts if isinstance(p, Limit)),
        groups=tuple(p for p in parts if isinstance(p, Groups)),
        wishes=(),
        scale=(),
    )


def is_impossible(problem: Problem) -> bool:
    """Whether the rows make no form."""
    return optimum(replace(something(problem), wishes=(), scale=())) is None


def conflict(problem: Problem, lacks: Sequence[Lack] = ()) -> tuple[Part, ...]:
    """Parts that cannot hold together, none of which can be spared, in the order of the table.

    The problem has no form; ``lacks`` are what its nearest form misses. What is cheapest to give up is blamed last;
    nothing is where no form exists even without any rule.
    """
    order = blamed_first(parts_of(problem), lacks)
    found = quickxplain(order, lambda parts: is_impossible(keeping(problem, parts)))
    return tuple(part for part in parts_of(problem) if any(part is kept for kept in found))


def blamed_first(parts: Sequence[Part], lacks: Sequence[Lack]) -> tuple[Part, ...]:
    """The parts from the dearest to give up to the cheapest: by the price of what is missed, then of one unit."""

    def price(part: Part) -> tuple[Decimal, Decimal]:
        rule = part.requirement
        missed = (k.price for k in lacks if k.requirement.id == rule.id and _is_side(part, k))
        return -max(missed, default=Decimal(0)), -price_of(rule, {})

    return tuple(sorted(parts, key=price))


def _is_side(part: Part, lack: Lack) -> bool:
    """Whether a lack is on the side of its requirement that a part stands for."""
    if isinstance(part, Groups):
        return True
    return (part.upper if lack.amount > 0 else part.lower) is not None


def quickxplain(
    parts: Sequence[Blamed], impossible: Callable[[Sequence[Blamed]], bool]
) -> tuple[Blamed, ...]:
    """Parts that are impossible together, each needed for it; the last ones are blamed only where the others are not.

    All the parts are impossible together, and more of them are never more possible.
    """
    if impossible(()):
        return ()
    return tuple(_blame((), (), tuple(parts), impossible))


def _blame(
    kept: tuple[Blamed, ...],
    added: tuple[Blamed, ...],
    parts: tuple[Blamed, ...],
    impossible: Callable[[Sequence[Blamed]], bool],
) -> tuple[Blamed, ...]:
    """What must be added of the parts to those kept; ``added`` are the parts kept last, none when nothing changed."""
    if added and impossible(kept):
        return ()
    if len(parts) == 1:
        return parts
    half = len(parts) // 2
    first, second = parts[:half], parts[half:]
    late = _blame((*kept, *first), first, second, impossible)
    early = _blame((*kept, *late), late, first, impossible)
    return (*early, *late)
