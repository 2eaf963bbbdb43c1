"""The dates of a session as values: their order, and what a session that follows another keeps of them."""

import pytest

from pipeline.model.deadline import USUAL, Deadline, Milestone, inherited, misplaced


@pytest.mark.parametrize("day", ["", "2026-12-10"])
def test_the_usual_dates_are_in_order(day):
    assert misplaced(USUAL, day) == ()
    assert misplaced({}, day) == ()


def test_every_pair_out_of_order_is_found():
    dates = {**USUAL, Milestone.RELEASE: (Deadline(days=30),)}
    assert misplaced(dates) == (
        (Milestone.RELEASE, Milestone.RETURN),
        (Milestone.RELEASE, Milestone.REMIND),
    )


@pytest.mark.parametrize(
    ("deadline", "text"),
    [
        (Deadline(), "J 07:00"),
        (Deadline(days=-30), "J-30 07:00"),
        (Deadline(days=10, time="18:00"), "J+10 18:00"),
        (Deadline(date="2026-12-01", time="06:00"), "2026-12-01 06:00"),
    ],
)
def test_a_date_is_written_as_it_is_read(deadline, text):
    assert deadline.written() == text


def test_a_session_that_follows_another_keeps_its_relative_dates():
    dates = {**USUAL, Milestone.JURY: (Deadline(days=22),)}
    assert inherited(dates) == dates
    assert inherited({}) == {}


def test_dates_of_the_session_before_become_the_usual_ones():
    dates = {**USUAL, Milestone.JURY: (Deadline(date="2026-12-22"),)}
    assert inherited(dates) == USUAL


def test_what_was_not_wanted_stays_so():
    dates = {m: d for m, d in USUAL.items() if m is not Milestone.SUMMON}
    assert inherited(dates) == dates
    dates[Milestone.RELEASE] = (Deadline(date="2026-12-10"),)
    assert Milestone.SUMMON not in inherited(dates)


def test_dates_that_would_mix_their_order_are_all_the_usual_ones():
    dates = {
        **USUAL,
        Milestone.JURY: (Deadline(days=40),),
        Milestone.ANNOUNCE: (Deadline(date="2027-01-30"),),
    }
    assert misplaced(dates, "2026-12-10") == ()
    assert inherited(dates) == USUAL


def test_a_reminder_on_a_date_makes_all_of_them_usual():
    dates = {**USUAL, Milestone.REMIND: (Deadline(days=8), Deadline(date="2026-12-20"))}
    assert inherited(dates) == USUAL
