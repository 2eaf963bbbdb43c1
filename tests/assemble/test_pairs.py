"""The main paper and its spare."""

import pytest

from pipeline.assemble.pairs import Pair, Taken, best_pair, families_of
from pipeline.assemble.papers import Paper

KEY = b"k" * 32
KEYS = [bytes([n]) * 32 for n in range(24)]
FAMILIES = {"A1": "A", "A2": "A", "B1": "B", "C1": "C"}


def paper(items, deviation=1.0, price=0.0):
    """``paper("A1/T1 A1/T2")``."""
    ids = tuple(items.split())
    scenarios = tuple(sorted({i.split("/")[0] for i in ids}))
    return Paper(items=ids, scenarios=scenarios, deviation=deviation, price=price)


def drawn(*papers, taken=None, spare=True, key=KEY, epsilon=2.0):
    spares = papers if spare else ()
    return best_pair(papers, spares, FAMILIES, taken or Taken(), key, epsilon)


def test_a_spare_shares_no_question_with_its_main_paper():
    found = drawn(paper("A1/T1 A1/T2"), paper("B1/T1 B1/T2", 50.0))
    assert {found.main.scenarios, found.spare.scenarios} == {("A1",), ("B1",)}


def test_other_questions_of_the_scenario_are_better_than_the_same():
    found = drawn(paper("A1/T1 A1/T2"), paper("A1/T3 A1/T4", 40.0))
    assert set(found.main.items).isdisjoint(found.spare.items)


def test_a_few_common_questions_are_better_than_all():
    found = drawn(paper("A1/T1 A1/T2"), paper("A1/T2 A1/T3", 40.0))
    assert len(set(found.main.items) & set(found.spare.items)) == 1


def test_a_single_paper_is_its_own_spare():
    one = paper("A1/T1")
    assert drawn(one) == Pair(main=one, spare=one, near=1)


def test_no_spare_is_given_where_none_is_wanted():
    one = paper("A1/T1")
    assert drawn(one, spare=False) == Pair(main=one, spare=None, near=1)


def test_a_family_of_another_main_paper_is_left():
    taken = Taken(families=frozenset("A"))
    papers = paper("A1/T1"), paper("B1/T1", 30.0)
    assert drawn(*papers, taken=taken, spare=False).main.scenarios == ("B1",)


def test_a_family_twice_on_one_paper_is_a_repeat():
    papers = paper("A1/T1 A2/T1"), paper("A1/T1 B1/T1", 30.0)
    assert drawn(*papers, spare=False).main.scenarios == ("A1", "B1")


def test_questions_of_another_exam_are_left():
    taken = Taken(items=frozenset(["A1/T1"]), families=frozenset("A"))
    papers = paper("A1/T1"), paper("A1/T2", 30.0)
    assert drawn(*papers, taken=taken, spare=False).main.items == ("A1/T2",)


def test_what_a_spare_of_another_exam_holds_is_left_too():
    taken = Taken(spare_items=frozenset(["A1/T1"]), spare_families=frozenset("A"))
    papers = paper("A1/T1"), paper("A1/T2", 20.0), paper("B1/T1", 30.0)
    assert drawn(*papers, taken=taken, spare=False).main.items == ("B1/T1",)


def test_a_spare_keeps_off_the_questions_of_other_exams():
    taken = Taken(items=frozenset(["B1/T1"]))
    papers = paper("A1/T1"), paper("B1/T1"), paper("C1/T1", 30.0)
    found = drawn(*papers, taken=taken)
    assert {found.main.items[0], found.spare.items[0]} == {"A1/T1", "C1/T1"}


def test_the_worse_of_the_two_papers_counts():
    found = drawn(paper("A1/T1", 1.0), paper("B1/T1", 20.0), paper("C1/T1", 9.0))
    assert found.value == 9.0


def test_the_price_of_earlier_use_counts():
    found = drawn(paper("A1/T1", 1.0, price=4.0), paper("B1/T1", 2.0), spare=False)
    assert found.main.scenarios == ("B1",)


@pytest.mark.parametrize(("far", "names"), [(2.9, {"A1/T1", "B1/T1"}), (3.1, {"A1/T1"})])
def test_within_epsilon_the_secret_draws_and_never_beyond(far, names):
    papers = paper("A1/T1", 1.0), paper("B1/T1", far)
    found = [drawn(*papers, spare=False, key=key) for key in KEYS]
    assert {f.main.items[0] for f in found} == names
    assert {f.near for f in found} == {len(names)}


def test_families_come_as_often_as_their_scenarios():
    assert families_of(("B1", "A1", "A2"), FAMILIES) == ("A", "A", "B")


def test_a_scenario_used_more_than_the_other_is_no_main_paper_whatever_the_draw():
    used, fresh = paper("A1/T1", price=4.0), paper("B1/T1", price=2.0)
    mains = {drawn(used, fresh, key=key).main for key in KEYS}
    assert mains == {fresh}


def test_a_main_paper_and_a_spare_may_come_from_different_papers():
    mains, spares = (paper("A1/T1"),), (paper("B1/T1", 9.0), paper("C1/T1", 3.0))
    found = best_pair(mains, spares, FAMILIES, Taken(), KEY, 2.0)
    assert (found.main, found.spare) == (mains[0], spares[1])


def test_the_margin_is_that_of_the_blueprint():
    papers = paper("A1/T1", 1.0), paper("B1/T1", 5.0)
    found = {drawn(*papers, spare=False, key=key, epsilon=4.0).main.items[0] for key in KEYS}
    assert found == {"A1/T1", "B1/T1"}


@pytest.mark.parametrize("held", ["families", "spare_families"])
def test_a_spare_keeps_off_the_families_of_other_exams(held):
    taken = Taken(**{held: frozenset("B")})
    spares = paper("B1/T1", 1.0), paper("C1/T1", 90.0)
    for key in KEYS:
        found = best_pair((paper("A1/T1"),), spares, FAMILIES, taken, key, 2.0)
        assert (found.spare, found.near) == (spares[1], 1)


def test_a_spare_keeps_off_the_family_of_its_main_paper():
    spares = paper("A2/T1", 1.0), paper("C1/T1", 90.0)
    found = best_pair((paper("A1/T1"),), spares, FAMILIES, Taken(), KEY, 2.0)
    assert (found.spare, found.near) == (spares[1], 1)


def test_the_family_of_its_main_paper_and_that_of_another_exam_weigh_the_same_for_a_spare():
    taken = Taken(families=frozenset("B"))
    spares = paper("A2/T1", 9.0), paper("B1/T1", 1.0)
    found = best_pair((paper("A1/T1"),), spares, FAMILIES, taken, KEY, 2.0)
    assert found.spare == spares[1]
