"""Texts that are still to write are told, owner by owner."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.checks.draft import texts_are_written
from pipeline.read.bank import read_bank

MINI = Path(__file__).resolve().parent.parent / "mini"


@pytest.fixture(scope="module")
def bank():
    found, _ = read_bank(MINI)
    return found


def test_a_bank_whose_texts_are_written_has_no_warning(bank):
    assert list(texts_are_written(bank)) == []


def test_texts_to_write_are_counted_where_they_are(bank):
    scenario = bank.scenario("GEO-01-PONT")
    item = replace(
        scenario.items[0], title="À écrire : un titre", pitfalls=("Sans doute À écrire : un piège",)
    )
    changed = replace(scenario, situation="À écrire : le décor", items=(item, *scenario.items[1:]))
    told = texts_are_written(replace(bank, scenarios=(changed,)))
    assert [(d.code, d.message, d.source) for d in told] == [
        ("AUT-001", "GEO-01-PONT, GEO-01-PONT : 1 texte à écrire", scenario.source),
        ("AUT-001", "GEO-01-PONT, T1 : 2 textes à écrire", item.source),
    ]
