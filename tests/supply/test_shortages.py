"""What is told of a bank that does not reach its targets, and that nothing is told of one that does."""

from dataclasses import replace

import pytest

from pipeline.model.inventory import Measure, Shortage
from pipeline.model.item import Modality
from pipeline.render.shortfall import shortage_told, thin_told
from pipeline.supply.inventory import take_inventory
from pipeline.supply.shortages import find_shortages

CONTENT = (Measure.DIFFICULTIES, Measure.CONTINUOUS)


def missed(inventory, *measures):
    return [s for s in inventory.shortages if s.measure in measures]


def test_modest_targets_are_reached_but_for_what_no_target_sets(mini_bank, modest):
    inventory = take_inventory(mini_bank, modest)
    assert {s.measure for s in inventory.shortages} <= set(CONTENT)


@pytest.mark.parametrize(
    ("field", "measure"),
    [
        ("scenarios", Measure.SCENARIOS),
        ("orals", Measure.ORALS),
        ("simulations", Measure.SIMULATIONS),
        ("english", Measure.ENGLISH),
    ],
)
def test_a_target_of_the_whole_bank_is_missed_by_one(mini_bank, modest, field, measure):
    has = {
        "scenarios": len(mini_bank.scenarios),
        "orals": sum(b.orals for b in take_inventory(mini_bank, modest).blocks),
        "simulations": 0,
        "english": sum(s.english for s in take_inventory(mini_bank, modest).scenarios),
    }[field]
    exact = take_inventory(mini_bank, replace(modest, **{field: has}))
    assert missed(exact, measure) == []
    more = take_inventory(mini_bank, replace(modest, **{field: has + 1}))
    assert missed(more, measure) == [Shortage(measure=measure, subject="", has=has, wanted=has + 1)]


def test_families_and_blocks_have_their_own_targets(mini_bank, modest):
    block = mini_bank.referential.blocks[0].id
    targets = replace(modest, per_family=99, per_block={block: 50})
    found = missed(take_inventory(mini_bank, targets), Measure.SCENARIOS)
    families = {s.subject for s in found if s.wanted == 99}
    assert families == set(mini_bank.families)
    assert [s.subject for s in found if s.wanted == 50] == [block]


def test_a_code_misses_items_scenarios_and_modalities(mini_bank, with_items, modest):
    item = mini_bank.scenarios[0].items[0]
    code = item.codes[0]
    targets = replace(modest, items=2, item_scenarios=2, modalities=9)
    inventory = take_inventory(with_items([item]), targets)
    own = {s.measure: (s.has, s.wanted) for s in inventory.shortages if s.subject == code}
    apt = next(c.apt for c in inventory.codes if c.code == code)
    assert own[Measure.ITEMS] == own[Measure.ITEM_SCENARIOS] == (1, 2)
    served = int(item.modality in apt)
    assert own.get(Measure.MODALITIES, (len(apt), len(apt))) == (served, len(apt))


def test_each_apt_format_of_continuous_assessment_needs_an_item(mini_bank, with_items, modest):
    inventory = take_inventory(with_items([]), modest)
    expected = {
        (c.code, name) for c in inventory.codes for name in c.formats if name.startswith("cc_")
    }
    found = missed(inventory, Measure.CONTINUOUS)
    assert {(s.subject, s.detail) for s in found} == expected
    assert {(s.has, s.wanted) for s in found} == {(0, 1)}


def test_a_difficulty_that_takes_most_of_a_block_is_told(mini_bank, with_items, modest):
    item = replace(mini_bank.scenarios[0].items[0], modality=Modality.WRITTEN)
    block = mini_bank.referential.competency(item.codes[0]).block
    items = [replace(item, difficulty=d) for d in (3, 3, 3, 1)]
    inventory = take_inventory(with_items(items), replace(modest, bunching=74))
    assert missed(inventory, Measure.BUNCHING) == [
        Shortage(measure=Measure.BUNCHING, subject=block, has=75, wanted=74, detail="3")
    ]
    assert Shortage(measure=Measure.DIFFICULTIES, subject=block, has=2, wanted=5) in missed(
        inventory, Measure.DIFFICULTIES
    )
    spread = take_inventory(with_items(items), replace(modest, bunching=75))
    assert missed(spread, Measure.BUNCHING) == []


def test_a_block_without_items_is_not_said_to_be_bunched(with_items, modest):
    inventory = take_inventory(with_items([]), modest)
    assert missed(inventory, Measure.BUNCHING, Measure.DIFFICULTIES) == []
    assert list(find_shortages(inventory)) == list(inventory.shortages)


def test_every_measure_has_its_sentence():
    for measure in Measure:
        told = shortage_told(Shortage(measure=measure, subject="C1", has=1, wanted=2, detail="3"))
        assert told.startswith("C1")
        assert "{" not in told
    whole = Shortage(measure=Measure.ORALS, subject="", has=1, wanted=2)
    assert shortage_told(whole) == "banque entière, questions orales : 1 sur 2"


def test_what_is_thin_is_said_in_a_sentence(mini_bank, with_items, modest):
    item = replace(mini_bank.scenarios[0].items[0], difficulty=3)
    *_, last = take_inventory(with_items([item]), modest).thin
    assert thin_told(last).endswith(
        ": 1 question dans 1 scénario ; rien à la difficulté 1, 2, 4 et 5"
    )
    assert thin_told(replace(last, items=2, scenarios=2, unused=0, missing=(5,))).endswith(
        ": 2 questions dans 2 scénarios, dont 0 jamais posées ; rien à la difficulté 5"
    )
    assert thin_told(replace(last, missing=())).endswith("1 question dans 1 scénario")
    assert thin_told(replace(last, items=0)).endswith(": aucune question")
