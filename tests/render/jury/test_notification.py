"""Notifications: the decision, what is won, what to sit again, how to appeal."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.render import notification

FAILED = {"B1": "14", "B2": "9", "B3": "12/2", "S1": "DEF"}


def rules_with(basis, **changes):
    policy = basis.policy
    return replace(basis, policy=replace(policy, resit=replace(policy.resit, **changes)))


def test_a_complete_award_reads_as_it_was_accepted(docket, template, accepted):
    case = docket.decide("0001", {"B1": "WON", "B2": "13.5", "B3": "15", "S1": "14"})
    view = notification.notice_view(docket.basis, case)
    accepted("notification_complete", notification.render_notice(template(notification), view))


def test_a_partial_award_reads_as_it_was_accepted(docket, template, accepted):
    case = docket.decide("0002", FAILED, decision="non_attribution", reason="fraude établie")
    view = notification.notice_view(docket.basis, case)
    accepted("notification_partielle", notification.render_notice(template(notification), view))


def test_what_is_said_of_a_resit_follows_the_rules(docket):
    case = docket.decide("0002", FAILED)
    basis = rules_with(
        docket.basis, free=False, best=False, cap=Decimal(10), distinct=False, all_exams=True
    )
    view = notification.notice_view(basis, replace(case, limit=""))
    assert view.resit == (
        "Vous pouvez vous présenter à une session de rattrapage aux épreuves ci-dessous.",
        "Le rattrapage donne lieu à des frais\u202f; le centre vous en indique le montant.",
        "La dernière note obtenue est retenue pour chaque épreuve repassée.",
        "La note d’une épreuve repassée ne dépasse pas 10/20.",
    )


def test_nothing_is_said_of_the_price_when_the_rules_frozen_do_not_know_it(docket):
    case = docket.decide("0002", FAILED)
    view = notification.notice_view(rules_with(docket.basis, free=None), case)
    assert not [text for text in view.resit if "gratuit" in text or "frais" in text]


def test_who_has_no_resit_left_is_told_and_has_nothing_to_sit(docket):
    case = docket.decide("0002", FAILED, case={"resit_left": False})
    view = notification.notice_view(docket.basis, case)
    assert view.resit == (
        "Le nombre de sessions de rattrapage prévu par le règlement est atteint.",
    )
    assert view.again == ()


def test_a_block_without_any_exam_is_for_another_session(docket):
    case = docket.decide("0002", FAILED, case={"again": ()})
    view = notification.notice_view(docket.basis, case)
    assert view.resit[0] == "Bloc 2\u00a0: à passer dans une autre session."


def test_a_block_that_was_not_sat_says_so(docket):
    case = docket.decide("0002", FAILED)
    absent = replace(case.results["B2"], exams=(), reasons=())
    view = notification.notice_view(
        docket.basis, replace(case, results={**case.results, "B2": absent})
    )
    assert view.blocks[1].note == "aucune épreuve passée dans cette session"


@pytest.mark.parametrize(
    ("days", "said"), [(1, "dans le jour qui suit"), (90, "les 90\u00a0jours")]
)
def test_the_appeal_runs_from_the_first_decision(docket, days, said):
    case = docket.decide("0002", FAILED, date="2026-09-03", revises="2026-06/0002/1")
    basis = replace(docket.basis, policy=replace(docket.basis.policy, appeal_days=days))
    view = notification.notice_view(basis, case)
    assert said in view.appeal[0]
    assert ("4\u00a0juillet 2026" in view.appeal[0]) is (days == 1)
