"""Twenty sessions one after the other: papers differ, uses stay even, quality within the margin, nobody guesses."""

from collections import Counter
from dataclasses import replace

import pytest

from pipeline.assemble.papers import paper_pool
from pipeline.assemble.plan import plan_session
from pipeline.assemble.pool import Exposure, pool_for
from pipeline.model.form import FormRole
from pipeline.model.history import WEIGHTS
from pipeline.model.item import Modality

SESSIONS = 20
PAPER, CASE, ORAL = "B1-ECRIT", "B2-CAS", "B1-ORAL"


def secret(number, seed=0):
    return bytes([seed, number]) * 16


@pytest.fixture(scope="module")
def world(make):
    """Ten scenarios of seven families, not all as good; a paper and a case study with spares, an oral."""
    scenarios = []
    for n, name in enumerate(("A1", "A2", "B1", "B2", "C1", "C2", "D1", "E1", "F1", "G1")):
        written = [
            make.item(f"T{k}", {code: 10 + (n + k) % 3}, difficulty=3, minutes=20 + 5 * (k % 2))
            for k, code in enumerate(("C1", "C1", "C1", "C2", "C2", "C2"), 1)
        ]
        oral = [
            make.item(f"T{k}", {code: 10}, modality=Modality.ORAL)
            for k, code in ((7, "C1"), (8, "C1"), (9, "C2"), (10, "C2"))
        ]
        scenarios.append(make.scenario(name, [*written, *oral]))
    plans = [
        make.blueprint(PAPER, items_min=2, items_max=3, spare=True),
        make.blueprint(CASE, items_min=3, items_max=4, spare=True),
        make.oral(ORAL, tickets=6),
    ]
    return make.bank(scenarios, plans)


def weighed(plan):
    """What one session uses, as ``store.uses`` counts it: scenarios, countries, settings, items, main scenarios."""
    scenarios, countries, settings = Counter(), Counter(), Counter()
    for one in plan:
        weight = WEIGHTS[one.choice.role]
        for s in one.choice.settings:
            scenarios[s.scenario] = max(scenarios[s.scenario], weight)
            countries[s.iso3] = max(countries[s.iso3], weight)
            settings[s] = max(settings[s], weight)
    items = Counter({item for one in plan for item in one.choice.items})
    mains = frozenset(s for one in plan for s in scenarios_of(one) if is_main(one))
    return scenarios, countries, settings, items, mains


def is_main(one):
    return one.choice.role is FormRole.MAIN


def scenarios_of(one):
    return {s.scenario for s in one.choice.settings}


def lived(make, world, *exams, seed=0, sessions=SESSIONS):
    """The exposure before each session and its plan, one session after the other."""
    exposure, near, found = Exposure(), [], []
    for number in range(sessions):
        plan = plan_session(world, make.session(*exams), secret(number, seed), exposure)
        found.append((exposure, plan))
        scenarios, countries, settings, items, mains = weighed(plan)
        near.insert(0, mains)
        exposure = Exposure(
            scenarios=Counter(exposure.scenarios) + scenarios,
            countries=Counter(exposure.countries) + countries,
            settings=Counter(exposure.settings) + settings,
            items=Counter(exposure.items) + items,
            near=tuple(near),
        )
    return found


@pytest.fixture(scope="module")
def years(make, world):
    """Twenty sessions of the three exams."""
    return lived(make, world, PAPER, CASE, ORAL)


def mains_of(years, exam):
    return [p for _, plan in years for p in plan if is_main(p) and p.choice.blueprint == exam]


def test_no_main_paper_comes_twice_in_the_same_country_and_half_of_them_never(years):
    for exam in (PAPER, CASE):
        mains = mains_of(years, exam)
        assert len({(p.choice.items, p.choice.settings) for p in mains}) == SESSIONS
        assert len({p.choice.items for p in mains}) >= SESSIONS // 2


def test_scenarios_and_countries_are_used_evenly(years, world):
    uses = Counter(
        s for exam in (PAPER, CASE) for p in mains_of(years, exam) for s in scenarios_of(p)
    )
    counts = [uses[s.id] for s in world.scenarios]
    assert sum(counts) == 2 * SESSIONS
    assert max(counts) - min(counts) <= 3
    countries = Counter(
        s.iso3 for _, plan in years for p in plan if is_main(p) for s in p.choice.settings
    )
    assert max(countries.values()) - min(countries.values()) <= 3


def test_no_family_comes_twice_a_session(years, world):
    families = {s.id: s.family for s in world.scenarios}
    for _, plan in years:
        used = [families[s] for p in plan if is_main(p) for s in scenarios_of(p)]
        assert len(used) == len(set(used))


def test_every_paper_is_within_the_margin_of_the_best_that_could_be_had(make, world):
    plan = replace(world.blueprint(PAPER), spare=False)
    alone = replace(world, blueprints=(plan,))
    for exposure, planned in lived(make, alone, PAPER, sessions=10):
        pool = paper_pool(alone, plan, pool_for(alone, plan, make.session(PAPER)), exposure)
        (main,) = planned
        assert main.deviation + main.price <= pool.papers[0].value + float(plan.epsilon) + 1e-6
        assert main.deviation >= main.bound


def test_a_margin_of_nothing_gives_the_best(make, world):
    plan = replace(world.blueprint(PAPER), spare=False, epsilon=0)
    alone = replace(world, blueprints=(plan,))
    for exposure, planned in lived(make, alone, PAPER, sessions=6):
        pool = paper_pool(alone, plan, pool_for(alone, plan, make.session(PAPER)), exposure)
        assert planned[0].deviation + planned[0].price == pytest.approx(pool.papers[0].value)


def test_a_bank_in_another_order_lives_the_same_years(make, world, years):
    dice = make.dice(7)
    shuffled = replace(
        world,
        scenarios=tuple(
            replace(s, items=tuple(dice.sample(s.items, len(s.items))))
            for s in dice.sample(world.scenarios, len(world.scenarios))
        ),
        blueprints=tuple(reversed(world.blueprints)),
        settings=dict(reversed(list(world.settings.items()))),
    )
    assert lived(make, shuffled, PAPER, CASE, ORAL, sessions=5) == years[:5]


def test_without_the_secret_a_session_cannot_be_foretold(make, world, years):
    for exposure, _ in years[3::9]:
        guesses = {
            tuple(sorted((p.form, p.choice.items) for p in plan if is_main(p)))
            for plan in (
                plan_session(world, make.session(PAPER, CASE), secret(n, 9), exposure)
                for n in range(5)
            )
        }
        assert len(guesses) >= 3


def test_with_a_rest_no_scenario_comes_back_before_its_time(make, world):
    resting = replace(
        world, blueprints=tuple(replace(b, rest=2) for b in world.blueprints if b.id != ORAL)
    )
    found = lived(make, resting, PAPER, CASE, sessions=6)
    mains = [{s for p in plan if is_main(p) for s in scenarios_of(p)} for _, plan in found]
    for place, own in enumerate(mains):
        for before in mains[max(0, place - 2) : place]:
            assert own.isdisjoint(before)


def test_an_item_that_serves_once_never_comes_again(make, world):
    once = replace(
        world, blueprints=(replace(world.blueprint(PAPER), session_uses=1, spare=False),)
    )
    found = lived(make, once, PAPER, sessions=8)
    items = [i for _, plan in found for p in plan for i in p.choice.items]
    assert len(items) == len(set(items))
