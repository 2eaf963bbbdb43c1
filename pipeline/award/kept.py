"""What a session of resits or deferred sittings judges: new results beside those kept of the session before."""

from collections.abc import Mapping
from dataclasses import replace

from pipeline.award.resits import combine
from pipeline.model.award import Carried, Resit
from pipeline.model.basis import Basis
from pipeline.model.policy import Policy
from pipeline.model.score import ExamScore


def kept_basis(basis: Basis, source: Basis, resit: Resit) -> Basis:
    """The basis with every exam of the blocks that are sat again or kept, those that nobody sits now included.

    ``source`` is the basis of the session before, extended in the same way when that was one of resits. Without it, a
    block would be judged by the exams of the new session alone.
    """
    own = {exam.id for exam in basis.exams}
    open_ = {exam for carried in resit.carried for exam in carried.exams}
    open_ |= {score.exam for carried in resit.carried for score in carried.kept}
    blocks = {exam.block for exam in source.exams if exam.id in open_}
    kept = tuple(e for e in source.exams if e.block in blocks and e.id not in own)
    return replace(basis, exams=(*basis.exams, *kept))


def kept_scores(
    resit: Resit, candidate: str, new: Mapping[str, ExamScore], policy: Policy
) -> Mapping[str, ExamScore]:
    """The scores of a candidate by exam: the new ones combined with those brought, which say where they come from.

    An exam to be sat again that has no new score is not there, so that it is waited for. Who brings nothing has the new
    scores alone.
    """
    carried = next((c for c in resit.carried if c.candidate == candidate), None)
    if carried is None:
        return new
    old = {score.exam: _marked(score, resit) for score in carried.kept}
    return {
        exam: combine(old.get(exam), new.get(exam), policy, resit.kind, carried.missing(exam))
        for exam in _scored(carried, new)
    }


def _scored(carried: Carried, new: Mapping[str, ExamScore]) -> tuple[str, ...]:
    """The exams with a score: those that are kept and not sat again, and those marked now."""
    kept = (score.exam for score in carried.kept if score.exam not in carried.exams)
    return tuple(dict.fromkeys([*kept, *new]))


def _marked(score: ExamScore, resit: Resit) -> ExamScore:
    return replace(score, kept_from=score.kept_from or resit.source)
