"""The moment that a run goes by, as somebody typed it."""

import re
from datetime import UTC, datetime

from pipeline.diagnostics import UsageError
from pipeline.moments import FORMAT, utc_moments
from pipeline.read.session import ZONE
from pipeline.rules import run as rules
from pipeline.typography import date_fr

_MOMENT = re.compile(
    r"(?P<day>(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2})[T ](?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)"
    r"(?P<offset>Z|[+-][0-9]{2}:[0-9]{2})?"
)


def moment_of(text: str) -> str:
    """The moment in UTC (ISO) of a local time in Paris, or of a time that says its offset.

    Raises UsageError for what is none, and in the nights when clocks change for what is no time or two.
    """
    match = _MOMENT.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError
        moment = datetime.fromisoformat(match[0])
        found = (
            (moment.astimezone(UTC).strftime(FORMAT),)
            if match["offset"]
            else utc_moments(match["day"], match["time"], ZONE)
        )
    except ValueError:
        raise UsageError(rules.BAD_MOMENT.format(text=text), rules.BAD_MOMENT_HINT) from None
    if len(found) == 1:
        return found[0]
    said = {"day": date_fr(match["day"]), "time": match["time"]}
    if not found:
        raise UsageError(rules.NO_SUCH_TIME.format(**said), rules.NO_SUCH_TIME_HINT)
    first, second = found
    hint = rules.TWO_TIMES_HINT.format(first=first, second=second)
    raise UsageError(rules.TWO_TIMES.format(**said), hint)
