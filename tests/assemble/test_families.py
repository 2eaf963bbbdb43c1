"""No family twice a session where the bank allows."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.families import spread
from pipeline.assemble.papers import Paper

KEY = b"k" * 32


def pool(*papers):
    """Papers as ``("A1", 3.0)``: their scenarios, separated by +, and their value."""
    made = [
        Paper(items=(f"{s}/T1",), scenarios=tuple(s.split("+")), deviation=v, price=0.0)
        for s, v in sorted(papers, key=lambda p: p[1])
    ]
    return tuple(made), 2.0


def families(*pools):
    """The family of a scenario is the first letter of its name."""
    return {s: s[0] for papers, _ in pools for p in papers for s in p.scenarios}


def test_an_exam_leaves_its_best_family_to_the_exam_that_has_no_other():
    one, two = pool(("A1", 1.0), ("B1", 30.0)), pool(("A1", 1.0))
    found = spread({"x": one, "y": two}, families(one), KEY)
    assert found == {"x": frozenset("B"), "y": frozenset("A")}


def test_a_chain_that_serving_one_after_the_other_would_miss_is_found():
    pools = {
        "x": pool(("A1", 1.0), ("B1", 1.0)),
        "y": pool(("B1", 1.0), ("C1", 1.0)),
        "z": pool(("A1", 1.0), ("C1", 50.0)),
    }
    found = spread(pools, families(*pools.values()), KEY)
    assert len(frozenset.union(*found.values())) == 3


def test_a_paper_of_two_scenarios_takes_two_families():
    pools = {"x": pool(("A1+B1", 1.0), ("C1", 9.0)), "y": pool(("A1", 1.0))}
    assert spread(pools, families(*pools.values()), KEY)["x"] == frozenset("C")


def test_a_family_twice_on_one_paper_is_a_repeat():
    pools = {"x": pool(("A1+A2", 1.0), ("A1+B1", 90.0))}
    assert spread(pools, families(*pools.values()), KEY)["x"] == frozenset("AB")


def test_when_the_bank_has_one_family_it_is_repeated():
    pools = {"x": pool(("A1", 1.0)), "y": pool(("A2", 1.0))}
    assert spread(pools, families(*pools.values()), KEY) == {"x": {"A"}, "y": {"A"}}


def test_within_epsilon_the_secret_decides_and_beyond_it_the_best_does():
    near, far = pool(("A1", 1.0), ("B1", 2.9)), pool(("A1", 1.0), ("B1", 9.0))
    keys = [bytes([n]) * 32 for n in range(12)]
    assert {min(spread({"x": near}, families(near), k)["x"]) for k in keys} == {"A", "B"}
    assert {min(spread({"x": far}, families(far), k)["x"]) for k in keys} == {"A"}


def test_no_exam_needs_no_family():
    assert spread({}, {}, KEY) == {}


@settings(max_examples=40, deadline=None, derandomize=True)
@given(data=st.data())
def test_repeats_are_as_few_as_brute_force_finds(data):
    names = st.sampled_from(("A1", "B1", "C1", "D1", "A1+B1", "C1+D1"))
    choices = [
        data.draw(st.lists(names, min_size=1, max_size=4, unique=True), label=exam)
        for exam in "xyz"
    ]
    pools = {e: pool(*((s, 1.0) for s in own)) for e, own in zip("xyz", choices, strict=True)}
    found = spread(pools, families(*pools.values()), KEY)

    def repeats(sets):
        flat = [f for own in sets for f in own]
        return len(flat) - len(set(flat))

    best = min(repeats([{s[0] for s in c.split("+")} for c in mix]) for mix in product(*choices))
    assert repeats(found.values()) == pytest.approx(best)
