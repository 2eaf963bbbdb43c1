"""What must hold of the criteria."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.checks import criteria as checks
from pipeline.diagnostics import Severity


@pytest.fixture
def bank(rules_bank):
    return rules_bank


def run(bank):
    return [fault for check in checks.ALL for fault in check(bank)]


def with_entry(bank, code, **changes):
    entries = tuple(replace(e, **changes) if e.code == code else e for e in bank.criteria.codes)
    return with_criteria(bank, codes=entries)


def with_criteria(bank, **changes):
    return replace(bank, criteria=replace(bank.criteria, **changes))


def with_indicator(bank, **changes):
    first, *others = bank.criteria.code("C1").indicators
    return with_entry(bank, "C1", indicators=(replace(first, **changes), *others))


def test_the_shipped_criteria_hold_and_say_that_they_are_a_proposal(bank):
    (told,) = run(bank)
    assert (told.code, told.severity) == ("CRI-013", Severity.INFO)
    assert told.message.startswith("critères de 34 compétences sur 34")


def test_official_criteria_say_nothing(bank):
    official = tuple(replace(e, status="officiel") for e in bank.criteria.codes)
    assert run(with_criteria(bank, codes=official)) == []


def test_every_code_has_its_criteria(bank):
    kept = tuple(e for e in bank.criteria.codes if e.code not in ("C2", "CO3.6"))
    found = [
        (f.code, f.message) for f in checks.every_code_has_criteria(with_criteria(bank, codes=kept))
    ]
    assert found == [
        ("CRI-001", "aucun critère pour la compétence C2"),
        ("CRI-001", "aucun critère pour la compétence CO3.6"),
    ]


def test_a_code_without_indicator_has_no_grid(bank):
    assert [
        f.code for f in checks.indicators_weigh_something(with_entry(bank, "C4", indicators=()))
    ] == ["CRI-019"]


def test_an_indicator_weighs_something(bank):
    (fault,) = checks.indicators_weigh_something(with_indicator(bank, weight=Decimal(0)))
    assert (fault.code, fault.source) == ("CRI-003", bank.criteria.code("C1").source)


def test_an_indicator_aims_at_a_sub_item_of_its_code(bank):
    (fault,) = checks.indicators_aim_at_sub_items(with_indicator(bank, target="C7.a"))
    assert fault.code == "CRI-004"
    assert fault.hint == "cibles possibles : C1.a, C1.b, C1.c, C1.d, ensemble"


def test_a_sub_item_that_nobody_observes_is_told(bank):
    (fault,) = checks.sub_items_are_observed(with_indicator(bank, target="ensemble"))
    assert (fault.code, fault.severity) == ("CRI-014", Severity.WARNING)
    assert "C1.a" in fault.message


def test_a_code_that_no_format_can_assess_is_an_error(bank):
    assert [f.code for f in checks.every_code_has_a_format(with_entry(bank, "C9", formats=()))] == [
        "CRI-012"
    ]


@pytest.mark.parametrize("points", [(0, 4, 8, 14, 19), (1, 4, 8, 14, 20), (0, 8, 4, 14, 20)])
def test_a_conversion_goes_up_from_0_to_20(bank, points):
    table = (("essai", tuple(map(Decimal, points))),)
    assert [f.code for f in checks.conversions_ascend(with_criteria(bank, conversions=table))] == [
        "CRI-011"
    ]


def test_criteria_and_job_sheet_give_a_skill_the_same_value(bank):
    first, *others = bank.criteria.hard_skills
    changed = with_criteria(bank, hard_skills=(replace(first, value=50), *others))
    (fault,) = checks.skills_are_those_of_the_job(changed)
    assert fault.code == "CRI-010"
    assert "affaires_int vaut 50 dans criteres.yaml et 95 dans metier.yaml" in fault.message


def test_criteria_and_job_sheet_name_the_same_skills(bank):
    profile = replace(bank.profile, soft_skills=(*bank.profile.soft_skills[1:], "patience"))
    found = [
        f
        for f in checks.skills_are_those_of_the_job(replace(bank, profile=profile))
        if f.code == "CRI-016"
    ]
    assert [(f.source.path, f.message.split(" : ")[1]) for f in found] == [
        ("referential/criteres.yaml", "patience"),
        ("referential/metier.yaml", "adaptabilite"),
    ]
