"""What is sat again: for each candidate exactly what is missing, and what is kept of the rest."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.award.missing import missing_codes
from pipeline.award.resits import to_defer, to_sit
from pipeline.codes import Code
from pipeline.model.award import BlockResult, BlockStatus, Carried, Proposal
from pipeline.model.basis import Basis
from pipeline.model.score import ExamScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a session knows of one candidate: results, every score, the scenarios met, the resits used with it."""

    proposal: Proposal
    scores: Mapping[str, ExamScore]
    met: tuple[str, ...]
    attempts: int


def plan_resits(basis: Basis, standings: Sequence[Standing]) -> tuple[Carried, ...]:
    """What each candidate with a block that failed sits again, in the order given; nobody whose resits are used up."""
    limit = basis.policy.resit.sessions
    able = [s for s in standings if s.attempts < limit]
    kept = (BlockStatus.WON, BlockStatus.VALID)
    known = _known(able, basis.policy.resit.distinct)
    planned = _plan(basis, known, to_sit, kept, used=1)
    if not basis.policy.resit.missing_only:
        return planned
    standing = {s.proposal.candidate: s for s in able}
    return tuple(
        replace(carried, codes=_missing(basis, standing[carried.candidate], carried.exams))
        for carried in planned
    )


def plan_deferred(basis: Basis, standings: Sequence[Standing]) -> tuple[Carried, ...]:
    """What each candidate with an excused absence sits at the deferred sitting: those exams only, no resit used.

    Nothing is decided on who waits: the results of all the blocks go along, for the jury of the deferred sitting.
    """
    known = _known(standings, basis.policy.resit.deferred_distinct)
    return _plan(basis, known, to_defer, (BlockStatus.WON,), used=0)


def exhausted(basis: Basis, standings: Sequence[Standing]) -> tuple[str, ...]:
    """The candidates with a block that failed and no resit left."""
    limit = basis.policy.resit.sessions
    return tuple(
        s.proposal.candidate
        for s in standings
        if s.attempts >= limit and any(to_sit(basis, b) for b in s.proposal.blocks)
    )


def _missing(
    basis: Basis, standing: Standing, exams: Sequence[str]
) -> tuple[tuple[str, tuple[Code, ...]], ...]:
    """The codes still missing of the exams that can be sat again in part."""
    found = [
        (exam, missing_codes(basis, standing.proposal, standing.scores, exam)) for exam in exams
    ]
    return tuple((exam, codes) for exam, codes in found if codes)


def _known(standings: Sequence[Standing], distinct: bool) -> Sequence[Standing]:
    """What is known of candidates; the scenarios met do not matter where the rules ask for no other ones."""
    return standings if distinct else [replace(standing, met=()) for standing in standings]


def _plan(
    basis: Basis,
    standings: Sequence[Standing],
    choose: Callable[[Basis, BlockResult], tuple[str, ...]],
    settled: Collection[BlockStatus],
    *,
    used: int,
) -> tuple[Carried, ...]:
    """Those who have something to sit, with every score of the blocks that are not settled."""
    found = []
    for standing in standings:
        blocks = standing.proposal.blocks
        chosen = {exam for block in blocks for exam in choose(basis, block)}
        still = {b.block for b in blocks if b.status not in settled}
        if chosen:
            found.append(
                Carried(
                    candidate=standing.proposal.candidate,
                    exams=tuple(e.id for e in basis.exams if e.id in chosen),
                    kept=tuple(
                        standing.scores[e.id]
                        for e in basis.exams
                        if e.block in still and e.id in standing.scores
                    ),
                    met=tuple(sorted(set(standing.met))),
                    attempts=standing.attempts + used,
                )
            )
    return tuple(found)
