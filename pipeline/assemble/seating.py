"""Seats in the rooms of a written sitting."""

from collections.abc import Mapping, Sequence

from pipeline.model.people import Candidate, Sitting

Place = tuple[str, int]


def seats_of(
    sitting: Sitting, people: Sequence[Candidate], seats: Mapping[str, int]
) -> dict[str, Place]:
    """Room and seat of each candidate, side by side; a separate room is the last one, when there are several."""
    *_, last = sitting.rooms
    places = [(hall, seat) for hall in sitting.rooms for seat in range(1, seats[hall] + 1)]
    aside = [p for p in places if p[0] == last] if len(sitting.rooms) > 1 else []
    others = [p for p in places if p not in aside]
    apart = [c.number for c in people if c.accommodation.separate_room]
    together = [c.number for c in people if not c.accommodation.separate_room]
    found = dict(zip(apart, aside + others[::-1], strict=False))
    taken = set(found.values())
    left = [p for p in places if p not in taken]
    return found | dict(zip(together, left, strict=False))
