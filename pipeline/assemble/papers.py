"""The best papers of a blueprint, scenario set by scenario set, with the proof that no set does better."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.assemble.limits import distances, limits
from pipeline.assemble.model import Problem, may_reach, optimum
from pipeline.assemble.pool import Exposure, Pool, skill_shares, skill_targets
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint

EPSILON = 2.0
PAPERS_A_SET = 8
SETS_KEPT = 40
SETS_A_SCENARIO = 2
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


def paper_pool(bank: Bank, blueprint: Blueprint, pool: Pool, exposure: Exposure) -> PaperPool:
    """The papers within ε of the best of each set; a set that cannot satisfy the blueprint gives none.

    Of a large bank, a set that cannot do better than the sets already kept is left out unsolved.
    """
    kept: list[list[Paper]] = []
    sets = 0
    for chosen in scenario_sets(blueprint, pool):
        sets += 1
        problem = problem_of(bank, blueprint, pool, chosen)
        price = USE_PRICE * sum(exposure.scenarios.get(s, 0) for s in chosen)
        worst = _worst_kept(kept, chosen)
        if worst is not None and not may_reach(problem, worst - price):
            continue
        found = _papers(problem, chosen, price)
        if found:
            kept.append(found)
    papers = sorted((p for found in kept for p in found), key=lambda p: (p.value, p.items))
    bound = min((found[0].deviation for found in kept), default=0.0)
    return PaperPool(papers=tuple(papers), bound=bound, sets=sets)


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
    pairs = [(scenario, item) for scenario in chosen for item in pool.items[scenario]]
    items = tuple(item for _, item in pairs)
    return Problem(
        items=items,
        scenarios=tuple(scenario for scenario, _ in pairs),
        limits=limits(blueprint, items),
        distances=distances(blueprint, items, skill_shares(bank), skill_targets(bank)),
        documents=(blueprint.documents_min, blueprint.documents_max),
    )


def _worst_kept(kept: Sequence[Sequence[Paper]], chosen: Sequence[str]) -> float | None:
    """The value that a set has to reach to be worth solving; ``None`` while every set is."""
    uses = [s for found in kept for s in found[0].scenarios]
    if len(kept) < SETS_KEPT or any(uses.count(s) < SETS_A_SCENARIO for s in chosen):
        return None
    return sorted(found[0].value for found in kept)[SETS_KEPT - 1]


def _papers(problem: Problem, chosen: tuple[str, ...], price: float) -> list[Paper]:
    """The papers of one set, best first, within ε of its best."""
    found: list[Paper] = []
    forbidden: list[tuple[int, ...]] = []
    while len(found) < PAPERS_A_SET:
        best = optimum(problem, forbidden)
        if best is None or (found and best.value > found[0].deviation + EPSILON):
            break
        forbidden.append(best.chosen)
        items = tuple(problem.items[k].id for k in best.chosen)
        found.append(
            Paper(items=items, scenarios=chosen, deviation=round(best.value, 6), price=price)
        )
    return found
