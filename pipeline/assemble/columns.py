"""Every choice of rows that keeps the rules of a small problem, enumerated all at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
import numpy.typing as npt

from pipeline.ata.form import holds, value_of
from pipeline.ata.table import Limit, Problem, missed

DIGITS = 9
"""Amounts with at most so many decimals are compared as whole numbers, exactly."""

ROUNDED = 6
Table = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The indexes of some rows that make a form, and its value (points on 100, to six decimals)."""

    rows: tuple[int, ...]
    value: float


def choices_of(problem: Problem, low: int, high: int) -> Iterator[Chosen]:
    """Every form of ``low`` to ``high`` rows, smaller ones first, then in the order of the rows."""
    count = len(problem.rows)
    for size in range(max(low, 1), min(high, count) + 1):
        table = _subsets(count, size)
        kept = np.ones(len(table), dtype=np.bool_)
        for limit in problem.limits:
            kept[kept] = _keeps(limit, table[kept])
        for first, second in problem.apart:
            kept &= ~((table == first).any(axis=1) & (table == second).any(axis=1))
        for rows in map(tuple, table[kept].tolist()):
            if _is_whole(problem, rows):
                yield Chosen(rows=rows, value=round(value_of(problem, rows), ROUNDED))


@lru_cache(maxsize=64)
def _subsets(count: int, size: int) -> Table:
    """The subsets of so many rows, one a line, in order."""
    return np.array(list(combinations(range(count), size)), dtype=np.int64).reshape(-1, size)


def _keeps(limit: Limit, table: Table) -> Mask:
    """Which subsets keep a limit: in whole numbers where its decimals allow, else one by one."""
    bounds = [b for b in (limit.lower, limit.upper) if b is not None]
    places = [-int(a.as_tuple().exponent) for a in (*limit.amounts, *bounds)]
    unit = max(0, *places)
    if unit > DIGITS:
        return np.array([not missed(limit, rows) for rows in table.tolist()], dtype=np.bool_)
    amounts = np.array([int(a.scaleb(unit)) for a in limit.amounts], dtype=np.int64)
    total = amounts[table].sum(axis=1)
    kept = np.ones(len(table), dtype=np.bool_)
    if limit.lower is not None:
        kept &= total >= int(limit.lower.scaleb(unit))
    if limit.upper is not None:
        kept &= total <= int(limit.upper.scaleb(unit))
    return kept


def _is_whole(problem: Problem, rows: tuple[int, ...]) -> bool:
    """Whether a subset keeps the rules that count words and has a row of each needed group."""
    inside = set(rows)
    return all(inside.intersection(group) for group in problem.needed) and all(
        holds(groups, rows) for groups in problem.groups
    )
