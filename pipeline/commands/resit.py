"""``epreuve resit``: the session of those whose blocks failed, for exactly what is missing."""

from pathlib import Path

from pipeline.award.again import exhausted, plan_resits
from pipeline.award.capital import months_after
from pipeline.award.resits import RESIT
from pipeline.commands.again import Case, Moment, open_again, read_case
from pipeline.commands.hearing import check_lifted
from pipeline.commands.open import opening_date
from pipeline.diagnostics import ContentError, Diagnostic, Outcome, Source
from pipeline.model.award import Decisions, Resit
from pipeline.rules import resit as rules
from pipeline.store.folder import find_session, new_session
from pipeline.store.records import (
    read_decisions,
)
from pipeline.typography import date_fr


def resit(
    session: str,
    new: str,
    *,
    date: str | None = None,
    root: Path,
    when: str,
    dry_run: bool = False,
) -> Outcome:
    """Open the session of resits of those whose blocks failed, for exactly what is missing; twice changes nothing.

    Raises ContentError before the jury's decisions, or beyond the delay of the rules; UsageError for a name in use.
    """
    folder = find_session(root, session)
    opened = new_session(root, new)
    day = opening_date(new, date)
    check_lifted(folder)
    decisions = read_decisions(folder)
    case = read_case(folder, decisions)
    limit = _limit(case, decisions)
    _check_delay(case, decisions, limit, day, new)
    carried = plan_resits(case.hearing.basis, case.standings)
    told = tuple(_left_out(case)) if case.decisions else ()
    record = Resit(session=new, source=session, kind=RESIT, carried=carried)
    return open_again(
        case,
        opened,
        record,
        Moment(day=day, limit=limit, when=when, dry_run=dry_run),
        told,
    )


def _limit(case: Case, decisions: Decisions) -> str:
    """The last ISO day of the resits; empty without a rule or before any deliberation."""
    months = case.hearing.basis.policy.resit.months
    dates = [d.date for d in decisions.deliberations]
    return months_after(max(dates), months) if months is not None and dates else ""


def _check_delay(case: Case, decisions: Decisions, limit: str, day: str, new: str) -> None:
    """Refuse a day of the session ``new`` beyond the delay counted from the last deliberation."""
    if limit and day > limit:
        decided = max(d.date for d in decisions.deliberations)
        fault = rules.TOO_LATE.at(
            Source(path=case.folder.relative(case.folder.decisions)),
            date=date_fr(day),
            months=case.hearing.basis.policy.resit.months,
            decided=date_fr(decided),
            limit=date_fr(limit),
        )
        raise ContentError(rules.NOT_OPENED.format(new=new), rules.NOT_OPENED_HINT, (fault,))


def _left_out(case: Case) -> list[Diagnostic]:
    """Those who cannot sit again, and those on whom the jury has not decided yet."""
    place = Source(path=case.folder.relative(case.folder.decisions))
    gone = exhausted(case.hearing.basis, case.standings)
    told = [rules.EXHAUSTED.at(place, number=number) for number in gone]
    if case.decisions:
        waiting = sorted(
            h.number for h in case.hearing.candidates if h.number not in case.decisions
        )
        told += [rules.UNDECIDED.at(place, number=n, session=case.folder.name) for n in waiting]
    return told
