"""A block judged again with thresholds or points that the jury only tries.

What the rules propose is worked out in ``award.proposals``; here only what a jury may weigh is left to play, everything
else is fixed.
"""

from dataclasses import replace
from decimal import Decimal

from pipeline.award.rounding import HIGHEST
from pipeline.award.verdict import blocking_codes, exams_of, needed
from pipeline.model.award import BlockResult, BlockStatus
from pipeline.model.basis import Basis
from pipeline.model.jurytable import Limits, Standing
from pipeline.model.policy import Policy
from pipeline.rules import jurytable as words


def limits_of(policy: Policy) -> Limits:
    """The thresholds of the rules."""
    block = policy.block
    return Limits(
        threshold=block.threshold,
        floor=block.floor if block.compensation else block.exam_minimum,
        single=block.exam_minimum,
        share=block.acquired_share,
    )


def standing(basis: Basis, result: BlockResult) -> Standing:
    """What a block is judged by; ``judged`` finds its proposed status again."""
    marks = [exam.mark for exam in result.exams if exam.mark is not None]
    limits = limits_of(basis.policy)
    single = len(exams_of(basis, result.block)) == 1
    asked = limits.floor is not None and (basis.policy.block.compensation or not single)
    free = Standing(
        mark=result.mark,
        least=needed(basis, result.block),
        lowest=min(marks, default=None),
        single=single,
        floored=asked and bool(marks),
        acquired=result.acquired,
        observed=len(result.codes),
    )
    obstacle = _obstacle(basis, result, free)
    if not obstacle and judged(free, limits) is not result.status:
        obstacle = words.OBSTACLE_OTHER
    return replace(free, fixed=result.status, obstacle=obstacle) if obstacle else free


def judged(at: Standing, limits: Limits, points: Decimal = Decimal(0)) -> BlockStatus:
    """The status of a block with these thresholds once points are added to its mark."""
    if at.fixed is not None:
        return at.fixed
    assert at.mark is not None, "a block without a mark is fixed"
    mark = min(at.mark + points, HIGHEST)
    asked = [(mark, limits.threshold)]
    if at.single:
        asked.append((mark, limits.single or Decimal(0)))
    if at.lowest is not None and at.floored:
        asked.append((at.lowest, limits.floor or Decimal(0)))
    asked.append((Decimal(at.acquired * 100), (limits.share or Decimal(0)) * at.observed))
    return BlockStatus.VALID if all(has >= least for has, least in asked) else BlockStatus.FAILED


def _obstacle(basis: Basis, result: BlockResult, at: Standing) -> str:
    """What makes the status of a block whatever the thresholds; empty when they decide."""
    if result.status in (BlockStatus.WAITING, BlockStatus.WON):
        return words.STATUSES[result.status]
    if at.mark is None:
        states = (
            words.OBSTACLE_STATE.format(exam=e.exam, state=e.state)
            for e in result.exams
            if e.mark is None and e.state
        )
        return words.LIST_GLUE.join(states) or words.OBSTACLE_NO_MARK
    least = basis.policy.block.exam_eliminating
    if least is not None and at.lowest is not None and at.lowest < least:
        return words.OBSTACLE_ELIMINATING
    acquired = {code.code for code in result.codes if code.acquired}
    blocking = [c for c in blocking_codes(basis, result.block) if c not in acquired]
    if blocking:
        return words.OBSTACLE_CODES.format(codes=words.LIST_GLUE.join(blocking))
    return (
        "" if result.codes or basis.policy.block.acquired_share is None else words.OBSTACLE_NO_CODE
    )
