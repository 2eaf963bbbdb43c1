"""What the inventory counts: by main code, block, family, scenario, country, and what sessions used of it."""

from dataclasses import replace

from pipeline.model.inventory import SessionUse, Thin, Use
from pipeline.model.item import Modality
from pipeline.supply.inventory import take_inventory


def stock(inventory, code):
    return next(s for s in inventory.codes if s.code == code)


def used(session, *, items=(), scenarios=(), countries=()):
    return SessionUse(
        session=session,
        items=frozenset(items),
        scenarios=frozenset(scenarios),
        countries=frozenset(countries),
    )


def test_an_item_counts_for_its_first_code_only(mini_bank, with_items, modest):
    item = mini_bank.scenarios[0].items[0]
    first, second = mini_bank.referential.codes()[:2]
    inventory = take_inventory(with_items([replace(item, codes=(first, second))]), modest)
    assert (stock(inventory, first).items, stock(inventory, second).items) == (1, 0)


def test_items_are_counted_by_modality_and_difficulty(mini_bank, with_items, modest):
    item = replace(mini_bank.scenarios[0].items[0], difficulty=2, modality=Modality.WRITTEN)
    code = item.codes[0]
    items = (item, replace(item, difficulty=5), replace(item, modality=Modality.ORAL))
    found = stock(take_inventory(with_items(items), modest), code)
    assert found.cells == {
        (Modality.WRITTEN, 2): 1,
        (Modality.WRITTEN, 5): 1,
        (Modality.ORAL, 2): 1,
    }
    assert [found.of_difficulty(d) for d in range(1, 6)] == [0, 2, 0, 0, 1]
    assert (found.of_modality(Modality.WRITTEN), found.of_modality(Modality.ORAL)) == (2, 1)
    assert found.scenarios == 1


def test_a_format_counts_the_items_that_it_may_ask(mini_bank, with_items, modest):
    item = next(i for s in mini_bank.scenarios for i in s.items if i.modality is Modality.WRITTEN)
    code = item.codes[0]
    written = [
        name
        for name, _ in mini_bank.criteria.code(code).formats
        if mini_bank.criteria.format(name).modality == "ecrit"
    ]
    limited = replace(item, formats=(written[0],))
    found = stock(take_inventory(with_items((item, limited)), modest), code).formats
    assert {name: found[name] for name in written} == {
        name: 2 if name == written[0] else 1 for name in written
    }
    assert all(not count for name, count in found.items() if name not in written)


def test_only_formats_that_observe_a_code_well_make_a_modality_apt(mini_bank, modest):
    for found in take_inventory(mini_bank, modest).codes:
        formats = mini_bank.criteria.code(found.code).formats
        well = {mini_bank.criteria.format(name).modality for name, level in formats if level >= 2}
        assert {m.value for m in found.apt} == well


def test_uses_are_counted_by_session_and_the_last_is_named(mini_bank, modest):
    scenario = mini_bank.scenarios[0]
    item = scenario.items[0]
    place = mini_bank.settings[scenario.id][0]
    uses = [
        used("2026-06", items=[item.id], scenarios=[scenario.id], countries=[place]),
        used("2025-01", items=[item.id], scenarios=[scenario.id]),
        used("2026-09"),
    ]
    inventory = take_inventory(mini_bank, modest, uses)
    twice = Use(sessions=2, last="2026-06")
    assert inventory.sessions == ("2025-01", "2026-06", "2026-09")
    assert stock(inventory, item.codes[0]).use == twice
    assert next(s for s in inventory.scenarios if s.scenario == scenario.id).use == twice
    assert next(f for f in inventory.families if f.family == scenario.family).use == twice
    country = next(c for c in inventory.countries if c.iso3 == place)
    assert country.use == Use(sessions=1, last="2026-06")
    before = stock(take_inventory(mini_bank, modest), item.codes[0])
    assert stock(inventory, item.codes[0]).unused == before.unused - 1
    assert before.use == Use()


def test_countries_that_few_scenarios_can_use_come_first(mini_bank, modest):
    counts = [c.scenarios for c in take_inventory(mini_bank, modest).countries]
    assert counts == sorted(counts)
    assert all(counts)


def test_a_tag_in_a_title_is_not_shown(mini_bank, modest):
    first = replace(mini_bank.scenarios[0], title="À {{ v.site }}, demain")
    bank = replace(mini_bank, scenarios=(first, *mini_bank.scenarios[1:]))
    assert take_inventory(bank, modest).scenarios[0].title == "À …, demain"


def test_english_is_seen_in_a_document_or_an_item(mini_bank, modest):
    first = mini_bank.scenarios[0]
    french = replace(
        first,
        exhibits=tuple(replace(e, language="fr") for e in first.exhibits),
        items=tuple(replace(i, language="fr") for i in first.items),
    )
    document = replace(french, exhibits=(replace(french.exhibits[0], language="en"),))
    question = replace(french, items=(replace(french.items[0], language="en"),))
    for scenario, expected in ((french, False), (document, True), (question, True)):
        bank = replace(mini_bank, scenarios=(scenario,))
        assert take_inventory(bank, modest).scenarios[0].english is expected


def test_a_code_without_any_item_in_an_apt_modality_is_thinnest(mini_bank, with_items, modest):
    inventory = take_inventory(with_items([]), modest)
    assert {(t.items, t.scenarios, t.unused, t.missing) for t in inventory.thin} == {
        (0, 0, 0, (1, 2, 3, 4, 5))
    }
    item = mini_bank.scenarios[0].items[0]
    fuller = take_inventory(with_items([item]), modest)
    assert fuller.thin[-1] == Thin(
        code=item.codes[0],
        modality=item.modality,
        items=1,
        scenarios=1,
        unused=1,
        missing=tuple(d for d in range(1, 6) if d != item.difficulty),
    )


def test_blocks_count_the_items_of_their_codes(mini_bank, modest):
    for block in take_inventory(mini_bank, modest).blocks:
        codes = mini_bank.referential.codes(block.block)
        items = [i for s in mini_bank.scenarios for i in s.items if i.codes[0] in codes]
        assert block.items == len(items) == sum(block.difficulties) == sum(block.levels.values())
        assert block.orals == sum(i.modality is Modality.ORAL for i in items)
