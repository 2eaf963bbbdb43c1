"""Days and hours of a place, and the moments in UTC that they name; everything kept is UTC."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

FORMAT = "%Y-%m-%dT%H:%M:%SZ"


def is_zone(zone: str) -> bool:
    """Whether the system knows a time zone of that name."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def is_moment(text: str) -> bool:
    """Whether a text is a moment in UTC as records write it, of our centuries."""
    try:
        moment = datetime.strptime(text, FORMAT).replace(tzinfo=UTC)
    except ValueError:
        return False
    return moment.strftime(FORMAT) == text and 1900 <= moment.year < 2200


def utc_moments(day: str, time: str, zone: str) -> tuple[str, ...]:
    """The moments (ISO, UTC) at which clocks of the zone show an ISO day and a time ``HH:MM``.

    One on ordinary days; none in the hour that spring skips, two in the hour that autumn repeats.
    """
    wall = datetime.fromisoformat(f"{day}T{time}")
    place = ZoneInfo(zone)
    readings = (wall.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1))
    shown = {r for r in readings if r.astimezone(place).replace(tzinfo=None) == wall}
    return tuple(moment.strftime(FORMAT) for moment in sorted(shown))


def local_time(moment: str, zone: str) -> tuple[str, str]:
    """The ISO day and the time ``HH:MM`` that clocks of the zone show at a moment in UTC."""
    shown = datetime.fromisoformat(moment).astimezone(ZoneInfo(zone))
    return shown.date().isoformat(), shown.strftime("%H:%M")


def days_after(day: str, days: int) -> str:
    """The ISO day so many days after another; before it when negative."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
