"""What a session shows of codes, indicators and questions, and how far what is said of a question is inferred."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest

from pipeline.grade.itemstats import Graded, difficulty_reached, item_record, labels
from pipeline.grade.score import exam_score
from pipeline.model.agreement import ItemLine, ObservedLine
from pipeline.model.item import CognitiveLevel, Expected, Item, Modality


def item(item_id, **points):
    expected = tuple(
        Expected(id=f"a{n}", text="t", points=Decimal(worth), code=code, indispensable=False)
        for n, (code, worth) in enumerate(points.items())
    )
    return Item(
        id=item_id,
        label=item_id,
        title=f"Title {item_id}",
        codes=tuple(points),
        modality=Modality.WRITTEN,
        difficulty=3,
        cognitive_level=CognitiveLevel.APPLY,
        minutes=10,
        points=Decimal(sum(points.values())),
        deliverable="",
        documents=(),
        instruction="",
        expected=expected,
        pitfalls=(),
        outline=(),
        prompts=(),
        decision=False,
        language="fr",
        source=None,
    )


def form(*items):
    return SimpleNamespace(questions=tuple(SimpleNamespace(item=i) for i in items))


def graded(marked, rows, form_id="CAS-A"):
    return [
        Graded(
            form=form_id,
            score=exam_score(
                marked.basis.grids["CAS-A"],
                [marked.marking(levels, copy=f"AA{n:02}")],
                marked.policy,
                {},
            ),
        )
        for n, levels in enumerate(rows)
    ]


@pytest.fixture
def record(marked):
    """``record(rows, forms)``: what copies with these levels show."""

    def make(rows, forms):
        titles = dict(labels(marked.basis))
        return item_record(marked.basis, forms, graded(marked, rows), titles)

    return make


def test_codes_and_indicators_are_shown_with_what_is_reached_and_acquired(record):
    found = record([[3, 1, 4], [3, 0, 2]], {})
    assert (found.session, found.date, found.items) == ("2026-06", "2026-06-15", ())

    def line(code, key, reached, acquired):
        return ObservedLine(
            exam="CAS",
            code=code,
            key=key,
            label=key or code,
            count=2,
            reached=Decimal(reached),
            acquired=acquired,
            discrimination=None,
        )

    assert found.observed == (
        line("C1", "", "8", 2),
        line("C1", "C1.i1", "14", 2),
        line("C1", "C1.i2", "2", 0),
        line("C2", "", "14", 1),
        line("C2", "C2.i1", "14", 1),
    )


def test_discrimination_goes_with_the_rest_of_the_mark(record):
    same = [[n % 5, n % 5, n % 5] for n in range(10)]
    assert {o.discrimination for o in record(same, {}).observed} == {Decimal("1.0")}
    against = [[n % 5, n % 5, 4 - n % 5] for n in range(10)]
    by_key = {o.key or o.code: o.discrimination for o in record(against, {}).observed}
    assert by_key["C2"] < 0
    assert record(same[:9], {}).observed[0].discrimination is None
    assert record([[3, 3, 3]] * 12, {}).observed[0].discrimination is None


def test_an_exam_of_one_indicator_has_no_rest(marked):
    grid = marked.basis.grids["CAS-A"]
    alone = replace(grid, sections=grid.sections[1:])
    found = [
        Graded(
            form="X", score=exam_score(alone, [marked.marking([3, 3, n % 5])], marked.policy, {})
        )
        for n in range(12)
    ]
    lines = item_record(marked.basis, {}, found, dict(labels(marked.basis))).observed
    assert [(o.count, o.discrimination) for o in lines] == [(12, None), (12, None)]


def test_a_question_is_inferred_from_its_codes_and_says_how_far(record):
    one, two, both = item("q1", C1=30), item("q2", C1=10), item("q3", C2=20, C1=0)
    rows = [[n % 5, n % 5, 4] for n in range(10)]
    found = record(rows, {"CAS-A": form(one, two, both)}).items
    reached = Decimal("9.2")
    assert found == (
        ItemLine(
            item="q1",
            title="Title q1",
            exam="CAS",
            codes=("C1",),
            count=10,
            reached=reached,
            own=Decimal(75),
            discrimination=None,
            difficulty=3,
            proposed=4,
        ),
        ItemLine(
            item="q2",
            title="Title q2",
            exam="CAS",
            codes=("C1",),
            count=10,
            reached=reached,
            own=Decimal(25),
            discrimination=None,
            difficulty=3,
            proposed=None,
        ),
        ItemLine(
            item="q3",
            title="Title q3",
            exam="CAS",
            codes=("C2", "C1"),
            count=10,
            reached=Decimal(20),
            own=Decimal(100),
            discrimination=None,
            difficulty=3,
            proposed=1,
        ),
    )


def test_few_copies_propose_no_difficulty(record):
    (line,) = record([[3, 3, 3]] * 9, {"CAS-A": form(item("q", C1=1))}).items
    assert (line.count, line.proposed) == (9, None)


def test_a_question_whose_codes_are_not_in_the_grid_is_left_out(record):
    assert record([[3, 3, 3]], {"CAS-A": form(item("q", C9=5))}).items == ()


@pytest.mark.parametrize(
    ("mark", "difficulty"),
    [(20, 1), (16, 1), (13, 2), (10, 3), (7, 4), (Fraction(69, 10), 5), (0, 5)],
)
def test_the_difficulty_falls_as_the_mean_rises(mark, difficulty):
    assert difficulty_reached(Fraction(mark)) == difficulty
