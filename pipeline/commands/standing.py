"""Where a session stands, from its records alone: what the table of steps goes by.

Nothing of a session that is not published yet is opened but its settings and its journal.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pipeline.award.again import plan_resits
from pipeline.commands.again import read_case
from pipeline.commands.awaited import load_awaited
from pipeline.commands.award import AREA as JURY
from pipeline.commands.award import PROPOSALS
from pipeline.commands.collect import RECORDERS
from pipeline.commands.decide import AREA as DECISION
from pipeline.commands.desk import AREA as CORRECTION
from pipeline.commands.follow import follow
from pipeline.commands.hearing import LIFT
from pipeline.commands.inbox import read_inbox
from pipeline.commands.lots import lot_digests
from pipeline.diagnostics import ContentError, Source
from pipeline.model.award import BlockStatus, Decisions, Proposal
from pipeline.model.session import Session
from pipeline.model.standing import Lot, Standing
from pipeline.read.session import read_session
from pipeline.rules import run as words
from pipeline.rules import session as rules
from pipeline.store import journal
from pipeline.store.approval import last_agreement, verdict_on
from pipeline.store.folder import SessionFolder, check_settings, is_demonstration
from pipeline.store.handover import released
from pipeline.store.manifest import read_manifest
from pipeline.store.records import (
    read_basis,
    read_decisions,
    read_marks,
    read_record,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Returned:
    """What the record of what came back says: grids awaited, open cases, refusals, the files that were read."""

    missing: int
    cases: int
    refused: int
    seen: frozenset[str]


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
    _check_whole(folder, {event.command for event in events})
    if not folder.manifest.exists():
        return Standing(session=folder.name)
    return _with_jury(folder, events, _with_marks(folder, events, _published(folder, events)))


def _check_whole(folder: SessionFolder, done: set[str]) -> None:
    """Raise ContentError for the records that the journal speaks of and that are not there.

    A step would make them anew from what is left, and what people decided in them would be lost.
    """
    published = folder.manifest.exists()
    wanted = {
        folder.manifest: "publish" in done,
        folder.path / journal.JOURNAL: published,
        folder.secret: published,
        folder.roster: published,
        folder.forms: published,
        folder.dispatch: published,
        folder.basis: published,
        folder.grids: published,
        folder.marks: not done.isdisjoint(RECORDERS),
        folder.reconciliation: "reconcile" in done,
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

    A publication that did not end, or that the journal does not know yet, is still to be made: it converges.
    """
    manifest = record_digest(folder.manifest)
    known = not folder.pending.exists() and _last(events, ("publish",), "sha256") == manifest
    verdict = verdict_on(events, manifest)
    agreed = verdict if verdict is not None and verdict.agreed else last_agreement(events)
    areas = (record_digest(folder.results / f".{area}.json") for area in LOT_AREAS)
    return Standing(
        session=folder.name,
        approval=_policy(folder, record_digest(folder.basis)),
        manifest=manifest if known else "",
        changed=_roster(folder, manifest) != record_digest(folder.roster),
        approved=agreed.manifest if agreed is not None else "",
        refused_by=verdict.author if verdict is not None and not verdict.agreed else "",
        lots=_lots(folder, manifest, *areas),
        released={lot: str(event.facts["sha256"]) for lot, event in released(events).items()},
    )


def _with_marks(folder: SessionFolder, events: Events, standing: Standing) -> Standing:
    """The same with what came back, and what was made of it."""
    marks = record_digest(folder.marks)
    records = (folder.basis, folder.grids, folder.reconciliation, folder.decisions)
    back = _returned(folder, marks, *(record_digest(path) for path in records))
    inbox = read_inbox(folder, back.seen, recorded_tables(events, read_decisions(folder)))
    return replace(
        standing,
        arrived=inbox.unread,
        missing=back.missing,
        cases=back.cases,
        refused=back.refused + inbox.closed,
        reminded=tuple(str(e.facts.get("until", e.when)) for e in events if e.command == "remind"),
        marks=marks,
        unlogged=bool(marks) and _last(events, RECORDERS, "sha256") != marks,
        reconciled=_last(events, ("reconcile",), "marks"),
        lifted=any(event.command == LIFT for event in events),
        tabled=_tabled(folder, events),
        table=bool(inbox.tables or (inbox.recorded and not standing.lots.get(Lot.RESULTS))),
    )


