"""How severe each assessor is beside the other markers of the same copies, and whether that drifts while marking."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import stdev

from pipeline.grade.coefficients import mean, slope
from pipeline.grade.copies import Copy, blind_pair, marks_of_pair
from pipeline.model.agreement import LEAST_COPIES, LEAST_MEAN, AssessorLine, DriftPoint

TEN_COPIES = 10
Orders = Mapping[tuple[str, str], Sequence[str]]
"""The copies by (assessor, exam) in the order in which they were to be marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """One copy as one assessor marked it, beside the other one."""

    exam: str
    copy: str
    own: Fraction
    other: Fraction


def assessor_lines(
    found: Sequence[Copy], names: Mapping[str, str], orders: Orders
) -> tuple[AssessorLine, ...]:
    """Each assessor over all exams, then in each; only copies with two complete blind markings count."""
    seen: dict[str, list[_Seen]] = defaultdict(list)
    for copy in found:
        pair = blind_pair(copy)
        if pair is None:
            continue
        one, two = pair
        first, second = marks_of_pair(copy, pair)
        seen[one.assessor].append(_Seen(exam=copy.exam, copy=copy.copy, own=first, other=second))
        seen[two.assessor].append(_Seen(exam=copy.exam, copy=copy.copy, own=second, other=first))
    lines = []
    for assessor in sorted(seen):
        own = seen[assessor]
        name = names.get(assessor, assessor)
        lines.append(_line(assessor, name, "", own, ()))
        for exam in dict.fromkeys(s.exam for s in own):
            here = [s for s in own if s.exam == exam]
            order = orders.get((assessor, exam), ())
            lines.append(_line(assessor, name, exam, here, order))
    return tuple(lines)


def _line(
    assessor: str, name: str, exam: str, seen: Sequence[_Seen], order: Sequence[str]
) -> AssessorLine:
    """One line, with the figures that so many copies allow."""
    told = len(seen) >= LEAST_MEAN
    points = _points(seen, order)
    steep = slope([(p.rank, p.difference) for p in points])
    return AssessorLine(
        assessor=assessor,
        name=name,
        exam=exam,
        count=len(seen),
        mean=mean([s.own for s in seen]) if told else None,
        difference=mean([s.own - s.other for s in seen]) if told else None,
        scatter=_spread([s.own - s.other for s in seen]) if told else None,
        spread=_spread([s.own for s in seen]) if told else None,
        other_spread=_spread([s.other for s in seen]) if told else None,
        drift=steep * TEN_COPIES if len(points) >= LEAST_COPIES and steep is not None else None,
        points=points,
    )


def _points(seen: Sequence[_Seen], order: Sequence[str]) -> tuple[DriftPoint, ...]:
    """The copies at their rank in the marking order; those that are not in it have none."""
    rank = {copy: place for place, copy in enumerate(order, 1)}
    points = [
        DriftPoint(rank=rank[s.copy], difference=s.own - s.other) for s in seen if s.copy in rank
    ]
    return tuple(sorted(points, key=lambda p: p.rank))


def _spread(marks: Sequence[Fraction]) -> Decimal:
    """The standard deviation of at least two marks, to the hundredth."""
    return Decimal(str(round(stdev(map(float, marks)), 2)))
