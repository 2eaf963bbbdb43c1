"""Simulations: which of them serve an exam, that each has a role for every player, that they are counted again."""

from dataclasses import replace

import pytest

from pipeline.assemble.compose import compose
from pipeline.assemble.plan import plan_session
from pipeline.assemble.pool import Exposure, pool_for
from pipeline.assemble.recount import recount
from pipeline.model.blueprint import FormKind
from pipeline.model.form import FormRole
from pipeline.model.item import Modality, RoleSheet

SECRET = b"s" * 32


def roles(count):
    return tuple(
        RoleSheet(
            id=f"R{n}", title="t", actor="", mission="m", objectives=(), margins=(), secrets=()
        )
        for n in range(1, count + 1)
    )


@pytest.fixture
def world(make):
    """Three scenarios with a simulation of 4, 5 and 6 roles, for groups of three to five."""
    own = make.blueprint(
        shares={"C1": 50, "C2": 50},
        kind=FormKind.SIMULATION,
        modality=Modality.SIMULATION,
        items_min=1,
        items_max=1,
        minutes_min=60,
        minutes_max=90,
        tickets=2,
        spare=False,
        group=(3, 5),
    )
    scenarios = [
        make.scenario(
            name,
            [
                make.item(
                    "S1",
                    {"C1": 10, "C2": 10},
                    modality=Modality.SIMULATION,
                    minutes=75,
                    roles=roles(count),
                )
            ],
        )
        for name, count in (("A1", 4), ("B1", 5), ("C1", 6))
    ]
    return make.bank(scenarios, [own])


def test_a_simulation_serves_when_it_has_a_role_for_the_largest_group(world, make):
    pool = pool_for(world, world.blueprints[0], make.session())
    assert sorted(pool.items) == ["B1", "C1"]


def test_a_written_item_needs_no_role(make):
    own = replace(make.blueprint(), group=(1, 1))
    assert own.seats(make.item("T1", {"C1": 10}))


def test_each_group_s_form_is_one_simulation_of_its_own_scenario(world, make):
    own = world.blueprints[0]
    planned = plan_session(world, make.session(own.id), SECRET, Exposure())
    assert {p.choice.role for p in planned} == {FormRole.TICKET}
    assert {p.choice.items for p in planned} == {("B1/S1",), ("C1/S1",)}
    variants = make.variants(world, planned)
    items = {i.id: i for s in world.scenarios for i in s.items}
    for one in planned:
        form = compose(world, "2026-11", one, variants)
        raw = [items[i] for i in one.choice.items]
        assert list(recount(form, own, raw)) == []
        assert len(form.questions) == 1


def test_a_form_with_too_few_roles_is_found_by_the_recount(world, make):
    own = world.blueprints[0]
    (one, *_) = plan_session(world, make.session(own.id), SECRET, Exposure())
    form = compose(world, "2026-11", one, make.variants(world, [one]))
    (item,) = (i for s in world.scenarios for i in s.items if i.id == one.choice.items[0])
    (fault,) = recount(form, replace(own, group=(3, 7)), [item])
    assert f"{item.id} a {len(item.roles)} rôles pour des groupes de 7" in fault.message
