"""The plan of a term, against every other choice of exams and every other spread over the weeks."""

from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.term import APT, plan_term, weeks_between
from pipeline.diagnostics import Source
from pipeline.model.blueprint import FormKind, Phase
from pipeline.model.referential import Block, BlockKind, Competency

BLOCK = {"text": "", "lines": (1, 1), "activities": ()}
COMPETENCY = {
    "activity": "",
    "text": "",
    "lines": (1, 1),
    "sub_items": (),
    "aliases": (),
    "source": Source(path="referential/referentiel.yaml"),
}
WEEKS = ("2026-09-14", "2026-09-21", "2026-09-28")
KINDS = {
    "cc_controle": FormKind.TEST,
    "cc_travail": FormKind.ASSIGNMENT,
    "ef_sim": FormKind.SIMULATION,
}


@pytest.fixture(scope="session")
def school(make, mini_referential):
    """``school(codes, exams)``: (code, block, {format: aptitude}) and (id, block, format, codes, minutes)."""

    def build(codes, exams):
        world = make.bank([], [])
        blueprints = tuple(
            make.blueprint(
                name,
                dict.fromkeys(own, 1),
                block=block,
                format=form,
                kind=KINDS[form],
                phase=Phase.CONTINUOUS if form.startswith("cc") else Phase.FINAL,
                minutes=minutes,
            )
            for name, block, form, own, minutes in exams
        )
        entry = world.criteria.codes[0]
        entries = tuple(
            replace(entry, code=code, formats=tuple(apt.items())) for code, _, apt in codes
        )
        return replace(
            world,
            blueprints=blueprints,
            criteria=replace(world.criteria, codes=entries),
            referential=mini_referential(codes),
        )

    return build


@pytest.fixture(scope="session")
def mini_referential(make):
    """A referential of these codes in their blocks; S blocks are specialisations."""

    def build(codes):
        referential = make.bank([], []).referential
        blocks = tuple(
            Block(
                id=b,
                title=b,
                kind=BlockKind.SPECIALISATION if b.startswith("S") else BlockKind.COMMON,
                **BLOCK,
            )
            for b in dict.fromkeys(block for _, block, _ in codes)
        )
        competencies = tuple(
            Competency(code=code, printed_code=code, block=block, **COMPETENCY)
            for code, block, _ in codes
        )
        return replace(referential, blocks=blocks, competencies=competencies)

    return build


def test_weeks_are_mondays_between_the_two_days_but_those_left_out():
    assert weeks_between("2026-09-16", "2026-10-05", ["2026-09-24"]) == (
        "2026-09-14",
        "2026-09-28",
        "2026-10-05",
    )
    assert weeks_between("2026-09-16", "2026-09-17", ["2026-09-20"]) == ()


def test_each_code_gets_an_apt_exam_and_no_exam_is_there_for_nothing(school):
    codes = [
        ("C1", "B1", {"cc_controle": 3, "cc_travail": 2}),
        ("C2", "B1", {"cc_travail": 2}),
        ("C3", "B1", {"cc_controle": 1, "ef_sim": 3}),
    ]
    exams = [
        ("TEST", "B1", "cc_controle", ("C1", "C3"), 90),
        ("WORK", "B1", "cc_travail", ("C1", "C2"), 0),
        ("SIM", "B1", "ef_sim", ("C3",), 60),
    ]
    world = school(codes, exams)
    plan = plan_term(world, ["B1"], WEEKS, continuous=False)
    assert sorted(e.exam for e in plan.exams) == ["SIM", "WORK"]
    assert [(c.code, c.exams, c.aptitude) for c in plan.codes] == [
        ("C1", ("WORK",), 2),
        ("C2", ("WORK",), 2),
        ("C3", ("SIM",), 3),
    ]
    assert plan.missing == ()
    alone = plan_term(world, ["B1"], WEEKS, continuous=True)
    assert [e.exam for e in alone.exams] == ["WORK"]
    assert [c.code for c in alone.missing] == ["C3"]


