"""The items of a new scenario."""

import pytest

from pipeline.model.item import Modality
from pipeline.supply.shapes import BLOCKS, item_shapes

DOCUMENTS = ("D1", "D2", "D3", "D4", "D5", "D6")


def shapes(block):
    every = [f"{start}{n}" for start in ("C", "CO1.", "CO2.", "CO3.") for n in range(1, 21)]
    formats = ["cc_travail", "cc_controle", "cc_entreprise", "ef_soutenance", "ef_ttx"]
    return item_shapes(block, every, [*formats, "ef_sim_nego", "ef_sim_crise"], DOCUMENTS)


@pytest.mark.parametrize("block", BLOCKS)
def test_the_elements_of_an_item_make_its_points_and_prove_its_codes(block):
    for item in shapes(block):
        assert sum(e.points for e in item.elements) == item.points
        assert {e.code for e in item.elements} == set(item.codes)
        assert any(e.indispensable for e in item.elements)
        assert len({e.id for e in item.elements}) == len(item.elements)


@pytest.mark.parametrize("block", BLOCKS)
def test_every_document_serves_and_a_decision_is_asked_in_writing(block):
    items = shapes(block)
    assert {d for i in items for d in i.documents} == {*DOCUMENTS, "FICHE_PAYS", "CARTE"}
    assert any(i.decision for i in items if i.modality is Modality.WRITTEN)
    assert len({i.label for i in items}) == len(items)


def test_a_crisis_has_five_players_and_a_negotiation_four():
    players = {i.formats: i.players for b in ("B1", "B3") for i in shapes(b) if i.players}
    assert players == {
        ("ef_sim_nego",): ("R1", "R2", "R3", "R4"),
        ("ef_sim_crise",): ("R1", "R2", "R3", "R4", "R5"),
    }


def test_an_observation_needs_no_document():
    assert [i.documents for i in shapes("S1") if i.modality is Modality.OBSERVATION] == [(), ()]


def test_what_a_workspace_does_not_know_is_left_out():
    found = item_shapes("B1", ["C1", "C2"], ["cc_controle"], DOCUMENTS)
    assert [i.label for i in found] == ["T1", "T2", "O1", "O2", "T9"]
    assert item_shapes("B1", [], [], DOCUMENTS) == ()
