"""The shipped bank reaches its own targets, and serves every family of situations."""

from pathlib import Path

import pytest

from pipeline.read.bank import read_bank
from pipeline.read.targets import read_targets
from pipeline.supply.inventory import take_inventory

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def inventory():
    """The shipped bank, counted."""
    bank, _ = read_bank(ROOT)
    assert bank is not None
    targets, faults = read_targets(ROOT, tuple(b.id for b in bank.referential.blocks))
    assert faults == ()
    return take_inventory(bank, targets)


def test_the_shipped_bank_reaches_its_targets(inventory):
    assert inventory.shortages == ()


def test_no_shipped_scenario_is_a_draft_and_all_hold_english(inventory):
    assert inventory.drafts == 0
    assert all(scenario.english for scenario in inventory.scenarios)


def test_no_pair_of_shipped_scenarios_shares_a_fifth_of_its_texts(inventory):
    assert inventory.closest[0].percent < 20
