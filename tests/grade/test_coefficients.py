"""Coefficients against published figures, and against other programs."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.grade.coefficients import correlated, icc, slope, weighted_kappa

# Shrout and Fleiss (1979), Psychological Bulletin 86, table 2: six targets, four judges; table 4 gives ICC(2,1) = .29.
SHROUT_FLEISS = (
    (9, 2, 5, 8),
    (6, 1, 3, 2),
    (8, 4, 6, 8),
    (7, 1, 2, 6),
    (10, 5, 6, 9),
    (6, 2, 4, 7),
)
LEVELS = st.integers(0, 4)


def exact(rows):
    return [[Fraction(value) for value in row] for row in rows]


def test_icc_is_that_of_shrout_and_fleiss():
    found = icc(exact(SHROUT_FLEISS))
    assert float(found) == pytest.approx(0.2898, abs=5e-5)
    assert f"{float(found):.2f}" == "0.29"


def test_icc_is_that_of_pingouin():
    marks = (
        *(("12.5", 11), (8, "9.5"), (14, "13.25"), (17, 15)),
        *(("6.5", 9), (10, 10), ("11.75", 13), (19, "16.5")),
    )
    assert float(icc(exact(marks))) == pytest.approx(0.885601, abs=5e-7)


def test_kappa_is_that_of_scikit_learn():
    one, two = (0, 1, 2, 3, 4, 2, 2, 1, 3, 4, 0, 2), (0, 2, 2, 3, 3, 2, 1, 1, 4, 4, 1, 2)
    assert float(weighted_kappa(list(zip(one, two, strict=True)))) == pytest.approx(
        0.8648648648648649
    )
    one, two = (0, 0, 1, 3, 4, 4, 2), (4, 3, 1, 0, 0, 1, 2)
    assert float(weighted_kappa(list(zip(one, two, strict=True)))) == pytest.approx(
        -0.7878787878787878
    )


@settings(deadline=None, max_examples=60)
@given(st.lists(LEVELS, min_size=2))
def test_perfect_agreement_is_one_and_no_spread_gives_nothing(levels):
    spread = len(set(levels)) > 1
    assert weighted_kappa([(level, level) for level in levels]) == (1 if spread else None)
    assert icc(exact([(level, level) for level in levels])) == (1 if spread else None)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(LEVELS, LEVELS), min_size=2))
def test_the_two_raters_may_change_places_and_nothing_passes_one(pairs):
    swapped = [(b, a) for a, b in pairs]
    kappa = weighted_kappa(pairs)
    assert kappa == weighted_kappa(swapped)
    assert kappa is None or -1 <= kappa <= 1
    assert icc(exact(pairs)) == icc(exact(swapped))


@pytest.mark.parametrize("ratings", [(), ((1, 2),), ((1,), (2,))])
def test_icc_needs_two_things_and_two_raters(ratings):
    assert icc(exact(ratings)) is None


def test_kappa_of_nothing_is_nothing():
    assert weighted_kappa([]) is None


def test_the_slope_is_that_of_the_line():
    assert slope([(n, Fraction(3) - Fraction(n, 4)) for n in range(1, 8)]) == Fraction(-1, 4)
    assert slope([]) is None
    assert slope([(2, Fraction(1)), (2, Fraction(5))]) is None


def test_correlation_is_that_of_pearson_where_both_sides_vary():
    pairs = [(Fraction(a), Fraction(b)) for a, b in ((1, 2), (2, 4), (3, 5), (4, 4), (5, 5))]
    assert correlated(pairs) == pytest.approx(0.7745966692)
    assert correlated([(Fraction(1), Fraction(2)), (Fraction(1), Fraction(3))]) is None
    assert correlated([]) is None
