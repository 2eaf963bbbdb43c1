"""The score of a copy: exact, monotone, the same in whatever order, and what the rules say when it is counted again."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.grade.score import (
    code_marks,
    exam_score,
    is_complete,
    marking_mark,
    missing,
    row_keys,
)
from pipeline.model.grid import CodeSection, GridMap, GridRow
from pipeline.model.marks import LevelMark, Marking

WORTH = (0, 4, 8, 14, 20)
KEPT = ("moyenne", "plus_favorable")
KEPT_OF_THREE = ("mediane", "moyenne", "troisieme")


def a_grid(shape):
    """A grid from [(points of the code, [weights of its rows])…]."""
    sections = []
    for number, (points, weights) in enumerate(shape, 1):
        code = f"C{number}"
        rows = tuple(
            GridRow(key=f"{code}.i{place}", code=code, label="", weight=Decimal(weight))
            for place, weight in enumerate(weights, 1)
        )
        sections.append(
            CodeSection(
                code=code,
                title=code,
                points=Decimal(points),
                questions=(),
                levels=("",) * 5,
                rows=rows,
            )
        )
    return GridMap(
        form="F",
        title="F",
        points=100,
        status="",
        conversion=tuple(map(Decimal, WORTH)),
        sections=tuple(sections),
        skills=(),
    )


def a_marking(grid, levels, marking=1, **changes):
    fields = {
        "grid": f"S/F/COPY/E{marking}/{marking}",
        "exam": "CAS",
        "form": "F",
        "copy": "COPY",
        "assessor": f"E{marking}",
        "assessor_name": f"E{marking}",
        "marking": marking,
        "state": "",
        "date": "",
        "remark": "",
        "levels": tuple(
            LevelMark(key=key, level=level)
            for key, level in zip(row_keys(grid), levels, strict=True)
        ),
    }
    return Marking(**{**fields, **changes})


SHAPES = st.lists(
    st.tuples(st.integers(1, 60), st.lists(st.integers(1, 5), min_size=1, max_size=4)),
    min_size=1,
    max_size=4,
)


@st.composite
def situations(draw, numbers=((1,), (1, 2), (1, 2, 3), (1, 2, 4), (1, 2, 3, 4))):
    """A grid, complete markings, shifts and the rules that keep a mark."""
    grid = a_grid(draw(SHAPES))
    rows = len(row_keys(grid))
    markings = [
        a_marking(grid, draw(st.lists(st.integers(0, 4), min_size=rows, max_size=rows)), number)
        for number in draw(st.sampled_from(numbers))
    ]
    halves = st.integers(-4, 4).map(lambda n: Decimal(n) / 2)
    shifts = draw(st.dictionaries(st.sampled_from(["E1", "E2", "E3"]), halves))
    kept = (draw(st.sampled_from(KEPT)), draw(st.sampled_from(KEPT_OF_THREE)))
    return grid, markings, shifts, kept


def ruled(marked, kept):
    return marked.rules(kept=kept[0], kept_of_three=kept[1])


# The text of the rules, counted again


def counted(grid, markings, shifts, kept):
    """The mark kept, from the text of the rules alone: tables, sums and products."""
    final = [m for m in markings if m.marking == 4] or markings
    third = any(m.marking == 3 for m in final)
    rule = kept[1] if third and len(final) == 3 else kept[0] if len(final) == 2 else "moyenne"
    tables = [{m.key: Fraction(WORTH[m.level]) for m in marking.levels} for marking in final]
    moves = [Fraction(shifts.get(m.assessor, 0)) for m in final]

    def mark(worth):
        total = Fraction(0)
        for section in grid.sections:
            weights = [Fraction(r.weight) for r in section.rows]
            got = [worth[r.key] * w for r, w in zip(section.rows, weights, strict=True)]
            total += Fraction(section.points) * sum(got) / sum(weights)
        return total / sum(Fraction(s.points) for s in grid.sections)

    def held(value):
        return min(max(value, Fraction(0)), Fraction(20))

    single = [held(mark(t) + move) for t, move in zip(tables, moves, strict=True)]
    if rule == "mediane":
        middle = {key: sorted(t[key] for t in tables)[1] for key in tables[0]}
        return held(mark(middle) + sorted(moves)[1])
    if rule == "plus_favorable":
        return max(single)
    if rule == "troisieme":
        return single[2]
    return sum(single) / len(single)


@settings(deadline=None, max_examples=60)
@given(situations())
def test_a_mark_is_what_the_text_of_the_rules_gives(marked, situation):
    grid, markings, shifts, kept = situation
    score = exam_score(grid, markings, ruled(marked, kept), shifts)
    assert score.mark == counted(grid, markings, shifts, kept)
    assert 0 <= score.mark <= 20


@settings(deadline=None, max_examples=60)
@given(situations(), st.randoms(use_true_random=False))
def test_the_order_of_markings_and_rows_changes_nothing(marked, situation, dice):
    grid, markings, shifts, kept = situation
    rules = ruled(marked, kept)
    expected = exam_score(grid, markings, rules, shifts)
    mixed = [replace(m, levels=tuple(dice.sample(m.levels, len(m.levels)))) for m in markings]
    assert exam_score(grid, dice.sample(mixed, len(mixed)), rules, shifts) == expected


@settings(deadline=None, max_examples=60)
@given(situations(), st.data())
def test_a_better_level_never_lowers_a_mark_a_code_or_an_indicator(marked, situation, data):
    grid, markings, shifts, kept = situation
    rules = ruled(marked, kept)
    before = exam_score(grid, markings, rules, shifts)
    which = data.draw(st.integers(0, len(markings) - 1))
    row = data.draw(st.integers(0, len(markings[which].levels) - 1))
    levels = list(markings[which].levels)
    levels[row] = replace(levels[row], level=min(levels[row].level + 1, 4))
    better = [*markings]
    better[which] = replace(markings[which], levels=tuple(levels))
    after = exam_score(grid, better, rules, shifts)
    assert after.mark >= before.mark
    for old, new in zip(before.codes, after.codes, strict=True):
        assert new.mark >= old.mark
        for one, two in zip(old.rows, new.rows, strict=True):
            assert two.level >= one.level
            assert two.worth >= one.worth


@settings(deadline=None, max_examples=60)
@given(situations(numbers=((1,), (1, 2))))
def test_without_shifts_the_mean_of_two_is_the_mark_of_the_codes(marked, situation):
    grid, markings, _, _ = situation
    score = exam_score(grid, markings, marked.policy, {})
    points = sum(Fraction(code.points) for code in score.codes)
    assert score.mark == sum(code.mark * Fraction(code.points) for code in score.codes) / points


# One by one


def test_a_single_marking_is_the_mark():
    grid = a_grid([(60, [1, 1]), (40, [3])])
    marking = a_marking(grid, [3, 4, 2])
    assert marking_mark(grid, marking) == Fraction(60 * 17 + 40 * 8, 100)
    assert code_marks(grid, marking) == {"C1": 17, "C2": 8}


def test_what_a_row_says_of_two_markings(marked):
    grid = a_grid([(1, [2])])
    markings = [a_marking(grid, [2]), a_marking(grid, [4], 2)]
    score = exam_score(grid, markings, marked.policy, {"E2": Decimal("0.5")})
    (row,) = score.codes[0].rows
    assert (row.levels, row.level, row.worth, row.weight) == ((2, 4), 3, 14, 2)
    assert (score.markings, score.mark, score.origin) == ((8, 20), 14, "moyenne")


@pytest.mark.parametrize(
    ("numbers", "origin"),
    [
        ((1,), "simple"),
        ((1, 2), "moyenne"),
        ((1, 2, 3), "troisieme"),
        ((1, 2, 3, 4), "conciliation"),
        ((1, 2, 4), "conciliation"),
    ],
)
def test_the_origin_of_a_mark_is_told(marked, numbers, origin):
    grid = a_grid([(1, [1])])
    markings = [a_marking(grid, [3], number) for number in numbers]
    assert exam_score(grid, markings, marked.policy, {}).origin == origin


def test_the_most_favourable_is_told_and_kept_row_by_row(marked):
    grid = a_grid([(50, [1]), (50, [1])])
    markings = [a_marking(grid, [4, 0]), a_marking(grid, [1, 3], 2)]
    score = exam_score(grid, markings, marked.rules(kept="plus_favorable"), {})
    assert (score.mark, score.origin) == (10, "plus_favorable")
    assert [code.mark for code in score.codes] == [20, 14]


def test_the_median_of_three_is_taken_row_by_row_with_the_median_shift(marked):
    grid = a_grid([(50, [1]), (50, [1])])
    markings = [a_marking(grid, levels, n) for n, levels in enumerate(([0, 4], [3, 3], [4, 0]), 1)]
    shifts = {"E1": Decimal(1), "E3": Decimal("0.5")}
    score = exam_score(grid, markings, marked.policy, shifts)
    assert [row.level for code in score.codes for row in code.rows] == [3, 3]
    assert score.mark == Fraction("14.5")
    assert score.markings == (11, 14, Fraction("10.5"))


def test_a_shift_never_leaves_the_scale(marked):
    grid = a_grid([(1, [1])])
    up, down = {"E1": Decimal(3)}, {"E1": Decimal(-3)}
    assert exam_score(grid, [a_marking(grid, [4])], marked.policy, up).mark == 20
    assert exam_score(grid, [a_marking(grid, [0])], marked.policy, down).mark == 0


def test_soft_skills_and_unknown_rows_never_count():
    grid = a_grid([(1, [1])])
    marking = a_marking(grid, [3])
    more = (*marking.levels, LevelMark(key="soft.ecoute", level=0), LevelMark(key="x", level=0))
    assert marking_mark(grid, replace(marking, levels=more)) == 14


# What waits


def test_missing_rows_are_named_in_the_order_of_the_grid():
    grid = a_grid([(1, [1, 1]), (1, [1])])
    marking = a_marking(grid, [None, 3, None])
    assert missing(grid, marking) == ("C1.i1", "C2.i1")
    assert not is_complete(grid, marking)
    assert marking_mark(grid, marking) is None


def test_a_half_filled_marking_makes_the_copy_wait(marked):
    grid = a_grid([(1, [1, 1])])
    markings = [a_marking(grid, [3, 3]), a_marking(grid, [3, None], 2)]
    score = exam_score(grid, markings, marked.policy, {})
    assert (score.state, score.mark, score.codes, score.markings) == ("", None, (), (14,))


def test_a_state_given_by_all_is_the_state(marked):
    grid = a_grid([(1, [1])])
    markings = [a_marking(grid, [None], n, state="ABI") for n in (1, 2)]
    score = exam_score(grid, markings, marked.policy, {})
    assert (score.state, score.mark, score.codes) == ("ABI", None, ())
    assert marking_mark(grid, markings[0]) is None


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("ABI", None), ("ABJ", None)),
        (("ABI", None), ("", 3)),
        (("ABI", 3), ("ABI", None)),
        (("", None), ("", None)),
    ],
)
def test_markings_that_contradict_each_other_or_themselves_wait(marked, one, two):
    grid = a_grid([(1, [1])])
    markings = [
        a_marking(grid, [level], n, state=state) for n, (state, level) in enumerate((one, two), 1)
    ]
    score = exam_score(grid, markings, marked.policy, {})
    assert (score.state, score.mark) == ("", None)


def test_a_conciliation_settles_a_contradiction_and_shows_what_was_complete(marked):
    grid = a_grid([(1, [1])])
    markings = [
        a_marking(grid, [None], state="ABI"),
        a_marking(grid, [3], 2),
        a_marking(grid, [2], 4, assessor="E1+E2"),
    ]
    score = exam_score(grid, markings, marked.policy, {"E2": Decimal(1)})
    assert (score.mark, score.origin, score.markings) == (8, "conciliation", (15, 8))
    assert score.codes[0].rows[0].levels == (3, 2)


def test_a_conciliation_may_be_a_state_and_waits_when_it_is_not_complete(marked):
    grid = a_grid([(1, [1])])
    blind = [a_marking(grid, [0]), a_marking(grid, [4], 2)]
    absent = a_marking(grid, [None], 4, state="NE")
    assert exam_score(grid, [*blind, absent], marked.policy, {}).state == "NE"
    half = a_marking(grid, [None], 4)
    assert exam_score(grid, [*blind, half], marked.policy, {}).mark is None
