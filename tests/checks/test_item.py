"""What must hold of items."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.checks import item as checks
from pipeline.codes import Code
from pipeline.model.item import Modality


def changed(bank, **changes):
    """The bank with one item, changed."""
    (scenario,) = bank.scenarios
    item = replace(scenario.items[0], **changes)
    return replace(bank, scenarios=(replace(scenario, items=(item,)),))


def item_of(bank):
    return bank.scenarios[0].items[0]


def codes(faults):
    return [fault.code for fault in faults]


@pytest.mark.parametrize("check", checks.ALL, ids=lambda c: c.__name__)
def test_the_shipped_items_hold(shipped_bank, check):
    assert list(check(shipped_bank)) == []


def test_points_add_up_exactly(bank_of_one):
    item = item_of(bank_of_one)
    bank = changed(bank_of_one, points=item.points + Decimal("0.5"))
    (fault,) = checks.points_add_up(bank)
    assert (fault.code, fault.source) == ("SUJ-001", item.source)


def test_an_answer_has_a_core(bank_of_one):
    expected = tuple(replace(e, indispensable=False) for e in item_of(bank_of_one).expected)
    assert codes(checks.answers_have_a_core(changed(bank_of_one, expected=expected))) == ["SUJ-003"]


def test_every_code_is_proved(bank_of_one):
    bank = changed(bank_of_one, codes=(*item_of(bank_of_one).codes, Code("C20")))
    assert codes(checks.codes_are_proved(bank)) == ["SUJ-009"]


@pytest.mark.parametrize(
    ("modality", "prompts", "expected"),
    [
        (Modality.ORAL, (), ["SUJ-007"]),
        (Modality.ORAL, ("un", "deux"), ["SUJ-021"]),
        (Modality.ORAL, ("un", "deux", "trois"), []),
        (Modality.WRITTEN, ("un",), ["SUJ-008"]),
        (Modality.WRITTEN, (), []),
    ],
)
def test_prompts_are_for_orals(bank_of_one, modality, prompts, expected):
    bank = changed(bank_of_one, modality=modality, prompts=prompts)
    assert codes(checks.prompts_are_for_orals(bank)) == expected


@pytest.mark.parametrize(
    ("title", "expected"), [("x" * 45, []), ("x" * 46, ["SUJ-010"]), ("{{ v.x }}" * 6, [])]
)
def test_a_title_is_short(bank_of_one, title, expected):
    assert codes(checks.titles_are_short(changed(bank_of_one, title=title))) == expected


@pytest.mark.parametrize(("count", "expected"), [(2, ["SUJ-020"]), (3, [])])
def test_an_answer_is_outlined(bank_of_one, count, expected):
    assert (
        codes(checks.answers_are_outlined(changed(bank_of_one, outline=("x",) * count))) == expected
    )


@pytest.mark.parametrize(
    ("minutes", "points", "expected"),
    [
        (30, 15, []),
        (5, 5, ["SUJ-024"]),
        (300, 100, ["SUJ-024"]),
        (30, 60, ["SUJ-023"]),
        (200, 10, ["SUJ-023"]),
    ],
)
def test_minutes_suit_the_question_and_its_points(bank_of_one, minutes, points, expected):
    bank = changed(bank_of_one, modality=Modality.WRITTEN, minutes=minutes, points=Decimal(points))
    assert codes(checks.minutes_are_plausible(bank)) == expected


@pytest.mark.parametrize(
    ("modality", "words", "expected"),
    [
        (Modality.WRITTEN, 1200, []),
        (Modality.WRITTEN, 2500, ["SUJ-022"]),
        (Modality.ORAL, 2500, []),
    ],
)
def test_documents_leave_time_to_write(bank_of_one, modality, words, expected):
    bank = changed(bank_of_one, modality=modality, minutes=30, documents=("FICHE_PAYS", "D1"))
    (scenario,) = bank.scenarios
    exhibit = replace(scenario.exhibits[0], id="D1", body="mot " * words, columns=(), rows=())
    bank = replace(bank, scenarios=(replace(scenario, exhibits=(exhibit,)),))
    assert codes(checks.documents_leave_time(bank)) == expected


def test_an_enemy_is_an_item_of_the_same_scenario(bank_of_one):
    assert codes(checks.enemies_exist(changed(bank_of_one, enemies=("T99",)))) == ["SUJ-025"]
    assert codes(checks.enemies_exist(changed(bank_of_one, enemies=("T1",)))) == []
