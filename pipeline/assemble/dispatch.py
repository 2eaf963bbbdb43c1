"""Who sits what: forms, anonymous numbers, rooms and seats, times, assessors; drawn by the session's secret."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from pipeline.assemble.agenda import Agenda, Call, Turn
from pipeline.assemble.calling import Batch, Unit, call_up
from pipeline.assemble.dealing import Seated, deal
from pipeline.assemble.exams import Exam, exams_of
from pipeline.assemble.seating import seats_of
from pipeline.checks.registration import Registration, extended
from pipeline.draw import derive, distinct_tokens, rank
from pipeline.model.blueprint import FormKind
from pipeline.model.form import Form
from pipeline.model.item import Modality
from pipeline.model.people import Candidate
from pipeline.model.session import Dispatch, Placement

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
TOKEN_LENGTH = 8


def dispatch(registration: Registration, forms: Sequence[Form], secret: bytes) -> Dispatch:
    """The placements of every candidate at every exam of the session, exam by exam, sitting by sitting, as drawn.

    The roster has passed ``checks.session``: every exam that is sat has its sittings, its seats and its assessors.
    Raises ContentError when no jury can see a group of a simulation, or its forms have too few roles.
    """
    exams = exams_of(registration, forms, secret)
    numbers = _anonymous(exams, secret)
    agenda = Agenda()
    seats = {r.name: r.seats for r in registration.roster.rooms}
    seated: dict[str, list[Seated]] = {exam.blueprint.id: [] for exam in exams}
    for batch in call_up(registration, exams):
        turns = _turns(agenda, batch, seats)
        seated[batch.exam.blueprint.id] += (
            Seated(batch=batch, unit=unit, turn=turn)
            for unit, turn in zip(batch.units, turns, strict=True)
        )
    placements: list[Placement] = []
    for exam in exams:
        if exam.blueprint.kind is FormKind.OBSERVATION:
            placements += _observed(registration, exam, agenda, numbers)
        else:
            placements += _placed(exam, seated[exam.blueprint.id], numbers)
    return Dispatch(session=registration.session.id, placements=tuple(placements))


def _anonymous(exams: Sequence[Exam], secret: bytes) -> dict[str, str]:
    """The anonymous number of each candidate at each exam, all different."""
    labels = [f"{e.blueprint.id}/{c.number}" for e in exams for c in e.candidates]
    tokens = distinct_tokens(derive(secret, "anonymity"), labels, TOKEN_LENGTH, ALPHABET)
    return {label: f"{t[:4]}-{t[4:]}" for label, t in zip(labels, tokens, strict=True)}


def _turns(agenda: Agenda, batch: Batch, seats: Mapping[str, int]) -> Iterator[Turn]:
    """The turn of each of those who are called to a sitting: all at once where they write, else one after another."""
    calls = [_call(batch.exam, unit) for unit in batch.units]
    if batch.exam.blueprint.modality is not Modality.WRITTEN:
        for call in calls:
            yield agenda.next_turn(call, batch.sitting.rooms, batch.start)
        return
    places = seats_of(batch.sitting, [c for unit in batch.units for c in unit], seats)
    for call in calls:
        yield agenda.sit(call, batch.start, places[call.candidates[0]])


def _call(exam: Exam, unit: Unit) -> Call:
    """What those who are called together need: time, preparation, assessors without a link, in a drawn order."""
    extra = _extra(unit)
    numbers = tuple(c.number for c in unit)
    label = "+".join(numbers)
    able = exam.juries.able(numbers)
    return Call(
        candidates=numbers,
        minutes=extended(exam.blueprint.minutes, extra),
        preparation=extended(exam.blueprint.preparation, extra),
        assessors=tuple(sorted(able, key=lambda a: rank(exam.key, f"{label}/{a}"))),
        needed=exam.juries.needed,
    )


def _extra(unit: Unit) -> Decimal:
    """The extra time of those who are called together: a group stays as long as the one who is granted most."""
    return max(c.accommodation.extra_time for c in unit)


def _placed(
    exam: Exam, seated: Sequence[Seated], numbers: Mapping[str, str]
) -> Iterator[Placement]:
    """The placements of an exam that has sittings; a preparation begins before the turn, longer where it is granted."""
    for place, (one, form) in enumerate(zip(seated, deal(exam, seated), strict=True), 1):
        played = exam.blueprint.kind is FormKind.SIMULATION
        for role, candidate in enumerate(one.unit):
            preparation = extended(form.preparation, candidate.accommodation.extra_time)
            called = one.turn.start - timedelta(minutes=preparation)
            yield Placement(
                candidate=candidate.number,
                blueprint=exam.blueprint.id,
                form=form.id,
                anonymous=numbers[f"{exam.blueprint.id}/{candidate.number}"],
                date=called.date().isoformat(),
                start=f"{called:%H:%M}",
                room=one.turn.room,
                seat=one.turn.seat,
                minutes=extended(form.minutes, _extra(one.unit)),
                preparation=preparation,
                large_print=candidate.accommodation.large_print,
                assessors=one.turn.assessors,
                sitting=one.batch.number,
                group=f"G{place}" if played else "",
                role=form.questions[0].item.roles[role].id if played else "",
            )


def _observed(
    registration: Registration, exam: Exam, agenda: Agenda, numbers: Mapping[str, str]
) -> Iterator[Placement]:
    """The placements of an exam observed at work: no room and no time, the tutor assesses, else the block's assessors.

    The day is that of the planning, where it says one, else that of the session.
    """
    (form, *_) = exam.forms
    days = [sitting.date for sitting in exam.sittings if sitting.date]
    for candidate in exam.candidates:
        yield Placement(
            candidate=candidate.number,
            blueprint=exam.blueprint.id,
            form=form.id,
            anonymous=numbers[f"{exam.blueprint.id}/{candidate.number}"],
            date=max(days, default=registration.session.date),
            start="",
            room="",
            seat=0,
            minutes=0,
            preparation=0,
            large_print=candidate.accommodation.large_print,
            assessors=_tutors(registration, exam, candidate, agenda),
        )


def _tutors(
    registration: Registration, exam: Exam, candidate: Candidate, agenda: Agenda
) -> tuple[str, ...]:
    """The tutors of a candidate, by id, as many as the session has markings; else assessors of the block."""
    own = sorted(tutor.id for tutor in registration.tutors(exam.blueprint, candidate))
    if own:
        return tuple(own[: exam.juries.needed])
    call = _call(exam, (candidate,))
    return agenda.give(call, call.assessors)
