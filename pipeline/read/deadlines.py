"""The dates that a session has to keep, from the block ``echeances`` of its settings or of the calendar."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from pipeline.diagnostics import Diagnostic, Rule, Source
from pipeline.model.deadline import USUAL, Deadline, Deadlines, Milestone, misplaced
from pipeline.moments import days_after, is_zone, utc_moments
from pipeline.read.fields import Fields
from pipeline.read.plain import is_date
from pipeline.read.yamltree import TextNode
from pipeline.rules import deadline as rules
from pipeline.typography import date_fr

KEY = "echeances"
NAMES = {
    Milestone.GENERATE: "produire",
    Milestone.SUMMON: "convoquer",
    Milestone.RELEASE: "remettre",
    Milestone.REMIND: "relances",
    Milestone.RETURN: "grilles",
    Milestone.JURY: "jury",
    Milestone.ANNOUNCE: "publication",
    Milestone.RESIT: "rattrapage",
}
NEVER = "jamais"
OPTIONAL = (Milestone.SUMMON, Milestone.REMIND, Milestone.ANNOUNCE, Milestone.RESIT)
FARTHEST = 400
UNKNOWN_DAY = "?"
MORNING = "04:00"
TWO_YEARS = "2026-01-01"
_YEARS = ("1900", "9000")
_TEXT = re.compile(
    r"(?:[Jj](?:\s?(?P<sign>[-+\u2212\u2013])\s?(?P<days>[0-9]{1,5}))?|(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}))"
    r"(?:\s+(?P<hour>[0-9]{1,2})\s?(?:[hH]|[hH:]\s?(?P<minute>[0-9]{2})))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """One text of the block, and where it is."""

    key: str
    text: str
    place: Source

    def fault(self, rule: Rule, **values: object) -> Diagnostic:
        """A fault of that text."""
        return rule.at(self.place, key=self.key, text=self.text, **values)


def read_deadlines(parent: Fields, day: str, zone: str) -> Deadlines:
    """The dates of a session of that day in that zone; none without the block, the usual ones for missing keys.

    With an empty day they are those of any session, and relative only. What a day or a zone that is none would be
    needed for is not checked: they are told elsewhere.
    """
    block = parent.child(KEY, required=False)
    if block is None:
        return {}
    if is_date(day) and not _YEARS[0] <= day < _YEARS[1]:
        parent.fault(rules.NO_CALENDAR, KEY, day=day)
        day = UNKNOWN_DAY
    read = ((milestone, _dates(block, milestone, day, zone)) for milestone in NAMES)
    found = {milestone: dates for milestone, dates in read if dates}
    if not day or is_date(day):
        _check_order(block, found, day)
    return found


def parse_deadline(text: str, usual: str) -> Deadline | None:
    """The date that a text is, at the usual time when it says none; ``None`` for anything else."""
    match = _TEXT.fullmatch(text.strip())
    if match is None or (match["date"] and not is_date(match["date"])):
        return None
    hour, minute = int(match["hour"] or 0), int(match["minute"] or 0)
    if hour > 23 or minute > 59:
        return None
    time = f"{hour:02}:{minute:02}" if match["hour"] else usual
    if match["date"]:
        return Deadline(date=match["date"], time=time)
    days = int(match["days"] or 0)
    return Deadline(days=days if match["sign"] == "+" else -days, time=time)


def _dates(block: Fields, milestone: Milestone, day: str, zone: str) -> tuple[Deadline, ...]:
    """The dates of one key: the usual ones when it is not written, none when it is not wanted or wrong."""
    key = NAMES[milestone]
    if not block.has(key):
        return USUAL[milestone]
    texts = _texts(block, key, several=milestone is Milestone.REMIND)
    if [written.text for written in texts] == [NEVER]:
        if milestone not in OPTIONAL:
            optional = ", ".join(NAMES[m] for m in OPTIONAL)
            block.tell(texts[0].fault(rules.ALWAYS_WANTED, optional=optional))
        return ()
    found: list[Deadline] = []
    for written in texts:
        deadline = parse_deadline(written.text, USUAL[milestone][0].time)
        faults = tuple(_faults(written, deadline, day, zone))
        if deadline in found:
            faults = (written.fault(rules.TWICE),)
        for fault in faults:
            block.tell(fault)
        if deadline is not None and not faults:
            found.append(deadline)
    return tuple(found)


def _texts(block: Fields, key: str, *, several: bool) -> tuple[_Written, ...]:
    """The texts of a key: one, or where there may be several the texts of a list."""
    node = block.node(key)
    if isinstance(node, TextNode):
        nodes: tuple[TextNode, ...] = (node,)
    elif several:
        block.texts(key)
        nodes = tuple(n for n in block.nodes(key) if isinstance(n, TextNode) and n.value.strip())
    else:
        block.text(key)
        nodes = ()
    return tuple(_Written(key=key, text=n.value.strip(), place=n.source) for n in nodes)


def _faults(
    written: _Written, deadline: Deadline | None, day: str, zone: str
) -> Iterator[Diagnostic]:
    """What is wrong with one date of a session of that day."""
    if deadline is None:
        yield written.fault(rules.UNREADABLE)
    elif deadline.date and not day:
        yield written.fault(rules.RELATIVE_ONLY)
    elif _distance(deadline, day) > FARTHEST:
        yield written.fault(rules.TOO_FAR, limit=FARTHEST)
    elif is_zone(zone):
        days = ((d, utc_moments(d, deadline.time, zone)) for d in _days(deadline, day))
        for shown, moments in islice((pair for pair in days if len(pair[1]) != 1), 1):
            rule = rules.TWO_TIMES if moments else rules.NO_SUCH_TIME
            yield written.fault(rule, day=date_fr(shown), time=deadline.time, zone=zone)


def _days(deadline: Deadline, day: str) -> Iterator[str]:
    """The days on which a time has to be one: its own; in the night, where clocks change, those of two years."""
    if is_date(day):
        yield deadline.day(day)
    elif not day and deadline.time < MORNING:
        yield from (days_after(TWO_YEARS, days) for days in range(731))


def _distance(deadline: Deadline, day: str) -> int:
    """How many days lie between a date and that of the session; none as long as this one is not known."""
    if not deadline.date:
        return abs(deadline.days)
    if not is_date(day):
        return 0
    return abs((date.fromisoformat(deadline.date) - date.fromisoformat(day)).days)


def _check_order(block: Fields, found: Deadlines, day: str) -> None:
    """Tell each pair of dates that are not in order, at the one that is written."""
    for first, second in misplaced(found, day):
        key = NAMES[second] if block.has(NAMES[second]) else NAMES[first]
        block.fault(
            rules.OUT_OF_ORDER,
            key,
            later=NAMES[second],
            later_text=", ".join(deadline.written() for deadline in found[second]),
            earlier=NAMES[first],
            earlier_text=found[first][0].written(),
        )
