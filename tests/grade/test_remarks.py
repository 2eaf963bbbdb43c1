"""What the figures of double marking call for is told once each, and silence when all is well."""

from decimal import Decimal
from fractions import Fraction

import pytest

from pipeline.diagnostics import Source
from pipeline.grade.remarks import remarks, signed
from pipeline.model.agreement import Agreement, AssessorLine, ItemRecord, Review

HERE = Source(path="marks.json")


def line(subject, icc):
    return Agreement(
        exam="CAS",
        subject=subject,
        label="",
        count=12,
        gap=None,
        same=None,
        near=None,
        kappa=None,
        icc=icc,
    )


def assessor(exam, difference, drift):
    return AssessorLine(
        assessor="E1",
        name="Camille Un",
        exam=exam,
        count=12,
        mean=None,
        difference=difference,
        scatter=None,
        spread=None,
        other_spread=None,
        drift=drift,
    )


def told(criteria=(), assessors=()):
    review = Review(
        session="2026-06",
        title="",
        date="2026-06-15",
        exams=(),
        largest_gap=Decimal(3),
        largest_levels=Decimal(2),
        largest_shift=Decimal(1),
        copies=(),
        criteria=criteria,
        pairs=(),
        assessors=assessors,
        shifts=(),
        record=ItemRecord(session="2026-06", date="2026-06-15", items=(), observed=()),
    )
    return [(d.code, d.message) for d in remarks(review, HERE)]


def test_a_weak_agreement_on_a_mark_is_told():
    found = told(criteria=(line("", Fraction(1, 3)), line("C1", Fraction(0))))
    assert found == [
        (
            "ACC-001",
            "épreuve CAS : accord faible entre les deux corrections (ICC 0,33 sur 12 copies)",
        )
    ]


def test_an_assessor_apart_and_a_drift_are_told_exam_by_exam():
    lines = (assessor("", Fraction(-5), Fraction(5)), assessor("CAS", Fraction(-3, 2), Fraction(1)))
    assert told(assessors=lines) == [
        (
            "ACC-002",
            "épreuve CAS, évaluateur E1 : −1,5\u00a0point en moyenne par rapport aux autres correcteurs des "
            "mêmes copies (12 copies)",
        ),
        (
            "ACC-003",
            "épreuve CAS, évaluateur E1 : la sévérité change en cours de correction (+1\u00a0point pour dix copies)",
        ),
    ]


@pytest.mark.parametrize(
    ("icc", "difference", "drift"),
    [(None, None, None), (Fraction(1, 2), Fraction(1), Fraction(-99, 100))],
)
def test_what_is_well_or_unknown_says_nothing(icc, difference, drift):
    assert told((line("", icc),), (assessor("CAS", difference, drift),)) == []


def test_points_carry_their_sign():
    assert [signed(Decimal(v)) for v in ("0.5", "0", "-2")] == [
        "+0,5\u00a0point",
        "0\u00a0point",
        "−2\u00a0points",
    ]
