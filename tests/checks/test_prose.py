"""Typing faults in the sources of scenarios."""

from dataclasses import replace

import pytest

from pipeline.checks import prose as checks
from pipeline.rules import scenario as rules


def problems(bank, text):
    """What is said of the mention of the only scenario, and of nothing else."""
    (scenario,) = bank.scenarios
    bank = replace(bank, scenarios=(replace(scenario, mention=text),))
    found = [f for check in checks.ALL for f in check(bank)]
    assert {f.code for f in found} <= {"SCN-033"}
    return [f.message.split(" (« ")[0] for f in found]


def test_the_shipped_scenarios_are_well_typed(shipped_bank):
    assert [f for check in checks.ALL for f in check(shipped_bank)] == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("deux  espaces", rules.DOUBLE_SPACE),
        ('un "mot"', rules.STRAIGHT_QUOTES),
        ("attendre...", rules.THREE_DOTS),
        ("un , deux", rules.SPACE_BEFORE_COMMA),
        ("un,deux", rules.NO_SPACE_AFTER_COMMA),
        ("«mot »", rules.NO_SPACE_IN_QUOTES),
        ("pourquoi?", rules.NO_SPACE_BEFORE_MARK.format(mark="; : ! ?")),
        ("« mot", rules.UNBALANCED_QUOTES),
        ("(mot", rules.UNBALANCED_PARENTHESES),
    ],
)
def test_a_typing_fault_is_told(bank_of_one, text, problem):
    owner = bank_of_one.scenarios[0].id
    assert problems(bank_of_one, text) == [f"{owner} : {problem}"]


@pytest.mark.parametrize(
    "text",
    [
        "Exercice ; « oui », à 14:30 (J-3).",
        "{{ 'x' if v.a > 3 else \"y\" }} reste",
        'The note: "of the" end?',
    ],
)
def test_right_texts_tags_and_english_are_left_alone(bank_of_one, text):
    assert problems(bank_of_one, text) == []
