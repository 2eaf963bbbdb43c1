"""Severity, spread and drift of each assessor beside the other one of the same copies."""

from decimal import Decimal
from fractions import Fraction

from pipeline.grade.severity import assessor_lines
from pipeline.model.agreement import AssessorLine, DriftPoint

NAMES = {"E1": "Camille Un"}


def many(marked, count, exam="CAS"):
    return [
        marked.copy(3, [3, 3, 4 if n % 2 else 2], copy=f"AA{n:02}", exam=exam) for n in range(count)
    ]


def test_each_assessor_is_shown_over_all_exams_then_in_each(marked):
    found = [*many(marked, 6), *many(marked, 2, "ORAL")]
    lines = assessor_lines(found, NAMES, {})
    assert [(line.assessor, line.name, line.exam, line.count) for line in lines] == [
        *(("E1", "Camille Un", "", 8), ("E1", "Camille Un", "CAS", 6)),
        *(("E1", "Camille Un", "ORAL", 2), ("E2", "E2", "", 8)),
        *(("E2", "E2", "CAS", 6), ("E2", "E2", "ORAL", 2)),
    ]


def test_the_figures_of_both_mirror_each_other(marked):
    one, two = (line for line in assessor_lines(many(marked, 6), NAMES, {}) if line.exam)
    assert one == AssessorLine(
        assessor="E1",
        name="Camille Un",
        exam="CAS",
        count=6,
        mean=Fraction(14),
        difference=Fraction(0),
        scatter=Decimal("3.29"),
        spread=Decimal("0.0"),
        other_spread=Decimal("3.29"),
        drift=None,
        points=(),
    )
    assert (two.mean, two.difference, two.spread, two.other_spread) == (
        *(14, 0),
        *(Decimal("3.29"), Decimal("0.0")),
    )


def test_few_copies_give_no_figure(marked):
    line = assessor_lines(many(marked, 4), NAMES, {})[0]
    assert (line.count, line.mean, line.difference, line.spread) == (4, None, None, None)


def test_copies_without_two_complete_markings_do_not_count(marked):
    assert assessor_lines([marked.copy(3), marked.copy(3, [3, None, 3])], NAMES, {}) == ()


def test_drift_is_read_along_the_marking_order(marked):
    found = [marked.copy(3, [3, 3, 3 if n < 6 else 4], copy=f"AA{n:02}") for n in range(12)]
    order = [f"AA{n:02}" for n in range(12)]
    orders = {("E1", "CAS"): ("ZZ99", *order), ("E2", "CAS"): tuple(reversed(order))}
    one, two = (line for line in assessor_lines(found, NAMES, orders) if line.exam)
    assert one.points[0] == DriftPoint(rank=2, difference=Fraction(0))
    assert [p.rank for p in one.points] == list(range(2, 14))
    assert one.points[-1].difference == -3
    assert one.drift == two.drift
    assert one.drift == Fraction(-3 * 18 * 10, 143)


def test_drift_needs_ten_copies_with_a_rank(marked):
    found = many(marked, 12)
    line = assessor_lines(found, NAMES, {("E1", "CAS"): ("AA03",)})[1]
    assert (line.points, line.drift) == ((DriftPoint(rank=1, difference=Fraction(-3)),), None)
    line = assessor_lines(found[:9], NAMES, {("E1", "CAS"): tuple(c.copy for c in found)})[1]
    assert line.drift is None
