"""What must hold of items."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.checks import item as checks
from pipeline.codes import Code
from pipeline.model.item import Inject, Modality, RoleSheet


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


ROLE = RoleSheet(
    id="R1", title="x", actor="", mission="x", objectives=("x",), margins=("x",), secrets=("x",)
)
INJECT = Inject(
    id="I1",
    when="+20 min",
    channel="x",
    sender="x",
    text="x",
    expected="x",
    codes=(),
    usage="optionnel",
)
PLAYED = {"modality": Modality.SIMULATION, "formats": ("ef_sim_nego",), "codes": (Code("C8"),)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"formats": ("cc_travail",)}, []),
        ({"formats": ("ef_inconnu",)}, ["SUJ-013"]),
        ({"formats": ("ef_soutenance",)}, ["SUJ-013"]),
        ({"formats": ("cc_travail",), "codes": (Code("CO1.5"),)}, ["SUJ-015"]),
        ({"formats": ("cc_controle",), "codes": (Code("C16"),)}, ["SUJ-014"]),
        ({"codes": (Code("CO1.5"),)}, ["SUJ-015"]),
        (PLAYED, []),
        ({**PLAYED, "formats": ()}, ["SUJ-016"]),
        ({**PLAYED, "formats": ("ef_sim_crise",)}, ["SUJ-014"]),
        ({"modality": Modality.OBSERVATION, "codes": (Code("CO1.5"),)}, ["SUJ-016"]),
        (
            {
                "modality": Modality.OBSERVATION,
                "codes": (Code("CO1.5"),),
                "formats": ("cc_entreprise",),
            },
            [],
        ),
    ],
)
def test_an_item_is_asked_in_formats_that_can_assess_its_codes(bank_of_one, changes, expected):
    written = {"modality": Modality.WRITTEN, "formats": (), "codes": (Code("C13"),)}
    bank = changed(bank_of_one, **{**written, **changes})
    assert codes(checks.formats_are_apt(bank)) == expected


def test_a_format_that_cannot_be_is_told_with_those_that_can(bank_of_one):
    bank = changed(bank_of_one, modality=Modality.SIMULATION, formats=(), codes=(Code("C8"),))
    (fault,) = checks.formats_are_apt(bank)
    assert "ef_sim_nego" in fault.hint
    assert fault.source == item_of(bank).source


@pytest.mark.parametrize(
    ("modality", "roles", "injects", "expected"),
    [
        (Modality.SIMULATION, 4, 2, []),
        (Modality.SIMULATION, 8, 3, []),
        (Modality.SIMULATION, 3, 2, ["SUJ-017"]),
        (Modality.SIMULATION, 9, 1, ["SUJ-017", "SUJ-019"]),
        (Modality.SIMULATION, 0, 0, ["SUJ-017", "SUJ-019"]),
        (Modality.WRITTEN, 0, 0, []),
        (Modality.WRITTEN, 1, 0, ["SUJ-018"]),
        (Modality.ORAL, 0, 1, ["SUJ-018"]),
    ],
)
def test_a_simulation_has_its_players_and_new_facts(
    bank_of_one, modality, roles, injects, expected
):
    bank = changed(
        bank_of_one, modality=modality, roles=(ROLE,) * roles, injects=(INJECT,) * injects
    )
    assert codes(checks.simulations_are_played(bank)) == expected


@pytest.mark.parametrize(
    ("modality", "minutes", "formats", "expected"),
    [
        (Modality.SIMULATION, 29, (), ["SUJ-024"]),
        (Modality.OBSERVATION, 14, (), ["SUJ-024"]),
        (Modality.WRITTEN, 180, ("cc_travail",), []),
        (Modality.WRITTEN, 180, ("cc_travail", "ef_note_dossier"), ["SUJ-023"]),
        (Modality.WRITTEN, 180, (), ["SUJ-023"]),
    ],
)
def test_work_done_at_home_has_a_pace_of_its_own(bank_of_one, modality, minutes, formats, expected):
    bank = changed(
        bank_of_one, modality=modality, minutes=minutes, formats=formats, points=Decimal(20)
    )
    assert codes(checks.minutes_are_plausible(bank)) == expected


@pytest.mark.parametrize(
    ("instruction", "expected"),
    [
        ("Partez de D1.", []),
        ("Partez de D1 et de D2, puis de D2.", ["SUJ-027"]),
        ("La route D99 et le vol AD2, la norme D2-4.", []),
    ],
)
def test_an_instruction_names_documents_that_are_given(bank_of_one, instruction, expected):
    bank = changed(bank_of_one, instruction=instruction, documents=("FICHE_PAYS", "D1"))
    (scenario,) = bank.scenarios
    assert {"D1", "D2"} <= {exhibit.id for exhibit in scenario.exhibits}
    assert codes(checks.instructions_name_their_documents(bank)) == expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("+20 min", []),
        ("+59 min", []),
        ("+60 min", ["SUJ-028"]),
        ("+1 h", ["SUJ-028"]),
        ("20 min", ["SUJ-028"]),
        ("J+1", ["SUJ-028"]),
    ],
)
def test_a_new_fact_comes_while_the_exercise_lasts(bank_of_one, when, expected):
    bank = changed(bank_of_one, minutes=60, injects=(INJECT, replace(INJECT, when=when)))
    assert codes(checks.injects_come_in_time(bank)) == expected
