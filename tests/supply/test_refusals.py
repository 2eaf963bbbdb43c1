"""Why countries are lost."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.supply.refusals import conjuncts, obstacles, refusals


def lost(bank, **rule):
    """The reasons by country when the rule of the scenario is changed, every country being refused."""
    scenario = bank.scenario("GEO-01-PONT")
    changed = replace(scenario, country_rule=replace(scenario.country_rule, **rule))
    nowhere = replace(bank, settings={**bank.settings, scenario.id: ()})
    return refusals(nowhere, changed)


def reasons(bank, iso3, **rule):
    return {r.iso3: r.reasons for r in lost(bank, **rule)}[iso3]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a > 1", ("a > 1",)),
        ("a > 1 and b < 2 and not c", ("a > 1", "b < 2", "not c")),
        ("(a and b) and c", ("(a and b)", "c")),
        ("a and b or c", ("a and b or c",)),
        ('voisin("x >= 5 and y") and b', ('voisin("x >= 5 and y")', "b")),
        ("band > 1", ("band > 1",)),
    ],
)
def test_conditions_are_told_apart_where_and_joins_them_at_the_top(text, parts):
    assert conjuncts(text) == parts


@settings(deadline=None)
@given(st.lists(st.sampled_from(["a > 1", "(b or c)", 'membre("X and Y")', "not d"]), min_size=1))
def test_joining_and_splitting_give_the_same_conditions(parts):
    assert conjuncts(" and ".join(parts)) == tuple(parts)


def test_a_country_has_every_condition_that_refuses_it(mini_bank):
    asked = 'population > 5000000 and membre("ONU") and n_voisins >= 1'
    assert reasons(mini_bank, "QZC", requires=asked) == (
        "condition du scénario : population > 5000000",
        "condition du scénario : n_voisins >= 1",
    )


def test_data_that_is_missing_is_named_whether_a_text_or_a_condition_wants_it(mini_bank):
    bank = without(mini_bank, "QZA", "inform_risque")
    said = ("fait manquant : inform_risque",)
    assert reasons(bank, "QZA", requires="inform_risque > 1", facts=("inform_risque",)) == said
    assert reasons(bank, "QZA", requires='vrai("inform_risque")', facts=()) == said


def test_the_condition_of_the_type_is_told_unless_the_scenario_has_it_too(mini_bank):
    kinds = tuple(replace(k, requires="n_voisins >= 3") for k in mini_bank.types)
    bank = replace(mini_bank, types=kinds)
    own = "condition du scénario : n_voisins >= 3"
    theirs = "condition du type GEO-01 : n_voisins >= 3"
    assert reasons(bank, "QZA", requires="population > 1") == (theirs,)
    assert reasons(bank, "QZA", requires="(n_voisins >= 3)") == (own.replace("n_v", "(n_v") + ")",)


def test_a_type_that_is_not_known_refuses_nothing(mini_bank):
    bank = replace(mini_bank, types=())
    assert reasons(bank, "QZA", requires="population > 1") == ()


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"mode": "reel"}, "pays inventé, scénario réel"),
        ({"excluded": ("QZA",)}, "exclu par le scénario"),
    ],
)
def test_what_is_out_of_the_question_has_one_reason(mini_bank, rule, said):
    assert reasons(mini_bank, "QZA", requires="population > 900000000", **rule) == (said,)


def test_a_country_that_the_bank_sets_aside_has_one_reason(mini_bank):
    country = replace(mini_bank.countries["QZA"], eligible=False)
    bank = replace(mini_bank, countries={**mini_bank.countries, "QZA": country})
    assert reasons(bank, "QZA", mode="mixte") == ("pays écarté de la banque",)


def test_obstacles_say_what_each_reason_costs_alone(mini_bank):
    found = obstacles(lost(mini_bank, requires="population > 5000000 and n_voisins >= 1"))
    assert [
        (o.reason.partition(" : ")[2], o.countries, o.alone)
        for o in found
        if "scénario :" in o.reason
    ] == [
        ("n_voisins >= 1", ("QZC", "QZD"), ("QZD",)),
        ("population > 5000000", ("QZA", "QZC"), ("QZA",)),
    ]


def test_a_country_out_of_the_question_is_not_one_that_a_reason_costs(mini_bank):
    (found,) = (o for o in obstacles(lost(mini_bank)) if "réel" in o.reason)
    assert (found.countries, found.alone) == (("CPV", "ISL", "MDG"), ())


def without(bank, iso3, field):
    country = bank.countries[iso3]
    traits = {k: v for k, v in country.traits.items() if k != field}
    return replace(bank, countries={**bank.countries, iso3: replace(country, traits=traits)})
