"""Which families of scenarios each exam's main paper draws on: none twice a session where the bank allows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.assemble.pairs import families_of
from pipeline.assemble.papers import Paper
from pipeline.ata.solver import Constraint, Variable, chosen_of, minimise
from pipeline.draw import rank

Offer = tuple[Sequence[Paper], float]
REPEAT = 1e5
DRAW = 1e-2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Option:
    """One set of families that a main paper may have, and how much worse than its best it is."""

    form: str
    families: tuple[str, ...]
    cost: float


def spread(
    offers: Mapping[str, Offer], families: Mapping[str, str], key: bytes
) -> dict[str, frozenset[str]]:
    """The families of each main paper: fewest repeats in the session, then within ε of the best, then drawn.

    ``offers`` are the papers that each may be, best first, one at least, with its ε; ``families`` gives the family of
    each scenario.
    """
    options = [o for form, offer in offers.items() for o in _options(form, offer, families, key)]
    variables = [Variable(upper=1, integer=True, cost=option.cost) for option in options]
    rows = []
    for form in offers:
        terms = tuple((k, 1.0) for k, o in enumerate(options) if o.form == form)
        rows.append(Constraint(terms=terms, lower=1, upper=1))
    for family in sorted({f for option in options for f in option.families}):
        users = tuple((k, 1.0) for k, o in enumerate(options) if family in o.families)
        rows.append(Constraint(terms=(*users, (len(variables), -1.0)), upper=1))
        variables.append(Variable(cost=REPEAT))
    solution = minimise(variables, rows)
    assert solution is not None, "each paper has an option and families may repeat"
    chosen = [options[k] for k in chosen_of(solution, len(options))]
    return {option.form: frozenset(option.families) for option in chosen}


def _options(form: str, offer: Offer, families: Mapping[str, str], key: bytes) -> list[_Option]:
    """The sets of families of the papers offered, with the cost of taking each."""
    papers, epsilon = offer
    best = papers[0].value
    values: dict[tuple[str, ...], float] = {}
    for paper in papers:
        values.setdefault(families_of(paper.scenarios, families), paper.value)
    found = []
    for chosen, value in values.items():
        twice = len(chosen) - len(set(chosen))
        draw = rank(key, f"{form}/{'+'.join(chosen)}") / 2**256
        cost = REPEAT * twice + max(0.0, value - best - epsilon) + DRAW * draw
        found.append(_Option(form=form, families=chosen, cost=cost))
    return found
