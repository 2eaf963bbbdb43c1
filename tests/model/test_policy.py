"""The typed rules of a session."""

import json
from dataclasses import replace
from pathlib import Path

from pipeline.model.policy import Policy, policy
from pipeline.read.rules import read_rules
from pipeline.store.codec import dump, load

ROOT = Path(__file__).resolve().parent.parent.parent


def test_partial_validation_is_what_the_file_says():
    rules, _ = read_rules(ROOT)
    assert not policy(rules).block.partial
    switched = replace(rules, values={**rules.values, "bloc.validation_partielle": True})
    assert policy(switched).block.partial


def test_an_approval_is_asked_for_where_the_file_says_so():
    rules, _ = read_rules(ROOT)
    assert policy(rules).approval
    switched = replace(rules, values={**rules.values, "sujet.approbation": False})
    assert not policy(switched).approval


def test_rules_written_and_frozen_before_approvals_ask_for_none():
    rules, _ = read_rules(ROOT / "tests/mini")
    assert not policy(rules).approval
    frozen = json.loads(dump(policy(rules)))
    del frozen["approval"]
    assert load(json.dumps(frozen).encode(), Policy) == policy(rules)
