"""The items of a scenario: ids, codes, points, documents."""

from decimal import Decimal

import pytest

from pipeline.codes import Code
from pipeline.model.item import CognitiveLevel, Expected, Modality
from pipeline.read.scenarios import read_scenarios

FILE = "geo/mine.yaml"


def read(mini):
    return read_scenarios(mini.root, mini.codes)


def test_an_item_is_read_whole(mini):
    (scenario,), _ = read(mini)
    item, oral = scenario.items
    assert (item.id, item.label, item.codes) == ("GEO-01-MINE/T1", "T1", (Code("C1"), Code("C2")))
    assert (item.modality, item.cognitive_level) == (Modality.WRITTEN, CognitiveLevel.ANALYSE)
    assert (item.minutes, item.points, item.difficulty, item.decision) == (30, Decimal(15), 3, True)
    assert item.documents == ("FICHE_PAYS", "D1", "D2")
    assert item.expected[1] == Expected(
        id="T1b", text="Prudence", points=Decimal(5), code=Code("C2"), indispensable=False
    )
    assert (oral.modality, oral.prompts, oral.decision) == (
        Modality.ORAL,
        ("Pourquoi ?", "Comment ?", "Qui ?"),
        False,
    )


def test_an_element_proves_the_only_code_of_its_item(mini):
    (scenario,), _ = read(mini)
    assert scenario.items[1].expected[0].code == Code("C2")


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("points: 5, codes", "points: 6, codes", "SUJ-001", "  points: 15"),
        ("codes: [C1, C2]", "codes: [C1, C2, C01.3]", "SUJ-002", "codes: [C1, C2, C01.3]"),
        ("points: 10, indispensable: true}", "points: 10}", "SUJ-003", "{id: T2a"),
        ("[FICHE_PAYS, D1, D2]", "[FICHE_PAYS, D1, D3]", "SUJ-004", "D1, D3]"),
        ("points: 5, codes: [C2]}", "points: 5}", "SUJ-005", "{id: T1b"),
        ("points: 5, codes: [C2]}", "points: 5, codes: [C13]}", "SUJ-006", "{id: T1b"),
        ("[FICHE_PAYS, D1, D2]", "[D1, D2, D1]", "SUJ-011", "[D1, D2, D1]"),
        ("difficulte: 3", "difficulte: 6", "LEC-012", "difficulte: 6"),
        (
            "niveau_cognitif: analyser",
            "niveau_cognitif: analyse",
            "LEC-013",
            "niveau_cognitif: analyse",
        ),
        ("decision: true", "decison: true", "LEC-010", "decison:"),
    ],
)
def test_a_fault_is_told_with_its_line(mini, old, new, code, words):
    mini.change(FILE, old, new)
    _, faults = read(mini)
    assert (code, mini.line(FILE, words)) in [(f.code, f.source.line) for f in faults]


def test_an_unknown_code_is_told_with_those_it_resembles(mini):
    mini.change(FILE, "codes: [C1, C2]", "codes: [C1, C2, C01.3, X]")
    _, faults = read(mini)
    assert [(f.message, f.hint) for f in faults if f.code == "SUJ-002"] == [
        ("compétence « C01.3 » inconnue", "codes proches : CO1.3"),
        ("compétence « X » inconnue", "consultez la liste des compétences du référentiel"),
    ]


def test_a_fault_of_reading_hides_the_sum_that_follows_from_it(mini):
    mini.change(FILE, "points: 5, codes", "points: cinq, codes")
    _, faults = read(mini)
    assert [f.code for f in faults] == ["LEC-011"]
