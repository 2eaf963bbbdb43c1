"""What a session's registrations must hold together: people, rooms, dates, assessors."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from pipeline.diagnostics import Diagnostic
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.model.item import Modality
from pipeline.model.people import Candidate, Roster
from pipeline.model.session import Session
from pipeline.rules import session as rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A session with its registrations and the bank it draws on."""

    bank: Bank
    session: Session
    roster: Roster

    def blueprints(self) -> tuple[Blueprint, ...]:
        """The blueprints of the session's exams."""
        return tuple(self.bank.blueprint(exam) for exam in self.session.exams)

    def sitters(self, blueprint: Blueprint) -> tuple[Candidate, ...]:
        """The candidates who sit an exam."""
        return tuple(
            c
            for c in self.roster.candidates
            if blueprint.block not in c.won
            and (not blueprint.block.startswith("S") or c.specialisation == blueprint.block)
        )


def somebody_sits(registration: Registration) -> Iterator[Diagnostic]:
    """A session has at least one candidate."""
    if not registration.roster.candidates:
        yield rules.NO_CANDIDATE.at(registration.session.source)


def people_are_distinct(registration: Registration) -> Iterator[Diagnostic]:
    """The same name is told; the same name born the same day is refused."""
    seen: dict[tuple[str, str], Candidate] = {}
    for candidate in registration.roster.candidates:
        name = f"{candidate.first_name} {candidate.last_name}".strip()
        key = (candidate.last_name.casefold(), candidate.first_name.casefold())
        other = seen.setdefault(key, candidate)
        if other is candidate or not any(key):
            continue
        line = (other.source.cell or "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        if other.birth_date == candidate.birth_date:
            birth = candidate.birth_date
            yield rules.SAME_PERSON.at(candidate.source, name=name, birth=birth, line=line)
        else:
            yield rules.HOMONYMS.at(candidate.source, name=name, line=line)


def blocks_have_assessors(registration: Registration) -> Iterator[Diagnostic]:
    """Every block that is sat has as many assessors as the session has markings."""
    needed = registration.session.markings
    blocks = {b.block: b for b in registration.blueprints() if registration.sitters(b)}
    for block in sorted(blocks):
        count = sum(block in a.blocks for a in registration.roster.assessors)
        if count < needed:
            place = registration.session.source
            yield rules.NO_ASSESSOR.at(place, block=block, count=count, needed=needed)


def candidates_have_assessors(registration: Registration) -> Iterator[Diagnostic]:
    """No candidate is linked to so many assessors that too few are left."""
    needed = registration.session.markings
    for blueprint in registration.blueprints():
        able = [a for a in registration.roster.assessors if blueprint.block in a.blocks]
        if len(able) < needed:
            continue
        for candidate in registration.sitters(blueprint):
            if sum(candidate.number not in a.links for a in able) < needed:
                yield rules.CONFLICT.at(
                    candidate.source,
                    candidate=candidate.number,
                    exam=blueprint.id,
                    block=blueprint.block,
                )


def exams_have_sittings(registration: Registration) -> Iterator[Diagnostic]:
    """Every exam has a line in the planning with a date, a time and rooms."""
    planned = {s.blueprint for s in registration.roster.sittings if s.date and s.start and s.rooms}
    for exam in registration.session.exams:
        if exam not in planned:
            yield rules.NO_SITTING.at(registration.session.source, exam=exam)


def rooms_have_seats(registration: Registration) -> Iterator[Diagnostic]:
    """The rooms of a written exam seat all its candidates."""
    seats = {r.name: r.seats for r in registration.roster.rooms}
    for sitting in registration.roster.sittings:
        if sitting.blueprint not in registration.session.exams:
            continue
        blueprint = registration.bank.blueprint(sitting.blueprint)
        count = len(registration.sitters(blueprint))
        places = sum(seats.get(room, 0) for room in sitting.rooms)
        if blueprint.modality is Modality.WRITTEN and sitting.rooms and places < count:
            yield rules.TOO_FEW_SEATS.at(
                sitting.source, exam=sitting.blueprint, seats=places, count=count
            )


def exams_do_not_overlap(registration: Registration) -> Iterator[Diagnostic]:
    """Two written exams that share candidates are not sat at the same time, extra time included."""
    spans = []
    for sitting in registration.roster.sittings:
        if sitting.blueprint not in registration.session.exams or not (
            sitting.date and sitting.start
        ):
            continue
        blueprint = registration.bank.blueprint(sitting.blueprint)
        people = registration.sitters(blueprint)
        if blueprint.modality is not Modality.WRITTEN or not people:
            continue
        start = datetime.fromisoformat(f"{sitting.date}T{sitting.start}")
        extra = max((c.accommodation.extra_time for c in people), default=Decimal(0))
        end = start + timedelta(minutes=math.ceil(blueprint.minutes * (1 + extra)))
        spans.append((start, end, sitting, {c.number for c in people}))
    spans.sort(key=lambda s: (s[0], s[2].blueprint))
    for place, (start, _, sitting, people_here) in enumerate(spans):
        for _, end, other, people_there in spans[:place]:
            if start < end and people_here & people_there:
                yield rules.OVERLAP.at(
                    sitting.source, exam=sitting.blueprint, other=other.blueprint, date=sitting.date
                )


ALL = (
    somebody_sits,
    people_are_distinct,
    blocks_have_assessors,
    candidates_have_assessors,
    exams_have_sittings,
    rooms_have_seats,
    exams_do_not_overlap,
)


def check_session(registration: Registration) -> tuple[Diagnostic, ...]:
    """Every fault of the registrations, check by check."""
    return tuple(fault for check in ALL for fault in check(registration))
