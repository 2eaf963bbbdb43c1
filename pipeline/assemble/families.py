"""Which families of scenarios each exam's main paper draws on: none twice a session where the bank allows."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.assemble.pairs import families_of
from pipeline.assemble.papers import EPSILON, PaperPool
from pipeline.ata.solver import Constraint, Variable, chosen_of, minimise
from pipeline.draw import rank

REPEAT = 1e5
DRAW = 1e-2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Option:
    """One set of families that an exam's main paper may have, and how much worse than its best it is."""

    exam: str
    families: tuple[str, ...]
    cost: float


def spread(
    pools: Mapping[str, PaperPool], families: Mapping[str, str], key: bytes
) -> dict[str, frozenset[str]]:
    """The families of each exam's main paper: fewest repeats in the session, then within ε of the best, then drawn.

    ``families`` gives the family of each scenario; every pool has a paper.
    """
    options = [o for exam, pool in pools.items() for o in _options(exam, pool, families, key)]
    variables = [Variable(upper=1, integer=True, cost=option.cost) for option in options]
    rows = []
    for exam in pools:
        terms = tuple((k, 1.0) for k, o in enumerate(options) if o.exam == exam)
        rows.append(Constraint(terms=terms, lower=1, upper=1))
    for family in sorted({f for option in options for f in option.families}):
        users = tuple((k, 1.0) for k, o in enumerate(options) if family in o.families)
        rows.append(Constraint(terms=(*users, (len(variables), -1.0)), upper=1))
        variables.append(Variable(cost=REPEAT))
    solution = minimise(variables, rows)
    assert solution is not None, "each exam has an option and families may repeat"
    chosen = [options[k] for k in chosen_of(solution, len(options))]
    return {option.exam: frozenset(option.families) for option in chosen}


def _options(exam: str, pool: PaperPool, families: Mapping[str, str], key: bytes) -> list[_Option]:
    """The sets of families of one exam's papers, with the cost of taking each."""
    best = pool.papers[0].value
    values: dict[tuple[str, ...], float] = {}
    for paper in pool.papers:
        values.setdefault(families_of(paper.scenarios, families), paper.value)
    found = []
    for chosen, value in values.items():
        twice = len(chosen) - len(set(chosen))
        draw = rank(key, f"{exam}/{'+'.join(chosen)}") / 2**256
        cost = REPEAT * twice + max(0.0, value - best - EPSILON) + DRAW * draw
        found.append(_Option(exam=exam, families=chosen, cost=cost))
    return found
