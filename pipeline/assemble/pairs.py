"""The main paper and its spare: the best pair that shares as little as the bank allows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.assemble.papers import EPSILON, Paper, PaperPool
from pipeline.draw import rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What the papers chosen so far hold: items, and families of scenarios (one a session)."""

    items: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A main paper and its spare (``None`` when the blueprint wants none).

    ``shared``: 0 other scenarios, 1 other questions of the same scenario, 2 the same questions. ``near``: how many
    pairs were within ε of the best and could have been drawn.
    """

    main: Paper
    spare: Paper | None
    shared: int
    repeats: int
    near: int


def best_pair(
    pool: PaperPool, families: Mapping[str, str], taken: Taken, key: bytes, *, spare: bool
) -> Pair | None:
    """The pair that repeats and shares least, then within ε of the least worst deviation, drawn by the secret."""
    free = [p for p in pool.papers if not taken.items.intersection(p.items)] or list(pool.papers)
    pairs = _pairs(free, families, taken, spare=spare)
    if not pairs:
        return None
    least = min((p.repeats, p.shared) for p in pairs)
    pairs = [p for p in pairs if (p.repeats, p.shared) == least]
    best = min(_worst(p) for p in pairs)
    near = [p for p in pairs if _worst(p) <= best + EPSILON]
    drawn = min(near, key=lambda p: rank(key, _label(p)))
    return Pair(
        main=drawn.main,
        spare=drawn.spare,
        shared=drawn.shared,
        repeats=drawn.repeats,
        near=len(near),
    )


def _pairs(
    papers: Sequence[Paper], families: Mapping[str, str], taken: Taken, *, spare: bool
) -> list[Pair]:
    """Every pair with what it shares and how many families it repeats."""
    found = []
    for main in papers:
        for other in papers if spare else (None,):
            repeats = sum(families[s] in taken.families for s in main.scenarios)
            shared = 0
            if other is not None:
                repeats += sum(families[s] in taken.families for s in other.scenarios)
                shared = _shared(main, other)
            found.append(Pair(main=main, spare=other, shared=shared, repeats=repeats, near=1))
    return found


def _shared(main: Paper, other: Paper) -> int:
    """How much a spare gives away of the main paper; a partial overlap is as bad as the same questions."""
    if set(main.items).intersection(other.items):
        return 2 if main.items == other.items else 3
    return 1 if set(main.scenarios).intersection(other.scenarios) else 0


def _worst(pair: Pair) -> float:
    """The value of the worse of the two papers."""
    return max(pair.main.value, pair.spare.value if pair.spare else 0.0)


def _label(pair: Pair) -> str:
    """The whole pair in words, for the draw."""
    spare = pair.spare.items if pair.spare else ()
    return "+".join(pair.main.items) + "|" + "+".join(spare)
