"""The planning of a session: nobody in two places, no room taken twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import product

from pipeline.checks.registration import Cohort, Registration, extended, group_sizes
from pipeline.diagnostics import Diagnostic
from pipeline.model.blueprint import Blueprint, FormKind
from pipeline.model.item import Modality
from pipeline.model.people import Candidate, Sitting
from pipeline.rules import session as rules
from pipeline.typography import date_fr

BETWEEN_ORALS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One sitting of an exam: from when, open to whom, and with how many ``rooms`` in all where they may choose."""

    sitting: Sitting
    blueprint: Blueprint
    start: datetime
    people: tuple[Candidate, ...]
    rooms: int

    @property
    def written(self) -> bool:
        """Whether all start together; in an oral each waits for a turn that the session draws."""
        return self.blueprint.modality is Modality.WRITTEN

    def end(self, people: Sequence[Candidate]) -> datetime:
        """When the last of these people has finished: their extra time included, an oral by whole turns."""
        extra = max((c.accommodation.extra_time for c in people), default=Decimal(0))
        minutes = extended(self.blueprint.minutes, extra)
        if self.written:
            return self.start + timedelta(minutes=minutes)
        turns = -(-self._called() // self.rooms)
        whole = self.blueprint.preparation + turns * (minutes + BETWEEN_ORALS)
        return self.start + timedelta(minutes=whole)

    def busy_until(self) -> datetime:
        """Until when the rooms are surely taken: the longest stay in a written exam, whole turns in an oral."""
        if self.written:
            return self.end(self.people)
        turns = max(1, self._called() // self.rooms)
        return self.start + timedelta(minutes=turns * self.blueprint.minutes)

    def _called(self) -> int:
        """How many are called one after another: candidates, or the groups that they play in."""
        count = len(self.people)
        if self.blueprint.kind is not FormKind.SIMULATION:
            return count
        return len(group_sizes(count, self.blueprint.group)) or 1


def exams_do_not_overlap(registration: Registration) -> Iterator[Diagnostic]:
    """Two exams that share candidates are not sat at the same time, extra time and turns of orals included.

    An oral that starts during another exam makes its candidates wait: that is told, and no error. Where candidates may
    sit at several sittings, one that suits them is enough.
    """
    cohorts = [(own, frozenset(c.number for c in own[0].people)) for own in _spans(registration)]
    for place, (second, others) in enumerate(cohorts):
        for first, numbers in cohorts[:place]:
            if first[0].blueprint.id == second[0].blueprint.id or numbers.isdisjoint(others):
                continue
            shared = [c for c in first[0].people if c.number in others]
            found = [_overlap(*pair, shared) for pair in product(first, second)]
            faults = [fault for fault in found if fault is not None]
            if len(faults) == len(found):
                yield min(faults, key=lambda fault: fault.code == rules.OVERLAP.code)


def rooms_are_free(registration: Registration) -> Iterator[Diagnostic]:
    """No room is taken by two sittings at the same time: each numbers its seats from 1."""
    spans = sorted((s for own in _spans(registration) for s in own), key=_order)
    for place, second in enumerate(spans):
        for first in spans[:place]:
            for room in first.sitting.rooms:
                if room in second.sitting.rooms and second.start < first.busy_until():
                    yield rules.SHARED_ROOM.at(
                        second.sitting.source,
                        room=room,
                        exam=second.sitting.blueprint,
                        other=first.sitting.blueprint,
                        date=date_fr(second.sitting.date),
                    )


def spans_of(blueprint: Blueprint, cohort: Cohort) -> tuple[Span, ...]:
    """The sittings of a cohort that are planned, in the order of time."""
    planned = [s for s in cohort.sittings if s.date and s.start]
    return tuple(
        Span(
            sitting=sitting,
            blueprint=blueprint,
            start=datetime.fromisoformat(f"{sitting.date}T{sitting.start}"),
            people=cohort.people,
            rooms=max(1, sum(len(s.rooms) for s in planned)),
        )
        for sitting in planned
    )


def _spans(registration: Registration) -> Iterator[tuple[Span, ...]]:
    """The sittings whose date and time are known, of exams that last, by those who may sit them; in order of time."""
    cohorts = [
        spans_of(blueprint, cohort)
        for blueprint in registration.blueprints()
        if blueprint.minutes
        for cohort in registration.cohorts(blueprint)
    ]
    return iter(sorted((own for own in cohorts if own), key=lambda own: _order(own[0])))


def _order(span: Span) -> tuple[datetime, str]:
    """The order of time."""
    return span.start, span.sitting.blueprint


def _overlap(one: Span, other: Span, shared: Sequence[Candidate]) -> Diagnostic | None:
    """What is wrong with two sittings for those who sit both."""
    first, second = sorted((one, other), key=_order)
    end = first.end(shared)
    if end <= second.start or not (first.written or second.written):
        return None
    rule = rules.OVERLAP if second.written else rules.WAITING
    return rule.at(
        second.sitting.source,
        exam=second.sitting.blueprint,
        other=first.sitting.blueprint,
        date=date_fr(second.sitting.date),
        end=end.strftime("%H:%M"),
    )
