"""What ``epreuve calendar`` says of the sessions it dealt with, to people and to machines."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from pipeline.diagnostics import Diagnostic
from pipeline.grammar import plural
from pipeline.model.calendar import Move, Proposal
from pipeline.rules import calendar as words
from pipeline.rules import commands as said
from pipeline.typography import date_fr

_PEOPLE = 3


class State(StrEnum):
    """What became of a proposed session."""

    OPENED = "opened"
    TO_OPEN = "to_open"
    EXISTS = "exists"
    PAST = "past"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealt:
    """A proposal, what became of it, the files written for it, what there is to tell."""

    proposal: Proposal
    state: State
    files: tuple[str, ...] = ()
    told: tuple[Diagnostic, ...] = ()


def report(dealt: Sequence[Dealt], first: str, last: str, *, dry_run: bool) -> Iterator[str]:
    """The sessions between two ISO days as a table, what was moved and why, what comes next."""
    days = {"first": date_fr(first), "last": date_fr(last)}
    if not dealt:
        yield words.NOTHING.format(**days)
        return
    yield plural(len(dealt), *words.HEAD).format(count=len(dealt), **days)
    yield from _table([words.COLUMNS, *(_row(d) for d in dealt)])
    yield from (_moved(d.proposal, move) for d in dealt for move in d.proposal.moves)
    yield from _end([d.state for d in dealt], dry_run=dry_run)


def described(dealt: Dealt) -> dict[str, object]:
    """One session for machines: all the fields of its proposal, and what became of it."""
    source = str(dealt.proposal.source)
    return {**asdict(dealt.proposal), "source": source, "state": dealt.state.value}


def _row(dealt: Dealt) -> tuple[str, ...]:
    """One session of the table."""
    proposal = dealt.proposal
    tables = (words.BY_TABLE.format(exam=exam) for exam in proposal.tables)
    return (
        date_fr(proposal.date, weekday=True),
        proposal.session,
        words.STATES[dealt.state],
        str(proposal.people),
        ", ".join(proposal.cohorts),
        ", ".join((*proposal.exams, *tables)),
    )


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as aligned columns, numbers of people on the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            text.rjust(width) if rank == _PEOPLE else text.ljust(width)
            for rank, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def _moved(proposal: Proposal, move: Move) -> str:
    """Why a sitting is held before the day wanted."""
    return words.MOVED.format(
        session=proposal.session,
        cohort=move.cohort,
        day=date_fr(move.wanted, weekday=True),
        reasons=", ".join(words.REASONS[reason] for reason in move.reasons),
        date=date_fr(proposal.date, weekday=True),
    )


def _end(states: Sequence[State], *, dry_run: bool) -> Iterator[str]:
    """How many were opened, or would be, and what to do with them."""
    opened, waiting = states.count(State.OPENED), states.count(State.TO_OPEN)
    if opened:
        yield plural(opened, *words.OPENED).format(count=opened)
        yield words.NEXT
    if waiting:
        yield plural(waiting, *words.TO_OPEN).format(count=waiting)
    if set(states) == {State.EXISTS}:
        yield words.NOTHING_NEW
    if dry_run:
        yield said.DRY_RUN
