"""The dated steps of several sessions, side by side."""

import pytest

from pipeline.model.deadline import USUAL, Milestone
from pipeline.model.standing import Standing
from pipeline.timeline.agenda import Entry, between, entries
from pipeline.timeline.steps import State, Status, statuses

ZONE = "Europe/Paris"


def entry(session="a", step="generate", due="2026-11-10T06:00:00Z", state=State.LATER, rank=1):
    return Entry(session=session, step=step, rank=rank, due=due, state=state)


def test_every_date_of_a_new_session_is_there_once():
    found = statuses(Standing(session="a"), USUAL, "2026-12-10", ZONE, "2026-06-01T00:00:00Z")
    rows = tuple(entries("a", found))
    assert [(e.step, e.rank, e.due) for e in rows] == [
        ("generate", 1, "2026-11-10T06:00:00Z"),
        ("summon", 1, "2026-11-25T06:00:00Z"),
        ("release", 1, "2026-12-10T05:00:00Z"),
        ("remind", 1, "2026-12-17T06:00:00Z"),
        ("remind", 2, "2026-12-20T06:00:00Z"),
        ("remind", 3, "2026-12-23T06:00:00Z"),
        ("reconcile", 1, "2026-12-20T17:00:00Z"),
        ("lift", 1, "2026-12-20T17:00:00Z"),
        ("award", 1, "2026-12-20T17:00:00Z"),
        ("decide", 1, "2026-12-31T06:00:00Z"),
        ("announce", 1, "2027-01-03T06:00:00Z"),
        ("resit", 1, "2027-01-03T06:00:00Z"),
    ]
    assert {(e.session, e.state, e.reason, e.proposed) for e in rows} == {
        ("a", State.LATER, "", False)
    }


def test_without_results_to_publish_resits_open_with_the_jury():
    dates = {m: d for m, d in USUAL.items() if m is not Milestone.ANNOUNCE}
    found = statuses(Standing(session="a"), dates, "2026-12-10", ZONE, "2026-06-01T00:00:00Z")
    assert [(e.step, e.due) for e in entries("a", found)][-2:] == [
        ("decide", "2026-12-31T06:00:00Z"),
        ("resit", "2026-12-31T06:00:00Z"),
    ]
    del dates[Milestone.RESIT]
    found = statuses(Standing(session="a"), dates, "2026-12-10", ZONE, "2026-06-01T00:00:00Z")
    assert [e.step for e in entries("a", found)][-1] == "decide"


def test_what_is_not_wanted_is_left_out():
    status = Status(step="approve", due="2026-11-10T06:00:00Z", state=State.NEVER)
    assert tuple(entries("a", [status])) == ()


@pytest.mark.parametrize("state", State)
def test_what_comes_again_is_told_only_while_it_waits_for_a_person(state):
    status = Status(step="collect", due="2026-11-10T06:00:00Z", state=state, reason="refused")
    assert [e.reason for e in entries("a", [status])] == ["refused"] * (state is State.PERSON)


def test_a_session_to_open_is_told_apart():
    status = Status(step="generate", due="2026-11-10T06:00:00Z", state=State.DUE)
    (row,) = entries("a", [status], proposed=True)
    assert (row.proposed, row.overdue) == (True, True)


@pytest.mark.parametrize(
    ("state", "overdue"),
    [
        (State.DONE, False),
        (State.DUE, True),
        (State.PERSON, True),
        (State.AFTER, True),
        (State.LATER, False),
        (State.NEVER, False),
    ],
)
def test_overdue_is_what_should_have_been_done(state, overdue):
    assert entry(state=state).overdue is overdue


def test_overdue_comes_first_then_by_moment_session_and_step():
    late = entry("z", due="2020-01-01T00:00:00Z", state=State.PERSON)
    later = entry("y", due="2026-11-12T00:00:00Z", state=State.DUE)
    rows = [
        late,
        later,
        entry("a", "generate", state=State.DONE),
        entry("a", "approve"),
        entry("b", "generate"),
        entry("a", "remind", "2026-11-11T00:00:00Z"),
        entry("a", "remind", "2026-11-11T00:00:00Z", rank=2),
    ]
    for given in (rows, rows[::-1]):
        assert between(given, "2026-11-01", "2026-11-30", ZONE) == tuple(rows)


def test_days_are_those_of_the_zone_both_included():
    first = entry(due="2026-11-10T23:00:00Z")
    last = entry(due="2026-11-12T22:59:59Z")
    around = (entry(due="2026-11-10T22:59:59Z"), entry(due="2026-11-12T23:00:00Z"))
    rows = between((first, *around, last), "2026-11-11", "2026-11-12", ZONE)
    assert rows == (first, last)
