"""A block: its mark, its codes, its status, and the sentence that explains them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from pipeline.award.codes import code_results
from pipeline.award.explain import block_sentence, breach_reasons, lack_reasons
from pipeline.award.pending import Lack, is_exempt, lacks
from pipeline.award.rounding import HIGHEST, rounded
from pipeline.award.verdict import breaches, exams_of, needed
from pipeline.award.weights import exam_weights, parts
from pipeline.model.award import BlockResult, BlockStatus, ExamResult
from pipeline.model.basis import Basis, ExamBasis
from pipeline.model.blueprint import Phase
from pipeline.model.policy import MarkRules
from pipeline.model.referential import BlockId
from pipeline.model.score import ExamScore
from pipeline.rules import award as words

NO_POINTS = Decimal(0)


def block_result(
    basis: Basis,
    block: BlockId,
    scores: Mapping[str, ExamScore],
    won: bool,
    jury_points: Decimal = NO_POINTS,
) -> BlockResult:
    """The result of a block by the scores of its exams, by exam id; ``won`` before, it is kept and never computed.

    ``jury_points`` are those of ``with_points``.
    """
    exams = exams_of(basis, block)
    if won:
        sat = tuple(e for e in exams if e.id in scores)
        return _told(basis, _draft(basis, block, sat, scores), BlockStatus.WON)
    counted = tuple(e for e in exams if not is_exempt(scores.get(e.id)))
    missing = lacks(counted, scores, basis.policy.resit)
    draft = _draft(basis, block, exams, scores)
    weights = exam_weights(counted, basis.policy.block)
    codes, unobserved = code_results(basis.block(block).codes, scores, weights, basis.policy.marks)
    draft = replace(
        draft,
        mark=None if missing else _mean(weights, scores, basis.policy.marks),
        continuous=_phase_mean(basis, counted, scores, Phase.CONTINUOUS),
        final=_phase_mean(basis, counted, scores, Phase.FINAL),
        codes=codes,
        unobserved=unobserved,
    )
    if draft.mark is not None:
        return with_points(basis, draft, jury_points)
    return _without_mark(basis, draft, counted, scores, missing)


def takes_points(result: BlockResult) -> bool:
    """Whether the jury may add points to a block: it was marked in this session."""
    return result.mark is not None


def with_points(basis: Basis, result: BlockResult, points: Decimal) -> BlockResult:
    """The block judged again with these points of the jury instead of any it had.

    Points are added to the rounded block mark, never above 20: those beyond do not count. They can reach the threshold
    of the block; they repair no exam below a floor or a minimum, and no code. ValueError for points that the rules do
    not allow, or on a block without a mark.
    """
    if not 0 <= points <= basis.policy.jury.points or (points and not takes_points(result)):
        raise ValueError(f"{result.block}: {points} points")
    if result.mark is None:
        return result
    bare = result.mark - result.jury_points
    added = min(points, HIGHEST - bare)
    mark = bare + added
    draft = replace(
        result, mark=mark, jury_points=added, distance=mark - needed(basis, result.block)
    )
    status = BlockStatus.FAILED if breaches(basis, draft) else BlockStatus.VALID
    return _told(basis, replace(draft, reasons=breach_reasons(basis, draft)), status)


def _without_mark(
    basis: Basis,
    draft: BlockResult,
    counted: Sequence[ExamBasis],
    scores: Mapping[str, ExamScore],
    missing: Mapping[str, Lack],
) -> BlockResult:
    """A block that waits for marks or never gets them; it waits as long as one mark is to come."""
    if not draft.exams:
        return _told(basis, replace(draft, reasons=(words.NO_EXAM,)), BlockStatus.FAILED)
    if not counted:
        return _told(basis, replace(draft, reasons=(words.ALL_EXEMPT,)), BlockStatus.WAITING)
    reasons = lack_reasons(counted, scores, missing, basis.policy.states)
    waits = any(lack.waits for lack in missing.values())
    status = BlockStatus.WAITING if waits else BlockStatus.FAILED
    return _told(basis, replace(draft, reasons=reasons), status)


def _told(basis: Basis, draft: BlockResult, status: BlockStatus) -> BlockResult:
    """The block with its status and its sentence, as if a resit were open whenever the rules know resits."""
    result = replace(draft, status=status)
    resit = basis.policy.resit.sessions > 0
    return replace(result, sentence=block_sentence(basis, result, resit=resit))


def _draft(
    basis: Basis, block: BlockId, exams: Sequence[ExamBasis], scores: Mapping[str, ExamScore]
) -> BlockResult:
    """A block with its exams and nothing computed yet."""
    return BlockResult(
        block=block,
        status=BlockStatus.WAITING,
        mark=None,
        continuous=None,
        final=None,
        exams=tuple(_exam_result(e, scores.get(e.id), basis.policy.marks) for e in exams),
        codes=(),
        unobserved=(),
        reasons=(),
        sentence="",
        distance=None,
    )


def _exam_result(exam: ExamBasis, score: ExamScore | None, rules: MarkRules) -> ExamResult:
    mark = score.mark if score else None
    return ExamResult(
        exam=exam.id,
        title=exam.title,
        phase=exam.phase,
        coefficient=exam.coefficient,
        mark=None if mark is None else rounded(mark, rules),
        state=score.state if score else "",
        kept_from=score.kept_from if score else "",
    )


def _phase_mean(
    basis: Basis, counted: Sequence[ExamBasis], scores: Mapping[str, ExamScore], phase: Phase
) -> Decimal | None:
    """The mean of the exams of a phase by their coefficients; ``None`` when one has no mark or there is none."""
    exams = [exam for exam in counted if exam.phase is phase]
    inside = parts({exam.id: exam.coefficient for exam in exams})
    return _mean(inside, scores, basis.policy.marks)


def _mean(
    weights: Mapping[str, Fraction], scores: Mapping[str, ExamScore], rules: MarkRules
) -> Decimal | None:
    """The rounded mean of the marks by weights that make one; ``None`` when one is missing or there is none."""
    total = Fraction(0)
    for exam, weight in weights.items():
        mark = scores[exam].mark if exam in scores else None
        if mark is None:
            return None
        total += weight * mark
    return rounded(total, rules) if weights else None
