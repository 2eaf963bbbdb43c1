"""What keeps certificates from being whole, and words that the documents of a jury share."""

from dataclasses import replace

import pytest

from pipeline.model.referential import Official
from pipeline.render import verdict
from pipeline.rules import verdict as rules

COMPLETE = {"B1": "WON", "B2": "13.5", "B3": "15", "S1": "14"}


def test_a_missing_field_is_named_with_what_it_stops(docket):
    basis = replace(docket.basis, official=replace(docket.basis.official, rncp="", nsf=""))
    faults = verdict.certificate_faults(basis, [docket.decide("0001", COMPLETE)])
    assert [f.code for f in faults] == [rules.NO_CERTIFICATE.code, rules.BARE_ATTESTATIONS.code]
    assert faults[0].message == (
        "1 attribution complète sans parchemin : il manque le numéro RNCP et le code NSF au référentiel"
    )
    assert faults[1].message.startswith("3 attestations de bloc sans toutes")


def test_nothing_is_said_when_nothing_is_missing_or_nothing_is_given(docket):
    bare = replace(docket.basis, official=Official(title="Expert"))
    nobody = docket.decide("0002", {"B1": "8", "B2": "8", "B3": "8", "S1": "8"})
    assert verdict.certificate_faults(docket.basis, [docket.decide("0001", COMPLETE)]) == ()
    assert verdict.certificate_faults(bare, [nobody]) == ()


@pytest.mark.parametrize(
    ("parts", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")],
)
def test_parts_are_joined_as_french_does(parts, said):
    assert verdict.joined(parts) == said


def test_a_day_of_birth_that_is_not_known_is_empty(docket):
    case = docket.decide("0001", COMPLETE, birth_date="")
    assert verdict.birth(case.decision) == ""
