"""What stands in the way of an exam: the nearest papers, and the rules of the whole bank that cannot hold together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.assemble.papers import most_scenarios
from pipeline.assemble.pool import Pool, skill_shares
from pipeline.assemble.requirements import rules_of
from pipeline.assemble.rows import problem_on
from pipeline.ata.check import POINTS
from pipeline.ata.conflict import Part, blamed_first, conflict, parts_of, quickxplain
from pipeline.ata.nearest import Lack, Nearest
from pipeline.ata.sets import EffortError, Sets, among, sets_of
from pipeline.ata.table import Problem
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.rules.requirements import SCENARIOS

TRIED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """One of the nearest papers: the scenarios and items it takes, what it lacks, what that costs on 100 points."""

    scenarios: tuple[str, ...]
    items: tuple[str, ...]
    lacks: tuple[Lack, ...]
    cost: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Impossible:
    """Why no paper of a pool satisfies a blueprint.

    ``nears`` are the nearest papers, best first. ``conflict`` is a smallest set of parts of rules that cannot hold
    together: on the ``scenarios`` named, on any of the pool where none is.
    """

    nears: tuple[Near, ...]
    conflict: tuple[Part, ...]
    scenarios: tuple[str, ...] = ()


def look_into(bank: Bank, blueprint: Blueprint, pool: Pool) -> Impossible:
    """Why no paper of the pool satisfies the blueprint: none does, and the pool has items."""
    looked, whole = pool, True
    sets = _sets(bank, blueprint, looked)
    while sets is None:
        looked, whole = _richer_half(looked), False
        sets = _sets(bank, blueprint, looked)
    nears = [_near(sets.problem, near) for near in sets.nearest(TRIED)]
    together = _together(sets, nears[0].lacks) if whole else None
    if together is not None:
        return Impossible(nears=tuple(nears), conflict=together)
    own = nears[0].scenarios
    places = [k for k, row in enumerate(sets.problem.rows) if row.words["scenario"][0] in own]
    return Impossible(
        nears=tuple(nears),
        conflict=conflict(among(sets.problem, places), nears[0].lacks),
        scenarios=own,
    )


def _sets(bank: Bank, blueprint: Blueprint, pool: Pool) -> Sets | None:
    """The scenario sets of a pool; ``None`` when there are too many."""
    scenarios = {s: bank.scenario(s) for s in pool.items}
    items = [(scenarios[s], item) for s in pool.items for item in pool.items[s]]
    problem = problem_on(rules_of(bank, blueprint), items, skill_shares(bank))
    parts = parts_of(problem)
    found = (n for n, part in enumerate(parts) if part.requirement.id == SCENARIOS)
    shelves = problem.needed
    usual = _usual_points(problem, blueprint)
    return sets_of(problem, shelves, most_scenarios(blueprint), next(found, -1), usual)


def _usual_points(problem: Problem, blueprint: Blueprint) -> float:
    """What a paper is worth, about: a usual number of usual items."""
    points = sum((row.number(POINTS) for row in problem.rows), Decimal(0))
    usual = (blueprint.items_min + blueprint.items_max) / 2
    return float(points) / len(problem.rows) * usual


def _richer_half(pool: Pool) -> Pool:
    """The pool with the half of its scenarios that have most items."""
    order = sorted(pool.items, key=lambda s: (-len(pool.items[s]), s))
    kept = set(order[: len(order) // 2])
    return replace(pool, items={s: own for s, own in pool.items.items() if s in kept})


def _together(sets: Sets, lacks: Sequence[Lack]) -> tuple[Part, ...] | None:
    """The smallest conflict of the whole bank; ``None`` where there is none, or it takes too much work."""
    parts = parts_of(sets.problem)
    order = [n for part in blamed_first(parts, lacks) for n, own in enumerate(parts) if own is part]
    try:
        if not sets.impossible(frozenset(order)):
            return None
        found = quickxplain(order, lambda kept: sets.impossible(frozenset(kept)))
    except EffortError:
        return None
    return tuple(parts[n] for n in sorted(found))


def _near(problem: Problem, near: Nearest) -> Near:
    """A nearest form by its scenarios and items."""
    rows = [problem.rows[k] for k in near.chosen]
    return Near(
        scenarios=tuple(sorted({row.words["scenario"][0] for row in rows})),
        items=tuple(row.id for row in rows),
        lacks=near.lacks,
        cost=near.cost,
    )
