"""Coefficients of agreement, exact: two raters' kappa weighted by squares, ICC(2,1), the slope of a line."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from statistics import StatisticsError, correlation

Ratings = Sequence[Sequence[Fraction]]


def weighted_kappa(pairs: Sequence[tuple[int, int]]) -> Fraction | None:
    """Cohen's kappa (1968) with squared distances as weights; ``None`` when chance itself never disagrees.

    One pair of levels a thing rated.
    """
    if not pairs:
        return None
    count = len(pairs)
    observed = Fraction(sum((a - b) ** 2 for a, b in pairs), count)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = Fraction(
        sum(n * m * (a - b) ** 2 for a, n in first.items() for b, m in second.items()), count**2
    )
    return 1 - observed / chance if chance else None


def icc(ratings: Ratings) -> Fraction | None:
    """ICC(2,1) of Shrout and Fleiss (1979): raters at random, absolute agreement, one rating; ``None`` without spread.

    One row a thing rated, one column a rater, at least two of each.
    """
    count, raters = len(ratings), len(ratings[0]) if ratings else 0
    if count < 2 or raters < 2:
        return None
    grand = mean([value for row in ratings for value in row])
    rows = [mean(row) for row in ratings]
    columns = [mean(column) for column in zip(*ratings, strict=True)]
    between = raters * _squares(rows, grand)
    judges = count * _squares(columns, grand)
    total = _squares([value for row in ratings for value in row], grand)
    msr = between / (count - 1)
    msc = judges / (raters - 1)
    mse = (total - between - judges) / ((count - 1) * (raters - 1))
    spread = msr + (raters - 1) * mse + raters * (msc - mse) / count
    return (msr - mse) / spread if spread else None


def slope(points: Sequence[tuple[int, Fraction]]) -> Fraction | None:
    """The slope of the least squares line through points; ``None`` when they stand on one vertical."""
    if not points:
        return None
    mean_x = Fraction(sum(x for x, _ in points), len(points))
    mean_y = mean([y for _, y in points])
    spread = sum(((x - mean_x) ** 2 for x, _ in points), Fraction(0))
    if not spread:
        return None
    return sum(((x - mean_x) * (y - mean_y) for x, y in points), Fraction(0)) / spread


def correlated(pairs: Sequence[tuple[Fraction, Fraction]]) -> float | None:
    """Pearson's correlation; ``None`` when one side does not vary, or with fewer than two pairs."""
    try:
        return correlation([float(a) for a, _ in pairs], [float(b) for _, b in pairs])
    except StatisticsError:
        return None


def mean(values: Sequence[Fraction]) -> Fraction:
    """The mean of at least one value."""
    return sum(values, Fraction(0)) / len(values)


def _squares(values: Sequence[Fraction], middle: Fraction) -> Fraction:
    return sum(((value - middle) ** 2 for value in values), Fraction(0))
