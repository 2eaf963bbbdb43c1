"""What ``epreuve plan`` says: a table for people, entries for machines, dates for agendas."""

from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.exchange.ics import Occasion
from pipeline.grammar import plural
from pipeline.moments import local_time
from pipeline.rules import deadline as words
from pipeline.rules.run import REASONS, STEP_LABELS
from pipeline.timeline.agenda import Entry
from pipeline.timeline.steps import State
from pipeline.typography import date_fr, typeset

BY_A_PERSON = ("approve", "lift", "decide")
Row = tuple[str, ...]


def table(found: Sequence[Entry], zone: str, today: str) -> Iterator[str]:
    """The entries as aligned columns, what is overdue apart; the last column is as long as it has to be."""
    if not found:
        yield words.PLAN_NOTHING
        return
    rows = [_row(entry, zone, today) for entry in found]
    widths = [max(map(len, column)) for column in zip(words.PLAN_COLUMNS, *rows, strict=True)]
    yield _line(words.PLAN_COLUMNS, widths)
    for title, overdue in ((words.PLAN_LATE, True), (words.PLAN_NEXT, False)):
        part = [r for r, entry in zip(rows, found, strict=True) if entry.overdue is overdue]
        if part:
            yield from ("", title)
        yield from (_line(row, widths) for row in part)


def entry_data(entry: Entry, zone: str) -> dict[str, object]:
    """One entry for machines."""
    return {
        "session": entry.session,
        "step": entry.step,
        "due": entry.due,
        "local": "T".join(local_time(entry.due, zone)),
        "state": entry.state.value,
        "reason": entry.reason,
        "proposed": entry.proposed,
    }


def occasion(entry: Entry) -> Occasion:
    """One entry in an agenda: named after its session, its step and its rank, never after its date.

    It tells nobody's name, no title, and nothing that the hour changes.
    """
    done = entry.state is State.DONE
    said = words.AGENDA_PROPOSED if entry.proposed else words.AGENDA_SUMMARY
    said = words.AGENDA_DONE if done else said
    summary = said.format(session=entry.session, step=STEP_LABELS[entry.step])
    alarm = entry.step in BY_A_PERSON and not done
    what = REASONS[entry.step].format(session=entry.session) if alarm else ""
    return Occasion(
        uid=f"{entry.session}-{entry.step}-{entry.rank}@epreuve",
        start=entry.due,
        summary=typeset(summary),
        description=typeset(words.AGENDA_PERSON.format(what=what)) if alarm else "",
        alarm=alarm,
        tentative=entry.proposed,
    )


def _row(entry: Entry, zone: str, today: str) -> Row:
    """One line of the table."""
    day, time = local_time(entry.due, zone)
    label = STEP_LABELS[entry.step]
    return date_fr(day, weekday=True), time, entry.session, label, _state(entry, day, today)


def _state(entry: Entry, day: str, today: str) -> str:
    """Where a step is, in words."""
    if entry.proposed:
        return words.STATE_PROPOSED
    if entry.state is State.PERSON:
        return words.STATE_PERSON.format(what=REASONS[entry.reason].format(session=entry.session))
    if entry.state is State.AFTER:
        return words.STATE_AFTER.format(step=STEP_LABELS[entry.reason])
    if entry.state is State.DUE:
        count = (date.fromisoformat(today) - date.fromisoformat(day)).days
        late = plural(count, *words.STATE_LATE).format(count=count)
        return late if count > 0 else words.STATE_TODAY
    return words.STATE_DONE if entry.state is State.DONE else words.STATE_LATER


def _line(row: Row, widths: Sequence[int]) -> str:
    """One line of aligned columns."""
    cells = (text.ljust(width) for text, width in zip(row, widths, strict=True))
    return f"  {'  '.join(cells)}".rstrip()
