"""What a session's registrations must hold together: people, assessors, rooms, dates."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.checks.registration import Registration
from pipeline.checks.scenario import scenarios_are_fresh, scenarios_are_reviewed
from pipeline.checks.timetable import exams_do_not_overlap, rooms_are_free
from pipeline.diagnostics import Diagnostic, Source
from pipeline.model.item import Modality
from pipeline.model.people import Assessor, Candidate
from pipeline.rules import roster as words
from pipeline.rules import session as rules
from pipeline.typography import date_fr

__all__ = ["ALL", "Registration", "check_session"]

YOUNGEST = 14
FAR_DAYS = 183


def somebody_sits(registration: Registration) -> Iterator[Diagnostic]:
    """A session has at least one candidate, and each of its exams too."""
    if not registration.roster.candidates:
        yield rules.NO_CANDIDATE.at(_sheet(registration, words.CANDIDATES))
        return
    for blueprint in registration.blueprints():
        if not registration.sitters(blueprint):
            yield rules.NOBODY_SITS.at(registration.session.source, exam=blueprint.id)


def candidates_sit_something(registration: Registration) -> Iterator[Diagnostic]:
    """A candidate who sits no exam of the session, and is marked in no table, is there by mistake."""
    tables = (registration.bank.blueprint(exam) for exam in registration.session.tables)
    exams = (*registration.blueprints(), *tables)
    sitting = {c.number for exam in exams for c in registration.sitters(exam)}
    for candidate in registration.roster.candidates:
        if candidate.number not in sitting:
            yield rules.SITS_NOTHING.at(candidate.source, candidate=candidate.number)


def people_are_distinct(registration: Registration) -> Iterator[Diagnostic]:
    """The same name is told; the same name born the same day is refused."""
    yield from _namesakes(registration.roster.candidates)
    yield from _namesakes(registration.roster.assessors)


def candidates_are_grown(registration: Registration) -> Iterator[Diagnostic]:
    """Nobody was born less than 14 years before the session: a year typed wrong."""
    day = registration.session.date
    latest = f"{int(day[:4]) - YOUNGEST}{day[4:]}"
    for candidate in registration.roster.candidates:
        if candidate.birth_date > latest:
            yield rules.BORN_LATE.at(
                candidate.source,
                name=_name(candidate),
                birth=date_fr(candidate.birth_date),
                years=YOUNGEST,
            )


def blocks_have_assessors(registration: Registration) -> Iterator[Diagnostic]:
    """Every block that is sat has as many assessors as the session has markings."""
    needed = registration.session.markings
    blocks = {b.block for b in registration.blueprints() if registration.sitters(b)}
    for block in sorted(blocks):
        count = sum(block in a.blocks for a in registration.roster.assessors)
        if count < needed:
            place = _sheet(registration, words.ASSESSORS)
            yield rules.NO_ASSESSOR.at(place, block=block, count=count, needed=needed)


def candidates_have_assessors(registration: Registration) -> Iterator[Diagnostic]:
    """No candidate is linked to so many assessors that too few are left."""
    needed = registration.session.markings
    for blueprint in registration.blueprints():
        able = [a for a in registration.roster.assessors if blueprint.block in a.blocks]
        linked = Counter(number for assessor in able for number in set(assessor.links))
        if len(able) < needed:
            continue
        for candidate in registration.sitters(blueprint):
            if len(able) - linked[candidate.number] < needed:
                yield rules.CONFLICT.at(
                    candidate.source,
                    candidate=candidate.number,
                    exam=blueprint.id,
                    block=blueprint.block,
                )


def exams_have_sittings(registration: Registration) -> Iterator[Diagnostic]:
    """Every exam that somebody sits has a line in the planning; a line filled in part is told when it is read."""
    sittings = {s.blueprint: s for s in registration.sittings()}
    for blueprint in registration.blueprints():
        if registration.roster.candidates and not registration.sitters(blueprint):
            continue
        sitting = sittings.get(blueprint.id)
        if sitting is None:
            place = _sheet(registration, words.SITTINGS)
            yield rules.NO_SITTING.at(place, exam=blueprint.id, advice=rules.ADD_LINE)
        elif not (sitting.date or sitting.start or sitting.rooms):
            yield rules.NO_SITTING.at(sitting.source, exam=blueprint.id, advice=rules.FILL_LINE)


def sittings_are_near(registration: Registration) -> Iterator[Diagnostic]:
    """An exam is sat around the day of the session: another year is a typing error."""
    day = date.fromisoformat(registration.session.date)
    for sitting in registration.sittings():
        if sitting.date and abs(date.fromisoformat(sitting.date) - day).days > FAR_DAYS:
            yield rules.FAR_SITTING.at(
                sitting.source,
                exam=sitting.blueprint,
                date=date_fr(sitting.date),
                session=date_fr(registration.session.date),
            )


def rooms_have_seats(registration: Registration) -> Iterator[Diagnostic]:
    """The rooms of a written exam seat all its candidates, and have one room for those who sit apart."""
    seats = {room.name: room.seats for room in registration.roster.rooms}
    for sitting in registration.sittings():
        blueprint = registration.bank.blueprint(sitting.blueprint)
        if blueprint.modality is not Modality.WRITTEN or not sitting.rooms:
            continue
        people = registration.sitters(blueprint)
        places = sum(seats[room] for room in sitting.rooms)
        if places < len(people):
            yield rules.TOO_FEW_SEATS.at(
                sitting.source, exam=sitting.blueprint, seats=places, count=len(people)
            )
        apart = sum(c.accommodation.separate_room for c in people)
        if apart and len(people) > 1 and len(sitting.rooms) == 1:
            yield rules.NO_ROOM_APART.at(sitting.source, exam=sitting.blueprint, count=apart)


def scenarios_are_current(registration: Registration) -> Iterator[Diagnostic]:
    """At least one scenario may still be used on the day of the session."""
    session = registration.session
    if all(s.review.expires < session.date for s in registration.bank.scenarios):
        yield rules.DATE_PAST_EXPIRY.at(session.source, date=date_fr(session.date))


def scenarios_left_out_are_told(registration: Registration) -> Iterator[Diagnostic]:
    """Which scenarios the session does without: nobody has read them, or they have expired on its day."""
    yield from scenarios_are_reviewed(registration.bank)
    stale = tuple(scenarios_are_fresh(registration.bank, registration.session.date))
    yield from stale if len(stale) < len(registration.bank.scenarios) else ()


ALL = (
    somebody_sits,
    candidates_sit_something,
    people_are_distinct,
    candidates_are_grown,
    blocks_have_assessors,
    candidates_have_assessors,
    exams_have_sittings,
    sittings_are_near,
    rooms_have_seats,
    exams_do_not_overlap,
    rooms_are_free,
    scenarios_are_current,
    scenarios_left_out_are_told,
)


def check_session(registration: Registration) -> tuple[Diagnostic, ...]:
    """Every fault of the registrations, check by check; those of their cells are told when they are read."""
    return tuple(fault for check in ALL for fault in check(registration))


def _namesakes(people: Sequence[Candidate | Assessor]) -> Iterator[Diagnostic]:
    """People who bear the name of somebody above them."""
    seen: dict[tuple[str, str], list[Candidate | Assessor]] = {}
    for person in people:
        key = (_key(person.last_name), _key(person.first_name))
        others = seen.setdefault(key, [])
        same = [o for o in others if _birth(o) and _birth(o) == _birth(person)]
        if same and all(key):
            born = date_fr(_birth(person))
            line = _line(same[0])
            yield rules.SAME_PERSON.at(person.source, name=_name(person), birth=born, line=line)
        elif others and all(key):
            yield rules.HOMONYMS.at(person.source, name=_name(person), line=_line(others[0]))
        others.append(person)


def _birth(person: Candidate | Assessor) -> str:
    """The day of birth of a candidate, where it is known."""
    return person.birth_date if isinstance(person, Candidate) else ""


def _name(person: Candidate | Assessor) -> str:
    """First and last name."""
    return f"{person.first_name} {person.last_name}".strip()


def _key(name: str) -> str:
    """A name without case, accents and hyphens: « Jean-Noël » and « JEAN NOEL » are typed for one another."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c))))


def _line(person: Candidate | Assessor) -> str:
    """The line of the workbook where somebody is."""
    return (person.source.cell or "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _sheet(registration: Registration, sheet: str) -> Source:
    """A sheet of the workbook, as far as something was read from it; else the settings."""
    roster = registration.roster
    lists = (roster.candidates, roster.assessors, roster.rooms, roster.sittings)
    sources = [line.source for lines in lists for line in lines]
    return Source(path=sources[0].path, sheet=sheet) if sources else registration.session.source
