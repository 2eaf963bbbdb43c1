"""The table of rules of a blueprint, and the sentences of those that it alters."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.assemble.requirements import requirements_of
from pipeline.model.requirement import Change
from pipeline.rules.requirements import MINUTES


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
