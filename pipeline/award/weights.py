"""What each exam weighs in its block: the share of its phase, then its coefficient in the phase."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from pipeline.model.basis import ExamBasis
from pipeline.model.blueprint import Phase
from pipeline.model.policy import BlockRules

_Key = TypeVar("_Key")


def exam_weights(exams: Sequence[ExamBasis], rules: BlockRules) -> Mapping[str, Fraction]:
    """The weights of the exams that count, one in all; a phase without any leaves its share to the other."""
    shares = {Phase.CONTINUOUS: rules.continuous_share, Phase.FINAL: rules.final_share}
    present = {phase: shares[phase] for phase in shares if any(e.phase is phase for e in exams)}
    weights: dict[str, Fraction] = {}
    for phase, share in parts(present).items():
        inside = parts({e.id: e.coefficient for e in exams if e.phase is phase})
        weights |= {exam: share * part for exam, part in inside.items()}
    return weights


def parts(amounts: Mapping[_Key, Decimal]) -> Mapping[_Key, Fraction]:
    """The part of each amount in their sum; equal parts when all are zero."""
    total = Fraction(sum(amounts.values(), Decimal(0)))
    if not total:
        return {key: Fraction(1, len(amounts)) for key in amounts}
    return {key: Fraction(amount) / total for key, amount in amounts.items()}
