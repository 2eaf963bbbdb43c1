"""The one rounding of a mark: where it is told, by the step and the mode of the rules."""

from decimal import Decimal
from fractions import Fraction
from math import floor

from pipeline.model.policy import MarkRules

HIGHEST = Decimal(20)
_HALF = Fraction(1, 2)
_HUNDREDTH = Decimal("0.01")


def rounded(value: Fraction, rules: MarkRules) -> Decimal:
    """A mark to the nearest step, halves up or to the even step, never above 20; a step of zero is a hundredth."""
    step = rules.step or _HUNDREDTH
    steps = value / Fraction(step)
    count = floor(steps + _HALF) if rules.half_up else round(steps)
    return min(count * step, HIGHEST)
