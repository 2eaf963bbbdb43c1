"""The best papers of a blueprint, scenario set by scenario set, with the proof that no set does better."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.assemble.pool import Exposure, Pool, skill_shares, skill_targets
from pipeline.assemble.requirements import requirements_of
from pipeline.assemble.rows import problem_on
from pipeline.ata.form import Optimum, may_reach, optimum
from pipeline.ata.table import Problem
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint

EPSILON = 2.0
PAPERS_A_SET = 8
SETS_KEPT = 40
SETS_A_SCENARIO = 2
SETS_DRAWN = 10
USE_PRICE = 0.5


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

    ``bound``: no paper of the bank deviates less, proved; ``sets``: how many scenario sets were looked at.
    """

    papers: tuple[Paper, ...]
    bound: float
    sets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Best:
    """A scenario set solved: its problem, its best paper, the price of earlier uses."""

    problem: Problem
    scenarios: tuple[str, ...]
    optimum: Optimum
    price: float

    @property
    def value(self) -> float:
        """The value of its best paper."""
        return self.optimum.value + self.price


def paper_pool(bank: Bank, blueprint: Blueprint, pool: Pool, exposure: Exposure) -> PaperPool:
    """The best paper of each set, with those within ε of it in the best sets; a set may give none.

    Of a large bank, a set that cannot do better than the sets already kept is left out unsolved.
    """
    kept: list[_Best] = []
    sets = 0
    for chosen in scenario_sets(blueprint, pool):
        sets += 1
        problem = problem_of(bank, blueprint, pool, chosen)
        price = USE_PRICE * sum(exposure.scenarios.get(s, 0) for s in chosen)
        worst = _worst_kept(kept, chosen)
        if worst is not None and not may_reach(problem, worst - price):
            continue
        best = optimum(problem)
        if best is not None:
            kept.append(_Best(problem=problem, scenarios=chosen, optimum=best, price=price))
    kept.sort(key=lambda best: (best.value, best.scenarios))
    papers = [p for n, best in enumerate(kept) for p in _papers(best, alone=n >= SETS_DRAWN)]
    return PaperPool(
        papers=tuple(sorted(papers, key=lambda p: (p.value, p.items))),
        bound=min((p.deviation for p in papers), default=0.0),
        sets=sets,
    )


def scenario_sets(blueprint: Blueprint, pool: Pool) -> Iterator[tuple[str, ...]]:
    """The sets of at most so many scenarios that together touch every code of the blueprint."""
    needed = {t.code for t in blueprint.targets if t.share > t.tolerance}
    for size in range(1, blueprint.scenarios_max + 1):
        for chosen in combinations(pool.items, size):
            codes = {code for s in chosen for item in pool.items[s] for code in item.codes}
            if needed <= codes:
                yield chosen


def problem_of(bank: Bank, blueprint: Blueprint, pool: Pool, chosen: Sequence[str]) -> Problem:
    """The optimisation problem of one scenario set."""
    scenarios = {s: bank.scenario(s) for s in chosen}
    items = [(scenarios[s], item) for s in chosen for item in pool.items[s]]
    return problem_on(requirements_of(blueprint, skill_targets(bank)), items, skill_shares(bank))


def _worst_kept(kept: Sequence[_Best], chosen: Sequence[str]) -> float | None:
    """The value that a set has to reach to be worth solving; ``None`` while every set is."""
    uses = [s for best in kept for s in best.scenarios]
    if len(kept) < SETS_KEPT or any(uses.count(s) < SETS_A_SCENARIO for s in chosen):
        return None
    return sorted(best.value for best in kept)[SETS_KEPT - 1]


def _papers(best: _Best, *, alone: bool) -> Iterator[Paper]:
    """The best paper of a set, then those within ε of it unless it comes alone."""
    forbidden: list[tuple[int, ...]] = []
    found: Optimum | None = best.optimum
    while found is not None and found.value <= best.optimum.value + EPSILON:
        yield Paper(
            items=tuple(best.problem.rows[k].id for k in found.chosen),
            scenarios=best.scenarios,
            deviation=round(found.value, 6),
            price=best.price,
        )
        forbidden.append(found.chosen)
        if alone or len(forbidden) == PAPERS_A_SET:
            return
        found = optimum(best.problem, forbidden)
