"""The table of rules of a blueprint, and the sentences of those that it alters."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.assemble.requirements import requirements_of
from pipeline.rules.requirements import MINUTES


@pytest.fixture
def minutes(make):
    """``minutes(label=…, low=…)``: the rule of minutes that a table of the exam replaces, and what becomes of it."""
    blueprint = make.blueprint()
    standard = next(r for r in requirements_of(blueprint, {}) if r.id == MINUTES)

    def replaced(**changes):
        own = replace(standard, **changes)
        table = requirements_of(replace(blueprint, requirements=(own,)), {})
        (found,) = [r for r in table if r.id == MINUTES]
        return standard, own, found

    return replaced


def test_new_bounds_are_said_after_a_sentence_that_was_left_as_it_was(minutes):
    standard, own, found = minutes(low=None, high=Decimal("150.5"))
    label = f"{standard.label} ; bornes changées : sans limite à 150,5"
    assert found == replace(own, label=label)


def test_a_rule_that_changes_nothing_keeps_its_sentence(minutes):
    standard, _, found = minutes()
    assert found == standard


def test_a_new_sentence_is_nobody_elses_business(minutes):
    _, own, found = minutes(label="au plus deux heures", high=Decimal(120))
    assert found == own


def test_bounds_that_a_workbook_rounded_are_not_new(minutes):
    standard, _, _ = minutes()
    _, own, found = minutes(high=standard.high + Decimal("0.00001"))
    assert found == own
