"""The dated steps of sessions, side by side: what is overdue, what comes between two days."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.moments import local_time
from pipeline.timeline.steps import STEPS, State, Status

OVERDUE = (State.DUE, State.PERSON, State.AFTER)
_STANDING = {step.name for step in STEPS if step.standing}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One step of one session at one of its dates, the ``rank``-th of that step from 1; ``due`` is in UTC.

    ``proposed`` tells a session that the calendar asks for and that is not open.
    """

    session: str
    step: str
    rank: int
    due: str
    state: State
    reason: str = ""
    proposed: bool = False

    @property
    def overdue(self) -> bool:
        """Whether its date is past and it is not done."""
        return self.state in OVERDUE


def entries(session: str, found: Iterable[Status], *, proposed: bool = False) -> Iterator[Entry]:
    """What a session has to do and has done; what comes again and again only while it waits for a person."""
    ranks: dict[str, int] = {}
    for status in found:
        ranks[status.step] = ranks.get(status.step, 0) + 1
        again = status.step in _STANDING and status.state is not State.PERSON
        if status.state is not State.NEVER and not again:
            yield Entry(
                session=session,
                step=status.step,
                rank=ranks[status.step],
                due=status.due,
                state=status.state,
                reason=status.reason,
                proposed=proposed,
            )


def between(found: Iterable[Entry], first: str, last: str, zone: str) -> tuple[Entry, ...]:
    """What is overdue, whenever it was due, then what is between two ISO days of a zone, both included; by moment."""
    rows = (e for e in found if e.overdue or first <= local_time(e.due, zone)[0] <= last)
    return tuple(sorted(rows, key=_key))


def _key(entry: Entry) -> tuple[bool, str, str, int, int]:
    """Overdue first; at one moment sessions by name, steps in their order."""
    order = [step.name for step in STEPS].index(entry.step)
    return not entry.overdue, entry.due, entry.session, order, entry.rank
