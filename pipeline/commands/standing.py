"""Where a session stands, from its records alone: what the table of steps goes by.

Nothing of a session that is not published yet is opened but its settings and its journal.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.award.again import plan_resits
from pipeline.commands.again import read_case
from pipeline.commands.award import AREA as JURY
from pipeline.commands.award import PROPOSALS
from pipeline.commands.collect import RECORDERS
from pipeline.commands.decide import AREA as DECISION
from pipeline.commands.desk import AREA as CORRECTION
from pipeline.commands.hearing import LIFT
from pipeline.commands.inbox import read_inbox
from pipeline.commands.proofs import (
    basis_of,
    excused_of,
    inputs_of,
    lots_of,
    proposed_of,
    returned_of,
    roster_changed,
    settings_changed,
)
from pipeline.diagnostics import ContentError, Source
from pipeline.model.award import BlockStatus, Decisions
from pipeline.model.session import Session
from pipeline.model.standing import Lot, Standing
from pipeline.read.session import read_session
from pipeline.rules import run as words
from pipeline.rules import session as rules
from pipeline.store import journal
from pipeline.store.approval import check_sealed, last_agreement, verdict_on
from pipeline.store.folder import SessionFolder, check_settings, is_demonstration
from pipeline.store.handover import RELEASE, released
from pipeline.store.records import (
    read_decisions,
    read_resit,
    record_digest,
)
from pipeline.timeline.steps import Status, statuses

Events = Sequence[journal.Entry]
FAILED = BlockStatus.FAILED
LOT_AREAS = (CORRECTION, DECISION)
"""The results that are released besides what was published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A session that keeps dates: its settings, where it stands, where each of its steps is.

    ``latest`` is the moment of the last thing that was done in it, by its journal.
    """

    folder: SessionFolder
    session: Session
    standing: Standing
    statuses: tuple[Status, ...]
    latest: str


def read_followed(root: Path, name: str, now: str) -> Followed | None:
    """A session at a moment in UTC, ``None`` when it keeps no dates or is a demonstration.

    Raises ContentError with what cannot be read: settings, records, journal.
    """
    if is_demonstration(name):
        return None
    folder = SessionFolder(root=root, name=name)
    try:
        return _followed(folder, now)
    except OSError as error:
        place = Source(path=folder.relative(folder.path))
        fault = words.UNREADABLE.at(place, reason=rules.system_reason(error))
        raise ContentError(fault.message, fault.hint, (fault,)) from error


def _followed(folder: SessionFolder, now: str) -> Followed | None:
    """The same, as far as the system lets files be read."""
    check_settings(folder)
    session, faults = read_session(folder.root, folder.relative(folder.settings), folder.name)
    if session is None:
        raise ContentError(rules.ROSTER_FAULTS, rules.ROSTER_FAULTS_HINT, faults)
    if not session.deadlines:
        return None
    standing = read_standing(folder)
    return Followed(
        folder=folder,
        session=session,
        standing=standing,
        statuses=statuses(standing, session.deadlines, session.date, session.zone, now),
        latest=max((event.when for event in journal.events(folder.path)), default=""),
    )


def read_standing(folder: SessionFolder) -> Standing:
    """Where a session stands; raises ContentError when a record is lost or damaged, or the journal broken."""
    events = journal.events(folder.path)
    _check_whole(folder, events)
    if not folder.manifest.exists():
        return Standing(session=folder.name)
    return _with_jury(folder, events, _with_marks(folder, events, _published(folder, events)))


def _check_whole(folder: SessionFolder, events: Events) -> None:
    """Raise ContentError for the records that the journal speaks of and that are not there.

    A step would make them anew from what is left, and what people decided in them would be lost. The journal tells of
    decisions before they are written: one sitting alone may be on its way, what comes of it may not.
    """
    published = folder.manifest.exists()
    done = Counter(event.command for event in events)
    heard = done["decide"] > 1 or done["appeal"] or done["resit"] or Lot.RESULTS in released(events)
    wanted = {
        folder.manifest: "publish" in done,
        folder.path / journal.JOURNAL: published,
        folder.secret: published,
        folder.roster: published,
        folder.forms: published,
        folder.dispatch: published,
        folder.basis: published,
        folder.grids: published,
        folder.marks: any(done[command] for command in RECORDERS),
        folder.reconciliation: "reconcile" in done,
        folder.decisions: bool(heard),
    }
    lost = tuple(
        rules.LOST_FILE.at(Source(path=folder.relative(path)))
        for path, is_wanted in wanted.items()
        if is_wanted and not path.exists()
    )
    if lost:
        raise ContentError(lost[0].message, lost[0].hint, lost)


def _published(folder: SessionFolder, events: Events) -> Standing:
    """What the publication, its approval and its releases say.

    A publication that did not end, or that the journal does not know yet, is still to be made: it converges. One whose
    records were changed by hand since raises ContentError.
    """
    manifest = record_digest(folder.manifest)
    known = not folder.pending.exists() and _last(events, ("publish",), "sha256") == manifest
    if known:
        check_sealed(folder, inputs_of(folder, manifest))
    verdict = verdict_on(events, manifest)
    agreed = verdict if verdict is not None and verdict.agreed else last_agreement(events)
    areas = (record_digest(folder.results / f".{area}.json") for area in LOT_AREAS)
    return Standing(
        session=folder.name,
        approval=basis_of(folder, record_digest(folder.basis)).policy.approval,
        manifest=manifest if known else "",
        changed=roster_changed(folder, manifest),
        outdated=settings_changed(folder, manifest),
        approved=agreed.manifest if agreed is not None else "",
        refused_by=verdict.author if verdict is not None and not verdict.agreed else "",
        lots=lots_of(folder, manifest, *areas),
        released={lot: str(event.facts["sha256"]) for lot, event in released(events).items()},
    )


def _with_marks(folder: SessionFolder, events: Events, standing: Standing) -> Standing:
    """The same with what came back, and what was made of it."""
    marks = record_digest(folder.marks)
    records = (folder.basis, folder.grids, folder.reconciliation, folder.decisions)
    back = returned_of(folder, *(record_digest(path) for path in records), marks)
    inbox = read_inbox(folder, back.seen, recorded_tables(events, read_decisions(folder)))
    return replace(
        standing,
        arrived=inbox.unread,
        missing=back.missing,
        owed=back.owed,
        handed=_handed(events),
        asked=_asked(events),
        cases=back.cases,
        refused=back.refused + inbox.closed,
        reminded=tuple(str(e.facts.get("until", e.when)) for e in events if e.command == "remind"),
        marks=marks,
        unlogged=bool(marks) and _last(events, RECORDERS, "sha256") != marks,
        reconciled=_last(events, ("reconcile",), "marks"),
        unpaired=int(_last(events, ("reconcile",), "left") or 0),
        lifted=any(event.command == LIFT for event in events),
        tabled=_tabled(folder, events),
        table=bool(inbox.tables or (inbox.recorded and not standing.lots.get(Lot.RESULTS))),
    )


def _with_jury(folder: SessionFolder, events: Events, standing: Standing) -> Standing:
    """The same with what the jury decided, and what follows of it."""
    current = {d.candidate: d for d in read_decisions(folder).current()}
    table = record_digest(folder.results / JURY / PROPOSALS)
    proposed = proposed_of(folder, table)
    excused = excused_of(folder, record_digest(folder.basis), table)
    undecided = len(proposed - current.keys())
    failed = {n for n, d in current.items() if any(b.status is FAILED for b in d.blocks)}
    opened = _opened(folder, events, "resit")
    waiting = bool(failed) and not (undecided or opened)
    return replace(
        standing,
        decided=len(current),
        undecided=undecided,
        deferred=0 if _opened(folder, events, "replace") else len(excused - current.keys()),
        again=_again(folder, failed) if waiting else 0,
        resit=opened,
    )


def _opened(folder: SessionFolder, events: Events, command: str) -> str:
    """The session that follows, opened by a command; its journal begins once everything else is there."""
    new = _last(events, (command,), "new")
    begun = SessionFolder(root=folder.root, name=new).path / journal.JOURNAL
    return new if new and begun.exists() else ""


def recorded_tables(events: Events, decisions: Decisions) -> frozenset[str]:
    """The SHA-256 of the jury's tables whose decisions are in the record."""
    tables = dict.fromkeys(str(e.facts["table"]) for e in events if e.command == "decide")
    return frozenset(tuple(tables)[: len(decisions.deliberations)])


