"""Parallel papers and their spare."""

from itertools import combinations, combinations_with_replacement

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.pairs import Taken
from pipeline.assemble.papers import Paper
from pipeline.assemble.parallel import Seat, best_forms, most_forms

KEY = b"k" * 32
KEYS = [bytes([n]) * 32 for n in range(16)]
FAMILIES = {f"{letter}{n}": letter for letter in "ABCDEFG" for n in (1, 2)}


def paper(items, deviation=1.0, price=0.0):
    """``paper("A1/T1 A1/T2")``."""
    ids = tuple(items.split())
    scenarios = tuple(sorted({i.split("/")[0] for i in ids}))
    return Paper(items=ids, scenarios=scenarios, deviation=deviation, price=price)


def chosen(*papers, count=2, spare=False, overlap=None, epsilon=0.0, taken=None, key=KEY):
    """The items of the main papers, sorted, then those of the spare."""
    seats = [Seat(papers=papers, count=count)]
    if spare:
        seats.append(Seat(papers=papers, spare=True))
    found = best_forms(seats, FAMILIES, taken or Taken(), key, epsilon, overlap)
    if found is None:
        return None
    mains = sorted(p.items for p in found.papers[0])
    return (mains, found.papers[1][0].items) if spare else mains


def test_parallel_papers_share_no_question_where_the_bank_allows():
    papers = paper("A1/T1 A1/T2"), paper("A1/T2 A1/T3", 0.0), paper("B1/T1 B1/T2", 50.0)
    assert chosen(*papers, epsilon=60.0) in (
        [("A1/T1", "A1/T2"), ("B1/T1", "B1/T2")],
        [("A1/T2", "A1/T3"), ("B1/T1", "B1/T2")],
    )


def test_without_a_choice_a_paper_comes_twice():
    assert chosen(paper("A1/T1")) == [("A1/T1",), ("A1/T1",)]


def test_with_a_cap_common_questions_up_to_it_are_no_fault():
    papers = paper("A1/T1 A1/T2"), paper("A1/T2 A1/T3")
    assert chosen(*papers, overlap=1) == [("A1/T1", "A1/T2"), ("A1/T2", "A1/T3")]
    assert chosen(*papers, overlap=0) is None


def test_a_cap_that_cannot_be_kept_is_told_with_how_many_papers_there_are():
    papers = paper("A1/T1 A1/T2"), paper("A1/T2 A1/T3"), paper("B1/T1 B1/T2")
    assert chosen(*papers, count=3, overlap=0) is None
    assert most_forms(papers, 0, 3) == 2
    assert most_forms(papers, 1, 5) == 3
    assert most_forms(papers[:1], 0, 3) == 1


def test_families_of_other_exams_and_of_each_other_are_left():
    papers = paper("A1/T1"), paper("A2/T1"), paper("B1/T1", 9.0), paper("C1/T1", 20.0)
    assert chosen(*papers) == [("A1/T1",), ("B1/T1",)] or chosen(*papers) == [
        ("A2/T1",),
        ("B1/T1",),
    ]
    taken = Taken(families=frozenset("A"))
    assert chosen(*papers, taken=taken) == [("B1/T1",), ("C1/T1",)]


def test_questions_of_other_exams_are_left():
    papers = paper("A1/T1"), paper("A1/T2", 20.0), paper("B1/T1"), paper("B1/T2", 20.0)
    taken = Taken(items=frozenset(["A1/T1"]), spare_items=frozenset(["B1/T1"]))
    assert chosen(*papers, taken=taken) == [("A1/T2",), ("B1/T2",)]


def test_families_of_other_spares_come_last():
    papers = paper("A1/T1"), paper("B1/T1"), paper("C1/T1", 9.0)
    taken = Taken(spare_families=frozenset("A"))
    assert chosen(*papers, taken=taken) == [("B1/T1",), ("C1/T1",)]


def test_the_spare_is_apart_from_all_the_main_papers():
    papers = paper("A1/T1"), paper("B1/T1"), paper("C1/T1", 30.0)
    mains, spare = chosen(*papers, spare=True, epsilon=40.0)
    assert spare not in mains
    assert len(mains) == 2


def test_a_spare_that_has_to_share_shares_least():
    papers = paper("A1/T1 A1/T2"), paper("B1/T1 B1/T2"), paper("A1/T2 A1/T3", 30.0)
    taken = Taken(families=frozenset("C"))
    mains, spare = chosen(*papers, spare=True, epsilon=40.0, taken=taken)
    assert len({i for own in mains for i in own}) == 4
    assert sum(len(set(spare) & set(own)) for own in mains) == 1


