"""The sentence that explains a block: every case."""

from decimal import Decimal

import pytest

from pipeline.award.blocks import block_result
from pipeline.award.explain import block_name, block_sentence, joined, the_block
from pipeline.grammar import lint
from pipeline.typography import typeset


def said(world, scores, block="B3", policy=None, *, exams=None, won=False, points="0"):
    """The sentence with ordinary spaces and apostrophes, after a look at its grammar and its typography."""
    basis = world.basis(policy or world.rules, exams)
    sentence = block_result(basis, block, scores, won, Decimal(points)).sentence
    assert lint(sentence) == ()
    assert typeset(sentence) == sentence
    return sentence.replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")


def pair(world, continuous, final, **changes):
    return world.by_exam(
        world.score("B2-CC", continuous, "C9 C10"),
        world.score("B2-EF", final, "C9 C10 C11 C12", **changes),
    )


def test_the_example_of_the_rules(world):
    assert said(world, world.block("B3", "9.8", "C13 C14 C20")) == (
        "bloc 3 : 9,8/20, plancher respecté, 5 codes sur 8 acquis : proposition d'ajournement"
    )


def test_a_block_that_is_validated(world):
    assert said(world, world.block("S1", "12.25"), "S1") == (
        "spécialisation 1 : 12,25/20, plancher respecté, 5 codes sur 5 acquis : proposition de validation"
    )


def test_the_share_of_codes_is_told_when_the_mark_is_enough(world):
    assert said(world, world.block("B3", "12", "C13 C14 C15 C16 C17 C18 C19")) == (
        "bloc 3 : 12/20, plancher respecté, 1 code sur 8 acquis (75 % demandés) : proposition d'ajournement"
    )
    assert said(world, world.block("B2", "9", "C9 C10 C11 C12"), "B2") == (
        "bloc 2 : 9/20, plancher respecté, aucun code sur 4 acquis : proposition d'ajournement"
    )


def test_a_floor_broken_names_the_exams(world):
    assert said(world, pair(world, "6.5", "14"), "B2") == (
        "bloc 2 : 11/20, plancher de 7/20 non respecté (« Contrôle » : 6,5/20), 4 codes sur 4 acquis : "
        "proposition d'ajournement"
    )


def test_minimum_and_eliminating_marks_name_the_exams(world):
    policy = world.changed(
        world.rules, block__compensation=False, block__exam_eliminating=Decimal(6)
    )
    assert said(world, pair(world, "5", "14"), "B2", policy) == (
        "bloc 2 : 10,4/20, note éliminatoire, sous 6/20 (« Contrôle » : 5/20), "
        "note minimale de 10/20 non atteinte (« Contrôle » : 5/20), 4 codes sur 4 acquis : proposition d'ajournement"
    )
    assert said(world, pair(world, "11", "14"), "B2", policy) == (
        "bloc 2 : 12,8/20, note minimale respectée à chaque épreuve, 4 codes sur 4 acquis : proposition de validation"
    )


def test_the_minimum_of_an_only_exam_is_told_beside_its_mark(world):
    policy = world.changed(world.rules, block__exam_minimum=Decimal(12))
    exams = [world.exam("B2-EF", "C9 C10 C11 C12")]
    scores = world.by_exam(world.score("B2-EF", "11", "C9 C10 C11 C12"))
    assert said(world, scores, "B2", policy, exams=exams) == (
        "bloc 2 : 11/20 (12 demandés), plancher respecté, 4 codes sur 4 acquis, "
        "sans contrôle continu, jugé sur la seule fin de formation : proposition d'ajournement"
    )


def test_shares_that_were_worked_out_again_are_told(world):
    exams = [world.exam("B2-CC", "C9 C10 C11 C12")]
    scores = world.by_exam(world.score("B2-CC", "11", "C9 C10 C11 C12"))
    assert said(world, scores, "B2", exams=exams) == (
        "bloc 2 : 11/20, plancher respecté, 4 codes sur 4 acquis, "
        "sans épreuve de fin de formation, jugé sur le seul contrôle continu : proposition de validation"
    )