def _handed(events: Events) -> str:
    """When grids went out for the first time; empty when they did not."""
    of_grids = (e.when for e in events if e.command == RELEASE and e.facts["lot"] == Lot.MARKING)
    return min(of_grids, default="")


def _asked(events: Events) -> str:
    """When further grids went out for the last time; empty when none did."""
    found, count = "", 0
    for event in events:
        gaps = int(event.facts.get("gaps", 0)) if event.command == "reconcile" else 0
        if gaps > count:
            found, count = event.when, gaps
    return found


def _tabled(folder: SessionFolder, events: Events) -> str:
    """The marks that the jury's table was made from; none when gaps or shifts changed since."""
    same = _last(events, ("award",), "record") == record_digest(folder.reconciliation)
    return _last(events, ("award",), "marks") if same else ""


def _again(folder: SessionFolder, failed: Collection[str]) -> int:
    """How many candidates sit something again; all who still may as long as their records cannot tell.

    The jury is not heard again for those who used up their resits.
    """
    resit = read_resit(folder)
    used = {c.candidate: c.attempts for c in resit.carried} if resit is not None else {}
    limit = basis_of(folder, record_digest(folder.basis)).policy.resit.sessions
    able = [number for number in failed if used.get(number, 0) < limit]
    try:
        case = read_case(folder, read_decisions(folder)) if able else None
    except ContentError:
        return len(able)
    return len(plan_resits(case.hearing.basis, case.standings)) if case is not None else 0


def _last(events: Events, commands: Collection[str], key: str) -> str:
    """What the last event of these commands says of something; empty without one."""
    last = next((event.facts for event in reversed(events) if event.command in commands), {})
    return str(last.get(key, ""))
