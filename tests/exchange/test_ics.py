"""The agenda: what other programs read back, and the bytes that the standard asks for."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from pipeline.exchange.ics import Occasion, agenda

ONE = Occasion(
    uid="2026-12-approve-1@epreuve",
    start="2026-11-10T06:00:00Z",
    summary="2026-12\u00a0: Approbation",
    description="À faire par une personne\u00a0: approuver, puis remettre\u202f; rien d’autre.",
    alarm=True,
    tentative=True,
)
OTHER = Occasion(uid="x", start="2027-03-28T01:00:00Z", summary="Remise")


def lines_of(data):
    """The lines of a calendar, checked: CRLF alone, 75 bytes at most, whole characters."""
    assert data.endswith(b"\r\n")
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    for line in lines:
        assert len(line) <= 75
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line)
        line.decode("utf-8")
    return lines


def test_an_agenda_is_what_the_standard_says():
    assert agenda("Échéances", [ONE, OTHER]).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//epreuve//plan//FR",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Échéances",
        "BEGIN:VEVENT",
        "SUMMARY:2026-12\u00a0: Approbation",
        "DTSTART:20261110T060000Z",
        "DURATION:PT30M",
        "DTSTAMP:20000101T000000Z",
        "UID:2026-12-approve-1@epreuve",
        "DESCRIPTION:À faire par une personne\u00a0: approuver\\, puis remettre\u202f\\; ri",
        " en d’autre.",
        "STATUS:TENTATIVE",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:2026-12\u00a0: Approbation",
        "TRIGGER:-P1D",
        "END:VALARM",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "SUMMARY:Remise",
        "DTSTART:20270328T010000Z",
        "DURATION:PT30M",
        "DTSTAMP:20000101T000000Z",
        "UID:x",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_nothing_to_keep_is_an_empty_agenda():
    assert Calendar.from_ical(agenda("Vide", [])).events == []


def test_the_same_dates_give_the_same_bytes():
    assert agenda("A", [ONE, OTHER]) == agenda("A", [ONE, OTHER])


TEXTS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], whitelist_characters="\n\t"), max_size=200
)


@given(TEXTS, TEXTS, st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001 - UTC below
@settings(deadline=None, derandomize=True)
def test_any_text_is_read_back_from_lines_that_are_short_enough(summary, description, moment):
    start = moment.replace(microsecond=0, tzinfo=UTC)
    occasion = Occasion(
        uid="u",
        start=start.strftime("%Y-%m-%dT%H:%M:%SZ"),
        summary=summary,
        description=description,
        alarm=True,
    )
    data = agenda("A", [occasion])
    lines_of(data)
    (event,) = Calendar.from_ical(data).events
    assert (str(event["summary"]), str(event.get("description", ""))) == (summary, description)
    assert (event.start, event.duration) == (start, timedelta(minutes=30))
    (alarm,) = event.walk("VALARM")
    assert (alarm.TRIGGER, str(alarm["description"])) == (timedelta(days=-1), summary)


@pytest.mark.parametrize(
    "text", ["a\r\nBEGIN:VEVENT", "a\nEND:VCALENDAR", "a\rX:1", "a;b,c\\n", "\0\x1b\x7f"]
)
def test_no_text_makes_a_line_of_its_own(text):
    data = agenda(text, [Occasion(uid="u", start="2026-11-10T06:00:00Z", summary=text)])
    assert [line for line in lines_of(data) if line.startswith((b"BEGIN", b"END", b"X:"))] == [
        b"BEGIN:VCALENDAR",
        b"BEGIN:VEVENT",
        b"END:VEVENT",
        b"END:VCALENDAR",
    ]
