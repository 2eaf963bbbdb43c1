"""What the rules propose for a candidate: the blocks of the path, compensation, the decision, honours."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.award.blocks import NO_POINTS, block_result, with_points
from pipeline.award.explain import block_sentence
from pipeline.award.honours import honours, is_refused, mean_of_blocks
from pipeline.award.narrate import proposal_sentence
from pipeline.award.verdict import Rule, breaches, exams_of
from pipeline.model.award import COMPLETE, HELD, BlockResult, BlockStatus, Proposal
from pipeline.model.basis import Basis, BlockBasis
from pipeline.model.policy import Policy
from pipeline.model.referential import BlockId, BlockKind
from pipeline.model.score import ExamScore

PARTIAL = "attribution_partielle"
ADJOURNED, NONE = "ajournement_rattrapage", "non_attribution"


def propose(
    basis: Basis,
    candidate: str,
    specialisation: BlockId,
    scores: Mapping[str, ExamScore],
    won: Collection[BlockId],
    attempts: int,
) -> Proposal:
    """What the rules propose for a candidate by exam scores and blocks won before.

    ``attempts`` counts the sessions of resits used, this one included when it is one. Blocks outside the path are there
    when they were won or sat. KeyError for a score of an exam, or a specialisation, that the basis does not know.
    """
    sat = {basis.exam(exam).block for exam in scores}
    path = required_blocks(basis, specialisation)
    blocks = tuple(
        block_result(basis, block.id, scores, block.id in won)
        for block in basis.blocks
        if block.id in path or block.id in won or block.id in sat
    )
    draft = Proposal(
        candidate=candidate, specialisation=specialisation, blocks=blocks, decision="", sentence=""
    )
    return _settled(basis, draft, attempts)


def with_jury_points(
    basis: Basis, proposal: Proposal, points: Mapping[BlockId, Decimal], attempts: int
) -> Proposal:
    """The proposal with the jury's points by block instead of any it had; ValueError where points are not allowed."""
    blocks = tuple(
        with_points(basis, block, points.get(block.block, NO_POINTS)) for block in proposal.blocks
    )
    return _settled(basis, replace(proposal, blocks=blocks), attempts)


def honours_of(
    basis: Basis, blocks: Sequence[BlockResult], path: Sequence[BlockId], attempts: int
) -> str:
    """The honours that a complete certification deserves; empty without."""
    policy = basis.policy
    mean = mean_of_blocks([b for b in blocks if b.block in path], policy.marks)
    if not policy.honours.active or mean is None or is_refused(policy.honours, attempts):
        return ""
    return honours(mean, policy.honours)


def required_blocks(basis: Basis, specialisation: BlockId) -> tuple[BlockId, ...]:
    """The blocks that make the certification: every one, or the common ones and the specialisation."""
    chosen = basis.block(specialisation)
    return tuple(b.id for b in basis.blocks if _is_required(basis, b, chosen))


def resit_left(policy: Policy, attempts: int) -> bool:
    """Whether a session of resits is left to a candidate who used so many."""
    return attempts < policy.resit.sessions


def compensation(basis: Basis, blocks: Sequence[BlockResult]) -> tuple[BlockId, ...]:
    """The blocks, of those required, that the others compensate: all but their own mark is right, the mean is enough.

    All or none: a block that waits, or fails otherwise, leaves nothing to compensate for.
    """
    rules = basis.policy
    failed = [b for b in blocks if b.status not in HELD]
    if not rules.path.block_compensation or not all(_only_mark_lacks(basis, b) for b in failed):
        return ()
    marked = [b for b in blocks if b.mark is not None]
    mean = mean_of_blocks(marked, rules.marks) if marked else None
    if mean is None or mean < rules.block.threshold:
        return ()
    return tuple(b.block for b in failed)


def decision(
    policy: Policy, path: Sequence[BlockId], blocks: Sequence[BlockResult], attempts: int
) -> str:
    """The rules' word for a candidate's blocks, empty as long as one of the path waits or when the rules have none."""
    required = [b for b in blocks if b.block in path]
    if any(b.status is BlockStatus.WAITING for b in required):
        return ""
    if all(b.status in HELD for b in required):
        words: tuple[str, ...] = (COMPLETE,)
    else:
        held = any(b.status in HELD for b in blocks)
        again = resit_left(policy, attempts)
        words = (*((PARTIAL,) if held else ()), *((ADJOURNED,) if again else ()), NONE)
    return next((word for word in words if word in policy.jury.decisions), "")


def _is_required(basis: Basis, block: BlockBasis, chosen: BlockBasis) -> bool:
    return basis.policy.path.all_blocks or block.kind is BlockKind.COMMON or block is chosen


def _only_mark_lacks(basis: Basis, block: BlockResult) -> bool:
    """Whether a block breaks no rule but its threshold; the minimum of an only exam is not compensated."""
    if block.mark is None:
        return False
    least = basis.policy.block.exam_minimum
    single = len(exams_of(basis, block.block)) == 1
    if single and least is not None and block.mark < least:
        return False
    return all(breach.rule is Rule.THRESHOLD for breach in breaches(basis, block))


def _settled(basis: Basis, draft: Proposal, attempts: int) -> Proposal:
    """The proposal of judged blocks: compensation, sentences, decision, honours."""
    path = required_blocks(basis, draft.specialisation)
    compensated = compensation(basis, [b for b in draft.blocks if b.block in path])
    again = resit_left(basis.policy, attempts)
    blocks = tuple(
        _retold(basis, b, compensated=b.block in compensated, resit=again) for b in draft.blocks
    )
    word = decision(basis.policy, path, blocks, attempts)
    settled = replace(draft, blocks=blocks, decision=word)
    if word == COMPLETE:
        settled = replace(settled, honours=honours_of(basis, settled.blocks, path, attempts))
    return replace(settled, sentence=proposal_sentence(basis, settled, path, attempts))


def _retold(basis: Basis, block: BlockResult, *, compensated: bool, resit: bool) -> BlockResult:
    told = replace(block, status=BlockStatus.VALID) if compensated else block
    return replace(told, sentence=block_sentence(basis, told, resit=resit))
