"""Who sits what: forms, anonymous numbers, rooms and seats, times, assessors; drawn by the session's secret."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from pipeline.assemble.agenda import Agenda, Call, Turn
from pipeline.checks.session import Registration
from pipeline.draw import derive, distinct_tokens, rank, shuffled
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.model.form import Form, FormRole
from pipeline.model.item import Modality
from pipeline.model.people import Assessor, Candidate, Roster, Sitting
from pipeline.model.session import Dispatch, Placement, Session

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
TOKEN_LENGTH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Exam:
    """One exam of the session: its candidates in the drawn order, its forms in order, its assessors."""

    blueprint: Blueprint
    sitting: Sitting
    candidates: tuple[Candidate, ...]
    forms: tuple[str, ...]
    assessors: tuple[Assessor, ...]
    key: bytes


def dispatch(
    bank: Bank, session: Session, roster: Roster, forms: Sequence[Form], secret: bytes
) -> Dispatch:
    """The placements of every candidate at every exam of the session, exam by exam, in the drawn order.

    The roster has passed ``checks.session``: every exam has its sitting, its seats and its assessors.
    """
    registration = Registration(bank=bank, session=session, roster=roster)
    exams = [_exam(registration, blueprint, forms, secret) for blueprint in registration.blueprints()]
    numbers = _anonymous(exams, secret)
    seats = {r.name: r.seats for r in roster.rooms}
    agenda = Agenda()
    turns: dict[tuple[str, str], Turn] = {}
    for exam in sorted(exams, key=_chronology):
        found = _oral(exam, session, agenda) if _is_oral(exam) else _written(exam, session, seats, agenda)
        turns |= {(exam.blueprint.id, number): turn for number, turn in found.items()}
    return Dispatch(
        session=session.id,
        placements=tuple(
            _placement(exam, place, turns[exam.blueprint.id, c.number], numbers)
            for exam in exams
            for place, c in enumerate(exam.candidates)
        ),
    )


def extended(minutes: int, extra_time: Decimal) -> int:
    """Minutes with extra time, rounded up to the minute."""
    return math.ceil(minutes * (1 + extra_time))


def _exam(
    registration: Registration, blueprint: Blueprint, forms: Sequence[Form], secret: bytes
) -> _Exam:
    """One exam with its candidates in the drawn order."""
    candidates = {c.number: c for c in registration.sitters(blueprint)}
    order = shuffled(derive(secret, f"order/{blueprint.id}"), candidates)
    own = [f for f in forms if f.blueprint == blueprint.id and f.role is not FormRole.SPARE]
    roster = registration.roster
    return _Exam(
        blueprint=blueprint,
        sitting={s.blueprint: s for s in roster.sittings}[blueprint.id],
        candidates=tuple(candidates[number] for number in order),
        forms=tuple(f.id for f in own),
        assessors=tuple(a for a in roster.assessors if blueprint.block in a.blocks),
        key=derive(secret, f"assessors/{blueprint.id}"),
    )


def _anonymous(exams: Sequence[_Exam], secret: bytes) -> dict[str, str]:
    """The anonymous number of each candidate at each exam, all different."""
    labels = [f"{e.blueprint.id}/{c.number}" for e in exams for c in e.candidates]
    tokens = distinct_tokens(derive(secret, "anonymity"), labels, TOKEN_LENGTH, ALPHABET)
    return {label: f"{t[:4]}-{t[4:]}" for label, t in zip(labels, tokens, strict=True)}


def _chronology(exam: _Exam) -> tuple[str, str, str]:
    """The order in which exams take place."""
    return (exam.sitting.date, exam.sitting.start, exam.blueprint.id)


def _is_oral(exam: _Exam) -> bool:
    """Whether candidates pass one after another."""
    return exam.blueprint.modality is Modality.ORAL


def _written(
    exam: _Exam, session: Session, seats: Mapping[str, int], agenda: Agenda
) -> dict[str, Turn]:
    """Everybody at once, side by side; a separate room is the last one, when there are several."""
    halls = exam.sitting.rooms
    places = [(hall, seat) for hall in halls for seat in range(1, seats[hall] + 1)]
    first = len(places) - seats[halls[-1]] if len(halls) > 1 else 0
    apart = [c for c in exam.candidates if c.accommodation.separate_room]
    together = [c for c in exam.candidates if not c.accommodation.separate_room]
    taken = dict(zip((c.number for c in apart), places[first:] + places[:first][::-1], strict=False))
    left = [place for place in places if place not in taken.values()]
    taken |= dict(zip((c.number for c in together), left, strict=False))
    start = _start(exam.sitting)
    turns = {}
    for candidate in exam.candidates:
        room, seat = taken[candidate.number]
        call = _call(exam, candidate, session)
        agenda.occupy(candidate.number, start, call.minutes)
        turns[candidate.number] = Turn(
            start=start, room=room, seat=seat, assessors=agenda.load(call, "")
        )
    return turns


def _oral(exam: _Exam, session: Session, agenda: Agenda) -> dict[str, Turn]:
    """One after another in each room, after their preparation; nobody is called at two places at once."""
    start = _start(exam.sitting)
    return {
        candidate.number: agenda.next_turn(_call(exam, candidate, session), exam.sitting.rooms, start)
        for candidate in exam.candidates
    }


def _call(exam: _Exam, candidate: Candidate, session: Session) -> Call:
    """What a candidate needs: time, preparation, assessors without a link, in a drawn order."""
    extra = candidate.accommodation.extra_time
    able = [a.id for a in exam.assessors if candidate.number not in a.links]
    return Call(
        candidate=candidate.number,
        minutes=extended(exam.blueprint.minutes, extra),
        preparation=extended(exam.blueprint.preparation, extra),
        assessors=tuple(sorted(able, key=lambda a: rank(exam.key, f"{candidate.number}/{a}"))),
        needed=session.markings,
    )


def _start(sitting: Sitting) -> datetime:
    """When a sitting begins, in the time of the place."""
    return datetime.fromisoformat(f"{sitting.date}T{sitting.start}")


def _placement(exam: _Exam, place: int, turn: Turn, numbers: Mapping[str, str]) -> Placement:
    """The placement of one candidate; forms are dealt in the drawn order."""
    candidate = exam.candidates[place]
    extra = candidate.accommodation.extra_time
    return Placement(
        candidate=candidate.number,
        blueprint=exam.blueprint.id,
        form=exam.forms[place % len(exam.forms)],
        anonymous=numbers[f"{exam.blueprint.id}/{candidate.number}"],
        date=turn.start.date().isoformat(),
        start=f"{turn.start:%H:%M}",
        room=turn.room,
        seat=turn.seat,
        minutes=extended(exam.blueprint.minutes, extra),
        preparation=extended(exam.blueprint.preparation, extra),
        large_print=candidate.accommodation.large_print,
        assessors=turn.assessors,
    )
