"""Whether the candidate is given the numbers that the answer takes."""

from dataclasses import replace

import pytest

from pipeline.checks import given as checks
from pipeline.model.item import Inject, RoleSheet


def test_the_shipped_scenarios_give_what_their_answers_take(shipped_bank):
    assert [str(f.message) for check in checks.ALL for f in check(shipped_bank)] == []


@pytest.fixture
def told(bank_of_one):
    """``told(scenario changes, **item changes)``: what is said of an item on D1 whose answer takes what D2 holds."""
    (scenario,) = bank_of_one.scenarios
    first, second, *_ = scenario.exhibits
    first = replace(first, id="D1", body="rien", columns=(), rows=(), chart=None)
    second = replace(
        second, id="D2", body="Le coût : {{ v.cout|nombre }} euros", columns=(), rows=()
    )
    item = scenario.items[0]
    item = replace(
        item,
        documents=("D1",),
        instruction="Calculez.",
        expected=(replace(item.expected[0], text="{{ v.cout * 2 }} euros"),),
        outline=("Le double.",),
        prompts=(),
    )

    def said(scenario_changes=None, **changes):
        changed = replace(
            scenario,
            exhibits=(first, second),
            items=(replace(item, **changes),),
            situation="Une ville.",
            **(scenario_changes or {}),
        )
        bank = replace(bank_of_one, scenarios=(changed,))
        found = list(checks.numbers_are_given(bank))
        assert {f.code for f in found} <= {"SUJ-029"}
        return [f.message.partition(" : ")[2] for f in found]

    return said


SAID = ["la réponse emploie v.cout, que le candidat ne lit que dans D2"]


def test_a_number_that_stands_only_in_a_document_left_out_is_told(told):
    assert told() == SAID
    assert told(expected=(), outline=("{{ v.cout }} euros",)) == SAID


@pytest.mark.parametrize(
    "changes",
    [
        {"documents": ("D1", "D2")},
        {"instruction": "Calculez avec {{ v.cout }} euros."},
        {"prompts": ("Et si {{ v.cout }} euros manquaient ?",)},
        {
            "roles": (
                RoleSheet(
                    id="R1",
                    title="t",
                    actor="",
                    mission="m",
                    objectives=(),
                    margins=("{{ v.cout }} euros au plus",),
                    secrets=(),
                ),
            )
        },
        {
            "injects": (
                Inject(
                    id="I1",
                    when="+5 min",
                    channel="radio",
                    sender="x",
                    text="{{ v.cout }} euros",
                    expected="",
                    codes=(),
                    usage="optionnel",
                ),
            )
        },
    ],
)
def test_what_the_item_gives_itself_is_given(told, changes):
    assert told(**changes) == []


def test_what_everybody_reads_is_given(told):
    assert told({"constraints": ("Pas plus de {{ v.cout }} euros.",)}) == []


def test_a_number_that_no_document_holds_serves_the_calculation_only(told):
    assert told(outline=("{{ v.seuil }}",), expected=()) == []


def test_a_name_outside_a_tag_is_no_number(told):
    assert told(outline=("le terme v.cout",), expected=()) == []