def test_an_exempt_exam_is_told(world):
    scores = {**world.block("B3", "12"), **world.by_exam(world.state("B3-OR", "DISP"))}
    assert said(world, scores) == (
        "bloc 3 : 12/20, plancher respecté, 8 codes sur 8 acquis, dispense pour « Oral » : proposition de validation"
    )


def test_an_exempt_phase_is_told(world):
    scores = {**world.block("B2", "12"), **world.by_exam(world.state("B2-CC", "DISP"))}
    assert said(world, scores, "B2") == (
        "bloc 2 : 12/20, plancher respecté, 4 codes sur 4 acquis, dispensé de tout le contrôle continu, "
        "jugé sur la seule fin de formation, dispense pour « Contrôle » : proposition de validation"
    )
    scores = {**world.block("B2", "12", "C9"), **world.by_exam(world.state("B2-EF", "DISP"))}
    assert said(world, scores, "B2") == (
        "bloc 2 : 12/20, plancher respecté, 1 code sur 2 acquis (75 % demandés), codes C11 et C12 non observés, "
        "dispensé de toute la fin de formation, jugé sur le seul contrôle continu, dispense pour « Étude de cas » : "
        "proposition d'ajournement"
    )


def test_a_block_exempt_from_everything_says_what_to_do(world):
    scores = world.by_exam(world.state("B2-CC", "DISP"), world.state("B2-EF", "DISP"))
    assert said(world, scores, "B2") == (
        "bloc 2 : dispense de toutes les épreuves, bloc à inscrire comme acquis avec sa pièce : en attente"
    )


def test_a_block_that_the_session_does_not_examine(world):
    exams = [e for e in world.exams() if e.block != "B2"]
    assert said(world, {}, "B2", exams=exams) == (
        "bloc 2 : aucune épreuve dans cette session : à passer dans une autre session"
    )


def test_a_blocking_code_is_named(world):
    one = world.changed(world.rules, block__blocking_codes=("C13",))
    assert said(world, world.block("B3", "12", "C13"), policy=one) == (
        "bloc 3 : 12/20, plancher respecté, 7 codes sur 8 acquis, code bloquant C13 non acquis : "
        "proposition d'ajournement"
    )
    two = world.changed(world.rules, block__blocking_codes=("C13", "C14"))
    assert "codes bloquants C13 et C14 non acquis" in said(
        world, world.block("B3", "12", "C13 C14"), policy=two
    )


def test_codes_never_observed_are_named(world):
    scores = world.by_exam(
        world.score("B2-CC", "12", "C9 C10"), world.score("B2-EF", "12", "C9 C10 C11")
    )
    assert said(world, scores, "B2") == (
        "bloc 2 : 12/20, plancher respecté, 3 codes sur 3 acquis, code C12 non observé : proposition de validation"
    )
    nothing = world.by_exam(world.score("B2-CC", "12"), world.score("B2-EF", "12"))
    assert said(world, nothing, "B2") == (
        "bloc 2 : 12/20, plancher respecté, aucun code observé : proposition d'ajournement"
    )


def test_a_mark_kept_names_the_session_it_comes_from(world):
    scores = pair(world, "12", "12", kept_from="2025-06")
    assert said(world, scores, "B2") == (
        "bloc 2 : 12/20, plancher respecté, 4 codes sur 4 acquis, note de « Étude de cas » gardée de la session "
        "2025-06 : proposition de validation"
    )
    scores |= {e: world.score(e, "12", "C9 C10 C11 C12", kept_from="2024") for e in scores}
    assert "notes de « Contrôle » et « Étude de cas » gardées de la session 2024" in said(
        world, scores, "B2"
    )


