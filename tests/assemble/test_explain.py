"""Why nothing fits, in words."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.assemble.explain import explain_papers, explain_tickets
from pipeline.assemble.pool import pool_for
from pipeline.assemble.tickets import columns_of
from pipeline.model.item import Modality


@pytest.fixture
def said(make):
    """``said(plan, *scenarios)``: message and hint of the diagnostic."""

    def run(plan, *scenarios, excluded=(), met=()):
        world = make.bank(scenarios, [plan])
        session = replace(make.session(excluded=excluded), excluded_scenarios=met)
        found = explain_papers(world, plan, pool_for(world, plan, session))
        assert found.source == plan.source
        return found.code, found.message.replace("\u00a0", " "), found.hint.replace("\u00a0", " ")

    return run


@pytest.fixture
def dossier(make):
    """A scenario of two questions of 30 minutes, one a code, on one document each."""
    return make.scenario(
        "A1",
        [
            make.item("T1", {"C1": 10}, documents=("D1",)),
            make.item("T2", {"C2": 10}, documents=("D2",)),
        ],
    )


def test_a_missing_code_names_the_code_and_how_many_questions_to_add(make, said, dossier):
    plan = make.blueprint(shares={"C1": 40, "C2": 30, "C3": 30}, tolerance=5)
    code, message, hint = said(plan, dossier)
    assert code == "ASM-001"
    assert "l'épreuve B1-ECRIT" in message
    assert (
        "sur A1, cette règle ne peut pas être tenue : la part minimale de C3 (25 % des points)"
        in message
    )
    assert "25 points sur 100 manquent sur C3" in message
    assert "ajoutez à la banque des questions écrites sur C3 (il en manque 1)" in hint
    assert "ou relâchez dans referential/epreuves.yaml la part minimale de C3" in hint
    assert "de trop" not in message + hint


def test_scenarios_that_were_all_met_are_named(make, said, dossier):
    other = make.scenario("B1", [make.item("T1", {"C1": 10})])
    code, message, hint = said(make.blueprint(), dossier, other, met=("A1", "B1"))
    assert code == "ASM-009"
    assert "B1-ECRIT" in message
    assert "A1, B1" in message
    assert "B1" in hint


def test_a_scenario_left_is_judged_without_those_that_were_met(make, said, dossier):
    poor = make.scenario("B1", [make.item("T1", {"C1": 10})])
    code, message, _ = said(make.blueprint(), dossier, poor, met=("A1",))
    assert code == "ASM-001"
    assert "sur B1" in message


def test_a_code_that_takes_too_much_is_told_when_none_takes_too_little(make, said):
    plan = make.blueprint(shares={"C1": 20, "C2": 80}, tolerance=30)
    first, second = plan.targets
    plan = replace(plan, targets=(first, replace(second, tolerance=Decimal(80))))
    _, message, hint = said(plan, make.scenario("A1", [make.item("T1", {"C1": 60, "C2": 40})]))
    assert "10 points sur 100 de trop sur C1" in message
    assert "des questions écrites sur d'autres codes que C1" in hint


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"minutes_min": 100, "minutes_max": 150},
            (
                "le temps de travail (100 à 150 min)",
                "40 min de travail en moins",
                "des questions écrites pour 40 min de plus",
            ),
        ),
        (
            {"minutes_max": 20},
            ("le temps de travail (0 à 20 min)", "min de travail en trop", "plus courtes"),
        ),
        (
            {"decision_required": True},
            (
                "au moins une décision à motiver",
                "aucune question ne demande de décision motivée",
                "« decision: true »",
            ),
        ),
        (
            {"documents_min": 4},
            (
                "le nombre de documents (4 à 20)",
                "nombre de documents trop bas de 2",
                "sur plus de documents (il en manque 2)",
            ),
        ),
        (
            {"documents_max": 1, "items_min": 2},
            (
                "le nombre de documents (0 à 1)",
                "nombre de documents trop haut de 1",
                "moins de documents",
            ),
        ),
        (
            {"items_min": 3},
            (
                "le nombre de questions (3 à 8)",
                "nombre de questions trop bas de 1",
                "ajoutez à la banque des questions écrites (il en manque 1)",
            ),
        ),
        (
            {"difficulty": Decimal("4.5"), "difficulty_tolerance": Decimal("0.5")},
            ("la difficulté moyenne minimale (4)", "difficulté trop basse de 1", "plus difficiles"),
        ),
        (
            {"difficulty": Decimal(2), "difficulty_tolerance": Decimal("0.5")},
            (
                "la difficulté moyenne maximale (2,5)",
                "difficulté trop haute de 0,5",
                "plus faciles",
            ),
        ),
    ],
)
def test_each_rule_is_named_with_its_bounds_its_lack_and_its_remedy(
    said, make, dossier, changes, words
):
    _, message, hint = said(make.blueprint(**changes), dossier)
    rule, lack, advice = words
    assert rule in message
    assert lack in message
    assert advice in hint
    assert "None" not in message + hint


def test_rules_in_conflict_are_named_together(make, said):
    items = [make.item("T1", {"C1": 10}, minutes=40), make.item("T2", {"C2": 10}, minutes=40)]
    _, message, _ = said(make.blueprint(minutes_max=60, tolerance=10), make.scenario("A1", items))
    assert (
        "ces règles ne tiennent pas ensemble sur A1 : le temps de travail (0 à 60 min)" in message
    )
    assert "la part m" in message


def test_the_nearest_scenarios_are_the_ones_spoken_of(make, said, dossier):
    poor = make.scenario("B1", [make.item("T1", {"C1": 10})])
    _, message, _ = said(make.blueprint(minutes_min=65, scenarios_max=2), poor, dossier)
    assert "A1 + B1" not in message or "A1" in message
    plan = make.blueprint(shares={"C1": 40, "C2": 40, "C3": 20}, tolerance=5, scenarios_max=2)
    _, message, _ = said(plan, poor, make.scenario("C1", [make.item("T1", {"C2": 10})]))
    assert "sur B1 + C1" in message


def test_a_long_conflict_is_cut_to_what_lacks(make, said):
    items = [make.item(f"T{n}", {f"C{n}": 10}, minutes=20) for n in (1, 2, 3, 4)]
    plan = make.blueprint(
        shares={"C1": 25, "C2": 25, "C3": 25, "C4": 25}, tolerance=2, minutes_max=70, items_min=4
    )
    _, message, hint = said(plan, make.scenario("A1", items))
    assert message.count("la part m") <= 5
    assert hint


def test_no_scenario_at_all_says_what_to_write(make, said):
    code, message, hint = said(make.blueprint())
    assert code == "ASM-004"
    assert "(écrites, C1, C2)" in message
    assert "bloc B1" in hint


def test_every_country_excluded_says_which_scenarios(make, said, dossier):
    code, message, hint = said(make.blueprint(), dossier, excluded=[f"P{n:02d}" for n in range(6)])
    assert code == "ASM-005"
    assert message.endswith("l'épreuve B1-ECRIT : A1")
    assert "pays_exclus" in hint


def test_too_few_tickets_counts_them_scenario_by_scenario(make):
    oral = {"modality": Modality.ORAL}
    items = [make.item("T1", {"C1": 10}, **oral), make.item("T2", {"C2": 10}, **oral)]
    plan = make.oral()
    world = make.bank(
        [make.scenario("A1", items), make.scenario("B1", items)],
        [plan],
        settings={"A1": ("FRA",), "B1": ("FRA", "ITA")},
    )
    pool = pool_for(world, plan, make.session())
    found = explain_tickets(world, plan, pool, columns_of(world, plan, pool), 12)
    assert found.code == "ASM-002"
    assert "demande 12 tickets différents, la banque en porte 6 : A1 en porte 2, B1 en porte 4" in (
        found.message
    )
    assert "tickets: 6" in found.hint


def test_an_oral_without_any_ticket_is_explained_one_scenario_at_a_time(make):
    oral = {"modality": Modality.ORAL}
    one = make.scenario(
        "A1", [make.item("T1", {"C1": 10}, **oral), make.item("T2", {"C1": 9}, **oral)]
    )
    two = make.scenario("B1", [make.item("T1", {"C2": 10}, **oral)])
    plan = make.oral(scenarios_max=2)
    world = make.bank([one, two], [plan])
    pool = pool_for(world, plan, make.session())
    found = explain_tickets(world, plan, pool, (), 4)
    assert found.code == "ASM-001"
    assert "B1 +" not in found.message
    assert "orales" in found.hint
