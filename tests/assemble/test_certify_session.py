"""The certificate of a session: what holds, and what no longer does."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.assemble.certify_exams import farthest
from pipeline.assemble.certify_session import certify_session
from pipeline.model.certificate import CodeSpread, Distance, Fault, Origins, Proof, Spread
from pipeline.model.form import FormRole
from pipeline.model.requirement import Goal, Measure, Requirement, Scope

SAME = Origins(
    bank="b",
    blueprints="e",
    rules="r",
    settings="s",
    forms="f",
    program="1",
    bank_then="b",
    forms_then="f",
)


@pytest.fixture
def world(make):
    """A scenario of four questions on two codes, another of two, one exam of several papers."""
    items = [
        make.item("T1", {"C1": 10}, minutes=40),
        make.item("T2", {"C2": 10}, minutes=40),
        make.item("T3", {"C1": 12}, minutes=30, difficulty=4),
        make.item("T4", {"C2": 8}, minutes=35),
    ]
    plan = make.blueprint(minutes_min=60, minutes_max=80, epsilon=Decimal(2))
    return make.bank([make.scenario("A1", items), make.scenario("B1", items[:2])], [plan])


@pytest.fixture
def papers(make, world):
    """The best paper, another one, and a spare."""
    plan = world.blueprints[0]
    return (
        make.form(world, plan, ["A1/T1", "A1/T2"], near=3),
        make.form(world, plan, ["A1/T3", "A1/T4"], number=2, bound=0.0, place=("P01", "A")),
        make.form(world, plan, ["B1/T1", "B1/T2"], role=FormRole.SPARE, place=("P02", "A")),
    )


@pytest.fixture
def certified(make, world):
    """``certified(forms, origins)``: the certificate of these forms."""

    def certify(forms, origins=SAME, bank=None, before=()):
        return certify_session(bank or world, make.session("B1-ECRIT"), forms, before, origins)

    return certify


def said(certificate):
    return [(f.form, f.said) for f in certificate.faults]


def with_item(form, **changes):
    first = form.questions[0]
    item = replace(first.item, **changes)
    return replace(form, questions=(replace(first, item=item), *form.questions[1:]))


def with_plan(world, **changes):
    return replace(world, blueprints=(replace(world.blueprints[0], **changes),))


# What holds


def test_forms_that_nobody_touched_keep_their_proof(papers, certified):
    found = certified(papers)
    assert (found.holds, found.faults) == (True, ())
    assert [s.proof for s in found.forms] == [Proof.PROVED] * 3
    assert [(s.deviation, s.bound, s.gap) for s in found.forms] == [
        (0, 0, 0),
        (Decimal("80.00"), 0, Decimal("80.00")),
        (0, 0, 0),
    ]
    assert found.forms[1].deviation == sum(r.cost for r in found.forms[1].wishes)
    assert [r.id for r in found.forms[0].binding] == ["minutes", "scenarios"]


def test_the_forms_of_an_exam_are_set_beside_each_other(papers, certified):
    (exam,) = certified(papers).exams
    ids = [form.id for form in papers]
    assert exam.forms == exam.parallel == tuple(ids)
    assert exam.codes[0] == CodeSpread(
        code="C1",
        target=Decimal(50),
        tolerance=Decimal(20),
        reached=Spread(low=Decimal(50), high=Decimal(60)),
    )
    assert (exam.minutes.width, exam.difficulty.width) == (15, Decimal("0.60"))
    assert exam.farthest == Distance(
        first=ids[0],
        second=ids[1],
        codes=Decimal("20.0"),
        minutes=15,
        difficulty=Decimal("0.60"),
    )
    assert (exam.overlap, exam.item_uses, exam.scenario_uses) == (0, 1, 2)


def test_a_form_alone_is_at_no_distance(papers, certified):
    sheets = certified(papers[:1]).forms
    assert farthest(sheets) is None


def test_forms_on_missing_codes_are_no_parallel_of_the_others(make, world, papers, certified):
    part = make.form(world, world.blueprints[0], ["A1/T1"], number=3, codes=("C1",))
    found = certified((papers[0], part))
    assert found.exams[0].parallel == (papers[0].id,)
    assert not [f for f in found.faults if "C2" in f.said]


# What is only known from before


def test_a_proof_is_of_the_bank_of_its_day(papers, certified):
    found = certified(papers, replace(SAME, bank="other"))
    assert (found.holds, found.forms[0].proof) == (True, Proof.EARLIER)


def test_a_bound_that_was_not_proved_stays_open(make, world, certified):
    form = make.form(world, world.blueprints[0], ["A1/T1", "A1/T2"], proved=False)
    found = certified((form,))
    assert (found.holds, found.forms[0].proof) == (True, Proof.OPEN)


def test_an_older_record_without_rules_is_counted_all_the_same(papers, certified):
    old = replace(papers[0], certificate=replace(papers[0].certificate, rules=()))
    found = certified((old,))
    assert (found.holds, found.forms[0].proof) == (True, Proof.PROVED)


# What no longer holds


@pytest.mark.parametrize(
    ("origins", "words"),
    [
        (replace(SAME, forms="other"), "modifié à la main"),
        (replace(SAME, forms_then=""), "aucun assemblage"),
    ],
)
def test_a_record_that_assembly_did_not_write_proves_nothing(papers, certified, origins, words):
    found = certified(papers, origins)
    assert [form for form, text in said(found) if words in text] == [""]
    assert [s.proof for s in found.forms] == [Proof.LOST] * 3


def test_a_question_made_longer_and_harder_breaks_its_rules_with_amounts(papers, certified):
    found = certified((with_item(papers[0], minutes=55, difficulty=5), papers[1]))
    name = papers[0].id
    assert said(found) == [
        (name, "le travail demande 95 min, pour 60 à 80"),
        (
            name,
            "l'écart recompté est de 100,00 points sur 100, le certificat de l'assemblage disait 0,00",
        ),
        (
            name,
            "le certificat enregistré avec le sujet n'en dit plus le contenu (minutes, difficulté)",
        ),
    ]
    assert [s.proof for s in found.forms] == [Proof.LOST, Proof.PROVED]
    assert [r.id for r in found.forms[0].broken] == ["minutes"]


def test_a_rule_made_stricter_since_says_which_form_breaks_it(world, papers, certified):
    found = certified(papers[:2], bank=with_plan(world, minutes_max=70))
    rules = "les règles de l'épreuve B1-ECRIT ne sont plus celles de l'assemblage"
    assert [form for form, text in said(found) if text.startswith(rules)] == [
        papers[0].id,
        papers[1].id,
    ]
    assert (papers[0].id, "le travail demande 80 min, pour 60 à 70") in said(found)


def test_a_rule_of_the_exams_own_table_is_counted_again(world, papers, certified):
    own = Requirement(
        id="longues",
        label="au moins trois questions",
        measure=Measure.SUM,
        low=Decimal(3),
    )
    found = certified(papers[:1], bank=with_plan(world, requirements=(own,)))
    assert (
        papers[0].id,
        "la règle ne tient plus : au moins trois questions ; le sujet atteint 2",
    ) in said(found)


def test_a_question_that_left_the_bank_is_counted_on_its_printed_points(world, papers, certified):
    scenario = replace(world.scenarios[0], items=world.scenarios[0].items[1:])
    found = certified(papers[:1], bank=replace(world, scenarios=(scenario, world.scenarios[1])))
    assert said(found)[0] == (
        papers[0].id,
        "la question A1/T1 n'est plus dans la banque : elle est comptée sur ses points imprimés",
    )


def test_a_question_with_other_elements_is_counted_on_its_printed_points(papers, certified):
    item = papers[0].questions[0].item
    other = tuple(replace(e, id=f"{e.id}x") for e in item.expected)
    found = certified((with_item(papers[0], expected=other),))
    assert "n'a plus les éléments attendus de la banque" in said(found)[0][1]


@pytest.mark.parametrize("lost", ["blueprint", "scenario"])
def test_what_cannot_be_counted_any_more_is_said(world, papers, certified, lost):
    bank = replace(world, blueprints=()) if lost == "blueprint" else replace(world, scenarios=())
    found = certified(papers[:1], bank=bank)
    assert any("ne peuvent plus être recomptées" in text for _, text in said(found))
    sheet = found.forms[0]
    assert (sheet.proof, sheet.rules) == (Proof.LOST, papers[0].certificate.rules)
    assert sheet.balances == papers[0].certificate.balances


def test_sums_that_no_longer_add_up_are_said(world, papers, certified):
    found = certified((with_item(papers[0], points=Decimal(1)),))
    assert any("les questions font 51 points" in text for _, text in said(found))
    gone = certified((with_item(papers[0], points=Decimal(1)),), bank=replace(world, blueprints=()))
    assert any("les questions font 51 points" in text for _, text in said(gone))


def test_a_form_without_any_point_is_told_without_a_fall(papers, certified):
    bare = replace(papers[0], points=0)
    for question in papers[0].questions:
        item = replace(
            question.item,
            id=f"{question.item.id}x",
            points=Decimal(0),
            expected=tuple(replace(e, points=Decimal(0)) for e in question.item.expected),
        )
        others = [q for q in bare.questions if q.number != question.number]
        bare = replace(bare, questions=(*others, replace(question, item=item)))
    assert certified((bare, papers[1])).forms[0].proof is Proof.LOST


# Over several forms


def test_caps_over_the_forms_of_an_exam_are_told_when_they_are_passed(make, world, certified):
    plan = replace(world.blueprints[0], overlap=0, item_uses=1, scenario_uses=1)
    forms = [
        make.form(world, plan, ["A1/T1", "A1/T2"], number=n, place=(f"P{n:02d}", "A"))
        for n in (1, 2)
    ]
    found = certified(forms, bank=replace(world, blueprints=(plan,)))
    assert said(found) == [
        ("B1-ECRIT", "B1-ECRIT-P1 et B1-ECRIT-P2 ont 2 questions en commun, pour 0 au plus"),
        ("B1-ECRIT", "la question A1/T1 sert dans 2 tickets, pour 1 au plus"),
        ("B1-ECRIT", "le scénario A1 sert dans 2 tickets, pour 1 au plus"),
    ]


@pytest.mark.parametrize(
    ("rule", "reached"),
    [
        ({"scope": Scope.FORMS, "measure": Measure.USES, "high": Decimal(1)}, 2),
        ({"scope": Scope.FORMS, "measure": Measure.SUM, "high": Decimal(3)}, 4),
        ({"scope": Scope.PAIR, "measure": Measure.SUM, "high": Decimal(0)}, 1),
        (
            {
                "scope": Scope.PAIR,
                "measure": Measure.DISTINCT,
                "column": "scenario",
                "high": Decimal(0),
            },
            1,
        ),
    ],
)
def test_rules_over_all_the_forms_or_over_pairs_are_counted(make, world, certified, rule, reached):
    own = Requirement(id="tous", label="la règle", **rule)
    plan = replace(world.blueprints[0], requirements=(own,), minutes_min=0)
    bank = replace(world, blueprints=(plan,))
    forms = [
        make.form(bank, plan, items, number=n, place=(f"P{n:02d}", "A"))
        for n, items in enumerate((["A1/T1", "A1/T2"], ["A1/T1", "A1/T4"]), 1)
    ]
    found = certified(forms, bank=bank)
    (result,) = found.exams[0].across
    assert (result.reached, result.held) == (reached, False)
    assert (
        Fault(
            form="B1-ECRIT",
            said=f"la règle ne tient plus sur l'ensemble de l'épreuve B1-ECRIT : la règle ; on compte {reached}",
        )
        in found.faults
    )
    wish = replace(own, goal=Goal.SOFT)
    soft = certified(forms, bank=with_plan(bank, requirements=(wish,)))
    assert soft.exams[0].across[0].held


def test_an_exam_without_blueprint_has_no_rules_over_its_forms(world, papers, certified):
    assert certified(papers, bank=replace(world, blueprints=())).exams[0].across == ()
