"""Who may decide: the composition of a jury, recusals, votes."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.award.decisions import rule
from pipeline.award.jury import person, read_board
from pipeline.model.award import Deliberation, Member, Vote

TODAY = "2026-07-02"
PASS = {"B1": "12", "B2": "12", "B3": "12", "S1": "12"}
ANA = {"name": "Ana Un", "president": "oui"}
BO = {"name": "Bo Deux", "external": "non"}
CY = {"name": "Cy Trois"}


@pytest.fixture
def hearing(make_hearing):
    return make_hearing({"0001": PASS, "0002": PASS})


@pytest.fixture
def told(hearing, type_table):
    """``told(members)``: the codes and cells of the faults of a jury."""

    def run(*members, at=hearing, **sitting):
        table = type_table(at, members=list(members), **sitting)
        _, faults = read_board(at, table, TODAY)
        return [(f.code, f.source.cell) for f in faults]

    return run


def test_a_jury_is_read_as_it_was_typed(hearing, type_table):
    table = type_table(
        hearing,
        members=[{**ANA, "name": " Ana   Un "}, {**BO, "trained": "1; 0002", "linked": "0002"}],
        incidents="aucun",
    )
    board, faults = read_board(hearing, table, TODAY)
    ana = Member(
        name="Ana Un",
        quality="Qualité",
        organisation="Organisme",
        external=True,
        president=True,
        present=True,
    )
    bo = replace(
        ana,
        name="Bo Deux",
        external=False,
        president=False,
        trained=("0001", "0002"),
        linked=("0002",),
    )
    assert faults == ()
    assert board.deliberation == Deliberation(
        date="2026-07-01", place="Lyon", members=(ana, bo), incidents="aucun"
    )
    assert board.president == ana


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ([], "JUR-035"),
        ([CY, BO], "JUR-039"),
        ([ANA, {**CY, "president": "oui"}], "JUR-040"),
        ([{**ANA, "present": "non"}, BO, CY], "JUR-041"),
        ([ANA], "JUR-042"),
        ([ANA, {**CY, "present": "non"}], "JUR-042"),
        ([ANA, BO, {**BO, "name": "Di Quatre"}], "JUR-043"),
    ],
)
def test_a_jury_that_may_not_decide_is_refused(told, members, code):
    assert [c for c, _ in told(*members)] == [code]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"quality": ""}, ("JUR-036", "m2.quality")),
        ({"organisation": ""}, ("JUR-036", "m2.organisation")),
        ({"external": "peut-être"}, ("JUR-037", "m2.external")),
        ({"trained": "0009"}, ("JUR-044", "m2.trained")),
        ({"linked": "0001 et 0002"}, ("JUR-044", "m2.linked")),
        ({"name": "UN Ana"}, ("JUR-038", "m2.name")),
    ],
)
def test_a_member_with_a_fault_is_told_by_its_cell(told, change, fault):
    assert told(ANA, {**CY, **change}) == [fault]


def test_what_is_missing_of_a_member_is_told_at_once(told):
    blank = dict.fromkeys(("name", "quality", "organisation", "external", "present"), "")
    assert told(ANA, BO, blank) == [("JUR-036", f"m3.{field}") for field in blank]


@pytest.mark.parametrize(
    ("sitting", "codes"),
    [
        ({"date": ""}, ["JUR-030"]),
        ({"date": "2026-07-03"}, []),
        ({"date": "2026-07-04"}, ["JUR-032"]),
        ({"date": "2026-06-14"}, ["JUR-033"]),
        ({"date": "un jour"}, []),
        ({"place": ""}, ["JUR-034"]),
    ],
)
def test_day_and_place_are_checked(told, sitting, codes):
    assert [c for c, _ in told(ANA, BO, **sitting)] == codes


def test_two_people_with_one_number_without_zeros_are_not_guessed(make_hearing, told):
    both = make_hearing({"0001": PASS, "001": PASS})
    assert told(ANA, {**BO, "trained": "1"}, at=both) == [("JUR-044", "m2.trained")]
    assert told(ANA, {**BO, "trained": "001"}, at=both) == []


def test_a_person_is_known_whatever_the_order_of_the_words():
    assert person("Éva  MARTIN-Roux") == person("martin roux eva")


# --- recusals and votes


@pytest.fixture
def ruled(hearing, type_table):
    """``ruled(members, recused="2")``: the codes of the faults of candidate 0001, and the decision."""

    def run(*members, at=hearing, **typed):
        people = {
            "0001": {"decision": "conforme", **typed},
            "0002": {"decision": "conforme"},
        }
        found = rule(at, type_table(at, members=list(members), people=people), TODAY)
        first = next((d for d in found.decisions if d.candidate == "0001"), None)
        return [f.code for f in found.faults], first

    return run


def test_a_trainer_or_a_link_must_stand_down(ruled):
    trained = {**BO, "trained": "0001"}
    linked = {**BO, "linked": "0001"}
    assert ruled(ANA, trained, CY)[0] == ["JUR-071"]
    assert ruled(ANA, linked, CY)[0] == ["JUR-071"]
    assert ruled(ANA, {**trained, "present": "non"}, CY)[0] == []
    for said in ("2", "Deux Bo", "bo deux ; 2"):
        faults, decision = ruled(ANA, trained, CY, recused=said)
        assert (faults, decision.recused) == ([], ("Bo Deux",))


def test_a_link_declared_at_registration_counts(make_hearing, ruled):
    hearing = make_hearing({"0001": PASS, "0002": PASS}, declared={"ana un": ("0001",)})
    assert ruled(ANA, BO, CY, at=hearing)[0] == ["JUR-071"]


def test_rules_may_let_trainers_and_links_sit(make_hearing, jury_policy, ruled):
    jury = replace(jury_policy.jury, trainer_excluded=False, link_excluded=False)
    hearing = make_hearing({"0001": PASS, "0002": PASS}, replace(jury_policy, jury=jury))
    assert ruled(ANA, {**BO, "trained": "0001", "linked": "0001"}, at=hearing)[0] == []


def test_recusals_leave_a_jury_that_may_decide(ruled):
    assert ruled(ANA, BO, recused="2")[0] == ["JUR-072"]
    assert ruled(ANA, BO, {**BO, "name": "Di Quatre"}, CY, recused="1")[0] == ["JUR-073"]
    assert ruled(ANA, BO, CY, recused="Personne")[0] == ["JUR-070"]


@pytest.mark.parametrize(
    ("votes", "codes"),
    [
        (("2", "1", ""), []),
        (("1", "1", "1"), []),
        (("1", "2", ""), ["JUR-076"]),
        (("2", "", ""), ["JUR-075"]),
        (("2,5", "", ""), ["JUR-074"]),
        (("-1", "", "x"), ["JUR-074", "JUR-074"]),
        (("1000", "", ""), ["JUR-074"]),
    ],
)
def test_votes_add_up_to_a_majority(ruled, votes, codes):
    typed = dict(zip(("yes", "no", "abstained"), votes, strict=True))
    faults, decision = ruled(ANA, BO, CY, **typed)
    assert faults == codes
    if not codes:
        assert decision.vote == Vote(**{k: int(v or 0) for k, v in typed.items()})


def test_without_votes_the_decision_was_unanimous(ruled):
    assert ruled(ANA, BO)[1].vote == Vote()


def test_the_president_breaks_a_tie_only_when_sitting_and_allowed(ruled, make_hearing, jury_policy):
    tie = {"yes": "1", "no": "1"}
    assert ruled(ANA, BO, **tie)[0] == []
    assert ruled(ANA, BO, CY, recused="1", **tie)[0] == ["JUR-077"]
    strict = replace(jury_policy, jury=replace(jury_policy.jury, casting_vote=False))
    hearing = make_hearing({"0001": PASS, "0002": PASS}, strict)
    assert ruled(ANA, BO, at=hearing, **tie)[0] == ["JUR-077"]


def test_a_decision_is_signed_by_the_president(ruled):
    assert ruled(BO, ANA)[1].author == "Ana Un"
    faults, decision = ruled(BO, CY)
    assert (faults, decision.author) == (["JUR-039"], "")


def test_no_share_of_external_members_may_be_asked(make_hearing, jury_policy, ruled):
    jury = replace(jury_policy.jury, external_share=Decimal(0))
    hearing = make_hearing({"0001": PASS, "0002": PASS}, replace(jury_policy, jury=jury))
    assert ruled({**ANA, "external": "non"}, BO, at=hearing)[0] == []
