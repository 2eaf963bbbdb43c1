"""The plan of a session."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.plan import plan_session
from pipeline.assemble.pool import Exposure
from pipeline.diagnostics import InfeasibleError
from pipeline.model.form import FormRole
from pipeline.model.item import Modality

EPSILON = 2  # what a blueprint has when nothing is written
SECRETS = [bytes([n]) * 32 for n in range(16)]
ORAL = {"modality": Modality.ORAL}


@pytest.fixture
def dossier(make):
    """``dossier("A1")``: two written questions and four oral ones."""

    def build(name, **changes):
        items = [make.item("T1", {"C1": 10}), make.item("T2", {"C2": 10})]
        for n, code in enumerate(("C1", "C1", "C2", "C2"), 3):
            items.append(make.item(f"T{n}", {code: 10}, **ORAL))
        return make.scenario(name, items, **changes)

    return build


def planned(make, world, *exams, secret=SECRETS[0], exposure=None, **changes):
    found = plan_session(world, make.session(*exams, **changes), secret, exposure or Exposure())
    return {p.form: p for p in found}


def attempt(*arguments, **changes):
    """The plan and no fault, or no plan and the faults."""
    try:
        return planned(*arguments, **changes), ()
    except InfeasibleError as fault:
        return {}, fault.diagnostics


def test_a_session_has_its_forms_in_the_order_of_its_exams(make, dossier):
    world = make.bank(
        [dossier("A1"), dossier("B1"), dossier("C1")],
        [make.blueprint(spare=True), make.oral(), make.blueprint("B2-ECRIT")],
    )
    assert list(planned(make, world, "B1-ORAL", "B2-ECRIT", "B1-ECRIT")) == [
        *(f"B1-ORAL-T0{n}" for n in range(1, 5)),
        "B2-ECRIT-P",
        "B1-ECRIT-P",
        "B1-ECRIT-S",
    ]


def test_main_and_spare_share_neither_question_nor_country(make, dossier):
    world = make.bank([dossier("A1"), dossier("B1")], [make.blueprint(spare=True)])
    for secret in SECRETS:
        found = planned(make, world, "B1-ECRIT", secret=secret)
        main, spare = found["B1-ECRIT-P"].choice, found["B1-ECRIT-S"].choice
        assert (main.role, spare.role) == (FormRole.MAIN, FormRole.SPARE)
        assert set(main.items).isdisjoint(spare.items)
        assert main.settings[0].iso3 != spare.settings[0].iso3
        assert not [n for n in found["B1-ECRIT-S"].notes if "secours :" in n]


def test_with_a_single_choice_the_spare_says_what_it_is(make, dossier):
    world = make.bank([dossier("A1")], [make.blueprint(spare=True)])
    found = planned(make, world, "B1-ECRIT")
    main, spare = found["B1-ECRIT-P"].choice, found["B1-ECRIT-S"].choice
    assert main.items == spare.items
    assert main.settings[0].iso3 != spare.settings[0].iso3
    assert main.settings[0].number_set != spare.settings[0].number_set
    assert found["B1-ECRIT-S"].notes == (
        "sujet de secours : la banque ne porte qu'un jeu de questions pour cette épreuve ; "
        "mêmes questions que le sujet principal, autre pays et autre jeu de nombres",
    )


def test_families_are_not_repeated_where_the_bank_allows(make, dossier):
    world = make.bank(
        [dossier("A1"), dossier("A2"), dossier("B1")],
        [make.blueprint("B1-ECRIT"), make.blueprint("B2-ECRIT")],
    )
    for secret in SECRETS:
        found = planned(make, world, "B1-ECRIT", "B2-ECRIT", secret=secret)
        assert len({p.choice.settings[0].scenario[0] for p in found.values()}) == 2
        assert all(not [n for n in p.notes if "famille" in n] for p in found.values())


def test_a_family_that_must_come_twice_is_told(make, dossier):
    world = make.bank(
        [dossier("A1"), dossier("A2")], [make.blueprint("B1-ECRIT"), make.blueprint("B2-ECRIT")]
    )
    found = planned(make, world, "B1-ECRIT", "B2-ECRIT")
    first, second = found["B1-ECRIT-P"], found["B2-ECRIT-P"]
    assert set(first.choice.items).isdisjoint(second.choice.items)
    assert not [n for n in first.notes if "famille" in n]
    assert [n for n in second.notes if "famille" in n] == [
        "la famille A est aussi employée par B1-ECRIT-P : la banque n'offre pas d'autre choix"
    ]


def test_questions_that_must_come_twice_are_told(make, dossier):
    world = make.bank([dossier("A1")], [make.blueprint("B1-ECRIT"), make.blueprint("B2-ECRIT")])
    found = planned(make, world, "B1-ECRIT", "B2-ECRIT")
    assert (
        "2 questions figurent aussi dans B1-ECRIT-P : la banque n'offre pas d'autre choix"
        in found["B2-ECRIT-P"].notes
    )


def test_tickets_come_from_scenarios_that_no_main_paper_uses(make, dossier):
    world = make.bank([dossier("A1"), dossier("B1")], [make.blueprint(), make.oral()])
    for secret in SECRETS[:6]:
        found = planned(make, world, "B1-ECRIT", "B1-ORAL", secret=secret)
        main = found.pop("B1-ECRIT-P").choice.settings[0].scenario
        assert {p.choice.settings[0].scenario for p in found.values()} == {"A1", "B1"} - {main}
        assert all(not p.notes for p in found.values())


def test_tickets_prefer_the_paper_of_another_block_to_that_of_theirs(make, dossier):
    items = [make.item("T1", {"C1": 10}), make.item("T2", {"C2": 10})]
    world = make.bank(
        [dossier("A1"), dossier("B1"), make.scenario("C1", items)],
        [
            make.blueprint(shares={"C1": 51, "C2": 49}),
            make.blueprint("B2-ECRIT"),
            make.oral(),
        ],
    )
    for secret in SECRETS[:8]:
        found = planned(make, world, "B1-ECRIT", "B2-ECRIT", "B1-ORAL", secret=secret)
        own = found["B1-ECRIT-P"].choice.settings[0].scenario
        used = {p.choice.settings[0].scenario for f, p in found.items() if "ORAL" in f}
        assert own not in used


def test_tickets_from_the_scenario_of_the_paper_say_so(make, dossier):
    world = make.bank([dossier("A1")], [make.blueprint(), make.oral()])
    found = planned(make, world, "B1-ECRIT", "B1-ORAL")
    assert found["B1-ORAL-T01"].notes == (
        "le ticket vient du scénario du sujet B1-ECRIT-P : "
        "la banque n'en porte pas assez d'autres pour ces questions orales",
    )


def test_tickets_keep_off_the_questions_of_a_talk_where_they_can(make, dossier):
    talk = make.blueprint("B1-CC-EXPOSE", items_max=2, points=20, **ORAL)
    world = make.bank([dossier("A1")], [talk, make.oral(tickets=2)])
    found = planned(make, world, "B1-CC-EXPOSE", "B1-ORAL")
    asked = set(found.pop("B1-CC-EXPOSE-P").choice.items)
    assert all(asked.isdisjoint(p.choice.items) for p in found.values())


def test_tickets_differ_from_each_other_and_from_their_neighbours(make, dossier):
    world = make.bank([dossier("A1"), dossier("B1")], [make.oral()])
    for secret in SECRETS[:6]:
        found = list(planned(make, world, "B1-ORAL", secret=secret, tickets=12).values())
        assert len({(p.choice.items, p.choice.settings) for p in found}) == 12
        scenarios = [p.choice.settings[0].scenario for p in found]
        assert all(a != b for a, b in pairwise(scenarios))
        uses = Counter(i for p in found for i in p.choice.items)
        assert max(uses.values()) - min(uses.values()) == 0
        countries = Counter(p.choice.settings[0].iso3 for p in found)
        assert set(countries.values()) == {2}


def test_an_oral_without_a_number_of_tickets_has_one(make, dossier):
    world = make.bank([dossier("A1")], [make.oral(tickets=0)])
    assert list(planned(make, world, "B1-ORAL")) == ["B1-ORAL-T01"]


def test_excluded_countries_are_not_used(make, dossier):
    world = make.bank([dossier("A1")], [make.blueprint(spare=True), make.oral()])
    excluded = ["P00", "P01", "P02", "P03"]
    found = planned(make, world, "B1-ECRIT", "B1-ORAL", excluded=excluded)
    assert {s.iso3 for p in found.values() for s in p.choice.settings} == {"P04", "P05"}


def test_a_scenario_whose_countries_are_excluded_makes_way_for_another(make, dossier):
    world = make.bank(
        [dossier("A1"), dossier("B1")],
        [make.blueprint()],
        settings={"A1": ("FRA",), "B1": ("ITA",)},
    )
    found = planned(make, world, "B1-ECRIT", excluded=["FRA"])
    assert found["B1-ECRIT-P"].choice.settings[0].scenario == "B1"


def test_countries_differ_over_the_session_and_a_repeat_is_told(make, dossier):
    scenarios = [dossier(f"{name}1") for name in "ABC"]
    plans = [make.blueprint(f"B{n}-ECRIT", spare=True) for n in (1, 2, 3)]
    found = planned(make, make.bank(scenarios, plans), *(p.id for p in plans))
    countries = [s.iso3 for p in found.values() for s in p.choice.settings]
    assert len(set(countries)) == 6
    few = {s.id: ("FRA", "ITA", "DEU", "ESP", "BEL") for s in scenarios}
    found = planned(make, make.bank(scenarios, plans, settings=few), *(p.id for p in plans))
    told = [n for p in found.values() for n in p.notes if n.startswith("le pays")]
    assert len(told) == 1


def test_two_scenarios_on_a_paper_are_set_in_two_countries(make):
    one = make.scenario("A1", [make.item("T1", {"C1": 10})])
    two = make.scenario("B1", [make.item("T1", {"C2": 10})])
    world = make.bank([one, two], [make.blueprint(scenarios_max=2)])
    (found,) = planned(make, world, "B1-ECRIT").values()
    assert [s.scenario for s in found.choice.settings] == ["A1", "B1"]
    assert found.choice.settings[0].iso3 != found.choice.settings[1].iso3


def test_the_same_secret_gives_the_same_plan_whatever_the_order_of_the_bank(make, dossier):
    plans = [make.blueprint(spare=True), make.oral(), make.blueprint("B2-ECRIT")]
    world = make.bank([dossier(f"{name}1") for name in "ABCD"], plans)
    dice = make.dice(5)
    shuffled = replace(
        world,
        scenarios=tuple(
            replace(s, items=tuple(dice.sample(s.items, 6)))
            for s in dice.sample(world.scenarios, 4)
        ),
        blueprints=tuple(reversed(world.blueprints)),
        settings=dict(reversed(list(world.settings.items()))),
        countries=dict(reversed(list(world.countries.items()))),
    )
    exams = [p.id for p in plans]
    assert planned(make, shuffled, *exams) == planned(make, world, *exams)


def test_other_secrets_give_other_papers_within_epsilon(make, dossier):
    world = make.bank([dossier(f"{name}1") for name in "ABCD"], [make.blueprint(spare=True)])
    papers = set()
    for secret in SECRETS:
        for form in planned(make, world, "B1-ECRIT", secret=secret).values():
            assert form.deviation <= form.bound + EPSILON
            papers.add((form.form, form.choice.settings))
    assert len({settings[0].scenario for _, settings in papers}) == 4
    assert len(papers) > 20


def test_a_drawn_paper_says_among_how_many(make, dossier):
    world = make.bank(
        [dossier("A1"), dossier("B1")], [make.blueprint("B1-A"), make.blueprint("B2-B", spare=True)]
    )
    found = planned(make, world, "B1-A")
    assert found["B1-A-P"].notes == ("tiré parmi 2 sujets à moins de 2 points d'écart du meilleur",)
    found = planned(make, world, "B2-B")
    assert found["B2-B-P"].notes[0].startswith("tiré parmi 2 paires sujet et secours")


def test_scenarios_of_earlier_sessions_wait(make, dossier):
    world = make.bank([dossier("A1"), dossier("B1")], [make.blueprint()])
    exposure = Exposure(scenarios={"A1": 6})
    for secret in SECRETS[:6]:
        found = planned(make, world, "B1-ECRIT", secret=secret, exposure=exposure)
        assert found["B1-ECRIT-P"].choice.settings[0].scenario == "B1"


def test_every_exam_that_cannot_be_served_is_told_at_once(make, dossier):
    world = make.bank(
        [dossier("A1")],
        [
            make.blueprint("B1-A"),
            make.blueprint("B1-B", {"C3": 100}),
            make.blueprint("B1-C", minutes_min=300),
            make.oral("B1-D", tickets=99),
        ],
    )
    with pytest.raises(InfeasibleError) as fault:
        planned(make, world, "B1-A", "B1-B", "B1-C", "B1-D")
    assert [d.code for d in fault.value.diagnostics] == ["ASM-004", "ASM-001", "ASM-002"]
    assert "3 empêchements" in fault.value.message
    assert fault.value.exit_code == 4


@settings(max_examples=12, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), secret=st.binary(min_size=32, max_size=32))
def test_a_plan_of_random_exams_holds_together(make, seed, secret):
    world = make.random_bank(seed, scenarios=3, count=5, plans=2)
    found, faults = attempt(make, world, "B1-ECRIT", "B2-ECRIT", secret=secret)
    assert bool(found) != bool(faults)
    items = {i.id: i for s in world.scenarios for i in s.items}
    for form in found.values():
        assert make.satisfies(
            world.blueprint(form.choice.blueprint), [items[i] for i in form.choice.items]
        )
        assert {s.scenario for s in form.choice.settings} == {
            i.split("/")[0] for i in form.choice.items
        }
        assert form.deviation >= form.bound


def test_a_search_that_was_cut_short_does_not_claim_that_there_is_no_paper(make, monkeypatch):
    monkeypatch.setattr("pipeline.assemble.onebyone.SETS_TRIED", 2)
    names = [f"{letter}1" for letter in "ABCD"]
    scenarios = [make.scenario(n, [make.item("T1", {"C1": 10})]) for n in names[:3]]
    scenarios.append(
        make.scenario("D1", [make.item("T1", {"C1": 10}), make.item("T2", {"C2": 10})])
    )
    world = make.bank(scenarios, [make.blueprint(scenarios_max=3, items_min=9, items_max=9)])
    with pytest.raises(InfeasibleError) as error:
        planned(make, world, "B1-ECRIT")
    (fault,) = error.value.diagnostics
    assert fault.code == "ASM-013"
    assert "sans preuve" in fault.message
