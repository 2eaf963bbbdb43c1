"""One question for another: what it changes, what it breaks, and that nothing else moves."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.assemble.compose import compose
from pipeline.assemble.plan import plan_session
from pipeline.assemble.pool import Exposure
from pipeline.assemble.recount import recount
from pipeline.assemble.swap import (
    brings,
    figures_of,
    items_of,
    replacement,
    replacements,
    settings_of,
    swapped,
    with_whole_lock,
)
from pipeline.model.choices import Choices, Lock
from pipeline.model.form import Setting

SECRET = b"s" * 32


@pytest.fixture
def world(make):
    """A scenario of two twins, one longer question, an enemy, and one that weighs too much."""
    items = [
        make.item("T1", {"C1": 10}, minutes=30, documents=("D1",)),
        make.item("T2", {"C2": 10}, minutes=30, documents=("D2",)),
        make.item("T3", {"C1": 11}, minutes=35, difficulty=4, documents=("D2",)),
        make.item("T4", {"C1": 10}, minutes=90, enemies=("T2",)),
        make.item("T5", {"C1": 90}, minutes=30),
    ]
    plan = make.blueprint(items_min=2, items_max=2, minutes_max=80, tolerance=10)
    return make.bank([make.scenario("A1", items)], [plan])


@pytest.fixture
def played(make, world):
    """The bank, its session and its one form, which asks T1 and T2."""
    session = make.session("B1-ECRIT")
    plan = plan_session(world, session, SECRET, Exposure())
    texts = make.variants(world, plan)
    forms = tuple(compose(world, session.id, planned, texts) for planned in plan)
    assert items_of(forms[0]) == ("A1/T1", "A1/T2")
    return world, session, forms, texts


def test_replacements_that_hold_come_first_with_what_they_change(played):
    world, session, forms, _ = played
    found = replacements(world, session, forms, forms[0], "A1/T1", Exposure())
    assert [(r.item, r.holds) for r in found] == [
        ("A1/T3", True),
        ("A1/T4", False),
        ("A1/T5", False),
    ]
    today, then = figures_of(world, forms[0], items_of(forms[0])), found[0].figures
    assert (today.minutes, then.minutes) == (60, 65)
    assert (today.documents, then.documents) == (2, 1)
    assert round(then.difficulty, 2) == Decimal("3.52")
    assert round(then.shares["C1"], 1) == Decimal("52.4")
    assert then.value > today.value == forms[0].certificate.deviation


def test_what_a_replacement_breaks_is_named(played):
    world, session, forms, _ = played
    found = {r.item: r for r in replacements(world, session, forms, forms[0], "A1/T1", Exposure())}
    assert [k.requirement.id for k in found["A1/T4"].broken] == ["minutes"]
    assert found["A1/T4"].enemies == ("A1/T2",)
    assert {k.requirement.id for k in found["A1/T5"].broken} == {"part_C1", "part_C2"}


def test_what_was_forbidden_or_served_enough_is_not_proposed(played, make):
    world, session, forms, _ = played
    closed = replace(session, choices=Choices(forbidden=("A1/T3",)))
    found = replacements(world, closed, forms, forms[0], "A1/T1", Exposure())
    assert "A1/T3" not in {r.item for r in found}
    once = replace(world, blueprints=(replace(world.blueprints[0], session_uses=1),))
    found = replacements(once, session, forms, forms[0], "A1/T1", Exposure(items={"A1/T3": 1}))
    assert "A1/T3" not in {r.item for r in found}


def test_the_form_made_again_satisfies_its_blueprint_and_says_what_was_done(played):
    world, _, forms, texts = played
    made = swapped(world, forms[0], ("A1/T3", "A1/T2"), texts, "à la main")
    raw = [i for i in world.scenarios[0].items if i.id in ("A1/T2", "A1/T3")]
    assert list(recount(made, world.blueprints[0], raw)) == []
    assert items_of(made) == ("A1/T2", "A1/T3")
    assert settings_of(made) == settings_of(forms[0])
    assert made.certificate.notes[-1] == "à la main"
    assert made.certificate.bound == forms[0].certificate.bound
    assert made.certificate.gap == made.certificate.deviation - made.certificate.bound
    again = swapped(world, made, ("A1/T3", "A1/T2"), texts, "à la main")
    assert again == made


def test_a_form_that_another_one_is_already_is_told(played):
    world, _, forms, texts = played
    twin = replace(swapped(world, forms[0], ("A1/T3", "A1/T2"), texts, "n"), id="twin")
    found = replacement(world, (*forms, twin), forms[0], "A1/T1", "A1/T3")
    assert (found.same, found.asked, found.holds) == ("twin", ("twin",), False)


def test_the_rules_that_break_without_a_question_are_what_it_brings(played):
    world, _, forms, _ = played
    assert {k.requirement.id for k in brings(world, forms[0], "A1/T1")} == {
        "questions",
        "part_C1",
        "part_C2",
    }


def test_a_form_is_held_to_its_questions_once(played):
    _, _, forms, _ = played
    first = Choices(locks=(Lock(form="B1-ECRIT-P", items=("A1/T9",)), Lock(form="Z", items=("x",))))
    held = with_whole_lock(first, forms[0], ("A1/T3", "A1/T2"))
    assert held.locks == (
        Lock(
            form="B1-ECRIT-P",
            items=("A1/T2", "A1/T3"),
            whole=True,
            settings=tuple(
                Setting(scenario=d.scenario, iso3=d.iso3, number_set=d.number_set)
                for d in forms[0].dossiers
            ),
        ),
        Lock(form="Z", items=("x",)),
    )
    assert with_whole_lock(held, forms[0], ("A1/T2", "A1/T3")) == held
