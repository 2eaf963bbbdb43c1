"""Who sits what: forms, anonymous numbers, rooms and seats, times, assessors; drawn by the session's secret."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline.assemble.agenda import Agenda, Call, Turn
from pipeline.checks.registration import Registration, extended
from pipeline.draw import derive, distinct_tokens, rank, shuffled
from pipeline.model.blueprint import Blueprint
from pipeline.model.form import Form, FormRole
from pipeline.model.item import Modality
from pipeline.model.people import Assessor, Candidate, Sitting
from pipeline.model.session import Dispatch, Placement

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
TOKEN_LENGTH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Exam:
    """One exam of the session: its candidates in the drawn order, its forms with their scenarios, its assessors.

    ``met`` are the scenarios that candidates who sit again have read already.
    """

    blueprint: Blueprint
    sitting: Sitting
    candidates: tuple[Candidate, ...]
    forms: Mapping[str, frozenset[str]]
    met: Mapping[str, frozenset[str]]
    assessors: tuple[Assessor, ...]
    key: bytes

    @property
    def start(self) -> datetime:
        """When the exam begins, in the time of the place."""
        return datetime.fromisoformat(f"{self.sitting.date}T{self.sitting.start}")


def dispatch(registration: Registration, forms: Sequence[Form], secret: bytes) -> Dispatch:
    """The placements of every candidate at every exam of the session, exam by exam, in the drawn order.

    The roster has passed ``checks.session``: every exam that is sat has its sitting, its seats and its assessors.
    """
    session, roster = registration.session, registration.roster
    sat = [b for b in registration.blueprints() if registration.sitters(b)]
    exams = [_exam(registration, blueprint, forms, secret) for blueprint in sat]
    numbers = _anonymous(exams, secret)
    seats = {r.name: r.seats for r in roster.rooms}
    agenda = Agenda()
    turns: dict[str, tuple[Turn, ...]] = {}
    for exam in sorted(exams, key=lambda e: (e.start, e.blueprint.id)):
        calls = [_call(exam, candidate, session.markings) for candidate in exam.candidates]
        if exam.blueprint.modality is Modality.ORAL:
            rooms = exam.sitting.rooms
            turns[exam.blueprint.id] = tuple(agenda.next_turn(c, rooms, exam.start) for c in calls)
        else:
            places = _seats(exam, seats)
            turns[exam.blueprint.id] = tuple(
                agenda.sit(c, exam.start, places[c.candidate]) for c in calls
            )
    return Dispatch(
        session=session.id,
        placements=tuple(
            _placement(exam, place, turn, form, numbers)
            for exam in exams
            for place, (turn, form) in enumerate(
                zip(turns[exam.blueprint.id], _deal(exam), strict=True)
            )
        ),
    )


def _exam(
    registration: Registration, blueprint: Blueprint, forms: Sequence[Form], secret: bytes
) -> _Exam:
    """One exam with its candidates in the drawn order."""
    candidates = {c.number: c for c in registration.sitters(blueprint)}
    order = shuffled(derive(secret, f"order/{blueprint.id}"), candidates)
    own = [f for f in forms if f.blueprint == blueprint.id and f.role is not FormRole.SPARE]
    roster, resit = registration.roster, registration.resit
    return _Exam(
        blueprint=blueprint,
        sitting={s.blueprint: s for s in roster.sittings}[blueprint.id],
        candidates=tuple(candidates[number] for number in order),
        forms={f.id: frozenset(d.scenario for d in f.dossiers) for f in own},
        met={c.candidate: frozenset(c.met) for c in resit.carried} if resit is not None else {},
        assessors=tuple(a for a in roster.assessors if blueprint.block in a.blocks),
        key=derive(secret, f"assessors/{blueprint.id}"),
    )


def _anonymous(exams: Sequence[_Exam], secret: bytes) -> dict[str, str]:
    """The anonymous number of each candidate at each exam, all different."""
    labels = [f"{e.blueprint.id}/{c.number}" for e in exams for c in e.candidates]
    tokens = distinct_tokens(derive(secret, "anonymity"), labels, TOKEN_LENGTH, ALPHABET)
    return {label: f"{t[:4]}-{t[4:]}" for label, t in zip(labels, tokens, strict=True)}


def _seats(exam: _Exam, seats: Mapping[str, int]) -> dict[str, tuple[str, int]]:
    """Room and seat of each candidate, side by side; a separate room is the last one, when there are several."""
    *_, last = exam.sitting.rooms
    places = [(hall, seat) for hall in exam.sitting.rooms for seat in range(1, seats[hall] + 1)]
    aside = [p for p in places if p[0] == last] if len(exam.sitting.rooms) > 1 else []
    others = [p for p in places if p not in aside]
    apart = [c.number for c in exam.candidates if c.accommodation.separate_room]
    together = [c.number for c in exam.candidates if not c.accommodation.separate_room]
    found = dict(zip(apart, aside + others[::-1], strict=False))
    left = [p for p in places if p not in set(found.values())]
    return found | dict(zip(together, left, strict=False))


def _call(exam: _Exam, candidate: Candidate, markings: int) -> Call:
    """What a candidate needs: time, preparation, assessors without a link, in a drawn order."""
    extra = candidate.accommodation.extra_time
    able = [a.id for a in exam.assessors if candidate.number not in a.links]
    return Call(
        candidate=candidate.number,
        minutes=extended(exam.blueprint.minutes, extra),
        preparation=extended(exam.blueprint.preparation, extra),
        assessors=tuple(sorted(able, key=lambda a: rank(exam.key, f"{candidate.number}/{a}"))),
        needed=markings,
    )


def _deal(exam: _Exam) -> tuple[str, ...]:
    """The form of each candidate: dealt in the drawn order, past those of a scenario already met."""
    forms = list(exam.forms)
    used = dict.fromkeys(forms, 0)
    dealt = []
    for place, candidate in enumerate(exam.candidates):
        turn = forms[place % len(forms) :] + forms[: place % len(forms)]
        met = exam.met.get(candidate.number, frozenset())
        new = [form for form in turn if met.isdisjoint(exam.forms[form])] if met else turn[:1]
        chosen = min(new or turn, key=lambda form: used[form])
        used[chosen] += 1
        dealt.append(chosen)
    return tuple(dealt)


def _placement(
    exam: _Exam, place: int, turn: Turn, form: str, numbers: Mapping[str, str]
) -> Placement:
    """The placement of one candidate."""
    candidate = exam.candidates[place]
    extra = candidate.accommodation.extra_time
    return Placement(
        candidate=candidate.number,
        blueprint=exam.blueprint.id,
        form=form,
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
