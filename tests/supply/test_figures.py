"""What expected elements compute, set by set."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.supply.figures import Figure, figures, number_of, ratio, same_answers


def made(a, b, item="T1"):
    return Figure(item=item, element=f"{item}a", expression="v.x", values={"A": a, "B": b})


def with_text(bank, text):
    """The scenario whose first expected element says that."""
    scenario = bank.scenario("GEO-01-PONT")
    first, *others = scenario.items
    element = replace(first.expected[0], text=text)
    return replace(scenario, items=(replace(first, expected=(element,)), *others))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3\u202f256", 3256),
        ("12,5", Decimal("12.5")),
        ("\u22123", -3),
        ("3\u00a0h\u00a022", 202),
        ("45\u00a0min", 45),
        ("2\u00a0h", 120),
        ("", None),
        ("option 2", None),
        ("Kéréma", None),
    ],
)
def test_a_printed_value_is_a_number_a_duration_or_neither(text, number):
    assert number_of(text) == number


def test_each_tag_of_an_element_is_a_figure_of_its_own(mini_bank):
    scenario = with_text(
        mini_bank, "{{ v.camions }} puis {{ (v.camions*2)|nombre }} {{ v.site|de }} {{ p.nom }}"
    )
    found = figures(mini_bank, scenario, ("QZA", "QZC"))[:3]
    assert [(f.expression, dict(f.values)) for f in found] == [
        ("v.camions", {"A": ("120",), "B": ("150",)}),
        ("(v.camions*2)|nombre", {"A": ("240",), "B": ("300",)}),
        ("v.site|de", {"A": ("de Kéréma", "de Taloa"), "B": ("de Kéréma", "de Taloa")}),
    ]
    assert [f.is_number for f in found] == [True, True, False]


def test_what_cannot_be_computed_prints_nothing(mini_bank):
    scenario = with_text(mini_bank, "{{ v.camions/(v.retard-4) }}")
    (first, *_) = figures(mini_bank, scenario, ("QZA",))
    assert dict(first.values) == {"B": ("150",)}


def test_items_whose_every_figure_is_the_same_are_named():
    found = (made(("4",), ("4",)), made(("1",), ("2",), "T2"), made(("5",), ("5",), "T2"))
    assert same_answers(found) == ("T1",)
    assert same_answers((made(("Kéréma",), ("Kéréma",)),)) == ()


@pytest.mark.parametrize(
    ("figure", "wanted"),
    [
        (made(("10",), ("40",)), 4),
        (made(("10",), ("0",)), None),
        (made(("a",), ("b",)), None),
        (made((), ()), None),
    ],
)
def test_sets_are_compared_when_both_are_above_zero(figure, wanted):
    assert ratio(figure) == wanted