def test_of_two_exams_the_format_that_is_fully_apt_is_taken(school):
    codes = [("C1", "B1", {"cc_controle": 2, "cc_travail": 3})]
    exams = [
        ("TEST", "B1", "cc_controle", ("C1",), 30),
        ("WORK", "B1", "cc_travail", ("C1",), 300),
    ]
    plan = plan_term(school(codes, exams), ["B1"], WEEKS, continuous=True)
    assert [e.exam for e in plan.exams] == ["WORK"]


def test_other_blocks_are_left_alone_and_no_exam_gives_an_empty_plan(school):
    codes = [("C1", "B1", {"cc_controle": 3}), ("C9", "B2", {"cc_controle": 1})]
    exams = [
        ("ONE", "B1", "cc_controle", ("C1",), 60),
        ("TWO", "B2", "cc_controle", ("C9",), 60),
    ]
    world = school(codes, exams)
    assert [e.exam for e in plan_term(world, ["B1"], WEEKS, continuous=True).exams] == ["ONE"]
    empty = plan_term(world, ["B2"], WEEKS, continuous=True)
    assert (empty.exams, empty.busiest, len(empty.missing)) == ((), 0, 1)


def test_specialisations_share_a_week_and_a_block_does_not_if_it_can(school):
    codes = [(f"C{n}", b, {"cc_controle": 3}) for n, b in enumerate(("B1", "B1", "S1", "S2"))]
    exams = [
        (f"E{n}", b, "cc_controle", (f"C{n}",), 60) for n, b in enumerate(("B1", "B1", "S1", "S2"))
    ]
    plan = plan_term(school(codes, exams), ["B1", "S1", "S2"], WEEKS, continuous=True)
    days = {e.exam: e.day for e in plan.exams}
    assert plan.busiest == 1
    assert days["E2"] == days["E3"]
    assert len({days["E0"], days["E1"], days["E2"]}) == 3


def test_in_one_week_everything_is_in_it(school):
    codes = [(f"C{n}", "B1", {"cc_controle": 3}) for n in range(3)]
    exams = [(f"E{n}", "B1", "cc_controle", (f"C{n}",), 60) for n in range(3)]
    plan = plan_term(school(codes, exams), ["B1"], WEEKS[:1], continuous=True)
    assert {e.day for e in plan.exams} == {WEEKS[0]}
    assert plan.busiest == 3


@settings(max_examples=40, deadline=None, derandomize=True)
@given(data=st.data())
def test_no_other_choice_has_fewer_exams_and_no_other_spread_a_lighter_week(school, data):
    count = data.draw(st.integers(1, 4))
    codes = [
        (
            f"C{n}",
            data.draw(st.sampled_from(("B1", "S1"))),
            {"cc_controle": data.draw(st.integers(1, 3))},
        )
        for n in range(count)
    ]
    exams = []
    for n in range(data.draw(st.integers(1, 4))):
        block = data.draw(st.sampled_from(("B1", "S1")))
        own = [code for code, b, _ in codes if b == block]
        if own:
            taken = data.draw(st.sets(st.sampled_from(own), min_size=1))
            exams.append((f"E{n}", block, "cc_controle", tuple(sorted(taken)), 60))
    world = school(codes, exams)
    plan = plan_term(world, ["B1", "S1"], WEEKS[:2], continuous=True)
    apt = {code: formats["cc_controle"] >= APT for code, _, formats in codes}
    covers = {name: {c for c in own if apt[c]} for name, _, _, own, _ in exams}
    wanted = set().union(*covers.values()) if covers else set()
    fewest = next(
        size
        for size in range(len(exams) + 1)
        if any(
            set().union(*(covers[n] for n in names), set()) >= wanted
            for names in combinations(covers, size)
        )
    )
    assert len(plan.exams) == fewest
    assert {c for e in plan.exams for c in e.codes} == wanted
    lightest = min(
        max(sum(week == w for week in spread) for w in range(2))
        for spread in product(range(2), repeat=fewest)
    )
    assert plan.busiest == lightest
