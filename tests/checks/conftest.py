"""What the tests of the checks share: the shipped referential, as a bank without scenarios."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model.bank import Bank
from pipeline.read.bank import read_bank
from pipeline.read.blueprints import read_blueprints
from pipeline.read.criteria import read_criteria
from pipeline.read.profile import read_profile
from pipeline.read.referential import read_referential
from pipeline.read.rules import read_rules

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def rules_bank():
    """The shipped referential, criteria, job sheet, rules and blueprints; no country, no scenario."""
    referential, _ = read_referential(ROOT)
    criteria, _ = read_criteria(ROOT, referential.codes())
    return Bank(
        referential=referential,
        criteria=criteria,
        profile=read_profile(ROOT, referential.codes())[0],
        rules=read_rules(ROOT)[0],
        blueprints=read_blueprints(ROOT, referential, criteria)[0],
        countries={},
        field_sources={},
        families={},
        types=(),
        scenarios=(),
        settings={},
        fingerprint="",
    )


@pytest.fixture(scope="session")
def shipped_bank():
    """The whole shipped content."""
    bank, faults = read_bank(ROOT)
    assert faults == ()
    return bank


@pytest.fixture
def bank_of_one(shipped_bank):
    """The shipped content with its first scenario only."""
    return replace(shipped_bank, scenarios=shipped_bank.scenarios[:1])
