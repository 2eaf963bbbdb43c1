"""Indispensable formats: what the exams offer of them, what a session leaves to another."""

from dataclasses import replace

import pytest

from pipeline.checks import essential as checks
from pipeline.diagnostics import Severity, Source
from pipeline.model.award import Resit
from pipeline.model.item import Modality


def ruled(bank, *entries):
    values = {**bank.rules.values, checks.RULE: entries}
    return replace(bank, rules=replace(bank.rules, values=values))


def without(bank, *ids):
    return replace(bank, blueprints=tuple(b for b in bank.blueprints if b.id not in ids))


def test_the_shipped_exams_offer_every_indispensable_format(rules_bank):
    assert [(e.code, e.way.value) for e in checks.essentials(rules_bank)] == [
        ("C2", "ecrit"),
        ("C2", "oral"),
        ("C3", "simulation"),
        ("C8", "simulation"),
        ("C17", "simulation"),
        ("CO1.5", "observation"),
    ]
    assert list(checks.entries_are_understood(rules_bank)) == []
    assert list(checks.the_exams_offer_them(rules_bank)) == []


def test_what_no_exam_offers_is_told_with_the_formats_that_could(rules_bank):
    found = list(checks.the_exams_offer_them(without(rules_bank, "B1-SIM", "S1-CC-ENTREPRISE")))
    assert [(f.code, f.severity, f.message) for f in found] == [
        (
            "PLA-025",
            Severity.WARNING,
            f"aucune épreuve n'évalue {code} {way}, alors que la règle "
            "evaluation.formats_indispensables le demande",
        )
        for code, way in (
            ("C3", "par simulation"),
            ("C8", "par simulation"),
            ("CO1.5", "en situation de travail"),
        )
    ]
    assert "ef_sim_nego" in found[0].hint
    assert "cc_entreprise" in found[2].hint


def test_a_format_that_no_criterion_admits_is_told_without_one(rules_bank):
    (found,) = checks.the_exams_offer_them(ruled(rules_bank, "C1 simulation"))
    assert "ces formats : aucun" in found.hint


@pytest.mark.parametrize(
    "entry", ["", "C3", "C3 sim", "simulation C3", "C99 simulation", "C3simulation", "c3 ecrit"]
)
def test_an_entry_that_is_not_a_code_and_a_way_is_told_and_left_out(rules_bank, entry):
    bank = ruled(rules_bank, entry, "C2  oral ")
    (fault,) = checks.entries_are_understood(bank)
    assert (fault.code, fault.source) == ("PLA-027", Source(path="referential/regles.yaml"))
    assert f"« {entry} »" in fault.message
    assert [(e.code, e.way) for e in checks.essentials(bank)] == [("C2", Modality.ORAL)]


def test_a_file_without_the_rule_asks_for_nothing(rules_bank):
    values = {k: v for k, v in rules_bank.rules.values.items() if k != checks.RULE}
    bare = replace(rules_bank, rules=replace(rules_bank.rules, values=values))
    assert checks.essentials(bare) == ()


def sat(registration, rules_bank, *exams, tables=()):
    given = registration(())
    session = replace(given.session, exams=exams, tables=tables)
    return replace(given, bank=rules_bank, session=session)


def test_a_session_is_told_in_one_sentence_what_it_leaves_to_another(registration, rules_bank):
    given = sat(registration, rules_bank, "B1-ECRIT", "B1-ORAL", "S1-CAS")
    (told,) = checks.the_session_has_them(given)
    assert (told.code, told.severity, told.message, told.hint) == (
        "PLA-026",
        Severity.INFO,
        "la session n'évalue pas C3, C8 par simulation ; CO1.5 en situation de travail",
        "les épreuves qui le font : B1-SIM, S1-CC-ENTREPRISE ; prévoyez-les ici, ou dans une autre "
        "session de la formation",
    )


def test_exams_marked_by_table_count_and_blocks_that_are_not_sat_do_not(registration, rules_bank):
    given = sat(registration, rules_bank, "B1-ECRIT", "B1-ORAL", tables=("B1-SIM",))
    assert list(checks.the_session_has_them(given)) == []


def test_resits_are_not_asked_for_what_the_session_had(registration, rules_bank):
    given = replace(
        sat(registration, rules_bank, "B1-ECRIT"),
        resit=Resit(session="2026-09", source="2026-06", kind="rattrapage", carried=()),
    )
    assert list(checks.the_session_has_them(given)) == []


def test_what_no_exam_could_bring_is_said_so(registration, rules_bank):
    bank = ruled(rules_bank, "C1 simulation")
    (told,) = checks.the_session_has_them(sat(registration, bank, "B1-ECRIT"))
    assert told.hint.startswith("les épreuves qui le font : aucune ;")
