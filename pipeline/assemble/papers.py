"""The best papers of a blueprint, scenario set by scenario set, with the proof that no set does better."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from pipeline.assemble.frame import Frame, frame_of
from pipeline.assemble.halves import Meter
from pipeline.assemble.onebyone import holding, nearly_best, solve_sets
from pipeline.assemble.pool import Exposure, Pool, skill_shares
from pipeline.assemble.requirements import rules_of
from pipeline.assemble.rows import problem_on
from pipeline.assemble.search import FURTHER, Harvest, Wanted, harvest, near
from pipeline.ata.table import Problem
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.rules.requirements import SCENARIOS

PAPERS_A_SET = 8
SETS_KEPT = 40
SETS_A_SCENARIO = 2
SETS_DRAWN = 10
USE_PRICE = 0.5
JOINED = 2
"""The search over all sets at once makes papers of so many scenarios at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One choice of items: its scenarios, its deviation (points on 100), and the price of earlier uses."""

    items: tuple[str, ...]
    scenarios: tuple[str, ...]
    deviation: float
    price: float

    @property
    def value(self) -> float:
        """What assembly minimises."""
        return self.deviation + self.price


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPool:
    """The best papers of the scenario sets, by value.

    ``bound``: no paper of the bank deviates less, proved. ``proved``: one of these deviates no more, or there is none.
    ``sets``: how many scenario sets were compared.
    """

    papers: tuple[Paper, ...]
    bound: float
    sets: int
    proved: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How far papers are looked for: so many choices of questions compared, never seconds; so many sets wanted.

    Two sets of each scenario are wanted beside; with one set, only the best paper and its proof are.
    """

    work: int = 100_000_000
    sets: int = SETS_KEPT


