"""The independent count: it finds every way to spoil a form."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.assemble.compose import compose
from pipeline.assemble.plan import plan_session
from pipeline.assemble.pool import Exposure
from pipeline.assemble.recount import printed_faults, recount, repeated
from pipeline.model.item import Modality

SECRET = b"s" * 32


@pytest.fixture
def sat(make):
    """A form of three questions on two scenarios, its blueprint and its items."""
    one = make.scenario(
        "A1", [make.item("T1", {"C1": 9}), make.item("T2", {"C2": 4}, documents=("D2", "CARTE"))]
    )
    two = make.scenario("B1", [make.item("T1", {"C2": 7}, decision=True)])
    plan = make.blueprint(
        scenarios_max=2, items_min=3, documents_min=4, decision_required=True, minutes_min=90
    )
    world = make.bank([one, two], [plan])
    planned = plan_session(world, make.session(plan.id), SECRET, Exposure())
    form = compose(world, "2026-11", planned[0], make.variants(world, planned))
    items = {i.id: i for s in world.scenarios for i in s.items}
    return form, plan, [items[i] for i in planned[0].choice.items]


def faults(form, plan, raw):
    return [d.message.split(" : ", 1)[1].replace("\u00a0", " ") for d in recount(form, plan, raw)]


def question(form, place, **changes):
    """The form with another item at a place."""
    old = form.questions[place]
    new = replace(old, item=replace(old.item, **changes))
    return replace(form, questions=(*form.questions[:place], new, *form.questions[place + 1 :]))


def test_a_sound_form_has_no_fault(sat):
    assert list(recount(*sat)) == []
    assert list(printed_faults(sat[0])) == []


def test_a_fault_says_which_form_and_what_to_do(sat):
    form, plan, raw = sat
    (found, *_) = recount(replace(form, points=99), plan, raw)
    assert found.code == "ASM-006"
    assert found.message.startswith("le recomptage de B1-ECRIT-P contredit le modèle : ")


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda f: replace(f, points=99), "les questions font 100 points, le sujet 99"),
        (
            lambda f: question(f, 0, points=f.questions[0].item.points + 1),
            "les éléments attendus de la question 1 font 45 points, la question 46",
        ),
        (
            lambda f: question(
                f, 0, expected=(replace(f.questions[0].item.expected[0], points=Decimal(0)),)
            ),
            "la question 1 a un élément attendu sans point",
        ),
        (
            lambda f: replace(f, questions=tuple(reversed(f.questions))),
            "les questions ne sont pas numérotées de 1 à 3",
        ),
        (lambda f: question(f, 1, id="A1/T1"), "la question A1/T1 est posée deux fois"),
        (
            lambda f: replace(f, dossiers=f.dossiers[:1]),
            "la question 3 porte sur un scénario absent du sujet (B1)",
        ),
        (
            lambda f: replace(f, dossiers=(f.dossiers[0], *f.dossiers)),
            "un scénario est présent deux fois",
        ),
        (
            lambda f: replace(f, dossiers=(replace(f.dossiers[0], exhibits=()), f.dossiers[1])),
            "la question 1 cite un document absent du dossier (D1)",
        ),
        (
            lambda f: replace(
                f,
                certificate=replace(
                    f.certificate,
                    balances=(
                        replace(f.certificate.balances[0], reached=Decimal("40.5")),
                        *f.certificate.balances[1:],
                    ),
                ),
            ),
            "les éléments attendus donnent 45 points à C1, le certificat 40,5",
        ),
    ],
)
def test_what_does_not_add_up_on_the_paper_is_found(sat, spoil, fault):
    form, plan, raw = sat
    assert fault in faults(spoil(form), plan, raw)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"minutes_min": 100}, "le travail demande 90 min, pour 100 à 500"),
        ({"minutes_max": 80}, "le travail demande 90 min, pour 90 à 80"),
        ({"items_min": 4}, "le nombre de questions est 3, pour 4 à 8"),
        ({"items_max": 2}, "le nombre de questions est 3, pour 3 à 2"),
        ({"scenarios_max": 1}, "le sujet a 2 scénarios, pour 1 au plus"),
        ({"documents_max": 3}, "le nombre de documents est 4, pour 4 à 3"),
        ({"documents_min": 5}, "le nombre de documents est 4, pour 5 à 20"),
        ({"modality": Modality.ORAL}, "la question A1/T1 ne fait pas partie des questions orales"),
        (
            {"difficulty": Decimal(4), "difficulty_tolerance": Decimal("0.5")},
            "la difficulté moyenne est 3,00, pour 3,5 à 4,5",
        ),
    ],
)
def test_a_form_that_misses_its_blueprint_is_found(sat, changes, fault):
    form, plan, raw = sat
    assert fault in faults(form, replace(plan, **changes), raw)


def test_shares_are_counted_on_the_bank_and_on_the_paper(sat, make):
    form, plan, raw = sat
    strict = replace(
        plan, targets=make.blueprint(shares={"C1": 60, "C2": 40}, tolerance=10).targets
    )
    found = faults(form, strict, raw)
    assert "C1 porte 45,00 % des points, pour 50 à 70 %" in found
    assert "C1 porte 45 points imprimés, pour 50 à 70" in found
    assert "C2 porte 55 points imprimés, pour 30 à 50" in found


def test_a_code_that_the_blueprint_does_not_ask_for_is_found(sat, make):
    form, plan, raw = sat
    lone = replace(plan, targets=make.blueprint(shares={"C1": 45}, tolerance=1).targets)
    assert "le code C2 n'est pas au plan d'épreuve" in faults(form, lone, raw)


def test_a_missing_decision_is_found(sat):
    form, plan, raw = sat
    without = [replace(i, decision=False) for i in raw]
    assert "aucune question ne demande de décision motivée" in faults(form, plan, without)


@pytest.mark.parametrize("place", [0, 1])
def test_enemies_are_found_whichever_names_the_other(sat, place):
    form, plan, raw = sat
    spoilt = [replace(i, enemies=("T1", "T2")) if n == place else i for n, i in enumerate(raw)]
    assert faults(form, plan, spoilt) == [
        "les questions A1/T1 et A1/T2 ne peuvent pas être posées ensemble"
    ]


@pytest.mark.parametrize("raw", [slice(0, 0), slice(0, 2)])
def test_other_questions_than_the_plan_s_are_found(sat, raw):
    form, plan, items = sat
    assert faults(form, plan, items[raw]) == ["les questions du sujet ne sont pas celles du plan"]


def test_two_forms_that_are_the_same_are_found(sat):
    form, _, _ = sat
    twin = replace(form, id="B1-ECRIT-S", questions=tuple(reversed(form.questions)))
    moved = replace(
        form, id="B1-ECRIT-X", dossiers=(replace(form.dossiers[0], iso3="ZZZ"), form.dossiers[1])
    )
    (found,) = repeated([form, moved, twin])
    assert found.message.endswith(
        "le recomptage de B1-ECRIT-S contredit le modèle : le sujet est le même que B1-ECRIT-P"
    )
    assert list(repeated([form, replace(form, id="B2-ECRIT-P", blueprint="B2-ECRIT")])) == []


@pytest.mark.parametrize(
    ("share", "tolerance", "span"),
    [
        (50, "4.6", None),
        (50, "4.5", "45,5 à 54,5"),
        (40, "4.6", None),
        (40, "4.5", "35,5 à 44,5"),
        (48, "2", "46 à 50"),
        (41, "3", "38 à 44"),
    ],
)
def test_printed_points_may_be_less_than_half_a_point_off_and_no_more(sat, share, tolerance, span):
    form, plan, raw = sat
    targets = (
        replace(plan.targets[0], share=Decimal(share), tolerance=Decimal(tolerance)),
        *plan.targets[1:],
    )
    printed = [f for f in faults(form, replace(plan, targets=targets), raw) if "imprimés" in f]
    assert printed == ([f"C1 porte 45 points imprimés, pour {span}"] if span else [])