def _with_jury(folder: SessionFolder, events: Events, standing: Standing) -> Standing:
    """The same with what the jury decided, and what follows of it."""
    current = {d.candidate: d for d in read_decisions(folder).current()}
    proposed = _proposed(folder, record_digest(folder.results / JURY / PROPOSALS))
    undecided = len(proposed - current.keys())
    failed = [d for d in current.values() if any(b.status is FAILED for b in d.blocks)]
    opened = _last(events, ("resit",), "new")
    is_open = bool(opened) and SessionFolder(root=folder.root, name=opened).settings.exists()
    waiting = bool(failed) and not (undecided or is_open)
    return replace(
        standing,
        decided=len(current),
        undecided=undecided,
        again=_again(folder, len(failed)) if waiting else 0,
        resit=opened if is_open else "",
    )


def recorded_tables(events: Events, decisions: Decisions) -> frozenset[str]:
    """The SHA-256 of the jury's tables whose decisions are in the record."""
    tables = dict.fromkeys(str(e.facts["table"]) for e in events if e.command == "decide")
    return frozenset(tuple(tables)[: len(decisions.deliberations)])


def _tabled(folder: SessionFolder, events: Events) -> str:
    """The marks that the jury's table was made from; none when gaps or shifts changed since."""
    same = _last(events, ("award",), "record") == record_digest(folder.reconciliation)
    return _last(events, ("award",), "marks") if same else ""


def _again(folder: SessionFolder, failed: int) -> int:
    """How many candidates sit something again; all who failed as long as their records cannot tell."""
    try:
        case = read_case(folder, read_decisions(folder))
    except ContentError:
        return failed
    return len(plan_resits(case.hearing.basis, case.standings))


def _last(events: Events, commands: Collection[str], key: str) -> str:
    """What the last event of these commands says of something; empty without one."""
    last = next((event.facts for event in reversed(events) if event.command in commands), {})
    return str(last.get(key, ""))


# What a record says is read once as long as its bytes are the same: a run reads a session again after each step.


@lru_cache(maxsize=64)
def _lots(folder: SessionFolder, *_: str) -> Mapping[Lot, str]:
    """What each lot would hold now."""
    return lot_digests(folder)


@lru_cache(maxsize=64)
def _policy(folder: SessionFolder, _: str) -> bool:
    """Whether the rules frozen with the publication ask for an approval."""
    return read_basis(folder).policy.approval


@lru_cache(maxsize=64)
def _roster(folder: SessionFolder, _: str) -> str:
    """The SHA-256 of the registrations that were published."""
    manifest = read_manifest(folder)
    return manifest.inputs.get("roster", "") if manifest is not None else ""


@lru_cache(maxsize=64)
def _returned(folder: SessionFolder, *_: str) -> _Returned:
    """What came back and what is awaited."""
    marks = read_marks(folder)
    found = follow(marks, load_awaited(folder))
    return _Returned(
        missing=sum(len(share.missing) + len(share.partial) for share in found.shares),
        cases=len(found.cases),
        refused=len(found.refused),
        seen=frozenset(receipt.sha256 for receipt in marks.receipts),
    )


@lru_cache(maxsize=64)
def _proposed(folder: SessionFolder, sha256: str) -> frozenset[str]:
    """The candidates of the jury's table for whom something can be decided."""
    if not sha256:
        return frozenset()
    path = folder.results / JURY / PROPOSALS
    found = read_record(folder, path, tuple[Proposal, ...])
    return frozenset(proposal.candidate for proposal in found if proposal.decision)
