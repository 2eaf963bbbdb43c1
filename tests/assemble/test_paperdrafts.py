"""Papers of a session: parallel ones, those of resits on missing codes, exposure as rules, strict exams."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest

from pipeline.assemble.compose import compose
from pipeline.assemble.plan import plan_session
from pipeline.assemble.pool import Exposure, pool_for
from pipeline.assemble.recount import recount, repeated
from pipeline.assemble.restrict import restricted
from pipeline.diagnostics import InfeasibleError
from pipeline.model.choices import Choices, Lock
from pipeline.model.form import FormRole
from pipeline.model.item import Modality
from pipeline.model.session import Again

SECRETS = [bytes([n]) * 32 for n in range(6)]


@pytest.fixture
def dossier(make):
    """``dossier("A1")``: four written questions, two a code."""

    def build(name, **changes):
        codes = ("C1", "C1", "C2", "C2")
        items = [make.item(f"T{n}", {code: 10}, **changes) for n, code in enumerate(codes, 1)]
        return make.scenario(name, items)

    return build


def planned(make, world, session, *, secret=SECRETS[0], exposure=None):
    """The plan by form, each form recounted."""
    plan = plan_session(world, session, secret, exposure or Exposure())
    forms = [compose(world, session.id, p, make.variants(world, plan)) for p in plan]
    items = {i.id: i for s in world.scenarios for i in s.items}
    for one, form in zip(plan, forms, strict=True):
        exam = restricted(world.blueprint(form.blueprint), one.codes)
        assert list(recount(form, exam, [items[i] for i in one.choice.items])) == []
    assert list(repeated(forms)) == []
    return {p.form: p for p in plan}


def refused(make, world, session, **changes):
    with pytest.raises(InfeasibleError) as told:
        planned(make, world, session, **changes)
    return told.value.diagnostics


# Parallel papers


def test_parallel_papers_are_numbered_and_have_one_spare_apart_from_all(make, dossier):
    world = make.bank(
        [dossier(f"{x}1") for x in "ABCDE"], [make.blueprint(spare=True, forms=3, items_max=2)]
    )
    for secret in SECRETS:
        found = planned(make, world, make.session("B1-ECRIT"), secret=secret)
        assert list(found) == ["B1-ECRIT-P", "B1-ECRIT-P2", "B1-ECRIT-P3", "B1-ECRIT-S"]
        assert [(p.choice.role, p.choice.number) for p in found.values()] == [
            (FormRole.MAIN, 1),
            (FormRole.MAIN, 2),
            (FormRole.MAIN, 3),
            (FormRole.SPARE, 1),
        ]
        scenarios = [p.choice.settings[0].scenario for p in found.values()]
        countries = [p.choice.settings[0].iso3 for p in found.values()]
        assert len(set(scenarios)) == len(set(countries)) == 4
        values = [p.deviation for p in found.values()]
        assert max(values) - min(values) <= 2


def test_the_session_says_how_many_parallel_papers_are_wanted(make, dossier):
    world = make.bank([dossier("A1"), dossier("B1")], [make.blueprint(forms=3)])
    session = replace(make.session("B1-ECRIT"), forms={"B1-ECRIT": 2})
    found = planned(make, world, session)
    assert list(found) == ["B1-ECRIT-P", "B1-ECRIT-P2"]
    assert "sujets parallèles tirés parmi" in found["B1-ECRIT-P"].notes[0]


def test_parallel_papers_that_have_to_share_say_with_which(make, dossier):
    world = make.bank([dossier("A1")], [make.blueprint(items_max=4, items_min=3)])
    session = replace(make.session("B1-ECRIT"), forms={"B1-ECRIT": 2})
    found = planned(make, world, session)
    one, two = (set(p.choice.items) for p in found.values())
    count = len(one & two)
    assert f"{count} questions communes avec le sujet parallèle B1-ECRIT-P" in (
        found["B1-ECRIT-P2"].notes
    )
    assert found["B1-ECRIT-P"].choice.settings != found["B1-ECRIT-P2"].choice.settings


def test_two_parallel_papers_keep_to_the_common_questions_allowed_or_are_refused(make, dossier):
    plan = make.blueprint(items_min=3, items_max=3, forms=2, tolerance=30, overlap=2)
    world = make.bank([dossier("A1")], [plan])
    for secret in SECRETS:
        found = planned(make, world, make.session("B1-ECRIT"), secret=secret)
        one, two = (set(p.choice.items) for p in found.values())
        assert len(one & two) == 2
    tight = make.bank([dossier("A1")], [replace(plan, overlap=1)])
    (fault,) = refused(make, tight, make.session("B1-ECRIT"))
    assert fault.code == "ASM-025"
    assert "1 question commune entre deux, la banque en porte 1" in fault.message


def test_a_lock_on_one_parallel_paper_leaves_the_others_free(make, dossier):
    world = make.bank(
        [dossier(f"{x}1") for x in "ABCD"], [make.blueprint(spare=True, forms=2, items_max=2)]
    )
    locks = (
        Lock(form="B1-ECRIT-P2", items=("C1/T2",)),
        Lock(form="B1-ECRIT-S", items=("D1/T1",)),
    )
    session = replace(make.session("B1-ECRIT"), choices=Choices(locks=locks))
    firsts = set()
    for secret in SECRETS:
        found = planned(make, world, session, secret=secret)
        assert "C1/T2" in found["B1-ECRIT-P2"].choice.items
        assert "D1/T1" in found["B1-ECRIT-S"].choice.items
        firsts.add(found["B1-ECRIT-P"].choice.items)
    assert len(firsts) > 1
    assert {items[0][:2] for items in firsts} <= {"A1", "B1"}


def test_families_of_parallel_papers_are_left_by_other_exams(make, dossier):
    plans = [make.blueprint(forms=2, items_max=2), make.blueprint("B2-ECRIT", items_max=2)]
    world = make.bank([dossier(f"{x}1") for x in "ABC"], plans)
    for secret in SECRETS:
        found = planned(make, world, make.session("B1-ECRIT", "B2-ECRIT"), secret=secret)
        used = Counter(p.choice.settings[0].scenario for p in found.values())
        assert set(used.values()) == {1}


# Resits on missing codes


def test_each_group_of_missing_codes_has_a_paper_of_its_own(make, dossier):
    world = make.bank(
        [dossier("A1"), dossier("B1"), dossier("C1")], [make.blueprint(minutes=195, spare=True)]
    )
    again = (
        Again(met=("A1",), codes=("C2",)),
        Again(met=("B1",), codes=("C2",)),
        Again(met=("A1",)),
    )
    session = replace(make.session("B1-ECRIT"), again={"B1-ECRIT": again})
    found = planned(make, world, session)
    assert list(found) == ["B1-ECRIT-P", "B1-ECRIT-P2-C2", "B1-ECRIT-S", "B1-ECRIT-S2-C2"]
    part = found["B1-ECRIT-P2-C2"]
    assert part.codes == ("C2",)
    assert {s.scenario for s in part.choice.settings} == {"C1"}
    assert "sujet de rattrapage réduit aux codes encore à acquérir : C2" in part.notes
    assert found["B1-ECRIT-P"].codes == ()


def test_where_no_paper_is_on_those_codes_the_exam_is_sat_whole(make):
    items = [make.item("T1", {"C1": 10}, difficulty=5), make.item("T2", {"C2": 10}, difficulty=1)]
    world = make.bank(
        [make.scenario("A1", items)], [make.blueprint(difficulty_tolerance=Decimal(1))]
    )
    session = replace(make.session("B1-ECRIT"), again={"B1-ECRIT": (Again(codes=("C1",)),)})
    found = planned(make, world, session)
    assert list(found) == ["B1-ECRIT-P"]
    assert "l'épreuve est repassée entière" in found["B1-ECRIT-P"].notes[0]
    assert found["B1-ECRIT-P"].codes == ()


def test_tickets_on_missing_codes_are_one_more_than_those_who_draw_them(make):
    items = [
        make.item(f"T{n}", {code: 10}, modality=Modality.ORAL)
        for n, code in enumerate(("C1", "C1", "C2", "C2"), 1)
    ]
    world = make.bank(
        [make.scenario("A1", items), make.scenario("B1", items)], [make.oral(tickets=3)]
    )
    again = (Again(codes=("C1",)), Again(codes=("C1",), met=("A1",)), Again())
    session = replace(make.session("B1-ORAL"), again={"B1-ORAL": again})
    found = planned(make, world, session)
    assert list(found) == [
        *(f"B1-ORAL-T0{n}" for n in (1, 2, 3)),
        *(f"B1-ORAL-T0{n}-C1" for n in (4, 5, 6)),
    ]
    parts = [p for f, p in found.items() if f.endswith("C1")]
    assert all(len(p.choice.items) == 1 and p.choice.items[0][:2] == "B1" for p in parts)


def test_tickets_that_the_bank_does_not_carry_on_those_codes_are_whole(make):
    items = [
        make.item("T1", {"C1": 10}, modality=Modality.ORAL, difficulty=5),
        make.item("T2", {"C2": 10}, modality=Modality.ORAL, difficulty=1),
    ]
    oral = make.oral(difficulty_tolerance=Decimal(1))
    world = make.bank([make.scenario("A1", items)], [oral])
    session = replace(make.session("B1-ORAL"), again={"B1-ORAL": (Again(codes=("C1",)),)})
    found = planned(make, world, session)
    assert list(found) == ["B1-ORAL-T01", "B1-ORAL-T02"]
    assert all("repassée entière" in p.notes[0] for p in found.values())


# Exposure


def test_a_scenario_rests_for_the_sessions_that_the_exam_says(make, dossier):
    world = make.bank([dossier("A1"), dossier("B1"), dossier("C1")], [make.blueprint(rest=2)])
    exposure = Exposure(near=(frozenset(["A1"]), frozenset(["B1"]), frozenset(["C1"])))
    for secret in SECRETS:
        found = planned(make, world, make.session("B1-ECRIT"), secret=secret, exposure=exposure)
        assert found["B1-ECRIT-P"].choice.settings[0].scenario == "C1"
    pool = pool_for(world, world.blueprint("B1-ECRIT"), make.session("B1-ECRIT"), (), exposure)
    assert (pool.resting, list(pool.items)) == (("A1", "B1"), ["C1"])


def test_tickets_do_not_rest(make):
    items = [make.item("T1", {"C1": 10}, modality=Modality.ORAL)]
    oral = make.oral(rest=2)
    world = make.bank([make.scenario("A1", items)], [oral])
    exposure = Exposure(near=(frozenset(["A1"]),))
    assert pool_for(world, oral, make.session("B1-ORAL"), (), exposure).resting == ()


def test_an_item_serves_in_no_more_sessions_than_it_may(make, dossier):
    plan = make.blueprint(session_uses=2)
    world = make.bank([dossier("A1")], [plan])
    exposure = Exposure(items={"A1/T1": 2, "A1/T2": 1, "A1/T3": 3})
    pool = pool_for(world, plan, make.session("B1-ECRIT"), (), exposure)
    assert pool.worn == ("A1/T1", "A1/T3")
    assert [i.id for i in pool.items["A1"]] == ["A1/T2", "A1/T4"]
    free = replace(plan, session_uses=0)
    assert pool_for(world, free, make.session("B1-ECRIT"), (), exposure).worn == ()


# Strict exams


def test_a_strict_exam_refuses_a_family_or_a_country_that_comes_twice(make, dossier):
    plans = [make.blueprint(strict=True, items_max=2), make.blueprint("B2-ECRIT", items_max=2)]
    world = make.bank(
        [dossier("A1"), dossier("A2")], plans, settings={"A1": ("FRA",), "A2": ("FRA",)}
    )
    found = refused(make, world, make.session("B1-ECRIT", "B2-ECRIT"))
    assert [d.code for d in found] == ["ASM-024", "ASM-024"]
    assert "reprend la famille A de B1-ECRIT-P" in found[0].message
    assert "reprend le pays FRA de B1-ECRIT-P" in found[1].message
    apart = make.bank([dossier("A1"), dossier("B1")], plans)
    assert len(planned(make, apart, make.session("B1-ECRIT", "B2-ECRIT"))) == 2


def test_no_two_parallel_papers_are_the_same_in_the_same_country(make, dossier):
    world = make.bank([dossier("A1")], [make.blueprint(forms=4, items_max=2)])
    found = planned(make, world, make.session("B1-ECRIT"))
    choices = [(p.choice.items, p.choice.settings) for p in found.values()]
    assert all(a != b for a, b in combinations(choices, 2))
