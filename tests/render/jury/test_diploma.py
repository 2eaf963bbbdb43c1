"""Attestations and certificates: refused without their official grounds, and nothing on them that may not be."""

from dataclasses import replace

import pytest

from pipeline.model.award import BlockStatus
from pipeline.render import diploma

COMPLETE = {"B1": "WON", "B2": "13.5", "B3": "15", "S1": "14"}
FIELDS = ("title", "rncp", "level", "certifier", "registered_on", "nsf")


def official(basis, **changes):
    return replace(basis, official=replace(basis.official, **changes))


@pytest.fixture
def attestation_template(template):
    """The template of attestations: a second file of the same family."""

    class Family:
        FILE = diploma.BLOCK_FILE
        SCHEMA = diploma.SCHEMA

    return template(Family)


def test_a_certificate_reads_as_it_was_accepted(docket, template, accepted):
    case = docket.decide("0001", COMPLETE, honours="tres_bien")
    view = diploma.certificate_view(docket.basis, case)
    accepted("parchemin", diploma.render_diploma(template(diploma), view))


def test_an_attestation_reads_as_it_was_accepted(docket, attestation_template, accepted):
    case = docket.decide("0001", COMPLETE)
    view = diploma.attestation_view(docket.basis, case, case.own_blocks[0])
    accepted("attestation_bloc", diploma.render_diploma(attestation_template, view))


@pytest.mark.parametrize("field", FIELDS)
def test_a_certificate_is_refused_without_an_official_field(docket, field):
    case = docket.decide("0001", COMPLETE)
    assert diploma.certificate_view(official(docket.basis, **{field: ""}), case) is None


def test_a_certificate_is_for_a_complete_award_only(docket):
    case = docket.decide("0001", {**COMPLETE, "B2": "9"})
    assert diploma.certificate_view(docket.basis, case) is None


def test_an_attestation_prints_the_official_lines_that_are_known_and_no_blank(docket):
    case = docket.decide("0001", COMPLETE)
    bare = official(docket.basis, rncp="", level="", registered_on="", nsf="")
    assert diploma.attestation_view(bare, case, case.own_blocks[0]).grounds == ()


def test_a_registration_without_its_day_says_no_day(docket):
    case = docket.decide("0001", COMPLETE)
    basis = official(docket.basis, registered_on="", level="maîtrise", nsf="128")
    assert diploma.attestation_view(basis, case, case.own_blocks[0]).grounds == (
        "Certification professionnelle enregistrée au Répertoire national des certifications professionnelles (RNCP) "
        "sous le numéro RNCP00000",
        "Maîtrise",
        "Code NSF\u00a0: 128",
    )


def test_every_block_is_no_path(docket):
    policy = docket.basis.policy
    whole = replace(
        docket.basis, policy=replace(policy, path=replace(policy.path, all_blocks=True))
    )
    case = docket.decide("0001", COMPLETE)
    view = diploma.certificate_view(whole, case)
    assert view is not None
    assert view.path == ""


def test_only_blocks_won_now_are_attested(docket):
    case = docket.decide("0001", {**COMPLETE, "B2": "9"})
    assert [b.block for b in case.own_blocks] == ["B3", "S1"]
    assert {b.status for b in case.own_blocks} == {BlockStatus.VALID}


def test_certificates_have_no_picture(template, attestation_template):
    for made in (template(diploma), attestation_template):
        assert not [part for part in made.order if "media" in part]
