"""The table of rules of a blueprint, and the sentences of those that it alters."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.assemble.papers import paper_pool
from pipeline.assemble.pool import Exposure, pool_for
from pipeline.assemble.requirements import requirements_of
from pipeline.model.requirement import Change
from pipeline.rules.requirements import MINUTES

APART = {
    "C1": (("langues", 100),),
    "C2": (("risques", 100),),
    "C3": (("langues", 1), ("risques", 3)),
}


@pytest.fixture
def minutes(make):
    """``minutes(changes=…)``: the rule of minutes of a blueprint with these fields."""

    def rule(**fields):
        table = requirements_of(replace(make.blueprint(), **fields), {})
        (found,) = [r for r in table if r.id == MINUTES]
        return found

    return rule


def test_the_sentence_of_a_standard_rule_has_the_bounds_that_hold(minutes):
    found = minutes(changes=(Change(id=MINUTES, high=Decimal("150.5")),))
    assert found.high == Decimal("150.5")
    assert "150,5" in found.label
    assert found.label != minutes().label


def test_a_change_that_changes_nothing_keeps_the_sentence(minutes):
    assert minutes(changes=(Change(id=MINUTES),)).label == minutes().label


def test_a_rule_of_the_exams_own_takes_the_place_of_the_standard_one_as_it_is(minutes):
    own = replace(minutes(), label="au plus deux heures", high=Decimal(120))
    assert minutes(requirements=(own,)) == own


@pytest.fixture
def optimum(make):
    """``optimum(world)``: the value and the items of the best paper of a bank, as they are proved."""

    def best(world):
        plan = world.blueprints[0]
        found = paper_pool(world, plan, pool_for(world, plan, make.session()), Exposure())
        return found.bound, found.papers[0].deviation, tuple(sorted(found.papers[0].items))

    return best


def test_a_percent_of_a_skill_weighs_a_tenth_of_a_percent_of_a_code(make, optimum):
    even = [
        make.item("T1", {"C1": 48, "C2": 47}, minutes=30),
        make.item("T2", {"C1": 2, "C2": 3}, minutes=30, difficulty=4),
    ]
    skilled = [make.item("T1", {"C1": 58, "C2": 42}, minutes=60)]
    world = make.bank(
        [make.scenario("A1", even), make.scenario("B1", skilled)],
        [make.blueprint(minutes_min=60)],
        shares=APART,
    )
    # Even: 5 of difficulty, 10 and 10 % of skills. Skilled: 8 and 8 % of codes, 2 and 2 % of skills.
    bound, value, items = optimum(world)
    assert (bound, value) == (pytest.approx(7, abs=1e-5), pytest.approx(7, abs=1e-5))
    assert items == ("A1/T1", "A1/T2")


@pytest.mark.parametrize("seed", [1, 3, 5, 7, 9, 11])
def test_codes_of_different_skills_are_weighed_as_brute_force_weighs_them(make, optimum, seed):
    drawn = make.random_bank(seed, scenarios=2, count=4, tolerance=30, difficulty_tolerance=2)
    world = make.bank(drawn.scenarios, drawn.blueprints, shares=APART)
    brute = make.papers(world.blueprints[0], world)
    assert brute
    bound, value, items = optimum(world)
    assert (bound, value) == (pytest.approx(brute[0][0], abs=1e-5),) * 2
    assert {ids: worth for worth, ids in brute}[items] == pytest.approx(value, abs=1e-5)
