"""What is told of the sessions that a training calendar asks for: past, late, far, mixed, unlike those that exist."""

from collections.abc import Iterator
from datetime import date

from pipeline.diagnostics import Diagnostic, EpreuveError, Source
from pipeline.model.bank import Bank
from pipeline.model.calendar import Calendar, Proposal
from pipeline.model.deadline import USUAL, Milestone
from pipeline.model.session import Session
from pipeline.rules import calendar as rules
from pipeline.typography import date_fr

FAR = 31


def warnings(
    calendar: Calendar, bank: Bank, proposal: Proposal, today: str
) -> Iterator[Diagnostic]:
    """What a coordinator should know of a session before it is open."""
    yield from _late(calendar, proposal, today)
    yield from _far(proposal)
    yield from _mixed(calendar, bank, proposal)


def differences(session: Session, proposal: Proposal, path: str) -> Iterator[Diagnostic]:
    """The date and the exams that an open session has otherwise than the calendar asks; ``path`` is its settings."""
    place = Source(path=path)
    if session.date != proposal.date:
        days = {"date": date_fr(session.date), "wanted": date_fr(proposal.date)}
        yield rules.DATE_DIFFERS.at(place, **days)
    there, asked = _named(session), _named(proposal)
    more, less = ", ".join(sorted(there - asked)), ", ".join(sorted(asked - there))
    told = [rules.MORE.format(exams=more)] if more else []
    told += [rules.LESS.format(exams=less)] if less else []
    if told:
        yield rules.EXAMS_DIFFER.at(place, differences=" ; ".join(told))


def past(proposal: Proposal) -> Diagnostic:
    """A session that nobody can sit any more."""
    day = date_fr(proposal.date)
    return rules.PAST.at(proposal.source, session=proposal.session, date=day)


def failure(proposal: Proposal, error: EpreuveError) -> tuple[Diagnostic, ...]:
    """Why a session could not be opened."""
    told = rules.NOT_OPENED.at(
        proposal.source, session=proposal.session, reason=error.message, advice=error.hint
    )
    return error.diagnostics or (told,)


def _named(holder: Session | Proposal) -> set[str]:
    """The exams of a session, those marked by table said to be so."""
    return {*holder.exams, *(rules.BY_TABLE.format(exam=exam) for exam in holder.tables)}


def _late(calendar: Calendar, proposal: Proposal, today: str) -> Iterator[Diagnostic]:
    """A session whose papers should have been made before today."""
    deadlines = calendar.deadlines or USUAL
    day = deadlines[Milestone.GENERATE][0].day(proposal.date)
    if day < today:
        days = {"date": date_fr(proposal.date), "day": date_fr(day)}
        yield rules.LATE.at(proposal.source, session=proposal.session, **days)


def _far(proposal: Proposal) -> Iterator[Diagnostic]:
    """Sittings that closed days push back by more than a month."""
    held = date.fromisoformat(proposal.date)
    for move in proposal.moves:
        days = (date.fromisoformat(move.wanted) - held).days
        if days > FAR:
            yield rules.FAR_MOVE.at(
                proposal.source, session=proposal.session, days=days, cohort=move.cohort
            )


def _mixed(calendar: Calendar, bank: Bank, proposal: Proposal) -> Iterator[Diagnostic]:
    """Cohorts that would sit what others of the session sit: everybody in a session has the same exams.

    Those of a speciality are sat by who follows it.
    """
    common = [
        exam
        for exam in (*proposal.exams, *proposal.tables)
        if not bank.blueprint(exam).block.startswith("S")
    ]
    own: dict[str, set[str]] = {cohort: set() for cohort in proposal.cohorts}
    for wanted in calendar.wanted():
        if wanted.session == proposal.session:
            own[wanted.cohort.id] |= {*wanted.sitting.exams, *wanted.sitting.tables}
    for cohort, exams in own.items():
        others = ", ".join(exam for exam in common if exam not in exams)
        if others:
            yield rules.MIXED.at(
                proposal.source, session=proposal.session, cohort=cohort, exams=others
            )
