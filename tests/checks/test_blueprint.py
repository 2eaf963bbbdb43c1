"""What must hold of the blueprints, one by one and together."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.checks import blueprint as checks
from pipeline.diagnostics import Severity, Source
from pipeline.model.blueprint import Phase
from pipeline.model.item import CognitiveLevel, Expected, Item, Modality, RoleSheet
from pipeline.model.scenario import CountryRule, Review, Role, Scenario

PLACE = Source(path="scenarios/x.yaml")
EMPTY = Scenario(
    id="X",
    title="t",
    family="GEO",
    type="x",
    related_types=(),
    version="1",
    licence="",
    sensitivity=1,
    review=Review(status="relu", date="", expires=""),
    blocks=("B1",),
    country_rule=CountryRule(
        base="reel", mode="fixe", requires="", facts=(), excluded=(), source=PLACE
    ),
    variables={},
    number_sets={},
    role=Role(position="", organisation="", authority="", mandate="", limits=""),
    situation="",
    actors=(),
    chronology=(),
    exhibits=(),
    constraints=(),
    items=(),
    injects=(),
    mention="",
    source=PLACE,
)


@pytest.fixture
def bank(rules_bank):
    return rules_bank


@pytest.fixture
def played():
    """``played(roles=5)``: a scenario with one simulation of negotiation on C3 and C8."""

    def make(*, roles):
        sheet = RoleSheet(
            id="R1", title="t", actor="", mission="m", objectives=(), margins=(), secrets=()
        )
        expected = Expected(id="S1a", text="e", points=Decimal(20), code="C3", indispensable=True)
        item = Item(
            id="X/S1",
            label="S1",
            title="t",
            codes=("C3",),
            modality=Modality.SIMULATION,
            difficulty=4,
            cognitive_level=CognitiveLevel.ANALYSE,
            minutes=75,
            points=Decimal(20),
            deliverable="d",
            documents=(),
            instruction="i",
            expected=(expected,),
            pitfalls=(),
            outline=(),
            prompts=(),
            decision=False,
            language="fr",
            source=PLACE,
            formats=("ef_sim_nego",),
            roles=tuple(replace(sheet, id=f"R{n}") for n in range(1, roles + 1)),
        )
        return replace(EMPTY, items=(item,))

    return make


def run(bank):
    return [fault for check in checks.ALL for fault in check(bank)]


def changed(bank, blueprint_id, **changes):
    blueprints = tuple(
        replace(b, **changes) if b.id == blueprint_id else b for b in bank.blueprints
    )
    return replace(bank, blueprints=blueprints)


def without(bank, *blueprint_ids):
    return replace(bank, blueprints=tuple(b for b in bank.blueprints if b.id not in blueprint_ids))


def targets(bank, blueprint_id, **shares):
    """The targets of a blueprint with the shares of some codes changed (``CO1_1`` for CO1.1)."""
    wanted = {code.replace("_", "."): Decimal(share) for code, share in shares.items()}
    own = bank.blueprint(blueprint_id).targets
    kept = [replace(t, share=wanted.pop(t.code, t.share)) for t in own]
    return (*kept, *(replace(own[0], code=code, share=share) for code, share in wanted.items()))


def codes(faults):
    return [fault.code for fault in faults]


def test_the_shipped_blueprints_hold_and_say_what_they_only_see_in_part(bank):
    found = run(bank)
    assert {f.severity for f in found} == {Severity.INFO}
    told = {(f.code, f.message.split(" ")[0]) for f in found if f.code != "PLA-004"}
    assert told == {("PLA-013", "C3")}


def test_negotiation_and_crisis_cell_are_said_to_be_seen_in_part_by_the_case_study(bank):
    found = [f for f in checks.formats_are_apt(bank) if "-CAS" in f.message]
    assert [f.message for f in found] == [
        "B1-CAS : le format ef_etude_cas n'évalue C8 qu'en partie",
        "B3-CAS : le format ef_etude_cas n'évalue C17 qu'en partie",
    ]
    assert "ef_sim_crise" in found[1].hint


def test_shares_make_a_hundred_exactly(bank):
    uneven = changed(bank, "B2-CAS", targets=targets(bank, "B2-CAS", C9="30.01"))
    (fault,) = checks.shares_add_up(uneven)
    assert (fault.code, fault.message) == (
        "PLA-001",
        "B2-CAS : les parts des codes font 100.01 % au lieu de 100 %",
    )
    assert fault.source == bank.blueprint("B2-CAS").source


def test_a_code_without_share_is_told(bank):
    empty = changed(bank, "B2-CAS", targets=targets(bank, "B2-CAS", C9="0", C10="55"))
    assert codes(checks.shares_add_up(empty)) == ["PLA-018"]


def test_blocks_do_not_compensate_each_other(bank):
    mixed = changed(bank, "B2-CAS", targets=targets(bank, "B2-CAS", C9="20", C13="10"))
    (fault,) = checks.codes_belong_to_the_block(mixed)
    assert (fault.code, fault.message) == (
        "PLA-002",
        "B2-CAS : C13 appartient au bloc B3, pas au bloc B2",
    )


def test_a_format_that_cannot_assess_a_code_is_an_error(bank):
    wrong = changed(bank, "B2-ECRIT", targets=targets(bank, "B2-ECRIT", C9="20", C10="20"))
    errors = [f for f in checks.formats_are_apt(wrong) if f.severity is Severity.ERROR]
    assert codes(errors) == ["PLA-003"]
    assert errors[0].hint == "formats aptes : cc_travail, ef_etude_cas, ef_soutenance, ef_sim_nego"


@pytest.mark.parametrize("changes", [{"phase": Phase.CONTINUOUS}, {"modality": Modality.ORAL}])
def test_an_exam_has_the_phase_and_the_modality_of_its_format(bank, changes):
    assert codes(checks.formats_match_the_exam(changed(bank, "S1-CAS", **changes))) == ["PLA-009"]


def test_work_and_reading_fit_in_the_time(bank):
    assert codes(checks.minutes_fit(changed(bank, "B1-CAS", minutes_max=226))) == ["PLA-005"]
    assert codes(checks.minutes_fit(changed(bank, "B1-ORAL", minutes_max=60))) == []
    assert codes(checks.minutes_fit(changed(bank, "B1-ORAL", minutes_max=61))) == ["PLA-005"]


def test_a_take_home_has_no_time_to_fit_in(bank):
    assert bank.blueprint("B1-CC-TRAVAIL").minutes == 0
    assert codes(checks.minutes_fit(changed(bank, "B1-CC-TRAVAIL", minutes_max=900))) == []


def test_a_talk_fits_in_its_oral(bank):
    assert codes(checks.minutes_fit(changed(bank, "B1-ORAL", talk=31))) == ["PLA-016"]


def test_no_more_than_four_soft_skills_are_observed(bank):
    five = ("ecoute", "temps", "diplomatie", "problemes", "curiosite")
    (fault,) = checks.soft_skills_can_be_observed(changed(bank, "S2-ORAL", soft_skills=five))
    assert (fault.code, fault.message) == (
        "PLA-007",
        "S2-ORAL : 5 savoir-être à observer, 4 au plus",
    )


def test_soft_skills_are_not_observed_in_writing(bank):
    found = checks.soft_skills_can_be_observed(changed(bank, "S2-CAS", soft_skills=("temps",)))
    assert codes(found) == ["PLA-008"]


@pytest.mark.parametrize(
    ("blueprint", "tickets"), [("B1-ORAL", 0), ("B1-CAS", 3), ("B1-CC-EXPOSE", 1)]
)
def test_tickets_are_for_orals_on_tickets(bank, blueprint, tickets):
    assert codes(checks.tickets_are_for_orals(changed(bank, blueprint, tickets=tickets))) == [
        "PLA-011"
    ]


def test_a_final_paper_asks_for_a_decision(bank):
    changed_bank = changed(
        changed(bank, "B3-ECRIT", decision_required=False), "B3-ORAL", decision_required=False
    )
    assert codes(checks.final_papers_ask_a_decision(changed_bank)) == ["PLA-017"]


def test_the_rules_may_waive_the_decision(bank):
    values = {**bank.rules.values, "sujet.decision_motivee_minimum": Decimal(0)}
    waived = replace(
        changed(bank, "B3-ECRIT", decision_required=False), rules=replace(bank.rules, values=values)
    )
    assert codes(checks.final_papers_ask_a_decision(waived)) == []


def test_a_block_has_continuous_and_final_assessments(bank):
    found = checks.blocks_have_both_phases(
        without(bank, "S2-ECRIT", "S2-CAS", "S2-ORAL", "S2-SIM", "S2-SOUTENANCE")
    )
    assert [(f.code, f.message) for f in found] == [
        ("PLA-015", "le bloc S2 n'a aucune épreuve de fin de formation")
    ]


def test_a_code_that_an_exam_could_assess_is_not_forgotten(bank):
    fewer = targets(bank, "S3-CAS")
    kept = tuple(t for t in fewer if t.code != "CO3.5")
    forgetful = changed(bank, "S3-CAS", targets=kept)
    trimmed = tuple(t for t in bank.blueprint("S3-CC-TRAVAIL").targets if t.code != "CO3.5")
    forgetful = changed(forgetful, "S3-CC-TRAVAIL", targets=trimmed)
    forgetful = without(forgetful, "S3-SOUTENANCE")
    (fault,) = [f for f in checks.codes_are_assessed(forgetful) if f.code == "PLA-014"]
    assert fault.severity is Severity.WARNING
    assert "S3-ECRIT, S3-CAS" in fault.hint


def test_a_code_only_assessed_continuously_is_told(bank):
    (fault,) = [f for f in checks.codes_are_assessed(without(bank, "B3-CAS")) if "C17" in f.message]
    assert fault.code == "PLA-013"


def test_a_code_that_no_format_can_write_is_not_missed_in_writing(bank):
    assert not [f for f in checks.codes_are_assessed(bank) if "CO1.5" in f.message]
    absent = without(bank, "S1-CC-ENTREPRISE", "S1-SOUTENANCE")
    (fault,) = [f for f in checks.codes_are_assessed(absent) if "CO1.5" in f.message]
    assert (fault.code, fault.message) == (
        "PLA-012",
        "CO1.5 n'est évaluée par aucune épreuve ; formats aptes : cc_entreprise, ef_soutenance",
    )


@pytest.mark.parametrize(
    ("blueprint", "modality"),
    [
        ("B1-ECRIT", Modality.ORAL),
        ("B1-CC-EXPOSE", Modality.WRITTEN),
        ("B1-ORAL", Modality.SIMULATION),
        ("B1-SIM", Modality.ORAL),
        ("S1-CC-ENTREPRISE", Modality.WRITTEN),
    ],
)
def test_a_kind_of_exam_has_its_modality(bank, blueprint, modality):
    mixed = changed(bank, blueprint, modality=modality)
    assert codes(checks.kinds_match_the_modality(mixed)) == ["PLA-021"]


@pytest.mark.parametrize(
    ("blueprint", "group", "told"),
    [
        ("B1-SIM", (1, 5), ["PLA-022"]),
        ("B1-SIM", (2, 2), []),
        ("B1-ORAL", (1, 4), ["PLA-022"]),
        ("B1-CAS", (1, 1), []),
    ],
)
def test_only_a_simulation_is_played_in_groups(bank, blueprint, group, told):
    assert codes(checks.groups_are_for_simulations(changed(bank, blueprint, group=group))) == told


def test_a_simulation_plays_one_question(bank):
    two = changed(bank, "B3-SIM", items_max=2)
    assert codes(checks.groups_are_for_simulations(two)) == ["PLA-024"]
    assert [f.message for f in checks.groups_are_for_simulations(two)] == [
        "B3-SIM : une simulation joue une question, celle-ci en demande de 1 à 2"
    ]


def test_a_simulation_with_too_few_roles_for_the_group_is_told(bank, played):
    roomy = changed(bank, "B1-SIM", group=(4, 6))
    (fault,) = checks.simulations_have_roles(replace(roomy, scenarios=(played(roles=5),)))
    assert (fault.code, fault.severity, fault.message) == (
        "PLA-023",
        Severity.WARNING,
        "B1-SIM : X/S1 a 5 rôles pour des groupes de 6",
    )
    whole = replace(roomy, scenarios=(played(roles=6),))
    assert codes(checks.simulations_have_roles(whole)) == []
    assert codes(checks.simulations_have_roles(replace(bank, scenarios=(played(roles=5),)))) == []
