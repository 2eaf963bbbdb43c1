"""The agenda of the orals: who is free when, and how much each assessor has been given."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

BETWEEN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What one candidate needs: minutes, minutes of preparation before, assessors who may be given, how many."""

    candidate: str
    minutes: int
    preparation: int
    assessors: tuple[str, ...]
    needed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """When and where a candidate is assessed and by whom; the preparation comes before ``start``."""

    start: datetime
    room: str
    seat: int
    assessors: tuple[str, ...]


@dataclass(slots=True)
class Agenda:
    """What candidates, rooms and assessors have been given so far, in the order of time."""

    free: dict[str, datetime] = field(default_factory=dict)
    given: Counter[str] = field(default_factory=Counter)
    juries: dict[str, tuple[str, ...]] = field(default_factory=dict)
    turns: Counter[tuple[str, datetime]] = field(default_factory=Counter)

    def occupy(self, who: str, start: datetime, minutes: int) -> None:
        """Somebody is taken from ``start`` on; an earlier engagement that lasts longer holds."""
        end = start + timedelta(minutes=minutes)
        self.free[who] = max(end, self.free.get(who, end))

    def load(self, call: Call, room: str, start: datetime | None = None) -> tuple[str, ...]:
        """Give the candidate the least loaded assessors, those of the room's last jury first, then as drawn.

        With a ``start``, only assessors who are free then.
        """
        able = [a for a in call.assessors if start is None or self._ready(a, start) <= start]
        jury = self.juries.get(room, ())
        chosen = tuple(sorted(able, key=lambda a: (self.given[a], a not in jury)))[: call.needed]
        self.given.update(chosen)
        return chosen

    def next_turn(self, call: Call, rooms: Sequence[str], opening: datetime) -> Turn:
        """The first turn at which a room, the candidate and enough assessors are free, from the opening on."""
        ready = self._ready(call.candidate, opening) + timedelta(minutes=call.preparation)
        times = sorted(self._ready(a, opening) for a in call.assessors)
        ready = max(ready, times[call.needed - 1])
        start, room = min((max(ready, self._ready(room, opening)), room) for room in rooms)
        assessors = self.load(call, room, start)
        self.juries[room] = assessors
        self.turns[room, opening] += 1
        self.occupy(call.candidate, start, call.minutes)
        for who in (room, *assessors):
            self.occupy(who, start, call.minutes + BETWEEN)
        return Turn(start=start, room=room, seat=self.turns[room, opening], assessors=assessors)

    def _ready(self, who: str, start: datetime) -> datetime:
        """When somebody is free, not before ``start``."""
        return max(start, self.free.get(who, start))
