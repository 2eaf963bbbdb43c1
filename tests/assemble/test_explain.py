"""Why nothing fits, in words."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.explain import explain_papers, explain_tickets
from pipeline.assemble.impossible import look_into
from pipeline.assemble.pool import Exposure, pool_for, skill_shares
from pipeline.assemble.remedies import remedy_for, with_rows
from pipeline.assemble.requirements import rules_of
from pipeline.assemble.rows import problem_on
from pipeline.assemble.tickets import columns_of
from pipeline.ata.conflict import is_impossible, keeping, parts_of
from pipeline.model.choices import Choices
from pipeline.model.item import Modality
from pipeline.model.requirement import (
    Compare,
    Comparison,
    Every,
    Goal,
    Measure,
    Requirement,
)


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
    plan = make.blueprint(shares={"C1": 35, "C2": 35, "C3": 30}, tolerance=5)
    code, message, hint = said(plan, dossier)
    assert code == "ASM-001"
    assert "l'épreuve B1-ECRIT" in message
    assert (
        "cette règle ne peut pas être tenue, quels que soient les scénarios : "
        "la part minimale de C3 (25 % des points) ; au plus près, A1 : "
        "25 points sur 100 manquent sur C3 (coût " in message
    )
    assert "écrivez pour A1 1 question écrite sur C3, par exemple de 10 points en 30 min" in hint
    assert "ou relâchez dans referential/epreuves.yaml la part minimale de C3" in hint
    assert "de trop" not in message + hint


def test_other_codes_are_written_for_where_the_missing_one_is_not_enough(make, said, dossier):
    plan = make.blueprint(shares={"C1": 40, "C2": 30, "C3": 30}, tolerance=5)
    _, _, hint = said(plan, dossier)
    assert "1 question écrite sur C3" in hint
    assert "1 question écrite sur C1" in hint


def test_a_rule_of_the_coordinator_is_told_by_its_own_sentence(make, said, dossier):
    own = Requirement(
        id="notes",
        label="au moins deux notes",
        measure=Measure.SUM,
        condition=Compare(column="livrable", comparison=Comparison.EQUAL, value="carte"),
        low=Decimal(2),
    )
    each = replace(own, id="par", label="trois par code", measure=Measure.EACH, column="code")
    _, message, hint = said(make.blueprint(requirements=(own,)), dossier)
    assert "cette règle ne peut pas être tenue, quels que soient les scénarios : au moins deux" in (
        message
    )
    assert "la règle « au moins deux notes » manque de 2 (coût 20)" in message
    assert "écrivez pour A1 1 question écrite sur C1" in hint
    each = replace(each, condition=Every(), low=Decimal(3))
    _, message, _ = said(make.blueprint(requirements=(each,)), dossier)
    assert "trois par code" in message


def test_a_pool_that_the_coordinator_emptied_says_how(make):
    plan = make.blueprint(rest=1, session_uses=1)
    scenarios = [
        make.scenario(n, [make.item("T1", {"C1": 10, "C2": 10})]) for n in ("A1", "B1", "C1")
    ]
    world = make.bank(scenarios, [plan])
    session = replace(make.session(), choices=Choices(forbidden=("A1",)))
    exposure = Exposure(items={"C1/T1": 1}, near=(frozenset({"B1"}),))
    found = explain_papers(world, plan, pool_for(world, plan, session, (), exposure))
    assert found.code == "ASM-010"
    assert found.message.endswith(
        "scénarios au repos : B1 ; questions déjà servies autant de fois que permis : C1/T1 ; "
        "interdits par le coordinateur : A1"
    )


def test_tickets_are_counted_again_without_each_rule(make):
    oral = {"modality": Modality.ORAL}
    items = [make.item(f"T{n}", {"C1": n, "C2": 12 - n}, **oral) for n in (2, 6, 10)]
    plan = make.oral(tolerance=20)
    world = make.bank([make.scenario("A1", items)], [plan], settings={"A1": ("FRA",)})
    pool = pool_for(world, plan, make.session())
    found = explain_tickets(world, plan, pool, columns_of(world, plan, pool), 12)
    assert (
        "la banque en porte 6 : 1 scénario sur 1 porte un ticket (A1 en porte 6)" in found.message
    )
    narrow = replace(plan, targets=tuple(replace(t, tolerance=Decimal(5)) for t in plan.targets))
    found = explain_tickets(world, narrow, pool, columns_of(world, narrow, pool), 12)
    assert "la banque en porte 2" in found.message
    assert "sans la part de C1 (45 à 55 % des points), 2" not in found.message


@settings(max_examples=12, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_conflicts_of_the_bank_are_minimal_and_remedies_work(make, seed):
    world = make.random_bank(seed, scenarios=3, count=4, tolerance=5)
    plan = world.blueprints[0]
    pool = pool_for(world, plan, make.session())
    if not pool.items or make.papers(plan, world):
        return
    found = look_into(world, plan, pool)
    if not found.scenarios:
        items = [(world.scenario(s), i) for s, own in pool.items.items() for i in own]
        whole = replace(
            problem_on(rules_of(world, plan), items, skill_shares(world)), wishes=(), needed=()
        )
        kept = [p for p in parts_of(whole) if any(p == own for own in found.conflict)]
        assert len(kept) == len(found.conflict)
        assert is_impossible(keeping(whole, kept))
        for part in kept:
            assert not is_impossible(keeping(whole, [p for p in kept if p is not part]))
    remedy = remedy_for(world, plan, pool, found.nears)
    if remedy is not None:
        own = [(world.scenario(s), i) for s in remedy.scenarios for i in pool.items[s]]
        rules = [r for r in rules_of(world, plan) if r.goal is Goal.HARD]
        problem = problem_on(rules, own, skill_shares(world))
        rows = [wanted.row for wanted in remedy.wanted]
        assert not is_impossible(with_rows(problem, rules, rows))
        for k in range(len(rows)):
            assert is_impossible(with_rows(problem, rules, [*rows[:k], *rows[k + 1 :]]))


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
    assert "au plus près, B1 :" in message


def test_a_code_that_takes_too_much_is_told_when_none_takes_too_little(make, said):
    plan = make.blueprint(shares={"C1": 20, "C2": 80}, tolerance=30)
    first, second = plan.targets
    plan = replace(plan, targets=(first, replace(second, tolerance=Decimal(80))))
    _, message, hint = said(plan, make.scenario("A1", [make.item("T1", {"C1": 60, "C2": 40})]))
    assert "10 points sur 100 de trop sur C1" in message
    assert "écrivez pour A1 1 question écrite sur C2" in hint


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"minutes_min": 100, "minutes_max": 150},
            (
                "le temps de travail (100 à 150 min)",
                "40 min de travail en moins",
                "écrivez pour A1 ",
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
                "avec une décision à motiver",
            ),
        ),
        (
            {"documents_min": 4},
            (
                "le nombre de documents (4 à 20)",
                "nombre de documents trop bas de 2",
                "écrivez pour A1 1 question écrite",
            ),
        ),
        (
            {"documents_max": 1, "items_min": 2},
            (
                "le nombre de documents (0 à 1)",
                "nombre de documents trop haut de 1",
                "écrivez pour A1 1 question écrite",
            ),
        ),
        (
            {"items_min": 3},
            (
                "le nombre de questions (3 à 8)",
                "nombre de questions trop bas de 1",
                "écrivez pour A1 1 question écrite",
            ),
        ),
        (
            {"difficulty": Decimal("4.5"), "difficulty_tolerance": Decimal("0.5")},
            ("la difficulté moyenne minimale (4)", "difficulté trop basse de 1", "écrivez pour A1"),
        ),
        (
            {"difficulty": Decimal(2), "difficulty_tolerance": Decimal("0.5")},
            (
                "la difficulté moyenne maximale (2,5)",
                "difficulté trop haute de 0,5",
                "écrivez pour A1",
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
        "ces règles ne tiennent pas ensemble, quels que soient les scénarios : "
        "le temps de travail (0 à 60 min), la part m" in message
    )


def test_the_nearest_scenarios_are_the_ones_spoken_of(make, said, dossier):
    poor = make.scenario("B1", [make.item("T1", {"C1": 10})])
    _, message, _ = said(make.blueprint(minutes_min=65, scenarios_max=2), poor, dossier)
    assert "A1 + B1" not in message or "A1" in message
    plan = make.blueprint(shares={"C1": 40, "C2": 40, "C3": 20}, tolerance=5, scenarios_max=2)
    _, message, _ = said(plan, poor, make.scenario("C1", [make.item("T1", {"C2": 10})]))
    assert "au plus près, B1 + C1 :" in message


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
    assert found.message.endswith(
        "demande 12 tickets différents, la banque en porte 6 : "
        "2 scénarios sur 2 portent un ticket (A1 en porte 2, B1 en porte 4)"
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
    assert "1 question orale sur C2" in found.hint
