"""The smallest sets of rules that cannot hold together."""

from dataclasses import replace

from pipeline.ata.form import optimum
from pipeline.ata.table import Groups, Limit, Problem

Part = Limit | Groups


def parts_of(problem: Problem) -> tuple[Part, ...]:
    """The parts of a problem that may be given up: its limits, then its counts of words."""
    return (*problem.limits, *problem.groups)


def keeping(problem: Problem, parts: tuple[Part, ...]) -> Problem:
    """The problem with these parts only, and no wish."""
    return replace(
        problem,
        limits=tuple(p for p in parts if isinstance(p, Limit)),
        groups=tuple(p for p in parts if isinstance(p, Groups)),
        wishes=(),
    )


def is_impossible(problem: Problem) -> bool:
    """Whether the rows make no form."""
    return optimum(replace(problem, wishes=(), scale=())) is None


def conflict(problem: Problem, first: frozenset[str] = frozenset()) -> tuple[Part, ...]:
    """Parts that cannot hold together, none of which can be spared; those named ``first`` are kept as far as can be.

    The problem has no form. A deletion filter: each part is tried in turn without which there is still none.
    """
    left = sorted(parts_of(problem), key=lambda part: part.requirement.id in first)
    for part in tuple(left):
        trial = [kept for kept in left if kept is not part]
        if is_impossible(keeping(problem, tuple(trial))):
            left = trial
    order = parts_of(problem)
    return tuple(part for part in order if any(part is kept for kept in left))
