"""Two things of the bank that resemble each other."""

from fractions import Fraction

import pytest

from pipeline.diagnostics import Source
from pipeline.model.supply import Similar


@pytest.mark.parametrize(
    ("score", "percent"), [(Fraction(0), 0), (Fraction(1, 3), 33), (Fraction(2, 3), 67), (1, 100)]
)
def test_a_score_is_said_in_percent(score, percent):
    place = Source(path="x.yaml")
    pair = Similar(
        first="A", second="B", score=Fraction(score), first_source=place, second_source=place
    )
    assert pair.percent == percent
