"""Who is called to which sitting of an exam, alone or in the group that plays a simulation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline.assemble.exams import Exam
from pipeline.assemble.groups import Past, draw_groups
from pipeline.assemble.sittings import apportion, spread
from pipeline.checks.registration import Cohort, Registration, group_sizes
from pipeline.checks.timetable import Span, spans_of
from pipeline.diagnostics import ContentError, Diagnostic
from pipeline.grammar import plural
from pipeline.model.blueprint import FormKind
from pipeline.model.people import Candidate, Sitting
from pipeline.rules import commands as words
from pipeline.rules import planning as rules

Unit = tuple[Candidate, ...]
"""Those who are called together: one candidate, or a group in the order of the roles that its members play."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One sitting of an exam, with its number from 1 and those who are called to it, in the drawn order."""

    exam: Exam
    sitting: Sitting
    number: int
    units: tuple[Unit, ...]

    @property
    def start(self) -> datetime:
        """When the sitting begins, in the time of the place."""
        return datetime.fromisoformat(f"{self.sitting.date}T{self.sitting.start}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Called:
    """The units of a cohort, and the sittings open to them."""

    exam: Exam
    cohort: Cohort
    units: tuple[Unit, ...]
    spans: tuple[Span, ...]


def call_up(registration: Registration, exams: Sequence[Exam]) -> tuple[Batch, ...]:
    """The sittings of the exams with those who are called to each; simulations in the order of time mix their groups.

    Raises ContentError when the candidates of a simulation cannot be cut for its forms, or no jury can see a group.
    """
    past, faults = Past(), list[Diagnostic]()
    called = []
    for exam in sorted(exams, key=lambda e: e.opening):
        for cohort in registration.cohorts(exam.blueprint):
            units, found = _units(exam, cohort, past)
            faults += found
            spans = spans_of(exam.blueprint, cohort)
            called.append(_Called(exam=exam, cohort=cohort, units=units, spans=spans))
    if faults:
        raise ContentError(words.TIMETABLE, words.TIMETABLE_HINT, tuple(faults))
    seats = {room.name: room.seats for room in registration.roster.rooms}
    return _batches(called, seats)


def _units(exam: Exam, cohort: Cohort, past: Past) -> tuple[tuple[Unit, ...], list[Diagnostic]]:
    """Who is called together, in the drawn order, with what makes it impossible."""
    members = {c.number for c in cohort.people}
    order = [c for c in exam.candidates if c.number in members]
    if exam.blueprint.kind is not FormKind.SIMULATION:
        return tuple((candidate,) for candidate in order), []
    least, most = exam.blueprint.group
    fewest = min(exam.forms, key=lambda form: len(form.questions[0].item.roles))
    roles = len(fewest.questions[0].item.roles)
    sizes = group_sizes(len(order), (least, min(most, roles))) if roles else ()
    source = cohort.sittings[0].source
    if not sizes:
        values = {
            "exam": exam.blueprint.id,
            "form": fewest.id,
            "roles": plural(roles, *rules.ROLES).format(count=roles),
            "people": plural(len(order), *words.CANDIDATES).format(count=len(order)),
            "least": least,
        }
        return (), [rules.TOO_FEW_ROLES.at(source, **values)]
    groups = draw_groups([c.number for c in order], sizes, past, exam.juries, exam.key)
    past.remember(groups)
    by_number = {c.number: c for c in order}
    alone = [group for group in groups if exam.juries.lacking(group)]
    return tuple(tuple(by_number[n] for n in group) for group in groups), [
        rules.NO_JURY.at(
            source,
            exam=exam.blueprint.id,
            candidates=", ".join(sorted(group)),
            block=exam.blueprint.block,
        )
        for group in alone
    ]


def _batches(called: Sequence[_Called], seats: Mapping[str, int]) -> tuple[Batch, ...]:
    """The batches: who has no choice first, then exam by exam those who have, away from what keeps them already."""
    busy: dict[str, list[tuple[datetime, datetime]]] = {}
    batches = []
    for one in sorted(called, key=lambda c: len(c.spans) > 1):
        chosen = _choose(one, seats, busy)
        for place, span in enumerate(one.spans):
            units = tuple(u for u, k in zip(one.units, chosen, strict=True) if k == place)
            for candidate in (c for unit in units for c in unit):
                kept = span.start, span.end((candidate,))
                busy.setdefault(candidate.number, []).append(kept)
            number = one.exam.sittings.index(span.sitting) + 1
            batches.append(Batch(exam=one.exam, sitting=span.sitting, number=number, units=units))
    return tuple(sorted(batches, key=lambda b: (b.start, b.exam.blueprint.id, b.number)))


def _choose(
    called: _Called,
    seats: Mapping[str, int],
    busy: Mapping[str, Sequence[tuple[datetime, datetime]]],
) -> tuple[int, ...]:
    """The sitting of each unit, by its place: in proportion to the seats of written exams, else to the rooms."""
    units, spans = called.units, called.spans
    if len(spans) == 1:
        return (0,) * len(units)
    written = spans[0].written
    halls = [[seats[room] if written else 1 for room in s.sitting.rooms] for s in spans]
    places = [sum(own) for own in halls]
    several = frozenset(k for k, own in enumerate(halls) if len(own) > 1)
    suited = []
    for unit in units:
        free = frozenset(k for k, s in enumerate(spans) if not _kept(unit, s, busy))
        apart = written and any(c.accommodation.separate_room for c in unit)
        suited.append(free & several or free if apart else free)
    most = places if written else [len(units)] * len(spans)
    return spread(suited, apportion(len(units), places), most)


def _kept(unit: Unit, span: Span, busy: Mapping[str, Sequence[tuple[datetime, datetime]]]) -> bool:
    """Whether one of a unit is kept by another exam during a sitting."""
    return any(
        start < span.end((candidate,)) and span.start < end
        for candidate in unit
        for start, end in busy.get(candidate.number, ())
    )
