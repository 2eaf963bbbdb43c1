"""Who sits what: forms, anonymous numbers, rooms and seats, times, assessors; drawn by the session's secret."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from pipeline.draw import derive, distinct_tokens, rank, shuffled
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.model.form import Form, FormRole
from pipeline.model.item import Modality
from pipeline.model.people import Assessor, Candidate, Roster, Sitting
from pipeline.model.session import Dispatch, Placement, Session

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
TOKEN_LENGTH = 8
BETWEEN_ORALS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """A room with its seats."""

    name: str
    seats: int


@dataclass(slots=True)
class _Load:
    """How many candidates each assessor has been given."""

    given: dict[str, int] = field(default_factory=dict)


def sitters(roster: Roster, blueprint: Blueprint) -> tuple[Candidate, ...]:
    """The candidates who sit an exam: its block is common or theirs, and they have not won it yet."""
    return tuple(
        c
        for c in roster.candidates
        if blueprint.block not in c.won
        and (not blueprint.block.startswith("S") or c.specialisation == blueprint.block)
    )


def eligible(roster: Roster, blueprint: Blueprint, candidate: Candidate) -> tuple[Assessor, ...]:
    """The assessors of the block who have no link with the candidate."""
    return tuple(
        a
        for a in roster.assessors
        if blueprint.block in a.blocks and candidate.number not in a.links
    )


def extended(minutes: int, extra_time: Decimal) -> int:
    """Minutes with extra time, rounded up to the minute."""
    return math.ceil(minutes * (1 + extra_time))


def dispatch(
    bank: Bank, session: Session, roster: Roster, forms: Sequence[Form], secret: bytes
) -> Dispatch:
    """The placements of every candidate at every exam of the session, exam by exam, in seat order."""
    load = _Load()
    placements: list[Placement] = []
    sittings = {s.blueprint: s for s in roster.sittings}
    for exam in session.exams:
        blueprint = bank.blueprint(exam)
        candidates = {c.number: c for c in sitters(roster, blueprint)}
        order = shuffled(derive(secret, f"order/{exam}"), candidates)
        numbers = distinct_tokens(
            derive(secret, f"anonymity/{exam}"), order, TOKEN_LENGTH, ALPHABET
        )
        own = [f for f in forms if f.blueprint == exam and f.role is not FormRole.SPARE]
        seats = _seats(roster, sittings[exam], blueprint, [candidates[n] for n in order])
        for place, number in enumerate(order):
            candidate = candidates[number]
            room, seat, start = seats[number]
            extra = candidate.accommodation.extra_time
            placements.append(
                Placement(
                    candidate=number,
                    blueprint=exam,
                    form=own[place % len(own)].id,
                    anonymous=f"{numbers[place][:4]}-{numbers[place][4:]}",
                    date=sittings[exam].date,
                    start=start,
                    room=room,
                    seat=seat,
                    minutes=extended(blueprint.minutes, extra),
                    preparation=extended(blueprint.preparation, extra),
                    large_print=candidate.accommodation.large_print,
                    assessors=_assessors(roster, blueprint, candidate, session, load, secret),
                )
            )
    return Dispatch(session=session.id, placements=tuple(placements))


def _seats(
    roster: Roster, sitting: Sitting, blueprint: Blueprint, candidates: Sequence[Candidate]
) -> Mapping[str, tuple[str, int, str]]:
    """Room, seat and start of each candidate: side by side in a written exam, one after another in an oral."""
    capacity = {r.name: r.seats for r in roster.rooms}
    halls = [Hall(name=name, seats=capacity[name]) for name in sitting.rooms]
    if blueprint.modality is Modality.ORAL:
        return _turns(sitting, blueprint, halls, candidates)
    apart = [c for c in candidates if c.accommodation.separate_room and len(halls) > 1]
    together = [c for c in candidates if c not in apart]
    places = [(hall.name, seat) for hall in halls for seat in range(1, hall.seats + 1)]
    last = [place for place in places if place[0] == halls[-1].name]
    found = dict(zip((c.number for c in apart), reversed(last), strict=False))
    rest = [place for place in places if place not in set(found.values())]
    found |= dict(zip((c.number for c in together), rest, strict=False))
    return {number: (room, seat, sitting.start) for number, (room, seat) in found.items()}


def _turns(
    sitting: Sitting, blueprint: Blueprint, halls: Sequence[Hall], candidates: Sequence[Candidate]
) -> Mapping[str, tuple[str, int, str]]:
    """The turns of an oral: each room takes the next candidate when it is free."""
    first = datetime.fromisoformat(f"{sitting.date}T{sitting.start}")
    free = {hall.name: first for hall in halls}
    count = dict.fromkeys(free, 0)
    found = {}
    for candidate in candidates:
        room = min(free, key=lambda name: (free[name], name))
        count[room] += 1
        found[candidate.number] = (room, count[room], free[room].strftime("%H:%M"))
        minutes = extended(blueprint.minutes, candidate.accommodation.extra_time)
        free[room] += timedelta(minutes=minutes + BETWEEN_ORALS)
    return found


def _assessors(
    roster: Roster,
    blueprint: Blueprint,
    candidate: Candidate,
    session: Session,
    load: _Load,
    secret: bytes,
) -> tuple[str, ...]:
    """The assessors of one candidate: free of links, least loaded first, drawn ties."""
    key = derive(secret, f"assessors/{blueprint.id}")
    able = sorted(
        eligible(roster, blueprint, candidate),
        key=lambda a: (load.given.get(a.id, 0), rank(key, f"{candidate.number}/{a.id}")),
    )
    chosen = tuple(a.id for a in able[: session.markings])
    for assessor in chosen:
        load.given[assessor] = load.given.get(assessor, 0) + 1
    return chosen
