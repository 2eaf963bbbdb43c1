"""Honours: the mean of the blocks of a complete certification, where the rules know honours."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from pipeline.award.rounding import rounded
from pipeline.model.award import BlockResult
from pipeline.model.policy import HonourRules, MarkRules

RESIT = "rattrapage"


def mean_of_blocks(blocks: Sequence[BlockResult], rules: MarkRules) -> Decimal | None:
    """The rounded mean of the block marks; ``None`` as soon as one is not known, as of a block won before."""
    marks = [Fraction(b.mark) for b in blocks if b.mark is not None]
    if len(marks) < len(blocks):
        return None
    return rounded(sum(marks, Fraction(0)) / len(marks), rules)


def is_refused(rules: HonourRules, attempts: int) -> bool:
    """Whether a resit bars honours."""
    return attempts > 0 and RESIT in rules.refused_if


def honours(mean: Decimal, rules: HonourRules) -> str:
    """The honours that a mean deserves, empty below the lowest."""
    steps = (
        ("felicitations", rules.congratulations),
        ("tres_bien", rules.very_good),
        ("bien", rules.good),
        ("assez_bien", rules.fair),
    )
    return next((name for name, least in steps if least is not None and mean >= least), "")
