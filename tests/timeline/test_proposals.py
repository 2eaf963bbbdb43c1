"""The sessions that a calendar asks for: which, when, of whom, and why on that day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.diagnostics import Source
from pipeline.model.calendar import Calendar, Cohort, Move, Proposal, Sitting
from pipeline.timeline.proposals import nearest_open, propose, why_not

EXAMS = ("B1-ECRIT", "B1-ORAL", "B2-CAS", "B2-ORAL", "B1-CC")
PLACE = Source(path="calendrier.yaml", line=1)
EVER = ("2000-01-01", "2199-12-31")


def sitting(*exams, **fields):
    return Sitting(exams=exams, source=PLACE, **fields)


def cohort(name, *sittings, begins="2026-01-05", ends="2026-12-18", people=10):
    return Cohort(
        id=name,
        title=f"Promotion {name}",
        begins=begins,
        ends=ends,
        people=people,
        sittings=sittings,
        source=PLACE,
    )


def calendar(*cohorts, together=True, closed=()):
    return Calendar(
        zone="Europe/Paris",
        centre="",
        author="",
        together=together,
        closed=closed,
        cohorts=cohorts,
        source=PLACE,
    )


def proposed(found, first=EVER[0], last=EVER[1]):
    return propose(found, EXAMS, first, last)


def test_a_sitting_becomes_a_session_on_the_day_wanted():
    found = calendar(cohort("a", sitting("B2-CAS", "B1-ECRIT", days=-1, tables=("B1-CC",))))
    assert proposed(found) == (
        Proposal(
            session="2026-12",
            title="Session de décembre 2026 - Promotion a",
            date="2026-12-17",
            exams=("B1-ECRIT", "B2-CAS"),
            tables=("B1-CC",),
            cohorts=("a",),
            people=10,
            source=PLACE,
        ),
    )


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({}, "2026-12-18"),
        ({"days": -14}, "2026-12-04"),
        ({"days": 88, "from_start": True}, "2026-04-03"),
        ({"date": "2026-06-16"}, "2026-06-16"),
    ],
)
def test_days_are_counted_from_the_end_or_the_beginning_of_the_training(fields, day):
    (one,) = proposed(calendar(cohort("a", sitting("B1-ECRIT", **fields))))
    assert (one.date, one.session, one.moves) == (day, day[:7], ())


def test_sittings_of_a_month_are_one_session_on_the_earliest_day():
    found = calendar(
        cohort("a", sitting("B2-CAS"), people=24),
        cohort("b", sitting("B1-ECRIT", days=-7), sitting("B1-ORAL", days=-150), people=18),
    )
    july, december = proposed(found)
    assert (july.session, july.date, july.cohorts, july.people) == (
        "2026-07",
        "2026-07-21",
        ("b",),
        18,
    )
    assert december == Proposal(
        session="2026-12",
        title="Session de décembre 2026",
        date="2026-12-11",
        exams=("B1-ECRIT", "B2-CAS"),
        tables=(),
        cohorts=("a", "b"),
        people=42,
        moves=(Move(cohort="a", wanted="2026-12-18", reasons=("together",)),),
        source=PLACE,
    )


def test_a_cohort_that_sits_twice_in_a_month_is_counted_once():
    found = calendar(cohort("a", sitting("B2-CAS"), sitting("B1-ECRIT", days=-7)))
    (one,) = proposed(found)
    assert (one.cohorts, one.people, one.date) == (("a",), 10, "2026-12-11")


def test_cohorts_may_have_a_session_each():
    found = calendar(
        cohort("a", sitting("B1-ECRIT")), cohort("b", sitting("B1-ECRIT")), together=False
    )
    assert [(p.session, p.title) for p in proposed(found)] == [
        ("2026-12-a", "Session de décembre 2026 - Promotion a"),
        ("2026-12-b", "Session de décembre 2026 - Promotion b"),
    ]


@pytest.mark.parametrize("together", [True, False])
def test_a_name_sets_a_session_apart_and_shares_it(together):
    found = calendar(
        cohort("a", sitting("B1-ECRIT", session="finale"), sitting("B1-CC")),
        cohort("b", sitting("B1-ECRIT", session="finale")),
        together=together,
    )
    assert [(p.session, p.cohorts) for p in proposed(found)] == [
        ("2026-12" if together else "2026-12-a", ("a",)),
        ("finale", ("a", "b")),
    ]


def test_a_month_that_begins_with_a_vowel_is_elided():
    found = calendar(cohort("a", sitting("B1-ECRIT"), ends="2026-08-20"))
    assert proposed(found)[0].title == "Session d'août 2026 - Promotion a"


@pytest.mark.parametrize(
    ("day", "held", "reason"),
    [
        ("2026-12-12", "2026-12-11", "weekend"),
        ("2026-12-13", "2026-12-11", "weekend"),
        ("2026-11-11", "2026-11-10", "armistice"),
        ("2027-03-29", "2027-03-26", "easter_monday"),
        ("2027-05-01", "2027-04-30", "labour_day"),
        ("2026-12-23", "2026-12-18", "closed"),
        ("2026-12-25", "2026-12-18", "christmas"),
        ("2027-01-01", "2026-12-18", "new_year"),
    ],
)
def test_a_day_on_which_nobody_sits_is_moved_back_and_told(day, held, reason):
    closed = (("2026-12-21", "2026-12-31"),)
    found = calendar(cohort("a", sitting("B1-ECRIT", date=day)), closed=closed)
    (one,) = proposed(found)
    assert (one.date, one.moves) == (held, (Move(cohort="a", wanted=day, reasons=(reason,)),))


def test_a_session_keeps_the_month_wanted_when_closed_days_push_it_into_the_one_before():
    wanted = calendar(cohort("a", sitting("B1-ECRIT", date="2027-05-03")))
    closed = calendar(*wanted.cohorts, closed=(("2027-05-01", "2027-05-09"),))
    assert [(p.session, p.date) for p in proposed(wanted)] == [("2027-05", "2027-05-03")]
    assert [(p.session, p.date) for p in proposed(closed)] == [("2027-05", "2027-04-30")]
    assert proposed(closed)[0].title == "Session de mai 2027 - Promotion a"


def test_both_reasons_of_a_move_are_told():
    found = calendar(
        cohort("a", sitting("B1-ECRIT", date="2026-12-04")),
        cohort("b", sitting("B1-ECRIT", date="2026-12-13")),
    )
    (one,) = proposed(found)
    assert one.moves == (Move(cohort="b", wanted="2026-12-13", reasons=("weekend", "together")),)


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        ("2026-12-31", "2026-12-31", 1),
        ("2027-01-01", "2027-12-31", 1),
        ("2026-01-01", "2026-12-30", 0),
        ("2027-01-02", "2027-12-31", 0),
    ],
)
def test_a_session_is_in_the_windows_of_its_day_and_of_the_day_wanted(first, last, count):
    found = calendar(cohort("a", sitting("B1-ECRIT", date="2027-01-01")))
    assert len(proposed(found, first, last)) == count


def test_a_calendar_without_sittings_asks_for_nothing():
    assert proposed(calendar()) == proposed(calendar(cohort("a"))) == ()


DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31)).map(date.isoformat)
PERIODS = st.tuples(DAYS, st.integers(0, 40)).map(
    lambda p: (p[0], (date.fromisoformat(p[0]) + timedelta(days=p[1])).isoformat())
)
CLOSED = st.lists(PERIODS, max_size=6).map(tuple)
SITTINGS = st.builds(
    lambda day, exams: sitting(*sorted(exams), date=day),
    DAYS,
    st.sets(st.sampled_from(EXAMS), min_size=1),
)
CALENDARS = st.builds(
    lambda parts, together, closed: calendar(
        *(cohort(f"p{n}", *part, people=n + 1) for n, part in enumerate(parts)),
        together=together,
        closed=closed,
    ),
    st.lists(st.lists(SITTINGS, max_size=4), max_size=5),
    st.booleans(),
    CLOSED,
)


@settings(deadline=None, derandomize=True)
@given(DAYS, CLOSED)
def test_the_day_held_is_the_last_one_before_on_which_people_sit(day, closed):
    held = nearest_open(day, closed)
    assert held <= day
    assert not why_not(held, closed)
    after = date.fromisoformat(held) + timedelta(days=1)
    while after.isoformat() <= day:
        assert why_not(after.isoformat(), closed)
        after += timedelta(days=1)


@settings(deadline=None, derandomize=True)
@given(CALENDARS)
def test_every_sitting_has_its_exams_in_one_session_not_later_than_wanted(found):
    sessions = {p.session: p for p in proposed(found)}
    people = {c.id: c.people for c in found.cohorts}
    for wanted in found.wanted():
        session = sessions[wanted.session]
        assert session.date <= wanted.day
        assert wanted.cohort.id in session.cohorts
        assert set(wanted.sitting.exams) <= set(session.exams)
    for session in sessions.values():
        assert not why_not(session.date, found.closed)
        assert session.people == sum(people[name] for name in session.cohorts)
        assert list(session.exams) == [e for e in EXAMS if e in session.exams]
        own = [w for w in found.wanted() if w.session == session.session]
        assert {e for w in own for e in w.sitting.exams} == set(session.exams)
        assert len(session.moves) == sum(w.day != session.date for w in own)


@settings(deadline=None, derandomize=True)
@given(CALENDARS, DAYS)
def test_a_session_is_the_same_in_every_window(found, cut):
    before = (date.fromisoformat(cut) - timedelta(days=1)).isoformat()
    early, late = proposed(found, EVER[0], before), proposed(found, cut, EVER[1])
    whole = proposed(found)
    assert set(early) | set(late) == set(whole)
    assert [p.date for p in whole] == sorted(p.date for p in whole)
