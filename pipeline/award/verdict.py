"""What keeps a block with a mark from being validated: only printed values are compared."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import ceil

from pipeline.codes import Code, read_code
from pipeline.model.award import BlockResult, ExamResult
from pipeline.model.basis import Basis, ExamBasis
from pipeline.model.referential import BlockId


class Rule(StrEnum):
    """What the rules ask of a block."""

    THRESHOLD = "seuil"
    ELIMINATING = "note_eliminatoire"
    FLOOR = "plancher"
    MINIMUM = "note_minimale"
    CODES = "part_codes"
    BLOCKING = "codes_bloquants"


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A rule that a block breaks: what it asks for, by which exams or codes it is broken."""

    rule: Rule
    least: Decimal = Decimal(0)
    exams: tuple[ExamResult, ...] = ()
    codes: tuple[Code, ...] = ()


def exams_of(basis: Basis, block: str) -> tuple[ExamBasis, ...]:
    """The exams of a block, in order."""
    return tuple(exam for exam in basis.exams if exam.block == block)


def needed(basis: Basis, block: BlockId) -> Decimal:
    """The mark that a block needs: its threshold, or the minimum of its only exam where that is higher."""
    rules = basis.policy.block
    if len(exams_of(basis, block)) > 1 or rules.exam_minimum is None:
        return rules.threshold
    return max(rules.threshold, rules.exam_minimum)


def breaches(basis: Basis, result: BlockResult) -> tuple[Breach, ...]:
    """The rules that a block with a mark breaks, none when it is to be validated."""
    rules = basis.policy.block
    found = []
    least = needed(basis, result.block)
    if result.mark is not None and result.mark < least:
        found.append(Breach(rule=Rule.THRESHOLD, least=least))
    for rule, asked in exam_rules(basis, result.block).items():
        low = tuple(e for e in result.exams if e.mark is not None and e.mark < asked)
        if low:
            found.append(Breach(rule=rule, least=asked, exams=low))
    if rules.acquired_share and not _enough_codes(result, rules.acquired_share):
        found.append(Breach(rule=Rule.CODES, least=rules.acquired_share))
    blocking = _blocking(basis, result)
    if blocking:
        found.append(Breach(rule=Rule.BLOCKING, codes=blocking))
    return tuple(found)


def exam_rules(basis: Basis, block: BlockId) -> dict[Rule, Decimal]:
    """The marks that every exam of a block must reach, by rule; the only exam of a block has its minimum elsewhere."""
    rules = basis.policy.block
    single = len(exams_of(basis, block)) == 1
    asked = {
        Rule.ELIMINATING: rules.exam_eliminating,
        Rule.FLOOR: rules.floor if rules.compensation else None,
        Rule.MINIMUM: None if rules.compensation or single else rules.exam_minimum,
    }
    return {rule: least for rule, least in asked.items() if least is not None}


def blocking_codes(basis: Basis, block: BlockId) -> tuple[Code, ...]:
    """The codes of a block without which it is not validated."""
    named = {read_code(text) for text in basis.policy.block.blocking_codes}
    return tuple(code for code in basis.block(block).codes if code in named)


def codes_needed(result: BlockResult, share: Decimal) -> int:
    """How many of the codes observed are to be acquired for a share in per cent."""
    return ceil(share * len(result.codes) / 100)


def _enough_codes(result: BlockResult, share: Decimal) -> bool:
    """Whether enough of the codes observed are acquired; without any, nothing shows it."""
    return bool(result.codes) and result.acquired * 100 >= share * len(result.codes)


def _blocking(basis: Basis, result: BlockResult) -> tuple[Code, ...]:
    acquired = {c.code for c in result.codes if c.acquired}
    return tuple(c for c in blocking_codes(basis, result.block) if c not in acquired)