def test_the_worst_paper_counts_first_then_how_far_apart_they_are():
    papers = (
        paper("A1/T1", 0.0),
        paper("B1/T1", 5.0),
        paper("C1/T1", 5.0),
        paper("D1/T1", 9.0),
    )
    assert chosen(*papers) == [("B1/T1",), ("C1/T1",)]
    assert chosen(*papers[1:], count=3) == [("B1/T1",), ("C1/T1",), ("D1/T1",)]


def test_papers_used_more_are_left_for_those_used_less():
    papers = [paper(f"{x}1/T1", 4.0) for x in "AB"]
    papers += [paper(f"{x}1/T1", 0.0, price=4.0) for x in "CD"]
    assert chosen(*papers, epsilon=3.0) == [("A1/T1",), ("B1/T1",)]


def test_within_epsilon_the_secret_draws_and_never_beyond():
    papers = [paper(f"{x}1/T1", v) for x, v in zip("ABCDE", (1.0, 1.0, 2.0, 2.5, 3.6), strict=True)]
    found = {tuple(chosen(*papers, epsilon=2.0, key=key)) for key in KEYS}
    assert len(found) > 3
    assert {i for own in found for ids in own for i in ids} <= {f"{x}1/T1" for x in "ABCD"}


def test_the_papers_are_dealt_to_their_numbers_by_the_secret():
    seats = [Seat(papers=(paper("A1/T1"), paper("B1/T1")), count=2)]
    firsts = {
        best_forms(seats, FAMILIES, Taken(), key, 0.0, None).papers[0][0].items for key in KEYS
    }
    assert len(firsts) == 2


def test_a_locked_paper_does_not_drag_the_others_down():
    held = Seat(papers=(paper("E1/T1", 40.0), paper("F1/T1", 90.0)), locked=True)
    free = Seat(papers=tuple(paper(f"{x}1/T1", v) for x, v in (("A", 1.0), ("B", 9.0))))
    found = best_forms([held, free], FAMILIES, Taken(), KEY, 2.0, None)
    assert [p[0].items for p in found.papers] == [("E1/T1",), ("A1/T1",)]
    assert found.near == 1


def test_papers_that_are_all_locked_need_no_choice():
    seats = [Seat(papers=(paper(f"{x}1/T1", 40.0),), locked=True) for x in "AB"]
    found = best_forms(seats, FAMILIES, Taken(), KEY, 2.0, 0)
    assert ([p[0].items for p in found.papers], found.near) == ([("A1/T1",), ("B1/T1",)], 0)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(data=st.data())
def test_papers_are_as_good_as_brute_force_finds(data):
    ids = st.sets(
        st.sampled_from([f"{x}1/T{n}" for x in "ABC" for n in (1, 2, 3)]), min_size=1, max_size=3
    )
    sets = data.draw(st.lists(ids, min_size=2, max_size=6, unique_by=frozenset))
    values = data.draw(st.lists(st.integers(0, 6), min_size=len(sets), max_size=len(sets)))
    count = data.draw(st.integers(2, 3))
    papers = [paper(" ".join(sorted(s)), float(v)) for s, v in zip(sets, values, strict=True)]

    def cost(group):
        items = [i for p in group for i in p.items]
        families = [f for p in group for f in sorted({FAMILIES[s] for s in p.scenarios})]
        own = [p.value for p in group]
        shared = len(items) - len(set(items))
        return shared, len(families) - len(set(families)), max(own), max(own) - min(own)

    best = min(cost(group) for group in combinations_with_replacement(papers, count))
    found = best_forms([Seat(papers=tuple(papers), count=count)], FAMILIES, Taken(), KEY, 0.0, None)
    assert cost(found.papers[0]) == pytest.approx(best)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(data=st.data())
def test_the_cap_on_common_questions_holds_and_is_refused_only_when_it_must(data):
    ids = st.sets(st.sampled_from([f"A1/T{n}" for n in range(1, 6)]), min_size=1, max_size=4)
    sets = data.draw(st.lists(ids, min_size=2, max_size=6, unique_by=frozenset))
    overlap, count = data.draw(st.integers(0, 2)), data.draw(st.integers(2, 3))
    papers = [paper(" ".join(sorted(s))) for s in sets]

    def holds(group):
        return all(len(set(a.items) & set(b.items)) <= overlap for a, b in combinations(group, 2))

    able = any(holds(group) for group in combinations_with_replacement(papers, count))
    seats = [Seat(papers=tuple(papers), count=count), Seat(papers=tuple(papers), spare=True)]
    found = best_forms(seats, FAMILIES, Taken(), KEY, 2.0, overlap)
    assert (found is not None) == able
    if found is not None:
        assert holds(found.papers[0])
