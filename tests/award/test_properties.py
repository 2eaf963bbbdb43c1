"""What holds whatever the marks: a better level never lowers a result, order changes nothing, what is won is kept."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.award.honours import honours, mean_of_blocks
from pipeline.award.proposals import propose, with_jury_points
from pipeline.award.resits import combine
from pipeline.model.award import BlockStatus

EXAMS = (
    ("B1-CC", "C1 C2", "1"),
    ("B1-EF", "C1 C2 C3", "2"),
    ("B2-EF", "C9 C10", "1"),
    ("B3-CC", "C13", "1"),
    ("B3-EF", "C13 C14", "1"),
    ("B3-OR", "C14", "3"),
    ("S1-EF", "CO1.1 CO1.2", "1"),
)
STATUSES = (BlockStatus.WAITING, BlockStatus.FAILED, BlockStatus.VALID, BlockStatus.WON)
DECISIONS = (
    "",
    "non_attribution",
    "ajournement_rattrapage",
    "attribution_partielle",
    "attribution_complete",
)
HONOURS = ("", "assez_bien", "bien", "tres_bien", "felicitations")
QUICK = settings(
    max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
STATES = ("ABJ", "ABI", "DEF", "NE", "DISP")

rule_sets = st.fixed_dictionaries(
    {
        "marks__threshold": st.sampled_from([Decimal(3), Decimal("2.5")]),
        "marks__acquired_weight": st.sampled_from([Decimal(50), Decimal(100)]),
        "marks__step": st.sampled_from([Decimal("0.01"), Decimal("0.5")]),
        "block__compensation": st.booleans(),
        "block__floor": st.sampled_from([None, Decimal(7)]),
        "block__exam_minimum": st.sampled_from([None, Decimal(10), Decimal(12)]),
        "block__exam_eliminating": st.sampled_from([None, Decimal(6)]),
        "block__acquired_share": st.sampled_from([None, Decimal(50), Decimal(75)]),
        "block__blocking_codes": st.sampled_from([(), ("C1",), ("C13", "C9")]),
        "path__block_compensation": st.booleans(),
        "double__kept": st.sampled_from(["moyenne", "plus_favorable"]),
        "double__kept_of_three": st.sampled_from(["mediane", "moyenne", "troisieme"]),
        "honours__active": st.booleans(),
        "honours__refused_if": st.just(()),
        "resit__best": st.booleans(),
        "resit__cap": st.sampled_from([None, Decimal(10)]),
        "resit__deferred_cap": st.sampled_from([None, Decimal(12)]),
    }
)


@pytest.fixture(scope="module")
def grids(world):
    """The grid of each exam."""
    return {exam[0]: world.grid(world.exam(*exam)) for exam in EXAMS}


@st.composite
def candidates(draw, ceiling=4):
    """The levels of each exam by marking, as a list of digits for each, or a state, or nothing."""
    able = draw(st.integers(0, 3))
    sat = {}
    for exam, codes, _ in EXAMS:
        kind = draw(st.sampled_from(["levels"] * 12 + ["nothing", *STATES[:2], "DISP"]))
        if kind == "levels":
            rows = 2 * len(codes.split())
            level = st.integers(max(0, able - 1), min(ceiling, able + 1))
            sat[exam] = draw(
                st.lists(st.lists(level, min_size=rows, max_size=rows), min_size=1, max_size=3)
            )
        elif kind != "nothing":
            sat[exam] = kind
    return sat


def raised(draw, sat):
    """The same candidate with some levels better by one or more, in some markings."""
    better = dict(sat)
    for exam in sorted(e for e, done in sat.items() if not isinstance(done, str)):
        better[exam] = [
            [draw(st.integers(level, 4)) if draw(st.booleans()) else level for level in levels]
            for levels in sat[exam]
        ]
    return better


def scored(world, policy, grids, sat, shifts=None):
    scores = {}
    for exam, codes, coefficient in EXAMS:
        done = sat.get(exam)
        if isinstance(done, str):
            scores[exam] = world.state(exam, done)
        elif done:
            keys = [row.key for section in grids[exam].sections for row in section.rows]
            basis = world.exam(exam, codes, coefficient)
            markings = [
                world.marking(basis, dict(zip(keys, levels, strict=True)), n)
                for n, levels in enumerate(done, 1)
            ]
            scores[exam] = world.graded(grids[exam], markings, policy, shifts or {})
    return scores


def basis_of(world, policy):
    return world.basis(policy, [world.exam(*exam) for exam in EXAMS])


def standing(basis, found):
    """A proposal as values that can only grow: blocks, decision, honours."""
    blocks = {}
    for b in found.blocks:
        codes = frozenset(c.code for c in b.codes if c.acquired)
        marks = tuple(-1 if e.mark is None else e.mark for e in b.exams)
        by_code = tuple(c.mark for c in b.codes)
        mark = -1 if b.mark is None else b.mark
        blocks[b.block] = (STATUSES.index(b.status), mark, codes, marks, by_code)
    return blocks, DECISIONS.index(found.decision), HONOURS.index(found.honours)


def is_no_lower(low, high):
    for block, (status, mark, codes, marks, by_code) in low[0].items():
        after = high[0][block]
        assert after[0] >= status
        assert after[1] >= mark
        assert after[2] >= codes
        assert all(b >= a for a, b in zip(marks, after[3], strict=True))
        assert all(b >= a for a, b in zip(by_code, after[4], strict=True))
    assert high[1] >= low[1]
    assert high[2] >= low[2]


@QUICK
@given(data=st.data(), rules=rule_sets, sat=candidates())
def test_a_better_level_never_lowers_a_mark_a_code_a_block_or_a_proposal(
    world, grids, data, rules, sat
):
    policy = world.changed(world.rules, **rules)
    basis = basis_of(world, policy)
    better = raised(data.draw, sat)
    low, high = (
        propose(basis, "N1", "S1", scored(world, policy, grids, s), (), 0) for s in (sat, better)
    )
    is_no_lower(standing(basis, low), standing(basis, high))


@QUICK
@given(data=st.data(), rules=rule_sets, old=candidates(), new=candidates())
def test_a_better_level_at_either_sitting_never_lowers_a_result(
    world, grids, data, rules, old, new
):
    policy = world.changed(world.rules, **rules)
    basis = basis_of(world, policy)
    kind = data.draw(st.sampled_from(["rattrapage", "remplacement"]))
    better_old, better_new = raised(data.draw, old), raised(data.draw, new)
    found = []
    for before, after in ((old, new), (better_old, better_new)):
        first, second = (scored(world, policy, grids, s) for s in (before, after))
        kept = {
            exam: combine(first.get(exam), second.get(exam), policy, kind)
            for exam in sorted({*first, *second})
        }
        found.append(standing(basis, propose(basis, "N1", "S1", kept, (), 1)))
    is_no_lower(*found)


@QUICK
@given(data=st.data(), rules=rule_sets, sat=candidates())
def test_the_order_of_grids_markings_and_exams_changes_nothing(world, grids, data, rules, sat):
    policy = world.changed(world.rules, **rules)
    basis = basis_of(world, policy)
    scores = scored(world, policy, grids, sat)
    mixed = {
        exam: data.draw(st.permutations(sections))
        for exam, sections in ((e, g.sections) for e, g in grids.items())
    }
    others = {e: replace(g, sections=tuple(mixed[e])) for e, g in grids.items()}
    again = {}
    for exam in data.draw(st.permutations(sorted(scores))):
        again[exam] = scores[exam]
        if not isinstance(sat[exam], str):
            keys = [row.key for section in grids[exam].sections for row in section.rows]
            markings = mixed_markings(world, exam, keys, sat[exam], data.draw)
            again[exam] = world.graded(others[exam], markings, policy, {})
    exams = data.draw(st.permutations(basis.exams))
    first = propose(basis, "N1", "S1", scores, (), 0)
    second = propose(replace(basis, exams=tuple(exams)), "N1", "S1", again, (), 0)
    assert plain(first) == plain(second)


def mixed_markings(world, exam, keys, done, draw):
    """The markings of an exam in any order, each with its rows in any order."""
    markings = []
    for n, levels in enumerate(done, 1):
        pairs = draw(st.permutations(list(zip(keys, levels, strict=True))))
        markings.append(world.marking(world.exam(exam, "C1"), dict(pairs), n))
    return draw(st.permutations(markings))


def plain(found):
    blocks = [
        (b.block, b.status, b.mark, b.continuous, b.final, b.codes, b.unobserved, b.distance)
        for b in found.blocks
    ]
    exams = [sorted((e.exam, e.mark, e.state) for e in b.exams) for b in found.blocks]
    return blocks, exams, found.decision, found.honours


@QUICK
@given(
    rules=rule_sets,
    sat=candidates(),
    won=st.sets(st.sampled_from(["B1", "B2", "B3", "S1", "S2", "S3"])),
    specialisation=st.sampled_from(["S1", "S2"]),
)
def test_blocks_won_before_never_shrink(world, grids, rules, sat, won, specialisation):
    policy = world.changed(world.rules, **rules)
    basis = basis_of(world, policy)
    scores = scored(world, policy, grids, sat)
    found = propose(basis, "N1", specialisation, scores, won, 0)
    held = {b.block for b in found.blocks if b.status is BlockStatus.WON}
    assert held == won
    assert all(b.mark is None and b.codes == () for b in found.blocks if b.block in won)
    next_won = held | {b.block for b in found.blocks if b.status is BlockStatus.VALID}
    later = propose(basis, "N1", specialisation, {}, next_won, 1)
    assert {b.block for b in later.blocks if b.status is BlockStatus.WON} == next_won


@QUICK
@given(
    rules=rule_sets,
    sat=candidates(),
    more=st.sets(st.sampled_from(["B1", "B2", "B3", "S1"])),
)
def test_a_block_more_never_lowers_the_decision(world, grids, rules, sat, more):
    policy = world.changed(world.rules, **{**rules, "path__block_compensation": False})
    basis = basis_of(world, policy)
    scores = scored(world, policy, grids, sat)
    low = propose(basis, "N1", "S1", scores, (), 0)
    high = propose(basis, "N1", "S1", scores, more, 0)
    if low.decision:
        assert DECISIONS.index(high.decision) >= DECISIONS.index(low.decision)


@QUICK
@given(
    data=st.data(),
    rules=rule_sets,
    sat=candidates(),
    moved=st.decimals(-1, 1, places=2),
)
def test_every_mark_is_between_zero_and_twenty(world, grids, data, rules, sat, moved):
    policy = world.changed(world.rules, **rules)
    basis = basis_of(world, policy)
    shifts = {"E1": moved, "E2": -moved}
    found = propose(basis, "N1", "S1", scored(world, policy, grids, sat, shifts), (), 0)
    points = {b.block: Decimal("0.5") for b in found.blocks if b.mark is not None}
    for result in (found, with_jury_points(basis, found, points, 0)):
        for b in result.blocks:
            marks = [b.mark, b.continuous, b.final]
            marks += [e.mark for e in b.exams] + [c.mark for c in b.codes]
            assert all(0 <= m <= 20 for m in marks if m is not None)


@QUICK
@given(
    rules=rule_sets,
    sat=candidates(),
    first=st.sampled_from(["0", "0.2", "0.5"]),
    second=st.sampled_from(["0", "0.3", "0.5"]),
)
def test_points_of_the_jury_only_help_and_leave_no_trace_once_taken_back(
    world, grids, rules, sat, first, second
):
    policy = world.changed(world.rules, **rules)
    basis = basis_of(world, policy)
    bare = propose(basis, "N1", "S1", scored(world, policy, grids, sat), (), 0)
    marked = [b.block for b in bare.blocks if b.mark is not None]
    low, high = sorted((Decimal(first), Decimal(second)))
    less, more = (
        with_jury_points(basis, bare, dict.fromkeys(marked, points), 0) for points in (low, high)
    )
    is_no_lower(standing(basis, less), standing(basis, more))
    assert with_jury_points(basis, more, {}, 0) == bare


@QUICK
@given(marks=st.lists(st.fractions(0, 20, max_denominator=600), min_size=1, max_size=6))
def test_honours_grow_with_every_block(world, marks):
    basis = basis_of(world, world.rules)
    found = propose(basis, "N1", "S1", {}, (), 0).blocks[0]
    blocks = [replace(found, mark=Decimal(round(m * 100)) / 100) for m in marks]
    mean = mean_of_blocks(blocks, world.rules.marks)
    best = mean_of_blocks([*blocks[1:], replace(found, mark=Decimal(20))], world.rules.marks)
    names = [honours(m, world.rules.honours) for m in (mean, best)]
    assert HONOURS.index(names[0]) <= HONOURS.index(names[1])
    assert abs(Fraction(mean) - sum(Fraction(b.mark) for b in blocks) / len(blocks)) <= Fraction(
        1, 200
    )
