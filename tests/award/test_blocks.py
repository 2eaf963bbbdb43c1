"""A block: its mark, its codes, its status."""

from decimal import Decimal
from fractions import Fraction

import pytest

from pipeline.award.blocks import block_result, takes_points, with_points
from pipeline.award.pending import Lack
from pipeline.model.award import BlockResult, BlockStatus, CodeResult, ExamResult
from pipeline.model.blueprint import Phase


def result(world, scores, block="B2", *, policy=None, exams=None, won=False, points="0"):
    basis = world.basis(policy or world.rules, exams)
    return block_result(basis, block, scores, won, Decimal(points))


def test_a_block_holds_both_chains_and_why(world):
    scores = world.by_exam(
        world.score("B2-CC", "8", "C9", "C10"), world.score("B2-EF", "32/3", "C9 C11", "C10 C12")
    )
    assert result(world, scores) == BlockResult(
        block="B2",
        status=BlockStatus.FAILED,
        mark=Decimal("9.6"),
        continuous=Decimal(8),
        final=Decimal("10.67"),
        exams=(
            ExamResult(
                exam="B2-CC",
                title="Contrôle",
                phase=Phase.CONTINUOUS,
                coefficient=Decimal(1),
                mark=Decimal(8),
                state="",
            ),
            ExamResult(
                exam="B2-EF",
                title="Étude de cas",
                phase=Phase.FINAL,
                coefficient=Decimal(2),
                mark=Decimal("10.67"),
                state="",
            ),
        ),
        codes=(
            CodeResult(code="C9", mark=Decimal(14), acquired=True),
            CodeResult(code="C10", mark=Decimal(8), acquired=False),
            CodeResult(code="C11", mark=Decimal(14), acquired=True),
            CodeResult(code="C12", mark=Decimal(8), acquired=False),
        ),
        unobserved=(),
        reasons=(
            "moyenne de 9,6/20 sous le seuil de 10/20",
            "2 compétences acquises sur 4, il en faut 3 (75\u00a0%)",
        ),
        sentence="bloc 2\u00a0: 9,6/20, plancher respecté, 2 codes sur 4 acquis\u00a0: proposition d’ajournement",
        distance=Decimal("-0.4"),
    )


def test_reasons_count_competencies_and_the_number_needed_is_rounded_up(world):
    codes = ["C13", "C14", "C15", "C16", "C17", "C18", "C19"]
    exams = [world.exam("B3-EF", " ".join(codes))]
    lost = " ".join(codes[:2])
    policy = world.changed(world.rules, block__blocking_codes=("C13",))
    scores = world.by_exam(world.score("B3-EF", "12", " ".join(codes), lost))
    found = result(world, scores, "B3", policy=policy, exams=exams)
    assert len(found.codes) == 7
    assert found.reasons == (
        "5 compétences acquises sur 7, il en faut 6 (75\u00a0%)",
        "compétence bloquante C13 non acquise",
    )


def test_a_block_without_any_code_observed_gives_that_as_its_reason(world):
    scores = world.by_exam(world.score("B2-CC", "12", ""), world.score("B2-EF", "12", ""))
    assert result(world, scores).reasons == ("aucune compétence observée",)


def test_the_block_mark_is_made_of_exact_marks_and_rounded_once(world):
    scores = world.by_exam(
        world.score("B2-CC", "9.9949", "C9 C10"), world.score("B2-EF", "9.996", "C11 C12")
    )
    found = result(world, scores)
    assert (found.continuous, found.final) == (Decimal("9.99"), Decimal("10.00"))
    assert (found.mark, found.status) == (Decimal("10.00"), BlockStatus.VALID)


def test_coefficients_weigh_inside_a_phase_only(world):
    scores = world.by_exam(
        world.score("B3-CC", "20", "C13"),
        world.score("B3-EF", "8", "C14"),
        world.score("B3-OR", "14", "C17"),
    )
    found = result(world, scores, "B3")
    assert (found.continuous, found.final, found.mark) == (20, 10, 14)


def test_a_block_won_before_is_never_computed_again(world):
    bad = world.block("B2", "2", "C9 C10 C11 C12")
    found = result(world, bad, won=True)
    assert (found.status, found.mark, found.codes) == (BlockStatus.WON, None, ())
    assert [e.mark for e in found.exams] == [2, 2], "what was sat is still shown"
    assert not takes_points(found)
    assert result(world, {}, won=True).exams == ()


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("ABJ", BlockStatus.WAITING),
        ("NE", BlockStatus.WAITING),
        ("ABI", BlockStatus.FAILED),
        ("DEF", BlockStatus.FAILED),
    ],
)
def test_a_state_is_never_a_zero(world, state, status):
    scores = world.by_exam(world.score("B2-CC", "15", "C9 C10"), world.state("B2-EF", state))
    found = result(world, scores)
    assert (found.status, found.mark, found.distance) == (status, None, None)
    assert (found.continuous, found.final) == (Decimal(15), None)
    assert [c.code for c in found.codes] == ["C9", "C10"]
    assert found.unobserved == ("C11", "C12")


