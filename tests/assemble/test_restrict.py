"""An exam that is sat again on some of its codes only."""

from decimal import Decimal

import pytest

from pipeline.assemble.restrict import restricted
from pipeline.model.requirement import Change, Measure, Requirement


@pytest.fixture
def exam(make):
    return make.blueprint(
        shares={"C1": 20, "C2": 30, "C3": 50},
        tolerance=4,
        minutes=195,
        reading=15,
        preparation=30,
        talk=10,
        items_min=4,
        items_max=7,
        minutes_min=130,
        minutes_max=165,
        documents_min=4,
        documents_max=12,
        decision_required=True,
        requirements=(
            Requirement(
                id="mots", label="mots", measure=Measure.SUM, column="mots", low=Decimal(90)
            ),
            Requirement(id="c3", label="c3", measure=Measure.SHARE, column="C3", high=Decimal(60)),
            Requirement(id="dur", label="dur", measure=Measure.MEAN, column="difficulte"),
        ),
        changes=(
            Change(id="minutes", low=Decimal(101), high=Decimal(151)),
            Change(id="documents", low=Decimal(3), high=Decimal(9)),
            Change(id="difficulte", low=Decimal(2)),
        ),
    )


@pytest.mark.parametrize("codes", [(), ("C1", "C2", "C3"), ("C9",)])
def test_no_code_or_all_of_them_are_the_exam_itself(exam, codes):
    assert restricted(exam, codes) is exam


def test_everything_goes_with_the_part_that_the_codes_are(exam):
    part = restricted(exam, ("C2", "C1"))
    assert [(t.code, t.share, t.tolerance) for t in part.targets] == [
        ("C1", Decimal(40), Decimal(8)),
        ("C2", Decimal(60), Decimal(8)),
    ]
    assert (part.points, part.minutes, part.reading) == (50, 105, 15)
    assert (part.preparation, part.talk) == (15, 5)
    assert (part.items_min, part.items_max) == (2, 4)
    assert (part.minutes_min, part.minutes_max) == (65, 83)
    assert (part.documents_min, part.documents_max) == (2, 12)
    assert not part.decision_required
    assert (part.id, part.coefficient, part.difficulty) == (
        exam.id,
        exam.coefficient,
        exam.difficulty,
    )


def test_the_rules_of_its_own_table_follow(exam):
    part = restricted(exam, ("C1", "C2"))
    assert [(r.id, r.low) for r in part.requirements] == [("mots", Decimal(45)), ("dur", None)]
    assert [(c.id, c.low, c.high) for c in part.changes] == [
        ("minutes", Decimal(50), Decimal(76)),
        ("documents", Decimal(1), Decimal(9)),
        ("difficulte", Decimal(2), None),
    ]


def test_shares_add_up_to_a_hundred_whatever_the_codes(make):
    exam = make.blueprint(shares={"C1": 33, "C2": 33, "C3": 17, "C4": 17}, tolerance=3)
    part = restricted(exam, ("C1", "C2", "C3"))
    assert [t.share for t in part.targets] == [Decimal("39.76"), Decimal("39.76"), Decimal("20.48")]
    assert sum(t.share for t in part.targets) == 100


def test_one_code_alone_is_the_whole_of_what_is_left(exam):
    part = restricted(exam, ("C1",))
    assert [(t.code, t.share) for t in part.targets] == [("C1", Decimal(100))]
    assert (part.items_min, part.items_max, part.points) == (1, 2, 20)
