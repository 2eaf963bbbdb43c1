"""The main paper and its spare: the best pair that repeats as little as the bank allows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipeline.assemble.papers import Paper
from pipeline.draw import rank

Candidate = TypeVar("Candidate")
SAME_USE = 2.0
"""The price of one earlier main paper: uses that differ by less count as even."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What the other papers of the session hold: items and families, of main papers and of spares."""

    items: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    spare_items: frozenset[str] = frozenset()
    spare_families: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A main paper and its spare (``None`` when the blueprint wants none).

    ``near``: how many pairs were within ε of the best and could have been drawn.
    """

    main: Paper
    spare: Paper | None
    near: int

    @property
    def value(self) -> float:
        """The value of the worse of the two papers."""
        return max(self.main.value, self.spare.value if self.spare else 0.0)


def best_pair(
    mains: Sequence[Paper],
    spares: Sequence[Paper],
    families: Mapping[str, str],
    taken: Taken,
    key: bytes,
    epsilon: float,
) -> Pair:
    """The pair that repeats least, then within ε of the least worst deviation and the least used, drawn by the secret.

    What a main paper repeats of other exams weighs most, then what the spare shares with its main paper, then what the
    spare repeats of other exams. There is a main paper; without ``spares`` there is no spare.
    """
    least = _least(mains, lambda paper: _main_repeats(paper, families, taken))
    others: Sequence[Paper | None] = spares or (None,)
    pairs = [Pair(main=main, spare=other, near=1) for main in least for other in others]
    pairs = _least(pairs, lambda pair: _spare_repeats(pair, families, taken))
    best = min(pair.value for pair in pairs)
    near = [pair for pair in pairs if pair.value <= best + epsilon]
    least_used = min(pair.main.price for pair in near)
    near = [pair for pair in near if pair.main.price < least_used + SAME_USE]
    drawn = min(near, key=lambda pair: rank(key, _label(pair)))
    return Pair(main=drawn.main, spare=drawn.spare, near=len(near))


def families_of(scenarios: Sequence[str], families: Mapping[str, str]) -> tuple[str, ...]:
    """The families of a scenario set, sorted; a family comes as often as it has scenarios."""
    return tuple(sorted(families[s] for s in scenarios))


def _least(
    candidates: Sequence[Candidate], cost: Callable[[Candidate], tuple[int, ...]]
) -> list[Candidate]:
    """The candidates of least cost, in their order."""
    costs = [cost(candidate) for candidate in candidates]
    least = min(costs)
    return [c for c, own in zip(candidates, costs, strict=True) if own == least]


def _main_repeats(
    paper: Paper, families: Mapping[str, str], taken: Taken
) -> tuple[int, int, int, int]:
    """What a main paper repeats of the session: families and questions of main papers, then of spares."""
    own = families_of(paper.scenarios, families)
    return (
        sum(f in taken.families for f in own) + len(own) - len(set(own)),
        len(taken.items.intersection(paper.items)),
        len(taken.spare_items.intersection(paper.items)),
        len(taken.spare_families.intersection(own)),
    )


def _spare_repeats(
    pair: Pair, families: Mapping[str, str], taken: Taken
) -> tuple[int, int, int, int]:
    """What a spare shares with its main paper (questions, scenarios), then with the session (questions, families)."""
    if pair.spare is None:
        return (0, 0, 0, 0)
    own = set(families_of(pair.spare.scenarios, families))
    elsewhere = taken.families | taken.spare_families
    return (
        len(set(pair.main.items).intersection(pair.spare.items)),
        len(set(pair.main.scenarios).intersection(pair.spare.scenarios)),
        len((taken.items | taken.spare_items).intersection(pair.spare.items)),
        len(own & elsewhere) + len(own.intersection(families_of(pair.main.scenarios, families))),
    )


def _label(pair: Pair) -> str:
    """The whole pair in words, for the draw."""
    spare = pair.spare.items if pair.spare else ()
    return "+".join(pair.main.items) + "|" + "+".join(spare)
