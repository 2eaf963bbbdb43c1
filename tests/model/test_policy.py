"""The typed rules of a session."""

from dataclasses import replace
from pathlib import Path

from pipeline.model.policy import policy
from pipeline.read.rules import read_rules

ROOT = Path(__file__).resolve().parent.parent.parent


def test_partial_validation_is_what_the_file_says():
    rules, _ = read_rules(ROOT)
    assert not policy(rules).block.partial
    switched = replace(rules, values={**rules.values, "bloc.validation_partielle": True})
    assert policy(switched).block.partial
