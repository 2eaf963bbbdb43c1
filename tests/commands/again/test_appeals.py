"""Decisions revised on appeal, before and after resits are opened."""

import pytest

from pipeline.commands.ledger import ledger_rebuild
from pipeline.diagnostics import UsageError
from pipeline.model.award import Proposal
from pipeline.store.ledger import held, ledger_head, ledger_path
from pipeline.store.records import read_record

AFTER = {"day": "01/11/2026", "when": "2026-11-02T10:00:00Z"}


def blocks_held(years, number):
    """The blocks of a candidate by the ledger, with the session of each."""
    capitals = held(ledger_path(years.root, "2026-06"))
    return [(c.block, c.session) for c in capitals if c.candidate == number]


def check_rebuilt(years):
    """The ledger made anew is the ledger."""
    before = ledger_head(ledger_path(years.root, "2026-06"))
    ledger_path(years.root, "2026-06").unlink()
    ledger_rebuild(root=years.root)
    assert ledger_head(ledger_path(years.root, "2026-06")) == before


def test_a_block_given_on_appeal_before_the_opening_is_not_sat(decided, revise):
    revise("0004", "attribution partielle", "S1=validé")
    assert blocks_held(decided, "0004") == [("B1", "2026-06"), ("S1", "2026-06")]
    assert decided.resit().data == {"carried": {"0002": ["B1-ECRIT"], "0004": ["B2-CAS"]}}
    check_rebuilt(decided)


def test_a_block_taken_back_on_appeal_before_the_opening_is_sat_again(decided, revise):
    revise("0001", "attribution partielle", "B2=non validé")
    assert blocks_held(decided, "0001") == [("B1", "2026-06"), ("S1", "2026-06")]
    found = decided.resit().data["carried"]
    assert found["0001"] == ["B2-CAS"]
    check_rebuilt(decided)


def test_an_appeal_after_the_opening_asks_for_another_session(decided, revise, bytes_of):
    decided.resit()
    revise("0004", "attribution partielle", "S1=validé")
    before = bytes_of(decided.root)
    with pytest.raises(UsageError) as error:
        decided.resit()
    assert "supprimez son dossier si rien n'y a été fait" in error.value.hint
    assert bytes_of(decided.root) == before
    assert decided.resit("2026-11").data["carried"]["0004"] == ["B2-CAS"]


def test_a_block_given_on_appeal_after_the_opening_counts_at_the_resit(decided, revise):
    decided.resit()
    decided.sit("2026-10", 12)
    revise("0004", "attribution partielle", "S1=validé")
    decided.mark({("0004", "S1-ORAL"): "ABI"}, "2026-10")
    decided.judge("2026-10", **AFTER)
    assert decided.decided("2026-10")["0004"] == (
        "attribution_complete",
        {"B1": "acquis", "B2": "valide", "S1": "acquis"},
    )
    assert blocks_held(decided, "0004") == [("B1", "2026-06"), ("S1", "2026-06"), ("B2", "2026-10")]
    check_rebuilt(decided)


def test_a_block_taken_back_on_appeal_after_the_opening_certifies_nobody(decided, revise):
    decided.resit()
    decided.sit("2026-10", 12)
    revise("0002", "attribution partielle", "S1=non validé")
    decided.mark({}, "2026-10")
    decided.judge("2026-10", typed={("Candidats", "0002", "J"): None}, **AFTER)
    path = decided.folder("2026-10").results / "jury" / "proposals.json"
    proposals = read_record(decided.folder("2026-10"), path, tuple[Proposal, ...])
    (found,) = (p for p in proposals if p.candidate == "0002")
    assert found.decision == ""
    assert {b.block: b.status.value for b in found.blocks} == {
        "B1": "valide",
        "B2": "acquis",
        "S1": "en_attente",
    }
    assert "0002" not in decided.decided("2026-10")
    assert blocks_held(decided, "0002") == [("B2", "2026-06")]
    check_rebuilt(decided)


def test_a_decision_of_the_resits_is_revised_too(decided, revise):
    decided.resit()
    decided.sit("2026-10", 12)
    decided.mark({}, "2026-10")
    decided.judge("2026-10", **AFTER)
    assert blocks_held(decided, "0002")[-1] == ("B1", "2026-10")
    revise("0002", "attribution partielle", "B1=non validé", session="2026-10", day="2026-12-03")
    assert decided.decided("2026-10")["0002"] == (
        "attribution_partielle",
        {"B1": "non_valide", "B2": "acquis", "S1": "acquis"},
    )
    assert blocks_held(decided, "0002") == [("B2", "2026-06"), ("S1", "2026-06")]
    check_rebuilt(decided)
