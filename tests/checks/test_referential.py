"""What must hold of the referential, of the decisions and of the rules."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.checks import referential as checks
from pipeline.diagnostics import Severity, Source
from pipeline.model.referential import Official, Settlement

PLACE = Source(path="referential/decisions.yaml", line=3, column=5)
QUESTIONS = (
    "AN01",
    "AN02",
    "AN03",
    "AN04",
    "AN07",
    "AN09",
    "AN10",
    "AN19",
    "AN28",
    "AN29",
    "AN30",
    "AN31",
    "AN33",
)


@pytest.fixture
def bank(rules_bank):
    return rules_bank


def run(bank):
    return [fault for check in checks.ALL for fault in check(bank)]


def settled(bank, *anomalies):
    settlements = tuple(
        Settlement(anomaly=a, choice="oui", author="Commission", date="2027-01-12", source=PLACE)
        for a in anomalies
    )
    return replace(bank, referential=replace(bank.referential, settlements=settlements))


def with_rules(bank, **values):
    dotted = {rule.replace("__", "."): value for rule, value in values.items()}
    return replace(bank, rules=replace(bank.rules, values={**bank.rules.values, **dotted}))


def test_the_shipped_referential_only_has_questions_and_fields_to_fill(bank):
    found = run(bank)
    assert {f.severity for f in found} == {Severity.WARNING, Severity.INFO}
    assert [f.code for f in found] == ["REF-011", *["REF-010"] * 12, "REF-015"]
    assert [f.message.split(" ")[2] for f in found[:-1]] == list(QUESTIONS)


def test_the_path_of_a_candidate_is_recalled_as_a_warning(bank):
    (alert,) = [f for f in checks.questions_are_settled(bank) if f.severity is Severity.WARNING]
    assert "AN01" in alert.message
    assert "certification.capitalisation" in alert.hint
    assert alert.source.line


def test_a_decision_closes_its_question(bank):
    codes = [
        f.message.split(" ")[2] for f in checks.questions_are_settled(settled(bank, "AN01", "AN04"))
    ]
    assert codes == [q for q in QUESTIONS if q not in ("AN01", "AN04")]


def test_every_question_can_be_closed(bank):
    assert list(checks.questions_are_settled(settled(bank, *QUESTIONS))) == []


def test_a_decision_on_an_unknown_anomaly_is_an_error(bank):
    (fault,) = checks.settlements_answer_a_question(settled(bank, "AN99"))
    assert (fault.code, fault.severity, fault.source) == ("REF-012", Severity.ERROR, PLACE)
    assert "AN01, AN02" in fault.hint


def test_a_decision_that_nobody_asked_for_is_a_warning(bank):
    (fault,) = checks.settlements_answer_a_question(settled(bank, "AN13"))
    assert (fault.code, fault.severity) == ("REF-014", Severity.WARNING)


def test_filled_official_fields_are_no_longer_told(bank):
    official = Official(
        title="T", rncp="R", level="7", certifier="C", registered_on="2026-01-01", nsf=""
    )
    some = replace(bank, referential=replace(bank.referential, official=official))
    (fault,) = checks.official_fields_are_filled(some)
    assert (fault.code, fault.message) == ("REF-015", "champs officiels encore vides : nsf")
    full = replace(bank, referential=replace(bank.referential, official=replace(official, nsf="1")))
    assert list(checks.official_fields_are_filled(full)) == []


def test_an_activity_without_competency_is_told(bank):
    kept = tuple(c for c in bank.referential.competencies if c.activity != "B2.A2")
    (fault,) = checks.activities_have_codes(
        replace(bank, referential=replace(bank.referential, competencies=kept))
    )
    assert (fault.code, fault.message) == ("REF-016", "l'activité B2.A2 ne porte aucune compétence")


@pytest.mark.parametrize("kept", ["B", "S"])
def test_a_path_needs_common_blocks_and_a_choice(bank, kept):
    blocks = tuple(b for b in bank.referential.blocks if b.id.startswith(kept))
    found = checks.path_has_a_choice(
        replace(bank, referential=replace(bank.referential, blocks=blocks))
    )
    assert [f.code for f in found] == ["REF-017"]


@pytest.mark.parametrize("share", [Decimal(0), Decimal("39.99"), Decimal(50)])
def test_the_shares_of_a_block_make_a_hundred(bank, share):
    found = checks.shares_of_a_block_add_up(with_rules(bank, bloc__part_controle_continu=share))
    assert [f.code for f in found] == ["REF-033"]


def test_a_floor_may_not_be_above_its_threshold(bank):
    found = run(
        with_rules(bank, bloc__plancher_interne=Decimal(11), mentions__seuil_bien=Decimal(11))
    )
    told = [f.message for f in found if f.code == "REF-034"]
    assert told == [
        "bloc.plancher_interne (11) dépasse bloc.seuil (10)",
        "mentions.seuil_assez_bien (12) dépasse mentions.seuil_bien (11)",
    ]


def test_a_rule_that_is_switched_off_has_no_threshold(bank):
    assert list(checks.thresholds_ascend(with_rules(bank, bloc__plancher_interne=None))) == []


def test_the_conversion_of_the_rules_is_one_of_the_criteria(bank):
    (fault,) = checks.rules_name_what_exists(with_rules(bank, notation__conversion="lineaire"))
    assert fault.code == "REF-035"
    assert fault.hint == "conversions connues : seuil_20, lineaire_20"


def test_a_blocking_code_exists(bank):
    found = list(
        checks.rules_name_what_exists(
            with_rules(bank, bloc__codes_bloquants=("C1", "C01.3", "zzz"))
        )
    )
    assert [(f.code, f.hint) for f in found] == [
        ("REF-036", "codes proches : CO1.3"),
        ("REF-036", "voyez les codes de referential/referentiel.yaml"),
    ]
