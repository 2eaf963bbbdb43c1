"""What a frozen basis cannot judge well: told before the jury sits, never a refusal."""

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from pipeline.award.proposals import ADJOURNED, NONE, PARTIAL, resit_left
from pipeline.award.verdict import blocking_codes, exams_of
from pipeline.award.weights import exam_weights
from pipeline.diagnostics import Diagnostic, Source
from pipeline.model.award import COMPLETE
from pipeline.model.basis import Basis, BlockBasis
from pipeline.model.blueprint import Phase
from pipeline.rules import award as rules
from pipeline.typography import number


def basis_faults(basis: Basis, source: Source) -> tuple[Diagnostic, ...]:
    """The warnings about a basis, block by block, then about its decisions."""
    faults = [
        fault
        for block in basis.blocks
        for check in _BLOCK_CHECKS
        for fault in check(basis, block, source)
    ]
    return (*faults, *_words_exist(basis, source))


def _is_examined(basis: Basis, block: BlockBasis, source: Source) -> Iterator[Diagnostic]:
    """A block has an exam in the session."""
    if not exams_of(basis, block.id):
        yield rules.NOT_EXAMINED.at(source, block=block.id)


def _is_individual(basis: Basis, block: BlockBasis, source: Source) -> Iterator[Diagnostic]:
    """Individual exams weigh enough in a block."""
    exams = exams_of(basis, block.id)
    weights = exam_weights(exams, basis.policy.block)
    share = sum(weights[e.id] for e in exams if e.individual) * 100
    least = basis.policy.block.individual_share
    if exams and share < least:
        printed = (Decimal(share.numerator) / share.denominator).quantize(
            Decimal("0.1"), rounding=ROUND_HALF_UP
        )
        yield rules.NOT_INDIVIDUAL.at(
            source, block=block.id, share=number(printed), least=number(least)
        )


def _has_both_phases(basis: Basis, block: BlockBasis, source: Source) -> Iterator[Diagnostic]:
    """A block has exams of each phase that the rules give a share."""
    phases = {e.phase for e in exams_of(basis, block.id)}
    shares = {
        Phase.CONTINUOUS: basis.policy.block.continuous_share,
        Phase.FINAL: basis.policy.block.final_share,
    }
    for phase, share in shares.items():
        if phases and share and phase not in phases:
            yield rules.ONE_PHASE.at(source, block=block.id, phase=rules.PHASES[phase])


def _blocking_is_seen(basis: Basis, block: BlockBasis, source: Source) -> Iterator[Diagnostic]:
    """An exam observes each blocking code."""
    exams = exams_of(basis, block.id)
    for code in blocking_codes(basis, block.id):
        if exams and not any(code in e.codes for e in exams):
            yield rules.BLOCKING_UNSEEN.at(source, block=block.id, code=code)


def _words_exist(basis: Basis, source: Source) -> Iterator[Diagnostic]:
    """The rules know the decisions that will be proposed."""
    resit = (ADJOURNED,) if resit_left(basis.policy, 0) else ()
    for decision in (COMPLETE, PARTIAL, *resit, NONE):
        if decision not in basis.policy.jury.decisions:
            yield rules.NO_WORD.at(source, decision=decision)


_BLOCK_CHECKS: tuple[Callable[[Basis, BlockBasis, Source], Iterator[Diagnostic]], ...] = (
    _is_examined,
    _is_individual,
    _has_both_phases,
    _blocking_is_seen,
)