def test_a_block_waits_as_long_as_one_mark_is_to_come(world):
    scores = world.by_exam(world.state("B2-CC", "ABI"))
    found = result(world, scores)
    assert found.status is BlockStatus.WAITING
    assert len(found.reasons) == 2


def test_an_exempt_exam_is_left_out_and_the_others_weigh_more(world):
    scores = world.by_exam(
        world.score("B3-CC", "10", "C13 C14"),
        world.state("B3-EF", "DISP"),
        world.score("B3-OR", "15", "C17 C18"),
    )
    found = result(world, scores, "B3")
    assert (found.mark, found.final, found.status) == (13, 15, BlockStatus.VALID)


def test_an_exempt_phase_leaves_its_share_to_the_other(world):
    scores = world.by_exam(world.state("B2-CC", "DISP"), world.score("B2-EF", "11", "C9 C10 C11"))
    found = result(world, scores)
    assert (found.mark, found.continuous, found.final) == (11, None, 11)


def test_a_block_exempt_from_every_exam_waits_to_be_recorded_as_won(world):
    scores = world.by_exam(world.state("B2-CC", "DISP"), world.state("B2-EF", "DISP"))
    found = result(world, scores)
    assert (found.status, found.mark) == (BlockStatus.WAITING, None)


def test_a_block_without_an_exam_in_the_session_is_not_validated_and_does_not_wait(world):
    exams = [e for e in world.exams() if e.block != "B2"]
    found = result(world, {}, exams=exams)
    assert (found.status, found.exams) == (BlockStatus.FAILED, ())


def test_a_mark_kept_from_an_earlier_session_counts_and_says_so(world):
    scores = world.by_exam(
        world.score("B2-CC", "12", "C9 C10", kept_from="2025-06"),
        world.score("B2-EF", "11", "C11 C12"),
    )
    found = result(world, scores)
    assert found.mark == Decimal("11.4")
    assert [e.kept_from for e in found.exams] == ["2025-06", ""]


def test_points_of_the_jury_are_added_to_the_printed_mark(world):
    found = result(world, world.block("B2", "9.7"), points="0.5")
    assert (found.mark, found.distance, found.jury_points, found.status) == (
        Decimal("10.2"),
        Decimal("0.2"),
        Decimal("0.5"),
        BlockStatus.VALID,
    )


def test_other_points_replace_those_given_before(world):
    basis = world.basis(world.rules)
    bare = result(world, world.block("B2", "9.7"))
    once = with_points(basis, bare, Decimal("0.5"))
    assert with_points(basis, once, Decimal("0.1")).mark == Decimal("9.8")
    assert with_points(basis, once, Decimal(0)) == bare


def test_points_never_pass_twenty_and_can_be_taken_back(world):
    basis = world.basis(world.rules)
    bare = result(world, world.block("B2", "19.8"))
    high = with_points(basis, bare, Decimal("0.5"))
    assert (high.mark, high.jury_points) == (20, Decimal("0.2"))
    assert with_points(basis, high, Decimal(0)) == bare


def test_points_repair_no_exam_and_no_code(world):
    basis = world.basis(world.rules)
    low = world.by_exam(
        world.score("B2-CC", "6.9", "C9 C10"), world.score("B2-EF", "12", "C11 C12")
    )
    lacking = world.block("B2", "9.8", "C11 C12")
    for scores in (low, lacking):
        found = with_points(basis, result(world, scores), Decimal("0.5"))
        assert found.status is BlockStatus.FAILED


@pytest.mark.parametrize("points", ["0.51", "-0.1"])
def test_points_outside_the_rules_are_refused(world, points):
    with pytest.raises(ValueError, match="B2"):
        result(world, world.block("B2", "9"), points=points)


def test_points_are_refused_where_the_rules_forbid_them_or_there_is_no_mark(world):
    policy = world.changed(world.rules, jury__points=Decimal(0))
    with pytest.raises(ValueError, match="B2"):
        result(world, world.block("B2", "9"), policy=policy, points="0.1")
    basis = world.basis(world.rules)
    waiting = result(world, {})
    with pytest.raises(ValueError, match="B2"):
        with_points(basis, waiting, Decimal("0.1"))
    assert with_points(basis, waiting, Decimal(0)) == waiting


def test_every_lack_has_a_clause_and_a_status(world):
    seen = {
        Lack.GRID: {},
        Lack.UNFINISHED: world.by_exam(world.score("B2-EF")),
        Lack.SECOND: world.by_exam(world.score("B2-EF", markings=(Fraction(1),))),
        Lack.THIRD: world.by_exam(world.score("B2-EF", markings=(Fraction(1), Fraction(9)))),
    }
    exams = [world.exam("B2-EF", "C9")]
    reasons = {lack: result(world, scores, exams=exams).reasons for lack, scores in seen.items()}
    assert reasons == {
        Lack.GRID: ("grille attendue pour «\u202fÉtude de cas\u202f»",),
        Lack.UNFINISHED: (
            "correction incomplète ou contradictoire pour «\u202fÉtude de cas\u202f»",
        ),
        Lack.SECOND: ("seconde correction attendue pour «\u202fÉtude de cas\u202f»",),
        Lack.THIRD: (
            "troisième correction ou conciliation attendue pour «\u202fÉtude de cas\u202f»",
        ),
    }
