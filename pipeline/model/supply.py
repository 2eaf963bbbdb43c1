"""What the bank offers, compared with itself: two things of it that resemble each other."""

from dataclasses import dataclass
from fractions import Fraction

from pipeline.diagnostics import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """Two scenarios, or two items of different scenarios, and how much of the shorter is in the other (0 to 1)."""

    first: str
    second: str
    score: Fraction
    first_source: Source
    second_source: Source

    @property
    def percent(self) -> int:
        """The score as a whole percentage."""
        return round(self.score * 100)
