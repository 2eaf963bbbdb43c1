"""Countries and number sets."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.pool import Exposure
from pipeline.assemble.settings import Slot, assign
from pipeline.model.form import Setting

KEY = b"k" * 32


def slot(form, scenario="A1", content=None, apart="", exam="B1-ECRIT"):
    return Slot(form=form, scenario=scenario, exam=exam, content=content or form, apart=apart)


def options(**countries):
    """``options(A1="FRA ITA")``: those countries, two number sets each."""
    return {
        name: [
            Setting(scenario=name, iso3=c, number_set=n) for c in own.split() for n in ("A", "B")
        ]
        for name, own in countries.items()
    }


@pytest.fixture
def place(make):
    """``place(slots, options)``: the settings, in a world of as many regions as wanted."""

    def run(slots, choices, exposure=None, key=KEY):
        world = make.bank([], [], settings={n: [o.iso3 for o in own] for n, own in choices.items()})
        return assign(world, slots, choices, exposure or Exposure(), key)

    return run


def test_each_form_has_its_own_country(place):
    slots = [slot(f"F{n}") for n in range(4)]
    found = place(slots, options(A1="AAA BBB CCC DDD"))
    assert {s.iso3 for s in found.values()} == {"AAA", "BBB", "CCC", "DDD"}


def test_a_form_gives_way_when_another_has_no_other_country(place):
    slots = [slot("F1"), slot("F2", "B1"), slot("F3", "C1")]
    found = place(slots, options(A1="AAA BBB", B1="BBB CCC", C1="AAA"))
    assert [found[s].iso3 for s in slots] == ["BBB", "CCC", "AAA"]


def test_first_forms_come_first_when_countries_run_out(place):
    slots = [slot("F1"), slot("F2"), slot("F3")]
    for key in (bytes([n]) * 32 for n in range(8)):
        found = place(slots, options(A1="AAA BBB"), key=key)
        assert found[slots[0]].iso3 != found[slots[1]].iso3


def test_the_same_questions_never_get_the_same_setting_while_another_is_left(place):
    slots = [slot(f"F{n}", content="same") for n in range(6)]
    found = place(slots, options(A1="AAA BBB CCC"))
    assert len(set(found.values())) == 6


def test_settings_are_used_evenly_once_all_are_taken(place):
    slots = [slot(f"F{n}", content="same") for n in range(8)]
    found = list(place(slots, options(A1="AAA BBB")).values())
    assert {found.count(s) for s in found} == {2}


def test_a_spare_has_another_country_and_other_numbers(place):
    main, spare = slot("F1"), slot("F2", content="F1", apart=("F1",))
    for key in (bytes([n]) * 32 for n in range(8)):
        found = place([main, spare], options(A1="AAA BBB"), key=key)
        assert found[main].iso3 != found[spare].iso3
        assert found[main].number_set != found[spare].number_set


def test_a_spare_in_the_only_country_has_other_numbers(place):
    main, spare = slot("F1"), slot("F2", apart=("F1",))
    found = place([main, spare], options(A1="AAA"))
    assert found[main].number_set != found[spare].number_set


def test_countries_of_earlier_sessions_wait(place):
    found = place([slot("F1")], options(A1="AAA BBB"), Exposure(countries={"AAA": 1}))
    assert [s.iso3 for s in found.values()] == ["BBB"]


def test_the_forms_of_an_exam_are_set_in_different_regions(place, make):
    slots = [slot("F1"), slot("F2")]
    choices = options(A1="AAA BBB CCC DDD EEE FFF")
    regions = make.bank([], [], settings={"A1": [o.iso3 for o in choices["A1"]]}).countries
    for key in (bytes([n]) * 32 for n in range(8)):
        found = place(slots, choices, key=key)
        assert len({regions[s.iso3].region for s in found.values()}) == 2


def test_another_secret_gives_other_countries(place):
    choices = options(A1="AAA BBB CCC DDD")
    found = {place([slot("F1")], choices, key=bytes([n]) * 32)[slot("F1")] for n in range(20)}
    assert {s.iso3 for s in found} == {"AAA", "BBB", "CCC", "DDD"}
    assert {s.number_set for s in found} == {"A", "B"}


@settings(max_examples=60, deadline=None, derandomize=True)
@given(data=st.data())
def test_as_many_countries_as_brute_force_can_tell_apart(make, data):
    countries = ("AAA", "BBB", "CCC", "DDD")
    own = st.lists(st.sampled_from(countries), min_size=1, max_size=3, unique=True)
    choices = options(**{f"S{n}": " ".join(data.draw(own)) for n in range(4)})
    slots = [slot(f"F{n}", f"S{n}") for n in range(4)]
    world = make.bank([], [], settings={"x": countries})
    found = assign(world, slots, choices, Exposure(), KEY)
    best = max(
        sum(c in {o.iso3 for o in choices[s.scenario]} for s, c in zip(slots, mix, strict=True))
        for mix in permutations(countries)
    )
    assert len({s.iso3 for s in found.values()}) == best
    assert all(setting in choices[s.scenario] for s, setting in found.items())


def test_a_setting_of_an_earlier_session_comes_back_last(place):
    choices = options(A1="AAA BBB")
    met = {s: 4 for s in choices["A1"] if (s.iso3, s.number_set) != ("BBB", "A")}
    fresh = Setting(scenario="A1", iso3="BBB", number_set="A")
    for key in (bytes([n]) * 32 for n in range(8)):
        assert place([slot("F1")], choices, Exposure(settings=met), key) == {slot("F1"): fresh}
