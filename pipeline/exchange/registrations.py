"""Registrations as rows again, for the workbook of a session that follows another."""

from collections.abc import Sequence
from decimal import Decimal

from pipeline.exchange.roster import Rows
from pipeline.model.people import Accommodation, Assessor, Candidate, Roster
from pipeline.rules import roster as words


def roster_rows(roster: Roster, candidates: Sequence[str]) -> Rows:
    """The rows of the candidates named, and of everybody and every room else; the planning is left to fill.

    Groups are left out with the planning that names them. Blocks won since are not written there: the ledger says who
    holds them, and forgets those that an appeal takes back.
    """
    kept = set(candidates)
    return {
        words.CANDIDATES: tuple(_candidate(c) for c in roster.candidates if c.number in kept),
        words.ASSESSORS: tuple(_assessor(a, kept) for a in roster.assessors),
        words.ROOMS: tuple((room.name, str(room.seats)) for room in roster.rooms),
        words.SITTINGS: (),
    }


def _candidate(candidate: Candidate) -> tuple[str, ...]:
    """One candidate, in the order of the columns."""
    return (
        candidate.number,
        candidate.last_name,
        candidate.first_name,
        "/".join(reversed(candidate.birth_date.split("-"))),
        candidate.email,
        candidate.specialisation,
        ", ".join(candidate.won),
        *_accommodation(candidate.accommodation),
        "",
    )


def _accommodation(granted: Accommodation) -> tuple[str, ...]:
    """The measures granted, in the order of the columns."""
    extra = {Decimal(value): name for name, value in words.EXTRA_TIMES.items()}
    return (
        extra[granted.extra_time],
        _yes(granted.large_print),
        _yes(granted.electronic_copy),
        granted.human_help or words.HUMAN_HELPS[0],
        _yes(granted.separate_room),
        granted.note,
    )


def _assessor(assessor: Assessor, candidates: set[str]) -> tuple[str, ...]:
    """One assessor; links to candidates who do not sit again, and trainees who do not, are left out."""
    return (
        assessor.id,
        assessor.last_name,
        assessor.first_name,
        assessor.email,
        assessor.organisation,
        _yes(assessor.external),
        ", ".join(assessor.blocks),
        ", ".join(number for number in assessor.links if number in candidates),
        ", ".join(number for number in assessor.trainees if number in candidates),
    )


def _yes(value: bool) -> str:
    """The word of a yes or no."""
    return words.YES if value else words.NO