def test_points_of_the_jury_are_told(world):
    assert said(world, world.block("B2", "9.7"), "B2", points="0.5") == (
        "bloc 2 : 10,2/20 dont 0,5 point du jury, plancher respecté, 4 codes sur 4 acquis : proposition de validation"
    )


def test_codes_kept_of_a_block_that_fails_are_told_where_the_rules_validate_in_part(world):
    policy = world.changed(world.rules, block__partial=True)
    assert said(world, world.block("B2", "9", "C9 C10"), "B2", policy) == (
        "bloc 2 : 9/20, plancher respecté, 2 codes sur 4 acquis, codes C11 et C12 gardés comme acquis : "
        "proposition d'ajournement"
    )
    assert "gardé" not in said(world, world.block("B2", "9", "C9 C10 C11 C12"), "B2", policy)
    assert "gardé" not in said(world, world.block("B2", "12"), "B2", policy)


@pytest.mark.parametrize(
    ("state", "clause"),
    [
        (
            "ABJ",
            "absence justifiée pour « Étude de cas », session de remplacement à prévoir : en attente",
        ),
        ("NE", "non évalué pour « Étude de cas », évaluation à organiser : en attente"),
        ("ABI", "absence injustifiée pour « Étude de cas » : proposition d'ajournement"),
        ("DEF", "défaillant pour « Étude de cas » : proposition d'ajournement"),
    ],
)
def test_a_state_is_called_as_the_rules_call_it(world, state, clause):
    scores = {**world.block("B2", "12"), **world.by_exam(world.state("B2-EF", state))}
    assert said(world, scores, "B2") == f"bloc 2 : {clause}"


def test_an_absence_that_gives_no_deferred_sitting_is_told(world):
    policy = world.changed(world.rules, resit__deferred_states=())
    scores = {**world.block("B2", "12"), **world.by_exam(world.state("B2-EF", "ABJ"))}
    assert said(world, scores, "B2", policy) == (
        "bloc 2 : absence justifiée pour « Étude de cas », sans session de remplacement au règlement : "
        "proposition d'ajournement"
    )


def test_exams_that_lack_a_mark_for_the_same_reason_are_told_together(world):
    scores = world.by_exam(
        world.state("B3-CC", "DISP"), world.state("B3-EF", "ABI"), world.state("B3-OR", "ABI")
    )
    assert said(world, scores) == (
        "bloc 3 : absence injustifiée pour « Étude de cas » et « Oral », dispense pour « Contrôle » : "
        "proposition d'ajournement"
    )
    assert said(world, {}) == (
        "bloc 3 : note de contrôle continu attendue pour « Contrôle », "
        "grille attendue pour « Étude de cas » et « Oral » : en attente"
    )


def test_a_block_won_before_is_kept(world):
    assert said(world, {}, won=True) == "bloc 3 : déjà acquis : bloc gardé"
    assert said(world, world.block("B3", "2"), won=True) == (
        "bloc 3 : déjà acquis, les notes de cette session n'y changent rien : bloc gardé"
    )


def test_without_a_resit_left_a_block_is_refused(world):
    policy = world.changed(world.rules, resit__sessions=0)
    assert said(world, world.block("B2", "9"), "B2", policy).endswith(
        ": proposition de non-validation"
    )
    basis = world.basis(world.rules)
    found = block_result(basis, "B2", world.block("B2", "9"), won=False)
    assert "non-validation" in block_sentence(basis, found, resit=False)


def test_blocks_are_called_by_their_rank(world):
    basis = world.basis(world.rules)
    assert [block_name(basis, b.id) for b in basis.blocks] == [
        *("bloc 1", "bloc 2", "bloc 3"),
        *("spécialisation 1", "spécialisation 2", "spécialisation 3"),
    ]
    assert [the_block(basis, b) for b in ("B2", "S3")] == ["le bloc 2", "la spécialisation 3"]


@pytest.mark.parametrize(
    ("parts", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (list("abc"), "a, b et c")]
)
def test_parts_are_joined_as_french_does(parts, text):
    assert joined(parts) == text
