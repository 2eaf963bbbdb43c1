"""From what a jury typed to its decisions."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.award.decisions import rule
from pipeline.award.outcome import follows, status_of, word_of
from pipeline.award.proposals import honours_of
from pipeline.model.award import BlockDecision, BlockStatus, Decision, Vote

TODAY = "2026-07-02"
VALID, FAILED, WON = BlockStatus.VALID, BlockStatus.FAILED, BlockStatus.WON
GOOD = {"B1": "12", "B2": "12", "B3": "12", "S1": "12"}
NEAR = {**GOOD, "B1": "9.8"}


@pytest.fixture
def ruled(make_hearing, type_table, jury_policy):
    """``ruled({"B1": …}, decision="…", blocks={"B1": {…}})``: faults by code and cell, and the decision."""

    def run(marks, rules=jury_policy, blocks=None, **typed):
        hearing = make_hearing({"0001": marks}, rules)
        people = {"0001": {"decision": "conforme", **typed}}
        keyed = {f"0001/{b}": values for b, values in (blocks or {}).items()}
        found = rule(hearing, type_table(hearing, people=people, blocks=keyed), TODAY)
        decision = found.decisions[0] if found.decisions else None
        return [(f.code, f.source.cell) for f in found.faults], decision

    return run


def test_a_decision_records_everything_as_it_was(ruled):
    faults, decision = ruled({**GOOD, "B2": "WON"}, reason="Vu", yes="2", no="0")
    assert faults == []
    blocks = [("B1", VALID), ("B2", WON), ("B3", VALID), ("S1", VALID)]
    assert decision == Decision(
        id="2026-06/0001/1",
        candidate="0001",
        last_name="Nom1",
        first_name="Prénom",
        birth_date="2000-01-01",
        specialisation="S1",
        decision="attribution_complete",
        proposed="attribution_complete",
        blocks=tuple(
            BlockDecision(
                block=block,
                status=status,
                proposed=status,
                mark=None if status is WON else Decimal(12),
                jury_points=Decimal(0),
                reason="",
            )
            for block, status in blocks
        ),
        honours="",
        reason="Vu",
        vote=Vote(yes=2),
        recused=(),
        date="2026-07-01",
        author="Ana Un",
    )


def test_points_with_a_reason_raise_a_block_and_the_decision(ruled):
    faults, decision = ruled(NEAR, blocks={"B1": {"points": "0,2", "reason": "Oral remarquable"}})
    assert faults == []
    assert (decision.decision, decision.proposed) == (
        "attribution_complete",
        "attribution_partielle",
    )
    assert decision.blocks[0] == BlockDecision(
        block="B1",
        status=VALID,
        proposed=FAILED,
        mark=Decimal("10.0"),
        jury_points=Decimal("0.2"),
        reason="Oral remarquable",
    )


@pytest.mark.parametrize(
    ("marks", "typed", "faults"),
    [
        (NEAR, {"points": "0,2"}, [("JUR-053", "0001/B1.reason")]),
        (NEAR, {"points": "0,6", "reason": "r"}, [("JUR-051", "0001/B1.points")]),
        (NEAR, {"points": "-0,1", "reason": "r"}, [("JUR-051", "0001/B1.points")]),
        (NEAR, {"points": "un", "reason": "r"}, [("JUR-050", "0001/B1.points")]),
        ({**GOOD, "B1": "WON"}, {"points": "0,2", "reason": "r"}, [("JUR-052", "0001/B1.points")]),
        ({**GOOD, "B1": "ABI"}, {"points": "0,2", "reason": "r"}, [("JUR-052", "0001/B1.points")]),
        (NEAR, {"points": "0"}, []),
        (NEAR, {"status": "peut-être"}, [("JUR-054", "0001/B1.status")]),
        (NEAR, {"status": "en attente"}, [("JUR-054", "0001/B1.status")]),
        (NEAR, {"status": "VALIDE"}, [("JUR-057", "0001/B1.reason")]),
        (NEAR, {"status": "Non  validé"}, []),
        (
            {**GOOD, "B1": "WON"},
            {"status": "non validé", "reason": "r"},
            [("JUR-055", "0001/B1.status")],
        ),
        ({**GOOD, "B1": "WON"}, {"status": "acquis"}, []),
    ],
)
def test_points_and_statuses_are_checked_by_cell(ruled, marks, typed, faults):
    assert ruled(marks, blocks={"B1": typed})[0] == faults


def test_a_status_away_from_the_proposal_needs_a_reason_and_changes_what_follows(ruled):
    faults, decision = ruled(NEAR, blocks={"B1": {"status": "validé", "reason": "Rachat"}})
    assert (faults, decision.decision) == ([], "attribution_complete")
    assert (decision.blocks[0].status, decision.blocks[0].mark) == (VALID, Decimal("9.8"))


def test_rules_may_ask_for_no_reason(ruled, jury_policy):
    free = replace(jury_policy, jury=replace(jury_policy.jury, reasons=False))
    assert ruled(NEAR, free, blocks={"B1": {"status": "validé"}})[0] == []
    assert ruled(NEAR, free, decision="non-attribution")[0] == []


@pytest.mark.parametrize(
    ("marks", "typed", "faults"),
    [
        (GOOD, {"decision": ""}, [("JUR-058", "0001.decision")]),
        (GOOD, {"decision": "bravo"}, [("JUR-059", "0001.decision")]),
        (GOOD, {"decision": "ATTRIBUTION COMPLETE"}, []),
        (GOOD, {"decision": "attribution_complete"}, []),
        (NEAR, {"decision": "attribution partielle"}, []),
        (NEAR, {"decision": "attribution complète", "reason": "r"}, [("JUR-062", "0001.decision")]),
        (NEAR, {"decision": "non-attribution"}, [("JUR-064", "0001.reason")]),
        (NEAR, {"decision": "non-attribution", "reason": "Fraude"}, []),
        (
            dict.fromkeys(GOOD, "5"),
            {"decision": "attribution partielle", "reason": "r"},
            [("JUR-063", "0001.decision")],
        ),
        ({**GOOD, "B3": "ABJ"}, {"decision": "conforme"}, [("JUR-060", "0001.decision")]),
        ({**GOOD, "B3": "ABJ"}, {"decision": ""}, [("JUR-081", "0001.decision")]),
    ],
)
def test_decisions_are_checked_by_cell(ruled, marks, typed, faults):
    found, decision = ruled(marks, **typed)
    assert found == faults
    assert (decision is None) is bool(faults)


def test_a_block_that_waits_cannot_be_decided(ruled):
    typed = {"B3": {"status": "validé", "reason": "r"}}
    found, _ = ruled({**GOOD, "B3": "ABJ"}, decision="", blocks=typed)
    assert found == [("JUR-056", "0001/B3.status"), ("JUR-081", "0001.decision")]


def test_rules_without_a_word_for_the_case_leave_the_choice_to_the_jury(ruled, jury_policy):
    few = replace(jury_policy, jury=replace(jury_policy.jury, decisions=("non_attribution",)))
    assert ruled(GOOD, few)[0] == [("JUR-061", "0001.decision")]
    assert ruled(GOOD, few, decision="non-attribution")[0] == [("JUR-064", "0001.reason")]


def test_all_faults_are_told_at_once(ruled):
    found, _ = ruled(
        NEAR,
        decision="bravo",
        recused="9",
        yes="x",
        blocks={"B1": {"points": "9", "status": "?"}, "B2": {"status": "?"}},
    )
    assert [code for code, _ in found] == [
        "JUR-051",
        "JUR-053",
        "JUR-054",
        "JUR-054",
        "JUR-059",
        "JUR-070",
        "JUR-074",
    ]


def test_a_complete_decision_carries_honours_where_the_rules_know_them(ruled, jury_policy):
    honoured = replace(jury_policy, honours=replace(jury_policy.honours, active=True))
    assert ruled({**GOOD, "B1": "15"}, honoured)[1].honours == "assez_bien"
    assert ruled(GOOD)[1].honours == ""
    typed = {"decision": "attribution partielle", "reason": "Conditions non remplies"}
    assert ruled(GOOD, honoured, **typed)[1].honours == ""


def test_honours_are_not_for_resits_nor_without_every_mark(make_hearing, jury_policy):
    honoured = replace(jury_policy, honours=replace(jury_policy.honours, active=True))
    hearing = make_hearing({"0001": GOOD, "0002": {**GOOD, "B1": "WON"}}, honoured)
    first, second = (h.proposal.blocks for h in hearing.candidates)
    path = ("B1", "B2", "B3", "S1")
    assert honours_of(hearing.basis, first, path, 0) == "assez_bien"
    assert honours_of(hearing.basis, first, path, 1) == ""
    assert honours_of(hearing.basis, second, path, 0) == ""


def test_words_of_people_are_understood(make_hearing):
    hearing = make_hearing({"0001": GOOD})
    basis, blocks = hearing.basis, hearing.candidates[0].proposal.blocks
    assert word_of(basis, " Ajournement  POUR rattrapage ") == "ajournement_rattrapage"
    assert word_of(basis, "") == ""
    assert [status_of(t) for t in ("Validé", "non_valide", "acquis", "")] == [
        VALID,
        FAILED,
        WON,
        None,
    ]
    assert follows(basis, blocks, "S1", 0) == "attribution_complete"
