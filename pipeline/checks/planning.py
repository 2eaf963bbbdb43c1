"""Whether the planning of a session can be kept: sittings for everybody, seats, papers, groups that play together."""

from collections.abc import Iterator, Mapping
from datetime import date

from pipeline.checks.registration import Cohort, Registration, group_sizes
from pipeline.diagnostics import Diagnostic, Source
from pipeline.grammar import plural
from pipeline.model.blueprint import Blueprint, FormKind
from pipeline.model.item import Modality
from pipeline.rules import commands as said
from pipeline.rules import planning as rules
from pipeline.rules import roster as words
from pipeline.rules import session
from pipeline.typography import date_fr

FAR_DAYS = 183


def exams_have_sittings(registration: Registration) -> Iterator[Diagnostic]:
    """Every exam that somebody sits has a line in the planning, but for what is observed at work.

    A line filled in part is told when it is read.
    """
    for blueprint in registration.blueprints():
        nobody = registration.roster.candidates and not registration.sitters(blueprint)
        if nobody or blueprint.kind is FormKind.OBSERVATION:
            continue
        planned = registration.roster.sittings_of(blueprint.id)
        if not planned:
            place = sheet_of(registration, words.SITTINGS)
            yield session.NO_SITTING.at(place, exam=blueprint.id, advice=session.ADD_LINE)
        for sitting in planned:
            if not (sitting.date or sitting.start or sitting.rooms):
                yield session.NO_SITTING.at(
                    sitting.source, exam=blueprint.id, advice=session.FILL_LINE
                )


def groups_have_sittings(registration: Registration) -> Iterator[Diagnostic]:
    """Where an exam is planned, every group of its candidates has a line, and every line of a group its candidates."""
    for blueprint in registration.blueprints():
        cohorts = registration.cohorts(blueprint)
        planned = registration.roster.sittings_of(blueprint.id)
        for cohort in cohorts:
            if planned and not cohort.sittings:
                yield _unplanned(blueprint, cohort)
        groups = {cohort.group for cohort in cohorts}
        for sitting in planned:
            if cohorts and sitting.group and sitting.group not in groups:
                yield rules.GROUP_OF_NOBODY.at(
                    sitting.source, exam=blueprint.id, group=sitting.group
                )


def papers_are_enough(registration: Registration) -> Iterator[Diagnostic]:
    """A written exam that begins at several moments has as many papers: who leaves the first could tell the second."""
    for blueprint in registration.blueprints():
        if blueprint.modality is not Modality.WRITTEN or not blueprint.minutes:
            continue
        forms = registration.session.forms.get(blueprint.id, blueprint.forms)
        sat = [s for c in registration.cohorts(blueprint) for s in c.sittings if s.date]
        moments = len({(s.date, s.start) for s in sat})
        if moments > forms:
            yield rules.SAME_PAPER.at(
                max(sat, key=lambda s: (s.date, s.start)).source,
                exam=blueprint.id,
                moments=moments,
                forms=plural(forms, *rules.PAPERS).format(count=forms),
            )


def sittings_are_near(registration: Registration) -> Iterator[Diagnostic]:
    """An exam is sat around the day of the session: another year is a typing error."""
    day = date.fromisoformat(registration.session.date)
    for sitting in registration.sittings():
        if sitting.date and abs(date.fromisoformat(sitting.date) - day).days > FAR_DAYS:
            yield session.FAR_SITTING.at(
                sitting.source,
                exam=sitting.blueprint,
                date=date_fr(sitting.date),
                session=date_fr(registration.session.date),
            )


def rooms_have_seats(registration: Registration) -> Iterator[Diagnostic]:
    """The rooms of a written exam seat all who may sit there, and have one room for those who sit apart."""
    seats = {room.name: room.seats for room in registration.roster.rooms}
    for blueprint in registration.blueprints():
        if blueprint.modality is Modality.WRITTEN:
            for cohort in registration.cohorts(blueprint):
                yield from _seats(blueprint, cohort, seats)


def simulations_can_be_played(registration: Registration) -> Iterator[Diagnostic]:
    """The candidates of a simulation make groups of a right size, each in a room that holds it."""
    seats = {room.name: room.seats for room in registration.roster.rooms}
    for blueprint in registration.blueprints():
        if blueprint.kind is FormKind.SIMULATION:
            for cohort in registration.cohorts(blueprint):
                yield from _groups(blueprint, cohort, seats)


def sheet_of(registration: Registration, sheet: str) -> Source:
    """A sheet of the workbook, as far as something was read from it; else the settings."""
    roster = registration.roster
    lists = (roster.candidates, roster.assessors, roster.rooms, roster.sittings)
    sources = [line.source for lines in lists for line in lines]
    return Source(path=sources[0].path, sheet=sheet) if sources else registration.session.source


def _unplanned(blueprint: Blueprint, cohort: Cohort) -> Diagnostic:
    """Candidates for whom a planned exam has no line."""
    first, count = cohort.people[0], len(cohort.people)
    if cohort.group:
        return rules.GROUP_NOT_PLANNED.at(
            first.source, exam=blueprint.id, group=cohort.group, count=count
        )
    return rules.GROUP_MISSING.at(
        first.source, exam=blueprint.id, candidate=first.number, count=count
    )


def _seats(blueprint: Blueprint, cohort: Cohort, seats: Mapping[str, int]) -> Iterator[Diagnostic]:
    """Whether the rooms of the sittings of a cohort hold it."""
    planned = [s for s in cohort.sittings if s.rooms]
    if not planned:
        return
    place, count = planned[0].source, len(cohort.people)
    places = sum(seats[room] for sitting in planned for room in sitting.rooms)
    if places < count:
        yield session.TOO_FEW_SEATS.at(place, exam=blueprint.id, seats=places, count=count)
    apart = sum(c.accommodation.separate_room for c in cohort.people)
    if apart and count > 1 and all(len(s.rooms) == 1 for s in planned):
        yield session.NO_ROOM_APART.at(place, exam=blueprint.id, count=apart)


def _groups(blueprint: Blueprint, cohort: Cohort, seats: Mapping[str, int]) -> Iterator[Diagnostic]:
    """Whether a cohort can be cut in groups, and each of its rooms hold one."""
    planned = [s for s in cohort.sittings if s.rooms]
    sizes, count = group_sizes(len(cohort.people), blueprint.group), len(cohort.people)
    if planned and not sizes:
        least, most = blueprint.group
        yield rules.UNEVEN_GROUPS.at(
            planned[0].source,
            exam=blueprint.id,
            people=plural(count, *said.CANDIDATES).format(count=count),
            least=least,
            most=most,
        )
    for sitting in planned:
        for room in sitting.rooms:
            if seats[room] < max(sizes, default=0):
                yield rules.SMALL_ROOM.at(
                    sitting.source,
                    exam=blueprint.id,
                    room=room,
                    seats=seats[room],
                    count=max(sizes),
                )
