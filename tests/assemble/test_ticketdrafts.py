"""Tickets of simulations and forms of observations."""

from dataclasses import replace

import pytest

from pipeline.assemble.plan import plan_session
from pipeline.assemble.pool import Exposure
from pipeline.diagnostics import InfeasibleError
from pipeline.model.blueprint import FormKind
from pipeline.model.choices import Choices, Lock
from pipeline.model.form import FormRole
from pipeline.model.item import Modality, RoleSheet

SECRETS = [bytes([n]) * 32 for n in range(8)]


def role(name):
    words = dict.fromkeys(RoleSheet.__dataclass_fields__, "")
    return replace(RoleSheet(**words), id=name)


@pytest.fixture
def world(make):
    """Three scenarios with a simulation for four players and two things to observe at work."""
    players = tuple(role(f"R{n}") for n in range(1, 5))
    items = [
        make.item("S1", {"C1": 10}, modality=Modality.SIMULATION, roles=players),
        make.item("O1", {"C2": 10}, modality=Modality.OBSERVATION),
        make.item("O2", {"C2": 10}, modality=Modality.OBSERVATION),
    ]
    return make.bank(
        [make.scenario(name, items) for name in ("A1", "B1", "C1")],
        [
            make.oral(
                "B1-SIM",
                {"C1": 100},
                kind=FormKind.SIMULATION,
                modality=Modality.SIMULATION,
                items_min=1,
                items_max=1,
                tickets=3,
                group=(3, 4),
            ),
            make.blueprint(
                "S1-CC",
                {"C2": 100},
                kind=FormKind.OBSERVATION,
                modality=Modality.OBSERVATION,
                items_max=1,
            ),
        ],
    )


def planned(make, world, *exams, secret=SECRETS[0], exposure=None, **changes):
    session = replace(make.session(*exams), **changes)
    return {p.form: p for p in plan_session(world, session, secret, exposure or Exposure())}


def test_a_simulation_has_a_ticket_more_than_asked(make, world):
    found = planned(make, world, "B1-SIM")
    assert list(found) == [f"B1-SIM-T0{n}" for n in range(1, 5)]
    assert {p.choice.role for p in found.values()} == {FormRole.TICKET}
    assert len({p.choice.settings for p in found.values()}) == 4


@pytest.mark.parametrize(
    ("changes", "count"), [({"tickets": 5}, 6), ({"forms": {"B1-SIM": 2}, "tickets": 5}, 3)]
)
def test_the_session_says_how_many_groups_there_are(make, world, changes, count):
    assert len(planned(make, world, "B1-SIM", **changes)) == count


def test_a_simulation_with_too_few_roles_does_not_serve(make, world):
    large = replace(world.blueprint("B1-SIM"), group=(4, 6))
    with pytest.raises(InfeasibleError):
        planned(make, replace(world, blueprints=(large,)), "B1-SIM")


def test_an_observation_is_one_form_of_all_that_one_scenario_has_to_observe(make, world):
    scenarios = set()
    for secret in SECRETS:
        (form,) = planned(make, world, "S1-CC", secret=secret).values()
        (setting,) = form.choice.settings
        assert (form.form, form.choice.role) == ("S1-CC-P", FormRole.MAIN)
        assert form.choice.items == (f"{setting.scenario}/O1", f"{setting.scenario}/O2")
        assert (form.deviation, form.bound, form.alternatives) == (0, 0, 3)
        scenarios.add(setting.scenario)
    assert len(scenarios) > 1


def test_an_observation_takes_the_scenario_used_least(make, world):
    exposure = Exposure(scenarios={"A1": 4, "C1": 2})
    for secret in SECRETS:
        (form,) = planned(make, world, "S1-CC", secret=secret, exposure=exposure).values()
        assert form.choice.settings[0].scenario == "B1"


def test_an_observation_holds_the_scenario_of_its_lock(make, world):
    lock = Lock(form="S1-CC-P", items=("C1/O2",))
    for secret in SECRETS:
        found = planned(make, world, "S1-CC", secret=secret, choices=Choices(locks=(lock,)))
        assert found["S1-CC-P"].choice.settings[0].scenario == "C1"


@pytest.mark.parametrize("items", [("A1/O1", "B1/O1"), ("A1/O1", "A1/S1")])
def test_a_lock_that_no_observation_holds_is_told(make, world, items):
    choices = Choices(locks=(Lock(form="S1-CC-P", items=items),))
    with pytest.raises(InfeasibleError) as told:
        planned(make, world, "S1-CC", choices=choices)
    assert [d.code for d in told.value.diagnostics] == ["ASM-023"]


def test_an_observation_without_a_scenario_is_told(make, world):
    bare = replace(world, scenarios=())
    with pytest.raises(InfeasibleError) as told:
        planned(make, bare, "S1-CC")
    assert [d.code for d in told.value.diagnostics] == ["ASM-004"]
