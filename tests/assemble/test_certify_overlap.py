"""What forms have in common."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.certify_overlap import MOST_LINES, matrices, shared_pairs
from pipeline.model.certificate import Group, Shared, SharedPair
from pipeline.model.form import FormRole


@pytest.fixture(scope="module")
def deal(make):
    """``deal([("A", 1, 2), ("B", 1)])``: tickets of these questions of scenarios A1, B1… in country P00, P01…"""
    names = "ABCD"
    items = [make.item(f"T{n}", {"C1": 5, "C2": 5}) for n in range(1, 5)]
    plan = make.blueprint("B1-ORAL", points=20)
    world = make.bank([make.scenario(f"{n}1", items, family=n.lower()) for n in names], [plan])

    def build(forms, role=FormRole.TICKET):
        return [
            make.form(
                world,
                plan,
                [f"{name}1/T{k}" for k in labels],
                role=role,
                number=number,
                place=(f"P{number % 3:02d}", "A"),
            )
            for number, (name, *labels) in enumerate(forms, 1)
        ]

    return build


def test_pairs_that_share_most_come_first_and_others_not_at_all(deal):
    forms = deal([("A", 1), ("B", 1), ("A", 2), ("A", 1, 2), ("C", 1)])
    ids = [form.id for form in forms]
    common = {"scenarios": 1, "families": 1}
    assert shared_pairs(forms) == (
        SharedPair(first=ids[0], second=ids[3], shared=Shared(questions=1, countries=1, **common)),
        SharedPair(first=ids[2], second=ids[3], shared=Shared(questions=1, **common)),
        SharedPair(first=ids[0], second=ids[2], shared=Shared(questions=0, **common)),
    )


def test_few_forms_have_a_line_each(deal):
    forms = deal([("A", 1), ("A", 1), ("B", 1)])
    (found,) = matrices(forms)
    assert found.groups == tuple(Group(name=f.id, forms=(f.id,)) for f in forms)
    assert [[c.questions for c in line] for line in found.cells] == [
        [0, 1, 0],
        [1, 0, 0],
        [0, 0, 0],
    ]


def test_many_tickets_make_one_line_that_a_matrix_by_scenario_details(deal):
    forms = deal([("A", 1 + n % 2) for n in range(MOST_LINES)] + [("B", 1)])
    whole, detail = matrices(forms)
    assert whole.groups == (Group(name="B1-ORAL", forms=tuple(f.id for f in forms)),)
    assert whole.cells[0][0].questions == 1
    assert (detail.exam, [g.name for g in detail.groups]) == ("B1-ORAL", ["A1", "B1"])
    assert [[c.questions for c in line] for line in detail.cells] == [[1, 0], [0, 0]]


def test_many_tickets_of_one_scenario_need_no_detail(deal):
    assert len(matrices(deal([("A", 1)] * (MOST_LINES + 1)))) == 1


def test_papers_keep_a_line_each_beside_tickets(deal):
    papers = deal([("A", 1), ("B", 1)], role=FormRole.MAIN)
    found = matrices([*papers, *deal([("C", 1)] * MOST_LINES)])[0]
    assert [len(g.forms) for g in found.groups] == [1, 1, MOST_LINES]


def test_too_many_papers_are_gathered_by_exam(deal):
    found = matrices(deal([("A", 1), ("B", 2)] * MOST_LINES, role=FormRole.MAIN))
    assert [(m.exam, len(m.groups)) for m in found] == [("", 1), ("B1-ORAL", 2)]


@settings(deadline=None, derandomize=True, max_examples=30)
@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.integers(1, 4)), min_size=1, max_size=40))
def test_a_matrix_is_symmetric_and_says_the_most_that_two_forms_share(deal, forms):
    dealt = deal(forms)
    sets = {f.id: {q.item.id for q in f.questions} for f in dealt}
    for matrix in matrices(dealt):
        for i, one in enumerate(matrix.groups):
            for j, other in enumerate(matrix.groups):
                cell = matrix.cells[i][j]
                assert cell == matrix.cells[j][i]
                pairs = [(a, b) for a in one.forms for b in other.forms if a != b]
                assert cell.questions == max((len(sets[a] & sets[b]) for a, b in pairs), default=0)
