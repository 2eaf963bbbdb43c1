"""What newer figures change, and which of them deserve a second look."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.diagnostics import Source
from pipeline.model.country import Trait, Update
from pipeline.model.revision import Change, Moved
from pipeline.supply.revision import doubts, revise

PLACE = Source(path="new.csv", line=2)


def update(iso3, field, value, year=2025, source="Institut fictif"):
    trait = Trait(field=field, value=value, year=year, source=source)
    return Update(iso3=iso3, trait=trait, place=PLACE)


def figure(bank, *changed):
    (found,) = revise(bank, bank, changed).figures
    return found


def test_a_figure_is_new_changed_or_the_same(mini_bank):
    old = mini_bank.countries["CPV"].traits["population"]
    credit = mini_bank.field_sources["population"].credit
    same = update("CPV", "population", old.value, old.year, credit)
    assert figure(mini_bank, same).change is Change.SAME
    assert figure(mini_bank, update("CPV", "population", old.value)).change is Change.CHANGED
    poor = replace(mini_bank.countries["CPV"], traits={})
    bank = replace(mini_bank, countries={**mini_bank.countries, "CPV": poor})
    found = figure(bank, update("CPV", "population", Decimal(5)))
    assert (found.change, found.old, found.ratio) == (Change.NEW, None, None)


def test_scenarios_that_quote_the_figure_in_that_country_are_named(mini_bank):
    settings = {s.id: ("CPV",) if s.country_rule.facts else () for s in mini_bank.scenarios}
    bank = replace(mini_bank, settings=settings)
    quoting = [s.id for s in mini_bank.scenarios if "population" in s.country_rule.facts]
    assert list(figure(bank, update("CPV", "population", Decimal(5))).printed) == quoting
    assert figure(bank, update("ISL", "population", Decimal(5))).printed == ()


def test_scenarios_gain_and_lose_countries(mini_bank):
    first, second, *_ = (s.id for s in mini_bank.scenarios)
    before = replace(mini_bank, settings={**mini_bank.settings, first: ("CPV",), second: ("ISL",)})
    after = replace(before, settings={**before.settings, first: ("ISL", "MDG")})
    assert revise(before, after, ()).moved == (
        Moved(scenario=first, gained=("ISL", "MDG"), lost=("CPV",)),
    )


@pytest.mark.parametrize(
    ("old", "new", "ratio"),
    [
        (Decimal(10), Decimal(30), Decimal(3)),
        (Decimal(30), Decimal(10), Decimal(3)),
        (Decimal(-2), Decimal(-4), Decimal(2)),
        (Decimal(-2), Decimal(4), None),
        (Decimal(0), Decimal(4), None),
        ("texte", Decimal(4), None),
        (Decimal(4), "texte", None),
    ],
)
def test_a_ratio_compares_numbers_of_one_sign(mini_bank, old, new, ratio):
    country = mini_bank.countries["CPV"]
    traits = {"population": Trait(field="population", value=old, year=2020)}
    bank = replace(mini_bank, countries={"CPV": replace(country, traits=traits)})
    assert figure(bank, update("CPV", "population", new)).ratio == ratio


def test_far_and_older_figures_are_doubted_the_others_are_not(mini_bank):
    old = mini_bank.countries["CPV"].traits["population"]
    far = revise(mini_bank, mini_bank, [update("CPV", "population", old.value * 3)])
    assert [d.code for d in doubts(far)] == ["PAY-043"]
    older = revise(mini_bank, mini_bank, [update("CPV", "population", old.value, 2011)])
    assert [(d.code, d.source) for d in doubts(older)] == [("PAY-042", PLACE)]
    near = revise(mini_bank, mini_bank, [update("CPV", "population", old.value + 1)])
    assert list(doubts(near)) == []
    new = replace(near.figures[0], old=None)
    assert list(doubts(replace(near, figures=(new,)))) == []


def test_a_figure_without_unit_says_so(mini_bank):
    sources = dict(mini_bank.field_sources)
    sources["population"] = replace(sources["population"], unit="")
    bank = replace(mini_bank, field_sources=sources)
    old = bank.countries["CPV"].traits["population"]
    revision = revise(bank, bank, [update("CPV", "population", old.value * 9)])
    (doubt,) = doubts(revision)
    assert doubt.hint.endswith("sans unité")
