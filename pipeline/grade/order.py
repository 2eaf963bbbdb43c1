"""The order in which each assessor is asked to mark: its own, stable, drawn by the session's secret."""

from collections.abc import Iterable, Mapping, Sequence

from pipeline.draw import derive, shuffled
from pipeline.model.basis import Basis, IssuedGrid
from pipeline.model.session import Dispatch


def marking_order(
    secret: bytes, assessor: str, exam: str, copies: Iterable[str]
) -> tuple[str, ...]:
    """The copies in the order drawn for one assessor; a copy more leaves the order of the others as it was."""
    return shuffled(derive(secret, f"marking/{exam}/{assessor}"), copies)


def issued_orders(
    secret: bytes, issued: Sequence[IssuedGrid]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """The copies that went out to each (assessor, exam), in the order drawn for it."""
    copies: dict[tuple[str, str], list[str]] = {}
    for grid in issued:
        key = (grid.identity.assessor, grid.exam)
        copies.setdefault(key, []).append(grid.identity.anonymous)
    return {key: marking_order(secret, *key, copies[key]) for key in sorted(copies)}


def marked_in_order(
    basis: Basis, secret: bytes, issued: Sequence[IssuedGrid]
) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The copies of written exams in the order drawn, by assessor, then by exam; an oral follows its turns."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for (assessor, exam), order in issued_orders(secret, issued).items():
        if not basis.exam(exam).oral:
            found.setdefault(assessor, {})[exam] = order
    return found


def followed_orders(
    basis: Basis, secret: bytes, issued: Sequence[IssuedGrid], placed: Dispatch
) -> dict[tuple[str, str], tuple[str, ...]]:
    """The copies of each (assessor, exam) as they were to be marked: as drawn, an oral turn by turn."""
    turns = {(p.blueprint, p.anonymous): (p.date, p.start, p.anonymous) for p in placed.placements}
    return {
        (assessor, exam): _by_turn(exam, order, turns) if basis.exam(exam).oral else order
        for (assessor, exam), order in issued_orders(secret, issued).items()
    }


def _by_turn(
    exam: str, copies: Sequence[str], turns: Mapping[tuple[str, str], tuple[str, ...]]
) -> tuple[str, ...]:
    """The copies of an oral as their turns came."""
    return tuple(sorted(copies, key=lambda copy: turns[exam, copy]))
