"""Two hundred random banks from end to end: a sound session, or the reason why not."""

import pytest

from pipeline.assemble.compose import compose
from pipeline.assemble.plan import plan_session
from pipeline.assemble.pool import Exposure
from pipeline.assemble.recount import recount, repeated
from pipeline.diagnostics import InfeasibleError
from pipeline.model.form import FormRole
from pipeline.rules import assembly as rules

REASONS = {
    rules.INFEASIBLE.code,
    rules.TOO_FEW_TICKETS.code,
    rules.NO_SCENARIO.code,
    rules.NO_COUNTRY.code,
}


@pytest.fixture(scope="session")
def outcomes():
    """How many banks made a session, filled by the tests."""
    return {"sound": 0, "refused": 0}


def attempt(world, session, secret):
    """The plan and no fault, or no plan and the faults."""
    try:
        return plan_session(world, session, secret, Exposure()), ()
    except InfeasibleError as fault:
        return (), fault.diagnostics


@pytest.mark.parametrize("seed", range(200))
def test_a_random_bank_makes_a_sound_session_or_says_why_not(make, outcomes, seed):
    dice = make.dice(seed)
    names = [chr(65 + n) + "1" for n in range(dice.randint(1, 4))]
    scenarios = [make.random_scenario(dice, n, count=dice.randint(4, 8)) for n in names]
    papers = [make.random_blueprint(dice, f"B{n}-ECRIT") for n in range(1, dice.randint(2, 3))]
    oral = make.oral(tolerance=dice.choice((10, 40)), tickets=dice.randint(1, 8))
    world = make.bank(scenarios, [*papers, oral])
    exams = [p.id for p in papers] + (["B1-ORAL"] if dice.random() < 0.6 else [])
    session = make.session(*exams, excluded=["P00"])
    plan, faults = attempt(world, session, seed.to_bytes(32, "big"))
    outcomes["sound" if plan else "refused"] += 1
    assert bool(plan) != bool(faults)
    assert {d.code for d in faults} <= REASONS
    assert all(d.message and d.hint and "None" not in d.message for d in faults)
    items = {i.id: i for s in world.scenarios for i in s.items}
    forms = [compose(world, session.id, p, make.variants(world, plan)) for p in plan]
    for planned, form in zip(plan, forms, strict=True):
        raw = [items[i] for i in planned.choice.items]
        assert list(recount(form, world.blueprint(form.blueprint), raw)) == []
        assert "P00" not in {d.iso3 for d in form.dossiers}
        assert form.certificate.gap >= 0
    tickets = [f for f in forms if f.role is FormRole.TICKET]
    assert list(repeated(tickets)) == []


def test_the_random_banks_try_both_outcomes(outcomes):
    assert outcomes["sound"] == outcomes["refused"] == 0 or min(outcomes.values()) >= 10
