"""An agenda that other programs read: iCalendar (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event

PRODUCT = "-//epreuve//plan//FR"
STAMP = datetime(2000, 1, 1, tzinfo=UTC)
"""DTSTAMP of every date. The moment of writing would change the bytes at each run. Neither does a stamp follow the date
itself: of two versions of an event, agendas may keep the later stamp, and a date moved forward would be ignored. With
equal stamps the last version read is the one that counts, and the UID says which event it is."""
LASTS = timedelta(minutes=30)
BEFORE = timedelta(days=-1)


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
    calendar.add("x-wr-calname", name)
    for occasion in occasions:
        calendar.add_component(_event(occasion))
    return bytes(calendar.to_ical())


def _event(occasion: Occasion) -> Event:
    """One date, which keeps nobody from being free."""
    event = Event()
    event.add("uid", occasion.uid)
    event.add("dtstamp", STAMP)
    event.add("dtstart", datetime.fromisoformat(occasion.start))
    event.add("duration", LASTS)
    event.add("summary", occasion.summary)
    if occasion.description:
        event.add("description", occasion.description)
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
    alarm.add("description", summary)
    return alarm
