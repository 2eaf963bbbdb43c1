"""The agenda of the orals: who is free when, and how much each assessor has been given."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto

from pipeline.checks.timetable import BETWEEN_ORALS


class Party(Enum):
    """What can be engaged: people and rooms, whose names may be the same."""

    CANDIDATE = auto()
    ASSESSOR = auto()
    ROOM = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What a candidate needs, or those of a group: minutes, preparation before, assessors who may be given, how many.

    In a group, the longest minutes and preparation of its members.
    """

    candidates: tuple[str, ...]
    minutes: int
    preparation: int
    assessors: tuple[str, ...]
    needed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """When and where somebody is assessed and by whom; the preparation of an oral comes before the ``start``."""

    start: datetime
    room: str
    seat: int
    assessors: tuple[str, ...]


@dataclass(slots=True)
class Agenda:
    """What candidates, rooms and assessors have been given so far, in the order of time."""

    free: dict[tuple[Party, str], datetime] = field(default_factory=dict)
    given: Counter[str] = field(default_factory=Counter)
    juries: dict[str, tuple[str, ...]] = field(default_factory=dict)
    turns: Counter[tuple[str, datetime]] = field(default_factory=Counter)

    def sit(self, call: Call, start: datetime, place: tuple[str, int]) -> Turn:
        """The candidate sits a written exam in a seat, marked later by the least loaded assessors."""
        self._engage(Party.CANDIDATE, call.candidates, start, call.minutes)
        room, seat = place
        return Turn(start=start, room=room, seat=seat, assessors=self.give(call, call.assessors))

    def next_turn(self, call: Call, rooms: Sequence[str], opening: datetime) -> Turn:
        """The first turn at which a room, who is called and enough assessors are free, from the opening on."""
        called = max(self._free(Party.CANDIDATE, c, opening) for c in call.candidates)
        ready = called + timedelta(minutes=call.preparation)
        times = sorted(self._free(Party.ASSESSOR, a, opening) for a in call.assessors)
        ready = max(ready, times[call.needed - 1])
        start, room = min((max(ready, self._free(Party.ROOM, r, opening)), r) for r in rooms)
        free = [a for a in call.assessors if self._free(Party.ASSESSOR, a, start) == start]
        assessors = self.give(call, free, self.juries.get(room, ()))
        self.juries[room] = assessors
        self.turns[room, opening] += 1
        self._engage(Party.CANDIDATE, call.candidates, start, call.minutes)
        self._engage(Party.ROOM, (room,), start, call.minutes + BETWEEN_ORALS)
        self._engage(Party.ASSESSOR, assessors, start, call.minutes + BETWEEN_ORALS)
        seat = self.turns[room, opening]
        return Turn(start=start, room=room, seat=seat, assessors=assessors)

    def give(self, call: Call, able: Sequence[str], jury: Sequence[str] = ()) -> tuple[str, ...]:
        """The least loaded of the able assessors, those of the room's last jury first, then in their order."""
        ranked = sorted(able, key=lambda a: (self.given[a], a not in jury))
        chosen = tuple(ranked[: call.needed])
        self.given.update(dict.fromkeys(chosen, len(call.candidates)))
        return chosen

    def _free(self, party: Party, name: str, opening: datetime) -> datetime:
        """When somebody or something is free, not before the opening."""
        return max(opening, self.free.get((party, name), opening))

    def _engage(self, party: Party, names: Sequence[str], start: datetime, minutes: int) -> None:
        """People or a room are taken from ``start`` on; an earlier engagement that lasts longer holds."""
        end = start + timedelta(minutes=minutes)
        for name in names:
            self.free[party, name] = max(end, self.free.get((party, name), end))
