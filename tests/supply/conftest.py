"""The tiny bank of the tests, with items made to measure."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model.inventory import Targets
from pipeline.read.bank import read_bank

MINI = Path(__file__).resolve().parent.parent / "mini"


@pytest.fixture(scope="session")
def mini_bank():
    """The tiny bank as it is read."""
    bank, _ = read_bank(MINI)
    assert bank is not None
    return bank


@pytest.fixture
def with_items(mini_bank):
    """``with_items(items)``: the tiny bank where its first scenario has these items and the others none."""

    def made(items):
        first, *others = mini_bank.scenarios
        scenarios = (
            replace(first, items=tuple(items)),
            *(replace(other, items=()) for other in others),
        )
        return replace(mini_bank, scenarios=scenarios)

    return made


@pytest.fixture
def modest():
    """Targets that any bank reaches."""
    return Targets(
        scenarios=0,
        per_family=0,
        per_block={},
        items=0,
        item_scenarios=0,
        modalities=0,
        orals=0,
        simulations=0,
        english=0,
        bunching=100,
    )
