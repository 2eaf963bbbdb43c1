"""The planning of a session: nobody in two places, no room taken twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from pipeline.checks.registration import Registration, extended
from pipeline.diagnostics import Diagnostic
from pipeline.model.blueprint import Blueprint
from pipeline.model.item import Modality
from pipeline.model.people import Candidate, Sitting
from pipeline.rules import session as rules
from pipeline.typography import date_fr

BETWEEN_ORALS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One exam in the planning: from when, by whom."""

    sitting: Sitting
    blueprint: Blueprint
    start: datetime
    people: tuple[Candidate, ...]

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
        turns = -(-len(self.people) // max(1, len(self.sitting.rooms)))
        whole = self.blueprint.preparation + turns * (minutes + BETWEEN_ORALS)
        return self.start + timedelta(minutes=whole)

    def busy_until(self) -> datetime:
        """Until when the rooms are surely taken: the longest stay in a written exam, whole turns in an oral."""
        if self.written:
            return self.end(self.people)
        turns = max(1, len(self.people) // max(1, len(self.sitting.rooms)))
        return self.start + timedelta(minutes=turns * self.blueprint.minutes)


def exams_do_not_overlap(registration: Registration) -> Iterator[Diagnostic]:
    """Two exams that share candidates are not sat at the same time, extra time and turns of orals included.

    An oral that starts during another exam makes its candidates wait: that is told, and no error.
    """
    for first, second in _pairs(registration):
        shared = _shared(first, second)
        end = first.end(shared)
        if not shared or end <= second.start:
            continue
        values = {
            "exam": second.sitting.blueprint,
            "other": first.sitting.blueprint,
            "date": date_fr(second.sitting.date),
            "end": end.strftime("%H:%M"),
        }
        if second.written:
            yield rules.OVERLAP.at(second.sitting.source, **values)
        elif first.written:
            yield rules.WAITING.at(second.sitting.source, **values)


def rooms_are_free(registration: Registration) -> Iterator[Diagnostic]:
    """No room is taken by two exams at the same time: each numbers its seats from 1."""
    for first, second in _pairs(registration):
        for room in first.sitting.rooms:
            if room in second.sitting.rooms and second.start < first.busy_until():
                yield rules.SHARED_ROOM.at(
                    second.sitting.source,
                    room=room,
                    exam=second.sitting.blueprint,
                    other=first.sitting.blueprint,
                    date=date_fr(second.sitting.date),
                )


def _pairs(registration: Registration) -> Iterator[tuple[Span, Span]]:
    """Every two exams of the planning, the one that starts first before the other."""
    spans = sorted(_spans(registration), key=lambda s: (s.start, s.sitting.blueprint))
    for place, second in enumerate(spans):
        for first in spans[:place]:
            yield first, second


def _spans(registration: Registration) -> Iterator[Span]:
    """The exams that somebody sits, whose date and time are known, and that last."""
    for sitting in registration.sittings():
        blueprint = registration.bank.blueprint(sitting.blueprint)
        people = registration.sitters(blueprint)
        if people and blueprint.minutes and sitting.date and sitting.start:
            start = datetime.fromisoformat(f"{sitting.date}T{sitting.start}")
            yield Span(sitting=sitting, blueprint=blueprint, start=start, people=people)


def _shared(first: Span, second: Span) -> tuple[Candidate, ...]:
    """The candidates of the first who sit the second too."""
    numbers = {candidate.number for candidate in second.people}
    return tuple(candidate for candidate in first.people if candidate.number in numbers)
