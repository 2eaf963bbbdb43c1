"""Who plays a simulation together, and which role."""

import time
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.groups import Juries, Past, draw_groups

KEY = b"k" * 32
ANYBODY = Juries(assessors=("E1", "E2"), tied={}, needed=2)


def names(count):
    return [f"{1000 + n}" for n in range(count)]


def season(people, rounds, *, juries=ANYBODY, key=KEY):
    """The groups of simulations that the same people play one after another: ``rounds`` are the sizes of each."""
    past, played = Past(), []
    for number, sizes in enumerate(rounds):
        groups = draw_groups(people, sizes, past, juries, key + bytes([number]))
        past.remember(groups)
        played.append(groups)
    return played


def meetings(played):
    """How often each two met."""
    return Counter(
        pair for groups in played for own in groups for pair in combinations(sorted(own), 2)
    )


def repeats(played):
    """How many meetings come after a first one: once for the second, twice for the third."""
    return sum(n * (n - 1) // 2 for n in meetings(played).values())


def partitions(people, sizes):
    """Every way to cut people in groups of these sizes; groups of a size may come in any order."""
    if not sizes:
        yield ()
        return
    for own in combinations(people, sizes[0]):
        rest = [p for p in people if p not in own]
        for others in partitions(rest, sizes[1:]):
            yield (own, *others)


def test_everybody_plays_once_in_groups_of_the_sizes_asked():
    (groups,) = season(names(11), [(4, 4, 3)])
    assert [len(g) for g in groups] == [4, 4, 3]
    assert sorted(p for g in groups for p in g) == names(11)


def test_the_key_draws_and_the_order_of_the_people_does_not():
    people = names(12)
    found = season(people, [(6, 6)] * 2)
    assert season(people[::-1], [(6, 6)] * 2) == found
    assert season(people, [(6, 6)] * 2, key=b"t" * 32) != found


def test_two_groups_of_six_are_halved_by_the_next_simulation():
    first, second = season(names(12), [(6, 6), (6, 6)])
    assert sorted(len(set(a) & set(b)) for a in first for b in second) == [3, 3, 3, 3]


def test_where_it_can_be_nobody_meets_again():
    assert repeats(season(names(16), [(4,) * 4] * 3)) == 0
    assert repeats(season(names(60), [(5,) * 12] * 3)) == 0


@pytest.mark.parametrize(
    ("count", "sizes"), [(6, (3, 3)), (7, (4, 3)), (8, (4, 4)), (9, (3, 3, 3)), (8, (2, 2, 2, 2))]
)
def test_a_second_and_a_third_simulation_mix_as_well_as_brute_force(count, sizes):
    people = names(count)
    for key in (b"a" * 32, b"b" * 32, b"c" * 32):
        played = season(people, [sizes] * 3, key=key)
        for rounds in (2, 3):
            before = played[: rounds - 1]
            led = Counter(g[0] for groups in before for g in groups)
            least = min(led[p] for p in people)
            fresh = min(len(sizes), sum(led[p] == least for p in people))

            def leads(groups, led=led, least=least):
                return sum(min(led[p] for p in g) == least for g in groups)

            best = min(
                repeats([*before, groups])
                for groups in partitions(people, sizes)
                if leads(groups) == fresh
            )
            assert repeats(played[:rounds]) == best


@settings(max_examples=20, deadline=None, derandomize=True)
@given(count=st.integers(4, 24), rounds=st.integers(1, 6), key=st.binary(min_size=4, max_size=4))
def test_nobody_leads_twice_before_everybody_has(count, rounds, key):
    groups = -(-count // 6)
    whole, left = divmod(count, groups)
    sizes = (whole + 1,) * left + (whole,) * (groups - left)
    led = Counter(dict.fromkeys(names(count), 0))
    for played in season(names(count), [sizes] * rounds, key=key):
        led.update(group[0] for group in played)
        assert max(led.values()) - min(led.values()) <= 1


def test_roles_are_repeated_as_little_as_can_be():
    played = season(names(4), [(4,)] * 4)
    for member in names(4):
        assert sorted(groups[0].index(member) for groups in played) == [0, 1, 2, 3]


def test_no_group_is_without_a_jury_when_members_can_be_exchanged():
    tied = {person: frozenset({"E1"} if n % 2 else {"E2"}) for n, person in enumerate(names(12))}
    juries = Juries(assessors=("E1", "E2", "E3"), tied=tied, needed=2)
    (groups,) = season(names(12), [(4, 4, 4)], juries=juries)
    assert sum(juries.lacking(g) == 0 for g in groups) == 2
    for group in groups:
        assert len(juries.able(group)) == 3 - len({a for m in group for a in tied[m]})
    alone = Juries(assessors=("E1", "E2"), tied={"1000": frozenset({"E1"})}, needed=1)
    (groups,) = season(names(8), [(4, 4)], juries=alone)
    assert [alone.lacking(g) for g in groups] == [0, 0]


def test_a_thousand_candidates_are_mixed_in_seconds():
    before = time.process_time()
    played = season(names(1000), [(6,) * 166 + (4,)] * 3)
    assert time.process_time() - before < 10
    assert repeats(played) == 0
