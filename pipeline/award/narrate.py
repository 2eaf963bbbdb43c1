"""The French sentence that explains a proposal."""

from collections.abc import Iterator, Sequence

from pipeline.award.explain import block_name, joined, the_block
from pipeline.award.honours import is_refused, mean_of_blocks
from pipeline.award.verdict import breaches
from pipeline.grammar import plural
from pipeline.model.award import HELD, BlockResult, BlockStatus, Proposal
from pipeline.model.basis import Basis
from pipeline.model.policy import ResitRules
from pipeline.model.referential import BlockId
from pipeline.rules import award as words
from pipeline.typography import number, points, typeset


def proposal_sentence(
    basis: Basis, proposal: Proposal, path: Sequence[BlockId], attempts: int
) -> str:
    """The sentence that explains a proposal whose blocks and decision are settled."""
    required = [b for b in proposal.blocks if b.block in path]
    others = [b for b in proposal.blocks if b.block not in path]
    facts = [*_facts(basis, required), *_asides(basis, proposal.blocks, others)]
    ends = _ends(basis, proposal, required, attempts)
    return typeset(
        words.PROPOSAL_SENTENCE.format(
            facts=words.FACT_GLUE.join(facts), conclusion=words.GLUE.join(ends)
        )
    )


def _facts(basis: Basis, required: Sequence[BlockResult]) -> Iterator[str]:
    held = [b for b in required if b.status in HELD]
    said = plural(len(held), *words.HELD) if held else words.NONE_HELD
    yield said.format(count=len(held), total=len(required))
    failed = [the_block(basis, b.block) for b in required if b.status is BlockStatus.FAILED]
    if failed:
        yield plural(len(failed), *words.LEFT).format(blocks=joined(failed))
    for block in required:
        if block.status is BlockStatus.WAITING:
            yield words.AWAITED.format(
                block=block_name(basis, block.block), reasons=words.GLUE.join(block.reasons)
            )


def _asides(
    basis: Basis, blocks: Sequence[BlockResult], others: Sequence[BlockResult]
) -> Iterator[str]:
    """Compensated blocks, blocks held outside the path, points of the jury."""
    valid = [b for b in blocks if b.status is BlockStatus.VALID]
    compensated = [the_block(basis, b.block) for b in valid if breaches(basis, b)]
    if compensated:
        yield words.BY_COMPENSATION.format(blocks=joined(compensated))
    outside = [the_block(basis, b.block) for b in others if b.status in HELD]
    if outside:
        yield words.OUTSIDE.format(blocks=joined(outside))
    for block in blocks:
        if block.jury_points:
            yield words.POINTS_AT.format(
                points=points(block.jury_points), block=the_block(basis, block.block)
            )


def _ends(
    basis: Basis, proposal: Proposal, required: Sequence[BlockResult], attempts: int
) -> Iterator[str]:
    """What is proposed, and what goes with it."""
    if any(b.status is BlockStatus.WAITING for b in required):
        yield words.NO_PROPOSAL
        return
    yield words.PROPOSED[proposal.decision] if proposal.decision else words.NO_DECISION
    if any(b.status is BlockStatus.FAILED for b in required):
        yield _resit(basis.policy.resit, attempts)
        return
    yield from _honours(basis, proposal, required, attempts)
    conditions = basis.policy.path.conditions
    if conditions:
        yield plural(len(conditions), *words.CONDITIONS).format(conditions=joined(conditions))


def _resit(rules: ResitRules, attempts: int) -> str:
    if attempts >= rules.sessions:
        return words.RESIT_OVER
    if rules.months is None:
        return words.RESIT_OPEN
    return plural(rules.months, *words.RESIT_WITHIN).format(months=rules.months)


def _honours(
    basis: Basis, proposal: Proposal, required: Sequence[BlockResult], attempts: int
) -> Iterator[str]:
    rules = basis.policy.honours
    if not rules.active:
        return
    mean = mean_of_blocks(required, basis.policy.marks)
    if is_refused(rules, attempts):
        yield words.HONOURS_REFUSED
    elif mean is None:
        yield words.HONOURS_UNKNOWN
    elif proposal.honours:
        name = words.HONOURS[proposal.honours]
        yield words.WITH_HONOURS.format(honours=name, mean=number(mean))
