"""``epreuve calendar``: the sessions that the training calendar asks for, proposed and opened."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.commands.calendar_faults import differences, failure, past, warnings
from pipeline.commands.calendar_told import Dealt, State, described, report
from pipeline.commands.inputs import load_bank, load_session
from pipeline.commands.open import Opening, default_exams, open_folder
from pipeline.diagnostics import (
    ContentError,
    Diagnostic,
    EpreuveError,
    Outcome,
    UsageError,
    has_errors,
)
from pipeline.model.bank import Bank
from pipeline.model.calendar import Calendar, Proposal
from pipeline.model.deadline import USUAL
from pipeline.moments import days_after, local_time
from pipeline.read.calendar import PATH, read_calendar
from pipeline.read.cohorts import FIRST, LAST, Known
from pipeline.rules import calendar as words
from pipeline.rules import commands as said
from pipeline.store.folder import (
    SessionFolder,
    check_settings,
    check_workspace,
    is_demonstration,
    is_name,
    new_session,
)
from pipeline.timeline.proposals import propose

MODEL = "templates/calendrier.yaml"
_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where sessions are opened: the calendar and its warnings, the bank, the moment in UTC."""

    root: Path
    bank: Bank
    calendar: Calendar
    told: tuple[Diagnostic, ...]
    when: str

    @property
    def today(self) -> str:
        """The ISO day at the place of the calendar."""
        return local_time(self.when, self.calendar.zone)[0]


def calendar(year: str | None, *, root: Path, when: str, dry_run: bool = False) -> Outcome:
    """Propose the sessions of a year, by default of the twelve months to come, and open those that do not exist.

    A session that exists is left as it is, and one that cannot be opened does not stop the others. Raises UsageError
    without a calendar or for a year that is none, ContentError for a calendar with faults.
    """
    desk = _desk(root, when)
    first, last = _window(year, desk.today)
    exams = [b.id for b in desk.bank.blueprints]
    proposals = propose(desk.calendar, exams, first, last)
    dealt = tuple(_deal(desk, proposal, dry_run=dry_run) for proposal in proposals)
    states = [d.state for d in dealt]
    return Outcome(
        command="calendar",
        counts={"sessions": len(dealt), **{s.value: states.count(s) for s in State}},
        lines=tuple(report(dealt, first, last, dry_run=dry_run)),
        files=tuple(path for d in dealt for path in d.files),
        data={
            "first": first,
            "last": last,
            "zone": desk.calendar.zone,
            "proposals": [described(d) for d in dealt],
        },
        diagnostics=(*desk.told, *(fault for d in dealt for fault in d.told)),
        dry_run=dry_run,
    )


def load_calendar(root: Path) -> Calendar | None:
    """The calendar of a workspace, ``None`` when it has none; raises ContentError with all its faults."""
    return _read(load_bank(root), root)[0] if (root / PATH).exists() else None


def proposals_between(root: Path, first: str, last: str) -> tuple[Proposal, ...]:
    """The sessions that the calendar asks for between two ISO days, open or not; none without a calendar.

    Raises ContentError with the faults of the calendar.
    """
    bank = load_bank(root)
    found, _ = _read(bank, root)
    return propose(found, [b.id for b in bank.blueprints], first, last) if found else ()


def _desk(root: Path, when: str) -> Desk:
    """What a run works on; raises UsageError without a calendar."""
    check_workspace(root)
    if not (root / PATH).exists():
        hint = words.NO_CALENDAR_HINT if (root / MODEL).exists() else words.NO_MODEL_HINT
        raise UsageError(words.NO_CALENDAR.format(path=PATH), hint.format(path=PATH))
    bank = load_bank(root)
    found, told = _read(bank, root)
    assert found is not None
    return Desk(root=root, bank=bank, calendar=found, told=told, when=when)


def _read(bank: Bank, root: Path) -> tuple[Calendar | None, tuple[Diagnostic, ...]]:
    """The calendar with its warnings."""
    chosen = default_exams(bank.blueprints)
    known = Known(
        exams=[b.id for b in bank.blueprints],
        defaults={
            block.id: [b.id for b in chosen if b.block == block.id]
            for block in bank.referential.blocks
        },
        is_name=lambda name: is_name(name) and not is_demonstration(name.lower()),
    )
    found, faults = read_calendar(root, known)
    if has_errors(faults):
        raise ContentError(words.FAULTS, words.FAULTS_HINT, faults)
    return found, faults


def _window(year: str | None, today: str) -> tuple[str, str]:
    """The first and the last day to propose sessions for."""
    if year is None:
        day = date.fromisoformat(today)
        again = (
            f"{day.year + 1:04}-{today[5:]}" if today[5:] != "02-29" else f"{day.year + 1}-03-01"
        )
        return today, days_after(again, -1)
    if not _YEAR.fullmatch(year) or not FIRST[:4] <= year <= LAST[:4]:
        raise UsageError(words.BAD_YEAR.format(year=year), words.BAD_YEAR_HINT)
    return f"{year}-01-01", f"{year}-12-31"


def _deal(desk: Desk, proposal: Proposal, *, dry_run: bool) -> Dealt:
    """Open one session, unless it exists, is past, or is only tried; what goes wrong stays with it."""
    try:
        folder = new_session(desk.root, proposal.session)
        if folder.settings.is_file():
            told = _compared(desk.bank, folder, proposal)
            return Dealt(proposal=proposal, state=State.EXISTS, told=told)
        if folder.forms.exists() or folder.manifest.exists():
            check_settings(folder)
        if proposal.date < desk.today:
            return Dealt(proposal=proposal, state=State.PAST, told=(past(proposal),))
        told = tuple(warnings(desk.calendar, desk.bank, proposal, desk.today))
        if dry_run:
            return Dealt(proposal=proposal, state=State.TO_OPEN, told=told)
        opened = open_folder(desk.bank, folder, _opening(desk.calendar, proposal), when=desk.when)
    except EpreuveError as error:
        return Dealt(proposal=proposal, state=State.FAILED, told=failure(proposal, error))
    told = (*told, *opened.diagnostics)
    return Dealt(proposal=proposal, state=State.OPENED, files=opened.files, told=told)


def _opening(found: Calendar, proposal: Proposal) -> Opening:
    """What a proposed session is opened with."""
    return Opening(
        date=proposal.date,
        title=proposal.title,
        centre=found.centre or said.CENTRE,
        exams=proposal.exams,
        tables=proposal.tables,
        zone=found.zone,
        author=found.author,
        deadlines=found.deadlines or USUAL,
    )


def _compared(bank: Bank, folder: SessionFolder, proposal: Proposal) -> tuple[Diagnostic, ...]:
    """Where an open session is not what the calendar asks for; its faults when it cannot be read."""
    try:
        session = load_session(bank, folder)
    except ContentError as error:
        return error.diagnostics
    return tuple(differences(session, proposal, folder.relative(folder.settings)))
