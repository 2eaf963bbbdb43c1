"""Agreement of two markings: on the mark, the codes, the indicators, and pair by pair; never from too few copies."""

from dataclasses import replace
from fractions import Fraction

from pipeline.grade.agreement import criteria_agreement, pair_agreement
from pipeline.grade.coefficients import icc, weighted_kappa
from pipeline.model.agreement import Agreement

LEVELS = [([a % 5, 3, 2], [(a * 2) % 5, 3, 2 + a % 2]) for a in range(12)]


def many(marked, count):
    return [marked.copy(one, two, copy=f"AA{n:02}") for n, (one, two) in enumerate(LEVELS[:count])]


def test_each_exam_has_its_mark_then_its_codes_with_their_indicators(marked):
    lines = criteria_agreement(many(marked, 12), marked.basis.exams)
    subjects = ["", "C1", "C1.i1", "C1.i2", "C2", "C2.i1"]
    assert [(line.exam, line.subject) for line in lines] == [("CAS", s) for s in subjects]
    assert [line.label for line in lines] == ["Exam CAS", "C1", "C1.i1", "C1.i2", "C2", "C2.i1"]
    row = lines[2]
    pairs = [(one[0], two[0]) for one, two in LEVELS]
    assert row == Agreement(
        exam="CAS",
        subject="C1.i1",
        label="C1.i1",
        count=12,
        gap=Fraction(sum(abs(a - b) for a, b in pairs), 12),
        same=Fraction(sum(a == b for a, b in pairs), 12),
        near=Fraction(sum(abs(a - b) <= 1 for a, b in pairs), 12),
        kappa=weighted_kappa(pairs),
        icc=icc([(Fraction(a), Fraction(b)) for a, b in pairs]),
    )


def test_a_code_pools_its_rows_and_its_icc_is_on_its_marks(marked):
    code = criteria_agreement(many(marked, 12), marked.basis.exams)[1]
    worth = (0, 4, 8, 14, 20)
    marks = [
        tuple(Fraction(worth[levels[0]] + worth[levels[1]], 2) for levels in both)
        for both in LEVELS
    ]
    assert code.icc == icc(marks)
    assert code.kappa == weighted_kappa([(one[r], two[r]) for one, two in LEVELS for r in (0, 1)])


def test_what_never_varies_has_no_coefficient(marked):
    row = criteria_agreement(many(marked, 12), marked.basis.exams)[3]
    assert (row.same, row.kappa, row.icc) == (1, None, None)


def test_few_copies_give_their_count_and_no_figure(marked):
    line = criteria_agreement(many(marked, 4), marked.basis.exams)[0]
    assert (line.count, line.gap, line.same, line.near, line.kappa, line.icc) == (4, *[None] * 5)
    line = criteria_agreement(many(marked, 9), marked.basis.exams)[0]
    assert (line.count, line.kappa, line.icc) == (9, None, None)
    assert line.gap is not None


def test_single_half_filled_and_absent_markings_do_not_count(marked):
    found = [
        marked.copy(3),
        marked.copy(3, [3, None, 3], copy="BB22"),
        marked.copy(*[marked.marking(None, n, state="ABI") for n in (1, 2)], copy="CC33"),
    ]
    assert criteria_agreement(found, marked.basis.exams) == ()
    assert pair_agreement(found) == ()


def test_forms_of_one_exam_may_have_other_codes(marked):
    found = many(marked, 2)
    grid = found[1].grid
    short = replace(found[1], grid=replace(grid, sections=grid.sections[1:]))
    lines = criteria_agreement([short, found[0]], marked.basis.exams)
    assert [(line.subject, line.count) for line in lines] == [
        *(("", 2), ("C1", 1), ("C1.i1", 1), ("C1.i2", 1), ("C2", 2), ("C2.i1", 2)),
    ]


def test_a_pair_is_the_same_whoever_marked_first(marked):
    found = many(marked, 12)
    swapped = [
        marked.copy(
            marked.marking(two, 1, copy=f"AA{n:02}", assessor="E2"),
            marked.marking(one, 2, copy=f"AA{n:02}", assessor="E1"),
            copy=f"AA{n:02}",
        )
        for n, (one, two) in enumerate(LEVELS)
    ]
    (pair,) = pair_agreement(found)
    assert pair == pair_agreement(swapped)[0]
    assert (pair.exam, pair.subject, pair.count) == ("", "E1/E2", 12)
    assert pair.label == "Camille Exemple E1 / Camille Exemple E2"
