"""What the figures of double marking call for: a weak agreement, an assessor apart from the others, a drift."""

from collections.abc import Iterator
from decimal import Decimal

from pipeline.diagnostics import Diagnostic, Source
from pipeline.model.agreement import AssessorLine, Review, hundredths
from pipeline.rules import agreement as rules
from pipeline.typography import number, points

WEAK_ICC = Decimal("0.5")
"""Below it, agreement on a mark is poor (Koo and Li, 2016, Journal of Chiropractic Medicine 15)."""
STEEP = 1
"""A drift of so many points for ten copies is told."""


def remarks(review: Review, place: Source) -> Iterator[Diagnostic]:
    """What to look at before the jury sits; what has no figure, for want of copies, says nothing."""
    for line in review.criteria:
        if not line.subject and line.icc is not None and line.icc < WEAK_ICC:
            icc = number(hundredths(line.icc), 2)
            yield rules.WEAK.at(place, exam=line.exam, icc=icc, count=line.count)
    for assessor in review.assessors:
        if assessor.exam:
            yield from _remarks_on(assessor, review.largest_shift, place)


def signed(value: Decimal) -> str:
    """Points with their sign: « +0,5 point »."""
    return f"+{points(value)}" if value > 0 else points(value)


def _remarks_on(line: AssessorLine, largest: Decimal, place: Source) -> Iterator[Diagnostic]:
    """What the figures of one assessor in one exam call for."""
    said = {"exam": line.exam, "assessor": line.assessor, "count": line.count}
    if line.difference is not None and abs(line.difference) > largest:
        yield rules.SEVERE.at(place, points=signed(hundredths(line.difference)), **said)
    if line.drift is not None and abs(line.drift) >= STEEP:
        yield rules.DRIFT.at(place, points=signed(hundredths(line.drift)), **said)
