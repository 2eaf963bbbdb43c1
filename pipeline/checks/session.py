"""What a session's registrations must hold together: people, assessors, rooms, dates."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.checks.planning import (
    exams_have_sittings,
    groups_have_sittings,
    papers_are_enough,
    rooms_have_seats,
    sheet_of,
    simulations_can_be_played,
    sittings_are_near,
)
from pipeline.checks.registration import Registration
from pipeline.checks.scenario import scenarios_are_fresh, scenarios_are_reviewed
from pipeline.checks.timetable import exams_do_not_overlap, rooms_are_free
from pipeline.diagnostics import Diagnostic
from pipeline.model.blueprint import FormKind
from pipeline.model.people import Assessor, Candidate
from pipeline.rules import roster as words
from pipeline.rules import session as rules
from pipeline.rules.planning import NO_TUTOR
from pipeline.typography import date_fr

__all__ = ["ALL", "Registration", "check_session"]

YOUNGEST = 14


def somebody_sits(registration: Registration) -> Iterator[Diagnostic]:
    """A session has at least one candidate, and each of its exams too."""
    if not registration.roster.candidates:
        yield rules.NO_CANDIDATE.at(sheet_of(registration, words.CANDIDATES))
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
    """Every block that is sat has as many assessors as the session has markings; tutors do without them."""
    needed = registration.session.markings
    blocks = {
        b.block
        for b in registration.blueprints()
        if any(not registration.tutors(b, c) for c in registration.sitters(b))
    }
    for block in sorted(blocks):
        count = sum(block in a.blocks for a in registration.roster.assessors)
        if count < needed:
            place = sheet_of(registration, words.ASSESSORS)
            yield rules.NO_ASSESSOR.at(place, block=block, count=count, needed=needed)


def candidates_have_assessors(registration: Registration) -> Iterator[Diagnostic]:
    """No candidate is linked to so many assessors that too few are left."""
    needed = registration.session.markings
    for blueprint in registration.blueprints():
        able = [a for a in registration.roster.assessors if blueprint.block in a.blocks]
        linked = Counter(number for assessor in able for number in assessor.ties)
        if len(able) < needed:
            continue
        for candidate in registration.sitters(blueprint):
            alone = not registration.tutors(blueprint, candidate)
            if alone and len(able) - linked[candidate.number] < needed:
                yield rules.CONFLICT.at(
                    candidate.source,
                    candidate=candidate.number,
                    exam=blueprint.id,
                    block=blueprint.block,
                )


def trainees_have_tutors(registration: Registration) -> Iterator[Diagnostic]:
    """What is observed at work has a tutor; candidates who have none are told, and go to the block's assessors."""
    for blueprint in registration.blueprints():
        if blueprint.kind is FormKind.OBSERVATION:
            for candidate in registration.sitters(blueprint):
                if not registration.tutors(blueprint, candidate):
                    yield NO_TUTOR.at(
                        candidate.source, candidate=candidate.number, exam=blueprint.id
                    )


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
    trainees_have_tutors,
    exams_have_sittings,
    groups_have_sittings,
    papers_are_enough,
    sittings_are_near,
    rooms_have_seats,
    simulations_can_be_played,
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
