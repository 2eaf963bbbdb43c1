"""From a plan to a form."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.assemble.compose import compose
from pipeline.assemble.plan import plan_session
from pipeline.assemble.pool import Exposure
from pipeline.model.form import CodeBalance, SkillBalance
from pipeline.model.item import Modality
from pipeline.model.scenario import FactLine

SECRET = b"s" * 32


@pytest.fixture
def forms(make):
    """``forms(world, "B1-ECRIT")``: the forms of a session of those exams."""

    def build(world, *exams, facts=()):
        plan = plan_session(world, make.session(*exams), SECRET, Exposure())
        texts = {s: replace(v, facts=facts) for s, v in make.variants(world, plan).items()}
        return [compose(world, "2026-11", planned, texts) for planned in plan]

    return build


def test_questions_stand_in_the_order_of_their_author(make, forms):
    items = [make.item(f"T{n}", {"C1": 5, "C2": 5}) for n in (10, 9, 1)]
    plan = make.blueprint(items_min=3)
    (form,) = forms(make.bank([make.scenario("A1", items)], [plan]), plan.id)
    assert [(q.number, q.item.label) for q in form.questions] == [(1, "T1"), (2, "T9"), (3, "T10")]
    assert form.questions[0].scenario == form.dossiers[0].scenario == "A1"


def test_a_label_without_number_comes_first(make, forms):
    items = [make.item("T1", {"C1": 5, "C2": 5}), make.item("Note", {"C1": 5, "C2": 5})]
    plan = make.blueprint(items_min=2)
    (form,) = forms(make.bank([make.scenario("A1", items)], [plan]), plan.id)
    assert [q.item.label for q in form.questions] == ["Note", "T1"]


def test_two_dossiers_keep_their_questions_together(make, forms):
    one = make.scenario("A1", [make.item("T3", {"C1": 8}), make.item("T1", {"C2": 2})])
    two = make.scenario("B1", [make.item("T2", {"C2": 10}), make.item("T1", {"C1": 2})])
    plan = make.blueprint(items_min=4, scenarios_max=2)
    (form,) = forms(make.bank([one, two], [plan]), plan.id)
    assert [q.item.id for q in form.questions] == ["A1/T1", "A1/T3", "B1/T1", "B1/T2"]
    assert form.certificate.documents == 2


def test_the_certificate_says_what_was_asked_and_reached(make, forms):
    items = [
        make.item("T1", {"C1": 12}, difficulty=4, minutes=40, documents=("D1", "CARTE")),
        make.item("T2", {"C2": 8}, difficulty=3, minutes=35, documents=("D1", "FICHE_PAYS")),
    ]
    plan = make.blueprint(points=100, minutes_min=60, minutes_max=90)
    world = make.bank([make.scenario("A1", items)], [plan], shares={"C1": (("langues", 1),)})
    (form,) = forms(world, plan.id)
    found = form.certificate
    assert found.balances == (
        CodeBalance(code="C1", target=Decimal(50), reached=Decimal(60), tolerance=Decimal(20)),
        CodeBalance(code="C2", target=Decimal(50), reached=Decimal(40), tolerance=Decimal(20)),
    )
    assert (found.minutes_asked, found.minutes_reached) == ((60, 90), 75)
    assert (found.difficulty_asked, found.difficulty_reached) == (3, Decimal("3.60"))
    assert found.documents == 3
    # Langues: all of C1 (60 %) and 60 % of C2 (40 %) make 84 %, for 60 % wanted.
    assert found.skills == (
        SkillBalance(skill="langues", target=Decimal("0.60"), reached=Decimal("0.84")),
        SkillBalance(skill="risques", target=Decimal("0.40"), reached=Decimal("0.16")),
    )
    assert found.skill_distance == Decimal("0.48")
    assert found.deviation == found.bound == Decimal("84.80")
    assert (found.gap, found.proved) == (0, True)


def test_a_paper_that_is_not_the_best_says_how_far_the_best_is(make, forms):
    items = [make.item("T1", {"C1": 10}), make.item("T2", {"C2": 10})]
    far = [make.item("T1", {"C1": 11}), make.item("T2", {"C2": 9})]
    plan = make.blueprint(spare=True)
    world = make.bank([make.scenario("A1", items), make.scenario("B1", far)], [plan])
    found = {f.dossiers[0].scenario: f.certificate for f in forms(world, plan.id)}
    assert (found["A1"].deviation, found["A1"].gap) == (0, 0)
    assert (found["B1"].deviation, found["B1"].bound, found["B1"].gap) == (10, 0, 10)


def test_points_are_those_of_the_blueprint_to_the_last_element(make, forms):
    items = [make.item("T1", {"C1": 11}), make.item("T2", {"C2": 13}), make.item("T3", {"C2": 9})]
    plan = make.blueprint(items_min=3)
    (form,) = forms(make.bank([make.scenario("A1", items)], [plan]), plan.id)
    assert sum(q.item.points for q in form.questions) == form.points == 100
    assert sum(b.reached for b in form.certificate.balances) == 100
    assert form.codes() == ("C1", "C2")


def test_a_ticket_carries_only_what_its_questions_are_asked_on(make, forms):
    oral = {"modality": Modality.ORAL}
    one = make.scenario(
        "A1",
        [
            make.item("T1", {"C1": 10}, documents=("D2",), **oral),
            make.item("T2", {"C2": 10}, documents=("D5", "CARTE"), **oral),
        ],
    )
    world = make.bank([one], [make.oral(tickets=1)])
    facts = (FactLine(label="Population", value="1", year="2024", source="x"),)
    (ticket,) = forms(world, "B1-ORAL", facts=facts)
    assert [e.id for e in ticket.dossiers[0].exhibits] == ["D2", "D5"]
    assert ticket.dossiers[0].facts == ()


def test_the_fact_sheet_comes_with_a_ticket_that_asks_for_it_and_with_every_paper(make, forms):
    oral = {"modality": Modality.ORAL, "documents": ("FICHE_PAYS",)}
    items = [
        make.item("T1", {"C1": 5, "C2": 5}),
        make.item("T2", {"C1": 10}, **oral),
        make.item("T3", {"C2": 10}, **oral),
    ]
    world = make.bank([make.scenario("A1", items)], [make.blueprint(), make.oral(tickets=1)])
    facts = (FactLine(label="Population", value="1", year="2024", source="x"),)
    paper, ticket = forms(world, "B1-ECRIT", "B1-ORAL", facts=facts)
    assert paper.dossiers[0].facts == ticket.dossiers[0].facts == facts
    assert len(paper.dossiers[0].exhibits) == 6
    assert ticket.dossiers[0].exhibits == ()
