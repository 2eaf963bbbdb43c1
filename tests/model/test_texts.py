"""Every text of a scenario is passed through a function, with its place."""

from pathlib import Path

import pytest

from pipeline.model.texts import language_of, rewrite, scenario_texts
from pipeline.read.referential import read_referential
from pipeline.read.scenarios import read_scenarios

ROOT = Path(__file__).resolve().parents[2]
REFERENTIAL, _ = read_referential(ROOT)
SCENARIO = read_scenarios(ROOT, REFERENTIAL.codes())[0][0]


def test_a_change_that_changes_nothing_gives_the_same_scenario():
    assert rewrite(SCENARIO, lambda text, _spot: text) == SCENARIO


def test_every_text_is_changed_and_nothing_else():
    marked = rewrite(SCENARIO, lambda _text, _spot: "X")
    assert marked.title == marked.role.mandate == marked.actors[0].name == marked.mention == "X"
    assert set(marked.constraints) == set(marked.items[0].outline) == {"X"}
    assert {cell for e in marked.exhibits for row in e.rows for cell in row} <= {"X"}
    assert (marked.id, marked.type, marked.number_sets) == (
        SCENARIO.id,
        SCENARIO.type,
        SCENARIO.number_sets,
    )
    assert [i.points for i in marked.items] == [i.points for i in SCENARIO.items]
    assert [e.kind for e in marked.exhibits] == [e.kind for e in SCENARIO.exhibits]


def test_a_text_knows_whose_it_is_and_where():
    owners = {spot.owner for _, spot in scenario_texts(SCENARIO)}
    assert {
        SCENARIO.id,
        SCENARIO.items[0].label,
        SCENARIO.exhibits[0].id,
        SCENARIO.actors[0].id,
    } <= owners
    places = {spot.owner: spot.source for _, spot in scenario_texts(SCENARIO)}
    assert places[SCENARIO.items[0].label] == SCENARIO.items[0].source


def test_empty_texts_are_not_given():
    assert all(text for text, _ in scenario_texts(SCENARIO))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We plan to report that your company withheld a test.", "en"),
        ("La note dit : « we regret the delay » et rien d'autre.", "fr"),
        ("Note", "fr"),
        ("", "fr"),
    ],
)
def test_the_language_of_a_text_is_told_by_its_small_words(text, language):
    assert language_of(text) == language
