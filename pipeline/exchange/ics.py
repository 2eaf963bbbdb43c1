"""An agenda that other programs read: iCalendar (RFC 5545)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event, vText

PRODUCT = "-//epreuve//plan//FR"
STAMP = datetime(2000, 1, 1, tzinfo=UTC)
"""DTSTAMP of every date. The moment of writing would change the bytes at each run. Neither does a stamp follow the date
itself: of two versions of an event, agendas may keep the later stamp, and a date moved forward would be ignored. With
equal stamps the last version read is the one that counts, and the UID says which event it is."""
LASTS = timedelta(minutes=30)
BEFORE = timedelta(days=-1)
_ENDS = re.compile(r"\r\n?")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One date: a name that it keeps when it moves, its moment in UTC, what is told.

    ``alarm`` wakes somebody the day before; ``tentative`` may still change.
    """

    uid: str
    start: str
    summary: str
    description: str = ""
    alarm: bool = False
    tentative: bool = False


def agenda(name: str, occasions: Iterable[Occasion]) -> bytes:
    """The dates as one calendar of that name, in UTC; the same dates give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", _text(name))
    for occasion in occasions:
        calendar.add_component(_event(occasion))
    return bytes(calendar.to_ical())


def _event(occasion: Occasion) -> Event:
    """One date, which keeps nobody from being free."""
    event = Event()
    event.add("uid", _text(occasion.uid))
    event.add("dtstamp", STAMP)
    event.add("dtstart", datetime.fromisoformat(occasion.start))
    event.add("duration", LASTS)
    event.add("summary", _text(occasion.summary))
    if occasion.description:
        event.add("description", _text(occasion.description))
    event.add("status", "TENTATIVE" if occasion.tentative else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    if occasion.alarm:
        event.add_component(_alarm(occasion.summary))
    return event


def _alarm(summary: str) -> Alarm:
    """What shows on a screen the day before."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", BEFORE)
    alarm.add("description", _text(summary))
    return alarm


def _text(text: str) -> vText:
    """A text whose ends of lines will be escaped, without the other control characters, which the format forbids."""
    return vText(_CONTROLS.sub("", _ENDS.sub("\n", text)))
