"""What assembly may choose from."""

from dataclasses import replace
from decimal import Decimal

from pipeline.assemble.pool import options, pool_for, skill_shares, skill_targets
from pipeline.model.form import Setting
from pipeline.model.item import Modality


def test_only_items_of_the_right_kind_on_the_right_codes_are_taken(make):
    items = [
        make.item("T2", {"C2": 10}),
        make.item("T1", {"C1": 10}),
        make.item("T3", {"C1": 5, "C3": 5}),
        make.item("T4", {"C1": 10}, modality=Modality.ORAL),
    ]
    world = make.bank([make.scenario("A1", items)], [make.blueprint()])
    pool = pool_for(world, world.blueprints[0], make.session())
    assert [i.label for i in pool.items["A1"]] == ["T1", "T2"]


def test_a_scenario_may_be_used_until_its_last_day(make):
    last = make.scenario("A1", [make.item("T1", {"C1": 10})], expires="2026-11-17")
    late = make.scenario("B1", [make.item("T1", {"C1": 10})], expires="2026-11-16")
    ever = make.scenario("C1", [make.item("T1", {"C1": 10})], expires="")
    world = make.bank([ever, last, late], [make.blueprint()])
    assert list(pool_for(world, world.blueprints[0], make.session()).items) == ["A1", "C1"]


def test_a_draft_never_serves(make):
    sound = make.scenario("A1", [make.item("T1", {"C1": 10})])
    draft = make.scenario("B1", [make.item("T1", {"C1": 10})])
    draft = replace(draft, review=replace(draft.review, status="brouillon"))
    world = make.bank([sound, draft], [make.blueprint()])
    assert list(pool_for(world, world.blueprints[0], make.session()).items) == ["A1"]


def test_an_item_made_for_other_formats_is_not_asked(make):
    own = make.blueprint()
    items = [
        replace(make.item("T1", {"C1": 10}), formats=(own.format,)),
        replace(make.item("T2", {"C1": 10}), formats=("cc_travail", "ef_autre")),
        make.item("T3", {"C1": 10}),
    ]
    world = make.bank([make.scenario("A1", items)], [own])
    pool = pool_for(world, world.blueprints[0], make.session())
    assert [i.label for i in pool.items["A1"]] == ["T1", "T3"]


def test_a_scenario_whose_every_country_is_excluded_is_banned(make):
    items = [make.item("T1", {"C1": 10})]
    world = make.bank(
        [make.scenario("A1", items), make.scenario("B1", items), make.scenario("C1", items)],
        [make.blueprint()],
        settings={"A1": ("ITA",), "B1": ("FRA", "ITA")},
    )
    pool = pool_for(world, world.blueprints[0], make.session(excluded=["ITA"]))
    assert pool.banned == ("A1", "C1")
    assert pool.settings == {
        "B1": (
            Setting(scenario="B1", iso3="FRA", number_set="A"),
            Setting(scenario="B1", iso3="FRA", number_set="B"),
        )
    }


def test_a_scenario_that_the_session_leaves_out_is_told_apart(make):
    items = [make.item("T1", {"C1": 10})]
    other = [make.item("T1", {"C9": 10})]
    world = make.bank(
        [make.scenario("A1", items), make.scenario("B1", items), make.scenario("C1", other)],
        [make.blueprint()],
    )
    session = replace(make.session(), excluded_scenarios=("B1", "C1", "Z9"))
    pool = pool_for(world, world.blueprints[0], session)
    assert (list(pool.items), list(pool.settings)) == (["A1"], ["A1"])
    assert (pool.excluded, pool.banned) == (("B1",), ())


def test_options_do_not_depend_on_the_order_of_the_bank(make):
    whole = make.scenario("A1", [], number_sets=("B", "A"))
    world = make.bank([whole], [], settings={"A1": ("ITA", "FRA")})
    shuffled = replace(world, settings={"A1": ("FRA", "ITA")})
    assert options(world, whole, ()) == options(shuffled, whole, ())


def test_skills_are_shares_of_one(make):
    world = make.bank([], [], shares={"C1": (("langues", 3), ("risques", 1)), "C2": ()})
    assert skill_shares(world)["C1"] == {"langues": Decimal("0.75"), "risques": Decimal("0.25")}
    assert "C2" not in skill_shares(world)
    assert skill_targets(world) == {"langues": Decimal("0.6"), "risques": Decimal("0.4")}
