"""Days, hours and moments: what clocks show, what they skip, what they repeat."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.moments import days_after, is_moment, is_zone, local_time, utc_moments

PARIS = "Europe/Paris"


@pytest.mark.parametrize(
    ("day", "time", "moments"),
    [
        ("2026-12-01", "08:00", ("2026-12-01T07:00:00Z",)),
        ("2026-07-01", "08:00", ("2026-07-01T06:00:00Z",)),
        ("2027-01-01", "00:30", ("2026-12-31T23:30:00Z",)),
        ("2027-03-28", "01:59", ("2027-03-28T00:59:00Z",)),
        ("2027-03-28", "02:00", ()),
        ("2027-03-28", "02:59", ()),
        ("2027-03-28", "03:00", ("2027-03-28T01:00:00Z",)),
        ("2026-10-25", "01:59", ("2026-10-24T23:59:00Z",)),
        ("2026-10-25", "02:00", ("2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z")),
        ("2026-10-25", "02:59", ("2026-10-25T00:59:00Z", "2026-10-25T01:59:00Z")),
        ("2026-10-25", "03:00", ("2026-10-25T02:00:00Z",)),
    ],
)
def test_a_time_of_paris_names_one_moment_but_in_two_nights(day, time, moments):
    assert utc_moments(day, time, PARIS) == moments


def test_a_whole_day_that_a_zone_skipped_has_no_moment():
    assert utc_moments("2011-12-30", "12:00", "Pacific/Apia") == ()


@pytest.mark.parametrize(
    "text",
    [
        *("", "hier", "2026-11-23", "2026-11-23T06:07:00", "2026-11-23T06:07:00+00:00"),
        *("2026-1-1T1:2:3Z", "2026-02-30T06:07:00Z", "2026-11-23T24:00:00Z", "26-11-23T06:07:00Z"),
        *(" 2026-11-23T06:07:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"),
    ],
)
def test_what_is_no_moment_is_told_apart(text):
    assert not is_moment(text)
    assert is_moment("2026-11-23T06:07:00Z")


@pytest.mark.parametrize("zone", ["", "Europe", "Europe/Pariss", "../x", "/etc/passwd", "\0"])
def test_what_is_no_zone_is_told_apart(zone):
    assert not is_zone(zone)
    assert is_zone(PARIS)


@pytest.mark.parametrize(
    ("day", "days", "after"),
    [("2026-12-31", 1, "2027-01-01"), ("2028-03-01", -1, "2028-02-29"), ("2026-06-15", 0, "2026-06-15")],
)  # fmt: skip
def test_days_are_counted_on_the_calendar(day, days, after):
    assert days_after(day, days) == after


MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1))  # noqa: DTZ001 - made aware below


@given(
    MOMENTS, st.sampled_from([PARIS, "America/Cayenne", "Asia/Kathmandu", "Australia/Lord_Howe"])
)
@settings(deadline=None, derandomize=True)
def test_a_moment_is_among_those_that_its_own_time_names(drawn, zone):
    minute = drawn.replace(second=0, microsecond=0, tzinfo=UTC)
    moment = minute.strftime("%Y-%m-%dT%H:%M:%SZ")
    named = utc_moments(*local_time(moment, zone), zone)
    assert moment in named
    first, last = (datetime.fromisoformat(named[n]) for n in (0, -1))
    assert last - first <= timedelta(hours=1)