EFFORT = Effort()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The papers of each scenario set, best first, and what was proved of all."""

    sets: tuple[tuple[Paper, ...], ...]
    bound: float
    proved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ask:
    """What papers are asked for, and of how many sets."""

    bank: Bank
    blueprint: Blueprint
    pool: Pool
    exposure: Exposure
    must: frozenset[str]
    sets: int

    @property
    def uses(self) -> int:
        """How many sets of each scenario are wanted."""
        return SETS_A_SCENARIO if self.sets > 1 else 0

    def price(self, scenarios: Sequence[str]) -> float:
        """The price of the earlier uses of a set."""
        return USE_PRICE * sum(self.exposure.scenarios.get(s, 0) for s in scenarios)


def paper_pool(
    bank: Bank,
    blueprint: Blueprint,
    pool: Pool,
    exposure: Exposure,
    *,
    must: frozenset[str] = frozenset(),
    effort: Effort = EFFORT,
) -> PaperPool:
    """The best paper of each of the best sets, with those within ε of it in the very best; all hold ``must``.

    ``effort`` bounds the work: beyond it the bound is proved below the best paper found.
    """
    ask = _Ask(
        bank=bank, blueprint=blueprint, pool=pool, exposure=exposure, must=must, sets=effort.sets
    )
    compared = sum(1 for _ in scenario_sets(blueprint, pool))
    present = {item.id for items in pool.items.values() for item in items}
    if not compared or not must <= present:
        return PaperPool(papers=(), bound=0.0, sets=compared)
    found = _searched(ask, effort.work)
    if found is None:
        found = _one_by_one(ask)
    papers = [paper for papers in found.sets for paper in papers]
    return PaperPool(
        papers=tuple(sorted(papers, key=lambda p: (p.value, p.items))),
        bound=found.bound,
        sets=compared,
        proved=found.proved,
    )


def scenario_sets(blueprint: Blueprint, pool: Pool) -> Iterator[tuple[str, ...]]:
    """The sets of at most so many scenarios that together touch every code of the blueprint."""
    needed = {t.code for t in blueprint.targets if t.share > t.tolerance}
    lacking = {
        s: frozenset(needed.difference(code for item in items for code in item.codes))
        for s, items in pool.items.items()
    }
    for size in range(1, most_scenarios(blueprint) + 1):
        for chosen in combinations(pool.items, size):
            if not frozenset.intersection(*(lacking[s] for s in chosen)):
                yield chosen


def most_scenarios(blueprint: Blueprint) -> int:
    """How many scenarios a paper has at most, as the table of the exam leaves it; its key where that takes it away."""
    most = blueprint.bounds(SCENARIOS, Decimal(1), Decimal(blueprint.scenarios_max))[1]
    return int(most) if most.is_finite() else blueprint.scenarios_max


def problem_of(bank: Bank, blueprint: Blueprint, pool: Pool, chosen: Sequence[str]) -> Problem:
    """The optimisation problem of one scenario set."""
    scenarios = {s.id: s for s in bank.scenarios}
    items = [(scenarios[s], item) for s in chosen for item in pool.items[s]]
    return problem_on(rules_of(bank, blueprint), items, skill_shares(bank))


def _searched(ask: _Ask, work: int) -> _Found | None:
    """The papers found by the search over all sets at once; ``None`` when it cannot tell."""
    if most_scenarios(ask.blueprint) > JOINED:
        return None
    problem = replace(
        problem_of(ask.bank, ask.blueprint, ask.pool, tuple(ask.pool.items)), needed=()
    )
    owners = [s for s, items in ask.pool.items.items() for _ in items]
    frame = frame_of(problem, owners, ask.must)
    if frame is None:
        return None
    wanted = Wanted(size=most_scenarios(ask.blueprint), sets=ask.sets, uses=ask.uses)
    found = harvest(frame, wanted, Meter(left=work))
    if not found.sets and not found.proved:
        return None
    kept = _kept(ask, found)
    sets = [_papers(ask, found, key, alone=n >= SETS_DRAWN) for n, key in enumerate(kept)]
    best = min((paper.deviation for papers in sets for paper in papers), default=0.0)
    return _Found(
        sets=tuple(sets),
        bound=best if found.proved else min(best, found.bound),
        proved=found.proved,
    )


def _kept(ask: _Ask, found: Harvest) -> list[tuple[int, ...]]:
    """The best of the sets found, then those that give a scenario the sets it is to have, by value."""
    values = {
        key: own[0].value + ask.price([found.frame.scenarios[s] for s in key])
        for key, own in found.sets.items()
    }
    uses: Counter[int] = Counter()
    kept: list[tuple[int, ...]] = []
    for key in sorted(values, key=lambda key: (round(values[key], 6), key)):
        if len(kept) < ask.sets or any(uses[s] < ask.uses for s in key):
            kept.append(key)
            uses.update(key)
    return kept


def _papers(ask: _Ask, found: Harvest, key: tuple[int, ...], *, alone: bool) -> tuple[Paper, ...]:
    """The best paper of a set, with those within ε of it unless it comes alone."""
    frame: Frame = found.frame
    own = found.sets[key]
    if not alone and ask.sets > 1:
        most = own[0].value + float(ask.blueprint.epsilon)
        own = near(frame, key, most, PAPERS_A_SET, Meter(left=FURTHER)) or own
    scenarios = tuple(frame.scenarios[s] for s in key)
    return tuple(
        Paper(
            items=tuple(frame.problem.rows[k].id for k in choice.rows),
            scenarios=scenarios,
            deviation=round(choice.value, 6),
            price=ask.price(scenarios),
        )
        for choice in own
    )


def _one_by_one(ask: _Ask) -> _Found:
    """The papers of the sets, each solved on its own."""
    holders = {item_id.rpartition("/")[0] for item_id in ask.must}
    sets = (s for s in scenario_sets(ask.blueprint, ask.pool) if holders.issubset(s))
    solutions = solve_sets(
        sets,
        lambda chosen: holding(problem_of(ask.bank, ask.blueprint, ask.pool, chosen), ask.must),
        (ask.sets, ask.uses),
    )
    solved = sorted(
        solutions.solved,
        key=lambda one: (round(one.optimum.value + ask.price(one.scenarios), 6), one.scenarios),
    )
    papers = []
    for n, one in enumerate(solved):
        most = PAPERS_A_SET if n < SETS_DRAWN and ask.sets > 1 else 1
        papers.append(
            tuple(
                Paper(
                    items=tuple(one.problem.rows[k].id for k in form.chosen),
                    scenarios=one.scenarios,
                    deviation=round(form.value, 6),
                    price=ask.price(one.scenarios),
                )
                for form in nearly_best(one, float(ask.blueprint.epsilon), most)
            )
        )
    best = min((paper.deviation for own in papers for paper in own), default=0.0)
    return _Found(
        sets=tuple(papers),
        bound=best if solutions.complete else 0.0,
        proved=solutions.complete,
    )
